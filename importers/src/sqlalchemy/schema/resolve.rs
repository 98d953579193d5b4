//! The columns that constraints, indexes and expressions name.

use super::{ColumnConstruct, ConstraintConstruct, SchemaError};
use crate::dialect::Dialect;
use crate::operation::{
    ConstraintDefinition, DialectOptions, Expression, Name, OptionValue, SqlType, TableName,
};

/// Types of integer or numeric affinity; types that bridge knows only by their SQL pass.
pub(super) fn is_number(data_type: &SqlType) -> bool {
    matches!(
        data_type,
        SqlType::Integer(_)
            | SqlType::Numeric { .. }
            | SqlType::Float { .. }
            | SqlType::Native { .. }
            | SqlType::Custom(_)
    )
}

pub(super) fn column_name(construct: &ColumnConstruct) -> Name {
    construct.column.name.clone()
}

/// A column without a type that refers to a column of the same table has its type.
pub(super) fn resolve_own_types(table: &TableName, columns: &mut [ColumnConstruct]) {
    let types: Vec<(String, SqlType)> = columns
        .iter()
        .map(|column| {
            (
                column.column.name.text.clone(),
                column.column.data_type.clone(),
            )
        })
        .collect();
    for column in columns
        .iter_mut()
        .filter(|column| column.column.data_type == SqlType::Null)
    {
        for key in &column.foreign_keys {
            if let ConstraintDefinition::ForeignKey {
                references,
                referred,
                ..
            } = &key.constraint.kind
                && references == table
                && let Some((_, found)) = types
                    .iter()
                    .find(|(name, _)| referred.first().is_some_and(|own| own.text == *name))
            {
                column.column.data_type = found.clone();
            }
        }
    }
}

/// Turns keys into names, and refuses what the table has not.
pub(super) fn resolve_columns(
    table: &TableName,
    columns: &[ColumnConstruct],
    kind: &mut ConstraintDefinition,
) -> Result<(), SchemaError> {
    let resolve = |name: &mut Name, kind| match named(columns, &name.text) {
        Some(found) => {
            *name = found;
            Ok(())
        }
        None => Err(SchemaError::NoColumn {
            kind,
            table: table.name.text.clone(),
            column: name.text.clone(),
        }),
    };
    match kind {
        ConstraintDefinition::PrimaryKey { columns: own } => {
            own.iter_mut()
                .try_for_each(|name| resolve(name, "PrimaryKeyConstraint"))?;
            each_once(own);
        }
        ConstraintDefinition::Unique { columns: own } => {
            own.iter_mut()
                .try_for_each(|name| resolve(name, "UniqueConstraint"))?;
            each_once(own);
        }
        ConstraintDefinition::ForeignKey { columns: own, .. } => {
            own.iter_mut()
                .try_for_each(|name| resolve(name, "ForeignKeyConstraint"))?;
            let given = own.len();
            let mut once = own.clone();
            each_once(&mut once);
            if once.len() < given {
                return Err(SchemaError::RepeatedSource);
            }
        }
        ConstraintDefinition::Exclude { elements, .. } => {
            for (element, _) in elements {
                // A text is a key; what is an expression stands as it is.
                if let Expression::Column {
                    name,
                    data_type: None,
                    ..
                } = element
                {
                    resolve(name, "ExcludeConstraint")?;
                }
            }
        }
        ConstraintDefinition::Check { .. } => {}
    }
    Ok(())
}

/// Turns the keys to which a foreign key of `table` refers into names, where it leads to `other`.
pub(crate) fn refer_by_key<'a>(
    construct: &mut ConstraintConstruct,
    other: &TableName,
    columns: impl Iterator<Item = &'a ColumnConstruct> + Clone,
) {
    if construct.is_by_name {
        return;
    }
    if let ConstraintDefinition::ForeignKey {
        references,
        referred,
        ..
    } = &mut construct.constraint.kind
        && references == other
    {
        for name in referred {
            let found = columns.clone().find(|column| column.key() == name.text);
            if let Some(found) = found {
                *name = column_name(found);
            }
        }
        construct.is_by_name = true;
    }
}

/// Turns the keys that `postgresql_include` lists into columns.
///
/// # Errors
/// Where the table has none of a key, on the one dialect that reads them.
pub(super) fn resolve_included(
    dialect: Dialect,
    columns: &[ColumnConstruct],
    options: &mut DialectOptions,
) -> Result<(), SchemaError> {
    let key = ("postgresql".to_owned(), "include".to_owned());
    if let Some(OptionValue::List(items)) = options.get_mut(&key) {
        for item in items {
            let OptionValue::Text(text) = item else {
                continue;
            };
            match named(columns, &*text) {
                Some(name) => {
                    *item = OptionValue::Expression(Expression::Column {
                        table: None,
                        name,
                        data_type: None,
                    });
                }
                None if dialect == Dialect::Postgres => {
                    return Err(SchemaError::NoIncluded(text.clone()));
                }
                None => {}
            }
        }
    }
    Ok(())
}

/// The name of the column that has this key.
pub(super) fn named(columns: &[ColumnConstruct], key: &str) -> Option<Name> {
    let found = columns.iter().find(|column| column.key() == key)?;
    Some(column_name(found))
}

/// SQLAlchemy keeps the columns of a key in a set that has an order.
fn each_once(columns: &mut Vec<Name>) {
    let mut before: Vec<String> = Vec::new();
    columns.retain(|column| {
        let is_new = !before.contains(&column.text);
        before.push(column.text.clone());
        is_new
    });
}

/// The columns that an expression speaks of, level by level as SQLAlchemy finds them; between a
/// function and its arguments it has two levels more.
pub(crate) fn columns_by_level(expression: &Expression) -> Vec<&Expression> {
    fn collect<'a>(
        expression: &'a Expression,
        depth: usize,
        all: &mut Vec<(usize, &'a Expression)>,
    ) {
        if let Expression::Column { .. } | Expression::Verbatim(_) = expression {
            all.push((depth, expression));
        }
        let below = match expression {
            Expression::Function { .. } => 3,
            _ => 1,
        };
        for child in expression.children() {
            collect(child, depth + below, all);
        }
    }
    let mut all = Vec::new();
    collect(expression, 0, &mut all);
    all.sort_by_key(|(depth, _)| *depth);
    all.into_iter().map(|(_, column)| column).collect()
}
