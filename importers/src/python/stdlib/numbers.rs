//! `math`

use num_bigint::{BigInt, BigUint, Sign};

use crate::python::compare::number;
use crate::python::integer;
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
        ("asin", Definition::Function(|i, a| real(i, a, f64::asin))),
        ("acos", Definition::Function(|i, a| real(i, a, f64::acos))),
        ("atan", Definition::Function(|i, a| real(i, a, f64::atan))),
        ("sinh", Definition::Function(|i, a| real(i, a, f64::sinh))),
        ("cosh", Definition::Function(|i, a| real(i, a, f64::cosh))),
        ("tanh", Definition::Function(|i, a| real(i, a, f64::tanh))),
        ("log1p", Definition::Function(|i, a| real(i, a, f64::ln_1p))),
        (
            "expm1",
            Definition::Function(|i, a| real(i, a, f64::exp_m1)),
        ),
        ("pow", Definition::Function(|i, a| both(i, a, f64::powf))),
        ("atan2", Definition::Function(|i, a| both(i, a, f64::atan2))),
        (
            "copysign",
            Definition::Function(|i, a| both(i, a, f64::copysign)),
        ),
        (
            "fmod",
            Definition::Function(|i, a| both(i, a, |x, y| x % y)),
        ),
        ("hypot", Definition::Function(|i, a| both(i, a, f64::hypot))),
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
    fallback: super::written::MATH,
};

fn float(interpreter: &mut Interpreter, mut args: Args) -> Result<f64> {
    let value = args.required("x")?;
    args.finish()?;
    match number(&value) {
        Some(number) => Ok(number.to_float()),
        None => {
            interpreter.known(value.clone())?;
            Err(interpreter.raise(
                "TypeError",
                format!("must be real number, not {}", value.type_name()),
            ))
        }
    }
}

fn whole(interpreter: &mut Interpreter, args: Args, round: fn(f64) -> f64) -> Result<Value> {
    if let Some(number) = args.positional.front().and_then(integer::of) {
        return Ok(integer::value(number));
    }
    let rounded = round(float(interpreter, args)?);
    crate::python::builtins::integer_of(interpreter, rounded)
}

fn real(interpreter: &mut Interpreter, args: Args, function: fn(f64) -> f64) -> Result<Value> {
    let result = function(float(interpreter, args)?);
    if result.is_nan() {
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    Ok(Value::Float(result))
}

/// A function of two numbers.
fn both(
    interpreter: &mut Interpreter,
    mut args: Args,
    function: fn(f64, f64) -> f64,
) -> Result<Value> {
    let (x, y) = (args.required("x")?, args.required("y")?);
    args.finish()?;
    let x = float(interpreter, Args::new([x]))?;
    let y = float(interpreter, Args::new([y]))?;
    let result = function(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(interpreter.raise("OverflowError", "math range error"));
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

fn integers(interpreter: &mut Interpreter, args: &mut Args) -> Result<Vec<BigInt>> {
    let mut numbers = Vec::new();
    for value in args.rest() {
        match integer::of(&value) {
            Some(number) => numbers.push(number),
            None => {
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
    let mut gcd = BigUint::default();
    for number in numbers {
        // So many divisions at most, of numbers that are so long.
        let bits = number.bits().min(gcd.bits());
        interpreter.step(1 + bits * bits / 4096)?;
        gcd = integer::greatest_divisor(&gcd, number.magnitude());
    }
    Ok(integer::value(gcd.into()))
}

fn factorial(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let numbers = integers(interpreter, &mut args)?;
    args.finish()?;
    let number = numbers.first().cloned().unwrap_or_default();
    if number.sign() == Sign::Minus {
        return Err(interpreter.raise("ValueError", "factorial() not defined for negative values"));
    }
    let last = u32::try_from(&number).unwrap_or(u32::MAX);
    let mut product = Value::Int(1);
    for factor in 2..=last {
        product = interpreter.binary("*", &product, &Value::Int(factor.into()))?;
    }
    Ok(product)
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
    match numbers.first() {
        Some(number) if number.sign() != Sign::Minus => {
            interpreter.step(number.bits())?;
            Ok(integer::value(number.sqrt()))
        }
        _ => Err(interpreter.raise("ValueError", "isqrt() argument must be nonnegative")),
    }
}
