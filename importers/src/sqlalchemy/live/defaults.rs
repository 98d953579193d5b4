//! `default=` of columns: what Python gives a row that does not name them.

use std::cell::RefCell;

use super::super::clause;
use super::super::schema::ClientDefault;
use super::super::sequence;
use super::super::table::TableObject;
use crate::Dialect;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// The functions that compute defaults, and values that wait for the type of their column, by number.
#[derive(Default)]
struct Functions(RefCell<Vec<Value>>);

/// What a function of a `default=` is given that takes an argument. What it would say of the row
/// is not known here, and refused.
struct Context;

impl Object for Context {
    fn type_name(&self) -> &str {
        "DefaultExecutionContext"
    }
}

/// Keeps a function, and gives its number.
pub(crate) fn keep(interpreter: &mut Interpreter, function: &Value) -> usize {
    let functions = interpreter.extension_or_default::<Functions>();
    let mut functions = functions.0.borrow_mut();
    functions.push(function.clone());
    functions.len() - 1
}

/// What SQLAlchemy gives a row that does not name the column.
///
/// # Errors
/// Where only a program can compute it, and what its function raises.
pub(crate) fn of(
    interpreter: &mut Interpreter,
    table: &TableObject,
    column: &str,
    data_type: Option<&SqlType>,
) -> Result<Option<Expression>> {
    // Only PostgreSQL has sequences here; it counts by itself where one may be left out.
    if interpreter.dialect() == Dialect::Postgres
        && let Some(sequence) = table.sequence(column)
        && !sequence.options.optional
    {
        let next = sequence::next_value(interpreter, &sequence)?;
        return Ok(clause::as_expression(&next));
    }
    value(
        interpreter,
        &table.client_default(column),
        column,
        data_type,
    )
}

/// What a `default=` or an `onupdate=` gives one row.
///
/// # Errors
/// Where only a program can compute it, and what its function raises.
pub(crate) fn value(
    interpreter: &mut Interpreter,
    default: &ClientDefault,
    column: &str,
    data_type: Option<&SqlType>,
) -> Result<Option<Expression>> {
    let number = match default {
        ClientDefault::None => return Ok(None),
        ClientDefault::Value(expression) => return Ok(Some((**expression).clone())),
        ClientDefault::Computed(number) => *number,
    };
    let functions = interpreter.extension_or_default::<Functions>();
    let Some(function) = functions.0.borrow().get(number).cloned() else {
        return Ok(None);
    };
    if !function.is_callable() && !matches!(function, Value::Unknown(_)) {
        return clause::operand(interpreter, &function, data_type).map(Some);
    }
    if !interpreter.is_live() {
        return Err(interpreter.needs_program(
            "per-run-value",
            format!("The column \"{column}\" gets its value from Python for every row."),
        ));
    }
    let asks = matches!(&function, Value::Function(own) if own.code.required_parameters() == 1);
    let context = asks.then(|| Value::object(Context));
    let value = interpreter.call(&function, Args::new(context))?;
    clause::operand(interpreter, &value, data_type).map(Some)
}
