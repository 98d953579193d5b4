//! Equality, order and keys, as Python defines them.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigInt;

use super::class_name;
use super::dict::{DictEntries, Key};
use super::integer;
use super::interpreter::{Interpreter, Truth};
use super::native::{Args, Result};
use super::value::{Range, Value};
use crate::record::Test;

impl Interpreter {
    /// `a == b`: a truth value, a test, or what an object makes of it (an SQL expression).
    ///
    /// # Errors
    /// What `__eq__` raises.
    pub fn equal(&mut self, a: &Value, b: &Value) -> Result<Value> {
        self.step(1)?;
        if let Some(known) = plain_equal(a, b) {
            return Ok(Value::Bool(known));
        }
        match (a, b) {
            (Value::Unknown(_), _) | (_, Value::Unknown(_)) => Ok(self.derive(a, b)),
            (Value::Test(a), Value::Test(b)) => Ok(Value::test(same(a, b))),
            (Value::Test(test), other) | (other, Value::Test(test)) => Ok(match other {
                Value::Bool(true) | Value::Int(1) => Value::Test(test.clone()),
                Value::Bool(false) | Value::Int(0) => Value::test((**test).clone().negate()),
                // `True == 1.0`
                other => match (
                    plain_equal(&Value::Int(1), other),
                    plain_equal(&Value::Int(0), other),
                ) {
                    (Some(true), _) => Value::Test(test.clone()),
                    (_, Some(true)) => Value::test((**test).clone().negate()),
                    _ => Value::Bool(false),
                },
            }),
            (Value::List(x), Value::List(y)) => {
                let (x, y) = (x.items.borrow().clone(), y.items.borrow().clone());
                self.equal_items(&x, &y)
            }
            (Value::Tuple(x), Value::Tuple(y)) => self.equal_items(x, y),
            (Value::Dict(x), Value::Dict(y)) => {
                if Rc::ptr_eq(x, y) {
                    return Ok(Value::Bool(true));
                }
                if x.class == "Counter" && y.class == "Counter" {
                    return super::methods::counter::compared(self, "==", a, b);
                }
                if x.class == "OrderedDict" && y.class == "OrderedDict" {
                    let list = |dict: &Rc<super::value::Dict>| -> Vec<Value> {
                        let pairs = dict.entries.borrow().pairs();
                        let pairs = pairs.into_iter();
                        pairs
                            .map(|(key, value)| Value::tuple([key, value]))
                            .collect()
                    };
                    return self.equal_items(&list(x), &list(y));
                }
                let mut pairs = Vec::new();
                {
                    let (x, y) = (x.entries.borrow(), y.entries.borrow());
                    if x.len() != y.len() {
                        return Ok(Value::Bool(false));
                    }
                    for (key, _, value) in x.iter() {
                        match y.get(key) {
                            Some(other) => pairs.push((value.clone(), other.clone())),
                            None => return Ok(Value::Bool(false)),
                        }
                    }
                }
                let (x, y): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
                self.equal_items(&x, &y)
            }
            (Value::Set(x), Value::Set(y)) => {
                let (x, y) = (x.entries.borrow(), y.entries.borrow());
                Ok(Value::Bool(x.len() == y.len() && subset(&x, &y)))
            }
            (Value::Object(object), other) => {
                if let Some(value) = object.clone().operator(self, "==", other, false)? {
                    return Ok(value);
                }
                if let Value::Object(right) = other
                    && let Some(value) = right.clone().operator(self, "==", a, true)?
                {
                    return Ok(value);
                }
                self.settled(a)?;
                self.settled(b)?;
                Ok(Value::Bool(a.is_same(b)))
            }
            (other, Value::Object(object)) => {
                if let Some(value) = object.clone().operator(self, "==", other, true)? {
                    return Ok(value);
                }
                self.settled(b)?;
                Ok(Value::Bool(false))
            }
            (Value::Instance(_), _) | (_, Value::Instance(_)) => self.equal_instances(a, b),
            (Value::Method(x), Value::Method(y)) => {
                Ok(Value::Bool(x.0.is_same(&y.0) && x.1.is_same(&y.1)))
            }
            _ => Ok(Value::Bool(a.is_same(b))),
        }
    }

