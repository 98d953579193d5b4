//! `format % arguments`

use super::{Specification, WIDEST, ascii, pad};
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
                for c in chars.by_ref() {
                    if c == ')' {
                        break;
                    }
                    name.push(c);
                }
                named = Some(name);
            }
            let mut flags = String::new();
            while let Some(c) = chars.next_if(|c| matches!(c, '-' | '+' | ' ' | '#' | '0')) {
                flags.push(c);
            }
            let mut number = |interpreter: &mut Self,
                              positional: &mut std::vec::IntoIter<Value>|
             -> Result<Option<usize>> {
                if chars.next_if(|c| *c == '*').is_some() {
                    return match positional.next() {
                        Some(Value::Int(width)) => Ok(usize::try_from(width).ok()),
                        _ => Err(interpreter.raise("TypeError", "* wants int")),
                    };
                }
                let mut digits = String::new();
                while let Some(c) = chars.next_if(char::is_ascii_digit) {
                    digits.push(c);
                }
                Ok(digits.parse().ok())
            };
            let width = number(self, &mut positional)?.unwrap_or(0);
            let precision = if chars.next_if(|c| *c == '.').is_some() {
                let mut digits = String::new();
                while let Some(c) = chars.next_if(char::is_ascii_digit) {
                    digits.push(c);
                }
                Some(digits.parse::<usize>().unwrap_or(0))
            } else {
                None
            };
            while chars.next_if(|c| matches!(c, 'h' | 'l' | 'L')).is_some() {}
            let Some(kind) = chars.next() else {
                return Err(self.raise("ValueError", "incomplete format"));
            };
            let value = match &named {
                Some(name) => {
                    if !matches!(
                        arguments,
                        Value::Dict(_) | Value::Object(_) | Value::Instance(_) | Value::Unknown(_)
                    ) {
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
            let spec = Specification {
                fill: ' ',
                align: flags.contains('-').then_some('<'),
                sign: if flags.contains('+') {
                    '+'
                } else if flags.contains(' ') {
                    ' '
                } else {
                    '-'
                },
                alternate: flags.contains('#'),
                zero: flags.contains('0') && !flags.contains('-'),
                width,
                group: None,
                precision,
                kind: None,
            };
            let part = self.percent_value(&value, kind, spec);
            match self.text_or_unknown(part)? {
                Value::Str(part) => text.push_str(&part),
                other => return Ok(other),
            }
        }
        let left = positional.next().is_some();
        if left && (used > 0 || !matches!(arguments, Value::Dict(_))) {
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
                Ok(pad(&text, &spec, '>'))
            }
            'c' => match value.as_str() {
                Some(text) => Ok(pad(&text, &spec, '>')),
                None => self.format(value, "c"),
            },
            'd' | 'i' | 'u' | 'x' | 'X' | 'o' => {
                let number = match value {
                    Value::Int(number) => *number,
                    Value::Bool(known) => i128::from(*known),
                    #[allow(clippy::cast_possible_truncation)]
                    Value::Float(float) if matches!(kind, 'd' | 'i' | 'u') => float.trunc() as i128,
                    other => {
                        return Err(self.raise(
                            "TypeError",
                            format!(
                                "%{kind} format: a real number is required, not {}",
                                other.type_name()
                            ),
                        ));
                    }
                };
                spec.kind = Some(if matches!(kind, 'i' | 'u') { 'd' } else { kind });
                let digits = spec.precision.take();
                let mut text = self.format_integer(number, &spec)?;
                if let Some(digits) = digits {
                    let plain = number.unsigned_abs().to_string();
                    let sign = if number < 0 { "-" } else { "" };
                    text = pad(&format!("{sign}{plain:0>digits$}"), &spec, '>');
                }
                Ok(text)
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                #[allow(clippy::cast_precision_loss)]
                let float = match value {
                    Value::Float(float) => *float,
                    Value::Int(number) => *number as f64,
                    Value::Bool(known) => f64::from(u8::from(*known)),
                    other => {
                        return Err(self.raise(
                            "TypeError",
                            format!("must be real number, not {}", other.type_name()),
                        ));
                    }
                };
                spec.kind = Some(kind);
                self.format_float(float, &spec)
            }
            other => Err(self.raise(
                "ValueError",
                format!("unsupported format character '{other}'"),
            )),
        }
    }
}
