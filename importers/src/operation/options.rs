//! Keyword arguments that belong to one dialect.

use super::Expression;

/// Keyword arguments of one dialect (`postgresql_using`, `sqlite_where`,
/// `mysql_engine`), without the prefix; the key's first part is SQLAlchemy's
/// dialect name. Rendering takes what it knows and refuses the rest. Their order is that of
/// the file: MySQL's table options are written in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DialectOptions(Vec<((String, String), OptionValue)>);

impl DialectOptions {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets an option; one that was there keeps its place.
    pub fn insert(&mut self, key: (String, String), value: OptionValue) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => self.0.push((key, value)),
        }
    }

    /// The value of an option.
    pub fn get(&self, key: &(String, String)) -> Option<&OptionValue> {
        self.iter()
            .find_map(|(known, value)| (known == key).then_some(value))
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &(String, String)) -> Option<&mut OptionValue> {
        self.0
            .iter_mut()
            .find_map(|(known, value)| (known == key).then_some(value))
    }

    /// The options in the order in which the file names them.
    pub fn iter(&self) -> impl Iterator<Item = (&(String, String), &OptionValue)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Their values, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut OptionValue> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<((String, String), OptionValue)> for DialectOptions {
    fn from_iter<I: IntoIterator<Item = ((String, String), OptionValue)>>(entries: I) -> Self {
        let mut options = Self::new();
        for (key, value) in entries {
            options.insert(key, value);
        }
        options
    }
}

/// The value of a dialect's keyword argument.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Text(String),
    /// An SQL expression (`text(...)`, a comparison).
    Expression(Expression),
    /// A list or tuple.
    List(Vec<OptionValue>),
    /// A dict, in its order.
    Map(Vec<(String, OptionValue)>),
}
