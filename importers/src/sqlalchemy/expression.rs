//! Functions that make expressions: `and_`, `case`, `cast`, `null`, ...

use super::argument;
use super::clause::{self, Clause};
use crate::dialect::Dialect;
use crate::operation::operator;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Result};
use crate::python::value::Value;

fn joined(interpreter: &mut Interpreter, mut args: Args, all: bool) -> Result<Value> {
    let values = args.rest();
    let operands = values
        .iter()
        .map(|value| match clause::as_expression(value) {
            // These decide, or change nothing.
            Some(constant @ (Expression::True | Expression::False)) => Ok(constant),
            _ => match value {
                Value::Bool(true) => Ok(Expression::True),
                Value::Bool(false) => Ok(Expression::False),
                other => clause::condition(interpreter, other),
            },
        })
        .collect::<Result<Vec<_>>>()?;
    args.finish()?;
    let args_given = !operands.is_empty();
    let is_constant = |one: &Expression| matches!(one, Expression::True | Expression::False);
    let mut conditions = (0..operands.len()).filter(|&at| !is_constant(&operands[at]));
    let only = conditions.next().filter(|_| conditions.next().is_none());
    let empty = match (args_given, all) {
        (false, _) => Expression::Junction {
            all,
            operands: Vec::new(),
        },
        (true, true) => Expression::True,
        (true, false) => Expression::False,
    };
    let made = operator::junction(all, operands).unwrap_or(empty);
    // A constant that decides is a condition from then on, and no constant.
    if is_constant(&made) {
        return Ok(Clause::condition(clause::settled(
            made,
            interpreter.dialect(),
        )));
    }
    match only {
        Some(at) => clause::alone(interpreter, &values[at], made),
        None => Ok(Clause::condition(made)),
    }
}

fn not(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("clause")?;
    args.finish()?;
    clause::negated(interpreter, &value)
}

fn constant(mut args: Args, expression: Expression, data_type: Option<SqlType>) -> Result<Value> {
    let _ = args.keyword("type_");
    args.finish()?;
    Ok(Clause::value(expression, data_type))
}

/// `sa.cast(expression, type_)`
pub(super) fn cast(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("expression")?;
    let data_type = args.required("type_")?;
    let data_type = argument::data_type(interpreter, &args, "type_", &data_type)?;
    args.finish()?;
    let expression = clause::operand(interpreter, &value, Some(&data_type))?;
    let cast = Expression::Cast {
        expression: Box::new(expression),
        data_type: data_type.clone(),
    };
    Ok(Clause::around(&value, cast, data_type))
}

/// `sa.lambda_stmt(function, ...)`: a statement that is kept for the next time.
fn lambda_stmt(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("lmb")?;
    let _ = args.rest();
    let _ = args.take_keywords();
    interpreter.call_with(&function, [])
}

/// `sa.try_cast(expression, type_)`, which only other databases have.
fn try_cast(interpreter: &mut Interpreter, _: Args) -> Result<Value> {
    let dialect = interpreter.dialect().sqlalchemy_name();
    let reason = format!("The {dialect} compiler can't render element of type TryCast");
    Err(argument::alembic_stops(interpreter, &reason))
}

/// `sa.type_coerce(expression, type_)`: only Python sees the other type.
fn type_coerce(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("expression")?;
    let data_type = args.required("type_")?;
    let data_type = argument::data_type(interpreter, &args, "type_", &data_type)?;
    args.finish()?;
    let (expression, within) = match super::element::parts(interpreter, &value)? {
        // A parameter becomes one of the type.
        Some((Expression::Literal { value, .. }, _)) => (
            Expression::Literal {
                value,
                data_type: Some(data_type.clone()),
            },
            None,
        ),
        Some(_)
            if value
                .downcast::<super::parameter::ParameterObject>()
                .is_some() =>
        {
            (
                clause::operand(interpreter, &value, Some(&data_type))?,
                None,
            )
        }
        Some(parts) => parts,
        None => (
            clause::operand(interpreter, &value, Some(&data_type))?,
            None,
        ),
    };
    let coerced = Expression::Composed {
        named: Some(Box::new(expression.clone())),
        expression: Box::new(expression),
        operator: None,
        within,
    };
    Ok(Clause::around(&value, coerced, data_type))
}

