//! `format % arguments`

use num_bigint::{BigInt, Sign};

use super::number::digits as digits_of;
use super::{Specification, ascii, pad};
use crate::python::compare::number as number_of;
use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::Value;

impl Interpreter {
    /// `format % arguments`
    ///
    /// # Errors
    /// `TypeError` where format and arguments do not fit.
    pub(crate) fn percent(&mut self, format: &str, arguments: &Value) -> Result<Value> {
        self.filled(format, arguments, false)
    }

    /// `format % arguments` of bytes
    ///
    /// # Errors
    /// `TypeError` where format and arguments do not fit.
    pub(crate) fn percent_of_bytes(&mut self, format: &[u8], arguments: &Value) -> Result<Value> {
        let format: String = format.iter().map(|byte| char::from(*byte)).collect();
        Ok(match self.filled(&format, arguments, true)? {
            Value::Str(text) => {
                let byte = |c| u8::try_from(u32::from(c)).unwrap_or(b'?');
                Value::Bytes(text.chars().map(byte).collect())
            }
            other => other,
        })
    }

    /// The format with its arguments; of bytes, each character is one.
    fn filled(&mut self, format: &str, arguments: &Value, of_bytes: bool) -> Result<Value> {
        let mut positional = match tuple_of(arguments) {
            Some(Value::Tuple(items)) => items.to_vec(),
            _ => vec![arguments.clone()],
        }
        .into_iter();
        let mut text = String::new();
        let mut chars = format.chars().peekable();
        while let Some(c) = chars.next() {
            if c != '%' {
                text.push(c);
                continue;
            }
            if chars.peek() == Some(&'%') {
                chars.next();
                text.push('%');
                continue;
            }
            if chars.peek() == Some(&'(') {
                chars.next();
                let mut name = String::new();
                let mut level = 1;
                for c in chars.by_ref() {
                    match c {
                        '(' => level += 1,
                        ')' => level -= 1,
                        _ => {}
                    }
                    if level == 0 {
                        break;
                    }
                    name.push(c);
                }
                if level > 0 {
                    return Err(self.raise("ValueError", "incomplete format key"));
                }
                if !matches!(arguments, Value::Unknown(_)) && !is_mapping(self, arguments)? {
                    return Err(self.raise("TypeError", "format requires a mapping"));
                }
                // From here on there is this argument, and no other.
                let key = match of_bytes {
                    true => Value::Bytes(name.chars().map(|c| c as u8).collect()),
                    false => Value::str(name),
                };
                let value = self.item(arguments, &key)?;
                positional = vec![value].into_iter();
            }
            let mut flags = String::new();
            while let Some(c) = chars.next_if(|c| matches!(c, '-' | '+' | ' ' | '#' | '0')) {
                flags.push(c);
            }
            let width = match number(&mut chars, self, &mut positional)? {
                Some(Given::Digits(width)) => width,
                Some(Given::Argument(width)) => {
                    if width < BigInt::ZERO {
                        flags.push('-');
                    }
                    match isize::try_from(&width) {
                        Ok(width) => width.unsigned_abs(),
                        Err(_) => return Err(self.too_large_for("ssize_t")),
                    }
                }
                None => 0,
            };
            let precision = if chars.next_if(|c| *c == '.').is_some() {
                Some(match number(&mut chars, self, &mut positional)? {
                    Some(Given::Digits(precision)) => precision,
                    Some(Given::Argument(precision)) => match i32::try_from(&precision) {
                        Ok(precision) => usize::try_from(precision).unwrap_or(0),
                        Err(_) => return Err(self.too_large_for("int")),
                    },
                    None => 0,
                })
            } else {
                None
            };
            while chars.next_if(|c| matches!(c, 'h' | 'l' | 'L')).is_some() {}
            // Its place is only counted where it is said.
            let behind = chars.clone();
            let Some(kind) = chars.next() else {
                return Err(self.raise("ValueError", "incomplete format"));
            };
            let Some(value) = positional.next() else {
                return Err(self.raise("TypeError", "not enough arguments for format string"));
            };
            if matches!(value, Value::Unknown(_)) {
                return Ok(value);
            }
            let digits = precision.filter(|_| !matches!(kind, 's' | 'r' | 'a'));
            self.charge_format(width, digits)?;
            let zero = flags.contains('0') && !flags.contains('-');
            let spec = Specification {
                fill: if zero { '0' } else { ' ' },
                align: match (flags.contains('-'), zero) {
                    (true, _) => Some('<'),
                    (false, true) => Some('='),
                    (false, false) => None,
                },
                sign: if flags.contains('+') {
                    Some('+')
                } else {
                    flags.contains(' ').then_some(' ')
                },
                no_negative_zero: false,
                alternate: flags.contains('#'),
                width,
                group: None,
                precision,
                kind: None,
            };
            let at = || format.chars().count() - behind.count();
            let part = match of_bytes {
                true => self.percent_bytes(&value, kind, at, spec),
                false => self.percent_value(&value, kind, at, spec),
            };
            match self.text_or_unknown(part)? {
                Value::Str(part) => {
                    self.charge(part.len())?;
                    text.push_str(&part);
                }
                other => return Ok(other),
            }
        }
        let left = positional.next().is_some();
        let text_of_bytes = of_bytes && matches!(arguments, Value::Bytes(_));
        if left && (text_of_bytes || !is_mapping(self, arguments)?) {
            return Err(self.raise(
                "TypeError",
                match of_bytes {
                    true => "not all arguments converted during bytes formatting",
                    false => "not all arguments converted during string formatting",
                },
            ));
        }
        self.charge(format.len())?;
        Ok(Value::str(text))
    }

