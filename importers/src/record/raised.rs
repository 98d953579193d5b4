//! What Alembic raises where a dialect cannot do an operation: a `try` around
//! it catches that before anything reaches the database.

use crate::Diagnostic;

/// The exception class that a finding is in Alembic, and those above it.
fn classes(finding: &Diagnostic) -> &'static [&'static str] {
    const COMPILING: &[&str] = &[
        "sqlalchemy.exc.CompileError",
        "sqlalchemy.exc.SQLAlchemyError",
        "Exception",
        "BaseException",
    ];
    if finding.code != "dialect-refuses" {
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
    if message == "Constraint must have a name" {
        return &["ValueError", "Exception", "BaseException"];
    }
    let is_of_compiler = ["Can't emit ", "Can't generate DDL for "]
        .iter()
        .any(|start| message.starts_with(start))
        || message.contains(" compiler can't render element of type ");
    if is_of_compiler { COMPILING } else { &[] }
}

/// The exception class that a finding is in Alembic, where it is known.
pub(crate) fn class(finding: &Diagnostic) -> Option<&'static str> {
    classes(finding).first().copied()
}

/// Whether a handler of these classes catches what a finding is in Alembic.
pub(super) fn is_caught(finding: &Diagnostic, handler: &[String]) -> bool {
    let raised = classes(finding);
    handler.iter().any(|class| raised.contains(&class.as_str()))
}
