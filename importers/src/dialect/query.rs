//! `SELECT`.

use super::correlation::{self, Tables};
use super::counted::has_repeats;
use super::expression::{Scope, list, render};
use super::identifier;
use super::rules::{Rendered, Rules, refused};
use super::seen::Seen;
use super::source::{named_source, source, source_name};
use crate::operation::Expression;
use crate::operation::expression::{Compound, Fetch, LabelStyle, Select, Source};
use crate::operation::operator;

/// Puts queries of `WITH` down that a statement has without naming them.
pub(crate) fn announce(
    rules: &dyn Rules,
    common: &[Source],
    scope: Scope<'_>,
) -> Result<(), crate::Diagnostic> {
    for source in common {
        named_source(rules, source, scope)?;
    }
    Ok(())
}

/// A query or statement within those that are being written.
pub(crate) fn nested(scope: Scope<'_>, write: impl FnOnce() -> Rendered) -> Rendered {
    match scope.labels {
        Some(labels) => labels.nested(write),
        None => write(),
    }
}

/// `SELECT`
pub(crate) fn select(rules: &dyn Rules, select: &Select, scope: Scope<'_>) -> Rendered {
    nested(scope, || selected(rules, select, scope))
}

fn selected(rules: &dyn Rules, select: &Select, scope: Scope<'_>) -> Rendered {
    announce(rules, &select.common, scope)?;
    let from = correlation::displayed(select, scope.around)?;
    if let Some(unfolded) = select.unfolded(&from) {
        return selected(rules, &unfolded, scope);
    }
    let tables = Tables::of(correlation::sources(&from), scope.around);
    let named = correlation::sources(&select.from);
    let ambiguous: Vec<&str> = named.iter().filter_map(ambiguous_beside).collect();
    let inner = Scope {
        in_from: false,
        as_value: true,
        around: tables.around(),
        hints: &[],
        ambiguous: &ambiguous,
        ..scope
    };
    let listed = Scope {
        in_from: scope.in_from,
        as_value: scope.as_value,
        ..inner
    };
    let mut sql = "SELECT ".to_owned();
    for prefix in &select.prefixes {
        sql.push_str(&format!("{prefix} "));
    }
    if !select.distinct_on.is_empty() && rules.distinct_on() {
        sql.push_str(&format!(
            "DISTINCT ON ({}) ",
            list(rules, &select.distinct_on, ", ", inner)?
        ));
    } else if select.distinct || !select.distinct_on.is_empty() {
        sql.push_str("DISTINCT ");
    }
    sql.push_str(&columns(rules, &select.columns, select.labels, listed)?);
    if !from.is_empty() {
        let hinted = Scope {
            hints: &select.hints,
            ..inner
        };
        let tables = from
            .iter()
            .map(|from| source(rules, from, hinted))
            .collect::<Result<Vec<_>, _>>()?;
        sql.push_str(&format!("\nFROM {}", tables.join(", ")));
    } else if !select.conditions.is_empty() {
        sql.push_str(rules.no_tables());
    }
    conditions(rules, &mut sql, "\nWHERE ", &select.conditions, inner)?;
    if !select.group_by.is_empty() {
        sql.push_str(&format!(
            " GROUP BY {}",
            list(rules, &select.group_by, ", ", inner)?
        ));
    }
    conditions(rules, &mut sql, "\nHAVING ", &select.having, inner)?;
    let rows = Rows {
        limit: select.limit.as_ref(),
        offset: select.offset.as_ref(),
        fetch: select.fetch.as_ref(),
    };
    let order_by = by_label(&select.order_by, &select.columns);
    ending(rules, &mut sql, &order_by, &rows, inner)?;
    if let Some(lock) = &select.lock {
        let of = lock.of.iter();
        let of: Vec<String> = of.map(|of| locked(rules, of, inner)).collect();
        sql.push_str(&rules.lock(lock, &of));
    }
    for word in select.statement_hints.iter().chain(&select.suffixes) {
        sql.push_str(&format!(" {word}"));
    }
    Ok(sql)
}

