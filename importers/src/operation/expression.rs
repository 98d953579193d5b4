//! SQL expressions and statements, as SQLAlchemy Core builds them.

use super::{Name, SqlType, TableName};

/// An SQL expression or statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// SQL text as the file wrote it: a string given to `op.execute`, or `DDL`. Nothing in it is a parameter.
    Raw(String),
    /// `sa.text(...)`, with its bound parameters (`:name`); a `\:` is an escaped colon.
    Text {
        /// The text as written.
        text: String,
        /// Values of bound parameters.
        parameters: Vec<(String, Expression)>,
    },
    /// A value with the type that renders it; `None` for the type that the value itself implies.
    Literal {
        /// The value.
        value: Literal,
        /// The type whose literal processor applies.
        data_type: Option<SqlType>,
    },
    /// `sa.null()`
    Null,
    /// `sa.true()`
    True,
    /// `sa.false()`
    False,
    /// A column, with its table where SQLAlchemy would render it.
    Column {
        /// Table.
        table: Option<TableName>,
        /// Column.
        name: Name,
        /// Type, where it was given.
        data_type: Option<SqlType>,
    },
    /// `sa.literal_column(...)`
    Verbatim(String),
    /// `sa.func.NAME(...)`; `current_timestamp` and its like render without parentheses.
    Function {
        /// Dotted name.
        name: Vec<String>,
        /// Arguments.
        arguments: Vec<Expression>,
    },
    /// A prefix operator (`NOT `, `-`).
    Unary {
        /// With the space that it needs.
        operator: String,
        /// Operand.
        operand: Box<Expression>,
    },
    /// A postfix operator (` DESC`, ` IS NULL`, ` COLLATE "x"`).
    Postfix {
        /// With the space that it needs.
        operator: String,
        /// Operand.
        operand: Box<Expression>,
    },
    /// An infix operator.
    Binary {
        /// Left.
        left: Box<Expression>,
        /// Operator, without spaces.
        operator: String,
        /// Right.
        right: Box<Expression>,
    },
    /// `and_`, `or_` of two or more.
    Junction {
        /// `true` for AND.
        all: bool,
        /// Operands.
        operands: Vec<Expression>,
    },
    /// `(...)`: parentheses that SQLAlchemy would write.
    Grouping(Box<Expression>),
    /// A list in parentheses (`IN (1, 2)`), or a tuple.
    List(Vec<Expression>),
    /// `CAST(x AS type)`
    Cast {
        /// What.
        expression: Box<Expression>,
        /// To which type.
        data_type: SqlType,
    },
    /// `CASE WHEN … THEN … ELSE … END`
    Case {
        /// The subject, where there is one.
        subject: Option<Box<Expression>>,
        /// Condition and result.
        branches: Vec<(Expression, Expression)>,
        /// `ELSE`
        otherwise: Option<Box<Expression>>,
    },
    /// `x AS label`
    Label {
        /// What.
        expression: Box<Expression>,
        /// Label.
        label: Name,
    },
    /// `EXISTS (select)`
    Exists(Box<Expression>),
    /// `SELECT`
    Select(Box<Select>),
    /// `INSERT`
    Insert(Box<Insert>),
    /// `UPDATE`
    Update(Box<Update>),
    /// `DELETE`
    Delete(Box<Delete>),
}

/// A Python value that can be written as an SQL literal.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `None`
    Null,
    /// `True`, `False`
    Bool(bool),
    /// An integer, as its digits: Python's have no bound.
    Int(String),
    /// A float, as Python's `repr` writes it.
    Float(String),
    /// `decimal.Decimal`, as `str` writes it.
    Decimal(String),
    /// A string.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// `datetime.date` as ISO text.
    Date(String),
    /// `datetime.time` as ISO text.
    Time(String),
    /// `datetime.datetime` as `YYYY-MM-DD HH:MM:SS[.ffffff][+HH:MM]`.
    DateTime(String),
    /// `datetime.timedelta` in microseconds.
    Interval(i64),
    /// `uuid.UUID` as its canonical text.
    Uuid(String),
    /// A list or dict for a JSON column, as `json.dumps` writes it.
    Json(String),
    /// A list for an array column.
    Array(Vec<Literal>),
}

/// `SELECT`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Select {
    /// `DISTINCT`
    pub distinct: bool,
    /// Columns.
    pub columns: Vec<Expression>,
    /// Tables; joins are rendered into one entry.
    pub from: Vec<From>,
    /// `WHERE`, joined by AND.
    pub conditions: Vec<Expression>,
    /// `GROUP BY`
    pub group_by: Vec<Expression>,
    /// `HAVING`, joined by AND.
    pub having: Vec<Expression>,
    /// `ORDER BY`
    pub order_by: Vec<Expression>,
    /// `LIMIT`
    pub limit: Option<Expression>,
    /// `OFFSET`
    pub offset: Option<Expression>,
}

/// One entry of `FROM`.
#[derive(Debug, Clone, PartialEq)]
pub enum From {
    /// A table, with its alias.
    Table(TableName, Option<Name>),
    /// A subquery, with its alias.
    Subquery(Box<Select>, Option<Name>),
    /// A join.
    Join {
        /// Left.
        left: Box<From>,
        /// `JOIN`, `LEFT OUTER JOIN`, ...
        kind: String,
        /// Right.
        right: Box<From>,
        /// `ON`
        on: Expression,
    },
}

/// `INSERT`
#[derive(Debug, Clone, PartialEq)]
pub struct Insert {
    /// Table.
    pub table: TableName,
    /// Columns.
    pub columns: Vec<Name>,
    /// Rows of `VALUES`.
    pub rows: Vec<Vec<Expression>>,
    /// `from_select`
    pub select: Option<Select>,
}

/// `UPDATE`
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// Table.
    pub table: TableName,
    /// Column and value.
    pub values: Vec<(Name, Expression)>,
    /// `WHERE`, joined by AND.
    pub conditions: Vec<Expression>,
}

/// `DELETE`
#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    /// Table.
    pub table: TableName,
    /// `WHERE`, joined by AND.
    pub conditions: Vec<Expression>,
}
