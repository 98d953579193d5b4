//! Operations: one dialect-neutral schema step each, as `op.*` means it.
//!
//! Names are already those that SQLAlchemy would give (the naming convention
//! has been applied); nothing here is quoted or rendered yet.

mod built;
pub mod expression;
pub(crate) mod name;
pub(crate) mod operator;
mod options;
pub mod types;

use std::collections::BTreeMap;

use crate::script::ConstraintKind;
pub use expression::Expression;
pub use name::{Name, TableName};
pub use options::{DialectOptions, OptionValue};
pub use types::SqlType;

/// One schema step.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// `op.create_table`, with the indexes of the table (`index=True` of a column): they are
    /// created after the table and before its comments.
    CreateTable {
        /// The table.
        table: Table,
        /// `if_not_exists=True`
        if_not_exists: bool,
    },
    /// `op.drop_table`
    DropTable {
        /// Table.
        table: TableName,
        /// `if_exists=True`
        if_exists: bool,
    },
    /// `op.rename_table`
    RenameTable {
        /// Old name.
        table: TableName,
        /// New name, in the same schema.
        to: Name,
    },
    /// `op.add_column`. Constraints and indexes that the column brings with it follow it, then its comment.
    AddColumn {
        /// Table.
        table: TableName,
        /// Column.
        column: Column,
        /// Constraints that Alembic adds after the column (unique, foreign keys).
        constraints: Vec<Constraint>,
        /// Indexes that Alembic creates after the constraints (`index=True`).
        indexes: Vec<Index>,
        /// `if_not_exists=True`
        if_not_exists: bool,
        /// `inline_references=True` (Alembic 1.17 and later).
        inline_references: bool,
        /// `inline_primary_key=True` (Alembic 1.18 and later).
        inline_primary_key: bool,
    },
    /// `op.drop_column`
    DropColumn {
        /// Table.
        table: TableName,
        /// Column.
        column: Name,
        /// `if_exists=True`
        if_exists: bool,
        /// Other keyword arguments (`mssql_drop_check`, ...).
        options: DialectOptions,
    },
    /// `op.alter_column`
    AlterColumn(AlterColumn),
    /// `op.create_index`
    CreateIndex {
        /// The index.
        index: Index,
        /// `if_not_exists=True`
        if_not_exists: bool,
    },
    /// `op.drop_index`
    DropIndex {
        /// Index.
        name: Name,
        /// Table, where it was given; its schema is the index's.
        table: Option<TableName>,
        /// Schema, where it was given.
        schema: Option<Name>,
        /// `if_exists=True`
        if_exists: bool,
        /// Keyword arguments of dialects.
        options: DialectOptions,
    },
    /// `op.create_primary_key`, `create_unique_constraint`, `create_foreign_key`,
    /// `create_check_constraint`, `create_exclude_constraint`
    AddConstraint {
        /// Table.
        table: TableName,
        /// The constraint.
        constraint: Constraint,
    },
    /// `op.drop_constraint`
    DropConstraint {
        /// Table.
        table: TableName,
        /// Constraint; `None` is what `drop_constraint(None, …)` gives, which fails as in Alembic.
        name: Option<Name>,
        /// `type_=`
        kind: ConstraintKind,
        /// `if_exists=True`
        if_exists: bool,
    },
    /// `op.create_table_comment`.
    TableComment {
        /// Table.
        table: TableName,
        /// The comment; NULL where there is none.
        comment: Option<String>,
    },
    /// `op.drop_table_comment`.
    DropTableComment {
        /// Table.
        table: TableName,
    },
    /// `op.execute` and `bind.execute` with a result that nobody reads.
    Execute {
        /// What is executed.
        statement: Expression,
        /// `execution_options={"isolation_level": "AUTOCOMMIT"}`
        autocommit: bool,
    },
    /// `op.bulk_insert`
    BulkInsert {
        /// Table.
        table: TableName,
        /// Columns, with their types, in the table's order.
        columns: Vec<(Name, SqlType)>,
        /// Rows; a column that a row does not name is `None`.
        rows: Vec<Vec<Option<Expression>>>,
    },
    /// `CREATE TYPE … AS ENUM` (PostgreSQL): `Enum(...).create(bind)`.
    CreateEnum {
        /// The type; [`SqlType::Enum`].
        enumeration: types::Enum,
        /// `checkfirst=True`: asked of the live catalogue.
        check_first: bool,
    },
    /// `DROP TYPE` (PostgreSQL): `Enum(...).drop(bind)`.
    DropEnum {
        /// The type.
        enumeration: types::Enum,
        /// `checkfirst=True`: asked of the live catalogue.
        check_first: bool,
    },
    /// `CREATE DOMAIN` (PostgreSQL): `DOMAIN(...).create(bind)`.
    CreateDomain {
        /// The type.
        domain: Box<types::Domain>,
        /// `checkfirst=True`: asked of the live catalogue.
        check_first: bool,
    },
    /// `DROP DOMAIN` (PostgreSQL): `DOMAIN(...).drop(bind)`.
    DropDomain {
        /// The type.
        domain: Box<types::Domain>,
        /// `checkfirst=True`: asked of the live catalogue.
        check_first: bool,
    },
    /// `CREATE SEQUENCE`: `op.execute(CreateSequence(...))`.
    CreateSequence {
        /// The sequence.
        sequence: Sequence,
        /// `if_not_exists=True`
        if_not_exists: bool,
    },
    /// `DROP SEQUENCE`: `op.execute(DropSequence(...))`.
    DropSequence {
        /// Name and schema.
        name: TableName,
        /// `if_exists=True`
        if_exists: bool,
    },
    /// `table.create(bind)` and `table.drop(bind)`: what they do where the table is not there,
    /// or is, asked of the live catalogue.
    IfTable {
        /// The table that is asked for.
        table: TableName,
        /// Whether it has to be there.
        exists: bool,
        /// What is done then.
        operations: Vec<Operation>,
    },
    /// What is done where an index is there, or where it is not: `index.create(bind, checkfirst=True)`.
    IfIndex {
        /// The index's table.
        table: TableName,
        /// The index that is asked for.
        index: Name,
        /// Whether it has to be there.
        exists: bool,
        /// What is done then.
        operation: Box<Operation>,
    },
    /// `with op.batch_alter_table(...)`
    Batch(BatchAlter),
}

