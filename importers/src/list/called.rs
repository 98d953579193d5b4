//! What an entry calls: a function of its module, or one that stands in a class of it.

use std::rc::Rc;

use crate::python::syntax::Source;
use crate::python::value::{Class, Function, Value};

/// A function, and how the module reaches it where it is none of the module's own.
pub(super) struct Called {
    pub(super) function: Rc<Function>,
    /// The function whose module the program is made of.
    defined: Rc<Function>,
    /// `Name().up` or `Name.up`.
    pub(super) expression: Option<String>,
    /// What a method is bound to, where the entry has said it.
    pub(super) receiver: Option<Value>,
    /// How many arguments it is given without saying so: `self`.
    bound: usize,
}

impl Called {
    /// What `value` calls; `owner` is the class that is the entry, if one is. `None` where
    /// nothing written in Python is called, or where its module has no name for it.
    pub(super) fn of(value: &Value, owner: Option<&Rc<Class>>) -> Option<Self> {
        match value {
            Value::Function(function) => match owner.cloned().or_else(|| class_around(function)) {
                None => Some(Self {
                    function: function.clone(),
                    defined: function.clone(),
                    expression: None,
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
            defined,
            receiver: receiver.cloned(),
            bound: usize::from(is_of_instance || receiver.is_some()),
        })
    }

    /// How many arguments it needs.
    pub(super) fn takes(&self) -> usize {
        let all = self.function.code.required_parameters();
        all.saturating_sub(self.bound)
    }

    /// The file of the module that reaches it.
    pub(super) fn source(&self) -> &Rc<Source> {
        self.defined.code.source()
    }

    /// A function of that module.
    pub(super) fn defined(&self) -> &Function {
        &self.defined
    }
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
