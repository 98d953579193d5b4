//! `math`

use crate::python::compare::{Number, number};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static MATH: ModuleTable = ModuleTable {
    name: "math",
    definitions: &[
        (
            "pi",
            Definition::Value(|_| Ok(Value::Float(std::f64::consts::PI))),
        ),
        (
            "e",
            Definition::Value(|_| Ok(Value::Float(std::f64::consts::E))),
        ),
        (
            "inf",
            Definition::Value(|_| Ok(Value::Float(f64::INFINITY))),
        ),
        ("nan", Definition::Value(|_| Ok(Value::Float(f64::NAN)))),
        ("ceil", Definition::Function(|i, a| whole(i, a, f64::ceil))),
        (
            "floor",
            Definition::Function(|i, a| whole(i, a, f64::floor)),
        ),
        (
            "trunc",
            Definition::Function(|i, a| whole(i, a, f64::trunc)),
        ),
        ("sqrt", Definition::Function(|i, a| real(i, a, f64::sqrt))),
        ("log10", Definition::Function(|i, a| real(i, a, f64::log10))),
        ("log2", Definition::Function(|i, a| real(i, a, f64::log2))),
        ("exp", Definition::Function(|i, a| real(i, a, f64::exp))),
        ("fabs", Definition::Function(|i, a| real(i, a, f64::abs))),
        (
            "tau",
            Definition::Value(|_| Ok(Value::Float(std::f64::consts::TAU))),
        ),
        ("sin", Definition::Function(|i, a| real(i, a, f64::sin))),
        ("cos", Definition::Function(|i, a| real(i, a, f64::cos))),
        ("tan", Definition::Function(|i, a| real(i, a, f64::tan))),
        (
            "radians",
            Definition::Function(|i, a| real(i, a, f64::to_radians)),
        ),
        (
            "degrees",
            Definition::Function(|i, a| real(i, a, f64::to_degrees)),
        ),
        ("log", Definition::Function(log)),
        ("gcd", Definition::Function(gcd)),
        ("factorial", Definition::Function(factorial)),
        ("prod", Definition::Function(prod)),
        ("isqrt", Definition::Function(isqrt)),
        (
            "isfinite",
            Definition::Function(|i, a| Ok(Value::Bool(float(i, a)?.is_finite()))),
        ),
        (
            "isnan",
            Definition::Function(|i, a| Ok(Value::Bool(float(i, a)?.is_nan()))),
        ),
        (
            "isinf",
            Definition::Function(|i, a| Ok(Value::Bool(float(i, a)?.is_infinite()))),
        ),
    ],
    fallback: None,
};

#[allow(clippy::cast_precision_loss)]
fn float(interpreter: &mut Interpreter, mut args: Args) -> Result<f64> {
    let value = args.required("x")?;
    args.finish()?;
    match number(&value) {
        Some(Number::Int(int)) => Ok(int as f64),
        Some(Number::Float(float)) => Ok(float),
        None => {
            interpreter.known(value.clone())?;
            Err(interpreter.raise(
                "TypeError",
                format!("must be real number, not {}", value.type_name()),
            ))
        }
    }
}

#[allow(clippy::cast_possible_truncation)]
fn whole(interpreter: &mut Interpreter, args: Args, round: fn(f64) -> f64) -> Result<Value> {
    if let Some(value @ Value::Int(_)) = args.positional.front() {
        return Ok(value.clone());
    }
    let rounded = round(float(interpreter, args)?);
    if rounded.abs() < 1.7e38 {
        Ok(Value::Int(rounded as i128))
    } else {
        Err(interpreter.raise("OverflowError", "cannot convert float infinity to integer"))
    }
}

fn real(interpreter: &mut Interpreter, args: Args, function: fn(f64) -> f64) -> Result<Value> {
    let result = function(float(interpreter, args)?);
    if result.is_nan() {
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    Ok(Value::Float(result))
}

/// `log(x[, base])`
fn log(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let x = args.required("x")?;
    let base = args.take("base")?;
    args.finish()?;
    let x = float(interpreter, Args::new([x]))?;
    if x <= 0.0 {
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    Ok(Value::Float(match base {
        Some(base) => x.ln() / float(interpreter, Args::new([base]))?.ln(),
        None => x.ln(),
    }))
}

fn integers(interpreter: &mut Interpreter, args: &mut Args) -> Result<Vec<i128>> {
    let mut numbers = Vec::new();
    for value in args.rest() {
        match number(&value) {
            Some(Number::Int(number)) => numbers.push(number),
            _ => {
                interpreter.known(value.clone())?;
                return Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "'{}' object cannot be interpreted as an integer",
                        value.type_name()
                    ),
                ));
            }
        }
    }
    Ok(numbers)
}

fn gcd(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let numbers = integers(interpreter, &mut args)?;
    args.finish()?;
    let gcd = numbers.into_iter().fold(0u128, |a, b| {
        let (mut a, mut b) = (a, b.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    });
    match i128::try_from(gcd) {
        Ok(gcd) => Ok(Value::Int(gcd)),
        Err(_) => Err(interpreter.integer_too_large()),
    }
}

fn factorial(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let numbers = integers(interpreter, &mut args)?;
    args.finish()?;
    let number = numbers.first().copied().unwrap_or_default();
    if number < 0 {
        return Err(interpreter.raise("ValueError", "factorial() not defined for negative values"));
    }
    let mut product: i128 = 1;
    for factor in 2..=number {
        match product.checked_mul(factor) {
            Some(next) => product = next,
            None => return Err(interpreter.integer_too_large()),
        }
    }
    Ok(Value::Int(product))
}

fn prod(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = args.required("iterable")?;
    let mut product = args.keyword("start").unwrap_or(Value::Int(1));
    args.finish()?;
    for item in interpreter.iterate(&items)? {
        product = interpreter.binary("*", &product, &item)?;
    }
    Ok(product)
}

fn isqrt(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let numbers = integers(interpreter, &mut args)?;
    args.finish()?;
    match numbers.first().copied() {
        Some(number) if number >= 0 => Ok(Value::Int(number.isqrt())),
        _ => Err(interpreter.raise("ValueError", "isqrt() argument must be nonnegative")),
    }
}
