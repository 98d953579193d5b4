//! `sa.Table` and `sa.table`.

mod bound;
mod columns;
mod constraints;
mod construct;
mod copy;
mod faces;
mod key;
mod redefined;

pub(crate) use bound::{
    Made, check_references, foreign_keys, resolve_type, type_name, type_operation,
};
pub(crate) use columns::Columns;
pub(crate) use construct::light;
use construct::table;
use faces::Faces;
pub(crate) use faces::give;

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use super::argument;
use super::item;
use super::metadata::{self, MetaDataObject};
use super::naming::Convention;
use super::schema::{ClientDefault, Item, Scheme};
use super::statement::{StatementObject, of_method};
use crate::operation::expression::{AliasName, Aliased, AliasedKind, Source, TableObjectId};
use crate::operation::{DialectOptions, Name, Sequence, SqlType, Table, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, Object, Result};
use crate::python::value::Value;

/// A table: of `sa.Table`, of `sa.table`, or what `op.create_table` returned.
pub(crate) struct TableObject {
    /// Name and schema.
    pub(crate) name: TableName,
    /// Which object it is, of those that stand for the table.
    pub(crate) object: TableObjectId,
    /// Columns, constraints and indexes.
    pub(crate) items: RefCell<Vec<Item>>,
    /// Whether its columns are those of the live database (`autoload_with=`).
    reflected: bool,
    pub(crate) comment: Option<String>,
    prefixes: Vec<String>,
    options: DialectOptions,
    pub(crate) convention: Option<Convention>,
    /// What a function in `FROM` gives, where it is known.
    pub(crate) row_type: Option<SqlType>,
    /// What it is, where it is no table: an alias, a subquery.
    alias: Option<Arc<Aliased>>,
    /// The metadata that it belongs to.
    pub(crate) metadata: RefCell<Weak<MetaDataObject>>,
    /// Whether another file than the revision's says it.
    pub(super) is_elsewhere: bool,
    /// The objects that stand for its columns in Python, and for all of them.
    faces: Faces,
}

impl TableObject {
    /// Something that stands for a table under a name of its own, with these columns.
    pub(crate) fn aliased(aliased: Aliased, items: Vec<Item>) -> Self {
        let name = match &aliased.name {
            AliasName::Named { name, .. } => name.clone(),
            AliasName::Anonymous { base, .. } => Name::new(base),
        };
        Self {
            alias: Some(Arc::new(aliased)),
            ..Self::new(TableName { schema: None, name }, items)
        }
    }

    /// This table under a name of its own, with these columns.
    pub(crate) fn under(&self, aliased: Aliased, items: Vec<Item>) -> Self {
        Self {
            reflected: self.reflected,
            row_type: self.row_type.clone(),
            ..Self::aliased(aliased, items)
        }
    }

    /// Whether only the live database knows its columns.
    pub(crate) fn is_known_live_only(&self, interpreter: &Interpreter) -> bool {
        self.reflected && !interpreter.is_live()
    }

    /// Whether a file says more of it than the live database does.
    pub(crate) fn is_more_than_live(&self) -> bool {
        !self.items.borrow().is_empty()
    }

    /// What it stands for, where it is no table.
    pub(crate) fn alias(&self) -> Option<&Arc<Aliased>> {
        self.alias.as_ref()
    }

    /// Whether it is what a function gives.
    pub(crate) fn is_function(&self) -> bool {
        let mut kind = self.alias.as_ref().map(|alias| &alias.kind);
        while let Some(AliasedKind::Lateral(inner)) = kind {
            kind = Some(inner);
        }
        matches!(kind, Some(AliasedKind::Function { .. }))
    }

    /// All of its columns are listed in a query, where they need no name that Python knows.
    ///
    /// # Errors
    /// Where two of them have one name, or one has none.
    pub(crate) fn check_listed(&self, interpreter: &Interpreter) -> Result<()> {
        match self.alias() {
            Some(alias) if super::query_columns::columns_from_outside(alias).is_some() => Ok(()),
            _ => self.check_names(interpreter),
        }
    }

    /// All of its columns are asked for.
    ///
    /// # Errors
    /// Where it is a query whose columns are told apart by names that SQLAlchemy counts.
    pub(crate) fn check_names(&self, interpreter: &Interpreter) -> Result<()> {
        match self.has_own_names() {
            true => Ok(()),
            false => Err(interpreter.refuse(
                "unknown-name",
                "All columns of a query are asked for here, and some have no name of their own.",
                Some("Give them names with `.label(\"name\")`."),
            )),
        }
    }

    /// Whether each of its columns has a name, and no other one has it.
    pub(crate) fn has_own_names(&self) -> bool {
        match self.alias.as_ref().map(|alias| &alias.kind) {
            Some(AliasedKind::Query { query, .. } | AliasedKind::Common { query, .. }) => {
                super::query_columns::has_own_names(query)
            }
            _ => true,
        }
    }

