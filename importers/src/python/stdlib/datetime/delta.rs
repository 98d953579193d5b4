//! `datetime.timedelta`

use std::rc::Rc;

use super::{Delta, compared};
use crate::python::compare::{Number, number};
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
fn made(interpreter: &mut Interpreter, microseconds: Option<i128>) -> Result<Value> {
    let days = microseconds.unwrap_or(i128::MAX).div_euclid(DAY);
    match microseconds {
        Some(microseconds) if days.abs() <= MOST_DAYS => Ok(Value::object(Delta { microseconds })),
        Some(_) if i32::try_from(days).is_ok() => Err(interpreter.raise(
            "OverflowError",
            format!("days={days}; must have magnitude <= {MOST_DAYS}"),
        )),
        _ => Err(interpreter.raise("OverflowError", "Python int too large to convert to C int")),
    }
}

/// `a / b`, rounded to the nearest, ties to even.
fn rounded(a: i128, b: i128) -> i128 {
    let (quotient, rest) = (a.div_euclid(b), a.rem_euclid(b));
    let twice = rest * 2;
    let size = b.abs();
    let up = twice > size || (twice == size && quotient % 2 != 0);
    match (up, b > 0) {
        (true, true) => quotient + 1,
        (true, false) => quotient - 1,
        (false, _) => quotient,
    }
}

fn floored(a: i128, b: i128) -> i128 {
    let quotient = a / b;
    if a % b != 0 && (a < 0) != (b < 0) {
        quotient - 1
    } else {
        quotient
    }
}

/// `timedelta(days=..., seconds=..., ...)`
pub(super) fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut total = Some(0i128);
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
        let part = match number(&value) {
            Some(Number::Int(count)) => count.checked_mul(unit),
            Some(Number::Big(_)) => None,
            #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
            Some(Number::Float(count)) => {
                let (whole, fraction) = (count.trunc(), count.fract());
                let of_fraction = fraction * unit as f64;
                rest += of_fraction.fract();
                (whole as i128)
                    .checked_mul(unit)
                    .and_then(|part| part.checked_add(of_fraction.trunc() as i128))
            }
            None => {
                interpreter.known(value.clone())?;
                return Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "unsupported type for timedelta {name} component: {}",
                        value.type_name()
                    ),
                ));
            }
        };
        total = total.and_then(|total| total.checked_add(part?));
    }
    args.finish()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    let total = total.map(|total| {
        // The sum decides the tie: to the even number of microseconds.
        let mut add = rest.round_ties_even();
        if rest.fract().abs() == 0.5 && (total + add as i128) % 2 != 0 {
            add = if add > rest { add - 1.0 } else { add + 1.0 };
        }
        total + add as i128
    });
    made(interpreter, total)
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
                "+" => made(interpreter, a.checked_add(b))?,
                "-" => made(interpreter, a.checked_sub(b))?,
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
                "//" => Value::Int(floored(a, b)),
                "%" => made(interpreter, Some(a - floored(a, b) * b))?,
                "divmod" => {
                    let quotient = floored(a, b);
                    let rest = made(interpreter, Some(a - quotient * b))?;
                    Value::tuple([Value::Int(quotient), rest])
                }
                operator => return Ok(compared(operator, a.cmp(&b))),
            }));
        }
        let own = self.microseconds;
        Ok(match (operator, number(other)) {
            ("*", Some(Number::Int(count))) => Some(made(interpreter, own.checked_mul(count))?),
            ("/" | "//", Some(Number::Int(0))) if !reflected => {
                let text = "integer division or modulo by zero";
                return Err(interpreter.raise("ZeroDivisionError", text));
            }
            ("/", Some(Number::Int(count))) if !reflected => {
                Some(made(interpreter, Some(rounded(own, count)))?)
            }
            ("//", Some(Number::Int(count))) if !reflected => {
                Some(made(interpreter, Some(floored(own, count)))?)
            }
            ("*" | "/", Some(Number::Float(float)))
                if float.is_finite() && (operator == "*" || !reflected) =>
            {
                if operator == "/" && float == 0.0 {
                    return Err(interpreter.raise("ZeroDivisionError", "float division by zero"));
                }
                // The float as a fraction, exactly.
                let (mut top, mut bottom) = (float, 1i128);
                while top.fract() != 0.0 && bottom < 1 << 60 {
                    top *= 2.0;
                    bottom *= 2;
                }
                #[allow(clippy::cast_possible_truncation)]
                let top = top as i128;
                let (a, b) = if operator == "*" {
                    (own.checked_mul(top), bottom)
                } else {
                    (own.checked_mul(bottom), top)
                };
                Some(made(interpreter, a.map(|a| rounded(a, b)))?)
            }
            _ => None,
        })
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        Ok(match operator {
            "-" => Some(made(interpreter, Some(-self.microseconds))?),
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

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}
