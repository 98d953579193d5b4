//! Database URLs, as teams have them in `DATABASE_URL`.

use std::path::PathBuf;

/// Where a database is. Its `Display` and `Debug` never show a password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file, absolute.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A PostgreSQL database.
    Postgres {
        /// `postgresql://…` as libpq takes it, with the driver suffix removed and the password still in it.
        connection: String,
    },
}
