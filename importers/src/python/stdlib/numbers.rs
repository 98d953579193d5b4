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
