//! What a statement reads from: tables, aliases, functions, rows, joins.

use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use super::correlation::{Around, Tables};
use super::expression::{Scope, list, render};
use super::identifier;
use super::rules::{Rendered, Rules, refused};
use crate::operation::Expression;
use crate::operation::expression::{AliasName, AliasedKind, From, Hint, Source, Values};
use crate::operation::name::COUNTED;

/// What stands before a column's name.
pub(crate) fn source_name(rules: &dyn Rules, source: &Source, scope: Scope<'_>) -> String {
    if let Some(name) = renamed(source, scope) {
        return alias_name(rules, &name, scope);
    }
    match source {
        Source::Table(table, _) => identifier::table(rules, table),
        Source::Entity(table) => identifier::table(rules, table),
        Source::Alias(alias) => alias_name(rules, &alias.name, scope),
    }
}

fn alias_name(rules: &dyn Rules, name: &AliasName, scope: Scope<'_>) -> String {
    match scope.labels {
        Some(labels) => labels.alias(rules, name),
        None => super::label::Labels::default().alias(rules, name),
    }
}

/// The name of a table without a schema beside one of the same name that has one.
fn renamed(source: &Source, scope: Scope<'_>) -> Option<AliasName> {
    let table = source.table().filter(|table| table.schema.is_none())?;
    let name = &*table.name.text;
    if !scope.ambiguous.contains(&name) {
        return None;
    }
    // One for all tables of this name, and none that an alias has.
    let mut hasher = std::hash::DefaultHasher::new();
    name.hash(&mut hasher);
    Some(AliasName::Anonymous {
        base: name.into(),
        id: hasher.finish() | 1 << 63,
    })
}

/// Whether columns are written with what they come from.
pub(crate) fn is_named(source: &Source) -> bool {
    match source {
        Source::Alias(alias) => match &alias.kind {
            AliasedKind::Values(values) => values.is_named,
            _ => true,
        },
        Source::Table(..) | Source::Entity(_) => true,
    }
}

/// A source in `FROM`, with its alias and what it is read with.
pub(crate) fn named_source(rules: &dyn Rules, source: &Source, scope: Scope<'_>) -> Rendered {
    let Source::Alias(alias) = source else {
        let mut sql = source_name(rules, source, scope);
        if renamed(source, scope).is_some()
            && let Some(table) = source.table()
        {
            sql = format!("{} AS {sql}", identifier::table(rules, table));
        }
        return hinted(rules, source, sql, scope);
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
            as_value: false,
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

pub(crate) fn source(rules: &dyn Rules, from: &From, scope: Scope<'_>) -> Rendered {
    Ok(match from {
        From::Source(source) => named_source(rules, source, scope)?,
        From::Join {
            left,
            kind,
            right,
            on,
        } => {
            // Names that are counted are counted from the left.
            let left = source(rules, left, scope)?;
            let right_sql = source(rules, right, scope)?;
            let right_sql = match **right {
                From::Join { .. } => format!("({right_sql})"),
                From::Source(_) => right_sql,
            };
            format!(
                "{left} {} {right_sql} ON {}",
                rules.join(kind.trim()),
                render(rules, on, scope)?
            )
        }
    })
}
