//! Decimal numbers and their arithmetic, as the standard for them has it.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};

use super::context::{Context, Rounding};

/// What arithmetic says instead of a number: the exception and the condition that Python names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trap {
    Invalid(&'static str),
    DivisionByZero,
    /// More digits than bridge computes with.
    TooLarge,
}

pub(super) type Outcome<T> = std::result::Result<T, Trap>;

/// More digits are refused.
const LARGEST: i64 = 20_000;
/// Exponents beyond this are refused: before Python says that a number is too
/// large or too small, and so that sums of a few of them fit.
const FARTHEST: u64 = 400_000;

/// Why a text is no decimal.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unread {
    /// Python says so.
    NoNumber,
    /// Bridge does not compute with it.
    Unsupported,
}

/// A value that is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    Infinity,
    NotANumber,
}

/// A `decimal.Decimal`: digits times a power of ten.
#[derive(Debug, Clone)]
pub struct Decimal {
    pub(super) negative: bool,
    pub(super) digits: BigUint,
    pub(super) exponent: i64,
    pub(super) special: Option<Special>,
}

pub(super) fn power_of_ten(exponent: i64) -> Outcome<BigUint> {
    match u32::try_from(exponent) {
        // Two numbers of the most digits are at most that far apart.
        Ok(exponent) if i64::from(exponent) <= LARGEST + 10 => {
            Ok(BigUint::from(10u8).pow(exponent))
        }
        _ => Err(Trap::TooLarge),
    }
}

fn length(digits: &BigUint) -> i64 {
    i64::try_from(digits.to_string().len()).unwrap_or(i64::MAX)
}

fn is_zero(digits: &BigUint) -> bool {
    digits.bits() == 0
}

impl Decimal {
    pub(super) fn new(negative: bool, digits: BigUint, exponent: i64) -> Self {
        Self {
            negative,
            digits,
            exponent,
            special: None,
        }
    }

    pub(super) fn of_integer(number: &BigInt) -> Self {
        Self::new(number.sign() == Sign::Minus, number.magnitude().clone(), 0)
    }

    /// The exact value of a float.
    pub(super) fn of_float(float: f64) -> Self {
        if !float.is_finite() {
            return Self {
                special: Some(if float.is_nan() {
                    Special::NotANumber
                } else {
                    Special::Infinity
                }),
                ..Self::new(float < 0.0, BigUint::default(), 0)
            };
        }
        let (mut whole, mut halvings) = (float.abs(), 0u32);
        while whole.fract() != 0.0 {
            whole *= 2.0;
            halvings += 1;
        }
        let digits = crate::python::integer::from_float(whole)
            .magnitude()
            .clone();
        Self::new(
            float.is_sign_negative(),
            digits * BigUint::from(5u8).pow(halvings),
            -i64::from(halvings),
        )
    }

    /// The decimal that a text spells.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }

