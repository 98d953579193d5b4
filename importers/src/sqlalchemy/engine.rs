//! The connection that `op.get_bind()` gives, and its results.

use std::rc::Rc;

use super::argument;
use super::clause;
use super::compiled;
use super::ddl::StatementOperation;
use super::driver_connection;
use super::execution_options;
use super::inspector;
use super::live::{self, mapping};
use super::orm;
use super::row_values;
use super::sequence;
use super::statement::{StatementObject, parameters};
use super::table::TableObject;
use super::textual;
use super::url::Url;
use crate::Dialect;
use crate::operation::expression::Literal;
use crate::operation::{Expression, Operation};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A connection or an engine.
pub(crate) struct BindObject;

/// What `bind.execute(...)` gives while importing: nothing is known of its rows.
struct ResultObject;

/// `op.get_bind()`
pub(crate) fn bind() -> Value {
    Value::object(BindObject)
}

/// Whether a value is the migration's own connection, or what stands for it.
pub(crate) fn is_bind(value: &Value) -> bool {
    value.downcast::<BindObject>().is_some() || value.downcast::<Transaction>().is_some()
}

/// Executes a statement: an SQL string where `raw`, `sa.text(...)`, a Core
/// statement, DDL. `parameters` are the values of `:name` in a text.
pub(crate) fn execute(
    interpreter: &mut Interpreter,
    statement: &Value,
    parameters: Option<&Value>,
    autocommit: bool,
) -> Result<Value> {
    let about = orm::about_table(interpreter, statement)?;
    let statement = about.as_ref().unwrap_or(statement);
    if interpreter.is_live() {
        let plain = match parameters {
            Some(given) => Some(mapping::all_plain(interpreter, given)?),
            None => None,
        };
        return live::execute(interpreter, statement, plain.as_ref());
    }
    record(interpreter, statement, parameters, autocommit)?;
    Ok(Value::object(ResultObject))
}

/// Records a statement.
fn record(
    interpreter: &mut Interpreter,
    statement: &Value,
    parameters: Option<&Value>,
    autocommit: bool,
) -> Result<()> {
    let statement = interpreter.known(statement.clone())?;
    if let Some(ddl) = statement.downcast::<StatementOperation>() {
        interpreter.record(ddl.operation.clone());
        return Ok(());
    }
    if sequence::of(&statement).is_some() {
        return Err(interpreter.needs_program(
            "live-data",
            "The next value of a sequence is only known on the live database.",
        ));
    }
    if let Some(compiled) = compiled::statement(interpreter, &statement)? {
        if parameters.is_some() {
            return Err(filled_in_later(interpreter));
        }
        interpreter.record(Operation::Execute {
            statement: compiled,
            autocommit,
        });
        return Ok(());
    }
    if let (Some(core), Some(parameters)) = (statement.downcast::<StatementObject>(), parameters) {
        if core.inserted().is_none() {
            return Err(filled_in_later(interpreter));
        }
        return record_sets(interpreter, &core, parameters, autocommit);
    }
    let core = statement.downcast::<StatementObject>();
    let expression = match (core, statement.as_str()) {
        (Some(core), _) => core.executable(interpreter)?.expression(),
        (None, Some(text)) => Expression::Raw(text.to_string()),
        (None, None) => match textual::as_query(&statement)
            .or_else(|| clause::as_expression(&statement))
            .or_else(|| row_values::as_statement(&statement))
        {
            Some(expression) => expression,
            None => {
                return Err(interpreter.refuse(
                    "unknown-operation",
                    format!(
                        "A value of type `{}` cannot be executed.",
                        statement.type_name()
                    ),
                    Some("Give op.execute a string, sa.text(...) or a statement."),
                ));
            }
        },
    };
    for expression in with_parameters(interpreter, expression, parameters)? {
        interpreter.record(Operation::Execute {
            statement: expression,
            autocommit,
        });
    }
    Ok(())
}

