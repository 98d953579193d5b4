//! The one asynchronous file: a current-thread runtime around `sqlx`.
//!
//! Everything goes through the simple protocol: statements run exactly as they
//! are written, nothing is prepared on the server (which keeps pooling proxies
//! possible), and values come as text.

use std::str::FromStr;
use std::time::Duration;

use bridge_importers::Dialect;
use bridge_importers::live::{Answer, Datum};
use bridge_importers::script::leading_words;
use futures_util::TryStreamExt as _;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgDatabaseError, PgErrorPosition, PgRow};
use sqlx::{
    AssertSqlSafe, Column, ConnectOptions, Connection, Either, Executor, Row, TypeInfo, ValueRef,
};

use crate::database::error::{ConnectError, DriverCode, ErrorFields, StatementError};
use crate::database::percent::{decoded, encoded};
use crate::database::value::{Rows, Value};

/// A connection and the runtime that drives it.
pub(super) struct Adapter {
    runtime: tokio::runtime::Runtime,
    /// `None` only while it is being closed.
    connection: Option<PgConnection>,
    /// Whether the server's door let [`MARK`] pass.
    pub(super) marked: bool,
}

/// A setting with which each session begins. A pooling proxy gives out sessions
/// that began without it, or refuses to take it.
pub(super) const MARK: &str = "bridge.direct";

/// `protocol_violation`: what a proxy says of a start-up parameter that it does not pass on.
const REFUSED_PARAMETER: &str = "08P01";

/// Host, port and database of a URL, without user and password; `database`
/// stands in place of the URL's own.
pub(super) fn target(url: &str, database: Option<&str>) -> String {
    match PgConnectOptions::from_str(url) {
        Ok(options) => target_of(&named(options, database)),
        Err(_) => "the PostgreSQL server".to_owned(),
    }
}

/// The database that a URL leads to.
pub(super) fn database_name(url: &str) -> String {
    let options = PgConnectOptions::from_str(url).ok();
    let named = options
        .as_ref()
        .and_then(|options| options.get_database().map(str::to_owned));
    // As libpq has it: without a name, the user's.
    named
        .or_else(|| options.map(|options| options.get_username().to_owned()))
        .unwrap_or_default()
}

fn named(options: PgConnectOptions, database: Option<&str>) -> PgConnectOptions {
    match database {
        Some(name) => options.database(name),
        None => options,
    }
}

fn target_of(options: &PgConnectOptions) -> String {
    format!(
        "{}:{}/{}",
        options.get_host(),
        options.get_port(),
        options.get_database().unwrap_or_default()
    )
}

impl Adapter {
    pub(super) fn connect(
        url: &str,
        database: Option<&str>,
        timeout: Duration,
    ) -> Result<Self, ConnectError> {
        let options = PgConnectOptions::from_str(url).map_err(|error| ConnectError::Url {
            target: "the PostgreSQL server".to_owned(),
            message: without_secret(error.to_string(), url),
        })?;
        let options = named(options, database);
        let target = target_of(&options);
        if let Some(error) = super::tls::missing_file(&target, url, &options) {
            return Err(error);
        }
        let options = options
            .application_name("bridge")
            // Since PostgreSQL 12 floats are exact without it, and proxies do not know it.
            .extra_float_digits(None)
            .disable_statement_logging();
        let marked = options.clone().options([(MARK, "on")]);
        let server = |message: String, code| ConnectError::Server {
            target: target.clone(),
            message: without_secret(message, url),
            code,
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| server(error.to_string(), None))?;
        let connect = |options: &PgConnectOptions| {
            runtime.block_on(async {
                tokio::time::timeout(timeout, PgConnection::connect_with(options)).await
            })
        };
        let mut is_marked = true;
        let mut connected = connect(&marked);
        if let Ok(Err(sqlx::Error::Database(error))) = &connected
            && error.code().as_deref() == Some(REFUSED_PARAMETER)
        {
            is_marked = false;
            connected = connect(&options);
        }
        match connected {
            Ok(Ok(connection)) => Ok(Self {
                runtime,
                connection: Some(connection),
                marked: is_marked,
            }),
            Ok(Err(sqlx::Error::Database(error))) => {
                let code = error.code().map(|code| code.into_owned());
                Err(server(error.message().to_owned(), code))
            }
            Ok(Err(error)) => {
                let message = match error {
                    sqlx::Error::Io(error) => error.to_string(),
                    error => error.to_string(),
                };
                Err(super::tls::explained(&target, &message)
                    .unwrap_or_else(|| server(message, None)))
            }
            Err(_) => Err(server(
                format!("no answer within {:.0} s", timeout.as_secs_f64()),
                None,
            )),
        }
    }

