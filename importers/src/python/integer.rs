//! Integers of any size. Small ones are [`Value::Int`], all others [`Value::Big`].

use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};

use super::interpreter::Interpreter;
use super::native::Result;
use super::value::Value;

/// Integers of more bits are refused: a program would hardly end.
const LARGEST: u64 = 1 << 16;

/// The value as an integer; truth values are integers.
pub(crate) fn of(value: &Value) -> Option<BigInt> {
    match value {
        Value::Bool(known) => Some(BigInt::from(u8::from(*known))),
        Value::Int(number) => Some(BigInt::from(*number)),
        Value::Big(number) => Some((**number).clone()),
        _ => None,
    }
}

/// The value of an integer.
pub(crate) fn value(number: BigInt) -> Value {
    match i128::try_from(&number) {
        Ok(small) => Value::Int(small),
        Err(_) => Value::Big(Rc::new(number)),
    }
}

/// The nearest float; `None` where there is none.
pub(crate) fn to_float(number: &BigInt) -> Option<f64> {
    // The text rounds once, to the nearest.
    number
        .to_string()
        .parse()
        .ok()
        .filter(|float: &f64| float.is_finite())
}

/// The integer of a finite float without its fraction.
pub(crate) fn from_float(float: f64) -> BigInt {
    let bits = float.abs().to_bits();
    let exponent = i64::try_from(bits >> 52).unwrap_or(0);
    let fraction = bits & ((1 << 52) - 1);
    let digits = if exponent == 0 {
        fraction
    } else {
        fraction | 1 << 52
    };
    let shift = exponent.max(1) - 1075;
    let magnitude = if shift >= 0 {
        BigInt::from(digits) << shift
    } else {
        BigInt::from(digits) >> shift.unsigned_abs()
    };
    if float < 0.0 { -magnitude } else { magnitude }
}

/// `float.as_integer_ratio()`: what a float is, exactly.
pub(crate) fn float_ratio(interpreter: &mut Interpreter, float: f64) -> Result<(BigInt, BigInt)> {
    if !float.is_finite() {
        let (class, what) = if float.is_nan() {
            ("ValueError", "NaN")
        } else {
            ("OverflowError", "Infinity")
        };
        return Err(interpreter.raise(class, format!("cannot convert {what} to integer ratio")));
    }
    let (mut top, mut power) = (float, 0u32);
    while top.fract() != 0.0 {
        top *= 2.0;
        power += 1;
    }
    Ok((from_float(top), BigInt::from(1) << power))
}

/// The greatest common divisor; of two zeros it is zero.
pub(crate) fn greatest_divisor(a: &BigUint, b: &BigUint) -> BigUint {
    let (mut a, mut b) = (a.clone(), b.clone());
    while b.bits() > 0 {
        (a, b) = (b.clone(), a % b);
    }
    a
}

/// `numerator / denominator`, rounded once; `None` where the result is too large.
pub(crate) fn divide(numerator: &BigInt, denominator: &BigInt) -> Option<f64> {
    let negative = (numerator.sign() == Sign::Minus) != (denominator.sign() == Sign::Minus);
    let (a, b) = (numerator.magnitude(), denominator.magnitude());
    if a.bits() == 0 {
        return Some(if negative { -0.0 } else { 0.0 });
    }
    // A quotient of at least 66 bits, with a bit that says whether something is left.
    let shift = i64::try_from(b.bits()).ok()? - i64::try_from(a.bits()).ok()? + 66;
    let (a, b) = if shift >= 0 {
        (a << shift, b.clone())
    } else {
        (a.clone(), b << shift.unsigned_abs())
    };
    let quotient = &a / &b;
    let rest = a - &quotient * &b;
    let mut exact = quotient << 1u32;
    if rest.bits() > 0 {
        exact += 1u32;
    }
    let float = scaled(&exact.into(), -(shift + 1))?;
    Some(if negative { -float } else { float })
}

