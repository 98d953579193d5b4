//! SQLite.

mod alter;
mod column;
mod constraint;
mod expression;
mod identifier;
mod index;
mod literal;
mod options;
mod table;
mod types;

use super::Dialect;
use super::column::Place;
use super::options::Subject;
use super::rules::{Rendered, Rules};
use crate::Diagnostic;
use crate::operation::expression::Literal;
use crate::operation::expression::Lock;
use crate::operation::types::Enum;
use crate::operation::{
    AlterColumn, Column, Computed, Constraint, Expression, Index, Name, SqlType, Table, TableName,
};
use crate::script::ConstraintKind;

/// The rules of SQLite.
pub(super) struct Sqlite;

impl Rules for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn shared(&self) -> &dyn Rules {
        self
    }

    fn reserved_words(&self) -> &'static [&'static str] {
        identifier::RESERVED_WORDS
    }

    fn longest_name(&self) -> usize {
        identifier::LONGEST_NAME
    }

    fn data_type(&self, data_type: &SqlType) -> Rendered {
        types::data_type(self, data_type)
    }

    fn literal(&self, value: &Literal, data_type: Option<&SqlType>) -> Rendered {
        literal::literal(self, value, data_type)
    }

    fn boolean(&self, value: bool) -> &'static str {
        literal::boolean(value)
    }

    fn lock(&self, _lock: &Lock, _of: &[String]) -> String {
        String::new()
    }

    fn returning(&self) -> Result<bool, Diagnostic> {
        Ok(false)
    }

    fn function(&self, name: &str, arguments: &[String]) -> Option<String> {
        expression::function(name, arguments)
    }

    fn binary(&self, left: &str, operator: &str, right: &str, is_inside: bool) -> Option<String> {
        expression::binary(left, operator, right, is_inside)
    }

    fn delete_using(&self, _table: &str, _others: &[String]) -> Rendered {
        Err(super::rules::refused(
            "This backend does not support multiple-table criteria within DELETE",
        ))
    }

    fn limit(&self, limit: Option<&str>, offset: Option<&str>) -> String {
        expression::limit(limit, offset)
    }

    fn empty_set(&self, negated: bool, width: usize) -> String {
        expression::empty_set(negated, width)
    }

    fn column(&self, column: &Column, place: &Place<'_>) -> Rendered {
        column::column(self, column, place)
    }

    fn default(&self, value: &Expression) -> Rendered {
        column::default(self, value)
    }

    fn computed(&self, computed: &Computed) -> Rendered {
        column::computed(self, computed)
    }

    fn table_suffix(&self, table: &Table) -> Rendered {
        table::suffix(self, table)
    }

    fn constraint(
        &self,
        constraint: &Constraint,
        place: &Place<'_>,
    ) -> Result<Option<String>, Diagnostic> {
        constraint::constraint(self, constraint, place)
    }

    fn add_constraint(
        &self,
        constraint: &Constraint,
        _place: &Place<'_>,
    ) -> Result<Option<String>, Diagnostic> {
        constraint::add(constraint)
    }

    fn drops_type_checks(&self) -> bool {
        false
    }

    fn drop_constraint(
        &self,
        _table: &TableName,
        _name: Option<&Name>,
        _kind: ConstraintKind,
        _if_exists: bool,
    ) -> Rendered {
        Err(constraint::no_alter())
    }

    fn create_index(&self, index: &Index, if_not_exists: bool) -> Rendered {
        index::create(self, index, if_not_exists)
    }

    fn alter_column(&self, alter: &AlterColumn) -> Result<Vec<String>, Diagnostic> {
        alter::column(self, alter)
    }

    fn comments_apart(&self) -> bool {
        false
    }

    fn options(&self, subject: Subject) -> &'static [&'static str] {
        options::known(subject)
    }

    fn native_boolean(&self) -> bool {
        false
    }

    fn native_enum(&self) -> bool {
        false
    }

    fn types_of_column(&self, column: &Column) -> Result<Vec<(TableName, String)>, Diagnostic> {
        crate::dialect::types::refuse_made_types(self, &column.data_type)?;
        Ok(Vec::new())
    }

    fn create_enum(&self, _enumeration: &Enum) -> Result<Option<String>, Diagnostic> {
        Ok(None)
    }

    fn drop_enum(&self, _enumeration: &Enum) -> Result<Option<String>, Diagnostic> {
        Ok(None)
    }
}
