//! Methods of bytes.

use super::Methods;
use crate::python::value::Value;

pub(super) const TABLE: Methods = &[
    ("decode", |interpreter, value, mut args| {
        let encoding = args
            .optional_string("encoding")?
            .unwrap_or_else(|| "utf-8".into());
        let errors = args.optional_string("errors")?;
        args.finish()?;
        let Value::Bytes(bytes) = value else {
            return Ok(Value::None);
        };
        match encoding.to_lowercase().replace('_', "-").as_str() {
            "utf-8" | "utf8" | "ascii" | "us-ascii" => match String::from_utf8(bytes.to_vec()) {
                Ok(text) => Ok(Value::str(text)),
                Err(_) if errors.is_some() => Ok(Value::str(String::from_utf8_lossy(bytes))),
                Err(error) => Err(interpreter.raise(
                    "UnicodeDecodeError",
                    format!("'utf-8' codec can't decode: {}", error.utf8_error()),
                )),
            },
            "latin-1" | "latin1" | "iso-8859-1" => Ok(Value::str(
                bytes.iter().map(|b| char::from(*b)).collect::<String>(),
            )),
            other => Err(interpreter.unsupported(&format!("the encoding `{other}`"))),
        }
    }),
    ("hex", |_, value, args| {
        args.finish()?;
        let Value::Bytes(bytes) = value else {
            return Ok(Value::None);
        };
        Ok(Value::str(
            bytes.iter().map(|b| format!("{b:02x}")).collect::<String>(),
        ))
    }),
];
