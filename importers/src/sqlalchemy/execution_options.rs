//! `execution_options(...)` of statements, connections and calls.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// Options that change which statement is sent, or what is made of its rows. The others are
/// about fetching, or an application's own.
const MEANINGFUL: &[&str] = &["dml_strategy", "identity_token", "schema_translate_map"];

/// What a session is asked for beside a statement; a connection does not know of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SessionOptions {
    /// `synchronize_session=False`: its objects do not hear of the statement.
    pub(crate) silent: bool,
    /// `synchronize_session="fetch"`: the rows themselves say which objects hear of it.
    pub(crate) fetched: bool,
    /// `synchronize_session="evaluate"`: nothing else is asked than the objects.
    pub(crate) evaluated: bool,
    /// `populate_existing=True`: its objects take what the rows hold.
    pub(crate) anew: bool,
    /// `autoflush=False`: nothing is written before.
    pub(crate) unflushed: bool,
    /// `render_nulls=True`: `None` is a value of rows that are inserted.
    pub(crate) nulls: bool,
    /// `enable_eagerloads(False)`: nothing is read beside the rows.
    pub(crate) plain: bool,
    /// `yield_per=`: how many rows a partition of the result has.
    pub(crate) chunk: Option<usize>,
    /// `sqlmodel.select(...)` of one thing: `exec` gives the things themselves.
    pub(crate) scalars: bool,
}

impl SessionOptions {
    /// `synchronize_session=`
    pub(crate) fn synchronize(&mut self, how: &Value) {
        self.silent = matches!(how, Value::Bool(false));
        let is = |name: &str| how.as_str().is_some_and(|how| &*how == name);
        self.fetched = is("fetch");
        self.evaluated = is("evaluate");
    }

    /// Both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            silent: self.silent || other.silent,
            fetched: self.fetched || other.fetched,
            evaluated: self.evaluated || other.evaluated,
            anew: self.anew || other.anew,
            unflushed: self.unflushed || other.unflushed,
            nulls: self.nulls || other.nulls,
            plain: self.plain || other.plain,
            chunk: other.chunk.or(self.chunk),
            scalars: self.scalars || other.scalars,
        }
    }
}

/// What the options of one call ask for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ExecutionOptions {
    /// `isolation_level="AUTOCOMMIT"`
    pub(crate) autocommit: bool,
    /// `no_parameters=True`: the driver is given no values, and `%` means itself.
    pub(crate) no_parameters: bool,
    /// What a session is asked for.
    pub(crate) session: SessionOptions,
}

/// The options that a method is given as keywords, or in a dict.
///
/// # Errors
/// Where one changes what the statement means.
pub(crate) fn of_method(
    interpreter: &mut Interpreter,
    args: &mut Args,
) -> Result<ExecutionOptions> {
    let mut options = ExecutionOptions::default();
    for keyword in args.take_keywords() {
        one(interpreter, &mut options, &keyword.name, &keyword.value)?;
    }
    Ok(options)
}

/// `execute(..., execution_options={...})`
///
/// # Errors
/// Where one changes what the statement means.
pub(crate) fn of_call(interpreter: &mut Interpreter, args: &mut Args) -> Result<ExecutionOptions> {
    let mut options = ExecutionOptions::default();
    let Some(given) = args.keyword("execution_options") else {
        return Ok(options);
    };
    let Value::Dict(dict) = interpreter.known(given)? else {
        return Ok(options);
    };
    let pairs = dict.entries.borrow().pairs();
    for (name, value) in pairs {
        let name = interpreter.str(&name)?;
        one(interpreter, &mut options, &name, &value)?;
    }
    Ok(options)
}

fn one(
    interpreter: &mut Interpreter,
    options: &mut ExecutionOptions,
    name: &str,
    value: &Value,
) -> Result<()> {
    let value = interpreter.known(value.clone())?;
    match name {
        "isolation_level" => {
            options.autocommit = value
                .as_str()
                .is_some_and(|level| level.eq_ignore_ascii_case("autocommit"));
            Ok(())
        }
        "no_parameters" => {
            options.no_parameters = matches!(value, Value::Bool(true));
            Ok(())
        }
        "synchronize_session" => {
            options.session.synchronize(&value);
            Ok(())
        }
        "populate_existing" => {
            options.session.anew = matches!(value, Value::Bool(true));
            Ok(())
        }
        "autoflush" => {
            options.session.unflushed = matches!(value, Value::Bool(false));
            Ok(())
        }
        "yield_per" => {
            if let Value::Int(size) = value {
                options.session.chunk = usize::try_from(size).ok().filter(|size| *size > 0);
            }
            Ok(())
        }
        "render_nulls" => {
            options.session.nulls = matches!(value, Value::Bool(true));
            Ok(())
        }
        _ if !MEANINGFUL.contains(&name) || is_unset(name, &value) => Ok(()),
        _ => {
            let shown = interpreter.repr(&value)?;
            Err(interpreter.unsupported(&format!("the execution option {name}={shown}")))
        }
    }
}

/// Whether an option is as it is anyway.
fn is_unset(name: &str, value: &Value) -> bool {
    match (name, value) {
        (_, Value::None | Value::Bool(false)) => true,
        (_, Value::Dict(dict)) => dict.entries.borrow().pairs().is_empty(),
        _ => value.as_str().is_some_and(|text| *text == *"auto"),
    }
}
