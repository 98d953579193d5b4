//! Statements on a live database.

pub(crate) mod cursor;
pub(crate) mod defaults;
mod failed_text;
pub(crate) mod inspect;
mod keys;
pub(crate) mod literal;
mod loose;
mod many;
pub(crate) mod mapping;
pub(crate) mod nested;
pub(crate) mod placeholder;
pub(crate) mod reflect;
pub(crate) mod result;
pub(crate) mod row;
pub(crate) mod rows;
mod template;
pub(crate) mod value;

use std::rc::Rc;

use super::clause;
use super::compiled;
use super::ddl::StatementOperation;
use super::row_values;
use super::sequence;
use super::statement::parameters::{self, Set};
use super::statement::{self, StatementObject};
use super::textual::{self, TextualSelect};
use crate::Dialect;
use crate::dialect::{self, Asked, Bound, Given};
use crate::live::{Answer, Database, Datum};
use crate::operation::expression::Literal;
use crate::operation::types::FloatKind;
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::script::{is_savepoint, split};
pub(crate) use many::HELD;
use result::ResultObject;
use rows::Rows;

/// Where SQLAlchemy's exceptions are.
const EXCEPTIONS: &str = "sqlalchemy.exc";

/// Values of parameters, by name.
type Parameters = Vec<(String, Given)>;

/// Runs a statement: SQL text, `sa.text(...)`, a Core statement, DDL.
/// `parameters` is what `execute` was given beside it: a dict, or a list of them.
pub(crate) fn execute(
    interpreter: &mut Interpreter,
    statement: &Value,
    parameters: Option<&Value>,
) -> Result<Value> {
    let statement = interpreter.known(statement.clone())?;
    if let Some(ddl) = statement.downcast::<StatementOperation>() {
        interpreter.record(ddl.operation.clone());
        interpreter.run_recorded()?;
        return Ok(nothing());
    }
    if let Some(sequence) = sequence::of(&statement) {
        let next = sequence::next_value(interpreter, &sequence)?;
        let next = statement::select(interpreter, Args::new([next]))?;
        let result = execute(interpreter, &next, None)?;
        // It is its value, and no result.
        return interpreter.call_method(&result, "scalar", Args::new([]));
    }
    if let Some(compiled) = compiled::statement(interpreter, &statement)? {
        if parameters.is_some() {
            return Err(interpreter.unsupported("parameters of a compiled element"));
        }
        return run(interpreter, &compiled, &[], &[]);
    }
    if let Some(core) = statement.downcast::<StatementObject>() {
        let sets = match parameters {
            Some(given) => parameters::sets(interpreter, given)?,
            None => Vec::new(),
        };
        return execute_core(interpreter, &core, &sets);
    }
    let sets = match parameters {
        None => Vec::new(),
        Some(Value::List(_) | Value::Tuple(_)) => {
            let given = parameters.cloned().unwrap_or(Value::None);
            interpreter.iterate(&given)?
        }
        Some(one) => vec![one.clone()],
    };
    let expression = match statement.as_str() {
        Some(text) => Expression::Raw(text.to_string()),
        None => match textual::as_query(&statement)
            .or_else(|| clause::as_expression(&statement))
            .or_else(|| row_values::as_statement(&statement))
        {
            Some(expression) => expression,
            None => {
                let shown = interpreter.repr(&statement)?;
                return Err(interpreter.raise(
                    "sqlalchemy.exc.ObjectNotExecutableError",
                    format!("Not an executable object: {shown}"),
                ));
            }
        },
    };
    let textual = statement.downcast::<TextualSelect>();
    if sets.is_empty() {
        let result = run_text(interpreter, &expression, &[], textual.as_deref());
        return result
            .map_err(|error| failed_text::given_of(interpreter, error, &expression, None));
    }
    if let Some(touched) = many::texts(interpreter, &expression, &sets)? {
        return Ok(counted(touched));
    }
    let mut last = nothing();
    let mut touched = 0;
    let many = sets.len() > 1;
    // All sets are looked at before the first one is written.
    let mut all = Vec::with_capacity(sets.len());
    for (group, set) in sets.iter().enumerate() {
        let (expression, given) = with_parameters(interpreter, &expression, set)?;
        required(interpreter, &expression, &given, many.then_some(group))?;
        all.push((expression, given));
    }
    for ((expression, given), set) in all.into_iter().zip(&sets) {
        let result = run_text(interpreter, &expression, &given, textual.as_deref());
        let set = (!many).then_some(set);
        last = result.map_err(|error| match set {
            Some(_) => failed_text::given_of(interpreter, error, &expression, set),
            None => error,
        })?;
        touched += rowcount(interpreter, &last)?;
    }
    Ok(if many { counted(touched) } else { last })
}

