//! Writing JSON.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// What `allow_nan=False` says.
const NOT_COMPLIANT: &str = "Out of range float values are not JSON compliant";

struct Layout {
    indent: Option<String>,
    item: String,
    key: String,
    ascii: bool,
    sorted: bool,
    default: Option<Value>,
    /// Whether keys that JSON does not know are left out.
    skip: bool,
    /// Whether numbers that JSON does not know are written.
    nan: bool,
}

/// `json.dumps(value)`
pub(super) fn dumps(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("obj")?;
    if matches!(&value, Value::Unknown(unknown) if unknown.is_per_run()) {
        return Ok(value);
    }
    if let Some(class) = args.keyword("cls").filter(|class| !class.is_none()) {
        let options = args.take_keywords();
        args.finish()?;
        let options: Vec<_> = options
            .into_iter()
            .map(|keyword| (Value::Str(keyword.name), keyword.value))
            .collect();
        let options = interpreter.dict(options)?;
        let Some(with) = super::super::written::JSON.map(|find| find(interpreter, "dumps_with"))
        else {
            return Ok(Value::None);
        };
        let with = with?.unwrap_or(Value::None);
        return interpreter.call_with(&with, [class, value, options]);
    }
    args.keyword("check_circular");
    let indent = match args.keyword("indent") {
        None | Some(Value::None) => None,
        Some(Value::Int(width)) => Some(" ".repeat(usize::try_from(width).unwrap_or(0).min(100))),
        Some(other) => Some(args.to_string("indent", &other)?),
    };
    let separators = match args.keyword("separators") {
        None | Some(Value::None) => None,
        Some(pair) => Some(args.to_strings("separators", &pair)?),
    };
    let (item, key) = match separators.as_deref() {
        Some([item, key]) => (item.clone(), key.clone()),
        _ if indent.is_some() => (",".into(), ": ".into()),
        _ => (", ".into(), ": ".into()),
    };
    let layout = Layout {
        indent,
        item,
        key,
        ascii: args.keyword_boolean("ensure_ascii")?.unwrap_or(true),
        sorted: args.keyword_boolean("sort_keys")?.unwrap_or(false),
        default: args.keyword("default").filter(|default| !default.is_none()),
        skip: args.keyword_boolean("skipkeys")?.unwrap_or(false),
        nan: args.keyword_boolean("allow_nan")?.unwrap_or(true),
    };
    args.finish()?;
    text(interpreter, &value, &layout)
}

/// `json.dumps(value)`, as SQLAlchemy writes the values of JSON columns.
pub(crate) fn plain(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let layout = Layout {
        indent: None,
        item: ", ".into(),
        key: ": ".into(),
        ascii: true,
        sorted: false,
        default: None,
        skip: false,
        nan: true,
    };
    text(interpreter, value, &layout)
}

/// The text; a value inside that is not known stands for the whole.
fn text(interpreter: &mut Interpreter, value: &Value, layout: &Layout) -> Result<Value> {
    let mut out = Text::default();
    if let Some(unknown) = write(interpreter, value, layout, 0, &mut out)? {
        return Ok(unknown);
    }
    out.pay(interpreter)?;
    Ok(Value::str(out.text))
}

/// A text that is being written.
#[derive(Default)]
struct Text {
    text: String,
    /// How much of it counts already against the bound on memory.
    paid: usize,
}

impl Text {
    fn pay(&mut self, interpreter: &mut Interpreter) -> Result<()> {
        let new = self.text.len().saturating_sub(self.paid);
        self.paid = self.text.len();
        interpreter.charge(new)
    }

    /// Starts a line, where the layout has lines.
    fn line(&mut self, layout: &Layout, depth: usize) {
        if let Some(indent) = &layout.indent {
            self.text.push('\n');
            self.text.push_str(&indent.repeat(depth));
        }
    }
}

/// A number, or a word for what is none.
fn float(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else {
        crate::python::text::float_repr(number)
    }
}

