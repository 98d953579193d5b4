//! `op.create_table`, `op.drop_table`, `op.rename_table` and table comments.

use std::rc::Rc;

use super::{Target, signature, with_scheme};
use crate::dialect;
use crate::operation::{ConstraintDefinition, Name, Operation, Table, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::Value;
use crate::sqlalchemy::table::{TableObject, give};
use crate::sqlalchemy::{argument, event, item};

/// Keyword arguments of `sa.Table` that do not reach the schema.
const IGNORED: &[&str] = &[
    "info",
    "extend_existing",
    "keep_existing",
    "must_exist",
    "implicit_returning",
];

/// `op.create_table(table_name, *columns, schema=, comment=, prefixes=, if_not_exists=, ...)`
pub(super) fn create(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    signature::fits(interpreter, "create_table", &args)?;
    let mut name = argument::name(&mut args, "table_name")?;
    let values = args.rest();
    let items = item::items(interpreter, &args, values.clone())?;
    let schema = argument::keyword_name(&mut args, "schema")?;
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    let comment = args.keyword_string("comment")?;
    let prefixes = args.keyword_strings("prefixes")?.unwrap_or_default();
    name.quote = args.keyword_boolean("quote")?.or(name.quote);
    let quote_schema = args.keyword_boolean("quote_schema")?;
    let schema = schema.map(|schema| Name {
        quote: quote_schema.or(schema.quote),
        ..schema
    });
    for ignored in IGNORED {
        let _ = args.keyword(ignored);
    }
    event::no_listeners(interpreter, &mut args)?;
    let options = argument::dialect_options(interpreter, &mut args)?;
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    let name = TableName { schema, name };
    let mut table = with_scheme(interpreter, |scheme| {
        scheme.table(name.clone(), items.clone())
    })?;
    no_added_column(interpreter, &table)?;
    let convention = super::with_scheme(interpreter, |scheme| Ok(scheme.convention.clone()))?;
    let mut made = TableObject::new(name, items).with_options(
        comment.clone(),
        prefixes.clone(),
        options.clone(),
    );
    made.convention = Some(convention);
    table.comment = comment;
    table.prefixes = prefixes;
    table.options = options;
    interpreter.record(Operation::CreateTable {
        table,
        if_not_exists,
    });
    let made = Rc::new(made);
    give(&values, &made);
    Ok(Value::Object(made))
}

/// Checks that foreign keys into the table itself find their columns: Alembic adds what is missing,
/// without a type.
///
/// # Errors
/// SQLAlchemy's.
fn no_added_column(interpreter: &mut Interpreter, table: &Table) -> Result<()> {
    for constraint in &table.constraints {
        if let ConstraintDefinition::ForeignKey {
            references,
            referred,
            ..
        } = &constraint.kind
            && references.key() == table.name.key()
        {
            let has = |name: &Name| table.columns.iter().any(|own| own.name.text == name.text);
            if let Some(missing) = referred.iter().find(|name| !has(name)) {
                let reason = format!(
                    "(in table '{}', column '{}'): Can't generate DDL for NullType(); did you forget to specify a type on this Column?",
                    table.name.name.text, missing.text
                );
                let class = "sqlalchemy.exc.CompileError";
                return Err(argument::stops(interpreter, class, &reason));
            }
        }
    }
    Ok(())
}

/// `op.drop_table(table_name, schema=, if_exists=, **table_kw)`
pub(super) fn drop(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    signature::fits(interpreter, "drop_table", &args)?;
    let name = argument::name(&mut args, "table_name")?;
    let schema = argument::keyword_name(&mut args, "schema")?;
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    for ignored in IGNORED
        .iter()
        .chain(&["comment", "prefixes", "quote_schema"])
    {
        let _ = args.keyword(ignored);
    }
    event::no_listeners(interpreter, &mut args)?;
    let options = argument::dialect_options(interpreter, &mut args)?;
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    dialect::check_table_options(&options, interpreter.dialect())
        .map_err(|finding| Interrupt::Refused(Box::new(interpreter.place().mark(finding))))?;
    interpreter.record(Operation::DropTable {
        table: TableName { schema, name },
        if_exists,
    });
    Ok(Value::None)
}

/// `op.rename_table(old_table_name, new_table_name, schema=)`
pub(super) fn rename(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    signature::fits(interpreter, "rename_table", &args)?;
    let name = argument::name(&mut args, "old_table_name")?;
    let to: Name = argument::name(&mut args, "new_table_name")?;
    let schema = argument::keyword_name(&mut args, "schema")?;
    args.finish()?;
    interpreter.record(Operation::RenameTable {
        table: TableName { schema, name },
        to,
    });
    Ok(Value::None)
}

/// `op.create_table_comment(table_name, comment, existing_comment=, schema=)`
pub(super) fn create_comment(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let table = target.table(args, "table_name")?;
    let comment = args.optional_string("comment")?;
    let _ = args.keyword("existing_comment");
    target.record(interpreter, Operation::TableComment { table, comment });
    Ok(Value::None)
}

/// `op.drop_table_comment(table_name, existing_comment=, schema=)`
pub(super) fn drop_comment(
    interpreter: &mut Interpreter,
    target: &Target,
    args: &mut Args,
) -> Result<Value> {
    let table = target.table(args, "table_name")?;
    let _ = args.keyword("existing_comment");
    target.record(interpreter, Operation::DropTableComment { table });
    Ok(Value::None)
}
