//! The arguments of a call.

use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

use super::native::{Interrupt, Result};
use super::syntax::Place;
use super::value::Value;
use crate::diagnostic::Diagnostic;

/// A keyword argument.
#[derive(Clone)]
pub struct Keyword {
    /// Its name.
    pub name: Rc<str>,
    /// Its value.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
}

/// The name of what is called: it is put together only where a message needs it.
#[derive(Debug, Clone, Default)]
pub enum Called {
    /// Not known yet.
    #[default]
    Nothing,
    /// `sqlalchemy.Column`
    Known(&'static str),
    /// A function of a module.
    Member(&'static str, &'static str),
    /// Any other.
    Text(String),
}

impl Called {
    /// Whether it is not known yet.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

impl fmt::Display for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Known(name) => f.write_str(name),
            Self::Member(module, name) => write!(f, "{module}.{name}"),
            Self::Text(name) => f.write_str(name),
        }
    }
}

impl From<String> for Called {
    fn from(name: String) -> Self {
        Self::Text(name)
    }
}

/// The arguments of a call. Take each in the order of the function's
/// parameters, by position or name; then [`Args::finish`] refuses what is left.
pub struct Args {
    /// Full name of what is called, for messages.
    pub function: Called,
    /// Positional arguments that nobody has taken yet.
    pub positional: VecDeque<Value>,
    /// Keyword arguments that nobody has taken yet, in order.
    pub keywords: Vec<Keyword>,
    /// The place of the call.
    pub place: Place,
}

impl Args {
    /// Arguments by position, for calls that Rust code makes.
    pub fn new(positional: impl IntoIterator<Item = Value>) -> Self {
        Self {
            function: Called::Nothing,
            positional: positional.into_iter().collect(),
            keywords: Vec::new(),
            place: Place::nowhere(),
        }
    }