/// `sa.case((condition, result), ..., value=None, else_=None)`; SQLAlchemy 1.x
/// took the pairs in one list, and a dict of values is still taken.
fn case(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let subject = match argument::present(args.keyword("value")) {
        Some(value) => Some(clause::operand(interpreter, &value, None)?),
        None => None,
    };
    let otherwise = args.keyword("else_");
    let mut whens = args.rest();
    args.finish()?;
    if let [Value::List(list)] = &whens[..] {
        let items = list.items.borrow().clone();
        whens = items;
    } else if let [Value::Dict(dict)] = &whens[..] {
        let pairs = dict.entries.borrow().pairs();
        whens = pairs
            .into_iter()
            .map(|(key, value)| Value::tuple([key, value]))
            .collect();
    }
    let mut branches = Vec::new();
    let mut data_type = None;
    for when in &whens {
        let [condition, result] = &interpreter.iterate(when)?[..] else {
            return Err(interpreter.refuse(
                "unknown-argument",
                "`sa.case` takes pairs of a condition and a result.",
                None,
            ));
        };
        let condition = match &subject {
            Some(_) => clause::operand(interpreter, condition, None)?,
            None => clause::operand(interpreter, condition, None)?,
        };
        let condition = operator::group(condition, operator::Around::Anything);
        let (result, result_type) = clause::operand_with_type(interpreter, result)?;
        // The last one that has a type says it.
        data_type = result_type.or(data_type);
        branches.push((condition, result));
    }
    let otherwise = match otherwise {
        Some(value) if !value.is_none() => {
            let (value, own) = clause::operand_with_type(interpreter, &value)?;
            data_type = data_type.or(own);
            Some(Box::new(value))
        }
        _ => None,
    };
    Ok(Clause::value(
        Expression::Case {
            subject: subject.map(Box::new),
            branches,
            otherwise,
        },
        data_type,
    ))
}

/// A function that is a method of its first argument: `sa.desc("name")`, `sa.between(c, 1, 2)`.
fn of_method(interpreter: &mut Interpreter, mut args: Args, method: &str) -> Result<Value> {
    let value = args.required(match method {
        "between" | "bitwise_not" | "distinct" => "expr",
        "collate" => "expression",
        _ => "column",
    })?;
    if method == "between" {
        // The method has other names for them.
        let bounds = [args.required("lower_bound")?, args.required("upper_bound")?];
        let symmetric = args.take("symmetric")?;
        let function = args.function.clone();
        args.finish()?;
        args = Args::new(bounds.into_iter().chain(symmetric));
        args.function = function;
    }
    let (expression, data_type) = match clause::parts(&value) {
        Some(parts) => parts,
        None => match super::looked_up::of_value(&value) {
            Some(name) => (name, None),
            None => (clause::operand(interpreter, &value, None)?, None),
        },
    };
    let made = clause::method(interpreter, (expression, data_type), method, &mut args)?;
    args.finish()?;
    Ok(made.unwrap_or(Value::None))
}

/// `sa.tuple_(a, b)`
fn tuple(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut types = Vec::new();
    if let Some(given) = argument::present(args.keyword("types")) {
        for one in interpreter.iterate(&given)? {
            types.push(argument::data_type(interpreter, &args, "types", &one)?);
        }
    }
    let items = args
        .rest()
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let item = clause::operand(interpreter, value, types.get(at))?;
            Ok(operator::group(item, operator::Around::Comma))
        })
        .collect::<Result<_>>()?;
    args.finish()?;
    Ok(Clause::value(Expression::List(items), None))
}

/// `sa.extract(field, expression)`
fn extract(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let field = args.string("field")?;
    let value = args.required("expr")?;
    args.finish()?;
    let expression = clause::operand(interpreter, &value, None)?;
    extracted(interpreter, &field, expression)
}

/// What SQLite's `strftime` calls the fields.
const STRFTIME: &[(&str, &str)] = &[
    ("month", "%m"),
    ("day", "%d"),
    ("year", "%Y"),
    ("second", "%S"),
    ("hour", "%H"),
    ("doy", "%j"),
    ("minute", "%M"),
    ("epoch", "%s"),
    ("dow", "%w"),
    ("week", "%W"),
    // SQLite has none of these, and SQLAlchemy writes them all the same.
    ("quarter", "quarter"),
    ("milliseconds", "milliseconds"),
    ("timezone_hour", "timezone_hour"),
    ("timezone_minute", "timezone_minute"),
];

