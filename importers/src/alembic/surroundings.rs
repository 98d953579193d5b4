//! `env.py` and the modules of the project around it, each read once for all that asks.

use std::path::Path;
use std::rc::Rc;

use super::env_scope::{Scope, Tree};
use super::ini::Settings;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, shown_path};

/// What stands around the revision files of a project.
pub struct Surroundings {
    pub(super) scope: Scope,
    pub(super) env: Result<Rc<Tree>, Box<Diagnostic>>,
    /// `env.py`, as messages name it.
    pub(super) path: String,
}

impl Surroundings {
    /// Reads `env.py`; the modules are read when they are asked for. `root` is the folder
    /// from which paths are shown.
    pub fn read(settings: &Settings, root: &Path) -> Self {
        let path = settings.script_location.join("env.py");
        Self {
            scope: Scope::new(settings.modules(root)),
            env: SourceFile::read(&path, root).and_then(|file| Tree::parse(&file, "")),
            path: shown_path(&path, root),
        }
    }
}
