//! The modules that a program uses: found while it is read, kept beside it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::rc::Rc;

use super::Module;
use crate::diagnostic::Diagnostic;
use crate::python::interpreter::{Loaded, Loader, PathKind};
use crate::python::syntax::Source;
use crate::python::syntax::ast::Stmt;
use crate::python::syntax::ast::visitor::{Visitor, walk_stmt};

/// Remembers which modules were asked for and found.
pub struct UsedModules {
    loader: Rc<dyn Loader>,
    found: RefCell<BTreeMap<String, Rc<Source>>>,
}

impl UsedModules {
    /// Nothing was asked for yet.
    pub fn new(loader: Rc<dyn Loader>) -> Self {
        Self {
            loader,
            found: RefCell::default(),
        }
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

    fn kind(&self, path: &str) -> Option<PathKind> {
        self.loader.kind(path)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.loader.names(folder)
    }

    fn text(&self, path: &str) -> Result<String, Box<Diagnostic>> {
        self.loader.text(path)
    }
}

/// The modules that are kept beside a program.
pub(super) struct Kept(HashMap<String, Rc<Source>>);

impl Kept {
    pub(super) fn new(modules: &[Module]) -> Self {
        let source = |module: &Module| {
            let source = Source::new(Path::new(&module.path), module.text.as_str());
            (module.name.clone(), source)
        };
        Self(modules.iter().map(source).collect())
    }
}

impl Loader for Kept {
    fn load(&self, dotted: &str) -> Option<Loaded> {
        let source = self.0.get(dotted)?.clone();
        Some(Loaded { source })
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_wherever_they_stand() {
        let text =
            "import a.b\ndef f():\n    if x:\n        from c import d as e\nfrom .g import h\n";
        assert_eq!(
            imported(Path::new("x.py"), text, "p.q"),
            ["a.b", "c.d", "c", "p.q.g.h", "p.q.g"]
        );
    }
}
