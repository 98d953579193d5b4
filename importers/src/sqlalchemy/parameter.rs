//! `sa.bindparam(...)` and `sa.literal(...)`: values in statements.

use std::rc::Rc;

use super::argument;
use super::clause::{self, Clause};
use super::text::optional_type;
use crate::Dialect;
use crate::operation::expression::{Identity, Literal};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A named parameter, with its value where it has one.
pub(crate) struct ParameterObject {
    /// Its name in the text.
    pub(crate) name: String,
    value: Option<Expression>,
    /// Whether `execute` is going to give its value, or a list of them.
    is_given: bool,
    is_list: bool,
    /// Whether `execute` may give another value than its own.
    is_replaceable: bool,
    /// The value as it was given.
    pub(crate) given: Option<Value>,
    /// Its type, where it is known.
    pub(crate) data_type: Option<SqlType>,
    /// Which object it is.
    pub(super) identity: Identity,
}

impl ParameterObject {
    /// Its value; a parameter without one is given its value later, and until
    /// then keeps only its type.
    pub(crate) fn expression(&self) -> Expression {
        self.beside(None)
    }

    /// The same beside a value of a type, which it takes where it has none of its own.
    pub(crate) fn beside(&self, data_type: Option<&SqlType>) -> Expression {
        if self.is_given {
            // The name stands in the statement until `execute` gives its value.
            let marker = match self.is_list {
                true => Some(self.several(data_type)),
                false => self.data_type.as_ref().or(data_type).map(no_value_of),
            };
            return Expression::Text {
                text: format!(":{}", self.name),
                parameters: marker
                    .map(|marker| (self.name.clone(), marker))
                    .into_iter()
                    .collect(),
            };
        }
        if let Some(value) = self.value.as_ref().filter(|_| self.is_replaceable) {
            let value = match (value, self.data_type.as_ref().or(data_type)) {
                (Expression::Null, Some(data_type)) => none_of(data_type),
                _ => value.clone(),
            };
            return Expression::Text {
                text: format!(":{}", self.name),
                parameters: vec![(self.name.clone(), value)],
            };
        }
        self.value.clone().unwrap_or(Expression::Literal {
            value: crate::operation::expression::Literal::Null,
            data_type: self.data_type.clone(),
        })
    }

    /// What stands for the list of values that `execute` is going to give, beside a value of a type.
    pub(crate) fn several(&self, data_type: Option<&SqlType>) -> Expression {
        let typed = self.data_type.as_ref().or(data_type).map(no_value_of);
        Expression::List(typed.into_iter().collect())
    }

    /// The parameter beside an expression, whose type it takes where nothing says its own.
    pub(crate) fn typed_by(
        value: &Value,
        data_type: Option<&SqlType>,
    ) -> Option<(Expression, Option<SqlType>)> {
        let parameter = value.downcast::<Self>()?;
        // SQLAlchemy gives a value without a type the type of the value.
        let is_valued = !matches!(parameter.value, None | Some(Expression::Null));
        if let Some(own) = parameter.own_type().filter(|_| is_valued) {
            return Some((parameter.beside(Some(&own)), Some(own)));
        }
        let data_type = data_type.filter(|_| !is_valued && parameter.data_type.is_none())?;
        Some((parameter.beside(Some(data_type)), Some(data_type.clone())))
    }

    /// The value with its type, where `execute` gives no other.
    fn parts(&self) -> Option<(Expression, Option<SqlType>)> {
        if self.is_given || self.is_replaceable || self.is_list {
            return None;
        }
        Some((self.expression(), self.own_type()))
    }

    /// Its type, or that of its value.
    pub(crate) fn own_type(&self) -> Option<SqlType> {
        let of_value = || self.given.as_ref().and_then(clause::type_of_value);
        self.data_type.clone().or_else(of_value)
    }

    /// The same as a parameter of a text, which keeps the type.
    pub(crate) fn of_text(&self, dialect: Dialect) -> Expression {
        match (&self.value, self.is_list) {
            (Some(Expression::List(items)), true) if items.is_empty() => {
                no_value(self.data_type.as_ref(), dialect)
            }
            (Some(value), _) => value.clone(),
            (None, true) => Expression::List(Vec::new()),
            (None, false) => Expression::Literal {
                value: crate::operation::expression::Literal::Null,
                data_type: self.data_type.clone(),
            },
        }
    }
}

impl Object for ParameterObject {
    fn type_name(&self) -> &str {
        "BindParameter"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match self.parts() {
            Some(own) => clause::method(interpreter, own, name, args),
            None => Ok(None),
        }
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        match self.parts() {
            Some(own) => clause::operate(interpreter, own, operator, other, reflected),
            None => Ok(None),
        }
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        match self.parts() {
            Some((expression, data_type)) => {
                clause::unary(interpreter, &Clause::value(expression, data_type), operator)
            }
            None => Ok(None),
        }
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(clause::undefined(interpreter))
    }
}

/// A literal of a class that says no type: what it is written as, the expression beside it decides.
pub(crate) struct Untyped(Value);

impl Untyped {
    /// The value of such a literal; any other as it is.
    pub(crate) fn inner(value: &Value) -> Value {
        let own = value.downcast::<Self>();
        own.map_or_else(|| value.clone(), |own| own.0.clone())
    }
}

impl Object for Untyped {
    fn type_name(&self) -> &str {
        "BindParameter"
    }
}

/// Whether a value is a member of an enum of Python's, also of one of numbers or texts.
fn is_member(interpreter: &mut Interpreter, value: &Value) -> bool {
    let Value::Instance(instance) = value else {
        return false;
    };
    let members = interpreter.class_attribute(&instance.class, "__members__");
    members.is_some() && clause::as_expression(value).is_none()
}

