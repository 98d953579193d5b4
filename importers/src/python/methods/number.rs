//! Methods of numbers.

use num_bigint::{BigInt, Sign};

use super::Methods;
use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

pub(super) const TABLE: Methods = &[
    ("is_integer", |_, value, args| {
        args.finish()?;
        Ok(Value::Bool(match value {
            Value::Float(float) => float.fract() == 0.0,
            _ => true,
        }))
    }),
    ("conjugate", |_, value, args| {
        args.finish()?;
        Ok(match value {
            Value::Bool(known) => Value::Int(i128::from(*known)),
            other => other.clone(),
        })
    }),
    ("as_integer_ratio", ratio),
    ("hex", |interpreter, value, args| {
        args.finish()?;
        match value {
            Value::Float(float) => Ok(Value::str(hexadecimal(*float))),
            _ => Err(interpreter.no_attribute(value, "hex")),
        }
    }),
];

/// Those of integers alone.
pub(super) const WHOLE: Methods = &[
    ("bit_length", |_, value, args| {
        args.finish()?;
        Ok(Value::Int(whole(value).bits().into()))
    }),
    ("bit_count", |_, value, args| {
        args.finish()?;
        let ones = whole(value)
            .iter_u64_digits()
            .map(|digit| i128::from(digit.count_ones()))
            .sum();
        Ok(Value::Int(ones))
    }),
    ("to_bytes", to_bytes),
];

fn whole(value: &Value) -> BigInt {
    integer::of(value).unwrap_or_default()
}

fn ratio(interpreter: &mut Interpreter, value: &Value, args: Args) -> Result<Value> {
    args.finish()?;
    let Value::Float(float) = value else {
        return Ok(Value::tuple([integer::value(whole(value)), Value::Int(1)]));
    };
    let (top, bottom) = integer::float_ratio(interpreter, *float)?;
    Ok(Value::tuple([integer::value(top), integer::value(bottom)]))
}

/// `0x1.8000000000000p+0`
fn hexadecimal(float: f64) -> String {
    let sign = if float.is_sign_negative() { "-" } else { "" };
    if float.is_nan() {
        return "nan".into();
    }
    if float.is_infinite() {
        return format!("{sign}inf");
    }
    let bits = float.abs().to_bits();
    let (exponent, fraction) = (bits >> 52, bits & ((1 << 52) - 1));
    match (exponent, fraction) {
        (0, 0) => format!("{sign}0x0.0p+0"),
        (0, _) => format!("{sign}0x0.{fraction:013x}p-1022"),
        _ => {
            let power = i64::try_from(exponent).unwrap_or(0) - 1023;
            format!("{sign}0x1.{fraction:013x}p{power:+}")
        }
    }
}

fn to_bytes(interpreter: &mut Interpreter, value: &Value, mut args: Args) -> Result<Value> {
    let length = args.optional_integer("length")?.unwrap_or(1);
    let order = args
        .optional_string("byteorder")?
        .unwrap_or_else(|| "big".into());
    let signed = args.keyword_boolean("signed")?.unwrap_or(false);
    args.finish()?;
    let number = whole(value);
    let Ok(length) = usize::try_from(length) else {
        let text = "length argument must be non-negative";
        return Err(interpreter.raise("ValueError", text));
    };
    interpreter.charge(length)?;
    if number.sign() == Sign::Minus && !signed {
        return Err(interpreter.raise("OverflowError", "can't convert negative int to unsigned"));
    }
    let fill = if number.sign() == Sign::Minus {
        0xff
    } else {
        0
    };
    let mut bytes = if signed {
        number.to_signed_bytes_le()
    } else {
        number.magnitude().to_bytes_le()
    };
    while bytes.len() > length && bytes.last() == Some(&0) && !signed {
        bytes.pop();
    }
    if bytes.len() > length && number.sign() != Sign::NoSign {
        return Err(interpreter.raise("OverflowError", "int too big to convert"));
    }
    bytes.resize(length, fill);
    if &*order == "big" {
        bytes.reverse();
    }
    Ok(Value::Bytes(bytes.into()))
}

/// `int.from_bytes(bytes, byteorder, signed=False)`
pub(crate) fn from_bytes(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("bytes")?;
    let order = args
        .optional_string("byteorder")?
        .unwrap_or_else(|| "big".into());
    let signed = args.keyword_boolean("signed")?.unwrap_or(false);
    args.finish()?;
    let mut bytes = match &value {
        Value::Bytes(bytes) => bytes.to_vec(),
        other => {
            let class = crate::python::builtins::class("bytes");
            let class = class.map_or(Value::None, Value::NativeClass);
            match interpreter.call_with(&class, [other.clone()])? {
                Value::Bytes(bytes) => bytes.to_vec(),
                _ => Vec::new(),
            }
        }
    };
    if &*order == "little" {
        bytes.reverse();
    }
    Ok(integer::value(if signed {
        BigInt::from_signed_bytes_be(&bytes)
    } else {
        BigInt::from_bytes_be(Sign::Plus, &bytes)
    }))
}
