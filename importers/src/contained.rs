//! Symbolic links that lead out of a folder: what a repository holds decides
//! what is read and run, not what happens to lie elsewhere on the machine.

use std::path::{Path, PathBuf};

use crate::source::tidy;

/// Where a path below `root` leads, if a symbolic link on the way leads out of
/// `root`. Links that stay inside are fine, and so are paths that name another
/// place openly (`../common`).
pub fn leaves(path: &Path, root: &Path) -> Option<PathBuf> {
    Links::default().leave(path, root)
}

/// The same for many paths below one root: a folder is looked at once for the files in it.
#[derive(Default)]
pub(crate) struct Links {
    /// The last folder to which no link leads.
    plain: Option<PathBuf>,
}

impl Links {
    /// As [`leaves`].
    pub(crate) fn leave(&mut self, path: &Path, root: &Path) -> Option<PathBuf> {
        let (path, root) = (tidy(path), tidy(root));
        let below = path.strip_prefix(&root).ok()?;
        let folder = path.parent().map(Path::as_os_str);
        let is_linked = if folder.is_some() && folder == self.plain.as_deref().map(Path::as_os_str)
        {
            is_link(&path)
        } else {
            let mut at = root.to_path_buf();
            below.components().any(|part| {
                at.push(part);
                is_link(&at)
            })
        };
        if !is_linked {
            if folder != self.plain.as_deref().map(Path::as_os_str) {
                self.plain = folder.map(PathBuf::from);
            }
            return None;
        }
        // A link to nothing has no real path; what it names is shown.
        let real = path
            .canonicalize()
            .or_else(|_| std::fs::read_link(&path))
            .unwrap_or_else(|_| path.to_path_buf());
        let home = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        (!real.starts_with(home)).then_some(real)
    }
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|found| found.file_type().is_symlink())
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
        let mut links = Links::default();
        let mut leads = |path: &str| links.leave(&root.join(path), &root).is_some();
        assert!(!leads("real/a.py"));
        assert!(leads("real/out.py"));
        assert!(!leads("real/a.py"));
        assert!(leads("up/secret.py"));
        assert!(leads("inside/out.py"));
    }
}
