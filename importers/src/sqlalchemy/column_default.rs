//! What a column says of its values and of its table: `server_default`,
//! `default`, `onupdate`, `foreign_keys`, `table`.

use std::rc::Rc;

use super::argument;
use super::clause::{self, Clause};
use super::column::ColumnObject;
use super::item::{self, ItemObject, SchemaItem};
use super::join;
use super::schema::ClientDefault;
use crate::operation::expression::{Literal, Source};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
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
            let source = column.table.get();
            let named = || {
                let table = source.and_then(Source::table);
                table.and_then(|table| join::table_named(interpreter, &table.key()))
            };
            match (name, column.owner().or_else(named)) {
                ("table", None) if source.is_none() => Some(Value::None),
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

/// `default=`: a value, or what Python computes for each row.
pub(super) fn client_default_of(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: &Option<SqlType>,
) -> ClientDefault {
    if let Some(expression) = clause::as_expression(value) {
        return ClientDefault::Value(Box::new(expression));
    }
    // Where the type is not known yet (an annotation says it), the value waits for it.
    let is_plain = matches!(
        value,
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_)
    );
    match clause::literal(interpreter, value, data_type.as_ref()) {
        Ok(Some(literal)) if is_plain || data_type.is_some() => {
            ClientDefault::Value(Box::new(Expression::Literal {
                value: literal,
                data_type: data_type.clone(),
            }))
        }
        _ => ClientDefault::Computed(super::live::defaults::keep(interpreter, value)),
    }
}

/// `server_default=` as an expression; `None` where it is a schema item
/// (`Identity`, `Computed`, `FetchedValue`).
pub(crate) fn server_default(
    interpreter: &mut Interpreter,
    args: &Args,
    value: &Value,
) -> Result<Option<Expression>> {
    let value = interpreter.known(value.clone())?;
    if let Some(text) = value.as_str() {
        return Ok(Some(argument::literal_text(&text)));
    }
    if let Some(name) = value.downcast::<argument::NameObject>() {
        return Ok(Some(argument::literal_text(&name.name.text)));
    }
    if let Some(expression) = clause::as_expression(&value) {
        return Ok(Some(expression));
    }
    if let Some(compiled) = super::compiled::expression(interpreter, &value)? {
        return Ok(Some(compiled));
    }
    if let Some(default) = expression_of(&value) {
        return Ok(Some(default));
    }
    if let Some(object) = value.downcast::<ItemObject>() {
        return Ok(match &object.item {
            SchemaItem::Default { expression, .. } => Some(expression.clone()),
            _ => None,
        });
    }
    Err(argument::alembic_stops(
        interpreter,
        &format!(
            "the server default of `{}` has to be a string, sa.text(...) or an SQL expression, not {}",
            args.function,
            value.type_name()
        ),
    ))
}