/// The values of an expanding parameter of a text: `IN (1, 2)`.
pub(crate) fn expanded(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    let mut items = Vec::new();
    for item in interpreter.iterate(value)? {
        items.push(clause::operand(interpreter, &item, data_type)?);
    }
    Ok(match items.is_empty() {
        true => no_value(data_type, interpreter.dialect()),
        false => Expression::List(items),
    })
}

/// What stands for a value of a type that `execute` is going to give.
fn no_value_of(data_type: &SqlType) -> Expression {
    Expression::Literal {
        value: Literal::Null,
        data_type: Some(data_type.clone()),
    }
}

/// `None` as a parameter's own value, with the type that another value is given; in a group, for it
/// is a value.
fn none_of(data_type: &SqlType) -> Expression {
    let is_json = matches!(
        data_type,
        SqlType::Json {
            none_as_null: false,
            ..
        }
    );
    Expression::Grouping(Box::new(Expression::Literal {
        value: match is_json {
            true => Literal::Json("null".into()),
            false => Literal::Null,
        },
        data_type: Some(data_type.clone()),
    }))
}

/// What SQLAlchemy writes in a text for a list without values.
fn no_value(data_type: Option<&SqlType>, dialect: Dialect) -> Expression {
    let known = data_type.and_then(|own| crate::dialect::render_type(own, dialect).ok());
    let known = known.unwrap_or_else(|| "INTEGER".to_owned());
    Expression::Verbatim(match dialect {
        Dialect::Postgres => format!("(SELECT CAST(NULL AS {known}) WHERE 1!=1)"),
        Dialect::Mysql => {
            "(SELECT _in_0 FROM (SELECT 1 AS _in_0) as _empty_set WHERE 1!=1)".to_owned()
        }
        _ => "(SELECT 1 FROM (SELECT 1) WHERE 1!=1)".to_owned(),
    })
}

/// `sa.bindparam(key, value=None, type_=None, ...)`
pub(crate) fn bindparam(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    // Without a name it is a value and nothing else.
    let name = match argument::present(args.take("key")?) {
        Some(key) => args.to_string("key", &key)?,
        None => String::new(),
    };
    let value = args.take("value")?;
    let data_type = optional_type(interpreter, &mut args)?;
    let (mut is_list, mut is_unique) = (false, false);
    let callable = args
        .keywords
        .iter()
        .position(|one| &*one.name == "callable_");
    let callable = callable.map(|at| args.keywords.remove(at).value);
    let value = match argument::present(callable) {
        Some(callable) => Some(interpreter.call(&callable, Args::new([]))?),
        None => value,
    };
    for ignored in [
        "unique",
        "required",
        "quote",
        "expanding",
        "isoutparam",
        "literal_execute",
    ] {
        let given = args.take(ignored)?;
        let is_set = matches!(given, Some(Value::Bool(true)));
        is_list |= ignored == "expanding" && is_set;
        is_unique |= ignored == "unique" && is_set;
    }
    args.finish()?;
    let is_fixed = !interpreter.is_live() || is_unique || name.is_empty();
    if data_type.is_none() && !is_list && is_fixed {
        match &value {
            Some(value) if is_member(interpreter, value) => {
                return Ok(Value::object(Untyped(value.clone())));
            }
            _ => {}
        }
    }
    let given = value.clone();
    let value = match value {
        Some(value) if is_list && interpreter.is_live() => Some(super::live::expanded(
            interpreter,
            &value,
            data_type.as_ref(),
        )?),
        Some(list @ (Value::List(_) | Value::Tuple(_))) if is_list => {
            let mut items = Vec::new();
            for item in interpreter.iterate(&list)? {
                items.push(clause::operand(interpreter, &item, data_type.as_ref())?);
            }
            Some(Expression::List(items))
        }
        Some(value) => Some(clause::stored(interpreter, &value, data_type.as_ref())?),
        None => None,
    };
    let has_name = !name.is_empty();
    Ok(Value::object(ParameterObject {
        name,
        is_given: value.is_none() && interpreter.is_live(),
        is_replaceable: interpreter.is_live() && !is_list && !is_unique && has_name,
        is_list,
        value,
        given,
        data_type,
        identity: Identity::new(),
    }))
}

/// `sa.literal(value, type_=None, literal_execute=False)`
pub(crate) fn literal(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = literal_argument(interpreter, &mut args)?;
    let _ = args.take("literal_execute")?;
    args.finish()?;
    Ok(value)
}

/// The arguments of `sa.literal` and `op.inline_literal(value, type_=None)`.
pub(crate) fn literal_argument(interpreter: &mut Interpreter, args: &mut Args) -> Result<Value> {
    let value = args.required("value")?;
    let data_type = optional_type(interpreter, args)?;
    if data_type.is_none() && is_member(interpreter, &value) {
        return Ok(Value::object(Untyped(value)));
    }
    let expression = if value.is_none() {
        // A parameter, and no `NULL` to compare with `IS`.
        Expression::Literal {
            value: crate::operation::expression::Literal::Null,
            data_type: None,
        }
    } else {
        match argument::present(Some(value.clone())) {
            Some(Value::Bool(_)) if data_type.is_none() => {
                clause::operand(interpreter, &value, Some(&clause::BOOLEAN))?
            }
            _ => clause::operand(interpreter, &value, data_type.as_ref())?,
        }
    };
    let data_type = data_type.or_else(|| clause::type_of_value(&value));
    Ok(Clause::value(expression, data_type))
}
