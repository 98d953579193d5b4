//! Operations of the project's own (`@Operations.register_operation("create_view")`), in the
//! modules that Alembic loads before it runs anything.
//!
//! A revision that names one gets what registers it run before: the module, or of `env.py` the
//! statements that do it and what they need.

use std::collections::HashSet;
use std::rc::Rc;

use super::env_scope::{Scope, Tree};
use super::loaded::{Loaded, led_to};
use super::op::is_own as is_alembics;
use crate::diagnostic::Diagnostic;
use crate::program::Module;
use crate::python::slice;
use crate::python::syntax::Place;
use crate::python::syntax::ast::{Expr, ExprCall, Ranged, Stmt};

/// What stands in each module that registers one.
pub(super) const HOOKS: [&str; 2] = ["register_operation", "implementation_for"];

/// The operations of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OwnOperations {
    /// What registers them.
    parts: Vec<Module>,
    /// Their names.
    names: Vec<String>,
    /// The texts of revisions that call one by a module of the project.
    through: HashSet<String>,
    /// The revisions, by their ids: `op.replace_view(view, replaces="28af9800143f.view")`.
    revisions: Vec<(String, Module)>,
}

impl OwnOperations {
    fn is_called_in(&self, text: &str) -> bool {
        let is_called = |name: &String| text.contains(&format!(".{name}("));
        self.names.iter().any(is_called)
    }

    /// What a revision needs.
    pub(super) fn of(&self, text: &str) -> Vec<&Module> {
        if !self.is_called_in(text) && !self.through.contains(text) {
            return Vec::new();
        }
        let is_named = |id: &str| {
            ["'", "\""]
                .iter()
                .any(|quote| text.contains(&format!("{quote}{id}.")))
        };
        let revisions = self.revisions.iter().filter(|(id, _)| is_named(id));
        self.parts
            .iter()
            .chain(revisions.map(|(_, module)| module))
            .collect()
    }

    /// Looks through the modules that are loaded.
    pub(super) fn find(
        scope: &Scope,
        env: Option<&Rc<Tree>>,
        revisions: &[Rc<Tree>],
        loaded: &[Loaded],
        warnings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut found = Self::default();
        // A revision does it when it runs.
        let is_revision = |tree| revisions.iter().any(|revision| Rc::ptr_eq(revision, tree));
        for one in loaded
            .iter()
            .filter(|one| one.is_certain && !is_revision(&one.tree))
        {
            let source = &one.tree.source;
            if !HOOKS.iter().any(|hook| source.text.contains(hook)) {
                continue;
            }
            let mut roots = Vec::new();
            for (at, statement) in one.tree.body.iter().enumerate() {
                let calls = registering(scope, &one.tree, statement);
                if calls.is_empty() {
                    continue;
                }
                roots.push(at);
                for name in calls.into_iter().filter_map(named) {
                    match is_alembics(name.value) {
                        true => warnings.push(replaced(&one.tree, &name)),
                        false => found.names.push(name.value.to_owned()),
                    }
                }
            }
            if roots.is_empty() {
                continue;
            }
            let text = match env.is_some_and(|env| Rc::ptr_eq(env, &one.tree)) {
                true => slice::of_statements(source, &one.tree.body, &roots),
                // Asked for a name, the module is loaded.
                false => format!("import {0}\n{0}.__name__\n", one.name),
            };
            found.parts.push(Module {
                name: format!("{}_operations", one.name),
                path: shown(&one.tree),
                text,
            });
        }
        if !found.names.is_empty() {
            found.revisions = revisions
                .iter()
                .filter_map(|tree| of_revision(tree))
                .collect();
            let calls = |tree: &Rc<Tree>| found.is_called_in(&tree.source.text);
            let through = revisions
                .iter()
                .filter(|revision| led_to(scope, revision).iter().any(calls));
            found.through = through
                .map(|revision| revision.source.text.to_string())
                .collect();
        }
        found
    }
}

/// A revision as a module, where its id is a text that stands there.
fn of_revision(tree: &Tree) -> Option<(String, Module)> {
    let Expr::StringLiteral(id) = tree.value("revision")? else {
        return None;
    };
    let id = id.value.to_str();
    let word = id.replace(|letter: char| !letter.is_alphanumeric(), "_");
    let module = Module {
        name: format!("revision_{word}"),
        path: shown(tree),
        text: tree.source.text.to_string(),
    };
    Some((id.to_owned(), module))
}

fn shown(tree: &Tree) -> String {
    tree.source.path.to_string_lossy().replace('\\', "/")
}

/// The calls of a statement that register operations, or what carries them out.
pub(super) fn registering<'a>(
    scope: &Scope,
    tree: &Rc<Tree>,
    statement: &'a Stmt,
) -> Vec<&'a ExprCall> {
    let decorators = match statement {
        Stmt::ClassDef(class) => &class.decorator_list,
        Stmt::FunctionDef(function) => &function.decorator_list,
        Stmt::Expr(expression) => {
            // `Operations.register_operation("create_view")(CreateView)`
            return match &*expression.value {
                Expr::Call(outer) => match &*outer.func {
                    Expr::Call(call) => registers(scope, tree, call).then_some(call),
                    _ => None,
                },
                _ => None,
            }
            .into_iter()
            .collect();
        }
        _ => return Vec::new(),
    };
    decorators
        .iter()
        .filter_map(|decorator| match &decorator.expression {
            Expr::Call(call) => Some(call),
            _ => None,
        })
        .filter(|call| registers(scope, tree, call))
        .collect()
}

/// Whether a call registers something that is not Alembic's own.
fn registers(scope: &Scope, tree: &Rc<Tree>, call: &ExprCall) -> bool {
    let Some(function) = scope.outside(tree, &call.func) else {
        return false;
    };
    if !function.starts_with("alembic.operations") {
        return false;
    }
    let class = call.arguments.find_argument_value("op_cls", 0);
    match function.rsplit('.').next() {
        Some("register_operation") => true,
        Some("implementation_for") => !class
            .and_then(|class| scope.outside(tree, class))
            .is_some_and(|class| class.starts_with("alembic.")),
        _ => false,
    }
}

/// The name under which an operation is registered.
struct Named<'a> {
    call: &'a ExprCall,
    value: &'a str,
}

fn named(call: &ExprCall) -> Option<Named<'_>> {
    let is_registering = matches!(&*call.func, Expr::Attribute(attribute) if attribute.attr.as_str() == "register_operation");
    match call.arguments.find_argument_value("name", 0) {
        Some(Expr::StringLiteral(name)) if is_registering => Some(Named {
            call,
            value: name.value.to_str(),
        }),
        _ => None,
    }
}

fn replaced(tree: &Tree, named: &Named<'_>) -> Diagnostic {
    let warning = Diagnostic::warning(
        "unheeded",
        format!(
            "An operation of the project takes the place of Alembic's `op.{}`. bridge does not call it.",
            named.value
        ),
    )
    .help("Give it a name of its own, in the revisions that mean it, too.");
    Place::new(&tree.source, named.call.range()).mark(warning)
}

#[cfg(test)]
#[path = "operations_tests.rs"]
mod tests;
