//! The sample: two legacy systems and their lived-in databases, embedded in
//! the program, so that the whole job can be seen on a fresh machine.

use std::path::{Path, PathBuf};

use bridge_importers::{Dialect, script};
use include_dir::{Dir, include_dir};
use thiserror::Error;

use crate::database::{
    Access, ConnectError, Connection, OpenOptions, StatementError, sqlite::SqliteConnection,
};

static LEGACY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/legacy");
const CONFIG: &str = include_str!("../bridge.toml");
const ADMIN: &str = include_str!("../legacy/lived-in/admin.sql");
const CHAT_HISTORY: &str = include_str!("../legacy/lived-in/chat_history.sql");

/// Why the sample cannot be laid out.
#[derive(Debug, Error)]
pub enum SampleError {
    /// A file cannot be written.
    #[error("{path} cannot be written: {error}")]
    Write {
        /// File or folder.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A database cannot be made.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// A database cannot be filled.
    #[error("{path} cannot be filled: {error}")]
    Fill {
        /// File.
        path: PathBuf,
        /// Why.
        error: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Writes sources, databases and `bridge.toml` into a folder; what is there
/// already stays. Gives the files that were written.
///
/// # Errors
/// Names the file.
pub fn lay_out(folder: &Path) -> Result<Vec<PathBuf>, SampleError> {
    let mut written = Vec::new();
    let legacy = folder.join("legacy");
    for file in files(&LEGACY) {
        let is_source =
            file.path().starts_with("admin-backend") || file.path().starts_with("main-program");
        if is_source
            && !file
                .path()
                .components()
                .any(|part| part.as_os_str() == "__pycache__")
        {
            write(&legacy.join(file.path()), file.contents(), &mut written)?;
        }
    }
    write(
        &folder.join(crate::config::FILE_NAME),
        CONFIG.as_bytes(),
        &mut written,
    )?;
    fill(&legacy.join("admin-backend/admin.db"), ADMIN, &mut written)?;
    fill(
        &legacy.join("main-program/chat_history.db"),
        CHAT_HISTORY,
        &mut written,
    )?;
    Ok(written)
}

fn files(folder: &'static Dir<'static>) -> Vec<&'static include_dir::File<'static>> {
    let mut all: Vec<_> = folder.files().collect();
    for inner in folder.dirs() {
        all.extend(files(inner));
    }
    all
}

fn write(path: &Path, contents: &[u8], written: &mut Vec<PathBuf>) -> Result<(), SampleError> {
    if path.exists() {
        return Ok(());
    }
    let fail = |error| SampleError::Write {
        path: path.to_owned(),
        error,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fail)?;
    }
    std::fs::write(path, contents).map_err(fail)?;
    written.push(path.to_owned());
    Ok(())
}

fn fill(path: &Path, sql: &str, written: &mut Vec<PathBuf>) -> Result<(), SampleError> {
    if path.exists() {
        return Ok(());
    }
    let fail = |error: Box<dyn std::error::Error + Send + Sync>| SampleError::Fill {
        path: path.to_owned(),
        error,
    };
    let options = OpenOptions {
        access: Access::ReadWrite { create: true },
        ..OpenOptions::default()
    };
    let mut connection = SqliteConnection::open(path, &options)?;
    let pieces = script::split::split(sql, Dialect::Sqlite)
        .map_err(|error| fail(error.to_string().into()))?;
    for piece in pieces {
        connection
            .execute(piece.sql)
            .map_err(|error: StatementError| fail(error.to_string().into()))?;
    }
    written.push(path.to_owned());
    Ok(())
}