    /// The decimal that a text spells, or why there is none.
    pub(super) fn read(text: &str) -> std::result::Result<Self, Unread> {
        let text: String = text
            .trim()
            .chars()
            .filter(|c| *c != '_')
            .map(|c| crate::python::characters::decimal_digit(c).unwrap_or(c))
            .collect::<String>()
            .to_lowercase();
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let special = match rest {
            "inf" | "infinity" => Some(Special::Infinity),
            "nan" => Some(Special::NotANumber),
            _ => None,
        };
        if special.is_some() {
            return Ok(Self {
                special,
                ..Self::new(negative, BigUint::default(), 0)
            });
        }
        let digits_only = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        // One that signals, or says why it is no number.
        if let Some(why) = rest.strip_prefix("nan").or(rest.strip_prefix("snan"))
            && digits_only(why)
        {
            return Err(Unread::Unsupported);
        }
        let (mantissa, exponent) = match rest.split_once('e') {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (rest, None),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits_only(&digits) {
            return Err(Unread::NoNumber);
        }
        let exponent = match exponent {
            None => 0,
            Some(text) => {
                let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
                if digits.is_empty() || !digits_only(digits) {
                    return Err(Unread::NoNumber);
                }
                text.parse::<i64>().map_err(|_| Unread::Unsupported)?
            }
        };
        if digits.len() as u64 > LARGEST.unsigned_abs() || exponent.unsigned_abs() > FARTHEST {
            return Err(Unread::Unsupported);
        }
        let digits = BigUint::parse_bytes(digits.as_bytes(), 10).ok_or(Unread::NoNumber)?;
        let places = i64::try_from(fraction.len()).map_err(|_| Unread::Unsupported)?;
        Self::new(negative, digits, exponent - places)
            .within()
            .map_err(|_| Unread::Unsupported)
    }

    /// The number itself, where bridge computes with its size.
    pub(super) fn within(self) -> Outcome<Self> {
        // So many digits have so many bits.
        let most = LARGEST.unsigned_abs() * 3322 / 1000;
        if self.exponent.unsigned_abs() > FARTHEST || self.digits.bits() > most {
            return Err(Trap::TooLarge);
        }
        Ok(self)
    }

    /// A float with so many places behind the point.
    pub(crate) fn of_rounded_float(float: f64, places: usize) -> Option<Self> {
        // No float has more places that are not zero.
        let places = places.min(1100);
        Self::parse(&format!("{float:.places$}"))
    }

    pub(super) fn is_zero(&self) -> bool {
        self.special.is_none() && is_zero(&self.digits)
    }

    /// The exponent of the first digit.
    pub(super) fn adjusted(&self) -> i64 {
        self.exponent + length(&self.digits) - 1
    }

    /// The number where it is an integer.
    pub(super) fn integer(&self) -> Option<BigInt> {
        if self.special.is_some() {
            return None;
        }
        let digits = if self.exponent >= 0 {
            &self.digits * power_of_ten(self.exponent).ok()?
        } else {
            let unit = power_of_ten(-self.exponent).ok()?;
            if !is_zero(&(&self.digits % &unit)) {
                return None;
            }
            &self.digits / unit
        };
        Some(signed(self.negative, digits))
    }

    /// The number without its fraction.
    pub(super) fn truncated(&self) -> Option<BigInt> {
        let digits = if self.exponent >= 0 {
            &self.digits * power_of_ten(self.exponent).ok()?
        } else {
            &self.digits / power_of_ten(-self.exponent).ok()?
        };
        Some(signed(self.negative, digits))
    }

    /// The nearest float.
    pub(super) fn to_float(&self) -> f64 {
        match self.special {
            Some(Special::NotANumber) => f64::NAN,
            Some(Special::Infinity) if self.negative => f64::NEG_INFINITY,
            Some(Special::Infinity) => f64::INFINITY,
            None => self.to_string().parse().unwrap_or(f64::NAN),
        }
    }

    pub(super) fn negated(&self) -> Self {
        Self {
            negative: !self.negative,
            ..self.clone()
        }
    }

    pub(super) fn absolute(&self) -> Self {
        Self {
            negative: false,
            ..self.clone()
        }
    }

    /// Rounded to the digits of the context.
    pub(super) fn fixed(self, context: &Context) -> Outcome<Self> {
        if self.special.is_some() {
            return Ok(self);
        }
        let drop = length(&self.digits) - context.precision;
        if drop <= 0 || is_zero(&self.digits) {
            return Ok(self);
        }
        let exponent = self.exponent + drop;
        let mut rounded = self.rescaled(exponent, context.rounding)?;
        if length(&rounded.digits) > context.precision {
            rounded.digits /= 10u8;
            rounded.exponent += 1;
        }
        Ok(rounded)
    }

    /// The same number with another exponent, rounded where digits are lost.
    pub(super) fn rescaled(&self, exponent: i64, rounding: Rounding) -> Outcome<Self> {
        let digits = if exponent <= self.exponent {
            if is_zero(&self.digits) {
                BigUint::default()
            } else {
                &self.digits * power_of_ten(self.exponent - exponent)?
            }
        } else if exponent - self.exponent > length(&self.digits) + 1 {
            // Less than a tenth of the last digit is left.
            rounding.digits(
                BigUint::default(),
                !is_zero(&self.digits),
                Ordering::Less,
                self.negative,
            )
        } else {
            let unit = power_of_ten(exponent - self.exponent)?;
            let kept = &self.digits / &unit;
            let rest = &self.digits - &kept * &unit;
            let half = (&rest * 2u8).cmp(&unit);
            rounding.digits(kept, !is_zero(&rest), half, self.negative)
        };
        Ok(Self::new(self.negative, digits, exponent))
    }

    /// Both with the smaller exponent, with their signs.
    fn aligned(&self, other: &Self) -> Outcome<(BigInt, BigInt, i64)> {
        let exponent = self.exponent.min(other.exponent);
        let raise = |number: &Self| -> Outcome<BigInt> {
            if is_zero(&number.digits) {
                return Ok(BigInt::default());
            }
            let digits = &number.digits * power_of_ten(number.exponent - exponent)?;
            Ok(signed(number.negative, digits))
        };
        Ok((raise(self)?, raise(other)?, exponent))
    }

    /// Special values have no arithmetic here.
    fn finite(&self, other: &Self) -> Outcome<()> {
        match (self.special, other.special) {
            (None, None) => Ok(()),
            _ => Err(Trap::TooLarge),
        }
    }

    pub(super) fn plus(&self, other: &Self, context: &Context) -> Outcome<Self> {
        self.finite(other)?;
        let (a, b, exponent) = self.aligned(other)?;
        let sum = a + b;
        let negative = match sum.sign() {
            Sign::Minus => true,
            Sign::Plus => false,
            Sign::NoSign if self.negative == other.negative => self.negative,
            Sign::NoSign => context.rounding == Rounding::Floor,
        };
        Self::new(negative, sum.magnitude().clone(), exponent).fixed(context)
    }

    pub(super) fn times(&self, other: &Self, context: &Context) -> Outcome<Self> {
        self.finite(other)?;
        Self::new(
            self.negative != other.negative,
            &self.digits * &other.digits,
            self.exponent + other.exponent,
        )
        .fixed(context)
    }

    pub(super) fn divided(&self, other: &Self, context: &Context) -> Outcome<Self> {
        self.finite(other)?;
        let negative = self.negative != other.negative;
        if other.is_zero() {
            return Err(if self.is_zero() {
                Trap::Invalid("DivisionUndefined")
            } else {
                Trap::DivisionByZero
            });
        }
        let ideal = self.exponent - other.exponent;
        if self.is_zero() {
            return Self::new(negative, BigUint::default(), ideal).fixed(context);
        }
        let shift = length(&other.digits) - length(&self.digits) + context.precision + 1;
        let (a, b) = if shift >= 0 {
            (&self.digits * power_of_ten(shift)?, other.digits.clone())
        } else {
            (self.digits.clone(), &other.digits * power_of_ten(-shift)?)
        };
        let mut exponent = ideal - shift;
        let mut quotient = &a / &b;
        if is_zero(&(&a % &b)) {
            while exponent < ideal && is_zero(&(&quotient % 10u8)) {
                quotient /= 10u8;
                exponent += 1;
            }
        } else if is_zero(&(&quotient % 5u8)) {
            // What is left must be seen when the last digits are rounded away.
            quotient += 1u8;
        }
        Self::new(negative, quotient, exponent).fixed(context)
    }

    /// Quotient without its fraction, and the remainder, which has the sign of the dividend.
    pub(super) fn split(&self, other: &Self, context: &Context) -> Outcome<(Self, Self)> {
        self.finite(other)?;
        let negative = self.negative != other.negative;
        let exponent = self.exponent.min(other.exponent);
        if self.is_zero() || self.adjusted() - other.adjusted() <= -2 {
            let rest = self.rescaled(exponent, context.rounding)?;
            let zero = Self::new(negative, BigUint::default(), 0);
            return Ok((zero, rest.fixed(context)?));
        }
        let (a, b, _) = self.aligned(other)?;
        let (a, b) = (a.magnitude(), b.magnitude());
        let quotient = a / b;
        if length(&quotient) > context.precision {
            return Err(Trap::Invalid("DivisionImpossible"));
        }
        let rest = a - &quotient * b;
        Ok((
            Self::new(negative, quotient, 0),
            Self::new(self.negative, rest, exponent).fixed(context)?,
        ))
    }

    /// A power with a whole exponent.
    pub(super) fn power(&self, exponent: &BigInt, context: &Context) -> Outcome<Self> {
        let size = u32::try_from(exponent.magnitude()).map_err(|_| Trap::TooLarge)?;
        if size == 0 && self.is_zero() {
            return Err(Trap::Invalid("InvalidOperation"));
        }
        if self.special.is_some() || length(&self.digits).saturating_mul(size.into()) > LARGEST {
            return Err(Trap::TooLarge);
        }
        let power = Self::new(
            self.negative && size % 2 == 1,
            self.digits.pow(size),
            self.exponent.saturating_mul(size.into()),
        );
        if exponent.sign() != Sign::Minus {
            return power.fixed(context);
        }
        if power.is_zero() {
            return Ok(Self {
                special: Some(Special::Infinity),
                ..power
            });
        }
        Self::of_integer(&BigInt::from(1)).divided(&power, context)
    }

    pub(super) fn square_root(&self, context: &Context) -> Outcome<Self> {
        if self.special.is_some() {
            return Err(Trap::TooLarge);
        }
        if self.is_zero() {
            let exponent = self.exponent.div_euclid(2);
            return Ok(Self::new(self.negative, BigUint::default(), exponent));
        }
        if self.negative {
            return Err(Trap::Invalid("InvalidOperation"));
        }
        let precision = context.precision + 1;
        let mut exponent = self.exponent.div_euclid(2);
        let (mut digits, size) = if self.exponent.rem_euclid(2) == 1 {
            (&self.digits * 10u8, (length(&self.digits) >> 1) + 1)
        } else {
            (self.digits.clone(), (length(&self.digits) + 1) >> 1)
        };
        let shift = precision - size;
        let mut exact = true;
        if shift >= 0 {
            digits *= power_of_ten(2 * shift)?;
        } else {
            let unit = power_of_ten(-2 * shift)?;
            exact = is_zero(&(&digits % &unit));
            digits /= unit;
        }
        exponent -= shift;
        let mut root = digits.sqrt();
        exact = exact && &root * &root == digits;
        if exact {
            if shift >= 0 {
                root /= power_of_ten(shift)?;
            } else {
                root *= power_of_ten(-shift)?;
            }
            exponent += shift;
        } else if is_zero(&(&root % 5u8)) {
            root += 1u8;
        }
        let context = Context {
            rounding: Rounding::HalfEven,
            ..*context
        };
        Self::new(false, root, exponent).fixed(&context)
    }

    /// With the exponent of another number.
    pub(super) fn quantized(
        &self,
        exponent: i64,
        rounding: Rounding,
        context: &Context,
    ) -> Outcome<Self> {
        if self.special.is_some() {
            return Err(Trap::Invalid("InvalidOperation"));
        }
        if exponent.unsigned_abs() > FARTHEST {
            return Err(Trap::TooLarge);
        }
        let grows = self.exponent - exponent;
        if !self.is_zero() && length(&self.digits) + grows > context.precision {
            return Err(Trap::Invalid("InvalidOperation"));
        }
        let result = self.rescaled(exponent, rounding)?;
        if length(&result.digits) > context.precision {
            return Err(Trap::Invalid("InvalidOperation"));
        }
        Ok(result)
    }

    /// Without zeros at the end.
    pub(super) fn normalized(&self, context: &Context) -> Outcome<Self> {
        let mut number = self.clone().fixed(context)?;
        if number.special.is_some() {
            return Ok(number);
        }
        if number.is_zero() {
            number.exponent = 0;
            return Ok(number);
        }
        while is_zero(&(&number.digits % 10u8)) {
            number.digits /= 10u8;
            number.exponent += 1;
        }
        Ok(number)
    }

    /// The order of two numbers; `None` where one is no number.
    pub(super) fn compared(&self, other: &Self) -> Option<Ordering> {
        let infinite = |number: &Self| match (number.special, number.negative) {
            (Some(Special::NotANumber), _) => None,
            (Some(Special::Infinity), true) => Some(-1),
            (Some(Special::Infinity), false) => Some(1),
            (None, _) => Some(0),
        };
        let (a, b) = (infinite(self)?, infinite(other)?);
        if a != 0 || b != 0 {
            return Some(a.cmp(&b));
        }
        let sign = |number: &Self| match (number.is_zero(), number.negative) {
            (true, _) => 0,
            (false, negative) => {
                if negative {
                    -1
                } else {
                    1
                }
            }
        };
        let (a, b) = (sign(self), sign(other));
        if a != b || a == 0 {
            return Some(a.cmp(&b));
        }
        let order = self.adjusted().cmp(&other.adjusted());
        if order != Ordering::Equal {
            return Some(if self.negative {
                order.reverse()
            } else {
                order
            });
        }
        // Their first digits are at one place: the distance is that of their lengths.
        let (a, b, _) = self.aligned(other).ok()?;
        Some(a.cmp(&b))
    }
}

impl Decimal {
    /// The order in which equal numbers stand that are written in different ways.
    pub(super) fn written_before(&self, other: &Self) -> bool {
        match (self.negative, other.negative) {
            (true, false) => true,
            (false, true) => false,
            (false, false) => self.exponent < other.exponent,
            (true, true) => self.exponent > other.exponent,
        }
    }
}

pub(super) fn signed(negative: bool, digits: BigUint) -> BigInt {
    let number = BigInt::from(digits);
    if negative { -number } else { number }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match self.special {
            Some(Special::Infinity) => return write!(f, "{sign}Infinity"),
            Some(Special::NotANumber) => return write!(f, "{sign}NaN"),
            None => {}
        }
        let digits = self.digits.to_string();
        let size = i64::try_from(digits.len()).unwrap_or(i64::MAX);
        let before = self.exponent + size;
        if self.exponent > 0 || before <= -6 {
            let (first, rest) = digits.split_at(1);
            let point = if rest.is_empty() { "" } else { "." };
            return write!(f, "{sign}{first}{point}{rest}E{:+}", before - 1);
        }
        if self.exponent == 0 {
            return write!(f, "{sign}{digits}");
        }
        let decimals = usize::try_from(-self.exponent).unwrap_or(0);
        let padded = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = padded.split_at(padded.len() - decimals);
        write!(f, "{sign}{whole}.{fraction}")
    }
}
