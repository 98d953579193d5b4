//! Mapped classes: a class with `__tablename__` and columns stands for a table.

use std::any::Any;
use std::rc::Rc;

use super::attributes::Validator;
use super::relation_query::Alias;
use crate::operation::{Name, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Object, Result};
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::schema::Item;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, item, source};

/// Where a class keeps its mapping.
const MAPPER: &str = "__mapper__";

/// What a class is mapped to.
#[derive(Clone)]
pub(crate) struct Mapper {
    /// Its table, or an alias of it.
    pub(crate) table: Rc<TableObject>,
    /// The name of its table, also for an alias.
    pub(crate) name: TableName,
    /// Functions that look at values, by attribute.
    pub(crate) validators: Vec<(Rc<str>, Value)>,
    /// Its attributes that are columns, in order.
    pub(crate) attributes: Vec<Attribute>,
}

/// An attribute that is a column.
#[derive(Clone)]
pub(crate) struct Attribute {
    /// Its name in Python.
    pub(crate) name: Rc<str>,
    /// The column's name.
    pub(crate) column: String,
    /// Whether it is part of the primary key.
    pub(crate) primary_key: bool,
}

impl Mapper {
    /// The same for an alias of the table.
    pub(super) fn over(&self, table: Rc<TableObject>) -> Self {
        Self {
            table,
            ..self.clone()
        }
    }

    /// The attributes of the primary key.
    pub(crate) fn key(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes
            .iter()
            .filter(|attribute| attribute.primary_key)
    }

    /// The attribute of a column.
    pub(crate) fn of_column(&self, column: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.column == column)
    }
}

