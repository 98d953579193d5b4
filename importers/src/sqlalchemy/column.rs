//! `sa.Column(...)` and `sa.column(...)`.

use std::cell::{OnceCell, RefCell};
use std::rc::{Rc, Weak};

use super::argument;
use super::clause;
use super::column_default::{client_default_of, server_default};
use super::column_items::Defaults;
use super::column_set;
use super::item::{ItemObject, SchemaItem};
use super::orm;
use super::schema::{ClientDefault, ColumnConstruct};
use super::spatial::spatial_of;
use super::table::TableObject;
use super::type_object::{self, TypeObject};
use crate::dialect::Dialect;
use crate::operation::expression::Source;
use crate::operation::name::UNNAMED;
use crate::operation::{Autoincrement, Column, Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};

/// A column, of a table or still of none.
pub(crate) struct ColumnObject {
    /// What the file says of it.
    pub(crate) construct: RefCell<ColumnConstruct>,
    /// The table that it was taken from (`t.c.name`) or given to: it is qualified in expressions.
    pub(crate) table: OnceCell<Source>,
    /// That table itself, which has one object for each of its columns.
    owner: OnceCell<Weak<TableObject>>,
}

impl ColumnObject {
    /// A column of a table, or of none.
    pub(crate) fn of(construct: ColumnConstruct, table: Option<Source>) -> Self {
        Self {
            construct: construct.into(),
            table: table.map(OnceCell::from).unwrap_or_default(),
            owner: OnceCell::new(),
        }
    }

    /// A column of this table.
    pub(super) fn owned(construct: ColumnConstruct, table: &Rc<TableObject>) -> Self {
        let own = Self::of(construct, Some(table.source()));
        let _ = own.owner.set(Rc::downgrade(table));
        own
    }

    /// The column is the table's from here on; `false` where it is another's already.
    pub(super) fn belong_to(&self, table: &Rc<TableObject>) -> bool {
        let is_given = self.table.set(table.source()).is_ok();
        is_given && self.owner.set(Rc::downgrade(table)).is_ok()
    }

    /// The table that has it, where that is still there.
    pub(super) fn owner(&self) -> Option<Rc<TableObject>> {
        self.owner.get().and_then(Weak::upgrade)
    }

    /// What it is for another table: the foreign keys of a table's column belong to the table.
    pub(crate) fn for_another(&self) -> ColumnConstruct {
        let mut construct = self.construct.borrow().clone();
        if self.table.get().is_some() {
            construct.foreign_keys.clear();
            construct.column.foreign_key = false;
        }
        construct
    }

    /// The column in an expression.
    pub(crate) fn expression(&self) -> Expression {
        let construct = self.construct.borrow();
        let mut name = construct.column.name.clone();
        if name.text.is_empty() && self.table.get().is_none() {
            name.text = self.unnamed();
        }
        Expression::Column {
            table: self.table.get().cloned(),
            name,
            data_type: Some(construct.column.data_type.clone()),
        }
    }

    /// Whether it is of `sa.Column`, and no attribute of a mapped class.
    pub(crate) fn is_of_schema(&self) -> bool {
        let is_entity = matches!(self.table.get(), Some(Source::Entity(_)));
        self.construct.borrow().is_of_schema && !is_entity
    }

    /// What stands for its name until the class that has it gives it one.
    pub(crate) fn unnamed(&self) -> String {
        format!("{UNNAMED}{:p}", &raw const self.construct)
    }

    /// Its type; none where none was given.
    pub(crate) fn data_type(&self) -> Option<SqlType> {
        match &self.construct.borrow().column.data_type {
            SqlType::Null => None,
            data_type => Some(data_type.clone()),
        }
    }
}

/// A column of this name and type, and nothing else.
pub(crate) fn plain(name: Name, data_type: SqlType) -> ColumnConstruct {
    ColumnConstruct {
        column: Column {
            name,
            data_type,
            nullable: true,
            nullable_given: false,
            primary_key: false,
            autoincrement: Autoincrement::Auto,
            server_default: None,
            computed: None,
            identity: None,
            sequence: None,
            foreign_key: false,
            checks: Vec::new(),
            comment: None,
            options: Default::default(),
        },
        is_of_schema: false,
        type_lineage: None,
        type_schema: Default::default(),
        spatial: None,
        follows: None,
        deferred: false,
        sort_order: 0,
        field: None,
        key: None,
        index: None,
        unique: None,
        attached: None,
        foreign_keys: Vec::new(),
        checks: Vec::new(),
        fetched: false,
        system: false,
        client_default: ClientDefault::None,
        on_update: ClientDefault::None,
    }
}

