//! Values that hold others: JSON, arrays, `HSTORE`, ranges. Subscripts, and
//! the operators that PostgreSQL has for them.

use std::rc::Rc;

use super::argument;
use super::array_item::array_item;
use super::clause::{self, Clause};
use super::hstore::{self, is_hstore};
use super::python_type::{self, Read};
use crate::dialect::Dialect;
use crate::operation::expression::Identity;
use crate::operation::operator::{self, Around};
use crate::operation::types::{FloatKind, IntegerSize};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// Whether it is `ANY (...)` or `ALL (...)`.
pub(super) fn is_quantified(expression: &Expression) -> bool {
    matches!(expression, Expression::Unary { operator, .. } if operator == "ANY " || operator == "ALL ")
}

/// `ANY (...)`, `ALL (...)`
pub(super) fn quantified(word: &str, expression: Expression) -> Expression {
    let operand = match expression {
        Expression::Grouping(_) => expression,
        other @ Expression::Text { .. } => other,
        other => Expression::Grouping(Box::new(other)),
    };
    Expression::Unary {
        operator: format!("{word} "),
        operand: Box::new(operand),
    }
}

fn is_range(data_type: &SqlType) -> bool {
    matches!(data_type, SqlType::Native { sql, .. } if sql.ends_with("RANGE"))
}

/// `json["x"]`, waiting for `.astext` or `.as_string()`; by itself JSON.
pub(crate) struct JsonItem {
    left: Expression,
    /// Its type as the dialect has it.
    left_type: SqlType,
    /// The same with its variants, of which the base has the operators.
    full_type: SqlType,
    dialect: Dialect,
    /// The key as the dialect takes it.
    key: Expression,
    /// Whether it is a path of several steps.
    path: bool,
    /// Which object it is.
    pub(super) identity: Identity,
}

impl JsonItem {
    /// The item as an expression.
    pub(crate) fn expression(&self) -> Expression {
        let binary = matches!(self.left_type, SqlType::Json { binary: true, .. });
        match self.dialect {
            Dialect::Postgres if binary && !self.path => Expression::Binary {
                left: Box::new(grouped_function(self.within(self.operator()))),
                operator: "[]".into(),
                right: Box::new(self.key.clone()),
            },
            Dialect::Postgres => self.arrow(self.operator()),
            Dialect::Sqlite => self.composed(function("JSON_QUOTE", vec![self.extract()])),
            Dialect::Mysql => self.composed(self.extract()),
        }
    }

    /// The operator that it is, however it is written.
    fn operator(&self) -> &'static str {
        if self.path { "#>" } else { "->" }
    }

    /// What it is an item of, inside an operator.
    fn within(&self, operator: &str) -> Expression {
        operator::group(self.left.clone(), Around::Operator(operator))
    }

    /// What the operator is written as.
    fn composed(&self, expression: Expression) -> Expression {
        Expression::Composed {
            expression: Box::new(expression),
            operator: Some(self.operator().to_owned()),
            named: None,
            within: None,
        }
    }

    /// Its type.
    pub(crate) fn data_type(&self) -> SqlType {
        self.full_type.clone()
    }

    fn arrow(&self, operator: &str) -> Expression {
        Expression::Binary {
            left: Box::new(self.within(operator)),
            operator: operator.to_owned(),
            right: Box::new(self.key.clone()),
        }
    }

    fn extract(&self) -> Expression {
        let left = self.within(self.operator());
        function("JSON_EXTRACT", vec![left, self.key.clone()])
    }

    /// `.astext`
    fn text(&self) -> Value {
        let operator = if self.path { "#>>" } else { "->>" };
        Clause::value(self.arrow(operator), Some(clause::string_type()))
    }

    /// `.as_string()`, `.as_integer()` and their like.
    fn typed(&self, data_type: SqlType) -> Value {
        let expression = match self.dialect {
            Dialect::Postgres => self.composed(Expression::Cast {
                expression: Box::new(Expression::Binary {
                    left: Box::new(self.within(self.operator())),
                    operator: (if self.path { "#>>" } else { "->>" }).to_owned(),
                    right: Box::new(self.key.clone()),
                }),
                data_type: data_type.clone(),
            }),
            Dialect::Sqlite => self.composed(self.extract()),
            Dialect::Mysql => self.composed(self.mysql(&data_type)),
        };
        Clause::value(expression, Some(data_type))
    }

    /// MySQL's JSON null is no SQL NULL.
    fn mysql(&self, data_type: &SqlType) -> Expression {
        let mut branches = vec![(argument::literal_text("null"), Expression::Null)];
        let otherwise = match data_type {
            SqlType::Integer(_) => Expression::Cast {
                expression: Box::new(self.extract()),
                data_type: data_type.clone(),
            },
            SqlType::Numeric { .. } => Expression::Cast {
                expression: Box::new(self.extract()),
                data_type: data_type.clone(),
            },
            SqlType::Float { .. } => Expression::Binary {
                left: Box::new(self.extract()),
                operator: "+".into(),
                right: Box::new(Expression::Verbatim("0.0000000000000000000000".into())),
            },
            SqlType::Boolean { .. } => {
                branches.push((Expression::True, Expression::True));
                Expression::False
            }
            _ => function("JSON_UNQUOTE", vec![self.extract()]),
        };
        Expression::Case {
            subject: Some(Box::new(self.extract())),
            branches,
            otherwise: Some(Box::new(otherwise)),
        }
    }
}

