//! `format(decimal, specification)`

use super::context::{self, Rounding};
use super::number::{Decimal, Outcome, Special};
use crate::python::format::number_text;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;

/// The text of a decimal in a format. The rules are those for floats, but no digit is made up.
pub(super) fn formatted(
    interpreter: &mut Interpreter,
    decimal: &Decimal,
    specification: &str,
) -> Result<String> {
    let spec = interpreter.parse_specification(specification, None)?;
    let kind = spec.kind().unwrap_or('G');
    if !matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') {
        return Err(interpreter.raise("ValueError", "invalid format string"));
    }
    if pads_twice(specification) {
        return Err(interpreter.raise("ValueError", "invalid format string"));
    }
    let negative = decimal.negative;
    if let Some(special) = decimal.special {
        let text = match special {
            Special::Infinity => "Infinity",
            Special::NotANumber => "NaN",
        };
        let spec = match specification.contains('=') {
            // `010` pads with spaces what has no digits.
            false if spec.pads_with_zeros() => spec.with_spaces(),
            _ => spec,
        };
        let unit = if kind == '%' { "%" } else { "" };
        return Ok(number_text(
            negative,
            "",
            "",
            &format!("{text}{unit}"),
            &spec,
        ));
    }
    let rounding = context::current(interpreter).rounding;
    let Ok(number) = rounded(decimal, kind, spec.precision(), rounding) else {
        return Err(interpreter.unsupported("this format of a decimal"));
    };
    let digits = number.digits.to_string();
    let size = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let left = number.exponent + size;
    let precision = spec
        .precision()
        .and_then(|digits| i64::try_from(digits).ok());
    let point = match (kind, precision) {
        ('e' | 'E', Some(precision)) if number.is_zero() => 1 - precision,
        ('e' | 'E', _) => 1,
        ('f' | 'F' | '%', _) => left,
        _ if number.exponent <= 0 && left > -6 => left,
        _ => 1,
    };
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
    let (whole, fraction) = if point < 0 {
        ("0".to_owned(), format!("{}{digits}", zeros(-point)))
    } else if point > size {
        (format!("{digits}{}", zeros(point - size)), String::new())
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
        let whole = if whole.is_empty() { "0" } else { whole };
        (whole.to_owned(), fraction.to_owned())
    };
    let mut rest = String::new();
    if !fraction.is_empty() || spec.alternate() {
        rest = format!(".{fraction}");
    }
    let exponent = left - point;
    if exponent != 0 || matches!(kind, 'e' | 'E') {
        let letter = if matches!(kind, 'E' | 'G') { 'E' } else { 'e' };
        rest.push_str(&format!("{letter}{exponent:+}"));
    }
    if kind == '%' {
        rest.push('%');
    }
    Ok(number_text(negative, "", &whole, &rest, &spec))
}

fn rounded(
    decimal: &Decimal,
    kind: char,
    precision: Option<usize>,
    rounding: Rounding,
) -> Outcome<Decimal> {
    let mut number = decimal.clone();
    if kind == '%' {
        number.exponent += 2;
    }
    if let Some(precision) = precision {
        let precision = i64::try_from(precision).unwrap_or(i64::MAX);
        let size = i64::try_from(number.digits.to_string().len()).unwrap_or(i64::MAX);
        let to_digits = |number: Decimal, digits: i64| {
            let context = context::Context {
                precision: digits.max(1),
                rounding,
            };
            number.fixed(&context)
        };
        number = match kind {
            'e' | 'E' => {
                let fixed = to_digits(number, precision + 1)?;
                // Zeros fill up to the precision.
                let missing =
                    precision + 1 - i64::try_from(fixed.digits.to_string().len()).unwrap_or(0);
                if missing > 0 && !fixed.is_zero() {
                    fixed.rescaled(fixed.exponent - missing, rounding)?
                } else {
                    fixed
                }
            }
            'f' | 'F' | '%' => number.rescaled(-precision, rounding)?,
            _ if size > precision => to_digits(number, precision)?,
            _ => number,
        };
    }
    if number.is_zero() && number.exponent > 0 && matches!(kind, 'f' | 'F' | '%') {
        number = number.rescaled(0, rounding)?;
    }
    Ok(number)
}

/// Whether a specification has both an alignment and a `0` before its width.
fn pads_twice(specification: &str) -> bool {
    let is_align = |c: char| matches!(c, '<' | '>' | '=' | '^');
    let mut rest = specification.chars();
    let first = rest.next();
    let second = rest.clone().next();
    if second.is_some_and(is_align) {
        rest.next();
    } else if !first.is_some_and(is_align) {
        return false;
    }
    rest.as_str()
        .trim_start_matches(['+', '-', ' ', 'z', '#'])
        .starts_with('0')
}
