//! `text.format(...)`

use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

impl Interpreter {
    /// `text.format(...)`
    pub(crate) fn format_text(
        &mut self,
        text: &str,
        positional: &[Value],
        named: &[(std::rc::Rc<str>, Value)],
    ) -> Result<Value> {
        let mut next = 0;
        let mut unknown = None;
        let out = self.format_fields(text, positional, named, &mut next, &mut unknown, 0)?;
        self.charge(out.len())?;
        Ok(unknown.unwrap_or_else(|| Value::str(out)))
    }

    fn format_fields(
        &mut self,
        text: &str,
        positional: &[Value],
        named: &[(std::rc::Rc<str>, Value)],
        next: &mut usize,
        unknown: &mut Option<Value>,
        depth: usize,
    ) -> Result<String> {
        let mut out = String::new();
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while let Some(c) = chars.get(at).copied() {
            at += 1;
            match c {
                '{' if chars.get(at) == Some(&'{') => {
                    out.push('{');
                    at += 1;
                }
                '}' if chars.get(at) == Some(&'}') => {
                    out.push('}');
                    at += 1;
                }
                '}' => {
                    return Err(self.raise("ValueError", "Single '}' encountered in format string"));
                }
                '{' => {
                    let mut level = 1;
                    let start = at;
                    while let Some(c) = chars.get(at) {
                        match c {
                            '{' => level += 1,
                            '}' => level -= 1,
                            _ => {}
                        }
                        if level == 0 {
                            break;
                        }
                        at += 1;
                    }
                    if level != 0 || depth > 1 {
                        return Err(self.raise("ValueError", "expected '}' before end of string"));
                    }
                    let field: String = chars.get(start..at).unwrap_or_default().iter().collect();
                    at += 1;
                    let (name, specification) = match field.split_once(':') {
                        Some((name, specification)) => (name.to_owned(), specification.to_owned()),
                        None => (field, String::new()),
                    };
                    let (name, conversion) = match name.rsplit_once('!') {
                        Some((name, conversion)) => (name.to_owned(), Some(conversion.to_owned())),
                        None => (name, None),
                    };
                    let value = self.format_field(&name, positional, named, next)?;
                    let specification = self.format_fields(
                        &specification,
                        positional,
                        named,
                        next,
                        unknown,
                        depth + 1,
                    )?;
                    if matches!(value, Value::Unknown(_)) {
                        unknown.get_or_insert(value);
                        continue;
                    }
                    let conversion = conversion.and_then(|name| name.chars().next());
                    let part = self.converted(&value, conversion, &specification);
                    match self.text_or_unknown(part)? {
                        Value::Str(part) => out.push_str(&part),
                        other => {
                            unknown.get_or_insert(other);
                        }
                    }
                }
                c => out.push(c),
            }
        }
        Ok(out)
    }

    fn format_field(
        &mut self,
        name: &str,
        positional: &[Value],
        named: &[(std::rc::Rc<str>, Value)],
        next: &mut usize,
    ) -> Result<Value> {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (first, mut path) = name.split_at(end);
        let index = if first.is_empty() {
            *next += 1;
            Some(*next - 1)
        } else {
            first.parse::<usize>().ok()
        };
        let mut value = match index {
            Some(index) => match positional.get(index) {
                Some(value) => value.clone(),
                None => {
                    return Err(self.raise(
                        "IndexError",
                        format!("Replacement index {index} out of range for positional args tuple"),
                    ));
                }
            },
            None => match named.iter().find(|(key, _)| &**key == first) {
                Some((_, value)) => value.clone(),
                None => return Err(self.raise_with("KeyError", vec![Value::str(first)])),
            },
        };
        while !path.is_empty() {
            if let Some(rest) = path.strip_prefix('.') {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (name, rest) = rest.split_at(end);
                value = self.attribute(&value, name)?;
                path = rest;
            } else if let Some(rest) = path.strip_prefix('[') {
                let (key, rest) = rest.split_once(']').unwrap_or((rest, ""));
                let key = match key.parse::<i128>() {
                    Ok(number) => Value::Int(number),
                    Err(_) => Value::str(key),
                };
                value = self.item(&value, &key)?;
                path = rest;
            } else {
                break;
            }
        }
        Ok(value)
    }
}
