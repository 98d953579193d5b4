//! `base64` and `binascii`

use crate::hex;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::stdlib::memory::bytes_of;
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "base64",
    definitions: &[
        (
            "b64encode",
            Definition::Function(|i, a| encode(i, a, b"+/")),
        ),
        (
            "standard_b64encode",
            Definition::Function(|i, a| encode(i, a, b"+/")),
        ),
        (
            "urlsafe_b64encode",
            Definition::Function(|i, a| encode(i, a, b"-_")),
        ),
        (
            "b64decode",
            Definition::Function(|i, a| decode(i, a, b"+/")),
        ),
        (
            "standard_b64decode",
            Definition::Function(|i, a| decode(i, a, b"+/")),
        ),
        (
            "urlsafe_b64decode",
            Definition::Function(|i, a| decode(i, a, b"-_")),
        ),
        ("b32encode", Definition::Function(encode_32)),
        (
            "b16encode",
            Definition::Function(|i, a| hexlify(i, a, true)),
        ),
    ],
    fallback: None,
};

pub(super) static BINASCII: ModuleTable = ModuleTable {
    name: "binascii",
    definitions: &[
        (
            "Error",
            Definition::Exception {
                name: "binascii.Error",
                base: "ValueError",
            },
        ),
        ("hexlify", Definition::Function(|i, a| hexlify(i, a, false))),
        ("b2a_hex", Definition::Function(|i, a| hexlify(i, a, false))),
        ("unhexlify", Definition::Function(unhexlify)),
        ("a2b_hex", Definition::Function(unhexlify)),
        ("crc32", Definition::Function(crc32)),
    ],
    fallback: None,
};

/// The bytes of an argument, or the value that is not known.
fn bytes(
    interpreter: &mut Interpreter,
    value: Value,
    text: bool,
) -> Result<std::result::Result<Vec<u8>, Value>> {
    if let Some(bytes) = bytes_of(&value) {
        return Ok(Ok(bytes.to_vec()));
    }
    match (&value, value.as_str()) {
        (Value::Unknown(_), _) => Ok(Err(value)),
        (_, Some(given)) if text && given.is_ascii() => Ok(Ok(given.as_bytes().to_vec())),
        (_, Some(_)) if text => {
            let text = "string argument should contain only ASCII characters";
            Err(interpreter.raise("ValueError", text))
        }
        _ => Err(interpreter.raise(
            "TypeError",
            format!(
                "a bytes-like object is required, not '{}'",
                value.type_name()
            ),
        )),
    }
}

fn encode(interpreter: &mut Interpreter, mut args: Args, last: &[u8; 2]) -> Result<Value> {
    let value = args.required("s")?;
    let bytes = match &value {
        Value::Bytes(bytes) => bytes.clone(),
        Value::Unknown(_) => return Ok(value),
        _ => return Err(args.refuse("`base64` takes bytes.")),
    };
    args.finish()?;
    interpreter.charge(bytes.len() / 3 * 4)?;
    Ok(Value::Bytes(text(&bytes, *last, true).into_bytes().into()))
}

/// `b32encode(s)`: five bits a digit, filled up to groups of eight (RFC 4648).
fn encode_32(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let value = args.required("s")?;
    args.finish()?;
    let bytes = match bytes(interpreter, value, false)? {
        Ok(bytes) => bytes,
        Err(unknown) => return Ok(unknown),
    };
    interpreter.charge(bytes.len().saturating_mul(2))?;
    let mut out = Vec::new();
    for chunk in bytes.chunks(5) {
        let all = chunk.iter().chain([0; 5].iter()).take(5);
        let number = all.fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        let digits = (chunk.len() * 8).div_ceil(5);
        for at in 0..8 {
            let digit = (number >> (35 - 5 * at) & 31) as usize;
            out.push(if at < digits { DIGITS[digit] } else { b'=' });
        }
    }
    Ok(Value::Bytes(out.into()))
}

