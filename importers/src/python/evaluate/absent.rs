//! The names that a file has from packages that are not there: where one is refused, the others
//! are said with it, and nobody has to find them one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::standard::is_standard;
use crate::python::interpreter::Interpreter;
use crate::python::syntax::Source;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr};
use crate::python::syntax::ast::{Expr, Stmt};

impl Interpreter {
    /// What the file names of packages that are not there, by its full names.
    pub(crate) fn absent_names(&mut self, source: &Rc<Source>) -> BTreeSet<String> {
        let Ok(body) = source.body() else {
            return BTreeSet::new();
        };
        let mut search = Search {
            imported: self.absent_imports(&body),
            found: BTreeSet::new(),
        };
        if !search.imported.is_empty() {
            stacker::maybe_grow(1024 * 1024, 4 * 1024 * 1024, || search.visit_body(&body));
        }
        search.found
    }

    /// The names that the module's own statements import from them, each with its full name.
    fn absent_imports(&mut self, body: &[Stmt]) -> BTreeMap<String, String> {
        let mut imported = BTreeMap::new();
        for statement in body {
            match statement {
                Stmt::Import(s) => {
                    for alias in &s.names {
                        let top = alias.name.split('.').next().unwrap_or_default();
                        let (name, dotted) = match &alias.asname {
                            Some(name) => (name.as_str(), alias.name.as_str()),
                            None => (top, top),
                        };
                        if self.is_absent(dotted) {
                            imported.insert(name.to_owned(), dotted.to_owned());
                        }
                    }
                }
                Stmt::ImportFrom(s) => {
                    let Some(module) = s.module.as_deref().filter(|_| s.level == 0) else {
                        continue;
                    };
                    if !self.is_absent(module) {
                        continue;
                    }
                    for alias in &s.names {
                        let name = alias.asname.as_ref().unwrap_or(&alias.name);
                        imported.insert(name.to_string(), format!("{module}.{}", alias.name));
                    }
                }
                _ => {}
            }
        }
        imported
    }

    fn is_absent(&mut self, dotted: &str) -> bool {
        !is_standard(dotted) && matches!(self.find_module_leniently(dotted), Ok(None))
    }
}

struct Search {
    imported: BTreeMap<String, String>,
    found: BTreeSet<String>,
}

impl Search {
    /// `a.b.c`, where `a` is imported.
    fn dotted(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Name(name) => self.imported.get(name.id.as_str()).cloned(),
            Expr::Attribute(attribute) => {
                let owner = self.dotted(&attribute.value)?;
                Some(format!("{owner}.{}", attribute.attr))
            }
            _ => None,
        }
    }
}

impl<'a> Visitor<'a> for Search {
    fn visit_expr(&mut self, expression: &'a Expr) {
        match self.dotted(expression) {
            Some(name) => drop(self.found.insert(name)),
            None => walk_expr(self, expression),
        }
    }
}