    /// Runs SQL as it is written, one statement or several.
    pub(super) fn execute(&mut self, sql: &str) -> Result<u64, StatementError> {
        let Some(connection) = self.connection.as_mut() else {
            return Err(closed());
        };
        let done = self
            .runtime
            .block_on(connection.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))))
            .map_err(statement_error)?;
        Ok(done.rows_affected())
    }

    pub(super) fn query(&mut self, sql: &str) -> Result<Rows, StatementError> {
        let Some(connection) = self.connection.as_mut() else {
            return Err(closed());
        };
        let found = self
            .runtime
            .block_on(connection.fetch_all(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))))
            .map_err(statement_error)?;
        let columns = found
            .first()
            .map(|row| {
                row.columns()
                    .iter()
                    .map(|column| column.name().to_owned())
                    .collect()
            })
            .unwrap_or_default();
        let rows = found.iter().map(values).collect::<Result<_, _>>()?;
        Ok(Rows { columns, rows })
    }
}

impl Adapter {
    /// Runs a statement of a program.
    pub(super) fn ask(&mut self, sql: &str) -> Result<Answer, StatementError> {
        let Some(connection) = self.connection.as_mut() else {
            return Err(closed());
        };
        let mut touched = 0;
        let mut rows: Vec<PgRow> = Vec::new();
        self.runtime
            .block_on(async {
                let mut found = connection.fetch_many(sqlx::raw_sql(AssertSqlSafe(sql.to_owned())));
                while let Some(part) = found.try_next().await? {
                    match part {
                        Either::Left(done) => touched = done.rows_affected(),
                        Either::Right(row) => rows.push(row),
                    }
                }
                Ok(())
            })
            .map_err(statement_error)?;
        let columns = match rows.first() {
            Some(row) => {
                let names = row.columns().iter().map(|column| column.name().to_owned());
                Some(names.collect())
            }
            None if gives_rows(sql) => Some(self.names_of(sql)),
            None => None,
        };
        let rows = rows.iter().map(data).collect::<Result<_, _>>()?;
        Ok(Answer {
            columns,
            rows,
            touched,
            ..Answer::default()
        })
    }
}

impl Adapter {
    /// The names of the columns of a query that gave no row. It is asked again
    /// as the empty side of a join, which gives one row and reads nothing.
    fn names_of(&mut self, sql: &str) -> Vec<String> {
        const READ: [&str; 3] = ["SELECT", "VALUES", "TABLE"];
        const CHANGE: [&str; 7] = [
            "INTO",
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "RETURNING",
            "SHARE",
        ];
        let words = leading_words(sql, Dialect::Postgres, usize::MAX);
        let reads = words
            .first()
            .is_some_and(|word| READ.contains(&word.as_str()));
        let changes = words.iter().any(|word| CHANGE.contains(&word.as_str()));
        if !reads || changes {
            return Vec::new();
        }
        let sql = sql.trim_end().trim_end_matches(';');
        let asked = format!(
            "SELECT bridge_query.* FROM (SELECT) AS bridge_one LEFT JOIN (\n{sql}\n) AS bridge_query ON false"
        );
        self.query(&asked)
            .map(|rows| rows.columns)
            .unwrap_or_default()
    }
}

/// Whether a statement that gave no row could have given some: the simple
/// protocol names the columns only together with a row.
fn gives_rows(sql: &str) -> bool {
    const GIVE: [&str; 7] = [
        "SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "FETCH",
    ];
    let words = leading_words(sql, Dialect::Postgres, usize::MAX);
    words
        .first()
        .is_some_and(|word| GIVE.contains(&word.as_str()))
        || words.iter().any(|word| word == "RETURNING")
}

/// The values of a row, with the names of the types that Python has classes for.
fn data(row: &PgRow) -> Result<Vec<Datum>, StatementError> {
    values(row)?
        .into_iter()
        .enumerate()
        .map(|(index, value)| {
            Ok(match value {
                Value::Null => Datum::Null,
                Value::Boolean(known) => Datum::Bool(known),
                Value::Integer(number) => Datum::Int(number),
                Value::Real(number) => Datum::Real(number),
                Value::Bytes(bytes) => Datum::Bytes(bytes),
                Value::Text(text) => {
                    let raw = row.try_get_raw(index).map_err(statement_error)?;
                    let type_name = raw.type_info().name().to_lowercase();
                    match type_name.as_str() {
                        "text" | "varchar" | "char" | "\"char\"" | "name" | "unknown" | "?" => {
                            Datum::Text(text)
                        }
                        _ => Datum::Typed { type_name, text },
                    }
                }
            })
        })
        .collect()
}

impl Drop for Adapter {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            // The server ends the session either way; saying goodbye spares its log a line.
            let _ = self.runtime.block_on(async {
                tokio::time::timeout(Duration::from_secs(2), connection.close()).await
            });
        }
    }
}

fn closed() -> StatementError {
    StatementError {
        dialect: Dialect::Postgres,
        message: "the connection is closed".to_owned(),
        detail: None,
        hint: None,
        fields: None,
        code: DriverCode::Connection,
    }
}

