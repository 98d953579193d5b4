//! `textwrap`, `string`, `base64`

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static TEXTWRAP: ModuleTable = ModuleTable {
    name: "textwrap",
    definitions: &[
        ("dedent", Definition::Function(dedent)),
        ("indent", Definition::Function(indent)),
    ],
    fallback: None,
};

fn dedent(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("text")?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    let text = args.to_string("text", &value)?;
    args.finish()?;
    interpreter.charge(text.len())?;
    let mut margin: Option<&str> = None;
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        let lead = line
            .get(..line.len() - line.trim_start_matches([' ', '\t']).len())
            .unwrap_or_default();
        margin = Some(match margin {
            None => lead,
            Some(common) => {
                let same = common
                    .bytes()
                    .zip(lead.bytes())
                    .take_while(|(a, b)| a == b)
                    .count();
                common.get(..same).unwrap_or_default()
            }
        });
    }
    let margin = margin.unwrap_or_default();
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| {
            if line.trim().is_empty() {
                ""
            } else {
                line.strip_prefix(margin).unwrap_or(line)
            }
        })
        .collect();
    Ok(Value::str(lines.join("\n")))
}

fn indent(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let text = args.string("text")?;
    let prefix = args.string("prefix")?;
    args.finish()?;
    interpreter.charge(
        text.len()
            .saturating_add(text.lines().count().saturating_mul(prefix.len())),
    )?;
    let out: String = text
        .split_inclusive('\n')
        .map(|line| {
            if line.trim().is_empty() {
                line.to_owned()
            } else {
                format!("{prefix}{line}")
            }
        })
        .collect();
    Ok(Value::str(out))
}

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

pub(super) static STRING: ModuleTable = ModuleTable {
    name: "string",
    definitions: &[
        (
            "ascii_lowercase",
            Definition::Value(|_| Ok(Value::str(LOWER))),
        ),
        (
            "ascii_uppercase",
            Definition::Value(|_| Ok(Value::str(UPPER))),
        ),
        (
            "ascii_letters",
            Definition::Value(|_| Ok(Value::str(format!("{LOWER}{UPPER}")))),
        ),
        (
            "digits",
            Definition::Value(|_| Ok(Value::str("0123456789"))),
        ),
        (
            "hexdigits",
            Definition::Value(|_| Ok(Value::str("0123456789abcdefABCDEF"))),
        ),
        (
            "punctuation",
            Definition::Value(|_| Ok(Value::str("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))),
        ),
        (
            "whitespace",
            Definition::Value(|_| Ok(Value::str(" \t\n\r\u{b}\u{c}"))),
        ),
    ],
    fallback: None,
};

pub(super) static BASE64: ModuleTable = ModuleTable {
    name: "base64",
    definitions: &[
        ("b64encode", Definition::Function(|_, a| encode(a, b"+/"))),
        (
            "urlsafe_b64encode",
            Definition::Function(|_, a| encode(a, b"-_")),
        ),
    ],
    fallback: None,
};

fn encode(mut args: Args, last: &[u8; 2]) -> Result<Value> {
    let value = args.required("s")?;
    let bytes = match &value {
        Value::Bytes(bytes) => bytes.clone(),
        Value::Unknown(_) => return Ok(value),
        _ => return Err(args.refuse("`base64` takes bytes.")),
    };
    args.finish()?;
    let digit = |number: u32| match u8::try_from(number).unwrap_or(0) {
        n @ 0..=25 => b'A' + n,
        n @ 26..=51 => b'a' + (n - 26),
        n @ 52..=61 => b'0' + (n - 52),
        62 => last[0],
        _ => last[1],
    };
    let mut out = Vec::new();
    for chunk in bytes.chunks(3) {
        let number = chunk
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        for at in 0..4 {
            if at <= chunk.len() {
                out.push(digit(number >> (18 - 6 * at) & 63));
            } else {
                out.push(b'=');
            }
        }
    }
    Ok(Value::Bytes(out.into()))
}
