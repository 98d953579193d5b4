//! What the arguments of `sa.*` and `op.*` calls stand for: names, types,
//! expressions, keyword arguments of dialects.

use std::rc::Rc;

use super::clause;
use super::column::ColumnObject;
use super::member_name;
use super::naming::Given;
use super::type_object::TypeObject;
use crate::Diagnostic;
use crate::operation::{DialectOptions, Expression, Name, OptionValue, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Keyword, Object, Result};
use crate::python::value::Value;

/// A name that is more than its text: `op.f(...)`, `conv(...)`, `quoted_name(...)`.
/// Elsewhere it is a string.
pub(crate) struct NameObject {
    /// The name.
    pub(crate) name: Name,
    /// Whether no convention is applied to it.
    pub(crate) is_final: bool,
}

impl Object for NameObject {
    fn type_name(&self) -> &str {
        if self.is_final { "conv" } else { "quoted_name" }
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.sql.elements.quoted_name", "str"]
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let text = Value::str(&self.name.text);
        interpreter
            .call_method(&text, name, std::mem::replace(args, Args::new([])))
            .map(Some)
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let own = &self.name.text;
        let other = match (other.downcast::<Self>(), other.as_str()) {
            (Some(other), _) => other.name.text.clone(),
            (None, Some(text)) => text.to_string(),
            (None, None) => return Ok(None),
        };
        Ok(match operator {
            "==" => Some(Value::Bool(*own == other)),
            "!=" => Some(Value::Bool(*own != other)),
            "+" if reflected => Some(Value::str(format!("{other}{own}"))),
            "+" => Some(Value::str(format!("{own}{other}"))),
            "<" | "<=" | ">" | ">=" => {
                let (own, other) = (Value::str(own), Value::str(other));
                let (left, right) = if reflected {
                    (other, own)
                } else {
                    (own, other)
                };
                Some(interpreter.order(&left, operator, &right)?)
            }
            _ => None,
        })
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        interpreter
            .item(&Value::str(&self.name.text), key)
            .map(Some)
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        let length = i128::try_from(self.name.text.chars().count());
        Ok(length.ok().map(Value::Int))
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        interpreter
            .contains(&Value::str(&self.name.text), key)
            .map(Some)
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        interpreter.iterate(&Value::str(&self.name.text)).map(Some)
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.name.text.clone()))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(crate::python::text::string_repr(&self.name.text)))
    }

    fn key(&self) -> Option<String> {
        Some(self.name.text.clone())
    }
}

/// Whether the argument is absent or `None`.
pub(crate) fn present(value: Option<Value>) -> Option<Value> {
    value.filter(|value| !value.is_none())
}

/// A length, precision or scale: a number that is not negative, or `None`.
///
/// A truth value is none: SQLAlchemy writes `VARCHAR(True)`.
pub(crate) fn size(args: &mut Args, name: &str) -> Result<Option<u32>> {
    let Some(value) = present(args.take(name)?) else {
        return Ok(None);
    };
    let number = match value.as_str() {
        None if matches!(value, Value::Bool(_)) => None,
        Some(text) => text.trim().parse().ok(),
        None => u32::try_from(args.to_integer(name, &value)?).ok(),
    };
    match number {
        Some(number) => Ok(Some(number)),
        None => Err(args.refuse(format!(
            "The argument `{name}` of `{}` is not a length.",
            args.function
        ))),
    }
}

/// A parameter that is true where it is absent, and not where it is `None`.
pub(crate) fn flag(args: &mut Args, name: &str) -> Result<bool> {
    match args.take(name)? {
        None => Ok(true),
        Some(value) if value.is_none() => Ok(false),
        Some(value) => args.to_bool(name, &value),
    }
}

/// A length that SQLAlchemy writes as a number (`%d`), so that a text is none.
pub(crate) fn counted(
    interpreter: &Interpreter,
    args: &mut Args,
    name: &str,
) -> Result<Option<u32>> {
    let given = args.positional.front();
    let keyword = args.keywords.iter().find(|keyword| &*keyword.name == name);
    let value = given.or(keyword.map(|keyword| &keyword.value));
    if value.is_some_and(|value| value.as_str().is_some()) {
        return Err(alembic_stops(
            interpreter,
            &"%d format: a real number is required, not str",
        ));
    }
    size(args, name)
}

/// A name: a string, `quoted_name(...)` or `op.f(...)`.
pub(crate) fn to_name(args: &Args, argument: &str, value: &Value) -> Result<Name> {
    if member_name::is_member(value) {
        if let Some(name) = member_name::of_argument(args, argument, value) {
            return Ok(name);
        }
        return Err(args.refuse(format!(
            "The argument `{argument}` of `{}` is a member of an enum, of which SQLAlchemy writes \
             `str()` here (`Class.MEMBER`) and the value there. Give it `.value`.",
            args.function
        )));
    }
    match value.downcast::<NameObject>() {
        Some(object) => Ok(object.name.clone()),
        None => args.to_string(argument, value).map(Name::new),
    }
}

