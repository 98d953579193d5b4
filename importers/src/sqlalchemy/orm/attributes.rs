//! Attributes of mapped classes that are no columns themselves:
//! `hybrid_property`, `synonym`, `column_property`, `validates`.

use std::any::Any;
use std::rc::Rc;

use super::load;
use super::mapping::{mapper_of, object_of};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::{clause, engine, statement};

/// `@hybrid_property`: a property of objects, an expression on the class.
#[derive(Clone)]
struct Hybrid {
    get: Value,
    set: Value,
    expression: Value,
    /// `@hybrid_method`: called with more than the object.
    is_method: bool,
}

fn hybrid(args: &mut Args, is_method: bool) -> Result<Value> {
    let get = args.required("fget")?;
    let set = args.take("fset")?.unwrap_or(Value::None);
    let _ = args.take("fdel")?;
    let expression = args.take("expr")?.unwrap_or(Value::None);
    Ok(Value::object(Hybrid {
        get,
        set,
        expression,
        is_method,
    }))
}

/// `hybrid_property(fget, fset=None, fdel=None, expr=None)`
pub(super) fn hybrid_property(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let made = hybrid(&mut args, false)?;
    let _ = args.take_keywords();
    args.finish()?;
    Ok(made)
}

/// `hybrid_method(func, expr=None)`
pub(super) fn hybrid_method(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let made = hybrid(&mut args, true)?;
    args.finish()?;
    Ok(made)
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
            "inplace" => Some(Value::Object(self)),
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
        let mut next = (*self).clone();
        match name {
            "setter" => next.set = args.required("fset")?,
            "getter" => next.get = args.required("fget")?,
            "expression" => next.expression = args.required("expr")?,
            _ => return Ok(None),
        }
        Ok(Some(Value::object(next)))
    }

    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        if self.is_method {
            let bound = (self.get.clone(), instance.clone());
            return Ok(Some(Value::Method(Rc::new(bound))));
        }
        interpreter
            .call_with(&self.get, [instance.clone()])
            .map(Some)
    }

    fn on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Result<Option<Value>> {
        if mapper_of(class).is_none() {
            return Ok(None);
        }
        let function = match &self.expression {
            Value::None => &self.get,
            other => other,
        };
        let class = Value::Class(class.clone());
        if self.is_method {
            return Ok(Some(Value::Method(Rc::new((function.clone(), class)))));
        }
        interpreter.call_with(function, [class]).map(Some)
    }

    fn set_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
        value: Value,
    ) -> Result<bool> {
        if self.set.is_none() {
            return Err(interpreter.raise("AttributeError", "can't set attribute"));
        }
        interpreter.call_with(&self.set, [instance.clone(), value])?;
        Ok(true)
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `synonym(name)`: another name of an attribute.
struct Synonym {
    name: Rc<str>,
}

/// `synonym(name, ...)`
pub(super) fn synonym(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("name")?;
    for ignored in ["doc", "info"] {
        let _ = args.keyword(ignored);
    }
    args.finish()?;
    Ok(Value::object(Synonym { name: name.into() }))
}

impl Object for Synonym {
    fn type_name(&self) -> &str {
        "Synonym"
    }

    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        interpreter.attribute(instance, &self.name).map(Some)
    }

    fn on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Result<Option<Value>> {
        interpreter
            .attribute(&Value::Class(class.clone()), &self.name)
            .map(Some)
    }

    fn set_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
        value: Value,
    ) -> Result<bool> {
        interpreter.set_attribute(instance, &self.name, value)?;
        Ok(true)
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `column_property(expression)`: an expression that is read with the row.
struct Computed {
    expression: Value,
}

/// `column_property(column, ...)` and `deferred(column, ...)`: of one column, the column itself.
pub(super) fn column_property(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("column")?;
    for ignored in [
        "deferred",
        "doc",
        "info",
        "group",
        "expire_on_flush",
        "raiseload",
    ] {
        let _ = args.keyword(ignored);
    }
    args.finish()?;
    Ok(match value.downcast::<ColumnObject>() {
        Some(_) => value,
        None => Value::object(Computed { expression: value }),
    })
}

impl Object for Computed {
    fn type_name(&self) -> &str {
        "MappedSQLExpression"
    }

    fn on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Result<Option<Value>> {
        let Some(mapper) = mapper_of(class) else {
            return Ok(None);
        };
        let Some((mut expression, data_type)) = clause::parts(&self.expression) else {
            return Ok(None);
        };
        // In the class body the columns belonged to no table yet.
        if crate::sqlalchemy::schema::columns_of(&expression)
            .iter()
            .any(|name| name.text.is_empty())
        {
            return Err(interpreter.unsupported(
                "`column_property` of a column that is not named yet; write Column(\"name\", ...)",
            ));
        }
        load::qualify(&mut expression, &mapper.table.source());
        Ok(Some(clause::Clause::value(expression, data_type)))
    }

    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        let Some((object, mapper)) = object_of(instance) else {
            return Ok(None);
        };
        let Some(expression) = self.on_class(interpreter, &object.class)? else {
            return Ok(None);
        };
        let key = load::stored_key(&object, &mapper);
        if key.iter().any(Value::is_none) {
            return Ok(Some(Value::None));
        }
        let list = statement::select(interpreter, Args::new([expression]))?;
        let Some(list) = list.downcast::<statement::StatementObject>() else {
            return Ok(None);
        };
        let select = load::of_row(interpreter, (*list).clone(), &mapper, &key)?;
        let result = engine::execute(interpreter, &select, None, false)?;
        interpreter
            .call_method(&result, "scalar", Args::new([]))
            .map(Some)
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `@validates(*names)`
struct Validates {
    names: Vec<Rc<str>>,
}

/// A function of a class that looks at values before they are set.
pub(super) struct Validator {
    pub(super) names: Vec<Rc<str>>,
    pub(super) function: Value,
}

/// `validates(*names, include_removes=False, include_backrefs=True)`
pub(super) fn validates(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let names = args.rest();
    let names = names.iter().filter_map(Value::as_str);
    let names = names.map(|name| Rc::from(&*name)).collect();
    for ignored in ["include_removes", "include_backrefs"] {
        let _ = args.keyword(ignored);
    }
    args.finish()?;
    Ok(Value::object(Validates { names }))
}

impl Object for Validates {
    fn type_name(&self) -> &str {
        "validates"
    }

    fn call(self: Rc<Self>, _: &mut Interpreter, mut args: Args) -> Result<Option<Value>> {
        let function = args.required("fn")?;
        Ok(Some(Value::object(Validator {
            names: self.names.clone(),
            function,
        })))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Object for Validator {
    fn type_name(&self) -> &str {
        "function"
    }

    fn on_instance(self: Rc<Self>, _: &mut Interpreter, instance: &Value) -> Result<Option<Value>> {
        let bound = (self.function.clone(), instance.clone());
        Ok(Some(Value::Method(Rc::new(bound))))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// What the class's validators make of a value.
pub(super) fn validated(
    interpreter: &mut Interpreter,
    instance: &Value,
    name: &str,
    mut value: Value,
) -> Result<Value> {
    let Some((object, mapper)) = object_of(instance) else {
        return Ok(value);
    };
    let _ = object;
    for (own, function) in &mapper.validators {
        if **own == *name {
            let given = [instance.clone(), Value::str(name), value];
            value = interpreter.call_with(function, given)?;
        }
    }
    Ok(value)
}
