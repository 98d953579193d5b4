//! `SetTableComment(table)` and its like.

use super::item;
use super::{statement, table, verbatim};
use crate::Dialect;
use crate::dialect::{qualified, quote, string};
use crate::operation::expression::Source;
use crate::operation::{Constraint, Name, Operation, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::column::ColumnObject;

/// `SetTableComment(table)`
pub(super) fn set_table(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let table = table(&mut args)?;
    args.finish()?;
    Ok(statement(
        "SetTableComment",
        Operation::TableComment {
            table: table.name.clone(),
            comment: table.comment.clone(),
        },
    ))
}

/// `DropTableComment(table)`
pub(super) fn drop_table(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let table = table(&mut args)?;
    args.finish()?;
    Ok(statement(
        "DropTableComment",
        Operation::DropTableComment {
            table: table.name.clone(),
        },
    ))
}

/// The statement of PostgreSQL; SQLite has none, and MySQL's repeats the whole column.
fn on(
    interpreter: &mut Interpreter,
    class: &'static str,
    what: &dyn Fn(Dialect) -> String,
    comment: Option<&str>,
) -> Result<Value> {
    let dialect = interpreter.dialect();
    if dialect != Dialect::Postgres {
        return Err(argument::alembic_stops(
            interpreter,
            &format!(
                "The {} compiler can't render element of type {class}",
                dialect.sqlalchemy_name()
            ),
        ));
    }
    let comment = comment.map_or_else(|| "NULL".to_owned(), |text| string(text, dialect));
    let what = what(dialect);
    Ok(verbatim(class, format!("COMMENT ON {what} IS {comment}")))
}

fn column(args: &mut Args) -> Result<(TableName, Name, Option<String>)> {
    let value = args.required("element")?;
    let found = value.downcast::<ColumnObject>().and_then(|column| {
        let table = column.table.get().and_then(Source::table)?.clone();
        let construct = column.construct.borrow();
        let own = &construct.column;
        Some((table, own.name.clone(), own.comment.clone()))
    });
    found.ok_or_else(|| args.refuse(format!("`{}` takes a table's column.", args.function)))
}

fn on_column(
    interpreter: &mut Interpreter,
    mut args: Args,
    class: &'static str,
    is_set: bool,
) -> Result<Value> {
    let (table, name, comment) = column(&mut args)?;
    args.finish()?;
    let what = |dialect| {
        let table = qualified(&table, dialect);
        format!("COLUMN {table}.{}", quote(&name, dialect))
    };
    on(
        interpreter,
        class,
        &what,
        comment.as_deref().filter(|_| is_set),
    )
}

/// `SetColumnComment(column)`
pub(super) fn set_column(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    on_column(interpreter, args, "SetColumnComment", true)
}

/// `DropColumnComment(column)`
pub(super) fn drop_column(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    on_column(interpreter, args, "DropColumnComment", false)
}

fn on_constraint(
    interpreter: &mut Interpreter,
    mut args: Args,
    class: &'static str,
    is_set: bool,
) -> Result<Value> {
    let (table, constraint) = item::constraint(interpreter, &mut args)?;
    args.finish()?;
    let Constraint {
        name: Some(name),
        comment,
        ..
    } = constraint
    else {
        return Err(argument::alembic_stops(
            interpreter,
            &"a comment of a constraint that has no name",
        ));
    };
    let what = |dialect| {
        let table = qualified(&table.name, dialect);
        format!("CONSTRAINT {} ON {table}", quote(&name, dialect))
    };
    on(
        interpreter,
        class,
        &what,
        comment.as_deref().filter(|_| is_set),
    )
}

/// `SetConstraintComment(constraint)`
pub(super) fn set_constraint(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    on_constraint(interpreter, args, "SetConstraintComment", true)
}

/// `DropConstraintComment(constraint)`
pub(super) fn drop_constraint(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    on_constraint(interpreter, args, "DropConstraintComment", false)
}