    /// Checks that a value is more than what the live database will give.
    ///
    /// # Errors
    /// That it takes a program to use it so.
    pub(crate) fn settled(&self, value: &Value) -> Result<()> {
        match value {
            Value::Test(_) => match super::args::not_known(value, &self.place()) {
                Some(interrupt) => Err(interrupt),
                None => Ok(()),
            },
            Value::Object(object) if object.is_live() => Err(self.needs_program(
                "live-data",
                "What the live catalogue lists here is used for more than asking whether a name is in it.",
            )),
            _ => Ok(()),
        }
    }

    fn equal_instances(&mut self, a: &Value, b: &Value) -> Result<Value> {
        for (left, right) in [(a, b), (b, a)] {
            if let Value::Instance(instance) = left
                && let Some(method) = self.class_attribute(&instance.class, "__eq__")
            {
                let result = self.call(&method, Args::new([left.clone(), right.clone()]))?;
                if !matches!(result, Value::NotImplemented) {
                    return Ok(result);
                }
            }
        }
        if a.is_same(b) {
            return Ok(Value::Bool(true));
        }
        let inner = |value: &Value| match value {
            Value::Instance(instance) => instance.inner.borrow().clone(),
            other => Some(other.clone()),
        };
        match (inner(a), inner(b)) {
            (Some(x), Some(y))
                if !matches!((&x, &y), (Value::Instance(_), _) | (_, Value::Instance(_))) =>
            {
                self.equal(&x, &y)
            }
            _ => Ok(Value::Bool(false)),
        }
    }

    fn equal_items(&mut self, x: &[Value], y: &[Value]) -> Result<Value> {
        if x.len() != y.len() {
            return Ok(Value::Bool(false));
        }
        let mut tests = Vec::new();
        for (a, b) in x.iter().zip(y) {
            if a.is_same(b) {
                continue;
            }
            let equal = self.deeper(|interpreter| interpreter.equal(a, b))?;
            if matches!(equal, Value::Unknown(_)) {
                return Ok(equal);
            }
            match self.truth(&equal)? {
                Truth::Known(true) => {}
                Truth::Known(false) => return Ok(Value::Bool(false)),
                Truth::Test(test) => tests.push((*test).clone()),
            }
        }
        Ok(Value::test(Test::all(tests)))
    }

    /// Whether both are equal, where that is known.
    ///
    /// # Errors
    /// Where only the live catalogue knows.
    pub fn is_equal(&mut self, a: &Value, b: &Value) -> Result<bool> {
        if a.is_same(b) {
            return Ok(true);
        }
        let equal = self.equal(a, b)?;
        self.known_truth(&equal)
    }