/// Bytes in base 64, with these as the last two digits; filled up to groups of four where `padded`.
pub(super) fn text(bytes: &[u8], last: [u8; 2], padded: bool) -> String {
    let digit = |number: u32| match u8::try_from(number).unwrap_or(0) {
        n @ 0..=25 => b'A' + n,
        n @ 26..=51 => b'a' + (n - 26),
        n @ 52..=61 => b'0' + (n - 52),
        62 => last[0],
        _ => last[1],
    };
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        for at in 0..4 {
            if at <= chunk.len() {
                out.push(char::from(digit(number >> (18 - 6 * at) & 63)));
            } else if padded {
                out.push('=');
            }
        }
    }
    out
}

/// What is no digit is skipped, as Python does it where `validate` is not given.
fn decode(interpreter: &mut Interpreter, mut args: Args, last: &[u8; 2]) -> Result<Value> {
    let value = args.required("s")?;
    args.finish()?;
    let text = match bytes(interpreter, value, true)? {
        Ok(text) => text,
        Err(unknown) => return Ok(unknown),
    };
    interpreter.charge(text.len())?;
    let (mut out, mut number, mut digits, mut padding) = (Vec::new(), 0u32, 0usize, 0usize);
    for byte in text {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'=' => {
                padding += 1;
                if digits % 4 >= 2 && digits % 4 + padding >= 4 {
                    break;
                }
                continue;
            }
            byte if byte == last[0] => 62,
            byte if byte == last[1] => 63,
            _ => continue,
        };
        padding = 0;
        number = number << 6 | u32::from(digit);
        digits += 1;
        if digits % 4 == 0 {
            out.extend(number.to_be_bytes().into_iter().skip(1));
            number = 0;
        }
    }
    let left = digits % 4;
    if left == 1 {
        return Err(interpreter.raise(
            "binascii.Error",
            format!(
                "Invalid base64-encoded string: number of data characters ({digits}) cannot be 1 \
                 more than a multiple of 4"
            ),
        ));
    }
    if left > 0 {
        if left + padding < 4 {
            return Err(interpreter.raise("binascii.Error", "Incorrect padding"));
        }
        let whole = number << (6 * (4 - left));
        out.extend(whole.to_be_bytes().into_iter().skip(1).take(left - 1));
    }
    Ok(Value::Bytes(out.into()))
}

fn hexlify(interpreter: &mut Interpreter, mut args: Args, upper: bool) -> Result<Value> {
    let value = args.required("data")?;
    args.finish()?;
    let bytes = match bytes(interpreter, value, false)? {
        Ok(bytes) => bytes,
        Err(unknown) => return Ok(unknown),
    };
    interpreter.charge(bytes.len() * 2)?;
    let digits = hex::digits(&bytes);
    let digits = if upper { digits.to_uppercase() } else { digits };
    Ok(Value::Bytes(digits.into_bytes().into()))
}

fn unhexlify(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("hexstr")?;
    args.finish()?;
    let digits = match bytes(interpreter, value, true)? {
        Ok(digits) => digits,
        Err(unknown) => return Ok(unknown),
    };
    if digits.len() % 2 == 1 {
        return Err(interpreter.raise("binascii.Error", "Odd-length string"));
    }
    let mut out = Vec::new();
    for pair in digits.chunks(2) {
        let byte = std::str::from_utf8(pair)
            .ok()
            .filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match byte {
            Some(byte) => out.push(byte),
            None => {
                return Err(interpreter.raise("binascii.Error", "Non-hexadecimal digit found"));
            }
        }
    }
    Ok(Value::Bytes(out.into()))
}

fn crc32(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("data")?;
    let start = args.optional_integer("value")?.unwrap_or(0);
    args.finish()?;
    let data = match bytes(interpreter, value, false)? {
        Ok(data) => data,
        Err(unknown) => return Ok(unknown),
    };
    interpreter.step(1 + data.len() as u64)?;
    let mut crc = !u32::try_from(start & 0xffff_ffff).unwrap_or(0);
    for byte in data {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    Ok(Value::Int((!crc).into()))
}
