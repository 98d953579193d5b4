//! Format specifications: f-strings, `format`, `str.format`, `%`.

mod fields;
mod percent;

use super::interpreter::Interpreter;
use super::native::Result;
use super::text::float_repr;
use super::value::Value;

/// A parsed specification: `[[fill]align][sign][#][0][width][,][.precision][type]`.
struct Specification {
    fill: char,
    align: Option<char>,
    sign: char,
    alternate: bool,
    zero: bool,
    width: usize,
    group: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

/// Padding beyond this is refused.
const WIDEST: usize = 1_000_000;

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
        if let Value::Instance(instance) = value
            && let Some(method) = self.class_attribute(&instance.class, "__format__")
        {
            let text = self.call_with(&method, [value.clone(), Value::str(specification)])?;
            return Ok(text
                .as_str()
                .map(|text| text.to_string())
                .unwrap_or_default());
        }
        if specification.is_empty() {
            return self.str(value);
        }
        let spec = self.parse_specification(specification)?;
        match value {
            Value::Int(number) => self.format_integer(*number, &spec),
            Value::Bool(known) if spec.kind.is_some() => {
                self.format_integer(i128::from(*known), &spec)
            }
            Value::Float(float) => self.format_float(*float, &spec),
            other => {
                if !matches!(spec.kind, None | Some('s')) {
                    return Err(self.raise(
                        "ValueError",
                        format!(
                            "Unknown format code '{}' for object of type '{}'",
                            spec.kind.unwrap_or(' '),
                            other.type_name()
                        ),
                    ));
                }
                let mut text = self.str(other)?;
                if let Some(precision) = spec.precision {
                    text = text.chars().take(precision).collect();
                }
                Ok(pad(&text, &spec, '<'))
            }
        }
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

    fn parse_specification(&mut self, text: &str) -> Result<Specification> {
        let invalid = |interpreter: &mut Self| {
            interpreter.raise("ValueError", format!("Invalid format specifier '{text}'"))
        };
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        let mut spec = Specification {
            fill: ' ',
            align: None,
            sign: '-',
            alternate: false,
            zero: false,
            width: 0,
            group: None,
            precision: None,
            kind: None,
        };
        let is_align = |c: Option<&char>| c.is_some_and(|c| matches!(c, '<' | '>' | '=' | '^'));
        if is_align(chars.get(1)) {
            spec.fill = chars.first().copied().unwrap_or(' ');
            spec.align = chars.get(1).copied();
            at = 2;
        } else if is_align(chars.first()) {
            spec.align = chars.first().copied();
            at = 1;
        }
        if let Some(c @ ('+' | '-' | ' ')) = chars.get(at) {
            spec.sign = *c;
            at += 1;
        }
        if chars.get(at) == Some(&'#') {
            spec.alternate = true;
            at += 1;
        }
        if chars.get(at) == Some(&'0') {
            spec.zero = true;
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
        if let Some(c @ (',' | '_')) = chars.get(at) {
            spec.group = Some(*c);
            at += 1;
        }
        if chars.get(at) == Some(&'.') {
            at += 1;
            match number(&mut at).parse() {
                Ok(precision) => spec.precision = Some(precision),
                Err(_) => {
                    return Err(self.raise("ValueError", "Format specifier missing precision"));
                }
            }
        }
        if let Some(c) = chars.get(at) {
            spec.kind = Some(*c);
            at += 1;
        }
        if at != chars.len() {
            return Err(invalid(self));
        }
        if spec.width > WIDEST || spec.precision.unwrap_or(0) > WIDEST {
            return Err(self.refuse("python-limit", "The width of a format is too large.", None));
        }
        self.charge(spec.width)?;
        Ok(spec)
    }

    fn format_integer(&mut self, number: i128, spec: &Specification) -> Result<String> {
        let magnitude = number.unsigned_abs();
        let (prefix, digits) = match spec.kind {
            None | Some('d' | 'n') => ("", magnitude.to_string()),
            Some('x') => ("0x", format!("{magnitude:x}")),
            Some('X') => ("0X", format!("{magnitude:X}")),
            Some('o') => ("0o", format!("{magnitude:o}")),
            Some('b') => ("0b", format!("{magnitude:b}")),
            Some('c') => {
                let c = u32::try_from(number).ok().and_then(char::from_u32);
                return match c {
                    Some(c) => Ok(pad(&c.to_string(), spec, '<')),
                    None => Err(self.raise("OverflowError", "%c arg not in range(0x110000)")),
                };
            }
            #[allow(clippy::cast_precision_loss)]
            Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
                return self.format_float(number as f64, spec);
            }
            Some(kind) => {
                return Err(self.raise(
                    "ValueError",
                    format!("Unknown format code '{kind}' for object of type 'int'"),
                ));
            }
        };
        let digits = match spec.group {
            Some(group) => grouped(&digits, group, if prefix.is_empty() { 3 } else { 4 }),
            None => digits,
        };
        let prefix = if spec.alternate { prefix } else { "" };
        Ok(signed(number < 0, prefix, &digits, spec))
    }

