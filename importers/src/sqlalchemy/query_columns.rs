//! The columns of a query as the query around it knows them.

use super::clause;
use crate::operation::expression::{Aliased, AliasedKind, LabelStyle};
use crate::operation::name::{AGAIN, COUNTED};
use crate::operation::{Expression, Name, SqlType};

/// The columns of a query that have a name, with their types; `types` are those that Python knows.
pub(super) fn of(query: &Expression, types: &[Option<SqlType>]) -> Vec<(Name, SqlType)> {
    let list = match query {
        Expression::Select(select) => &select.columns,
        Expression::Compound(compound) => {
            let first = compound.queries.first();
            return first.map_or_else(Vec::new, |first| of(first, types));
        }
        Expression::Grouping(inner) => return of(inner, types),
        Expression::Insert(insert) => &insert.returning,
        Expression::Update(update) => &update.returning,
        Expression::Delete(delete) => &delete.returning,
        _ => return Vec::new(),
    };
    let known = |at| match types.len() == list.len() {
        true => types.get(at).cloned().flatten(),
        false => None,
    };
    let columns = list.iter().enumerate();
    let style = style_of(query);
    columns
        .filter_map(|(at, column)| named_column(column, known(at), style))
        .collect()
}

/// How a query names its columns.
fn style_of(query: &Expression) -> LabelStyle {
    match query {
        Expression::Select(select) => select.labels,
        _ => LabelStyle::default(),
    }
}

/// Whether each column of a query has a name, and no other one has it.
pub(crate) fn has_own_names(query: &Expression) -> bool {
    let select = match query {
        Expression::Select(select) => select,
        Expression::Compound(compound) => {
            return compound.queries.first().is_none_or(has_own_names);
        }
        Expression::Grouping(inner) => return has_own_names(inner),
        _ => return true,
    };
    let names = names_of_query(query);
    let are_own = names.iter().enumerate().all(|(at, name)| {
        let is_first = names[..at].iter().all(|other| other.text != name.text);
        is_first && crate::dialect::again(name).is_none()
    });
    are_own && names.len() == select.columns.len()
}

/// The columns of a query as another one lists them that reads it under a name: those without a
/// name of their own are counted as they are written.
///
/// `None` where two have one name, or where one has no name at all.
pub(crate) fn columns_from_outside(alias: &Aliased) -> Option<Vec<(Name, SqlType)>> {
    let (AliasedKind::Query { query, .. } | AliasedKind::Common { query, .. }) = &alias.kind else {
        return None;
    };
    let mut first = query;
    let select = loop {
        match first {
            Expression::Select(select) => break select,
            Expression::Compound(compound) => first = compound.queries.first()?,
            Expression::Grouping(inner) => first = inner,
            _ => return None,
        }
    };
    let mut columns: Vec<(Name, SqlType)> = Vec::new();
    for (at, column) in select.columns.iter().enumerate() {
        let named = match crate::dialect::counted(column) {
            Some(base) => {
                let name = Name::new(format!("{COUNTED}{}:{at}:{base}", alias.name.id()));
                (name, clause::type_of(column).unwrap_or(SqlType::Null))
            }
            // It is not listed, and no column.
            None if matches!(column, Expression::Text { .. }) => continue,
            None => named_column(column, None, select.labels)?,
        };
        let own = crate::dialect::again(&named.0).map_or(&*named.0.text, |(_, own)| own);
        let is_taken = |(name, _): &(Name, SqlType)| name.text == own;
        if !columns.iter().any(is_taken) {
            columns.push(named);
            continue;
        }
        // One that stands there again has the name of the first from outside; the second column
        // of a name is counted.
        if select.columns[..at].contains(column) {
            let name = Name::new(format!("{AGAIN}{at}:{own}"));
            columns.push((name, named.1));
            continue;
        }
        if select.labels == LabelStyle::WithTable {
            return None;
        }
        let base = crate::dialect::counted_again(column)?;
        let name = Name::new(format!("{COUNTED}{}:{at}:{base}", alias.name.id()));
        columns.push((name, named.1));
    }
    Some(columns)
}

/// The names of a query's columns, as far as they have some.
pub(crate) fn names_of_query(query: &Expression) -> Vec<Name> {
    let columns = of(query, &[]).into_iter();
    columns.map(|(name, _)| name).collect()
}

/// A column of a query, where it has a name, with the type that Python knows of it, or its own.
fn named_column(
    column: &Expression,
    known: Option<SqlType>,
    style: LabelStyle,
) -> Option<(Name, SqlType)> {
    let with_table = match style {
        LabelStyle::WithTable if crate::dialect::is_named_by_table(column) => {
            Some(crate::dialect::label_with_table(column)?)
        }
        _ => None,
    };
    let name = match (with_table, column) {
        (Some(label), _) => Name::new(label),
        (
            None,
            Expression::Column { name, .. }
            | Expression::Label { label: name, .. }
            | Expression::Field { name, .. },
        ) => name.clone(),
        (None, Expression::Verbatim(text)) => Name::new(text),
        (None, other) => crate::dialect::kept_name(other)?,
    };
    let data_type = known.or_else(|| clause::type_of(column));
    Some((name, data_type.unwrap_or(SqlType::Null)))
}
