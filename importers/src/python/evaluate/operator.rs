//! Operators.

use super::super::compare::number;
use crate::python::class_name;
use crate::python::dict::DictEntries;
use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::stdlib::flag;
use crate::python::syntax::ast::{CmpOp, Operator, UnaryOp};
use crate::python::value::Value;

/// The name between the underscores of the method for an operator between two values.
fn method_name(operator: &str) -> &'static str {
    match operator {
        "+" => "add",
        "-" => "sub",
        "*" => "mul",
        "/" => "truediv",
        "//" => "floordiv",
        "%" => "mod",
        "**" => "pow",
        "<<" => "lshift",
        ">>" => "rshift",
        "|" => "or",
        "&" => "and",
        "^" => "xor",
        _ => "matmul",
    }
}

/// The method that an operator calls on the left value, or on the right one where `reflected`.
pub(crate) fn dunder_name(operator: &str, reflected: bool) -> Option<String> {
    let compared = match (operator, reflected) {
        ("<", false) | (">", true) => Some("lt"),
        ("<=", false) | (">=", true) => Some("le"),
        (">", false) | ("<", true) => Some("gt"),
        (">=", false) | ("<=", true) => Some("ge"),
        _ => None,
    };
    if let Some(name) = compared {
        return Some(format!("__{name}__"));
    }
    if matches!(operator, "==" | "!=") {
        return None;
    }
    let prefix = if reflected { "r" } else { "" };
    Some(format!("__{prefix}{}__", method_name(operator)))
}

impl Interpreter {
    /// A unary operator.
    pub(crate) fn unary(&mut self, operator: UnaryOp, value: &Value) -> Result<Value> {
        if operator == UnaryOp::Not {
            if let Value::Unknown(unknown) = value
                && unknown.is_per_run()
            {
                return Ok(value.clone());
            }
            return self.negate(value);
        }
        match (operator, value) {
            (_, Value::Unknown(_)) => return Ok(value.clone()),
            (_, Value::Object(object)) => {
                if let Some(result) = object.clone().unary(self, operator.as_str())? {
                    return Ok(result);
                }
            }
            (_, Value::Instance(instance)) => {
                let name = match operator {
                    UnaryOp::Invert => "__invert__",
                    UnaryOp::UAdd => "__pos__",
                    _ => "__neg__",
                };
                if let Some(method) = self.class_attribute(&instance.class, name) {
                    return self.call_with(&method, [value.clone()]);
                }
                if operator == UnaryOp::Invert && flag::is_flag(&instance.class) {
                    return flag::inverted(self, instance);
                }
                let inner = instance.inner.borrow().clone();
                if let Some(inner) = inner {
                    return self.unary(operator, &inner);
                }
            }
            (UnaryOp::UAdd | UnaryOp::USub, Value::Dict(dict)) if dict.class == "Counter" => {
                let none = Vec::new();
                let empty =
                    crate::python::stdlib::collections::special(self, none, "Counter", None)?;
                let methods = crate::python::methods::counter::combined;
                return match operator {
                    UnaryOp::UAdd => methods(self, "+", value, &empty),
                    _ => methods(self, "-", &empty, value),
                };
            }
            (UnaryOp::USub, Value::Float(float)) => return Ok(Value::Float(-float)),
            (UnaryOp::UAdd, Value::Float(float)) => return Ok(Value::Float(*float)),
            _ => {
                if let Some(int) = integer::of(value) {
                    return Ok(integer::value(match operator {
                        UnaryOp::USub => -int,
                        UnaryOp::Invert => -int - 1,
                        _ => int,
                    }));
                }
            }
        }
        let class = class_name::shown(value);
        let message = format!("bad operand type for unary {operator}: '{class}'");
        Err(self.cannot(value, "TypeError", message))
    }

