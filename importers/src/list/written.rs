//! What an entry calls where no function of its own stands for it: written anew, as an expression in the
//! names of a module. `functools.partial` becomes a call with its arguments, an object the call that
//! makes it, and several steps one function.

use std::rc::Rc;

use super::called::Home;
use super::whole::are_alike;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Keyword};
use crate::python::value::{Class, Function, Instance, Value};

/// What the written functions call their connection.
const CONNECTION: &str = "conn";

/// How deep values are written.
const DEPTH: usize = 8;

/// A call with the connection, written.
pub(super) struct Written {
    pub(super) text: String,
    /// The function that is called.
    pub(super) function: Rc<Function>,
}

/// One step of an entry.
pub(super) enum Step {
    /// A statement, or several.
    Sql { text: Rc<str>, is_script: bool },
    /// What is called with the connection.
    Call(Value),
}

/// A function that does these steps; and the first of those that it calls.
pub(super) fn of_steps(
    interpreter: &mut Interpreter,
    home: &Home,
    steps: &[Step],
) -> Option<Written> {
    let mut lines = Vec::new();
    let mut first = None;
    for step in steps {
        match step {
            Step::Sql { text, is_script } => {
                let method = if *is_script {
                    "executescript"
                } else {
                    "execute"
                };
                let text = interpreter.repr(&Value::Str(text.clone())).ok()?;
                lines.push(format!("{CONNECTION}.{method}({text})"));
            }
            Step::Call(value) => {
                let written = call(interpreter, home, value)?;
                first.get_or_insert(written.function);
                lines.push(written.text);
            }
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("    {line},\n")).collect();
    Some(Written {
        text: format!("lambda {CONNECTION}: (\n{})", lines.concat()),
        function: first?,
    })
}

/// A function that makes this one call.
pub(super) fn of_partial(
    interpreter: &mut Interpreter,
    home: &Home,
    value: &Value,
) -> Option<Written> {
    if value.type_name() != "partial" {
        return None;
    }
    let written = call(interpreter, home, value)?;
    Some(Written {
        text: format!("lambda {CONNECTION}: {}", written.text),
        function: written.function,
    })
}

/// The call of something with the connection, or a cursor where it asks for one.
fn call(interpreter: &mut Interpreter, home: &Home, value: &Value) -> Option<Written> {
    let mut given = Vec::new();
    let mut named: Vec<(String, Value)> = Vec::new();
    let mut callee = value.clone();
    while callee.type_name() == "partial" {
        let Some(Value::Tuple(args)) = interpreter.find_attribute(&callee, "args").ok()? else {
            return None;
        };
        given.splice(0..0, args.iter().cloned());
        if let Some(Value::Dict(keywords)) = interpreter.find_attribute(&callee, "keywords").ok()? {
            for (name, value) in keywords.entries.borrow().pairs() {
                let name = name.as_str()?.to_string();
                if !named.iter().any(|(known, _)| *known == name) {
                    named.push((name, value));
                }
            }
        }
        callee = interpreter.find_attribute(&callee, "func").ok()??;
    }
    let (text, function, bound) = match &callee {
        Value::Function(function) => (function_text(home, function)?, function.clone(), 0),
        Value::Method(method) => match &**method {
            (Value::Function(function), Value::Instance(instance)) => {
                let made = made(interpreter, home, instance, DEPTH)?;
                (format!("{made}.{}", function.name), function.clone(), 1)
            }
            (Value::Function(function), Value::Class(class)) => {
                let class = named_in(home, &Value::Class(class.clone()), &class.name)?;
                (format!("{class}.{}", function.name), function.clone(), 1)
            }
            _ => return None,
        },
        Value::Instance(instance) => {
            let made = made(interpreter, home, instance, DEPTH)?;
            match interpreter.find_attribute(&callee, "__call__").ok()?? {
                Value::Method(method) => match &method.0 {
                    Value::Function(function) => (made, function.clone(), 1),
                    _ => return None,
                },
                _ => return None,
            }
        }
        _ => return None,
    };
    let signature = function.code.signature();
    let place = bound + given.len();
    let (parameter, _) = signature.by_place.get(place)?;
    let is_given = |name: &str| named.iter().any(|(known, _)| known == name);
    let mut others = signature.by_place.iter().skip(place + 1);
    let by_name = signature.by_name.iter();
    if is_given(parameter)
        || others.any(|(name, must)| *must && !is_given(name))
        || by_name
            .into_iter()
            .any(|(name, must)| *must && !is_given(name))
    {
        return None;
    }
    let mut arguments = Vec::new();
    for value in &given {
        arguments.push(literal(interpreter, home, value, DEPTH)?);
    }
    arguments.push(match asks_for_a_cursor(parameter) {
        true => format!("{CONNECTION}.cursor()"),
        false => CONNECTION.to_owned(),
    });
    for (name, value) in &named {
        let value = literal(interpreter, home, value, DEPTH)?;
        arguments.push(format!("{name}={value}"));
    }
    Some(Written {
        text: format!("{text}({})", arguments.join(", ")),
        function,
    })
}

/// Whether a function gets a cursor for a parameter of this name.
pub(super) fn asks_for_a_cursor(parameter: &str) -> bool {
    let name = parameter.to_lowercase();
    name.contains("cur") || name == "c"
}

/// A function by its name, or as the `lambda` that it is.
fn function_text(home: &Home, function: &Rc<Function>) -> Option<String> {
    let own = Value::Function(function.clone());
    if let Some(name) = named_in(home, &own, &function.name) {
        return Some(name);
    }
    let code = &function.code;
    let stands_here = Rc::ptr_eq(code.globals(), &home.globals) && code.is_lambda_of_module();
    stands_here.then(|| format!("({})", code.source().slice(code.range())))
}

/// The name that the module has for a value; its own name is tried first.
fn named_in(home: &Home, value: &Value, own: &str) -> Option<String> {
    let is_it = |found: &Value| found.is_same(value);
    if home.globals.get(own).is_some_and(|found| is_it(&found)) {
        return Some(own.to_owned());
    }
    let mut all = home.globals.entries().into_iter();
    let found = all.find(|(_, found)| is_it(found));
    found.map(|(name, _)| name.to_string())
}

/// A value as it is written.
fn literal(
    interpreter: &mut Interpreter,
    home: &Home,
    value: &Value,
    depth: usize,
) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let all = |interpreter: &mut Interpreter, items: &[Value]| -> Option<Vec<String>> {
        let mut texts = Vec::new();
        for item in items {
            texts.push(literal(interpreter, home, item, depth)?);
        }
        Some(texts)
    };
    Some(match value {
        Value::None
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Big(_)
        | Value::Str(_)
        | Value::Bytes(_) => interpreter.repr(value).ok()?,
        Value::Float(number) if number.is_finite() => interpreter.repr(value).ok()?,
        Value::List(list) => {
            let items = list.items.borrow().clone();
            format!("[{}]", all(interpreter, &items)?.join(", "))
        }
        Value::Tuple(items) => {
            let texts = all(interpreter, items)?;
            let comma = if texts.len() == 1 { "," } else { "" };
            format!("({}{comma})", texts.join(", "))
        }
        Value::Dict(dict) => {
            let mut texts = Vec::new();
            for (key, value) in dict.entries.borrow().pairs() {
                let key = literal(interpreter, home, &key, depth)?;
                let value = literal(interpreter, home, &value, depth)?;
                texts.push(format!("{key}: {value}"));
            }
            format!("{{{}}}", texts.join(", "))
        }
        Value::Function(function) => function_text(home, function)?,
        Value::Class(class) => named_in(home, value, &class.name)?,
        Value::Instance(instance) => made(interpreter, home, instance, depth)?,
        _ => return None,
    })
}

