//! Attributes of a column that files set: `column.nullable = False`.
//!
//! Until a table has the column, all of them count when it is attached (`Column._set_parent`
//! of SQLAlchemy) or when it is written. Later those count that are written; the others count for
//! copies of the column alone.

use super::argument;
use super::column::ColumnObject;
use super::column_default;
use super::enumeration;
use super::item::{ItemObject, SchemaItem};
use super::type_object;
use crate::operation::expression::Source;
use crate::operation::{Autoincrement, Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// The attributes that files set.
const KNOWN: &[&str] = &[
    "autoincrement",
    "comment",
    "doc",
    "index",
    "info",
    "key",
    "name",
    "nullable",
    "primary_key",
    "server_default",
    "system",
    "type",
    "unique",
];

/// `column.NAME = value`; `false` where it is none of these.
pub(super) fn set(
    interpreter: &mut Interpreter,
    column: &ColumnObject,
    name: &str,
    value: &Value,
) -> Result<bool> {
    if !KNOWN.contains(&name) {
        return Ok(false);
    }
    let table = column.owner();
    if matches!(column.table.get(), Some(Source::Entity(_))) {
        let what = format!("what setting `{name}` of a column does that a mapped class has");
        return Err(interpreter.unsupported(&what));
    }
    if table
        .as_ref()
        .is_some_and(|table| table.is_known_live_only(interpreter))
    {
        let message = format!("The `{name}` of a column of a reflected table is set.");
        return Err(interpreter.needs_program("live-data", message));
    }
    let key = column.construct.borrow().key().to_owned();
    let args = Args::new([]);
    let flag = |value: &Value| match value {
        Value::None => Ok(false),
        other => args.to_bool(name, other),
    };
    let maybe = |value: &Value| match value {
        Value::None => Ok(None),
        other => args.to_bool(name, other).map(Some),
    };
    match name {
        "autoincrement" => {
            let given = autoincrement(&args, value)?;
            column.construct.borrow_mut().column.autoincrement = given;
        }
        "comment" => {
            let comment = match value {
                Value::None => None,
                other => Some(argument::to_name(&args, name, other)?.text),
            };
            column.construct.borrow_mut().column.comment = comment;
        }
        "index" => column.construct.borrow_mut().index = maybe(value)?,
        "unique" => column.construct.borrow_mut().unique = maybe(value)?,
        "primary_key" => {
            let primary_key = flag(value)?;
            if table.is_some() && column.construct.borrow().column.primary_key && !primary_key {
                // Its table keeps the key, and dialects disagree on whether it still counts.
                return Err(
                    interpreter.unsupported("`primary_key` that a table's column is to lose")
                );
            }
            let mut construct = column.construct.borrow_mut();
            construct.column.primary_key = primary_key;
            // `nullable` stays what it was.
            construct.column.nullable_given = true;
        }
        "nullable" => {
            let nullable = args.to_bool(name, value)?;
            let mut construct = column.construct.borrow_mut();
            construct.column.nullable = nullable;
            construct.column.nullable_given = true;
        }
        "name" => {
            let new = argument::to_name(&args, name, value)?;
            let mut construct = column.construct.borrow_mut();
            let old = std::mem::replace(&mut construct.column.name, new).text;
            if construct.key.is_none() && !old.is_empty() {
                construct.key = Some(old);
            }
        }
        "server_default" => {
            let default = server_default(interpreter, column, value)?;
            column.construct.borrow_mut().column.server_default = default;
        }
        "system" => column.construct.borrow_mut().system = flag(value)?,
        "key" => {
            column.construct.borrow_mut().key = Some(argument::to_name(&args, name, value)?.text)
        }
        "doc" | "info" => {}
        _ => set_type(interpreter, column, &args, value)?,
    }
    if let Some(table) = table {
        table.change(&key, &column.construct.borrow());
    }
    Ok(true)
}

/// `autoincrement=`
pub(super) fn autoincrement(args: &Args, value: &Value) -> Result<Autoincrement> {
    Ok(match value.as_str().as_deref() {
        None if value.is_none() => Autoincrement::No,
        Some("auto") => Autoincrement::Auto,
        Some("ignore_fk") => Autoincrement::IgnoreForeignKey,
        _ if args.to_bool("autoincrement", value)? => Autoincrement::Yes,
        _ => Autoincrement::No,
    })
}

/// Only a `DefaultClause` is written: a text that is set is no default to
/// `DDLCompiler.get_column_default_string`, and fails where the column is copied.
fn server_default(
    interpreter: &mut Interpreter,
    column: &ColumnObject,
    value: &Value,
) -> Result<Option<Expression>> {
    let is_plain = {
        let construct = column.construct.borrow();
        let own = &construct.column;
        own.computed.is_none() && own.identity.is_none() && !construct.fetched
    };
    let given = match value.downcast::<ItemObject>() {
        Some(item) => match &item.item {
            SchemaItem::Default {
                expression,
                for_update: false,
            } => Some(expression.clone()),
            _ => None,
        },
        None => column_default::clause_of(value),
    };
    match given {
        _ if !is_plain => {}
        Some(expression) => return Ok(Some(expression)),
        None if value.is_none() => return Ok(None),
        None => {}
    }
    Err(interpreter.unsupported(
        "a `server_default` that is set to what is no `sa.DefaultClause`: SQLAlchemy leaves it out",
    ))
}

/// A type that makes something of its own is attached when the column is made, and one that is
/// set later is not, until the column is copied.
fn set_type(
    interpreter: &mut Interpreter,
    column: &ColumnObject,
    args: &Args,
    value: &Value,
) -> Result<()> {
    let data_type = argument::data_type(interpreter, args, "type", value)?;
    let makes = |data_type: &SqlType| match data_type {
        SqlType::Boolean {
            create_constraint, ..
        } => *create_constraint,
        other => enumeration::is_schema_type(other),
    };
    if matches!(value, Value::NativeClass(_) | Value::Class(_))
        || makes(&data_type)
        || makes(&column.construct.borrow().column.data_type)
    {
        return Err(interpreter.unsupported(
            "setting `type` of a column to a class, or from or to a type that has a CHECK or is \
             created by itself",
        ));
    }
    let spatial = super::spatial::spatial_of(interpreter, value)?;
    let mut construct = column.construct.borrow_mut();
    construct.spatial = spatial;
    construct.type_lineage = type_object::lineage_of(value);
    construct.follows = type_object::follows_of(value);
    construct.column.data_type = data_type;
    Ok(())
}
