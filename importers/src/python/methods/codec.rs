//! Text as bytes and back, in the encodings that migrations name.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};

/// An encoding.
#[derive(Clone, Copy, PartialEq)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
}

/// What becomes of what the encoding cannot say.
#[derive(Clone, Copy, PartialEq)]
enum Errors {
    Strict,
    Ignore,
    Replace,
}

fn encoding(interpreter: &Interpreter, name: &str) -> Result<Encoding> {
    match name.to_lowercase().replace('_', "-").as_str() {
        "utf-8" | "utf8" | "u8" => Ok(Encoding::Utf8),
        "ascii" | "us-ascii" => Ok(Encoding::Ascii),
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" => Ok(Encoding::Latin1),
        other => Err(interpreter.unsupported(&format!("the encoding `{other}`"))),
    }
}

fn errors(interpreter: &Interpreter, name: &str) -> Result<Errors> {
    match name {
        "strict" => Ok(Errors::Strict),
        "ignore" => Ok(Errors::Ignore),
        "replace" => Ok(Errors::Replace),
        other => Err(interpreter.unsupported(&format!("`errors={other:?}`"))),
    }
}

/// `(encoding='utf-8', errors='strict')`
fn parameters(interpreter: &Interpreter, args: &mut Args) -> Result<(Encoding, Errors)> {
    let name = args.optional_string("encoding")?;
    let mode = args.optional_string("errors")?;
    Ok((
        encoding(interpreter, name.as_deref().unwrap_or("utf-8"))?,
        errors(interpreter, mode.as_deref().unwrap_or("strict"))?,
    ))
}

/// `text.encode(encoding, errors)`
pub(crate) fn encode(
    interpreter: &mut Interpreter,
    text: &str,
    args: &mut Args,
) -> Result<Vec<u8>> {
    let (encoding, errors) = parameters(interpreter, args)?;
    interpreter.charge(text.len())?;
    let limit = match encoding {
        Encoding::Utf8 => return Ok(text.as_bytes().to_vec()),
        Encoding::Ascii => 128,
        Encoding::Latin1 => 256,
    };
    let mut bytes = Vec::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        match u8::try_from(u32::from(c)) {
            Ok(byte) if u32::from(byte) < limit => bytes.push(byte),
            _ => match errors {
                Errors::Ignore => {}
                Errors::Replace => bytes.push(b'?'),
                Errors::Strict => {
                    let name = if limit == 128 { "ascii" } else { "latin-1" };
                    let behind = text.chars().skip(at);
                    let what = match behind.take_while(|c| u32::from(*c) >= limit).count() {
                        0 | 1 => {
                            let shown = crate::python::text::escaped(c);
                            format!("character '{shown}' in position {at}")
                        }
                        several => format!("characters in position {at}-{}", at + several - 1),
                    };
                    return Err(interpreter.raise(
                        "UnicodeEncodeError",
                        format!(
                            "'{name}' codec can't encode {what}: ordinal not in range({limit})"
                        ),
                    ));
                }
            },
        }
    }
    Ok(bytes)
}

/// `bytes.decode(encoding, errors)`
pub(crate) fn decode(
    interpreter: &mut Interpreter,
    bytes: &[u8],
    args: &mut Args,
) -> Result<String> {
    let (encoding, errors) = parameters(interpreter, args)?;
    interpreter.charge(bytes.len().saturating_mul(2))?;
    if encoding == Encoding::Latin1 {
        return Ok(bytes.iter().map(|byte| char::from(*byte)).collect());
    }
    if encoding == Encoding::Ascii {
        if errors == Errors::Strict
            && let Some(at) = bytes.iter().position(|byte| !byte.is_ascii())
        {
            let byte = bytes.get(at).copied().unwrap_or_default();
            return Err(interpreter.raise(
                "UnicodeDecodeError",
                format!(
                    "'ascii' codec can't decode byte 0x{byte:02x} in position {at}: ordinal not in range(128)"
                ),
            ));
        }
        return Ok(bytes
            .iter()
            .filter(|byte| byte.is_ascii() || errors == Errors::Replace)
            .map(|byte| {
                if byte.is_ascii() {
                    char::from(*byte)
                } else {
                    '\u{fffd}'
                }
            })
            .collect());
    }
    match (std::str::from_utf8(bytes), errors) {
        (Ok(text), _) => Ok(text.to_owned()),
        (Err(_), Errors::Replace) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        (Err(_), Errors::Ignore) => {
            let valid = bytes.utf8_chunks().map(|chunk| chunk.valid());
            Ok(valid.collect())
        }
        (Err(error), Errors::Strict) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let why = match (error.error_len(), byte) {
                (None, _) => "unexpected end of data",
                (Some(_), 0x80..=0xc1 | 0xf5..) => "invalid start byte",
                _ => "invalid continuation byte",
            };
            Err(interpreter.raise(
                "UnicodeDecodeError",
                format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {why}"),
            ))
        }
    }
}