/// `with op.batch_alter_table(...)`: its arguments and what was called inside.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchAlter {
    /// Table.
    pub table: TableName,
    /// `recreate=`
    pub recreate: Recreate,
    /// The calls, in their order, with the line of each.
    pub operations: Vec<(Operation, crate::script::Origin)>,
    /// `add_column(..., insert_before=, insert_after=)` by index into `operations`.
    pub positions: BTreeMap<usize, ColumnPosition>,
    /// `naming_convention=`, for unnamed constraints of the reflected table.
    pub naming_convention: BTreeMap<String, String>,
    /// `table_args=`: constraints added to the rebuilt table.
    pub table_args: Vec<Constraint>,
    /// `table_args=`: indexes added to it.
    pub table_indexes: Vec<Index>,
    /// `copy_from=`: the table as the file says it is, instead of the live one.
    pub copy_from: Option<Table>,
    /// Names of the indexes that its columns ask for: a rebuild makes none of them, and knows them.
    pub copied_indexes: Vec<String>,
    /// `reflect_args=`: columns that replace the reflected ones of the same name.
    pub reflect_columns: Vec<Column>,
    /// `reflect_args=`: what stands beside them, and the checks that their types bring.
    pub reflect_constraints: Vec<Constraint>,
    /// `partial_reordering=`: orders of columns in the rebuilt table.
    pub reordering: Vec<Vec<String>>,
    /// `table_kwargs=`: keyword arguments of dialects for the rebuilt table.
    pub table_options: DialectOptions,
}

