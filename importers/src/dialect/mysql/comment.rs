//! Comments, which on MySQL are a part of the table.

use crate::dialect::identifier;
use crate::dialect::rules::Rules;
use crate::operation::TableName;

/// `ALTER TABLE … COMMENT`; an empty text drops the comment.
pub(super) fn table(rules: &dyn Rules, table: &TableName, comment: Option<&str>) -> String {
    format!(
        "ALTER TABLE {} COMMENT {}",
        identifier::table(rules, table),
        rules.string(comment.unwrap_or_default())
    )
}
