//! Database URLs, as teams have them in `DATABASE_URL`.
//!
//! The forms are SQLAlchemy's ("Database URLs" in its engine documentation):
//! three slashes for a relative SQLite path, four for an absolute one, and a
//! driver behind a `+` that means nothing here.

use std::fmt;
use std::path::{Path, PathBuf};

use bridge_importers::Dialect;
use thiserror::Error;

/// Where a database is. `Display` and `Debug` never show a password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file, absolute.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A PostgreSQL database.
    Postgres {
        /// `postgresql://…` as libpq takes it: without the driver, with the password.
        connection: String,
    },
}

/// Why a URL cannot be used. Messages never contain the URL itself, which may hold a password.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum UrlError {
    /// No `scheme://`.
    #[error(
        "this is not a database URL. Write sqlite:///./file.db, sqlite:////absolute/file.db or postgresql://user@host/name"
    )]
    NotAUrl,
    /// A kind of database that bridge cannot run on.
    #[error("bridge runs on SQLite and PostgreSQL, not on \"{0}\"")]
    Unsupported(String),
    /// `sqlite://` and `sqlite:///:memory:`.
    #[error("a SQLite database in memory has no state to keep. Name a file: sqlite:///./file.db")]
    InMemory,
    /// `sqlite://file.db`.
    #[error(
        "a SQLite URL has three slashes before a relative path, and four before an absolute one"
    )]
    SqliteHost,
    /// Query parameters of a SQLite URL that change what is opened.
    #[error("the SQLite URL has the parameter \"{0}\", which bridge does not know. Remove it")]
    SqliteParameter(String),
}

impl DatabaseUrl {
    /// Reads a URL; a relative SQLite path counts from `base`.
    ///
    /// # Errors
    /// Says what is wrong with it, without repeating it.
    pub fn parse(text: &str, base: &Path) -> Result<Self, UrlError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or(UrlError::NotAUrl)?;
        let kind = scheme
            .split('+')
            .next()
            .unwrap_or(scheme)
            .to_ascii_lowercase();
        match kind.as_str() {
            "sqlite" => sqlite(rest, base),
            "postgresql" | "postgres" => Ok(Self::Postgres {
                connection: format!("postgresql://{}", libpq_parameters(rest)),
            }),
            _ if kind.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !kind.is_empty() =>
            {
                Err(UrlError::Unsupported(kind))
            }
            _ => Err(UrlError::NotAUrl),
        }
    }

    /// The dialect that it speaks.
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite { .. } => Dialect::Sqlite,
            Self::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// The SQLite file, where it is one.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match self {
            Self::Sqlite { path } => Some(path),
            Self::Postgres { .. } => None,
        }
    }
}

fn sqlite(rest: &str, base: &Path) -> Result<DatabaseUrl, UrlError> {
    let (location, query) = rest.split_once('?').unwrap_or((rest, ""));
    if let Some(parameter) = query.split('&').find(|p| !p.is_empty()) {
        let name = parameter.split('=').next().unwrap_or(parameter);
        // These two are read by Python's driver and change nothing on disk.
        if !matches!(name, "check_same_thread" | "timeout") {
            return Err(UrlError::SqliteParameter(name.to_owned()));
        }
    }
    if location.is_empty() || location == "/" || location == "/:memory:" {
        return Err(UrlError::InMemory);
    }
    let path = location.strip_prefix('/').ok_or(UrlError::SqliteHost)?;
    Ok(DatabaseUrl::Sqlite {
        path: normalise(&base.join(path)),
    })
}

/// Removes `.` and `..` without asking the file system: the file need not exist yet.
fn normalise(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if !result.pop() {
                    result.push("..");
                }
            }
            other => result.push(other),
        }
    }
    result
}

/// asyncpg's `ssl=` is libpq's `sslmode=`; SQLAlchemy's own parameters are not libpq's.
fn libpq_parameters(rest: &str) -> String {
    let Some((location, query)) = rest.split_once('?') else {
        return rest.to_owned();
    };
    let kept: Vec<String> = query
        .split('&')
        .filter(|p| !p.is_empty())
        .filter_map(|parameter| match parameter.split_once('=') {
            Some(("ssl", "true")) => Some("sslmode=require".to_owned()),
            Some(("ssl", value)) => Some(format!("sslmode={value}")),
            Some((name, _)) if name.starts_with("prepared_statement_") => None,
            _ => Some(parameter.to_owned()),
        })
        .collect();
    if kept.is_empty() {
        location.to_owned()
    } else {
        format!("{location}?{}", kept.join("&"))
    }
}

/// A URL without its password, where it has one; what is no URL is all password.
pub(crate) fn without_password(url: &str) -> Option<String> {
    let (text, had_one) = with_password(url, None);
    had_one.then_some(text)
}

/// The URL with `***` in place of the password, in the user part and in the parameters.
fn masked(connection: &str) -> String {
    with_password(connection, Some("***")).0
}

