//! `default=` of columns: what Python gives a row that does not name them.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::clause;
use super::super::engine;
use super::super::schema::ClientDefault;
use super::super::sequence;
use super::super::table::TableObject;
use super::literal;
use crate::Dialect;
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;

/// The functions that compute defaults, and values that wait for the type of their column, by number.
#[derive(Default)]
struct Functions(RefCell<Vec<Value>>);

/// What a row has by now, by column.
pub(crate) type Row<'a> = &'a dyn Fn(&Interpreter) -> Vec<(String, Value)>;

/// The values of a row of a statement, as Python had them. Where a type converts them they are
/// not known any more.
pub(crate) fn row_of<'a>(
    interpreter: &Interpreter,
    values: impl Iterator<Item = (&'a Name, &'a Expression)>,
) -> Vec<(String, Value)> {
    let known = |expression: &Expression| {
        literal::value_of(expression).unwrap_or_else(|| {
            interpreter.unknown("live-data", "a value that a statement gives to a row")
        })
    };
    values
        .map(|(name, value)| (name.text.clone(), known(value)))
        .collect()
}

/// What a function of a `default=` is given that takes an argument.
struct Context {
    row: Vec<(String, Value)>,
}

impl Context {
    fn parameters(&self, interpreter: &mut Interpreter) -> Result<Value> {
        let pairs = self.row.iter();
        let pairs = pairs.map(|(name, value)| (Value::str(name), value.clone()));
        interpreter.dict(pairs.collect::<Vec<_>>())
    }
}

impl Object for Context {
    fn type_name(&self) -> &str {
        "DefaultExecutionContext"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "current_parameters" => Some(self.parameters(interpreter)?),
            "connection" | "root_connection" => Some(engine::bind()),
            "dialect" => interpreter.find_attribute(&engine::bind(), "dialect")?,
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "get_current_parameters" {
            return Ok(None);
        }
        let _ = args.take("isolate_multiinsert_groups")?;
        self.parameters(interpreter).map(Some)
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
    row: Row<'_>,
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
        row,
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
    row: Row<'_>,
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
    let context = asks.then(|| {
        Value::object(Context {
            row: row(interpreter),
        })
    });
    let value = interpreter.call(&function, Args::new(context));
    let value = value.map_err(|error| of_statement(interpreter, error))?;
    clause::operand(interpreter, &value, data_type).map(Some)
}

/// What a function raises, as the error of the statement that asks it.
fn of_statement(interpreter: &mut Interpreter, error: Interrupt) -> Interrupt {
    let Interrupt::Raised(Value::Instance(instance), _) = &error else {
        return error;
    };
    if !instance.class.derives_from("Exception") {
        return error;
    }
    let instance = instance.clone();
    let orig = Value::Instance(instance.clone());
    let text = match interpreter.str(&orig) {
        Ok(text) => text,
        Err(other) => return other,
    };
    let class = &instance.class;
    let module = match &*class.module {
        "" => "builtins",
        module => module,
    };
    let message = format!("({module}.{}) {text}", class.name);
    let raised = interpreter.raise("sqlalchemy.exc.StatementError", message);
    if let Interrupt::Raised(Value::Instance(raised), _) = &raised {
        raised.scope.put(&"orig".into(), Some(orig));
    }
    raised
}