/// The name that a table without a schema cannot have beside this one.
fn ambiguous_beside(source: &Source) -> Option<&str> {
    let table = source.table()?;
    table.schema.as_ref().map(|_| &*table.name.text)
}

/// A table behind `FOR UPDATE OF`: its name alone.
fn locked(rules: &dyn Rules, source: &Source, scope: Scope<'_>) -> String {
    match source.table() {
        Some(table) => identifier::quote(rules, &table.name),
        None => source_name(rules, source, scope),
    }
}

/// `UNION` and its like.
pub(crate) fn compound(rules: &dyn Rules, compound: &Compound, scope: Scope<'_>) -> Rendered {
    nested(scope, || compounded(rules, compound, scope))
}

/// How many columns a query of several lists; `None` where that is not said.
fn width(query: &Expression) -> Option<usize> {
    match query {
        Expression::Select(select) => Some(select.columns.len()).filter(|&width| width > 0),
        Expression::Compound(compound) => compound.queries.first().and_then(width),
        Expression::Grouping(inner) => width(inner),
        _ => None,
    }
}

fn compounded(rules: &dyn Rules, compound: &Compound, scope: Scope<'_>) -> Rendered {
    let widths: Vec<_> = compound.queries.iter().map(width).collect();
    if let Some(Some(first)) = widths.first() {
        for (at, other) in widths.iter().enumerate() {
            if let Some(other) = other.filter(|other| other != first) {
                return Err(refused(format!(
                    "All selectables passed to CompoundSelect must have identical numbers of columns; select #1 has {first} columns, select #{} has {other}",
                    at + 1
                )));
            }
        }
    }
    // Only the first is told that it is a value.
    let further = Scope {
        as_value: false,
        ..scope
    };
    let parts = compound.queries.iter().enumerate();
    let parts = parts
        .map(|(at, query)| render(rules, query, if at == 0 { scope } else { further }))
        .collect::<Result<Vec<_>, _>>()?;
    let mut sql = parts.join(&format!(" {} ", compound.operator));
    let inner = Scope {
        in_from: false,
        as_value: true,
        ..scope
    };
    let rows = Rows {
        limit: compound.limit.as_ref(),
        offset: compound.offset.as_ref(),
        fetch: compound.fetch.as_ref(),
    };
    let listed = match compound.queries.first() {
        Some(Expression::Select(first)) => &first.columns[..],
        _ => &[],
    };
    let order_by = by_label(&compound.order_by, listed);
    ending(rules, &mut sql, &order_by, &rows, inner)?;
    Ok(sql)
}

/// An order in which what the list of the query names is written by its name.
fn by_label(order_by: &[Expression], listed: &[Expression]) -> Vec<Expression> {
    fn named(order: &mut Expression, listed: &[Expression]) {
        if let Expression::Postfix { operand, .. } = order {
            return named(operand, listed);
        }
        let Expression::Label { label, expression } = &*order else {
            return;
        };
        let name = label.clone();
        let is_same = |own: &Expression| {
            own == &**expression
                || matches!(&**expression, Expression::Grouping(inner) if own == &**inner)
        };
        let is_listed = listed.iter().any(|one| {
            matches!(one, Expression::Label { label, expression }
                if *label == name && is_same(expression))
        });
        if is_listed {
            *order = Expression::Column {
                table: None,
                name,
                data_type: None,
            };
        }
    }
    let mut order_by = order_by.to_vec();
    for order in &mut order_by {
        named(order, listed);
    }
    order_by
}

/// How many rows a query gives.
struct Rows<'a> {
    limit: Option<&'a Expression>,
    offset: Option<&'a Expression>,
    fetch: Option<&'a Fetch>,
}

