//! Which Python exception class a driver would have raised.
//!
//! The tables are those of CPython's `sqlite3` (by primary result code) and of
//! psycopg2 (by SQLSTATE class); SQLAlchemy wraps both under the same names.

use bridge_importers::Dialect;
use bridge_importers::live::psycopg2_class;

use super::error::{DriverCode, StatementError};

/// PEP 249's classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Interface,
    Database,
    Data,
    Operational,
    Integrity,
    Internal,
    Programming,
    NotSupported,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Interface => "InterfaceError",
            Self::Database => "DatabaseError",
            Self::Data => "DataError",
            Self::Operational => "OperationalError",
            Self::Integrity => "IntegrityError",
            Self::Internal => "InternalError",
            Self::Programming => "ProgrammingError",
            Self::NotSupported => "NotSupportedError",
        }
    }
}

pub(crate) fn kind(error: &StatementError) -> Kind {
    match &error.code {
        DriverCode::Sqlite(code) => sqlite(code & 0xff),
        DriverCode::Sqlstate(state) => postgres(state),
        DriverCode::Connection => Kind::Operational,
        DriverCode::Driver => Kind::Interface,
    }
}

fn sqlite(code: i32) -> Kind {
    match code {
        2 | 12 => Kind::Internal,
        1 | 3..=6 | 8..=10 | 13..=17 => Kind::Operational,
        18 => Kind::Data,
        19 | 20 => Kind::Integrity,
        21 | 25 => Kind::Interface,
        _ => Kind::Database,
    }
}

fn postgres(state: &str) -> Kind {
    match state.get(..2).unwrap_or_default() {
        "0A" => Kind::NotSupported,
        "20" | "21" | "3D" | "3F" | "42" | "44" => Kind::Programming,
        "22" => Kind::Data,
        "23" => Kind::Integrity,
        "24" | "25" | "2B" | "2D" | "2F" | "38" | "39" | "3B" | "F0" | "P0" | "XX" => {
            Kind::Internal
        }
        "08" | "26" | "27" | "28" | "34" | "40" | "53" | "54" | "55" | "57" | "58" | "HV" => {
            Kind::Operational
        }
        _ => Kind::Database,
    }
}

/// The driver's own class in full.
pub(crate) fn driver_class(error: &StatementError) -> String {
    let general = kind(error).name();
    match (error.dialect, &error.code) {
        (Dialect::Sqlite, _) => format!("sqlite3.{general}"),
        (_, DriverCode::Sqlstate(state)) => match psycopg2_class(state) {
            Some(name) => format!("psycopg2.errors.{name}"),
            None => format!("psycopg2.{general}"),
        },
        _ => format!("psycopg2.{general}"),
    }
}

/// Whether `except class` catches the error. A class of the other dialect's driver never does.
pub(crate) fn catches(error: &StatementError, class: &str) -> bool {
    let (module, name) = class.rsplit_once('.').unwrap_or(("", class));
    match module.split('.').next().unwrap_or_default() {
        "sqlite3" if error.dialect != Dialect::Sqlite => return false,
        "psycopg2" | "psycopg" | "asyncpg" => {
            if error.dialect != Dialect::Postgres {
                return false;
            }
            if let DriverCode::Sqlstate(state) = &error.code
                && psycopg2_class(state) == Some(name)
            {
                return true;
            }
        }
        _ => {}
    }
    let kind = kind(error);
    match name {
        "Exception" | "BaseException" | "SQLAlchemyError" | "StatementError" | "DBAPIError"
        | "Error" => true,
        "DatabaseError" => kind != Kind::Interface,
        _ => name == kind.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(dialect: Dialect, code: DriverCode) -> StatementError {
        StatementError {
            dialect,
            message: "no".into(),
            detail: None,
            hint: None,
            fields: None,
            code,
        }
    }

    #[test]
    fn sqlite_errors_have_cpythons_classes() {
        let exists = error(Dialect::Sqlite, DriverCode::Sqlite(1));
        assert!(exists.caught_by("sqlalchemy.exc.OperationalError"));
        assert!(exists.caught_by("sqlite3.OperationalError"));
        assert!(exists.caught_by("sqlalchemy.exc.SQLAlchemyError"));
        assert!(exists.caught_by("Exception"));
        assert!(!exists.caught_by("sqlalchemy.exc.ProgrammingError"));
        assert!(!exists.caught_by("psycopg2.errors.DuplicateTable"));
        let unique = error(Dialect::Sqlite, DriverCode::Sqlite(2067));
        assert!(unique.caught_by("sqlalchemy.exc.IntegrityError"));
        assert!(unique.caught_by("sqlalchemy.exc.DatabaseError"));
        assert!(!unique.caught_by("ValueError"));
    }

    #[test]
    fn postgres_errors_have_psycopgs_classes() {
        let exists = error(Dialect::Postgres, DriverCode::Sqlstate("42P07".into()));
        assert!(exists.caught_by("sqlalchemy.exc.ProgrammingError"));
        assert!(exists.caught_by("psycopg2.errors.DuplicateTable"));
        assert!(!exists.caught_by("psycopg2.errors.DuplicateColumn"));
        assert!(!exists.caught_by("sqlalchemy.exc.OperationalError"));
        assert!(!exists.caught_by("sqlite3.OperationalError"));
    }

    #[test]
    fn what_would_lose_statements_is_never_caught() {
        for code in [5, 9, 10, 13, 266, 778] {
            assert!(!error(Dialect::Sqlite, DriverCode::Sqlite(code)).caught_by("Exception"));
        }
        for state in ["53100", "57P01", "57014", "08006", "55P03", "40P01"] {
            let error = error(Dialect::Postgres, DriverCode::Sqlstate(state.into()));
            assert!(!error.caught_by("Exception"), "{state}");
        }
        assert!(!error(Dialect::Postgres, DriverCode::Connection).caught_by("BaseException"));
    }
}
