//! `sa.bindparam(...)` and `sa.literal(...)`: values in statements.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::clause::{self, Clause};
use super::text::optional_type;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A named parameter, with its value where it has one.
pub(crate) struct ParameterObject {
    /// Its name in the text.
    pub(crate) name: String,
    value: Option<Expression>,
    /// Its type, where it is known.
    pub(crate) data_type: Option<SqlType>,
}

impl ParameterObject {
    /// Its value; a parameter without one is given its value later, and until
    /// then keeps only its type.
    pub(crate) fn expression(&self) -> Expression {
        self.value.clone().unwrap_or(Expression::Literal {
            value: crate::operation::expression::Literal::Null,
            data_type: self.data_type.clone(),
        })
    }
}

impl Object for ParameterObject {
    fn type_name(&self) -> &str {
        "BindParameter"
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `sa.bindparam(key, value=None, type_=None, ...)`
pub(crate) fn bindparam(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("key")?;
    let value = args.take("value")?;
    let data_type = optional_type(interpreter, &mut args)?;
    for ignored in [
        "unique",
        "required",
        "quote",
        "callable_",
        "expanding",
        "isoutparam",
        "literal_execute",
    ] {
        let _ = args.take(ignored)?;
    }
    args.finish()?;
    let value = match value {
        Some(value) => Some(clause::operand(interpreter, &value, data_type.as_ref())?),
        None => None,
    };
    Ok(Value::object(ParameterObject {
        name,
        value,
        data_type,
    }))
}

/// `sa.literal(value, type_=None, literal_execute=False)`
pub(crate) fn literal(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = literal_argument(interpreter, &mut args)?;
    let _ = args.take("literal_execute")?;
    args.finish()?;
    Ok(value)
}

/// The arguments of `sa.literal` and `op.inline_literal(value, type_=None)`.
pub(crate) fn literal_argument(interpreter: &mut Interpreter, args: &mut Args) -> Result<Value> {
    let value = args.required("value")?;
    let data_type = optional_type(interpreter, args)?;
    let expression = if value.is_none() {
        Expression::Null
    } else {
        match argument::present(Some(value.clone())) {
            Some(Value::Bool(_)) if data_type.is_none() => {
                clause::operand(interpreter, &value, Some(&clause::BOOLEAN))?
            }
            _ => clause::operand(interpreter, &value, data_type.as_ref())?,
        }
    };
    let data_type = data_type.or_else(|| value.as_str().map(|_| clause::string_type()));
    Ok(Clause::value(expression, data_type))
}
