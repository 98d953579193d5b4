//! Format specifications: f-strings, `format`, `str.format`, `%`.

mod fields;
mod number;
mod percent;

use super::integer;
use super::interpreter::Interpreter;
use super::native::{Interrupt, Result};
use super::value::Value;
pub(crate) use fields::Fields;
pub(crate) use number::number_text;

/// A parsed specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
#[derive(Clone)]
pub(crate) struct Specification {
    fill: char,
    align: Option<char>,
    sign: Option<char>,
    /// `z`: a negative number that rounds to zero has no sign.
    no_negative_zero: bool,
    alternate: bool,
    width: usize,
    group: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

impl Specification {
    /// The type, where one is written.
    pub(crate) fn kind(&self) -> Option<char> {
        self.kind
    }

    /// The precision, where one is written.
    pub(crate) fn precision(&self) -> Option<usize> {
        self.precision
    }

    /// Whether zeros stand between the sign and the digits.
    pub(crate) fn pads_with_zeros(&self) -> bool {
        self.fill == '0' && self.align == Some('=')
    }

    /// The same with spaces before the sign, in place of zeros behind it.
    pub(crate) fn with_spaces(self) -> Self {
        Self {
            fill: ' ',
            align: Some('>'),
            ..self
        }
    }

    /// Whether `#` is written.
    pub(crate) fn alternate(&self) -> bool {
        self.alternate
    }
}

/// Padding beyond this is refused.
const WIDEST: usize = 1_000_000;
/// Digits of a number beyond this are refused; Rust writes up to `u16::MAX`.
const MOST_DIGITS: usize = 60_000;

impl Interpreter {
    /// `format(value, specification)`
    ///
    /// # Errors
    /// `ValueError` for a specification that the value's type does not know.
    pub fn format(&mut self, value: &Value, specification: &str) -> Result<String> {
        self.known(value.clone())?;
        if let Value::Object(object) = value
            && let Some(text) = object.format(self, specification)?
        {
            return Ok(text);
        }
        let mut number = value.clone();
        if let Value::Instance(instance) = value {
            if let Some(method) = self.class_attribute(&instance.class, "__format__") {
                let text = self.call_with(&method, [value.clone(), Value::str(specification)])?;
                return Ok(text
                    .as_str()
                    .map(|text| text.to_string())
                    .unwrap_or_default());
            }
            let inner = instance.inner.borrow().clone();
            number = match inner {
                Some(inner) if super::text::enum_text(instance).is_none() => inner,
                Some(_) => Value::str(self.str(value)?),
                None if instance.class.derives_from("enum.Enum") => Value::str(self.str(value)?),
                None => number,
            };
        }
        if specification.is_empty() {
            return self.str(value);
        }
        let class = value.type_name();
        if let Some(integer) = integer::of(&number) {
            let spec = self.parse_specification(specification, None)?;
            return self.format_integer(&integer, &spec, &class);
        }
        match &number {
            Value::Float(float) => {
                let spec = self.parse_specification(specification, None)?;
                self.format_float(*float, &spec, &class)
            }
            Value::Str(text) => {
                let spec = self.parse_specification(specification, Some('s'))?;
                self.format_string(text, &spec, &class)
            }
            _ => Err(self.raise(
                "TypeError",
                format!("unsupported format string passed to {class}.__format__"),
            )),
        }
    }

    fn format_string(&mut self, text: &str, spec: &Specification, class: &str) -> Result<String> {
        if !matches!(spec.kind, None | Some('s')) {
            return Err(self.unknown_format(spec, class));
        }
        let not_allowed = match (spec.sign, spec.align) {
            (Some(' '), _) => Some("Space not allowed in string format specifier"),
            (Some(_), _) => Some("Sign not allowed in string format specifier"),
            _ if spec.no_negative_zero => {
                Some("Negative zero coercion (z) not allowed in string format specifier")
            }
            _ if spec.alternate => {
                Some("Alternate form (#) not allowed in string format specifier")
            }
            (_, Some('=')) => Some("'=' alignment not allowed in string format specifier"),
            _ => None,
        };
        if let Some(message) = not_allowed {
            return Err(self.raise("ValueError", message));
        }
        let cut: String = match spec.precision {
            Some(precision) => text.chars().take(precision).collect(),
            None => text.to_owned(),
        };
        Ok(pad(&cut, spec, '<'))
    }

    fn unknown_format(&mut self, spec: &Specification, class: &str) -> Interrupt {
        self.raise(
            "ValueError",
            format!(
                "Unknown format code '{}' for object of type '{class}'",
                spec.kind.unwrap_or(' '),
            ),
        )
    }