/// `ORDER BY`, and `LIMIT` and `OFFSET` or `FETCH`.
fn ending(
    rules: &dyn Rules,
    sql: &mut String,
    order_by: &[Expression],
    rows: &Rows<'_>,
    scope: Scope<'_>,
) -> Result<(), crate::Diagnostic> {
    if !order_by.is_empty() {
        sql.push_str(&format!(
            " ORDER BY {}",
            list(rules, order_by, ", ", scope)?
        ));
    }
    let part = |part: Option<&Expression>| part.map(|part| render(rules, part, scope)).transpose();
    if let Some(fetch) = rows.fetch {
        let offset = part(rows.offset)?;
        let count = render(rules, &fetch.count, scope)?;
        sql.push_str(&rules.fetch(fetch, &count, offset.as_deref()));
    } else if rows.limit.is_some() || rows.offset.is_some() {
        let (limit, offset) = (part(rows.limit)?, part(rows.offset)?);
        sql.push_str(&rules.limit(limit.as_deref(), offset.as_deref()));
    }
    Ok(())
}

/// The tables besides its own whose columns a statement names outside of subqueries, in the
/// order in which they occur first.
pub(crate) fn other_sources<'a>(
    own: &Source,
    expressions: impl IntoIterator<Item = &'a Expression>,
) -> Vec<&'a Source> {
    fn walk<'a>(expression: &'a Expression, own: &Source, found: &mut Vec<&'a Source>) {
        match expression {
            Expression::Column {
                table: Some(table), ..
            } if table != own && !found.contains(&table) => found.push(table),
            Expression::Exists(_) => {}
            other => {
                for child in other.children() {
                    walk(child, own, found);
                }
            }
        }
    }
    let mut found = Vec::new();
    for expression in expressions {
        walk(expression, own, &mut found);
    }
    found
}

/// The list of a query or of `RETURNING`.
pub(crate) fn columns(
    rules: &dyn Rules,
    columns: &[Expression],
    style: LabelStyle,
    scope: Scope<'_>,
) -> Rendered {
    let mut seen = Seen::of(scope.as_value, style);
    let inner = Scope {
        in_from: false,
        as_value: true,
        ..scope
    };
    let own = scope.labels.and_then(super::label::Labels::listing);
    if scope.in_from && has_repeats(columns) {
        return Err(refused(
            "one expression stands twice in the list of a query in FROM, without a name of its own; \
             give each a name with `.label(\"name\")`",
        ));
    }
    let columns = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            if let (Expression::List(_), _) = column.identified() {
                return Err(refused(
                    "Most backends don't support SELECTing from a tuple() object.  If this is an \
                     ORM query, consider using the Bundle object.",
                ));
            }
            if let Expression::Label { label, .. } = column {
                seen.name(label);
                let sql = render(rules, column, inner)?;
                return Ok(format!("{sql} AS {}", identifier::quote(rules, label)));
            }
            // It is counted before those within.
            let label = scope.labels.and_then(|labels| {
                labels.of(
                    rules,
                    column,
                    &mut seen,
                    scope.in_from,
                    own.map(|own| (own, at)),
                )
            });
            let sql = render(rules, column, inner)?;
            Ok(match label {
                Some(label) => format!("{sql} AS {}", identifier::quote_text(rules, &label)),
                None => sql,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(columns.join(", "))
}

/// Conditions that are joined by AND, behind their keyword.
pub(crate) fn conditions(
    rules: &dyn Rules,
    sql: &mut String,
    keyword: &str,
    conditions: &[Expression],
    scope: Scope<'_>,
) -> Result<(), crate::Diagnostic> {
    let constant =
        |wanted: &Expression| conditions.iter().any(|one| operator::plain(one) == wanted);
    let rest: Vec<Expression> = conditions
        .iter()
        .filter(|one| *operator::plain(one) != Expression::True && !one.is_empty_junction())
        .cloned()
        .collect();
    // `true` drops out of an AND, `false` decides it; alone they are compared
    // where the dialect has numbers for them.
    let alone = if constant(&Expression::False) {
        Some(false)
    } else if rest.is_empty() && constant(&Expression::True) {
        Some(true)
    } else {
        None
    };
    if let Some(value) = alone {
        let compared = if rules.native_boolean() { "" } else { " = 1" };
        sql.push_str(&format!("{keyword}{}{compared}", rules.boolean(value)));
    } else if !rest.is_empty() {
        sql.push_str(keyword);
        sql.push_str(&list(rules, &rest, " AND ", scope)?);
    }
    Ok(())
}
