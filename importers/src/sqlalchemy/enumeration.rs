//! `sa.Enum` and `postgresql.ENUM`, whose types PostgreSQL keeps by name.

use super::metadata::MetaDataObject;
use super::naming::Given;
use super::type_schema::TypeSchema;
use super::{argument, python_type};
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::operation::types::{Domain, Enum};
use crate::operation::{Name, Operation, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// `sa.Enum(*values, name=..., ...)`
pub(crate) fn generic(interpreter: &mut Interpreter, args: &mut Args) -> Result<SqlType> {
    let (mut enumeration, class) = common(interpreter, args)?;
    enumeration.native = match args.keyword("native_enum") {
        None => true,
        Some(value) => !value.is_none() && args.to_bool("native_enum", &value)?,
    };
    constrain(interpreter, args, &mut enumeration)?;
    if enumeration.create_constraint && enumeration.of_tuple {
        let tuple = enumeration.values.concat();
        return Err(argument::alembic_stops(
            interpreter,
            &format!(
                "Could not render literal value \"{tuple}\" with datatype VARCHAR; see parent stack trace for more detail."
            ),
        ));
    }
    // SQLAlchemy takes every other keyword without a word.
    for keyword in args.take_keywords() {
        let message = format!(
            "`sa.Enum` ignores its argument `{}`, as SQLAlchemy does.",
            keyword.name
        );
        interpreter.warn(
            keyword
                .place
                .mark(Diagnostic::warning("ignored-argument", message)),
        );
    }
    Ok(of_class(interpreter, enumeration, class))
}

/// The type, whose values are members of a Python class where one was given.
fn of_class(interpreter: &mut Interpreter, enumeration: Enum, class: Option<Value>) -> SqlType {
    let stored = SqlType::Enum(enumeration);
    match class {
        Some(class) => python_type::converted(interpreter, stored, &class),
        None => stored,
    }
}

/// `postgresql.ENUM(*values, name=..., create_type=True)`
pub(crate) fn native(interpreter: &mut Interpreter, args: &mut Args) -> Result<SqlType> {
    let create_type = args.keyword_boolean("create_type")?.unwrap_or(true);
    let (mut enumeration, class) = common(interpreter, args)?;
    constrain(interpreter, args, &mut enumeration)?;
    for ignored in ["native_enum", "collation"] {
        let _ = args.keyword(ignored);
    }
    enumeration.create_type &= create_type;
    enumeration.postgres_only = true;
    Ok(of_class(interpreter, enumeration, class))
}

/// What counts where the database has no such type: `length=` and `create_constraint=`.
fn constrain(interpreter: &mut Interpreter, args: &mut Args, enumeration: &mut Enum) -> Result<()> {
    let longest = enumeration
        .length
        .or(crate::dialect::longest_value(enumeration));
    let given = args.keyword("length");
    let without = given.as_ref().is_some_and(Value::is_none);
    enumeration.length = match given {
        // `VARCHAR`, as of a length of 0.
        Some(_) if without => Some(0),
        Some(length) => u32::try_from(args.to_integer("length", &length)?).ok(),
        None => enumeration.length,
    };
    if let Some(length) = enumeration.length
        && !without
        && let Some(longest) = longest
        && length < longest
    {
        return Err(argument::alembic_stops(
            interpreter,
            &format!(
                "When provided, length must be larger or equal than the length of the longest enum value. {length} < {longest}"
            ),
        ));
    }
    enumeration.create_constraint = args.keyword_boolean("create_constraint")?.unwrap_or(false);
    Ok(())
}

/// What both have, and the Python class whose members are the values.
fn common(interpreter: &mut Interpreter, args: &mut Args) -> Result<(Enum, Option<Value>)> {
    let positional = args.rest();
    let class = match &positional[..] {
        [class @ Value::Class(_)] => Some(class.clone()),
        _ => None,
    };
    let choose = argument::present(args.keyword("values_callable"));
    let tuple = match &positional[..] {
        [tuple @ Value::Tuple(items)] => {
            let length = u32::try_from(items.len()).ok().filter(|&length| length > 0);
            Some((length, interpreter.repr(tuple)?))
        }
        _ => None,
    };
    let of_tuple = tuple.is_some();
    let length = tuple.as_ref().and_then(|(length, _)| *length);
    let (values, class_name) = match tuple {
        Some((_, text)) => (vec![text], None),
        None => values(interpreter, args, &positional, choose)?,
    };
    let given = match args.keyword("name") {
        Some(value) => argument::to_given(args, "name", &value)?,
        None => Given::None,
    };
    let final_name = given.is_final();
    let name = given.into_name().or(class_name);
    let quote = args.keyword_boolean("quote")?;
    let schema = argument::keyword_name(args, "schema")?;
    let validates = args.keyword_boolean("validate_strings")?.unwrap_or(false);
    let inherit_schema = args.keyword_boolean("inherit_schema")?.unwrap_or(false);
    // With a metadata of its own the type is made with that, not with a table.
    let metadata = argument::present(args.keyword("metadata"));
    let of_metadata = metadata.is_some();
    let metadata_schema = metadata
        .and_then(|own| own.downcast::<MetaDataObject>())
        .and_then(|own| own.schema());
    for ignored in [
        "sort_key_function",
        "omit_aliases",
        "convert_unicode",
        "_create_events",
    ] {
        let _ = args.keyword(ignored);
    }
    let enumeration = Enum {
        values,
        length,
        of_tuple,
        final_name,
        name: name.map(|name| Name {
            quote: name.quote.or(quote),
            ..name
        }),
        schema,
        metadata_schema: metadata_schema.map(Box::new),
        of_metadata,
        native: true,
        create_constraint: false,
        create_type: !of_metadata,
        postgres_only: false,
        inherit_schema,
        validates,
    };
    Ok((enumeration, class))
}

/// The values, and the name that a Python enum class gives.
fn values(
    interpreter: &mut Interpreter,
    args: &Args,
    positional: &[Value],
    choose: Option<Value>,
) -> Result<(Vec<String>, Option<Name>)> {
    if let [class @ Value::Class(definition)] = positional {
        let name = Some(Name::new(definition.name.to_lowercase()));
        let chosen = match choose {
            Some(choose) => {
                let chosen = interpreter.call(&choose, Args::new([class.clone()]))?;
                interpreter.iterate(&chosen)?
            }
            None => {
                let members = interpreter.iterate(class)?;
                members
                    .iter()
                    .map(|member| interpreter.attribute(member, "name"))
                    .collect::<Result<_>>()?
            }
        };
        let values = chosen
            .iter()
            .map(|value| args.to_string("enums", value))
            .collect::<Result<_>>()?;
        return Ok((values, name));
    }
    let mut all = Vec::new();
    for value in positional {
        if let Value::List(_) | Value::Dict(_) | Value::Set(_) = value {
            let kind = value.type_name();
            return Err(argument::alembic_stops(
                interpreter,
                &format!("unhashable type: '{kind}'"),
            ));
        }
        all.push(args.to_string("enums", value)?);
    }
    Ok((all, None))
}

/// Attributes that files read: `enum.name`, `enum.enums`.
pub(crate) fn attribute(
    interpreter: &Interpreter,
    data_type: &SqlType,
    name: &str,
) -> Option<Value> {
    let SqlType::Enum(enumeration) = data_type.stored() else {
        return None;
    };
    match name {
        "name" => Some(
            enumeration
                .name
                .as_ref()
                .map_or(Value::None, |name| Value::str(&name.text)),
        ),
        "enums" if !enumeration.of_tuple => {
            Some(interpreter.list(enumeration.values.iter().map(Value::str).collect()))
        }
        "native_enum" => Some(Value::Bool(enumeration.native)),
        _ => None,
    }
}

/// `type.create(bind, checkfirst=...)` and `type.drop(...)`: a type of its own
/// exists on PostgreSQL only; elsewhere they do nothing.
pub(crate) fn create_or_drop(
    interpreter: &mut Interpreter,
    (data_type, schema): (&SqlType, &TypeSchema),
    method: &str,
    args: &mut Args,
) -> Result<Value> {
    let _ = args.take("bind")?;
    let check_first = args.take("checkfirst")?;
    let check_first = match check_first {
        Some(value) => Some(!value.is_none() && args.to_bool("checkfirst", &value)?),
        None => None,
    };
    let dialect = interpreter.dialect();
    let enumeration = match data_type {
        SqlType::Domain(domain) => {
            interpreter.record(of_domain(domain, method, check_first.unwrap_or(true)));
            return Ok(Value::None);
        }
        other => match crate::dialect::resolve(other, dialect) {
            SqlType::Enum(enumeration) => enumeration,
            _ if is_schema_type(data_type) => return Ok(Value::None),
            _ => return Err(interpreter.unsupported(&format!("`{method}` of this type"))),
        },
    };
    if dialect == Dialect::Mysql && enumeration.postgres_only {
        let class = match method {
            "create" => "CreateEnumType",
            _ => "DropEnumType",
        };
        return Err(argument::alembic_stops(
            interpreter,
            &format!("The mysql compiler can't render element of type {class}"),
        ));
    }
    if dialect != Dialect::Postgres || !enumeration.native {
        return Ok(Value::None);
    }
    let mut enumeration = enumeration.clone();
    enumeration.schema = schema.of(&enumeration);
    // `postgresql.ENUM` looks first by default, `sa.Enum` does not.
    let check_first = check_first.unwrap_or(enumeration.postgres_only);
    interpreter.record(if method == "create" {
        Operation::CreateEnum {
            enumeration,
            check_first,
        }
    } else {
        Operation::DropEnum {
            enumeration,
            check_first,
        }
    });
    Ok(Value::None)
}

fn of_domain(domain: &Domain, method: &str, check_first: bool) -> Operation {
    let domain = Box::new(domain.clone());
    match method {
        "create" => Operation::CreateDomain {
            domain,
            check_first,
        },
        _ => Operation::DropDomain {
            domain,
            check_first,
        },
    }
}

/// Whether a type has `create` and `drop` at all.
pub(super) fn is_schema_type(data_type: &SqlType) -> bool {
    match data_type {
        SqlType::Variant { base, .. }
        | SqlType::Converted { base, .. }
        | SqlType::Written { base, .. } => is_schema_type(base),
        SqlType::Enum(_) | SqlType::Boolean { .. } => true,
        _ => false,
    }
}
