//! The modules of a project: where `import app.models` leads.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::python::interpreter::{Loaded, Loader, PathKind};
use crate::python::syntax::Source;
use crate::source::{SourceFile, normal};

/// Finds a project's own modules in some folders, and remembers which were read.
#[derive(Debug, Clone)]
pub struct Modules {
    folders: Vec<PathBuf>,
    /// The place of a file whose packages above it are found by their names, whatever they have.
    within: Option<PathBuf>,
    root: PathBuf,
    /// Where the legacy tool is usually started.
    started_in: Option<PathBuf>,
    used: RefCell<Vec<SourceFile>>,
    loaded: Rc<RefCell<HashMap<String, Option<Rc<Source>>>>>,
}

impl Modules {
    /// The modules below some folders, the first of which wins; `root` is the
    /// folder from which paths are shown.
    pub fn new(folders: Vec<PathBuf>, root: &Path) -> Self {
        let mut unique: Vec<PathBuf> = Vec::new();
        for folder in folders {
            if !unique.contains(&folder) {
                unique.push(folder);
            }
        }
        Self {
            folders: unique,
            within: None,
            root: root.to_owned(),
            started_in: None,
            used: RefCell::default(),
            loaded: Rc::default(),
        }
    }

    /// The modules that a file in `folder` can import where no `alembic.ini`
    /// says more: those beside it, and those of the packages around it.
    pub fn around(folder: &Path) -> Self {
        Self::new(vec![folder.to_owned(), outside_packages(folder)], folder).within(folder)
    }

    /// The same, and last the packages above a folder, by their names.
    #[must_use]
    pub fn within(mut self, folder: &Path) -> Self {
        self.within = Some(folder.to_owned());
        self
    }

    /// The same, and last those below another folder.
    #[must_use]
    pub fn and_below(mut self, folder: PathBuf) -> Self {
        if !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
        self
    }

    /// The same, with the folder in which the legacy tool is started: relative paths of
    /// files count from it.
    #[must_use]
    pub fn started_in(mut self, folder: &Path) -> Self {
        self.started_in = Some(folder.to_owned());
        self
    }

    /// The file of a dotted module name: `__init__.py` of a package, the
    /// folder itself of a package without one.
    pub fn find(&self, dotted: &str) -> Option<PathBuf> {
        // `importlib` takes names that no import statement can write: `2024-05-01_users`.
        let plain = |part: &str| {
            let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
            !part.is_empty() && part.chars().all(is_plain)
        };
        if !dotted.split('.').all(plain) {
            return None;
        }
        let below: PathBuf = dotted.split('.').collect();
        let file_in = |folder: &Path| {
            let package = folder.join(&below).join("__init__.py");
            let module = folder.join(&below).with_extension("py");
            [package, module].into_iter().find(|path| path.is_file())
        };
        let file = self.folders.iter().find_map(|folder| file_in(folder));
        let file = file.or_else(|| {
            // A package may lack its `__init__.py`, and its name says enough.
            let top = below.iter().next()?;
            let above = self.within.iter().flat_map(|folder| folder.ancestors());
            let above = above.filter(|folder| folder.file_name() == Some(top));
            above.filter_map(Path::parent).find_map(file_in)
        });
        file.or_else(|| {
            let folders = self.folders.iter().map(|folder| folder.join(&below));
            // The folder of env.py is often called like the library.
            folders
                .into_iter()
                .find(|path| path.is_dir() && !path.join("env.py").is_file())
        })
    }

    /// Reads a module; `None` where the project has no such one, or where it
    /// cannot be read.
    pub fn read(&self, dotted: &str) -> Option<SourceFile> {
        let path = self.find(dotted)?;
        if path.is_dir() {
            return Some(SourceFile::of_folder(&path, &self.root));
        }
        let file = SourceFile::read(&path, &self.root).ok()?;
        self.remember(&file);
        Some(file)
    }