/// Where batch mode inserts a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnPosition {
    /// `insert_before=`
    Before(String),
    /// `insert_after=`
    After(String),
}

/// `recreate=` of `batch_alter_table`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recreate {
    /// Rebuild on SQLite where it has no ALTER for what is asked.
    Auto,
    /// Always rebuild, on every dialect.
    Always,
    /// Never rebuild.
    Never,
}

/// A table, as `op.create_table` and `sa.Table` describe it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Name and schema.
    pub name: TableName,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Table constraints in the order in which SQLAlchemy renders them, the primary key first.
    /// Those that a type brings with it (`Boolean(create_constraint=True)`) are among them
    /// where the dialect has them: rendering adds none of its own.
    pub constraints: Vec<Constraint>,
    /// Indexes that columns or the table's arguments ask for.
    pub indexes: Vec<Index>,
    /// `comment=`
    pub comment: Option<String>,
    /// `prefixes=["TEMPORARY"]`
    pub prefixes: Vec<String>,
    /// Keyword arguments of dialects.
    pub options: DialectOptions,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name.
    pub name: Name,
    /// Type.
    pub data_type: SqlType,
    /// `nullable=`, or what `primary_key=True` implies.
    pub nullable: bool,
    /// Whether `nullable=` was written.
    pub nullable_given: bool,
    /// Whether it is part of the primary key.
    pub primary_key: bool,
    /// `autoincrement=`
    pub autoincrement: Autoincrement,
    /// `server_default=`
    pub server_default: Option<Expression>,
    /// `sa.Computed(...)`
    pub computed: Option<Computed>,
    /// `sa.Identity(...)`
    pub identity: Option<Identity>,
    /// `sa.Sequence(...)` as default: PostgreSQL makes no SERIAL of it.
    pub sequence: Option<Sequence>,
    /// Whether the column has a foreign key of its own (it is then no autoincrement column by default).
    pub foreign_key: bool,
    /// `sa.CheckConstraint` inside `sa.Column(...)`: rendered with the column.
    pub checks: Vec<Constraint>,
    /// `comment=`
    pub comment: Option<String>,
    /// Keyword arguments of dialects (`sqlite_on_conflict_not_null`, ...).
    pub options: DialectOptions,
}

/// `autoincrement=` of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Autoincrement {
    /// `"auto"`, the default.
    Auto,
    /// `True`
    Yes,
    /// `False`
    No,
    /// `"ignore_fk"`
    IgnoreForeignKey,
}

/// `sa.Computed`
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// The expression.
    pub expression: Expression,
    /// `persisted=`
    pub persisted: Option<bool>,
}

/// `sa.Identity`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Identity {
    /// `always=`
    pub always: bool,
    /// `on_null=`
    pub on_null: Option<bool>,
    /// Its sequence's options.
    pub sequence: SequenceOptions,
}

/// `sa.Sequence`
#[derive(Debug, Clone, PartialEq)]
pub struct Sequence {
    /// Name and schema.
    pub name: TableName,
    /// Options.
    pub options: SequenceOptions,
}

/// Options of a sequence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SequenceOptions {
    /// `data_type=`
    pub data_type: Option<Box<SqlType>>,
    /// `order=`
    pub order: Option<bool>,
    /// `start=`
    pub start: Option<i64>,
    /// `increment=`
    pub increment: Option<i64>,
    /// `minvalue=`
    pub minvalue: Option<i64>,
    /// `maxvalue=`
    pub maxvalue: Option<i64>,
    /// `nominvalue=`
    pub nominvalue: bool,
    /// `nomaxvalue=`
    pub nomaxvalue: bool,
    /// `cycle=`
    pub cycle: Option<bool>,
    /// `cache=`
    pub cache: Option<i64>,
    /// `optional=True`: for databases that have nothing else to count with.
    pub optional: bool,
}

