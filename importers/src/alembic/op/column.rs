//! `op.add_column`, `op.drop_column` and `op.alter_column`.

use std::rc::Rc;

use super::{Target, swallow, with_scheme};
use crate::Dialect;
use crate::diagnostic::Diagnostic;
use crate::operation::{
    AlterColumn, Change, Column, Constraint, ConstraintDefinition, Index, Name, Operation,
    Recreate, ServerDefault, SqlType, TableName,
};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::column::{ColumnObject, plain};
use crate::sqlalchemy::column_default::server_default;
use crate::sqlalchemy::item::{ItemObject, SchemaItem};
use crate::sqlalchemy::schema::{ColumnConstruct, Item};
use crate::sqlalchemy::table::{TableObject, give};

/// The column as it stands in its table, with the constraints and indexes that it brings.
fn attached(
    interpreter: &mut Interpreter,
    table: &TableName,
    mut construct: ColumnConstruct,
) -> Result<(Option<Column>, Vec<Constraint>, Vec<Index>)> {
    // Added by ALTER is what it asks for.
    for key in &mut construct.foreign_keys {
        key.use_alter = false;
    }
    construct.system = false;
    let mut assembled = with_scheme(interpreter, |scheme| {
        scheme.table(table.clone(), vec![Item::Column(Box::new(construct))])
    })?;
    assembled
        .constraints
        .retain(|constraint| !matches!(constraint.kind, ConstraintDefinition::PrimaryKey { .. }));
    Ok((
        assembled.columns.pop(),
        assembled.constraints,
        assembled.indexes,
    ))
}

/// `op.add_column(table_name, column, schema=, if_not_exists=, inline_references=, ...)`
pub(super) fn add(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let table = target.table(args, "table_name")?;
    let value = args.required("column")?;
    let value = interpreter.known(value)?;
    let Some(object) = value.downcast::<ColumnObject>() else {
        return Err(args.refuse(format!(
            "`{}` takes a column, not {}.",
            args.function,
            value.type_name()
        )));
    };
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    let inline_references = args.keyword_boolean("inline_references")?.unwrap_or(false);
    let inline_primary_key = args.keyword_boolean("inline_primary_key")?.unwrap_or(false);
    let position = match target {
        Target::Batch(_) => super::batch::position(args)?,
        Target::Direct => None,
    };
    let mut construct = object.for_another();
    if object.table.get().is_none() {
        let items = vec![Item::Column(Box::new(construct.clone()))];
        give(&[value], &Rc::new(TableObject::new(table.clone(), items)));
    }
    if matches!(target, Target::Direct) && interpreter.dialect() == Dialect::Sqlite {
        without_unnamed_check(&mut construct.column.data_type);
    }
    let (column, constraints, indexes) = attached(interpreter, &table, construct)?;
    let Some(column) = column else {
        return Ok(Value::None);
    };
    let operation = Operation::AddColumn {
        table,
        column,
        constraints,
        indexes,
        if_not_exists,
        inline_references,
        inline_primary_key,
    };
    match (target, position) {
        (Target::Batch(batch), Some(position)) => {
            super::batch::record_at(interpreter, batch, operation, position);
        }
        _ => target.record(interpreter, operation),
    }
    Ok(Value::None)
}

/// `op.drop_column(table_name, column_name, schema=, if_exists=, ...)`
pub(super) fn drop(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let table = target.table(args, "table_name")?;
    let column = args.required("column_name")?;
    if column.downcast::<ColumnObject>().is_some() {
        // SQLAlchemy takes it for an item of a column without a name, and stops.
        return Err(interpreter.raise(
            "TypeError",
            "Column._set_parent() missing 2 required keyword-only arguments: 'all_names' and 'allow_replacements'",
        ));
    }
    let column = argument::to_name(args, "column_name", &column)?;
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    let options = argument::dialect_options(interpreter, args)?;
    swallow(interpreter, args);
    target.record(
        interpreter,
        Operation::DropColumn {
            table,
            column,
            if_exists,
            options,
        },
    );
    Ok(Value::None)
}

/// Whether a type is given as a class, and the type; or none.
fn optional_type(
    interpreter: &mut Interpreter,
    args: &mut Args,
    name: &str,
) -> Result<(bool, Option<SqlType>)> {
    match argument::present(args.keyword(name)) {
        Some(value) => {
            let is_class = matches!(value, Value::NativeClass(_) | Value::Class(_));
            let data_type = argument::data_type(interpreter, args, name, &value)?;
            Ok((is_class, Some(data_type)))
        }
        None => Ok((false, None)),
    }
}

/// The type with the name that its CHECK has by the convention, where it
/// brings one: changing the type drops the old CHECK and adds the new one.
fn settled(
    interpreter: &mut Interpreter,
    table: &TableName,
    column: &Name,
    data_type: Option<SqlType>,
) -> Result<Option<SqlType>> {
    let Some(mut data_type) = data_type else {
        return Ok(None);
    };
    let construct = plain(column.clone(), data_type.clone());
    let (_, constraints, _) = attached(interpreter, table, construct)?;
    if let Some(check) = constraints.into_iter().next() {
        match data_type.stored_mut() {
            SqlType::Boolean { name, .. } => *name = check.name,
            SqlType::Enum(enumeration) => enumeration.name = check.name,
            _ => {}
        }
    }
    Ok(Some(data_type))
}

