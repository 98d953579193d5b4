//! The chain's files on disk: written so that a crash leaves the old ones or
//! the new ones, and that what stands there lasts.

use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use bridge_importers::parallel::in_parts;
use bridge_importers::{Dialect, Direction};

use super::Chain;
use super::files::Files;
use super::layout::{MODULES_FOLDER, PROGRAM_FILE, PROGRAM_SETTINGS_FILE, script_name};
use super::lock::{self, LOCK_FILE};
use super::scripts::inside;
use super::writer::WriteError;

/// New files that are written and not yet sure to outlast a crash.
#[derive(Default)]
pub(super) struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    /// From here on they do.
    pub(super) fn keep(mut self, root: &Path) -> Result<(), WriteError> {
        /// So many files are written out one by one; with more, one commit of
        /// the whole file system's journal is sooner done.
        #[cfg(target_os = "linux")]
        const FEW: usize = 32;
        #[cfg(target_os = "linux")]
        if self.files.len() > FEW
            && let Ok(folder) = std::fs::File::open(root)
            && rustix::fs::syncfs(&folder).is_ok()
        {
            return Ok(());
        }
        for path in &self.files {
            let file = std::fs::OpenOptions::new().write(true).open(path);
            file.and_then(|file| file.sync_all())
                .map_err(|source| WriteError::Io {
                    path: path.clone(),
                    source,
                })?;
        }
        if !self.folders.is_empty() {
            self.folders.push(root.to_path_buf());
        }
        for path in self.folders {
            // Where a folder can be opened at all.
            if let Ok(folder) = std::fs::File::open(&path) {
                folder
                    .sync_all()
                    .map_err(|source| WriteError::Io { path, source })?;
            }
        }
        Ok(())
    }
}

/// Writes the files of these folders below the chain's.
pub(super) fn put_folders(root: &Path, folders: &[(String, Files)]) -> Result<Made, WriteError> {
    std::fs::create_dir_all(root).map_err(|error| io(root, error))?;
    // Making files is most of an import's work, and the system does it side by side.
    let parts = in_parts(folders, |part| {
        let put = |(dir, files): &(String, Files)| {
            let mut made = Made::default();
            put_folder(&root.join(dir), files, &mut made).map(|()| made)
        };
        part.iter().map(put).collect()
    });
    let mut all = Made::default();
    for made in parts {
        let made = made?;
        all.files.extend(made.files);
        all.folders.extend(made.folders);
    }
    Ok(all)
}

/// Writes a folder's files where they differ. A full set replaces what else
/// bridge may have left there (names change when dialects begin to differ).
pub(super) fn put_folder(folder: &Path, files: &Files, made: &mut Made) -> Result<(), WriteError> {
    if files.is_empty() {
        return Ok(());
    }
    let made_it = match std::fs::create_dir(folder) {
        // The first revision of all.
        Err(error) if error.kind() == ErrorKind::NotFound => std::fs::create_dir_all(folder),
        made_it => made_it,
    };
    match made_it {
        // Nobody reads a folder that the lock does not name.
        Ok(()) => fill(folder, files, made),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => update(folder, files),
        Err(error) => Err(io(folder, error)),
    }
}

/// Writes the files of a folder that was just made.
fn fill(folder: &Path, files: &Files, made: &mut Made) -> Result<(), WriteError> {
    made.folders.push(folder.to_path_buf());
    for (name, text) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent().filter(|parent| *parent != folder) {
            std::fs::create_dir_all(parent).map_err(|error| io(parent, error))?;
            made.folders.push(parent.to_path_buf());
        }
        std::fs::write(&path, text).map_err(|error| io(&path, error))?;
        made.files.push(path);
    }
    Ok(())
}

/// Writes the files of a folder that may have others.
fn update(folder: &Path, files: &Files) -> Result<(), WriteError> {
    let root = folder.parent().unwrap_or(folder);
    inside(folder, root)?;
    for (name, text) in files {
        let path = folder.join(name);
        // A file that is a link is replaced; a folder that is one would be written through.
        inside(path.parent().unwrap_or(folder), root)?;
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| io(parent, error))?;
        }
        put_file(&path, text)?;
    }
    if files.len() > 1 {
        let dialects = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];
        for direction in [Direction::Up, Direction::Down] {
            for dialect in dialects.map(Some).into_iter().chain([None]) {
                let name = script_name(direction, dialect);
                let path = folder.join(&name);
                if !files.contains_key(&name) && path.exists() {
                    std::fs::remove_file(&path).map_err(|error| io(&path, error))?;
                }
            }
        }
        for name in [PROGRAM_FILE, PROGRAM_SETTINGS_FILE] {
            let path = folder.join(name);
            if !files.contains_key(name) && path.exists() {
                std::fs::remove_file(&path).map_err(|error| io(&path, error))?;
            }
        }
        let modules = format!("{MODULES_FOLDER}/");
        let path = folder.join(MODULES_FOLDER);
        if !files.keys().any(|name| name.starts_with(&modules)) && path.is_dir() {
            std::fs::remove_dir_all(&path).map_err(|error| io(&path, error))?;
        }
    }
    Ok(())
}

fn io(path: &Path, source: std::io::Error) -> WriteError {
    WriteError::Io {
        path: path.to_path_buf(),
        source,
    }
}

/// Writes the lock.
pub(super) fn put_lock(chain: &Chain) -> Result<(), WriteError> {
    std::fs::create_dir_all(chain.root()).map_err(|error| io(chain.root(), error))?;
    put_file(
        &chain.root().join(LOCK_FILE),
        &lock::write(chain.ledger_names(), chain.revisions()),
    )
}

/// Replaces a file by rename, so that no reader sees half of it; leaves it
/// alone where its text is the same but for line ends.
fn put_file(path: &Path, text: &str) -> Result<(), WriteError> {
    let io = |source| io(path, source);
    if std::fs::read_to_string(path).is_ok_and(|there| there.replace("\r\n", "\n") == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".bridge-")
        .tempfile_in(folder)
        .map_err(io)?;
    file.write_all(text.as_bytes()).map_err(io)?;
    // A temporary file is private to its owner; these are for the whole team.
    let mode = std::fs::metadata(path).map_or(0o644, |there| there.permissions().mode());
    file.as_file()
        .set_permissions(std::fs::Permissions::from_mode(mode))
        .map_err(io)?;
    file.as_file().sync_all().map_err(io)?;
    file.persist(path).map_err(|error| io(error.error))?;
    // The rename itself lasts once the folder is written.
    if let Ok(folder) = std::fs::File::open(folder) {
        folder.sync_all().map_err(io)?;
    }
    Ok(())
}
