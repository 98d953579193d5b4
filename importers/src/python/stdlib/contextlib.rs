//! `contextlib`

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::evaluate::{AsyncGenerator, raised_as_arguments};
use crate::python::interpreter::Interpreter;
use crate::python::iterate::{Iterator, Resume, Yielded};
use crate::python::native::{Args, Definition, Interrupt, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "contextlib",
    definitions: &[
        ("suppress", Definition::Function(suppress)),
        ("nullcontext", Definition::Function(nullcontext)),
        ("contextmanager", Definition::Function(contextmanager)),
        (
            "asynccontextmanager",
            Definition::Function(asynccontextmanager),
        ),
        ("closing", Definition::Function(closing)),
        ("ExitStack", Definition::Function(exit_stack)),
    ],
    fallback: super::written::CONTEXTLIB,
};

/// `suppress(classes)`: `with` runs it as a `try`.
pub(crate) struct Suppress {
    pub(crate) classes: Vec<Value>,
}

impl Object for Suppress {
    fn type_name(&self) -> &str {
        "suppress"
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::None))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        match raised {
            Some(exception) => interpreter.catches(&self.classes, exception),
            None => Ok(false),
        }
    }
}

fn suppress(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let classes = args.rest();
    args.finish()?;
    Ok(Value::object(Suppress { classes }))
}

/// Enters and leaves without doing anything.
pub(super) struct NullContext(pub(super) Value);

impl Object for NullContext {
    fn type_name(&self) -> &str {
        "nullcontext"
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(self.0.clone()))
    }
}

fn nullcontext(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("enter_result")?.unwrap_or(Value::None);
    args.finish()?;
    Ok(Value::object(NullContext(value)))
}

/// A function decorated with `@contextmanager`, or with `@asynccontextmanager`.
struct Factory {
    function: Value,
    is_async: bool,
}

impl Object for Factory {
    fn type_name(&self) -> &str {
        "function"
    }

    fn binds(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        interpreter.find_attribute(&self.function, name)
    }

    fn call(self: Rc<Self>, _: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        Ok(Some(Value::object(GeneratorContext {
            function: self.function.clone(),
            is_async: self.is_async,
            positional: args.positional.into(),
            keywords: args.keywords,
            running: RefCell::default(),
        })))
    }
}

/// What it gives: `with` runs the function, and the block where it yields.
pub(crate) struct GeneratorContext {
    pub(crate) function: Value,
    /// Whether `async with` enters it.
    pub(crate) is_async: bool,
    positional: Vec<Value>,
    keywords: Vec<crate::python::native::Keyword>,
    /// The generator, where something other than a `with` statement has entered.
    running: RefCell<Option<Rc<Iterator>>>,
}

impl GeneratorContext {
    pub(crate) fn args(&self) -> Args {
        let mut args = Args::new(self.positional.clone());
        args.keywords.clone_from(&self.keywords);
        args
    }
}

impl Object for GeneratorContext {
    fn type_name(&self) -> &str {
        "_GeneratorContextManager"
    }

    fn call(self: Rc<Self>, _: &mut Interpreter, mut args: Args) -> Result<Option<Value>> {
        let function = args.required("func")?;
        args.finish()?;
        let context = self;
        Ok(Some(Value::object(Decorated { context, function })))
    }

    fn enter(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let mut generator = interpreter.call(&self.function, self.args())?;
        if let Some(asynchronous) = generator.downcast::<AsyncGenerator>() {
            generator = asynchronous.items.clone();
        }
        let Some(generator) = generator.downcast::<Iterator>() else {
            return Ok(None);
        };
        self.running.replace(Some(generator.clone()));
        match generator.advance(interpreter, Resume::Next)? {
            Yielded::Item(value) => Ok(Some(value)),
            Yielded::Returned(_) => {
                Err(interpreter.raise("RuntimeError", "generator didn't yield"))
            }
        }
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        let Some(generator) = self.running.take() else {
            return Ok(false);
        };
        let resume = match raised {
            Some(exception) => Resume::Throw(exception.clone(), interpreter.main_place()),
            None => Resume::Next,
        };
        match (generator.advance(interpreter, resume), raised) {
            (Ok(Yielded::Returned(_)), raised) => Ok(raised.is_some()),
            (Ok(Yielded::Item(_)), None) => {
                Err(interpreter.raise("RuntimeError", "generator didn't stop"))
            }
            (Ok(Yielded::Item(_)), Some(_)) => {
                Err(interpreter.raise("RuntimeError", "generator didn't stop after throw()"))
            }
            (Err(Interrupt::Raised(again, _)), Some(exception)) if again.is_same(exception) => {
                Ok(false)
            }
            (Err(interrupt), _) => Err(interrupt),
        }
    }
}

