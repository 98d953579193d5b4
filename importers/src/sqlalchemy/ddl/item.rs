//! `CreateIndex(index)`, `AddConstraint(constraint)` and their like.

use std::rc::Rc;

use super::{statement, verbatim};
use crate::Dialect;
use crate::dialect::Renderer;
use crate::operation::{Constraint, ConstraintDefinition, Operation};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::script::ConstraintKind;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::item::{ItemObject, SchemaItem};
use crate::sqlalchemy::naming::{Convention, Given};
use crate::sqlalchemy::schema::{ConstraintConstruct, IndexConstruct, Scheme};
use crate::sqlalchemy::table::TableObject;

fn element(args: &mut Args) -> Result<Rc<ItemObject>> {
    let value = args.required("element")?;
    value.downcast::<ItemObject>().ok_or_else(|| {
        args.refuse(format!(
            "`{}` cannot take a value of type `{}`.",
            args.function,
            value.type_name()
        ))
    })
}

fn index_of(args: &Args, element: &ItemObject) -> Result<IndexConstruct> {
    match &element.item {
        SchemaItem::Index(index) => Ok(index.clone()),
        _ => Err(args.refuse(format!("`{}` takes an index.", args.function))),
    }
}

/// Names what belongs to a table by the convention of its metadata.
fn in_scheme<T>(
    interpreter: &Interpreter,
    table: &TableObject,
    make: impl FnOnce(&Scheme<'_>) -> std::result::Result<T, crate::sqlalchemy::schema::SchemaError>,
) -> Result<T> {
    let default = Convention::default();
    let scheme = Scheme {
        convention: table.convention.as_ref().unwrap_or(&default),
        dialect: interpreter.dialect(),
        is_alone: false,
    };
    make(&scheme).map_err(|error| argument::alembic_stops(interpreter, &error))
}

/// `CreateIndex(index, if_not_exists=False)`
pub(in crate::sqlalchemy) fn create_index(
    interpreter: &mut Interpreter,
    mut args: Args,
) -> Result<Value> {
    let element = element(&mut args)?;
    let construct = index_of(&args, &element)?;
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    args.finish()?;
    let Some(table) = &element.table else {
        let name = match &construct.given {
            Given::Plain(name) | Given::Final(name) => name.text.as_str(),
            Given::None => "None",
        };
        let reason = format!("Index '{name}' is not associated with any table");
        return Err(argument::stops(
            interpreter,
            "sqlalchemy.exc.CompileError",
            &reason,
        ));
    };
    let index = in_scheme(interpreter, table, |scheme| {
        scheme.index_among(&table.name, construct, &table.names_and_keys())
    })?;
    Ok(statement(
        "CreateIndex",
        Operation::CreateIndex {
            index,
            if_not_exists,
        },
    ))
}

/// `DropIndex(index, if_exists=False)`
pub(in crate::sqlalchemy) fn drop_index(
    interpreter: &mut Interpreter,
    mut args: Args,
) -> Result<Value> {
    let element = element(&mut args)?;
    let construct = index_of(&args, &element)?;
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    args.finish()?;
    let options = construct.options.clone();
    let name = match (&element.table, construct.given.clone()) {
        (Some(table), _) => {
            in_scheme(interpreter, table, |scheme| {
                scheme.index_among(&table.name, construct, &table.names_and_keys())
            })?
            .name
        }
        (None, _) if interpreter.dialect() == Dialect::Mysql => {
            return Err(argument::alembic_stops(
                interpreter,
                &"DROP INDEX needs the index's table on MySQL",
            ));
        }
        (None, Given::Plain(name) | Given::Final(name)) => name,
        (None, Given::None) => {
            return Err(argument::alembic_stops(
                interpreter,
                &"DROP INDEX requires that the index have a name",
            ));
        }
    };
    let table = element.table.as_ref().map(|table| table.name.clone());
    Ok(statement(
        "DropIndex",
        Operation::DropIndex {
            name,
            schema: table.as_ref().and_then(|table| table.schema.clone()),
            table,
            if_exists,
            options,
        },
    ))
}

/// A constraint, with its name and its table.
pub(super) fn constraint(
    interpreter: &mut Interpreter,
    args: &mut Args,
) -> Result<(Rc<TableObject>, Constraint)> {
    let element = element(args)?;
    let construct: ConstraintConstruct = match &element.item {
        SchemaItem::Constraint(construct) => construct.clone(),
        _ => return Err(args.refuse(format!("`{}` takes a constraint.", args.function))),
    };
    let Some(table) = &element.table else {
        return Err(argument::stops(
            interpreter,
            "sqlalchemy.exc.InvalidRequestError",
            "This constraint is not bound to a table.  Did you mean to call \
             table.append_constraint(constraint) ?",
        ));
    };
    let made = in_scheme(interpreter, table, |scheme| {
        scheme.constraint_among(&table.name, construct, &table.names_and_keys())
    })?;
    Ok((table.clone(), made))
}

/// `AddConstraint(constraint)`
pub(super) fn add_constraint(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let (table, constraint) = constraint(interpreter, &mut args)?;
    let _ = args.keyword("isolate_from_table");
    args.finish()?;
    Ok(statement(
        "AddConstraint",
        Operation::AddConstraint {
            table: table.name.clone(),
            constraint,
        },
    ))
}

/// `DropConstraint(constraint, cascade=False, if_exists=False)`
pub(super) fn drop_constraint(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let (table, constraint) = constraint(interpreter, &mut args)?;
    let cascade = args.keyword_boolean("cascade")?.unwrap_or(false);
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    let _ = args.keyword("isolate_from_table");
    args.finish()?;
    let dialect = interpreter.dialect();
    let operation = Operation::DropConstraint {
        table: table.name.clone(),
        name: constraint.name,
        kind: match constraint.kind {
            ConstraintDefinition::PrimaryKey { .. } => ConstraintKind::PrimaryKey,
            ConstraintDefinition::Unique { .. } => ConstraintKind::Unique,
            ConstraintDefinition::ForeignKey { .. } => ConstraintKind::ForeignKey,
            ConstraintDefinition::Check { .. } | ConstraintDefinition::Exclude { .. } => {
                ConstraintKind::Check
            }
        },
        // MySQL has no such words.
        if_exists: if_exists && dialect != Dialect::Mysql,
    };
    if !cascade || dialect == Dialect::Mysql {
        return Ok(statement("DropConstraint", operation));
    }
    let sql = Renderer::new(dialect)
        .render(&operation)
        .map_err(|finding| interpreter.found(finding))?;
    Ok(verbatim(
        "DropConstraint",
        format!("{} CASCADE", sql.join(" ")),
    ))
}
