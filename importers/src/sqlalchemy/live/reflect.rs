//! Tables as the live database has them: `autoload_with=`, `MetaData.reflect`.

use super::super::column;
use super::super::naming::Given;
use super::super::schema::{ConstraintConstruct, IndexConstruct, Item};
use super::inspect::{self, KeyKind, NameKind, Of};
use crate::operation::expression::Expression;
use crate::operation::{ConstraintDefinition, DialectOptions, Name, OptionValue, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;

/// The columns, constraints and indexes of a live table.
///
/// # Errors
/// `NoSuchTableError`.
pub(crate) fn items(interpreter: &mut Interpreter, table: &TableName) -> Result<Vec<Item>> {
    let schema = table.schema.as_ref().map(|schema| schema.text.clone());
    let of = Of {
        schema: schema.as_deref(),
        table: &table.name.text,
    };
    let keys = inspect::keys(interpreter, KeyKind::PrimaryKey, of)?;
    let is_key = |name: &str| {
        keys.iter()
            .flat_map(|key| &key.columns)
            .any(|own| own.as_deref() == Some(name))
    };
    let mut items = Vec::new();
    for live in inspect::columns(interpreter, of)? {
        let (value, data_type) = inspect::type_of(interpreter, &live)?;
        let mut construct = column::of_schema(Name::new(&*live.name), data_type);
        construct.type_lineage = crate::sqlalchemy::type_object::lineage_of(&value);
        construct.column.nullable = live.nullable;
        construct.column.primary_key = live.key.is_some() || is_key(&live.name);
        // A key that counts is one by its type; SQLAlchemy writes it without its default.
        let counts = construct.column.primary_key && live.counts();
        construct.column.server_default = live.default.filter(|_| !counts).map(|text| {
            let parameters = Vec::new();
            Expression::Text { text, parameters }
        });
        items.push(Item::Column(Box::new(construct)));
    }
    for key in keys.into_iter().filter(|key| key.name.is_some()) {
        items.extend(columns(&key).map(|columns| {
            let kind = ConstraintDefinition::PrimaryKey { columns };
            Item::Constraint(ConstraintConstruct::new(given(&key), kind))
        }));
    }
    for key in inspect::keys(interpreter, KeyKind::ForeignKey, of)? {
        items.extend(foreign_key(key).map(Item::Constraint));
    }
    let uniques = inspect::keys(interpreter, KeyKind::Unique, of)?;
    for key in inspect::keys(interpreter, KeyKind::Index, of)? {
        // PostgreSQL lists the index of a constraint as well.
        if !uniques.iter().any(|unique| unique.name == key.name) {
            items.extend(index(interpreter, key).map(Item::Index));
        }
    }
    for key in uniques {
        let columns: Option<Vec<Name>> = columns(&key);
        items.extend(columns.map(|columns| {
            let kind = ConstraintDefinition::Unique { columns };
            Item::Constraint(ConstraintConstruct::new(given(&key), kind))
        }));
    }
    for key in inspect::keys(interpreter, KeyKind::Check, of)? {
        let given = given(&key);
        items.extend(key.text.map(|text| {
            let parameters = Vec::new();
            let condition = Expression::Text { text, parameters };
            let kind = ConstraintDefinition::Check { condition };
            Item::Constraint(ConstraintConstruct::new(given, kind))
        }));
    }
    Ok(items)
}

fn given(key: &inspect::LiveKey) -> Given {
    let name = key.name.as_deref();
    name.map_or(Given::None, |name| Given::Final(Name::new(name)))
}

/// Its columns; `None` where one is an expression.
fn columns(key: &inspect::LiveKey) -> Option<Vec<Name>> {
    let columns = key.columns.iter();
    columns.map(|name| name.as_deref().map(Name::new)).collect()
}

/// An index of plain columns; SQLAlchemy leaves out others on SQLite, with a warning.
fn index(interpreter: &Interpreter, key: inspect::LiveKey) -> Option<IndexConstruct> {
    let mut options = DialectOptions::new();
    if let Some(text) = &key.text {
        let dialect = interpreter.dialect().sqlalchemy_name().to_owned();
        let condition = Expression::Text {
            text: text.clone(),
            parameters: Vec::new(),
        };
        options.insert(
            (dialect, "where".to_owned()),
            OptionValue::Expression(condition),
        );
    }
    Some(IndexConstruct::of_columns(
        given(&key),
        columns(&key)?,
        key.unique,
        options,
    ))
}

fn foreign_key(key: inspect::LiveKey) -> Option<ConstraintConstruct> {
    let (given, columns) = (given(&key), columns(&key)?);
    let (schema, table, referred) = key.referred?;
    let names = |names: Vec<String>| names.iter().map(|name| Name::new(&**name)).collect();
    let option = |name: &str| {
        let mut options = key.options.iter();
        let (_, value) = options.find(|(own, _)| *own == name)?;
        value.as_str().map(|text| text.to_string())
    };
    Some(ConstraintConstruct::new(
        given,
        ConstraintDefinition::ForeignKey {
            columns,
            references: TableName {
                schema: schema.as_deref().map(Name::new),
                name: Name::new(&*table),
            },
            referred: names(referred),
            on_delete: option("ondelete"),
            on_update: option("onupdate"),
            match_type: option("match"),
        },
    ))
}

/// The names of all live tables.
///
/// # Errors
/// Where the database refuses to say.
pub(crate) fn tables(interpreter: &mut Interpreter, schema: Option<&str>) -> Result<Vec<String>> {
    inspect::names(interpreter, NameKind::Tables, schema)
}
