//! `super()`: the classes above a class, for an object.

use std::rc::Rc;

use super::Env;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::scope::ScopeKind;
use crate::python::value::{Class, Instance, Value};

impl Interpreter {
    /// `super()`
    pub(crate) fn super_of_frame(&mut self, env: &Env) -> Result<Value> {
        let mut scope = Some(&env.scope);
        let mut class = None;
        while let Some(here) = scope {
            class = here.get("__class__");
            if class.is_some() {
                break;
            }
            scope = here.parent.as_ref();
        }
        match (class, &env.first) {
            (Some(Value::Class(class)), Some(first)) => Ok(super_of(&class, first)),
            _ => Err(self.raise("RuntimeError", "super(): no arguments")),
        }
    }
}

/// `super(class, object)`
pub(crate) fn super_of(class: &Rc<Class>, object: &Value) -> Value {
    Value::object(Super {
        class: class.clone(),
        object: object.clone(),
    })
}

impl Interpreter {
    /// What `__init__` of the built-in class does that an instance derives from.
    pub(crate) fn initialize_as_native(
        &mut self,
        instance: &Rc<Instance>,
        args: Args,
    ) -> Result<()> {
        match instance.class.native_base() {
            // These are what they are since `__new__`.
            Some(native) if native.is_made_whole() => {}
            Some(native) => {
                let inner = (native.construct)(self, args)?;
                *instance.inner.borrow_mut() = Some(inner);
            }
            None => {}
        }
        Ok(())
    }
}

/// The attributes of the classes above `class`, for `object`.
struct Super {
    class: Rc<Class>,
    object: Value,
}

impl Super {
    /// Whether the object is a class, and `class` belongs to its metaclass.
    fn is_of_metaclass(&self) -> bool {
        let Value::Class(object) = &self.object else {
            return false;
        };
        let this = Value::Class(self.class.clone());
        let is = |class: &Rc<Class>| {
            Rc::ptr_eq(class, &self.class) || class.above.iter().any(|base| base.is_same(&this))
        };
        !is(object) && object.meta.as_ref().is_some_and(is)
    }

    /// The classes that follow `class` in the order of the object's class.
    fn rest(&self) -> Vec<Value> {
        let own = match &self.object {
            Value::Instance(instance) => &instance.class,
            Value::Class(class) if self.is_of_metaclass() => {
                class.meta.as_ref().unwrap_or(&self.class)
            }
            Value::Class(class) => class,
            _ => &self.class,
        };
        if Rc::ptr_eq(own, &self.class) {
            return own.above.clone();
        }
        let this = Value::Class(self.class.clone());
        own.above
            .iter()
            .skip_while(|base| !base.is_same(&this))
            .skip(1)
            .cloned()
            .collect()
    }
}

