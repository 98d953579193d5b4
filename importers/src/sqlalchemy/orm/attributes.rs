//! Attributes of mapped classes that are no columns themselves:
//! `hybrid_property`, `synonym`, `column_property`, `validates`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::added_later;
use super::instance::state_of;
use super::load;
use super::mapping::{Mapper, mapper_of, object_of};
use super::within_body::Named;
use crate::operation::expression::Source;
use crate::operation::{Expression, Name};
use crate::python::descriptor::ClassLevel;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::{clause, engine, source, statement};

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
}

/// `column_property(expression)`: an expression that is read with the row.
pub(super) struct Computed {
    expression: RefCell<Value>,
    /// `deferred=True`: it is read where it is used.
    deferred: bool,
    /// Whether its class got it behind its body.
    is_later: Cell<bool>,
}

impl Computed {
    /// Gives the columns of the class body the names that they have by now.
    pub(super) fn settle(&self, body: &Named) {
        let settled = body.settled(&self.expression.borrow());
        if let Some(settled) = settled {
            self.expression.replace(settled);
        }
    }
}

/// The names of attributes of a class that are read with its rows.
pub(super) fn computed(class: &Rc<Class>) -> Vec<Rc<str>> {
    let above = class.above.iter().filter_map(|base| match base {
        Value::Class(base) => Some(base.scope.entries()),
        _ => None,
    });
    let all = class.scope.entries().into_iter().chain(above.flatten());
    all.filter(|(_, value)| {
        value
            .downcast::<Computed>()
            .is_some_and(|own| !own.deferred)
    })
    .map(|(name, _)| name)
    .collect()
}

/// Attributes, by their names.
pub(super) type Attributes = Vec<(Rc<str>, Value)>;

/// What a class has that is no column but is read from its rows, by its names: what its body says,
/// and what it got later.
pub(super) fn all_computed(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
) -> Result<[Attributes; 2]> {
    let mut all = [Vec::new(), Vec::new()];
    for (name, value) in class.scope.entries() {
        if let Some(own) = value.downcast::<Computed>() {
            let place = usize::from(own.is_later.get());
            if let Some(expression) = own.on_class(interpreter, class)? {
                let label = Args::new([Value::Str(name.clone())]);
                let expression = interpreter.call_method(&expression, "label", label)?;
                all[place].push((name, expression));
            }
        }
    }
    Ok(all)
}

/// An object is in a flush: what is read with its row is read again where it is used.
pub(super) fn forget_computed(instance: &Rc<Instance>, mapper: &Mapper) {
    for name in &mapper.computed {
        instance.scope.put(name, None);
    }
}

/// Reads what is no column of an object's row, but is read with it.
pub(super) fn load_computed(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Mapper,
    anew: bool,
) -> Result<()> {
    for name in &mapper.computed {
        if anew || !instance.scope.has(name) {
            instance.scope.put(name, None);
            let object = Value::Instance(instance.clone());
            let value = interpreter.attribute(&object, name)?;
            instance.scope.put(name, Some(value));
        }
    }
    Ok(())
}

/// `column_property(column, ...)`: of one column, the column itself.
pub(super) fn column_property(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("column")?;
    let deferred = args.keyword_boolean("deferred")?.unwrap_or(false);
    made_of(value, deferred, args)
}

/// `deferred(column, ...)`
pub(super) fn deferred(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("column")?;
    made_of(value, true, args)
}

fn made_of(value: Value, deferred: bool, mut args: Args) -> Result<Value> {
    for ignored in [
        "doc",
        "info",
        "group",
        "expire_on_flush",
        "raiseload",
        "active_history",
    ] {
        let _ = args.keyword(ignored);
    }
    args.finish()?;
    Ok(match value.downcast::<ColumnObject>() {
        Some(column) => {
            column.construct.borrow_mut().deferred |= deferred;
            value
        }
        None => Value::object(Computed {
            expression: value.into(),
            deferred,
            is_later: Cell::default(),
        }),
    })
}

impl Object for Computed {
    fn type_name(&self) -> &str {
        "MappedSQLExpression"
    }