    /// A comparison.
    pub(crate) fn compare(&mut self, op: CmpOp, left: &Value, right: &Value) -> Result<Value> {
        match op {
            CmpOp::Eq => self.equal(left, right),
            CmpOp::NotEq => {
                if let Value::Object(object) = left
                    && let Some(value) = object.clone().operator(self, "!=", right, false)?
                {
                    return Ok(value);
                }
                if let Value::Object(object) = right
                    && let Some(value) = object.clone().operator(self, "!=", left, true)?
                {
                    return Ok(value);
                }
                if let Value::Instance(instance) = left
                    && let Some(method) = self.class_attribute(&instance.class, "__ne__")
                {
                    return self.call_with(&method, [left.clone(), right.clone()]);
                }
                let equal = self.equal(left, right)?;
                match equal {
                    Value::Unknown(_) => Ok(equal),
                    equal => self.negate(&equal),
                }
            }
            CmpOp::Lt => self.order(left, "<", right),
            CmpOp::LtE => self.order(left, "<=", right),
            CmpOp::Gt => self.order(left, ">", right),
            CmpOp::GtE => self.order(left, ">=", right),
            CmpOp::Is => self.identity(left, right),
            CmpOp::IsNot => {
                let same = self.identity(left, right)?;
                match same {
                    Value::Unknown(_) => Ok(same),
                    same => self.negate(&same),
                }
            }
            CmpOp::In => self.contains(right, left),
            CmpOp::NotIn => {
                if let Value::Object(object) = right
                    && let Some(value) = object.clone().contains(self, left)?
                {
                    return match value {
                        Value::Object(_) => match &value {
                            Value::Object(inner) => {
                                match inner.clone().operator(self, "not", &Value::None, false)? {
                                    Some(negated) => Ok(negated),
                                    None => self.negate(&value),
                                }
                            }
                            _ => self.negate(&value),
                        },
                        Value::Unknown(_) => Ok(value),
                        value => self.negate(&value),
                    };
                }
                let inside = self.contains(right, left)?;
                match inside {
                    Value::Unknown(_) => Ok(inside),
                    inside => self.negate(&inside),
                }
            }
        }
    }

    fn identity(&mut self, left: &Value, right: &Value) -> Result<Value> {
        match (left, right) {
            (Value::Unknown(_), _) | (_, Value::Unknown(_)) => Ok(self.derive(left, right)),
            (Value::Test(_), Value::Bool(_) | Value::Test(_))
            | (Value::Bool(_), Value::Test(_)) => self.equal(left, right),
            (Value::Object(object), Value::None) | (Value::None, Value::Object(object))
                if object.may_be_none() =>
            {
                self.settled(&Value::Object(object.clone()))?;
                Ok(Value::Bool(false))
            }
            _ => Ok(Value::Bool(left.is_same(right))),
        }
    }

