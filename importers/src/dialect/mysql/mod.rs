//! MySQL.

mod alter;
mod column;
mod comment;
mod constraint;
mod enumeration;
mod expression;
mod identifier;
mod index;
mod literal;
mod options;
mod table;
mod types;

use super::Dialect;
use super::column::Place;
use super::expression::Scope;
use super::index::DroppedIndex;
use super::options::Subject;
use super::rules::{Rendered, Rules};
use crate::Diagnostic;
use crate::operation::expression::{Literal, Lock};
use crate::operation::types::Enum;
use crate::operation::{
    AlterColumn, Column, Computed, Constraint, Expression, Index, Name, SqlType, Table, TableName,
};
use crate::script::ConstraintKind;

/// The rules of MySQL.
pub(super) struct Mysql;

impl Rules for Mysql {
    fn dialect(&self) -> Dialect {
        Dialect::Mysql
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

    fn quote_mark(&self) -> char {
        identifier::QUOTE_MARK
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

    fn string(&self, text: &str) -> String {
        literal::string(text)
    }

    fn lock(&self, lock: &Lock, _of: &[String]) -> String {
        expression::lock(lock)
    }

    fn hinted(&self, table: String, hint: &str) -> Rendered {
        Ok(format!("{table} {hint}"))
    }

    fn change_limit(&self, limit: Option<i64>) -> String {
        limit.map_or_else(String::new, |limit| format!(" LIMIT {limit}"))
    }

    fn common_follows_insert(&self) -> bool {
        true
    }

    fn returning(&self) -> Result<bool, Diagnostic> {
        Ok(true)
    }

    fn function(&self, name: &str, arguments: &[String]) -> Option<String> {
        expression::function(name, arguments)
    }

    fn binary(&self, left: &str, operator: &str, right: &str, _is_inside: bool) -> Option<String> {
        expression::binary(left, operator, right)
    }

    fn cast(&self, expression: &Expression, data_type: &SqlType, scope: Scope<'_>) -> Rendered {
        expression::cast(self, expression, data_type, scope)
    }

    fn concat(&self, parts: &[String]) -> String {
        expression::concat(parts)
    }

    fn join<'a>(&self, kind: &'a str) -> &'a str {
        expression::join(kind)
    }

    fn no_tables(&self) -> &'static str {
        " FROM DUAL"
    }

    fn no_values(&self) -> &'static str {
        "() VALUES ()"
    }

    fn update_from(&self, table: &str, others: &[String]) -> (String, bool, String) {
        (
            format!("{table}, {}", others.join(", ")),
            true,
            String::new(),
        )
    }

    fn delete_using(&self, table: &str, others: &[String]) -> Rendered {
        Ok(format!(" USING {table}, {}", others.join(", ")))
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
        super::column::default(self, value)
    }

    fn computed(&self, computed: &Computed) -> Rendered {
        column::computed(self, computed)
    }

    fn no_cycle(&self) -> &'static str {
        "NOCYCLE"
    }

    fn table_suffix(&self, table: &Table) -> Rendered {
        table::suffix(self, table)
    }

    fn rename_table(&self, table: &TableName, to: &Name) -> String {
        table::rename(self, table, to)
    }

    fn constraint(
        &self,
        constraint: &Constraint,
        _place: &Place<'_>,
    ) -> Result<Option<String>, Diagnostic> {
        constraint::constraint(self, constraint)
    }

    fn add_constraint(
        &self,
        constraint: &Constraint,
        place: &Place<'_>,
    ) -> Result<Option<String>, Diagnostic> {
        constraint::add(self, constraint, place)
    }

    fn drops_type_checks(&self) -> bool {
        false
    }

    fn drop_constraint(
        &self,
        table: &TableName,
        name: Option<&Name>,
        kind: ConstraintKind,
        _if_exists: bool,
    ) -> Rendered {
        constraint::drop(self, table, name, kind)
    }

    fn create_index(&self, index: &Index, if_not_exists: bool) -> Rendered {
        index::create(self, index, if_not_exists)
    }

    fn drop_index(&self, index: &DroppedIndex<'_>) -> Rendered {
        index::drop(self, index)
    }

    fn alter_column(&self, alter: &AlterColumn) -> Result<Vec<String>, Diagnostic> {
        alter::column(self, alter)
    }

    fn comments_apart(&self) -> bool {
        false
    }

    fn table_comment(&self, table: &TableName, comment: Option<&str>) -> String {
        comment::table(self, table, comment)
    }

    fn drop_table_comment(&self, table: &TableName) -> String {
        comment::table(self, table, Some(""))
    }

    fn options(&self, subject: Subject) -> &'static [&'static str] {
        options::known(subject)
    }

    fn native_boolean(&self) -> bool {
        false
    }

    fn native_enum(&self) -> bool {
        true
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
