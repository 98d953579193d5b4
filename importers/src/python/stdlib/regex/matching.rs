//! Matches: their groups, and replacement templates.

use std::rc::Rc;

use super::pattern::Pattern;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A match: the ranges of its groups, in bytes of the text.
#[derive(Clone)]
pub(super) struct Match {
    pub(super) pattern: Rc<Pattern>,
    pub(super) text: Rc<str>,
    pub(super) groups: Vec<Option<(usize, usize)>>,
}

impl Match {
    /// Where the whole match begins and ends.
    pub(super) fn range(&self) -> (usize, usize) {
        self.groups.first().copied().flatten().unwrap_or_default()
    }

    /// The text of a group that took part.
    pub(super) fn group(&self, at: usize) -> Option<&str> {
        let (start, end) = (*self.groups.get(at)?)?;
        self.text.get(start..end)
    }

    /// How long its groups are together.
    pub(super) fn size(&self) -> usize {
        let ranges = self.groups.iter().flatten();
        ranges.map(|(start, end)| end.saturating_sub(*start)).sum()
    }

    pub(super) fn value(&self, at: usize) -> Value {
        self.group(at)
            .map_or(Value::None, |text| self.pattern.part(text))
    }

    fn characters(&self, byte: usize) -> i128 {
        let before = self.text.get(..byte).unwrap_or_default();
        before.chars().count() as i128
    }

    fn span(&self, at: usize) -> (i128, i128) {
        match self.groups.get(at) {
            Some(Some((start, end))) => (self.characters(*start), self.characters(*end)),
            _ => (-1, -1),
        }
    }

    fn find(&self, interpreter: &mut Interpreter, key: &Value) -> Result<usize> {
        let at = match key {
            Value::Int(number) => usize::try_from(*number).ok(),
            Value::Bool(known) => Some(usize::from(*known)),
            other => other.as_str().and_then(|name| self.pattern.group(&name)),
        };
        match at.filter(|at| *at < self.groups.len()) {
            Some(at) => Ok(at),
            None => Err(interpreter.raise("IndexError", "no such group")),
        }
    }

    /// The last group that took part and closed.
    fn last(&self) -> Option<usize> {
        let whole = self.groups.iter().enumerate().skip(1);
        whole
            .filter_map(|(at, group)| group.map(|(_, end)| (end, at)))
            .max_by_key(|(end, at)| (*end, std::cmp::Reverse(*at)))
            .map(|(_, at)| at)
    }
}

impl Object for Match {
    fn type_name(&self) -> &str {
        "Match"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["re.Match"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "string" => self.pattern.part(&self.text),
            "re" => Value::Object(self.pattern.clone()),
            "pos" => Value::Int(0),
            "endpos" => Value::Int(self.text.chars().count() as i128),
            "lastindex" => self.last().map_or(Value::None, |at| Value::Int(at as i128)),
            "lastgroup" => self
                .last()
                .and_then(|at| self.pattern.names.get(at - 1)?.clone())
                .map_or(Value::None, Value::str),
            "group" | "groups" | "groupdict" | "start" | "end" | "span" | "expand" => {
                interpreter.bound_method(Value::Object(self), name)
            }
            _ => return Ok(None),
        }))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "group" => {
                let mut groups = Vec::new();
                for key in args.rest() {
                    let at = self.find(interpreter, &key)?;
                    interpreter.charge(self.group(at).map_or(0, str::len))?;
                    groups.push(self.value(at));
                }
                match <[Value; 1]>::try_from(groups) {
                    Ok([only]) => only,
                    Err(groups) if groups.is_empty() => {
                        interpreter.charge(self.group(0).map_or(0, str::len))?;
                        self.value(0)
                    }
                    Err(groups) => Value::tuple(groups),
                }
            }
            "groups" => {
                let default = args.take("default")?.unwrap_or(Value::None);
                interpreter.charge(self.size())?;
                Value::tuple((1..self.groups.len()).map(|at| match self.value(at) {
                    Value::None => default.clone(),
                    text => text,
                }))
            }
            "groupdict" => {
                let default = args.take("default")?.unwrap_or(Value::None);
                interpreter.charge(self.size())?;
                let names = self.pattern.names.iter().enumerate();
                let pairs: Vec<_> = names
                    .filter_map(|(at, name)| {
                        let value = match self.value(at + 1) {
                            Value::None => default.clone(),
                            text => text,
                        };
                        Some((Value::str(name.as_ref()?), value))
                    })
                    .collect();
                interpreter.dict(pairs)?
            }
            "start" | "end" | "span" => {
                let key = args.take("group")?.unwrap_or(Value::Int(0));
                let at = self.find(interpreter, &key)?;
                let (start, end) = self.span(at);
                match name {
                    "start" => Value::Int(start),
                    "end" => Value::Int(end),
                    _ => Value::tuple([Value::Int(start), Value::Int(end)]),
                }
            }
            "expand" => {
                let template = args.required("template")?;
                let template = super::args_text(interpreter, &template, Some(&self.pattern))?;
                let parts = Template::read(interpreter, &template, &self.pattern)?;
                interpreter.charge(parts.size(&self))?;
                self.pattern.part(&parts.fill(&self))
            }
            _ => return Ok(None),
        }))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let at = self.find(interpreter, key)?;
        interpreter.charge(self.group(at).map_or(0, str::len))?;
        Ok(Some(self.value(at)))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let (start, end) = self.span(0);
        let text = self.group(0).unwrap_or_default();
        let shown = interpreter.repr(&self.pattern.part(text))?;
        let shown: String = shown.chars().take(50).collect();
        Ok(Some(format!(
            "<re.Match object; span=({start}, {end}), match={shown}>"
        )))
    }
}

