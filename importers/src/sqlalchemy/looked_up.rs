//! Names given as text to `order_by`, `group_by`, `distinct` and `over`: SQLAlchemy looks
//! them up in the list of the query, then among the columns of its `FROM`.

use super::schema::Item;
use super::{argument, join, query_columns, source};
use crate::operation::expression::{AliasName, AliasedKind, Select, Source};
use crate::operation::{Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// A text where a query sorts or groups.
pub(crate) fn named(text: &str) -> Expression {
    Expression::LookedUp {
        name: Name::new(text),
        found: None,
    }
}

/// Looks up what the query knows by now. It is done anew whenever the query changes: a table that
/// is joined later may have the name, too.
pub(super) fn resolve(interpreter: &mut Interpreter, select: &mut Select) {
    let lists = [
        &select.columns,
        &select.distinct_on,
        &select.conditions,
        &select.group_by,
        &select.having,
        &select.order_by,
    ];
    if !lists.into_iter().flatten().any(has_names) {
        return;
    }
    let mut of_tables = Known::default();
    for from in source::froms(select) {
        for source in source::sources_of(&from) {
            of_tables.add_columns(interpreter, &source);
        }
    }
    let mut all = Known {
        by_name: select.columns.iter().filter_map(by_label).collect(),
        is_partial: of_tables.is_partial,
    };
    let listed: Vec<String> = all.by_name.iter().map(|(name, _)| name.clone()).collect();
    for (name, column) in &of_tables.by_name {
        if !listed.contains(name) {
            all.by_name.push((name.clone(), column.clone()));
        }
    }
    let Select {
        columns,
        distinct_on,
        conditions,
        group_by,
        having,
        order_by,
        ..
    } = select;
    columns.iter_mut().for_each(|own| of_tables.put(own));
    for list in [distinct_on, conditions, group_by, having, order_by] {
        list.iter_mut().for_each(|own| all.put(own));
    }
}

/// The same for what stands behind several queries: only the names of their columns are known there.
pub(super) fn resolve_behind(expression: &mut Expression, first: &Expression) {
    if let Expression::LookedUp { name, found } = expression {
        let names = query_columns::names_of_query(first);
        let known = names.into_iter().find(|own| own.text == name.text);
        *found = known.map(|known| Box::new(bare(known)));
        return;
    }
    for child in expression.children_mut() {
        resolve_behind(child, first);
    }
}

fn has_names(expression: &Expression) -> bool {
    matches!(expression, Expression::LookedUp { .. })
        || expression.children().into_iter().any(has_names)
}

/// A name that means nothing.
fn name_in(expression: &Expression) -> Option<&Name> {
    match expression {
        Expression::LookedUp { name, found: None } => Some(name),
        other => other.children().into_iter().find_map(name_in),
    }
}

/// What SQLAlchemy raises where a query that is executed has a name that means nothing there.
///
/// # Errors
/// That exception.
pub(super) fn check(interpreter: &mut Interpreter, query: &Expression) -> Result<()> {
    let name = match query {
        Expression::Select(select) => {
            let lists = [
                &select.columns,
                &select.distinct_on,
                &select.conditions,
                &select.group_by,
                &select.having,
                &select.order_by,
            ];
            lists.into_iter().flatten().find_map(name_in)
        }
        Expression::Compound(compound) => compound.order_by.iter().find_map(name_in),
        _ => None,
    };
    match name {
        Some(name) => Err(argument::stops(
            interpreter,
            "sqlalchemy.exc.CompileError",
            &crate::dialect::not_found(name),
        )),
        None => Ok(()),
    }
}

/// A name that stands by itself.
fn bare(name: Name) -> Expression {
    Expression::Column {
        table: None,
        name,
        data_type: None,
    }
}

/// The name under which an entry of the list is found: its label, or table and column.
fn by_label(listed: &Expression) -> Option<(String, Expression)> {
    match listed {
        Expression::Label { label, .. } => Some((label.text.clone(), bare(label.clone()))),
        Expression::Column { table, name, .. } => {
            let table = match table {
                Some(Source::Table(table, _)) => Some(table.key().replace('.', "_")),
                Some(Source::Entity(table)) => Some(table.key().replace('.', "_")),
                Some(Source::Alias(alias)) => match &alias.name {
                    AliasName::Named { name, .. } => Some(name.text.clone()),
                    AliasName::Anonymous { .. } => return None,
                },
                None => None,
            };
            let found = match table {
                Some(table) => format!("{table}_{}", name.text),
                None => name.text.clone(),
            };
            Some((found, listed.clone()))
        }
        Expression::Verbatim(text) => Some((text.clone(), listed.clone())),
        _ => None,
    }
}

/// What names mean.
#[derive(Default)]
struct Known {
    by_name: Vec<(String, Expression)>,
    /// Whether there are tables whose columns nobody says.
    is_partial: bool,
}

impl Known {
    fn add_columns(&mut self, interpreter: &mut Interpreter, source: &Source) {
        let tables = join::known_as(interpreter, source);
        for table in &tables {
            self.is_partial |= table.is_known_live_only(interpreter);
            for item in table.items.borrow().iter() {
                if let Item::Column(column) = item {
                    let name = &column.column.name;
                    let key = column.key.as_ref().unwrap_or(&name.text);
                    self.by_name.push((
                        key.clone(),
                        Expression::Column {
                            table: Some(source.clone()),
                            name: name.clone(),
                            data_type: Some(column.column.data_type.clone()),
                        },
                    ));
                }
            }
        }
        if !tables.is_empty() {
            return;
        }
        let query = match source {
            Source::Alias(alias) => match &alias.kind {
                AliasedKind::Query { query, .. } | AliasedKind::Common { query, .. } => query,
                _ => {
                    self.is_partial = true;
                    return;
                }
            },
            Source::Table(..) | Source::Entity(_) => {
                self.is_partial = true;
                return;
            }
        };
        for name in query_columns::names_of_query(query) {
            self.by_name.push((
                name.text.clone(),
                Expression::Column {
                    table: Some(source.clone()),
                    name,
                    data_type: None,
                },
            ));
        }
    }

    /// Puts what they mean in the place of names.
    fn put(&self, expression: &mut Expression) {
        if let Expression::LookedUp { name, found } = expression {
            let known = self.by_name.iter().rfind(|(own, _)| *own == name.text);
            *found = match known {
                Some((_, known)) => Some(Box::new(known.clone())),
                None if self.is_partial => Some(Box::new(bare(name.clone()))),
                None => None,
            };
            return;
        }
        for child in expression.children_mut() {
            self.put(child);
        }
    }
}

/// A text as such a name; `None` where it is none.
pub(crate) fn of_value(value: &Value) -> Option<Expression> {
    value.as_str().map(|text| named(&text))
}
