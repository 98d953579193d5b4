//! Numbers: integers of 127 bits, and floats.

use crate::python::compare::Number;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::Value;

impl Interpreter {
    pub(crate) fn integer_too_large(&self) -> Interrupt {
        self.refuse(
            "python-limit",
            "An integer is larger than bridge can hold (127 bits).",
            None,
        )
    }

    #[allow(clippy::cast_precision_loss)]
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
            (Number::Int(a), Number::Int(b)) => self.integers(operator, *a, *b),
            (Number::Int(a), Number::Float(b)) => self.floats(operator, *a as f64, *b),
            (Number::Float(a), Number::Int(b)) => self.floats(operator, *a, *b as f64),
            (Number::Float(a), Number::Float(b)) => self.floats(operator, *a, *b),
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn integers(&mut self, operator: &str, a: i128, b: i128) -> Result<Value> {
        let zero = |interpreter: &mut Self| {
            interpreter.raise(
                "ZeroDivisionError",
                match operator {
                    "/" => "division by zero",
                    "%" => "integer modulo by zero",
                    _ => "integer division or modulo by zero",
                },
            )
        };
        let result = match operator {
            "+" => a.checked_add(b),
            "-" => a.checked_sub(b),
            "*" => a.checked_mul(b),
            "/" => {
                if b == 0 {
                    return Err(zero(self));
                }
                return Ok(Value::Float(a as f64 / b as f64));
            }
            "//" | "%" => {
                if b == 0 {
                    return Err(zero(self));
                }
                if operator == "//" {
                    floor_divide(a, b)
                } else {
                    floor_divide(a, b)
                        .and_then(|q| q.checked_mul(b))
                        .and_then(|product| a.checked_sub(product))
                }
            }
            "**" => {
                if b < 0 {
                    return self.floats("**", a as f64, b as f64);
                }
                match a {
                    0 | 1 => Some(if b == 0 { 1 } else { a }),
                    -1 => Some(if b % 2 == 0 { 1 } else { -1 }),
                    _ => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
                }
            }
            "<<" | ">>" if b < 0 => return Err(self.raise("ValueError", "negative shift count")),
            "<<" => match u32::try_from(b) {
                Ok(shift) if shift < 127 => a.checked_mul(1i128 << shift),
                _ if a == 0 => Some(0),
                _ => None,
            },
            ">>" => Some(a >> b.min(127)),
            "&" => Some(a & b),
            "|" => Some(a | b),
            "^" => Some(a ^ b),
            _ => {
                return Err(self.raise(
                    "TypeError",
                    format!("unsupported operand type(s) for {operator}: 'int' and 'int'"),
                ));
            }
        };
        result
            .map(Value::Int)
            .ok_or_else(|| self.integer_too_large())
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
            "//" => (a / b).floor(),
            "%" => {
                let rest = a % b;
                if rest != 0.0 && (rest < 0.0) != (b < 0.0) {
                    rest + b
                } else {
                    rest
                }
            }
            "**" => a.powf(b),
            _ => {
                return Err(self.raise(
                    "TypeError",
                    format!("unsupported operand type(s) for {operator}: 'float' and 'float'"),
                ));
            }
        }))
    }
}

fn floor_divide(a: i128, b: i128) -> Option<i128> {
    let quotient = a.checked_div(b)?;
    if a % b != 0 && (a < 0) != (b < 0) {
        quotient.checked_sub(1)
    } else {
        Some(quotient)
    }
}
