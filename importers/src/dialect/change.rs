//! `INSERT`, `UPDATE`, `DELETE`.

use super::correlation::Tables;
use super::expression::{Scope, list, render};
use super::query::{announce, columns, conditions, nested, other_sources};
use super::rules::{Rendered, Rules, refused};
use super::source::{hinted, named_source, source_name};
use super::{Dialect, identifier, types};
use crate::operation::expression::{Conflict, Delete, Hint, Insert, LabelStyle, Source, Update};
use crate::operation::{Expression, Name};

fn prefixed(word: &str, prefixes: &[String]) -> String {
    let mut sql = word.to_owned();
    for prefix in prefixes {
        sql.push_str(&format!(" {prefix}"));
    }
    sql
}

/// `INSERT`
pub(crate) fn insert(rules: &dyn Rules, insert: &Insert, scope: Scope<'_>) -> Rendered {
    match insert.select {
        // The query whose rows it takes is the statement's own.
        Some(_) => insert_itself(rules, insert, scope),
        None => nested(scope, || insert_itself(rules, insert, scope)),
    }
}

fn insert_itself(rules: &dyn Rules, insert: &Insert, scope: Scope<'_>) -> Rendered {
    announce(rules, &insert.common, scope)?;
    let own = Source::Table(insert.table.clone(), insert.object);
    let table = written(rules, &own, &insert.hints, scope)?;
    let mut sql = format!("{} INTO {table}", prefixed("INSERT", &insert.prefixes));
    if !insert.columns.is_empty() {
        sql.push_str(&format!(
            " ({})",
            identifier::quote_list(rules, &insert.columns)
        ));
    }
    let inner = Scope {
        as_value: true,
        ..scope
    };
    if let Some(query) = &insert.select {
        let query = render(rules, query, scope)?;
        let common = match scope.labels {
            Some(labels) if rules.common_follows_insert() => labels.take_common(),
            _ => String::new(),
        };
        sql.push_str(&format!(" {common}{query}"));
    } else if insert.columns.is_empty() {
        sql.push_str(&format!(" {}", rules.no_values()));
    } else {
        let rows = insert
            .rows
            .iter()
            .map(|row| Ok(format!("({})", list(rules, row, ", ", inner)?)))
            .collect::<Result<Vec<_>, crate::Diagnostic>>()?;
        sql.push_str(&format!(" VALUES {}", rows.join(", ")));
    }
    if let Some(conflict) = &insert.conflict {
        sql.push_str(&self::conflict(rules, conflict, inner)?);
    }
    sql.push_str(&returning(rules, &insert.returning, scope)?);
    Ok(sql)
}

fn assignments(rules: &dyn Rules, values: &[(Name, Expression)], scope: Scope<'_>) -> Rendered {
    let values = values
        .iter()
        .map(|(column, value)| {
            Ok(format!(
                "{} = {}",
                identifier::quote(rules, column),
                render(rules, value, scope)?
            ))
        })
        .collect::<Result<Vec<_>, crate::Diagnostic>>()?;
    Ok(values.join(", "))
}

/// A column of the row that could not be inserted: `VALUES(a)`.
fn inserted(value: &mut Expression) {
    if let Expression::Column { table, .. } = value
        && table
            .as_ref()
            .and_then(Source::table)
            .is_some_and(|table| table.name.text == "inserted")
    {
        *table = None;
        *value = Expression::Function {
            name: vec!["VALUES".into()],
            arguments: vec![value.clone()],
        };
        return;
    }
    for child in value.children_mut() {
        inserted(child);
    }
}

