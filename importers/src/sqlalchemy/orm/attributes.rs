//! Attributes of mapped classes that are no columns themselves:
//! `synonym`, `column_property`, `validates`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::added_later;
use super::instance::state_of;
use super::load;
use super::mapping::{Mapper, mapper_of, object_of};
use super::within_body::Named;
use crate::operation::Expression;
use crate::operation::expression::Source;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::{clause, engine, source, statement};

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

impl Computed {
    /// The mapped class that has it, among a class and those above.
    fn declaring(&self, class: &Rc<Class>) -> Rc<Class> {
        let has = |class: &Rc<Class>| {
            let mut all = class.scope.entries().into_iter();
            all.any(|(_, value)| {
                let own = value.downcast::<Self>();
                own.is_some_and(|own| std::ptr::eq(&raw const *own, self))
            })
        };
        let above = class.above.iter().filter_map(|base| match base {
            Value::Class(base) if mapper_of(base).is_some() => Some(base),
            _ => None,
        });
        let found = std::iter::once(class).chain(above).find(|own| has(own));
        found.unwrap_or(class).clone()
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
        let key = load::stored_key(&object, &mapper);
        // What a class above says is of the rows of that.
        let class = self.declaring(&object.class);
        let mapper = mapper_of(&class).filter(|own| own.key().count() == key.len());
        let (class, mapper) = match mapper {
            Some(own) => (class, own),
            None => return Err(interpreter.unsupported("this expression of a class above")),
        };
        let Some(expression) = self.on_class(interpreter, &class)? else {
            return Ok(None);
        };
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
