//! Exceptions: the built-in hierarchy, raising from Rust, and messages for
//! what nobody caught.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::{Definition, Interrupt, NativeFunction, Result};
use super::scope::{Scope, ScopeKind};
use super::value::{Class, Instance, Value};
use crate::diagnostic::Diagnostic;

/// Built-in exception classes and their bases.
pub(crate) const BUILTIN: &[(&str, &str)] = &[
    ("BaseException", ""),
    ("Exception", "BaseException"),
    ("SystemExit", "BaseException"),
    ("KeyboardInterrupt", "BaseException"),
    ("GeneratorExit", "BaseException"),
    ("ArithmeticError", "Exception"),
    ("OverflowError", "ArithmeticError"),
    ("ZeroDivisionError", "ArithmeticError"),
    ("FloatingPointError", "ArithmeticError"),
    ("AssertionError", "Exception"),
    ("AttributeError", "Exception"),
    ("BufferError", "Exception"),
    ("EOFError", "Exception"),
    ("ImportError", "Exception"),
    ("ModuleNotFoundError", "ImportError"),
    ("LookupError", "Exception"),
    ("IndexError", "LookupError"),
    ("KeyError", "LookupError"),
    ("MemoryError", "Exception"),
    ("NameError", "Exception"),
    ("UnboundLocalError", "NameError"),
    ("OSError", "Exception"),
    ("FileNotFoundError", "OSError"),
    ("FileExistsError", "OSError"),
    ("IsADirectoryError", "OSError"),
    ("NotADirectoryError", "OSError"),
    ("PermissionError", "OSError"),
    ("ConnectionError", "OSError"),
    ("TimeoutError", "OSError"),
    ("BrokenPipeError", "ConnectionError"),
    ("ConnectionAbortedError", "ConnectionError"),
    ("ConnectionRefusedError", "ConnectionError"),
    ("ConnectionResetError", "ConnectionError"),
    ("BlockingIOError", "OSError"),
    ("ChildProcessError", "OSError"),
    ("InterruptedError", "OSError"),
    ("IsADirectoryError", "OSError"),
    ("NotADirectoryError", "OSError"),
    ("ProcessLookupError", "OSError"),
    ("ReferenceError", "Exception"),
    ("RuntimeError", "Exception"),
    ("NotImplementedError", "RuntimeError"),
    ("RecursionError", "RuntimeError"),
    ("StopIteration", "Exception"),
    ("StopAsyncIteration", "Exception"),
    ("SyntaxError", "Exception"),
    ("SystemError", "Exception"),
    ("TypeError", "Exception"),
    ("ValueError", "Exception"),
    ("UnicodeError", "ValueError"),
    ("UnicodeDecodeError", "UnicodeError"),
    ("UnicodeEncodeError", "UnicodeError"),
    ("Warning", "Exception"),
    ("DeprecationWarning", "Warning"),
    ("PendingDeprecationWarning", "Warning"),
    ("RuntimeWarning", "Warning"),
    ("SyntaxWarning", "Warning"),
    ("UserWarning", "Warning"),
    ("FutureWarning", "Warning"),
    ("ImportWarning", "Warning"),
    ("ResourceWarning", "Warning"),
    ("BytesWarning", "Warning"),
];

/// Where an error of the system keeps the name of its file.
pub(crate) const FILE: &str = ".filename";
/// Where an exception keeps what `raise ... from` named: no file can spell it.
pub(super) const CAUSE: &str = ".cause";
/// Where it keeps the exception that was being handled when it was raised.
pub(super) const CONTEXT: &str = ".context";

const WITH_TRACEBACK: NativeFunction = NativeFunction {
    module: "builtins",
    name: "with_traceback",
    call: |_, mut args| {
        let exception = args.required("self")?;
        args.required("tb")?;
        args.finish()?;
        Ok(exception)
    },
};

/// Notes are shown in tracebacks only, which bridge does not write.
const ADD_NOTE: NativeFunction = NativeFunction {
    module: "builtins",
    name: "add_note",
    call: |_, mut args| {
        args.required("self")?;
        args.string("note")?;
        args.finish()?;
        Ok(Value::None)
    },
};

impl Interpreter {
    /// The exception class of a full name: built-in (`ValueError`), or
    /// defined by a library (`sqlalchemy.exc.OperationalError`).
    pub fn exception_class(&mut self, full_name: &str) -> Option<Rc<Class>> {
        if let Some(class) = self.exceptions.get(full_name) {
            return Some(class.clone());
        }
        let base = self.exception_base(full_name)?;
        let bases = match base {
            "" => Vec::new(),
            base => base
                .split(", ")
                .map(|base| self.exception_class(base))
                .collect::<Option<Vec<_>>>()?,
        };
        let (module, name) = match full_name.rsplit_once('.') {
            Some((module, name)) => (module, name),
            None => ("builtins", full_name),
        };
        let scope = Scope::new(ScopeKind::Class, None, 0);
        self.watch(&scope);
        let class = Rc::new(Class {
            name: name.into(),
            module: module.into(),
            above: bases
                .iter()
                .flat_map(|base| {
                    std::iter::once(Value::Class(base.clone())).chain(base.above.iter().cloned())
                })
                .collect(),
            bases: bases.into_iter().map(Value::Class).collect(),
            scope,
            meta: None,
        });
        self.exceptions.insert(full_name.to_owned(), class.clone());
        Some(class)
    }

