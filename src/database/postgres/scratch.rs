//! A scratch database on a PostgreSQL server.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bridge_importers::dialect::delimited;

use super::PostgresConnection;
use crate::database::connection::{Connection, OpenOptions};
use crate::database::error::{DriverCode, StatementError};
use crate::database::scratch::{Scratch, ScratchError};
use crate::database::value::Value;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// How many names that are taken already are passed over: process ids repeat
/// between hosts and containers.
const ATTEMPTS: u32 = 1000;

/// A database with a name of its own, and the connection that takes it away.
pub(in crate::database) struct PostgresScratch {
    // Closed before the database is dropped, which its session would prevent.
    connection: Option<Box<dyn Connection>>,
    administrator: Box<dyn Connection>,
    name: String,
}

/// What the database at the URL is like, and the scratch one has to be.
struct Likeness {
    encoding: String,
    collation: String,
    character_type: String,
    search_path: String,
    schemas: Vec<String>,
    /// The server's time, in seconds since 1970.
    now: String,
}

impl PostgresScratch {
    pub(in crate::database) fn make(url: &str, timeout: Duration) -> Result<Self, ScratchError> {
        let options = OpenOptions {
            connect_timeout: timeout,
            ..OpenOptions::read_write()
        };
        let mut administrator = PostgresConnection::open(url, &options)?;
        let target = administrator.target().to_owned();
        let refused = |source: StatementError| ScratchError::Refused {
            target: target.clone(),
            source,
        };
        let like = likeness(&mut administrator).map_err(refused)?;
        leftovers(&mut administrator, &like.now).map_err(refused)?;
        let name = create(&mut administrator, &like)?;
        // From here on the database is there, and every way out drops it.
        let mut scratch = Self {
            connection: None,
            administrator: Box::new(administrator),
            name,
        };
        scratch.prepare(&like).map_err(refused)?;
        let made = PostgresConnection::open_database(url, &scratch.name, &options)?;
        scratch.connection = Some(Box::new(made));
        for schema in &like.schemas {
            let sql = format!("CREATE SCHEMA IF NOT EXISTS {}", delimited(schema));
            scratch.connection().execute(&sql).map_err(refused)?;
        }
        Ok(scratch)
    }

    /// The search path is the database's: it has to outlive `RESET ALL`.
    fn prepare(&mut self, like: &Likeness) -> Result<(), StatementError> {
        if like.search_path.is_empty() {
            return Ok(());
        }
        let sql = format!(
            "ALTER DATABASE {} SET search_path TO {}",
            delimited(&self.name),
            like.search_path
        );
        self.administrator.execute(&sql).map(drop)
    }
}

impl Scratch for PostgresScratch {
    fn connection(&mut self) -> &mut Box<dyn Connection> {
        match &mut self.connection {
            Some(connection) => connection,
            None => &mut self.administrator,
        }
    }
}

impl Drop for PostgresScratch {
    fn drop(&mut self) {
        self.connection = None;
        let name = delimited(&self.name);
        // FORCE is PostgreSQL 13's; before it, nobody else should be connected either.
        if self
            .administrator
            .execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .is_err()
        {
            let _ = self
                .administrator
                .execute(&format!("DROP DATABASE IF EXISTS {name}"));
        }
    }
}

fn likeness(administrator: &mut PostgresConnection) -> Result<Likeness, StatementError> {
    let rows = administrator.query(
        "SELECT pg_encoding_to_char(encoding)::text, datcollate::text, datctype::text, \
                current_setting('search_path'), extract(epoch FROM now())::bigint::text \
         FROM pg_database WHERE datname = current_database()",
        &[],
    )?;
    let row = rows.rows.first();
    let text = |at: usize| {
        row.and_then(|row| row.get(at))
            .and_then(Value::as_text)
            .unwrap_or_default()
            .to_owned()
    };
    let schemas = administrator.query("SELECT unnest(current_schemas(false))::text", &[])?;
    Ok(Likeness {
        encoding: text(0),
        collation: text(1),
        character_type: text(2),
        search_path: text(3),
        now: text(4),
        schemas: schemas.texts().map(str::to_owned).collect(),
    })
}

/// Takes away what processes left that were killed: scratch databases to which
/// nobody is connected, and which are too old to be about to be used. What
/// another role owns stays.
fn leftovers(administrator: &mut PostgresConnection, now: &str) -> Result<(), StatementError> {
    let rows = administrator.query(
        "SELECT datname::text FROM pg_database d \
         WHERE datname ~ '^bridge_scratch_[0-9]{9,12}_[0-9]+_[0-9]+$' \
         AND split_part(datname, '_', 3)::bigint < $1::bigint - 60 \
         AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname) \
         AND pg_has_role(datdba, 'USAGE')",
        &[now.into()],
    )?;
    for name in rows.texts() {
        // Without FORCE: whoever connected meanwhile keeps it.
        let _ = administrator.execute(&format!("DROP DATABASE IF EXISTS {}", delimited(name)));
    }
    Ok(())
}

fn create(administrator: &mut PostgresConnection, like: &Likeness) -> Result<String, ScratchError> {
    let mut attempts = 0;
    loop {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!(
            "bridge_scratch_{}_{}_{number}",
            like.now,
            std::process::id()
        );
        // template1 may hold what the real database does not, and may be in use.
        let sql = format!(
            "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}",
            delimited(&name),
            literal(&like.encoding),
            literal(&like.collation),
            literal(&like.character_type)
        );
        let Err(source) = administrator.execute(&sql) else {
            return Ok(name);
        };
        attempts += 1;
        let DriverCode::Sqlstate(state) = &source.code else {
            return Err(refusal(administrator, source));
        };
        if state != "42P04" || attempts == ATTEMPTS {
            return Err(refusal(administrator, source));
        }
    }
}

fn refusal(administrator: &mut PostgresConnection, source: StatementError) -> ScratchError {
    let target = administrator.target().to_owned();
    if source.code != DriverCode::Sqlstate("42501".to_owned()) {
        return ScratchError::Refused { target, source };
    }
    let role = administrator
        .query("SELECT current_user::text", &[])
        .ok()
        .and_then(|rows| rows.texts().next().map(str::to_owned))
        .unwrap_or_default();
    ScratchError::NotAllowed { role, target }
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