/// The result of what gives no rows.
pub(crate) fn nothing() -> Value {
    Value::object(ResultObject::new(None, Vec::new(), 0, None))
}

/// The result of a statement that ran many times.
fn counted(touched: u64) -> Value {
    Value::object(ResultObject::new(None, Vec::new(), touched, None))
}

fn rowcount(interpreter: &mut Interpreter, result: &Value) -> Result<u64> {
    match interpreter.find_attribute(result, "rowcount")? {
        Some(Value::Int(count)) => Ok(u64::try_from(count).unwrap_or(0)),
        _ => Ok(0),
    }
}

/// A text with the values of its parameters: those whose type it says take
/// it, the others go to the driver as they are.
fn with_parameters(
    interpreter: &mut Interpreter,
    expression: &Expression,
    set: &Value,
) -> Result<(Expression, Parameters)> {
    let set = interpreter.known(set.clone())?;
    let Value::Dict(dict) = &set else {
        return Err(interpreter.raise(
            "sqlalchemy.exc.ArgumentError",
            "List argument must consist only of dictionaries",
        ));
    };
    let mut expression = expression.clone();
    let mut given = Vec::new();
    let pairs = dict.entries.borrow().pairs();
    for (key, value) in pairs {
        let Some(key) = key.as_str() else { continue };
        let typed = match &mut expression {
            Expression::Text { parameters, .. } => {
                parameters.iter_mut().find(|(own, _)| *own == *key)
            }
            _ => None,
        };
        if let Some((_, own)) = typed {
            let data_type = match own {
                Expression::Literal { data_type, .. } => data_type.clone(),
                _ => None,
            };
            let is_list = matches!(own, Expression::List(_));
            if is_list {
                *own = super::parameter::expanded(interpreter, &value, None)?;
                continue;
            }
            if data_type.is_some() {
                *own = clause::stored(interpreter, &value, data_type.as_ref())?;
                continue;
            }
        }
        given.push((key.to_string(), value::given(interpreter, &value)?));
    }
    Ok((expression, given))
}

/// The same, where the database wants at least one.
fn some_expanded(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    let list = expanded(interpreter, value, data_type)?;
    let is_empty = matches!(&list, Expression::List(items) if items.is_empty());
    if is_empty && interpreter.dialect() == Dialect::Postgres {
        return Err(interpreter.unsupported("an empty list as a parameter"));
    }
    Ok(list)
}

/// The values of an expanding parameter: `IN (1, 2)`.
pub(crate) fn expanded(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    let mut items = Vec::new();
    for item in interpreter.iterate(value)? {
        items.push(match data_type {
            Some(_) => clause::stored(interpreter, &item, data_type)?,
            None => clause::operand(interpreter, &item, None)?,
        });
    }
    Ok(Expression::List(items))
}

/// Runs `select`, `insert`, `update` or `delete`.
fn execute_core(
    interpreter: &mut Interpreter,
    core: &Rc<StatementObject>,
    sets: &[Set],
) -> Result<Value> {
    let Some(first) = sets.first() else {
        return run_core(interpreter, core, &[]);
    };
    let many = sets.len() > 1;
    if many && core.reads() {
        return Err(interpreter.unsupported("a query with several sets of parameters"));
    }
    let asked = parameters_of(interpreter, core)?;
    let names: Vec<String> = asked.iter().map(|one| one.name.clone()).collect();
    let columns = core.columns_of_set(interpreter, first, &names)?;
    let filling = many::Filling {
        core,
        asked: &asked,
        columns: &columns,
        sets,
    };
    filling.run(interpreter)
}

/// The parameters of a statement whose values `execute` gives.
fn parameters_of(interpreter: &mut Interpreter, core: &StatementObject) -> Result<Vec<Asked>> {
    let dialect = interpreter.dialect();
    let expression = match core.expression() {
        Expression::Update(mut update) if update.values.is_empty() && update.items.is_empty() => {
            update.values.push((Name::new("_"), Expression::Null));
            Expression::Update(update)
        }
        other => other,
    };
    // A name stands for itself: what is written is only read for the names.
    let bound =
        dialect::bound(&expression, &[], dialect).map_err(|finding| interpreter.found(finding))?;
    Ok(bound.parameters)
}

