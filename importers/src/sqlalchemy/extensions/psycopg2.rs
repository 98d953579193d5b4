//! `psycopg2`: the classes of its errors, and the codes of those. Its connections are the run's.

use crate::python::native::{Definition, ModuleTable};
use crate::python::stdlib::written::name_of;
use crate::python::value::Value;

macro_rules! errors {
    ($($code:literal $constant:literal $name:literal $base:literal;)*) => {
        /// `psycopg2.errors`
        static ERRORS: ModuleTable = ModuleTable {
            name: "psycopg2.errors",
            definitions: &[$((
                $name,
                Definition::Exception {
                    name: concat!("psycopg2.errors.", $name),
                    base: concat!("psycopg2.", $base),
                },
            )),*],
            fallback: None,
        };
        /// `psycopg2.errorcodes`
        static CODES: ModuleTable = ModuleTable {
            name: "psycopg2.errorcodes",
            definitions: &[$(($constant, Definition::Value(|_| Ok(Value::str($code))))),*],
            fallback: None,
        };

        /// The class of `psycopg2.errors` that an SQLSTATE is.
        pub fn class_of(sqlstate: &str) -> Option<&'static str> {
            match sqlstate {
                $($code => Some($name),)*
                _ => None,
            }
        }
    };
}

super::sqlstates::sqlstates!(errors);

macro_rules! classes {
    ($($name:literal $base:literal;)*) => {
        &[
            $((
                $name,
                Definition::Exception { name: concat!("psycopg2.", $name), base: $base },
            ),)*
            ("connect", Definition::Function(crate::sqlalchemy::not_constructed)),
            ("errors", Definition::Module(&ERRORS)),
            ("errorcodes", Definition::Module(&CODES)),
            ("extras", Definition::Module(&EXTRAS)),
            ("sql", Definition::Module(&SQL)),
        ]
    };
}

/// `psycopg2`
static PSYCOPG2: ModuleTable = ModuleTable {
    name: "psycopg2",
    definitions: classes! {
        "Warning" "Exception";
        "Error" "Exception";
        "InterfaceError" "psycopg2.Error";
        "DatabaseError" "psycopg2.Error";
        "DataError" "psycopg2.DatabaseError";
        "OperationalError" "psycopg2.DatabaseError";
        "IntegrityError" "psycopg2.DatabaseError";
        "InternalError" "psycopg2.DatabaseError";
        "ProgrammingError" "psycopg2.DatabaseError";
        "NotSupportedError" "psycopg2.DatabaseError";
    },
    fallback: None,
};

/// `psycopg2.extras`
static EXTRAS: ModuleTable = ModuleTable {
    name: "psycopg2.extras",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/psycopg2_extras.py");
        name_of(interpreter, "psycopg2.extras", text, name)
    }),
};

/// `psycopg2.sql`
static SQL: ModuleTable = ModuleTable {
    name: "psycopg2.sql",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/psycopg2_sql.py");
        name_of(interpreter, "psycopg2.sql", text, name)
    }),
};

/// The modules, by every name under which files import them.
pub(super) static MODULES: &[&ModuleTable] = &[&PSYCOPG2, &ERRORS, &CODES, &EXTRAS, &SQL];
