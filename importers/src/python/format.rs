//! Format specifications: f-strings, `format`, `str.format`, `%`.

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
            let part = self.percent_value(&value, kind, spec)?;
            text.push_str(&part);
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

    /// `text.format(...)`
    pub(crate) fn format_text(
        &mut self,
        text: &str,
        positional: &[Value],
        named: &[(std::rc::Rc<str>, Value)],
    ) -> Result<Value> {
        let mut next = 0;
        let mut unknown = None;
        let out = self.format_fields(text, positional, named, &mut next, &mut unknown, 0)?;
        self.charge(out.len())?;
        Ok(unknown.unwrap_or_else(|| Value::str(out)))
    }

    fn format_fields(
        &mut self,
        text: &str,
        positional: &[Value],
        named: &[(std::rc::Rc<str>, Value)],
        next: &mut usize,
        unknown: &mut Option<Value>,
        depth: usize,
    ) -> Result<String> {
        let mut out = String::new();
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while let Some(c) = chars.get(at).copied() {
            at += 1;
            match c {
                '{' if chars.get(at) == Some(&'{') => {
                    out.push('{');
                    at += 1;
                }
                '}' if chars.get(at) == Some(&'}') => {
                    out.push('}');
                    at += 1;
                }
                '}' => {
                    return Err(self.raise("ValueError", "Single '}' encountered in format string"));
                }
                '{' => {
                    let mut level = 1;
                    let start = at;
                    while let Some(c) = chars.get(at) {
                        match c {
                            '{' => level += 1,
                            '}' => level -= 1,
                            _ => {}
                        }
                        if level == 0 {
                            break;
                        }
                        at += 1;
                    }
                    if level != 0 || depth > 1 {
                        return Err(self.raise("ValueError", "expected '}' before end of string"));
                    }
                    let field: String = chars.get(start..at).unwrap_or_default().iter().collect();
                    at += 1;
                    let (name, specification) = match field.split_once(':') {
                        Some((name, specification)) => (name.to_owned(), specification.to_owned()),
                        None => (field, String::new()),
                    };
                    let (name, conversion) = match name.rsplit_once('!') {
                        Some((name, conversion)) => (name.to_owned(), Some(conversion.to_owned())),
                        None => (name, None),
                    };
                    let mut value = self.format_field(&name, positional, named, next)?;
                    let specification = self.format_fields(
                        &specification,
                        positional,
                        named,
                        next,
                        unknown,
                        depth + 1,
                    )?;
                    if matches!(value, Value::Unknown(_)) {
                        unknown.get_or_insert(value);
                        continue;
                    }
                    match conversion.as_deref() {
                        Some("r") => value = Value::str(self.repr(&value)?),
                        Some("s") => value = Value::str(self.str(&value)?),
                        Some("a") => value = Value::str(ascii(&self.repr(&value)?)),
                        _ => {}
                    }
                    out.push_str(&self.format(&value, &specification)?);
                }
                c => out.push(c),
            }
        }
        Ok(out)
    }

    fn format_field(
        &mut self,
        name: &str,
        positional: &[Value],
        named: &[(std::rc::Rc<str>, Value)],
        next: &mut usize,
    ) -> Result<Value> {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (first, mut path) = name.split_at(end);
        let index = if first.is_empty() {
            *next += 1;
            Some(*next - 1)
        } else {
            first.parse::<usize>().ok()
        };
        let mut value = match index {
            Some(index) => match positional.get(index) {
                Some(value) => value.clone(),
                None => {
                    return Err(self.raise(
                        "IndexError",
                        format!("Replacement index {index} out of range for positional args tuple"),
                    ));
                }
            },
            None => match named.iter().find(|(key, _)| &**key == first) {
                Some((_, value)) => value.clone(),
                None => return Err(self.raise_with("KeyError", vec![Value::str(first)])),
            },
        };
        while !path.is_empty() {
            if let Some(rest) = path.strip_prefix('.') {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (name, rest) = rest.split_at(end);
                value = self.attribute(&value, name)?;
                path = rest;
            } else if let Some(rest) = path.strip_prefix('[') {
                let (key, rest) = rest.split_once(']').unwrap_or((rest, ""));
                let key = match key.parse::<i128>() {
                    Ok(number) => Value::Int(number),
                    Err(_) => Value::str(key),
                };
                value = self.item(&value, &key)?;
                path = rest;
            } else {
                break;
            }
        }
        Ok(value)
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
