//! SQL expressions as Python values: what operators and methods on them make.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::column::ColumnObject;
use super::operator::{self, Around};
use super::{containers, patterns};
use crate::dialect::Dialect;
use crate::operation::expression::Literal;
use crate::operation::types::IntegerSize;
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::stdlib::datetime::Delta;
use crate::python::stdlib::json;
use crate::python::value::Value;

/// An SQL expression.
pub(crate) struct Clause {
    /// The expression.
    pub(crate) expression: Expression,
    /// Its type, where it is known.
    pub(crate) data_type: Option<SqlType>,
}

/// The type of comparisons.
pub(crate) const BOOLEAN: SqlType = SqlType::Boolean {
    create_constraint: false,
    name: None,
};

impl Clause {
    /// An expression as a Python value.
    pub(crate) fn value(expression: Expression, data_type: Option<SqlType>) -> Value {
        Value::object(Self {
            expression,
            data_type,
        })
    }

    /// A condition as a Python value.
    pub(crate) fn condition(expression: Expression) -> Value {
        Self::value(expression, Some(BOOLEAN))
    }
}

/// The expression that a Python value is, if it is one; plain values are none.
pub(crate) fn as_expression(value: &Value) -> Option<Expression> {
    parts(value).map(|(expression, _)| expression)
}

