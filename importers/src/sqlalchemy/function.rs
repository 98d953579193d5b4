//! `sa.func.NAME(...)`.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::clause::{self, Clause};
use super::item::{ItemObject, SchemaItem};
use crate::operation::types::IntegerSize;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// `func`, and each dotted name under it.
pub(crate) struct Generator {
    /// The name so far.
    pub(crate) name: Vec<String>,
}

impl Object for Generator {
    fn type_name(&self) -> &str {
        "_FunctionGenerator"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        let mut path = self.name.clone();
        // A trailing underscore avoids Python's keywords: `func.and_`.
        path.push(name.strip_suffix('_').unwrap_or(name).to_owned());
        Ok(Some(Value::object(Self { name: path })))
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let given = match argument::present(args.keyword("type_")) {
            Some(value) => Some(argument::data_type(interpreter, &args, "type_", &value)?),
            None => None,
        };
        let mut arguments = Vec::new();
        let mut first_type = None;
        let mut sequence = None;
        for (at, value) in args.rest().iter().enumerate() {
            if let Some(object) = value.downcast::<ItemObject>()
                && let SchemaItem::Sequence(given) = &object.item
            {
                sequence = Some(given.clone());
                continue;
            }
            if at == 0 {
                first_type = clause::parts(value).and_then(|(_, data_type)| data_type);
            }
            arguments.push(clause::operand(interpreter, value, None)?);
        }
        if let Some(sequence) = sequence {
            if self.name != ["next_value"] {
                return Err(args.refuse("Only `func.next_value` takes a sequence."));
            }
            args.finish()?;
            return super::sequence::next_value(interpreter, &sequence).map(Some);
        }
        args.finish()?;
        let data_type = given.or_else(|| self.result_type(first_type));
        Ok(Some(Clause::value(
            Expression::Function {
                name: self.name.clone(),
                arguments,
            },
            data_type,
        )))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Generator {
    /// The types that SQLAlchemy knows its own functions by.
    fn result_type(&self, first: Option<SqlType>) -> Option<SqlType> {
        let [name] = &self.name[..] else { return None };
        match name.to_lowercase().as_str() {
            "now" | "current_timestamp" | "localtimestamp" | "sysdate" => Some(SqlType::DateTime {
                timestamp: false,
                timezone: false,
                precision: None,
            }),
            "count" | "char_length" => Some(SqlType::Integer(IntegerSize::Normal)),
            "concat" | "current_user" | "session_user" | "user" => Some(clause::string_type()),
            "current_date" => Some(SqlType::Date),
            "coalesce" | "max" | "min" | "sum" => first,
            _ => None,
        }
    }
}

/// The functions that `sqlalchemy.sql.functions` has as names of its own.
const NAMED: &[&str] = &[
    "char_length",
    "coalesce",
    "concat",
    "count",
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "max",
    "min",
    "now",
    "random",
    "session_user",
    "sum",
    "sysdate",
    "user",
];

/// A name of `sqlalchemy.sql.functions`.
pub(crate) fn named(name: &str) -> Option<Value> {
    NAMED.contains(&name).then(|| {
        Value::object(Generator {
            name: vec![name.to_owned()],
        })
    })
}

/// `sqlalchemy.func`
pub(crate) fn generator(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(Generator { name: Vec::new() }))
}
