//! `repr` and `str`.

use std::rc::Rc;

use super::characters::is_printable;
use super::interpreter::Interpreter;
use super::native::{Args, Interrupt, Result};
use super::value::{Instance, Range, Value};

impl Interpreter {
    /// `str(value)`
    ///
    /// # Errors
    /// Where the value is not known while importing, or an object has no text
    /// that a file could rely on.
    pub fn str(&mut self, value: &Value) -> Result<String> {
        match value {
            Value::Str(text) => Ok(text.to_string()),
            Value::Object(object) => match object.text(self)? {
                Some(text) => Ok(text),
                None => self.repr(value),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__str__") {
                    let text = self.call(&method, Args::new([value.clone()]))?;
                    return self.text_result(&text, "__str__");
                }
                self.own_text(value, instance)
            }
            Value::Class(class) => match self.meta_method(class, "__str__") {
                Some(method) => {
                    let text = self.call_with(&method, [value.clone()])?;
                    self.text_result(&text, "__str__")
                }
                None => self.repr(value),
            },
            _ => self.repr(value),
        }
    }

    /// `str` of an instance whose class does not say otherwise.
    pub(crate) fn own_text(&mut self, value: &Value, instance: &Rc<Instance>) -> Result<String> {
        if instance.class.derives_from("BaseException") {
            let args = self.attribute(value, "args")?;
            if let Some(tail) = instance.scope.get(super::failure::TAIL)
                && let Value::Tuple(items) = &args
                && let [text] = &***items
            {
                return Ok(format!("{}{}", self.str(text)?, self.str(&tail)?));
            }
            return match &args {
                Value::Tuple(items) => match items.len() {
                    0 => Ok(String::new()),
                    1 if instance.class.derives_from("KeyError") && !has_own_text(instance) => {
                        self.repr(&items[0])
                    }
                    1 => self.str(&items[0]),
                    2 if instance.class.derives_from("OSError") => {
                        let (number, text) = (self.str(&items[0])?, self.str(&items[1])?);
                        match instance.scope.get(super::exceptions::FILE) {
                            Some(Value::None) | None => Ok(format!("[Errno {number}] {text}")),
                            Some(file) => {
                                let file = self.repr(&file)?;
                                Ok(format!("[Errno {number}] {text}: {file}"))
                            }
                        }
                    }
                    _ => self.repr(&args),
                },
                other => self.str(other),
            };
        }
        if let Some(text) = enum_text(instance) {
            return Ok(text);
        }
        let inner = instance.inner.borrow().clone();
        match inner {
            Some(inner)
                if !matches!(inner, Value::Set(_) | Value::Dict(_))
                    && self.class_attribute(&instance.class, "__repr__").is_none() =>
            {
                self.str(&inner)
            }
            _ => self.repr(value),
        }
    }

    fn text_result(&mut self, text: &Value, method: &str) -> Result<String> {
        match text.as_str() {
            Some(text) => Ok(text.to_string()),
            None => {
                self.known(text.clone())?;
                Err(self.raise(
                    "TypeError",
                    format!("{method} returned non-string (type {})", text.type_name()),
                ))
            }
        }
    }

    /// `repr(value)`
    ///
    /// # Errors
    /// As [`Interpreter::str`].
    pub fn repr(&mut self, value: &Value) -> Result<String> {
        self.step(1)?;
        let text = match value {
            Value::None => "None".into(),
            Value::Ellipsis => "Ellipsis".into(),
            Value::NotImplemented => "NotImplemented".into(),
            Value::Bool(true) => "True".into(),
            Value::Bool(false) => "False".into(),
            Value::Int(number) => number.to_string(),
            Value::Big(number) => {
                self.step(number.bits() / 64)?;
                number.to_string()
            }
            Value::Float(float) => float_repr(*float),
            Value::Str(text) => string_repr(text),
            Value::Bytes(bytes) => bytes_repr(bytes),
            Value::List(list) => {
                let items = list.items.borrow().clone();
                format!("[{}]", self.repr_items(&items)?)
            }
            Value::Tuple(items) if items.len() == 1 => format!("({},)", self.repr_items(items)?),
            Value::Tuple(items) => format!("({})", self.repr_items(items)?),
            Value::Set(set) => {
                let items = super::hashed::items(&set.entries.borrow());
                let inner = self.repr_items(&items)?;
                match (set.frozen, items.is_empty()) {
                    (true, true) => "frozenset()".into(),
                    (true, false) => format!("frozenset({{{inner}}})"),
                    (false, true) => "set()".into(),
                    (false, false) => format!("{{{inner}}}"),
                }
            }
            Value::Dict(dict) => {
                let pairs = match dict.class {
                    "Counter" => match super::methods::counter::ranked(self, value) {
                        // Counts that cannot be compared stand as they came.
                        Err(Interrupt::Raised(error, _))
                            if super::iterate::exception_is(&error, "TypeError") =>
                        {
                            dict.entries.borrow().pairs()
                        }
                        ranked => ranked?,
                    },
                    _ => dict.entries.borrow().pairs(),
                };
                let mut parts = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    let key = self.deeper(|interpreter| interpreter.repr(&key))?;
                    let value = self.deeper(|interpreter| interpreter.repr(&value))?;
                    parts.push(format!("{key}: {value}"));
                }
                let inner = format!("{{{}}}", parts.join(", "));
                match dict.class {
                    "dict" | "MutableDict" => inner,
                    "defaultdict" => {
                        let factory = dict.factory.clone().unwrap_or(Value::None);
                        format!("defaultdict({}, {inner})", self.repr(&factory)?)
                    }
                    class if parts.is_empty() => format!("{class}()"),
                    class => format!("{class}({inner})"),
                }
            }
            Value::Slice(parts) => {
                let (start, stop, step) = (&parts.0, &parts.1, &parts.2);
                format!(
                    "slice({}, {}, {})",
                    self.repr(start)?,
                    self.repr(stop)?,
                    self.repr(step)?
                )
            }
            Value::Range(range) => match &**range {
                Range {
                    start,
                    stop,
                    step: 1,
                } => format!("range({start}, {stop})"),
                Range { start, stop, step } => format!("range({start}, {stop}, {step})"),
            },
            Value::Function(function) => format!("<function {}>", function.name),
            Value::Method(_) => "<bound method>".into(),
            Value::Class(class) => {
                if let Some(method) = self.meta_method(class, "__repr__") {
                    let text = self.call_with(&method, [value.clone()])?;
                    return self.text_result(&text, "__repr__");
                }
                let name = &class.name;
                if class.derives_from("enum.Enum") {
                    let kind = if class.derives_from("enum.Flag") {
                        "flag"
                    } else {
                        "enum"
                    };
                    format!("<{kind} '{name}'>")
                } else if class.module.is_empty() || &*class.module == "builtins" {
                    format!("<class '{name}'>")
                } else {
                    format!("<class '{}.{}'>", class.module, class.name)
                }
            }
            Value::NativeClass(class) => format!("<class '{}'>", class.name),
            Value::Module(module) => format!("<module '{}'>", module.name),
            Value::Native(function) => format!("<built-in function {}>", function.name),
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__repr__") {
                    let text = self.call(&method, Args::new([value.clone()]))?;
                    return self.text_result(&text, "__repr__");
                }
                self.own_repr(instance)?
            }
            Value::Object(object) => match object.repr(self)? {
                Some(text) => text,
                None if object.is_live() => {
                    let message = format!(
                        "The text of this {} is only known on the live database.",
                        object.type_name()
                    );
                    return Err(self.needs_program("live-data", message));
                }
                None => {
                    return Err(self.refuse(
                        "unknown-text",
                        format!(
                            "The text of a {} is not known to bridge.",
                            object.type_name()
                        ),
                        None,
                    ));
                }
            },
            Value::Test(_) | Value::Unknown(_) => {
                return match super::args::not_known(value, &self.place()) {
                    Some(interrupt) => Err(interrupt),
                    None => Ok(String::new()),
                };
            }
        };
        self.charge(text.len())?;
        Ok(text)
    }

    /// `repr` of an instance whose class does not say otherwise.
    pub(crate) fn own_repr(&mut self, instance: &Rc<Instance>) -> Result<String> {
        if instance.class.derives_from("BaseException") {
            let exception = Value::Instance(instance.clone());
            let args = self.attribute(&exception, "args")?;
            let inner = match &args {
                Value::Tuple(items) => self.repr_items(items)?,
                other => self.repr(other)?,
            };
            return Ok(format!("{}({inner})", instance.class.name));
        }
        if instance.class.derives_from("enum.Enum")
            && let (Some(name), Some(value)) =
                (instance.scope.get("_name_"), instance.scope.get("_value_"))
        {
            let value = self.repr(&value)?;
            let class = &instance.class.name;
            return Ok(match name.as_str() {
                Some(name) => format!("<{class}.{name}: {value}>"),
                None => format!("<{class}: {value}>"),
            });
        }
        let inner = instance.inner.borrow().clone();
        Ok(match inner {
            Some(inner) => {
                let text = self.repr(&inner)?;
                let own = &instance.class.name;
                // Sets, and the dicts of `collections`, are written with their class.
                match &inner {
                    Value::Set(_) if text.starts_with('{') => format!("{own}({text})"),
                    Value::Set(_) | Value::Dict(_) => match text.find(['(', '{']) {
                        Some(at) if at > 0 => format!("{own}{}", &text[at..]),
                        _ => text,
                    },
                    _ => text,
                }
            }
            // Python gives the address, which differs on every run.
            None => format!("<{} object>", instance.class.full_name()),
        })
    }

    fn repr_items(&mut self, items: &[Value]) -> Result<String> {
        let mut parts = Vec::with_capacity(items.len());
        for item in items {
            parts.push(self.deeper(|interpreter| interpreter.repr(item))?);
        }
        Ok(parts.join(", "))
    }
}

