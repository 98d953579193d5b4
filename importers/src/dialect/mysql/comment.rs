//! Comments, which on MySQL are a part of the table.

use crate::dialect::comment::value;
use crate::dialect::identifier;
use crate::dialect::rules::Rules;
use crate::operation::TableName;

/// `ALTER TABLE … COMMENT`; an empty text drops the comment. SQLAlchemy writes NULL for none, which
/// MySQL does not take.
pub(super) fn table(rules: &dyn Rules, table: &TableName, comment: Option<&str>) -> String {
    format!(
        "ALTER TABLE {} COMMENT {}",
        identifier::table(rules, table),
        value(rules, comment)
    )
}
