//! `session.query(...)`: a select that gives objects.

use std::rc::Rc;

use super::change;
use super::contained::Reading;
use super::filter;
use super::from_statement::FromStatement;
use super::load::{self, Selected};
use super::moves;
use super::relationship::Relationship;
use super::store::Store;
use crate::operation::{Expression, SqlType, types::IntegerSize};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::clause::Clause;
use crate::sqlalchemy::engine;
use crate::sqlalchemy::execution_options::SessionOptions;
use crate::sqlalchemy::given;
use crate::sqlalchemy::statement::{self, StatementObject, Verb};

/// A query; each method gives a new one.
#[derive(Clone)]
pub(super) struct QueryObject {
    store: Rc<Store>,
    /// The select.
    statement: Value,
    /// The relationship and the object whose attribute it is, where it is one.
    of: Option<(Rc<Relationship>, Value)>,
}

/// Methods of a query, and the select's own that they are.
const DELEGATED: &[(&str, &str)] = &[
    ("filter", "where"),
    ("where", "where"),
    ("join", "join"),
    ("outerjoin", "outerjoin"),
    ("select_from", "select_from"),
    ("order_by", "order_by"),
    ("group_by", "group_by"),
    ("having", "having"),
    ("limit", "limit"),
    ("offset", "offset"),
    ("distinct", "distinct"),
    ("with_for_update", "with_for_update"),
    ("correlate", "correlate"),
    ("options", "options"),
    ("execution_options", "execution_options"),
    ("add_columns", "add_columns"),
    ("add_column", "add_columns"),
    ("add_entity", "add_columns"),
];

/// Methods of a query that is a relationship's, and those of a list that they are.
const ADDING: &[(&str, &str)] = &[
    ("append", "append"),
    ("add", "append"),
    ("extend", "extend"),
    ("add_all", "extend"),
    ("remove", "remove"),
];

/// Methods that change how rows are fetched, not which.
const FETCHING: &[&str] = &["yield_per", "enable_assertions"];

/// The select of a session's query, where a value is one.
pub(crate) fn query_of(value: &Value) -> Option<Value> {
    let query = value.downcast::<QueryObject>()?;
    Some(query.statement.clone())
}

impl QueryObject {
    pub(super) fn new(store: Rc<Store>, statement: Value) -> Self {
        Self {
            store,
            statement,
            of: None,
        }
    }

    /// The same as the attribute of an object, to which can be added.
    pub(super) fn of_relationship(self, relationship: &Rc<Relationship>, object: &Value) -> Self {
        Self {
            of: Some((relationship.clone(), object.clone())),
            ..self
        }
    }

    /// A query over a select of whole objects.
    pub(super) fn of_entities(store: Rc<Store>, select: &Value, selected: &[Selected]) -> Self {
        let statement = match select.downcast::<StatementObject>() {
            Some(select) => Value::object((*select).clone().selecting(selected)),
            None => select.clone(),
        };
        Self::new(store, statement)
    }

    fn over(&self, statement: Value) -> Value {
        Value::object(Self {
            statement,
            ..self.clone()
        })
    }

    fn select(&self, interpreter: &Interpreter) -> Result<Rc<StatementObject>> {
        self.statement
            .downcast::<StatementObject>()
            .ok_or_else(|| interpreter.unsupported("this query"))
    }

    fn selected(&self) -> Rc<[Selected]> {
        self.statement
            .downcast::<StatementObject>()
            .and_then(|select| select.selected())
            .unwrap_or_else(|| Rc::from([]))
    }

    /// What the session is asked for beside the rows.
    fn options(&self) -> SessionOptions {
        self.statement
            .downcast::<StatementObject>()
            .map(|select| select.session_options())
            .unwrap_or_default()
    }

    /// Writes what changed, unless the query leaves that out.
    fn flush(&self, interpreter: &mut Interpreter) -> Result<()> {
        self.store.join(interpreter)?;
        match self.options().unflushed {
            true => Ok(()),
            false => self.store.flush_before_reading(interpreter),
        }
    }

