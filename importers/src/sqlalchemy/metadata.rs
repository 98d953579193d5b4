//! `sa.MetaData`: the tables of a program, and their naming convention.

mod all;
mod cycles;
mod sides;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::naming::Convention;
use super::schema::Item;
use super::table::{TableObject, resolve_type};
use super::{argument, event, join};
use crate::operation::{Name, SqlType, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Object, Result};
use crate::python::value::Value;

/// `sa.MetaData(...)`
pub(crate) struct MetaDataObject {
    convention: RefCell<Convention>,
    schema: RefCell<Option<Name>>,
    /// `naming_convention=` as it was given.
    naming: RefCell<Value>,
    /// Its tables, by name with schema.
    tables: RefCell<Vec<(String, Rc<TableObject>)>>,
    /// Whether code gave it a `bind`, which SQLAlchemy 2 only keeps.
    is_bound: Cell<bool>,
    /// Whether `reflect` was called, and so every live table belongs to it.
    pub(super) is_reflected: Cell<bool>,
    /// Whether tables of the live database were put into it.
    holds_live: Cell<bool>,
    /// Whether sequences belong to it.
    pub(super) has_sequences: Cell<bool>,
    own: RefCell<Weak<Self>>,
}

/// The metadatas that a file made: tables know theirs, which outlives what the file names.
#[derive(Default)]
struct Kept(RefCell<Vec<Rc<MetaDataObject>>>);

/// What `MetaData.reflect` is asked for.
/// Which tables are wanted.
enum Only {
    All,
    Names(Vec<String>),
    /// Those whose names a function takes, which is given the metadata as well.
    Chosen(Value, Value),
}

struct Wishes {
    only: Only,
    resolve_fks: bool,
    extend_existing: bool,
}

impl MetaDataObject {
    /// Its naming convention, where it has one.
    pub(super) fn convention(&self) -> Convention {
        self.convention.borrow().clone()
    }

    /// The schema of tables that name none.
    pub(super) fn schema(&self) -> Option<Name> {
        self.schema.borrow().clone()
    }

    /// A table by its name with schema.
    pub(super) fn find(&self, name: &str) -> Option<Rc<TableObject>> {
        let tables = self.tables.borrow();
        let (_, table) = tables.iter().find(|(own, _)| own == name)?;
        Some(table.clone())
    }

    /// Adds a table, in place of one of its name.
    pub(super) fn add(&self, table: &Rc<TableObject>) {
        let name = table.full_name();
        table.metadata.replace(self.own.borrow().clone());
        {
            let mut tables = self.tables.borrow_mut();
            tables.retain(|(own, _)| *own != name);
            tables.push((name, table.clone()));
        }
        self.resolve_types();
    }

