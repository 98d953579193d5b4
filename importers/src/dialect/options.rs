//! Keyword arguments of dialects. What no dialect knows is refused on every dialect, as
//! SQLAlchemy does; what belongs to another dialect is left aside.

use super::Dialect;
use super::rules::{Rules, refused};
use crate::Diagnostic;
use crate::operation::{DialectOptions, Expression, Name, OptionValue};

/// What an option was given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// `sa.Table`, `op.create_table`
    Table,
    /// `sa.Column`
    Column,
    /// `sa.Index`, `op.create_index`
    Index,
    /// `op.drop_index`
    DropIndex,
    /// `sa.PrimaryKeyConstraint`
    PrimaryKey,
    /// `sa.UniqueConstraint`
    Unique,
    /// `sa.ForeignKeyConstraint`
    ForeignKey,
    /// `sa.CheckConstraint`
    Check,
    /// `postgresql.ExcludeConstraint`
    Exclude,
    /// `op.alter_column`
    AlterColumn,
    /// `op.drop_column`
    DropColumn,
}

/// Refuses options of a table that their dialect does not know.
///
/// # Errors
/// Where there is one.
pub(crate) fn check_table_options(
    options: &DialectOptions,
    dialect: Dialect,
) -> Result<(), Diagnostic> {
    Options::new(dialect.rules(), options, Subject::Table).map(|_| ())
}

/// In a dialect's list of names: it takes every name.
pub(crate) const ANY: &str = "*";

/// The options of one dialect on one thing.
pub(crate) struct Options<'a> {
    options: &'a DialectOptions,
    dialect: &'static str,
}

impl<'a> Options<'a> {
    /// Refuses options that their dialect does not know.
    pub(crate) fn new(
        rules: &dyn Rules,
        options: &'a DialectOptions,
        subject: Subject,
    ) -> Result<Self, Diagnostic> {
        let dialect = rules.dialect().sqlalchemy_name();
        // Alembic hands these two on to its dialects, which take what they know.
        let checked = !matches!(subject, Subject::AlterColumn | Subject::DropColumn);
        for ((owner, key), _) in options.iter().filter(|_| checked) {
            let known = match Dialect::by_sqlalchemy_name(owner) {
                Some(other) => other.rules().options(subject),
                None => match elsewhere(owner, subject) {
                    Some(known) => known,
                    None => continue,
                },
            };
            if !known.contains(&ANY) && !known.contains(&key.as_str()) {
                return Err(Diagnostic::error(
                    "unknown-argument",
                    format!("The keyword argument `{owner}_{key}` is not known here."),
                )
                .help("Correct its name, or take it out."));
            }
        }
        Ok(Self { options, dialect })
    }

    /// The names and values that the dialect's options have, in their order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'a str, &'a OptionValue)> {
        let dialect = self.dialect;
        self.options
            .iter()
            .filter(move |((owner, _), _)| owner == dialect)
            .map(|((_, key), value)| (key.as_str(), value))
    }

    /// The value, unless it is absent or `None`.
    pub(crate) fn get(&self, key: &str) -> Option<&'a OptionValue> {
        let mut own = self.all().filter(|(known, _)| *known == key);
        let (_, value) = own.next()?;
        Some(value).filter(|value| **value != OptionValue::None)
    }

    /// Python's truth of a value that is absent, `None`, a bool or a number.
    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        self.get(key).map(truth)
    }

    /// A string; an empty one counts as absent.
    pub(crate) fn text(&self, key: &str) -> Result<Option<&'a str>, Diagnostic> {
        match self.get(key) {
            None | Some(OptionValue::Bool(false)) => Ok(None),
            Some(OptionValue::Text(text)) if text.is_empty() => Ok(None),
            Some(OptionValue::Text(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(key, "a string")),
        }
    }

    /// A string, or the strings of a list.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<&'a str>, Diagnostic> {
        match self.get(key) {
            None | Some(OptionValue::Bool(false)) => Ok(Vec::new()),
            Some(OptionValue::Text(text)) => Ok(vec![text]),
            Some(OptionValue::List(items)) => items
                .iter()
                .map(|item| match item {
                    OptionValue::Text(text) => Ok(text.as_str()),
                    OptionValue::Expression(Expression::Column { name, .. }) => {
                        Ok(name.text.as_str())
                    }
                    _ => Err(self.wrong(key, "a list of names")),
                })
                .collect(),
            Some(_) => Err(self.wrong(key, "a list of names")),
        }
    }

    /// The same as names; a column has its own.
    pub(crate) fn names(&self, key: &str) -> Result<Vec<Name>, Diagnostic> {
        if let Some(OptionValue::List(items)) = self.get(key) {
            return items
                .iter()
                .map(|item| match item {
                    OptionValue::Text(text) => Ok(Name::new(text)),
                    OptionValue::Expression(Expression::Column { name, .. }) => Ok(name.clone()),
                    _ => Err(self.wrong(key, "a list of names")),
                })
                .collect();
        }
        let texts = self.texts(key)?;
        Ok(texts.into_iter().map(Name::new).collect())
    }

    /// A dict.
    pub(crate) fn map(&self, key: &str) -> Result<&'a [(String, OptionValue)], Diagnostic> {
        match self.get(key) {
            None | Some(OptionValue::Bool(false)) => Ok(&[]),
            Some(OptionValue::Map(entries)) => Ok(entries),
            Some(_) => Err(self.wrong(key, "a dict")),
        }
    }

    fn wrong(&self, key: &str, wanted: &str) -> Diagnostic {
        refused(format!(
            "The keyword argument `{}_{key}` must be {wanted}.",
            self.dialect
        ))
    }
}

/// What SQLAlchemy's other dialects know; `None` where it has no such dialect.
fn elsewhere(dialect: &str, subject: Subject) -> Option<&'static [&'static str]> {
    Some(match (dialect, subject) {
        ("mariadb", subject) => Dialect::Mysql.rules().options(subject),
        ("mssql", Subject::PrimaryKey | Subject::Unique) => &["clustered"],
        ("mssql", Subject::Index | Subject::DropIndex) => {
            &["clustered", "include", "where", "columnstore"]
        }
        ("mssql", Subject::Column) => &["identity_start", "identity_increment"],
        ("oracle", Subject::Table) => &["resolve_synonyms", "on_commit", "compress", "tablespace"],
        ("oracle", Subject::Index | Subject::DropIndex) => &["bitmap", "compress"],
        ("mssql" | "oracle", _) => &[],
        _ => return None,
    })
}

/// A scalar as Python's `str` writes it.
pub(crate) fn scalar(value: &OptionValue) -> Option<String> {
    match value {
        OptionValue::None => Some("None".to_owned()),
        OptionValue::Bool(true) => Some("True".to_owned()),
        OptionValue::Bool(false) => Some("False".to_owned()),
        OptionValue::Int(number) => Some(number.to_string()),
        OptionValue::Text(text) => Some(text.clone()),
        OptionValue::Expression(_) | OptionValue::List(_) | OptionValue::Map(_) => None,
    }
}

fn truth(value: &OptionValue) -> bool {
    match value {
        OptionValue::None => false,
        OptionValue::Bool(value) => *value,
        OptionValue::Int(value) => *value != 0,
        OptionValue::Text(value) => !value.is_empty(),
        OptionValue::Expression(_) => true,
        OptionValue::List(items) => !items.is_empty(),
        OptionValue::Map(entries) => !entries.is_empty(),
    }
}
