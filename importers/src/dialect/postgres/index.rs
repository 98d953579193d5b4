//! Indexes on PostgreSQL.

use super::constraint::{include, method};
use crate::Diagnostic;
use crate::dialect::expression::{self, DDL};
use crate::dialect::index::DroppedIndex;
use crate::dialect::options::{Options, Subject, scalar};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::{identifier, index};
use crate::operation::{Expression, Index, OptionValue};

/// `CREATE INDEX` with all options.
pub(super) fn create(rules: &dyn Rules, index: &Index, if_not_exists: bool) -> Rendered {
    let options = Options::new(rules, &index.options, Subject::Index)?;
    let mut sql = "CREATE ".to_owned();
    if index.unique {
        sql.push_str("UNIQUE ");
    }
    sql.push_str("INDEX ");
    if options.flag("concurrently") == Some(true) {
        sql.push_str("CONCURRENTLY ");
    }
    if if_not_exists {
        sql.push_str("IF NOT EXISTS ");
    }
    sql.push_str(&format!(
        "{} ON {} ",
        identifier::bounded(rules, &index.name)?,
        identifier::table(rules, &index.table)
    ));
    if let Some(using) = options.text("using")? {
        sql.push_str(&format!("USING {} ", method(using)?));
    }
    let classes = options.map("ops")?;
    let elements = index
        .expressions
        .iter()
        .map(|element| {
            Ok(format!(
                "{}{}",
                self::element(rules, element)?,
                operator_class(classes, element)
            ))
        })
        .collect::<Result<Vec<_>, Diagnostic>>()?;
    sql.push_str(&format!("({})", elements.join(", ")));
    sql.push_str(&include(rules, &options)?);
    match options.flag("nulls_not_distinct") {
        Some(true) => sql.push_str(" NULLS NOT DISTINCT"),
        Some(false) => sql.push_str(" NULLS DISTINCT"),
        None => {}
    }
    let parameters = options.map("with")?;
    if !parameters.is_empty() {
        let parameters = parameters
            .iter()
            .map(|(name, value)| {
                scalar(value)
                    .map(|value| format!("{name} = {value}"))
                    .ok_or_else(|| refused("Values of postgresql_with must be plain."))
            })
            .collect::<Result<Vec<_>, _>>()?;
        sql.push_str(&format!(" WITH ({})", parameters.join(", ")));
    }
    if let Some(tablespace) = options.text("tablespace")? {
        sql.push_str(&format!(
            " TABLESPACE {}",
            identifier::quote_text(rules, tablespace)
        ));
    }
    if let Some(condition) = index::condition(rules, &options)? {
        sql.push_str(&format!(" WHERE {condition}"));
    }
    Ok(sql)
}

/// `DROP INDEX CONCURRENTLY`
pub(super) fn drop(rules: &dyn Rules, index: &DroppedIndex<'_>) -> Rendered {
    let options = Options::new(rules, index.options, Subject::DropIndex)?;
    let concurrently = options.flag("concurrently") == Some(true);
    let words = if concurrently { "CONCURRENTLY " } else { "" };
    index::drop(rules, index, words)
}

/// The operator class that the options name for an element, with a space before it.
pub(super) fn operator_class(classes: &[(String, OptionValue)], element: &Expression) -> String {
    index::key(element)
        .and_then(|key| classes.iter().find(|(name, _)| name == key))
        .and_then(|(_, class)| scalar(class))
        .map(|class| format!(" {class}"))
        .unwrap_or_default()
}

/// An operation stands in parentheses, which PostgreSQL asks for around all but columns and
/// calls.
fn element(rules: &dyn Rules, element: &Expression) -> Rendered {
    let element = index::unlabelled(element);
    let sql = expression::render(rules, element, DDL)?;
    Ok(match element {
        Expression::Binary { .. }
        | Expression::Custom { .. }
        | Expression::Junction { .. }
        | Expression::Unary { .. } => {
            format!("({sql})")
        }
        _ => sql,
    })
}
