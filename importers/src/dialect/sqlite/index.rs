//! Indexes on SQLite.

use crate::dialect::expression::{self, DDL};
use crate::dialect::identifier;
use crate::dialect::index;
use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules};
use crate::operation::Index;

/// `CREATE INDEX`: the schema stands with the index, not with the table.
pub(super) fn create(rules: &dyn Rules, index: &Index, if_not_exists: bool) -> Rendered {
    let options = Options::new(rules, &index.options, Subject::Index)?;
    let schema = index
        .table
        .schema
        .as_ref()
        .map(|schema| format!("{}.", identifier::quote(rules, schema)))
        .unwrap_or_default();
    let mut sql = format!(
        "CREATE {}INDEX {}{schema}{} ON {} ({})",
        if index.unique { "UNIQUE " } else { "" },
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        identifier::bounded(rules, &index.name)?,
        identifier::quote(rules, &index.table.name),
        expression::list(rules, &index.expressions, ", ", DDL)?
    );
    if let Some(condition) = index::condition(rules, &options)? {
        sql.push_str(&format!(" WHERE {condition}"));
    }
    Ok(sql)
}
