//! `sa.Index`.

use super::attach;
use crate::operation::name::UNNAMED;
use crate::operation::{Expression, Name, Operation, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Called, Result};
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::naming::Given;
use crate::sqlalchemy::schema::{FirstColumn, IndexConstruct, columns_by_level};
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, clause, compiled, join};

/// An element of an index, a column's name or an expression, and its first column.
pub(crate) fn index_element(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<(Expression, Option<FirstColumn>)> {
    let value = interpreter.known(value.clone())?;
    let named = value.downcast::<argument::NameObject>().is_some() || value.as_str().is_some();
    if named {
        let mut args = Args::new([]);
        args.function = Called::Known("sqlalchemy.schema.Index");
        let name = argument::to_name(&args, "expressions", &value)?;
        let element = Expression::Column {
            table: None,
            name: name.clone(),
            data_type: None,
        };
        return Ok((element, Some(FirstColumn::Own(name))));
    }
    let expression = match clause::as_expression(&value) {
        Some(expression) => Some(expression),
        None => compiled::expression(interpreter, &value)?,
    };
    let Some(expression) = expression else {
        return Err(argument::alembic_stops(
            interpreter,
            &"an index takes names of columns and SQL expressions",
        ));
    };
    let first = match value.downcast::<ColumnObject>() {
        Some(column) if column.construct.borrow().is_of_schema => Some(FirstColumn::Own(
            column.construct.borrow().column.name.clone(),
        )),
        Some(column) if column.table.get().is_none() => Some(FirstColumn::Free(
            column.construct.borrow().column.name.clone(),
        )),
        _ => first_of(interpreter, &expression),
    };
    Ok((unqualified(expression), first))
}

/// The first column of an expression, as SQLAlchemy finds it.
fn first_of(interpreter: &mut Interpreter, expression: &Expression) -> Option<FirstColumn> {
    let first = columns_by_level(expression).into_iter().next()?;
    Some(match first {
        Expression::Column {
            table,
            name,
            data_type,
        } => match table {
            None if name.text.starts_with(UNNAMED) => FirstColumn::Own(name.clone()),
            None if matches!(data_type, None | Some(SqlType::Null)) => {
                FirstColumn::Free(name.clone())
            }
            None => FirstColumn::Unclear(name.clone()),
            Some(source) => match source.table() {
                Some(table) if join::table_named(interpreter, &table.key()).is_some() => {
                    FirstColumn::Own(name.clone())
                }
                Some(table) => FirstColumn::Other(table.clone(), name.clone()),
                None => FirstColumn::Unclear(name.clone()),
            },
        },
        Expression::Verbatim(text) => FirstColumn::Literal(Name::new(text)),
        _ => return None,
    })
}

/// Inside an index, columns stand without their table.
pub(crate) fn unqualified(mut expression: Expression) -> Expression {
    fn strip(expression: &mut Expression) {
        if let Expression::Column { table, .. } = expression {
            *table = None;
        }
        for child in expression.children_mut() {
            strip(child);
        }
    }
    strip(&mut expression);
    expression
}

/// `sa.Index(name, *expressions, unique=False, ...)`
pub(super) fn index(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.take("name")?.unwrap_or(Value::None);
    let given = argument::to_given(&args, "name", &name)?;
    let values = args.rest();
    let mut table = attach::table_of(interpreter, &values);
    let mut expressions = Vec::new();
    let mut firsts = Vec::new();
    for value in &values {
        let (expression, first) = index_element(interpreter, value)?;
        expressions.push(expression);
        firsts.extend(first);
    }
    let unique = args.keyword_boolean("unique")?.unwrap_or(false);
    let given = match (given, args.keyword_boolean("quote")?) {
        // No name of `conv(...)` any longer, to SQLAlchemy either.
        (Given::Plain(name) | Given::Final(name), Some(quote)) => Given::Plain(Name {
            quote: Some(quote),
            ..name
        }),
        (given, _) => given,
    };
    let _ = args.keyword("info");
    if let Some(given) = args.keyword("_table") {
        table = given.downcast::<TableObject>().or(table);
    }
    let options = argument::dialect_options(interpreter, &mut args)?;
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    let construct = IndexConstruct {
        given,
        expressions,
        firsts,
        unique,
        options,
    };
    Ok(attach::index(construct, table))
}

/// What is done with an index where `checkfirst=True` asks for it before.
pub(super) fn asked_first(interpreter: &Interpreter, operation: Operation) -> Result<Operation> {
    let (table, index, exists) = match &operation {
        Operation::CreateIndex { index, .. } => {
            (Some(index.table.clone()), index.name.clone(), false)
        }
        Operation::DropIndex { name, table, .. } => (table.clone(), name.clone(), true),
        _ => return Ok(operation),
    };
    let Some(table) = table else {
        return Err(interpreter.unsupported("`checkfirst=True` of an index without a table"));
    };
    Ok(Operation::IfIndex {
        table,
        index,
        exists,
        operation: Box::new(operation),
    })
}