    /// The same query, with more asked of the session.
    fn asking(&self, interpreter: &Interpreter, options: SessionOptions) -> Result<Value> {
        let select = self.select(interpreter)?;
        let select = (*select).clone().with_session_options(options);
        Ok(self.over(Value::object(select)))
    }

    /// The result: objects where one class was asked for, else rows.
    fn run(&self, interpreter: &mut Interpreter) -> Result<Value> {
        self.flush(interpreter)?;
        let select = self.select(interpreter)?;
        let reading = Reading::of(interpreter, &select)?;
        let statement = Value::Object(reading.statement.clone());
        let result = engine::execute(interpreter, &statement, None, false)?;
        let result = reading.shaped(interpreter, &self.store, self.options(), result)?;
        match &self.selected()[..] {
            // A query of one class gives each object once.
            [Selected::Entity(..)] => {
                let objects = interpreter.call_method(&result, "scalars", Args::new([]))?;
                interpreter.call_method(&objects, "unique", Args::new([]))
            }
            _ => Ok(result),
        }
    }

    /// `slice(start, stop)`
    fn slice(&self, interpreter: &mut Interpreter, start: &Value, stop: &Value) -> Result<Value> {
        let mut next = self.statement.clone();
        if let Value::Int(stop) = stop {
            let first = match start {
                Value::Int(first) => *first,
                _ => 0,
            };
            let count = Value::Int((*stop - first).max(0));
            next = interpreter.call_method(&next, "limit", Args::new([count]))?;
        }
        if matches!(start, Value::Int(first) if *first > 0) {
            next = interpreter.call_method(&next, "offset", Args::new([start.clone()]))?;
        }
        Ok(self.over(next))
    }

    /// The column that a keyword of `filter_by` names.
    fn column(&self, interpreter: &mut Interpreter, name: &str) -> Result<Value> {
        let select = self.select(interpreter)?;
        if let Some(column) = filter::filtered(interpreter, &select, name)? {
            return Ok(column);
        }
        Err(interpreter.unsupported("`filter_by` of a query without a mapped class"))
    }

    /// `SELECT count(*) FROM (...)`
    fn count(&self, interpreter: &mut Interpreter) -> Result<Value> {
        self.flush(interpreter)?;
        let inner = interpreter.call_method(&self.statement, "subquery", Args::new([]))?;
        let count = Clause::value(
            Expression::Function {
                name: vec!["count".into()],
                arguments: vec![Expression::Verbatim("*".into())],
            },
            Some(SqlType::Integer(IntegerSize::Big)),
        );
        let outer = statement::select(interpreter, Args::new([count]))?;
        let outer = interpreter.call_method(&outer, "select_from", Args::new([inner]))?;
        let result = engine::execute(interpreter, &outer, None, false)?;
        interpreter.call_method(&result, "scalar", Args::new([]))
    }

    /// `update(values)` and `delete()` of the rows that the query means.
    fn change(
        &self,
        interpreter: &mut Interpreter,
        values: Option<Value>,
        options: SessionOptions,
    ) -> Result<Value> {
        if self.selected().len() > 1 {
            return Err(interpreter.unsupported("changing the rows of a query of several things"));
        }
        self.flush(interpreter)?;
        let Some((class, mapper)) = load::first_entity(&self.selected()) else {
            return Err(
                interpreter.unsupported("changing the rows of a query without a mapped class")
            );
        };
        let select = self.select(interpreter)?;
        let verb = match &values {
            Some(_) => Verb::Update,
            None => Verb::Delete,
        };
        let changed = mapper.changed(interpreter)?;
        let written = changed.as_ref().map_or(&mapper, |changed| &changed.mapper);
        let statement = StatementObject::of_entity(verb, class, written);
        let statement = select.conditions_on(statement);
        let statement = statement.map_err(|method| {
            interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                format!(
                    "Can't call Query.update() or Query.delete() when {method} has been called"
                ),
            )
        })?;
        let mut statement = Value::object(statement);
        if let Some(values) = values {
            statement = interpreter.call_method(&statement, "values", Args::new([values]))?;
        }
        let Some(core) = statement.downcast::<StatementObject>() else {
            return Ok(Value::None);
        };
        let statement = (verb, &*core);
        let result = change::run(interpreter, &self.store, statement, &mapper, None, options)?;
        interpreter.attribute(&result, "rowcount")
    }
}

