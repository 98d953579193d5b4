//! The tuples of `collections.namedtuple` and `typing.NamedTuple`.

use std::rc::Rc;

use super::named::NamedTuple;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::scope::Scope;
use crate::python::value::{Class, Value};

/// A tuple whose items have names.
pub(crate) struct NamedItems {
    tuple: Rc<NamedTuple>,
    items: Vec<Value>,
    class: Rc<Class>,
    /// Attributes, which those of classes below the one with the fields can have.
    scope: Rc<Scope>,
}

impl NamedItems {
    /// The tuple of a class.
    pub(super) fn new(
        tuple: &Rc<NamedTuple>,
        items: Vec<Value>,
        class: Rc<Class>,
        scope: Rc<Scope>,
    ) -> Self {
        Self {
            tuple: tuple.clone(),
            items,
            class,
            scope,
        }
    }

    /// What the file defines by this name: in the class, and in those above it.
    fn own(&self, name: &str) -> Option<Value> {
        let classes = std::iter::once(&self.class).chain(self.class.above.iter().filter_map(
            |base| match base {
                Value::Class(base) => Some(base),
                _ => None,
            },
        ));
        let is_field = self.tuple.fields.iter().any(|field| field == name);
        for class in classes {
            // There a field's name has its default.
            if is_field && self.tuple.class.as_ptr() == Rc::as_ptr(class) {
                return None;
            }
            if let Some(found) = class.scope.get(name) {
                return Some(found);
            }
        }
        None
    }

    /// What the class's own method gives; `None` where it has none.
    fn ask(
        &self,
        interpreter: &mut Interpreter,
        method: &str,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        let Some(method) = self.own(method) else {
            return Ok(None);
        };
        let own = std::iter::once(Value::object(self.copy()));
        let arguments = own.chain(arguments.iter().cloned());
        interpreter.call_with(&method, arguments).map(Some)
    }

    /// The text that the class's own method gives.
    fn written(&self, interpreter: &mut Interpreter, method: &str) -> Result<Option<String>> {
        let Some(method) = self.own(method) else {
            return Ok(None);
        };
        let text = interpreter.call_with(&method, [Value::object(self.copy())])?;
        Ok(text.as_str().map(|text| text.to_string()))
    }

    fn copy(&self) -> Self {
        Self {
            tuple: self.tuple.clone(),
            items: self.items.clone(),
            class: self.class.clone(),
            scope: self.scope.clone(),
        }
    }

    /// Its class.
    pub(crate) fn class(&self) -> Rc<Class> {
        self.class.clone()
    }

    /// Whether it takes attributes: where a class below the one with the fields has no `__slots__`.
    fn takes_attributes(&self) -> bool {
        let above = self.class.above.iter().filter_map(|base| match base {
            Value::Class(base) => Some(base),
            _ => None,
        });
        std::iter::once(&self.class)
            .chain(above)
            .take_while(|class| self.tuple.class.as_ptr() != Rc::as_ptr(class))
            .any(|class| !class.scope.has("__slots__"))
    }
}

impl Object for NamedItems {
    fn has_all_attributes(&self) -> bool {
        true
    }

    fn type_name(&self) -> &str {
        &self.class.name
    }

