//! Short ways to write down operations.

use crate::operation::expression::Literal;
use crate::operation::expression::{Source, TableObjectId};
use crate::operation::types::{Enum, FloatKind, IntegerSize, TextKind};
use crate::operation::{
    AlterColumn, Autoincrement, Change, Column, Constraint, ConstraintDefinition, DialectOptions,
    Expression, Index, Name, Operation, OptionValue, SqlType, Table, TableName,
};

pub(super) const INT: SqlType = SqlType::Integer(IntegerSize::Normal);
pub(super) const BIG: SqlType = SqlType::Integer(IntegerSize::Big);
pub(super) const SMALL: SqlType = SqlType::Integer(IntegerSize::Small);
pub(super) const BOOL: SqlType = SqlType::Boolean {
    create_constraint: false,
    name: None,
    final_name: false,
};
pub(super) const STRING: SqlType = SqlType::Text {
    kind: TextKind::Varchar,
    length: None,
    collation: None,
};
pub(super) const TEXT: SqlType = SqlType::Text {
    kind: TextKind::Text,
    length: None,
    collation: None,
};
pub(super) const NUMERIC: SqlType = SqlType::Numeric {
    decimal: false,
    precision: None,
    scale: None,
};
pub(super) const FLOAT: SqlType = SqlType::Float {
    kind: FloatKind::Float,
    precision: None,
};
pub(super) const DATETIME: SqlType = SqlType::DateTime {
    timestamp: false,
    timezone: false,
    precision: None,
};

pub(super) fn string(length: u32) -> SqlType {
    SqlType::Text {
        kind: TextKind::Varchar,
        length: Some(length),
        collation: None,
    }
}

pub(super) fn enumeration(name: Option<&str>, values: &[&str]) -> Enum {
    Enum {
        final_name: false,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        of_tuple: false,
        validates: false,
        name: name.map(Name::from),
        schema: None,
        metadata_schema: None,
        of_metadata: false,
        native: true,
        create_constraint: false,
        create_type: true,
        postgres_only: false,
        inherit_schema: false,
        length: None,
    }
}

pub(super) fn names(names: &[&str]) -> Vec<Name> {
    names.iter().map(|name| Name::from(*name)).collect()
}

pub(super) fn named(schema: &str, name: &str) -> TableName {
    TableName {
        schema: Some(Name::from(schema)),
        name: Name::from(name),
    }
}

pub(super) fn column(name: &str, data_type: SqlType) -> Column {
    Column {
        name: Name::from(name),
        data_type,
        nullable: true,
        nullable_given: false,
        primary_key: false,
        autoincrement: Autoincrement::Auto,
        server_default: None,
        computed: None,
        identity: None,
        sequence: None,
        foreign_key: false,
        checks: Vec::new(),
        comment: None,
        options: DialectOptions::new(),
    }
}

/// `primary_key=True`
pub(super) fn key(name: &str, data_type: SqlType) -> Column {
    Column {
        primary_key: true,
        nullable: false,
        ..column(name, data_type)
    }
}

pub(super) fn with_default(name: &str, data_type: SqlType, default: Expression) -> Column {
    Column {
        server_default: Some(default),
        ..column(name, data_type)
    }
}

pub(super) fn table(name: &str, columns: Vec<Column>) -> Table {
    Table {
        name: TableName::new(name),
        columns,
        constraints: Vec::new(),
        indexes: Vec::new(),
        comment: None,
        prefixes: Vec::new(),
        options: DialectOptions::new(),
    }
}

pub(super) fn create(table: Table) -> Operation {
    Operation::CreateTable {
        table,
        if_not_exists: false,
    }
}

/// `op.create_table("t", sa.Column("a", …))`
pub(super) fn one(data_type: SqlType) -> Operation {
    create(table("t", vec![column("a", data_type)]))
}

pub(super) fn constraint(name: Option<&str>, kind: ConstraintDefinition) -> Constraint {
    Constraint {
        name: name.map(Name::from),
        kind,
        deferrable: None,
        initially: None,
        comment: None,
        type_bound: false,
        options: DialectOptions::new(),
    }
}

pub(super) fn unique(columns: &[&str]) -> ConstraintDefinition {
    ConstraintDefinition::Unique {
        columns: names(columns),
    }
}

pub(super) fn check(condition: Expression) -> ConstraintDefinition {
    ConstraintDefinition::Check { condition }
}

pub(super) fn foreign_key(
    columns: &[&str],
    references: TableName,
    referred: &[&str],
) -> ConstraintDefinition {
    ConstraintDefinition::ForeignKey {
        columns: names(columns),
        references,
        referred: names(referred),
        on_delete: None,
        on_update: None,
        match_type: None,
    }
}

pub(super) fn index(name: &str, table: TableName, expressions: Vec<Expression>) -> Index {
    Index {
        name: Name::from(name),
        table,
        expressions,
        unique: false,
        options: DialectOptions::new(),
    }
}

pub(super) fn options(entries: Vec<(&str, &str, OptionValue)>) -> DialectOptions {
    entries
        .into_iter()
        .map(|(dialect, key, value)| ((dialect.to_owned(), key.to_owned()), value))
        .collect()
}

pub(super) fn alter(table: &str, column: &str) -> AlterColumn {
    AlterColumn {
        table: TableName::new(table),
        column: Name::from(column),
        nullable: None,
        server_default: Change::Keep,
        new_name: None,
        data_type: None,
        autoincrement: None,
        comment: Change::Keep,
        existing_type: None,
        type_is_class: false,
        existing_server_default: Change::Keep,
        existing_nullable: None,
        existing_autoincrement: None,
        existing_comment: None,
        options: DialectOptions::new(),
    }
}

pub(super) fn reference(name: &str) -> Expression {
    Expression::Column {
        table: None,
        name: Name::from(name),
        data_type: None,
    }
}

pub(super) fn of(table: &str, name: &str) -> Expression {
    Expression::Column {
        table: Some(Source::Table(TableName::new(table), TableObjectId::ANY)),
        name: Name::from(name),
        data_type: None,
    }
}

pub(super) fn text(text: &str) -> Expression {
    Expression::Text {
        text: text.to_owned(),
        parameters: Vec::new(),
    }
}

pub(super) fn literal(value: Literal) -> Expression {
    Expression::Literal {
        value,
        data_type: None,
    }
}

pub(super) fn quoted(value: &str) -> Expression {
    literal(Literal::Text(value.to_owned()))
}

pub(super) fn number(value: &str) -> Expression {
    literal(Literal::Int(value.to_owned()))
}

pub(super) fn call(name: &str, arguments: Vec<Expression>) -> Expression {
    Expression::Function {
        name: vec![name.into()],
        arguments,
    }
}

pub(super) fn binary(left: Expression, operator: &str, right: Expression) -> Expression {
    Expression::Binary {
        left: Box::new(left),
        operator: operator.to_owned(),
        right: Box::new(right),
    }
}

pub(super) fn execute(statement: Expression) -> Operation {
    Operation::Execute {
        statement,
        autocommit: false,
    }
}