fn values(row: &PgRow) -> Result<Vec<Value>, StatementError> {
    (0..row.len())
        .map(|index| {
            let raw = row.try_get_raw(index).map_err(statement_error)?;
            if raw.is_null() {
                return Ok(Value::Null);
            }
            let kind = raw.type_info();
            let text = raw.as_str().map_err(|error| StatementError {
                code: DriverCode::Driver,
                message: error.to_string(),
                ..closed()
            })?;
            Ok(value(kind.name(), text))
        })
        .collect()
}

fn value(kind: &str, text: &str) -> Value {
    let parsed = match kind {
        "BOOL" => Some(Value::Boolean(text == "t")),
        "INT2" | "INT4" | "INT8" | "OID" => text.parse().ok().map(Value::Integer),
        "FLOAT4" | "FLOAT8" => text.parse().ok().map(Value::Real),
        "BYTEA" => bytes(text).map(Value::Bytes),
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::Text(text.to_owned()))
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("\\x")?.as_bytes();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

fn fields(error: &PgDatabaseError) -> ErrorFields {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let (position, internal) = match error.position() {
        Some(PgErrorPosition::Original(at)) => (Some(at), None),
        Some(PgErrorPosition::Internal { position, query }) => {
            (None, Some((query.to_owned(), position)))
        }
        None => (None, None),
    };
    ErrorFields {
        position,
        internal,
        context: owned(error.r#where()),
        schema: owned(error.schema()),
        table: owned(error.table()),
        column: owned(error.column()),
        data_type: owned(error.data_type()),
        constraint: owned(error.constraint()),
    }
}

fn statement_error(error: sqlx::Error) -> StatementError {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().map_or(DriverCode::Driver, |code| {
                DriverCode::Sqlstate(code.into_owned())
            });
            let details = error.try_downcast_ref::<PgDatabaseError>();
            StatementError {
                dialect: Dialect::Postgres,
                message: error.message().to_owned(),
                detail: details.and_then(|error| error.detail().map(str::to_owned)),
                hint: details.and_then(|error| error.hint().map(str::to_owned)),
                fields: details.map(|error| Box::new(fields(error))),
                code,
            }
        }
        other => StatementError {
            message: other.to_string(),
            ..closed()
        },
    }
}

/// Takes the URL's password out of a driver's message, in both spellings.
pub(super) fn without_secret(message: String, url: &str) -> String {
    let Some(password) = password(url) else {
        return message;
    };
    let plain = decoded(&password);
    message.replace(&password, "***").replace(&plain, "***")
}

/// The password of a URL, as it stands there: before the host or, as libpq
/// has it too, among the parameters.
pub(super) fn password(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?']).next()?;
    let before_host = authority
        .rsplit_once('@')
        .and_then(|(credentials, _)| credentials.split_once(':'))
        .map(|(_, password)| password);
    let parameter = || {
        let (_, query) = rest.split_once('?')?;
        query.split('&').find_map(|one| one.strip_prefix(PARAMETER))
    };
    before_host
        .filter(|password| !password.is_empty())
        .or_else(parameter)
        .filter(|password| !password.is_empty())
        .map(str::to_owned)
}

/// The URL of another database on the same server.
pub(super) fn with_database(url: &str, database: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (location, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = location.split_once('/').map_or(location, |(host, _)| host);
    let encoded = encoded(database.as_bytes());
    let kept: Vec<&str> = query
        .split('&')
        .filter(|one| !one.is_empty() && !one.starts_with("dbname="))
        .collect();
    let query = if kept.is_empty() {
        String::new()
    } else {
        format!("?{}", kept.join("&"))
    };
    format!("{scheme}://{authority}/{encoded}{query}")
}

/// What stands before a password among the parameters.
pub(super) const PARAMETER: &str = "password=";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_holds_the_password() {
        let url = "postgresql://u:s%40cret@127.0.0.1:1/x";
        assert_eq!(
            without_secret("no s%40cret and no s@cret".into(), url),
            "no *** and no ***"
        );
        let Err(error) = Adapter::connect(url, None, Duration::from_secs(2)) else {
            panic!("nothing listens on port 1");
        };
        let text = format!("{error} {error:?}");
        assert!(!text.contains("cret"), "{text}");
        assert!(text.contains("127.0.0.1:1/x"), "{text}");
    }

    #[test]
    fn another_database_of_the_same_server() {
        assert_eq!(
            with_database("postgresql://u:p%3A@h:1/d?sslmode=require&dbname=x", "e f"),
            "postgresql://u:p%3A@h:1/e%20f?sslmode=require"
        );
        assert_eq!(
            with_database("postgresql:///?host=/run", "e"),
            "postgresql:///e?host=/run"
        );
    }

    #[test]
    fn passwords_are_found_and_decoded() {
        assert_eq!(password("postgresql://u:p%3A@h/d"), Some("p%3A".into()));
        assert_eq!(password("postgresql://u@h/d?x=a:b@c"), None);
        assert_eq!(
            password("postgresql:///d?host=/run&password=p%3A"),
            Some("p%3A".into())
        );
    }
}
