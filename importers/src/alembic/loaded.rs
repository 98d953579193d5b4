//! The modules of the project that Alembic loads before it runs anything: `env.py`, the
//! revision files, and what these import.

use std::collections::{HashSet, VecDeque};
use std::path::Path;
use std::rc::Rc;

use super::env_scope::{MOST_MODULES, Scope, Tree};
use crate::python::syntax::ast::{ExceptHandler, Expr, Stmt};

/// A module that is loaded.
pub(super) struct Loaded {
    /// Its dotted name; that of its file for `env.py` and revisions.
    pub(super) name: String,
    pub(super) tree: Rc<Tree>,
}

/// What loading some files loads. What stands in functions is imported later, but for those
/// of `env.py`, which runs.
pub(super) fn loaded(scope: &Scope, env: Option<&Rc<Tree>>, revisions: &[Rc<Tree>]) -> Vec<Loaded> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut todo: VecDeque<String> = VecDeque::new();
    let mut all: Vec<Loaded> = Vec::new();
    let own = |tree: &Rc<Tree>| Loaded {
        name: Path::new(&tree.source.path)
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        tree: tree.clone(),
    };
    if let Some(env) = env {
        todo.extend(imports(env, &env.body, true));
        all.push(own(env));
    }
    for revision in revisions {
        todo.extend(imports(revision, &revision.body, false));
        all.push(own(revision));
    }
    while let Some(dotted) = todo.pop_front() {
        if !seen.insert(dotted.clone()) || seen.len() > MOST_MODULES {
            continue;
        }
        if let Some(tree) = scope.module(&dotted) {
            todo.extend(imports(&tree, &tree.body, false));
            all.push(Loaded { name: dotted, tree });
        }
    }
    all
}

/// The dotted names of everything that a block imports, packages first.
fn imports(tree: &Tree, body: &[Stmt], in_functions: bool) -> Vec<String> {
    let mut names = Vec::new();
    let mut push = |dotted: &str| {
        for (at, _) in dotted.match_indices('.') {
            names.push(dotted[..at].to_owned());
        }
        names.push(dotted.to_owned());
    };
    let mut blocks: Vec<&[Stmt]> = Vec::new();
    for statement in body {
        match statement {
            Stmt::Import(import) => import.names.iter().for_each(|alias| push(&alias.name)),
            Stmt::ImportFrom(import) => {
                let Some(dotted) = tree.source_of(import) else {
                    continue;
                };
                push(&dotted);
                for alias in &import.names {
                    push(&format!("{dotted}.{}", alias.name));
                }
            }
            Stmt::FunctionDef(function) if in_functions => blocks.push(&*function.body),
            other => blocks.extend(inner(other).into_iter().map(|(block, _)| block)),
        }
    }
    for block in blocks {
        names.extend(imports(tree, block, in_functions));
    }
    names
}

/// The blocks of a statement that run where it does, and whether they always do.
pub(super) fn inner(statement: &Stmt) -> Vec<(&[Stmt], bool)> {
    match statement {
        // `if TYPE_CHECKING:` is for those who read.
        Stmt::If(block) => {
            let is_for_readers = match &*block.test {
                Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
                Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
                _ => false,
            };
            let own = (!is_for_readers).then_some(&*block.body);
            let others = block.elif_else_clauses.iter().map(|clause| &*clause.body);
            own.into_iter()
                .chain(others)
                .map(|block| (block, false))
                .collect()
        }
        Stmt::With(block) => vec![(&*block.body, true)],
        Stmt::Try(block) => {
            let handlers = block.handlers.iter().map(|handler| {
                let ExceptHandler::ExceptHandler(handler) = handler;
                (&*handler.body, false)
            });
            [&*block.body, &*block.orelse, &*block.finalbody]
                .into_iter()
                .map(|block| (block, true))
                .chain(handlers)
                .collect()
        }
        Stmt::ClassDef(class) => vec![(&*class.body, true)],
        _ => Vec::new(),
    }
}
