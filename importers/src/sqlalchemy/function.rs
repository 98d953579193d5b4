//! `sa.func.NAME(...)`.

use std::rc::Rc;

use super::argument;
use super::clause::{self, Clause};
use super::compiled;
use super::derived;
use super::generic_function;
use super::item::{ItemObject, SchemaItem};
use super::looked_up;
use super::schema::Item;
use super::table::TableObject;
use crate::operation::expression::{AliasName, Aliased, AliasedKind, Literal};
use crate::operation::name::COUNTED;
use crate::operation::operator::{self, Around};
use crate::operation::types::IntegerSize;
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Object, Result};
use crate::python::value::Value;

/// `func`, and each dotted name under it.
pub(crate) struct Generator {
    /// The name so far.
    pub(crate) name: Vec<String>,
    /// Whether it is a class of `sqlalchemy.sql.functions`, whatever else has that name.
    is_class: bool,
}

/// The class of SQLAlchemy's that a value means, where it is one of its functions: what has its
/// own definition, or else the name alone.
pub(super) fn class_of(value: &Value) -> Option<(Option<&'static ClassDefinition>, String)> {
    let own = value.downcast::<Generator>().filter(|own| own.is_class)?;
    let name = own.name.first()?;
    let full = format!("sqlalchemy.sql.functions.{name}");
    Some((generic_function::typed_class(name), full))
}

impl Object for Generator {
    fn type_name(&self) -> &str {
        "_FunctionGenerator"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        if self.is_class && name == "__mro_entry__" {
            let name = self.name.first().map(String::as_str).unwrap_or_default();
            return Ok(Some(Value::NativeClass(generic_function::known(name))));
        }
        if name.starts_with("__") || self.is_class {
            return Ok(None);
        }
        let mut path = self.name.clone();
        // A trailing underscore avoids Python's keywords: `func.and_`.
        path.push(name.strip_suffix('_').unwrap_or(name).to_owned());
        Ok(Some(Value::object(Self {
            name: path,
            is_class: false,
        })))
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        if !self.is_class
            && let Some(registered) = generic_function::find(interpreter, &self.name)?
        {
            return interpreter.call(&registered, args).map(Some);
        }
        if self.name == ["cast"] {
            return super::expression::cast(interpreter, args).map(Some);
        }
        let given = match argument::present(args.keyword("type_")) {
            Some(value) => Some(argument::data_type(interpreter, &args, "type_", &value)?),
            None => None,
        };
        let mut arguments = Vec::new();
        let mut first_type = None;
        let mut sequence = None;
        for value in &args.rest() {
            if let Some(object) = value.downcast::<ItemObject>()
                && let SchemaItem::Sequence(given) = &object.item
            {
                sequence = Some(given.clone());
                continue;
            }
            let (argument, data_type) = clause::operand_with_type(interpreter, value)?;
            first_type = first_type.or(data_type);
            arguments.push(operator::group(argument, Around::Comma));
        }
        if let Some(sequence) = sequence {
            if self.name != ["next_value"] {
                return Err(args.refuse("Only `func.next_value` takes a sequence."));
            }
            args.finish()?;
            return super::sequence::next_value(interpreter, &sequence).map(Some);
        }
        args.finish()?;
        if let (
            [name],
            [
                Expression::Literal {
                    value: Literal::Text(field),
                    ..
                },
                of,
            ],
        ) = (&self.name[..], &arguments[..])
            && name == "extract"
        {
            return super::expression::extracted(interpreter, field, of.clone()).map(Some);
        }
        let data_type = given.or_else(|| match &self.name[..] {
            [name] => result_type(name, first_type),
            _ => None,
        });
        if let [name] = &self.name[..]
            && let Some(class) = generic_function::typed_class(&name.to_lowercase())
            && let Some(written) =
                compiled::of_function(interpreter, class, &arguments, data_type.as_ref())?
        {
            return Ok(Some(Clause::value(written, data_type)));
        }
        Ok(Some(Clause::value(
            Expression::Function {
                name: self.name.iter().map(|part| part.as_str().into()).collect(),
                arguments,
            },
            data_type,
        )))
    }
}

