//! Column definitions: what all dialects share.

use super::expression::{self, DDL};
use super::rules::{Rendered, Rules, refused};
use super::{identifier, types};
use crate::Diagnostic;
use crate::operation::expression::Literal;
use crate::operation::{
    Autoincrement, Column, Computed, ConstraintDefinition, DialectOptions, Expression, Identity,
    Name, SequenceOptions, Table, TableName,
};

/// The table around a column or constraint.
pub(crate) struct Place<'a> {
    /// Its name.
    pub(crate) table: &'a TableName,
    /// Its columns, as far as they are known.
    pub(crate) columns: &'a [Column],
    /// The columns of its primary key.
    pub(crate) primary_key: Vec<&'a Name>,
    /// Keyword arguments of the table.
    pub(crate) options: Option<&'a DialectOptions>,
}

impl<'a> Place<'a> {
    /// Inside `CREATE TABLE`.
    pub(crate) fn of(table: &'a Table) -> Self {
        let named = table
            .constraints
            .iter()
            .find_map(|constraint| match &constraint.kind {
                ConstraintDefinition::PrimaryKey { columns } => Some(columns.iter().collect()),
                _ => None,
            });
        let flagged = || {
            table
                .columns
                .iter()
                .filter(|column| column.primary_key)
                .map(|column| &column.name)
                .collect()
        };
        Self {
            table: &table.name,
            columns: &table.columns,
            primary_key: named.unwrap_or_else(flagged),
            options: Some(&table.options),
        }
    }

    /// `ADD COLUMN`: SQLAlchemy sees a table of this column alone.
    pub(crate) fn alone(table: &'a TableName, column: &'a Column) -> Self {
        Self {
            table,
            columns: std::slice::from_ref(column),
            primary_key: column
                .primary_key
                .then_some(&column.name)
                .into_iter()
                .collect(),
            options: None,
        }
    }

    /// A constraint whose columns nothing is known of.
    pub(crate) fn bare(table: &'a TableName) -> Self {
        Self {
            table,
            columns: &[],
            primary_key: Vec::new(),
            options: None,
        }
    }

    /// The column of this name.
    pub(crate) fn column(&self, name: &Name) -> Option<&'a Column> {
        self.columns
            .iter()
            .find(|column| column.name.text == name.text)
    }

    /// Whether the column is the one that counts by itself.
    pub(crate) fn counts_by_itself(&self, column: &Column) -> Result<bool, Diagnostic> {
        if !self
            .primary_key
            .iter()
            .any(|name| name.text == column.name.text)
        {
            return Ok(false);
        }
        if column.autoincrement == Autoincrement::Yes {
            if !types::counts(&column.data_type) {
                return Err(refused(format!(
                    "The type of column '{}.{}' is not compatible with autoincrement=True",
                    self.table.name.text, column.name.text
                )));
            }
            return Ok(true);
        }
        Ok(self.primary_key.len() == 1
            && column.autoincrement != Autoincrement::No
            && types::counts(&column.data_type)
            && column.server_default.is_none()
            && column.computed.is_none()
            && (!column.foreign_key || column.autoincrement == Autoincrement::IgnoreForeignKey))
    }
}

/// A column's definition with the CHECK constraints inside it.
pub(crate) fn definition(rules: &dyn Rules, column: &Column, place: &Place<'_>) -> Rendered {
    definition_with(rules, column, place, "")
}

/// A column's definition with `inline` before the CHECK constraints.
pub(crate) fn definition_with(
    rules: &dyn Rules,
    column: &Column,
    place: &Place<'_>,
    inline: &str,
) -> Rendered {
    let mut sql = rules.column(column, place)?;
    sql.push_str(inline);
    for check in &column.checks {
        if let Some(check) = rules.constraint(check, place)? {
            sql.push(' ');
            sql.push_str(&check);
        }
    }
    Ok(sql)
}

/// What stands behind `DEFAULT`.
pub(crate) fn default(rules: &dyn Rules, value: &Expression) -> Rendered {
    match value {
        Expression::Literal {
            value: Literal::Text(text),
            data_type: None,
        } => Ok(rules.string(text)),
        other => expression::render(rules, other, DDL),
    }
}

/// `GENERATED ALWAYS AS (…)`, without what follows.
pub(crate) fn computed(rules: &dyn Rules, computed: &Computed) -> Rendered {
    Ok(format!(
        "GENERATED ALWAYS AS ({})",
        expression::render(rules, &computed.expression, DDL)?
    ))
}

/// `GENERATED … AS IDENTITY (…)`
pub(crate) fn identity(identity: &Identity) -> String {
    let mut sql = format!(
        "GENERATED {} AS IDENTITY",
        if identity.always {
            "ALWAYS"
        } else {
            "BY DEFAULT"
        }
    );
    let options = sequence_options(&identity.sequence);
    if !options.is_empty() {
        sql.push_str(&format!(" ({})", options.join(" ")));
    }
    sql
}

/// The options of a sequence, in SQLAlchemy's order.
pub(crate) fn sequence_options(options: &SequenceOptions) -> Vec<String> {
    let number =
        |keyword: &str, value: Option<i64>| value.map(|value| format!("{keyword} {value}"));
    let word = |set: bool, word: &str| set.then(|| word.to_owned());
    [
        number("INCREMENT BY", options.increment),
        number("START WITH", options.start),
        number("MINVALUE", options.minvalue),
        number("MAXVALUE", options.maxvalue),
        word(options.nominvalue, "NO MINVALUE"),
        word(options.nomaxvalue, "NO MAXVALUE"),
        number("CACHE", options.cache),
        options
            .cycle
            .map(|cycle| if cycle { "CYCLE" } else { "NO CYCLE" }.to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// An error with the table and the column in which it arose, as SQLAlchemy says it.
pub(crate) fn inside(mut error: Diagnostic, table: &TableName, column: &Column) -> Diagnostic {
    error.message = format!(
        "(in table '{}', column '{}'): {}",
        table.name.text, column.name.text, error.message
    );
    error
}

/// The column's name, quoted.
pub(crate) fn name(rules: &dyn Rules, column: &Column) -> String {
    identifier::quote(rules, &column.name)
}
