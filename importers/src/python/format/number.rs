//! Numbers in formats.

use num_bigint::{BigInt, Sign};

use super::{Specification, pad};
use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::text::float_repr;

/// The digits of an integer without its sign.
pub(super) fn digits(number: &BigInt, radix: u32) -> String {
    number.magnitude().to_str_radix(radix)
}

impl Interpreter {
    pub(super) fn format_integer(
        &mut self,
        number: &BigInt,
        spec: &Specification,
        class: &str,
    ) -> Result<String> {
        let (prefix, digits) = match spec.kind {
            Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
                return match integer::to_float(number) {
                    Some(float) => self.format_float(float, spec, class),
                    None => Err(self.raise("OverflowError", "int too large to convert to float")),
                };
            }
            _ if spec.precision.is_some() && is_integer_kind(spec.kind) => {
                return Err(self.raise(
                    "ValueError",
                    "Precision not allowed in integer format specifier",
                ));
            }
            _ if spec.no_negative_zero && is_integer_kind(spec.kind) => {
                return Err(self.raise(
                    "ValueError",
                    "Negative zero coercion (z) not allowed in integer format specifier",
                ));
            }
            None | Some('d' | 'n') => ("", digits(number, 10)),
            Some('x') => ("0x", digits(number, 16)),
            Some('X') => ("0X", digits(number, 16).to_uppercase()),
            Some('o') => ("0o", digits(number, 8)),
            Some('b') => ("0b", digits(number, 2)),
            Some('c') => return self.format_character(number, spec),
            Some(_) => return Err(self.unknown_format(spec, class)),
        };
        let prefix = if spec.alternate { prefix } else { "" };
        let size = if matches!(spec.kind, Some('x' | 'X' | 'o' | 'b')) {
            4
        } else {
            3
        };
        let negative = number.sign() == Sign::Minus;
        Ok(signed(negative, prefix, &digits, "", size, spec))
    }

    fn format_character(&mut self, number: &BigInt, spec: &Specification) -> Result<String> {
        if spec.sign.is_some() {
            return Err(self.raise(
                "ValueError",
                "Sign not allowed with integer format specifier 'c'",
            ));
        }
        if spec.alternate {
            return Err(self.raise(
                "ValueError",
                "Alternate form (#) not allowed with integer format specifier 'c'",
            ));
        }
        match u32::try_from(number).ok().and_then(char::from_u32) {
            Some(c) => Ok(pad(&c.to_string(), spec, '>')),
            None => Err(self.raise("OverflowError", "%c arg not in range(0x110000)")),
        }
    }

    pub(super) fn format_float(
        &mut self,
        float: f64,
        spec: &Specification,
        class: &str,
    ) -> Result<String> {
        let magnitude = float.abs();
        let precision = spec.precision.unwrap_or(6);
        let plain = match spec.kind {
            None if spec.precision.is_none() => float_repr(magnitude),
            None => general(magnitude, precision.max(1), spec.alternate, true),
            Some('f' | 'F') => format!("{magnitude:.precision$}"),
            Some('%') => format!("{:.precision$}", magnitude * 100.0),
            Some('e' | 'E') => exponent(&format!("{magnitude:.precision$e}")),
            Some('g' | 'G' | 'n') => general(magnitude, precision.max(1), spec.alternate, false),
            Some(_) => return Err(self.unknown_format(spec, class)),
        };
        let mut text = if float.is_nan() {
            "nan".to_owned()
        } else if float.is_infinite() {
            "inf".to_owned()
        } else {
            plain
        };
        let digits = text.find(|c: char| !c.is_ascii_digit());
        if spec.alternate && float.is_finite() && !text.contains('.') {
            text.insert(digits.unwrap_or(text.len()), '.');
        }
        if matches!(spec.kind, Some('E' | 'F' | 'G')) {
            text = text.to_uppercase();
        }
        if spec.kind == Some('%') {
            text.push('%');
        }
        let zero = float.is_finite()
            && !text
                .split(['e', 'E'])
                .next()
                .unwrap_or_default()
                .contains(|c: char| ('1'..='9').contains(&c));
        let negative =
            float.is_sign_negative() && !float.is_nan() && !(spec.no_negative_zero && zero);
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let (whole, rest) = text.split_at(end);
        Ok(signed(negative, "", whole, rest, 3, spec))
    }
}

/// Sign, prefix, whole digits in groups of three, and what follows them, padded.
pub(crate) fn number_text(
    negative: bool,
    prefix: &str,
    digits: &str,
    rest: &str,
    spec: &Specification,
) -> String {
    signed(negative, prefix, digits, rest, 3, spec)
}

fn is_integer_kind(kind: Option<char>) -> bool {
    matches!(kind, None | Some('d' | 'n' | 'x' | 'X' | 'o' | 'b' | 'c'))
}

/// Sign, prefix, digits in groups, and what follows them, padded.
fn signed(
    negative: bool,
    prefix: &str,
    digits: &str,
    rest: &str,
    size: usize,
    spec: &Specification,
) -> String {
    let sign = match (negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    };
    let inside = spec.align == Some('=');
    let others = sign.len() + prefix.len() + rest.chars().count();
    let mut digits = digits.to_owned();
    if let Some(group) = spec.group {
        // Zeros that fill up are grouped as well.
        let least = if inside && spec.fill == '0' {
            spec.width.saturating_sub(others)
        } else {
            0
        };
        let short = |digits: &str| digits.len() + digits.len().saturating_sub(1) / size;
        if short(&digits) < least {
            let groups = least / (size + 1) * size + (least % (size + 1)).max(1);
            let zeros = "0".repeat(groups.saturating_sub(digits.len()));
            digits = format!("{zeros}{digits}");
        }
        digits = grouped(&digits, group, size);
    }
    if inside {
        let missing = spec.width.saturating_sub(others + digits.len());
        let fill = spec.fill.to_string().repeat(missing);
        return format!("{sign}{prefix}{fill}{digits}{rest}");
    }
    pad(&format!("{sign}{prefix}{digits}{rest}"), spec, '>')
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

/// The `g` format; `repr` is that of a format without a type, which keeps a `.0`.
fn general(magnitude: f64, precision: usize, alternate: bool, repr: bool) -> String {
    if !magnitude.is_finite() {
        return String::new();
    }
    let scientific = format!("{magnitude:.*e}", precision - 1);
    let (digits, power) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    let strip = |text: &str| {
        if text.contains('.') && !alternate {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text.to_owned()
        }
    };
    let limit = i32::try_from(precision).unwrap_or(i32::MAX);
    if power < -4 || power >= limit - i32::from(repr) {
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
