//! Methods that compare with patterns: `startswith`, `contains`, `regexp_match`.

use super::argument;
use super::clause::{self, Clause};
use super::containers;
use super::element;
use crate::dialect::Dialect;
use crate::operation::operator;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

fn function(name: &str, arguments: Vec<Expression>) -> Expression {
    Expression::Function {
        name: vec![name.into()],
        arguments,
    }
}

fn lower(expression: Expression) -> Expression {
    function("lower", vec![expression])
}

/// A method on an expression; `None` where it is none of these.
pub(super) fn method(
    interpreter: &mut Interpreter,
    own: &(Expression, Option<SqlType>),
    name: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    match name {
        "startswith" | "endswith" => affix(interpreter, own, name, false, args).map(Some),
        "contains" if !own.1.as_ref().is_some_and(containers::contains) => {
            affix(interpreter, own, name, false, args).map(Some)
        }
        "istartswith" => affix(interpreter, own, "startswith", true, args).map(Some),
        "iendswith" => affix(interpreter, own, "endswith", true, args).map(Some),
        "icontains" => affix(interpreter, own, "contains", true, args).map(Some),
        "match" => matches(interpreter, own, args).map(Some),
        "regexp_match" => regexp_match(interpreter, own, args).map(Some),
        "regexp_replace" => regexp_replace(interpreter, own, args).map(Some),
        _ => Ok(None),
    }
}

/// `LIKE 'x' || '%'`, with `escape=` and `autoescape=True`.
fn affix(
    interpreter: &mut Interpreter,
    (expression, data_type): &(Expression, Option<SqlType>),
    method: &str,
    any_case: bool,
    args: &mut Args,
) -> Result<Value> {
    let other = args.required("other")?;
    clause::check_pattern(interpreter, &other)?;
    let mut escape = match argument::present(args.keyword("escape")) {
        Some(value) => Some(args.to_string("escape", &value)?),
        None => None,
    };
    let mut other = other;
    if args.keyword_boolean("autoescape")?.unwrap_or(false) {
        let sign = escape.clone().unwrap_or_else(|| "/".to_owned());
        let text = args.to_string("other", &other)?;
        let mut escaped = if sign == "%" || sign == "_" {
            text.clone()
        } else {
            text.replace(&sign, &format!("{sign}{sign}"))
        };
        for wild in ["%", "_"] {
            escaped = escaped.replace(wild, &format!("{sign}{wild}"));
        }
        other = Value::str(escaped);
        escape = Some(sign);
    }
    // Every operator stands in parentheses inside of these.
    let inside = operator::Around::Custom(operator::TIGHTEST);
    let part = clause::text_beside(interpreter, &other, data_type.as_ref())?;
    // Texts that are put together become part of the pattern, which is one, too.
    let is_joined = matches!(&part, Expression::Binary { operator, .. } if operator == "||")
        && element::parts(interpreter, &other)?
            .is_none_or(|(_, own)| clause::is_text(own.as_ref()));
    let part = match is_joined && !any_case {
        true => part,
        false => operator::group(part, inside),
    };
    let left = operator::group(expression.clone(), inside);
    let postgres = interpreter.dialect() == Dialect::Postgres;
    let (left, part) = match any_case && !postgres {
        true => (lower(left), lower(part)),
        false => (left, part),
    };
    let percent = argument::literal_text("%");
    let pattern = match method {
        "startswith" => operator::binary(part, "||", percent),
        "endswith" => operator::binary(percent, "||", part),
        _ => operator::binary(operator::binary(percent.clone(), "||", part), "||", percent),
    };
    let words = if any_case && postgres {
        "ILIKE"
    } else {
        "LIKE"
    };
    let made = Expression::Binary {
        left: Box::new(left),
        operator: words.into(),
        right: Box::new(pattern),
    };
    Ok(Clause::condition(Expression::Composed {
        expression: Box::new(escaped(made, escape, interpreter.dialect())),
        operator: Some(operator::AFFIX.into()),
        named: None,
        within: None,
    }))
}

/// ` ESCAPE '/'`
pub(super) fn escape(sign: &str, dialect: Dialect) -> String {
    let sign = sign.replace('\'', "''");
    match dialect {
        Dialect::Mysql => format!(" ESCAPE '{}'", sign.replace('\\', r"\\")),
        _ => format!(" ESCAPE '{sign}'"),
    }
}

fn escaped(comparison: Expression, escape: Option<String>, dialect: Dialect) -> Expression {
    match escape {
        Some(escape) => Expression::Postfix {
            operator: self::escape(&escape, dialect),
            operand: Box::new(comparison),
        },
        None => comparison,
    }
}