impl Object for Mapper {
    fn type_name(&self) -> &str {
        "Mapper"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(matches!(name, "local_table" | "persist_selectable")
            .then(|| Value::Object(self.table.clone())))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// The mapping of a class, where it has one.
pub(crate) fn mapper_of(class: &Rc<Class>) -> Option<Rc<Mapper>> {
    class.scope.get(MAPPER)?.downcast::<Mapper>()
}

/// A mapped class and its mapping.
pub(crate) fn entity_of(value: &Value) -> Option<(Rc<Class>, Rc<Mapper>)> {
    match value {
        Value::Class(class) => Some((class.clone(), mapper_of(class)?)),
        _ => {
            let alias = value.downcast::<Alias>()?;
            Some((alias.class.clone(), alias.mapper.clone()))
        }
    }
}

/// An object of a mapped class and its mapping.
pub(crate) fn object_of(value: &Value) -> Option<(Rc<Instance>, Rc<Mapper>)> {
    match value {
        Value::Instance(instance) => Some((instance.clone(), mapper_of(&instance.class)?)),
        _ => None,
    }
}

/// The table that a value is, or that it is mapped to.
pub(crate) fn table_of(value: &Value) -> Option<Rc<TableObject>> {
    value
        .downcast::<TableObject>()
        .or_else(|| entity_of(value).map(|(_, mapper)| mapper.table.clone()))
}

/// The base of mapped classes. Deriving from it maps.
pub(super) static BASE: ClassDefinition =
    ClassDefinition::new("sqlalchemy.orm.DeclarativeBase", &[], abstract_instance)
        .attributes(base_attribute)
        .derived(map);

fn abstract_instance(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    drop(args);
    Err(interpreter.unsupported("objects of a class that is mapped to no table"))
}

fn base_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    match name {
        "__init__" => Ok(Some(Value::Native(super::instance::INITIALIZE))),
        "metadata" => Ok(Some(crate::sqlalchemy::metadata::empty_metadata())),
        "registry" => Ok(Some(
            interpreter.unknown("unknown-name", "the registry of mapped classes"),
        )),
        _ => Ok(None),
    }
}

/// `declarative_base(...)`
pub(super) fn declarative_base(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let _ = args.rest();
    let _ = args.take_keywords();
    Ok(Value::NativeClass(&BASE))
}

/// `@declared_attr`: called with each class that is mapped.
struct Declared {
    function: Value,
}

impl Object for Declared {
    fn type_name(&self) -> &str {
        "declared_attr"
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `declared_attr(function)`
pub(super) fn declared_attr(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("fn")?;
    args.finish()?;
    Ok(Value::object(Declared { function }))
}

/// Python classes above that are not mapped: mixins.
fn mixins(class: &Rc<Class>) -> Vec<Rc<Class>> {
    class
        .above
        .iter()
        .filter_map(|base| match base {
            Value::Class(base) if mapper_of(base).is_none() => Some(base.clone()),
            _ => None,
        })
        .collect()
}

/// Settles what `@declared_attr` gives for a class.
fn settle(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let mut declared = Vec::new();
    for mixin in mixins(class) {
        for (name, value) in mixin.scope.entries() {
            if let Some(attribute) = value.downcast::<Declared>()
                && !class.scope.has(&name)
            {
                declared.push((name, attribute));
            }
        }
    }
    for (name, attribute) in declared {
        let value = interpreter.call_with(&attribute.function, [Value::Class(class.clone())])?;
        class.scope.put(&name, Some(value));
    }
    Ok(())
}

/// Maps a class that derives from a base, where it names a table.
fn map(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    if matches!(class.scope.get("__abstract__"), Some(Value::Bool(true))) {
        return Ok(());
    }
    settle(interpreter, class)?;
    super::mapped::annotate(interpreter, class)?;
    let given = class
        .scope
        .get("__table__")
        .and_then(|table| table.downcast::<TableObject>());
    let mixins = mixins(class);
    let inherited = |name: &str| {
        let above = mixins.iter().find_map(|mixin| mixin.scope.get(name));
        class.scope.get(name).or(above)
    };
    let name = inherited("__tablename__").and_then(|name| name.as_str());
    let above_is_mapped = class.above.iter().any(|base| entity_of(base).is_some());
    if above_is_mapped {
        return Err(interpreter.unsupported("classes that derive from a mapped class"));
    }
    let (table, attributes) = match (given, name) {
        (Some(table), _) => of_table(class, table),
        (None, Some(name)) => {
            let arguments = inherited("__table_args__");
            declared_table(interpreter, class, &mixins, &name, arguments)?
        }
        (None, None) => return Ok(()),
    };
    class
        .scope
        .put(&"__table__".into(), Some(Value::Object(table.clone())));
    crate::sqlalchemy::join::remember(interpreter, &table);
    let validators = validators(class);
    let mapper = Value::object(Mapper {
        name: table.name.clone(),
        table,
        attributes,
        validators,
    });
    class.scope.put(&MAPPER.into(), Some(mapper));
    if interpreter.class_attribute(class, "__init__").is_none() {
        let initialize = super::instance::INITIALIZE;
        class
            .scope
            .put(&"__init__".into(), Some(Value::Native(initialize)));
    }
    super::relationship::register(interpreter, class)
}

/// The functions of `@validates`, by the attributes that they look at.
fn validators(class: &Rc<Class>) -> Vec<(Rc<str>, Value)> {
    let mut found = Vec::new();
    for (_, value) in class.scope.entries() {
        if let Some(validator) = value.downcast::<Validator>() {
            let function = &validator.function;
            let names = validator.names.iter();
            found.extend(names.map(|name| (name.clone(), function.clone())));
        }
    }
    found
}

/// The attributes of a class with `__table__`.
fn of_table(class: &Rc<Class>, table: Rc<TableObject>) -> (Rc<TableObject>, Vec<Attribute>) {
    let mut attributes = Vec::new();
    for item in table.items.borrow().iter() {
        let Item::Column(construct) = item else {
            continue;
        };
        let column = construct.column.name.text.clone();
        let name: Rc<str> = construct.key.as_deref().unwrap_or(&column).into();
        if !class.scope.has(&name) {
            let value = Value::object(ColumnObject {
                construct: (**construct).clone().into(),
                table: Some(table.source()),
            });
            class.scope.put(&name, Some(value));
        }
        attributes.push(Attribute {
            name,
            column,
            primary_key: construct.column.primary_key,
        });
    }
    (table, attributes)
}

/// The table of a class that declares its columns.
fn declared_table(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mixins: &[Rc<Class>],
    name: &str,
    arguments: Option<Value>,
) -> Result<(Rc<TableObject>, Vec<Attribute>)> {
    let mut table = TableName {
        schema: None,
        name: Name::new(name),
    };
    let mut items = Vec::new();
    let mut extra = Vec::new();
    let given = match &arguments {
        Some(Value::Tuple(values)) => values.to_vec(),
        Some(one) if !one.is_none() => vec![one.clone()],
        _ => Vec::new(),
    };
    for value in given {
        match &value {
            Value::Dict(options) => {
                let schema = options.entries.borrow().get_str("schema").cloned();
                if let Some(schema) = schema.filter(|schema| !schema.is_none()) {
                    table.schema = Some(argument::to_name(&Args::new([]), "schema", &schema)?);
                }
            }
            _ => extra.push(value),
        }
    }
    let mut members: Vec<(Rc<str>, Value)> = Vec::new();
    let sources = mixins.iter().rev().chain([class]);
    for (name, value) in sources.flat_map(|class| class.scope.entries()) {
        match members.iter_mut().find(|(own, _)| *own == name) {
            Some((_, own)) => *own = value,
            None => members.push((name, value)),
        }
    }
    let mut attributes = Vec::new();
    for (name, value) in members {
        let Some(column) = value.downcast::<ColumnObject>() else {
            continue;
        };
        // What the class body says of the column itself (`remote_side=[id]`) finds its name.
        if column.construct.borrow().column.name.text.is_empty() {
            column.construct.borrow_mut().column.name.text = name.to_string();
        }
        let construct = column.construct.borrow().clone();
        let attribute = Value::object(ColumnObject {
            construct: construct.clone().into(),
            table: Some(source::table(&table)),
        });
        class.scope.put(&name, Some(attribute));
        attributes.push(Attribute {
            name,
            column: construct.column.name.text.clone(),
            primary_key: construct.column.primary_key,
        });
        items.push(Item::Column(Box::new(construct)));
    }
    items.extend(item::items(interpreter, &Args::new([]), extra)?);
    Ok((Rc::new(TableObject::new(table, items)), attributes))
}
