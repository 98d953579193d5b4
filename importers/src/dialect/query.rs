//! `SELECT`, and what stands in its `FROM`.

use std::sync::Arc;

use super::correlation::{self, Around, Tables};
use super::expression::{Scope, list, render};
use super::identifier;
use super::label::Seen;
use super::rules::{Rendered, Rules, refused};
use crate::operation::Expression;
use crate::operation::expression::{
    AliasedKind, Compound, Fetch, From, Hint, Select, Source, Values,
};
use crate::operation::name::COUNTED;
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
    let tables = Tables::of(correlation::sources(&from), scope.around);
    let inner = Scope {
        in_from: false,
        around: tables.around(),
        hints: &[],
        ..scope
    };
    let listed = Scope {
        in_from: scope.in_from,
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
    sql.push_str(&columns(rules, &select.columns, listed)?);
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
    let mut sql = list(
        rules,
        &compound.queries,
        &format!(" {} ", compound.operator),
        scope,
    )?;
    let inner = Scope {
        in_from: false,
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
pub(crate) fn columns(rules: &dyn Rules, columns: &[Expression], scope: Scope<'_>) -> Rendered {
    let mut seen = Seen::default();
    let inner = Scope {
        in_from: false,
        ..scope
    };
    let own = scope.labels.and_then(super::label::Labels::listing);
    let columns = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            if let Expression::List(_) = column {
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
                labels.of(column, &mut seen, scope.in_from, own.map(|own| (own, at)))
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

/// What stands before a column's name.
pub(crate) fn source_name(rules: &dyn Rules, source: &Source, scope: Scope<'_>) -> String {
    match source {
        Source::Table(table) => identifier::table(rules, table),
        Source::Entity(table) => identifier::table(rules, table),
        Source::Alias(alias) => match scope.labels {
            Some(labels) => labels.alias(rules, &alias.name),
            None => super::label::Labels::default().alias(rules, &alias.name),
        },
    }
}

/// Whether columns are written with what they come from.
pub(crate) fn is_named(source: &Source) -> bool {
    match source {
        Source::Alias(alias) => match &alias.kind {
            AliasedKind::Values(values) => values.is_named,
            _ => true,
        },
        Source::Table(_) | Source::Entity(_) => true,
    }
}

/// A source in `FROM`, with its alias and what it is read with.
pub(crate) fn named_source(rules: &dyn Rules, source: &Source, scope: Scope<'_>) -> Rendered {
    let Source::Alias(alias) = source else {
        return hinted(rules, source, source_name(rules, source, scope), scope);
    };
    // Its own name is counted before those within.
    let has_name = match &alias.kind {
        AliasedKind::Text(_) => false,
        AliasedKind::Values(values) => values.is_named,
        _ => true,
    };
    if has_name {
        source_name(rules, source, scope);
    }
    let (sql, is_whole) = aliased_kind(rules, source, &alias.kind, scope)?;
    if is_whole {
        return Ok(sql);
    }
    let mut sql = format!("{sql} AS {}", source_name(rules, source, scope));
    let mut kind = &alias.kind;
    while let AliasedKind::Lateral(inner) | AliasedKind::Sample { of: inner, .. } = kind {
        kind = inner;
    }
    if let AliasedKind::Function { derived, .. } = kind
        && !derived.is_empty()
    {
        let columns = derived
            .iter()
            .map(|(name, data_type)| {
                let name = identifier::quote(rules, name);
                Ok(match data_type {
                    Some(data_type) => format!("{name} {}", rules.data_type(data_type)?),
                    None => name,
                })
            })
            .collect::<Result<Vec<_>, crate::Diagnostic>>()?;
        sql.push_str(&format!("({})", columns.join(", ")));
    }
    let mut sql = hinted(rules, source, sql, scope)?;
    if let AliasedKind::Sample { method, seed, .. } = &alias.kind {
        sql.push_str(&format!(" TABLESAMPLE {}", render(rules, method, scope)?));
        if let Some(seed) = seed {
            sql.push_str(&format!(" REPEATABLE ({})", render(rules, seed, scope)?));
        }
    }
    Ok(sql)
}

/// With what the query says about the reading of the source.
pub(crate) fn hinted(
    rules: &dyn Rules,
    source: &Source,
    sql: String,
    scope: Scope<'_>,
) -> Rendered {
    let is_same = |hint: &Hint| match (&hint.source, source) {
        // Another alias of the same name is another one.
        (Source::Alias(one), Source::Alias(other)) => Arc::ptr_eq(one, other),
        (one, other) => one == other,
    };
    let own = |hint: &&Hint| {
        is_same(hint) && (hint.dialect == "*" || hint.dialect == rules.dialect().sqlalchemy_name())
    };
    match scope.hints.iter().rfind(own) {
        Some(hint) => {
            let name = source_name(rules, source, scope);
            rules.hinted(sql, &named_hint(&hint.text, &name))
        }
        None => Ok(sql),
    }
}

/// The text of a hint with the name of its table.
fn named_hint(text: &str, name: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, from) = rest.split_at(at);
        made.push_str(before);
        rest = if let Some(behind) = from.strip_prefix("%%") {
            made.push('%');
            behind
        } else if let Some(behind) = from.strip_prefix("%(name)s") {
            made.push_str(name);
            behind
        } else {
            made.push('%');
            from.get(1..).unwrap_or_default()
        };
    }
    made.push_str(rest);
    made
}

/// What stands before ` AS name`, and whether that is all.
fn aliased_kind(
    rules: &dyn Rules,
    source: &Source,
    kind: &AliasedKind,
    scope: Scope<'_>,
) -> Result<(String, bool), crate::Diagnostic> {
    let further = Tables::around_from(scope.around);
    let query = |query: &Expression, lateral: bool| {
        let inner = Scope {
            in_from: true,
            around: match lateral {
                true => scope.around,
                false => Around::further(&further),
            },
            hints: &[],
            ..scope
        };
        match (scope.labels, source) {
            (Some(labels), Source::Alias(own)) => {
                labels.within(own.name.id(), || render(rules, query, inner))
            }
            _ => render(rules, query, inner),
        }
    };
    Ok(match kind {
        AliasedKind::Table(table) => (identifier::table(rules, table), false),
        AliasedKind::Query {
            query: inner,
            lateral,
        } => {
            let word = if *lateral { "LATERAL " } else { "" };
            (format!("{word}({})", query(inner, *lateral)?), false)
        }
        AliasedKind::Text(text) => (render(rules, text, scope)?, true),
        AliasedKind::Function { call, .. } => (render(rules, call, scope)?, false),
        AliasedKind::Sample { of, .. } => aliased_kind(rules, source, of, scope)?,
        AliasedKind::Lateral(inner) => {
            let (sql, is_whole) = aliased_kind(rules, source, inner, scope)?;
            (format!("LATERAL {sql}"), is_whole)
        }
        AliasedKind::Values(values) => (named_values(rules, source, values, scope)?, true),
        AliasedKind::CommonAgain(common) => {
            if let (Some(labels), Source::Alias(own)) = (scope.labels, source) {
                labels.claim(&source_name(rules, source, scope), &own.name)?;
            }
            let common = Source::Alias(common.clone());
            (named_source(rules, &common, scope)?, false)
        }
        AliasedKind::Common {
            query: inner,
            recursive,
            nesting,
            columns,
            prefixes,
            suffixes,
        } => {
            let name = source_name(rules, source, scope);
            if let (Some(labels), Source::Alias(own)) = (scope.labels, source) {
                labels.claim(&name, &own.name)?;
            }
            if let Some(labels) = scope.labels
                && match nesting {
                    true => labels.nest_common(&name, *recursive),
                    false => !labels.has_common(&name),
                }
            {
                // A recursive query names itself; what it names besides goes before it.
                labels.set_common(&name, String::new(), *recursive);
                let sql = query(inner, false)?;
                labels.set_common(&name, sql, *recursive);
                labels.surround_common(&name, prefixes, suffixes);
                if *recursive {
                    let names = match &columns[..] {
                        [] => column_names(rules, inner),
                        names => names
                            .iter()
                            .map(|name| identifier::quote(rules, name))
                            .collect(),
                    };
                    if names.iter().any(|name| name.contains(COUNTED)) {
                        return Err(refused("A recursive query has a column without a name."));
                    }
                    labels.list_columns(&name, &names);
                }
                labels.move_common_last(&name);
            }
            (name, true)
        }
    })
}

/// `VALUES (…), (…)`
pub(crate) fn values(rules: &dyn Rules, values: &Values, scope: Scope<'_>) -> Rendered {
    let rows = values
        .rows
        .iter()
        .map(|row| Ok(format!("({})", list(rules, row, ", ", scope)?)))
        .collect::<Result<Vec<_>, crate::Diagnostic>>()?;
    Ok(format!("VALUES {}", rows.join(", ")))
}

/// Rows in `FROM`, with their name and those of their columns.
fn named_values(rules: &dyn Rules, source: &Source, values: &Values, scope: Scope<'_>) -> Rendered {
    let sql = self::values(rules, values, scope)?;
    if !values.is_named {
        return Ok(format!("({sql})"));
    }
    let name = source_name(rules, source, scope);
    let columns = identifier::quote_list(rules, &values.columns);
    if values.common
        && let Some(labels) = scope.labels
    {
        if let Source::Alias(own) = source {
            labels.claim(&name, &own.name)?;
        }
        labels.set_common(&name, sql, false);
        let columns = values.columns.iter();
        let columns = columns.map(|name| identifier::quote(rules, name));
        labels.list_columns(&name, &columns.collect::<Vec<_>>());
        return Ok(name);
    }
    let word = if values.lateral { "LATERAL " } else { "" };
    Ok(format!("{word}({sql}) AS {name} ({columns})"))
}

/// The names of a query's columns, as far as they have some.
fn column_names(rules: &dyn Rules, query: &Expression) -> Vec<String> {
    match query {
        Expression::Select(select) => select
            .columns
            .iter()
            .filter_map(|column| match column {
                Expression::Column { name, .. } | Expression::Label { label: name, .. } => {
                    Some(identifier::quote(rules, name))
                }
                _ => None,
            })
            .collect(),
        Expression::Compound(compound) => compound
            .queries
            .first()
            .map(|first| column_names(rules, first))
            .unwrap_or_default(),
        Expression::Grouping(inner) => column_names(rules, inner),
        _ => Vec::new(),
    }
}

fn source(rules: &dyn Rules, from: &From, scope: Scope<'_>) -> Rendered {
    Ok(match from {
        From::Source(source) => named_source(rules, source, scope)?,
        From::Join {
            left,
            kind,
            right,
            on,
        } => {
            let right_sql = source(rules, right, scope)?;
            let right_sql = match **right {
                From::Join { .. } => format!("({right_sql})"),
                From::Source(_) => right_sql,
            };
            format!(
                "{} {} {right_sql} ON {}",
                source(rules, left, scope)?,
                rules.join(kind.trim()),
                render(rules, on, scope)?
            )
        }
    })
}