    fn exception_base(&self, full_name: &str) -> Option<&'static str> {
        if let Some((_, base)) = BUILTIN.iter().find(|(name, _)| *name == full_name) {
            return Some(base);
        }
        let (module, _) = full_name.rsplit_once('.')?;
        self.find_table(module)?
            .definitions
            .iter()
            .find_map(|(_, definition)| match definition {
                Definition::Exception { name, base } if *name == full_name => Some(*base),
                _ => None,
            })
    }

    /// A Python exception, to be returned as an error: `Err(interpreter.raise("ValueError", "..."))`.
    /// The class is named in full; one that nobody defined becomes `RuntimeError`.
    pub fn raise(&mut self, class: &str, message: impl Into<String>) -> Interrupt {
        self.raise_with(class, vec![Value::str(message.into())])
    }

    /// The same, with the exception's arguments.
    pub fn raise_with(&mut self, class: &str, arguments: Vec<Value>) -> Interrupt {
        let Some(class) = self
            .exception_class(class)
            .or_else(|| self.exception_class("RuntimeError"))
        else {
            return self.refuse("python-exception", "An exception was raised.", None);
        };
        let exception = self.new_exception(class, arguments);
        self.chain_exception(&exception, None);
        Interrupt::Raised(exception, self.main_place())
    }

    /// What every exception has beside what its class gives it.
    pub(crate) fn exception_attribute(
        &mut self,
        exception: &Rc<Instance>,
        name: &str,
    ) -> Result<Option<Value>> {
        let argument = |at: usize| match exception.scope.get("args") {
            Some(Value::Tuple(items)) => items.get(at).cloned(),
            _ => None,
        };
        let is = |class: &str| exception.class.derives_from(class);
        Ok(match name {
            "__cause__" => Some(exception.scope.get(CAUSE).unwrap_or(Value::None)),
            "__context__" => Some(exception.scope.get(CONTEXT).unwrap_or(Value::None)),
            "__suppress_context__" => Some(Value::Bool(exception.scope.has(CAUSE))),
            "__traceback__" | "__notes__" => Some(self.unknown("unknown-name", name)),
            "with_traceback" | "add_note" => {
                let receiver = Value::Instance(exception.clone());
                let method = if name == "add_note" {
                    ADD_NOTE
                } else {
                    WITH_TRACEBACK
                };
                Some(Value::Method(Rc::new((Value::Native(method), receiver))))
            }
            "value" if is("StopIteration") => Some(argument(0).unwrap_or(Value::None)),
            "code" if is("SystemExit") => Some(argument(0).unwrap_or(Value::None)),
            "errno" if is("OSError") => Some(match argument(1) {
                Some(_) => argument(0).unwrap_or(Value::None),
                None => Value::None,
            }),
            "strerror" if is("OSError") => Some(argument(1).unwrap_or(Value::None)),
            "filename" if is("OSError") => Some(exception.scope.get(FILE).unwrap_or(Value::None)),
            _ => None,
        })
    }

    /// What `raise exception from cause` keeps.
    pub(crate) fn chain_exception(&mut self, exception: &Value, cause: Option<Value>) {
        let Value::Instance(instance) = exception else {
            return;
        };
        if let Some(cause) = cause {
            self.bind(&instance.scope, &CAUSE.into(), Some(cause));
        }
        if let Some(context) = self.handling.last().cloned()
            && !context.is_same(exception)
        {
            self.bind(&instance.scope, &CONTEXT.into(), Some(context));
        }
    }

    /// An instance of an exception class.
    pub(crate) fn new_exception(&mut self, class: Rc<Class>, arguments: Vec<Value>) -> Value {
        let scope = self.watched_scope(ScopeKind::Instance);
        scope.put(&"args".into(), Some(Value::tuple(arguments)));
        Value::Instance(Rc::new(Instance {
            class,
            scope,
            inner: None.into(),
        }))
    }

    /// What to report where evaluation stopped: an exception that nobody
    /// caught becomes a diagnostic (`python-exception`).
    pub fn diagnose(&mut self, interrupt: Interrupt) -> Diagnostic {
        match interrupt {
            Interrupt::Refused(diagnostic) | Interrupt::NeedsProgram(diagnostic) => *diagnostic,
            Interrupt::Stopped => {
                Diagnostic::error("python-exception", "Every path ends in an exception.")
            }
            Interrupt::Raised(exception, place) => {
                let class = match &exception {
                    Value::Instance(instance) => instance.class.full_name(),
                    other => other.type_name(),
                };
                let message = self.str(&exception).unwrap_or_default();
                let text = if message.is_empty() {
                    format!("Python would stop here: {class}.")
                } else {
                    format!("Python would stop here: {class}: {message}")
                };
                place.mark(Diagnostic::error("python-exception", text))
            }
        }
    }
}

/// A method of the built-in exceptions, called by the name of a class: `Exception.__init__(self, text)`.
pub(crate) fn method(name: &str) -> Option<super::native::NativeFunction> {
    let (name, call): (&str, super::native::NativeCall) = match name {
        "__init__" => ("__init__", |interpreter, mut args| {
            let value = args.required("self")?;
            let given = Value::tuple(args.rest());
            args.finish()?;
            if let Value::Instance(instance) = &value {
                interpreter.bind(&instance.scope, &"args".into(), Some(given));
            }
            Ok(Value::None)
        }),
        "__str__" => ("__str__", |interpreter, mut args| {
            let value = args.required("self")?;
            args.finish()?;
            match &value {
                Value::Instance(instance) => interpreter.own_text(&value, instance).map(Value::str),
                other => interpreter.str(other).map(Value::str),
            }
        }),
        "__repr__" => ("__repr__", |interpreter, mut args| {
            let value = args.required("self")?;
            args.finish()?;
            match &value {
                Value::Instance(instance) => interpreter.own_repr(instance).map(Value::str),
                other => interpreter.repr(other).map(Value::str),
            }
        }),
        _ => return None,
    };
    let module = "builtins";
    Some(super::native::NativeFunction { module, name, call })
}
