//! Indexes on MySQL.

use crate::dialect::expression::{self, DDL};
use crate::dialect::identifier;
use crate::dialect::index::{self, DroppedIndex};
use crate::dialect::options::{Options, Subject, scalar};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::operation::{Expression, Index, OptionValue, TableName};

/// `CREATE INDEX` with all options.
pub(super) fn create(rules: &dyn Rules, index: &Index, if_not_exists: bool) -> Rendered {
    let options = Options::new(rules, &index.options, Subject::Index)?;
    let mut sql = "CREATE ".to_owned();
    if index.unique {
        sql.push_str("UNIQUE ");
    }
    if let Some(prefix) = options.text("prefix")? {
        sql.push_str(&format!("{prefix} "));
    }
    sql.push_str("INDEX ");
    if if_not_exists {
        sql.push_str("IF NOT EXISTS ");
    }
    let elements = index
        .expressions
        .iter()
        .map(|expression| {
            let element = element(rules, expression)?;
            Ok(match prefix_length(&options, expression, &element)? {
                Some(length) => format!("{element}({length})"),
                None => element,
            })
        })
        .collect::<Result<Vec<_>, crate::Diagnostic>>()?;
    sql.push_str(&format!(
        "{} ON {} ({})",
        identifier::bounded(rules, &index.name)?,
        identifier::table(rules, &index.table),
        elements.join(", ")
    ));
    if let Some(parser) = options.get("with_parser").and_then(scalar) {
        sql.push_str(&format!(" WITH PARSER {parser}"));
    }
    if let Some(using) = options.text("using")? {
        sql.push_str(&format!(" USING {}", identifier::quote_text(rules, using)));
    }
    Ok(sql)
}

/// `DROP INDEX … ON`; where the file names no table, Alembic writes `no_table`.
pub(super) fn drop(rules: &dyn Rules, dropped: &DroppedIndex<'_>) -> Rendered {
    Options::new(rules, dropped.options, Subject::DropIndex)?;
    let unnamed = TableName {
        schema: dropped.schema.cloned(),
        name: "no_table".into(),
    };
    Ok(format!(
        "DROP INDEX {}{} ON {}",
        if dropped.if_exists { "IF EXISTS " } else { "" },
        identifier::bounded(rules, dropped.name)?,
        identifier::table(rules, dropped.table.unwrap_or(&unnamed))
    ))
}

/// `mysql_length`: a number for all elements, or one by name or by the element's own SQL.
fn prefix_length(
    options: &Options<'_>,
    expression: &Expression,
    element: &str,
) -> Result<Option<i64>, crate::Diagnostic> {
    let wrong =
        || refused("The keyword argument `mysql_length` must be a number, or a dict of numbers.");
    match options.get("length") {
        None => Ok(None),
        Some(OptionValue::Int(length)) => Ok(Some(*length)),
        Some(OptionValue::Map(lengths)) => {
            let by = |wanted: &str| lengths.iter().find(|(name, _)| name == wanted);
            let Some(name) = name_of(expression) else {
                return Err(refused(
                    "A `mysql_length` by column takes elements with a name; this one has none.",
                ));
            };
            match by(name).or_else(|| by(element)) {
                None => Ok(None),
                Some((_, OptionValue::Int(length))) => Ok(Some(*length)),
                Some(_) => Err(wrong()),
            }
        }
        Some(_) => Err(wrong()),
    }
}

/// The name by which SQLAlchemy looks for an element's length; others have none, and stop it.
fn name_of(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::Function { name, .. } => name.last().map(|name| name.text.as_str()),
        Expression::Written { name, .. } => name.as_deref(),
        // A text, which `postgresql_ops` and its like have a key for.
        Expression::Label { expression, .. } if matches!(**expression, Expression::Text { .. }) => {
            None
        }
        other => index::key(other),
    }
}

/// Calls and operations stand in parentheses, orders do not.
fn element(rules: &dyn Rules, element: &Expression) -> Rendered {
    let sql = expression::render(rules, index::unlabelled(element), DDL)?;
    let grouped = match element {
        Expression::Binary { .. }
        | Expression::Custom { .. }
        | Expression::Unary { .. }
        | Expression::Function { .. }
        | Expression::Written {
            is_function: true, ..
        } => true,
        Expression::Composed { operator, .. } => operator.is_some(),
        Expression::Postfix { operator, .. } => !matches!(operator.trim(), "ASC" | "DESC"),
        _ => false,
    };
    Ok(if grouped { format!("({sql})") } else { sql })
}