/// The types that SQLAlchemy knows its own functions by.
pub(super) fn result_type(name: &str, first: Option<SqlType>) -> Option<SqlType> {
    match name.to_lowercase().as_str() {
        "now" | "current_timestamp" | "localtime" | "localtimestamp" | "sysdate" => {
            Some(SqlType::DateTime {
                timestamp: false,
                timezone: false,
                precision: None,
            })
        }
        "current_time" => Some(SqlType::Time {
            timezone: false,
            precision: None,
        }),
        "count" | "char_length" | "rank" | "dense_rank" => {
            Some(SqlType::Integer(IntegerSize::Normal))
        }
        "percent_rank" | "cume_dist" => Some(SqlType::Numeric {
            decimal: false,
            precision: None,
            scale: None,
        }),
        "aggregate_strings" | "concat" | "current_user" | "session_user" | "user" => {
            Some(clause::string_type())
        }
        "current_date" => Some(SqlType::Date),
        "coalesce" | "max" | "min" | "sum" => first,
        "array_agg" => Some(match first {
            Some(SqlType::Array { .. }) => return first,
            item => SqlType::Array {
                item: Box::new(item.unwrap_or(SqlType::Null)),
                zero_based: false,
                postgres: false,
                dimensions: None,
            },
        }),
        _ => None,
    }
}

/// The functions of ordered sets that give a value of the set.
const ORDERED: &[&str] = &["mode", "percentile_cont", "percentile_disc"];

/// The functions that `sqlalchemy.sql.functions` has as names of its own.
const NAMED: &[&str] = &[
    "aggregate_strings",
    "array_agg",
    "char_length",
    "coalesce",
    "concat",
    "count",
    "cube",
    "cume_dist",
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "dense_rank",
    "grouping_sets",
    "localtime",
    "localtimestamp",
    "max",
    "min",
    "mode",
    "next_value",
    "now",
    "percent_rank",
    "percentile_cont",
    "percentile_disc",
    "random",
    "rank",
    "rollup",
    "session_user",
    "sum",
    "sysdate",
    "user",
];

/// A name of `sqlalchemy.sql.functions`.
pub(crate) fn named(name: &str) -> Option<Value> {
    NAMED.contains(&name).then(|| {
        Value::object(Generator {
            name: vec![name.to_owned()],
            is_class: true,
        })
    })
}

/// `sqlalchemy.func`
pub(crate) fn generator(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(Generator {
        name: Vec::new(),
        is_class: false,
    }))
}

/// A method of a function: `.over(...)`, `.filter(...)`, `.within_group(...)`.
pub(crate) fn method(
    interpreter: &mut Interpreter,
    own: &(Expression, Option<SqlType>),
    name: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    let function = Box::new(own.0.clone());
    let made = match name {
        "filter" => {
            let values = args.rest();
            let condition = match &values[..] {
                // One alone stands as it is.
                [only] => Some(clause::condition_as_given(interpreter, only)?),
                several => {
                    let conditions = several
                        .iter()
                        .map(|value| clause::condition(interpreter, value))
                        .collect::<Result<_>>()?;
                    operator::junction(true, conditions)
                }
            };
            let Some(condition) = condition else {
                return Ok(None);
            };
            Expression::Filter {
                function,
                condition: Box::new(condition),
            }
        }
        "within_group" => {
            let mut order_by = Vec::new();
            let mut first = None;
            for value in args.rest() {
                let (order, data_type) = clause::operand_with_type(interpreter, &value)?;
                first = first.or(data_type);
                order_by.push(order);
            }
            let takes_type = matches!(&own.0, Expression::Function { name, .. }
                if name.last().is_some_and(|name| ORDERED.contains(&&*name.text.to_lowercase())));
            let data_type = if takes_type { first } else { own.1.clone() };
            let made = Expression::WithinGroup { function, order_by };
            return Ok(Some(Clause::value(made, data_type)));
        }
        "over" => {
            let mut partition_by = several(interpreter, args, "partition_by")?;
            let mut order_by = several(interpreter, args, "order_by")?;
            for one in partition_by.iter_mut().chain(&mut order_by) {
                *one = operator::group(one.clone(), Around::Comma);
            }
            let mut frame = None;
            for (parameter, words) in [("rows", "ROWS"), ("range_", "RANGE"), ("groups", "GROUPS")]
            {
                if let Some(value) = argument::present(args.take(parameter)?) {
                    let [start, end] = &interpreter.iterate(&value)?[..] else {
                        return Err(args.refuse(format!("`{parameter}` takes two numbers.")));
                    };
                    frame = Some(format!(
                        "{words} BETWEEN {} AND {}",
                        bound(args, start, "PRECEDING")?,
                        bound(args, end, "FOLLOWING")?
                    ));
                }
            }
            Expression::Over {
                function,
                partition_by,
                order_by,
                frame,
            }
        }
        "table_valued" => {
            let mut items = Vec::new();
            for value in args.rest() {
                items.push(derived::column(args, &value)?);
            }
            let mut own = own.clone();
            if let Some(ordinality) = argument::present(args.keyword("with_ordinality")) {
                items.push(derived::column(args, &ordinality)?);
                own.0 = Expression::Postfix {
                    operator: " WITH ORDINALITY".to_owned(),
                    operand: Box::new(own.0),
                };
            }
            // Only warnings depend on it.
            let _ = args.keyword("joins_implicitly");
            let name = derived::name(args, "anon")?;
            return Ok(Some(Value::object(from_function(&own, name, items))));
        }
        "scalar_table_valued" => {
            let field = argument::name(args, "name")?;
            let data_type = match argument::present(args.take("type_")?) {
                Some(given) => Some(argument::data_type(interpreter, args, "type_", &given)?),
                None => None,
            };
            let field = Expression::Field {
                function,
                name: field,
            };
            return Ok(Some(Clause::value(field, data_type)));
        }
        "column_valued" | "alias" => {
            let alias = derived::name(args, "anon")?;
            let _ = args.take("joins_implicitly")?;
            let items = match name {
                "alias" => counted_column(own, &alias),
                _ => Vec::new(),
            };
            let table = from_function(own, alias, items);
            return Ok(Some(match name {
                "alias" => Value::object(table),
                _ => itself(&table),
            }));
        }
        _ => return Ok(None),
    };
    Ok(Some(Clause::value(made, own.1.clone())))
}

