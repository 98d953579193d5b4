//! What a column says of its values and of its table: `server_default`,
//! `default`, `onupdate`, `foreign_keys`, `table`.

use std::rc::Rc;

use super::clause::Clause;
use super::column::ColumnObject;
use super::item;
use super::join;
use super::schema::ClientDefault;
use crate::operation::Expression;
use crate::operation::expression::{Literal, Source};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Object, Result};
use crate::python::value::Value;

/// `DefaultClause`, `ColumnDefault`
pub(crate) struct Default {
    class: &'static str,
    /// What it gives, as an expression.
    pub(crate) expression: Expression,
}

impl Object for Default {
    fn type_name(&self) -> &str {
        self.class
    }

    fn classes(&self) -> &'static [&'static str] {
        match self.class {
            "DefaultClause" => &[
                "sqlalchemy.schema.DefaultClause",
                "sqlalchemy.schema.FetchedValue",
            ],
            _ => &["sqlalchemy.schema.ColumnDefault"],
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "arg" => Some(argument(&self.expression)),
            "is_scalar" if self.class == "ColumnDefault" => Some(Value::Bool(matches!(
                self.expression,
                Expression::Literal { .. }
            ))),
            "reflected" | "for_update" | "is_callable" | "is_sequence" => Some(Value::Bool(false)),
            _ => None,
        })
    }
}

/// The value that was given: text and numbers are Python's.
fn argument(expression: &Expression) -> Value {
    if let Expression::Literal { value, .. } = expression {
        match value {
            Literal::Text(text) => return Value::str(text),
            Literal::Bool(value) => return Value::Bool(*value),
            Literal::Int(text) => {
                if let Ok(value) = text.parse() {
                    return Value::Int(value);
                }
            }
            _ => {}
        }
    }
    Clause::value(expression.clone(), None)
}

/// An attribute; `None` where it is none of these.
pub(super) fn attribute(
    interpreter: &mut Interpreter,
    column: &Rc<ColumnObject>,
    name: &str,
) -> Result<Option<Value>> {
    let construct = column.construct.borrow().clone();
    let made = |class, expression| Value::object(Default { class, expression });
    let client = |default: &ClientDefault| match default {
        ClientDefault::None => Some(Value::None),
        ClientDefault::Value(expression) => Some(made("ColumnDefault", (**expression).clone())),
        // What Python computes is known to inserts only.
        ClientDefault::Computed(_) => None,
    };
    let own = &construct.column;
    Ok(match name {
        "server_default" if own.computed.is_some() || own.identity.is_some() => None,
        "server_default" => Some(match &own.server_default {
            Some(expression) => made("DefaultClause", expression.clone()),
            None => Value::None,
        }),
        "default" if own.sequence.is_none() => client(&construct.client_default),
        "onupdate" => client(&construct.on_update),
        "autoincrement" => Some(match own.autoincrement {
            crate::operation::Autoincrement::Auto => Value::str("auto"),
            crate::operation::Autoincrement::IgnoreForeignKey => Value::str("ignore_fk"),
            crate::operation::Autoincrement::Yes => Value::Bool(true),
            crate::operation::Autoincrement::No
                if construct.client_default == ClientDefault::None =>
            {
                Value::Bool(false)
            }
            // As it was given is not known beside a default.
            crate::operation::Autoincrement::No => return Ok(None),
        }),
        "table" | "foreign_keys" => {
            let table = column.table.get().and_then(Source::table);
            let table = table.and_then(|table| join::table_named(interpreter, &table.key()));
            match (name, table) {
                ("table", table) => table.map(|table| Value::Object(table)),
                (_, Some(table)) => {
                    let keys = item::column_keys_of(&table, Some(&own.name.text));
                    Some(interpreter.set(keys, false)?)
                }
                (_, None) => None,
            }
        }
        _ => None,
    })
}

/// Where defaults stand as values of `server_default=`.
pub(super) fn expression_of(value: &Value) -> Option<Expression> {
    value
        .downcast::<Default>()
        .map(|own| own.expression.clone())
}

/// The same of a `DefaultClause` alone.
pub(super) fn clause_of(value: &Value) -> Option<Expression> {
    let own = value.downcast::<Default>()?;
    (own.class == "DefaultClause").then(|| own.expression.clone())
}
