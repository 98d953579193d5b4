//! SQL expressions and statements, as SQLAlchemy Core builds them.

use std::sync::Arc;

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
        /// Table, or what stands for one.
        table: Option<Source>,
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
    /// `.op("...")`: an operator that SQLAlchemy does not know, as it was written.
    Custom {
        /// Left.
        left: Box<Expression>,
        /// Operator, as written.
        operator: String,
        /// `precedence=`
        precedence: i32,
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
    /// `EXISTS (select)`
    Exists(Box<Expression>),
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
    /// `DISTINCT ON (…)` (PostgreSQL).
    pub distinct_on: Vec<Expression>,
    /// What stands behind `SELECT`.
    pub prefixes: Vec<String>,
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
    /// `FOR UPDATE` and its like.
    pub lock: Option<Lock>,
}

/// `with_for_update(...)`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lock {
    /// `read=`
    pub read: bool,
    /// `nowait=`
    pub nowait: bool,
    /// `skip_locked=`
    pub skip_locked: bool,
    /// `key_share=`
    pub key_share: bool,
}

/// Queries put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Compound {
    /// `UNION`, `UNION ALL`, `EXCEPT`, `INTERSECT`, ...
    pub operator: String,
    /// The queries.
    pub queries: Vec<Expression>,
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
    /// A table, or what stands for one.
    Source(Source),
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

/// Where columns come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A table.
    Table(TableName),
    /// Something that has another name in the statement.
    Alias(Arc<Aliased>),
}

impl Source {
    /// The table itself, where it is one.
    pub fn table(&self) -> Option<&TableName> {
        match self {
            Self::Table(table) => Some(table),
            Self::Alias(_) => None,
        }
    }
}

/// Something under another name.
#[derive(Debug, Clone, PartialEq)]
pub struct Aliased {
    /// What it is.
    pub kind: AliasedKind,
    /// Its name.
    pub name: AliasName,
}

/// What an alias stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum AliasedKind {
    /// A table.
    Table(TableName),
    /// A query in parentheses; `lateral` where it may name what stands before it.
    Query {
        /// The query.
        query: Expression,
        /// `LATERAL`
        lateral: bool,
    },
    /// `WITH name AS (query)`
    Common {
        /// The query.
        query: Expression,
        /// `RECURSIVE`
        recursive: bool,
    },
    /// A function that gives rows.
    Function(Expression),
}

/// The name of an alias.
#[derive(Debug, Clone, PartialEq)]
pub enum AliasName {
    /// As the file says.
    Named(Name),
    /// Counted where it is written: `t_1`, `anon_1`.
    Anonymous {
        /// What is counted.
        base: String,
        /// Which one it is.
        id: u64,
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
    pub select: Option<Expression>,
    /// What stands behind `INSERT`: `OR IGNORE`.
    pub prefixes: Vec<String>,
    /// `on_conflict_do_...`, `on_duplicate_key_update`
    pub conflict: Option<Conflict>,
    /// `RETURNING`
    pub returning: Vec<Expression>,
}

/// What an insert does with a row that is there already.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "one per insert, and moved once")]
pub enum Conflict {
    /// `ON CONFLICT …` (PostgreSQL, SQLite).
    On {
        /// The columns or expressions of the index.
        elements: Vec<Expression>,
        /// The name of the constraint.
        constraint: Option<Name>,
        /// The condition of the index.
        condition: Option<Expression>,
        /// `DO UPDATE SET`; none for `DO NOTHING`.
        update: Option<ConflictUpdate>,
    },
    /// `ON DUPLICATE KEY UPDATE` (MySQL).
    Duplicate {
        /// Column and value.
        values: Vec<(Name, Expression)>,
    },
}

/// `DO UPDATE SET … WHERE …`
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictUpdate {
    /// Column and value.
    pub values: Vec<(Name, Expression)>,
    /// `WHERE`
    pub condition: Option<Expression>,
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
    /// `RETURNING`
    pub returning: Vec<Expression>,
    /// What stands behind `UPDATE`.
    pub prefixes: Vec<String>,
}

/// `DELETE`
#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    /// Table.
    pub table: TableName,
    /// `WHERE`, joined by AND.
    pub conditions: Vec<Expression>,
    /// `RETURNING`
    pub returning: Vec<Expression>,
    /// What stands behind `DELETE`.
    pub prefixes: Vec<String>,
}

