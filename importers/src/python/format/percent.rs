//! `format % arguments`

use super::{Integer, Specification, WIDEST, ascii, pad};
use crate::python::compare::number as number_of;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

impl Interpreter {
    /// `format % arguments`
    ///
    /// # Errors
    /// `TypeError` where format and arguments do not fit.
    pub(crate) fn percent(&mut self, format: &str, arguments: &Value) -> Result<Value> {
        let mut positional = match arguments {
            Value::Tuple(items) => items.to_vec(),
            other => vec![other.clone()],
        }
        .into_iter();
        let mut used = 0;
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
            let mut named = None;
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
                named = Some(name);
            }
            let mut flags = String::new();
            while let Some(c) = chars.next_if(|c| matches!(c, '-' | '+' | ' ' | '#' | '0')) {
                flags.push(c);
            }
            let width = number(&mut chars, self, &mut positional, &mut flags)?.unwrap_or(0);
            let precision = if chars.next_if(|c| *c == '.').is_some() {
                let precision = number(&mut chars, self, &mut positional, &mut String::new())?;
                Some(precision.unwrap_or(0))
            } else {
                None
            };
            while chars.next_if(|c| matches!(c, 'h' | 'l' | 'L')).is_some() {}
            let left = chars.clone().count();
            let at = format.chars().count() - left;
            let Some(kind) = chars.next() else {
                return Err(self.raise("ValueError", "incomplete format"));
            };
            if kind == '%' {
                text.push('%');
                continue;
            }
            let value = match &named {
                Some(name) => {
                    if !matches!(arguments, Value::Unknown(_)) && !is_mapping(self, arguments)? {
                        return Err(self.raise("TypeError", "format requires a mapping"));
                    }
                    self.item(arguments, &Value::str(name))?
                }
                None => match positional.next() {
                    Some(value) => value,
                    None => {
                        return Err(
                            self.raise("TypeError", "not enough arguments for format string")
                        );
                    }
                },
            };
            used += usize::from(named.is_none());
            if matches!(value, Value::Unknown(_)) {
                return Ok(value);
            }
            if width > WIDEST || precision.unwrap_or(0) > WIDEST {
                return Err(self.refuse(
                    "python-limit",
                    "The width of a format is too large.",
                    None,
                ));
            }
            self.charge(width)?;
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
            let part = self.percent_value(&value, kind, at, spec);
            match self.text_or_unknown(part)? {
                Value::Str(part) => text.push_str(&part),
                other => return Ok(other),
            }
        }
        let left = positional.next().is_some();
        if left && (used > 0 || !is_mapping(self, arguments)?) {
            return Err(self.raise(
                "TypeError",
                "not all arguments converted during string formatting",
            ));
        }
        self.charge(text.len())?;
        Ok(Value::str(text))
    }

    fn percent_value(
        &mut self,
        value: &Value,
        kind: char,
        at: usize,
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
                let Some(number) = Integer::of(&number) else {
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
                    'x' => number.digits(16),
                    'X' => number.digits(16).to_uppercase(),
                    'o' => number.digits(8),
                    _ => number.digits(10),
                };
                let prefix = match (spec.alternate, kind) {
                    (true, 'x') => "0x",
                    (true, 'X') => "0X",
                    (true, 'o') => "0o",
                    _ => "",
                };
                let sign = match (number.is_negative(), spec.sign) {
                    (true, _) => "-",
                    (false, Some('+')) => "+",
                    (false, Some(_)) => " ",
                    _ => "",
                };
                let text = format!("{sign}{prefix}{digits:0>least$}");
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
                let code = u32::from(other);
                Err(self.raise(
                    "ValueError",
                    format!("unsupported format character '{other}' (0x{code:x}) at index {at}"),
                ))
            }
        }
    }
}

/// Whether `%(name)s` can look names up in the arguments; what can need not be used up.
fn is_mapping(interpreter: &mut Interpreter, arguments: &Value) -> Result<bool> {
    Ok(match arguments {
        Value::Dict(_) | Value::List(_) | Value::Bytes(_) | Value::Range(..) | Value::Object(_) => {
            true
        }
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

/// A width or a precision: digits, or `*` for the next argument.
fn number(
    chars: &mut Characters<'_>,
    interpreter: &mut Interpreter,
    positional: &mut std::vec::IntoIter<Value>,
    flags: &mut String,
) -> Result<Option<usize>> {
    if chars.next_if(|c| *c == '*').is_some() {
        return match positional.next() {
            Some(Value::Int(width)) => {
                if width < 0 {
                    flags.push('-');
                }
                Ok(usize::try_from(width.unsigned_abs()).ok())
            }
            Some(_) => Err(interpreter.raise("TypeError", "* wants int")),
            None => Err(interpreter.raise("TypeError", "not enough arguments for format string")),
        };
    }
    let mut digits = String::new();
    while let Some(c) = chars.next_if(char::is_ascii_digit) {
        digits.push(c);
    }
    Ok((!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX)))
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
