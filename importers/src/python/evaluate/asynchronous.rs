//! `async`: a run has one task, so `await` runs what is awaited to its end.
//!
//! What waits for something else that goes on meanwhile (`gather`, tasks, queues) has no
//! meaning here and is refused where a file asks `asyncio` for it.

use std::rc::Rc;

use super::{Code, Definition, Env};
use crate::python::interpreter::{Frame, Interpreter};
use crate::python::iterate::{Iterator, Resume, Stream, Yielded, exception_is};
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::stdlib::contextlib::GeneratorContext;
use crate::python::syntax::Place;
use crate::python::value::{Function, Value};

/// What a call of an `async def` function gives.
struct Coroutine {
    body: Rc<Iterator>,
}

/// What a call of one with a `yield` gives.
pub(crate) struct AsyncGenerator {
    /// The generator that it is without `async`.
    pub(crate) items: Value,
}

/// What is done when a coroutine is awaited.
#[derive(Clone)]
enum Body {
    Call {
        function: Rc<Function>,
        env: Env,
        place: Place,
    },
    /// `__anext__()` of a generator
    Next(Value),
    /// `aclose()` of a generator
    Close(Value),
}

impl Stream for Body {
    fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        self.resume(interpreter, Resume::Next).map(|_| None)
    }

    fn resume(&mut self, interpreter: &mut Interpreter, _: Resume) -> Result<Yielded> {
        if interpreter.frames.len() >= interpreter.options.limits.depth {
            return Err(interpreter.nested_too_deep());
        }
        match self {
            Self::Call {
                function,
                env,
                place,
            } => {
                let frame = Frame {
                    place: place.clone(),
                };
                interpreter.frames.push(frame);
                let result =
                    interpreter.deeper(|i| i.run_definition(&function.code.definition, env));
                interpreter.frames.pop();
                result
            }
            Self::Next(items) => match interpreter.next_item(items)? {
                Some(item) => Ok(item),
                None => Err(interpreter.raise_with("StopAsyncIteration", Vec::new())),
            },
            Self::Close(items) => interpreter.call_method(items, "close", Args::new([])),
        }
        .map(Yielded::Returned)
    }

    fn copy(&self) -> Box<dyn Stream> {
        Box::new(self.clone())
    }
}

impl Object for Coroutine {
    fn type_name(&self) -> &str {
        "coroutine"
    }

    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        Ok((name == "close").then_some(Value::None))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some("<coroutine object>".to_owned()))
    }
}

impl Object for AsyncGenerator {
    fn type_name(&self) -> &str {
        "async_generator"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "__aiter__" => Some(Value::Object(self)),
            "__anext__" => Some(interpreter.coroutine(Body::Next(self.items.clone()))),
            "aclose" => Some(interpreter.coroutine(Body::Close(self.items.clone()))),
            _ => None,
        })
    }
}

/// Who enters and leaves through `__aenter__` and `__aexit__`.
struct Entered(Value);

impl Object for Entered {
    fn type_name(&self) -> &str {
        "async_context"
    }

    fn enter(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let entering = interpreter.call_method(&self.0, "__aenter__", Args::new([]))?;
        interpreter.awaited(&entering).map(Some)
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        let args = Args::new(super::raised_as_arguments(raised));
        let leaving = interpreter.call_method(&self.0, "__aexit__", args)?;
        let swallowed = interpreter.awaited(&leaving)?;
        interpreter.known_truth(&swallowed)
    }
}

impl Interpreter {
    fn coroutine(&self, body: Body) -> Value {
        match Iterator::over(self, "coroutine", body).downcast::<Iterator>() {
            Some(body) => Value::object(Coroutine { body }),
            None => Value::None,
        }
    }

    /// A call of an `async def` function, whose arguments are bound.
    pub(super) fn asynchronous_call(
        &self,
        function: &Rc<Function>,
        env: Env,
        place: Place,
    ) -> Value {
        self.coroutine(Body::Call {
            function: function.clone(),
            env,
            place,
        })
    }