    /// `left operator right`
    ///
    /// # Errors
    /// `TypeError` where the operator has no meaning for the operands.
    pub fn binary(&mut self, operator: &str, left: &Value, right: &Value) -> Result<Value> {
        self.step(1)?;
        if let (Some(x), Some(y)) = (number(left), number(right)) {
            let of_bits = matches!(operator, "&" | "|" | "^" | "<<" | ">>");
            if of_bits && (matches!(left, Value::Float(_)) || matches!(right, Value::Float(_))) {
                return Err(self.raise("TypeError", no_operation(operator, left, right)));
            }
            return self.arithmetic(operator, left, &x, right, &y);
        }
        if let Value::Object(object) = left
            && let Some(value) = object.clone().operator(self, operator, right, false)?
        {
            return Ok(value);
        }
        if let Value::Object(object) = right
            && !(operator == "%" && matches!(left, Value::Str(_) | Value::Bytes(_)))
            && let Some(value) = object.clone().operator(self, operator, left, true)?
        {
            return Ok(value);
        }
        if let Some(value) = self.dunder(operator, left, right)? {
            return Ok(value);
        }
        if let (Some(left_text), Some(right_text)) = (left.as_str(), right.as_str())
            && operator == "+"
        {
            self.charge(left_text.len() + right_text.len())?;
            return Ok(Value::str(format!("{left_text}{right_text}")));
        }
        match (operator, left, right) {
            ("%", Value::Str(format), _) => {
                return self.percent(format, right);
            }
            ("%", Value::Bytes(format), _) => {
                return self.percent_of_bytes(format, right);
            }
            (_, Value::Unknown(_), _) | (_, _, Value::Unknown(_)) => {
                return Ok(self.derive(left, right));
            }
            ("+", Value::Bytes(a), Value::Bytes(b)) => {
                self.charge(a.len() + b.len())?;
                return Ok(Value::Bytes([&**a, &**b].concat().into()));
            }
            ("+", Value::List(a), Value::List(b)) => {
                let mut items = a.items.borrow().clone();
                items.extend(b.items.borrow().iter().cloned());
                self.charge(items.len() * std::mem::size_of::<Value>())?;
                return Ok(self.list(items));
            }
            ("+", Value::Tuple(a), Value::Tuple(b)) => {
                self.charge((a.len() + b.len()) * std::mem::size_of::<Value>())?;
                return Ok(Value::tuple(a.iter().chain(b.iter()).cloned()));
            }
            ("*", sequence, Value::Int(count)) | ("*", Value::Int(count), sequence) => {
                if let Some(value) = self.repeat(sequence, *count)? {
                    return Ok(value);
                }
            }
            ("*", sequence, number @ Value::Instance(_))
            | ("*", number @ Value::Instance(_), sequence)
                if let Some(Value::Int(count)) = self.index_of(number)? =>
            {
                if let Some(value) = self.repeat(sequence, count)? {
                    return Ok(value);
                }
            }
            ("*", sequence, Value::Big(_)) | ("*", Value::Big(_), sequence) => {
                if let Some(value) = self.repeat(sequence, i128::MAX)? {
                    return Ok(value);
                }
            }
            ("*", sequence, Value::Bool(count)) | ("*", Value::Bool(count), sequence) => {
                if let Some(value) = self.repeat(sequence, i128::from(*count))? {
                    return Ok(value);
                }
            }
            ("|" | "&" | "-" | "^", Value::Set(a), Value::Set(b)) => {
                let frozen = a.frozen;
                let items = combine(operator, &a.entries.borrow(), &b.entries.borrow());
                self.step(items.len() as u64)?;
                let combined = self.set(items, frozen)?;
                crate::python::hashed::note_combined(operator, a, b, &combined);
                return Ok(combined);
            }
            ("+" | "-" | "&" | "|", Value::Dict(a), Value::Dict(b))
                if a.class == "Counter" && b.class == "Counter" =>
            {
                return crate::python::methods::counter::combined(self, operator, left, right);
            }
            ("|", Value::Dict(a), Value::Dict(b)) => {
                let mut pairs = a.entries.borrow().pairs();
                pairs.extend(b.entries.borrow().pairs());
                let class = match a.class {
                    // Its own operator takes its own kind only.
                    "Counter" => "dict",
                    class => class,
                };
                let factory = a.factory.clone();
                return crate::python::stdlib::collections::special(self, pairs, class, factory);
            }
            (
                "|",
                Value::Class(_) | Value::NativeClass(_) | Value::None | Value::Tuple(_),
                Value::Class(_) | Value::NativeClass(_) | Value::None,
            ) => {
                // `int | None`: a union of types, which `isinstance` takes as a tuple.
                let mut classes = match left {
                    Value::Tuple(classes) => classes.to_vec(),
                    other => vec![other.clone()],
                };
                classes.push(right.clone());
                return Ok(Value::tuple(classes));
            }
            ("&" | "|" | "^", Value::Test(_) | Value::Bool(_), Value::Test(_) | Value::Bool(_)) => {
                return self.combine_tests(operator, left, right);
            }
            (_, Value::Test(_), _) | (_, _, Value::Test(_)) => {
                let test = if matches!(left, Value::Test(_)) {
                    left
                } else {
                    right
                };
                if let Some(interrupt) = crate::python::args::not_known(test, &self.place()) {
                    return Err(interrupt);
                }
            }
            _ => {}
        }
        if matches!(left, Value::Unknown(_)) || matches!(right, Value::Unknown(_)) {
            return Ok(self.derive(left, right));
        }
        let message = no_operation(operator, left, right);
        let is_partial = matches!(left, Value::Object(_));
        let partial = if is_partial { left } else { right };
        Err(self.cannot(partial, "TypeError", message))
    }

    fn combine_tests(&mut self, operator: &str, left: &Value, right: &Value) -> Result<Value> {
        use crate::record::Test;
        let test = |value: &Value| match value {
            Value::Test(test) => (**test).clone(),
            Value::Bool(known) => Test::Known(*known),
            _ => Test::Known(false),
        };
        let (a, b) = (test(left), test(right));
        Ok(Value::test(match operator {
            "&" => Test::all([a, b]),
            "|" => Test::any([a, b]),
            _ => Test::any([
                Test::all([a.clone(), b.clone().negate()]),
                Test::all([a.negate(), b]),
            ]),
        }))
    }