fn function(name: &str, arguments: Vec<Expression>) -> Expression {
    Expression::Function {
        name: vec![name.into()],
        arguments,
    }
}

impl Object for JsonItem {
    fn type_name(&self) -> &str {
        "BinaryExpression"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        let base = as_json(crate::dialect::base_type(&self.full_type).clone());
        let has_text = matches!(base, SqlType::Json { postgres: true, .. });
        Ok((name == "astext" && has_text).then(|| self.text()))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        item(
            interpreter,
            (self.expression(), Some(self.data_type())),
            key,
        )
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let float = SqlType::Float {
            kind: FloatKind::Float,
            precision: None,
        };
        Ok(Some(match name {
            "as_string" => self.typed(clause::string_type()),
            "as_integer" => self.typed(SqlType::Integer(IntegerSize::Normal)),
            "as_boolean" => self.typed(clause::BOOLEAN),
            "as_float" => self.typed(float),
            "as_numeric" => {
                let precision = argument::size(args, "precision")?;
                let scale = argument::size(args, "scale")?;
                let as_decimal = args.optional_boolean("asdecimal")?.unwrap_or(true);
                let own = SqlType::Numeric {
                    decimal: false,
                    precision,
                    scale,
                };
                self.typed(match as_decimal {
                    true => own,
                    false => python_type::read_as(interpreter, own, Read::Float),
                })
            }
            "as_json" => Value::Object(self),
            _ => {
                let own = (self.expression(), Some(self.data_type()));
                return clause::method(interpreter, own, name, args);
            }
        }))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let own = (self.expression(), Some(self.data_type()));
        clause::operate(interpreter, own, operator, other, reflected)
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        clause::unary(interpreter, &Value::Object(self), operator)
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(clause::undefined(interpreter))
    }
}

/// `expression[key]`
pub(super) fn item(
    interpreter: &mut Interpreter,
    own: (Expression, Option<SqlType>),
    key: &Value,
) -> Result<Option<Value>> {
    let dialect = interpreter.dialect();
    let (left, Some(data_type)) = own else {
        return Ok(None);
    };
    let full_type = data_type;
    let data_type = as_json(crate::dialect::resolve(&full_type, dialect).clone());
    match &data_type {
        SqlType::Json { .. } => {
            let (key, path) = json_key(interpreter, dialect, key)?;
            Ok(Some(Value::object(JsonItem {
                left,
                left_type: data_type,
                full_type,
                dialect,
                key,
                path,
                identity: Identity::new(),
            })))
        }
        SqlType::Array { .. } if dialect != Dialect::Postgres => Err(argument::alembic_stops(
            interpreter,
            &format!(
                "The {} compiler can't render element of type getitem",
                dialect.sqlalchemy_name()
            ),
        )),
        SqlType::Array { .. } => array_item(interpreter, left, &data_type, key),
        hstore if is_hstore(hstore) => {
            let key = clause::operand(interpreter, key, Some(&clause::string_type()))?;
            Ok(Some(Clause::value(
                operator::binary(left, "->", key),
                Some(clause::string_type()),
            )))
        }
        _ => Ok(None),
    }
}

/// Before a subscript the call of a function stands in parentheses.
fn grouped_function(left: Expression) -> Expression {
    match left {
        Expression::Function { .. }
        | Expression::Cast { .. }
        | Expression::Written {
            is_function: true, ..
        } => Expression::Grouping(Box::new(left)),
        other => other,
    }
}

