//! `sessionmaker` and `scoped_session`: what makes sessions.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::block::Transaction;
use super::session::{needs_program, session};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// `sessionmaker(bind=None, ...)`: makes sessions of the same arguments.
pub(super) fn sessionmaker(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    if !interpreter.is_live() {
        return Err(needs_program(interpreter));
    }
    let mut kept = args;
    if let Some(Value::Class(class)) = kept.keyword("class_") {
        return Err(interpreter.refuse(
            "unsupported",
            format!("`class_={}` has sessions do what its class says, and none of its methods would be called.", class.name),
            Some("Make the sessions by Session or sessionmaker() without class_."),
        ));
    }
    Ok(Value::object(Maker {
        args: RefCell::new(kept),
    }))
}

struct Maker {
    args: RefCell<Args>,
}

impl Maker {
    /// The arguments, with others over them.
    fn over(&self, mut args: Args) -> Args {
        let kept = self.args.borrow();
        if args.positional.is_empty() {
            args.positional = kept.positional.clone();
        }
        for keyword in &kept.keywords {
            if !args.keywords.iter().any(|own| own.name == keyword.name) {
                args.keywords.push(keyword.clone());
            }
        }
        args
    }
}

impl Object for Maker {
    fn type_name(&self) -> &str {
        "sessionmaker"
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        session(interpreter, self.over(args)).map(Some)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "configure" => {
                let taken = std::mem::replace(args, Args::new([]));
                let merged = self.over(taken);
                self.args.replace(merged);
                Ok(Some(Value::None))
            }
            "begin" => {
                let session = session(interpreter, self.over(Args::new([])))?;
                Ok(Some(Value::object(Transaction { session })))
            }
            _ => Ok(None),
        }
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `scoped_session(maker)`: one session, made on first use.
pub(super) fn scoped_session(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    if !interpreter.is_live() {
        return Err(needs_program(interpreter));
    }
    let maker = args.required("session_factory")?;
    let _ = args.take("scopefunc")?;
    args.finish()?;
    Ok(Value::object(Scoped {
        maker,
        session: RefCell::default(),
    }))
}

struct Scoped {
    maker: Value,
    session: RefCell<Option<Value>>,
}

impl Scoped {
    fn session(&self, interpreter: &mut Interpreter) -> Result<Value> {
        if let Some(session) = self.session.borrow().clone() {
            return Ok(session);
        }
        let made = interpreter.call(&self.maker, Args::new([]))?;
        self.session.replace(Some(made.clone()));
        Ok(made)
    }
}

impl Object for Scoped {
    fn type_name(&self) -> &str {
        "scoped_session"
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, _: Args) -> Result<Option<Value>> {
        self.session(interpreter).map(Some)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name == "remove" {
            self.session.take();
            return Ok(Some(Value::None));
        }
        let session = self.session(interpreter)?;
        let taken = std::mem::replace(args, Args::new([]));
        interpreter.call_method(&session, name, taken).map(Some)
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}
