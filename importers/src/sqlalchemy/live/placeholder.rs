//! Placeholders of the drivers: `?`, `?1`, `:name`, `@name`, `$name` of
//! `sqlite3`, `%s` and `%(name)s` of psycopg2.

use crate::Dialect;
use crate::live::Datum;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

use super::value;
use crate::dialect::Given;

/// The statement with its values: numbered on SQLite, written in on PostgreSQL.
pub(crate) fn fill(
    interpreter: &mut Interpreter,
    text: &str,
    set: Option<&Value>,
) -> Result<(String, Vec<Datum>)> {
    let Some(set) = set else {
        return Ok((text.to_owned(), Vec::new()));
    };
    let set = interpreter.known(set.clone())?;
    match interpreter.dialect() {
        Dialect::Sqlite => sqlite(interpreter, text, &set),
        _ => psycopg(interpreter, text, &set).map(|sql| (sql, Vec::new())),
    }
}

/// The statement of `exec_driver_sql` as the driver sends it without values: psycopg2 is given
/// an empty set of them then, and reads `%%` as `%` all the same. asyncpg reads neither.
///
/// # Errors
/// Where psycopg2 would look for a value.
pub(crate) fn without_values(interpreter: &Interpreter, text: &str) -> Result<String> {
    if interpreter.dialect() != Dialect::Postgres || value::is_asyncpg(interpreter) {
        return Ok(text.to_owned());
    }
    let sql = text.replace("%%", "");
    if sql.contains('%') {
        return Err(interpreter.refuse(
            "python-unsupported",
            "psycopg2 looks for a value at the `%` of a statement of `exec_driver_sql`, and there is none.",
            Some("Write `%%`, or `connection.execute(text(...))`, which means `%` by itself."),
        ));
    }
    Ok(text.replace("%%", "%"))
}

/// A value by its position or name, as the drivers look it up.
fn named(interpreter: &mut Interpreter, set: &Value, name: &str) -> Result<Value> {
    interpreter.item(set, &Value::str(name))
}

/// What a placeholder is filled with, and its number in messages.
type Binding = (Value, usize);

fn sqlite(interpreter: &mut Interpreter, text: &str, set: &Value) -> Result<(String, Vec<Datum>)> {
    let mut sql = String::with_capacity(text.len() + 8);
    let mut values: Vec<Binding> = Vec::new();
    let by_name = matches!(set, Value::Dict(_));
    let items = match set {
        Value::Dict(_) => Vec::new(),
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(..) => {
            interpreter.iterate(set)?
        }
        Value::Object(_) | Value::Instance(_) => interpreter.iterate(set)?,
        _ => {
            return Err(interpreter.raise(
                "sqlite3.ProgrammingError",
                "parameters are of unsupported type",
            ));
        }
    };
    let mut used = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let word = |from: &str| {
            let end = from
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(from.len());
            from.get(..end).unwrap_or_default().to_owned()
        };
        match c {
            '\'' | '"' | '`' | '[' => {
                let close = if c == '[' { ']' } else { c };
                let end = after.find(close).map_or(rest.len(), |at| at + 2);
                sql.push_str(rest.get(..end).unwrap_or(rest));
                rest = rest.get(end..).unwrap_or_default();
            }
            '-' if after.starts_with('-') => {
                let end = rest.find('\n').unwrap_or(rest.len());
                sql.push_str(rest.get(..end).unwrap_or(rest));
                rest = rest.get(end..).unwrap_or_default();
            }
            '/' if after.starts_with('*') => {
                let end = rest.find("*/").map_or(rest.len(), |at| at + 2);
                sql.push_str(rest.get(..end).unwrap_or(rest));
                rest = rest.get(end..).unwrap_or_default();
            }
            '?' => {
                let number = word(after);
                let at = match number.parse::<usize>() {
                    Ok(number) => number.saturating_sub(1),
                    Err(_) => used,
                };
                used = used.max(at + 1);
                values.push(placed(&items, at));
                sql.push_str(&format!("?{}", values.len()));
                let digits = number.chars().take_while(char::is_ascii_digit).count();
                rest = after.get(digits..).unwrap_or_default();
            }
            ':' | '@' | '$' if !word(after).is_empty() => {
                let name = word(after);
                if by_name {
                    match named_or_none(interpreter, set, &name)? {
                        Some(item) => values.push((item, values.len() + 1)),
                        None => {
                            return Err(interpreter.raise(
                                "sqlite3.ProgrammingError",
                                format!(
                                    "You did not supply a value for binding parameter :{name}."
                                ),
                            ));
                        }
                    }
                } else {
                    used += 1;
                    values.push(placed(&items, used - 1));
                }
                sql.push_str(&format!("?{}", values.len()));
                rest = after.get(name.len()..).unwrap_or_default();
            }
            c => {
                sql.push(c);
                rest = after;
            }
        }
    }
    if !by_name && used != items.len() {
        let given = items.len();
        return Err(interpreter.raise(
            "sqlite3.ProgrammingError",
            format!(
                "Incorrect number of bindings supplied. The current statement uses {used}, and \
                 there are {given} supplied."
            ),
        ));
    }
    let mut bound = Vec::with_capacity(values.len());
    for (item, number) in values {
        bound.push(value::to_sqlite(interpreter, &item, number)?);
    }
    Ok((sql, bound))
}

/// The value of a placeholder by its position; whether there are too few is known at the end.
fn placed(items: &[Value], at: usize) -> Binding {
    let item = items.get(at).cloned().unwrap_or(Value::None);
    (item, at + 1)
}

fn named_or_none(interpreter: &mut Interpreter, set: &Value, name: &str) -> Result<Option<Value>> {
    let Value::Dict(dict) = set else {
        return named(interpreter, set, name).map(Some);
    };
    Ok(dict.entries.borrow().get_str(name).cloned())
}

fn psycopg(interpreter: &mut Interpreter, text: &str, set: &Value) -> Result<String> {
    let mut sql = String::with_capacity(text.len());
    let mut items = match set {
        Value::Dict(_) => Vec::new(),
        other => interpreter.iterate(other)?,
    }
    .into_iter();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        sql.push_str(rest.get(..at).unwrap_or_default());
        let after = rest.get(at + 1..).unwrap_or_default();
        let (item, used) = if after.starts_with('%') {
            sql.push('%');
            rest = after.get(1..).unwrap_or_default();
            continue;
        } else if after.starts_with('s') {
            match items.next() {
                Some(item) => (item, 1),
                None => {
                    return Err(interpreter.raise("IndexError", "tuple index out of range"));
                }
            }
        } else if let Some((name, _)) = after
            .strip_prefix('(')
            .and_then(|inner| inner.split_once(")s"))
        {
            (named(interpreter, set, name)?, name.len() + 3)
        } else {
            return Err(interpreter.raise(
                "ValueError",
                "unsupported format character in a statement; write `%%` for `%`",
            ));
        };
        match value::given(interpreter, &item)? {
            Given::Sql(text) => sql.push_str(&text),
            Given::Value(_) | Given::Written(_) => {}
        }
        rest = after.get(used..).unwrap_or_default();
    }
    sql.push_str(rest);
    Ok(sql)
}
