//! `json`

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "json",
    definitions: &[
        ("dumps", Definition::Function(dumps)),
        ("loads", Definition::Function(loads)),
        (
            "JSONDecodeError",
            Definition::Exception {
                name: "json.JSONDecodeError",
                base: "ValueError",
            },
        ),
    ],
    fallback: super::written::JSON,
};

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

fn dumps(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
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
        let Some(with) = super::written::JSON.map(|find| find(interpreter, "dumps_with")) else {
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
    let mut out = String::new();
    if let Some(unknown) = write(interpreter, value, layout, 0, &mut out)? {
        return Ok(unknown);
    }
    interpreter.charge(out.len())?;
    Ok(Value::str(out))
}

/// Writes a value; gives back the value inside that is not known, if there is one.
fn write(
    interpreter: &mut Interpreter,
    value: &Value,
    layout: &Layout,
    depth: usize,
    out: &mut String,
) -> Result<Option<Value>> {
    interpreter.step(1)?;
    interpreter.deeper(|interpreter| {
        let line = |out: &mut String, depth: usize| {
            if let Some(indent) = &layout.indent {
                out.push('\n');
                out.push_str(&indent.repeat(depth));
            }
        };
        let own = plain_value(value);
        match own.as_ref().unwrap_or(value) {
            Value::None => out.push_str("null"),
            Value::Bool(known) => out.push_str(if *known { "true" } else { "false" }),
            Value::Int(number) => out.push_str(&number.to_string()),
            Value::Big(number) => out.push_str(&number.to_string()),
            Value::Float(float) if !layout.nan && !float.is_finite() => {
                let text = "Out of range float values are not JSON compliant";
                return Err(interpreter.raise("ValueError", text));
            }
            Value::Float(float) if float.is_nan() => out.push_str("NaN"),
            Value::Float(float) if float.is_infinite() => {
                out.push_str(if *float > 0.0 {
                    "Infinity"
                } else {
                    "-Infinity"
                });
            }
            Value::Float(float) => out.push_str(&crate::python::text::float_repr(*float)),
            Value::List(_) | Value::Tuple(_) => {
                let items = interpreter.iterate(own.as_ref().unwrap_or(value))?;
                if items.is_empty() {
                    out.push_str("[]");
                    return Ok(None);
                }
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push_str(&layout.item);
                    }
                    line(out, depth + 1);
                    if let Some(unknown) = write(interpreter, item, layout, depth + 1, out)? {
                        return Ok(Some(unknown));
                    }
                }
                line(out, depth);
                out.push(']');
            }
            Value::Dict(dict) => {
                let mut pairs = Vec::new();
                for (key, value) in dict.entries.borrow().pairs() {
                    let inner = plain_value(&key);
                    let key = match inner.as_ref().unwrap_or(&key) {
                        Value::None => "null".to_owned(),
                        Value::Bool(true) => "true".to_owned(),
                        Value::Bool(false) => "false".to_owned(),
                        Value::Int(number) => number.to_string(),
                        Value::Big(number) => number.to_string(),
                        Value::Float(float) => crate::python::text::float_repr(*float),
                        other => match other.as_str() {
                            Some(text) => text.to_string(),
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
                    pairs.push((key, value));
                }
                if pairs.is_empty() {
                    out.push_str("{}");
                    return Ok(None);
                }
                if layout.sorted {
                    pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
                }
                out.push('{');
                for (at, (key, value)) in pairs.iter().enumerate() {
                    if at > 0 {
                        out.push_str(&layout.item);
                    }
                    line(out, depth + 1);
                    quote(key, layout.ascii, out);
                    out.push_str(&layout.key);
                    if let Some(unknown) = write(interpreter, value, layout, depth + 1, out)? {
                        return Ok(Some(unknown));
                    }
                }
                line(out, depth);
                out.push('}');
            }
            Value::Unknown(_) => return Ok(Some(value.clone())),
            other => match other.as_str() {
                Some(text) => quote(&text, layout.ascii, out),
                None => {
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

fn loads(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("s")?;
    if matches!(&value, Value::Unknown(unknown) if unknown.is_per_run()) {
        return Ok(value);
    }
    let text = match &value {
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        other => args.to_string("s", other)?,
    };
    let hooks = Hooks {
        object: args.keyword("object_hook").filter(|hook| !hook.is_none()),
        pairs: args
            .keyword("object_pairs_hook")
            .filter(|hook| !hook.is_none()),
        float: args.keyword("parse_float").filter(|hook| !hook.is_none()),
        int: args.keyword("parse_int").filter(|hook| !hook.is_none()),
        strict: args.keyword_boolean("strict")?.unwrap_or(true),
    };
    args.finish()?;
    read_with(interpreter, &text, hooks)
}

/// What the caller makes of the values.
struct Hooks {
    object: Option<Value>,
    pairs: Option<Value>,
    float: Option<Value>,
    int: Option<Value>,
    /// Whether control characters are refused in strings.
    strict: bool,
}

impl Default for Hooks {
    fn default() -> Self {
        Self {
            object: None,
            pairs: None,
            float: None,
            int: None,
            strict: true,
        }
    }
}

/// The value of a JSON text.
pub(crate) fn read(interpreter: &mut Interpreter, text: &str) -> Result<Value> {
    read_with(interpreter, text, Hooks::default())
}

fn read_with(interpreter: &mut Interpreter, text: &str, hooks: Hooks) -> Result<Value> {
    let mut reader = Reader {
        chars: text.chars().collect(),
        at: 0,
        hooks,
    };
    interpreter.charge(text.len() * 4)?;
    let value = reader.value(interpreter)?;
    reader.space();
    if reader.at < reader.chars.len() {
        return Err(reader.error(interpreter, "Extra data"));
    }
    Ok(value)
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    hooks: Hooks,
}

impl Reader {
    fn error(&self, interpreter: &mut Interpreter, what: &str) -> crate::python::native::Interrupt {
        let before = self.chars.get(..self.at).unwrap_or_default();
        let line = before.iter().filter(|c| **c == '\n').count() + 1;
        let column = before.iter().rev().take_while(|c| **c != '\n').count() + 1;
        let raised = interpreter.raise(
            "json.JSONDecodeError",
            format!("{what}: line {line} column {column} (char {})", self.at),
        );
        if let crate::python::native::Interrupt::Raised(Value::Instance(error), _) = &raised {
            for (name, value) in [
                ("msg", Value::str(what)),
                ("doc", Value::str(self.chars.iter().collect::<String>())),
                ("pos", Value::Int(self.at as i128)),
                ("lineno", Value::Int(line as i128)),
                ("colno", Value::Int(column as i128)),
            ] {
                error.scope.put(&name.into(), Some(value));
            }
        }
        raised
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(' ' | '\n' | '\r' | '\t')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let end = self.at + word.chars().count();
        let matches = self
            .chars
            .get(self.at..end)
            .is_some_and(|chars| chars.iter().copied().eq(word.chars()));
        if matches {
            self.at = end;
        }
        matches
    }

    fn value(&mut self, interpreter: &mut Interpreter) -> Result<Value> {
        interpreter.step(1)?;
        self.space();
        for (word, value) in [
            ("null", Value::None),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("NaN", Value::Float(f64::NAN)),
            ("Infinity", Value::Float(f64::INFINITY)),
            ("-Infinity", Value::Float(f64::NEG_INFINITY)),
        ] {
            if self.word(word) {
                return Ok(value);
            }
        }
        match self.peek() {
            Some('"') => self.string(interpreter).map(Value::str),
            Some('[') => {
                self.at += 1;
                let mut items = Vec::new();
                self.space();
                if self.word("]") {
                    return Ok(interpreter.list(items));
                }
                loop {
                    let item = interpreter.deeper(|interpreter| self.value(interpreter))?;
                    items.push(item);
                    self.space();
                    if self.word("]") {
                        return Ok(interpreter.list(items));
                    }
                    if !self.word(",") {
                        return Err(self.error(interpreter, "Expecting ',' delimiter"));
                    }
                }
            }
            Some('{') => {
                self.at += 1;
                let mut pairs = Vec::new();
                self.space();
                if self.word("}") {
                    return self.object(interpreter, pairs);
                }
                loop {
                    self.space();
                    if self.peek() != Some('"') {
                        return Err(self.error(
                            interpreter,
                            "Expecting property name enclosed in double quotes",
                        ));
                    }
                    let key = self.string(interpreter)?;
                    self.space();
                    if !self.word(":") {
                        return Err(self.error(interpreter, "Expecting ':' delimiter"));
                    }
                    let value = interpreter.deeper(|interpreter| self.value(interpreter))?;
                    pairs.push((Value::str(key), value));
                    self.space();
                    if self.word("}") {
                        return self.object(interpreter, pairs);
                    }
                    if !self.word(",") {
                        return Err(self.error(interpreter, "Expecting ',' delimiter"));
                    }
                }
            }
            Some('-' | '0'..='9') => {
                let start = self.at;
                self.word("-");
                let digits = |reader: &mut Self| {
                    let from = reader.at;
                    while matches!(reader.peek(), Some('0'..='9')) {
                        reader.at += 1;
                    }
                    reader.at > from
                };
                if !self.word("0") && !digits(self) {
                    self.at = start;
                    return Err(self.error(interpreter, "Expecting value"));
                }
                let mut whole = true;
                let before = self.at;
                if self.word(".") {
                    if digits(self) {
                        whole = false;
                    } else {
                        self.at = before;
                    }
                }
                let before = self.at;
                if self.word("e") || self.word("E") {
                    let _sign = self.word("-") || self.word("+");
                    if digits(self) {
                        whole = false;
                    } else {
                        self.at = before;
                    }
                }
                let text: String = self
                    .chars
                    .get(start..self.at)
                    .unwrap_or_default()
                    .iter()
                    .collect();
                let hook = if whole {
                    &self.hooks.int
                } else {
                    &self.hooks.float
                };
                if let Some(hook) = hook.clone() {
                    return interpreter.call_with(&hook, [Value::str(text)]);
                }
                if whole {
                    return interpreter.integer_of_digits(&text, 10);
                }
                match text.parse::<f64>() {
                    Ok(float) => Ok(Value::Float(float)),
                    Err(_) => Err(self.error(interpreter, "Expecting value")),
                }
            }
            _ => Err(self.error(interpreter, "Expecting value")),
        }
    }

    /// What an object of these pairs is to the caller.
    fn object(&self, interpreter: &mut Interpreter, pairs: Vec<(Value, Value)>) -> Result<Value> {
        if let Some(hook) = &self.hooks.pairs {
            let pairs = pairs
                .into_iter()
                .map(|(key, value)| Value::tuple([key, value]))
                .collect();
            let pairs = interpreter.list(pairs);
            return interpreter.call_with(hook, [pairs]);
        }
        let dict = interpreter.dict(pairs)?;
        match &self.hooks.object {
            Some(hook) => interpreter.call_with(hook, [dict]),
            None => Ok(dict),
        }
    }

    fn string(&mut self, interpreter: &mut Interpreter) -> Result<String> {
        let start = self.at;
        self.at += 1;
        let mut units: Vec<u16> = Vec::new();
        loop {
            let Some(c) = self.peek() else {
                self.at = start;
                return Err(self.error(interpreter, "Unterminated string starting at"));
            };
            self.at += 1;
            let c = match c {
                '"' => return Ok(String::from_utf16_lossy(&units)),
                '\\' => {
                    let escape = self.peek();
                    self.at += 1;
                    match escape {
                        Some('n') => '\n',
                        Some('r') => '\r',
                        Some('t') => '\t',
                        Some('b') => '\u{8}',
                        Some('f') => '\u{c}',
                        Some('u') => {
                            let digits: String = self
                                .chars
                                .get(self.at..self.at + 4)
                                .unwrap_or_default()
                                .iter()
                                .collect();
                            match u16::from_str_radix(&digits, 16) {
                                Ok(unit) => units.push(unit),
                                Err(_) => {
                                    return Err(self.error(interpreter, "Invalid \\uXXXX escape"));
                                }
                            }
                            self.at += 4;
                            continue;
                        }
                        Some(c @ ('"' | '\\' | '/')) => c,
                        _ => {
                            self.at -= 2;
                            return Err(self.error(interpreter, "Invalid \\escape"));
                        }
                    }
                }
                c if u32::from(c) < 0x20 && self.hooks.strict => {
                    self.at -= 1;
                    return Err(self.error(interpreter, "Invalid control character at"));
                }
                c => c,
            };
            units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
        }
    }
}
