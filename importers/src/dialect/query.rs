//! `SELECT`, `INSERT`, `UPDATE`, `DELETE`.

use std::collections::BTreeSet;

use super::expression::{Scope, list, render};
use super::identifier;
use super::rules::{Rendered, Rules};
use crate::operation::expression::{Delete, From, Insert, Select, Update};
use crate::operation::{Expression, TableName};

/// `SELECT`
pub(crate) fn select(rules: &dyn Rules, select: &Select, scope: Scope<'_>) -> Rendered {
    let mut sql = "SELECT ".to_owned();
    if select.distinct {
        sql.push_str("DISTINCT ");
    }
    sql.push_str(&columns(rules, &select.columns, scope)?);
    if !select.from.is_empty() {
        let tables = select
            .from
            .iter()
            .map(|from| source(rules, from, scope))
            .collect::<Result<Vec<_>, _>>()?;
        sql.push_str(&format!("\nFROM {}", tables.join(", ")));
    } else if !select.conditions.is_empty() {
        sql.push_str(rules.no_tables());
    }
    conditions(rules, &mut sql, "\nWHERE ", &select.conditions, scope)?;
    if !select.group_by.is_empty() {
        sql.push_str(&format!(
            " GROUP BY {}",
            list(rules, &select.group_by, ", ", scope)?
        ));
    }
    conditions(rules, &mut sql, "\nHAVING ", &select.having, scope)?;
    if !select.order_by.is_empty() {
        sql.push_str(&format!(
            " ORDER BY {}",
            list(rules, &select.order_by, ", ", scope)?
        ));
    }
    if select.limit.is_some() || select.offset.is_some() {
        let part = |part: &Option<Expression>| {
            part.as_ref()
                .map(|part| render(rules, part, scope))
                .transpose()
        };
        sql.push_str(&rules.limit(
            part(&select.limit)?.as_deref(),
            part(&select.offset)?.as_deref(),
        ));
    }
    Ok(sql)
}

/// `INSERT`
pub(crate) fn insert(rules: &dyn Rules, insert: &Insert, scope: Scope<'_>) -> Rendered {
    let table = identifier::table(rules, &insert.table);
    let columns = if insert.columns.is_empty() {
        String::new()
    } else {
        format!(" ({})", identifier::quote_list(rules, &insert.columns))
    };
    if let Some(query) = &insert.select {
        return Ok(format!(
            "INSERT INTO {table}{columns} {}",
            select(rules, query, scope)?
        ));
    }
    if insert.columns.is_empty() {
        return Ok(format!("INSERT INTO {table} {}", rules.no_values()));
    }
    let rows = insert
        .rows
        .iter()
        .map(|row| Ok(format!("({})", list(rules, row, ", ", scope)?)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!(
        "INSERT INTO {table}{columns} VALUES {}",
        rows.join(", ")
    ))
}

/// `UPDATE`
pub(crate) fn update(rules: &dyn Rules, update: &Update, scope: Scope<'_>) -> Rendered {
    let expressions = update.values.iter().map(|(_, value)| value);
    let others = other_tables(
        rules,
        &update.table,
        expressions.chain(&update.conditions).collect(),
    );
    let table = identifier::table(rules, &update.table);
    let (tables, qualified, from) = if others.is_empty() {
        (table.clone(), false, String::new())
    } else {
        rules.update_from(&table, &others)
    };
    let values = update
        .values
        .iter()
        .map(|(column, value)| {
            let column = identifier::quote(rules, column);
            let value = render(rules, value, scope)?;
            Ok(if qualified {
                format!("{table}.{column}={value}")
            } else {
                format!("{column}={value}")
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut sql = format!("UPDATE {tables} SET {}{from}", values.join(", "));
    conditions(rules, &mut sql, " WHERE ", &update.conditions, scope)?;
    Ok(sql)
}

/// `DELETE`
pub(crate) fn delete(rules: &dyn Rules, delete: &Delete, scope: Scope<'_>) -> Rendered {
    let table = identifier::table(rules, &delete.table);
    let others = other_tables(rules, &delete.table, delete.conditions.iter().collect());
    let mut sql = format!("DELETE FROM {table}");
    if !others.is_empty() {
        sql.push_str(&rules.delete_using(&table, &others)?);
    }
    conditions(rules, &mut sql, " WHERE ", &delete.conditions, scope)?;
    Ok(sql)
}

/// The tables besides its own whose columns a statement names outside of subqueries, in the
/// order in which they occur first.
fn other_tables(rules: &dyn Rules, own: &TableName, mut left: Vec<&Expression>) -> Vec<String> {
    let mut found: Vec<&TableName> = Vec::new();
    left.reverse();
    while let Some(expression) = left.pop() {
        match expression {
            Expression::Column {
                table: Some(table), ..
            } if table != own && !found.contains(&table) => found.push(table),
            Expression::Function { arguments, .. } => left.extend(arguments.iter().rev()),
            Expression::Unary { operand, .. } | Expression::Postfix { operand, .. } => {
                left.push(operand);
            }
            Expression::Binary {
                left: first, right, ..
            } => left.extend([&**right, &**first]),
            Expression::Junction { operands, .. } | Expression::List(operands) => {
                left.extend(operands.iter().rev());
            }
            Expression::Grouping(inner)
            | Expression::Cast {
                expression: inner, ..
            }
            | Expression::Label {
                expression: inner, ..
            } => left.push(inner),
            Expression::Case {
                subject,
                branches,
                otherwise,
            } => {
                left.extend(otherwise.as_deref());
                for (condition, result) in branches.iter().rev() {
                    left.extend([result, condition]);
                }
                left.extend(subject.as_deref());
            }
            _ => {}
        }
    }
    found
        .into_iter()
        .map(|table| identifier::table(rules, table))
        .collect()
}

fn columns(rules: &dyn Rules, columns: &[Expression], scope: Scope<'_>) -> Rendered {
    let mut seen = BTreeSet::new();
    let columns = columns
        .iter()
        .map(|column| {
            let sql = render(rules, column, scope)?;
            let label = scope.labels.and_then(|labels| labels.of(column, &mut seen));
            Ok(match label {
                Some(label) => format!("{sql} AS {}", identifier::quote_text(rules, &label)),
                None => sql,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(columns.join(", "))
}

fn conditions(
    rules: &dyn Rules,
    sql: &mut String,
    keyword: &str,
    conditions: &[Expression],
    scope: Scope<'_>,
) -> Result<(), crate::Diagnostic> {
    if !conditions.is_empty() {
        sql.push_str(keyword);
        sql.push_str(&list(rules, conditions, " AND ", scope)?);
    }
    Ok(())
}

fn source(rules: &dyn Rules, from: &From, scope: Scope<'_>) -> Rendered {
    let aliased = |sql: String, alias: &Option<crate::operation::Name>| match alias {
        Some(alias) => format!("{sql} AS {}", identifier::quote(rules, alias)),
        None => sql,
    };
    Ok(match from {
        From::Table(table, alias) => aliased(identifier::table(rules, table), alias),
        From::Subquery(query, alias) => {
            aliased(format!("({})", select(rules, query, scope)?), alias)
        }
        From::Join {
            left,
            kind,
            right,
            on,
        } => format!(
            "{} {} {} ON {}",
            source(rules, left, scope)?,
            rules.join(kind.trim()),
            source(rules, right, scope)?,
            render(rules, on, scope)?
        ),
    })
}
