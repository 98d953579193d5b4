//! `uuid`: values of known digits; those that are drawn differ on every run.

use std::rc::Rc;

use num_bigint::BigUint;

use super::drawn::{self, of_run};
use crate::python::class_name;
use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

macro_rules! namespace {
    ($name:literal, $hex:literal) => {
        (
            $name,
            Definition::Value(|_| Ok(Value::object(Uuid { hex: $hex.into() }))),
        )
    };
}

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "uuid",
    definitions: &[
        (
            "uuid1",
            Definition::Function(|i, a| of_run(i, a, drawn::uuid4)),
        ),
        (
            "uuid4",
            Definition::Function(|i, a| of_run(i, a, drawn::uuid4)),
        ),
        (
            "uuid3",
            Definition::Function(|i, a| named(i, a, 3, |data| super::hashlib::digest("md5", data))),
        ),
        (
            "uuid5",
            Definition::Function(|i, a| {
                named(i, a, 5, |data| super::hashlib::digest("sha1", data))
            }),
        ),
        ("UUID", Definition::Class(&CLASS)),
        namespace!("NAMESPACE_DNS", "6ba7b8109dad11d180b400c04fd430c8"),
        namespace!("NAMESPACE_URL", "6ba7b8119dad11d180b400c04fd430c8"),
        namespace!("NAMESPACE_OID", "6ba7b8129dad11d180b400c04fd430c8"),
        namespace!("NAMESPACE_X500", "6ba7b8149dad11d180b400c04fd430c8"),
    ],
    fallback: None,
};

static CLASS: ClassDefinition = ClassDefinition::new("uuid.UUID", &[], construct);

/// A `uuid.UUID` of known value.
pub struct Uuid {
    /// 32 hexadecimal digits.
    pub hex: String,
}

impl Uuid {
    /// As Python writes it.
    pub(crate) fn dashed(&self) -> String {
        let part = |from: usize, to: usize| self.hex.get(from..to).unwrap_or_default();
        format!(
            "{}-{}-{}-{}-{}",
            part(0, 8),
            part(8, 12),
            part(12, 16),
            part(16, 20),
            part(20, 32)
        )
    }

    fn bytes(&self) -> Vec<u8> {
        (0..16)
            .map(|at| {
                let digits = self.hex.get(2 * at..2 * at + 2).unwrap_or_default();
                u8::from_str_radix(digits, 16).unwrap_or(0)
            })
            .collect()
    }

    fn number(&self, from: usize, to: usize) -> Value {
        let digits = self.hex.get(from..to).unwrap_or_default();
        let number = BigUint::parse_bytes(digits.as_bytes(), 16).unwrap_or_default();
        integer::value(number.into())
    }

    fn variant(&self) -> &'static str {
        match self.bytes().get(8).copied().unwrap_or(0) {
            0x00..=0x7f => "reserved for NCS compatibility",
            0x80..=0xbf => "specified in RFC 4122",
            0xc0..=0xdf => "reserved for Microsoft compatibility",
            0xe0..=0xff => "reserved for future definition",
        }
    }
}

/// `uuid3`, `uuid5`: from a namespace and a name.
fn named(
    interpreter: &mut Interpreter,
    mut args: Args,
    version: u8,
    digest: fn(&[u8]) -> Option<Vec<u8>>,
) -> Result<Value> {
    let namespace = args.required("namespace")?;
    let name = args.required("name")?;
    args.finish()?;
    for value in [&namespace, &name] {
        if matches!(value, Value::Unknown(_)) {
            return Ok(value.clone());
        }
    }
    let (Some(namespace), Some(name)) = (namespace.downcast::<Uuid>(), name.as_str()) else {
        return Err(interpreter.unsupported("a UUID of this name"));
    };
    let data = [&namespace.bytes(), name.as_bytes()].concat();
    let mut bytes = digest(&data).unwrap_or_default();
    bytes.truncate(16);
    stamp(&mut bytes, version);
    let hex = crate::hex::digits(&bytes);
    Ok(Value::object(Uuid { hex }))
}

/// `UUID(hex)`
///
/// # Errors
/// Python's, where it is another text, or none.
pub(crate) fn of_hex(interpreter: &mut Interpreter, hex: &Value) -> Result<Value> {
    if let Value::Bytes(_) = hex {
        let text = "a bytes-like object is required, not 'str'";
        return Err(interpreter.raise("TypeError", text));
    }
    construct(interpreter, Args::new([hex.clone()]))
}

fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    if let Some(value @ Value::Unknown(_)) = args.positional.front() {
        return Ok(value.clone());
    }
    let version = args.keyword("version").filter(|version| !version.is_none());
    let number = args.keyword("int");
    let bytes = args.keyword("bytes");
    let hex = args.take("hex")?;
    args.finish()?;
    let text = match (hex, number, bytes) {
        (Some(Value::None) | None, Some(number), _) => {
            let digits = integer::of(&number).and_then(|number| {
                let positive = number.to_biguint()?;
                (positive.bits() <= 128).then(|| format!("{positive:032x}"))
            });
            match digits {
                Some(digits) => digits,
                None => {
                    let text = "int is out of range (need a 128-bit value)";
                    return Err(interpreter.raise("ValueError", text));
                }
            }
        }
        (Some(Value::None) | None, None, Some(Value::Bytes(bytes))) => {
            if bytes.len() != 16 {
                return Err(interpreter.raise("ValueError", "bytes is not a 16-char string"));
            }
            crate::hex::digits(&bytes)
        }
        (Some(Value::None) | None, ..) => {
            let text = "one of the hex, bytes, bytes_le, fields, or int arguments must be given";
            return Err(interpreter.raise("TypeError", text));
        }
        (Some(value), ..) => match value.as_str() {
            Some(text) => text.to_string(),
            None => {
                interpreter.known(value.clone())?;
                let text = class_name::without_attribute(&value, "replace");
                return Err(interpreter.raise("AttributeError", text));
            }
        },
    };
    let hex = text.replace("urn:", "").replace("uuid:", "");
    let hex = hex.trim_matches(['{', '}']).replace('-', "").to_lowercase();
    if hex.len() != 32 || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(interpreter.raise("ValueError", "badly formed hexadecimal UUID string"));
    }
    let uuid = Uuid { hex };
    match version
        .map(|version| interpreter.known(version))
        .transpose()?
    {
        None => Ok(Value::object(uuid)),
        Some(Value::Int(version @ 1..=5)) => {
            let mut bytes = uuid.bytes();
            stamp(&mut bytes, u8::try_from(version).unwrap_or(0));
            let hex = crate::hex::digits(&bytes);
            Ok(Value::object(Uuid { hex }))
        }
        Some(Value::Int(_)) => Err(interpreter.raise("ValueError", "illegal version number")),
        Some(_) => Err(interpreter.unsupported("this `version` of a UUID")),
    }
}

/// Writes the version and RFC 4122's variant into the bytes of a UUID.
fn stamp(bytes: &mut [u8], version: u8) {
    if let Some(byte) = bytes.get_mut(6) {
        *byte = *byte & 0x0f | version << 4;
    }
    if let Some(byte) = bytes.get_mut(8) {
        *byte = *byte & 0x3f | 0x80;
    }
}

impl Object for Uuid {
    fn type_name(&self) -> &str {
        "UUID"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["uuid.UUID"]
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "hex" => Value::str(&self.hex),
            "int" => self.number(0, 32),
            "bytes" => Value::Bytes(self.bytes().into()),
            "bytes_le" => {
                let mut bytes = self.bytes();
                for part in [0..4, 4..6, 6..8] {
                    if let Some(part) = bytes.get_mut(part) {
                        part.reverse();
                    }
                }
                Value::Bytes(bytes.into())
            }
            "urn" => Value::str(format!("urn:uuid:{}", self.dashed())),
            "variant" => Value::str(self.variant()),
            "version" if self.variant() == "specified in RFC 4122" => self.number(12, 13),
            "version" => Value::None,
            "time_low" => self.number(0, 8),
            "time_mid" => self.number(8, 12),
            "time_hi_version" => self.number(12, 16),
            "clock_seq_hi_variant" => self.number(16, 18),
            "clock_seq_low" => self.number(18, 20),
            "node" => self.number(20, 32),
            "fields" => Value::tuple([
                self.number(0, 8),
                self.number(8, 12),
                self.number(12, 16),
                self.number(16, 18),
                self.number(18, 20),
                self.number(20, 32),
            ]),
            "__int__" => interpreter.bound_method(Value::Object(self), name),
            _ => return Ok(None),
        }))
    }

    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        Ok((name == "__int__").then(|| self.number(0, 32)))
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let Some(other) = other.downcast::<Self>() else {
            return Ok((operator == "==").then_some(Value::Bool(false)));
        };
        let order = if reflected {
            other.hex.cmp(&self.hex)
        } else {
            self.hex.cmp(&other.hex)
        };
        Ok(Some(Value::Bool(match operator {
            "==" => order.is_eq(),
            "!=" => order.is_ne(),
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            _ => return Ok(None),
        })))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.dashed()))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!("UUID('{}')", self.dashed())))
    }

    fn key(&self) -> Option<String> {
        Some(format!("UUID {}", self.hex))
    }
}