impl Object for QueryObject {
    fn type_name(&self) -> &str {
        "Query"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.orm.Query"]
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(matches!(name, "statement" | "selectable").then(|| self.statement.clone()))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if let Some((_, own)) = DELEGATED.iter().find(|(query, _)| *query == name) {
            let taken = std::mem::replace(args, Args::new([]));
            let next = interpreter.call_method(&self.statement, own, taken)?;
            return Ok(Some(self.over(next)));
        }
        if FETCHING.contains(&name) {
            let _ = args.rest();
            let _ = args.take_keywords();
            return Ok(Some(Value::Object(self)));
        }
        if let Some((relationship, object)) = &self.of
            && let Some(own) = ADDING.iter().find(|(query, _)| *query == name)
        {
            let several = matches!(own.1, "extend");
            let given = args.rest().into_iter().next().unwrap_or(Value::None);
            let objects = match several {
                true => interpreter.iterate(&given)?,
                false => vec![given],
            };
            for value in objects {
                moves::tell_query(interpreter, relationship, object, &value, own.1 == "remove")?;
            }
            return Ok(Some(Value::None));
        }
        if let Some((relationship, _)) = &self.of
            && relationship.is_write_only()
            && matches!(name, "insert" | "update" | "delete")
        {
            // These are statements there, and done at once on a query.
            return Err(
                interpreter.unsupported(&format!("`{name}()` of a write-only relationship"))
            );
        }
        Ok(Some(match name {
            // Of a relationship that is written only.
            "select" if self.of.is_some() => self.statement.clone(),
            "populate_existing" => {
                let options = SessionOptions {
                    anew: true,
                    ..SessionOptions::default()
                };
                self.asking(interpreter, options)?
            }
            "enable_eagerloads" => {
                let is_on = args.required("value")?;
                let options = SessionOptions {
                    plain: matches!(is_on, Value::Bool(false)),
                    ..SessionOptions::default()
                };
                self.asking(interpreter, options)?
            }
            "autoflush" => {
                let is_on = args.required("setting")?;
                let options = SessionOptions {
                    unflushed: matches!(is_on, Value::Bool(false)),
                    ..SessionOptions::default()
                };
                self.asking(interpreter, options)?
            }
            "filter_by" => {
                let mut conditions = Vec::new();
                for keyword in args.take_keywords() {
                    let column = self.column(interpreter, &keyword.name)?;
                    conditions.push(interpreter.equal(&column, &keyword.value)?);
                }
                let next =
                    interpreter.call_method(&self.statement, "where", Args::new(conditions))?;
                self.over(next)
            }
            "with_entities" => {
                let entities = args.rest();
                let select = statement::select(interpreter, Args::new(entities))?;
                let select = select
                    .downcast::<StatementObject>()
                    .zip(self.statement.downcast::<StatementObject>())
                    .map(|(list, own)| Value::object(own.with_list_of(&list)));
                match select {
                    Some(select) => self.over(select),
                    None => return Ok(None),
                }
            }
            "all" => {
                let result = self.run(interpreter)?;
                interpreter.call_method(&result, "all", Args::new([]))?
            }
            "first" => {
                // Also in place of a limit of its own, as in SQLAlchemy.
                let args = Args::new([Value::Int(1)]);
                let one = interpreter.call_method(&self.statement, "limit", args)?;
                let query = Self {
                    statement: one,
                    ..(*self).clone()
                };
                let result = query.run(interpreter)?;
                interpreter.call_method(&result, "first", Args::new([]))?
            }
            // Flask-SQLAlchemy's; where there is no such row, a page that is not found is answered.
            "first_or_404" | "get_or_404" | "one_or_404" => {
                let own: Rc<dyn Object> = self;
                let method = match name {
                    "first_or_404" => "first",
                    "get_or_404" => "get",
                    _ => "one_or_none",
                };
                let _ = args.keyword("description");
                let taken = std::mem::replace(args, Args::new([]));
                let found = interpreter.call_method(&Value::Object(own), method, taken)?;
                if found.is_none() && !interpreter.is_trial() {
                    return Err(interpreter.refuse(
                        "python-exception",
                        format!("`{name}` finds no row, and answers a request that there is not."),
                        None,
                    ));
                }
                found
            }
            "one" | "one_or_none" => {
                let result = self.run(interpreter)?;
                interpreter.call_method(&result, name, Args::new([]))?
            }
            "scalar" => {
                let result = self.run(interpreter)?;
                let row = interpreter.call_method(&result, "one_or_none", Args::new([]))?;
                match &self.selected()[..] {
                    [Selected::Entity(..)] => row,
                    _ if row.is_none() => row,
                    _ => interpreter.item(&row, &Value::Int(0))?,
                }
            }
            "get" => {
                let key = args.required("ident")?;
                let Some(Selected::Entity(_, mapper)) = self.selected().first().cloned() else {
                    return Err(args.refuse("`get` belongs to a query of a mapped class."));
                };
                let key = load::key_of(interpreter, &mapper, &key)?;
                let select = self.select(interpreter)?;
                let statement = load::of_row(interpreter, (*select).clone(), &mapper, &key)?;
                let query = Self {
                    statement,
                    ..(*self).clone()
                };
                let result = query.run(interpreter)?;
                interpreter.call_method(&result, "one_or_none", Args::new([]))?
            }
            "slice" => {
                let start = args.required("start")?;
                let stop = args.required("stop")?;
                self.slice(interpreter, &start, &stop)?
            }
            "params" => {
                let given = given::arguments(interpreter, args)?;
                let select = self.select(interpreter)?;
                let select = (*select).clone().with_parameters(interpreter, &given)?;
                self.over(Value::object(select))
            }
            "from_statement" => {
                let statement = args.required("statement")?;
                let select = self.select(interpreter)?;
                Value::object(FromStatement::of_query(
                    select,
                    statement,
                    self.store.clone(),
                ))
            }
            "union" | "union_all" | "except_" | "intersect" => {
                let mut queries = vec![self.statement.clone()];
                queries.extend(
                    args.rest()
                        .into_iter()
                        .map(|value| query_of(&value).unwrap_or(value)),
                );
                let taken = Args::new(queries);
                let made = statement::compound(taken, name)?;
                let select = self.select(interpreter)?;
                let made = match made.downcast::<StatementObject>() {
                    Some(made) => (*made).clone().shaped_as(&select),
                    None => return Ok(None),
                };
                self.over(Value::object(made))
            }
            "count" => self.count(interpreter)?,
            "exists" => statement::exists(interpreter, Args::new([self.statement.clone()]))?,
            "subquery" | "cte" | "scalar_subquery" | "as_scalar" => {
                let taken = std::mem::replace(args, Args::new([]));
                interpreter.call_method(&self.statement, name, taken)?
            }
            "update" => {
                let values = args.required("values")?;
                let how = args.take("synchronize_session")?;
                let options = change::synchronizing(how.as_ref());
                self.change(interpreter, Some(values), options)?
            }
            "delete" => {
                let how = args.take("synchronize_session")?;
                let options = change::synchronizing(how.as_ref());
                self.change(interpreter, None, options)?
            }
            _ => return Ok(None),
        }))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        let result = self.run(interpreter)?;
        interpreter.iterate(&result).map(Some)
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let result = self.run(interpreter)?;
        let items = interpreter.iterate(&result)?;
        let list = interpreter.list(items);
        interpreter.item(&list, key).map(Some)
    }
}
