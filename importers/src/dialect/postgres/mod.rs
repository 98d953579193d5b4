//! PostgreSQL.

mod alter;
mod column;
mod constraint;
mod domain;
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
use super::index::DroppedIndex;
use super::options::Subject;
use super::rules::{Rendered, Rules};
use crate::Diagnostic;
use crate::operation::expression::{Fetch, Literal, Lock};
use crate::operation::types::{Domain, Enum};
use crate::operation::{
    AlterColumn, Column, Computed, Constraint, Expression, Index, Name, SqlType, Table, TableName,
};
use crate::script::ConstraintKind;

/// The rules of PostgreSQL.
pub(super) struct Postgres;

impl Rules for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
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

    fn distinct_on(&self) -> bool {
        true
    }

    fn lock(&self, lock: &Lock, of: &[String]) -> String {
        expression::lock(lock, of)
    }

    fn hinted(&self, table: String, hint: &str) -> Rendered {
        expression::hinted(table, hint)
    }

    fn fetch(&self, fetch: &Fetch, count: &str, offset: Option<&str>) -> String {
        expression::fetch(fetch, count, offset)
    }

    fn returning(&self) -> Result<bool, Diagnostic> {
        Ok(true)
    }

    fn array(&self, elements: &str) -> Rendered {
        Ok(format!("ARRAY[{elements}]"))
    }

    fn function(&self, name: &str, arguments: &[String]) -> Option<String> {
        expression::function(name, arguments)
    }

    fn binary(&self, left: &str, operator: &str, right: &str, _is_inside: bool) -> Option<String> {
        expression::binary(left, operator, right)
    }

    fn delete_using(&self, _table: &str, others: &[String]) -> Rendered {
        Ok(format!(" USING {}", others.join(", ")))
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
        place: &Place<'_>,
    ) -> Result<Option<String>, Diagnostic> {
        constraint::add(self, constraint, place)
    }

    fn drops_type_checks(&self) -> bool {
        true
    }

    fn drop_constraint(
        &self,
        table: &TableName,
        name: Option<&Name>,
        _kind: ConstraintKind,
        if_exists: bool,
    ) -> Rendered {
        crate::dialect::constraint::drop(self, table, name, if_exists)
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
        true
    }

    fn options(&self, subject: Subject) -> &'static [&'static str] {
        options::known(subject)
    }

    fn native_boolean(&self) -> bool {
        true
    }

    fn native_enum(&self) -> bool {
        true
    }

    fn types_of_column(&self, column: &Column) -> Result<Vec<(TableName, String)>, Diagnostic> {
        enumeration::of_column(self, column)
    }

    fn create_enum(&self, enumeration: &Enum) -> Result<Option<String>, Diagnostic> {
        enumeration::create(self, enumeration).map(Some)
    }

    fn drop_enum(&self, enumeration: &Enum) -> Result<Option<String>, Diagnostic> {
        enumeration::drop(self, enumeration).map(Some)
    }

    fn create_domain(&self, domain: &Domain) -> Rendered {
        domain::create(self, domain)
    }

    fn drop_domain(&self, domain: &Domain) -> Rendered {
        Ok(format!("DROP DOMAIN {}", domain::name(self, domain)))
    }
}
