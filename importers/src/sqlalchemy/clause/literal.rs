//! Python values as SQL literals.

use super::as_expression;
use super::compared::{beside, type_of_value};
use crate::dialect::Dialect;
use crate::operation::expression::Literal;
use crate::operation::{Expression, SqlType};
use crate::python::class_name;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::stdlib::datetime::{DateTime, Delta, Time};
use crate::python::stdlib::json;
use crate::python::stdlib::memory::bytes_of;
use crate::python::value::Value;
use crate::sqlalchemy::live::value::{number_of, sendable};
use crate::sqlalchemy::parameter::{ParameterObject, Untyped};
use crate::sqlalchemy::{compiled, enum_member, hstore, python_type, ranges};

/// A value of a JSON column.
fn json_text(interpreter: &mut Interpreter, value: &Value) -> Result<Literal> {
    let text = json::plain(interpreter, value)?;
    let text = interpreter.known(text)?;
    Ok(Literal::Json(text.as_str().unwrap_or_default().to_string()))
}

/// A Python value as an SQL literal of a type; `None` where it has no such form.
pub(crate) fn literal(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Option<Literal>> {
    let value = interpreter.known(Untyped::inner(value))?;
    let dialect = interpreter.dialect();
    if let Some(SqlType::Converted { base, python }) = data_type.map(|one| unvaried(one, dialect)) {
        let value = python_type::bind(interpreter, *python, base, &value)?;
        return literal(interpreter, &value, Some(base));
    }
    let json = data_type.is_some_and(|data_type| {
        matches!(
            crate::dialect::resolve(data_type, dialect),
            SqlType::Json { .. }
        )
    });
    if json && !value.is_none() {
        return json_text(interpreter, &value).map(Some);
    }
    if let Some(SqlType::Enum(enumeration)) = data_type.map(|one| unvaried(one, dialect)) {
        enum_member::check(interpreter, enumeration, &value)?;
    }
    if let Some(range) = ranges::literal(interpreter, &value, data_type)? {
        return Ok(Some(range));
    }
    if dialect == Dialect::Sqlite
        && let Some(data_type) = data_type.map(|one| unvaried(one, dialect))
    {
        moment_of(interpreter, data_type, &value)?;
    }
    if let Some(data_type) = data_type.map(|one| unvaried(one, dialect)) {
        if interpreter.is_live() {
            of_bytes(interpreter, data_type, &value)?;
        }
        if let Some(wanted) = misses(data_type, &value) {
            let given = value.type_name();
            return Err(interpreter.refuse(
                "unknown-literal",
                format!("This type takes {wanted}, and no `{given}`."),
                Some("Write a value that the type takes, or give the column its own type."),
            ));
        }
        match (data_type, &value) {
            (SqlType::Boolean { .. }, Value::Float(number)) => {
                return Ok(Some(Literal::Bool(*number != 0.0)));
            }
            // The time of a moment.
            (SqlType::Time { .. }, Value::Object(_)) if dialect != Dialect::Sqlite => {
                if let Some(moment) = value.downcast::<DateTime>() {
                    let text = moment.iso(" ");
                    let time = text.split_once(' ').map_or(&*text, |(_, time)| time);
                    return Ok(Some(Literal::Time(time.to_owned())));
                }
            }
            _ => {}
        }
    }
    if let Some(text) = value.as_str() {
        if let Some(SqlType::Uuid { as_text: false, .. }) =
            data_type.map(|one| unvaried(one, dialect))
            && dialect != Dialect::Postgres
        {
            return Err(interpreter.refuse(
                "unknown-literal",
                "SQLAlchemy takes a `uuid.UUID` for this type here, and no text.".to_owned(),
                Some("Write uuid.UUID(...), or give it the type sa.Uuid(as_uuid=False)."),
            ));
        }
        if interpreter.is_live() {
            sendable(interpreter, &text)?;
        }
        return Ok(Some(Literal::Text(text.to_string())));
    }
    Ok(Some(match &value {
        Value::None => Literal::Null,
        Value::Bool(known) => Literal::Bool(*known),
        Value::Int(number) => Literal::Int(number.to_string()),
        Value::Big(number) => Literal::Int(number.to_string()),
        Value::Float(_) => Literal::Float(interpreter.repr(&value)?.to_string()),
        Value::Bytes(bytes) => Literal::Bytes(bytes.to_vec()),
        // Only an array column takes a set.
        Value::Set(_) if !matches!(data_type, Some(SqlType::Array { .. })) => return Ok(None),
        Value::List(_) | Value::Tuple(_) | Value::Set(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(&value)? {
                match literal(interpreter, &item, None)? {
                    Some(item) => items.push(item),
                    None => return Ok(None),
                }
            }
            Literal::Array(items)
        }
        // What the drivers make of a dict is told by a type that the file derives itself.
        Value::Dict(_) => match data_type.map(|one| unvaried(one, dialect)) {
            Some(SqlType::Custom(_) | SqlType::Domain(_)) => json_text(interpreter, &value)?,
            Some(own) if dialect == Dialect::Postgres && hstore::is_hstore(own) => {
                return hstore::literal(interpreter, &value);
            }
            _ => return Ok(None),
        },
        Value::Instance(_) => match number_of(&value) {
            // A member of `IntEnum` and its like is its number.
            Some(number) => return literal(interpreter, &number, data_type),
            // No driver takes a member of another Python enum.
            None => return Ok(None),
        },
        Value::Object(object) => {
            if let Some(length) = value.downcast::<Delta>() {
                return Ok(i64::try_from(length.microseconds)
                    .ok()
                    .map(Literal::Interval));
            }
            let class = object.type_name().to_owned();
            let text = interpreter.str(&value)?;
            match class.as_str() {
                "datetime" => Literal::DateTime(text),
                "date" => Literal::Date(text),
                "time" => Literal::Time(text),
                "Decimal" => Literal::Decimal(text),
                "UUID" => Literal::Uuid(text),
                "conv" | "quoted_name" => Literal::Text(text),
                _ => return Ok(None),
            }
        }
        _ => return Ok(None),
    }))
}

/// What a type takes whose drivers make nonsense of such a value, or nothing.
fn misses(data_type: &SqlType, value: &Value) -> Option<&'static str> {
    let is_uuid = matches!(value, Value::Object(object) if object.type_name() == "UUID");
    match data_type {
        _ if value.is_none() => None,
        SqlType::Uuid { .. } if !is_uuid && value.as_str().is_none() => Some("a `uuid.UUID`"),
        SqlType::Array { .. }
            if !matches!(value, Value::List(_) | Value::Tuple(_) | Value::Set(_)) =>
        {
            Some("a list")
        }
        SqlType::Boolean { .. } => match value {
            Value::Float(number) if *number != 0.0 && *number != 1.0 => Some("`True` or `False`"),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a value of a type of bytes is one, which the drivers ask.
///
/// # Errors
/// As theirs.
fn of_bytes(interpreter: &mut Interpreter, data_type: &SqlType, value: &Value) -> Result<()> {
    let is_binary = matches!(data_type, SqlType::Binary { .. });
    if !is_binary || value.is_none() || bytes_of(value).is_some() {
        return Ok(());
    }
    let class = class_name::shown(value);
    Err(match interpreter.dialect() {
        Dialect::Sqlite => interpreter.raise(
            "sqlalchemy.exc.StatementError",
            format!(
                "(builtins.TypeError) memoryview: a bytes-like object is required, not '{class}'"
            ),
        ),
        _ => interpreter.raise("TypeError", format!("can't escape {class} to binary")),
    })
}

/// Whether a moment of SQLite is one, which its types ask.
///
/// # Errors
/// As SQLAlchemy's, where it is something else.
fn moment_of(interpreter: &Interpreter, data_type: &SqlType, value: &Value) -> Result<()> {
    let (name, objects) = match data_type {
        SqlType::DateTime { .. } => ("DateTime", "datetime and date"),
        SqlType::Date => ("Date", "date"),
        SqlType::Time { .. } => ("Time", "time"),
        _ => return Ok(()),
    };
    let is_known = match (value, name) {
        (Value::None, _) => true,
        (Value::Object(_), "Time") => value.downcast::<Time>().is_some(),
        (Value::Object(object), _) => matches!(object.type_name(), "datetime" | "date"),
        _ => false,
    };
    if is_known {
        return Ok(());
    }
    let given = value.type_name();
    Err(interpreter.refuse(
        "unknown-literal",
        format!(
            "SQLite {name} type only accepts Python {objects} objects as input, and no `{given}`."
        ),
        Some("Write a datetime object, or give the column the type sa.String."),
    ))
}

/// What is stored for a value that a row gives to a column: `None` in a JSON
/// column is JSON's `null`, unless its type says otherwise, and a type of the
/// file's own is asked about `None`, too.
pub(crate) fn stored(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    let value = interpreter.known(Untyped::inner(value))?;
    match data_type.map(|one| unvaried(one, interpreter.dialect())) {
        Some(SqlType::Converted { base, python }) if as_expression(&value).is_none() => {
            let value = python_type::bind(interpreter, *python, base, &value)?;
            let value = stored(interpreter, &value, Some(base))?;
            python_type::surrounded(interpreter, *python, base, value)
        }
        Some(SqlType::Json {
            none_as_null: false,
            ..
        }) if value.is_none() => Ok(Expression::Literal {
            value: Literal::Json("null".into()),
            data_type: data_type.cloned(),
        }),
        None | Some(SqlType::Null) => untyped(interpreter, &value),
        _ => operand(interpreter, &value, data_type),
    }
}

/// What psycopg2 writes of a tuple: the values that `IN` takes.
pub(crate) fn of_driver(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<Option<Expression>> {
    if interpreter.dialect() != Dialect::Postgres || !matches!(value, Value::Tuple(_)) {
        return Ok(None);
    }
    let mut items = Vec::new();
    for item in interpreter.iterate(value)? {
        items.push(interpreter.deeper(|interpreter| untyped(interpreter, &item))?);
    }
    Ok(Some(match items.is_empty() {
        true => Expression::Verbatim("()".to_owned()),
        false => Expression::List(items),
    }))
}

/// A value that no type converts, as the driver takes it: `sqlite3` writes moments by itself,
/// with their distance from UTC and no more digits than they have.
pub(crate) fn untyped(interpreter: &mut Interpreter, value: &Value) -> Result<Expression> {
    let value = interpreter.known(value.clone())?;
    if let Some(row) = of_driver(interpreter, &value)? {
        return Ok(row);
    }
    if interpreter.dialect() == Dialect::Sqlite {
        if let Some(moment) = value.downcast::<DateTime>() {
            return Ok(Expression::Literal {
                value: Literal::Text(moment.iso(" ")),
                data_type: None,
            });
        }
        let is_refused = value.downcast::<Time>().is_some()
            || value.downcast::<Delta>().is_some()
            || matches!(&value, Value::Object(object) if matches!(object.type_name(), "Decimal" | "UUID"));
        if is_refused {
            return Err(interpreter.refuse(
                "unknown-literal",
                format!("`sqlite3` takes no `{}` without a type.", value.type_name()),
                Some("Give the column or the parameter its type: sa.Time, sa.Numeric, sa.Uuid."),
            ));
        }
    }
    operand(interpreter, &value, None)
}

/// The type that a dialect uses, with what Python does to its values.
pub(crate) fn unvaried(data_type: &SqlType, dialect: Dialect) -> &SqlType {
    match data_type {
        SqlType::Variant { base, variants } => variants
            .iter()
            .find(|(name, _)| name == dialect.sqlalchemy_name())
            .map_or_else(
                || unvaried(base, dialect),
                |(_, variant)| unvaried(variant, dialect),
            ),
        SqlType::Written { base, .. } => unvaried(base, dialect),
        other => other,
    }
}

/// A value that is compared with an expression of a type.
pub(crate) fn compared(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    let value = &Untyped::inner(value);
    if let Some(data_type) = data_type
        && as_expression(value).is_none()
    {
        python_type::check_compared(interpreter, data_type)?;
    }
    let own = beside(value, data_type, interpreter.dialect());
    operand(interpreter, value, own.as_ref())
}

/// A text beside an expression; a decorator of the file's own converts it.
pub(crate) fn text_beside(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    match python_type::is_decorator(interpreter, data_type)? {
        true => compared(interpreter, value, data_type),
        false => operand(interpreter, value, Some(&super::string_type())),
    }
}

/// A value in an expression, with the type that it says.
pub(crate) fn operand_with_type(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<(Expression, Option<SqlType>)> {
    match crate::sqlalchemy::element::parts(interpreter, value)? {
        Some(parts) => Ok(parts),
        None => Ok((operand(interpreter, value, None)?, type_of_value(value))),
    }
}

/// A value in an expression: an expression, or a literal that takes the type of its neighbour.
pub(crate) fn operand(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    if let Some(parameter) = value.downcast::<ParameterObject>() {
        return Ok(parameter.beside(data_type));
    }
    let value = &Untyped::inner(value);
    if let Some(expression) = as_expression(value) {
        return Ok(expression);
    }
    if value.is_none() {
        return Ok(Expression::Null);
    }
    if let Some(compiled) = compiled::expression(interpreter, value)? {
        return Ok(compiled);
    }
    match literal(interpreter, value, data_type)? {
        Some(literal) => {
            let literal = Expression::Literal {
                value: literal,
                data_type: data_type.cloned(),
            };
            match data_type.map(|one| unvaried(one, interpreter.dialect())) {
                Some(SqlType::Converted { base, python }) => {
                    python_type::surrounded(interpreter, *python, base, literal)
                }
                _ => Ok(literal),
            }
        }
        None => Err(interpreter.refuse(
            "unknown-literal",
            format!(
                "A value of type `{}` has no SQL form that bridge knows.",
                value.type_name()
            ),
            Some("Write it as a string or number, or as sa.text(...)."),
        )),
    }
}