/// A constraint of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// Name, after the naming convention.
    pub name: Option<Name>,
    /// What it says.
    pub kind: ConstraintDefinition,
    /// `deferrable=`
    pub deferrable: Option<bool>,
    /// `initially=`
    pub initially: Option<String>,
    /// `comment=` (SQLAlchemy 2.0)
    pub comment: Option<String>,
    /// Whether a type brought it (Boolean, Enum): Alembic leaves it out of ALTER on SQLite
    /// with a warning, and refuses every other constraint there.
    pub type_bound: bool,
    /// Keyword arguments of dialects.
    pub options: DialectOptions,
}

/// What a constraint says.
#[derive(Debug, Clone, PartialEq)]
pub enum ConstraintDefinition {
    /// `PRIMARY KEY`
    PrimaryKey {
        /// Columns.
        columns: Vec<Name>,
    },
    /// `UNIQUE`
    Unique {
        /// Columns.
        columns: Vec<Name>,
    },
    /// `FOREIGN KEY`
    ForeignKey {
        /// Columns here.
        columns: Vec<Name>,
        /// Table there.
        references: TableName,
        /// Columns there; empty where none were named.
        referred: Vec<Name>,
        /// `ondelete=`
        on_delete: Option<String>,
        /// `onupdate=`
        on_update: Option<String>,
        /// `match=`
        match_type: Option<String>,
    },
    /// `CHECK`
    Check {
        /// The condition.
        condition: Expression,
    },
    /// `EXCLUDE` (PostgreSQL)
    Exclude {
        /// Element and operator.
        elements: Vec<(Expression, String)>,
        /// `using=`
        using: String,
        /// `where=`
        condition: Option<Expression>,
    },
}

/// An index.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Name, after the naming convention.
    pub name: Name,
    /// Table.
    pub table: TableName,
    /// Columns ([`Expression::Column`]) or expressions.
    pub expressions: Vec<Expression>,
    /// `unique=`
    pub unique: bool,
    /// Keyword arguments of dialects.
    pub options: DialectOptions,
}

/// `op.alter_column`: what is to change, and what the file says of the existing column.
#[derive(Debug, Clone, PartialEq)]
pub struct AlterColumn {
    /// Table.
    pub table: TableName,
    /// Column.
    pub column: Name,
    /// `nullable=`
    pub nullable: Option<bool>,
    /// `server_default=`: absent or `False` leaves it, `None` drops it.
    pub server_default: Change<ServerDefault>,
    /// `new_column_name=`
    pub new_name: Option<Name>,
    /// `type_=`
    pub data_type: Option<SqlType>,
    /// `autoincrement=`
    pub autoincrement: Option<bool>,
    /// `comment=`: absent or `False` leaves it, `None` drops it.
    pub comment: Change<String>,
    /// `existing_type=`
    pub existing_type: Option<SqlType>,
    /// Whether the type that it gets, or else has, is given as a class (`type_=DateTime`), whose
    /// kind Alembic's MySQL does not see.
    pub type_is_class: bool,
    /// `existing_server_default=`
    pub existing_server_default: Change<ServerDefault>,
    /// `existing_nullable=`
    pub existing_nullable: Option<bool>,
    /// `existing_autoincrement=`
    pub existing_autoincrement: Option<bool>,
    /// `existing_comment=`
    pub existing_comment: Option<String>,
    /// Keyword arguments of dialects (`postgresql_using`).
    pub options: DialectOptions,
}

/// Keep, drop or set.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Change<T> {
    /// Not mentioned.
    #[default]
    Keep,
    /// `None`
    Drop,
    /// A new value.
    Set(T),
}

/// What `server_default=` can hold in `alter_column`.
#[derive(Debug, Clone, PartialEq)]
pub enum ServerDefault {
    /// A string, `text(...)` or SQL function.
    Expression(Expression),
    /// `sa.Computed`
    Computed(Computed),
    /// `sa.Identity`
    Identity(Identity),
}