    /// Gives columns without a type that of the column to which their foreign key leads.
    pub(super) fn resolve_types(&self) {
        let tables: Vec<Rc<TableObject>> = {
            let tables = self.tables.borrow();
            tables.iter().map(|(_, table)| table.clone()).collect()
        };
        loop {
            let mut changed = false;
            for table in &tables {
                let types = |other: &TableName, key: &str| {
                    let found = tables.iter().find(|table| table.name == *other)?;
                    let items = found.items.try_borrow().ok()?;
                    items.iter().find_map(|item| match item {
                        Item::Column(column)
                            if column.key.as_deref().unwrap_or(&column.column.name.text) == key =>
                        {
                            Some(column.column.data_type.clone())
                                .filter(|own| *own != SqlType::Null)
                        }
                        _ => None,
                    })
                };
                let lacks = |item: &Item| matches!(item, Item::Column(column) if column.column.data_type == SqlType::Null && !column.foreign_keys.is_empty());
                if !table.items.borrow().iter().any(lacks) {
                    continue;
                }
                let mut items = table.items.borrow().clone();
                let mut found = false;
                for item in &mut items {
                    found |= resolve_type(item, &types);
                }
                if found {
                    changed = true;
                    table.items.replace(items);
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// The tables in the order of `MetaData.sorted_tables`: by name, each
    /// after those that its foreign keys refer to. `None` where they go round.
    fn sorted(&self) -> Option<Vec<Rc<TableObject>>> {
        let mut todo = self.tables.borrow().clone();
        todo.sort_by(|(one, _), (other, _)| one.cmp(other));
        in_order(todo.into_iter().map(|(_, table)| table).collect())
    }

    /// Reflects the tables that a table's foreign keys refer to (`resolve_fks`).
    pub(super) fn reflect_referred(
        &self,
        interpreter: &mut Interpreter,
        table: &TableObject,
    ) -> Result<()> {
        let mut todo = join::referred(table);
        while let Some(name) = todo.pop() {
            if self.find(&name.key()).is_none() && name != table.name {
                let table = self.reflect_one(interpreter, name)?;
                todo.extend(join::referred(&table));
            }
        }
        Ok(())
    }

    fn reflect_one(
        &self,
        interpreter: &mut Interpreter,
        name: TableName,
    ) -> Result<Rc<TableObject>> {
        event::check_reflection(interpreter, self)?;
        let items = super::live::reflect::items(interpreter, &name)?;
        let table = Rc::new(TableObject::new(name, items));
        self.holds_live.set(true);
        self.add(&table);
        join::remember(interpreter, &table);
        Ok(table)
    }

    /// `metadata.reflect(bind, schema, only=[...])` on a live database.
    fn reflect(
        &self,
        interpreter: &mut Interpreter,
        schema: Option<&str>,
        wishes: &Wishes,
    ) -> Result<()> {
        event::check_reflection(interpreter, self)?;
        let found = super::live::reflect::tables(interpreter, schema)?;
        let chosen;
        let only = match &wishes.only {
            Only::All => None,
            Only::Names(names) => Some(&**names),
            Only::Chosen(function, own) => {
                let mut names = Vec::new();
                for name in &found {
                    let args = [Value::str(name), own.clone()];
                    let keeps = interpreter.call_with(function, args)?;
                    if interpreter.known_truth(&keeps)? {
                        names.push(name.clone());
                    }
                }
                chosen = names;
                Some(&*chosen)
            }
        };
        let wanted = only.unwrap_or_default().iter();
        let missing: Vec<&str> = wanted
            .filter(|name| !found.contains(name))
            .map(String::as_str)
            .collect();
        if !missing.is_empty() {
            let place = schema.map_or_else(String::new, |schema| format!(" schema '{schema}'"));
            return Err(interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                format!(
                    "Could not reflect: requested table(s) not available in the database{place}: ({})",
                    missing.join(", ")
                ),
            ));
        }
        for name in found {
            if only.is_some_and(|only| !only.contains(&name)) {
                continue;
            }
            let name = TableName {
                schema: schema.map(Name::new),
                name: Name::new(&*name),
            };
            if !wishes.extend_existing && self.find(&name.key()).is_some() {
                continue;
            }
            let table = self.reflect_one(interpreter, name)?;
            if wishes.resolve_fks {
                self.reflect_referred(interpreter, &table)?;
            }
        }
        Ok(())
    }
}

/// Tables in their order, each after those that its foreign keys refer to;
/// `None` where they go round.
fn in_order(mut todo: Vec<Rc<TableObject>>) -> Option<Vec<Rc<TableObject>>> {
    let mut sorted = Vec::with_capacity(todo.len());
    while !todo.is_empty() {
        let waits = |table: &Rc<TableObject>| {
            let referred = join::referred(table);
            let mut others = todo.iter().filter(|other| other.name != table.name);
            others.any(|other| referred.contains(&other.name))
        };
        let (waiting, ready): (Vec<_>, Vec<_>) = todo.iter().cloned().partition(waits);
        if ready.is_empty() {
            return None;
        }
        sorted.extend(ready);
        todo = waiting;
    }
    Some(sorted)
}

/// `sa.MetaData(schema=None, quote_schema=None, naming_convention=None, info=None)`
pub(super) fn metadata(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    // SQLAlchemy 1.x took a bind first; revision files still give one.
    if args
        .positional
        .front()
        .is_some_and(|value| value.downcast::<super::engine::BindObject>().is_some())
    {
        args.positional.pop_front();
    }
    let _ = args.keyword("bind");
    let schema = argument::optional_name(&mut args, "schema")?;
    let _ = args.take("quote_schema")?;
    let naming = argument::present(args.take("naming_convention")?);
    let convention = match &naming {
        Some(value) => convention(interpreter, value)?,
        None => Convention::default(),
    };
    let _ = args.take("info")?;
    args.finish()?;
    Ok(kept(
        interpreter,
        MetaDataObject {
            convention: RefCell::new(convention),
            schema: RefCell::new(schema),
            naming: RefCell::new(naming.unwrap_or(Value::None)),
            is_bound: Cell::default(),
            tables: RefCell::default(),
            is_reflected: Cell::new(false),
            holds_live: Cell::new(false),
            has_sequences: Cell::new(false),
            own: RefCell::default(),
        },
    ))
}

fn kept(interpreter: &mut Interpreter, metadata: MetaDataObject) -> Value {
    let metadata = Rc::new(metadata);
    metadata.own.replace(Rc::downgrade(&metadata));
    let all = interpreter.extension_or_default::<Kept>();
    all.0.borrow_mut().push(metadata.clone());
    Value::Object(metadata)
}

/// `sa.MetaData()`
pub(crate) fn empty_metadata(interpreter: &mut Interpreter) -> Value {
    kept(
        interpreter,
        MetaDataObject {
            convention: RefCell::default(),
            schema: RefCell::default(),
            naming: RefCell::new(Value::None),
            is_bound: Cell::default(),
            tables: RefCell::default(),
            is_reflected: Cell::new(false),
            holds_live: Cell::new(false),
            has_sequences: Cell::new(false),
            own: RefCell::default(),
        },
    )
}

/// The naming convention of a value that is an `sa.MetaData`.
pub(crate) fn convention_of(value: &Value) -> Option<Convention> {
    Some(value.downcast::<MetaDataObject>()?.convention())
}

/// A `naming_convention` dict.
pub(crate) fn convention(interpreter: &mut Interpreter, value: &Value) -> Result<Convention> {
    Ok(Convention::new(templates(interpreter, value)?))
}

/// The keys and templates of a `naming_convention` dict. Tokens that are
/// functions cannot be run here and are refused where a template uses them.
pub(crate) fn templates(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<Vec<(String, String)>> {
    let value = interpreter.known(value.clone())?;
    let Value::Dict(dict) = &value else {
        let message = "`naming_convention` is not a dict.";
        return Err(interpreter.refuse("unknown-argument", message, None));
    };
    let mut templates = Vec::new();
    for (key, template) in dict.entries.borrow().pairs() {
        let Some(key) = key.as_str() else {
            let message = "A key of `naming_convention` is not a text.";
            let help = "Write \"ix\", \"uq\", \"ck\", \"fk\" or \"pk\" instead of the class.";
            return Err(interpreter.refuse("unknown-argument", message, Some(help)));
        };
        if let Some(template) = template.as_str() {
            templates.push((key.to_string(), template.to_string()));
        }
    }
    Ok(templates)
}

impl Object for MetaDataObject {
    fn type_name(&self) -> &str {
        "MetaData"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if let "tables" | "sorted_tables" = name
            && let Some(unknown) = super::missing::table_of(interpreter, &self)
        {
            return Ok(Some(unknown));
        }
        Ok(match name {
            "tables" | "sorted_tables"
                if self.is_reflected.get()
                    && !interpreter.is_live()
                    && interpreter.may_be_absent() =>
            {
                return Err(interpreter.needs_program(
                    "live-data",
                    "Which tables a reflected metadata has is only known on the live database.",
                ));
            }
            "tables" | "sorted_tables" if self.is_reflected.get() && !interpreter.is_live() => {
                Some(interpreter.unknown("live-data", "what the database has in its catalogue"))
            }
            "tables" => {
                let tables = self.tables.borrow().clone();
                let tables = tables
                    .into_iter()
                    .map(|(name, table)| (Value::str(name), Value::Object(table)));
                Some(interpreter.dict(tables)?)
            }
            "sorted_tables" => {
                let Some(tables) = self.sorted() else {
                    return Err(interpreter.refuse(
                        "unknown-operation",
                        "The foreign keys of these tables go round, so that no order is right.",
                        Some("Name the tables in the order that is wanted."),
                    ));
                };
                let tables = tables.into_iter().map(|table| Value::Object(table));
                Some(interpreter.list(tables.collect()))
            }
            "bind" if self.is_bound.get() => Some(super::engine::bind()),
            "schema" => Some(
                self.schema
                    .borrow()
                    .as_ref()
                    .map_or(Value::None, |schema| Value::str(&schema.text)),
            ),
            "naming_convention" => {
                let given = self.naming.borrow().clone();
                Some(match given {
                    Value::None => {
                        let default = ("ix", "ix_%(column_0_label)s");
                        interpreter.dict([(Value::str(default.0), Value::str(default.1))])?
                    }
                    given => given,
                })
            }
            // As a value: `await connection.run_sync(metadata.create_all)`.
            "create_all" | "drop_all" | "reflect" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => None,
        })
    }

    /// `name in metadata`, by the name that the table has in it.
    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let key = match key.downcast::<TableObject>() {
            Some(table) => Value::str(table.full_name()),
            None => key.clone(),
        };
        let tables = interpreter.attribute(&Value::Object(self), "tables")?;
        interpreter.contains(&tables, &key).map(Some)
    }

    /// SQLAlchemy 1.x had a bind; 2.0 takes it as any other attribute. There is
    /// one connection in either case.
    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        value: Value,
    ) -> Result<bool> {
        match name {
            "bind" => {
                self.is_bound.set(!value.is_none());
            }
            "naming_convention" | "schema" if !self.tables.borrow().is_empty() => {
                return Err(interpreter.refuse(
                    "unknown-operation",
                    format!("`{name}` of a MetaData is set after tables were made."),
                    Some("Give it to `MetaData(...)`."),
                ));
            }
            "naming_convention" => {
                let convention = convention(interpreter, &value)?;
                self.convention.replace(convention);
                self.naming.replace(value);
            }
            "schema" => {
                let value = interpreter.known(value)?;
                let schema = argument::present(Some(value))
                    .map(|value| value.as_str().map(|text| Name::new(&*text)));
                match schema {
                    Some(None) => return Ok(false),
                    schema => drop(self.schema.replace(schema.flatten())),
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            // What the live database has is found when a table is used.
            "reflect" if interpreter.is_live() => {
                let _ = args.take("bind")?;
                let schema = args.optional_string("schema")?;
                if args.keyword_boolean("views")? == Some(true) {
                    return Err(args.refuse("`MetaData.reflect(views=True)` is not supported."));
                }
                let only = match args.keyword("only") {
                    None | Some(Value::None) => Only::All,
                    Some(function @ (Value::Function(_) | Value::Native(_))) => {
                        Only::Chosen(function, Value::Object(self.clone()))
                    }
                    Some(names) => Only::Names(args.to_strings("only", &names)?),
                };
                let wishes = Wishes {
                    only,
                    resolve_fks: args.keyword_boolean("resolve_fks")?.unwrap_or(true),
                    extend_existing: args.keyword_boolean("extend_existing")?.unwrap_or(false),
                };
                let _ = args.keyword("autoload_replace");
                self.reflect(interpreter, schema.as_deref(), &wishes)?;
                Ok(Some(Value::None))
            }
            "reflect" => {
                let _ = args.rest();
                let _ = args.take_keywords();
                self.is_reflected.set(true);
                Ok(Some(Value::None))
            }
            "clear" => {
                self.tables.take();
                self.is_reflected.set(false);
                Ok(Some(Value::None))
            }
            "remove" => {
                let table = args.required("table")?;
                let table = table.downcast::<TableObject>();
                let name = table.map(|table| table.full_name());
                let is_other = |own: &String| Some(own) != name.as_ref();
                self.tables.borrow_mut().retain(|(own, _)| is_other(own));
                Ok(Some(Value::None))
            }
            "create_all" | "drop_all" => all::method(interpreter, &self, name, args).map(Some),
            _ => Ok(None),
        }
    }
}

pub(super) static METADATA: ClassDefinition =
    ClassDefinition::new("sqlalchemy.schema.MetaData", &[], metadata);
