//! `hybrid_property` and `hybrid_method`: of objects in Python, of the class in SQL.

use std::cell::RefCell;
use std::rc::Rc;

use super::mapping::mapper_of;
use crate::operation::{Expression, Name};
use crate::python::descriptor::ClassLevel;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::clause;

/// `@hybrid_property`: a property of objects, an expression on the class.
#[derive(Clone)]
struct Hybrid {
    parts: RefCell<Parts>,
    /// `@hybrid_method`: called with more than the object.
    is_method: bool,
}

/// The functions of a hybrid.
#[derive(Clone)]
struct Parts {
    get: Value,
    set: Value,
    expression: Value,
}

impl Parts {
    /// Takes what `@name.setter` and its like decorate; `None` for another name.
    fn take(&mut self, name: &str, args: &mut Args) -> Result<Option<()>> {
        match name {
            "setter" => self.set = args.required("fset")?,
            "getter" => self.get = args.required("fget")?,
            "expression" => self.expression = plain(args.required("expr")?),
            _ => return Ok(None),
        }
        Ok(Some(()))
    }
}

/// The function of a `classmethod`: a hybrid gives the class by itself.
fn plain(function: Value) -> Value {
    match function.downcast::<ClassLevel>() {
        Some(level) => level.function.clone(),
        None => function,
    }
}

fn hybrid(args: &mut Args, is_method: bool) -> Result<Value> {
    let get = args.required("fget")?;
    let set = args.take("fset")?.unwrap_or(Value::None);
    let deleter = args.take("fdel")?;
    if deleter.is_some_and(|deleter| !deleter.is_none()) {
        return Err(args.refuse("A hybrid with `fdel` is not supported."));
    }
    let expression = plain(args.take("expr")?.unwrap_or(Value::None));
    Ok(Value::object(Hybrid {
        parts: RefCell::new(Parts {
            get,
            set,
            expression,
        }),
        is_method,
    }))
}

/// The function that a hybrid was made of.
fn function_of(hybrid: &Hybrid) -> Value {
    hybrid.parts.borrow().get.clone()
}

/// `hybrid_property(fget, fset=None, fdel=None, expr=None)`
pub(super) fn hybrid_property(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let made = hybrid(&mut args, false)?;
    args.finish()?;
    Ok(made)
}

/// `hybrid_method(func, expr=None)`
pub(super) fn hybrid_method(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let made = hybrid(&mut args, true)?;
    args.finish()?;
    Ok(made)
}

/// `hybrid.inplace`: what decorates with it changes the hybrid itself.
struct Inplace {
    hybrid: Rc<Hybrid>,
}

impl Object for Inplace {
    fn type_name(&self) -> &str {
        "hybrid_property._InPlace"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let is_known = matches!(name, "setter" | "expression" | "getter");
        Ok(is_known.then(|| interpreter.bound_method(Value::Object(self), name)))
    }

    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let taken = self.hybrid.parts.borrow_mut().take(name, args)?;
        Ok(taken.map(|()| Value::Object(self.hybrid.clone())))
    }
}

impl Object for Hybrid {
    fn type_name(&self) -> &str {
        "hybrid_property"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "inplace" => Some(Value::object(Inplace { hybrid: self })),
            "setter" | "expression" | "getter" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let next = (*self).clone();
        let taken = next.parts.borrow_mut().take(name, args)?;
        Ok(taken.map(|()| Value::object(next)))
    }

    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        let get = self.parts.borrow().get.clone();
        if self.is_method {
            return Ok(Some(Value::Method(Rc::new((get, instance.clone())))));
        }
        interpreter.call_with(&get, [instance.clone()]).map(Some)
    }

    fn on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Result<Option<Value>> {
        if mapper_of(class).is_none() {
            return Ok(None);
        }
        let function = {
            let parts = self.parts.borrow();
            match &parts.expression {
                Value::None => parts.get.clone(),
                other => other.clone(),
            }
        };
        let class = Value::Class(class.clone());
        if self.is_method {
            return Ok(Some(Value::Method(Rc::new((function, class)))));
        }
        let made = interpreter.call_with(&function, [class])?;
        let Some(clause) = made.downcast::<clause::Clause>() else {
            return Ok(Some(made));
        };
        // What is no column is called as the hybrid is.
        let name = interpreter.find_attribute(&function_of(&self), "__name__")?;
        Ok(Some(
            match (&clause.expression, name.and_then(|name| name.as_str())) {
                (Expression::Column { .. } | Expression::Label { .. }, _) | (_, None) => made,
                (_, Some(name)) => clause.keyed(Name::new(&*name)),
            },
        ))
    }

    fn set_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
        value: Value,
    ) -> Result<bool> {
        let set = self.parts.borrow().set.clone();
        if set.is_none() {
            return Err(interpreter.raise("AttributeError", "can't set attribute"));
        }
        interpreter.call_with(&set, [instance.clone(), value])?;
        Ok(true)
    }
}
