//! Types of SQLAlchemy's own that the project writes otherwise, with `@compiles`, in all of its
//! revisions.

use std::rc::Rc;

use super::lineage;
use super::mapped::{Mapped, TypeMapping};
use crate::Dialect;
use crate::alembic::convert::Rung;
use crate::alembic::rewrites::Rewrite;
use crate::diagnostic::Diagnostic;
use crate::operation::{Operation, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::record::Step;

/// Classes that are written otherwise in a way that is not known, each with its refusal.
#[derive(Default)]
pub(crate) struct Unread(pub(crate) Vec<(String, Diagnostic)>);

impl Unread {
    /// The refusal of a function that runs statements which nobody can write.
    pub(crate) fn of_statements(&self, steps: &[Step], rung: Rung) -> Option<Diagnostic> {
        let concerns = |class: &str| match rung {
            Rung::Sql | Rung::Directives => any(steps, class),
            // What it runs is known when it runs.
            Rung::Program => true,
            Rung::Refused | Rung::Absent => false,
        };
        self.0
            .iter()
            .find(|(class, _)| lineage::of(class).is_none() && concerns(class))
            .map(|(_, refusal)| refusal.clone())
    }
}

/// Whether one of the operations is written with a class.
fn any(steps: &[Step], class: &str) -> bool {
    let name = class.rsplit('.').next().unwrap_or(class);
    steps.iter().any(|step| match step {
        Step::Operation { operation, .. } => is_written_with(operation, name),
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

/// Whether a class of SQLAlchemy's has a part in what an operation is written as.
fn is_written_with(operation: &Operation, class: &str) -> bool {
    use Operation as O;
    match class {
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
        _ => true,
    }
}

/// A type that was made of a class, as the project writes it.
///
/// # Errors
/// Where nobody can tell what it writes.
pub(crate) fn apply(
    interpreter: &mut Interpreter,
    lineage: &'static [&'static str],
    data_type: SqlType,
) -> Result<SqlType> {
    let Some(class) = lineage.first() else {
        return Ok(data_type);
    };
    if let Some(sql) = sql_of(interpreter, class) {
        let written = |base| SqlType::Written { base, sql };
        return Ok(match data_type {
            SqlType::Converted { base, python } => SqlType::Converted {
                base: Box::new(written(base)),
                python,
            },
            other => written(Box::new(other)),
        });
    }
    match interpreter.extension::<Unread>() {
        Some(unread) => match unread.0.iter().find(|(known, _)| known == class) {
            Some((_, refusal)) => Err(Interrupt::Refused(Box::new(refusal.clone()))),
            None => Ok(data_type),
        },
        None => Ok(data_type),
    }
}

/// Whether it is known that the project writes a class otherwise.
pub(crate) fn is_found(interpreter: &Interpreter, class: &str) -> bool {
    let unread = interpreter.extension::<Unread>();
    sql_of(interpreter, class).is_some()
        || unread.is_some_and(|unread| unread.0.iter().any(|(known, _)| known == class))
}

/// What a class is written as on this dialect, where the project says so.
fn sql_of(interpreter: &Interpreter, class: &str) -> Option<String> {
    let mapped = interpreter.extension::<Mapped>()?;
    mapped.sql(class, interpreter.dialect()).map(str::to_owned)
}

/// Refuses what the project writes otherwise in `dialect`, and nobody can tell how.
pub(crate) fn unread(rewrites: &[Rewrite], types: &TypeMapping, dialect: Dialect) -> Rc<Unread> {
    let unknown = rewrites.iter().filter(|rewrite| {
        rewrite.sql.is_none()
            && rewrite.dialects.contains(&dialect)
            && !types.contains_key(&rewrite.class)
    });
    Rc::new(Unread(
        unknown
            .map(|rewrite| (rewrite.class.clone(), rewrite.refusal()))
            .collect(),
    ))
}
