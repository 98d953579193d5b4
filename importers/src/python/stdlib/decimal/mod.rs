//! `decimal`: exact numbers.

mod context;
mod format;
mod number;

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint};

use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, Interrupt, ModuleTable, Object, Result,
};
use crate::python::value::Value;
use context::{Context, Rounding};
pub(crate) use context::{Current as DecimalContext, Setting as DecimalSetting};
pub use number::Decimal;
use number::{Outcome, Special, Trap, Unread};

macro_rules! rounding {
    ($name:literal) => {
        ($name, Definition::Value(|_| Ok(Value::str($name))))
    };
}

macro_rules! condition {
    ($name:literal, $base:literal) => {
        (
            $name,
            Definition::Exception {
                name: concat!("decimal.", $name),
                base: $base,
            },
        )
    };
}

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "decimal",
    definitions: &[
        ("Decimal", Definition::Class(&DECIMAL)),
        ("getcontext", Definition::Function(context::get)),
        ("localcontext", Definition::Function(context::local)),
        rounding!("ROUND_HALF_EVEN"),
        rounding!("ROUND_HALF_UP"),
        rounding!("ROUND_HALF_DOWN"),
        rounding!("ROUND_UP"),
        rounding!("ROUND_DOWN"),
        rounding!("ROUND_CEILING"),
        rounding!("ROUND_FLOOR"),
        rounding!("ROUND_05UP"),
        condition!("DecimalException", "ArithmeticError"),
        condition!("InvalidOperation", "decimal.DecimalException"),
        condition!("ConversionSyntax", "decimal.InvalidOperation"),
        condition!("DivisionImpossible", "decimal.InvalidOperation"),
        condition!("DivisionUndefined", "decimal.InvalidOperation"),
        condition!("DivisionByZero", "ZeroDivisionError"),
        condition!("Overflow", "decimal.DecimalException"),
        condition!("Inexact", "decimal.DecimalException"),
    ],
    fallback: None,
};

static DECIMAL: ClassDefinition =
    ClassDefinition::new("decimal.Decimal", &[], construct).attributes(class_attribute);

fn class_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok((name == "from_float").then(|| {
        Value::Native(crate::python::native::NativeFunction {
            module: "decimal",
            name: "from_float",
            call: construct,
        })
    }))
}

/// The value of what arithmetic gives.
fn made(interpreter: &mut Interpreter, outcome: Outcome<Decimal>) -> Result<Value> {
    match outcome.and_then(Decimal::within) {
        Ok(number) => {
            interpreter.charge(32 + usize::try_from(number.digits.bits() / 8).unwrap_or(0))?;
            Ok(Value::object(number))
        }
        Err(trap) => Err(trapped(interpreter, trap)),
    }
}

fn trapped(interpreter: &mut Interpreter, trap: Trap) -> Interrupt {
    match trap {
        Trap::Invalid(condition) => signal(interpreter, "InvalidOperation", &[condition]),
        Trap::DivisionByZero => signal(interpreter, "DivisionByZero", &["DivisionByZero"]),
        Trap::TooLarge => interpreter.unsupported("this decimal arithmetic"),
    }
}

/// Raises an exception whose argument lists the conditions, as Python's does.
fn signal(interpreter: &mut Interpreter, class: &str, conditions: &[&str]) -> Interrupt {
    let classes = conditions
        .iter()
        .filter_map(|name| interpreter.exception_class(&format!("decimal.{name}")))
        .map(Value::Class)
        .collect();
    let argument = interpreter.list(classes);
    interpreter.raise_with(&format!("decimal.{class}"), vec![argument])
}

fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("value")?.unwrap_or(Value::Int(0));
    args.take("context")?;
    args.finish()?;
    if let Some(decimal) = exact(&value) {
        return Ok(Value::object(decimal));
    }
    match (&value, value.as_str()) {
        (Value::Unknown(_), _) => Ok(value),
        (_, Some(text)) => match Decimal::read(&text) {
            Ok(decimal) => made(interpreter, Ok(decimal)),
            Err(Unread::NoNumber) => Err(signal(
                interpreter,
                "InvalidOperation",
                &["ConversionSyntax"],
            )),
            Err(Unread::Unsupported) => Err(interpreter.unsupported("this decimal")),
        },
        (Value::Float(float), _) => Ok(Value::object(Decimal::of_float(*float))),
        (Value::Tuple(_) | Value::List(_), _) => of_parts(interpreter, &value),
        _ => {
            interpreter.known(value.clone())?;
            Err(interpreter.raise(
                "TypeError",
                format!(
                    "conversion from {} to Decimal is not supported",
                    value.type_name()
                ),
            ))
        }
    }
}