    fn set_on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
    ) -> Result<bool> {
        self.is_later.set(true);
        let own = Value::Object(self);
        added_later::computed(interpreter, class, name, own)
    }

    fn on_class(self: Rc<Self>, _: &mut Interpreter, class: &Rc<Class>) -> Result<Option<Value>> {
        let Some(mapper) = mapper_of(class) else {
            return Ok(None);
        };
        let Some((mut expression, data_type)) = clause::parts(&self.expression.borrow()) else {
            return Ok(None);
        };
        load::qualify(&mut expression, &mapper.table.source());
        // A class that shares rows says it of what it is read from.
        let tables = match &mapper.lineage {
            Some(_) => mapper.parts(),
            None => Vec::new(),
        };
        let tables: Vec<Source> = tables.iter().map(|table| source::entity(table)).collect();
        expression.each_column(&mut |column| {
            if let Expression::Column {
                table: Some(table), ..
            } = column
                && tables.contains(table)
            {
                *table = mapper.table.source();
            }
        });
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
        let state = state_of(&object);
        let store = state.session.borrow().upgrade();
        if !state.is_stored() {
            return Ok(Some(Value::None));
        }
        if let Some(store) = store {
            store.flush_before_reading(interpreter)?;
        }
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
}

/// `@validates(*names)`
struct Validates {
    names: Vec<Rc<str>>,
    backrefs: bool,
}

/// A function of a class that looks at values before they are set.
#[derive(Clone)]
pub(super) struct Validator {
    /// The attributes whose values it looks at.
    pub(super) names: Vec<Rc<str>>,
    /// The function.
    pub(super) function: Value,
    /// Whether it looks at what the other side of a relationship gives, too.
    pub(super) backrefs: bool,
}

/// `validates(*names, include_removes=False, include_backrefs=True)`
pub(super) fn validates(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let names = args.rest();
    let names = names.iter().filter_map(Value::as_str);
    let names = names.map(|name| Rc::from(&*name)).collect();
    if args.keyword_boolean("include_removes")? == Some(true) {
        return Err(args.refuse("`validates` with `include_removes` is not supported."));
    }
    let backrefs = args.keyword_boolean("include_backrefs")?.unwrap_or(true);
    args.finish()?;
    Ok(Value::object(Validates { names, backrefs }))
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
            backrefs: self.backrefs,
        })))
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
}

/// `@reconstructor`: a function that is called for each object that a row makes.
struct Reconstructor {
    function: Value,
}

/// `reconstructor(fn)`
pub(super) fn reconstructor(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("fn")?;
    args.finish()?;
    Ok(Value::object(Reconstructor { function }))
}

impl Object for Reconstructor {
    fn type_name(&self) -> &str {
        "function"
    }

    fn on_instance(self: Rc<Self>, _: &mut Interpreter, instance: &Value) -> Result<Option<Value>> {
        let bound = (self.function.clone(), instance.clone());
        Ok(Some(Value::Method(Rc::new(bound))))
    }
}

/// Calls what the class of an object that a row made wants to be called.
pub(super) fn reconstruct(interpreter: &mut Interpreter, object: &Value) -> Result<()> {
    let Value::Instance(instance) = object else {
        return Ok(());
    };
    let own = instance.class.scope.entries();
    let above = instance.class.above.iter().filter_map(|base| match base {
        Value::Class(base) => Some(base.scope.entries()),
        _ => None,
    });
    let mut all = own.into_iter().chain(above.flatten());
    let found = all.find_map(|(_, value)| value.downcast::<Reconstructor>());
    match found {
        Some(found) => interpreter
            .call_with(&found.function, [object.clone()])
            .map(drop),
        None => Ok(()),
    }
}

/// What the class's validator makes of a value.
pub(super) fn validated(
    interpreter: &mut Interpreter,
    instance: &Value,
    name: &str,
    value: Value,
) -> Result<Value> {
    let Some((_, mapper)) = object_of(instance) else {
        return Ok(value);
    };
    match mapper.validator(name) {
        Some(validator) => {
            let given = [instance.clone(), Value::str(name), value];
            interpreter.call_with(&validator.function, given)
        }
        None => Ok(value),
    }
}
