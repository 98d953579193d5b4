//! The part of a module that some of its statements need.

mod names;

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use crate::python::syntax::Source;
use crate::python::syntax::ast::{Ranged, Stmt, TextRange};
use names::Names;

/// A function of a module: the name by which the part of the module knows it, and what it is.
pub(crate) struct Root<'a> {
    pub(crate) name: &'a str,
    pub(crate) tree: Tree<'a>,
}

/// Where a function of a module comes from.
pub(crate) enum Tree<'a> {
    /// A `def` that stands here.
    Definition(TextRange),
    /// An expression in the module's names: a `lambda`, a method.
    Expression(&'a str),
}

/// What each statement of a module makes and uses.
struct Uses {
    names: Vec<Names>,
    /// The statements that bind or change a name.
    by_name: HashMap<String, Vec<usize>>,
    /// Those on which every other depends.
    always: Vec<usize>,
}

impl Uses {
    fn of(body: &[Stmt]) -> Self {
        let names: Vec<Names> = body.iter().map(Names::of).collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut always = Vec::new();
        for (at, statement) in names.iter().enumerate() {
            if statement.binds_all {
                always.push(at);
            }
            for name in &statement.bound {
                by_name.entry(name.clone()).or_default().push(at);
            }
        }
        Self {
            names,
            by_name,
            always,
        }
    }

    /// Takes the statements that make what is wanted, and what these use. All names that are.
    fn take_needed(
        &self,
        taken: &mut BTreeSet<usize>,
        mut wanted: BTreeSet<String>,
    ) -> BTreeSet<String> {
        let mut named = BTreeSet::new();
        let mut found = self.always.clone();
        loop {
            for at in found.drain(..) {
                if let Some(names) = self.names.get(at).filter(|_| taken.insert(at)) {
                    wanted.extend(names.used.iter().cloned());
                }
            }
            let Some(name) = wanted.pop_first() else {
                return named;
            };
            if named.insert(name.clone()) {
                found.extend(self.by_name.get(&name).into_iter().flatten());
            }
        }
    }
}

/// A module that several functions are taken of.
pub(crate) struct Outline {
    source: Rc<Source>,
    body: Arc<[Stmt]>,
    uses: Uses,
}

impl Outline {
    /// `None` where the module is no Python.
    pub(crate) fn of(source: &Rc<Source>) -> Option<Self> {
        let body = source.body().ok()?;
        Some(Self {
            source: source.clone(),
            uses: Uses::of(&body),
            body,
        })
    }

    /// The statements that define `functions` and, at any depth, what they name; in their order.
    /// Decorators of the functions are left out: they made nothing of the functions that are asked
    /// for. `None` where the module does not define one by a name of its own, or where something
    /// else calls it by a name that the module gives to several.
    pub(crate) fn of_functions(&self, functions: &[Root]) -> Option<String> {
        let mut roots = BTreeSet::new();
        let mut wanted = BTreeSet::new();
        let mut expressions = Vec::new();
        let mut own: BTreeSet<&str> = BTreeSet::new();
        for function in functions {
            if !own.insert(function.name) {
                return None;
            }
            match function.tree {
                Tree::Expression(text) => {
                    wanted.extend(Names::of_expression(text)?.used);
                    expressions.push(format!("{} = ({text})", function.name));
                }
                Tree::Definition(range) => {
                    // The name of a `def` finds its statement, and others.
                    let at = self.uses.by_name.get(function.name)?.iter().find(|at| {
                        let statement = self.body.get(**at);
                        matches!(statement, Some(Stmt::FunctionDef(it)) if it.range() == range)
                    })?;
                    wanted.extend(Names::of_definition(self.body.get(*at)?).used);
                    roots.insert(*at);
                }
            }
        }
        let is_taken_by_others = |name: &str| {
            let binding = self.uses.by_name.get(name);
            binding.is_some_and(|all| all.iter().any(|at| !roots.contains(at)))
        };
        let mut taken = roots.clone();
        let named = self.uses.take_needed(&mut taken, wanted);
        // Another definition of the name is not the function.
        if named
            .iter()
            .any(|name| own.contains(&**name) && is_taken_by_others(name))
        {
            return None;
        }
        let texts = taken.iter().filter_map(|at| {
            let statement = self.body.get(*at)?;
            Some(match roots.contains(at) {
                true => without_decorators(&self.source, statement).to_owned(),
                false => self.source.slice(statement.range()).trim_end().to_owned(),
            })
        });
        let texts: Vec<String> = texts.chain(expressions).collect();
        Some(format!("{}\n", texts.join("\n\n")))
    }
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
    let uses = Uses::of(body);
    let mut taken: BTreeSet<usize> = roots.iter().copied().collect();
    let used = roots.iter().filter_map(|root| uses.names.get(*root));
    let wanted = used.flat_map(|names| names.used.iter().cloned()).collect();
    uses.take_needed(&mut taken, wanted);
    let mut text = String::new();
    let mut at = 0;
    for statement in taken.iter().filter_map(|at| body.get(*at)) {
        let range = statement.range();
        let between = source.text.get(at..range.start().to_usize());
        text.extend(between.unwrap_or_default().chars().filter(|c| *c == '\n'));
        text.push_str(source.slice(range));
        at = range.end().to_usize();
    }
    text.push('\n');
    text
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
        let root = |name: &str| {
            let text = format!("def {name}");
            let body = source.body().unwrap();
            let of = |statement: &&Stmt| source.slice(statement.range()).starts_with(&text);
            body.iter().find(of).map(|found| found.range())
        };
        let up = Root {
            name: "up",
            tree: Tree::Definition(root("up").unwrap()),
        };
        insta::assert_snapshot!(Outline::of(&source).unwrap().of_functions(&[up]).unwrap(), @r"
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
