//! The lock of a run: what is common to the dialects.

use std::time::Duration;

use super::error::StatementError;

/// What is locked: the version table of a home database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockName {
    /// Schema of the version table, where the dialect has schemas.
    pub schema: Option<String>,
    /// Its name.
    pub table: String,
}

/// Told every now and then while a run waits for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who holds it, as far as the database says: `pid 4711 (bridge) on 10.0.0.7`.
    pub holder: Option<String>,
    /// Time waited so far.
    pub waited: Duration,
}

/// Why the lock was not given.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LockError {
    /// Somebody else kept it.
    #[error(
        "{target} is still locked after {:.1} s{}",
        waited.as_secs_f64(),
        holder.as_ref().map(|holder| format!("; held by {holder}")).unwrap_or_default()
    )]
    Timeout {
        /// The file, or host and database.
        target: String,
        /// Who holds it.
        holder: Option<String>,
        /// Time waited.
        waited: Duration,
    },
    /// The database refused.
    #[error("cannot lock {target}: {source}")]
    Statement {
        /// The file, or host and database.
        target: String,
        /// Why.
        source: StatementError,
    },
}