    fn too_large_for(&mut self, kind: &str) -> Interrupt {
        let text = format!("Python int too large to convert to C {kind}");
        self.raise("OverflowError", text)
    }

    /// What stands in bytes for a value.
    fn percent_bytes(
        &mut self,
        value: &Value,
        kind: char,
        at: impl FnOnce() -> usize,
        spec: Specification,
    ) -> Result<String> {
        match (kind, value) {
            ('s' | 'b', value) => {
                let bytes = match value {
                    Value::Bytes(bytes) => bytes.clone(),
                    Value::Instance(_) if self.find_attribute(value, "__bytes__")?.is_some() => {
                        match self.call_method(value, "__bytes__", Args::new([]))? {
                            Value::Bytes(bytes) => bytes,
                            _ => return Err(self.unsupported("what `__bytes__` gives here")),
                        }
                    }
                    other => {
                        let text = format!(
                            "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                            other.type_name()
                        );
                        return Err(self.raise("TypeError", text));
                    }
                };
                let most = spec.precision.unwrap_or(usize::MAX);
                let text: String = bytes.iter().take(most).map(|b| char::from(*b)).collect();
                Ok(pad(&text, &spec.of_text(), '>'))
            }
            ('c', Value::Bytes(bytes)) if bytes.len() == 1 => {
                let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
                Ok(pad(&text, &spec.of_text(), '>'))
            }
            ('c', Value::Int(number)) => match u8::try_from(*number) {
                Ok(byte) => Ok(pad(&char::from(byte).to_string(), &spec.of_text(), '>')),
                Err(_) => Err(self.raise("OverflowError", "%c arg not in range(256)")),
            },
            ('c', _) => {
                let text = "%c requires an integer in range(256) or a single byte";
                Err(self.raise("TypeError", text))
            }
            ('r', value) => self.percent_value(value, 'a', at, spec),
            _ => self.percent_value(value, kind, at, spec),
        }
    }

    fn percent_value(
        &mut self,
        value: &Value,
        kind: char,
        at: impl FnOnce() -> usize,
        mut spec: Specification,
    ) -> Result<String> {
        match kind {
            's' | 'r' | 'a' => {
                let mut text = match kind {
                    's' => self.str(value)?,
                    'r' => self.repr(value)?,
                    _ => ascii(&self.repr(value)?),
                };
                if let Some(precision) = spec.precision {
                    text = text.chars().take(precision).collect();
                }
                Ok(pad(&text, &spec.of_text(), '>'))
            }
            'c' => match value.as_str() {
                Some(text) if text.chars().count() == 1 => Ok(pad(&text, &spec.of_text(), '>')),
                Some(_) => Err(self.raise("TypeError", "%c requires int or char")),
                None if integer::of(&plain_number(value)).is_none() => {
                    self.known(value.clone())?;
                    Err(self.raise("TypeError", "%c requires int or char"))
                }
                None => {
                    let text = self.format(value, "c")?;
                    Ok(pad(&text, &spec.of_text(), '>'))
                }
            },
            'd' | 'i' | 'u' | 'x' | 'X' | 'o' => {
                let decimal = matches!(kind, 'd' | 'i' | 'u');
                let number = match plain_number(value) {
                    Value::Float(float) if decimal => {
                        crate::python::builtins::integer_of(self, float)?
                    }
                    other => other,
                };
                let Some(number) = integer::of(&number) else {
                    let wanted = if decimal {
                        "a real number"
                    } else {
                        "an integer"
                    };
                    return Err(self.raise(
                        "TypeError",
                        format!(
                            "%{kind} format: {wanted} is required, not {}",
                            value.type_name()
                        ),
                    ));
                };
                spec.kind = Some(if decimal { 'd' } else { kind });
                let Some(least) = spec.precision.take() else {
                    return self.format_integer(&number, &spec, "int");
                };
                let digits = match kind {
                    'x' => digits_of(&number, 16),
                    'X' => digits_of(&number, 16).to_uppercase(),
                    'o' => digits_of(&number, 8),
                    _ => digits_of(&number, 10),
                };
                let prefix = match (spec.alternate, kind) {
                    (true, 'x') => "0x",
                    (true, 'X') => "0X",
                    (true, 'o') => "0o",
                    _ => "",
                };
                let sign = match (number.sign() == Sign::Minus, spec.sign) {
                    (true, _) => "-",
                    (false, Some('+')) => "+",
                    (false, Some(_)) => " ",
                    _ => "",
                };
                let zeros = "0".repeat(least.saturating_sub(digits.len()));
                let text = format!("{sign}{prefix}{zeros}{digits}");
                Ok(pad(&text, &spec.of_text(), '>'))
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let Some(number) = number_of(&plain_number(value)) else {
                    return Err(self.raise(
                        "TypeError",
                        format!("must be real number, not {}", value.type_name()),
                    ));
                };
                let float = number.to_float();
                spec.kind = Some(kind);
                self.format_float(float, &spec, "float")
            }
            other => {
                let (code, at) = (u32::from(other), at());
                Err(self.raise(
                    "ValueError",
                    format!("unsupported format character '{other}' (0x{code:x}) at index {at}"),
                ))
            }
        }
    }
}