    fn classes(&self) -> &'static [&'static str] {
        &["tuple"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if let Some(found) = self.own(name) {
            let class = self.class();
            return interpreter
                .bound_to_instance(found, &Value::Object(self), &class)
                .map(Some);
        }
        if let Some(at) = self.tuple.fields.iter().position(|field| field == name) {
            return Ok(self.items.get(at).cloned());
        }
        match name {
            "__class__" => Ok(Some(Value::Class(self.class()))),
            "__dict__" if self.takes_attributes() => {
                let pairs = self.scope.entries().into_iter();
                let pairs = pairs.map(|(name, value)| (Value::Str(name), value));
                interpreter.dict(pairs).map(Some)
            }
            "_asdict" | "_replace" | "count" | "index" => {
                Ok(Some(interpreter.bound_method(Value::Object(self), name)))
            }
            _ => match self.scope.get(name) {
                Some(found) => Ok(Some(found)),
                None => self.ask(interpreter, "__getattr__", &[Value::str(name)]),
            },
        }
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        value: Value,
    ) -> Result<bool> {
        let is_own = self.tuple.fields.iter().any(|field| field == name);
        if is_own {
            return Err(interpreter.raise("AttributeError", "can't set attribute"));
        }
        if !self.takes_attributes() {
            let text = format!("'{}' object has no attribute '{name}'", self.class.name);
            return Err(interpreter.raise("AttributeError", text));
        }
        if self.own(name).is_some() {
            return Err(interpreter.unsupported("an attribute of a named tuple that its class has"));
        }
        interpreter.bind(&self.scope, &name.into(), Some(value));
        Ok(true)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            _ if self.own(name).is_some() => Ok(None),
            "_asdict" => {
                let pairs: Vec<_> = self
                    .tuple
                    .fields
                    .iter()
                    .map(Value::str)
                    .zip(self.items.iter().cloned())
                    .collect();
                interpreter.dict(pairs).map(Some)
            }
            "_replace" => {
                let items = self
                    .tuple
                    .fields
                    .iter()
                    .zip(&self.items)
                    .map(|(field, item)| args.keyword(field).unwrap_or_else(|| item.clone()))
                    .collect();
                let left = args.take_keywords();
                if !left.is_empty() {
                    let names: Vec<_> = left
                        .iter()
                        .map(|keyword| format!("'{}'", keyword.name))
                        .collect();
                    let text = format!("Got unexpected field names: [{}]", names.join(", "));
                    return Err(interpreter.raise("ValueError", text));
                }
                let class = self.class();
                Ok(Some(self.tuple.items(interpreter, class, items)))
            }
            "count" | "index" => {
                let mut taken = Args::new(args.rest());
                taken.function.clone_from(&args.function);
                let items = Value::tuple(self.items.clone());
                interpreter.call_method(&items, name, taken).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        if let Some(answer) = self.ask(interpreter, "__contains__", std::slice::from_ref(key))? {
            let known = interpreter.known_truth(&answer)?;
            return Ok(Some(Value::Bool(known)));
        }
        let items = Value::tuple(self.items.clone());
        interpreter.contains(&items, key).map(Some)
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        for method in ["__bool__", "__len__"] {
            if let Some(answer) = self.ask(interpreter, method, &[])? {
                return interpreter.known_truth(&answer).map(Value::Bool);
            }
        }
        Ok(Value::Bool(!self.items.is_empty()))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        if let Some(answer) = self.ask(interpreter, "__getitem__", std::slice::from_ref(key))? {
            return Ok(Some(answer));
        }
        interpreter
            .item(&Value::tuple(self.items.clone()), key)
            .map(Some)
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        match self.ask(interpreter, "__iter__", &[])? {
            Some(iterator) => interpreter.iterate(&iterator).map(Some),
            None => Ok(Some(self.items.clone())),
        }
    }

    fn length(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        if let Some(answer) = self.ask(interpreter, "__len__", &[])? {
            return Ok(Some(answer));
        }
        Ok(Some(Value::Int(self.items.len() as i128)))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if let Some(name) = crate::python::evaluate::dunder_name(operator, reflected)
            && let Some(method) = self.own(&name)
        {
            let found = interpreter.call_with(&method, [Value::Object(self), other.clone()])?;
            return Ok((!matches!(found, Value::NotImplemented)).then_some(found));
        }
        let other = match other.downcast::<Self>() {
            Some(other) => Value::tuple(other.items.clone()),
            None => other.clone(),
        };
        let this = Value::tuple(self.items.clone());
        let (left, right) = if reflected {
            (other, this)
        } else {
            (this, other)
        };
        match operator {
            "==" => interpreter.equal(&left, &right).map(Some),
            "<" | "<=" | ">" | ">=" if !reflected || matches!(left, Value::Tuple(_)) => {
                interpreter.order(&left, operator, &right).map(Some)
            }
            "+" | "*" => interpreter.binary(operator, &left, &right).map(Some),
            _ => Ok(None),
        }
    }

    fn as_tuple(&self) -> Option<Value> {
        Some(Value::tuple(self.items.clone()))
    }

    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        self.written(interpreter, "__str__")
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        if let Some(text) = self.written(interpreter, "__repr__")? {
            return Ok(Some(text));
        }
        let mut parts = Vec::new();
        for (field, item) in self.tuple.fields.iter().zip(&self.items) {
            parts.push(format!("{field}={}", interpreter.repr(item)?));
        }
        Ok(Some(format!("{}({})", self.class.name, parts.join(", "))))
    }
}
