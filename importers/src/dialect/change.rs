//! `INSERT`, `UPDATE`, `DELETE`.

use super::correlation::Tables;
use super::expression::{Scope, list, render};
use super::query::{columns, conditions, named_source, other_sources};
use super::rules::{Rendered, Rules, refused};
use super::{Dialect, identifier, types};
use crate::operation::expression::{Conflict, Delete, Insert, Source, Update};
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
    let table = identifier::table(rules, &insert.table);
    let mut sql = format!("{} INTO {table}", prefixed("INSERT", &insert.prefixes));
    if !insert.columns.is_empty() {
        sql.push_str(&format!(
            " ({})",
            identifier::quote_list(rules, &insert.columns)
        ));
    }
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
            .map(|row| Ok(format!("({})", list(rules, row, ", ", scope)?)))
            .collect::<Result<Vec<_>, crate::Diagnostic>>()?;
        sql.push_str(&format!(" VALUES {}", rows.join(", ")));
    }
    if let Some(conflict) = &insert.conflict {
        sql.push_str(&self::conflict(rules, conflict, scope)?);
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
        ..scope
    };
    Ok(format!(" RETURNING {}", columns(rules, returning, scope)?))
}

fn sources(
    rules: &dyn Rules,
    sources: &[&Source],
    scope: Scope<'_>,
) -> Result<Vec<String>, crate::Diagnostic> {
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
    if update.values.is_empty() {
        return Err(refused("The UPDATE sets nothing.").help("Give it `.values(...)`."));
    }
    let own = Source::Table(update.table.clone());
    let expressions = update.values.iter().map(|(_, value)| value);
    let others = other_sources(&own, expressions.chain(&update.conditions));
    let tables = Tables::of(with_others(&own, &others), scope.around);
    let scope = Scope {
        around: tables.around(),
        ..scope
    };
    let others = sources(rules, &others, scope)?;
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
        .collect::<Result<Vec<_>, crate::Diagnostic>>()?;
    let mut sql = format!(
        "{} {tables} SET {}{from}",
        prefixed("UPDATE", &update.prefixes),
        values.join(", ")
    );
    conditions(rules, &mut sql, " WHERE ", &update.conditions, scope)?;
    sql.push_str(&returning(rules, &update.returning, scope)?);
    Ok(sql)
}

/// `DELETE`
pub(crate) fn delete(rules: &dyn Rules, delete: &Delete, scope: Scope<'_>) -> Rendered {
    let own = Source::Table(delete.table.clone());
    let table = identifier::table(rules, &delete.table);
    let others = other_sources(&own, &delete.conditions);
    let tables = Tables::of(with_others(&own, &others), scope.around);
    let scope = Scope {
        around: tables.around(),
        ..scope
    };
    let others = sources(rules, &others, scope)?;
    let mut sql = format!("{} FROM {table}", prefixed("DELETE", &delete.prefixes));
    if !others.is_empty() {
        sql.push_str(&rules.delete_using(&table, &others)?);
    }
    conditions(rules, &mut sql, " WHERE ", &delete.conditions, scope)?;
    sql.push_str(&returning(rules, &delete.returning, scope)?);
    Ok(sql)
}
