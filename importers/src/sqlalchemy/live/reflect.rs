//! Tables as the live database has them: `autoload_with=`, `MetaData.reflect`.

use super::super::column;
use super::super::naming::Given;
use super::super::schema::{ConstraintConstruct, Item};
use super::inspect::{self, KeyKind, NameKind, Of};
use crate::operation::expression::Expression;
use crate::operation::{ConstraintDefinition, Name, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;

/// The columns and foreign keys of a live table.
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
        let (_, data_type) = inspect::type_of(interpreter, &live)?;
        let mut construct = column::plain(Name::new(&*live.name), data_type);
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
    for key in inspect::keys(interpreter, KeyKind::ForeignKey, of)? {
        items.extend(foreign_key(key).map(Item::Constraint));
    }
    Ok(items)
}

fn foreign_key(key: inspect::LiveKey) -> Option<ConstraintConstruct> {
    let (schema, table, referred) = key.referred?;
    let columns: Option<Vec<String>> = key.columns.into_iter().collect();
    let names = |names: Vec<String>| names.iter().map(|name| Name::new(&**name)).collect();
    let option = |name: &str| {
        let mut options = key.options.iter();
        let (_, value) = options.find(|(own, _)| *own == name)?;
        Some(value.clone())
    };
    let given = key.name.as_deref();
    Some(ConstraintConstruct::new(
        given.map_or(Given::None, |name| Given::Final(Name::new(name))),
        ConstraintDefinition::ForeignKey {
            columns: names(columns?),
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