    /// A field of a format: converted (`!r`), then formatted.
    pub(crate) fn converted(
        &mut self,
        value: &Value,
        conversion: Option<char>,
        specification: &str,
    ) -> Result<String> {
        let text = match conversion {
            None => return self.format(value, specification),
            Some('r') => self.repr(value)?,
            Some('a') => ascii(&self.repr(value)?),
            Some(_) => self.str(value)?,
        };
        self.format(&Value::str(text), specification)
    }

    /// Reads a specification; `default` is the type where none is written, for strings.
    pub(crate) fn parse_specification(
        &mut self,
        text: &str,
        default: Option<char>,
    ) -> Result<Specification> {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        let mut spec = Specification {
            fill: ' ',
            align: None,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            group: None,
            precision: None,
            kind: None,
        };
        let is_align = |c: Option<&char>| c.is_some_and(|c| matches!(c, '<' | '>' | '=' | '^'));
        let mut filled = false;
        if is_align(chars.get(1)) {
            spec.fill = chars.first().copied().unwrap_or(' ');
            spec.align = chars.get(1).copied();
            filled = true;
            at = 2;
        } else if is_align(chars.first()) {
            spec.align = chars.first().copied();
            at = 1;
        }
        if let Some(c @ ('+' | '-' | ' ')) = chars.get(at) {
            spec.sign = Some(*c);
            at += 1;
        }
        if chars.get(at) == Some(&'z') {
            spec.no_negative_zero = true;
            at += 1;
        }
        if chars.get(at) == Some(&'#') {
            spec.alternate = true;
            at += 1;
        }
        if chars.get(at) == Some(&'0') && !filled {
            spec.fill = '0';
            if spec.align.is_none() && default.is_none() {
                spec.align = Some('=');
            }
            at += 1;
        }
        let number = |at: &mut usize| {
            let mut digits = String::new();
            while let Some(c) = chars.get(*at).filter(|c| c.is_ascii_digit()) {
                digits.push(*c);
                *at += 1;
            }
            digits
        };
        let width = number(&mut at);
        if !width.is_empty() {
            spec.width = width.parse().unwrap_or(usize::MAX);
        }
        while let Some(c @ (',' | '_')) = chars.get(at) {
            match spec.group {
                Some(group) if group == *c => {
                    let message = format!("Cannot specify '{c}' with '{c}'.");
                    return Err(self.raise("ValueError", message));
                }
                Some(_) => {
                    return Err(self.raise("ValueError", "Cannot specify both ',' and '_'."));
                }
                None => spec.group = Some(*c),
            }
            at += 1;
        }
        if chars.get(at) == Some(&'.') {
            at += 1;
            let digits = number(&mut at);
            if digits.is_empty() {
                return Err(self.raise("ValueError", "Format specifier missing precision"));
            }
            spec.precision = Some(digits.parse().unwrap_or(usize::MAX));
        }
        if let Some(c) = chars.get(at) {
            spec.kind = Some(*c);
            at += 1;
        }
        if at < chars.len() {
            return Err(self.raise("ValueError", "Invalid format specifier"));
        }
        if let Some(group) = spec.group {
            let fits = match spec.kind.or(default) {
                None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'F' | 'G' | '%') => true,
                Some('b' | 'o' | 'x' | 'X') => group == '_',
                Some(_) => false,
            };
            if !fits {
                let kind = spec.kind.or(default).unwrap_or(' ');
                let message = format!("Cannot specify '{group}' with '{kind}'.");
                return Err(self.raise("ValueError", message));
            }
        }
        let digits = match default {
            Some('s') => None,
            _ => spec.precision,
        };
        self.charge_format(spec.width, digits)?;
        Ok(spec)
    }

    /// Counts what a format makes: its width, and the digits that the precision of a number asks for.
    fn charge_format(&mut self, width: usize, digits: Option<usize>) -> Result<()> {
        let digits = digits.unwrap_or(0);
        if width > WIDEST || digits > MOST_DIGITS {
            return Err(self.refuse(
                "python-limit",
                "The width or the precision of a format is too large.",
                None,
            ));
        }
        self.step((width + digits) as u64 / 64)?;
        self.charge(width + digits)
    }
}

/// Escapes everything outside ASCII, as `ascii()` does.
pub(crate) fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.push_str(&super::text::escaped(c));
        }
    }
    out
}

fn pad(text: &str, spec: &Specification, default: char) -> String {
    let length = text.chars().count();
    if length >= spec.width {
        return text.to_owned();
    }
    let missing = spec.width - length;
    let fill = |count: usize| spec.fill.to_string().repeat(count);
    match spec.align.unwrap_or(default) {
        '<' => format!("{text}{}", fill(missing)),
        '^' => format!("{}{text}{}", fill(missing / 2), fill(missing - missing / 2)),
        _ => format!("{}{text}", fill(missing)),
    }
}