/// `execute(table.insert(), [rows])`: the rows are the statement's values.
fn record_sets(
    interpreter: &mut Interpreter,
    core: &StatementObject,
    given: &Value,
    autocommit: bool,
) -> Result<()> {
    let sets = parameters::sets(interpreter, given)?;
    let Some(first) = sets.first() else {
        return record(interpreter, &Value::object(core.clone()), None, autocommit);
    };
    let columns = core.columns_of_set(interpreter, first, &[])?;
    // What is no column may be a parameter of the statement.
    let is_column = |key: &Value| {
        let mut known = columns.iter();
        known.any(|(own, _)| key.as_str().is_some_and(|key| *key == **own))
    };
    if !first.iter().all(|(key, _)| is_column(key)) {
        return Err(filled_in_later(interpreter));
    }
    let many = sets.len() > 1;
    let mut inserts = Vec::with_capacity(sets.len());
    for (group, set) in sets.iter().enumerate() {
        inserts.push(core.with_set(interpreter, set, &columns, many.then_some(group))?);
    }
    if let Some(all) = StatementObject::together(&inserts) {
        inserts = vec![all];
    }
    for insert in inserts {
        record(interpreter, &Value::object(insert), None, autocommit)?;
    }
    Ok(())
}

fn filled_in_later(interpreter: &Interpreter) -> crate::python::native::Interrupt {
    interpreter.needs_program(
        "live-data",
        "The parameters of this statement are filled in when it runs.",
    )
}

/// The statement once per set of parameters.
fn with_parameters(
    interpreter: &mut Interpreter,
    expression: Expression,
    parameters: Option<&Value>,
) -> Result<Vec<Expression>> {
    let Some(given) = parameters else {
        return Ok(vec![expression]);
    };
    let sets = match given {
        Value::List(_) | Value::Tuple(_) => interpreter.iterate(given)?,
        other => vec![other.clone()],
    };
    let Expression::Text { text, parameters } = expression else {
        return Err(interpreter.refuse(
            "unknown-argument",
            "Parameters are given to something that is not sa.text(...).",
            None,
        ));
    };
    let mut statements = Vec::new();
    for set in sets {
        let set = interpreter.known(set)?;
        let Value::Dict(dict) = &set else {
            return Err(interpreter.refuse(
                "unknown-argument",
                "Parameters of a statement have to be a dict or a list of dicts.",
                None,
            ));
        };
        let mut bound = parameters.clone();
        let pairs = dict.entries.borrow().pairs();
        for (key, value) in pairs {
            if let Some(key) = key.as_str() {
                let own = bound.iter().find(|(name, _)| **name == *key);
                let value = match own {
                    Some((_, Expression::List(_))) => {
                        super::parameter::expanded(interpreter, &value, None)?
                    }
                    Some((
                        _,
                        Expression::Literal {
                            value: old,
                            data_type,
                        },
                    )) if *old != Literal::Null || data_type.is_some() => {
                        let data_type = data_type.clone();
                        clause::operand(interpreter, &value, data_type.as_ref())?
                    }
                    _ => clause::untyped(interpreter, &value)?,
                };
                super::text::set(&mut bound, &key, value);
            }
        }
        statements.push(Expression::Text {
            text: text.clone(),
            parameters: bound,
        });
    }
    Ok(statements)
}

/// Driver SQL, which SQLAlchemy passes on as it is.
fn execute_driver_sql(interpreter: &mut Interpreter, text: String) {
    interpreter.record(Operation::Execute {
        statement: Expression::Raw(text),
        autocommit: false,
    });
}