fn conflict(rules: &dyn Rules, conflict: &Conflict, scope: Scope<'_>) -> Rendered {
    let mysql = rules.dialect() == Dialect::Mysql;
    match conflict {
        Conflict::Duplicate { .. } if !mysql => {
            Err(types::absent(rules.dialect(), "OnDuplicateClause"))
        }
        Conflict::On { update, .. } if mysql => Err(types::absent(
            rules.dialect(),
            match update {
                Some(_) => "OnConflictDoUpdate",
                None => "OnConflictDoNothing",
            },
        )),
        Conflict::Duplicate { values } => {
            let mut values = values.clone();
            for (_, value) in &mut values {
                inserted(value);
            }
            let values = assignments(rules, &values, scope)?;
            Ok(format!(" ON DUPLICATE KEY UPDATE {values}"))
        }
        Conflict::On {
            elements,
            constraint,
            condition,
            update,
        } => {
            let mut sql = " ON CONFLICT".to_owned();
            if let Some(name) = constraint
                .as_ref()
                .filter(|_| rules.dialect() != Dialect::Sqlite)
            {
                sql.push_str(&format!(
                    " ON CONSTRAINT {}",
                    identifier::bounded(rules, name)?
                ));
            } else if !elements.is_empty() {
                let bare = Scope {
                    table_names: false,
                    ..scope
                };
                sql.push_str(&format!(" ({})", list(rules, elements, ", ", bare)?));
                if let Some(condition) = condition {
                    sql.push_str(&format!(" WHERE {}", render(rules, condition, bare)?));
                }
            }
            match update {
                None => sql.push_str(" DO NOTHING"),
                Some(update) => {
                    sql.push_str(&format!(
                        " DO UPDATE SET {}",
                        assignments(rules, &update.values, scope)?
                    ));
                    if let Some(condition) = &update.condition {
                        sql.push_str(&format!(" WHERE {}", render(rules, condition, scope)?));
                    }
                }
            }
            Ok(sql)
        }
    }
}

fn returning(rules: &dyn Rules, returning: &[Expression], scope: Scope<'_>) -> Rendered {
    if returning.is_empty() {
        return Ok(String::new());
    }
    let scope = Scope {
        table_names: rules.returning()?,
        in_from: false,
        as_value: false,
        ..scope
    };
    Ok(format!(
        " RETURNING {}",
        columns(rules, returning, LabelStyle::default(), scope)?
    ))
}

/// The table that is written, with its hint.
fn written(rules: &dyn Rules, source: &Source, hints: &[Hint], scope: Scope<'_>) -> Rendered {
    let scope = Scope { hints, ..scope };
    hinted(rules, source, source_name(rules, source, scope), scope)
}

fn sources(
    rules: &dyn Rules,
    sources: &[&Source],
    hints: &[Hint],
    scope: Scope<'_>,
) -> Result<Vec<String>, crate::Diagnostic> {
    let scope = Scope { hints, ..scope };
    sources
        .iter()
        .map(|source| named_source(rules, source, scope))
        .collect()
}

fn with_others(own: &Source, others: &[&Source]) -> Vec<Source> {
    let others = others.iter().map(|other| (*other).clone());
    std::iter::once(own.clone()).chain(others).collect()
}

/// `UPDATE`
pub(crate) fn update(rules: &dyn Rules, update: &Update, scope: Scope<'_>) -> Rendered {
    nested(scope, || update_itself(rules, update, scope))
}

fn update_itself(rules: &dyn Rules, update: &Update, scope: Scope<'_>) -> Rendered {
    announce(rules, &update.common, scope)?;
    if update.values.is_empty() && update.items.is_empty() && update.others.is_empty() {
        return Err(refused("The UPDATE sets nothing.").help("Give it `.values(...)`."));
    }
    let own = update.source();
    let items = update.items.iter().map(|(_, value)| value);
    let others = update.others.iter().map(|other| &other.value);
    let values = items
        .chain(others)
        .chain(update.values.iter().map(|(_, value)| value));
    let others = other_sources(&own, update.conditions.iter().chain(values));
    let tables = Tables::of(with_others(&own, &others), scope.around);
    let scope = Scope {
        around: tables.around(),
        as_value: true,
        ..scope
    };
    // MySQL names the other tables before SET, and there without their hints.
    let hints: &[Hint] = match rules.dialect() {
        Dialect::Mysql => &[],
        Dialect::Sqlite | Dialect::Postgres => &update.hints,
    };
    // What is set is rendered first: names of aliases are counted as they occur.
    let mut set = Vec::with_capacity(update.items.len() + update.values.len());
    for (item, value) in &update.items {
        let bare = Scope {
            table_names: false,
            ..scope
        };
        set.push(format!(
            "{}={}",
            render(rules, item, bare)?,
            render(rules, value, scope)?
        ));
    }
    set.extend(set_of_others(rules, update, &others, scope)?);
    let values = update
        .values
        .iter()
        .map(|(_, value)| render(rules, value, scope))
        .collect::<Result<Vec<_>, _>>()?;
    let others = sources(rules, &others, hints, scope)?;
    let table = match &update.alias {
        Some(_) => named_source(rules, &own, scope)?,
        None => identifier::table(rules, &update.table),
    };
    let (tables, qualified, from) = if others.is_empty() {
        (table.clone(), false, String::new())
    } else {
        rules.update_from(&table, &others)
    };
    let hinting = Scope {
        hints: &update.hints,
        ..scope
    };
    let tables = hinted(rules, &own, tables, hinting)?;
    let own = match &update.alias {
        Some(_) => source_name(rules, &own, scope),
        None => identifier::quote(rules, &update.table.name),
    };
    let values = update
        .values
        .iter()
        .zip(values)
        .map(|((column, _), value)| {
            let column = identifier::quote(rules, column);
            match qualified {
                // The table's name alone, whatever its schema is.
                true => format!("{own}.{column}={value}"),
                false => format!("{column}={value}"),
            }
        });
    set.extend(values);
    let mut sql = format!(
        "{} {tables} SET {}{from}",
        prefixed("UPDATE", &update.prefixes),
        set.join(", ")
    );
    conditions(rules, &mut sql, " WHERE ", &update.conditions, scope)?;
    sql.push_str(&rules.change_limit(update.limit));
    sql.push_str(&returning(rules, &update.returning, scope)?);
    Ok(sql)
}