/// `number * 2 ** power` for a positive number, rounded once to the nearest, ties to even.
fn scaled(number: &BigInt, power: i64) -> Option<f64> {
    let bits = i64::try_from(number.bits()).ok()?;
    // The last bit that a float of this size has.
    let last = (bits + power - 53).max(-1074);
    let drop = last - power;
    let mut digits = number.magnitude().clone();
    if drop > 0 {
        let kept = &digits >> drop.unsigned_abs();
        let rest = &digits - (&kept << drop.unsigned_abs());
        let half = BigUint::from(1u8) << (drop.unsigned_abs() - 1);
        let odd = kept.bit(0);
        digits = kept;
        if rest > half || (rest == half && odd) {
            digits += 1u8;
        }
    } else {
        digits <<= drop.unsigned_abs();
    }
    let digits = u64::try_from(&digits).ok()?;
    #[allow(clippy::cast_precision_loss)]
    let mantissa = digits as f64;
    let last = i32::try_from(last).ok()?;
    // In two steps: the power alone may be below the smallest float.
    let float = mantissa * 2f64.powi(last / 2) * 2f64.powi(last - last / 2);
    float.is_finite().then_some(float)
}

/// Quotient and remainder, rounded down; `None` where they do not fit, and for a divisor of zero.
pub(crate) fn floor_divide_small(a: i128, b: i128) -> Option<(i128, i128)> {
    let (quotient, rest) = (a.checked_div(b)?, a.checked_rem(b)?);
    if rest != 0 && (rest < 0) != (b < 0) {
        Some((quotient.checked_sub(1)?, rest.checked_add(b)?))
    } else {
        Some((quotient, rest))
    }
}

/// Quotient and remainder, rounded down.
pub(crate) fn floor_divide(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let (mut quotient, mut rest) = (a / b, a % b);
    if rest.sign() != Sign::NoSign && (rest.sign() == Sign::Minus) != (b.sign() == Sign::Minus) {
        quotient -= 1;
        rest += b;
    }
    (quotient, rest)
}

impl Interpreter {
    /// An operator of two integers of which one, or the result, is large.
    /// The divisor is not zero, and an exponent or a shift not negative.
    pub(crate) fn large_integers(
        &mut self,
        operator: &str,
        a: &BigInt,
        b: &BigInt,
    ) -> Result<Option<Value>> {
        let bits = a.bits().max(b.bits());
        self.step(1 + bits / 256)?;
        let small = |number: &BigInt| u64::try_from(number).unwrap_or(u64::MAX);
        let size = match operator {
            "*" => a.bits() + b.bits(),
            "**" => a.bits().saturating_mul(small(b)),
            "<<" if a.sign() != Sign::NoSign => a.bits().saturating_add(small(b)),
            _ => bits,
        };
        if size > LARGEST {
            return Err(self.integer_too_large());
        }
        let result = match operator {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "//" => floor_divide(a, b).0,
            "%" => floor_divide(a, b).1,
            "**" => a.pow(u32::try_from(small(b)).unwrap_or(u32::MAX)),
            "<<" => a << small(b),
            ">>" => a >> small(b),
            "&" => a & b,
            "|" => a | b,
            "^" => a ^ b,
            _ => return Ok(None),
        };
        self.charge(usize::try_from(result.bits() / 8).unwrap_or(usize::MAX))?;
        Ok(Some(value(result)))
    }

    /// An integer larger than bridge computes with.
    pub(crate) fn integer_too_large(&self) -> super::native::Interrupt {
        self.refuse(
            "python-limit",
            format!("An integer is larger than bridge computes with ({LARGEST} bits)."),
            None,
        )
    }

    /// The integer that digits in a base spell; they are known to be digits of it.
    pub(crate) fn integer_of_digits(&mut self, digits: &str, base: u32) -> Result<Value> {
        if digits.len() as u64 > LARGEST / 4 {
            return Err(self.integer_too_large());
        }
        self.step(1 + digits.len() as u64 / 64)?;
        Ok(BigInt::parse_bytes(digits.as_bytes(), base).map_or(Value::None, value))
    }
}