impl Object for BindObject {
    fn type_name(&self) -> &str {
        "Connection"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.engine.Connection"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "dialect" => Some(super::dialect_object::dialect(interpreter)),
            "engine" | "bind" => Some(bind()),
            "connection" => Some(driver_connection::driver_connection()),
            // Of an engine: the dialect's name.
            "name" => Some(Value::str(interpreter.dialect().sqlalchemy_name())),
            "closed" | "invalidated" => Some(Value::Bool(false)),
            "url" => Some(Value::object(Url)),
            "info" => Some(interpreter.unknown("live-data", "the connection's info")),
            "default_isolation_level" => Some(isolation_level(
                interpreter,
                "default_transaction_isolation",
            )?),
            "execute"
            | "exec_driver_sql"
            | "scalar"
            | "scalars"
            | "begin"
            | "begin_nested"
            | "in_transaction"
            | "in_nested_transaction"
            | "get_isolation_level"
            | "execution_options"
            | "commit"
            | "close" => Some(interpreter.bound_method(Value::Object(self), name)),
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
            "execute" => {
                let statement = args.required("statement")?;
                let parameters = argument::present(args.take("parameters")?);
                let options = execution_options::of_call(interpreter, args)?;
                // SQLAlchemy 1.x took parameters as keywords and several positional dicts.
                let keywords: Vec<(Value, Value)> = args
                    .take_keywords()
                    .into_iter()
                    .map(|keyword| (Value::str(&*keyword.name), keyword.value))
                    .collect();
                let mut sets = parameters
                    .into_iter()
                    .chain(args.rest())
                    .collect::<Vec<_>>();
                if !keywords.is_empty() {
                    sets.push(interpreter.dict(keywords)?);
                }
                let parameters = match sets.len() {
                    0 => None,
                    1 => sets.pop(),
                    _ => Some(interpreter.list(sets)),
                };
                execute(
                    interpreter,
                    &statement,
                    parameters.as_ref(),
                    options.autocommit,
                )?
            }
            "cursor" => live::cursor::cursor(interpreter, args)?,
            "exec_driver_sql" => {
                let mut text = args.string("statement")?;
                let parameters = argument::present(args.take("parameters")?);
                let options = execution_options::of_call(interpreter, args)?;
                if parameters.is_none() && !options.no_parameters {
                    text = live::placeholder::without_values(interpreter, &text)?;
                }
                if interpreter.is_live() {
                    return live::driver_sql(interpreter, &text, parameters.as_ref()).map(Some);
                }
                if parameters.is_some() {
                    return Err(interpreter.needs_program(
                        "live-data",
                        "`exec_driver_sql` with parameters is run by the database driver.",
                    ));
                }
                execute_driver_sql(interpreter, text);
                Value::object(ResultObject)
            }
            "scalar" | "scalars" if interpreter.is_live() => {
                let own: Rc<dyn Object> = self;
                let taken = std::mem::replace(args, Args::new([]));
                let result = interpreter.call_method(&Value::Object(own), "execute", taken)?;
                match &result {
                    // The next value of a sequence.
                    Value::Int(_) | Value::None => result,
                    _ => interpreter.call_method(&result, name, Args::new([]))?,
                }
            }
            "scalar" | "scalars" => {
                return Err(interpreter.needs_program(
                    "live-data",
                    format!("`{name}` reads rows of the live database."),
                ));
            }
            "begin_nested" if interpreter.is_live() => {
                live::nested::begin(interpreter, None, None)?
            }
            "connect" | "begin" | "begin_nested" | "get_transaction" => Value::object(Transaction),
            "rollback" => return Err(no_rollback(interpreter)),
            "execution_options" => {
                execution_options::of_method(interpreter, args)?;
                bind()
            }
            "commit" | "close" | "detach" => Value::None,
            "in_transaction" => Value::Bool(true),
            "in_nested_transaction" if interpreter.is_live() => {
                Value::Bool(live::nested::is_within(interpreter))
            }
            "in_nested_transaction" => {
                return Err(interpreter.needs_program(
                    "live-data",
                    "Whether a savepoint is open is known where savepoints are made.",
                ));
            }
            "get_isolation_level" => isolation_level(interpreter, "transaction_isolation")?,
            "has_table" => {
                let table = args.string("table_name")?;
                let schema = args.optional_string("schema")?;
                inspector::has_table_now(interpreter, schema, table)?
            }
            _ => return Ok(None),
        }))
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }
}