/// A function that a context decorates: each call is a block of its own.
struct Decorated {
    context: Rc<GeneratorContext>,
    function: Value,
}

impl Object for Decorated {
    fn type_name(&self) -> &str {
        "function"
    }

    fn binds(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        interpreter.find_attribute(&self.function, name)
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        let value = interpreter.call_inside(&self.context, &self.function, args)?;
        Ok(Some(value))
    }
}

fn contextmanager(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("func")?;
    args.finish()?;
    let is_async = false;
    Ok(Value::object(Factory { function, is_async }))
}

fn asynccontextmanager(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("func")?;
    args.finish()?;
    let is_async = true;
    Ok(Value::object(Factory { function, is_async }))
}

/// `closing(thing)`: `thing.close()` at the end.
struct Closing(Value);

impl Object for Closing {
    fn type_name(&self) -> &str {
        "closing"
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(self.0.clone()))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, _: Option<&Value>) -> Result<bool> {
        interpreter.call_method(&self.0, "close", Args::new([]))?;
        Ok(false)
    }
}

fn closing(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let thing = args.required("thing")?;
    args.finish()?;
    Ok(Value::object(Closing(thing)))
}

/// What an [`ExitStack`] does at its end.
#[derive(Clone)]
enum Leaving {
    Manager(Value),
    /// A function that is called as `__exit__`.
    Exit(Value),
    Call(Value, Vec<Value>, Vec<crate::python::native::Keyword>),
}

/// `ExitStack()`: leaves what was entered through it, last first.
struct ExitStack {
    leaving: RefCell<Vec<Leaving>>,
    born: u64,
}

impl ExitStack {
    fn unwind(&self, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        interpreter.change_object(self.born, "An ExitStack")?;
        let mut raised = raised.map(|exception| (exception.clone(), interpreter.main_place()));
        let outside = raised.is_some();
        let mut replaced = false;
        loop {
            let Some(next) = self.leaving.borrow_mut().pop() else {
                break;
            };
            let exception = raised.as_ref().map(|(exception, _)| exception);
            let result = match next {
                Leaving::Manager(manager) => interpreter.exit(&manager, exception),
                Leaving::Exit(function) => interpreter
                    .call_with(&function, raised_as_arguments(exception))
                    .and_then(|swallowed| interpreter.known_truth(&swallowed)),
                Leaving::Call(function, positional, keywords) => {
                    let mut args = Args::new(positional);
                    args.keywords = keywords;
                    interpreter.call(&function, args).map(|_| false)
                }
            };
            match result {
                Ok(true) => raised = None,
                Ok(false) => {}
                Err(Interrupt::Raised(exception, place)) => {
                    replaced = true;
                    raised = Some((exception, place));
                }
                Err(other) => return Err(other),
            }
        }
        match raised {
            Some((exception, place)) if replaced => Err(Interrupt::Raised(exception, place)),
            Some(_) => Ok(false),
            None => Ok(outside),
        }
    }
}

impl Object for ExitStack {
    fn type_name(&self) -> &str {
        "ExitStack"
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        self.unwind(interpreter, raised)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let (leaving, value) = match name {
            "enter_context" => {
                let manager = args.required("cm")?;
                let entered = interpreter.enter(&manager)?;
                (Leaving::Manager(manager), entered)
            }
            "push" => {
                let manager = args.required("exit")?;
                let leaving = match manager {
                    Value::Function(_) | Value::Method(_) | Value::Native(_) => Leaving::Exit,
                    _ => Leaving::Manager,
                };
                (leaving(manager.clone()), manager)
            }
            "callback" => {
                let function = args.required("callback")?;
                let positional = args.rest();
                let keywords = args.take_keywords();
                (
                    Leaving::Call(function.clone(), positional, keywords),
                    function,
                )
            }
            "pop_all" => {
                interpreter.change_object(self.born, "An ExitStack")?;
                return Ok(Some(Value::object(Self {
                    leaving: self.leaving.take().into(),
                    born: interpreter.born(),
                })));
            }
            "close" => {
                self.unwind(interpreter, None)?;
                return Ok(Some(Value::None));
            }
            _ => return Ok(None),
        };
        interpreter.change_object(self.born, "An ExitStack")?;
        self.leaving.borrow_mut().push(leaving);
        Ok(Some(value))
    }
}

fn exit_stack(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    Ok(Value::object(ExitStack {
        leaving: RefCell::default(),
        born: interpreter.born(),
    }))
}
