//! `Range(...)` of `sqlalchemy.dialects.postgresql`, and how PostgreSQL writes one.

use std::rc::Rc;

use crate::Dialect;
use crate::operation::SqlType;
use crate::operation::expression::Literal;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A range between two values.
pub(crate) struct RangeObject {
    lower: Value,
    upper: Value,
    /// `[)`, `()`, `(]` or `[]`
    bounds: String,
    empty: bool,
}

impl Object for RangeObject {
    fn type_name(&self) -> &str {
        "Range"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.dialects.postgresql.Range"]
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(Some(match name {
            "lower" => self.lower.clone(),
            "upper" => self.upper.clone(),
            "bounds" => Value::str(&self.bounds),
            "empty" | "isempty" | "is_empty" => Value::Bool(self.empty),
            _ => return Ok(None),
        }))
    }
}

/// `Range(lower=None, upper=None, *, bounds="[)", empty=False)`
pub(super) fn range(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let lower = args.take("lower")?.unwrap_or(Value::None);
    let upper = args.take("upper")?.unwrap_or(Value::None);
    let bounds = args.keyword_string("bounds")?;
    let empty = args.keyword_boolean("empty")?.unwrap_or(false);
    let bounds = bounds.unwrap_or_else(|| "[)".to_owned());
    if !matches!(&*bounds, "[)" | "()" | "(]" | "[]") {
        return Err(args.refuse(format!("\"{bounds}\" are no bounds of a range.")));
    }
    args.finish()?;
    Ok(Value::object(RangeObject {
        lower,
        upper,
        bounds,
        empty,
    }))
}

fn native(data_type: Option<&SqlType>, ending: &str) -> bool {
    matches!(data_type.map(SqlType::stored), Some(SqlType::Native { sql, .. }) if sql.ends_with(ending))
}

/// A range, or a list of them, as a literal of its type; `None` where the value is neither.
///
/// # Errors
/// Where there is no such type: what the value means is then not known.
pub(super) fn literal(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Option<Literal>> {
    if let Some(range) = value.downcast::<RangeObject>() {
        if !native(data_type, "RANGE") || interpreter.dialect() != Dialect::Postgres {
            return Err(interpreter.unsupported("a range as the value of another type"));
        }
        return Ok(Some(Literal::Text(text(interpreter, &range)?)));
    }
    let is_list = matches!(value, Value::List(_) | Value::Tuple(_));
    let is_postgres = interpreter.dialect() == Dialect::Postgres;
    if !is_list || !is_postgres || !native(data_type, "MULTIRANGE") {
        return Ok(None);
    }
    let mut ranges = Vec::new();
    for item in interpreter.iterate(value)? {
        let Some(range) = item.downcast::<RangeObject>() else {
            return Ok(None);
        };
        ranges.push(text(interpreter, &range)?);
    }
    Ok(Some(Literal::Text(format!("{{{}}}", ranges.join(",")))))
}

fn text(interpreter: &mut Interpreter, range: &RangeObject) -> Result<String> {
    if range.empty {
        return Ok("empty".to_owned());
    }
    let (open, close) = range.bounds.split_at(1);
    let lower = end(interpreter, &range.lower)?;
    let upper = end(interpreter, &range.upper)?;
    Ok(format!("{open}{lower},{upper}{close}"))
}

/// One end, in quotes where it is more than a number.
fn end(interpreter: &mut Interpreter, value: &Value) -> Result<String> {
    if value.is_none() {
        return Ok(String::new());
    }
    let shown = interpreter.str(value)?;
    let is_number = matches!(value, Value::Int(_)) || value.type_name() == "Decimal";
    match &*value.type_name() {
        _ if is_number => Ok(shown.to_string()),
        "datetime" | "date" => Ok(format!("\"{shown}\"")),
        other => Err(interpreter.unsupported(&format!("a range of values of type `{other}`"))),
    }
}