/// The same of `sa.Column`.
pub(crate) fn of_schema(name: Name, data_type: SqlType) -> ColumnConstruct {
    ColumnConstruct {
        is_of_schema: true,
        ..plain(name, data_type)
    }
}

/// `sa.column(text, type_=None, is_literal=False, _selectable=None)`
pub(crate) fn light(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = argument::name(&mut args, "text")?;
    let given = argument::present(args.take("type_")?);
    let type_lineage = given.as_ref().and_then(type_object::lineage_of);
    let data_type = match given {
        Some(value) => argument::data_type(interpreter, &args, "type_", &value)?,
        None => SqlType::Null,
    };
    let is_literal = args.optional_boolean("is_literal")?.unwrap_or(false);
    args.finish()?;
    if is_literal {
        return Ok(clause::Clause::value(
            Expression::Verbatim(name.text),
            Some(data_type),
        ));
    }
    let construct = ColumnConstruct {
        type_lineage,
        ..plain(name, data_type)
    };
    Ok(Value::object(ColumnObject::of(construct, None)))
}

/// `mapped_column(...)`, and `sa.Column(...)` in a mapped class: the attribute
/// may give the name.
pub(crate) fn construct_unnamed(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let field = super::orm::field_of(interpreter, &mut args);
    for ignored in [
        "use_existing_column",
        "deferred_group",
        "deferred_raiseload",
    ] {
        let _ = args.keyword(ignored);
    }
    let deferred = args.keyword_boolean("deferred")?.unwrap_or(false);
    let sort_order = match args.keyword("sort_order") {
        Some(value) => args.to_integer("sort_order", &value)?,
        None => 0,
    };
    let made = construct(interpreter, args)?;
    if let Some(column) = made.downcast::<ColumnObject>() {
        let mut construct = column.construct.borrow_mut();
        construct.deferred = deferred;
        construct.sort_order = sort_order;
        construct.field = field;
    }
    Ok(made)
}

