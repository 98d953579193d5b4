//! The part of a module that some of its statements need.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::python::syntax::Source;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{Expr, Ranged, Stmt};

/// The statements of a module that define `functions` and, at any depth, what
/// they name; in their order. `None` where the module does not define one.
pub(crate) fn of_functions(source: &Rc<Source>, functions: &[&str]) -> Option<String> {
    let body = source.body().ok()?;
    let wanted = functions.iter().map(|name| (*name).to_owned()).collect();
    let taken = needed(&body, vec![false; body.len()], wanted);
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

/// Some statements of a module, by their place among its statements, and at any depth what
/// they name. Each stands on its line; the others are empty lines.
pub(crate) fn of_statements(source: &Source, body: &[Stmt], roots: &[usize]) -> String {
    let mut taken = vec![false; body.len()];
    let mut wanted = BTreeSet::new();
    for root in roots {
        if let (Some(taken), Some(statement)) = (taken.get_mut(*root), body.get(*root)) {
            *taken = true;
            wanted.extend(Names::of(statement).used);
        }
    }
    let taken = needed(body, taken, wanted);
    let mut text = String::new();
    let mut at = 0;
    for (statement, _) in body.iter().zip(&taken).filter(|(_, taken)| **taken) {
        let range = statement.range();
        let between = source.text.get(at..range.start().to_usize());
        text.extend(between.unwrap_or_default().chars().filter(|c| *c == '\n'));
        text.push_str(source.slice(range));
        at = range.end().to_usize();
    }
    text.push('\n');
    text
}

/// The statements that are taken, and those that bind what is wanted, and what these use.
fn needed(body: &[Stmt], mut taken: Vec<bool>, mut wanted: BTreeSet<String>) -> Vec<bool> {
    let statements: Vec<Names> = body.iter().map(Names::of).collect();
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
            return taken;
        }
    }
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
        insta::assert_snapshot!(of_functions(&source, &["up"]).unwrap(), @r"
        import json

        SIZE = 3

        def helper(a):
            return json.dumps(a)

        def up(conn):
            conn.execute('x', [helper(SIZE)])
        ");
        assert_eq!(of_functions(&source, &["nowhere"]), None);
    }

    #[test]
    fn statements_stand_on_their_lines() {
        let text =
            "import a, b\nX = (1,\n  2)\nY = 3\n\n\n@a.x\ndef _(t):\n    return X\n\nZ = Y\n";
        let source = Source::new(Path::new("x.py"), text);
        let body = source.body().unwrap();
        let sliced = of_statements(&source, &body, &[3]);
        assert_eq!(
            sliced,
            "import a, b\nX = (1,\n  2)\n\n\n\n@a.x\ndef _(t):\n    return X\n"
        );
    }
}