/// The call that makes an object, where its class keeps what it is given: another object is made
/// with that, and compared.
pub(super) fn made(
    interpreter: &mut Interpreter,
    home: &Home,
    instance: &Rc<Instance>,
    depth: usize,
) -> Option<String> {
    let class = Value::Class(instance.class.clone());
    let name = named_in(home, &class, &instance.class.name)?;
    if instance.inner.borrow().is_some() {
        return None;
    }
    let arguments = given(interpreter, instance)?;
    let mut texts = Vec::new();
    for value in &arguments.by_place {
        texts.push(literal(interpreter, home, value, depth)?);
    }
    for (name, value) in &arguments.by_name {
        let value = literal(interpreter, home, value, depth)?;
        texts.push(format!("{name}={value}"));
    }
    let mut args = Args::new(arguments.by_place);
    let place = args.place.clone();
    let keywords = arguments.by_name.into_iter();
    args.keywords = keywords
        .map(|(name, value)| Keyword {
            name: Rc::from(name),
            value,
            place: place.clone(),
        })
        .collect();
    let again = interpreter.call(&class, args).ok()?;
    let own = Value::Instance(instance.clone());
    are_alike(interpreter, &own, &again).then(|| format!("{name}({})", texts.join(", ")))
}

/// What the class of an object was given, as far as its attributes tell.
#[derive(Default)]
struct Given {
    by_place: Vec<Value>,
    by_name: Vec<(String, Value)>,
}

fn given(interpreter: &mut Interpreter, instance: &Instance) -> Option<Given> {
    let own = |name: &str| {
        let hidden = format!("_{name}");
        let scope = &instance.scope;
        scope.get(name).or_else(|| scope.get(&hidden))
    };
    let mut given = Given::default();
    let init = match initializer(&instance.class) {
        Some(Value::Function(init)) => init,
        None if instance.scope.entries().is_empty() => return Some(given),
        // A dataclass takes what it holds.
        _ => {
            let class = Value::Class(instance.class.clone());
            interpreter
                .find_attribute(&class, "__dataclass_fields__")
                .ok()??;
            let all = instance.scope.entries().into_iter();
            given.by_name = all.map(|(name, value)| (name.to_string(), value)).collect();
            return Some(given);
        }
    };
    let signature = init.code.signature();
    let mut by_place = true;
    for (name, must) in signature.by_place.iter().skip(1) {
        match own(name) {
            Some(value) if by_place => given.by_place.push(value),
            Some(value) => given.by_name.push(((*name).to_owned(), value)),
            None if *must => return None,
            None => by_place = false,
        }
    }
    if let Some(rest) = signature.rest {
        let all = interpreter.iterate(&own(rest)?).ok()?;
        if !(by_place || all.is_empty()) {
            return None;
        }
        given.by_place.extend(all);
    }
    for (name, must) in &signature.by_name {
        match own(name) {
            Some(value) => given.by_name.push(((*name).to_owned(), value)),
            None if *must => return None,
            None => {}
        }
    }
    if let Some(others) = signature.others {
        let Value::Dict(others) = own(others)? else {
            return None;
        };
        for (name, value) in others.entries.borrow().pairs() {
            given.by_name.push((name.as_str()?.to_string(), value));
        }
    }
    Some(given)
}

fn initializer(class: &Class) -> Option<Value> {
    let above = class.above.iter().filter_map(|base| match base {
        Value::Class(base) => Some(&**base),
        _ => None,
    });
    let mut all = std::iter::once(class).chain(above);
    all.find_map(|class| class.scope.get("__init__"))
}