/// Takes the CHECK away that a type brings and that has no name: where Alembic writes none, it
/// asks no convention for its name.
fn without_unnamed_check(data_type: &mut SqlType) {
    match data_type.stored_mut() {
        SqlType::Boolean {
            create_constraint,
            name: None,
            ..
        } => *create_constraint = false,
        SqlType::Enum(enumeration) if enumeration.name.is_none() => {
            enumeration.create_constraint = false;
        }
        SqlType::Variant { base, variants } => {
            without_unnamed_check(base);
            for (_, variant) in variants {
                without_unnamed_check(variant);
            }
        }
        _ => {}
    }
}

/// A default: absent or `False` keeps, `None` drops.
fn default_change(
    interpreter: &mut Interpreter,
    args: &mut Args,
    name: &str,
) -> Result<Change<ServerDefault>> {
    let value = match args.keyword(name) {
        None | Some(Value::Bool(false)) => return Ok(Change::Keep),
        Some(Value::None) => return Ok(Change::Drop),
        Some(value) => value,
    };
    let value = interpreter.known(value)?;
    if let Some(object) = value.downcast::<ItemObject>() {
        match &object.item {
            SchemaItem::Computed(computed) => {
                return Ok(Change::Set(ServerDefault::Computed(computed.clone())));
            }
            SchemaItem::Identity(identity) => {
                return Ok(Change::Set(ServerDefault::Identity(identity.clone())));
            }
            _ => {}
        }
    }
    Ok(match server_default(interpreter, args, &value)? {
        Some(expression) => Change::Set(ServerDefault::Expression(expression)),
        // What the database has anyway says nothing of how to get there.
        None if name == "server_default" => {
            return Err(
                args.refuse("`server_default` cannot be a FetchedValue here: Alembic stops at it.")
            );
        }
        None => Change::Keep,
    })
}

/// Whether all that `alter_column` is given is a column object: without a word
/// of what to change Alembic looks at neither, unless it rebuilds the table.
fn is_idle(interpreter: &mut Interpreter, target: &Target, args: &mut Args) -> bool {
    let rebuilds = match target {
        Target::Batch(batch) => {
            interpreter.dialect() == Dialect::Sqlite && batch.recreate != Recreate::Never
        }
        Target::Direct => false,
    };
    let is_alone = args.keywords.is_empty() && args.positional.len() == 1;
    let is_column = |value: &Value| value.downcast::<ColumnObject>().is_some();
    let is_idle = is_alone && !rebuilds && args.positional.front().is_some_and(is_column);
    if is_idle {
        args.positional.clear();
        let warning = Diagnostic::warning(
            "ignored-argument",
            "`alter_column` changes nothing here, in Alembic neither: it takes a column's name, and what to change by keyword.",
        );
        interpreter.warn(warning);
    }
    is_idle
}

/// `op.alter_column(table_name, column_name, nullable=, comment=, server_default=, ...)`
pub(super) fn alter(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let table = target.table(args, "table_name")?;
    if is_idle(interpreter, target, args) {
        return Ok(Value::None);
    }
    let column = argument::name(args, "column_name")?;
    let nullable = args.keyword_boolean("nullable")?;
    let comment = match args.keyword("comment") {
        None | Some(Value::Bool(false)) => Change::Keep,
        Some(Value::None) => Change::Drop,
        Some(value) => Change::Set(args.to_string("comment", &value)?),
    };
    let server_default = default_change(interpreter, args, "server_default")?;
    let new_name = argument::keyword_name(args, "new_column_name")?;
    let (new_class, data_type) = optional_type(interpreter, args, "type_")?;
    let (old_class, existing_type) = optional_type(interpreter, args, "existing_type")?;
    let type_is_class = match data_type {
        Some(_) => new_class,
        None => old_class,
    };
    let existing_server_default = default_change(interpreter, args, "existing_server_default")?;
    let existing_nullable = args.keyword_boolean("existing_nullable")?;
    let existing_comment = args.keyword_string("existing_comment")?;
    let autoincrement = args.keyword_boolean("autoincrement")?;
    let existing_autoincrement = args.keyword_boolean("existing_autoincrement")?;
    if let Target::Batch(_) = target {
        // A column that stays keeps its place.
        let _ = args.keyword("insert_before");
        let _ = args.keyword("insert_after");
    }
    let options = argument::dialect_options(interpreter, args)?;
    if args.keyword("name").is_some() {
        return Err(argument::alembic_stops(
            interpreter,
            &"alter_column() got multiple values for keyword argument 'name'; the new name is `new_column_name`",
        ));
    }
    swallow(interpreter, args);

    let (mut data_type, mut existing_type) = (data_type, existing_type);
    if matches!(target, Target::Direct) {
        let of_sqlite = interpreter.dialect() == Dialect::Sqlite;
        let new = data_type.as_mut().filter(|_| of_sqlite);
        let old = existing_type
            .as_mut()
            .filter(|_| interpreter.dialect() != Dialect::Postgres);
        new.into_iter().chain(old).for_each(without_unnamed_check);
    }
    let data_type = settled(interpreter, &table, &column, data_type)?;
    let existing_type = settled(interpreter, &table, &column, existing_type)?;
    target.record(
        interpreter,
        Operation::AlterColumn(AlterColumn {
            table,
            column,
            nullable,
            server_default,
            new_name,
            data_type,
            autoincrement,
            comment,
            existing_type,
            type_is_class,
            existing_server_default,
            existing_nullable,
            existing_autoincrement,
            existing_comment,
            options,
        }),
    );
    Ok(Value::None)
}