/// The text of an enum's member; numbers and strings that are enums by
/// `IntEnum`, `StrEnum` and `ReprEnum` have the text of their value.
pub(super) fn enum_text(instance: &super::value::Instance) -> Option<String> {
    if !instance.class.derives_from("enum.Enum")
        || instance.class.derives_from("enum.IntEnum")
        || instance.class.derives_from("enum.ReprEnum")
        || instance.class.derives_from("enum.StrEnum")
        || instance.class.derives_from("enum.IntFlag")
    {
        return None;
    }
    match (instance.scope.get("_name_"), instance.scope.get("_value_")) {
        (Some(Value::Str(name)), _) => Some(format!("{}.{name}", instance.class.name)),
        // A flag that no member makes.
        (Some(Value::None), Some(Value::Int(value))) => {
            Some(format!("{}({value})", instance.class.name))
        }
        _ => None,
    }
}

/// The shortest digits that give the same float, as Python writes them.
pub(crate) fn float_repr(float: f64) -> String {
    if float.is_nan() {
        return "nan".into();
    }
    if float.is_infinite() {
        return if float > 0.0 { "inf" } else { "-inf" }.into();
    }
    let shortest = format!("{float:e}");
    // Of two texts that are equally short and equally near, Python takes the even one.
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    let exponent_digits = shortest
        .split_once('e')
        .map_or(0, |(_, exponent)| exponent.trim_start_matches('-').len());
    let nearest = format!("{float:.*e}", (digits - exponent_digits).saturating_sub(1));
    let scientific = if nearest.parse() == Ok(float) {
        nearest
    } else {
        shortest
    };
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..16).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits.replace('.', "")),
        None => ("", digits.replace('.', "")),
    };
    let Ok(before) = usize::try_from(exponent + 1) else {
        let zeros = "0".repeat(usize::try_from(-exponent - 1).unwrap_or(0));
        return format!("{sign}0.{zeros}{digits}");
    };
    if before == 0 {
        return format!("{sign}0.{digits}");
    }
    let padded = format!("{digits:0<before$}");
    let (whole, fraction) = padded.split_at(before);
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    format!("{sign}{whole}.{fraction}")
}

/// A string in quotes, as Python chooses and escapes them.
pub(crate) fn string_repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if is_printable(c) => out.push(c),
            c => out.push_str(&escaped(c)),
        }
    }
    out.push(quote);
    out
}

/// A character by its code, as `repr` and error messages write it.
pub(crate) fn escaped(c: char) -> String {
    match u32::from(c) {
        code @ 0..=0xff => format!("\\x{code:02x}"),
        code @ 0x100..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

/// Bytes as Python writes them.
pub(crate) fn bytes_repr(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') {
        '"'
    } else {
        '\''
    };
    let mut out = format!("b{quote}");
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if char::from(*byte) == quote => {
                out.push('\\');
                out.push(quote);
            }
            0x20..=0x7e => out.push(char::from(*byte)),
            byte => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}

/// Whether an exception that is a `KeyError`, too, says its message as it is: SQLAlchemy's do.
fn has_own_text(instance: &Instance) -> bool {
    instance
        .class
        .derives_from("sqlalchemy.exc.SQLAlchemyError")
}
