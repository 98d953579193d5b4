//! Folders of the repository, for tests that need their own.

use std::path::Path;

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the folder is readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below the folder"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("the folder is made");
        } else {
            std::fs::copy(entry.path(), target).expect("the file is copied");
        }
    }
}
