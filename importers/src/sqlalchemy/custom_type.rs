//! Types that a project derives itself: `TypeDecorator`, `UserDefinedType`.

use std::rc::Rc;

use super::{argument, compiled, event, python_type};
use crate::operation::SqlType;
use crate::python::descriptor::Property;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, NativeFunction, Result};
use crate::python::value::Value;

/// `super().__init__(...)` of a derived type: what it was given is kept for its `impl`.
pub(crate) fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let positional = args.rest();
    let keywords = args
        .take_keywords()
        .into_iter()
        .map(|keyword| (Value::str(&*keyword.name), keyword.value));
    let keywords = interpreter.dict(keywords)?;
    Ok(Value::tuple([Value::tuple(positional), keywords]))
}

/// The type that stands in the database for an instance of a derived class.
///
/// `get_col_spec()` gives the SQL text itself; `load_dialect_impl(dialect)`
/// chooses by dialect; `impl` is the type that is decorated.
///
/// Where the class converts values, the type says so.
pub(crate) fn resolve(interpreter: &mut Interpreter, value: &Value) -> Result<SqlType> {
    if let Value::Instance(instance) = value {
        event::check_class(interpreter, &instance.class)?;
    }
    let stored = stored(interpreter, value)?;
    Ok(match python_type::converts(interpreter, value)? {
        true => python_type::converted(interpreter, stored, value),
        false => stored,
    })
}

fn stored(interpreter: &mut Interpreter, value: &Value) -> Result<SqlType> {
    if let Some(sql) = compiled::data_type(interpreter, value)? {
        let is_known = value.downcast::<super::type_object::TypeObject>().is_some()
            || interpreter.find_attribute(value, "impl")?.is_some();
        return Ok(match is_known {
            true => SqlType::Written {
                base: Box::new(decorated(interpreter, value)?),
                sql,
            },
            false => SqlType::Custom(sql),
        });
    }
    if let Some(method) = interpreter.find_attribute(value, "get_col_spec")? {
        let spec = interpreter.call(&method, Args::new([]))?;
        let spec = interpreter.known(spec)?;
        return match spec.as_str() {
            Some(text) => Ok(SqlType::Custom(text.to_string())),
            None => Err(not_understood(interpreter, value)),
        };
    }
    if let Some(method) = interpreter.find_attribute(value, "load_dialect_impl")? {
        let dialect = super::dialect_object::dialect(interpreter);
        let chosen = interpreter.call(&method, Args::new([dialect]))?;
        if let Some(data_type) = argument::as_type(interpreter, &chosen)? {
            return Ok(data_type);
        }
    }
    decorated(interpreter, value)
}

/// The type that `impl` of a derived class says.
fn decorated(interpreter: &mut Interpreter, value: &Value) -> Result<SqlType> {
    let Some(made) = implementation(interpreter, value)? else {
        // A class derived from `sa.String` and its like is that type.
        return match value.downcast::<super::type_object::TypeObject>() {
            Some(object) => Ok(object.data_type.clone()),
            None => Err(not_understood(interpreter, value)),
        };
    };
    match argument::as_type(interpreter, &made)? {
        Some(data_type) => Ok(data_type),
        None => Err(not_understood(interpreter, value)),
    }
}

/// What `impl` of a derived class says, made with what the type was made with.
pub(super) fn implementation(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<Option<Value>> {
    let Some(implementation) = interpreter.find_attribute(value, "impl")? else {
        return Ok(None);
    };
    // A class as `impl` is made with the arguments that the decorator was given.
    let arguments = match value {
        Value::Instance(instance) => instance.inner.borrow().clone(),
        _ => None,
    };
    Ok(Some(match (&implementation, arguments) {
        (Value::NativeClass(_) | Value::Class(_), Some(Value::Tuple(arguments))) => {
            let mut args = Args::new(match arguments.first() {
                Some(Value::Tuple(positional)) => positional.to_vec(),
                _ => Vec::new(),
            });
            if let Some(Value::Dict(keywords)) = arguments.get(1) {
                for (name, value) in keywords.entries.borrow().pairs() {
                    if let Some(name) = name.as_str() {
                        args = args.with(&name, value);
                    }
                }
            }
            interpreter.call(&implementation, args)?
        }
        _ => implementation,
    }))
}

/// `own.with_variant(type_, *dialects)`
const WITH_VARIANT: Value = Value::Native(NativeFunction {
    module: "sqlalchemy.types",
    name: "with_variant",
    call: |interpreter, mut args| {
        let own = args.required("self")?;
        let own = argument::data_type(interpreter, &args, "self", &own)?;
        let variant = args.required("type_")?;
        let variant = argument::data_type(interpreter, &args, "type_", &variant)?;
        let own = (Box::new(own), Vec::new());
        let data_type = super::types::with_variant(interpreter, &mut args, own, &variant)?;
        args.finish()?;
        Ok(super::type_object::TypeObject::varied(
            "sqlalchemy.types.TypeDecorator",
            data_type,
        ))
    },
});

/// `super().load_dialect_impl(dialect)`: what `impl` says, on every dialect.
const LOAD_DIALECT_IMPL: Value = Value::Native(NativeFunction {
    module: "sqlalchemy.types",
    name: "load_dialect_impl",
    call: |interpreter, mut args| {
        let own = args.required("self")?;
        let _ = args.required("dialect")?;
        args.finish()?;
        let data_type = decorated(interpreter, &own)?;
        Ok(super::type_object::TypeObject::value("", data_type))
    },
});

/// Attributes of the base classes: methods that need the instance.
pub(crate) fn attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let bound = |call| {
        Value::object(Property {
            get: Value::Native(NativeFunction {
                module: "sqlalchemy.types",
                name: "method",
                call,
            }),
            delete: Value::None,
            set: Value::None,
            cached: None,
        })
    };
    Ok(match name {
        "with_variant" => Some(bound(|_, mut args| {
            let instance = args.required("self")?;
            Ok(Value::Method(Rc::new((WITH_VARIANT, instance))))
        })),
        "load_dialect_impl" => Some(bound(|_, mut args| {
            let instance = args.required("self")?;
            Ok(Value::Method(Rc::new((LOAD_DIALECT_IMPL, instance))))
        })),
        _ => None,
    })
}

fn not_understood(interpreter: &Interpreter, value: &Value) -> crate::python::native::Interrupt {
    interpreter.refuse(
        "unknown-type",
        format!(
            "The type `{}` says neither `impl` nor `get_col_spec`, so its SQL is not known.",
            value.type_name()
        ),
        Some("Name its SQL in bridge.toml, under [sources.NAME.types]."),
    )
}
