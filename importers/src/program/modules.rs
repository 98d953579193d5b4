//! The modules that a program uses: found while it is read, kept beside it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::rc::Rc;

use super::{Module, Program};
use crate::diagnostic::Diagnostic;
use crate::python::interpreter::{Loaded, Loader, PathKind};
use crate::python::syntax::Source;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{Expr, ExprCall, Stmt};
use crate::source::normal;

/// Remembers which modules were asked for and found.
pub struct UsedModules {
    loader: Rc<dyn Loader>,
    found: RefCell<BTreeMap<String, Rc<Source>>>,
    /// Texts of the project's files that were read, by path.
    read: RefCell<BTreeMap<String, String>>,
    changed: RefCell<BTreeSet<(String, String)>>,
}

impl UsedModules {
    /// Nothing was asked for yet.
    pub fn new(loader: Rc<dyn Loader>) -> Self {
        Self {
            loader,
            found: RefCell::default(),
            read: RefCell::default(),
            changed: RefCell::default(),
        }
    }

    /// Names of modules that code changed, or changed what they hold: `app.helpers`, `CACHE`.
    pub fn changed(&self) -> BTreeSet<(String, String)> {
        self.changed.borrow().clone()
    }

    /// The names of the modules that were found.
    pub fn names(&self) -> BTreeSet<String> {
        self.found.borrow().keys().cloned().collect()
    }

    /// The files that were read, numbered.
    pub fn files(&self) -> Vec<Module> {
        let read = self.read.borrow();
        let file = |(at, (path, text)): (usize, (&String, &String))| Module {
            name: (at + 1).to_string(),
            path: path.clone(),
            text: text.clone(),
        };
        read.iter().enumerate().map(file).collect()
    }

    /// Forgets the files that are not among these.
    pub fn reads_only(&self, files: &[Module]) {
        let is_one = |path: &String| files.iter().any(|file| file.path == *path);
        self.read.borrow_mut().retain(|path, _| is_one(path));
    }

    /// What was found, by name.
    pub fn modules(&self) -> Vec<Module> {
        let found = self.found.borrow();
        let module = |(name, source): (&String, &Rc<Source>)| Module {
            name: name.clone(),
            path: source.path.to_string_lossy().replace('\\', "/"),
            text: source.text.to_string(),
        };
        found.iter().map(module).collect()
    }
}

impl Loader for UsedModules {
    fn load(&self, dotted: &str) -> Option<Loaded> {
        let loaded = self.loader.load(dotted)?;
        self.found
            .borrow_mut()
            .insert(dotted.to_owned(), loaded.source.clone());
        Some(loaded)
    }

    fn changed(&self, module: &str, name: &str) {
        let pair = (module.to_owned(), name.to_owned());
        self.changed.borrow_mut().insert(pair);
    }

    fn kind(&self, path: &str) -> Option<PathKind> {
        self.loader.kind(path)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.loader.names(folder)
    }

    fn text(&self, path: &str) -> Result<String, Box<Diagnostic>> {
        let text = self.loader.text(path)?;
        self.read.borrow_mut().insert(plain(path), text.clone());
        Ok(text)
    }
}

/// A path as a program's file is known by.
fn plain(path: &str) -> String {
    let path = normal(Path::new(path));
    path.to_string_lossy().replace('\\', "/")
}

/// The modules and files that are kept beside a program.
pub(super) struct Kept {
    modules: HashMap<String, Rc<Source>>,
    files: HashMap<String, String>,
    /// Where other files are looked for, while it is tried.
    project: Option<Rc<dyn Loader>>,
}

impl Kept {
    pub(super) fn new(program: &Program, project: Option<Rc<dyn Loader>>) -> Self {
        // While it is tried, the project's modules are parsed already.
        let parsed = |module: &Module| {
            let loaded = project.as_ref()?.load(&module.name)?;
            (loaded.source.text == module.text).then_some(loaded.source)
        };
        let source = |module: &Module| {
            let source = parsed(module)
                .unwrap_or_else(|| Source::new(Path::new(&module.path), module.text.as_str()));
            (module.name.clone(), source)
        };
        let file = |file: &Module| (file.path.clone(), file.text.clone());
        Self {
            modules: program.modules.iter().map(source).collect(),
            files: program.files.iter().map(file).collect(),
            project,
        }
    }
}

impl Loader for Kept {
    fn load(&self, dotted: &str) -> Option<Loaded> {
        let source = self.modules.get(dotted)?.clone();
        Some(Loaded { source })
    }

    fn changed(&self, module: &str, name: &str) {
        if let Some(project) = &self.project {
            project.changed(module, name);
        }
    }

    /// Folders are not kept, nor what is known to be missing.
    fn kind(&self, path: &str) -> Option<PathKind> {
        let is_kept = self.files.contains_key(&plain(path));
        // Reading it is what keeps it.
        (is_kept || self.project.as_ref()?.text(path).is_ok()).then_some(PathKind::File)
    }

    fn text(&self, path: &str) -> Result<String, Box<Diagnostic>> {
        if let Some(text) = self.files.get(&plain(path)) {
            return Ok(text.clone());
        }
        match &self.project {
            Some(project) => project.text(path),
            None => Err(Box::new(
                Diagnostic::error("unreadable-file", "The file is not kept.").at(path),
            )),
        }
    }
}

/// The names that a file imports, wherever in it: a path that is not taken
/// today may be taken on a database with other rows. `package` is what
/// relative imports count from.
pub fn imported(path: &Path, text: &str, package: &str) -> Vec<String> {
    let Ok(body) = Source::new(path, text).body() else {
        return Vec::new();
    };
    let mut imports = Imports {
        package,
        names: Vec::new(),
    };
    for statement in body.iter() {
        imports.visit_stmt(statement);
    }
    imports.names
}

struct Imports<'p> {
    package: &'p str,
    names: Vec<String>,
}

impl Imports<'_> {
    /// The dotted name of `from ..x import y`.
    fn absolute(&self, module: Option<&str>, level: u32) -> String {
        if level == 0 {
            return module.unwrap_or_default().to_owned();
        }
        let mut parts: Vec<&str> = self.package.split('.').collect();
        for _ in 1..level {
            parts.pop();
        }
        parts.extend(module);
        parts.retain(|part| !part.is_empty());
        parts.join(".")
    }
}

impl<'a> Visitor<'a> for Imports<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                let names = import.names.iter().map(|alias| alias.name.to_string());
                self.names.extend(names);
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map(|module| module.as_str());
                let module = self.absolute(module, import.level);
                let names = import.names.iter();
                let names = names.map(|alias| format!("{module}.{}", alias.name));
                self.names.extend(names);
                self.names.push(module);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && let Some(name) = named_by(call)
        {
            self.names.push(name.to_owned());
        }
        walk_expr(self, expr);
    }
}

/// The module that a call names, of what imports by name or reads a package's files.
fn named_by(call: &ExprCall) -> Option<&str> {
    let function = match &*call.func {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return None,
    };
    if !matches!(
        function,
        "import_module" | "__import__" | "files" | "read_text"
    ) {
        return None;
    }
    match call.arguments.args.first()? {
        Expr::StringLiteral(name) => Some(name.value.to_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_wherever_they_stand() {
        let text = "import a.b\ndef f():\n    if x:\n        from c import d as e\n    files('i').joinpath('j')\nfrom .g import h\n";
        assert_eq!(
            imported(Path::new("x.py"), text, "p.q"),
            ["a.b", "c.d", "c", "i", "p.q.g.h", "p.q.g"]
        );
    }
}
