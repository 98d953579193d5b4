//! Names, unquoted.

/// What the name of a column begins with that has none yet.
pub(crate) const UNNAMED: char = '\0';

/// What the name of a column of a query begins with where it is counted as the query is written:
/// the query, the place in its list and what is counted follow, apart from each other by `:`.
pub(crate) const COUNTED: char = '\u{1}';

/// What the name of a column of a query begins with where that one stands in its list again: the
/// place and `:` follow, and then the name.
pub(crate) const AGAIN: char = '\u{3}';

/// What stands in what is counted between it and the object that is named once wherever it stands.
pub(crate) const SHARED: char = '\u{2}';

/// A name, with SQLAlchemy's `quoted_name(..., quote=...)` where it was given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The text, unquoted.
    pub text: String,
    /// Force (`true`) or forbid (`false`) quotes; `None` lets the dialect decide.
    pub quote: Option<bool>,
}

impl Name {
    /// A name that the dialect quotes where it has to.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            quote: None,
        }
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// A table's name and schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableName {
    /// Schema, where one was given.
    pub schema: Option<Name>,
    /// Table.
    pub name: Name,
}

impl TableName {
    /// A table without a schema.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            schema: None,
            name: Name::new(name),
        }
    }

    /// The name with its schema, as `MetaData.tables` has it.
    pub fn key(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", schema.text, self.name.text),
            None => self.name.text.clone(),
        }
    }
}
