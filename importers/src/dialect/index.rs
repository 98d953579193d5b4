//! Indexes: the parts that all dialects share.

use super::expression::{self, DDL};
use super::options::{Options, Subject};
use super::rules::{Rendered, Rules, refused};
use super::{Dialect, identifier, text};
use crate::operation::{DialectOptions, Expression, Name, OptionValue, TableName};

/// The condition of a partial index, from the option `where`.
pub(crate) fn condition(
    rules: &dyn Rules,
    options: &Options<'_>,
) -> Result<Option<String>, crate::Diagnostic> {
    match options.get("where") {
        None => Ok(None),
        Some(OptionValue::Text(_)) if rules.dialect() == Dialect::Sqlite => Err(refused(
            "'str' object has no attribute '_compiler_dispatch'",
        )
        .help("Write sqlite_where=sa.text(\"...\").")),
        Some(OptionValue::Text(sql)) => Ok(Some(text::render(rules, sql, &[], DDL)?)),
        Some(OptionValue::Expression(condition)) => {
            Ok(Some(expression::render(rules, condition, DDL)?))
        }
        Some(_) => Err(refused(
            "The condition of an index must be an SQL expression or a string.",
        )),
    }
}

/// What an index is made of: a label only names the element for `postgresql_ops`.
pub(crate) fn unlabelled(expression: &Expression) -> &Expression {
    match expression {
        Expression::Label { expression, .. } => expression,
        other => other,
    }
}

/// The key by which `postgresql_ops` and its like name an element of the index.
pub(crate) fn key(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::Column { name, .. } | Expression::Label { label: name, .. } => Some(&name.text),
        Expression::Verbatim(text) => Some(text),
        _ => None,
    }
}

/// An index that goes.
pub(crate) struct DroppedIndex<'a> {
    /// Its name.
    pub(crate) name: &'a Name,
    /// Its table, where the file says it.
    pub(crate) table: Option<&'a TableName>,
    /// Its schema.
    pub(crate) schema: Option<&'a Name>,
    /// `if_exists=True`
    pub(crate) if_exists: bool,
    /// Keyword arguments of dialects.
    pub(crate) options: &'a DialectOptions,
}

/// `DROP INDEX`, in the schema of its table, with the words that the dialect puts between.
pub(crate) fn drop(rules: &dyn Rules, index: &DroppedIndex<'_>, words: &str) -> Rendered {
    Options::new(rules, index.options, Subject::DropIndex)?;
    let schema = index
        .schema
        .or_else(|| index.table.and_then(|table| table.schema.as_ref()));
    let mut sql = format!("DROP INDEX {words}");
    if index.if_exists {
        sql.push_str("IF EXISTS ");
    }
    if let Some(schema) = schema.filter(|schema| !schema.text.is_empty()) {
        sql.push_str(&identifier::quote(rules, schema));
        sql.push('.');
    }
    sql.push_str(&identifier::bounded(rules, index.name)?);
    Ok(sql)
}
