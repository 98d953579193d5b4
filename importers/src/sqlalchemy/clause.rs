//! SQL expressions as Python values: what operators and methods on them make.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::column::ColumnObject;
use super::operator::{self, Around};
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
                Some(name) => Literal::Text(name.to_string()),
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
        Expression::Column { .. } | Expression::Function { .. } | Expression::Cast { .. }
    );
    if is_value && is_boolean(data_type, dialect) && dialect != Dialect::Postgres {
        return operator::binary(expression, "=", number(1));
    }
    expression
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
        return Ok(Clause::condition(operator::binary(
            expression,
            "=",
            number(0),
        )));
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
                let right = operand(interpreter, other, data_type.as_ref())?;
                operator::binary(expression, compare, right)
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
            let right_type = match other.as_str() {
                Some(_) => Some(string_type()),
                None => data_type.clone(),
            };
            (operand(interpreter, other, data_type.as_ref())?, right_type)
        }
    };
    let concatenated = is_text(data_type.as_ref())
        && (is_text(right_type.as_ref()) || right_type.is_none())
        || data_type.is_none() && is_text(right_type.as_ref());
    let sql = match python {
        "+" if concatenated => "||",
        "+" | "-" | "*" | "%" | "<<" | ">>" | "^" => python,
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
        "regexp_match" | "match" => {
            let parameter = if name == "match" { "other" } else { "pattern" };
            let other = args.required(parameter)?;
            let right = operand(interpreter, &other, Some(&string_type()))?;
            let sql = if name == "match" { "MATCH" } else { "REGEXP" };
            Clause::condition(operator::binary(expression.clone(), sql, right))
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
        "startswith" | "endswith" | "contains" => {
            let other = args.required("other")?;
            let part = operand(interpreter, &other, Some(&string_type()))?;
            let percent = argument::literal_text("%");
            let pattern = match name {
                "startswith" => operator::binary(part, "||", percent),
                "endswith" => operator::binary(percent, "||", part),
                _ => operator::binary(operator::binary(percent.clone(), "||", part), "||", percent),
            };
            Clause::condition(Expression::Grouping(Box::new(Expression::Binary {
                left: Box::new(expression.clone()),
                operator: "LIKE".into(),
                right: Box::new(pattern),
            })))
        }
        "between" => {
            let low = args.required("cleft")?;
            let high = args.required("cright")?;
            let low = operand(interpreter, &low, data_type.as_ref())?;
            let high = operand(interpreter, &high, data_type.as_ref())?;
            Clause::condition(Expression::Binary {
                left: Box::new(operator::group(
                    expression.clone(),
                    Around::Operator("BETWEEN"),
                )),
                operator: "BETWEEN".into(),
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
            for ignored in ["precedence", "is_comparison", "return_type", "python_impl"] {
                let _ = args.take(ignored)?;
            }
            Value::object(CustomOperator {
                left: expression.clone(),
                data_type: data_type.clone(),
                operator,
            })
        }
        "self_group" | "unique_params" => {
            let _ = args.rest();
            Clause::value(expression.clone(), data_type.clone())
        }
        _ => return Ok(None),
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
    if let Some(expression) = as_expression(other) {
        return Ok(operator::group(expression, Around::Operator("IN")));
    }
    let mut items = Vec::new();
    for item in interpreter.iterate(other)? {
        items.push(operand(interpreter, &item, data_type)?);
    }
    Ok(Expression::List(items))
}

/// `expression.op("->>")`, waiting for its right side.
struct CustomOperator {
    left: Expression,
    data_type: Option<SqlType>,
    operator: String,
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
        Ok(Some(Clause::value(
            operator::binary(self.left.clone(), &self.operator, right),
            self.data_type.clone(),
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
        method(interpreter, own, name, args)
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