    /// `a < b` and its like, by `operator`: `<`, `<=`, `>`, `>=`.
    ///
    /// # Errors
    /// `TypeError` where there is no order.
    pub fn order(&mut self, a: &Value, operator: &str, b: &Value) -> Result<Value> {
        self.step(1)?;
        let holds = |ordering: Option<Ordering>| {
            Value::Bool(match (operator, ordering) {
                (_, None) => false,
                ("<", Some(order)) => order == Ordering::Less,
                ("<=", Some(order)) => order != Ordering::Greater,
                (">", Some(order)) => order == Ordering::Greater,
                (_, Some(order)) => order != Ordering::Less,
            })
        };
        if let (Some(x), Some(y)) = (number(a), number(b)) {
            return Ok(holds(compare_numbers(&x, &y)));
        }
        self.settled(a)?;
        self.settled(b)?;
        match (a, b) {
            (Value::Str(x), Value::Str(y)) => return Ok(holds(Some(x.cmp(y)))),
            (Value::Bytes(x), Value::Bytes(y)) => return Ok(holds(Some(x.cmp(y)))),
            (Value::Unknown(_), _) | (_, Value::Unknown(_)) => return Ok(self.derive(a, b)),
            (Value::List(x), Value::List(y)) => {
                let (x, y) = (x.items.borrow().clone(), y.items.borrow().clone());
                return self.order_items(&x, operator, &y);
            }
            (Value::Tuple(x), Value::Tuple(y)) => return self.order_items(x, operator, y),
            (Value::Dict(x), Value::Dict(y)) if x.class == "Counter" && y.class == "Counter" => {
                return super::methods::counter::compared(self, operator, a, b);
            }
            (Value::Set(x), Value::Set(y)) => {
                let (x, y) = (x.entries.borrow(), y.entries.borrow());
                return Ok(Value::Bool(match operator {
                    "<" => x.len() < y.len() && subset(&x, &y),
                    "<=" => subset(&x, &y),
                    ">" => y.len() < x.len() && subset(&y, &x),
                    _ => subset(&y, &x),
                }));
            }
            (Value::Object(object), _) => {
                if let Some(value) = object.clone().operator(self, operator, b, false)? {
                    return Ok(value);
                }
            }
            _ => {}
        }
        let mirrored = match operator {
            "<" => ">",
            "<=" => ">=",
            ">" => "<",
            _ => "<=",
        };
        if let Value::Object(object) = b
            && let Some(value) = object.clone().operator(self, operator, a, true)?
        {
            return Ok(value);
        }
        for (left, name, right) in [(a, operator, b), (b, mirrored, a)] {
            let method = match name {
                "<" => "__lt__",
                "<=" => "__le__",
                ">" => "__gt__",
                _ => "__ge__",
            };
            if let Value::Instance(instance) = left
                && let Some(function) = self.class_attribute(&instance.class, method)
            {
                let result = self.call(&function, Args::new([left.clone(), right.clone()]))?;
                if !matches!(result, Value::NotImplemented) {
                    return Ok(result);
                }
            }
        }
        let inner = |value: &Value| match value {
            Value::Instance(instance) => instance.inner.borrow().clone(),
            other => Some(other.clone()),
        };
        if (matches!(a, Value::Instance(_)) || matches!(b, Value::Instance(_)))
            && let (Some(x), Some(y)) = (inner(a), inner(b))
            && !matches!(x, Value::Instance(_))
            && !matches!(y, Value::Instance(_))
        {
            return self.order(&x, operator, &y);
        }
        let (left, right) = (class_name::shown(a), class_name::shown(b));
        let message =
            format!("'{operator}' not supported between instances of '{left}' and '{right}'");
        let partial = if matches!(a, Value::Object(_)) { a } else { b };
        Err(self.cannot(partial, "TypeError", message))
    }

    fn order_items(&mut self, x: &[Value], operator: &str, y: &[Value]) -> Result<Value> {
        for (a, b) in x.iter().zip(y) {
            if !self.deeper(|interpreter| interpreter.is_equal(a, b))? {
                return self.deeper(|interpreter| interpreter.order(a, operator, b));
            }
        }
        let (x, y) = (x.len(), y.len());
        Ok(Value::Bool(match operator {
            "<" => x < y,
            "<=" => x <= y,
            ">" => x > y,
            _ => x >= y,
        }))
    }
}

/// Equality of values that need no help.
fn plain_equal(a: &Value, b: &Value) -> Option<bool> {
    if let (Some(x), Some(y)) = (number(a), number(b)) {
        return Some(compare_numbers(&x, &y) == Some(Ordering::Equal));
    }
    match (a, b) {
        (Value::Str(x), Value::Str(y)) => Some(x == y),
        (Value::Bytes(x), Value::Bytes(y)) => Some(x == y),
        (Value::None, Value::None) => Some(true),
        (Value::None, Value::Str(_) | Value::Int(_) | Value::Big(_) | Value::Bool(_))
        | (Value::Str(_) | Value::Int(_) | Value::Big(_) | Value::Bool(_), Value::None) => {
            Some(false)
        }
        (Value::Range(..), Value::Range(..)) => Some(range_items(a) == range_items(b)),
        _ => None,
    }
}

