//! What an entry calls: a function of its module, or one that stands in a class of it.

use std::rc::Rc;

use super::whole::{DEPTH, are_alike};
use super::written::{self, Step, Written};
use crate::Dialect;
use crate::python::interpreter::Interpreter;
use crate::python::scope::Scope;
use crate::python::syntax::Source;
use crate::python::value::{Class, Function, Value};
use crate::script::split::split;

/// The module that a program is made of.
#[derive(Clone)]
pub(super) struct Home {
    pub(super) source: Rc<Source>,
    pub(super) module: Rc<str>,
    /// Its names.
    pub(super) globals: Rc<Scope>,
}

impl Home {
    fn of(function: &Function) -> Self {
        Self {
            source: function.code.source().clone(),
            module: Rc::from(function.code.module()),
            globals: function.code.globals().clone(),
        }
    }
}

/// A function, and how the module reaches it where it is none of the module's own.
pub(super) struct Called {
    pub(super) function: Rc<Function>,
    pub(super) home: Home,
    /// `Name().up` or `Name.up`.
    pub(super) expression: Option<String>,
    /// Whether the expression is a function that was written for the program.
    pub(super) is_written: bool,
    /// What a method is bound to, where the entry has said it.
    pub(super) receiver: Option<Value>,
    /// How many arguments it is given without saying so: `self`.
    bound: usize,
}

impl Called {
    /// What `value` calls; `owner` is the class that is the entry, if one is, `list` the module of
    /// the list. `None` where nothing written in Python is called, or where no module has names for it.
    pub(super) fn of(
        interpreter: &mut Interpreter,
        value: &Value,
        owner: Option<&Rc<Class>>,
        list: Option<&Home>,
    ) -> Option<Self> {
        if let Some(steps) = steps(value) {
            let write = |interpreter: &mut Interpreter, home: &Home| {
                written::of_steps(interpreter, home, &steps)
            };
            let functions = steps.iter().filter_map(|step| match step {
                Step::Call(Value::Function(function)) => Some(Home::of(function)),
                Step::Call(_) | Step::Sql { .. } => None,
            });
            return Self::written(interpreter, functions.chain(list.cloned()), write);
        }
        if value.type_name() == "partial" {
            let own = match interpreter.find_attribute(value, "func").ok()? {
                Some(Value::Function(function)) => Some(Home::of(&function)),
                _ => None,
            };
            let write = |interpreter: &mut Interpreter, home: &Home| {
                written::of_partial(interpreter, home, value)
            };
            return Self::written(interpreter, own.into_iter().chain(list.cloned()), write);
        }
        if let Value::Instance(_) = value {
            let method = interpreter.find_attribute(value, "__call__").ok()??;
            return Self::of(interpreter, &method, None, list);
        }
        let found = Self::of_function(value, owner);
        match found.filter(|found| found.is_like_new(interpreter)) {
            Some(found) => Some(found),
            None => Self::of_made(interpreter, value, list),
        }
    }

    /// Whether what a method is bound to is as its class makes it of nothing.
    fn is_like_new(&self, interpreter: &mut Interpreter) -> bool {
        let Some(Value::Instance(instance)) = &self.receiver else {
            return true;
        };
        let class = Value::Class(instance.class.clone());
        let own = Value::Instance(instance.clone());
        let new = interpreter.call_with(&class, []);
        new.is_ok_and(|new| are_alike(interpreter, &own, &new))
    }

    /// Written in the names of the first module that has them all.
    fn written(
        interpreter: &mut Interpreter,
        homes: impl Iterator<Item = Home>,
        mut write: impl FnMut(&mut Interpreter, &Home) -> Option<Written>,
    ) -> Option<Self> {
        for home in homes {
            if let Some(written) = write(interpreter, &home) {
                return Some(Self {
                    function: written.function,
                    expression: Some(written.text),
                    home,
                    is_written: true,
                    receiver: None,
                    bound: 0,
                });
            }
        }
        None
    }

