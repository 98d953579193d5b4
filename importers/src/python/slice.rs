//! The part of a module that some of its statements need.

use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

use crate::python::syntax::Source;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{Expr, Ranged, Stmt, TextRange};

/// A function of a module: the name by which the part of the module knows it, and its tree.
pub(crate) struct Root<'a> {
    pub(crate) name: &'a str,
    pub(crate) range: TextRange,
    pub(crate) is_lambda: bool,
}

/// The statements of a module that define `functions` and, at any depth, what they name; in
/// their order. Decorators of the functions are left out: they made nothing of the functions that
/// are asked for. `None` where the module does not define one by a name of its own, or where
/// something else calls it by a name that the module gives to several.
pub(crate) fn of_functions(source: &Rc<Source>, functions: &[Root]) -> Option<String> {
    let body = source.body().ok()?;
    let mut statements: Vec<Names> = body.iter().map(Names::of).collect();
    let mut taken = vec![false; body.len()];
    let mut wanted = BTreeSet::new();
    for function in functions.iter().filter(|function| !function.is_lambda) {
        let at = body.iter().position(|statement| {
            matches!(statement, Stmt::FunctionDef(_)) && statement.range() == function.range
        })?;
        let names = Names::of_definition(body.get(at)?);
        wanted.extend(names.used.iter().cloned());
        *statements.get_mut(at)? = names;
        *taken.get_mut(at)? = true;
    }
    let roots = taken.clone();
    let mut lambdas = Vec::new();
    for function in functions.iter().filter(|function| function.is_lambda) {
        let text = source.slice(function.range);
        wanted.extend(Names::of_expression(text)?.used);
        lambdas.push(format!("{} = ({text})", function.name));
    }
    let names: BTreeSet<&str> = functions.iter().map(|function| function.name).collect();
    if names.len() < functions.len() {
        return None;
    }
    // Another definition of the name is not the function.
    let of_others = statements.iter().zip(&roots).filter(|(_, root)| !**root);
    let of_others: BTreeSet<String> = of_others
        .flat_map(|(statement, _)| statement.bound.iter())
        .filter(|name| names.contains(name.as_str()))
        .cloned()
        .collect();
    for statement in &mut statements {
        if !statement.binds_all {
            statement.bound.retain(|name| !of_others.contains(name));
        }
    }
    let (taken, wanted) = needed(&statements, taken, wanted);
    if wanted.iter().any(|name| of_others.contains(name)) {
        return None;
    }
    let texts = body
        .iter()
        .zip(taken)
        .zip(roots)
        .filter(|((_, taken), _)| *taken);
    let texts = texts.map(|((statement, _), is_root)| {
        let text = source.slice(statement.range()).trim_end();
        let undecorated = is_root.then(|| without_decorators(source, statement));
        undecorated.unwrap_or(text).to_owned()
    });
    let texts: Vec<String> = texts.chain(lambdas).collect();
    Some(format!("{}\n", texts.join("\n\n")))
}

/// The text of a `def` from its first word.
fn without_decorators<'a>(source: &'a Source, statement: &Stmt) -> &'a str {
    let text = source.slice(statement.range()).trim_end();
    let Stmt::FunctionDef(definition) = statement else {
        return text;
    };
    let Some(last) = definition.decorator_list.last() else {
        return text;
    };
    let start = statement.range().start();
    let (above, name) = (
        last.range().end() - start,
        definition.name.range().start() - start,
    );
    let word = if definition.is_async { "async" } else { "def" };
    let between = text.get(above.to_usize()..name.to_usize());
    let at = between.and_then(|between| between.rfind(word));
    at.and_then(|at| text.get(above.to_usize() + at..))
        .unwrap_or(text)
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
    let statements: Vec<Names> = body.iter().map(Names::of).collect();
    let (taken, _) = needed(&statements, taken, wanted);
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

/// The statements that are taken, and those that make what is wanted, and what these use; and all
/// names that are.
fn needed(
    statements: &[Names],
    mut taken: Vec<bool>,
    mut wanted: BTreeSet<String>,
) -> (Vec<bool>, BTreeSet<String>) {
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
            return (taken, wanted);
        }
    }
}

/// What a statement of a module binds or changes, and what it uses.
#[derive(Default)]
struct Names {
    bound: BTreeSet<String>,
    used: BTreeSet<String>,
    /// `from x import *`, `from __future__ import x`
    binds_all: bool,
    /// Within a function or class, whose names are not the module's.
    is_inside: bool,
}