/// The URL with something else, or nothing, as its password; and whether it had one.
fn with_password(connection: &str, stand_in: Option<&str>) -> (String, bool) {
    let Some((scheme, rest)) = connection.split_once("://") else {
        return (stand_in.unwrap_or_default().to_owned(), true);
    };
    let (location, query) = match rest.split_once('?') {
        // A password with a bare question mark: all up to the host is hidden.
        Some((location, query)) if location.contains(':') && !location.contains('@') => {
            match query.contains('@') {
                true => (rest, None),
                false => (location, Some(query)),
            }
        }
        Some((location, query)) => (location, Some(query)),
        None => (rest, None),
    };
    let mut had_one = false;
    let mut text = format!("{scheme}://");
    // Behind three slashes stands a path, and nobody's password.
    let user_and_host = location
        .rsplit_once('@')
        .filter(|_| !location.starts_with('/'));
    match user_and_host.and_then(|(user, host)| Some((user.split_once(':')?.0, host))) {
        Some((name, host)) => {
            had_one = true;
            text.push_str(name);
            text.extend(stand_in.map(|stand_in| format!(":{stand_in}")));
            text.push_str(&format!("@{host}"));
        }
        None => text.push_str(location),
    }
    let parameters: Vec<String> = query
        .into_iter()
        .flat_map(|query| query.split('&'))
        .filter_map(|parameter| match parameter.split_once('=') {
            Some((name, _)) if name.to_ascii_lowercase().contains("password") => {
                had_one = true;
                stand_in.map(|stand_in| format!("{name}={stand_in}"))
            }
            _ => Some(parameter.to_owned()),
        })
        .collect();
    if !parameters.is_empty() {
        text.push_str(&format!("?{}", parameters.join("&")));
    }
    (text, had_one)
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { path } => write!(f, "sqlite:///{}", path.display()),
            Self::Postgres { connection } => f.write_str(&masked(connection)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<DatabaseUrl, UrlError> {
        DatabaseUrl::parse(text, Path::new("/srv/admin"))
    }

    fn shown(text: &str) -> String {
        parse(text).map_or_else(|error| format!("error: {error}"), |url| url.to_string())
    }

    #[test]
    fn sqlite_paths_count_from_the_base() {
        assert_eq!(
            shown("sqlite:///./admin.db"),
            "sqlite:////srv/admin/admin.db"
        );
        assert_eq!(
            shown("sqlite:///../資料/主.db"),
            "sqlite:////srv/資料/主.db"
        );
        assert_eq!(
            shown("sqlite+aiosqlite:////var/lib/a.db"),
            "sqlite:////var/lib/a.db"
        );
    }

    #[test]
    fn sqlite_without_a_file_is_refused() {
        for text in ["sqlite://", "sqlite:///", "sqlite:///:memory:"] {
            assert_eq!(parse(text), Err(UrlError::InMemory), "{text}");
        }
        assert_eq!(parse("sqlite://a.db"), Err(UrlError::SqliteHost));
        assert_eq!(
            parse("sqlite:///a.db?mode=memory"),
            Err(UrlError::SqliteParameter("mode".into()))
        );
    }

    #[test]
    fn drivers_are_dropped_and_passwords_masked() {
        assert_eq!(
            shown("postgresql+psycopg2://u:p@ss:word@db:5432/admin"),
            "postgresql://u:***@db:5432/admin"
        );
        assert_eq!(
            shown("postgresql+asyncpg://u@db/admin?ssl=require"),
            "postgresql://u@db/admin?sslmode=require"
        );
        assert_eq!(
            shown("postgresql:///admin?host=/run&password=secret"),
            "postgresql:///admin?host=/run&password=***"
        );
        assert_eq!(
            shown("postgresql://u:sec?ret@db/admin"),
            "postgresql://u:***@db/admin"
        );
        let debug = format!("{:?}", parse("postgres://u:secret@h/d"));
        assert!(!debug.contains("secret"), "{debug}");
    }

    #[test]
    fn a_url_is_had_without_its_password() {
        for (url, without) in [
            (
                "postgresql://u:p@ss:w/rd@db:5432/admin?sslmode=require",
                "postgresql://u@db:5432/admin?sslmode=require",
            ),
            ("postgresql:///admin?password=secret", "postgresql:///admin"),
            ("postgresql://u:sec?ret@db/admin", "postgresql://u@db/admin"),
            ("mysql://u:secret@h/d", "mysql://u@h/d"),
            ("host=h password=secret", ""),
        ] {
            assert_eq!(without_password(url).as_deref(), Some(without), "{url}");
        }
        for url in ["postgresql://u@h/d", "sqlite:///./a:b@c.db"] {
            assert_eq!(without_password(url), None, "{url}");
        }
    }

    #[test]
    fn errors_do_not_repeat_the_url() {
        assert!(!shown("mysql://u:secret@h/d").contains("secret"));
        assert!(!shown("u:secret@h/d").contains("secret"));
    }
}
