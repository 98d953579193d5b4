//! SQL per dialect. A dialect is a folder with the same file names as its
//! siblings: to add one is to fill a folder, which implements `rules::Rules`.
//!
//! The modules beside the folders hold what all dialects share: the order of
//! the statements, the skeleton of each, and the parts that are the same
//! everywhere.

mod alter;
mod bound;
mod change;
mod column;
mod comment;
mod constraint;
mod correlation;
mod counted;
mod expression;
mod identifier;
mod index;
mod label;
mod literal;
mod mysql;
mod operation;
mod options;
mod postgres;
mod query;
mod rules;
mod seen;
mod sequence;
mod source;
mod sqlite;
mod table;
mod text;
mod types;
mod unfit;

#[cfg(test)]
pub(crate) mod tests;

use serde::{Deserialize, Serialize};

use crate::Diagnostic;
use crate::operation::{Column, Constraint, Expression, Name, Operation, SqlType, TableName};
pub(crate) use bound::{Asked, Bound, Given, bound, bytea, given, interval_of, type_of_parameter};
pub(crate) use counted::{
    again, counted, counted_again, is_counted, is_named_by_table, kept_name, label_with_table,
};
pub(crate) use expression::{is_generic, not_found};
pub use identifier::delimited;
pub(crate) use operation::Renderer;
pub(crate) use options::check_table_options;
use rules::Rules;
pub(crate) use text::{parameters, with_placeholders};
pub(crate) use types::{base as base_type, longest_value, resolve};

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// SQLite 3.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    Mysql,
}

impl Dialect {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Mysql];

    /// The name in file names, options and reports: `sqlite`, `postgres`, `mysql`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    /// The name that SQLAlchemy gives it (`bind.dialect.name`, prefixes of keyword arguments).
    pub fn sqlalchemy_name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgresql",
            Self::Mysql => "mysql",
        }
    }

    /// The dialect that SQLAlchemy calls so.
    fn by_sqlalchemy_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.sqlalchemy_name() == name)
    }

    fn rules(self) -> &'static dyn Rules {
        match self {
            Self::Sqlite => &sqlite::Sqlite,
            Self::Postgres => &postgres::Postgres,
            Self::Mysql => &mysql::Mysql,
        }
    }
}

impl std::fmt::Display for Dialect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The statements of one operation, without their final `;`, as Alembic emits them for it.
///
/// # Errors
///
/// What the dialect cannot do, with the text of Alembic's own error; a keyword
/// argument of this dialect that it does not know; a value that has no SQL form.
pub fn render(operation: &Operation, dialect: Dialect) -> Result<Vec<String>, Diagnostic> {
    Renderer::new(dialect).render(operation)
}

/// Whether a name of a function stands without quotes.
pub(crate) fn is_plain(name: &str) -> bool {
    identifier::legal_characters(name)
}

/// A name, quoted where the dialect needs it.
pub fn quote(name: &Name, dialect: Dialect) -> String {
    identifier::quote(dialect.rules(), name)
}

/// Whether a name needs no quotes on any database.
pub(crate) fn needs_no_quotes(name: &Name) -> bool {
    let all = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];
    all.into_iter()
        .all(|dialect| quote(name, dialect) == name.text)
}

/// An expression or statement that stands alone, its values as literals.
pub(crate) fn standing(
    expression: &crate::operation::Expression,
    dialect: Dialect,
) -> Result<String, Diagnostic> {
    operation::executed(dialect.rules(), expression, None)
}

/// A table's name with its schema, quoted where the dialect needs it.
pub(crate) fn qualified(name: &TableName, dialect: Dialect) -> String {
    identifier::table(dialect.rules(), name)
}

/// A text as a literal.
pub(crate) fn string(text: &str, dialect: Dialect) -> String {
    dialect.rules().string(text)
}

/// A type's SQL.
///
/// # Errors
///
/// Where the dialect has no such type.
pub fn render_type(data_type: &SqlType, dialect: Dialect) -> Result<String, Diagnostic> {
    dialect.rules().data_type(data_type)
}

/// A column's definition, as `CREATE TABLE` and `ADD COLUMN` take it.
///
/// # Errors
///
/// As [`render`].
pub fn render_column(
    column: &Column,
    table: &TableName,
    dialect: Dialect,
) -> Result<String, Diagnostic> {
    let rules = dialect.rules();
    column::definition(rules, column, &column::Place::alone(table, column))
}

/// A column's default, as it stands behind `DEFAULT` in the column's definition.
///
/// # Errors
///
/// As [`render`].
pub fn render_default(value: &Expression, dialect: Dialect) -> Result<String, Diagnostic> {
    dialect.rules().default(value)
}

/// The CHECK that a type brings with its column (`Boolean(create_constraint=True)`), where the
/// dialect has no such type.
pub fn type_check(column: &Name, data_type: &SqlType, dialect: Dialect) -> Option<Constraint> {
    alter::type_check(dialect.rules(), column, data_type)
}

/// A table constraint, as `CREATE TABLE` takes it; `None` where the dialect leaves it out.
///
/// # Errors
///
/// As [`render`].
pub fn render_constraint(
    constraint: &Constraint,
    table: &TableName,
    dialect: Dialect,
) -> Result<Option<String>, Diagnostic> {
    dialect
        .rules()
        .constraint(constraint, &column::Place::bare(table))
}