/// A class derived from `JSON` whose SQL an own function writes is still JSON.
fn as_json(data_type: SqlType) -> SqlType {
    let binary = match &data_type {
        SqlType::Custom(sql) if sql.eq_ignore_ascii_case("json") => false,
        SqlType::Custom(sql) if sql.eq_ignore_ascii_case("jsonb") => true,
        _ => return data_type,
    };
    SqlType::Json {
        binary,
        none_as_null: false,
        postgres: true,
    }
}

/// The key as the dialect writes it, and whether it is a path.
fn json_key(
    interpreter: &mut Interpreter,
    dialect: Dialect,
    key: &Value,
) -> Result<(Expression, bool)> {
    let steps = match key {
        Value::Tuple(_) | Value::List(_) => Some(interpreter.iterate(key)?),
        _ => None,
    };
    if matches!(key, Value::Slice(_)) {
        return Err(interpreter.unsupported("a slice of a JSON value"));
    }
    let path = steps.is_some();
    let steps = steps.unwrap_or_else(|| vec![key.clone()]);
    if dialect == Dialect::Postgres {
        if !path {
            return Ok((clause::operand(interpreter, key, None)?, false));
        }
        let mut words = Vec::new();
        for step in &steps {
            words.push(interpreter.str(step)?);
        }
        let text = format!("{{{}}}", words.join(", "));
        return Ok((argument::literal_text(&text), true));
    }
    let mut text = "$".to_owned();
    for step in &steps {
        match step.as_str() {
            Some(name) => text.push_str(&format!(".\"{name}\"")),
            None => text.push_str(&format!("[{}]", interpreter.str(step)?)),
        }
    }
    Ok((argument::literal_text(&text), path))
}

/// Whether `.contains(...)` is an operator of its own; everywhere else it is `LIKE`.
pub(super) fn contains(data_type: &SqlType) -> bool {
    let data_type = as_json(crate::dialect::base_type(data_type).clone());
    matches!(data_type, SqlType::Array { .. }) || operator_of(&data_type, "contains").is_some()
}

/// PostgreSQL's operators, by the method that SQLAlchemy gives them.
fn operator_of(data_type: &SqlType, method: &str) -> Option<&'static str> {
    let json = matches!(data_type, SqlType::Json { binary: true, .. }) || is_hstore(data_type);
    let array = matches!(data_type, SqlType::Array { postgres: true, .. });
    let range = is_range(data_type);
    Some(match method {
        "has_key" if json => "?",
        "has_any" if json => "?|",
        "has_all" if json => "?&",
        "delete_path" if json => "#-",
        "path_exists" if json => "@?",
        "path_match" if json => "@@",
        "contains" if json || array || range => "@>",
        "contained_by" if json || array || range => "<@",
        "overlap" | "overlaps" if array || range => "&&",
        "adjacent_to" if range => "-|-",
        "strictly_left_of" if range => "<<",
        "strictly_right_of" if range => ">>",
        "not_extend_right_of" if range => "&<",
        "not_extend_left_of" if range => "&>",
        _ => return None,
    })
}

/// Whether `+` joins values of a type.
pub(super) fn joins(data_type: &SqlType) -> bool {
    matches!(
        data_type.stored(),
        SqlType::Json { .. } | SqlType::Array { .. }
    ) || is_hstore(data_type)
}

/// Operators between containers: `a || b`, `json - 'key'`.
pub(super) fn operate(
    interpreter: &mut Interpreter,
    (expression, data_type): (&Expression, Option<&SqlType>),
    python: &str,
    other: &Value,
    reflected: bool,
) -> Result<Option<Value>> {
    let Some(data_type) = data_type else {
        return Ok(None);
    };
    let data_type = crate::dialect::resolve(data_type, interpreter.dialect()).clone();
    let takes_away =
        matches!(data_type, SqlType::Json { binary: true, .. }) || is_hstore(&data_type);
    let sql = match python {
        "+" if joins(&data_type) => {
            let right_type = match crate::sqlalchemy::element::parts(interpreter, other)? {
                Some((_, known)) => known,
                None => clause::beside(other, Some(&data_type), interpreter.dialect()),
            };
            // What cannot be joined is added.
            if let Some(right) = &right_type
                && !joins(right)
                && !clause::is_text(Some(right))
                && *right != SqlType::Null
            {
                return Ok(None);
            }
            let right = clause::operand(interpreter, other, right_type.as_ref())?;
            let (left, right) = match reflected {
                true => (right, expression.clone()),
                false => (expression.clone(), right),
            };
            return Ok(Some(Clause::value(
                operator::binary(left, "||", right),
                Some(data_type),
            )));
        }
        "-" if takes_away => "-",
        "<<" | ">>" if is_range(&data_type) => {
            let right = clause::operand(interpreter, other, Some(&data_type))?;
            let made = operator::binary(expression.clone(), python, right);
            return Ok(Some(Clause::condition(made)));
        }
        _ => return Ok(None),
    };
    let right = clause::operand(interpreter, other, Some(&clause::string_type()))?;
    Ok(Some(Clause::value(
        operator::binary(expression.clone(), sql, right),
        Some(data_type),
    )))
}