/// The one column that SQLAlchemy sees in the alias of a function: what the function is counted as.
fn counted_column(own: &(Expression, Option<SqlType>), alias: &AliasName) -> Vec<Item> {
    let base = crate::dialect::counted(&own.0).unwrap_or_default();
    let name = Name::new(format!("{COUNTED}{}:0:{base}", alias.id()));
    let data_type = own.1.clone().unwrap_or(SqlType::Null);
    vec![Item::Column(Box::new(super::column::plain(
        name, data_type,
    )))]
}

/// A function as what stands in `FROM`.
fn from_function(
    own: &(Expression, Option<SqlType>),
    name: AliasName,
    items: Vec<Item>,
) -> TableObject {
    let aliased = Aliased {
        kind: AliasedKind::Function {
            call: own.0.clone(),
            derived: Vec::new(),
        },
        name,
    };
    let mut table = TableObject::aliased(aliased, items);
    table.row_type.clone_from(&own.1);
    table
}

/// The alias of a function as a column: its name alone.
pub(crate) fn itself(table: &TableObject) -> Value {
    let data_type = table.row_type.clone();
    let expression = Expression::Column {
        table: Some(table.source()),
        name: Name::new(""),
        data_type: data_type.clone(),
    };
    Clause::value(expression, data_type)
}

/// One expression or several.
fn several(interpreter: &mut Interpreter, args: &mut Args, name: &str) -> Result<Vec<Expression>> {
    let Some(value) = argument::present(args.take(name)?) else {
        return Ok(Vec::new());
    };
    let (values, is_one) = match &value {
        Value::List(_) | Value::Tuple(_) => (interpreter.iterate(&value)?, false),
        _ => (vec![value], true),
    };
    let mut all = Vec::with_capacity(values.len());
    for value in &values {
        all.push(match looked_up::of_value(value) {
            Some(name) => name,
            None => clause::operand(interpreter, value, None)?,
        });
    }
    // SQLAlchemy takes for several what is a list of operands to itself.
    match &mut all[..] {
        [Expression::List(items) | Expression::Junction { operands: items, .. }] if is_one => {
            Ok(std::mem::take(items))
        }
        [one] if is_one && is_chain(one) => Err(args.refuse(format!(
            "SQLAlchemy takes this `{name}` for a list of its operands. Write `[...]` around it, or list them."
        ))),
        _ => Ok(all),
    }
}

/// Whether it is three or more operands of an operator that SQLAlchemy keeps as a list.
fn is_chain(expression: &Expression) -> bool {
    let Expression::Binary {
        left,
        operator,
        right,
    } = expression
    else {
        return false;
    };
    let is_same = |side: &Expression| matches!(side, Expression::Binary { operator: own, .. } if own == operator);
    matches!(operator.as_str(), "+" | "*" | "||") && (is_same(left) || is_same(right))
}

/// One end of a frame.
fn bound(args: &Args, value: &Value, unbounded: &str) -> Result<String> {
    if value.is_none() {
        return Ok(format!("UNBOUNDED {unbounded}"));
    }
    Ok(match args.to_integer("rows", value)? {
        0 => "CURRENT ROW".to_owned(),
        number if number < 0 => format!("{} PRECEDING", number.unsigned_abs()),
        number => format!("{number} FOLLOWING"),
    })
}