/// `column.match(other, postgresql_regconfig=)`
fn matches(
    interpreter: &mut Interpreter,
    (expression, data_type): &(Expression, Option<SqlType>),
    args: &mut Args,
) -> Result<Value> {
    let other = args.required("other")?;
    let mut right = clause::text_beside(interpreter, &other, data_type.as_ref())?;
    let configuration = args.keyword_string("postgresql_regconfig")?;
    let mut flags = [true, false, false];
    for (flag, name) in flags.iter_mut().zip([
        "mysql_boolean_mode",
        "mysql_natural_language",
        "mysql_query_expansion",
    ]) {
        if let Some(given) = args.keyword_boolean(name)? {
            *flag = given;
        }
    }
    if interpreter.dialect() == Dialect::Mysql {
        let operator = match flags {
            [true, false, false] => "MATCH",
            [false, false, false] => "MATCH plain",
            [false, true, false] => "MATCH natural",
            [false, false, true] => "MATCH expanded",
            [false, true, true] => "MATCH natural expanded",
            _ => {
                return Err(argument::alembic_stops(
                    interpreter,
                    &"Invalid MySQL match flags",
                ));
            }
        };
        let made = operator::binary(expression.clone(), operator, right);
        return Ok(Clause::condition(made));
    }
    if interpreter.dialect() == Dialect::Postgres
        && let Some(configuration) = configuration
    {
        right = Expression::List(vec![argument::literal_text(&configuration), right]);
    }
    Ok(Clause::condition(operator::binary(
        expression.clone(),
        "MATCH",
        right,
    )))
}

/// `column.regexp_match(pattern, flags=None)`
fn regexp_match(
    interpreter: &mut Interpreter,
    (expression, data_type): &(Expression, Option<SqlType>),
    args: &mut Args,
) -> Result<Value> {
    let pattern = args.required("pattern")?;
    let pattern = clause::text_beside(interpreter, &pattern, data_type.as_ref())?;
    let flags = match argument::present(args.take("flags")?) {
        Some(flags) => Some(args.to_string("flags", &flags)?),
        None => None,
    };
    let made = match (interpreter.dialect(), flags) {
        (Dialect::Postgres, Some(flags)) if flags == "i" => {
            operator::binary(expression.clone(), "REGEXP i", pattern)
        }
        (Dialect::Postgres, Some(flags)) => operator::binary(
            expression.clone(),
            "REGEXP flags",
            Expression::List(vec![
                argument::literal_text("(?"),
                argument::literal_text(&flags),
                argument::literal_text(")"),
                pattern,
            ]),
        ),
        (Dialect::Mysql, Some(flags)) => Expression::Composed {
            expression: Box::new(function(
                "REGEXP_LIKE",
                vec![
                    operator::group(expression.clone(), operator::Around::Operator("REGEXP")),
                    operator::group(pattern, operator::Around::Operator("REGEXP")),
                    argument::literal_text(&flags),
                ],
            )),
            operator: Some("REGEXP".into()),
            named: None,
            within: None,
        },
        _ => operator::binary(expression.clone(), "REGEXP", pattern),
    };
    Ok(Clause::condition(made))
}

/// `column.regexp_replace(pattern, replacement, flags=None)`
fn regexp_replace(
    interpreter: &mut Interpreter,
    (expression, data_type): &(Expression, Option<SqlType>),
    args: &mut Args,
) -> Result<Value> {
    let inside = operator::Around::Operator("REGEXP");
    let mut arguments = vec![operator::group(expression.clone(), inside)];
    for name in ["pattern", "replacement"] {
        let value = args.required(name)?;
        arguments.push(clause::text_beside(
            interpreter,
            &value,
            data_type.as_ref(),
        )?);
    }
    if let Some(flags) = argument::present(args.take("flags")?) {
        let flags = args.to_string("flags", &flags)?;
        arguments.push(argument::literal_text(&flags));
    }
    if interpreter.dialect() == Dialect::Sqlite {
        return Err(argument::alembic_stops(
            interpreter,
            &"sqlite dialect does not support regular expression replacements",
        ));
    }
    Ok(Clause::value(
        // An operator to SQLAlchemy, with its parentheses and without a type.
        Expression::Composed {
            expression: Box::new(function("REGEXP_REPLACE", arguments)),
            operator: Some("REGEXP".into()),
            named: None,
            within: None,
        },
        None,
    ))
}