    /// With a keyword argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.keywords.push(Keyword {
            name: name.into(),
            value,
            place: self.place.clone(),
        });
        self
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.positional.is_empty() && self.keywords.is_empty()
    }

    /// The next parameter, given by position or by its name.
    ///
    /// # Errors
    /// Where it is given twice.
    pub fn take(&mut self, name: &str) -> Result<Option<Value>> {
        let keyword = self.keyword(name);
        match self.positional.pop_front() {
            Some(_) if keyword.is_some() => Err(self.refuse(format!(
                "`{}` gets its argument `{name}` twice.",
                self.function
            ))),
            Some(value) => Ok(Some(value)),
            None => Ok(keyword),
        }
    }

    /// The next parameter, which must be given.
    ///
    /// # Errors
    /// Where it is missing or given twice.
    pub fn required(&mut self, name: &str) -> Result<Value> {
        match self.take(name)? {
            Some(value) => Ok(value),
            None => Err(self.refuse(format!("`{}` needs its argument `{name}`.", self.function))),
        }
    }

    /// A parameter that can only be given by name.
    pub fn keyword(&mut self, name: &str) -> Option<Value> {
        self.keyword_with_place(name).map(|keyword| keyword.value)
    }

    /// The same, with its place.
    pub fn keyword_with_place(&mut self, name: &str) -> Option<Keyword> {
        let at = self
            .keywords
            .iter()
            .position(|keyword| &*keyword.name == name)?;
        Some(self.keywords.remove(at))
    }

    /// All positional arguments that are left (`*args`).
    pub fn rest(&mut self) -> Vec<Value> {
        self.positional.drain(..).collect()
    }

    /// All keyword arguments that are left (`**kwargs`).
    pub fn take_keywords(&mut self) -> Vec<Keyword> {
        std::mem::take(&mut self.keywords)
    }

    /// Refuses what nobody took.
    ///
    /// # Errors
    /// `unknown-argument`, at the argument.
    pub fn finish(self) -> Result<()> {
        if let Some(keyword) = self.keywords.first() {
            let message = format!("`{}` has no argument `{}`.", self.function, keyword.name);
            return Err(Interrupt::Refused(Box::new(
                keyword.place.mark(
                    Diagnostic::error("unknown-argument", message)
                        .help("Check its spelling; remove it where it does nothing."),
                ),
            )));
        }
        if !self.positional.is_empty() {
            return Err(self.refuse(format!(
                "`{}` is given {} positional argument(s) too many.",
                self.function,
                self.positional.len()
            )));
        }
        Ok(())
    }

    /// A refusal (`unknown-argument`) at the call.
    pub fn refuse(&self, message: impl Into<String>) -> Interrupt {
        Interrupt::Refused(Box::new(
            self.place
                .mark(Diagnostic::error("unknown-argument", message.into())),
        ))
    }

    fn wrong(&self, name: &str, value: &Value, wanted: &str) -> Interrupt {
        if let Some(interrupt) = not_known(value, &self.place) {
            return interrupt;
        }
        self.refuse(format!(
            "The argument `{name}` of `{}` is not {wanted}: {}.",
            self.function,
            value.type_name()
        ))
    }

    /// The value as a string; `None` is no string.
    ///
    /// # Errors
    /// Where it is something else, or not known while importing.
    pub fn to_string(&self, name: &str, value: &Value) -> Result<String> {
        match value.as_text() {
            Some(text) => Ok(text.to_string()),
            None => Err(self.wrong(name, value, "a string")),
        }
    }

    /// The value as a truth value.
    ///
    /// # Errors
    /// Where it is something else, or not known while importing.
    pub fn to_bool(&self, name: &str, value: &Value) -> Result<bool> {
        match value {
            Value::Bool(known) => Ok(*known),
            Value::Int(number) => Ok(*number != 0),
            other => Err(self.wrong(name, other, "True or False")),
        }
    }

    /// The value as an integer.
    ///
    /// # Errors
    /// Where it is something else, or not known while importing.
    pub fn to_integer(&self, name: &str, value: &Value) -> Result<i64> {
        let number = match value {
            Value::Int(number) => i64::try_from(*number).ok(),
            Value::Bool(known) => Some(i64::from(*known)),
            Value::Instance(instance) => match &*instance.inner.borrow() {
                Some(Value::Int(number)) => i64::try_from(*number).ok(),
                _ => None,
            },
            _ => None,
        };
        number.ok_or_else(|| self.wrong(name, value, "an integer"))
    }

    /// The value, a list or tuple of strings (or one string, which counts as a list of one).
    ///
    /// # Errors
    /// Where it is something else, or not known while importing.
    pub fn to_strings(&self, name: &str, value: &Value) -> Result<Vec<String>> {
        if let Some(text) = value.as_str() {
            return Ok(vec![text.to_string()]);
        }
        let items = match value {
            Value::List(list) => list.items.borrow().clone(),
            Value::Tuple(items) => items.to_vec(),
            Value::Set(set) => super::hashed::items(&set.entries.borrow()),
            other => return Err(self.wrong(name, other, "a list of strings")),
        };
        items
            .iter()
            .map(|item| self.to_string(name, item))
            .collect()
    }

    /// The next parameter, a string that must be given.
    ///
    /// # Errors
    /// Where it is missing, given twice, or no string.
    pub fn string(&mut self, name: &str) -> Result<String> {
        let value = self.required(name)?;
        self.to_string(name, &value)
    }

    /// The next parameter, a string or `None`, which may be absent.
    ///
    /// # Errors
    /// Where it is given twice, or no string.
    pub fn optional_string(&mut self, name: &str) -> Result<Option<String>> {
        match self.take(name)? {
            None | Some(Value::None) => Ok(None),
            Some(value) => self.to_string(name, &value).map(Some),
        }
    }

    /// The next parameter, a truth value or `None`, which may be absent.
    ///
    /// # Errors
    /// Where it is given twice, or no truth value.
    pub fn optional_boolean(&mut self, name: &str) -> Result<Option<bool>> {
        match self.take(name)? {
            None | Some(Value::None) => Ok(None),
            Some(value) => self.to_bool(name, &value).map(Some),
        }
    }

    /// The next parameter, an integer or `None`, which may be absent.
    ///
    /// # Errors
    /// Where it is given twice, or no integer.
    pub fn optional_integer(&mut self, name: &str) -> Result<Option<i64>> {
        match self.take(name)? {
            None | Some(Value::None) => Ok(None),
            Some(value) => self.to_integer(name, &value).map(Some),
        }
    }

    /// The next parameter, a list of strings that must be given.
    ///
    /// # Errors
    /// Where it is missing, given twice, or no list of strings.
    pub fn strings(&mut self, name: &str) -> Result<Vec<String>> {
        let value = self.required(name)?;
        self.to_strings(name, &value)
    }

    /// A keyword-only string, or `None`.
    ///
    /// # Errors
    /// Where it is no string.
    pub fn keyword_string(&mut self, name: &str) -> Result<Option<String>> {
        match self.keyword(name) {
            None | Some(Value::None) => Ok(None),
            Some(value) => self.to_string(name, &value).map(Some),
        }
    }

    /// A keyword-only truth value, or `None`.
    ///
    /// # Errors
    /// Where it is no truth value.
    pub fn keyword_boolean(&mut self, name: &str) -> Result<Option<bool>> {
        match self.keyword(name) {
            None | Some(Value::None) => Ok(None),
            Some(value) => self.to_bool(name, &value).map(Some),
        }
    }

    /// A keyword-only integer, or `None`.
    ///
    /// # Errors
    /// Where it is no integer.
    pub fn keyword_integer(&mut self, name: &str) -> Result<Option<i64>> {
        match self.keyword(name) {
            None | Some(Value::None) => Ok(None),
            Some(value) => self.to_integer(name, &value).map(Some),
        }
    }

    /// A keyword-only list of strings, or `None`.
    ///
    /// # Errors
    /// Where it is no list of strings.
    pub fn keyword_strings(&mut self, name: &str) -> Result<Option<Vec<String>>> {
        match self.keyword(name) {
            None | Some(Value::None) => Ok(None),
            Some(value) => self.to_strings(name, &value).map(Some),
        }
    }
}

