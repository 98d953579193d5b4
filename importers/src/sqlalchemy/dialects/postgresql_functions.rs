//! Functions and constructs that only PostgreSQL's module has: `array`,
//! `aggregate_order_by`, `to_tsvector`.

use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Result};
use crate::python::value::Value;
use crate::sqlalchemy::clause::{self, Clause};
use crate::sqlalchemy::ddl::named_type;
use crate::sqlalchemy::{argument, statement};

/// `array([...], type_=None)`
fn array(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let clauses = args.required("clauses")?;
    let given = match argument::present(args.keyword("type_")) {
        Some(value) => Some(argument::data_type(interpreter, &args, "type_", &value)?),
        None => None,
    };
    args.finish()?;
    let mut items = Vec::new();
    let mut item_type = None;
    for value in interpreter.iterate(&clauses)? {
        item_type = item_type
            .or_else(|| clause::parts(&value).and_then(|(_, data_type)| data_type))
            .or_else(|| value.as_str().map(|_| clause::string_type()));
        items.push(clause::operand(interpreter, &value, None)?);
    }
    let data_type = match given {
        Some(array @ SqlType::Array { .. }) => array,
        other => SqlType::Array {
            item: Box::new(other.clone().or(item_type).unwrap_or(SqlType::Null)),
            zero_based: false,
            postgres: true,
            dimensions: None,
        },
    };
    let empty = items.is_empty();
    let literal = Expression::ArrayOf(items);
    let made = match &data_type {
        // An empty array has no type of its own.
        SqlType::Array { item, .. } if empty && **item != SqlType::Null => {
            let sql = crate::dialect::render_type(&data_type, interpreter.dialect());
            match sql {
                Ok(sql) => Expression::Postfix {
                    operator: format!("::{sql}"),
                    operand: Box::new(literal),
                },
                Err(_) => literal,
            }
        }
        _ => literal,
    };
    Ok(Clause::value(made, Some(data_type)))
}

/// `aggregate_order_by(target, *order_by)`
fn aggregate_order_by(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let target = args.required("target")?;
    let data_type = clause::parts(&target).and_then(|(_, data_type)| data_type);
    let expression = Box::new(clause::operand(interpreter, &target, None)?);
    let order_by = args
        .rest()
        .iter()
        .map(|value| clause::operand(interpreter, value, None))
        .collect::<Result<_>>()?;
    args.finish()?;
    Ok(Clause::value(
        Expression::Ordered {
            expression,
            order_by,
        },
        data_type,
    ))
}

/// A function of the database by its own name.
fn call(interpreter: &mut Interpreter, mut args: Args, name: &str) -> Result<Value> {
    let values = args.rest();
    let given = match argument::present(args.keyword("type_")) {
        Some(given) => Some(argument::data_type(interpreter, &args, "type_", &given)?),
        None => None,
    };
    args.finish()?;
    let mut arguments = Vec::with_capacity(values.len());
    let mut first = None;
    for value in &values {
        let (argument, data_type) = clause::operand_with_type(interpreter, value)?;
        first = first.or(data_type);
        arguments.push(argument);
    }
    let data_type = given.or_else(|| match (name, first) {
        ("array_agg", Some(SqlType::Array { .. }) | None) => None,
        ("array_agg", Some(item)) => Some(SqlType::Array {
            item: Box::new(item),
            zero_based: false,
            postgres: true,
            dimensions: None,
        }),
        _ => None,
    });
    Ok(Clause::value(
        Expression::Function {
            name: vec![name.into()],
            arguments,
        },
        data_type,
    ))
}

macro_rules! functions {
    ($($name:literal)*) => {
        /// The functions, by name.
        pub(super) static FUNCTIONS: &[(&str, Definition)] = &[
            ("insert", Definition::Function(|i, args| statement::insert_on(i, args, "postgresql"))),
            (
                "dialect",
                Definition::Function(|_, args| {
                    crate::sqlalchemy::dialect_object::dialect_named(crate::Dialect::Postgres, args)
                }),
            ),
            ("array", Definition::Function(array)),
            ("Range", Definition::Function(crate::sqlalchemy::ranges::range)),
            ("aggregate_order_by", Definition::Function(aggregate_order_by)),
            ("Any", Definition::Function(|i, args| compared(i, args, "ANY"))),
            ("All", Definition::Function(|i, args| compared(i, args, "ALL"))),
            $(($name, Definition::Function(|i, args| call(i, args, $name))),)*
            ("CreateEnumType", Definition::Function(|i, args| named_type::of(i, args, "CreateEnumType"))),
            ("DropEnumType", Definition::Function(|i, args| named_type::of(i, args, "DropEnumType"))),
            ("CreateDomainType", Definition::Function(|i, args| named_type::of(i, args, "CreateDomainType"))),
            ("DropDomainType", Definition::Function(|i, args| named_type::of(i, args, "DropDomainType"))),
        ];
    };
}

/// `Any(value, array)`, `All(value, array)`
fn compared(interpreter: &mut Interpreter, mut args: Args, word: &str) -> Result<Value> {
    let other = args.required("other")?;
    let array = args.required("arrexpr")?;
    if argument::present(args.take("operator")?).is_some() {
        return Err(interpreter.unsupported("`operator=` of `Any` and `All`"));
    }
    args.finish()?;
    let value = clause::operand(interpreter, &other, None)?;
    let array = clause::operand(interpreter, &array, None)?;
    Ok(Clause::condition(crate::operation::operator::binary(
        value,
        "=",
        crate::sqlalchemy::containers::quantified(word, array),
    )))
}

functions! {
    "array_agg" "hstore" "phraseto_tsquery" "plainto_tsquery" "to_tsquery" "to_tsvector" "ts_headline"
    "websearch_to_tsquery"
}
