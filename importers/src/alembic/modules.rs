//! The modules of a project: where `import app.models` leads.

use std::path::{Path, PathBuf};

use super::ini::Settings;
use crate::source::SourceFile;

/// Finds the project's own modules. Python looks in `sys.path`; which folders
/// are in it depends on how Alembic is started, so that the likely ones are
/// tried: `prepend_sys_path`, the folder of `alembic.ini`, its `src`, and the
/// folders around `env.py`.
#[derive(Debug, Clone)]
pub struct Modules {
    folders: Vec<PathBuf>,
    root: PathBuf,
}

impl Modules {
    /// The modules of an Alembic project; `root` is the folder from which
    /// paths are shown.
    pub fn new(settings: &Settings, root: &Path) -> Self {
        let mut folders = settings.sys_path.clone();
        folders.push(settings.folder.clone());
        folders.push(settings.folder.join("src"));
        folders.push(settings.script_location.clone());
        folders.extend(settings.script_location.parent().map(Path::to_path_buf));
        Self::in_folders(folders, root)
    }

    /// The modules below some folders, the first of which wins.
    pub fn in_folders(folders: Vec<PathBuf>, root: &Path) -> Self {
        let mut unique: Vec<PathBuf> = Vec::new();
        for folder in folders {
            if !unique.contains(&folder) {
                unique.push(folder);
            }
        }
        Self {
            folders: unique,
            root: root.to_owned(),
        }
    }

    /// The file of a dotted module name; a package is its `__init__.py`.
    pub fn find(&self, dotted: &str) -> Option<PathBuf> {
        let plain =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !dotted.split('.').all(plain) {
            return None;
        }
        let below: PathBuf = dotted.split('.').collect();
        self.folders.iter().find_map(|folder| {
            let package = folder.join(&below).join("__init__.py");
            let module = folder.join(&below).with_extension("py");
            [package, module].into_iter().find(|path| path.is_file())
        })
    }

    /// Reads a module; `None` where the project has no such one, or where it
    /// cannot be read.
    pub fn read(&self, dotted: &str) -> Option<SourceFile> {
        SourceFile::read(&self.find(dotted)?, &self.root).ok()
    }
}