fn range_items(range: &Value) -> Option<(i128, i128, i128)> {
    let Value::Range(own) = range else {
        return None;
    };
    match range_length(range) {
        0 => None,
        1 => Some((own.start, 1, 0)),
        length => Some((own.start, length, own.step)),
    }
}

/// The number of items of a range.
pub(crate) fn range_length(range: &Value) -> i128 {
    let Value::Range(range) = range else {
        return 0;
    };
    let Range { start, stop, step } = **range;
    if step > 0 && stop > start {
        (stop.saturating_sub(start).saturating_sub(1)) / step + 1
    } else if step < 0 && stop < start {
        (start.saturating_sub(stop).saturating_sub(1)) / step.saturating_neg() + 1
    } else {
        0
    }
}

/// A number.
pub(crate) enum Number {
    Int(i128),
    Big(Rc<BigInt>),
    Float(f64),
}

impl Number {
    /// The number as a float; infinite where it is too large.
    #[allow(clippy::cast_precision_loss)]
    pub(crate) fn to_float(&self) -> f64 {
        match self {
            Self::Int(number) => *number as f64,
            Self::Big(number) => integer::to_float(number).unwrap_or(f64::INFINITY),
            Self::Float(float) => *float,
        }
    }

    fn to_integer(&self) -> BigInt {
        match self {
            Self::Int(number) => BigInt::from(*number),
            Self::Big(number) => (**number).clone(),
            Self::Float(float) => integer::from_float(*float),
        }
    }
}

/// The value as a number; truth values are numbers.
pub(crate) fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Bool(known) => Some(Number::Int(i128::from(*known))),
        Value::Int(number) => Some(Number::Int(*number)),
        Value::Big(number) => Some(Number::Big(number.clone())),
        Value::Float(float) => Some(Number::Float(*float)),
        _ => None,
    }
}

fn compare_numbers(x: &Number, y: &Number) -> Option<Ordering> {
    match (x, y) {
        (Number::Int(x), Number::Int(y)) => Some(x.cmp(y)),
        (Number::Float(x), Number::Float(y)) => x.partial_cmp(y),
        (_, Number::Float(y)) => compare_mixed(x, *y),
        (Number::Float(x), _) => compare_mixed(y, *x).map(Ordering::reverse),
        _ => Some(x.to_integer().cmp(&y.to_integer())),
    }
}

/// An integer and a float, exactly: a cast of the integer would round.
fn compare_mixed(int: &Number, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        let above = float > 0.0;
        return Some(if above {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    let whole = float.trunc();
    let order = int.to_integer().cmp(&integer::from_float(whole));
    Some(order.then_with(|| {
        0.0_f64
            .partial_cmp(&(float - whole))
            .unwrap_or(Ordering::Equal)
    }))
}

pub(super) fn float_key(float: f64) -> Key {
    if float.fract() != 0.0 || !float.is_finite() {
        return Key::Float(float.to_bits());
    }
    match integer::value(integer::from_float(float)) {
        Value::Int(number) => Key::Int(number),
        Value::Big(number) => Key::Big(number),
        _ => Key::Float(float.to_bits()),
    }
}

pub(crate) fn subset(x: &DictEntries, y: &DictEntries) -> bool {
    x.iter().all(|(key, _, _)| y.get(key).is_some())
}

fn same(a: &Rc<Test>, b: &Rc<Test>) -> Test {
    if a == b {
        return Test::Known(true);
    }
    Test::any(vec![
        Test::all(vec![(**a).clone(), (**b).clone()]),
        Test::all(vec![(**a).clone().negate(), (**b).clone().negate()]),
    ])
}