    /// Where its columns come from.
    pub(crate) fn source(&self) -> Source {
        match &self.alias {
            Some(alias) => super::source::alias(alias),
            None => super::source::table(&self.name, self.object),
        }
    }

    /// Its columns as those of a row that has another name: `excluded.a`.
    pub(crate) fn columns_named(&self, name: &str) -> Value {
        let row = Self {
            reflected: self.reflected,
            ..Self::new(TableName::new(name), self.items.borrow().clone())
        };
        Value::object(Columns {
            table: Rc::new(row),
        })
    }

    /// A table of these items, as `op.create_table` returns it.
    pub(crate) fn new(name: TableName, items: Vec<Item>) -> Self {
        Self {
            name,
            object: TableObjectId::next(),
            items: items.into(),
            reflected: false,
            comment: None,
            prefixes: Vec::new(),
            options: DialectOptions::new(),
            convention: None,
            row_type: None,
            alias: None,
            metadata: RefCell::default(),
            is_elsewhere: false,
            faces: Faces::default(),
        }
    }

    /// With what is said of the table itself.
    pub(crate) fn with_options(
        self,
        comment: Option<String>,
        prefixes: Vec<String>,
        options: DialectOptions,
    ) -> Self {
        Self {
            comment,
            prefixes,
            options,
            ..self
        }
    }

    /// With what `__table_args__` says of the table itself.
    ///
    /// # Errors
    /// An option that is not known.
    pub(crate) fn described(self, interpreter: &mut Interpreter, mut args: Args) -> Result<Self> {
        let comment = args.keyword_string("comment")?;
        let prefixes = args.keyword_strings("prefixes")?.unwrap_or_default();
        // The class is defined once, and its rows need none of these.
        for ignored in [
            "info",
            "extend_existing",
            "keep_existing",
            "implicit_returning",
        ] {
            let _ = args.keyword(ignored);
        }
        let options = argument::dialect_options(interpreter, &mut args)?;
        argument::unknown_dialects(interpreter, &mut args);
        args.finish()?;
        Ok(Self {
            comment,
            prefixes,
            options,
            ..self
        })
    }

    /// As a table of a metadata.
    pub(crate) fn belonging_to(
        self,
        interpreter: &Interpreter,
        metadata: &Rc<MetaDataObject>,
    ) -> Rc<Self> {
        if let Some(schema) = metadata.schema() {
            super::schema::refer_to_schema(&mut self.items.borrow_mut(), &schema);
        }
        let table = Rc::new(Self {
            convention: Some(metadata.convention()),
            metadata: Rc::downgrade(metadata).into(),
            is_elsewhere: !interpreter.is_in_main(),
            ..self
        });
        metadata.add(&table);
        table
    }

    /// The name with its schema, as `metadata.tables` has it.
    pub(crate) fn full_name(&self) -> String {
        self.name.key()
    }

    /// The columns' names and keys, by which conventions name constraints.
    pub(crate) fn names_and_keys(&self) -> Vec<(String, String)> {
        let items = self.items.borrow();
        super::schema::keys_of(items.iter().filter_map(|item| match item {
            Item::Column(column) => Some(&**column),
            _ => None,
        }))
    }

    /// The columns with their names and types, in order.
    pub(crate) fn columns(&self) -> Vec<(Name, SqlType)> {
        self.items
            .borrow()
            .iter()
            .filter_map(|item| match item {
                Item::Column(column) => {
                    Some((column.column.name.clone(), column.column.data_type.clone()))
                }
                _ => None,
            })
            .collect()
    }

