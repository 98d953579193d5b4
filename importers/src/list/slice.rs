//! The part of a module that one function needs. A list grows at its end, and
//! a program that held the whole file would change with every new entry.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::python::syntax::Source;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{Expr, Ranged, Stmt};

/// The statements of a module that define `functions` and, at any depth, what
/// they name; in their order. `None` where the module does not define one.
pub(super) fn slice(source: &Rc<Source>, functions: &[&str]) -> Option<String> {
    let body = source.body().ok()?;
    let statements: Vec<Names> = body.iter().map(Names::of).collect();
    let mut wanted: BTreeSet<String> = functions.iter().map(|name| (*name).to_owned()).collect();
    let mut taken = vec![false; statements.len()];
    loop {
        let mut grew = false;
        for (names, is_taken) in statements.iter().zip(&mut taken) {
            let needed = names.binds_all || names.bound.iter().any(|name| wanted.contains(name));
            if needed && !*is_taken {
                *is_taken = true;
                grew = true;
                wanted.extend(names.used.iter().cloned());
            }
        }
        if !grew {
            break;
        }
    }
    let is_defined = |function: &&str| {
        body.iter().any(|statement| {
            matches!(statement, Stmt::FunctionDef(definition) if definition.name.as_str() == *function)
        })
    };
    functions.iter().all(is_defined).then(|| {
        let texts = body.iter().zip(&taken).filter(|(_, taken)| **taken);
        let texts: Vec<&str> = texts
            .map(|(statement, _)| source.slice(statement.range()).trim_end())
            .collect();
        format!("{}\n", texts.join("\n\n"))
    })
}

/// What a statement of a module binds, and what it uses.
#[derive(Default)]
struct Names {
    bound: BTreeSet<String>,
    used: BTreeSet<String>,
    /// `from x import *`
    binds_all: bool,
}

impl Names {
    fn of(statement: &Stmt) -> Self {
        let mut names = Self::default();
        names.visit_stmt(statement);
        names
    }
}

impl<'a> Visitor<'a> for Names {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(definition) => drop(self.bound.insert(definition.name.to_string())),
            Stmt::ClassDef(definition) => drop(self.bound.insert(definition.name.to_string())),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    let top = name.split('.').next().unwrap_or(name);
                    self.bound.insert(top.to_owned());
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.binds_all |= name == "*";
                    self.bound.insert(name.to_owned());
                }
            }
            _ => {}
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Name(name) = expression {
            if name.ctx.is_store() {
                self.bound.insert(name.id.to_string());
            } else {
                self.used.insert(name.id.to_string());
            }
        }
        walk_expr(self, expression);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn what_a_function_needs_and_nothing_else() {
        let source = Source::new(
            Path::new("x.py"),
            "import json\nimport os\n\nSIZE = 3\nOTHER = 4\n\ndef helper(a):\n    return json.dumps(a)\n\ndef up(conn):\n    conn.execute('x', [helper(SIZE)])\n\ndef other(conn):\n    os.x\n\nMIGRATIONS = [{'version': '1', 'up': up}, {'version': '2', 'up': other}]\n",
        );
        insta::assert_snapshot!(slice(&source, &["up"]).unwrap(), @r"
        import json

        SIZE = 3

        def helper(a):
            return json.dumps(a)

        def up(conn):
            conn.execute('x', [helper(SIZE)])
        ");
        assert_eq!(slice(&source, &["nowhere"]), None);
    }
}
