//! `sa.MetaData`: the tables of a program, and their naming convention.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::argument;
use super::naming::Convention;
use super::table::TableObject;
use crate::operation::{Name, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Object, Result};
use crate::python::value::Value;

/// `sa.MetaData(...)`
pub(crate) struct MetaDataObject {
    /// Its naming convention, where it has one.
    pub(crate) convention: Convention,
    /// The schema of tables that name none.
    pub(super) schema: Option<Name>,
    /// `naming_convention=` as it was given.
    naming: Value,
    /// Its tables, by name with schema.
    tables: RefCell<Vec<(String, Rc<TableObject>)>>,
    /// Whether `reflect` was called, and so every live table belongs to it.
    pub(super) is_reflected: Cell<bool>,
}

impl MetaDataObject {
    /// A table by its name with schema.
    pub(super) fn find(&self, name: &str) -> Option<Rc<TableObject>> {
        let tables = self.tables.borrow();
        let (_, table) = tables.iter().find(|(own, _)| own == name)?;
        Some(table.clone())
    }

    /// Adds a table, in place of one of its name.
    pub(super) fn add(&self, table: &Rc<TableObject>) {
        let name = table.full_name();
        let mut tables = self.tables.borrow_mut();
        tables.retain(|(own, _)| *own != name);
        tables.push((name, table.clone()));
    }

    /// `metadata.reflect(bind, schema, only=[...])` on a live database.
    fn reflect(
        &self,
        interpreter: &mut Interpreter,
        schema: Option<&str>,
        only: Option<&[String]>,
    ) -> Result<()> {
        let found = super::live::reflect::tables(interpreter, schema)?;
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
            let items = super::live::reflect::items(interpreter, &name)?;
            self.add(&Rc::new(TableObject::new(name, items)));
        }
        Ok(())
    }
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
        Some(value) => convention(interpreter, &args, value)?,
        None => Convention::default(),
    };
    let _ = args.take("info")?;
    args.finish()?;
    Ok(Value::object(MetaDataObject {
        convention,
        schema,
        naming: naming.unwrap_or(Value::None),
        tables: RefCell::default(),
        is_reflected: Cell::new(false),
    }))
}

/// `sa.MetaData()`
pub(crate) fn empty_metadata() -> Value {
    Value::object(MetaDataObject {
        convention: Convention::default(),
        schema: None,
        naming: Value::None,
        tables: RefCell::default(),
        is_reflected: Cell::new(false),
    })
}

/// A `naming_convention` dict. Tokens that are functions cannot be run here
/// and are refused where a template uses them.
pub(crate) fn convention(
    interpreter: &mut Interpreter,
    args: &Args,
    value: &Value,
) -> Result<Convention> {
    let value = interpreter.known(value.clone())?;
    let Value::Dict(dict) = &value else {
        return Err(args.refuse("`naming_convention` is not a dict."));
    };
    let pairs = dict.entries.borrow().pairs();
    Ok(Convention::new(pairs.into_iter().filter_map(
        |(key, template)| Some((key.as_str()?.to_string(), template.as_str()?.to_string())),
    )))
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
        Ok(match name {
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
                let tables = self.tables.borrow().clone();
                let tables = tables.into_iter().map(|(_, table)| Value::Object(table));
                Some(interpreter.list(tables.collect()))
            }
            "schema" => Some(
                self.schema
                    .as_ref()
                    .map_or(Value::None, |schema| Value::str(&schema.text)),
            ),
            "naming_convention" => Some(self.naming.clone()),
            _ => None,
        })
    }

    /// SQLAlchemy 1.x had a bind; 2.0 takes it as any other attribute. There is
    /// one connection in either case.
    fn set_attribute(&self, _: &mut Interpreter, name: &str, _: Value) -> Result<bool> {
        Ok(name == "bind")
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
                let _ = args.keyword("views");
                let only = args.keyword_strings("only")?;
                for ignored in ["extend_existing", "resolve_fks", "autoload_replace"] {
                    let _ = args.keyword(ignored);
                }
                self.reflect(interpreter, schema.as_deref(), only.as_deref())?;
                Ok(Some(Value::None))
            }
            "reflect" => {
                let _ = args.rest();
                let _ = args.take_keywords();
                self.is_reflected.set(true);
                Ok(Some(Value::None))
            }
            "create_all" | "drop_all" => Err(interpreter.refuse(
                "unknown-operation",
                format!("`MetaData.{name}` depends on the models of the application."),
                Some("Write the tables as op.create_table(...) or op.drop_table(...)."),
            )),
            _ => Ok(None),
        }
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

pub(super) static METADATA: ClassDefinition =
    ClassDefinition::new("sqlalchemy.schema.MetaData", &[], metadata);
