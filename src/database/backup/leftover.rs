//! What a backup that was killed leaves: a `.partial` file that nobody holds
//! any more. The next backup takes it away.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::name::BackupName;

/// What SQLite may keep beside the file.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Takes away what dead backups left in a folder. What cannot be read or
/// deleted stays: it keeps its name, and is never taken for a backup.
pub(super) fn clear_up(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let is_partial = entry
            .file_name()
            .to_str()
            .and_then(|name| name.strip_suffix(".partial"))
            .is_some_and(|name| BackupName::parse(name).is_some());
        if is_partial {
            clear(&entry.path());
        }
    }
}

/// Takes one partial backup away, unless a living process holds it.
pub(super) fn clear(partial: &Path) {
    let is_dead = File::open(partial).is_ok_and(|file| file.try_lock().is_ok());
    if is_dead {
        remove(partial);
    }
}

/// Deletes a partial backup and what belongs to it.
pub(super) fn remove(partial: &Path) {
    let path = partial.with_extension("");
    // A backup is complete once it has its name; its manifest is there before.
    if !path.exists() {
        let manifest = Manifest::path(&path);
        let _ = fs::remove_file(with(&manifest, ".partial"));
        let _ = fs::remove_file(manifest);
    }
    for suffix in BESIDE {
        let _ = fs::remove_file(with(partial, suffix));
    }
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_holds_goes() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        let dead = "before-migrate-20260101-101010-main.db";
        let alive = "before-migrate-20260101-101011-main.db";
        let good = "before-migrate-20260101-101012-main.db";
        for name in [
            &format!("{dead}.partial"),
            &format!("{dead}.partial-journal"),
            &format!("{dead}.json"),
            &format!("{alive}.partial"),
            good,
            &format!("{good}.json"),
            "notes.partial",
        ] {
            fs::write(file(name), "x").unwrap();
        }
        let held = File::open(file(&format!("{alive}.partial"))).unwrap();
        held.lock().unwrap();
        clear_up(folder.path());
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        left.sort();
        assert_eq!(
            left,
            [
                format!("{alive}.partial"),
                good.to_owned(),
                format!("{good}.json"),
                "notes.partial".to_owned()
            ]
        );
    }
}
