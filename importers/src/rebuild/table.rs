//! A SQLite table as its `CREATE TABLE` text defines it.
//!
//! [`TableDefinition::parse`] reads what `sqlite_master` holds, whoever wrote
//! it; `Display` prints it in one form, so that two texts of the same table
//! can be compared. Expressions are kept as they were written.

use super::error::RebuildError;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDefinition {
    /// The schema that the text names; `sqlite_master` has none.
    pub schema: Option<String>,
    /// Name, without quotes.
    pub name: String,
    /// In their order.
    pub columns: Vec<ColumnDefinition>,
    /// Those behind the columns, in their order.
    pub constraints: Vec<TableConstraint>,
    /// `WITHOUT ROWID`
    pub without_rowid: bool,
    /// `STRICT`
    pub strict: bool,
}

impl TableDefinition {
    /// Reads a `CREATE TABLE` text.
    ///
    /// # Errors
    /// Another statement, a virtual table, or what no `CREATE TABLE` can hold.
    pub fn parse(sql: &str) -> Result<Self, RebuildError> {
        super::parser::table(sql)
    }

    /// The column of this name, in any case.
    pub fn column(&self, name: &str) -> Option<&ColumnDefinition> {
        self.columns
            .iter()
            .find(|column| column.name.eq_ignore_ascii_case(name))
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnDefinition {
    /// Name, without quotes.
    pub name: String,
    /// As written, with single spaces; none for a column without a type.
    pub data_type: Option<String>,
    /// In their order.
    pub constraints: Vec<ColumnConstraint>,
}

impl ColumnDefinition {
    /// Reads a column definition as `CREATE TABLE` takes it.
    ///
    /// # Errors
    /// What is no column definition.
    pub fn parse(sql: &str) -> Result<Self, RebuildError> {
        super::parser::column(sql)
    }

    /// Whether `NOT NULL` stands in its definition.
    pub fn is_not_null(&self) -> bool {
        self.constraints
            .iter()
            .any(|c| matches!(c.rule, ColumnRule::NotNull { .. }))
    }

    /// Its default, as written, parentheses included.
    pub fn default(&self) -> Option<&str> {
        self.constraints.iter().find_map(|c| match &c.rule {
            ColumnRule::Default(value) => Some(value.as_str()),
            _ => None,
        })
    }

    /// Whether its values are computed.
    pub fn is_generated(&self) -> bool {
        self.constraints
            .iter()
            .any(|c| matches!(c.rule, ColumnRule::Generated { .. }))
    }
}

/// A constraint in a column's definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnConstraint {
    /// `CONSTRAINT name`
    pub name: Option<String>,
    /// What it demands.
    pub rule: ColumnRule,
}

/// What a constraint in a column's definition demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnRule {
    /// `PRIMARY KEY [ASC|DESC] [ON CONFLICT x] [AUTOINCREMENT]`
    PrimaryKey {
        /// `ASC` or `DESC`, where written.
        order: Option<String>,
        /// `ON CONFLICT …`
        conflict: Option<String>,
        /// `AUTOINCREMENT`
        autoincrement: bool,
    },
    /// `NOT NULL`
    NotNull {
        /// `ON CONFLICT …`
        conflict: Option<String>,
    },
    /// `NULL`, which SQLite takes and ignores.
    Null,
    /// `UNIQUE`
    Unique {
        /// `ON CONFLICT …`
        conflict: Option<String>,
    },
    /// `CHECK (…)`: what stands in the parentheses.
    Check(String),
    /// `DEFAULT …`: as written, parentheses included.
    Default(String),
    /// `COLLATE name`
    Collate(String),
    /// `REFERENCES …`
    References(Reference),
    /// `GENERATED ALWAYS AS (…)`
    Generated {
        /// What stands in the parentheses.
        expression: String,
        /// `STORED`, or the default `VIRTUAL`.
        stored: bool,
    },
}

/// What a foreign key refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Table.
    pub table: String,
    /// Columns; none stands for its primary key.
    pub columns: Vec<String>,
    /// `ON DELETE`: `CASCADE`, `SET NULL`, …
    pub on_delete: Option<String>,
    /// `ON UPDATE`
    pub on_update: Option<String>,
    /// `MATCH name`
    pub matching: Option<String>,
    /// `[NOT] DEFERRABLE [INITIALLY …]`, in upper case.
    pub deferrable: Option<String>,
}

/// A constraint behind the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableConstraint {
    /// `CONSTRAINT name`
    pub name: Option<String>,
    /// What it demands.
    pub rule: TableRule,
}

impl TableConstraint {
    /// Reads a table constraint as `CREATE TABLE` takes it.
    ///
    /// # Errors
    /// What is no table constraint.
    pub fn parse(sql: &str) -> Result<Self, RebuildError> {
        super::parser::constraint(sql)
    }
}

/// What a constraint behind the columns demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableRule {
    /// `PRIMARY KEY (…)`
    PrimaryKey {
        /// Columns.
        columns: Vec<KeyColumn>,
        /// `ON CONFLICT …`
        conflict: Option<String>,
    },
    /// `UNIQUE (…)`
    Unique {
        /// Columns.
        columns: Vec<KeyColumn>,
        /// `ON CONFLICT …`
        conflict: Option<String>,
    },
    /// `CHECK (…)`: what stands in the parentheses.
    Check(String),
    /// `FOREIGN KEY (…) REFERENCES …`
    ForeignKey {
        /// Columns of this table.
        columns: Vec<String>,
        /// What they refer to.
        reference: Reference,
    },
}

/// A column in a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyColumn {
    /// Name.
    pub name: String,
    /// What follows it, as written: `COLLATE nocase DESC`; often empty.
    pub suffix: String,
}
