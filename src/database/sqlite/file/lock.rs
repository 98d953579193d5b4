//! SQLite's shared lock on a database file.
//!
//! The bytes are those of "File Locking And Concurrency In SQLite Version 3".
//! The lock belongs to the open file and not to the process (Linux: "open file
//! description locks"), so it ends with the file, and SQLite's own locks in
//! this process neither meet it nor end it.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a writer holds while it waits for the readers to go.
const PENDING: Bytes = Bytes(0x4000_0000, 1);
/// What readers hold.
const SHARED: Bytes = Bytes(0x4000_0002, 510);

/// A range: its first byte, and how many.
#[derive(Clone, Copy)]
struct Bytes(i64, i64);

/// The lock, until it is dropped.
#[derive(Debug)]
pub(super) struct SharedLock {
    file: File,
    path: PathBuf,
}

impl SharedLock {
    /// Takes it, without waiting, where no writer and no crash left a journal.
    pub(super) fn take(path: &Path) -> Option<Self> {
        let file = File::open(path).ok()?;
        // As SQLite does: who asks first whether a writer waits starves none.
        system::lock(&file, PENDING)?;
        let shared = system::lock(&file, SHARED);
        system::unlock(&file, PENDING)?;
        shared?;
        let lock = Self {
            file,
            path: path.to_owned(),
        };
        let journal = lock.beside("-journal")?;
        journal.is_none_or(|length| length == 0).then_some(lock)
    }

    /// The file.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Whether there is a write-ahead log. None is removed while this lock is
    /// held, so where there is none now, there was none since it was taken.
    pub(super) fn has_log(&self) -> Option<bool> {
        Some(self.beside("-wal")?.is_some())
    }

    /// The length of a file beside the database, if there is one.
    fn beside(&self, ending: &str) -> Option<Option<u64>> {
        let mut path = self.path.clone().into_os_string();
        path.push(ending);
        match std::fs::metadata(path) {
            Ok(found) => Some(Some(found.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Some(None),
            Err(_) => None,
        }
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs::File;

    use nix::fcntl::{FcntlArg, fcntl};
    use nix::libc;

    use super::Bytes;

    pub(super) fn lock(file: &File, bytes: Bytes) -> Option<()> {
        set(file, bytes, libc::F_RDLCK)
    }

    pub(super) fn unlock(file: &File, bytes: Bytes) -> Option<()> {
        set(file, bytes, libc::F_UNLCK)
    }

    fn set(file: &File, Bytes(start, length): Bytes, kind: libc::c_int) -> Option<()> {
        let range = libc::flock {
            l_type: kind.try_into().ok()?,
            l_whence: libc::SEEK_SET.try_into().ok()?,
            l_start: start,
            l_len: length,
            l_pid: 0,
        };
        fcntl(file, FcntlArg::F_OFD_SETLK(&range)).ok().map(drop)
    }
}

/// Systems without locks of an open file: SQLite reads the file.
#[cfg(not(target_os = "linux"))]
mod system {
    use std::fs::File;

    use super::Bytes;

    pub(super) fn lock(_file: &File, _bytes: Bytes) -> Option<()> {
        None
    }

    pub(super) fn unlock(_file: &File, _bytes: Bytes) -> Option<()> {
        None
    }
}