/// A method on an expression; `None` where it is none of these.
pub(super) fn method(
    interpreter: &mut Interpreter,
    own: (Expression, Option<SqlType>),
    name: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    let (expression, data_type) = own;
    match name {
        "any_" => {
            return Ok(Some(Clause::value(
                quantified("ANY", expression),
                data_type,
            )));
        }
        "all_" => {
            return Ok(Some(Clause::value(
                quantified("ALL", expression),
                data_type,
            )));
        }
        "bitwise_and" | "bitwise_or" | "bitwise_xor" | "bitwise_lshift" | "bitwise_rshift" => {
            let other = args.required("other")?;
            let right = clause::operand(interpreter, &other, data_type.as_ref())?;
            let sql = match name {
                "bitwise_and" => "&",
                "bitwise_or" => "|",
                "bitwise_xor" => "^",
                "bitwise_lshift" => "<<",
                _ => ">>",
            };
            return Ok(Some(Clause::value(
                operator::binary(expression, sql, right),
                data_type,
            )));
        }
        "bitwise_not" => return Ok(Some(bitwise_not(expression, data_type))),
        _ => {}
    }
    let Some(data_type) = data_type else {
        return Ok(None);
    };
    // The class that the file names has the operators, whichever type stands for it here.
    let base = as_json(crate::dialect::base_type(&data_type).clone());
    let data_type = crate::dialect::resolve(&data_type, interpreter.dialect()).clone();
    if name == "contains"
        && matches!(
            base,
            SqlType::Array {
                postgres: false,
                ..
            }
        )
    {
        let message = "ARRAY.contains() not implemented for the base ARRAY type; please use the \
                       dialect-specific ARRAY type";
        return Err(argument::stops(interpreter, "NotImplementedError", message));
    }
    if let (SqlType::Array { item, .. }, "any" | "all") = (&data_type, name) {
        let other = args.required("other")?;
        let value = clause::operand(interpreter, &other, Some(item))?;
        let word = if name == "any" { "ANY" } else { "ALL" };
        let array = quantified(word, expression);
        return Ok(Some(match argument::present(args.take("operator")?) {
            Some(own) => {
                let value = Clause::value(value, Some((**item).clone()));
                let array = Clause::value(array, Some(data_type.clone()));
                interpreter.call(&own, Args::new([value, array]))?
            }
            None => Clause::condition(operator::binary(value, "=", array)),
        }));
    }
    if is_hstore(&data_type) {
        let own = (expression.clone(), data_type.clone());
        if let Some(made) = hstore::method(interpreter, &own, name, args)? {
            return Ok(Some(made));
        }
    }
    let Some(sql) = operator_of(&base, name) else {
        return Ok(None);
    };
    let other = args.required("other")?;
    let right_type = match sql {
        "@>" | "<@" | "&&" | "-|-" | "<<" | ">>" | "&<" | "&>" => match other {
            Value::Int(_) => None,
            _ => clause::beside(&other, Some(&data_type), interpreter.dialect()),
        },
        _ => Some(clause::string_type()),
    };
    let mut right = clause::operand(interpreter, &other, right_type.as_ref())?;
    if sql == "#-" {
        right = Expression::Cast {
            expression: Box::new(right),
            data_type: SqlType::Array {
                item: Box::new(SqlType::Text {
                    kind: crate::operation::types::TextKind::Text,
                    length: None,
                    collation: None,
                }),
                zero_based: false,
                postgres: true,
                dimensions: None,
            },
        };
    }
    let made = operator::binary(expression, sql, right);
    Ok(Some(match sql {
        "#-" => Clause::value(made, Some(data_type)),
        _ => Clause::condition(made),
    }))
}

/// `~x` as an operation on bits.
pub(super) fn bitwise_not(expression: Expression, data_type: Option<SqlType>) -> Value {
    Clause::value(
        Expression::Unary {
            operator: "~".into(),
            operand: Box::new(operator::group(expression, Around::Operator("~"))),
        },
        data_type,
    )
}
