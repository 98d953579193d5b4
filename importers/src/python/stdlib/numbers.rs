//! `math`

use num_bigint::{BigInt, BigUint, Sign};

use crate::python::compare::{Number, number};
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
        (
            "log10",
            Definition::Function(|i, a| log_of(i, a, f64::log10)),
        ),
        ("log2", Definition::Function(|i, a| log_of(i, a, f64::log2))),
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
            Definition::Function(|i, a| Ok(Value::Float(float(i, a)?.to_degrees()))),
        ),
        ("asin", Definition::Function(|i, a| real(i, a, f64::asin))),
        ("acos", Definition::Function(|i, a| real(i, a, f64::acos))),
        ("atan", Definition::Function(|i, a| real(i, a, f64::atan))),
        ("sinh", Definition::Function(|i, a| real(i, a, f64::sinh))),
        ("cosh", Definition::Function(|i, a| real(i, a, f64::cosh))),
        ("tanh", Definition::Function(|i, a| real(i, a, f64::tanh))),
        ("log1p", Definition::Function(log_beside)),
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
        ("hypot", Definition::Function(hypot)),
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
    real_number(interpreter, &value)
}

fn real_number(interpreter: &mut Interpreter, value: &Value) -> Result<f64> {
    match number(value) {
        Some(number @ Number::Big(_)) if number.to_float().is_infinite() => {
            Err(interpreter.raise("OverflowError", "int too large to convert to float"))
        }
        Some(number) => Ok(number.to_float()),
        None => {
            interpreter.known(value.clone())?;
            let is_number = match value {
                Value::Object(object) => object.real().is_some(),
                Value::Instance(instance) => {
                    instance.inner.borrow().as_ref().and_then(number).is_some()
                        || ["__float__", "__index__"].iter().any(|name| {
                            interpreter.class_attribute(&instance.class, name).is_some()
                        })
                }
                _ => false,
            };
            if is_number {
                let class = crate::python::builtins::class("float");
                let class = class.map_or(Value::None, Value::NativeClass);
                if let Value::Float(float) = interpreter.call_with(&class, [value.clone()])? {
                    return Ok(float);
                }
            }
            Err(interpreter.raise(
                "TypeError",
                format!("must be real number, not {}", value.type_name()),
            ))
        }
    }
}

fn whole(interpreter: &mut Interpreter, mut args: Args, round: fn(f64) -> f64) -> Result<Value> {
    let function = args.function.to_string();
    let value = args.required("x")?;
    args.finish()?;
    if let Some(number) = integer::of(&value) {
        return Ok(integer::value(number));
    }
    if matches!(value, Value::Instance(_) | Value::Object(_)) {
        let name = function.rsplit('.').next().unwrap_or_default();
        if let Some(method) = interpreter.find_attribute(&value, &format!("__{name}__"))? {
            return interpreter.call_with(&method, []);
        }
    }
    let rounded = round(real_number(interpreter, &value)?);
    crate::python::builtins::integer_of(interpreter, rounded)
}

/// A function of one number.
fn real(interpreter: &mut Interpreter, args: Args, function: fn(f64) -> f64) -> Result<Value> {
    let x = float(interpreter, args)?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(interpreter.raise("OverflowError", "math range error"));
    }
    Ok(Value::Float(result))
}

/// A logarithm of one number, which can be an integer of any size.
fn logarithm(
    interpreter: &mut Interpreter,
    value: &Value,
    function: fn(f64) -> f64,
) -> Result<f64> {
    let (x, bits) = match value {
        Value::Big(number) if integer::to_float(number).is_none() => {
            // As a fraction of a power of two.
            let bits = number.bits();
            let power = BigInt::from(1) << bits;
            (integer::divide(number, &power).unwrap_or(f64::NAN), bits)
        }
        other => (real_number(interpreter, other)?, 0),
    };
    if x <= 0.0 {
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    #[allow(clippy::cast_precision_loss)]
    let bits = bits as f64;
    Ok(if bits > 0.0 {
        function(x) + function(2.0) * bits
    } else {
        function(x)
    })
}

/// A function of two numbers.
fn both(
    interpreter: &mut Interpreter,
    mut args: Args,
    function: fn(f64, f64) -> f64,
) -> Result<Value> {
    let (x, y) = (args.required("x")?, args.required("y")?);
    args.finish()?;
    let (x, y) = (real_number(interpreter, &x)?, real_number(interpreter, &y)?);
    let result = function(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    if result.is_infinite() && x == 0.0 && y.is_finite() {
        // A power of nothing.
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(interpreter.raise("OverflowError", "math range error"));
    }
    Ok(Value::Float(result))
}

/// `hypot(x, y)`, which may be infinite.
fn hypot(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let (x, y) = (args.required("x")?, args.required("y")?);
    args.finish()?;
    let (x, y) = (real_number(interpreter, &x)?, real_number(interpreter, &y)?);
    Ok(Value::Float(x.hypot(y)))
}

/// `log(x[, base])`
fn log(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let x = args.required("x")?;
    let base = args.take("base")?;
    args.finish()?;
    let x = logarithm(interpreter, &x, f64::ln)?;
    let Some(base) = base else {
        return Ok(Value::Float(x));
    };
    let base = logarithm(interpreter, &base, f64::ln)?;
    interpreter.binary("/", &Value::Float(x), &Value::Float(base))
}

/// `log2(x)` and its like
fn log_of(
    interpreter: &mut Interpreter,
    mut args: Args,
    function: fn(f64) -> f64,
) -> Result<Value> {
    let x = args.required("x")?;
    args.finish()?;
    logarithm(interpreter, &x, function).map(Value::Float)
}

/// `log1p(x)`
fn log_beside(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let x = float(interpreter, args)?;
    if x <= -1.0 {
        return Err(interpreter.raise("ValueError", "math domain error"));
    }
    Ok(Value::Float(x.ln_1p()))
}

/// The only argument, an integer.
fn only_integer(interpreter: &mut Interpreter, mut args: Args) -> Result<BigInt> {
    let value = args.required("n")?;
    args.finish()?;
    let mut numbers = integers(interpreter, &mut Args::new([value]))?;
    Ok(numbers.pop().unwrap_or_default())
}

fn integers(interpreter: &mut Interpreter, args: &mut Args) -> Result<Vec<BigInt>> {
    let mut numbers = Vec::new();
    for value in args.rest() {
        let index = interpreter.index_of(&value)?;
        match integer::of(index.as_ref().unwrap_or(&value)) {
            Some(number) => numbers.push(number),
            None => {
                interpreter.known(value.clone())?;
                interpreter.settled(&value)?;
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

fn factorial(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let number = only_integer(interpreter, args)?;
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

fn isqrt(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let number = only_integer(interpreter, args)?;
    if number.sign() == Sign::Minus {
        return Err(interpreter.raise("ValueError", "isqrt() argument must be nonnegative"));
    }
    interpreter.step(number.bits())?;
    Ok(integer::value(number.sqrt()))
}
