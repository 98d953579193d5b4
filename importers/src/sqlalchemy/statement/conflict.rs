//! What an insert does with a row that is there already.

use super::StatementObject;
use super::values::sorted;
use crate::dialect::Dialect;
use crate::operation::expression::{Conflict, ConflictUpdate};
use crate::operation::{Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::table::Columns;
use crate::sqlalchemy::{argument, clause, item};

impl StatementObject {
    /// `on_conflict_do_update(index_elements=, set_=, ...)` and its like.
    pub(super) fn conflict(
        &self,
        interpreter: &mut Interpreter,
        method: &str,
        args: &mut Args,
    ) -> Result<Conflict> {
        if method == "on_duplicate_key_update" {
            let mut row = Vec::new();
            let given = args.rest();
            // Pairs are written as they stand, a dict in the table's order.
            let has_order = matches!(&given[..], [Value::List(_) | Value::Tuple(_)]);
            for value in given {
                row.extend(self.assigned(interpreter, args, &value)?);
            }
            for keyword in args.take_keywords() {
                let name = self.target(interpreter, args, &Value::str(&*keyword.name))?;
                let value = self.value_of(interpreter, &name.text, &keyword.value)?;
                row.push((name, value));
            }
            return Ok(Conflict::Duplicate {
                values: match has_order {
                    true => row,
                    false => sorted(self.table.as_deref(), row),
                },
            });
        }
        if self.conflicts == Some("sqlite") && interpreter.dialect() == Dialect::Postgres {
            let class = match method {
                "on_conflict_do_update" => "OnConflictDoUpdate",
                _ => "OnConflictDoNothing",
            };
            let wrong = format!("'{class}' object has no attribute 'constraint_target'");
            return Err(argument::stops(interpreter, "AttributeError", &wrong));
        }
        let given = match self.conflicts {
            // SQLite knows no constraints here.
            Some("sqlite") => None,
            _ => argument::present(args.take("constraint")?),
        };
        let mut elements = Vec::new();
        let constraint = match given {
            Some(value) => match interpreter.find_attribute(&value, "name")? {
                // One without a name is meant by its columns.
                Some(name) if name.is_none() => {
                    let Some(columns) = interpreter.find_attribute(&value, "columns")? else {
                        return Err(args.refuse("This constraint has no name and no columns."));
                    };
                    for column in interpreter.iterate(&columns)? {
                        elements.push(item::index_element(interpreter, &column)?.0);
                    }
                    None
                }
                Some(name) => Some(argument::to_name(args, "constraint", &name)?),
                None => Some(argument::to_name(args, "constraint", &value)?),
            },
            None => None,
        };
        if let Some(value) = argument::present(args.take("index_elements")?) {
            for element in interpreter.iterate(&value)? {
                elements.push(item::index_element(interpreter, &element)?.0);
            }
        }
        let is_postgres = self.conflicts == Some("postgresql");
        let wrong = match (constraint.is_some(), elements.is_empty()) {
            (true, false) => Some("'constraint' and 'index_elements' are mutually exclusive"),
            (false, true) if is_postgres && method == "on_conflict_do_update" => Some(
                "Either constraint or index_elements, but not both, must be specified unless \
                 DO NOTHING",
            ),
            _ => None,
        };
        if let Some(wrong) = wrong {
            return Err(argument::stops(interpreter, "ValueError", wrong));
        }
        let condition = match argument::present(args.take("index_where")?) {
            Some(value) => Some(clause::condition_as_given(interpreter, &value)?),
            None => None,
        };
        let mut update = None;
        if method == "on_conflict_do_update" {
            let set = args.required("set_")?;
            let values = sorted(
                self.table.as_deref(),
                self.assigned(interpreter, args, &set)?,
            );
            if values.is_empty() {
                let wrong = "set parameter dictionary must not be empty";
                return Err(argument::stops(interpreter, "ValueError", wrong));
            }
            let condition = match argument::present(args.take("where")?) {
                Some(value) => Some(clause::condition_as_given(interpreter, &value)?),
                None => None,
            };
            update = Some(ConflictUpdate { values, condition });
        }
        Ok(Conflict::On {
            elements,
            constraint,
            condition,
            update,
        })
    }

    /// A dict, or the columns of a row, as what is set.
    fn assigned(
        &self,
        interpreter: &mut Interpreter,
        args: &Args,
        value: &Value,
    ) -> Result<Vec<(Name, Expression)>> {
        let mut row = Vec::new();
        let pairs = match value {
            Value::Dict(dict) => dict.entries.borrow().pairs(),
            Value::Object(_) if value.downcast::<Columns>().is_some() => {
                let keys = interpreter.call_method(value, "keys", Args::new([]))?;
                let columns = interpreter.iterate(value)?;
                let keys = interpreter.iterate(&keys)?;
                keys.into_iter().zip(columns).collect()
            }
            _ => {
                let mut pairs = Vec::new();
                for item in interpreter.iterate(value)? {
                    match &interpreter.iterate(&item)?[..] {
                        [key, value] => pairs.push((key.clone(), value.clone())),
                        _ => return Err(args.refuse("What is set has to be a dict.")),
                    }
                }
                pairs
            }
        };
        for (key, value) in pairs {
            let name = self.target(interpreter, args, &key)?;
            let value = self.value_of(interpreter, &name.text, &value)?;
            row.push((name, value));
        }
        Ok(row)
    }
}
