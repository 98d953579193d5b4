//! Methods of expressions: `column.in_([...])`, `.is_(None)`, `.desc()`.

use std::rc::Rc;

use super::compared::beside;
use super::{BOOLEAN, Clause, as_expression, compared, operand, string_type, text_beside};
use crate::dialect::Dialect;
use crate::operation::expression::Literal;
use crate::operation::operator::{self, Around};
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::element;
use crate::sqlalchemy::live::row::Row;
use crate::sqlalchemy::parameter::ParameterObject;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, containers, given, patterns, python_type};

/// A method of an expression: `column.in_([...])`, `.is_(None)`, `.desc()`.
pub(crate) fn method(
    interpreter: &mut Interpreter,
    own: (Expression, Option<SqlType>),
    name: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    let (expression, data_type) = own;
    let is_decorated = python_type::is_decorator(interpreter, data_type.as_ref())?;
    let compare = |interpreter: &mut Interpreter, args: &mut Args, sql: &str| -> Result<Value> {
        let other = args.required("other")?;
        let right = match &other {
            Value::Bool(true) if !is_decorated => Expression::True,
            Value::Bool(false) if !is_decorated => Expression::False,
            other => compared(interpreter, other, data_type.as_ref())?,
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
                operand: Box::new(match &expression {
                    Expression::Label { expression, label } => Expression::Label {
                        expression: Box::new(operator::group(
                            (**expression).clone(),
                            Around::Operator(operator),
                        )),
                        label: label.clone(),
                    },
                    other => operator::group(other.clone(), Around::Operator(operator)),
                }),
            },
            data_type.clone(),
        )
    };
    let value = match name {
        "in_" | "not_in" | "notin_" => {
            let other = args.required("other")?;
            let sql = if name == "in_" { "IN" } else { "NOT IN" };
            let text = other.downcast::<Clause>();
            let text = text.map(|clause| clause.expression.clone());
            let list = match text {
                Some(text @ Expression::Text { .. }) if sql == "IN" => {
                    Expression::Grouping(Box::new(text))
                }
                _ => in_list(interpreter, &other, data_type.as_ref())?,
            };
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
            let low = compared(interpreter, &low, data_type.as_ref())?;
            let high = compared(interpreter, &high, data_type.as_ref())?;
            let words = if symmetric {
                "BETWEEN SYMMETRIC"
            } else {
                "BETWEEN"
            };
            let made = Expression::Binary {
                left: Box::new(operator::group(expression.clone(), Around::Operator(words))),
                operator: words.into(),
                right: Box::new(Expression::Junction {
                    all: true,
                    operands: vec![low, high],
                }),
            };
            // Of all comparisons SQLAlchemy gives this one no type.
            Clause::value(made, None)
        }
        "asc" => postfix("ASC"),
        "desc" => postfix("DESC"),
        "nulls_first" | "nullsfirst" => postfix("NULLS FIRST"),
        "nulls_last" | "nullslast" => postfix("NULLS LAST"),
        "distinct" => Clause::value(
            Expression::Unary {
                operator: "DISTINCT ".into(),
                operand: Box::new(operator::group(
                    expression.clone(),
                    Around::Operator("DISTINCT"),
                )),
            },
            data_type.clone(),
        ),
        "label" => {
            let label = match argument::present(args.take("name")?) {
                Some(label) => argument::to_name(args, "name", &label)?,
                None => return Ok(Some(counted(expression, data_type))),
            };
            Clause::value(
                Expression::Label {
                    expression: Box::new(operator::group(
                        expression.clone(),
                        Around::Custom(operator::OF_LABELS),
                    )),
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
            let is_container = matches!(other, Value::Dict(_) | Value::List(_));
            if is_container && data_type.as_ref().is_some_and(containers::joins) {
                let own = (&expression, data_type.as_ref());
                return containers::operate(interpreter, own, "+", &other, false);
            }
            let (right, right_type) = match element::parts(interpreter, &other)? {
                Some(_) => super::literal::operand_with_type(interpreter, &other)?,
                None => (
                    text_beside(interpreter, &other, data_type.as_ref())?,
                    Some(string_type()),
                ),
            };
            super::operate::concatenated(
                (expression.clone(), data_type.as_ref()),
                (right, right_type.as_ref()),
                data_type.clone(),
            )
        }
        "op" | "bool_op" => {
            let operator = args.string("opstring")?;
            let precedence = match args.take("precedence")? {
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
                compares: is_condition,
            })
        }
        "self_group" if argument::present(args.take("against")?).is_none() => {
            let grouped = operator::group(expression.clone(), Around::Anything);
            Clause::value(
                match grouped {
                    // These parentheses are the file's, and stay.
                    Expression::Grouping(_) if grouped != expression => grouped.composed(),
                    _ => grouped,
                },
                data_type.clone(),
            )
        }
        "self_group" => {
            let _ = args.rest();
            Clause::value(expression.clone(), data_type.clone())
        }
        "params" | "unique_params" => {
            let values = given::arguments(interpreter, args)?;
            let mut made = expression.clone();
            given::set(interpreter, &mut made, &values)?;
            Clause::value(made, data_type.clone())
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

/// `label(None)`: a name that is counted, of a column by its own.
fn counted(expression: Expression, data_type: Option<SqlType>) -> Value {
    let named = match &expression {
        Expression::Column { name, .. } => Expression::Function {
            name: vec![name.clone()],
            arguments: Vec::new(),
        },
        Expression::Function { .. } => return Clause::value(expression, data_type),
        // Nothing else has a name of its own, and each of these is counted for itself.
        _ => Expression::Literal {
            value: crate::operation::expression::Literal::Null,
            data_type: None,
        },
    };
    let made = Expression::Composed {
        expression: Box::new(expression),
        operator: None,
        named: Some(Box::new(named)),
        within: None,
    };
    Clause::value(made, data_type)
}

/// Checks that a pattern is none of the constants that only `IS` and `=` compare with.
///
/// # Errors
/// SQLAlchemy's.
pub(crate) fn check_pattern(interpreter: &mut Interpreter, other: &Value) -> Result<()> {
    let is_constant = match other {
        Value::None | Value::Bool(_) => true,
        other => matches!(
            as_expression(other),
            Some(Expression::Null | Expression::True | Expression::False)
        ),
    };
    match is_constant {
        false => Ok(()),
        true => Err(argument::stops(
            interpreter,
            "sqlalchemy.exc.ArgumentError",
            "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', \
             'is_not_distinct_from()' operators can be used with None/True/False",
        )),
    }
}

/// The error of `in_` for what is no list.
fn no_list(interpreter: &mut Interpreter) -> crate::python::native::Interrupt {
    argument::stops(
        interpreter,
        "sqlalchemy.exc.ArgumentError",
        "IN expression list, SELECT construct, or bound parameter object expected",
    )
}

fn like(
    interpreter: &mut Interpreter,
    expression: &Expression,
    data_type: Option<&SqlType>,
    sql: &str,
    args: &mut Args,
) -> Result<Value> {
    let other = args.required("other")?;
    check_pattern(interpreter, &other)?;
    let right = compared(interpreter, &other, data_type)?;
    let escape = args.optional_string("escape")?;
    // Where there is no ILIKE, both sides are lowered.
    let comparison = if sql.ends_with("ILIKE") && interpreter.dialect() != Dialect::Postgres {
        let lower = |argument: Expression| Expression::Function {
            name: vec!["lower".into()],
            arguments: vec![argument],
        };
        let around = Around::Operator(sql);
        let sql = if sql == "ILIKE" { "LIKE" } else { "NOT LIKE" };
        let left = operator::group(expression.clone(), around);
        operator::binary(lower(left), sql, lower(operator::group(right, around)))
    } else {
        operator::binary(expression.clone(), sql, right)
    };
    Ok(Clause::condition(match escape {
        Some(escape) => Expression::Postfix {
            operator: patterns::escape(&escape, interpreter.dialect()),
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
    if let Some(parameter) = other.downcast::<ParameterObject>()
        && interpreter.is_live()
        && !parameter.name.is_empty()
    {
        // `execute` may give another list.
        let own = match &parameter.given {
            Some(list) => in_list(interpreter, &list.clone(), data_type)?,
            None => parameter.several(data_type),
        };
        return Ok(Expression::Text {
            text: format!(":{}", parameter.name),
            parameters: vec![(parameter.name.clone(), own)],
        });
    }
    // `bindparam("x", [1, 2], expanding=True)`
    if let Some(parameter) = other.downcast::<ParameterObject>()
        && let Some(given) = &parameter.given
        && matches!(given, Value::List(_) | Value::Tuple(_))
    {
        return in_list(interpreter, &given.clone(), data_type);
    }
    if let Some(expression) = as_expression(other) {
        // A parameter that is written as it is: its list, or the one value that it has.
        let is_parameter = other.downcast::<ParameterObject>().is_some();
        match &expression {
            Expression::Literal {
                value: Literal::Array(items),
                ..
            } => {
                let value = |item: &Literal| Expression::Literal {
                    value: item.clone(),
                    data_type: data_type.cloned(),
                };
                return Ok(Expression::List(items.iter().map(value).collect()));
            }
            Expression::Literal { .. } if is_parameter => {
                return Ok(Expression::List(vec![expression]));
            }
            _ => {}
        }
        if let Expression::Column { .. }
        | Expression::Binary { .. }
        | Expression::Cast { .. }
        | Expression::Verbatim(_)
        | Expression::Null
        | Expression::True
        | Expression::False = &expression
        {
            return Err(no_list(interpreter));
        }
        // A function gives rows.
        let expression = match expression {
            Expression::Function { .. } => {
                let query =
                    crate::sqlalchemy::statement::select(interpreter, Args::new([other.clone()]))?;
                as_expression(&query).unwrap_or(expression)
            }
            other => other,
        };
        return Ok(operator::group(expression, Around::Operator("IN")));
    }
    if let Some(table) = other.downcast::<TableObject>() {
        let query = crate::sqlalchemy::statement::select(interpreter, Args::new([other.clone()]))?;
        return match as_expression(&query) {
            Some(query) if table.alias().is_some() => {
                Ok(operator::group(query, Around::Operator("IN")))
            }
            _ => Err(interpreter.unsupported("a table behind `in_`")),
        };
    }
    if other.as_str().is_some() {
        return Err(no_list(interpreter));
    }
    let mut items = Vec::new();
    let given = interpreter.iterate(other)?;
    // One parameter, whose type the first value says; an expression among them, or `None`,
    // makes one of each.
    let is_apart = |item: &Value| item.is_none() || as_expression(item).is_some();
    let shared = match given.first() {
        Some(first) if !given.iter().any(is_apart) => {
            Some(beside(first, data_type, interpreter.dialect()))
        }
        _ => None,
    };
    for item in given {
        if matches!(item, Value::Tuple(_) | Value::List(_)) || item.downcast::<Row>().is_some() {
            let mut row = Vec::new();
            for cell in interpreter.iterate(&item)? {
                row.push(operand(interpreter, &cell, None)?);
            }
            items.push(Expression::List(row));
        } else {
            items.push(match &shared {
                Some(shared) => operand(interpreter, &item, shared.as_ref())?,
                None => operator::group(compared(interpreter, &item, data_type)?, Around::Comma),
            });
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
    compares: bool,
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
        let right = compared(interpreter, &other, self.data_type.as_ref())?;
        let around = Around::Custom(self.precedence);
        let left = match self.left.clone() {
            left @ Expression::Exists(_) => Expression::Grouping(Box::new(left)),
            left => operator::group(left, around),
        };
        Ok(Some(Clause::value(
            Expression::Custom {
                left: Box::new(left),
                operator: self.operator.clone(),
                precedence: self.precedence,
                compares: self.compares,
                right: Box::new(operator::group(right, around)),
            },
            self.result_type.clone(),
        )))
    }
}
