//! Calling values.

use super::interpreter::Interpreter;
use super::native::{Args, Called, Result};
use super::value::Value;

/// Types of objects, other than functions and classes, that can be called.
const CALLABLE: &[&str] = &[
    "builtin_function_or_method",
    "function",
    "functools._lru_cache_wrapper",
    "itemgetter",
    "method",
    "method_descriptor",
    "attrgetter",
    "operator.methodcaller",
    "partial",
    "sessionmaker",
    "scoped_session",
];

impl Value {
    /// `callable(value)` of what is known.
    pub fn is_callable(&self) -> bool {
        match self {
            Self::Function(_)
            | Self::Method(_)
            | Self::Class(_)
            | Self::NativeClass(_)
            | Self::Native(_) => true,
            Self::Instance(instance) => {
                let has_call = |class: &Self| matches!(class, Self::Class(class) if class.scope.has("__call__"));
                instance.class.scope.has("__call__") || instance.class.above.iter().any(has_call)
            }
            Self::Object(object) => CALLABLE.contains(&object.type_name()),
            _ => false,
        }
    }
}

impl Interpreter {
    /// `callee(args)`
    ///
    /// # Errors
    /// What the call raises or refuses; `TypeError` where it cannot be called.
    pub fn call(&mut self, callee: &Value, mut args: Args) -> Result<Value> {
        self.step(1)?;
        match callee {
            Value::Native(function) => {
                if args.function.is_empty() {
                    args.function = match function.module {
                        "builtins" => Called::Known(function.name),
                        module => Called::Member(module, function.name),
                    };
                }
                let value = self.deeper(|interpreter| (function.call)(interpreter, args))?;
                self.run_recorded()?;
                Ok(value)
            }
            Value::NativeClass(class) => {
                if args.function.is_empty() {
                    args.function = Called::Known(class.name);
                }
                self.deeper(|interpreter| (class.construct)(interpreter, args))
            }
            Value::Function(function) => {
                self.deeper(|interpreter| interpreter.call_function(function, args))
            }
            Value::Method(method) => {
                args.positional.push_front(method.1.clone());
                self.deeper(|interpreter| interpreter.call(&method.0, args))
            }
            Value::Class(class) => self.deeper(|interpreter| interpreter.instantiate(class, args)),
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__call__") {
                    args.positional.push_front(callee.clone());
                    return self.deeper(|interpreter| interpreter.call(&method, args));
                }
                let inner = instance.inner.borrow().clone();
                match inner {
                    Some(inner @ Value::Object(_)) => self.call(&inner, args),
                    _ => Err(self.not_callable(callee)),
                }
            }
            Value::Object(object) => {
                if args.function.is_empty() {
                    args.function = object.type_name().to_owned().into();
                }
                let object = object.clone();
                match self.deeper(|interpreter| object.call(interpreter, args))? {
                    Some(value) => Ok(value),
                    None => Err(self.not_callable(callee)),
                }
            }
            Value::Unknown(_) => self.call_unknown(callee),
            _ => Err(self.not_callable(callee)),
        }
    }

    /// The same with arguments by position.
    ///
    /// # Errors
    /// As [`Interpreter::call`].
    pub fn call_with(
        &mut self,
        callee: &Value,
        positional: impl IntoIterator<Item = Value>,
    ) -> Result<Value> {
        let mut args = Args::new(positional);
        args.place = self.place();
        self.call(callee, args)
    }

    fn not_callable(&mut self, callee: &Value) -> super::native::Interrupt {
        let message = format!(
            "'{}' object is not callable",
            super::class_name::shown(callee)
        );
        self.cannot(callee, "TypeError", message)
    }

    /// `receiver.name(args)`
    ///
    /// # Errors
    /// As [`Interpreter::call`]; `AttributeError` where there is no such method.
    pub fn call_method(&mut self, receiver: &Value, name: &str, mut args: Args) -> Result<Value> {
        if let Value::Object(object) = receiver {
            self.step(1)?;
            if args.function.is_empty() {
                args.function = format!("{}.{name}", object.type_name()).into();
            }
            let object = object.clone();
            let taken = self.deeper(|interpreter| object.method(interpreter, name, &mut args))?;
            if let Some(value) = taken {
                args.finish()?;
                self.run_recorded()?;
                return Ok(value);
            }
            args.function = Called::Nothing;
        } else if let Some(method) = super::methods::find(receiver, name) {
            self.step(1)?;
            if args.function.is_empty() {
                args.function = format!("{}.{name}", receiver.type_name()).into();
            }
            return method(self, receiver, args);
        }
        let callee = self.attribute(receiver, name)?;
        self.call(&callee, args)
    }
}