fn run_core(
    interpreter: &mut Interpreter,
    core: &Rc<StatementObject>,
    given: &[(String, Given)],
) -> Result<Value> {
    let core = &core.executable(interpreter)?;
    let expression = core.expression();
    let mut types = types_of(&expression);
    for (at, known) in core.types().iter().enumerate() {
        if let (Some(known), Some(own)) = (known, types.get_mut(at)) {
            *own = Some(known.clone());
        }
    }
    let dialect = interpreter.dialect();
    let bound = dialect::bound(&expression, given, dialect)
        .map_err(|finding| interpreter.found(finding))?;
    if let Some(missing) = bound.parameters.iter().find(|asked| asked.is_missing) {
        return Err(parameters::required(interpreter, &missing.name, None));
    }
    let (mut sql, values) = (bound.sql, bound.values);
    let mut returning = core.returning().to_vec();
    // SQLAlchemy asks PostgreSQL for the key of a row that it inserts.
    let asks_key = returning.is_empty() && dialect == Dialect::Postgres;
    if asks_key && let Some(table) = core.inserted() {
        returning = table.key_columns();
    }
    if asks_key && !returning.is_empty() {
        let names = returning
            .iter()
            .map(|(name, _)| dialect::quote(name, dialect));
        sql.push_str(" RETURNING ");
        sql.push_str(&names.collect::<Vec<_>>().join(", "));
    }
    if !returning.is_empty() {
        types = returning
            .into_iter()
            .map(|(_, data_type)| Some(data_type))
            .collect();
    }
    let mut answer = send(interpreter, &sql, &values, false)?;
    // PostgreSQL names no columns where there is no row.
    if answer.columns.as_ref().is_some_and(Vec::is_empty) {
        answer.columns = Some(names_of(core, &expression));
    }
    let key_names: Vec<String> = core
        .inserted()
        .map(|table| table.key_columns())
        .unwrap_or_default()
        .into_iter()
        .map(|(name, _)| name.text)
        .collect();
    let mut key = Vec::new();
    if asks_key && !types.is_empty() && core.inserted().is_some() {
        answer.columns = None;
        for datum in answer.rows.drain(..).next().unwrap_or_default() {
            key.push(value::of_driver(interpreter, datum)?);
        }
    }
    let result = to_result(interpreter, answer, &types)?;
    if let (Some(own), Expression::Select(select)) =
        (result.downcast::<ResultObject>(), &expression)
    {
        own.is_of(&select.columns);
    }
    match result.downcast::<ResultObject>() {
        Some(own) if !key.is_empty() => Ok(own.keyed(key_names.into(), key)),
        Some(own) if core.inserted().is_some() && key_names.len() == own.primary_key().len() => {
            Ok(own.keyed(key_names.into(), own.primary_key().to_vec()))
        }
        _ => Ok(result),
    }
}

/// The names of the columns that a statement gives.
fn names_of(core: &StatementObject, expression: &Expression) -> Vec<String> {
    match expression {
        Expression::Select(select) => select.columns.iter().map(name_of).collect(),
        Expression::Grouping(inner) => names_of(core, inner),
        Expression::Compound(compound) => match compound.queries.first() {
            Some(first) => names_of(core, first),
            None => Vec::new(),
        },
        _ => core
            .returning()
            .iter()
            .map(|(name, _)| name.text.clone())
            .collect(),
    }
}

fn name_of(expression: &Expression) -> String {
    match expression {
        Expression::Column { name, .. } | Expression::Label { label: name, .. } => {
            name.text.clone()
        }
        Expression::Function { name, .. } => {
            format!("{}_1", name.last().map_or("", |name| name.text.as_str()))
        }
        Expression::Verbatim(text) => text.clone(),
        Expression::Grouping(inner)
        | Expression::Object {
            expression: inner, ..
        } => name_of(inner),
        _ => "anon_1".to_owned(),
    }
}

