//! Sequences outside columns: `CreateSequence`, `DropSequence`, `.next_value()`.

use std::any::Any;
use std::rc::Rc;

use super::clause::Clause;
use super::item::{ItemObject, SchemaItem};
use crate::operation::{Expression, Operation, Sequence};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A DDL statement that is one operation: what `op.execute(CreateSequence(...))` is given.
pub(crate) struct StatementOperation {
    class: &'static str,
    /// The operation that executing it records.
    pub(crate) operation: Operation,
}

impl Object for StatementOperation {
    fn type_name(&self) -> &str {
        self.class
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

fn element(args: &mut Args) -> Result<Sequence> {
    let value = args.required("element")?;
    match value.downcast::<ItemObject>() {
        Some(object) => match &object.item {
            SchemaItem::Sequence(sequence) => Ok(sequence.clone()),
            _ => Err(args.refuse(format!("`{}` takes a sequence.", args.function))),
        },
        None => Err(args.refuse(format!("`{}` takes a sequence.", args.function))),
    }
}

/// `CreateSequence(sequence, if_not_exists=False)`
pub(crate) fn create(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let sequence = element(&mut args)?;
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    args.finish()?;
    Ok(Value::object(StatementOperation {
        class: "CreateSequence",
        operation: Operation::CreateSequence {
            sequence,
            if_not_exists,
        },
    }))
}

/// `DropSequence(sequence, if_exists=False)`
pub(crate) fn drop(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let sequence = element(&mut args)?;
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    args.finish()?;
    Ok(Value::object(StatementOperation {
        class: "DropSequence",
        operation: Operation::DropSequence {
            name: sequence.name,
            if_exists,
        },
    }))
}

/// `sequence.next_value()`
pub(crate) fn method(
    _: &mut Interpreter,
    sequence: &Sequence,
    name: &str,
    _: &mut Args,
) -> Result<Option<Value>> {
    if name != "next_value" {
        return Ok(None);
    }
    let mut quoted = String::new();
    if let Some(schema) = &sequence.name.schema {
        quoted.push_str(&schema.text);
        quoted.push('.');
    }
    quoted.push_str(&sequence.name.name.text);
    Ok(Some(Clause::value(
        Expression::Verbatim(format!("nextval('{}')", quoted.replace('\'', "''"))),
        None,
    )))
}