/// What an update sets of other tables, in their order and in that of their columns.
fn set_of_others(
    rules: &dyn Rules,
    update: &Update,
    sources: &[&Source],
    scope: Scope<'_>,
) -> Result<Vec<String>, crate::Diagnostic> {
    let mut all = Vec::with_capacity(update.others.len());
    for other in &update.others {
        let Some(at) = sources.iter().position(|source| **source == other.source) else {
            return Err(refused(format!(
                "The UPDATE sets the column \"{}\" of another table, which it does not read.",
                other.column.0.text
            ))
            .help("Give it the column of the table that is updated, or its name."));
        };
        all.push((at, other));
    }
    all.sort_by_key(|(at, other)| (*at, other.column.1));
    if let Some((_, first)) = all.first()
        && rules.dialect() != Dialect::Mysql
    {
        let table = match first.source.table() {
            Some(table) => table.name.text.clone(),
            None => source_name(rules, &first.source, scope),
        };
        return Err(refused(format!(
            "Backend does not support additional tables in the SET clause; cannot include columns \
             from table(s) '{table}' in SET clause"
        )));
    }
    all.into_iter()
        .map(|(_, other)| {
            let column = Expression::Column {
                table: Some(other.source.clone()),
                name: other.column.0.clone(),
                data_type: None,
            };
            Ok(format!(
                "{}={}",
                render(rules, &column, scope)?,
                render(rules, &other.value, scope)?
            ))
        })
        .collect()
}

/// `DELETE`
pub(crate) fn delete(rules: &dyn Rules, delete: &Delete, scope: Scope<'_>) -> Rendered {
    nested(scope, || delete_itself(rules, delete, scope))
}

fn delete_itself(rules: &dyn Rules, delete: &Delete, scope: Scope<'_>) -> Rendered {
    announce(rules, &delete.common, scope)?;
    let own = delete.source();
    let others = other_sources(&own, &delete.conditions);
    let tables = Tables::of(with_others(&own, &others), scope.around);
    let scope = Scope {
        around: tables.around(),
        as_value: true,
        ..scope
    };
    let others = sources(rules, &others, &delete.hints, scope)?;
    let table = match &delete.alias {
        Some(_) => named_source(rules, &own, scope)?,
        None => written(rules, &own, &delete.hints, scope)?,
    };
    // MySQL names what it deletes from, and what that is beside the others.
    let name = match (&delete.alias, rules.dialect()) {
        (Some(_), Dialect::Mysql) if !others.is_empty() => source_name(rules, &own, scope),
        _ => table.clone(),
    };
    let mut sql = format!("{} FROM {name}", prefixed("DELETE", &delete.prefixes));
    if !others.is_empty() {
        sql.push_str(&rules.delete_using(&table, &others)?);
    }
    conditions(rules, &mut sql, " WHERE ", &delete.conditions, scope)?;
    sql.push_str(&rules.change_limit(delete.limit));
    sql.push_str(&returning(rules, &delete.returning, scope)?);
    Ok(sql)
}