/// The types of a query's columns.
fn types_of(expression: &Expression) -> Vec<Option<SqlType>> {
    match expression {
        Expression::Select(select) => {
            let of = |column: &Expression| clause::type_of(column).or_else(|| of_float(column));
            select.columns.iter().map(of).collect()
        }
        Expression::Grouping(inner) => types_of(inner),
        Expression::Compound(compound) => {
            compound.queries.first().map(types_of).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// A float of the file's own is read as one, also where the database has a number of another type.
fn of_float(expression: &Expression) -> Option<SqlType> {
    match expression {
        Expression::Literal {
            value: Literal::Float(_),
            ..
        } => Some(SqlType::Float {
            kind: FloatKind::Float,
            precision: None,
        }),
        Expression::Label { expression, .. }
        | Expression::Object { expression, .. }
        | Expression::Grouping(expression) => of_float(expression),
        _ => None,
    }
}

/// Runs one statement and reads its rows.
fn run(
    interpreter: &mut Interpreter,
    expression: &Expression,
    given: &[(String, Given)],
    types: &[Option<SqlType>],
) -> Result<Value> {
    let answer = answer(interpreter, expression, given)?;
    to_result(interpreter, answer, types)
}

/// The same of a text, whose columns it may say.
fn run_text(
    interpreter: &mut Interpreter,
    expression: &Expression,
    given: &[(String, Given)],
    textual: Option<&TextualSelect>,
) -> Result<Value> {
    let answer = answer(interpreter, expression, given)?;
    let types = match (textual, &answer.columns) {
        (Some(own), Some(names)) => own.types_of(names),
        _ => Vec::new(),
    };
    to_result(interpreter, answer, &types)
}

fn answer(
    interpreter: &mut Interpreter,
    expression: &Expression,
    given: &[(String, Given)],
) -> Result<Answer> {
    let dialect = interpreter.dialect();
    required(interpreter, expression, given, None)?;
    let Bound { sql, values, .. } =
        dialect::bound(expression, given, dialect).map_err(|finding| interpreter.found(finding))?;
    let written = matches!(expression, Expression::Raw(_) | Expression::Text { .. });
    send(interpreter, &sql, &values, written)
}

/// `:name` without a value.
fn required(
    interpreter: &mut Interpreter,
    expression: &Expression,
    given: &[(String, Given)],
    group: Option<usize>,
) -> Result<()> {
    let Expression::Text { text, parameters } = expression else {
        return Ok(());
    };
    for name in dialect::parameters(text) {
        let has = given.iter().any(|(own, _)| *own == name)
            || parameters.iter().any(|(own, _)| *own == name);
        if !has {
            return Err(parameters::required(interpreter, &name, group));
        }
    }
    Ok(())
}

/// Sends SQL to the database. Text may hold several statements, which are run one by one.
pub(crate) fn send(
    interpreter: &mut Interpreter,
    sql: &str,
    values: &[Datum],
    written: bool,
) -> Result<Answer> {
    send_as(interpreter, EXCEPTIONS, sql, values, written)
}

/// The same with the exceptions of a module.
fn send_as(
    interpreter: &mut Interpreter,
    module: &str,
    sql: &str,
    values: &[Datum],
    written: bool,
) -> Result<Answer> {
    if written
        && values.is_empty()
        && let Ok(pieces) = split(sql, interpreter.dialect())
        && pieces.len() > 1
    {
        let pieces: Vec<String> = pieces.iter().map(|piece| piece.sql.to_owned()).collect();
        let mut last = Answer::default();
        for piece in pieces {
            last = send_one(interpreter, module, &piece, &[])?;
        }
        return Ok(last);
    }
    send_one(interpreter, module, sql, values)
}

fn send_one(
    interpreter: &mut Interpreter,
    module: &str,
    sql: &str,
    values: &[Datum],
) -> Result<Answer> {
    let at_once = value::reads_at_once(interpreter);
    let ask = |database: &dyn Database| match at_once {
        true => database.execute(sql, values),
        false => database.begin_reading(sql, values),
    };
    match is_savepoint(sql, interpreter.dialect()) {
        true => interpreter.on_database_plainly(module, ask),
        false => interpreter.on_database_as(module, ask),
    }
}

/// The rows as Python takes them.
pub(crate) fn to_result(
    interpreter: &mut Interpreter,
    answer: Answer,
    types: &[Option<SqlType>],
) -> Result<Value> {
    let rows = Rows::of(interpreter, EXCEPTIONS, answer.rows, answer.rest, types);
    let names = answer.columns.map(Rc::from);
    let result = ResultObject::new(names, rows, answer.touched, answer.last_row_id);
    let key = match (interpreter.dialect(), answer.last_row_id) {
        (Dialect::Sqlite, Some(id)) => vec![Value::Int(id.into())],
        _ => Vec::new(),
    };
    Ok(Value::object(result.with_primary_key(key)))
}

/// `exec_driver_sql(text, parameters)`: the driver's own placeholders, `?`
/// and `:name` on SQLite, `%s` and `%(name)s` on PostgreSQL.
pub(crate) fn driver_sql(
    interpreter: &mut Interpreter,
    text: &str,
    parameters: Option<&Value>,
) -> Result<Value> {
    if parameters.is_some() && value::is_asyncpg(interpreter) {
        return Err(interpreter.unsupported("the values of a statement in the marks of asyncpg"));
    }
    let sets = match parameters {
        None => vec![None],
        Some(Value::List(list)) => {
            let items = list.items.borrow().clone();
            items.into_iter().map(Some).collect()
        }
        Some(one) => vec![Some(one.clone())],
    };
    let mut last = nothing();
    for set in sets {
        let (sql, values) = placeholder::fill(interpreter, text, set.as_ref())?;
        let answer = send(interpreter, &sql, &values, set.is_none())?;
        last = to_result(interpreter, answer, &[])?;
    }
    Ok(last)
}
