//! Values and rows, as far as ledgers, catalogue questions and reports need them.

/// One value of a row, or of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `NULL`
    Null,
    /// A boolean; SQLite has none and gives integers.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// Text, and every PostgreSQL type that has no variant of its own, as the server writes it.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, if it is one; booleans count as 0 and 1.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            Self::Boolean(flag) => Some(i64::from(*flag)),
            _ => None,
        }
    }
}

/// A value that lies where it was read, of the kinds that ledgers hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field<'a> {
    /// An integer; booleans count as 0 and 1.
    Integer(i64),
    /// Text.
    Text(&'a str),
    /// Anything else, `NULL` included.
    Other,
}

impl Field<'_> {
    /// The id that a ledger's row holds: text, or the number of a list that counts.
    pub(crate) fn version(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some((*text).to_owned()),
            Self::Integer(number) => Some(number.to_string()),
            Self::Other => None,
        }
    }
}

impl<'a> From<&'a Value> for Field<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text),
            Value::Integer(_) | Value::Boolean(_) => {
                value.as_integer().map_or(Self::Other, Self::Integer)
            }
            Value::Null | Value::Real(_) | Value::Bytes(_) => Self::Other,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(i64::from(number))
    }
}

/// What a query gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// Column names, in order.
    pub columns: Vec<String>,
    /// Rows, each with a value per column.
    pub rows: Vec<Vec<Value>>,
}

impl Rows {
    /// The first column of the first row.
    pub fn scalar(&self) -> Option<&Value> {
        self.rows.first().and_then(|row| row.first())
    }

    /// Whether the first column of the first row is true or a number other than 0.
    pub fn truth(&self) -> bool {
        self.scalar().and_then(Value::as_integer).unwrap_or(0) != 0
    }

    /// The texts of the first column, in order; other values are left out.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.rows
            .iter()
            .filter_map(|row| row.first().and_then(Value::as_text))
    }
}
