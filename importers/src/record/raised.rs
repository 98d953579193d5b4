//! What Alembic raises where a dialect cannot do an operation: a `try` around
//! it catches that before anything reaches the database.
//!
//! Only constraints that are added or dropped by themselves: they are one
//! statement, so that nothing of the operation has happened before it raises.

use super::batch::UNNAMED;
use crate::Diagnostic;
use crate::operation::{Operation, TableName};

/// The exception class that the refusal of an operation is in Alembic, and those above it.
fn classes(operation: &Operation, finding: &Diagnostic) -> &'static [&'static str] {
    let is_alone = matches!(
        operation,
        Operation::AddConstraint { .. } | Operation::DropConstraint { .. }
    );
    if !is_alone || finding.code != "dialect-refuses" {
        return &[];
    }
    let message = finding.message.as_str();
    if message.starts_with("No support for ALTER of constraints in SQLite") {
        return &[
            "NotImplementedError",
            "RuntimeError",
            "Exception",
            "BaseException",
        ];
    }
    if message.starts_with("Can't emit DROP CONSTRAINT for ") {
        return &[
            "sqlalchemy.exc.CompileError",
            "sqlalchemy.exc.SQLAlchemyError",
            "Exception",
            "BaseException",
        ];
    }
    &[]
}

/// The exception class that the refusal of an operation is in Alembic, where it is one.
pub(crate) fn class(operation: &Operation, finding: &Diagnostic) -> Option<&'static str> {
    classes(operation, finding).first().copied()
}

/// The table of a batch whose rebuild stops at a change without a name, which is a `ValueError`
/// where the table is there: Alembic reads it first.
pub(crate) fn unnamed_in_batch<'a>(
    operation: &'a Operation,
    finding: &Diagnostic,
) -> Option<&'a TableName> {
    match operation {
        Operation::Batch(batch) if finding.message == UNNAMED && batch.copy_from.is_none() => {
            Some(&batch.table)
        }
        _ => None,
    }
}

/// Whether a handler of these classes catches it.
pub(super) fn is_caught(operation: &Operation, finding: &Diagnostic, handler: &[String]) -> bool {
    let raised = classes(operation, finding);
    handler.iter().any(|class| raised.contains(&class.as_str()))
}
