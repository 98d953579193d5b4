//! `COMMENT ON`.

use super::identifier;
use super::rules::Rules;
use crate::operation::{Column, TableName};

/// `COMMENT ON TABLE`; no text drops the comment.
pub(crate) fn table(rules: &dyn Rules, table: &TableName, comment: Option<&str>) -> String {
    format!(
        "COMMENT ON TABLE {} IS {}",
        identifier::table(rules, table),
        value(rules, comment)
    )
}

/// `COMMENT ON COLUMN` for a new column.
pub(crate) fn column(rules: &dyn Rules, table: &TableName, column: &Column) -> Option<String> {
    let comment = column.comment.as_deref()?;
    Some(format!(
        "COMMENT ON COLUMN {}.{} IS {}",
        identifier::table(rules, table),
        identifier::quote(rules, &column.name),
        rules.string(comment)
    ))
}

/// The comment as a literal.
pub(crate) fn value(rules: &dyn Rules, comment: Option<&str>) -> String {
    comment.map_or_else(|| "NULL".to_owned(), |text| rules.string(text))
}
