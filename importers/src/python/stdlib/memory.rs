//! `memoryview`, of bytes: what psycopg2 gives for a `bytea`.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Object, Result};
use crate::python::value::Value;

/// `memoryview(object)`
pub(crate) static MEMORY_VIEW: ClassDefinition = ClassDefinition::new("memoryview", &[], construct);

/// A view of bytes that nobody changes.
pub(crate) struct MemoryView {
    /// What it shows.
    pub(crate) bytes: Rc<[u8]>,
    /// Whether its items are bytes and no numbers, as in the views that psycopg2 gives; they
    /// equal no bytes.
    pub(crate) of_characters: bool,
}

impl MemoryView {
    fn items(&self, interpreter: &mut Interpreter) -> Result<Vec<Value>> {
        if !self.of_characters {
            return interpreter.iterate(&Value::Bytes(self.bytes.clone()));
        }
        interpreter.charge(self.bytes.len() * 16)?;
        let items = self.bytes.iter();
        Ok(items.map(|byte| Value::Bytes([*byte].into())).collect())
    }
}

/// The bytes of a value that holds some: `bytes`, or a view of them.
pub(crate) fn bytes_of(value: &Value) -> Option<Rc<[u8]>> {
    match value {
        Value::Bytes(bytes) => Some(bytes.clone()),
        other => other
            .downcast::<MemoryView>()
            .map(|view| view.bytes.clone()),
    }
}

fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let given = args.required("object")?;
    args.finish()?;
    match bytes_of(&given) {
        Some(bytes) => Ok(Value::object(MemoryView {
            bytes,
            of_characters: given
                .downcast::<MemoryView>()
                .is_some_and(|view| view.of_characters),
        })),
        None => {
            let class = given.type_name();
            let message = format!("memoryview: a bytes-like object is required, not '{class}'");
            Err(interpreter.cannot(&given, "TypeError", message))
        }
    }
}

impl Object for MemoryView {
    fn type_name(&self) -> &str {
        "memoryview"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["memoryview"]
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "nbytes" => i128::try_from(self.bytes.len()).ok().map(Value::Int),
            "itemsize" | "ndim" => Some(Value::Int(1)),
            "format" => Some(Value::str(if self.of_characters { "c" } else { "B" })),
            "readonly" => Some(Value::Bool(true)),
            "obj" => Some(Value::Bytes(self.bytes.clone())),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let bytes = Value::Bytes(self.bytes.clone());
        match name {
            "tobytes" => {
                let _ = args.take("order")?;
                Ok(Some(bytes))
            }
            "hex" => {
                let args = std::mem::replace(args, Args::new([]));
                interpreter.call_method(&bytes, "hex", args).map(Some)
            }
            "tolist" => {
                let items = self.items(interpreter)?;
                Ok(Some(interpreter.list(items)))
            }
            "release" => Ok(Some(Value::None)),
            _ => Ok(None),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let found = interpreter.item(&Value::Bytes(self.bytes.clone()), key)?;
        Ok(Some(match found {
            Value::Bytes(bytes) => Value::object(Self {
                bytes,
                of_characters: self.of_characters,
            }),
            Value::Int(byte) if self.of_characters => match u8::try_from(byte) {
                Ok(byte) => Value::Bytes([byte].into()),
                Err(_) => Value::Int(byte),
            },
            other => other,
        }))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(i128::try_from(self.bytes.len()).ok().map(Value::Int))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.bytes.is_empty()))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        self.items(interpreter).map(Some)
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let Some(others) = bytes_of(other) else {
            return Ok(None);
        };
        let of_characters = match other.downcast::<Self>() {
            Some(view) => view.of_characters,
            None => false,
        };
        let is_same = self.of_characters == of_characters && self.bytes == others;
        Ok(match operator {
            "==" => Some(Value::Bool(is_same)),
            "!=" => Some(Value::Bool(!is_same)),
            // `b"a" + view`; a view itself cannot be added to.
            "+" if reflected => Some(Value::Bytes([&*others, &*self.bytes].concat().into())),
            _ => None,
        })
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }
}