/// `Decimal((sign, digits, exponent))`
fn of_parts(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let parts = interpreter.iterate(value)?;
    let wrong = "argument must be a sequence of length 3";
    let [sign, digits, exponent] = &parts[..] else {
        return Err(interpreter.raise("ValueError", wrong));
    };
    let negative = match integer::of(sign).map(|sign| u8::try_from(&sign)) {
        Some(Ok(0)) => false,
        Some(Ok(1)) => true,
        _ => {
            interpreter.known(sign.clone())?;
            let wrong = "sign must be an integer with the value 0 or 1";
            return Err(interpreter.raise("ValueError", wrong));
        }
    };
    let Some(exponent) = integer::of(exponent) else {
        return Err(interpreter.unsupported("this exponent of a decimal"));
    };
    let Ok(exponent) = i64::try_from(&exponent) else {
        return Err(trapped(interpreter, Trap::TooLarge));
    };
    let mut text = String::from("0");
    for digit in interpreter.iterate(digits)? {
        match digit {
            Value::Int(digit @ 0..=9) => text.push_str(&digit.to_string()),
            _ => {
                let wrong = "coefficient must be a tuple of digits";
                return Err(interpreter.raise("ValueError", wrong));
            }
        }
    }
    let digits = BigUint::parse_bytes(text.as_bytes(), 10).unwrap_or_default();
    let number = Decimal::new(negative, digits, exponent);
    made(interpreter, Ok(number))
}

/// The decimal that a value is in arithmetic: a decimal or an integer.
fn exact(value: &Value) -> Option<Decimal> {
    if let Some(number) = integer::of(value) {
        return Some(Decimal::of_integer(&number));
    }
    value.downcast::<Decimal>().map(|number| (*number).clone())
}

impl Decimal {
    /// The rounding that an argument names, or that of the context.
    fn rounding(
        interpreter: &mut Interpreter,
        args: &mut Args,
        context: &Context,
    ) -> Result<Rounding> {
        match args.take("rounding")? {
            None | Some(Value::None) => Ok(context.rounding),
            Some(value) => match Rounding::of(&value) {
                Some(rounding) => Ok(rounding),
                None => Err(context::unknown_rounding(interpreter)),
            },
        }
    }

    fn other(interpreter: &mut Interpreter, args: &mut Args) -> Result<Self> {
        let value = args.required("other")?;
        match exact(&value) {
            Some(number) => Ok(number),
            None => {
                interpreter.known(value.clone())?;
                Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "conversion from {} to Decimal is not supported",
                        value.type_name()
                    ),
                ))
            }
        }
    }

    fn divmod(&self, interpreter: &mut Interpreter, other: &Self) -> Result<Value> {
        if other.is_zero() && !self.is_zero() {
            let conditions = ["InvalidOperation", "DivisionByZero"];
            return Err(signal(interpreter, "InvalidOperation", &conditions));
        }
        if other.is_zero() {
            return Err(signal(
                interpreter,
                "InvalidOperation",
                &["DivisionUndefined"],
            ));
        }
        let context = context::current(interpreter);
        match self.split(other, &context) {
            Ok((quotient, rest)) => {
                Ok(Value::tuple([Value::object(quotient), Value::object(rest)]))
            }
            Err(trap) => Err(trapped(interpreter, trap)),
        }
    }

    fn as_tuple(&self, interpreter: &mut Interpreter) -> Result<Value> {
        let digits = match self.special {
            Some(Special::NotANumber) => String::new(),
            _ => self.digits.to_string(),
        };
        let digits = digits
            .chars()
            .map(|digit| Value::Int(digit.to_digit(10).unwrap_or(0).into()));
        let exponent = match self.special {
            None => Value::Int(self.exponent.into()),
            Some(Special::Infinity) => Value::str("F"),
            Some(Special::NotANumber) => Value::str("n"),
        };
        let class = super::collections::named_tuple(
            interpreter,
            "DecimalTuple",
            &["sign", "digits", "exponent"],
        )?;
        let sign = Value::Int(i128::from(self.negative));
        interpreter.call_with(&class, [sign, Value::tuple(digits), exponent])
    }
}

const METHODS: &[&str] = &[
    "__int__",
    "__round__",
    "__abs__",
    "__trunc__",
    "__floor__",
    "__ceil__",
    "__float__",
    "adjusted",
    "as_integer_ratio",
    "as_tuple",
    "compare",
    "conjugate",
    "copy_abs",
    "copy_negate",
    "is_finite",
    "is_infinite",
    "is_nan",
    "is_signed",
    "is_zero",
    "max",
    "min",
    "normalize",
    "quantize",
    "scaleb",
    "sqrt",
    "to_eng_string",
    "to_integral",
    "to_integral_exact",
    "to_integral_value",
];

