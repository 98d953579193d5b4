//! Which backups stay.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::name::{BackupName, Occasion};
use super::{BackupError, write_error};

/// Deletes all but the newest `keep` backups that were made of a database on
/// one occasion; the newest always stays.
pub(super) fn retain(
    folder: &Path,
    database: &str,
    occasion: Occasion,
    keep: usize,
) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| write_error(folder, error))? {
        let path = entry.map_err(|error| write_error(folder, error))?.path();
        if let Some(name) = BackupName::of(&path)
            && name.database == database
            && name.occasion == occasion
        {
            found.push((name.stamp, path));
        }
    }
    found.sort();
    let surplus = found.len().saturating_sub(keep.max(1));
    let mut removed = Vec::new();
    for (_, path) in found.into_iter().take(surplus) {
        fs::remove_file(&path).map_err(|error| write_error(&path, error))?;
        let manifest = Manifest::path(&path);
        match fs::remove_file(&manifest) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(write_error(&manifest, error));
            }
            _ => removed.push(path),
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_each_occasion_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| fs::write(folder.path().join(name), "x").unwrap();
        for day in 1..=4 {
            put(&format!("before-migrate-2026010{day}-101010-main.db"));
            put(&format!("before-migrate-2026010{day}-101010-main.db.json"));
        }
        put("backup-20250101-101010-main.db");
        put("before-migrate-20250101-101010-other-main.db");
        let removed = retain(folder.path(), "main", Occasion::Run, 2).unwrap();
        assert_eq!(removed.len(), 2);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 6);
        retain(folder.path(), "main", Occasion::Run, 0).unwrap();
        let newest = "before-migrate-20260104-101010-main.db";
        assert!(folder.path().join(newest).exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }
}
