//! The order of a set's items. Strings are hashed anew on every run of Python,
//! so that their order is nobody's; numbers, and what is made of them, stand where CPython
//! puts them.

use super::dict::{DictEntries, Key, Order};
use super::value::{Set, Value};

mod layout;

pub(crate) use layout::{Layout, Other};

/// The hash of a number is what is left of it, divided by this prime.
const PRIME: u128 = (1 << 61) - 1;

/// `hash(number)`
fn of_integer(number: i128) -> i64 {
    signed(number.unsigned_abs() % PRIME, number < 0)
}

fn signed(rest: u128, is_negative: bool) -> i64 {
    let rest = i64::try_from(rest).unwrap_or(0);
    match if is_negative { -rest } else { rest } {
        // That stands for an error in C.
        -1 => -2,
        hash => hash,
    }
}

/// `hash(number)` of a number that is not whole: its mantissa times a power of two, by the prime.
fn of_float(number: f64) -> Option<i64> {
    if number.is_nan() {
        return None;
    }
    if number.is_infinite() {
        return Some(if number > 0.0 { 314_159 } else { -314_159 });
    }
    let bits = number.to_bits();
    let exponent = i64::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match exponent {
        0 => (fraction, -1074),
        exponent => (fraction | 1 << 52, exponent - 1075),
    };
    // Powers of two come again after 61 of them.
    let shift = u32::try_from(exponent.rem_euclid(61)).unwrap_or(0);
    let rest = (u128::from(mantissa) << shift) % PRIME;
    Some(signed(rest, number < 0.0))
}

/// The hash of a tuple, of those of its items.
fn of_tuple(items: &[Key]) -> Option<u64> {
    const FIRST: u64 = 11_400_714_785_074_694_791;
    const SECOND: u64 = 14_029_467_366_897_019_727;
    const FIFTH: u64 = 2_870_177_450_012_600_261;
    let mut sum = FIFTH;
    for item in items {
        sum = sum.wrapping_add(of_key(item)?.wrapping_mul(SECOND));
        sum = sum.rotate_left(31).wrapping_mul(FIRST);
    }
    sum = sum.wrapping_add(items.len() as u64 ^ (FIFTH ^ 3_527_539));
    Some(if sum == u64::MAX { 1_546_275_796 } else { sum })
}

/// The hash of a key; `None` where it differs on every run.
pub(crate) fn of_key(key: &Key) -> Option<u64> {
    match key {
        Key::None => Some(0xfca8_6420),
        Key::Int(number) => Some(of_integer(*number).cast_unsigned()),
        Key::Big(number) => {
            let rest = &**number % num_bigint::BigInt::from(PRIME);
            i128::try_from(rest)
                .ok()
                .map(|rest| of_integer(rest).cast_unsigned())
        }
        Key::Float(bits) => of_float(f64::from_bits(*bits)).map(i64::cast_unsigned),
        Key::Tuple(items) => of_tuple(items),
        Key::Named(name) => {
            let hex = name.strip_prefix("UUID ")?;
            let number = u128::from_str_radix(&hex.replace('-', ""), 16).ok()?;
            Some(signed(number % PRIME, false).cast_unsigned())
        }
        Key::Str(_) | Key::Bytes(_) | Key::Set(_) | Key::Identity(_) => None,
    }
}

/// The items of a set in the order in which Python gives them, where that is one.
pub(crate) fn items(entries: &DictEntries) -> Vec<Value> {
    match Layout::of(entries) {
        Some(layout) => layout
            .keys()
            .filter_map(|key| entries.spelled(key).cloned())
            .collect(),
        None => entries.keys(),
    }
}

/// Notes the order of a display of numbers that stand in the file. CPython keeps them as a
/// frozenset, which it builds twice while it compiles; a loop takes them from it, and any other use copies
/// it into a set. (A compiled file that is read from its cache may have another order, which no run keeps.)
pub(crate) fn note_constants(entries: &mut DictEntries, is_looped: bool) {
    let keys = entries.iter().map(|(key, _, _)| key);
    let constant = Layout::with(keys).and_then(|first| Layout::with(first.keys()));
    let layout = constant.and_then(|constant| {
        if is_looped {
            return Some(constant);
        }
        let mut copy = Layout::empty();
        copy.update(&Other::Set(constant))?;
        Some(copy)
    });
    entries.set_order(layout);
}

/// What `pop` takes from a set.
pub(crate) fn to_pop(entries: &mut DictEntries) -> Option<Key> {
    entries.note_order();
    let Order::Noted(layout) = entries.order_mut() else {
        return entries.iter().next().map(|(key, _, _)| key.clone());
    };
    let key = layout.next_to_pop().cloned()?;
    layout.go_behind(&key);
    Some(key)
}

/// What a set is combined with; `entries` are its items.
pub(crate) fn other(value: &Value, entries: &DictEntries) -> Option<Other> {
    let keys = || entries.iter().map(|(key, _, _)| key.clone()).collect();
    match value {
        Value::Set(set) => Layout::of(&set.entries.borrow()).map(Other::Set),
        Value::Dict(dict) if dict.class == "dict" => Some(Other::Dict(keys())),
        _ => Some(Other::Items(keys())),
    }
}

/// Notes what an operator has made of two sets.
pub(crate) fn note_combined(operator: &str, a: &Set, b: &Set, result: &Value) {
    let Value::Set(result) = result else {
        return;
    };
    let layout = match (Layout::of(&a.entries.borrow()), operator) {
        (Some(own), "|" | "&") if std::ptr::eq(a, b) => Some(own.copied()),
        (Some(own), _) => Layout::of(&b.entries.borrow())
            .and_then(|other| own.combined(operator, &Other::Set(other))),
        (None, _) => None,
    };
    result.entries.borrow_mut().set_order(layout);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_hashes_that_python_gives_them() {
        assert_eq!(of_float(0.5), Some(1_152_921_504_606_846_976));
        assert_eq!(of_float(-0.1), Some(-230_584_300_921_369_408));
        assert_eq!(of_float(1e-320), Some(33_957_085_184));
        assert_eq!(of_float(2.5e-310), Some(386_353_265_232_576_880));
        assert_eq!(of_integer(-1), -2);
        let pair = [Key::Int(1), Key::Float(2.5_f64.to_bits())];
        assert_eq!(of_tuple(&pair), Some(396_935_360_214_441_795));
        assert_eq!(of_tuple(&[]), Some(5_740_354_900_026_072_187));
    }
}