    /// The dotted names of the modules below a package, at most so many.
    pub fn below(&self, package: &str, most: usize) -> Vec<String> {
        let folder = match self.find(package) {
            Some(path) if path.is_dir() => path,
            Some(path) if path.ends_with("__init__.py") => match path.parent() {
                Some(folder) => folder.to_owned(),
                None => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let mut found = Vec::new();
        let mut todo = vec![(package.to_owned(), folder)];
        while let Some((package, folder)) = todo.pop() {
            let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
                .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
                .unwrap_or_default();
            paths.sort();
            for path in paths {
                let Some(name) = path.file_stem().and_then(|name| name.to_str()) else {
                    continue;
                };
                let dotted = format!("{package}.{name}");
                if found.len() >= most {
                    return found;
                } else if path.is_dir() && path.join("__init__.py").is_file() {
                    found.push(dotted.clone());
                    todo.push((dotted, path));
                } else if path.extension().is_some_and(|end| end == "py") && name != "__init__" {
                    found.push(dotted);
                }
            }
        }
        found
    }

    fn remember(&self, file: &SourceFile) {
        let mut used = self.used.borrow_mut();
        if !used.iter().any(|known| known.path == file.path) {
            used.push(file.clone());
        }
    }

    /// A path of the project, as it is on disk; `None` where it, or the link
    /// that stands there, leads out of the project's folders.
    fn inside(&self, path: &str) -> Option<PathBuf> {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let is_inside = |path: &PathBuf| {
            let target = real(path);
            let mut folders = self.folders.iter();
            folders.any(|folder| target.starts_with(real(folder)))
        };
        let [first, rest @ ..] = &*self.places(path) else {
            return None;
        };
        let there = rest.iter().find(|path| path.exists() && is_inside(path));
        match there {
            Some(path) if !first.exists() || !is_inside(first) => Some(path.clone()),
            _ => Some(first.clone()).filter(is_inside),
        }
    }

    /// Where a path may lead: relative ones count from where the tool is started, and those
    /// that come of `__file__` from the folder from which files are shown.
    fn places(&self, path: &str) -> Vec<PathBuf> {
        let folders = self.started_in.iter().chain([&self.root]);
        let mut found: Vec<PathBuf> = Vec::new();
        for folder in folders {
            let path = normal(&folder.join(path));
            if !found.contains(&path) {
                found.push(path);
            }
        }
        found
    }

    /// The files that were read so far, in that order.
    pub fn used(&self) -> Vec<SourceFile> {
        self.used.borrow().clone()
    }
}

/// Folders of revisions stand this deep in their package: `versions/2024/expand`.
const DEEPEST_VERSIONS: usize = 6;

/// The folder that holds the outermost package around a folder; the folder
/// itself where it stands in none. A folder of migrations is often no package
/// inside one.
pub(crate) fn outside_packages(folder: &Path) -> PathBuf {
    let is_package = |folder: &&Path| folder.join("__init__.py").is_file();
    let outside = folder
        .ancestors()
        .take(DEEPEST_VERSIONS)
        .find(is_package)
        .and_then(|package| package.ancestors().find(|folder| !is_package(folder)));
    outside.unwrap_or(folder).to_path_buf()
}

impl Loader for Modules {
    fn load(&self, dotted: &str) -> Option<Loaded> {
        let known = self.loaded.borrow().get(dotted).cloned();
        let source = known.unwrap_or_else(|| {
            let file = self.read(dotted);
            let source = file.map(|file| Source::new(file.shown, file.text));
            let mut loaded = self.loaded.borrow_mut();
            loaded.insert(dotted.to_owned(), source.clone());
            source
        });
        Some(Loaded { source: source? })
    }

    fn kind(&self, path: &str) -> Option<PathKind> {
        let path = self.inside(path)?;
        Some(if path.is_file() {
            PathKind::File
        } else if path.is_dir() {
            PathKind::Folder
        } else {
            PathKind::Missing
        })
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = self.inside(folder).and_then(|path| path.read_dir().ok());
        let mut names: Vec<String> = entries
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn text(&self, path: &str) -> Result<String, Box<Diagnostic>> {
        let asked = path;
        let path = self.inside(path).unwrap_or_else(|| PathBuf::from(path));
        let file = SourceFile::read(&path, &self.root)?;
        for other in self.places(asked).iter().filter(|other| other.is_file()) {
            let other = SourceFile::read(other, &self.root)?;
            if other.text != file.text {
                return Err(Box::new(Diagnostic::error(
                    "two-files",
                    format!(
                        "there are {} and {}, and the folder in which Alembic is started decides",
                        file.shown, other.shown
                    ),
                )));
            }
        }
        self.remember(&file);
        Ok(file.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_inside_the_project_only() {
        let root = tempfile::tempdir().unwrap();
        let project = root.path().join("專案");
        std::fs::create_dir_all(project.join("sql")).unwrap();
        std::fs::write(project.join("sql/a.sql"), "SELECT 1;").unwrap();
        std::fs::write(root.path().join("secret"), "x").unwrap();
        let modules = Modules::new(vec![project.clone()], root.path());
        let kind = |path: &str| modules.kind(path);
        assert_eq!(kind("專案/sql/a.sql"), Some(PathKind::File));
        assert_eq!(kind("專案/sql"), Some(PathKind::Folder));
        assert_eq!(kind("專案/sql/b.sql"), Some(PathKind::Missing));
        assert_eq!(kind("專案/../secret"), None);
        assert_eq!(kind("/etc/passwd"), None);
        assert_eq!(modules.names("專案/sql"), ["a.sql"]);
        assert_eq!(modules.text("專案/sql/a.sql").unwrap(), "SELECT 1;");
        assert_eq!(modules.used()[0].shown, "專案/sql/a.sql");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root.path().join("secret"), project.join("link")).unwrap();
            assert_eq!(kind("專案/link"), None);
        }
    }

    #[test]
    fn relative_paths_count_from_where_the_tool_is_started() {
        let root = tempfile::tempdir().unwrap();
        let backend = root.path().join("backend");
        std::fs::create_dir_all(backend.join("sql")).unwrap();
        std::fs::write(backend.join("sql/a.sql"), "inner").unwrap();
        let modules = Modules::new(vec![root.path().to_owned()], root.path()).started_in(&backend);
        assert_eq!(modules.text("sql/a.sql").unwrap(), "inner");
        assert_eq!(modules.text("backend/sql/a.sql").unwrap(), "inner");
        assert_eq!(modules.kind("sql/b.sql"), Some(PathKind::Missing));
        assert_eq!(modules.kind("../../x.sql"), None);
        std::fs::create_dir_all(root.path().join("sql")).unwrap();
        std::fs::write(root.path().join("sql/b.sql"), "outer").unwrap();
        assert_eq!(modules.text("../sql/b.sql").unwrap(), "outer");
        assert_eq!(modules.text("sql/b.sql").unwrap(), "outer");
        std::fs::write(root.path().join("sql/a.sql"), "outer").unwrap();
        let two = modules.text("sql/a.sql").unwrap_err().message;
        assert!(two.contains("backend/sql/a.sql and sql/a.sql"), "{two}");
    }

    #[test]
    fn a_file_in_a_package_sees_what_stands_around_the_package() {
        let root = tempfile::tempdir().unwrap();
        let versions = root.path().join("shop/db/versions");
        std::fs::create_dir_all(&versions).unwrap();
        for file in ["shop/__init__.py", "shop/db/__init__.py", "shop/names.py"] {
            std::fs::write(root.path().join(file), "").unwrap();
        }
        let modules = Modules::around(&versions);
        assert_eq!(
            modules.find("shop.names"),
            Some(root.path().join("shop/names.py"))
        );
    }

    #[test]
    fn packages_above_a_file_are_found_by_name_where_some_have_no_init() {
        let root = tempfile::tempdir().unwrap();
        let versions = root.path().join("shop/db/alembic/versions");
        std::fs::create_dir_all(&versions).unwrap();
        for file in ["shop/db/__init__.py", "shop/db/alembic/__init__.py"] {
            std::fs::write(root.path().join(file), "").unwrap();
        }
        for file in ["shop/names.py", "other.py"] {
            std::fs::write(root.path().join(file), "").unwrap();
        }
        let modules = Modules::around(&versions);
        let names = root.path().join("shop/names.py");
        assert_eq!(modules.find("shop.names"), Some(names));
        assert_eq!(
            modules.find("shop.db"),
            Some(root.path().join("shop/db/__init__.py"))
        );
        assert_eq!(modules.find("other"), None);
        assert_eq!(modules.find("shop.more"), None);
    }
}