    /// The keys of the columns, in order.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.items
            .borrow()
            .iter()
            .filter_map(|item| match item {
                Item::Column(column) => {
                    let name = &column.column.name.text;
                    Some(column.key.clone().unwrap_or_else(|| name.clone()))
                }
                _ => None,
            })
            .collect()
    }

    /// The name of the column that a key means (`sa.Column(..., key=)`).
    pub(crate) fn name_of_key(&self, key: &str) -> Option<Name> {
        self.items.borrow().iter().find_map(|item| match item {
            Item::Column(column)
                if column.key.as_deref().unwrap_or(&column.column.name.text) == key =>
            {
                Some(column.column.name.clone())
            }
            _ => None,
        })
    }

    /// What an insert gives a row that does not name the column.
    pub(crate) fn client_default(&self, name: &str) -> ClientDefault {
        self.items
            .borrow()
            .iter()
            .find_map(|item| match item {
                Item::Column(column) if column.column.name.text == name => {
                    Some(column.client_default.clone())
                }
                _ => None,
            })
            .unwrap_or_default()
    }

    /// Whether Python computes a value for rows that do not name it.
    pub(crate) fn computes_defaults(&self) -> bool {
        let is_computed = |default: &ClientDefault| matches!(default, ClientDefault::Computed(_));
        self.items.borrow().iter().any(|item| match item {
            Item::Column(column) => {
                is_computed(&column.client_default) || is_computed(&column.on_update)
            }
            _ => false,
        })
    }

    /// Whether a column has a type whose values a function of the file makes.
    pub(crate) fn has_own_types(&self) -> bool {
        self.items.borrow().iter().any(|item| match item {
            Item::Column(column) => column.column.data_type.is_converted(),
            _ => false,
        })
    }

    /// The sequence by which a column is counted.
    pub(crate) fn sequence(&self, name: &str) -> Option<Sequence> {
        self.items.borrow().iter().find_map(|item| match item {
            Item::Column(column) if column.column.name.text == name => {
                column.column.sequence.clone()
            }
            _ => None,
        })
    }

    /// What an update gives the rows where it does not set the column.
    pub(crate) fn on_update(&self, name: &str) -> ClientDefault {
        self.items
            .borrow()
            .iter()
            .find_map(|item| match item {
                Item::Column(column) if column.column.name.text == name => {
                    Some(column.on_update.clone())
                }
                _ => None,
            })
            .unwrap_or_default()
    }

    /// Whether an update sets the column by itself.
    pub(crate) fn has_on_update(&self, name: &str) -> bool {
        self.on_update(name) != ClientDefault::None
    }

    /// The type of a column, where the table says it.
    pub(crate) fn column_type(&self, name: &str) -> Option<SqlType> {
        self.columns()
            .into_iter()
            .find(|(own, _)| own.text == name)
            .map(|(_, data_type)| data_type)
            .filter(|data_type| *data_type != SqlType::Null)
    }

    /// `extend_existing=True`: columns take the place of those of their name.
    pub(crate) fn redefine(&self, items: Vec<Item>) {
        let mut own = self.items.borrow_mut();
        for item in items {
            redefined::put(&mut own, item);
        }
    }

    /// The table with its names settled, as `copy_from=` takes it: batch mode
    /// does not make the indexes that columns ask for by `index=True`.
    ///
    /// # Errors
    /// Where SQLAlchemy raises while attaching.
    pub(crate) fn assemble(
        &self,
        interpreter: &Interpreter,
        convention: &Convention,
    ) -> Result<Table> {
        super::missing::check(interpreter, self)?;
        let mut items = self.items.borrow().clone();
        super::join::refer_by_key(interpreter, &mut items);
        for item in &mut items {
            if let Item::Column(column) = item {
                // `unique=True` makes the index a unique one, and no constraint.
                if column.index == Some(true) {
                    column.unique = None;
                }
                column.index = None;
                column.spatial = None;
            }
        }
        let scheme = self.scheme(interpreter, convention);
        let mut table = scheme
            .table(self.name.clone(), items)
            .map_err(|error| argument::alembic_stops(interpreter, &error))?;
        table.comment.clone_from(&self.comment);
        table.prefixes.clone_from(&self.prefixes);
        table.options.clone_from(&self.options);
        Ok(table)
    }

    /// The names of the indexes that its columns ask for by `index=True`.
    ///
    /// # Errors
    /// Where SQLAlchemy raises while attaching.
    pub(crate) fn column_indexes(
        &self,
        interpreter: &Interpreter,
        convention: &Convention,
    ) -> Result<Vec<String>> {
        let mut items = self.items.borrow().clone();
        let is_asked = |item: &Item| matches!(item, Item::Column(own) if own.index == Some(true));
        if !items.iter().any(is_asked) {
            return Ok(Vec::new());
        }
        items.retain(|item| matches!(item, Item::Column(_)));
        super::join::refer_by_key(interpreter, &mut items);
        let table = self
            .scheme(interpreter, convention)
            .table(self.name.clone(), items)
            .map_err(|error| argument::alembic_stops(interpreter, &error))?;
        let names = table.indexes.into_iter().map(|index| index.name.text);
        Ok(names.collect())
    }

    /// How the names of its own are settled.
    fn scheme<'a>(&'a self, interpreter: &Interpreter, convention: &'a Convention) -> Scheme<'a> {
        Scheme {
            convention: self.convention.as_ref().unwrap_or(convention),
            dialect: interpreter.dialect(),
            is_alone: false,
        }
    }
}

impl Object for TableObject {
    fn type_name(&self) -> &str {
        "Table"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.schema.Table"]
    }

