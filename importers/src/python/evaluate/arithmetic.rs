//! Numbers: integers and floats.

use num_bigint::{BigInt, Sign};

use crate::python::compare::Number;
use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::Value;

impl Interpreter {
    pub(super) fn arithmetic(
        &mut self,
        operator: &str,
        left: &Value,
        x: &Number,
        right: &Value,
        y: &Number,
    ) -> Result<Value> {
        if let (Value::Bool(a), Value::Bool(b)) = (left, right) {
            match operator {
                "&" => return Ok(Value::Bool(a & b)),
                "|" => return Ok(Value::Bool(a | b)),
                "^" => return Ok(Value::Bool(a ^ b)),
                _ => {}
            }
        }
        match (x, y) {
            (Number::Int(a), Number::Int(b)) => match self.integers(operator, *a, *b)? {
                Some(value) => Ok(value),
                None => self.large(operator, &BigInt::from(*a), &BigInt::from(*b)),
            },
            (Number::Float(_), _) | (_, Number::Float(_)) => {
                let (a, b) = (x.to_float(), y.to_float());
                for (float, number) in [(a, x), (b, y)] {
                    if float.is_infinite() && !matches!(number, Number::Float(_)) {
                        let text = "int too large to convert to float";
                        return Err(self.raise("OverflowError", text));
                    }
                }
                self.floats(operator, a, b)
            }
            _ => {
                let (a, b) = (integer::of(left), integer::of(right));
                match (a, b) {
                    (Some(a), Some(b)) => self.large(operator, &a, &b),
                    _ => Ok(Value::None),
                }
            }
        }
    }

    fn divided_by_zero(&mut self, operator: &str) -> Interrupt {
        self.raise(
            "ZeroDivisionError",
            match operator {
                "/" => "division by zero",
                "%" => "integer modulo by zero",
                _ => "integer division or modulo by zero",
            },
        )
    }

    fn no_operator(&mut self, operator: &str, class: &str) -> Interrupt {
        self.raise(
            "TypeError",
            format!("unsupported operand type(s) for {operator}: '{class}' and '{class}'"),
        )
    }

    /// Integers of which one is large, or of which the result is.
    fn large(&mut self, operator: &str, a: &BigInt, b: &BigInt) -> Result<Value> {
        let zero = b.sign() == Sign::NoSign;
        match operator {
            "/" | "//" | "%" if zero => return Err(self.divided_by_zero(operator)),
            "/" => {
                return match integer::divide(a, b) {
                    Some(float) => Ok(Value::Float(float)),
                    None => Err(self.raise(
                        "OverflowError",
                        "integer division result too large for a float",
                    )),
                };
            }
            "**" if b.sign() == Sign::Minus => {
                let (a, b) = (integer::to_float(a), integer::to_float(b));
                return match (a, b) {
                    (Some(a), Some(b)) => self.floats("**", a, b),
                    _ => Err(self.raise("OverflowError", "int too large to convert to float")),
                };
            }
            "<<" | ">>" if b.sign() == Sign::Minus => {
                return Err(self.raise("ValueError", "negative shift count"));
            }
            _ => {}
        }
        match self.large_integers(operator, a, b)? {
            Some(value) => Ok(value),
            None => Err(self.no_operator(operator, "int")),
        }
    }

    /// Integers that fit; `None` where the result does not.
    #[allow(clippy::cast_precision_loss)]
    fn integers(&mut self, operator: &str, a: i128, b: i128) -> Result<Option<Value>> {
        const EXACT: u128 = 1 << 53;
        if b == 0 && matches!(operator, "/" | "//" | "%") {
            return Err(self.divided_by_zero(operator));
        }
        let result = match operator {
            "+" => a.checked_add(b),
            "-" => a.checked_sub(b),
            "*" => a.checked_mul(b),
            "/" if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT => {
                return Ok(Some(Value::Float(a as f64 / b as f64)));
            }
            "/" => None,
            "//" => integer::floor_divide_small(a, b).map(|(quotient, _)| quotient),
            "%" => integer::floor_divide_small(a, b).map(|(_, rest)| rest),
            "**" => {
                if b < 0 {
                    return self.floats("**", a as f64, b as f64).map(Some);
                }
                match a {
                    0 | 1 => Some(if b == 0 { 1 } else { a }),
                    -1 => Some(if b % 2 == 0 { 1 } else { -1 }),
                    _ => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
                }
            }
            "<<" | ">>" if b < 0 => return Err(self.raise("ValueError", "negative shift count")),
            "<<" => match u32::try_from(b) {
                _ if a == 0 => Some(0),
                Ok(shift) if shift < 127 => a.checked_mul(1i128 << shift),
                _ => None,
            },
            ">>" => Some(a >> b.min(127)),
            "&" => Some(a & b),
            "|" => Some(a | b),
            "^" => Some(a ^ b),
            _ => return Err(self.no_operator(operator, "int")),
        };
        Ok(result.map(Value::Int))
    }

    fn floats(&mut self, operator: &str, a: f64, b: f64) -> Result<Value> {
        if b == 0.0 && matches!(operator, "/" | "//" | "%") {
            return Err(self.raise(
                "ZeroDivisionError",
                match operator {
                    "/" => "float division by zero",
                    "%" => "float modulo",
                    _ => "float floor division by zero",
                },
            ));
        }
        Ok(Value::Float(match operator {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "//" => divide_floats(a, b).0,
            "%" => divide_floats(a, b).1,
            "**" => return self.power(a, b),
            _ => return Err(self.no_operator(operator, "float")),
        }))
    }

    fn power(&mut self, a: f64, b: f64) -> Result<Value> {
        if a == 0.0 && b < 0.0 {
            let text = "0.0 cannot be raised to a negative power";
            return Err(self.raise("ZeroDivisionError", text));
        }
        if a < 0.0 && a.is_finite() && b.is_finite() && b.fract() != 0.0 {
            return Err(self.unsupported("complex numbers"));
        }
        let result = a.powf(b);
        if result.is_infinite() && a.is_finite() && b.is_finite() {
            let text = Value::str("Numerical result out of range");
            return Err(self.raise_with("OverflowError", vec![Value::Int(34), text]));
        }
        Ok(Value::Float(result))
    }
}

/// Quotient and remainder of floats, rounded down as Python does it.
fn divide_floats(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0.0_f64.copysign(b);
    } else if (rest < 0.0) != (b < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    let floor = if quotient == 0.0 {
        0.0_f64.copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    };
    (floor, rest)
}