impl Object for Super {
    fn type_name(&self) -> &str {
        "super"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        for base in self.rest() {
            if let Value::Class(class) = &base
                && let Some(found) = class.scope.get(name)
            {
                return match &self.object {
                    Value::Class(own) if self.is_of_metaclass() => {
                        let meta = own.meta.clone().unwrap_or_else(|| class.clone());
                        let object = self.object.clone();
                        interpreter
                            .bound_to_instance(found, &object, &meta)
                            .map(Some)
                    }
                    Value::Class(own) => match &found {
                        Value::Function(_) if name == "__new__" => Ok(Some(found)),
                        // A class method without saying so.
                        Value::Function(_) if name == "__init_subclass__" => {
                            Ok(Some(Value::Method(Rc::new((found, self.object.clone())))))
                        }
                        _ => interpreter.bound_to_class(found, own).map(Some),
                    },
                    object => {
                        let own = match object {
                            Value::Instance(instance) => &instance.class,
                            _ => class,
                        };
                        interpreter.bound_to_instance(found, object, own).map(Some)
                    }
                };
            }
        }
        if matches!(
            name,
            "__init__"
                | "__new__"
                | "__init_subclass__"
                | "__setattr__"
                | "__call__"
                | "__str__"
                | "__repr__"
        ) {
            return Ok(Some(interpreter.bound_method(Value::Object(self), name)));
        }
        if let Value::Instance(instance) = &self.object {
            let inner = instance.inner.borrow().clone();
            if let Some(inner) = &inner
                && let Some(found) = interpreter.find_attribute(inner, name)?
            {
                return Ok(Some(found));
            }
            if let Some(native) = instance.class.native_base()
                && let Some(found) = (native.attribute)(interpreter, name)?
            {
                let bound = interpreter.bound_to_instance(found, &self.object, &instance.class);
                return bound.map(Some);
            }
            if inner.is_some() {
                return Ok(None);
            }
            let object = self.object.clone();
            return Ok(crate::python::object_methods::object_method(name)
                .map(|method| Value::Method(Rc::new((Value::Native(method), object)))));
        }
        Ok(None)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let on_class = self.rest().iter().any(|base| match base {
            Value::Class(class) => class.scope.has(name),
            _ => false,
        });
        if on_class {
            return Ok(None);
        }
        match (name, &self.object) {
            ("__init__", Value::Class(_)) => {
                take(args);
                Ok(Some(Value::None))
            }
            ("__call__", Value::Class(class)) => {
                let taken = take(args);
                interpreter.make_instance(class, taken).map(Some)
            }
            ("__str__", Value::Instance(instance)) => {
                let text = interpreter.own_text(&self.object, instance)?;
                Ok(Some(Value::str(text)))
            }
            ("__repr__", Value::Instance(instance)) => {
                let text = interpreter.own_repr(instance)?;
                Ok(Some(Value::str(text)))
            }
            ("__new__", _)
                if matches!(
                    args.positional.front(),
                    Some(Value::Class(meta)) if meta.derives_from("type")
                ) =>
            {
                let Some(Value::Class(meta)) = args.positional.pop_front() else {
                    return Ok(None);
                };
                interpreter.new_class(&meta, args).map(Some)
            }
            ("__init__", Value::Instance(instance)) => {
                let taken = take(args);
                if instance.class.derives_from("BaseException") {
                    let arguments = Value::tuple(taken.positional);
                    interpreter.bind(&instance.scope, &"args".into(), Some(arguments));
                    return Ok(Some(Value::None));
                }
                if let Some(native) = instance.class.native_base()
                    && let Some(initialize) = (native.attribute)(interpreter, "__init__")?
                {
                    let mut taken = taken;
                    taken.positional.push_front(self.object.clone());
                    return interpreter.call(&initialize, taken).map(Some);
                }
                interpreter.initialize_as_native(instance, taken)?;
                Ok(Some(Value::None))
            }
            ("__new__", _) => {
                let mut taken = take(args);
                let Some(Value::Class(class)) = taken.positional.pop_front() else {
                    return Err(interpreter.raise("TypeError", "__new__(): not a class"));
                };
                let inner = match class.native_base() {
                    Some(native) if native.is_made_whole() => {
                        Some((native.construct)(interpreter, taken)?)
                    }
                    _ => None,
                };
                Ok(Some(Value::Instance(Rc::new(Instance {
                    scope: interpreter.watched_scope(ScopeKind::Instance),
                    class,
                    inner: inner.into(),
                }))))
            }
            ("__init_subclass__", _) => {
                take(args);
                Ok(Some(Value::None))
            }
            ("__setattr__", Value::Instance(instance)) => {
                let name = args.string("name")?;
                let value = args.required("value")?;
                interpreter.set_on_instance(&self.object, instance, &name, value)?;
                Ok(Some(Value::None))
            }
            _ => Ok(None),
        }
    }
}

fn take(args: &mut Args) -> Args {
    Args {
        function: args.function.clone(),
        positional: std::mem::take(&mut args.positional),
        keywords: std::mem::take(&mut args.keywords),
        place: args.place.clone(),
    }
}
