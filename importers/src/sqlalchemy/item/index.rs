//! `sa.Index`.

use super::attach;
use crate::operation::{Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::schema::IndexConstruct;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, clause, compiled};

/// An element of an index: a column's name, or an expression.
pub(crate) fn index_element(interpreter: &mut Interpreter, value: &Value) -> Result<Expression> {
    let value = interpreter.known(value.clone())?;
    if let Some(name) = value.as_str() {
        return Ok(Expression::Column {
            table: None,
            name: Name::new(&*name),
            data_type: None,
        });
    }
    if let Some(name) = value.downcast::<argument::NameObject>() {
        return Ok(Expression::Column {
            table: None,
            name: name.name.clone(),
            data_type: None,
        });
    }
    let expression = match clause::as_expression(&value) {
        Some(expression) => Some(expression),
        None => compiled::expression(interpreter, &value)?,
    };
    match expression {
        Some(expression) => Ok(unqualified(expression)),
        None => Err(argument::alembic_stops(
            interpreter,
            &"an index takes names of columns and SQL expressions",
        )),
    }
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
    let expressions = values
        .iter()
        .map(|value| index_element(interpreter, value))
        .collect::<Result<_>>()?;
    let unique = args.keyword_boolean("unique")?.unwrap_or(false);
    for ignored in ["quote", "info"] {
        let _ = args.keyword(ignored);
    }
    if let Some(given) = args.keyword("_table") {
        table = given.downcast::<TableObject>().or(table);
    }
    let options = argument::dialect_options(interpreter, &mut args)?;
    args.finish()?;
    let construct = IndexConstruct {
        given,
        expressions,
        unique,
        options,
    };
    Ok(attach::index(construct, table))
}
