//! What a dialect fills: each method is answered by the file of the same
//! subject in its folder. The defaults are SQLAlchemy's generic compilers.

use super::Dialect;
use super::column::Place;
use super::options::Subject;
use crate::Diagnostic;
use crate::operation::expression::Literal;
use crate::operation::types::Enum;
use crate::operation::{
    AlterColumn, Column, Computed, Constraint, Expression, Index, SqlType, Table, TableName,
};

/// SQL text, or why there is none.
pub(crate) type Rendered = Result<String, Diagnostic>;

/// The rules by which one dialect differs from the shared skeleton.
pub(crate) trait Rules: Sync {
    /// Which dialect this is.
    fn dialect(&self) -> Dialect;

    // identifier.rs

    /// Words that must be quoted, sorted.
    fn reserved_words(&self) -> &'static [&'static str];

    /// The most characters that the name of a constraint or index may have.
    fn longest_name(&self) -> usize;

    // types.rs

    /// A type with its arguments.
    fn data_type(&self, data_type: &SqlType) -> Rendered;

    // literal.rs

    /// A value as the literal processor of its type writes it.
    fn literal(&self, value: &Literal, data_type: Option<&SqlType>) -> Rendered;

    /// `sa.true()` and `sa.false()`.
    fn boolean(&self, value: bool) -> &'static str;

    // expression.rs

    /// A function, by its name in lower case, that the dialect spells in its own way.
    fn function(&self, name: &str, arguments: &str) -> Option<String>;

    /// An infix operator that the dialect spells in its own way.
    fn binary(&self, left: &str, operator: &str, right: &str) -> Option<String>;

    /// `LIMIT` and `OFFSET`.
    fn limit(&self, limit: Option<&str>, offset: Option<&str>) -> String;

    /// What follows `IN (` or `NOT IN (` where the list is empty, with what closes it.
    fn empty_set(&self, negated: bool) -> &'static str;

    // column.rs

    /// A column's definition, without the CHECK constraints inside it.
    fn column(&self, column: &Column, place: &Place<'_>) -> Rendered;

    /// What stands behind `DEFAULT` in a column's definition.
    fn default(&self, value: &Expression) -> Rendered;

    /// `GENERATED ALWAYS AS (…)`.
    fn computed(&self, computed: &Computed) -> Rendered;

    // table.rs

    /// What follows the closing parenthesis of `CREATE TABLE`.
    fn table_suffix(&self, table: &Table) -> Rendered;

    // constraint.rs

    /// A table constraint; `None` where the dialect leaves it out.
    fn constraint(
        &self,
        constraint: &Constraint,
        place: &Place<'_>,
    ) -> Result<Option<String>, Diagnostic>;

    /// `ALTER TABLE … ADD` a constraint; nothing where Alembic leaves it out with a warning.
    fn add_constraint(
        &self,
        constraint: &Constraint,
        place: &Place<'_>,
    ) -> Result<Option<String>, Diagnostic>;

    /// Whether constraints can be added to and dropped from a table.
    fn alters_constraints(&self) -> bool;

    /// Refuses `DROP CONSTRAINT` where the dialect has none.
    fn can_drop_constraint(&self) -> Result<(), Diagnostic>;

    // index.rs

    /// `CREATE INDEX`.
    fn create_index(&self, index: &Index, if_not_exists: bool) -> Rendered;

    /// Whether `DROP INDEX` says `CONCURRENTLY`.
    fn drops_concurrently(&self) -> bool;

    // alter.rs

    /// `op.alter_column`.
    fn alter_column(&self, alter: &AlterColumn) -> Result<Vec<String>, Diagnostic>;

    // comment.rs

    /// Whether comments of new tables and columns are statements of their own.
    fn comments_apart(&self) -> bool;

    // options.rs

    /// The keyword arguments that the dialect knows on such a thing.
    fn options(&self, subject: Subject) -> &'static [&'static str];

    // enumeration.rs

    /// Whether `sa.Boolean` is a type of the database.
    fn native_boolean(&self) -> bool;

    /// Whether `sa.Enum` is a type of the database.
    fn native_enum(&self) -> bool;

    /// The type that `CREATE TABLE` makes for a column, by name, with its statement.
    fn type_of_column(&self, column: &Column) -> Result<Option<(TableName, String)>, Diagnostic>;

    /// `CREATE TYPE`, where enumerations are types.
    fn create_enum(&self, enumeration: &Enum) -> Result<Option<String>, Diagnostic>;

    /// `DROP TYPE`, where enumerations are types.
    fn drop_enum(&self, enumeration: &Enum) -> Result<Option<String>, Diagnostic>;
}

/// What the dialect cannot do, as Alembic or SQLAlchemy say it.
pub(crate) fn refused(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("dialect-refuses", message)
}
