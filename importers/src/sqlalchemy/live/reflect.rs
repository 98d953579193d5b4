//! Tables as the live database has them: `autoload_with=`, `MetaData.reflect`.

use super::super::column;
use super::super::schema::Item;
use super::inspect::{self, KeyKind, NameKind, Of};
use crate::operation::expression::Expression;
use crate::operation::{Name, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;

/// The columns of a live table.
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
    Ok(items)
}

/// The names of all live tables.
///
/// # Errors
/// Where the database refuses to say.
pub(crate) fn tables(interpreter: &mut Interpreter, schema: Option<&str>) -> Result<Vec<String>> {
    inspect::names(interpreter, NameKind::Tables, schema)
}
