//! Symbolic links that lead out of a folder: what a repository holds decides
//! what is read and run, not what happens to lie elsewhere on the machine.

use std::path::{Path, PathBuf};

use crate::source::normal;

/// Where a path below `root` leads, if a symbolic link on the way leads out of
/// `root`. Links that stay inside are fine, and so are paths that name another
/// place openly (`../common`).
pub fn leaves(path: &Path, root: &Path) -> Option<PathBuf> {
    let (path, root) = (normal(path), normal(root));
    let below = path.strip_prefix(&root).ok()?;
    let mut at = root.clone();
    let is_linked = below.components().any(|part| {
        at.push(part);
        at.symlink_metadata()
            .is_ok_and(|found| found.file_type().is_symlink())
    });
    if !is_linked {
        return None;
    }
    // A link to nothing has no real path; what it names is shown.
    let real = path
        .canonicalize()
        .or_else(|_| std::fs::read_link(&path))
        .unwrap_or_else(|_| path.clone());
    let home = root.canonicalize().unwrap_or(root);
    (!real.starts_with(home)).then_some(real)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_inside_are_fine_and_links_out_are_named() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("project");
        std::fs::create_dir_all(root.join("real")).unwrap();
        std::fs::write(root.join("real/a.py"), "").unwrap();
        std::fs::write(place.path().join("secret.py"), "").unwrap();
        symlink("real", root.join("inside")).unwrap();
        symlink("../secret.py", root.join("real/out.py")).unwrap();
        symlink("..", root.join("up")).unwrap();
        symlink("/nonexistent/x", root.join("dangling")).unwrap();
        let leads = |path: &str| leaves(&root.join(path), &root).is_some();
        assert!(!leads("real/a.py"));
        assert!(!leads("inside/a.py"));
        assert!(leads("real/out.py"));
        assert!(leads("inside/out.py"));
        assert!(leads("up/secret.py"));
        assert!(leads("dangling"));
        assert!(!leads("missing.py"));
        assert!(!leads("../secret.py"));
    }
}