/// `sa.Column(name, type_, *args, ...)`
pub(crate) fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut positional = std::mem::take(&mut args.positional);
    let mut name = argument::keyword_name(&mut args, "name")?;
    if let Some(first) = positional.front()
        && name.is_none()
        && (first.is_none()
            || first.as_str().is_some()
            || first.downcast::<argument::NameObject>().is_some())
    {
        let first = positional.pop_front().unwrap_or(Value::None);
        if !first.is_none() {
            name = Some(argument::to_name(&args, "name", &first)?);
        }
    }
    let given = argument::present(args.keyword("type_"));
    let mut type_lineage = given.as_ref().and_then(type_object::lineage_of);
    let mut follows = given.as_ref().and_then(type_object::follows_of);
    let mut type_schema = given.as_ref().and_then(type_object::schema_of);
    let mut spatial = match &given {
        Some(given) => spatial_of(interpreter, given)?,
        None => None,
    };
    let mut data_type = match given {
        Some(value) => Some(argument::data_type(interpreter, &args, "type_", &value)?),
        None => None,
    };
    if data_type.is_none()
        && let Some(first) = positional.front().cloned()
    {
        if first.is_none() {
            positional.pop_front();
        } else {
            let first = interpreter.known(first)?;
            if let Some(found) = argument::as_type(interpreter, &first)? {
                data_type = Some(found);
                type_lineage = type_object::lineage_of(&first);
                follows = type_object::follows_of(&first);
                type_schema = type_object::schema_of(&first);
                spatial = spatial_of(interpreter, &first)?;
                positional.pop_front();
            }
        }
    }
    if spatial.is_some()
        && interpreter.dialect() != Dialect::Postgres
        && !matches!(data_type, Some(SqlType::Native { .. }))
    {
        return Err(interpreter.refuse(
            "unknown-argument",
            "geoalchemy2 makes more than a column of this type here; bridge knows it on PostgreSQL only."
                .to_owned(),
            Some("Make the column under a condition on the dialect, with its plain type elsewhere."),
        ));
    }
    let mut defaults = Defaults::default();
    for value in positional {
        let value = interpreter.known(value)?;
        defaults.take(&args, &value)?;
    }
    if let Some(value) = argument::present(args.keyword("server_default")) {
        match server_default(interpreter, &args, &value)? {
            Some(expression) => defaults.server = Some(expression),
            None => match value.downcast::<ItemObject>().as_deref() {
                Some(ItemObject {
                    item: SchemaItem::Fetched { .. },
                    ..
                }) => defaults.fetched = true,
                _ => defaults.take(&args, &value)?,
            },
        }
    }
    defaults.updated |= argument::present(args.keyword("server_onupdate")).is_some();
    // Defaults of the client are Python's; only a sequence is part of the schema.
    let mut client_default = ClientDefault::None;
    for client in ["default", "insert_default"] {
        match argument::present(args.keyword(client)) {
            // What `for_update=` says of it does not count here.
            Some(value) if value.downcast::<ItemObject>().is_some() => {
                match value.downcast::<ItemObject>().as_deref() {
                    Some(ItemObject {
                        item: SchemaItem::Client { value, .. },
                        ..
                    }) => defaults.client = Some(value.clone()),
                    _ => defaults.take(&args, &value)?,
                }
            }
            Some(value) => client_default = client_default_of(interpreter, &value, &data_type),
            None => {}
        }
    }
    if let Some(value) = defaults.client.take() {
        client_default = client_default_of(interpreter, &value, &data_type);
    }
    let on_update = argument::present(args.keyword("onupdate"));
    let on_update = on_update.map(|value| match value.downcast::<ItemObject>().as_deref() {
        Some(ItemObject {
            item: SchemaItem::Client { value, .. },
            ..
        }) => value.clone(),
        _ => value,
    });
    let on_update = match defaults.on_update.take().or(on_update) {
        Some(value) => client_default_of(interpreter, &value, &data_type),
        None => ClientDefault::None,
    };
    let primary_key = args.keyword_boolean("primary_key")?.unwrap_or(false);
    // `None` is false to SQLAlchemy.
    let nullable = match args.keyword("nullable") {
        Some(Value::None) => Some(false),
        Some(value) => Some(args.to_bool("nullable", &value)?),
        None => None,
    };
    let autoincrement = match args.keyword("autoincrement") {
        None => Autoincrement::Auto,
        Some(value) => column_set::autoincrement(&args, &value)?,
    };
    let quote = args.keyword_boolean("quote")?;
    let key = args.keyword_string("key")?;
    let index = args.keyword_boolean("index")?;
    let unique = args.keyword_boolean("unique")?;
    let comment = args.keyword_string("comment")?;
    let system = args.keyword_boolean("system")?.unwrap_or(false);
    for ignored in ["doc", "info", "insert_sentinel", "sort_order"] {
        let _ = args.keyword(ignored);
    }
    let options = argument::dialect_options(interpreter, &mut args)?;
    // A column of a mapped class is named by its attribute.
    let mut name = name.unwrap_or_else(|| Name::new(""));
    name.quote = quote.or(name.quote);
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    if let Some(kind) = defaults.excludes_server_default() {
        return Err(argument::alembic_stops(
            interpreter,
            &format!("{kind} cannot specify a server_default or a server_onupdate argument"),
        ));
    }

    if defaults.identity.is_some() && defaults.computed.is_some() {
        return Err(argument::alembic_stops(
            interpreter,
            &"A column with an Identity object cannot specify a server_default or a server_onupdate argument",
        ));
    }
    if defaults.identity.is_some() && defaults.sequence.is_some() {
        return Err(argument::alembic_stops(
            interpreter,
            &"An column cannot specify both Identity and Sequence.",
        ));
    }
    if defaults.identity.is_some() && autoincrement == Autoincrement::No {
        return Err(argument::alembic_stops(
            interpreter,
            &"A column with an Identity object cannot specify autoincrement=False",
        ));
    }

    let mut construct = plain(name, data_type.unwrap_or(SqlType::Null));
    construct.is_of_schema = true;
    construct.type_lineage = type_lineage;
    construct.follows = follows;
    construct.type_schema = type_schema.unwrap_or_default();
    construct.spatial = spatial;
    let column = &mut construct.column;
    column.primary_key = primary_key;
    column.nullable_given = nullable.is_some();
    // Identity columns and primary keys are NOT NULL unless the file says otherwise.
    column.nullable = nullable.unwrap_or(!primary_key && (defaults.identity.is_none()))
        && spatial.is_none_or(|spatial| spatial.nullable);
    column.autoincrement = autoincrement;
    column.server_default = defaults.server;
    column.computed = defaults.computed;
    column.identity = defaults.identity;
    column.sequence = defaults.sequence;
    column.foreign_key = !defaults.foreign_keys.is_empty();
    column.comment = comment;
    column.options = options;
    construct.key = key;
    construct.index = index;
    construct.unique = unique;
    construct.fetched = defaults.fetched;
    construct.system = system;
    construct.foreign_keys = defaults.foreign_keys;
    construct.checks = defaults.checks;
    // What Python or the database fills in does not count by itself.
    let counts = column.autoincrement == Autoincrement::Yes;
    if (client_default != ClientDefault::None || defaults.fetched) && !counts {
        column.autoincrement = Autoincrement::No;
    }
    construct.client_default = client_default;
    construct.on_update = on_update;
    Ok(Value::object(ColumnObject::of(construct, None)))
}

