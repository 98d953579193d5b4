//! `datetime.timedelta`

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::{BigInt, Sign};

use super::{Delta, compared};
use crate::python::builtins::integer_of;
use crate::python::integer::{self, floor_divide};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

const DAY: i128 = 86_400_000_000;
/// The longest one, in days.
const MOST_DAYS: i128 = 999_999_999;

/// The attributes of the class.
pub(super) fn class_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let microseconds = match name {
        "min" => -MOST_DAYS * DAY,
        "max" => MOST_DAYS * DAY + DAY - 1,
        "resolution" => 1,
        _ => return Ok(None),
    };
    Ok(Some(Value::object(Delta { microseconds })))
}

/// The difference of so many microseconds.
fn made(interpreter: &mut Interpreter, microseconds: impl Into<BigInt>) -> Result<Value> {
    let microseconds = microseconds.into();
    let days = floor_divide(&microseconds, &BigInt::from(DAY)).0;
    let days = i32::try_from(&days).map(i128::from);
    match (days, i128::try_from(&microseconds)) {
        (Ok(days), Ok(microseconds)) if days.abs() <= MOST_DAYS => {
            Ok(Value::object(Delta { microseconds }))
        }
        (Ok(days), _) => Err(interpreter.raise(
            "OverflowError",
            format!("days={days}; must have magnitude <= {MOST_DAYS}"),
        )),
        _ => Err(interpreter.raise("OverflowError", "Python int too large to convert to C int")),
    }
}

/// `a / b`, rounded to the nearest, ties to even. The divisor is not zero.
fn rounded(a: &BigInt, b: &BigInt) -> BigInt {
    let (quotient, rest) = floor_divide(a, b);
    // The remainder has the sign of the divisor.
    let order = (rest * 2u8).magnitude().cmp(b.magnitude());
    let up = order == Ordering::Greater || (order == Ordering::Equal && quotient.bit(0));
    quotient + u8::from(up)
}

/// `timedelta(days=..., seconds=..., ...)`
pub(super) fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut total = BigInt::ZERO;
    // What is left of fractions is added up before it is rounded, once.
    let mut rest = 0.0;
    for (name, unit) in [
        ("days", DAY),
        ("seconds", 1_000_000),
        ("microseconds", 1),
        ("milliseconds", 1000),
        ("minutes", 60_000_000),
        ("hours", 3_600_000_000),
        ("weeks", 7 * DAY),
    ] {
        let Some(value) = args.take(name)? else {
            continue;
        };
        if let Some(count) = integer::of(&value) {
            total += count * unit;
            continue;
        }
        let Value::Float(count) = value else {
            interpreter.known(value.clone())?;
            return Err(interpreter.raise(
                "TypeError",
                format!(
                    "unsupported type for timedelta {name} component: {}",
                    value.type_name()
                ),
            ));
        };
        integer_of(interpreter, count)?;
        #[allow(clippy::cast_precision_loss)]
        let of_fraction = count.fract() * unit as f64;
        total += integer::from_float(count.trunc()) * unit;
        total += integer::from_float(of_fraction.trunc());
        rest += of_fraction.fract();
    }
    args.finish()?;
    // The sum decides the tie: to the even number of microseconds.
    let mut add = rest.round_ties_even();
    let odd = (&total + integer::from_float(add)).bit(0);
    if (add - rest).abs() == 0.5 && odd {
        add = if add > rest { add - 1.0 } else { add + 1.0 };
    }
    made(interpreter, total + integer::from_float(add))
}

impl Object for Delta {
    fn type_name(&self) -> &str {
        "timedelta"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.timedelta"]
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let seconds = self.microseconds.div_euclid(1_000_000);
        Ok(match name {
            "days" => Some(Value::Int(seconds.div_euclid(86400))),
            "seconds" => Some(Value::Int(seconds.rem_euclid(86400))),
            "microseconds" => Some(Value::Int(self.microseconds.rem_euclid(1_000_000))),
            "total_seconds" | "__abs__" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => class_attribute(interpreter, name)?,
        })
    }

    #[allow(clippy::cast_precision_loss)]
    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "total_seconds" => Some(Value::Float(self.microseconds as f64 / 1e6)),
            "__abs__" => Some(Value::object(Self {
                microseconds: self.microseconds.abs(),
            })),
            _ => None,
        })
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if let Some(other) = other.downcast::<Self>() {
            let (a, b) = if reflected {
                (other.microseconds, self.microseconds)
            } else {
                (self.microseconds, other.microseconds)
            };
            return Ok(Some(match operator {
                "+" => made(interpreter, a + b)?,
                "-" => made(interpreter, a - b)?,
                "/" | "//" | "%" | "divmod" if b == 0 => {
                    let text = match operator {
                        "/" => "division by zero",
                        _ => "integer division or modulo by zero",
                    };
                    return Err(interpreter.raise("ZeroDivisionError", text));
                }
                "/" => {
                    return interpreter
                        .binary("/", &Value::Int(a), &Value::Int(b))
                        .map(Some);
                }
                "//" | "%" | "divmod" => {
                    let (quotient, rest) = floor_divide(&a.into(), &b.into());
                    match operator {
                        "//" => integer::value(quotient),
                        "%" => made(interpreter, rest)?,
                        _ => Value::tuple([integer::value(quotient), made(interpreter, rest)?]),
                    }
                }
                operator => return Ok(compared(operator, a.cmp(&b))),
            }));
        }
        if !matches!(operator, "*" | "/" | "//") || (reflected && operator != "*") {
            return Ok(None);
        }
        let own = BigInt::from(self.microseconds);
        let (top, bottom) = match (integer::of(other), other) {
            (Some(count), _) => (count, BigInt::from(1)),
            (None, Value::Float(float)) if operator != "//" => {
                integer::float_ratio(interpreter, *float)?
            }
            _ => return Ok(None),
        };
        if operator != "*" && top.sign() == Sign::NoSign {
            let text = "integer division or modulo by zero";
            return Err(interpreter.raise("ZeroDivisionError", text));
        }
        made(
            interpreter,
            match operator {
                "*" => rounded(&(own * top), &bottom),
                "/" => rounded(&(own * bottom), &top),
                _ => floor_divide(&own, &top).0,
            },
        )
        .map(Some)
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        Ok(match operator {
            "-" => Some(made(interpreter, -self.microseconds)?),
            "+" => Some(Value::Object(self)),
            _ => None,
        })
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        let seconds = self.microseconds.div_euclid(1_000_000);
        let micros = self.microseconds.rem_euclid(1_000_000);
        let (days, rest) = (seconds.div_euclid(86400), seconds.rem_euclid(86400));
        let time = format!("{}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
        let time = if micros == 0 {
            time
        } else {
            format!("{time}.{micros:06}")
        };
        Ok(Some(match days {
            0 => time,
            1 | -1 => format!("{days} day, {time}"),
            days => format!("{days} days, {time}"),
        }))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        let seconds = self.microseconds.div_euclid(1_000_000);
        let mut parts = Vec::new();
        for (name, value) in [
            ("days", seconds.div_euclid(86400)),
            ("seconds", seconds.rem_euclid(86400)),
            ("microseconds", self.microseconds.rem_euclid(1_000_000)),
        ] {
            if value != 0 {
                parts.push(format!("{name}={value}"));
            }
        }
        let inner = if parts.is_empty() {
            "0".into()
        } else {
            parts.join(", ")
        };
        Ok(Some(format!("datetime.timedelta({inner})")))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(self.microseconds != 0))
    }

    fn key(&self) -> Option<String> {
        Some(format!("timedelta {}", self.microseconds))
    }
}