/// `EXTRACT(field FROM expression)`
pub(crate) fn extracted(
    interpreter: &Interpreter,
    field: &str,
    expression: Expression,
) -> Result<Value> {
    let integer = SqlType::Integer(crate::operation::types::IntegerSize::Normal);
    let made = if interpreter.dialect() == Dialect::Sqlite {
        let Some((_, format)) = STRFTIME.iter().find(|(name, _)| *name == field) else {
            return Err(argument::alembic_stops(
                interpreter,
                &format!("{field} is not a valid extract argument"),
            ));
        };
        Expression::Cast {
            expression: Box::new(Expression::Function {
                name: vec!["STRFTIME".into()],
                arguments: vec![argument::literal_text(format), expression],
            }),
            data_type: integer.clone(),
        }
    } else {
        let field = match (interpreter.dialect(), field) {
            (Dialect::Mysql, "milliseconds") => "millisecond",
            (_, other) => other,
        };
        Expression::Function {
            name: vec!["EXTRACT".into()],
            arguments: vec![Expression::Binary {
                left: Box::new(Expression::Verbatim(field.to_owned())),
                operator: "FROM".into(),
                right: Box::new(expression),
            }],
        }
    };
    Ok(Clause::value(made.composed(), Some(integer)))
}

/// `sa.any_(expression)`, `sa.all_(expression)`
fn quantified(interpreter: &mut Interpreter, mut args: Args, word: &str) -> Result<Value> {
    let value = args.required("expr")?;
    args.finish()?;
    let data_type = clause::parts(&value).and_then(|(_, data_type)| data_type);
    let expression = clause::operand(interpreter, &value, None)?;
    let expression = operator::group(expression, operator::Around::Anything);
    let item = match data_type {
        Some(SqlType::Array { item, .. }) => Some(*item),
        other => other,
    };
    Ok(Clause::value(
        super::containers::quantified(word, expression),
        item,
    ))
}

/// `sa.over(function, partition_by=, order_by=, ...)`
fn over(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("element")?;
    let made = interpreter.call_method(&value, "over", args)?;
    Ok(made)
}

/// `quoted_name(value, quote)`
fn quoted_name(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let text = args.string("value")?;
    let quote = args.optional_boolean("quote")?;
    args.finish()?;
    Ok(Value::object(argument::NameObject {
        name: crate::operation::Name { text, quote },
        is_final: false,
    }))
}

/// `conv(name)`
fn conv(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = conv_argument(interpreter, &mut args)?;
    args.finish()?;
    Ok(value)
}

/// The argument of `conv(name)` and `op.f(name)`.
pub(crate) fn conv_argument(_: &mut Interpreter, args: &mut Args) -> Result<Value> {
    let value = args.required("name")?;
    let name = argument::to_name(args, "name", &value)?;
    Ok(Value::object(argument::NameObject {
        name,
        is_final: true,
    }))
}

/// `sa.label(name, element)`, `sa.funcfilter(func, *criterion)`, `sa.within_group(element, *order_by)`
fn called(interpreter: &mut Interpreter, mut args: Args, of: &str, method: &str) -> Result<Value> {
    let named = (method == "label")
        .then(|| args.required("name"))
        .transpose()?;
    let element = args.required(of)?;
    let mut rest = args;
    if let Some(name) = named {
        rest.positional.push_front(name);
    }
    interpreter.call_method(&element, method, rest)
}

fn collate(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    of_method(interpreter, args, "collate")
}

