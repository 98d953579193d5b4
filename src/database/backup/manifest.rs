//! What is known of a backup, in a file beside it (`NAME.db.json`): when it was
//! made, of what, what it holds, and the checksum that says it is still that.
//! It never holds a URL.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bridge_importers::Dialect;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::name::{Form, Occasion};

/// The version of this file's layout.
pub const FORMAT: u32 = 1;

/// What bridge knew of a backup when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`]
    pub format: u32,
    /// Name of the database in `bridge.toml`.
    pub database: String,
    /// Dialect.
    pub dialect: Dialect,
    /// What the file holds.
    pub form: Form,
    /// Why it was made.
    pub occasion: Occasion,
    /// The file, or host, port and database: without user and password.
    pub source: String,
    /// Whether the database held the version table.
    pub is_home: bool,
    /// The same for all backups of one run, which belong together.
    pub set: String,
    /// UTC, RFC 3339.
    pub created_at: String,
    /// Version of bridge.
    pub bridge_version: String,
    /// Size of the backup.
    pub bytes: u64,
    /// SHA-256 of the backup, in hex.
    pub sha256: String,
    /// What it holds.
    #[serde(flatten)]
    pub content: Content,
}

/// What a database holds, as far as a restored one is compared with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Applied revisions of this database by lane, in chain order.
    pub applied: BTreeMap<String, Vec<String>>,
    /// Rows of the legacy ledgers, by lane.
    pub ledgers: BTreeMap<String, Vec<String>>,
    /// A satellite's last witness; 0 where it has none.
    pub witness: i64,
    /// The witness of each satellite that a home remembers.
    pub witnessed: BTreeMap<String, i64>,
    /// How many tables it has, bridge's own included.
    pub tables: usize,
    /// SHA-256 over the names and types of all tables, columns, indexes, views, enums and sequences.
    pub shape: String,
}

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {message}", path.display())]
pub struct ManifestError {
    /// The manifest.
    pub path: PathBuf,
    /// What is wrong.
    pub message: String,
}

impl Manifest {
    /// Where the manifest of a backup is.
    pub fn path(backup: &Path) -> PathBuf {
        let mut path = OsString::from(backup);
        path.push(".json");
        path.into()
    }

    /// Reads the manifest of a backup; `None` where there is none.
    ///
    /// # Errors
    /// An unreadable one, or one of a newer bridge.
    pub fn read(backup: &Path) -> Result<Option<Self>, ManifestError> {
        let path = Self::path(backup);
        let failed = |message: String| ManifestError {
            path: path.clone(),
            message,
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error.to_string())),
        };
        let manifest: Self =
            serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
        if manifest.format != FORMAT {
            return Err(failed(format!(
                "it has format {}, and this bridge reads {FORMAT}. Use the bridge that wrote it",
                manifest.format
            )));
        }
        Ok(Some(manifest))
    }
}

/// SHA-256 of a file, in hex, and its size.
///
/// # Errors
/// Where it cannot be read.
pub fn digest(path: &Path, progress: &mut dyn FnMut(u64, u64)) -> io::Result<(String, u64)> {
    let mut file = File::open(path)?;
    let total = file.metadata()?.len();
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    let mut done = 0_u64;
    loop {
        let count = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
            break;
        };
        hash.update(part);
        done += count as u64;
        progress(done, total);
    }
    Ok((format!("{:x}", hash.finalize()), done))
}