    /// `await value`
    ///
    /// # Errors
    /// `TypeError` where it cannot be awaited, and what is raised meanwhile.
    pub(crate) fn awaited(&mut self, value: &Value) -> Result<Value> {
        let value = self.known(value.clone())?;
        if let Some(coroutine) = value.downcast::<Coroutine>() {
            if coroutine.body.stream().is_none() {
                return Err(self.raise("RuntimeError", "cannot reuse already awaited coroutine"));
            }
            return match coroutine.body.advance(self, Resume::Next) {
                Ok(Yielded::Returned(value) | Yielded::Item(value)) => Ok(value),
                Err(Interrupt::Raised(exception, _))
                    if exception_is(&exception, "StopIteration") =>
                {
                    Err(self.raise("RuntimeError", "coroutine raised StopIteration"))
                }
                Err(other) => Err(other),
            };
        }
        if let Value::Instance(instance) = &value
            && let Some(method) = self.class_attribute(&instance.class, "__await__")
        {
            let steps = self.call_with(&method, [value.clone()])?;
            let Some(steps) = steps.downcast::<Iterator>() else {
                return Err(self.unsupported("this `__await__`"));
            };
            return match steps.advance(self, Resume::Next)? {
                Yielded::Returned(value) => Ok(value),
                Yielded::Item(_) => Err(self.unsupported("an `__await__` that yields")),
            };
        }
        let class = value.type_name();
        let message = format!("object {class} can't be used in 'await' expression");
        Err(self.cannot(&value, "TypeError", message))
    }

    /// What `async for` goes over, as `for` takes it.
    ///
    /// # Errors
    /// `TypeError` where it has no `__aiter__`.
    pub(super) fn asynchronous_items(&mut self, value: Value) -> Result<Value> {
        let value = self.known(value)?;
        if let Some(generator) = value.downcast::<AsyncGenerator>() {
            return Ok(generator.items.clone());
        }
        let Value::Instance(instance) = &value else {
            return Err(self.needs_method("async for", "__aiter__", &value));
        };
        let Some(method) = self.class_attribute(&instance.class, "__aiter__") else {
            return Err(self.needs_method("async for", "__aiter__", &value));
        };
        let items = self.call_with(&method, [value.clone()])?;
        if let Some(generator) = items.downcast::<AsyncGenerator>() {
            return Ok(generator.items.clone());
        }
        let step = |items: &mut Value, interpreter: &mut Self| {
            let next = interpreter.call_method(items, "__anext__", Args::new([]));
            let item = next.and_then(|next| interpreter.awaited(&next));
            match item {
                Ok(item) => Ok(Some(item)),
                Err(Interrupt::Raised(exception, _))
                    if exception_is(&exception, "StopAsyncIteration") =>
                {
                    Ok(None)
                }
                Err(other) => Err(other),
            }
        };
        Ok(Iterator::stepping(self, "async_iterator", items, step))
    }

    /// What `async with` enters, as `with` takes it.
    ///
    /// # Errors
    /// `TypeError` where it has no `__aenter__`.
    pub(super) fn asynchronous_context(&mut self, manager: Value) -> Result<Value> {
        let manager = self.known(manager)?;
        if let Some(context) = manager.downcast::<GeneratorContext>()
            && context.is_async
        {
            return Ok(manager);
        }
        match &manager {
            Value::Instance(instance)
                if self
                    .class_attribute(&instance.class, "__aenter__")
                    .is_some() =>
            {
                Ok(Value::object(Entered(manager)))
            }
            _ => {
                let class = manager.type_name();
                let message = format!(
                    "'{class}' object does not support the asynchronous context manager protocol"
                );
                Err(self.cannot(&manager, "TypeError", message))
            }
        }
    }

    fn needs_method(&mut self, what: &str, method: &str, value: &Value) -> Interrupt {
        let class = value.type_name();
        let message = format!("'{what}' requires an object with {method} method, got {class}");
        self.cannot(value, "TypeError", message)
    }
}

/// Whether `async def` defines the function.
pub(super) fn is_asynchronous(code: &Code) -> bool {
    matches!(&code.definition, Definition::Function(tree) if tree.is_async)
}