    fn format_float(&mut self, float: f64, spec: &Specification) -> Result<String> {
        let negative = float.is_sign_negative() && !float.is_nan();
        let magnitude = float.abs();
        let precision = spec.precision.unwrap_or(6);
        let text = if !float.is_finite() {
            if float.is_nan() {
                "nan".into()
            } else {
                "inf".into()
            }
        } else {
            match spec.kind {
                None if spec.precision.is_none() => float_repr(magnitude),
                None => general(magnitude, precision.max(1), true),
                Some('f' | 'F') => format!("{magnitude:.precision$}"),
                Some('%') => format!("{:.precision$}%", magnitude * 100.0),
                Some('e') => exponent(&format!("{magnitude:.precision$e}")),
                Some('E') => exponent(&format!("{magnitude:.precision$e}")).to_uppercase(),
                Some('g' | 'n') => general(magnitude, precision.max(1), false),
                Some('G') => general(magnitude, precision.max(1), false).to_uppercase(),
                Some(kind) => {
                    return Err(self.raise(
                        "ValueError",
                        format!("Unknown format code '{kind}' for object of type 'float'"),
                    ));
                }
            }
        };
        let text = match spec.group {
            Some(group) => {
                let end = text.find(['.', 'e', '%']).unwrap_or(text.len());
                let (whole, rest) = text.split_at(end);
                format!("{}{rest}", grouped(whole, group, 3))
            }
            None => text,
        };
        Ok(signed(negative, "", &text, spec))
    }
}

/// Escapes everything outside ASCII, as `ascii()` does.
pub(crate) fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match u32::from(c) {
            0..=0x7f => out.push(c),
            code @ 0x80..=0xff => out.push_str(&format!("\\x{code:02x}")),
            code @ 0x100..=0xffff => out.push_str(&format!("\\u{code:04x}")),
            code => out.push_str(&format!("\\U{code:08x}")),
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
    let fill = if spec.zero && spec.align.is_none() {
        '0'
    } else {
        spec.fill
    };
    let fill = |count: usize| fill.to_string().repeat(count);
    match spec.align.unwrap_or(default) {
        '<' => format!("{text}{}", fill(missing)),
        '^' => format!("{}{text}{}", fill(missing / 2), fill(missing - missing / 2)),
        _ => format!("{}{text}", fill(missing)),
    }
}

fn signed(negative: bool, prefix: &str, digits: &str, spec: &Specification) -> String {
    let sign = match (negative, spec.sign) {
        (true, _) => "-",
        (false, '+') => "+",
        (false, ' ') => " ",
        _ => "",
    };
    let used = sign.len() + prefix.len() + digits.chars().count();
    if spec.align == Some('=') || (spec.zero && spec.align.is_none()) {
        let fill = if spec.zero { '0' } else { spec.fill };
        let missing = spec.width.saturating_sub(used);
        return format!("{sign}{prefix}{}{digits}", fill.to_string().repeat(missing));
    }
    pad(&format!("{sign}{prefix}{digits}"), spec, '>')
}

fn grouped(digits: &str, group: char, size: usize) -> String {
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(size) {
            out.push(group);
        }
        out.push(c);
    }
    out
}

/// Rust writes `1e5` where Python writes `1e+05`.
fn exponent(text: &str) -> String {
    match text.split_once('e') {
        Some((digits, exponent)) => {
            let (sign, exponent) = match exponent.strip_prefix('-') {
                Some(exponent) => ('-', exponent),
                None => ('+', exponent),
            };
            format!("{digits}e{sign}{exponent:0>2}")
        }
        None => text.to_owned(),
    }
}

/// The `g` format; `repr` keeps a `.0`.
fn general(magnitude: f64, precision: usize, repr: bool) -> String {
    let scientific = format!("{magnitude:.*e}", precision - 1);
    let power: i32 = scientific
        .split_once('e')
        .and_then(|(_, power)| power.parse().ok())
        .unwrap_or(0);
    let strip = |text: &str| {
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text.to_owned()
        }
    };
    let limit = i32::try_from(precision).unwrap_or(i32::MAX);
    if power < -4 || power >= limit {
        let (digits, power) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        return exponent(&format!("{}e{power}", strip(digits)));
    }
    let decimals = usize::try_from(limit - 1 - power).unwrap_or(0);
    let text = strip(&format!("{magnitude:.decimals$}"));
    if repr && !text.contains('.') {
        format!("{text}.0")
    } else {
        text
    }
}
