//! `table.constraints`: a set that files may read. One that is taken out of it stays with its
//! columns in SQLAlchemy, so that what a copy of the table has depends on more than the set.

use std::rc::Rc;

use super::TableObject;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::item;

/// The constraints of a table, as it was asked for them.
struct Constraints(Vec<Value>);

/// `table.constraints`
pub(super) fn of(interpreter: &Interpreter, table: &Rc<TableObject>) -> Value {
    Value::object(Constraints(item::constraints_of(interpreter, table)))
}

impl Object for Constraints {
    fn type_name(&self) -> &str {
        "set"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        let changes = [
            "add",
            "clear",
            "difference_update",
            "discard",
            "pop",
            "remove",
            "update",
        ];
        match changes.contains(&name) {
            true => Err(interpreter.refuse(
                "unsupported-batch",
                format!("`{name}` of a table's constraints is not understood."),
                Some(
                    "Name what changes in the batch itself: `batch_op.drop_constraint(...)`, with \
                     `naming_convention=` for one that has no name, and `batch_op.create_foreign_key(...)`.",
                ),
            )),
            false => Ok(None),
        }
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.0.clone()))
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        interpreter
            .contains(&Value::tuple(self.0.clone()), key)
            .map(Some)
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.0.len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.0.is_empty()))
    }
}