/// The next parameter, a name that must be given.
pub(crate) fn name(args: &mut Args, argument: &str) -> Result<Name> {
    let value = args.required(argument)?;
    to_name(args, argument, &value)
}

/// The next parameter, a name or `None`, which may be absent.
pub(crate) fn optional_name(args: &mut Args, argument: &str) -> Result<Option<Name>> {
    match present(args.take(argument)?) {
        Some(value) => to_name(args, argument, &value).map(Some),
        None => Ok(None),
    }
}

/// A keyword argument that is a name or `None`.
pub(crate) fn keyword_name(args: &mut Args, argument: &str) -> Result<Option<Name>> {
    match present(args.keyword(argument)) {
        Some(value) => to_name(args, argument, &value).map(Some),
        None => Ok(None),
    }
}

/// The name of a constraint or index, as the convention takes it.
pub(crate) fn to_given(args: &Args, argument: &str, value: &Value) -> Result<Given> {
    if value.is_none() {
        return Ok(Given::None);
    }
    match value.downcast::<NameObject>() {
        Some(object) if object.is_final => Ok(Given::Final(object.name.clone())),
        _ => to_name(args, argument, value).map(Given::Plain),
    }
}

/// Names in a list or tuple.
pub(crate) fn to_names(
    interpreter: &mut Interpreter,
    args: &Args,
    argument: &str,
    value: &Value,
) -> Result<Vec<Name>> {
    if let Some(text) = value.as_str() {
        // Python iterates a string by its characters, and so does SQLAlchemy.
        return Ok(text.chars().map(|c| Name::new(c.to_string())).collect());
    }
    let items = interpreter.iterate(value)?;
    items
        .iter()
        .map(|item| column_name(args, argument, item))
        .collect()
}

/// The name of a column, given as a string or as a column.
pub(crate) fn column_name(args: &Args, argument: &str, value: &Value) -> Result<Name> {
    match value.downcast::<ColumnObject>() {
        Some(column) => {
            let mut name = column.construct.borrow().column.name.clone();
            if name.text.is_empty() && column.table.get().is_none() {
                name.text = column.unnamed();
            }
            Ok(name)
        }
        None => to_name(args, argument, value),
    }
}

/// A type: an instance, or what gives one when it is called without arguments,
/// which a class and a function of the project's own do.
pub(crate) fn data_type(
    interpreter: &mut Interpreter,
    args: &Args,
    argument: &str,
    value: &Value,
) -> Result<SqlType> {
    match as_type(interpreter, value)? {
        Some(data_type) => Ok(data_type),
        None if matches!(value, Value::Function(_) | Value::Method(_)) => {
            let made = interpreter.call(value, Args::new([]))?;
            data_type(interpreter, args, argument, &made)
        }
        None => {
            interpreter.known(value.clone())?;
            Err(args.refuse(format!(
                "The argument `{argument}` of `{}` is not a type: {}.",
                args.function,
                value.type_name()
            )))
        }
    }
}

/// The type that a value is, if it is one.
pub(crate) fn as_type(interpreter: &mut Interpreter, value: &Value) -> Result<Option<SqlType>> {
    match value {
        Value::Object(_) => Ok(value
            .downcast::<TypeObject>()
            .map(|object| object.data_type.clone())
            .or_else(|| {
                let mapped = value.downcast::<super::mapped::MappedType>()?;
                Some(mapped.data_type.clone())
            })),
        Value::NativeClass(class)
            if class.name.starts_with("sqlalchemy.types.")
                || class.bases.contains(&"sqlalchemy.types.TypeEngine") =>
        {
            let made = interpreter.call(value, Args::new([]))?;
            as_type(interpreter, &made)
        }
        Value::Class(class) if class.derives_from("sqlalchemy.types.TypeEngine") => {
            let made = interpreter.call(value, Args::new([]))?;
            as_type(interpreter, &made)
        }
        Value::Instance(instance) if instance.class.derives_from("sqlalchemy.types.TypeEngine") => {
            super::custom_type::resolve(interpreter, value).map(Some)
        }
        _ => Ok(None),
    }
}

