//! What a dialect fills: each method is answered by the file of the same
//! subject in its folder. The defaults are SQLAlchemy's generic compilers.

use super::column::Place;
use super::expression::Scope;
use super::index::DroppedIndex;
use super::options::Subject;
use super::{Dialect, comment, expression, identifier, index, literal, table, types};
use crate::Diagnostic;
use crate::operation::expression::{Fetch, Literal, Lock};
use crate::operation::types::{Domain, Enum};
use crate::operation::{
    AlterColumn, Column, Computed, Constraint, Expression, Index, Name, SqlType, Table, TableName,
};
use crate::script::ConstraintKind;

/// SQL text, or why there is none.
pub(crate) type Rendered = Result<String, Diagnostic>;

/// The rules by which one dialect differs from the shared skeleton.
pub(crate) trait Rules: Sync {
    /// Which dialect this is.
    fn dialect(&self) -> Dialect;

    /// Itself, as the shared parts take it.
    fn shared(&self) -> &dyn Rules;

    // identifier.rs

    /// Words that must be quoted, sorted.
    fn reserved_words(&self) -> &'static [&'static str];

    /// The most characters that the name of a constraint or index may have.
    fn longest_name(&self) -> usize;

    /// What stands around a quoted name; doubled where it occurs inside.
    fn quote_mark(&self) -> char {
        '"'
    }

    // types.rs

    /// A type with its arguments.
    fn data_type(&self, data_type: &SqlType) -> Rendered;

    // literal.rs

    /// Text as a string literal.
    fn string(&self, text: &str) -> String {
        literal::string(text)
    }

    /// A value as the literal processor of its type writes it.
    fn literal(&self, value: &Literal, data_type: Option<&SqlType>) -> Rendered;

    /// `sa.true()` and `sa.false()`.
    fn boolean(&self, value: bool) -> &'static str;

    // expression.rs

    /// `CAST(… AS …)` of an expression.
    fn cast(&self, expression: &Expression, data_type: &SqlType, scope: Scope<'_>) -> Rendered {
        let name = self.data_type(data_type)?;
        // A collation is no part of what is cast to.
        let (name, collation) = name.split_at(name.rfind(" COLLATE ").unwrap_or(name.len()));
        Ok(format!(
            "CAST({} AS {name}){collation}",
            expression::render(self.shared(), expression, scope)?
        ))
    }

    /// Strings put together.
    fn concat(&self, parts: &[String]) -> String {
        parts.join(" || ")
    }

    /// `ARRAY[…]` of elements that are rendered already.
    fn array(&self, elements: &str) -> Rendered {
        let _ = elements;
        Err(super::types::absent(self.dialect(), "array"))
    }

    /// A function, by its name in lower case, that the dialect spells in its own way.
    fn function(&self, name: &str, arguments: &[String]) -> Option<String>;

    /// An infix operator that the dialect spells in its own way, and whether it stands inside of
    /// another one.
    fn binary(&self, left: &str, operator: &str, right: &str, is_inside: bool) -> Option<String>;

    /// The words between the two sides of a join.
    fn join<'a>(&self, kind: &'a str) -> &'a str {
        kind
    }

    /// What a query without tables has in place of `FROM`, where it has conditions.
    fn no_tables(&self) -> &'static str {
        ""
    }

    /// What follows the table in an `INSERT` that names no columns.
    fn no_values(&self) -> &'static str {
        "DEFAULT VALUES"
    }

    /// `UPDATE` of a table by the rows of others: what stands before `SET`, whether the columns
    /// that are set stand with their table, and what follows the values.
    fn update_from(&self, table: &str, others: &[String]) -> (String, bool, String) {
        (
            table.to_owned(),
            false,
            format!(" FROM {}", others.join(", ")),
        )
    }

    /// Whether `DISTINCT ON (…)` is known.
    fn distinct_on(&self) -> bool {
        false
    }

    /// `FOR UPDATE` and its like; `of` are the names of the tables that it is about.
    fn lock(&self, lock: &Lock, of: &[String]) -> String;

    /// A table with what it is read with.
    ///
    /// # Errors
    /// Where the dialect does not know the hint.
    fn hinted(&self, table: String, hint: &str) -> Rendered {
        let _ = hint;
        Ok(table)
    }

    /// Whether `WITH` stands behind `INSERT INTO …`, not before it.
    fn common_follows_insert(&self) -> bool {
        false
    }

    /// Whether columns stand with their table in `RETURNING`.
    ///
    /// # Errors
    /// Where the dialect has no `RETURNING`.
    fn returning(&self) -> Result<bool, Diagnostic>;

    /// What follows `DELETE FROM table` where the rows of others decide.
    fn delete_using(&self, table: &str, others: &[String]) -> Rendered;

    /// `LIMIT` and `OFFSET`.
    fn limit(&self, limit: Option<&str>, offset: Option<&str>) -> String;

    /// `OFFSET … FETCH FIRST …`
    fn fetch(&self, fetch: &Fetch, count: &str, offset: Option<&str>) -> String {
        expression::fetch(fetch, count, offset)
    }

    /// `LIMIT` of an `UPDATE` or `DELETE`.
    fn change_limit(&self, limit: Option<i64>) -> String {
        let _ = limit;
        String::new()
    }

    /// What follows `IN (` or `NOT IN (` where the list is empty, with what closes it; `width`
    /// is how many values stand before it.
    fn empty_set(&self, negated: bool, width: usize) -> String;

    // column.rs

    /// A column's definition, without the CHECK constraints inside it.
    fn column(&self, column: &Column, place: &Place<'_>) -> Rendered;

    /// What stands behind `DEFAULT` in a column's definition.
    fn default(&self, value: &Expression) -> Rendered;

    /// `GENERATED ALWAYS AS (…)`.
    fn computed(&self, computed: &Computed) -> Rendered;

    // sequence.rs

    /// That a sequence does not start again.
    fn no_cycle(&self) -> &'static str {
        "NO CYCLE"
    }

    // table.rs

    /// What follows the closing parenthesis of `CREATE TABLE`.
    fn table_suffix(&self, table: &Table) -> Rendered;

    /// `RENAME TO`, in the same schema.
    fn rename_table(&self, table: &TableName, to: &Name) -> String {
        table::rename(self.shared(), table, identifier::quote(self.shared(), to))
    }

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

    /// Whether the CHECK that a type brought is dropped when the column's type changes.
    fn drops_type_checks(&self) -> bool;

    /// `ALTER TABLE … DROP CONSTRAINT`
    fn drop_constraint(
        &self,
        table: &TableName,
        name: Option<&Name>,
        kind: ConstraintKind,
        if_exists: bool,
    ) -> Rendered;

    // index.rs

    /// `CREATE INDEX`.
    fn create_index(&self, index: &Index, if_not_exists: bool) -> Rendered;

    /// `DROP INDEX`
    fn drop_index(&self, index: &DroppedIndex<'_>) -> Rendered {
        index::drop(self.shared(), index, "")
    }

    // alter.rs

    /// `op.alter_column`.
    fn alter_column(&self, alter: &AlterColumn) -> Result<Vec<String>, Diagnostic>;

    // comment.rs

    /// Whether comments of new tables and columns are statements of their own.
    fn comments_apart(&self) -> bool;

    /// The comment of a table; no text drops it.
    fn table_comment(&self, table: &TableName, comment: Option<&str>) -> String {
        comment::table(self.shared(), table, comment)
    }

    /// `op.drop_table_comment`
    fn drop_table_comment(&self, table: &TableName) -> String {
        comment::table(self.shared(), table, None)
    }

    // options.rs

    /// The keyword arguments that the dialect knows on such a thing.
    fn options(&self, subject: Subject) -> &'static [&'static str];

    // enumeration.rs

    /// Whether `sa.Boolean` is a type of the database.
    fn native_boolean(&self) -> bool;

    /// Whether `sa.Enum` is a type of the database.
    fn native_enum(&self) -> bool;

    /// The types that `CREATE TABLE` makes for a column, by name, with their statements.
    fn types_of_column(&self, column: &Column) -> Result<Vec<(TableName, String)>, Diagnostic>;

    /// `CREATE TYPE`, where enumerations are types.
    fn create_enum(&self, enumeration: &Enum) -> Result<Option<String>, Diagnostic>;

    /// `DROP TYPE`, where enumerations are types.
    fn drop_enum(&self, enumeration: &Enum) -> Result<Option<String>, Diagnostic>;

    /// `CREATE DOMAIN`, which only PostgreSQL has.
    fn create_domain(&self, _domain: &Domain) -> Rendered {
        Err(types::absent(self.dialect(), "CreateDomainType"))
    }

    /// `DROP DOMAIN`, which only PostgreSQL has.
    fn drop_domain(&self, _domain: &Domain) -> Rendered {
        Err(types::absent(self.dialect(), "DropDomainType"))
    }
}

/// What the dialect cannot do, as Alembic or SQLAlchemy say it.
pub(crate) fn refused(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("dialect-refuses", message)
}