impl Names {
    fn of(statement: &Stmt) -> Self {
        let mut names = Self::default();
        names.visit_stmt(statement);
        names
    }

    /// Those of a `def` without its decorators.
    fn of_definition(statement: &Stmt) -> Self {
        let mut names = Self::default();
        match statement {
            Stmt::FunctionDef(definition) => {
                let mut bare = definition.clone();
                bare.decorator_list.clear();
                names.visit_stmt(&Stmt::FunctionDef(bare));
            }
            other => names.visit_stmt(other),
        }
        names
    }

    /// Those of an expression; `None` where the text is none.
    fn of_expression(text: &str) -> Option<Self> {
        let source = Source::new(Path::new(""), format!("({text})"));
        let mut names = Self::default();
        for statement in &*source.body().ok()? {
            names.visit_stmt(statement);
        }
        Some(names)
    }

    fn binds(&mut self, name: &str) {
        if !self.is_inside {
            self.bound.insert(name.to_owned());
        }
    }
}

/// The name of what an attribute or item is of, at any depth.
fn root(mut expression: &Expr) -> Option<&str> {
    loop {
        expression = match expression {
            Expr::Name(name) => return Some(name.id.as_str()),
            Expr::Attribute(attribute) => &attribute.value,
            Expr::Subscript(item) => &item.value,
            Expr::Call(call) => &call.func,
            _ => return None,
        };
    }
}

impl<'a> Visitor<'a> for Names {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                let name = match statement {
                    Stmt::ClassDef(definition) => &definition.name,
                    Stmt::FunctionDef(definition) => &definition.name,
                    _ => return,
                };
                self.binds(name);
                let was_inside = std::mem::replace(&mut self.is_inside, true);
                walk_stmt(self, statement);
                self.is_inside = was_inside;
                return;
            }
            Stmt::Global(names) => {
                let names = names.names.iter().map(|name| name.to_string());
                self.bound.extend(names);
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.binds(name.split('.').next().unwrap_or(name));
                }
            }
            // What every other statement means depends on it.
            Stmt::ImportFrom(import)
                if import
                    .module
                    .as_ref()
                    .is_some_and(|name| name == "__future__") =>
            {
                self.binds_all = true;
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.binds_all |= name == "*" && !self.is_inside;
                    self.binds(name);
                }
            }
            // `X.append(1)` is there for what it does to X.
            Stmt::Expr(expression) => {
                if let Expr::Call(call) = &*expression.value
                    && let Expr::Attribute(attribute) = &*call.func
                    && let Some(name) = root(&attribute.value)
                {
                    self.binds(name);
                }
            }
            _ => {}
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Lambda(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_) => {
                let was_inside = std::mem::replace(&mut self.is_inside, true);
                walk_expr(self, expression);
                self.is_inside = was_inside;
                return;
            }
            Expr::Name(name) if name.ctx.is_load() => drop(self.used.insert(name.id.to_string())),
            Expr::Name(name) => self.binds(&name.id),
            Expr::Attribute(attribute) if !attribute.ctx.is_load() => {
                root(&attribute.value)
                    .into_iter()
                    .for_each(|name| self.binds(name));
            }
            Expr::Subscript(item) if !item.ctx.is_load() => {
                root(&item.value)
                    .into_iter()
                    .for_each(|name| self.binds(name));
            }
            _ => {}
        }
        walk_expr(self, expression);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_function_needs_and_nothing_else() {
        let source = Source::new(
            Path::new("x.py"),
            "import json\nimport os\n\nSIZE = 3\nOTHER = 4\n\ndef helper(a):\n    return json.dumps(a)\n\ndef up(conn):\n    conn.execute('x', [helper(SIZE)])\n\ndef other(conn):\n    os.x\n\nMIGRATIONS = [{'version': '1', 'up': up}, {'version': '2', 'up': other}]\n",
        );
        let root = |name: &str| {
            let text = format!("def {name}");
            let body = source.body().unwrap();
            let of = |statement: &&Stmt| source.slice(statement.range()).starts_with(&text);
            body.iter().find(of).map(|found| found.range())
        };
        let up = Root {
            name: "up",
            range: root("up").unwrap(),
            is_lambda: false,
        };
        insta::assert_snapshot!(of_functions(&source, &[up]).unwrap(), @r"
        import json

        SIZE = 3

        def helper(a):
            return json.dumps(a)

        def up(conn):
            conn.execute('x', [helper(SIZE)])
        ");
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
