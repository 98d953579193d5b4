//! `sa.Table(...)` and `sa.table(...)`: from arguments to a table.

use std::rc::Rc;

use super::faces::{self, Faces};
use super::{TableObject, redefined};
use crate::operation::TableName;
use crate::operation::expression::TableObjectId;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::metadata::MetaDataObject;
use crate::sqlalchemy::schema::Item;
use crate::sqlalchemy::{argument, event, inspector, item, join, live, schema};

/// `sa.Table(name, metadata, *items, ...)`
pub(super) fn table(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut name = argument::name(&mut args, "name")?;
    let metadata = args.required("metadata")?;
    let metadata = metadata.downcast::<MetaDataObject>();
    let values = args.rest();
    let items = item::items(interpreter, &args, values.clone())?;
    name.quote = args.keyword_boolean("quote")?.or(name.quote);
    let schema = argument::keyword_name(&mut args, "schema")?
        .or_else(|| metadata.as_ref().and_then(|metadata| metadata.schema()));
    let reflected = args.keyword("autoload_with").is_some()
        | args
            .keyword("autoload")
            .is_some_and(|value| !value.is_none())
        | metadata
            .as_ref()
            .is_some_and(|metadata| metadata.is_reflected.get() && items.is_empty());
    let comment = args.keyword_string("comment")?;
    let prefixes = args.keyword_strings("prefixes")?.unwrap_or_default();
    let keep_existing = args.keyword_boolean("keep_existing")?.unwrap_or(false);
    let extend_existing = args.keyword_boolean("extend_existing")?.unwrap_or(false);
    if argument::present(args.keyword("include_columns")).is_some() {
        return Err(interpreter.unsupported("`include_columns` of a table"));
    }
    let resolve_fks = args.keyword_boolean("resolve_fks")?.unwrap_or(true);
    for ignored in [
        "info",
        "must_exist",
        "quote_schema",
        "implicit_returning",
        "bind",
    ] {
        let _ = args.keyword(ignored);
    }
    event::no_listeners(interpreter, &mut args)?;
    let options = argument::dialect_options(interpreter, &mut args)?;
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    let name = TableName { schema, name };
    let mut items = items;
    let is_live = interpreter.is_live();
    // `Table("name", metadata)` is the table that the metadata has; the database is not asked again.
    if let Some(known) = metadata.as_ref().and_then(|own| own.find(&name.key()))
        && !extend_existing
    {
        if items.is_empty() || keep_existing {
            return Ok(Value::Object(known));
        }
        let reason = format!(
            "Table '{}' is already defined for this MetaData instance.  Specify \
             'extend_existing=True' to redefine options and columns on an existing Table object.",
            name.key()
        );
        return Err(argument::stops(
            interpreter,
            "sqlalchemy.exc.InvalidRequestError",
            &reason,
        ));
    }
    if reflected && is_live {
        let given = std::mem::take(&mut items);
        if let Some(metadata) = &metadata {
            event::check_reflection(interpreter, metadata)?;
        }
        items = live::reflect::items(interpreter, &name)?;
        for item in given {
            redefined::put(&mut items, item);
        }
    }
    if reflected && !is_live {
        let schema = name.schema.as_ref().map(|schema| &*schema.text);
        inspector::look_at(interpreter, schema, &name.name.text)?;
        if let Some(metadata) = &metadata {
            interpreter.note_changing(metadata.clone());
        }
    }
    if let Some(schema) = metadata.as_ref().and_then(|own| own.schema()) {
        schema::refer_to_schema(&mut items, &schema);
    }
    for item in &items {
        if let Item::Column(column) = item {
            let data_type = &column.column.data_type;
            column.type_schema.attach(data_type, name.schema.as_ref());
        }
    }
    schema::attach(&mut items);
    let table = Rc::new(TableObject {
        name,
        object: TableObjectId::next(),
        items: items.into(),
        reflected: reflected && !is_live,
        comment,
        prefixes,
        options,
        convention: metadata.as_ref().map(|metadata| metadata.convention()),
        row_type: None,
        alias: None,
        metadata: metadata
            .as_ref()
            .map(Rc::downgrade)
            .unwrap_or_default()
            .into(),
        is_elsewhere: !interpreter.is_in_main(),
        faces: Faces::default(),
    });
    if let Some(metadata) = metadata {
        if let Some(known) = metadata.find(&table.full_name()) {
            known.redefine(table.items.take());
            metadata.resolve_types();
            faces::take(interpreter, &values, &known)?;
            return Ok(Value::Object(known));
        }
        metadata.add(&table);
        faces::take(interpreter, &values, &table)?;
        if reflected && is_live && resolve_fks {
            metadata.reflect_referred(interpreter, &table)?;
        }
    }
    join::remember(interpreter, &table);
    Ok(Value::Object(table))
}

/// `sa.table(name, *columns, schema=None)`
pub(crate) fn light(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = argument::name(&mut args, "name")?;
    let values = args.rest();
    let items = item::items(interpreter, &args, values.clone())?;
    let schema = argument::keyword_name(&mut args, "schema")?;
    args.finish()?;
    let table = Rc::new(TableObject::new(TableName { schema, name }, items));
    faces::take_light(interpreter, &values, &table)?;
    join::remember_columns(interpreter, &table);
    Ok(Value::Object(table))
}