/// An isolation level as SQLAlchemy reads it; PostgreSQL has it as a setting.
fn isolation_level(interpreter: &mut Interpreter, setting: &str) -> Result<Value> {
    if interpreter.dialect() != Dialect::Postgres {
        return Ok(Value::str("SERIALIZABLE"));
    }
    if !interpreter.is_live() {
        return Err(interpreter.needs_program(
            "live-data",
            "The isolation level is that of the live connection.",
        ));
    }
    let result = live::driver_sql(interpreter, &format!("SHOW {setting}"), None)?;
    let level = interpreter.call_method(&result, "scalar", Args::new([]))?;
    Ok(match level.as_str() {
        Some(level) => Value::str(level.to_uppercase()),
        None => level,
    })
}

/// The transaction belongs to the run, and to the revisions before this one.
pub(super) fn no_rollback(interpreter: &Interpreter) -> crate::python::native::Interrupt {
    if !interpreter.is_live() {
        return interpreter.needs_program(
            "live-data",
            "`rollback` depends on what happened in the live database.",
        );
    }
    interpreter.refuse(
        "unknown-operation",
        "`rollback` would undo the run's transaction, and the revisions before this one with it.",
        Some("Raise the exception again to stop the run, or use begin_nested(), which is a savepoint."),
    )
}

/// `bind.begin()`, `bind.connect()`: part of the run's own transaction.
struct Transaction;

impl Object for Transaction {
    fn type_name(&self) -> &str {
        "Transaction"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "connection" => Some(bind()),
            "is_active" => Some(Value::Bool(true)),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "commit" | "close" => Ok(Some(Value::None)),
            "rollback" => Err(no_rollback(interpreter)),
            _ => Rc::new(BindObject).method(interpreter, name, args),
        }
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(bind()))
    }
}

impl ResultObject {
    fn program(interpreter: &Interpreter) -> crate::python::native::Interrupt {
        interpreter.needs_program(
            "live-data",
            "The rows that a statement gives are only known on the live database.",
        )
    }
}

impl Object for ResultObject {
    fn type_name(&self) -> &str {
        "CursorResult"
    }

    fn attribute(self: Rc<Self>, interpreter: &mut Interpreter, _: &str) -> Result<Option<Value>> {
        Err(Self::program(interpreter))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "close" => Ok(Some(Value::None)),
            _ => Err(Self::program(interpreter)),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(Self::program(interpreter))
    }

    fn contains(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(Self::program(interpreter))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Err(Self::program(interpreter))
    }

    fn next(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Option<Value>>> {
        Err(Self::program(interpreter))
    }
}

/// `sa.inspect(subject)`
pub(crate) fn inspect(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let subject = args.required("subject")?;
    let raises = args.optional_boolean("raiseerr")?.unwrap_or(true);
    args.finish()?;
    let subject = interpreter.known(subject)?;
    if subject.downcast::<BindObject>().is_some() || subject.downcast::<Transaction>().is_some() {
        return Ok(inspector::fresh(interpreter));
    }
    if subject.downcast::<TableObject>().is_some() {
        return Ok(subject);
    }
    if let Some(found) = orm::inspected(&subject) {
        return Ok(found);
    }
    if !matches!(
        subject,
        Value::Object(_) | Value::Test(_) | Value::Unknown(_)
    ) {
        if !raises {
            return Ok(Value::None);
        }
        let class = subject.type_name();
        return Err(interpreter.raise(
            "sqlalchemy.exc.NoInspectionAvailable",
            format!("No inspection system is available for object of type <class '{class}'>"),
        ));
    }
    Err(interpreter.refuse(
        "unknown-argument",
        format!(
            "`sa.inspect` of a `{}` is not understood.",
            subject.type_name()
        ),
        Some("Give it op.get_bind()."),
    ))
}
