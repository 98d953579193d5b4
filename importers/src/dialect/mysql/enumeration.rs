//! Enumerations, which MySQL writes with each column.

use crate::dialect::rules::Rules;
use crate::operation::types::Enum;

/// `ENUM('a','b')`
pub(super) fn inline(rules: &dyn Rules, enumeration: &Enum) -> String {
    let values: Vec<_> = enumeration
        .values
        .iter()
        .map(|value| rules.string(value))
        .collect();
    let mut sql = format!("ENUM({})", values.join(","));
    if let Some(collation) = enumeration.collation.as_deref().filter(|c| !c.is_empty()) {
        sql.push_str(&format!(" COLLATE {collation}"));
    }
    sql
}
