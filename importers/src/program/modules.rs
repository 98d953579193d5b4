//! The modules that a program uses: found while it is read, kept beside it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::rc::Rc;

use super::Module;
use crate::python::interpreter::{Loaded, Loader};
use crate::python::syntax::Source;
use crate::python::syntax::ast::visitor::{Visitor, walk_stmt};
use crate::python::syntax::ast::{self, Stmt};

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
/// today may be taken on a database with other rows.
pub fn imported(path: &Path, text: &str) -> Vec<String> {
    let Ok(body) = Source::new(path, text).body() else {
        return Vec::new();
    };
    let mut imports = Imports(Vec::new());
    for statement in body.iter() {
        imports.visit_stmt(statement);
    }
    imports.0
}

struct Imports(Vec<String>);

impl<'a> Visitor<'a> for Imports {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                let names = import.names.iter().map(|alias| alias.name.to_string());
                self.0.extend(names);
            }
            Stmt::ImportFrom(ast::StmtImportFrom {
                module: Some(module),
                names,
                level: 0,
                ..
            }) => {
                self.0.push(module.to_string());
                let names = names.iter().map(|alias| format!("{module}.{}", alias.name));
                self.0.extend(names);
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
        let text = "import a.b\ndef f():\n    if x:\n        from c import d as e\n";
        assert_eq!(imported(Path::new("x.py"), text), ["a.b", "c", "c.d"]);
    }
}
