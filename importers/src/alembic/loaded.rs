//! The modules of the project that Alembic loads before it runs anything: `env.py`, the
//! revision files, and what these import.

use std::collections::{HashSet, VecDeque};
use std::path::Path;
use std::rc::Rc;

use super::env_scope::{MOST_MODULES, Scope, Tree};
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{ExceptHandler, Expr, ExprCall, Stmt};

/// A module that is loaded.
pub(super) struct Loaded {
    /// Its dotted name; that of its file for `env.py` and revisions.
    pub(super) name: String,
    pub(super) tree: Rc<Tree>,
    /// False where code that finds modules by itself may load it.
    pub(super) is_certain: bool,
}

/// What finds modules when it runs. Where a module mentions one, all modules of the packages
/// that are loaded may be.
pub(super) const FINDERS: [&str; 5] = [
    "import_module",
    "__import__",
    "iter_modules",
    "walk_packages",
    "exec_module",
];

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
        is_certain: true,
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
            all.push(Loaded {
                name: dotted,
                tree,
                is_certain: true,
            });
        }
    }
    if all.iter().any(|loaded| finds_modules(&loaded.tree)) {
        let packages = seen.iter().filter_map(|dotted| dotted.split('.').next());
        let mut packages: Vec<String> = packages.map(str::to_owned).collect();
        packages.sort();
        packages.dedup();
        for dotted in packages.iter().flat_map(|package| scope.below(package)) {
            if seen.len() > MOST_MODULES || !seen.insert(dotted.clone()) {
                continue;
            }
            if let Some(tree) = scope.module(&dotted) {
                all.push(Loaded {
                    name: dotted,
                    tree,
                    is_certain: false,
                });
            }
        }
    }
    all
}

/// Whether a module calls what finds modules by names that are made when it runs.
fn finds_modules(tree: &Tree) -> bool {
    struct Finds(bool);
    impl<'a> Visitor<'a> for Finds {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Call(call) = expr {
                self.0 |= found_by(call).is_some() && literal(call).is_none();
            }
            walk_expr(self, expr);
        }
    }
    if !FINDERS.iter().any(|name| tree.source.text.contains(name)) {
        return false;
    }
    let mut finds = Finds(false);
    tree.body
        .iter()
        .for_each(|statement| finds.visit_stmt(statement));
    finds.0
}

/// What finds modules, where a call is of that.
fn found_by(call: &ExprCall) -> Option<&'static str> {
    let name = match &*call.func {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return None,
    };
    FINDERS.into_iter().find(|finder| *finder == name)
}

/// `import_module("app.models")`
fn literal(call: &ExprCall) -> Option<&str> {
    match call.arguments.find_argument_value("name", 0)? {
        Expr::StringLiteral(name) => {
            let name = name.value.to_str();
            (!name.starts_with('.')).then_some(name)
        }
        _ => None,
    }
}

/// The modules that a statement has loaded by their names, without those in functions.
#[derive(Default)]
struct ByName<'a>(Vec<&'a str>);

impl<'a> Visitor<'a> for ByName<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if !matches!(statement, Stmt::FunctionDef(_)) {
            walk_stmt(self, statement);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && matches!(found_by(call), Some("import_module" | "__import__"))
        {
            self.0.extend(literal(call));
        }
        walk_expr(self, expr);
    }
}

/// The modules of the project that a file leads to, what its functions import included.
pub(super) fn led_to(scope: &Scope, from: &Rc<Tree>) -> Vec<Rc<Tree>> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut todo: VecDeque<String> = imports(from, &from.body, true).into();
    let mut all = Vec::new();
    while let Some(dotted) = todo.pop_front() {
        if seen.len() > MOST_MODULES || !seen.insert(dotted.clone()) {
            continue;
        }
        if let Some(tree) = scope.module(&dotted) {
            todo.extend(imports(&tree, &tree.body, true));
            all.push(tree);
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
    if FINDERS.iter().any(|name| tree.source.text.contains(name)) {
        let mut by_name = ByName::default();
        for statement in body {
            by_name.visit_stmt(statement);
        }
        by_name.0.into_iter().for_each(&mut push);
    }
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