/// Writes a value; gives back the value inside that is not known, if there is one.
fn write(
    interpreter: &mut Interpreter,
    value: &Value,
    layout: &Layout,
    depth: usize,
    out: &mut Text,
) -> Result<Option<Value>> {
    interpreter.step(1)?;
    out.pay(interpreter)?;
    interpreter.deeper(|interpreter| {
        let own = plain_value(value);
        match own.as_ref().unwrap_or(value) {
            Value::None => out.text.push_str("null"),
            Value::Bool(known) => out.text.push_str(if *known { "true" } else { "false" }),
            Value::Int(number) => out.text.push_str(&number.to_string()),
            Value::Big(number) => {
                interpreter.step(number.bits() / 64)?;
                out.text.push_str(&number.to_string());
            }
            Value::Float(number) if !layout.nan && !number.is_finite() => {
                return Err(interpreter.raise("ValueError", NOT_COMPLIANT));
            }
            Value::Float(number) => out.text.push_str(&float(*number)),
            Value::List(_) | Value::Tuple(_) => {
                let items = interpreter.iterate(own.as_ref().unwrap_or(value))?;
                if items.is_empty() {
                    out.text.push_str("[]");
                    return Ok(None);
                }
                out.text.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.text.push_str(&layout.item);
                    }
                    out.line(layout, depth + 1);
                    if let Some(unknown) = write(interpreter, item, layout, depth + 1, out)? {
                        return Ok(Some(unknown));
                    }
                }
                out.line(layout, depth);
                out.text.push(']');
            }
            Value::Dict(dict) => {
                let pairs = dict.entries.borrow().pairs();
                let pairs = keys(interpreter, pairs, layout)?;
                if pairs.is_empty() {
                    out.text.push_str("{}");
                    return Ok(None);
                }
                out.text.push('{');
                for (at, (key, value)) in pairs.iter().enumerate() {
                    if at > 0 {
                        out.text.push_str(&layout.item);
                    }
                    out.line(layout, depth + 1);
                    quote(key, layout.ascii, &mut out.text);
                    out.text.push_str(&layout.key);
                    if let Some(unknown) = write(interpreter, value, layout, depth + 1, out)? {
                        return Ok(Some(unknown));
                    }
                }
                out.line(layout, depth);
                out.text.push('}');
            }
            Value::Unknown(_) => return Ok(Some(value.clone())),
            other => match other.as_str() {
                Some(text) => {
                    interpreter.step(text.len() as u64 / 16)?;
                    quote(&text, layout.ascii, &mut out.text);
                }
                None => {
                    if matches!(other, Value::Object(object) if object.is_live()) {
                        let message = "JSON of what only the live database knows is made here.";
                        return Err(interpreter.needs_program("live-data", message));
                    }
                    if let Some(default) = &layout.default {
                        let replaced = interpreter.call_with(default, [other.clone()])?;
                        return write(interpreter, &replaced, layout, depth, out);
                    }
                    return Err(interpreter.raise(
                        "TypeError",
                        format!(
                            "Object of type {} is not JSON serializable",
                            other.type_name()
                        ),
                    ));
                }
            },
        }
        Ok(None)
    })
}

/// The keys of a dict as texts, in the order in which they are written.
fn keys(
    interpreter: &mut Interpreter,
    mut pairs: Vec<(Value, Value)>,
    layout: &Layout,
) -> Result<Vec<(Rc<str>, Value)>> {
    if layout.sorted {
        // As they are, before they become texts: some have no order.
        pairs = crate::python::builtins::sort_by_rank(interpreter, pairs)?;
    }
    let mut written = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        let inner = plain_value(&key);
        let key: Rc<str> = match inner.as_ref().unwrap_or(&key) {
            Value::None => "null".into(),
            Value::Bool(true) => "true".into(),
            Value::Bool(false) => "false".into(),
            Value::Int(number) => number.to_string().into(),
            Value::Big(number) => number.to_string().into(),
            Value::Float(number) if !layout.nan && !number.is_finite() => {
                return Err(interpreter.raise("ValueError", NOT_COMPLIANT));
            }
            Value::Float(number) => float(*number).into(),
            other => match other.as_str() {
                Some(text) => text,
                None if layout.skip => continue,
                None => {
                    return Err(interpreter.raise(
                        "TypeError",
                        format!(
                            "keys must be str, int, float, bool or None, not {}",
                            other.type_name()
                        ),
                    ));
                }
            },
        };
        written.push((key, value));
    }
    Ok(written)
}

/// What an instance of a class derived from a built-in one is, and a named tuple.
fn plain_value(value: &Value) -> Option<Value> {
    match value {
        Value::Instance(instance) => match &*instance.inner.borrow() {
            Some(Value::Str(_) | Value::Object(_)) | None => None,
            Some(inner) => Some(inner.clone()),
        },
        Value::Object(object) if object.classes().contains(&"tuple") => object.as_tuple(),
        _ => None,
    }
}

fn quote(text: &str, ascii: bool, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if u32::from(c) < 0x20 || (ascii && c == '\u{7f}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c if ascii && !c.is_ascii() => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
