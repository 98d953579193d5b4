//! `sessionmaker` and `scoped_session`: what makes sessions.

use std::cell::RefCell;
use std::rc::Rc;

use super::block::Transaction;
use super::mapping::mapper_of;
use super::session::{SessionObject, needs_program, session};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};

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
                let session = session.downcast::<SessionObject>();
                Ok(session.map(|session| Transaction::of_maker(&session)))
            }
            _ => Ok(None),
        }
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

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let session = self.session(interpreter)?;
        interpreter.find_attribute(&session, name)
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let session = self.session(interpreter)?;
        interpreter.contains(&session, key).map(Some)
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        let session = self.session(interpreter)?;
        interpreter.iterate(&session).map(Some)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "remove" => {
                if let Some(session) = self.session.take() {
                    interpreter.call_method(&session, "close", Args::new([]))?;
                }
                return Ok(Some(Value::None));
            }
            "query_property" => {
                let _ = args.take_keywords();
                return Ok(Some(query_property(Value::Object(self))));
            }
            _ => {}
        }
        let session = self.session(interpreter)?;
        let taken = std::mem::replace(args, Args::new([]));
        interpreter.call_method(&session, name, taken).map(Some)
    }
}

/// `query_property()`: as an attribute of a class it is the query of that class. `owner` has the
/// method `query`, or an attribute `session` that has it.
pub(crate) fn query_property(owner: Value) -> Value {
    Value::object(QueryProperty { owner })
}

struct QueryProperty {
    owner: Value,
}

impl Object for QueryProperty {
    fn type_name(&self) -> &str {
        "query"
    }

    fn on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Result<Option<Value>> {
        if mapper_of(class).is_none() {
            return Ok(Some(Value::None));
        }
        let session = match self.owner.downcast::<Scoped>() {
            Some(_) => self.owner.clone(),
            None => match interpreter.find_attribute(&self.owner, "session")? {
                Some(session) => session,
                None => return Ok(None),
            },
        };
        let class = Args::new([Value::Class(class.clone())]);
        interpreter.call_method(&session, "query", class).map(Some)
    }

    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        match instance {
            Value::Instance(instance) => self.on_class(interpreter, &instance.class),
            _ => Ok(None),
        }
    }
}
