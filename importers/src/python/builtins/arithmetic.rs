//! Built-in functions of numbers.

use num_bigint::{BigInt, Sign};

use super::functions::{not_an_integer, one};
use crate::python::class_name;
use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// The number that an instance is, where its class does not define the method.
fn plain(
    interpreter: &mut Interpreter,
    instance: &std::rc::Rc<crate::python::value::Instance>,
    method: &str,
) -> Option<Value> {
    if interpreter
        .class_attribute(&instance.class, method)
        .is_some()
    {
        return None;
    }
    instance.inner.borrow().clone()
}

pub(super) fn abs(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    args.finish()?;
    match &value {
        Value::Int(_) | Value::Big(_) | Value::Bool(_) => {
            let number = integer::of(&value).unwrap_or_default();
            Ok(integer::value(number.magnitude().clone().into()))
        }
        Value::Float(float) => Ok(Value::Float(float.abs())),
        Value::Unknown(_) => Ok(value),
        Value::Instance(instance) if let Some(inner) = plain(interpreter, instance, "__abs__") => {
            abs(interpreter, Args::new([inner]))
        }
        other => match interpreter.find_attribute(other, "__abs__")? {
            Some(method) => interpreter.call_with(&method, []),
            None => Err(interpreter.raise(
                "TypeError",
                format!("bad operand type for abs(): '{}'", class_name::shown(other)),
            )),
        },
    }
}

fn radix(interpreter: &mut Interpreter, mut args: Args, specification: &str) -> Result<Value> {
    let value = one(&mut args)?;
    args.finish()?;
    if let Some(number) = interpreter.index_of(&value)? {
        return interpreter.format(&number, specification).map(Value::str);
    }
    let is_scalar = class_name::shown(&value).contains('.');
    if is_scalar || matches!(value, Value::Float(_) | Value::Str(_) | Value::None) {
        return Err(not_an_integer(interpreter, &value));
    }
    interpreter.format(&value, specification).map(Value::str)
}

pub(super) fn bin(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    radix(interpreter, args, "#b")
}

pub(super) fn hex(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    radix(interpreter, args, "#x")
}

pub(super) fn oct(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    radix(interpreter, args, "#o")
}

pub(super) fn divmod(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let a = args.required("a")?;
    let b = args.required("b")?;
    args.finish()?;
    for (value, other, reflected) in [(&a, &b, false), (&b, &a, true)] {
        if let Value::Object(object) = value
            && let Some(both) = object
                .clone()
                .operator(interpreter, "divmod", other, reflected)?
        {
            return Ok(both);
        }
    }
    for (value, other, name) in [(&a, &b, "__divmod__"), (&b, &a, "__rdivmod__")] {
        if let Value::Instance(instance) = value
            && let Some(method) = interpreter.class_attribute(&instance.class, name)
        {
            let both = interpreter.call_with(&method, [value.clone(), other.clone()])?;
            if !matches!(both, Value::NotImplemented) {
                return Ok(both);
            }
        }
    }
    let quotient = interpreter.binary("//", &a, &b)?;
    let rest = interpreter.binary("%", &a, &b)?;
    Ok(Value::tuple([quotient, rest]))
}

pub(super) fn pow(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let base = args.required("base")?;
    let exponent = args.required("exp")?;
    let modulus = args.take("mod")?;
    args.finish()?;
    if let Some(modulus) = modulus.filter(|modulus| !modulus.is_none()) {
        return power_modulo(interpreter, &base, &exponent, &modulus);
    }
    interpreter.binary("**", &base, &exponent)
}