    /// With its schema; of what is no `Table`, where nothing in it needs quotes.
    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        let parts = [Some(&self.name.name), self.name.schema.as_ref()];
        let is_plain = parts
            .into_iter()
            .flatten()
            .all(crate::dialect::needs_no_quotes);
        let is_named = self.alias.is_none() && !self.reflected;
        let is_table = self.metadata.borrow().upgrade().is_some();
        Ok((is_named && (is_table || is_plain)).then(|| self.name.key()))
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "c" | "columns" => Some(Value::Object(faces::all(&self))),
            "column" if self.is_function() => Some(super::function::itself(&self)),
            "indexes" | "constraints" | "primary_key" | "foreign_key_constraints"
                if self.is_known_live_only(interpreter) =>
            {
                Some(interpreter.unknown("live-data", "what the database has in its catalogue"))
            }
            "indexes" => Some(Value::tuple(item::indexes_of(interpreter, &self))),
            "constraints" => Some(constraints::of(interpreter, &self)),
            "foreign_key_constraints" => {
                let keys = item::foreign_keys_of(interpreter, &self);
                Some(interpreter.set(keys, false)?)
            }
            "foreign_keys" if self.is_known_live_only(interpreter) => {
                Some(interpreter.unknown("live-data", "what the database has in its catalogue"))
            }
            "foreign_keys" => {
                let keys = item::column_keys_of(&self, None);
                Some(interpreter.set(keys, false)?)
            }
            "metadata" => {
                let metadata = self.metadata.borrow().upgrade();
                metadata.map(|metadata| Value::Object(metadata))
            }
            "primary_key" => Some(item::primary_key_of(interpreter, &self)),
            "name" => Some(Value::str(&self.name.name.text)),
            "comment" => Some(self.comment.as_ref().map_or(Value::None, Value::str)),
            "key" if self.alias.is_none() => Some(Value::str(self.name.key())),
            "schema" => Some(
                self.name
                    .schema
                    .as_ref()
                    .map_or(Value::None, |schema| Value::str(&schema.text)),
            ),
            "fullname" => Some(Value::str(match &self.name.schema {
                Some(schema) => format!("{}.{}", schema.text, self.name.name.text),
                None => self.name.name.text.clone(),
            })),
            "create" | "drop" => Some(interpreter.bound_method(Value::Object(self), name)),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "insert" | "update" | "delete" if self.alias.is_some() => return Ok(None),
            "insert" | "update" | "delete" => of_method(interpreter, &self, args, name)?,
            "select" => {
                self.check_listed(interpreter)?;
                Value::object(StatementObject::select_table(&self))
            }
            "join" | "outerjoin" => {
                let own = Value::Object(self.clone());
                super::join::of(interpreter, &own, args, name == "outerjoin")?
            }
            "table_valued" => super::function::itself(&self),
            "scalar_values" => match super::row_values::scalar(&self) {
                Some(made) => made,
                None => return Ok(None),
            },
            "data" | "cte" | "lateral" | "alias" if super::row_values::is_values(&self) => {
                super::row_values::method(interpreter, &self, name, args)?
            }
            "alias" | "lateral" | "tablesample" | "render_derived" => {
                match super::derived::method(interpreter, &self, name, args)? {
                    Some(made) => made,
                    None => return Ok(None),
                }
            }
            "prefix_with" | "suffix_with" => {
                match super::source::surrounded(interpreter, &self, name, args)? {
                    Some(made) => made,
                    None => return Ok(None),
                }
            }
            "union" | "union_all" => match super::source::recursion(&self, name, args)? {
                Some(made) => made,
                None => return Ok(None),
            },
            "append_column" | "append_constraint" => {
                let values = args.rest();
                let mut items = item::items(interpreter, args, values.clone())?;
                super::schema::attach(&mut items);
                let replaces = args.keyword_boolean("replace_existing")?.unwrap_or(false);
                let second = redefined::second(&self.items.borrow(), &items);
                if let Some(column) = second.filter(|_| !replaces) {
                    let table = self.name.key();
                    return Err(interpreter.raise(
                        "sqlalchemy.exc.DuplicateColumnError",
                        format!(
                            "A column with name '{column}' is already present in table '{table}'. \
                             Specify replace_existing=True to Table.append_column() to replace an \
                             existing column."
                        ),
                    ));
                }
                self.redefine(items);
                faces::take(interpreter, &values, &self)?;
                if let Some(metadata) = self.metadata.borrow().upgrade() {
                    metadata.resolve_types();
                }
                Value::None
            }
            "to_metadata" | "tometadata" if self.alias.is_none() && !self.reflected => {
                copy::to_metadata(interpreter, &self, args)?
            }
            "create" | "drop" => bound::method(interpreter, &self, name, args)?,
            _ => return Ok(None),
        }))
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(crate::sqlalchemy::clause::undefined(interpreter))
    }
}

static TABLE: ClassDefinition = ClassDefinition::new("sqlalchemy.schema.Table", &[], table);

/// The classes, by name.
pub(crate) static CLASSES: &[(&str, Definition)] = &[
    ("Table", Definition::Class(&TABLE)),
    ("MetaData", Definition::Class(&metadata::METADATA)),
];
