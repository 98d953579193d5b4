//! `text.format(...)`

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// What the fields of a text are filled with.
pub(crate) struct Fields {
    positional: Vec<Value>,
    named: Vec<(Rc<str>, Value)>,
    /// `format_map`: names are looked up in it, one by one.
    mapping: Option<Value>,
    numbering: Numbering,
    /// The first value that is not known while importing.
    unknown: Option<Value>,
}

/// How fields without a name are numbered; one text has one way only.
#[derive(Clone, Copy)]
enum Numbering {
    Open,
    Automatic(usize),
    Manual,
}

impl Fields {
    /// The arguments of `format`.
    pub(crate) fn new(positional: Vec<Value>, named: Vec<(Rc<str>, Value)>) -> Self {
        Self {
            positional,
            named,
            mapping: None,
            numbering: Numbering::Open,
            unknown: None,
        }
    }

    /// The argument of `format_map`.
    pub(crate) fn of_mapping(mapping: Value) -> Self {
        Self {
            mapping: Some(mapping),
            ..Self::new(Vec::new(), Vec::new())
        }
    }
}

/// A field between its braces: `name!conversion:specification`.
struct Field<'a> {
    name: &'a str,
    conversion: Option<char>,
    specification: &'a str,
}

impl Interpreter {
    /// `text.format(...)`
    pub(crate) fn format_text(&mut self, text: &str, mut fields: Fields) -> Result<Value> {
        let out = self.format_fields(text, &mut fields, 0)?;
        self.charge(text.len())?;
        Ok(fields.unknown.unwrap_or_else(|| Value::str(out)))
    }

    fn format_fields(&mut self, text: &str, fields: &mut Fields, depth: usize) -> Result<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            out.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if rest.starts_with(brace) {
                out.push_str(brace);
                rest = &rest[1..];
                continue;
            }
            if brace == "}" {
                return Err(self.raise("ValueError", "Single '}' encountered in format string"));
            }
            if rest.is_empty() {
                return Err(self.raise("ValueError", "Single '{' encountered in format string"));
            }
            if depth > 1 {
                return Err(self.raise("ValueError", "Max string recursion exceeded"));
            }
            let (field, after) = self.split_field(rest)?;
            rest = after;
            let value = self.field_value(field.name, fields)?;
            let specification = self.format_fields(field.specification, fields, depth + 1)?;
            if matches!(value, Value::Unknown(_)) {
                fields.unknown.get_or_insert(value);
                continue;
            }
            if let Some(other) = field.conversion
                && !matches!(other, 's' | 'r' | 'a')
            {
                let text = format!("Unknown conversion specifier {other}");
                return Err(self.raise("ValueError", text));
            }
            let part = self.converted(&value, field.conversion, &specification);
            match self.text_or_unknown(part)? {
                Value::Str(part) => {
                    self.charge(part.len())?;
                    out.push_str(&part);
                }
                other => {
                    fields.unknown.get_or_insert(other);
                }
            }
        }
        out.push_str(rest);
        Ok(out)
    }

    /// The field at the start of a text behind its brace, and what follows it.
    fn split_field<'a>(&mut self, text: &'a str) -> Result<(Field<'a>, &'a str)> {
        let unclosed = "expected '}' before end of string";
        let mut bracket = false;
        let end = text.find(|c| {
            match c {
                '[' => bracket = true,
                ']' => bracket = false,
                _ => {}
            }
            !bracket && matches!(c, '}' | ':' | '!' | '{')
        });
        let Some(end) = end else {
            return Err(self.raise("ValueError", unclosed));
        };
        let (name, mut rest) = text.split_at(end);
        if rest.starts_with('{') {
            return Err(self.raise("ValueError", "unexpected '{' in field name"));
        }
        let mut conversion = None;
        if let Some(after) = rest.strip_prefix('!') {
            conversion = after.chars().next();
            let Some(character) = conversion else {
                return Err(self.raise("ValueError", unclosed));
            };
            rest = &after[character.len_utf8()..];
            if !rest.starts_with([':', '}']) {
                return Err(self.raise(
                    "ValueError",
                    if rest.is_empty() {
                        unclosed
                    } else {
                        "expected ':' after conversion specifier"
                    },
                ));
            }
        }
        let Some(specification) = rest.strip_prefix(':') else {
            let field = Field {
                name,
                conversion,
                specification: "",
            };
            return Ok((field, &rest[1..]));
        };
        let mut level = 1;
        let end = specification.find(|c| {
            match c {
                '{' => level += 1,
                '}' => level -= 1,
                _ => {}
            }
            level == 0
        });
        match end {
            Some(end) => {
                let field = Field {
                    name,
                    conversion,
                    specification: &specification[..end],
                };
                Ok((field, &specification[end + 1..]))
            }
            None => Err(self.raise("ValueError", unclosed)),
        }
    }

    /// `0`, `name`, nothing, each with `.attribute` and `[key]` behind it.
    fn field_value(&mut self, name: &str, fields: &mut Fields) -> Result<Value> {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (first, mut path) = name.split_at(end);
        let index = first.parse::<usize>().ok();
        let index = match (index, fields.numbering) {
            (None, Numbering::Open | Numbering::Automatic(_)) if first.is_empty() => {
                let next = match fields.numbering {
                    Numbering::Automatic(next) => next,
                    _ => 0,
                };
                fields.numbering = Numbering::Automatic(next + 1);
                Some(next)
            }
            (None, Numbering::Manual) if first.is_empty() => {
                return Err(self.raise(
                    "ValueError",
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            }
            (Some(_), Numbering::Automatic(_)) => {
                return Err(self.raise(
                    "ValueError",
                    "cannot switch from automatic field numbering to manual field specification",
                ));
            }
            (Some(index), _) => {
                fields.numbering = Numbering::Manual;
                Some(index)
            }
            (None, _) => None,
        };
        let mut value = match (index, &fields.mapping) {
            (Some(_), Some(_)) => {
                let text = "Format string contains positional fields";
                return Err(self.raise("ValueError", text));
            }
            (Some(index), None) => match fields.positional.get(index) {
                Some(value) => value.clone(),
                None => {
                    return Err(self.raise(
                        "IndexError",
                        format!("Replacement index {index} out of range for positional args tuple"),
                    ));
                }
            },
            (None, Some(mapping)) => {
                let mapping = mapping.clone();
                self.item(&mapping, &Value::str(first))?
            }
            (None, None) => match fields.named.iter().find(|(key, _)| &**key == first) {
                Some((_, value)) => value.clone(),
                None => return Err(self.raise_with("KeyError", vec![Value::str(first)])),
            },
        };
        while !path.is_empty() {
            if let Some(rest) = path.strip_prefix('.') {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (name, rest) = rest.split_at(end);
                if name.is_empty() {
                    return Err(self.raise("ValueError", "Empty attribute in format string"));
                }
                value = self.attribute(&value, name)?;
                path = rest;
            } else if let Some(rest) = path.strip_prefix('[') {
                let Some((key, rest)) = rest.split_once(']') else {
                    return Err(self.raise("ValueError", "Missing ']' in format string"));
                };
                if key.is_empty() {
                    return Err(self.raise("ValueError", "Empty attribute in format string"));
                }
                let key = match key.parse::<u64>() {
                    Ok(number) => Value::Int(number.into()),
                    Err(_) => Value::str(key),
                };
                value = self.item(&value, &key)?;
                path = rest;
            } else {
                let text = "Only '.' or '[' may follow ']' in format field specifier";
                return Err(self.raise("ValueError", text));
            }
        }
        Ok(value)
    }
}
