//! What a mapped class is given after its body: `User.note = Column(...)`.

use std::rc::Rc;

use super::attributes;
use super::classes;
use super::mapping::{Attribute, MAPPER, Mapper, mapper_of};
use super::relationship::Relationship;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::schema::Item;
use crate::sqlalchemy::{event, mutable, source};

/// A column of its own; `false` where the class is not mapped, or the column is a table's.
///
/// # Errors
/// Where the class shares rows with others, or has the attribute or the column already.
pub(crate) fn column(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
    column: &ColumnObject,
) -> Result<bool> {
    let Some(mapper) = mapper_of(class).filter(|_| column.table.get().is_none()) else {
        return Ok(false);
    };
    if mapper.lineage.is_some() {
        return Err(interpreter.unsupported(
            "a column that a class which shares rows with others gets behind its body",
        ));
    }
    let mut construct = column.construct.borrow().clone();
    if construct.column.name.text.is_empty() {
        construct.column.name.text = name.to_owned();
    }
    refuse_second(interpreter, class, &mapper, name)?;
    if matches!(class.scope.get(name), Some(Value::Object(_))) {
        return Err(second(interpreter, class, name));
    }
    let column_name = &construct.column.name.text;
    let has_column = |own: &Attribute| own.column == *column_name;
    if mapper.attributes.iter().any(has_column) {
        return Err(interpreter.unsupported(&format!(
            "a second attribute of the column `{column_name}`, which `{}.{name}` would be",
            class.name
        )));
    }
    if mutable::is_mutable(interpreter, &construct.column.data_type) {
        let what = "a change within a value of `sqlalchemy.ext.mutable`";
        event::refuse_rows(interpreter, class, what);
    }
    let mut attributes = mapper.attributes.clone();
    attributes.push(Attribute {
        name: name.into(),
        column: construct.column.name.text.clone(),
        primary_key: construct.column.primary_key,
        follows: construct.follows,
        deferred: construct.deferred,
    });
    let own = ColumnObject::of(construct.clone(), Some(source::entity(&mapper.table)));
    let item = Item::Column(Box::new(construct));
    mapper.table.redefine(vec![item]);
    remap(
        interpreter,
        class,
        Mapper {
            attributes,
            ..(*mapper).clone()
        },
    );
    interpreter.bind(&class.scope, &name.into(), Some(Value::object(own)));
    Ok(true)
}

/// SQLAlchemy takes no second column for an attribute, and warns that it is
/// undefined what else does in the place of a column.
fn second(interpreter: &mut Interpreter, class: &Rc<Class>, name: &str) -> Interrupt {
    let what = format!(
        "a second definition of `{}.{name}` behind the body of its class",
        class.name
    );
    interpreter.unsupported(&what)
}

fn refuse_second(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mapper: &Mapper,
    name: &str,
) -> Result<()> {
    match mapper.attributes.iter().any(|own| *own.name == *name) {
        true => Err(second(interpreter, class, name)),
        false => Ok(()),
    }
}

/// What is read with the rows; `false` where the class is not mapped.
///
/// # Errors
/// Where the class has a column of that name.
pub(super) fn computed(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
    value: Value,
) -> Result<bool> {
    let Some(mapper) = mapper_of(class) else {
        return Ok(false);
    };
    refuse_second(interpreter, class, &mapper, name)?;
    interpreter.bind(&class.scope, &name.into(), Some(value));
    let all = attributes::computed(class);
    let mut computed = mapper.computed.clone();
    computed.extend(all.into_iter().filter(|own| !mapper.computed.contains(own)));
    remap(
        interpreter,
        class,
        Mapper {
            computed,
            ..(*mapper).clone()
        },
    );
    Ok(true)
}

fn remap(interpreter: &mut Interpreter, class: &Rc<Class>, mapper: Mapper) {
    class.scope.put(&MAPPER.into(), Some(Value::object(mapper)));
    let all = classes::all_classes(interpreter);
    for (_, value) in all.iter().flat_map(|class| class.scope.entries()) {
        if let Some(relationship) = value.downcast::<Relationship>() {
            relationship.forget_path();
        }
    }
}

/// A relationship; `false` where the class is not mapped.
///
/// # Errors
/// Where the class has a column of that name, or what it says of the other side is not understood.
pub(super) fn related(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
    relationship: Rc<Relationship>,
) -> Result<bool> {
    let Some(mapper) = mapper_of(class) else {
        return Ok(false);
    };
    refuse_second(interpreter, class, &mapper, name)?;
    let value = Value::Object(relationship);
    interpreter.bind(&class.scope, &name.into(), Some(value));
    classes::register(interpreter, class)?;
    Ok(true)
}

/// `add_mapped_attribute(target, key, attr)`
pub(super) fn add_mapped_attribute(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let target = args.required("target")?;
    let key = args.string("key")?;
    let value = args.required("attr")?;
    args.finish()?;
    match (&target, &value) {
        (Value::Class(class), Value::Object(object))
            if object.clone().set_on_class(interpreter, class, &key)? =>
        {
            Ok(Value::None)
        }
        _ => Err(interpreter.unsupported("`add_mapped_attribute` of this")),
    }
}