impl Object for Decimal {
    fn type_name(&self) -> &str {
        "Decimal"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["decimal.Decimal"]
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "real" => Some(Value::Object(self)),
            "imag" => Some(Value::object(Self::of_integer(&BigInt::from(0)))),
            _ if METHODS.contains(&name) => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let context = context::current(interpreter);
        let whole = |interpreter: &mut Interpreter, rounding: Rounding| {
            match self.special {
                Some(Special::NotANumber) => {
                    return Err(interpreter.raise("ValueError", "cannot convert NaN to integer"));
                }
                Some(Special::Infinity) => {
                    let text = "cannot convert Infinity to integer";
                    return Err(interpreter.raise("OverflowError", text));
                }
                None => {}
            }
            let number = self.rescaled(0.max(self.exponent), rounding);
            match number.map(|number| number.integer()) {
                Ok(Some(number)) => Ok(integer::value(number)),
                _ => Err(interpreter.unsupported("this decimal arithmetic")),
            }
        };
        Ok(Some(match name {
            "__int__" | "__trunc__" => match self.truncated() {
                Some(number) if self.special.is_none() => integer::value(number),
                _ => whole(interpreter, Rounding::Down)?,
            },
            "__floor__" => whole(interpreter, Rounding::Floor)?,
            "__ceil__" => whole(interpreter, Rounding::Ceiling)?,
            "__float__" => Value::Float(self.to_float()),
            "__round__" => match args.optional_integer("ndigits")? {
                None => whole(interpreter, Rounding::HalfEven)?,
                Some(digits) => {
                    let exponent = digits.saturating_neg();
                    let rounded = self.quantized(exponent, Rounding::HalfEven, &context);
                    made(interpreter, rounded)?
                }
            },
            "__abs__" => made(interpreter, self.absolute().fixed(&context))?,
            "copy_abs" => Value::object(self.absolute()),
            "copy_negate" => Value::object(self.negated()),
            "conjugate" => Value::Object(self),
            "adjusted" => Value::Int(self.adjusted().into()),
            "as_tuple" => self.as_tuple(interpreter)?,
            "as_integer_ratio" => {
                let scale = number::power_of_ten((-self.exponent).max(0));
                let raise = number::power_of_ten(self.exponent.max(0));
                let (Ok(scale), Ok(raise), None) = (scale, raise, self.special) else {
                    return Err(interpreter.unsupported("this decimal arithmetic"));
                };
                let top = number::signed(self.negative, &self.digits * raise);
                let bottom = BigInt::from(scale);
                // The denominator is not zero, and so is the divisor.
                let common = integer::greatest_divisor(top.magnitude(), bottom.magnitude());
                Value::tuple([
                    integer::value(top / BigInt::from(common.clone())),
                    integer::value(bottom / BigInt::from(common)),
                ])
            }
            "is_zero" => Value::Bool(self.is_zero()),
            "is_nan" => Value::Bool(self.special == Some(Special::NotANumber)),
            "is_infinite" => Value::Bool(self.special == Some(Special::Infinity)),
            "is_finite" => Value::Bool(self.special.is_none()),
            "is_signed" => Value::Bool(self.negative),
            "compare" => {
                let other = Self::other(interpreter, args)?;
                match self.compared(&other) {
                    Some(order) => Value::object(Self::of_integer(&BigInt::from(order as i8))),
                    None => return Err(interpreter.unsupported("this decimal arithmetic")),
                }
            }
            "max" | "min" => {
                let other = Self::other(interpreter, args)?;
                let wanted = if name == "max" {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
                let own = match self.compared(&other) {
                    Some(Ordering::Equal) => {
                        self.written_before(&other) == (wanted == Ordering::Less)
                    }
                    Some(order) => order == wanted,
                    // A number is better than none.
                    None => self.special != Some(Special::NotANumber),
                };
                let best = if own { (*self).clone() } else { other };
                made(interpreter, best.fixed(&context))?
            }
            "normalize" => made(interpreter, self.normalized(&context))?,
            "quantize" => {
                let other = Self::other(interpreter, args)?;
                let rounding = Self::rounding(interpreter, args, &context)?;
                if self.special.is_some() || other.special.is_some() {
                    return Err(interpreter.unsupported("`quantize` of what is no number"));
                }
                let exponent = other.exponent;
                made(interpreter, self.quantized(exponent, rounding, &context))?
            }
            "scaleb" => {
                let other = Self::other(interpreter, args)?;
                let shift = other.integer().and_then(|shift| i64::try_from(shift).ok());
                match shift {
                    Some(_) if self.special.is_some() => Value::Object(self),
                    Some(shift) => {
                        let shifted = Self {
                            exponent: self.exponent.saturating_add(shift),
                            ..(*self).clone()
                        };
                        // What is too far away must not reach the arithmetic.
                        let shifted = shifted.within().and_then(|number| number.fixed(&context));
                        made(interpreter, shifted)?
                    }
                    None => return Err(interpreter.unsupported("this decimal arithmetic")),
                }
            }
            "sqrt" => made(interpreter, self.square_root(&context))?,
            "to_eng_string" => Value::str(self.to_string()),
            "to_integral" | "to_integral_exact" | "to_integral_value" => {
                let rounding = Self::rounding(interpreter, args, &context)?;
                if self.exponent >= 0 || self.special.is_some() {
                    Value::Object(self)
                } else {
                    made(interpreter, self.rescaled(0, rounding))?
                }
            }
            _ => return Ok(None),
        }))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let compares = matches!(operator, "==" | "!=" | "<" | "<=" | ">" | ">=");
        let other = match (exact(other), other) {
            (Some(number), _) => number,
            (None, Value::Float(float)) if compares => Self::of_float(*float),
            _ => return Ok(None),
        };
        let own = (*self).clone();
        let (left, right) = if reflected {
            (other, own)
        } else {
            (own, other)
        };
        if compares {
            let order = left.compared(&right);
            if order.is_none() && !matches!(operator, "==" | "!=") {
                let trap = Trap::Invalid("InvalidOperation");
                return Err(trapped(interpreter, trap));
            }
            return Ok(Some(Value::Bool(match operator {
                "==" => order.is_some_and(Ordering::is_eq),
                "!=" => !order.is_some_and(Ordering::is_eq),
                "<" => order.is_some_and(Ordering::is_lt),
                "<=" => order.is_some_and(Ordering::is_le),
                ">" => order.is_some_and(Ordering::is_gt),
                _ => order.is_some_and(Ordering::is_ge),
            })));
        }
        let context = context::current(interpreter);
        interpreter.step(1 + (left.digits.bits() + right.digits.bits()) / 64)?;
        let outcome = match operator {
            "+" => left.plus(&right, &context),
            "-" => left.plus(&right.negated(), &context),
            "*" => left.times(&right, &context),
            "/" => left.divided(&right, &context),
            "//" | "%" if right.is_zero() && left.special.is_none() => {
                Err(match (operator, left.is_zero()) {
                    (_, true) => Trap::Invalid("DivisionUndefined"),
                    ("//", false) => Trap::DivisionByZero,
                    (_, false) => Trap::Invalid("InvalidOperation"),
                })
            }
            "//" => left.split(&right, &context).map(|(quotient, _)| quotient),
            "%" => left.split(&right, &context).map(|(_, rest)| rest),
            "**" => match right.integer() {
                Some(exponent) => left.power(&exponent, &context),
                None => return Err(interpreter.unsupported("a power with a fraction of a decimal")),
            },
            "divmod" => return left.divmod(interpreter, &right).map(Some),
            _ => return Ok(None),
        };
        made(interpreter, outcome).map(Some)
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        let context = context::current(interpreter);
        let number = match operator {
            "-" if self.is_zero() => self.absolute(),
            "-" => self.negated(),
            "+" if self.is_zero() => self.absolute(),
            "+" => (*self).clone(),
            _ => return Ok(None),
        };
        made(interpreter, number.fixed(&context)).map(Some)
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.is_zero()))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.to_string()))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!("Decimal('{self}')")))
    }

    fn format(&self, interpreter: &mut Interpreter, specification: &str) -> Result<Option<String>> {
        if specification.is_empty() {
            return Ok(Some(self.to_string()));
        }
        format::formatted(interpreter, self, specification).map(Some)
    }

    fn real(&self) -> Option<f64> {
        Some(self.to_float())
    }

    fn number(&self) -> Option<Value> {
        if let Some(number) = self.integer() {
            return Some(integer::value(number));
        }
        let float = self.to_float();
        let same = Self::of_float(float).compared(self) == Some(Ordering::Equal);
        same.then_some(Value::Float(float))
    }

    fn key(&self) -> Option<String> {
        let context = Context {
            precision: i64::MAX,
            ..Context::default()
        };
        let number = self.normalized(&context).ok()?;
        Some(format!("Decimal {number}"))
    }
}
