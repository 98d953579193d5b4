//! `op.alter_column` on SQLite: Alembic's generic statements. SQLite itself runs only the
//! renaming; the others need a batch.

use crate::Diagnostic;
use crate::dialect::alter;
use crate::dialect::rules::{Rules, refused};
use crate::operation::{AlterColumn, Change};

/// Nullability, default, type, then the new name.
pub(super) fn column(rules: &dyn Rules, alter: &AlterColumn) -> Result<Vec<String>, Diagnostic> {
    let mut statements = Vec::new();
    statements.extend(alter::nullable(rules, alter));
    statements.extend(alter::default(rules, alter, |_| {
        Err(refused(
            "Adding, removing or modifying an \"identity\" construct, e.g. GENERATED AS \
             IDENTITY, to or from an existing column is not supported in this dialect.",
        ))
    })?);
    statements.extend(alter::data_type(rules, alter)?);
    if alter.comment != Change::Keep {
        return Err(refused(
            "The sqlite compiler can't render element of type ColumnComment: SQLite has no \
             comments on columns.",
        ));
    }
    statements.extend(alter::rename(rules, alter, "COLUMN "));
    Ok(statements)
}