/// The keyword arguments that begin with a dialect's name, without it.
///
/// # Errors
/// Where a value is nothing that SQL could be made of.
pub(crate) fn dialect_options(
    interpreter: &mut Interpreter,
    args: &mut Args,
) -> Result<DialectOptions> {
    let mut options = DialectOptions::new();
    let mut left = Vec::new();
    for keyword in args.take_keywords() {
        match dialect_option(&keyword.name) {
            Some((dialect, option)) => {
                let value = option_value(interpreter, args, &keyword)?;
                options.insert((dialect.to_owned(), option.to_owned()), value);
            }
            None => left.push(keyword),
        }
    }
    args.keywords = left;
    Ok(options)
}

/// Warns of options of dialects that SQLAlchemy does not have, and takes them out: it takes every
/// `word_word` for one, also a name that is spelt wrongly (`primary_eky`).
pub(crate) fn unknown_dialects(interpreter: &mut Interpreter, args: &mut Args) {
    let (strange, known) = args
        .take_keywords()
        .into_iter()
        .partition(|keyword: &Keyword| {
            let rest = keyword.name.get(1..).unwrap_or_default();
            let named = rest
                .split_once('_')
                .is_some_and(|(_, option)| !option.is_empty());
            named && dialect_option(&keyword.name).is_none()
        });
    args.keywords = known;
    for keyword in strange {
        let message = format!(
            "`{}` has no argument `{}`, and SQLAlchemy ignores it: it takes the name for an option of another dialect.",
            args.function, keyword.name
        );
        let warning = Diagnostic::warning("ignored-argument", message)
            .help("Check its spelling; remove it where it does nothing.");
        interpreter.warn(keyword.place.mark(warning));
    }
}

/// `postgresql_using` as `("postgresql", "using")`.
pub(crate) fn dialect_option(keyword: &str) -> Option<(&str, &str)> {
    let (dialect, option) = keyword.split_once('_')?;
    matches!(
        dialect,
        "postgresql" | "sqlite" | "mysql" | "mariadb" | "mssql" | "oracle" | "cockroachdb"
    )
    .then_some((dialect, option))
}

fn option_value(
    interpreter: &mut Interpreter,
    args: &Args,
    keyword: &Keyword,
) -> Result<OptionValue> {
    to_option(interpreter, &keyword.value)?.ok_or_else(|| {
        args.refuse(format!(
            "The argument `{}` of `{}` cannot be {}.",
            keyword.name,
            args.function,
            keyword.value.type_name()
        ))
    })
}

fn to_option(interpreter: &mut Interpreter, value: &Value) -> Result<Option<OptionValue>> {
    let value = interpreter.known(value.clone())?;
    if let Some(text) = value.as_str() {
        return Ok(Some(OptionValue::Text(text.to_string())));
    }
    if let Some(object) = value.downcast::<NameObject>() {
        return Ok(Some(OptionValue::Text(object.name.text.clone())));
    }
    Ok(match &value {
        Value::None => Some(OptionValue::None),
        Value::Bool(known) => Some(OptionValue::Bool(*known)),
        Value::Int(number) => i64::try_from(*number).ok().map(OptionValue::Int),
        Value::List(_) | Value::Tuple(_) | Value::Set(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(&value)? {
                match to_option(interpreter, &item)? {
                    Some(item) => items.push(item),
                    None => return Ok(None),
                }
            }
            Some(OptionValue::List(items))
        }
        Value::Dict(dict) => {
            let mut pairs = Vec::new();
            for (key, item) in dict.entries.borrow().pairs() {
                match (key.as_str(), to_option(interpreter, &item)?) {
                    (Some(key), Some(item)) => pairs.push((key.to_string(), item)),
                    _ => return Ok(None),
                }
            }
            Some(OptionValue::Map(pairs))
        }
        Value::Object(_) => clause::as_expression(&value)
            .map(super::item::unqualified)
            .map(OptionValue::Expression),
        _ => None,
    })
}

/// `server_default=`: a string is SQL text in quotes, the rest an expression.
pub(crate) fn literal_text(text: &str) -> Expression {
    Expression::Literal {
        value: crate::operation::expression::Literal::Text(text.to_owned()),
        data_type: None,
    }
}

/// What SQLAlchemy raises: an exception on a live database, and a refusal while importing, where
/// nothing has happened yet.
pub(crate) fn stops(interpreter: &mut Interpreter, class: &str, reason: &str) -> Interrupt {
    if interpreter.is_live() {
        return interpreter.raise(class, reason);
    }
    alembic_stops(interpreter, &reason)
}

/// What Alembic or SQLAlchemy would raise, as a refusal at the call.
pub(crate) fn alembic_stops(
    interpreter: &Interpreter,
    reason: &dyn std::fmt::Display,
) -> Interrupt {
    interpreter.refuse(
        "alembic-error",
        format!("Alembic stops here: {reason}."),
        Some("Correct the call; Alembic cannot run this revision either."),
    )
}
