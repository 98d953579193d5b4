//! `textwrap`, `string`

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static TEXTWRAP: ModuleTable = ModuleTable {
    name: "textwrap",
    definitions: &[
        ("dedent", Definition::Function(dedent)),
        ("indent", Definition::Function(indent)),
    ],
    fallback: super::written::TEXTWRAP,
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
    let predicate = args.take("predicate")?.filter(|test| !test.is_none());
    args.finish()?;
    interpreter.charge(
        text.len()
            .saturating_add(text.lines().count().saturating_mul(prefix.len())),
    )?;
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let wanted = match &predicate {
            None => !line.trim().is_empty(),
            Some(test) => {
                let answer = interpreter.call_with(test, [Value::str(line)])?;
                interpreter.known_truth(&answer)?
            }
        };
        if wanted {
            out.push_str(&prefix);
        }
        out.push_str(line);
    }
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
        (
            "octdigits",
            Definition::Value(|_| Ok(Value::str("01234567"))),
        ),
        (
            "printable",
            Definition::Value(|_| {
                let marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
                let space = " \t\n\r\u{b}\u{c}";
                Ok(Value::str(format!(
                    "0123456789{LOWER}{UPPER}{marks}{space}"
                )))
            }),
        ),
    ],
    fallback: super::written::STRING,
};