    /// A method of an object that the program makes with what the entry gave it.
    fn of_made(interpreter: &mut Interpreter, value: &Value, list: Option<&Home>) -> Option<Self> {
        let Value::Method(method) = value else {
            return None;
        };
        let (Value::Function(function), Value::Instance(instance)) = &**method else {
            return None;
        };
        let own = own_function(&instance.class).map(|function| Home::of(&function));
        for home in own.into_iter().chain(list.cloned()) {
            if let Some(made) = written::made(interpreter, &home, instance, DEPTH) {
                return Some(Self {
                    function: function.clone(),
                    expression: Some(format!("{made}.{}", function.name)),
                    home,
                    is_written: false,
                    receiver: Some(method.1.clone()),
                    bound: 1,
                });
            }
        }
        None
    }

    fn of_function(value: &Value, owner: Option<&Rc<Class>>) -> Option<Self> {
        match value {
            Value::Function(function) => match owner.cloned().or_else(|| class_around(function)) {
                None => Some(Self {
                    function: function.clone(),
                    home: Home::of(function),
                    expression: None,
                    is_written: false,
                    receiver: None,
                    bound: 0,
                }),
                // The runner makes an instance where the function asks for one.
                Some(class) => {
                    let is_method = owner.is_some() && function.code.required_parameters() > 1;
                    Self::in_class(function, &class, is_method, None)
                }
            },
            Value::Method(method) => {
                let (Value::Function(function), receiver) = &**method else {
                    return None;
                };
                match receiver {
                    Value::Instance(instance) => {
                        Self::in_class(function, &instance.class, true, Some(receiver))
                    }
                    Value::Class(class) => Self::in_class(function, class, false, Some(receiver)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn in_class(
        function: &Rc<Function>,
        class: &Rc<Class>,
        is_of_instance: bool,
        receiver: Option<&Value>,
    ) -> Option<Self> {
        let defined = match *function.code.module() == *class.module {
            true => function.clone(),
            false => own_function(class)?,
        };
        let named = defined.code.globals().get(&class.name);
        let is_named = matches!(named, Some(Value::Class(known)) if Rc::ptr_eq(&known, class));
        let is_made = !is_of_instance || takes_nothing(class);
        let made = if is_of_instance { "()" } else { "" };
        (is_named && is_made).then(|| Self {
            function: function.clone(),
            expression: Some(format!("{}{made}.{}", class.name, function.name)),
            home: Home::of(&defined),
            is_written: false,
            receiver: receiver.cloned(),
            bound: usize::from(is_of_instance || receiver.is_some()),
        })
    }

    /// How many arguments it needs.
    pub(super) fn takes(&self) -> usize {
        if self.is_written {
            return 1;
        }
        let all = self.function.code.required_parameters();
        all.saturating_sub(self.bound)
    }
}

/// The steps of an entry that has SQL and functions, or several functions.
fn steps(value: &Value) -> Option<Vec<Step>> {
    let items = match value {
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        _ => return None,
    };
    if !items.iter().any(Value::is_callable) {
        return None;
    }
    let step = |item: &Value| match item.as_str() {
        Some(text) => {
            let count = split(&text, Dialect::Sqlite).ok()?.len();
            let is_script = count != 1;
            Some(Step::Sql { text, is_script })
        }
        None => item.is_callable().then(|| Step::Call(item.clone())),
    };
    items.iter().map(step).collect()
}

/// The class of its module in which a function stands that is called without an instance.
fn class_around(function: &Function) -> Option<Rc<Class>> {
    let qualified = function.attributes.get("__qualname__")?;
    let qualified = qualified.as_str()?;
    let (class, name) = qualified.split_once('.')?;
    match function.code.globals().get(class) {
        Some(Value::Class(class)) if name == &*function.name => Some(class),
        _ => None,
    }
}

/// A function that the class has from its own module.
fn own_function(class: &Class) -> Option<Rc<Function>> {
    let mut all = class.scope.entries().into_iter();
    all.find_map(|(_, value)| match value {
        Value::Function(function) if *function.code.module() == *class.module => Some(function),
        _ => None,
    })
}

/// Whether an instance is made without arguments.
fn takes_nothing(class: &Class) -> bool {
    let above = class.above.iter().filter_map(|base| match base {
        Value::Class(base) => Some(&**base),
        _ => None,
    });
    let mut all = std::iter::once(class).chain(above);
    match all.find_map(|class| class.scope.get("__init__")) {
        Some(Value::Function(init)) => init.code.required_parameters() <= 1,
        found => found.is_none(),
    }
}
