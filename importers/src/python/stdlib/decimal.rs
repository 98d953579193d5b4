//! `decimal`: exact decimal constants.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "decimal",
    definitions: &[("Decimal", Definition::Class(&DECIMAL))],
    fallback: None,
};

static DECIMAL: ClassDefinition = ClassDefinition::new("decimal.Decimal", &[], decimal);

/// A `decimal.Decimal`: `digits` times ten to the power of `-scale`.
#[derive(Clone, Copy)]
pub struct Decimal {
    /// The digits, with the sign.
    pub digits: i128,
    /// How many of them stand after the point.
    pub scale: u32,
}

impl Decimal {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace('_', "").to_lowercase();
        let (mantissa, exponent) = match text.split_once('e') {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (&*text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i32::try_from(fraction.len()).ok()? - exponent;
        if scale >= 0 {
            return Some(Self {
                digits,
                scale: u32::try_from(scale).ok()?,
            });
        }
        Some(Self {
            digits: digits.checked_mul(10i128.checked_pow(u32::try_from(-scale).ok()?)?)?,
            scale: 0,
        })
    }

    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Int(digits) => Some(Self {
                digits: *digits,
                scale: 0,
            }),
            Value::Bool(known) => Some(Self {
                digits: i128::from(*known),
                scale: 0,
            }),
            other => other.downcast::<Self>().map(|decimal| *decimal),
        }
    }

    /// Both with one scale.
    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let raise = |decimal: Self| {
            10i128
                .checked_pow(scale - decimal.scale)
                .and_then(|factor| decimal.digits.checked_mul(factor))
        };
        Some((raise(self)?, raise(other)?, scale))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

fn decimal(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("value")?.unwrap_or(Value::Int(0));
    args.finish()?;
    if let Some(decimal) = Decimal::of(&value) {
        return Ok(Value::object(decimal));
    }
    match (&value, value.as_str()) {
        (Value::Unknown(_), _) => Ok(value),
        (_, Some(text)) => match Decimal::parse(&text) {
            Some(decimal) => Ok(Value::object(decimal)),
            None => Err(interpreter.unsupported(&format!("the decimal `{text}`"))),
        },
        _ => Err(interpreter.unsupported("a `Decimal` of this value; write it as a string")),
    }
}

impl Object for Decimal {
    fn type_name(&self) -> &str {
        "Decimal"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["decimal.Decimal"]
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let Some(other) = Self::of(other) else {
            return Ok(None);
        };
        let (left, right) = if reflected {
            (other, *self)
        } else {
            (*self, other)
        };
        let made = |digits: Option<i128>, scale: u32| {
            digits.map(|digits| Value::object(Self { digits, scale }))
        };
        let Some((a, b, scale)) = left.aligned(right) else {
            return Err(interpreter.integer_too_large());
        };
        let order = a.cmp(&b);
        Ok(match operator {
            "+" => made(a.checked_add(b), scale),
            "-" => made(a.checked_sub(b), scale),
            "*" => made(
                left.digits.checked_mul(right.digits),
                left.scale + right.scale,
            ),
            "==" => Some(Value::Bool(order.is_eq())),
            "!=" => Some(Value::Bool(order.is_ne())),
            "<" => Some(Value::Bool(order.is_lt())),
            "<=" => Some(Value::Bool(order.is_le())),
            ">" => Some(Value::Bool(order.is_gt())),
            ">=" => Some(Value::Bool(order.is_ge())),
            _ => None,
        })
    }

    fn unary(self: Rc<Self>, _: &mut Interpreter, operator: &str) -> Result<Option<Value>> {
        Ok((operator == "-").then(|| {
            Value::object(Self {
                digits: -self.digits,
                scale: self.scale,
            })
        }))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(self.digits != 0))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.to_string()))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!("Decimal('{self}')")))
    }

    fn key(&self) -> Option<String> {
        Some(format!("Decimal {self}"))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}