impl Object for ColumnObject {
    fn type_name(&self) -> &str {
        "Column"
    }

    fn classes(&self) -> &'static [&'static str] {
        &[
            "sqlalchemy.schema.Column",
            "sqlalchemy.sql.elements.ColumnElement",
            "sqlalchemy.sql.elements.ClauseElement",
        ]
    }

    fn set_on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
    ) -> Result<bool> {
        orm::column_added(interpreter, class, name, &self)
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if let Some(found) = super::column_default::attribute(interpreter, &self, name)? {
            return Ok(Some(found));
        }
        let construct = self.construct.borrow();
        let column = &construct.column;
        Ok(Some(match name {
            "name" => Value::str(&column.name.text),
            "key" => Value::str(construct.key.as_ref().unwrap_or(&column.name.text)),
            "nullable" => Value::Bool(column.nullable),
            "primary_key" => Value::Bool(column.primary_key),
            "unique" => construct.unique.map_or(Value::None, Value::Bool),
            "index" => construct.index.map_or(Value::None, Value::Bool),
            "system" => Value::Bool(construct.system),
            "comment" => column.comment.as_ref().map_or(Value::None, Value::str),
            "type" => TypeObject::of_column(&construct),
            _ => return Ok(None),
        }))
    }

    /// With its table's name; of what is no `Column`, where nothing in it needs quotes.
    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        let name = self.construct.borrow().column.name.clone();
        Ok(match (self.table.get(), self.is_of_schema()) {
            (Some(Source::Table(table, _)), true) => {
                Some(format!("{}.{}", table.name.text, name.text))
            }
            (None, true) => Some(name.text),
            (None, false) if crate::dialect::needs_no_quotes(&name) => Some(name.text),
            _ => None,
        })
    }

    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        let name = self.construct.borrow().column.name.text.clone();
        super::orm::on_instance(interpreter, &name, instance)
    }

    fn set_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
        value: Value,
    ) -> Result<bool> {
        let name = self.construct.borrow().column.name.text.clone();
        super::orm::set_on_instance(interpreter, &name, instance, value)
    }

    fn delete_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<bool> {
        let name = self.construct.borrow().column.name.text.clone();
        super::orm::delete_on_instance(interpreter, &name, instance)
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        value: Value,
    ) -> Result<bool> {
        column_set::set(interpreter, self, name, &value)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if matches!(name, "copy" | "_copy") {
            let _ = args.take_keywords();
            return Ok(Some(Value::object(Self::of(self.for_another(), None))));
        }
        let own = (self.expression(), self.data_type());
        clause::method(interpreter, own, name, args)
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let own = (self.expression(), self.data_type());
        super::containers::item(interpreter, own, key)
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        // Python asks the right side of a comparison first where its class derives from the left one's.
        let is_light = !self.construct.borrow().is_of_schema;
        if !reflected && is_light && matches!(operator, "==" | "!=" | "<" | "<=" | ">" | ">=") {
            let other = other.downcast::<Self>();
            if other.is_some_and(|other| other.is_of_schema()) {
                return Ok(None);
            }
        }
        let own = (self.expression(), self.data_type());
        clause::operate(interpreter, own, operator, other, reflected)
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        clause::unary(interpreter, &Value::Object(self), operator)
    }

    /// Attributes of one mapped class are one column; a table has one object for each of its own.
    fn key(&self) -> Option<String> {
        if self.owner().is_some() {
            return None;
        }
        match self.expression() {
            Expression::Column {
                table: Some(source),
                name,
                ..
            } => Some(match (&source, source.table()) {
                (Source::Alias(alias), _) => format!("column {} {}", alias.name.id(), name.text),
                (_, Some(table)) => format!("column {:?} {}", table.key(), name.text),
                _ => return None,
            }),
            _ => None,
        }
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(clause::undefined(interpreter))
    }
}
