//! `table.to_metadata(...)`: a copy of a table.

use std::rc::Rc;

use super::TableObject;
use super::faces::Faces;
use crate::operation::expression::TableObjectId;
use crate::operation::{ConstraintDefinition, SqlType, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::metadata::MetaDataObject;
use crate::sqlalchemy::schema::{Item, attach, creation_order};
use crate::sqlalchemy::{argument, join};

/// `table.to_metadata(metadata, schema=RETAIN, name=None)`
pub(super) fn to_metadata(
    interpreter: &mut Interpreter,
    table: &Rc<TableObject>,
    args: &mut Args,
) -> Result<Value> {
    let metadata = args.required("metadata")?;
    let Some(metadata) = metadata.downcast::<MetaDataObject>() else {
        return Err(args.refuse("`to_metadata` takes a MetaData."));
    };
    let schema = match args.take("schema")? {
        None => table.name.schema.clone(),
        Some(none) if none.is_none() => metadata.schema(),
        Some(given) => Some(argument::to_name(args, "schema", &given)?),
    };
    if argument::present(args.take("referred_schema_fn")?).is_some() {
        return Err(interpreter.unsupported("`to_metadata` with `referred_schema_fn`"));
    }
    let name = argument::optional_name(args, "name")?;
    let name = TableName {
        schema,
        name: name.unwrap_or_else(|| table.name.name.clone()),
    };
    if name.schema != table.name.schema {
        check_types(interpreter, table)?;
    }
    Ok(Value::Object(copied(interpreter, table, &metadata, name)))
}

/// A type that follows the schema of its table is another one for each table.
fn check_types(interpreter: &Interpreter, table: &TableObject) -> Result<()> {
    let follows = |item: &Item| {
        matches!(item, Item::Column(column)
            if matches!(column.column.data_type.stored(), SqlType::Enum(own) if own.inherit_schema))
    };
    match table.items.borrow().iter().any(follows) {
        true => Err(interpreter
            .unsupported("`to_metadata` with another schema, and a type with `inherit_schema`")),
        false => Ok(()),
    }
}

/// A copy in another metadata, which may have another name. Keys to the table itself lead to the
/// copy, and those into its schema into that of the copy.
fn copied(
    interpreter: &mut Interpreter,
    own: &TableObject,
    metadata: &Rc<MetaDataObject>,
    name: TableName,
) -> Rc<TableObject> {
    // SQLAlchemy gives back what is there already.
    if let Some(known) = metadata.find(&name.key()) {
        return known;
    }
    let mut items = own.items.borrow().clone();
    // The columns are copied first, with the CHECKs of their types.
    items.sort_by_key(|item| !matches!(item, Item::Column(_)));
    attach(&mut items);
    for item in &mut items {
        if let Item::Constraint(constraint) = item {
            constraint.order = creation_order();
        }
        let keys = match item {
            Item::Column(column) => column.foreign_keys.iter_mut(),
            Item::Constraint(constraint) => std::slice::from_mut(constraint).iter_mut(),
            Item::Index(_) => [].iter_mut(),
        };
        for key in keys {
            if let ConstraintDefinition::ForeignKey { references, .. } = &mut key.constraint.kind {
                if *references == own.name {
                    references.name = name.name.clone();
                }
                if references.schema == own.name.schema {
                    references.schema.clone_from(&name.schema);
                }
                key.referred = None;
            }
        }
    }
    let table = Rc::new(TableObject {
        name,
        object: TableObjectId::next(),
        items: items.into(),
        reflected: false,
        comment: own.comment.clone(),
        prefixes: own.prefixes.clone(),
        options: own.options.clone(),
        convention: Some(metadata.convention()),
        row_type: None,
        alias: None,
        metadata: Rc::downgrade(metadata).into(),
        is_elsewhere: own.is_elsewhere || !interpreter.is_in_main(),
        faces: Faces::default(),
    });
    metadata.add(&table);
    join::remember(interpreter, &table);
    table
}