fn power_modulo(
    interpreter: &mut Interpreter,
    base: &Value,
    exponent: &Value,
    modulus: &Value,
) -> Result<Value> {
    let numbers = (
        integer::of(base),
        integer::of(exponent),
        integer::of(modulus),
    );
    let (Some(base), Some(exponent), Some(modulus)) = numbers else {
        for value in [base, exponent, modulus] {
            interpreter.known(value.clone())?;
        }
        let text = "pow() 3rd argument not allowed unless all arguments are integers";
        return Err(interpreter.raise("TypeError", text));
    };
    if modulus.sign() == Sign::NoSign {
        return Err(interpreter.raise("ValueError", "pow() 3rd argument cannot be 0"));
    }
    interpreter.step(1 + exponent.bits().saturating_mul(modulus.bits() / 64 + 1))?;
    let magnitude = BigInt::from(modulus.magnitude().clone());
    let base = integer::floor_divide(&base, &magnitude).1;
    let base = if exponent.sign() == Sign::Minus {
        match base.modinv(&magnitude) {
            Some(inverse) => inverse,
            None => {
                let text = "base is not invertible for the given modulus";
                return Err(interpreter.raise("ValueError", text));
            }
        }
    } else {
        base
    };
    let exponent = BigInt::from(exponent.magnitude().clone());
    let result = base.modpow(&exponent, &magnitude);
    Ok(integer::value(integer::floor_divide(&result, &modulus).1))
}

pub(super) fn round(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("number")?;
    let digits = args.optional_integer("ndigits")?;
    args.finish()?;
    if let Some(number) = integer::of(&value) {
        return Ok(integer::value(match digits {
            Some(digits) if digits < 0 => {
                round_tens(interpreter, &number, false, digits.unsigned_abs())?
            }
            _ => number,
        }));
    }
    match (&value, digits) {
        (Value::Unknown(_), _) => Ok(value),
        (Value::Float(float), None) if float.is_finite() => {
            Ok(integer::value(integer::from_float(float.round_ties_even())))
        }
        (Value::Float(float), None) => super::numbers::integer_of(interpreter, *float),
        (Value::Float(float), Some(_)) if !float.is_finite() => Ok(value),
        (Value::Float(float), Some(digits)) if digits < 0 => {
            let whole = integer::from_float(float.trunc());
            let rest = float.fract() != 0.0;
            let rounded = round_tens(interpreter, &whole, rest, digits.unsigned_abs())?;
            match integer::to_float(&rounded) {
                Some(rounded) => Ok(Value::Float(rounded.copysign(*float))),
                None => {
                    let text = "rounded value too large to represent";
                    Err(interpreter.raise("OverflowError", text))
                }
            }
        }
        (Value::Float(float), Some(digits)) => {
            let digits = usize::try_from(digits).unwrap_or(0).min(330);
            // The decimal text rounds as Python does: on the exact binary value.
            Ok(Value::Float(
                format!("{float:.digits$}").parse().unwrap_or(*float),
            ))
        }
        (Value::Instance(instance), digits)
            if let Some(inner) = plain(interpreter, instance, "__round__") =>
        {
            let digits = digits.map(|digits| Value::Int(digits.into()));
            round(interpreter, Args::new([inner].into_iter().chain(digits)))
        }
        (other, digits) => {
            let digits = digits.map(|digits| Value::Int(digits.into()));
            match interpreter.find_attribute(other, "__round__")? {
                Some(method) => interpreter.call(&method, Args::new(digits)),
                None => Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "type {} doesn't define __round__ method",
                        class_name::shown(other)
                    ),
                )),
            }
        }
    }
}

/// No integer has more digits.
const MOST_TENS: u32 = 20_000;

/// A number rounded to a multiple of a power of ten, ties to even; `rest` says
/// that a fraction follows the number.
fn round_tens(
    interpreter: &mut Interpreter,
    number: &BigInt,
    rest: bool,
    digits: u64,
) -> Result<BigInt> {
    let Some(digits) = u32::try_from(digits)
        .ok()
        .filter(|digits| *digits <= MOST_TENS)
    else {
        return Ok(BigInt::from(0));
    };
    interpreter.step(1 + u64::from(digits) / 4)?;
    let unit = BigInt::from(10).pow(digits);
    let magnitude = BigInt::from(number.magnitude().clone());
    let (mut quotient, over) = integer::floor_divide(&magnitude, &unit);
    let twice: BigInt = over * 2;
    if twice > unit || (twice == unit && (rest || quotient.bit(0))) {
        quotient += 1;
    }
    let rounded = quotient * unit;
    Ok(if number.sign() == Sign::Minus {
        -rounded
    } else {
        rounded
    })
}

pub(super) fn sum(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = args.required("iterable")?;
    let mut total = args.take("start")?.unwrap_or(Value::Int(0));
    args.finish()?;
    for item in interpreter.iterate(&items)? {
        total = interpreter.binary("+", &total, &item)?;
    }
    Ok(total)
}
