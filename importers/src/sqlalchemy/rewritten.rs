//! Classes of SQLAlchemy's own that the project writes otherwise, with `@compiles`, in all of its
//! revisions, and nobody can tell how.

use std::cell::RefCell;

use super::lineage;
use super::mapped::TypeMapping;
use crate::Dialect;
use crate::alembic::convert::Rung;
use crate::alembic::rewrites::Rewrites;
use crate::diagnostic::Diagnostic;
use crate::operation::{Expression, Operation};
use crate::record::Step;

/// Classes that are written otherwise in a way that is not known, each with its refusal.
#[derive(Default)]
pub(crate) struct Unread(RefCell<Vec<(String, Diagnostic)>>);

impl Unread {
    /// Those on a dialect, but for the types that `bridge.toml` names.
    pub(crate) fn new(rewrites: &Rewrites, types: &TypeMapping, dialect: Dialect) -> Self {
        let unread = rewrites.unread_on(dialect, types);
        let unread = unread.map(|rewrite| (rewrite.class.clone(), rewrite.refusal.clone()));
        Self(RefCell::new(unread.collect()))
    }

    /// Takes one that a module has which the revision imports.
    pub(super) fn add(&self, class: String, refusal: Diagnostic) {
        self.0.borrow_mut().push((class, refusal));
    }

    /// A function that the revision itself has registered is the one that counts, where nothing
    /// else writes its class; `call` is marked with the call that has registered it.
    pub(super) fn settle(&self, class: &str, call: &Diagnostic) {
        let mut all = self.0.borrow_mut();
        let is_this = |refusal: &Diagnostic| {
            let line = |finding: &Diagnostic| finding.span.as_ref().map(|span| span.line);
            refusal.path == call.path && line(refusal) == line(call)
        };
        let mut of_class = all.iter().filter(|(known, _)| known == class);
        if of_class.all(|(_, refusal)| is_this(refusal)) {
            all.retain(|(known, _)| known != class);
        }
    }

    /// The refusal of a type.
    pub(crate) fn of_type(&self, class: &str) -> Option<Diagnostic> {
        let all = self.0.borrow();
        let found = all.iter().find(|(known, _)| known == class);
        found.map(|(_, refusal)| refusal.clone())
    }

    /// The refusal of an expression that a function of the project has written.
    pub(super) fn of_expression(&self, expression: &Expression) -> Option<Diagnostic> {
        let all = self.0.borrow();
        let mut built = all.iter().filter(|(class, _)| is_built(class));
        let found = built.next().filter(|_| expression.builds());
        found.map(|(_, refusal)| refusal.clone())
    }

    /// The refusal of rows that stand in a statement (`sa.values(...)`).
    pub(super) fn of_rows(&self) -> Option<Diagnostic> {
        let all = self.0.borrow();
        let found = all.iter().find(|(class, _)| is_rows(class));
        found.map(|(_, refusal)| refusal.clone())
    }

    /// The refusal of a function that runs statements which nobody can write. What a
    /// program makes is only known when it runs: there the name of a type in its text counts.
    pub(crate) fn needed(&self, steps: &[Step], rung: Rung, text: &str) -> Option<Diagnostic> {
        let concerns = |class: &str| match (rung, lineage::of(class)) {
            (Rung::Program, None) if is_rows(class) => makes_rows(text),
            (Rung::Sql | Rung::Directives, None) => any(steps, class),
            (Rung::Program, None) => true,
            (Rung::Program, Some(_)) => text.contains(class.rsplit('.').next().unwrap_or_default()),
            _ => false,
        };
        let all = self.0.borrow();
        let found = all.iter().find(|(class, _)| concerns(class));
        found.map(|(_, refusal)| refusal.clone())
    }
}

/// Whether one of the operations is written with a class.
fn any(steps: &[Step], class: &str) -> bool {
    steps.iter().any(|step| match step {
        Step::Operation { operation, .. } => is_written_with(operation, class),
        Step::If {
            then, otherwise, ..
        } => any(then, class) || any(otherwise, class),
        Step::Try {
            body,
            handlers,
            otherwise,
            finally,
            ..
        } => {
            let handled = handlers.iter().any(|(_, steps)| any(steps, class));
            handled || any(body, class) || any(otherwise, class) || any(finally, class)
        }
        Step::Autocommit(steps) => any(steps, class),
        Step::Snapshot(_) | Step::Fail { .. } => false,
    })
}

/// Classes of expressions that stand only where SQLAlchemy puts one together.
const BUILT: &[&str] = &[
    "BinaryExpression",
    "BooleanClauseList",
    "Case",
    "Cast",
    "CollectionAggregate",
    "Exists",
    "ExpressionClauseList",
    "Extract",
    "FunctionFilter",
    "Over",
    "TypeCoerce",
    "UnaryExpression",
    "WithinGroup",
];

/// Whether it is the class of rows in a statement: what makes them refuses it.
fn is_rows(class: &str) -> bool {
    class.rsplit('.').next() == Some("Values")
}

/// Whether a file may make such rows: `values(...)` that is no method of a statement or a dict.
fn makes_rows(text: &str) -> bool {
    let is_function = |before: &str| {
        let module = before.strip_suffix('.').map(|owner| {
            let word = |c: char| !(c.is_alphanumeric() || c == '_');
            owner.rsplit(word).next().unwrap_or_default()
        });
        match module {
            Some(module) => matches!(module, "sa" | "sqlalchemy" | "sql" | "expression"),
            None => !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'),
        }
    };
    let calls = text.match_indices("values(");
    let mut before = calls.filter_map(|(at, _)| text.get(..at));
    text.contains("Values") || before.any(is_function)
}

fn is_built(class: &str) -> bool {
    BUILT.contains(&class.rsplit('.').next().unwrap_or(class))
}

/// Whether a class of SQLAlchemy's has a part in what an operation is written as.
fn is_written_with(operation: &Operation, class: &str) -> bool {
    use Operation as O;
    if is_built(class) {
        return operation.builds();
    }
    match class.rsplit('.').next().unwrap_or(class) {
        "DropTable" => matches!(operation, O::DropTable { .. } | O::Batch(_)),
        "CreateIndex" | "Index" => matches!(
            operation,
            O::CreateTable { .. } | O::AddColumn { .. } | O::CreateIndex { .. } | O::Batch(_)
        ),
        "DropIndex" => matches!(operation, O::DropIndex { .. }),
        "CreateTable" | "CreateColumn" => matches!(
            operation,
            O::CreateTable { .. } | O::AddColumn { .. } | O::Batch(_)
        ),
        "Insert" | "Update" | "Delete" | "Select" => {
            matches!(operation, O::Execute { .. } | O::BulkInsert { .. })
        }
        "Values" => false,
        _ => true,
    }
}