/// The tuple that the arguments are, of whatever class.
fn tuple_of(arguments: &Value) -> Option<Value> {
    match arguments {
        Value::Tuple(_) => Some(arguments.clone()),
        Value::Object(object) if object.classes().contains(&"tuple") => object.as_tuple(),
        Value::Instance(instance) => match &*instance.inner.borrow() {
            Some(inner @ Value::Tuple(_)) => Some(inner.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Whether `%(name)s` can look names up in the arguments; what can need not be used up.
fn is_mapping(interpreter: &mut Interpreter, arguments: &Value) -> Result<bool> {
    Ok(match arguments {
        arguments if tuple_of(arguments).is_some() => false,
        Value::Dict(_) | Value::List(_) | Value::Bytes(_) | Value::Range(..) => true,
        Value::Object(object) => !object.classes().iter().any(|class| {
            let scalars = ["datetime.", "decimal.", "uuid."];
            scalars.iter().any(|module| class.starts_with(module))
        }),
        Value::Instance(instance) => {
            let is_text_or_tuple = matches!(
                &*instance.inner.borrow(),
                Some(Value::Str(_) | Value::Tuple(_))
            );
            let has_items = matches!(
                &*instance.inner.borrow(),
                Some(Value::Dict(_) | Value::List(_))
            );
            !is_text_or_tuple
                && (has_items
                    || interpreter
                        .class_attribute(&instance.class, "__getitem__")
                        .is_some())
        }
        _ => false,
    })
}

type Characters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// A width or a precision.
enum Given {
    /// Written in the format.
    Digits(usize),
    /// `*`: the next argument.
    Argument(BigInt),
}

/// The width or the precision that stands here.
fn number(
    chars: &mut Characters<'_>,
    interpreter: &mut Interpreter,
    positional: &mut std::vec::IntoIter<Value>,
) -> Result<Option<Given>> {
    if chars.next_if(|c| *c == '*').is_some() {
        let Some(value) = positional.next() else {
            return Err(interpreter.raise("TypeError", "not enough arguments for format string"));
        };
        let value = interpreter.known(value)?;
        return match integer::of(&value) {
            Some(number) => Ok(Some(Given::Argument(number))),
            None => Err(interpreter.raise("TypeError", "* wants int")),
        };
    }
    let mut digits = String::new();
    while let Some(c) = chars.next_if(char::is_ascii_digit) {
        digits.push(c);
    }
    Ok((!digits.is_empty()).then(|| Given::Digits(digits.parse().unwrap_or(usize::MAX))))
}

/// The number that an instance of a class derived from `int` or `float` is.
fn plain_number(value: &Value) -> Value {
    match value {
        Value::Instance(instance) => match &*instance.inner.borrow() {
            Some(inner) => inner.clone(),
            None => value.clone(),
        },
        Value::Object(object) => object.real().map_or(value.clone(), Value::Float),
        other => other.clone(),
    }
}

impl Specification {
    /// Text is never filled with zeros.
    fn of_text(&self) -> Self {
        Self {
            fill: ' ',
            align: self.align.filter(|align| *align == '<'),
            ..self.clone()
        }
    }
}