/// A replacement: texts, and the groups between them.
pub(super) struct Template(Vec<Part>);

enum Part {
    Text(String),
    Group(usize),
}

impl Template {
    /// Reads `\1`, `\g<name>`, `\n`.
    pub(super) fn read(
        interpreter: &mut Interpreter,
        template: &str,
        pattern: &Pattern,
    ) -> Result<Self> {
        let chars: Vec<char> = template.chars().collect();
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut at = 0;
        let groups = pattern.names.len();
        while let Some(c) = chars.get(at).copied() {
            let start = at;
            at += 1;
            if c != '\\' {
                text.push(c);
                continue;
            }
            let Some(next) = chars.get(at).copied() else {
                return Err(error(interpreter, "bad escape (end of pattern)", start));
            };
            at += 1;
            let group = match next {
                'g' => {
                    if chars.get(at) != Some(&'<') {
                        return Err(error(interpreter, "missing <", at));
                    }
                    let from = at + 1;
                    let Some(length) = chars.iter().skip(from).position(|c| *c == '>') else {
                        let what = if from >= chars.len() {
                            "missing group name"
                        } else {
                            "missing >, unterminated name"
                        };
                        return Err(error(interpreter, what, from));
                    };
                    let name: String = chars.iter().skip(from).take(length).collect();
                    at = from + length + 1;
                    let group = match name.parse::<usize>() {
                        Ok(number) => number,
                        Err(_) if name.is_empty() => {
                            return Err(error(interpreter, "missing group name", from));
                        }
                        Err(_) => match pattern.group(&name) {
                            Some(group) => group,
                            None => {
                                let text = format!("unknown group name '{name}'");
                                return Err(interpreter.raise("IndexError", text));
                            }
                        },
                    };
                    if group > groups {
                        let text = format!("invalid group reference {group}");
                        return Err(error(interpreter, &text, from));
                    }
                    group
                }
                '0' => {
                    let mut digits = String::from("0");
                    while digits.len() < 3
                        && let Some(digit) = chars.get(at).filter(|c| matches!(c, '0'..='7'))
                    {
                        digits.push(*digit);
                        at += 1;
                    }
                    let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
                    text.extend(char::from_u32(code));
                    continue;
                }
                '1'..='9' => {
                    let mut digits = next.to_string();
                    if let Some(digit) = chars.get(at).filter(|c| c.is_ascii_digit()) {
                        digits.push(*digit);
                        at += 1;
                    }
                    let octal = |c: char| matches!(c, '0'..='7');
                    if digits.len() == 2
                        && digits.chars().all(octal)
                        && let Some(third) = chars.get(at).copied().filter(|c| octal(*c))
                    {
                        digits.push(third);
                        at += 1;
                        let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
                        text.extend(char::from_u32(code));
                        continue;
                    }
                    let group = digits.parse().unwrap_or(usize::MAX);
                    if group > groups {
                        let text = format!("invalid group reference {group}");
                        return Err(error(interpreter, &text, start + 1));
                    }
                    group
                }
                'a' => {
                    text.push('\u{7}');
                    continue;
                }
                'b' => {
                    text.push('\u{8}');
                    continue;
                }
                'f' => {
                    text.push('\u{c}');
                    continue;
                }
                'n' => {
                    text.push('\n');
                    continue;
                }
                'r' => {
                    text.push('\r');
                    continue;
                }
                't' => {
                    text.push('\t');
                    continue;
                }
                'v' => {
                    text.push('\u{b}');
                    continue;
                }
                '\\' => {
                    text.push('\\');
                    continue;
                }
                letter if letter.is_ascii_alphabetic() => {
                    let text = format!("bad escape \\{letter}");
                    return Err(error(interpreter, &text, start));
                }
                other => {
                    text.push('\\');
                    text.push(other);
                    continue;
                }
            };
            parts.push(Part::Text(std::mem::take(&mut text)));
            parts.push(Part::Group(group));
        }
        parts.push(Part::Text(text));
        Ok(Self(parts))
    }

    /// How long the replacement of a match is.
    pub(super) fn size(&self, found: &Match) -> usize {
        let part = |part: &Part| match part {
            Part::Text(text) => text.len(),
            Part::Group(group) => found.group(*group).unwrap_or_default().len(),
        };
        self.0.iter().map(part).sum()
    }

    /// The replacement of a match; a group that took no part is empty.
    pub(super) fn fill(&self, found: &Match) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Group(group) => found.group(*group).unwrap_or_default().to_owned(),
        };
        self.0.iter().map(part).collect()
    }
}

fn error(
    interpreter: &mut Interpreter,
    message: &str,
    at: usize,
) -> crate::python::native::Interrupt {
    interpreter.raise("re.error", format!("{message} at position {at}"))
}