    fn repeat(&mut self, sequence: &Value, count: i128) -> Result<Option<Value>> {
        let is_sequence = matches!(
            sequence,
            Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_)
        );
        if !is_sequence {
            return Ok(None);
        }
        if i64::try_from(count).is_err() {
            let text = "cannot fit 'int' into an index-sized integer";
            return Err(self.raise("OverflowError", text));
        }
        let count = match sequence {
            // Nothing, however often.
            Value::List(list) if list.items.borrow().is_empty() => 0,
            Value::Tuple(items) if items.is_empty() => 0,
            _ => usize::try_from(count.max(0)).unwrap_or(usize::MAX),
        };
        Ok(Some(match sequence {
            Value::Str(text) => {
                self.charge(text.len().saturating_mul(count))?;
                Value::str(text.repeat(count))
            }
            Value::Bytes(bytes) => {
                self.charge(bytes.len().saturating_mul(count))?;
                Value::Bytes(bytes.repeat(count).into())
            }
            Value::List(list) => {
                let items = list.items.borrow().clone();
                self.charge(std::mem::size_of_val(&*items).saturating_mul(count))?;
                let repeated = std::iter::repeat_n(items, count).flatten().collect();
                self.list(repeated)
            }
            Value::Tuple(items) => {
                self.charge(std::mem::size_of_val(&***items).saturating_mul(count))?;
                Value::tuple(std::iter::repeat_n(items.to_vec(), count).flatten())
            }
            _ => return Ok(None),
        }))
    }

    /// `__add__` and its like of instances.
    fn dunder(&mut self, operator: &str, left: &Value, right: &Value) -> Result<Option<Value>> {
        let name = method_name(operator);
        for (instance, prefix, other) in [(left, "__", right), (right, "__r", left)] {
            if let Value::Instance(object) = instance
                && let Some(method) =
                    self.class_attribute(&object.class, &format!("{prefix}{name}__"))
            {
                let result = self.call_with(&method, [instance.clone(), other.clone()])?;
                if !matches!(result, Value::NotImplemented) {
                    return Ok(Some(result));
                }
            }
        }
        if let Some(joined) = flag::join(self, left, operator, right)? {
            return Ok(Some(joined));
        }
        let inner = |value: &Value| match value {
            Value::Instance(instance) => instance.inner.borrow().clone(),
            _ => None,
        };
        match (inner(left), inner(right)) {
            (None, None) => Ok(None),
            (a, b) => {
                // `%` sees the object itself, whose `__str__` counts.
                if let ("%", Value::Str(format)) = (operator, left) {
                    return self.percent(format, right).map(Some);
                }
                let (a, b) = (
                    a.unwrap_or_else(|| left.clone()),
                    b.unwrap_or_else(|| right.clone()),
                );
                if matches!(a, Value::Instance(_)) || matches!(b, Value::Instance(_)) {
                    return Ok(None);
                }
                self.binary(operator, &a, &b).map(Some)
            }
        }
    }

    /// `left operator= right`: lists, sets and dicts change in place.
    pub(crate) fn in_place(&mut self, op: Operator, left: &Value, right: &Value) -> Result<Value> {
        match (op, left) {
            (Operator::Add, Value::List(list)) => {
                let items = self.iterate(right)?;
                self.change_list(list)?;
                list.items.borrow_mut().extend(items);
                return Ok(left.clone());
            }
            (_, Value::Object(object)) => {
                if object.clone().in_place(self, op.as_str(), right)? {
                    return Ok(left.clone());
                }
                let mut args = crate::python::native::Args::new([right.clone()]);
                if op == Operator::Add
                    && object
                        .clone()
                        .method(self, "__iadd__", &mut args)?
                        .is_some()
                {
                    return Ok(left.clone());
                }
            }
            (Operator::Mult, Value::List(list)) => {
                let repeated = self.binary("*", left, right)?;
                if let Value::List(repeated) = &repeated {
                    self.change_list(list)?;
                    let items = repeated.items.borrow().clone();
                    *list.items.borrow_mut() = items;
                }
                return Ok(left.clone());
            }
            (
                Operator::Add | Operator::Sub | Operator::BitOr | Operator::BitAnd,
                Value::Dict(counter),
            ) if counter.class == "Counter" && matches!(right, Value::Dict(_)) => {
                crate::python::methods::counter::changed(self, op.as_str(), left, right)?;
                return Ok(left.clone());
            }
            (Operator::BitOr, Value::Dict(_)) => {
                let mut args = crate::python::native::Args::new([right.clone()]);
                args.place = self.place();
                self.call_method(left, "update", args)?;
                return Ok(left.clone());
            }
            (
                Operator::BitOr | Operator::BitAnd | Operator::Sub | Operator::BitXor,
                Value::Set(set),
            ) if !set.frozen => {
                if !matches!(right, Value::Set(_) | Value::Object(_) | Value::Instance(_)) {
                    let right = self.known(right.clone())?;
                    return Err(self.raise(
                        "TypeError",
                        format!(
                            "unsupported operand type(s) for {}=: 'set' and '{}'",
                            op.as_str(),
                            right.type_name()
                        ),
                    ));
                }
                if let Value::Set(other) = right {
                    crate::python::methods::set::change(self, set, op.as_str(), right, other)?;
                    return Ok(left.clone());
                }
                let combined = self.binary(op.as_str(), left, right)?;
                if let Value::Set(combined) = &combined {
                    self.change_set(set)?;
                    let entries = combined.entries.borrow().copy();
                    *set.entries.borrow_mut() = entries;
                }
                return Ok(left.clone());
            }
            (_, Value::Instance(instance)) => {
                if let Some(method) = self.class_attribute(&instance.class, op.in_place_dunder()) {
                    return self.call_with(&method, [left.clone(), right.clone()]);
                }
                // Of a class that derives from a built-in one it is the object's own value.
                let inner = instance.inner.borrow().clone();
                let changes = match (&inner, op) {
                    (Some(Value::List(_)), Operator::Add | Operator::Mult)
                    | (Some(Value::Dict(_)), Operator::BitOr) => true,
                    (
                        Some(Value::Set(set)),
                        Operator::BitOr | Operator::BitAnd | Operator::Sub | Operator::BitXor,
                    ) => !set.frozen,
                    _ => false,
                };
                if let Some(inner) = inner.filter(|_| changes) {
                    self.in_place(op, &inner, right)?;
                    return Ok(left.clone());
                }
            }
            _ => {}
        }
        self.binary(op.as_str(), left, right)
    }
}