/// The same with its type.
pub(crate) fn parts(value: &Value) -> Option<(Expression, Option<SqlType>)> {
    if let Some(clause) = value.downcast::<Clause>() {
        return Some((clause.expression.clone(), clause.data_type.clone()));
    }
    if let Some(column) = value.downcast::<ColumnObject>() {
        return Some((column.expression(), column.data_type()));
    }
    if let Some(item) = value.downcast::<containers::JsonItem>() {
        return Some((item.expression(), Some(item.data_type())));
    }
    if let Some(statement) = value.downcast::<super::statement::StatementObject>() {
        return Some((statement.expression(), None));
    }
    if let Some(parameter) = value.downcast::<super::parameter::ParameterObject>() {
        return Some((parameter.expression(), parameter.data_type.clone()));
    }
    None
}

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
    let value = interpreter.known(value.clone())?;
    let dialect = interpreter.dialect();
    let json = data_type.is_some_and(|data_type| {
        matches!(
            super::schema::for_dialect(data_type, dialect),
            SqlType::Json { .. }
        )
    });
    if json && !value.is_none() {
        return json_text(interpreter, &value).map(Some);
    }
    if let Some(text) = value.as_str() {
        return Ok(Some(Literal::Text(text.to_string())));
    }
    Ok(Some(match &value {
        Value::None => Literal::Null,
        Value::Bool(known) => Literal::Bool(*known),
        Value::Int(number) => Literal::Int(number.to_string()),
        Value::Float(_) => Literal::Float(interpreter.repr(&value)?.to_string()),
        Value::Bytes(bytes) => Literal::Bytes(bytes.to_vec()),
        Value::List(_) | Value::Tuple(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(&value)? {
                match literal(interpreter, &item, None)? {
                    Some(item) => items.push(item),
                    None => return Ok(None),
                }
            }
            Literal::Array(items)
        }
        Value::Dict(_) => json_text(interpreter, &value)?,
        // A member of a Python enum is written by its name.
        Value::Instance(_) => match interpreter.find_attribute(&value, "name")? {
            Some(name) => match name.as_str() {
                Some(name) => Literal::Text(member(interpreter, &value, &name, data_type)?),
                None => return Ok(None),
            },
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

/// The text of a member of a Python enum: its name, or what `values_callable` made of it.
fn member(
    interpreter: &mut Interpreter,
    value: &Value,
    name: &str,
    data_type: Option<&SqlType>,
) -> Result<String> {
    if let Some(SqlType::Enum(enumeration)) = data_type
        && !enumeration.values.iter().any(|known| known == name)
        && let Some(given) = interpreter.find_attribute(value, "value")?
        && let Some(text) = given.as_str()
        && enumeration.values.iter().any(|known| **known == *text)
    {
        return Ok(text.to_string());
    }
    Ok(name.to_owned())
}

/// A value in an expression: an expression, or a literal that takes the type of its neighbour.
pub(crate) fn operand(
    interpreter: &mut Interpreter,
    value: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    if let Some(expression) = as_expression(value) {
        return Ok(expression);
    }
    if value.is_none() {
        return Ok(Expression::Null);
    }
    match literal(interpreter, value, data_type)? {
        Some(literal) => Ok(Expression::Literal {
            value: literal,
            data_type: data_type.cloned(),
        }),
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

/// A condition: a string where SQLAlchemy takes one as text, or an expression.
pub(crate) fn condition(interpreter: &mut Interpreter, value: &Value) -> Result<Expression> {
    match parts(value) {
        Some((expression, data_type)) => Ok(as_condition(
            expression,
            data_type.as_ref(),
            interpreter.dialect(),
        )),
        None => match value {
            Value::Bool(true) => Ok(Expression::True),
            Value::Bool(false) => Ok(Expression::False),
            other => operand(interpreter, other, None),
        },
    }
}

/// A Boolean column as a condition: where there are no Booleans, `x = 1`.
fn as_condition(
    expression: Expression,
    data_type: Option<&SqlType>,
    dialect: Dialect,
) -> Expression {
    let is_value = matches!(
        expression,
        Expression::Column { .. }
            | Expression::Function { .. }
            | Expression::Cast { .. }
            | Expression::True
            | Expression::False
    );
    if is_value && is_boolean(data_type, dialect) && dialect != Dialect::Postgres {
        return as_boolean(expression, 1);
    }
    expression
}

/// `x = 1`, which keeps the name of `x`.
fn as_boolean(expression: Expression, value: i64) -> Expression {
    Expression::Composed {
        named: Some(Box::new(expression.clone())),
        expression: Box::new(operator::binary(expression, "=", number(value))),
        operator: Some("=".into()),
    }
}

fn is_boolean(data_type: Option<&SqlType>, dialect: Dialect) -> bool {
    data_type.is_some_and(|data_type| {
        matches!(
            super::schema::for_dialect(data_type, dialect),
            SqlType::Boolean { .. }
        )
    })
}

fn number(number: i64) -> Expression {
    Expression::Literal {
        value: Literal::Int(number.to_string()),
        data_type: Some(SqlType::Integer(IntegerSize::Normal)),
    }
}

/// `not_(x)`, `~x`
pub(crate) fn negated(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let dialect = interpreter.dialect();
    let (expression, data_type) = match parts(value) {
        Some(parts) => parts,
        None => (condition(interpreter, value)?, None),
    };
    let is_column = matches!(expression, Expression::Column { .. });
    if is_column && is_boolean(data_type.as_ref(), dialect) && dialect != Dialect::Postgres {
        return Ok(Clause::condition(as_boolean(expression, 0)));
    }
    if matches!(expression, Expression::Text { .. }) {
        return Err(argument::alembic_stops(
            interpreter,
            &"text has no negation",
        ));
    }
    Ok(Clause::condition(operator::negate(expression)))
}

fn is_text(data_type: Option<&SqlType>) -> bool {
    matches!(data_type, Some(SqlType::Text { .. } | SqlType::Enum(_)))
}

/// `//`: of integers an operator that each dialect writes, else rounded down.
fn floor_division(left: Expression, right: Expression, data_type: Option<SqlType>) -> Value {
    let whole = if matches!(data_type, Some(SqlType::Integer(_))) {
        operator::binary(left, "//", right)
    } else {
        Expression::Function {
            name: vec!["FLOOR".into()],
            arguments: vec![operator::binary(left, "/", right)],
        }
        .composed()
    };
    Clause::value(whole, data_type)
}

/// A Python operator between an expression and any value.
pub(crate) fn operate(
    interpreter: &mut Interpreter,
    left: (Expression, Option<SqlType>),
    python: &str,
    other: &Value,
    reflected: bool,
) -> Result<Option<Value>> {
    let (expression, data_type) = left;
    if let Some(made) =
        containers::operate(interpreter, &expression, data_type.as_ref(), python, other)?
    {
        return Ok(Some(made));
    }
    // `ANY (...)` stands on the right.
    let reflected = reflected != containers::is_quantified(&expression);
    let compare = match python {
        "==" => "=",
        "!=" => "!=",
        "<" if reflected => ">",
        ">" if reflected => "<",
        "<=" if reflected => ">=",
        ">=" if reflected => "<=",
        "<" | ">" | "<=" | ">=" => python,
        _ => "",
    };
    if !compare.is_empty() {
        let is_null = other.is_none() || matches!(as_expression(other), Some(Expression::Null));
        let comparison = match (compare, other) {
            ("=", _) if is_null => operator::binary(expression, "IS", Expression::Null),
            ("!=", _) if is_null => operator::binary(expression, "IS NOT", Expression::Null),
            (_, Value::Bool(true)) => operator::binary(expression, compare, Expression::True),
            (_, Value::Bool(false)) => operator::binary(expression, compare, Expression::False),
            _ => {
                let right = match (&expression, other) {
                    // A tuple beside a tuple.
                    (Expression::List(_), Value::Tuple(_)) => {
                        let cells = interpreter.iterate(other)?;
                        let cells = cells.iter().map(|cell| operand(interpreter, cell, None));
                        Expression::List(cells.collect::<Result<_>>()?)
                    }
                    _ => operand(interpreter, other, data_type.as_ref())?,
                };
                if containers::is_quantified(&expression) {
                    operator::binary(right, compare, expression)
                } else {
                    operator::binary(expression, compare, right)
                }
            }
        };
        return Ok(Some(Clause::condition(comparison)));
    }
    if python == "&" || python == "|" {
        let other = condition(interpreter, other)?;
        let own = as_condition(expression, data_type.as_ref(), interpreter.dialect());
        let operands = if reflected {
            vec![other, own]
        } else {
            vec![own, other]
        };
        let all = python == "&";
        let joined = operator::junction(all, operands);
        return Ok(Some(Clause::condition(joined.unwrap_or(if all {
            Expression::True
        } else {
            Expression::False
        }))));
    }
    let (right, right_type) = match parts(other) {
        Some(parts) => parts,
        None => {
            let right_type = match other {
                _ if other.as_str().is_some() => Some(string_type()),
                Value::Int(_) if is_text(data_type.as_ref()) => {
                    Some(SqlType::Integer(IntegerSize::Normal))
                }
                _ => data_type.clone(),
            };
            // A number beside text is a number.
            let own = match right_type {
                Some(SqlType::Integer(_)) => right_type.as_ref(),
                _ => data_type.as_ref(),
            };
            (operand(interpreter, other, own)?, right_type)
        }
    };
    let concatenated = is_text(data_type.as_ref())
        && (is_text(right_type.as_ref()) || right_type.is_none())
        || data_type.is_none() && is_text(right_type.as_ref());
    let sql = match python {
        "+" if concatenated => "||",
        "+" | "-" | "*" | "%" => python,
        "<<" | ">>" => {
            let name = if python == "<<" { "lshift" } else { "rshift" };
            return Err(argument::alembic_stops(
                interpreter,
                &format!("Operator '{name}' is not supported on this expression"),
            ));
        }
        "/" | "//" => "/",
        _ => return Ok(None),
    };
    let result_type = if sql == "||" {
        Some(string_type())
    } else {
        data_type.or(right_type)
    };
    let (left, right) = if reflected {
        (right, expression)
    } else {
        (expression, right)
    };
    if python == "//" {
        return Ok(Some(floor_division(left, right, result_type)));
    }
    // Python's `/` divides exactly, also integers.
    let right = match (sql, interpreter.dialect()) {
        ("/", Dialect::Postgres) => Expression::Cast {
            expression: Box::new(right),
            data_type: SqlType::Numeric {
                decimal: false,
                precision: None,
                scale: None,
            },
        },
        ("/", Dialect::Sqlite) => Expression::Grouping(Box::new(operator::binary(
            right,
            "+",
            Expression::Verbatim("0.0".into()),
        ))),
        _ => right,
    };
    Ok(Some(Clause::value(
        operator::binary(left, sql, right),
        result_type,
    )))
}

pub(crate) fn string_type() -> SqlType {
    SqlType::Text {
        kind: crate::operation::types::TextKind::Varchar,
        length: None,
        collation: None,
    }
}

/// A method of an expression: `column.in_([...])`, `.is_(None)`, `.desc()`.
pub(crate) fn method(
    interpreter: &mut Interpreter,
    own: (Expression, Option<SqlType>),
    name: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    let (expression, data_type) = own;
    let compare = |interpreter: &mut Interpreter, args: &mut Args, sql: &str| -> Result<Value> {
        let other = args.required("other")?;
        let right = match &other {
            Value::Bool(true) => Expression::True,
            Value::Bool(false) => Expression::False,
            other => operand(interpreter, other, data_type.as_ref())?,
        };
        Ok(Clause::condition(operator::binary(
            expression.clone(),
            sql,
            right,
        )))
    };
    let postfix = |operator: &str| {
        Clause::value(
            Expression::Postfix {
                operator: format!(" {operator}"),
                operand: Box::new(operator::group(
                    expression.clone(),
                    Around::Operator(operator),
                )),
            },
            data_type.clone(),
        )
    };
    let value = match name {
        "in_" | "not_in" | "notin_" => {
            let other = args.required("other")?;
            let list = in_list(interpreter, &other, data_type.as_ref())?;
            let sql = if name == "in_" { "IN" } else { "NOT IN" };
            Clause::condition(operator::binary(expression.clone(), sql, list))
        }
        "is_" => compare(interpreter, args, "IS")?,
        "is_not" | "isnot" => compare(interpreter, args, "IS NOT")?,
        "is_distinct_from" => compare(interpreter, args, "IS DISTINCT FROM")?,
        "is_not_distinct_from" | "isnot_distinct_from" => {
            compare(interpreter, args, "IS NOT DISTINCT FROM")?
        }
        "like" | "not_like" | "notlike" | "ilike" | "not_ilike" | "notilike" => {
            let sql = match name {
                "like" => "LIKE",
                "ilike" => "ILIKE",
                "not_like" | "notlike" => "NOT LIKE",
                _ => "NOT ILIKE",
            };
            like(interpreter, &expression, data_type.as_ref(), sql, args)?
        }
        "between" => {
            let low = args.required("cleft")?;
            let high = args.required("cright")?;
            let symmetric = args.optional_boolean("symmetric")?.unwrap_or(false);
            let low = operand(interpreter, &low, data_type.as_ref())?;
            let high = operand(interpreter, &high, data_type.as_ref())?;
            let words = if symmetric {
                "BETWEEN SYMMETRIC"
            } else {
                "BETWEEN"
            };
            Clause::condition(Expression::Binary {
                left: Box::new(operator::group(expression.clone(), Around::Operator(words))),
                operator: words.into(),
                right: Box::new(Expression::Junction {
                    all: true,
                    operands: vec![low, high],
                }),
            })
        }
        "asc" => postfix("ASC"),
        "desc" => postfix("DESC"),
        "nulls_first" | "nullsfirst" => postfix("NULLS FIRST"),
        "nulls_last" | "nullslast" => postfix("NULLS LAST"),
        "distinct" => Clause::value(
            Expression::Unary {
                operator: "DISTINCT ".into(),
                operand: Box::new(expression.clone()),
            },
            data_type.clone(),
        ),
        "label" => {
            let label = match argument::present(args.take("name")?) {
                Some(label) => argument::to_name(args, "name", &label)?,
                None => return Ok(None),
            };
            Clause::value(
                Expression::Label {
                    expression: Box::new(expression.clone()),
                    label,
                },
                data_type.clone(),
            )
        }
        "cast" => {
            let to = args.required("type_")?;
            let to = argument::data_type(interpreter, args, "type_", &to)?;
            Clause::value(
                Expression::Cast {
                    expression: Box::new(expression.clone()),
                    data_type: to.clone(),
                },
                Some(to),
            )
        }
        "collate" => {
            let collation = args.string("collation")?;
            Clause::value(
                operator::binary(
                    expression.clone(),
                    "COLLATE",
                    Expression::Column {
                        table: None,
                        name: Name::new(collation),
                        data_type: None,
                    },
                ),
                data_type.clone(),
            )
        }
        "concat" => {
            let other = args.required("other")?;
            let right = operand(interpreter, &other, Some(&string_type()))?;
            Clause::value(
                operator::binary(expression.clone(), "||", right),
                Some(string_type()),
            )
        }
        "op" | "bool_op" => {
            let operator = args.string("opstring")?;
            let mut precedence = match args.take("precedence")? {
                Some(value) => args.to_integer("precedence", &value)?,
                None => 0,
            };
            let comparison = args.optional_boolean("is_comparison")?.unwrap_or(false);
            let given = match argument::present(args.take("return_type")?) {
                Some(value) => Some(argument::data_type(
                    interpreter,
                    args,
                    "return_type",
                    &value,
                )?),
                None => None,
            };
            let _ = args.take("python_impl")?;
            let is_condition = comparison || name == "bool_op";
            if is_condition && precedence == 0 {
                precedence = 5;
            }
            Value::object(CustomOperator {
                left: expression.clone(),
                data_type: data_type.clone(),
                result_type: match given {
                    Some(given) => Some(given),
                    None if is_condition => Some(BOOLEAN),
                    None => data_type.clone(),
                },
                operator,
                precedence: i32::try_from(precedence).unwrap_or(0),
            })
        }
        "self_group" | "unique_params" => {
            let _ = args.rest();
            Clause::value(expression.clone(), data_type.clone())
        }
        _ => {
            let own = (expression.clone(), data_type.clone());
            if let Some(made) = patterns::method(interpreter, &own, name, args)? {
                return Ok(Some(made));
            }
            return containers::method(interpreter, own, name, args);
        }
    };
    Ok(Some(value))
}

fn like(
    interpreter: &mut Interpreter,
    expression: &Expression,
    data_type: Option<&SqlType>,
    sql: &str,
    args: &mut Args,
) -> Result<Value> {
    let other = args.required("other")?;
    let right = operand(interpreter, &other, data_type)?;
    let escape = args.optional_string("escape")?;
    // Where there is no ILIKE, both sides are lowered.
    let comparison = if sql.ends_with("ILIKE") && interpreter.dialect() != Dialect::Postgres {
        let lower = |argument: Expression| Expression::Function {
            name: vec!["lower".into()],
            arguments: vec![argument],
        };
        let sql = if sql == "ILIKE" { "LIKE" } else { "NOT LIKE" };
        operator::binary(lower(expression.clone()), sql, lower(right))
    } else {
        operator::binary(expression.clone(), sql, right)
    };
    Ok(Clause::condition(match escape {
        Some(escape) => Expression::Postfix {
            operator: format!(" ESCAPE '{}'", escape.replace('\'', "''")),
            operand: Box::new(comparison),
        },
        None => comparison,
    }))
}

/// The right side of `IN`: a list of values, or a query.
fn in_list(
    interpreter: &mut Interpreter,
    other: &Value,
    data_type: Option<&SqlType>,
) -> Result<Expression> {
    // `bindparam("x", [1, 2], expanding=True)`
    if let Some(parameter) = other.downcast::<super::parameter::ParameterObject>()
        && let Some(given) = &parameter.given
        && matches!(given, Value::List(_) | Value::Tuple(_))
    {
        return in_list(interpreter, &given.clone(), data_type);
    }
    if let Some(expression) = as_expression(other) {
        return Ok(operator::group(expression, Around::Operator("IN")));
    }
    let mut items = Vec::new();
    for item in interpreter.iterate(other)? {
        if let Value::Tuple(_) | Value::List(_) = item {
            let mut row = Vec::new();
            for cell in interpreter.iterate(&item)? {
                row.push(operand(interpreter, &cell, None)?);
            }
            items.push(Expression::List(row));
        } else {
            items.push(operand(interpreter, &item, data_type)?);
        }
    }
    if let [Expression::List(_), ..] = items[..]
        && interpreter.dialect() == Dialect::Sqlite
    {
        let first = items.remove(0);
        items.insert(
            0,
            Expression::Unary {
                operator: "VALUES ".into(),
                operand: Box::new(first),
            },
        );
    }
    Ok(Expression::List(items))
}

/// `expression.op("->>")`, waiting for its right side.
struct CustomOperator {
    left: Expression,
    data_type: Option<SqlType>,
    result_type: Option<SqlType>,
    operator: String,
    precedence: i32,
}

impl Object for CustomOperator {
    fn type_name(&self) -> &str {
        "custom_op"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let other = args.required("other")?;
        args.finish()?;
        let right = operand(interpreter, &other, self.data_type.as_ref())?;
        let around = Around::Custom(self.precedence);
        Ok(Some(Clause::value(
            Expression::Custom {
                left: Box::new(operator::group(self.left.clone(), around)),
                operator: self.operator.clone(),
                precedence: self.precedence,
                right: Box::new(operator::group(right, around)),
            },
            self.result_type.clone(),
        )))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Object for Clause {
    fn type_name(&self) -> &str {
        match self.expression {
            Expression::Text { .. } => "TextClause",
            Expression::Raw(_) => "DDL",
            Expression::Function { .. } => "Function",
            _ => "ColumnElement",
        }
    }

    fn classes(&self) -> &'static [&'static str] {
        match self.expression {
            Expression::Text { .. } => &["sqlalchemy.sql.elements.TextClause"],
            _ => &["sqlalchemy.sql.elements.ColumnElement"],
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match (name, &self.expression) {
            ("text", Expression::Text { text, .. }) => Some(Value::str(text)),
            ("name", Expression::Label { label, .. }) => Some(Value::str(&label.text)),
            ("arg" | "expression", _) => Some(Value::Object(self)),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if let Expression::Text { text, parameters } = &self.expression {
            return super::text::method(interpreter, text, parameters, name, args);
        }
        let own = (self.expression.clone(), self.data_type.clone());
        if let Expression::Function { .. }
        | Expression::Filter { .. }
        | Expression::WithinGroup { .. } = self.expression
            && let Some(made) = super::function::method(interpreter, &own, name, args)?
        {
            return Ok(Some(made));
        }
        method(interpreter, own, name, args)
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let own = (self.expression.clone(), self.data_type.clone());
        containers::item(interpreter, own, key)
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        // Text has no operators but those of conditions.
        if matches!(self.expression, Expression::Text { .. }) && !matches!(operator, "&" | "|") {
            return Ok(None);
        }
        let own = (self.expression.clone(), self.data_type.clone());
        operate(interpreter, own, operator, other, reflected)
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        unary(interpreter, &Value::Object(self), operator)
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(match &self.expression {
            Expression::Text { text, .. } | Expression::Raw(text) | Expression::Verbatim(text) => {
                Some(text.clone())
            }
            _ => None,
        })
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `-x` and `~x`
pub(crate) fn unary(
    interpreter: &mut Interpreter,
    value: &Value,
    operator: &str,
) -> Result<Option<Value>> {
    match operator {
        "~" => negated(interpreter, value).map(Some),
        "-" => Ok(parts(value).map(|(expression, data_type)| {
            Clause::value(
                Expression::Unary {
                    operator: "-".into(),
                    operand: Box::new(operator::group(expression, Around::Operator("-x"))),
                },
                data_type,
            )
        })),
        _ => Ok(None),
    }
}
