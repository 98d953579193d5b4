//! Enumerations, which MySQL writes with each column.

use crate::Diagnostic;
use crate::dialect::rules::Rules;
use crate::dialect::types;
use crate::operation::types::Enum;
use crate::operation::{Column, SqlType};

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

/// Refuses the type of PostgreSQL, which SQLAlchemy would make before the table.
pub(super) fn of_column(rules: &dyn Rules, column: &Column) -> Result<(), Diagnostic> {
    match types::resolve(&column.data_type, rules.dialect()) {
        SqlType::Enum(enumeration) if enumeration.postgres_only && enumeration.create_type => {
            Err(types::absent(rules.dialect(), "CreateEnumType"))
        }
        _ => Ok(()),
    }
}
