//! Reading JSON.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// `json.loads(text)`
pub(super) fn loads(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("s")?;
    if matches!(&value, Value::Unknown(unknown) if unknown.is_per_run()) {
        return Ok(value);
    }
    let text = match &value {
        Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
            // A null among the first says that it is another encoding.
            Ok(text) if !bytes.iter().take(4).any(|byte| *byte == 0) => text.to_owned(),
            _ => return Err(interpreter.unsupported("JSON in this encoding")),
        },
        Value::Str(_) | Value::Unknown(_) => args.to_string("s", &value)?,
        other => match other.as_str() {
            Some(text) => text.to_string(),
            None => {
                let class = other.type_name();
                return Err(interpreter.raise(
                    "TypeError",
                    format!("the JSON object must be str, bytes or bytearray, not {class}"),
                ));
            }
        },
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