/// The interrupt that a value causes which is not known while importing.
pub(crate) fn not_known(value: &Value, place: &Place) -> Option<Interrupt> {
    match value {
        Value::Object(object) if object.is_live() => {
            let reason = Diagnostic::error(
                "live-data",
                "What the live catalogue lists is only known on the live database.",
            );
            Some(Interrupt::NeedsProgram(Box::new(place.mark(reason))))
        }
        Value::Unknown(unknown) => {
            let origin = match unknown.place.line() {
                Some(line) => format!(" (line {line})"),
                None => String::new(),
            };
            let message = match unknown.code {
                "unknown-import" => format!(
                    "`{}` is used here, and bridge does not know it{}.",
                    unknown.what,
                    origin.replace("(line", "(imported on line")
                ),
                "unknown-type" => format!(
                    "bridge.toml gives `{}` no SQL for this dialect.",
                    unknown.what
                ),
                "unknown-name" => format!("bridge does not know `{}`{origin}.", unknown.what),
                "differs-by-path" => {
                    format!("{} differs by the path taken before{origin}.", unknown.what)
                }
                "config-value" => {
                    format!("The chain does not keep {}{origin}.", unknown.what)
                }
                "live-data" => format!(
                    "{} is only known on the live database{origin}.",
                    unknown.what
                ),
                _ => format!("{} differs on every run{origin}.", unknown.what),
            };
            let mut diagnostic = Diagnostic::error(unknown.code, message);
            diagnostic.help.clone_from(&unknown.help);
            let diagnostic = Box::new(place.mark(unknown.place_if_nowhere(place, diagnostic)));
            Some(if unknown.is_per_run() {
                Interrupt::NeedsProgram(diagnostic)
            } else {
                Interrupt::Refused(diagnostic)
            })
        }
        Value::Test(_) => Some(Interrupt::NeedsProgram(Box::new(place.mark(
            Diagnostic::error(
                "live-data",
                "The answer of the live catalogue is used as a value here.",
            ),
        )))),
        _ => None,
    }
}

impl super::value::Unknown {
    fn place_if_nowhere(&self, place: &Place, diagnostic: Diagnostic) -> Diagnostic {
        if place.source.is_none() {
            self.place.mark(diagnostic)
        } else {
            diagnostic
        }
    }
}