/// The message about operands that do not fit.
fn no_operation(operator: &str, left: &Value, right: &Value) -> String {
    let (a, b) = (class_name::shown(left), class_name::shown(right));
    let is_sequence = |value: &Value| {
        matches!(
            value,
            Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_)
        )
    };
    match (operator, left) {
        ("+", Value::Str(_) | Value::List(_) | Value::Tuple(_)) => {
            format!("can only concatenate {a} (not \"{b}\") to {a}")
        }
        ("+", Value::Bytes(_)) => format!("can't concat {b} to bytes"),
        ("*", _) if is_sequence(left) => {
            format!("can't multiply sequence by non-int of type '{b}'")
        }
        ("*", _) if is_sequence(right) => {
            format!("can't multiply sequence by non-int of type '{a}'")
        }
        ("**", _) => format!("unsupported operand type(s) for ** or pow(): '{a}' and '{b}'"),
        _ => format!("unsupported operand type(s) for {operator}: '{a}' and '{b}'"),
    }
}

/// The items of a set operation.
pub(crate) fn combine(operator: &str, a: &DictEntries, b: &DictEntries) -> Vec<Value> {
    let keep =
        |from: &DictEntries, test: &dyn Fn(&crate::python::dict::Key) -> bool| -> Vec<Value> {
            from.iter()
                .filter(|(key, _, _)| test(key))
                .map(|(_, name, _)| name.clone())
                .collect()
        };
    match operator {
        "|" => [keep(a, &|_| true), keep(b, &|key| a.get(key).is_none())].concat(),
        // Those of the smaller one.
        "&" if b.len() > a.len() => keep(a, &|key| b.get(key).is_some()),
        "&" => keep(b, &|key| a.get(key).is_some()),
        "-" => keep(a, &|key| b.get(key).is_none()),
        _ => [
            keep(a, &|key| b.get(key).is_none()),
            keep(b, &|key| a.get(key).is_none()),
        ]
        .concat(),
    }
}