impl Expression {
    /// The expressions that it is made of, in their order; a query is not looked into.
    pub fn children(&self) -> Vec<&Self> {
        let mut all: Vec<&Self> = Vec::new();
        match self {
            Self::Raw(_)
            | Self::Literal { .. }
            | Self::Null
            | Self::True
            | Self::False
            | Self::Column { .. }
            | Self::Verbatim(_)
            | Self::Select(_)
            | Self::Compound(_)
            | Self::Insert(_)
            | Self::Update(_)
            | Self::Delete(_) => {}
            Self::Text { parameters, .. } => all.extend(parameters.iter().map(|(_, value)| value)),
            Self::Function { arguments, .. } => all.extend(arguments),
            Self::Unary { operand, .. } | Self::Postfix { operand, .. } => all.push(operand),
            Self::Binary { left, right, .. } | Self::Custom { left, right, .. } => {
                all.extend([&**left, &**right]);
            }
            Self::Junction { operands, .. } | Self::List(operands) | Self::ArrayOf(operands) => {
                all.extend(operands);
            }
            Self::Grouping(inner)
            | Self::Exists(inner)
            | Self::Cast {
                expression: inner, ..
            }
            | Self::Composed {
                expression: inner, ..
            }
            | Self::Label {
                expression: inner, ..
            } => all.push(inner),
            Self::Filter {
                function,
                condition,
            } => all.extend([&**function, &**condition]),
            Self::WithinGroup { function, order_by } => {
                all.push(function);
                all.extend(order_by);
            }
            Self::Ordered {
                expression,
                order_by,
            } => {
                all.push(expression);
                all.extend(order_by);
            }
            Self::Over {
                function,
                partition_by,
                order_by,
                ..
            } => {
                all.push(function);
                all.extend(partition_by);
                all.extend(order_by);
            }
            Self::Case {
                subject,
                branches,
                otherwise,
            } => {
                all.extend(subject.as_deref());
                for (condition, result) in branches {
                    all.extend([condition, result]);
                }
                all.extend(otherwise.as_deref());
            }
        }
        all
    }

    /// The same, to be changed.
    pub fn children_mut(&mut self) -> Vec<&mut Self> {
        let mut all: Vec<&mut Self> = Vec::new();
        match self {
            Self::Raw(_)
            | Self::Literal { .. }
            | Self::Null
            | Self::True
            | Self::False
            | Self::Column { .. }
            | Self::Verbatim(_)
            | Self::Select(_)
            | Self::Compound(_)
            | Self::Insert(_)
            | Self::Update(_)
            | Self::Delete(_) => {}
            Self::Text { parameters, .. } => {
                all.extend(parameters.iter_mut().map(|(_, value)| value));
            }
            Self::Function { arguments, .. } => all.extend(arguments),
            Self::Unary { operand, .. } | Self::Postfix { operand, .. } => all.push(operand),
            Self::Binary { left, right, .. } | Self::Custom { left, right, .. } => {
                all.push(left);
                all.push(right);
            }
            Self::Junction { operands, .. } | Self::List(operands) | Self::ArrayOf(operands) => {
                all.extend(operands);
            }
            Self::Grouping(inner)
            | Self::Exists(inner)
            | Self::Cast {
                expression: inner, ..
            }
            | Self::Composed {
                expression: inner, ..
            }
            | Self::Label {
                expression: inner, ..
            } => all.push(inner),
            Self::Filter {
                function,
                condition,
            } => {
                all.push(function);
                all.push(condition);
            }
            Self::WithinGroup { function, order_by } => {
                all.push(function);
                all.extend(order_by);
            }
            Self::Ordered {
                expression,
                order_by,
            } => {
                all.push(expression);
                all.extend(order_by);
            }
            Self::Over {
                function,
                partition_by,
                order_by,
                ..
            } => {
                all.push(function);
                all.extend(partition_by);
                all.extend(order_by);
            }
            Self::Case {
                subject,
                branches,
                otherwise,
            } => {
                all.extend(subject.as_deref_mut());
                for (condition, result) in branches {
                    all.push(condition);
                    all.push(result);
                }
                all.extend(otherwise.as_deref_mut());
            }
        }
        all
    }

    /// What is not what it looks like to SQLAlchemy: see [`Expression::Composed`].
    pub fn composed(self) -> Self {
        Self::Composed {
            expression: Box::new(self),
            operator: None,
            named: None,
        }
    }
}

impl Insert {
    /// An insert that says nothing yet.
    pub fn into(table: TableName) -> Self {
        Self {
            table,
            columns: Vec::new(),
            rows: Vec::new(),
            select: None,
            prefixes: Vec::new(),
            conflict: None,
            returning: Vec::new(),
        }
    }
}

impl Update {
    /// An update that sets nothing yet.
    pub fn of(table: TableName) -> Self {
        Self {
            table,
            values: Vec::new(),
            conditions: Vec::new(),
            returning: Vec::new(),
            prefixes: Vec::new(),
        }
    }
}

impl Delete {
    /// A delete of every row.
    pub fn of(table: TableName) -> Self {
        Self {
            table,
            conditions: Vec::new(),
            returning: Vec::new(),
            prefixes: Vec::new(),
        }
    }
}
