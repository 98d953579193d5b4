//! SQL expressions and statements, as SQLAlchemy Core builds them.

mod children;
mod class_rows;
mod statement;

pub use statement::{
    AliasName, Aliased, AliasedKind, Compound, Conflict, ConflictUpdate, Correlation, Delete,
    Fetch, From, Hint, Insert, LabelStyle, Lock, OtherValue, Select, Source, TableObjectId, Update,
    Values,
};

use super::{Name, SqlType};

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
        /// Table, or what stands for one.
        table: Option<Source>,
        /// Column.
        name: Name,
        /// Type, where it was given.
        data_type: Option<SqlType>,
    },
    /// A name given as text where a query sorts or groups.
    LookedUp {
        /// The name.
        name: Name,
        /// What it means in the query as it is by now; no part of the expression, which says
        /// none of its tables.
        found: Option<Box<Expression>>,
    },
    /// `sa.literal_column(...)`
    Verbatim(String),
    /// An element of the project's own, which its function wrote as SQL.
    Written {
        /// The SQL.
        text: String,
        /// Whether columns stand in it with their tables.
        names_columns: bool,
        /// What it was given, which says the tables that it reads.
        clauses: Vec<Expression>,
        /// The name that its class gives it.
        name: Option<String>,
        /// Whether it is a function, which is counted by its name in the list of a query.
        is_function: bool,
    },
    /// `sa.func.NAME(...)`; `current_timestamp` and its like render without parentheses.
    Function {
        /// Dotted name; the last part says whether it has quotes where a class of the
        /// project's gives it, and is then no name that SQLAlchemy knows.
        name: Vec<Name>,
        /// Arguments.
        arguments: Vec<Expression>,
    },
    /// `(function).name`: a field of what a function gives.
    Field {
        /// The function.
        function: Box<Expression>,
        /// The field.
        name: Name,
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
    /// `.op("...")`: an operator that SQLAlchemy does not know, as it was written.
    Custom {
        /// Left.
        left: Box<Expression>,
        /// Operator, as written.
        operator: String,
        /// `precedence=`
        precedence: i32,
        /// Whether it compares: `is_comparison=`, or `bool_op`.
        compares: bool,
        /// Right.
        right: Box<Expression>,
    },
    /// What is not what it looks like: SQL that an operator or a type coercion is written as.
    Composed {
        /// The SQL.
        expression: Box<Expression>,
        /// The operator that it is, for the parentheses around it.
        operator: Option<String>,
        /// The column that gives it its name in the list of a query.
        named: Option<Box<Expression>>,
        /// The type that the column of a type coercion has by itself.
        within: Option<SqlType>,
    },
    /// `function FILTER (WHERE condition)`
    Filter {
        /// The function.
        function: Box<Expression>,
        /// The condition.
        condition: Box<Expression>,
    },
    /// `function WITHIN GROUP (ORDER BY …)`
    WithinGroup {
        /// The function.
        function: Box<Expression>,
        /// The order.
        order_by: Vec<Expression>,
    },
    /// `function OVER (PARTITION BY … ORDER BY …)`
    Over {
        /// The function.
        function: Box<Expression>,
        /// `PARTITION BY`
        partition_by: Vec<Expression>,
        /// `ORDER BY`
        order_by: Vec<Expression>,
        /// `ROWS BETWEEN … AND …`, as SQL.
        frame: Option<String>,
    },
    /// Arguments with an order: `string_agg(x, ',' ORDER BY y)`.
    Ordered {
        /// The argument.
        expression: Box<Expression>,
        /// The order.
        order_by: Vec<Expression>,
    },
    /// `ARRAY[…]` (PostgreSQL).
    ArrayOf(Vec<Expression>),
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
    /// What stands in the list of a query without a name of its own, and which object it is.
    Object {
        /// Which one.
        identity: Identity,
        /// The expression.
        expression: Box<Expression>,
    },
    /// `EXISTS (select)`
    Exists(Box<Expression>),
    /// `VALUES (…), (…)`
    Values(Box<Values>),
    /// `SELECT`
    Select(Box<Select>),
    /// `UNION` and its like.
    Compound(Box<Compound>),
    /// `INSERT`
    Insert(Box<Insert>),
    /// `UPDATE`
    Update(Box<Update>),
    /// `DELETE`
    Delete(Box<Delete>),
}

/// Which object in Python an expression is: one has one counted name, wherever it stands in a
/// statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The object.
    pub own: u64,
    /// The object by which it is counted: of a cast what is cast, of others the object itself.
    pub counted: u64,
}

impl Expression {
    /// The expression without saying which object it is, and which one that is.
    pub fn identified(&self) -> (&Self, Option<Identity>) {
        match self {
            Self::Object {
                identity,
                expression,
            } => (expression, Some(*identity)),
            other => (other, None),
        }
    }
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