/// The functions, by name.
pub(crate) static FUNCTIONS: &[(&str, Definition)] = &[
    (
        "and_",
        Definition::Function(|i, args| joined(i, args, true)),
    ),
    (
        "or_",
        Definition::Function(|i, args| joined(i, args, false)),
    ),
    ("not_", Definition::Function(not)),
    (
        "null",
        Definition::Function(|_, args| constant(args, Expression::Null, None)),
    ),
    (
        "true",
        Definition::Function(|_, args| constant(args, Expression::True, Some(clause::BOOLEAN))),
    ),
    (
        "True_",
        Definition::Function(|_, args| constant(args, Expression::True, Some(clause::BOOLEAN))),
    ),
    (
        "false",
        Definition::Function(|_, args| constant(args, Expression::False, Some(clause::BOOLEAN))),
    ),
    (
        "False_",
        Definition::Function(|_, args| constant(args, Expression::False, Some(clause::BOOLEAN))),
    ),
    ("join", Definition::Function(super::join::inner)),
    ("outerjoin", Definition::Function(super::join::outer)),
    ("literal", Definition::Function(super::parameter::literal)),
    (
        "bindparam",
        Definition::Function(super::parameter::bindparam),
    ),
    (
        "literal_column",
        Definition::Function(super::text::literal_column),
    ),
    ("text", Definition::Function(super::text::text)),
    ("TextClause", Definition::Function(super::text::text)),
    ("column", Definition::Function(super::column::light)),
    ("ColumnClause", Definition::Function(super::column::light)),
    ("table", Definition::Function(super::table::light)),
    ("TableClause", Definition::Function(super::table::light)),
    ("cast", Definition::Function(cast)),
    ("Cast", Definition::Function(cast)),
    ("type_coerce", Definition::Function(type_coerce)),
    ("try_cast", Definition::Function(try_cast)),
    ("lambda_stmt", Definition::Function(lambda_stmt)),
    ("values", Definition::Function(super::row_values::values)),
    ("case", Definition::Function(case)),
    ("exists", Definition::Function(super::statement::exists)),
    ("tuple_", Definition::Function(tuple)),
    ("extract", Definition::Function(extract)),
    ("collate", Definition::Function(collate)),
    (
        "any_",
        Definition::Function(|i, args| quantified(i, args, "ANY")),
    ),
    (
        "all_",
        Definition::Function(|i, args| quantified(i, args, "ALL")),
    ),
    ("over", Definition::Function(over)),
    (
        "bitwise_not",
        Definition::Function(|i, args| of_method(i, args, "bitwise_not")),
    ),
    (
        "union",
        Definition::Function(|_, args| super::statement::compound(args, "union")),
    ),
    (
        "union_all",
        Definition::Function(|_, args| super::statement::compound(args, "union_all")),
    ),
    (
        "label",
        Definition::Function(|i, args| called(i, args, "element", "label")),
    ),
    (
        "funcfilter",
        Definition::Function(|i, args| called(i, args, "func", "filter")),
    ),
    (
        "within_group",
        Definition::Function(|i, args| called(i, args, "element", "within_group")),
    ),
    (
        "intersect_all",
        Definition::Function(|_, args| super::statement::compound(args, "intersect_all")),
    ),
    (
        "except_all",
        Definition::Function(|_, args| super::statement::compound(args, "except_all")),
    ),
    (
        "except_",
        Definition::Function(|_, args| super::statement::compound(args, "except_")),
    ),
    (
        "intersect",
        Definition::Function(|_, args| super::statement::compound(args, "intersect")),
    ),
    (
        "asc",
        Definition::Function(|i, args| of_method(i, args, "asc")),
    ),
    (
        "desc",
        Definition::Function(|i, args| of_method(i, args, "desc")),
    ),
    (
        "nulls_first",
        Definition::Function(|i, args| of_method(i, args, "nulls_first")),
    ),
    (
        "nullsfirst",
        Definition::Function(|i, args| of_method(i, args, "nulls_first")),
    ),
    (
        "nulls_last",
        Definition::Function(|i, args| of_method(i, args, "nulls_last")),
    ),
    (
        "nullslast",
        Definition::Function(|i, args| of_method(i, args, "nulls_last")),
    ),
    (
        "between",
        Definition::Function(|i, args| of_method(i, args, "between")),
    ),
    (
        "distinct",
        Definition::Function(|i, args| of_method(i, args, "distinct")),
    ),
    (
        "cte",
        Definition::Function(|i, args| called(i, args, "selectable", "cte")),
    ),
    (
        "alias",
        Definition::Function(|i, args| super::derived::function(i, args, "alias")),
    ),
    (
        "lateral",
        Definition::Function(|i, args| super::derived::function(i, args, "lateral")),
    ),
    (
        "tablesample",
        Definition::Function(|i, args| super::derived::function(i, args, "tablesample")),
    ),
    ("quoted_name", Definition::Function(quoted_name)),
    ("conv", Definition::Function(conv)),
    ("func", Definition::Value(super::function::generator)),
    ("select", Definition::Function(super::statement::select)),
    ("insert", Definition::Function(super::statement::insert)),
    ("update", Definition::Function(super::statement::update)),
    ("delete", Definition::Function(super::statement::delete)),
];
