//! What stands between an attribute and its value: properties, static and
//! class methods, bound methods of built-in values.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::{Args, Object, Result};
use super::value::{Class, Function, Value};

/// `property(get, set)`
pub(crate) struct Property {
    pub(crate) get: Value,
    pub(crate) set: Value,
    pub(crate) delete: Value,
    /// `functools.cached_property`: the first value is kept on the instance.
    pub(crate) cached: Option<Rc<str>>,
}

impl Property {
    pub(crate) fn get(&self, interpreter: &mut Interpreter, instance: &Value) -> Result<Value> {
        if let (Some(name), Value::Instance(object)) = (&self.cached, instance) {
            if let Some(value) = object.scope.get(name) {
                return Ok(value);
            }
            let value = interpreter.call(&self.get, Args::new([instance.clone()]))?;
            interpreter.bind(&object.scope, name, Some(value.clone()));
            return Ok(value);
        }
        interpreter.call(&self.get, Args::new([instance.clone()]))
    }

    pub(crate) fn set(
        &self,
        interpreter: &mut Interpreter,
        instance: &Value,
        name: &str,
        value: Value,
    ) -> Result<()> {
        if let (Some(cached), Value::Instance(object)) = (&self.cached, instance) {
            interpreter.bind(&object.scope, cached, Some(value));
            return Ok(());
        }
        if self.set.is_none() {
            return Err(interpreter.raise(
                "AttributeError",
                format!(
                    "property '{name}' of '{}' object has no setter",
                    instance.type_name()
                ),
            ));
        }
        interpreter
            .call(&self.set, Args::new([instance.clone(), value]))
            .map(|_| ())
    }
}

impl Property {
    pub(crate) fn delete(
        &self,
        interpreter: &mut Interpreter,
        instance: &Value,
        name: &str,
    ) -> Result<()> {
        if let (Some(cached), Value::Instance(object)) = (&self.cached, instance)
            && object.scope.has(cached)
        {
            interpreter.bind(&object.scope, cached, None);
            return Ok(());
        }
        if self.delete.is_none() {
            return Err(interpreter.raise(
                "AttributeError",
                format!(
                    "property '{name}' of '{}' object has no deleter",
                    instance.type_name()
                ),
            ));
        }
        interpreter
            .call_with(&self.delete, [instance.clone()])
            .map(drop)
    }
}

impl Object for Property {
    fn type_name(&self) -> &str {
        "property"
    }

    /// `@name.setter`
    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let mut new = Self {
            get: self.get.clone(),
            set: self.set.clone(),
            delete: self.delete.clone(),
            cached: None,
        };
        match name {
            "setter" => new.set = args.required("fset")?,
            "getter" => new.get = args.required("fget")?,
            "deleter" => new.delete = args.required("fdel")?,
            _ => return Ok(None),
        }
        Ok(Some(Value::object(new)))
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "setter" | "getter" | "deleter" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            "fget" => Some(self.get.clone()),
            "fset" => Some(self.set.clone()),
            _ => None,
        })
    }
}

/// `staticmethod(f)` and `classmethod(f)`
pub(crate) struct ClassLevel {
    pub(crate) function: Value,
    /// `classmethod`
    pub(crate) with_class: bool,
}

impl Object for ClassLevel {
    fn type_name(&self) -> &str {
        if self.with_class {
            "classmethod"
        } else {
            "staticmethod"
        }
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        interpreter.call(&self.function, args).map(Some)
    }
}

/// A method of a value written in Rust, taken as a value: `f = items.append`.
pub(crate) struct BoundMethod {
    pub(crate) receiver: Value,
    pub(crate) name: Rc<str>,
}

impl Object for BoundMethod {
    fn type_name(&self) -> &str {
        "builtin_function_or_method"
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        interpreter
            .call_method(&self.receiver, &self.name, args)
            .map(Some)
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__name__" => Some(Value::Str(self.name.clone())),
            "__self__" => Some(self.receiver.clone()),
            _ => None,
        })
    }
}

impl Interpreter {
    /// What `instance.name` gives for an attribute found on its class.
    pub(crate) fn bound_to_instance(
        &mut self,
        found: Value,
        instance: &Value,
        class: &Rc<Class>,
    ) -> Result<Value> {
        if let Some(property) = found.downcast::<Property>() {
            return property.get(self, instance);
        }
        if let Some(level) = found.downcast::<ClassLevel>() {
            return Ok(if level.with_class {
                Value::Method(Rc::new((
                    level.function.clone(),
                    Value::Class(class.clone()),
                )))
            } else {
                level.function.clone()
            });
        }
        if let Some(value) = self.described(&found, instance, class)? {
            return Ok(value);
        }
        Ok(match found {
            // In Python these are written in C, and no methods.
            Value::Function(ref function) if is_of_c(function) => found,
            Value::Function(_) => Value::Method(Rc::new((found, instance.clone()))),
            Value::Object(ref object) if object.binds() => {
                Value::Method(Rc::new((found, instance.clone())))
            }
            Value::Object(object) => match object.clone().on_instance(self, instance)? {
                Some(value) => value,
                None => Value::Object(object),
            },
            other => other,
        })
    }

    /// What `Class.name` gives.
    pub(crate) fn bound_to_class(&mut self, found: Value, class: &Rc<Class>) -> Result<Value> {
        if let Some(level) = found.downcast::<ClassLevel>() {
            return Ok(if level.with_class {
                Value::Method(Rc::new((
                    level.function.clone(),
                    Value::Class(class.clone()),
                )))
            } else {
                level.function.clone()
            });
        }
        if let Some(value) = self.described(&found, &Value::None, class)? {
            return Ok(value);
        }
        if let Value::Object(object) = &found
            && let Some(value) = object.clone().on_class(self, class)?
        {
            return Ok(value);
        }
        Ok(found)
    }

    /// What `__get__` of a descriptor gives, where there is one.
    fn described(
        &mut self,
        found: &Value,
        instance: &Value,
        class: &Rc<Class>,
    ) -> Result<Option<Value>> {
        let Value::Instance(descriptor) = found else {
            return Ok(None);
        };
        match self.class_attribute(&descriptor.class, "__get__") {
            Some(get) => self
                .call_with(
                    &get,
                    [found.clone(), instance.clone(), Value::Class(class.clone())],
                )
                .map(Some),
            None => Ok(None),
        }
    }
}

/// Whether a function belongs to a module whose functions do not become methods.
fn is_of_c(function: &Function) -> bool {
    let module = function.attributes.get("__module__");
    let module = module.as_ref().and_then(Value::as_str);
    matches!(
        module.as_deref(),
        Some("math" | "operator" | "bisect" | "heapq")
    )
}
