//! The rows of the catalogue that have one name, as a value.

use std::rc::Rc;

use super::rows::Rows;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Object, Result};
use crate::python::value::Value;
use crate::record::Test;

/// `row["name"] == "x"` for any one row, or the rows for which it holds.
pub(super) struct Match {
    pub(super) rows: Rows,
    pub(super) test: Test,
}

impl Object for Match {
    fn type_name(&self) -> &str {
        "list"
    }

    fn is_live(&self) -> bool {
        true
    }

    fn contains(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        _: &str,
        _: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }

    /// Whether there is such a row.
    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::test(self.test.clone()))
    }

    fn builtin(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        function: &str,
        rest: &[Value],
    ) -> Result<Option<Value>> {
        match function {
            "any" => Ok(Some(Value::test(self.test.clone()))),
            "len" => Ok(Some(Value::object(Count {
                rows: self.rows.clone(),
                test: self.test.clone(),
            }))),
            "list" | "tuple" | "set" | "iter" if rest.is_empty() => Ok(Some(Value::Object(self))),
            _ => Err(self.rows.program(interpreter)),
        }
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::object(Count {
            rows: self.rows.clone(),
            test: self.test.clone(),
        })))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Err(self.rows.program(interpreter))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(self.rows.program(interpreter))
    }
}

/// `len([... if row["name"] == "x"])`: one or none.
struct Count {
    rows: Rows,
    test: Test,
}

impl Object for Count {
    fn type_name(&self) -> &str {
        "int"
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::test(self.test.clone()))
    }

    fn is_live(&self) -> bool {
        true
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let Value::Int(number) = other else {
            return Err(self.rows.program(interpreter));
        };
        let holds = |count: i128| match (operator, reflected) {
            ("==", _) => Some(count == *number),
            ("!=", _) => Some(count != *number),
            (">", false) | ("<", true) => Some(count > *number),
            (">=", false) | ("<=", true) => Some(count >= *number),
            ("<", false) | (">", true) => Some(count < *number),
            ("<=", false) | (">=", true) => Some(count <= *number),
            _ => None,
        };
        let (Some(none), Some(one)) = (holds(0), holds(1)) else {
            return Err(self.rows.program(interpreter));
        };
        Ok(Some(match (none, one) {
            (false, true) => Value::test(self.test.clone()),
            (true, false) => Value::test(self.test.clone().negate()),
            (known, _) => Value::Bool(known),
        }))
    }
}
