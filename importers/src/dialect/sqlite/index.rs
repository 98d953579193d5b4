//! Indexes on SQLite.

use crate::dialect::expression::{self, DDL};
use crate::dialect::identifier;
use crate::dialect::index;
use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules};
use crate::operation::Index;

/// `CREATE INDEX`: the schema stands with the index, not with the table.
pub(super) fn create(rules: &dyn Rules, made: &Index, if_not_exists: bool) -> Rendered {
    let options = Options::new(rules, &made.options, Subject::Index)?;
    let schema = made
        .table
        .schema
        .as_ref()
        .filter(|schema| !schema.text.is_empty())
        .map(|schema| format!("{}.", identifier::quote(rules, schema)))
        .unwrap_or_default();
    let elements = made
        .expressions
        .iter()
        .map(|element| expression::render(rules, index::unlabelled(element), DDL))
        .collect::<Result<Vec<_>, _>>()?;
    let mut sql = format!(
        "CREATE {}INDEX {}{schema}{} ON {} ({})",
        if made.unique { "UNIQUE " } else { "" },
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        identifier::bounded(rules, &made.name)?,
        identifier::quote(rules, &made.table.name),
        elements.join(", ")
    );
    if let Some(condition) = index::condition(rules, &options)? {
        sql.push_str(&format!(" WHERE {condition}"));
    }
    Ok(sql)
}
