//! What is made of a table for `FROM`: `alias`, `lateral`, `tablesample`, `render_derived`.

use super::clause;
use super::schema::{Item, creation_order};
use super::table::TableObject;
use super::{argument, join};
use crate::operation::expression::{AliasName, Aliased, AliasedKind};
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use std::rc::Rc;

/// The name that is given, or one that is counted where it is written.
pub(crate) fn name(args: &mut Args, base: &str) -> Result<AliasName> {
    Ok(match argument::present(args.take("name")?) {
        Some(name) => AliasName::Named {
            name: argument::to_name(args, "name", &name)?,
            id: creation_order(),
        },
        None => AliasName::Anonymous {
            base: base.to_owned(),
            id: creation_order(),
        },
    })
}

/// What an unnamed alias of the table is counted by.
fn base(table: &TableObject) -> &str {
    match table.alias().map(|alias| (&alias.name, &alias.kind)) {
        Some((AliasName::Anonymous { .. }, _)) => "anon",
        // It is one of the query.
        Some((_, AliasedKind::Common { .. } | AliasedKind::CommonAgain(_))) => "anon",
        _ => &table.name.name.text,
    }
}

/// What the table is, to be given another name.
fn kind(interpreter: &Interpreter, table: &TableObject) -> Result<AliasedKind> {
    Ok(match table.alias() {
        None => AliasedKind::Table(table.name.clone()),
        Some(alias) => match &alias.kind {
            AliasedKind::Common { .. } | AliasedKind::CommonAgain(_) => {
                AliasedKind::CommonAgain(alias.clone())
            }
            AliasedKind::Sample { .. } => {
                return Err(interpreter.unsupported("another alias of `tablesample(...)`"));
            }
            kind => kind.clone(),
        },
    })
}

/// The same columns under another name.
fn made(
    interpreter: &mut Interpreter,
    table: &TableObject,
    kind: AliasedKind,
    name: AliasName,
) -> Value {
    let items = table.items.borrow().clone();
    let aliased = Rc::new(table.under(Aliased { kind, name }, items));
    join::remember(interpreter, &aliased);
    Value::Object(aliased)
}

/// `table.alias(name=None)`, `.lateral(name=None)`, `.tablesample(sampling, name=None, seed=None)`
/// and `.render_derived(name=None, with_types=False)`; `None` where it is no such method.
///
/// # Errors
/// What is none of their arguments.
pub(crate) fn method(
    interpreter: &mut Interpreter,
    table: &TableObject,
    method: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    if method == "tablesample" && super::row_values::is_values(table) {
        return Err(interpreter.unsupported("`tablesample` of `values(...)`"));
    }
    let of = match method {
        "alias" | "lateral" | "tablesample" => kind(interpreter, table)?,
        "render_derived" => match table.alias().map(|alias| &alias.kind) {
            Some(AliasedKind::Function { call, .. }) => AliasedKind::Function {
                call: call.clone(),
                derived: Vec::new(),
            },
            // It is made anew of what stands below `LATERAL`.
            Some(AliasedKind::Lateral(inner)) if table.is_function() => (**inner).clone(),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let sampling = match method {
        "tablesample" => Some(sampling(interpreter, args)?),
        _ => None,
    };
    let base = match method {
        "render_derived" => "anon",
        _ => base(table),
    };
    let name = name(args, base)?;
    let kind = match (method, sampling) {
        (_, Some(method)) => {
            let seed = match argument::present(args.take("seed")?) {
                Some(seed) => match clause::as_expression(&seed) {
                    Some(seed) => Some(seed),
                    None => {
                        return Err(args.refuse(
                            "The seed of `tablesample` is no expression: write sa.literal(...).",
                        ));
                    }
                },
                None => None,
            };
            AliasedKind::Sample {
                of: Box::new(of),
                method,
                seed,
            }
        }
        ("lateral", None) => match of {
            AliasedKind::Query { query, .. } => AliasedKind::Query {
                query,
                lateral: true,
            },
            other => AliasedKind::Lateral(Box::new(other)),
        },
        ("render_derived", None) => {
            let with_types = args.optional_boolean("with_types")?.unwrap_or(false);
            derived(of, table, with_types)
        }
        _ => {
            let _ = args.take("flat")?;
            of
        }
    };
    Ok(Some(made(interpreter, table, kind, name)))
}

/// `table.alias(...)`
///
/// # Errors
/// As [`method`].
pub(crate) fn alias(
    interpreter: &mut Interpreter,
    table: &TableObject,
    args: &mut Args,
) -> Result<Value> {
    let made = method(interpreter, table, "alias", args)?;
    Ok(made.unwrap_or(Value::None))
}

/// The function that chooses rows; of a number, `system`.
fn sampling(interpreter: &mut Interpreter, args: &mut Args) -> Result<Expression> {
    let given = args.required("sampling")?;
    let given = clause::operand(interpreter, &given, None)?;
    Ok(match given {
        function @ Expression::Function { .. } => function,
        number => Expression::Function {
            name: vec!["system".into()],
            arguments: vec![number],
        },
    })
}

/// A function whose alias lists its columns.
fn derived(of: AliasedKind, table: &TableObject, with_types: bool) -> AliasedKind {
    let listed = |(name, data_type): (Name, SqlType)| (name, with_types.then_some(data_type));
    match of {
        AliasedKind::Function { call, .. } => AliasedKind::Function {
            call,
            derived: table.columns().into_iter().map(listed).collect(),
        },
        other => other,
    }
}

/// `sa.alias(...)`, `sa.lateral(...)`, `sa.tablesample(...)`
pub(crate) fn function(
    interpreter: &mut Interpreter,
    mut args: Args,
    method: &str,
) -> Result<Value> {
    let selectable = args.required("selectable")?;
    interpreter.call_method(&selectable, method, args)
}

/// A column of what a function gives.
pub(crate) fn column(args: &Args, value: &Value) -> Result<Item> {
    let name = argument::column_name(args, "columns", value)?;
    let data_type = clause::parts(value).and_then(|(_, data_type)| data_type);
    let data_type = data_type.unwrap_or(SqlType::Null);
    Ok(Item::Column(Box::new(super::column::plain(
        name, data_type,
    ))))
}
