//! Statements: `SELECT`, `INSERT`, `UPDATE`, `DELETE`, and what they read from.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::Expression;
use crate::operation::{Name, SqlType, TableName};

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
    /// `FETCH FIRST …`, in place of `LIMIT`.
    pub fetch: Option<Fetch>,
    /// `FOR UPDATE` and its like.
    pub lock: Option<Lock>,
    /// What its tables are read with.
    pub hints: Vec<Hint>,
    /// What `with_statement_hint` puts behind it.
    pub statement_hints: Vec<String>,
    /// What stands at its end.
    pub suffixes: Vec<String>,
    /// Which tables of the statements around it its `FROM` leaves out.
    pub correlation: Correlation,
    /// Rows of classes that only its conditions name: they stand for their tables, unless a
    /// statement around it has them.
    pub implied: Vec<Source>,
    /// Queries of its `WITH` that nothing in it needs to name.
    pub common: Vec<Source>,
    /// How its columns are named.
    pub labels: LabelStyle,
}

/// How a query names its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LabelStyle {
    /// By their names, counted where one is taken.
    #[default]
    Distinct,
    /// By those of their tables and theirs.
    WithTable,
    /// By their names alone.
    Bare,
}

/// `correlate(...)` and `correlate_except(...)`; by default a subquery leaves out the tables of
/// the statement right around it, where others remain.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Correlation {
    /// Whether one of the two was called: then nothing is left out by itself.
    pub explicit: bool,
    /// The tables that are left out.
    pub tables: Vec<Source>,
    /// The tables that stay, while all others around are left out.
    pub except: Option<Vec<Source>>,
}

/// `fetch(count, with_ties=, percent=)`
#[derive(Debug, Clone, PartialEq)]
pub struct Fetch {
    /// How many rows, or how many of a hundred.
    pub count: Expression,
    /// `PERCENT`
    pub percent: bool,
    /// `WITH TIES` instead of `ONLY`
    pub with_ties: bool,
}

/// `with_hint(...)`: what a database is told about the reading of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    /// The table, or what stands for one.
    pub source: Source,
    /// The dialect that it is for, as the file names it; `*` for each.
    pub dialect: String,
    /// The hint; `%(name)s` stands for the name of the table, `%%` for a per cent sign.
    pub text: String,
}

/// `with_for_update(...)`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lock {
    /// `read=`
    pub read: bool,
    /// `nowait=`
    pub nowait: bool,
    /// `skip_locked=`
    pub skip_locked: bool,
    /// `key_share=`
    pub key_share: bool,
    /// `of=`: the tables whose rows are locked.
    pub of: Vec<Source>,
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
    /// `FETCH FIRST …`, in place of `LIMIT`.
    pub fetch: Option<Fetch>,
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

/// Which object of SQLAlchemy's stands for a table. Two `sa.table("t")` are two, and stand beside
/// each other in `FROM`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TableObjectId(Option<NonZeroU32>);

impl TableObjectId {
    /// Any: it is not known which.
    pub const ANY: Self = Self(None);

    /// One that no other object has.
    pub fn next() -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let before = LAST.fetch_add(1, Ordering::Relaxed);
        Self(NonZeroU32::new(before.wrapping_add(1)))
    }

    /// Whether both may be the same object.
    fn may_be(self, other: Self) -> bool {
        self == other || self == Self::ANY || other == Self::ANY
    }

    /// What tells it from others of the same name.
    pub fn number(self) -> u32 {
        self.0.map_or(0, NonZeroU32::get)
    }
}

/// Where columns come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A table, and which object stands for it.
    Table(TableName, TableObjectId),
    /// The same table, named by a class that is mapped to it: sessions tell the two apart.
    Entity(Arc<TableName>),
    /// Something that has another name in the statement.
    Alias(Arc<Aliased>),
}

impl Source {
    /// The table itself, where it is one.
    pub fn table(&self) -> Option<&TableName> {
        match self {
            Self::Table(table, _) => Some(table),
            Self::Entity(table) => Some(table),
            Self::Alias(_) => None,
        }
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Alias(own), Self::Alias(other)) => own == other,
            (Self::Table(own, id), Self::Table(other, other_id)) => {
                own == other && id.may_be(*other_id)
            }
            _ => self.table().is_some() && self.table() == other.table(),
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
        /// `nesting=True`: it stands before the query that names it, not before the statement.
        nesting: bool,
        /// The names of its columns, where the query itself does not say them.
        columns: Vec<Name>,
        /// What stands before its parentheses: `MATERIALIZED`.
        prefixes: Vec<String>,
        /// What stands behind them.
        suffixes: Vec<String>,
    },
    /// A query of `WITH` under another name.
    CommonAgain(Arc<Aliased>),
    /// A function that gives rows.
    Function {
        /// The function.
        call: Expression,
        /// The columns behind the name, with their types where they are written:
        /// `AS name(a, b)`.
        derived: Vec<(Name, Option<SqlType>)>,
    },
    /// Some of the rows: `TABLESAMPLE method REPEATABLE (seed)`.
    Sample {
        /// Of what.
        of: Box<AliasedKind>,
        /// The function that chooses them.
        method: Expression,
        /// What makes the choice the same again.
        seed: Option<Expression>,
    },
    /// `LATERAL`: it may name what stands before it.
    Lateral(Box<AliasedKind>),
    /// `(VALUES …) AS name (columns)`
    Values(Values),
    /// Text, which stands as it is.
    Text(Expression),
}

/// `VALUES (…), (…)`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Values {
    /// The names of its columns.
    pub columns: Vec<Name>,
    /// Its rows.
    pub rows: Vec<Vec<Expression>>,
    /// Whether it has a name; without one its columns stand alone.
    pub is_named: bool,
    /// `LATERAL`
    pub lateral: bool,
    /// Whether it stands in `WITH`.
    pub common: bool,
}

/// The name of an alias.
#[derive(Debug, Clone, PartialEq)]
pub enum AliasName {
    /// As the file says. Another one of the same name is another one.
    Named {
        /// Its name.
        name: Name,
        /// Which one it is.
        id: u64,
    },
    /// Counted where it is written: `t_1`, `anon_1`.
    Anonymous {
        /// What is counted.
        base: String,
        /// Which one it is.
        id: u64,
    },
}

impl AliasName {
    /// Which one it is.
    pub fn id(&self) -> u64 {
        match self {
            Self::Named { id, .. } | Self::Anonymous { id, .. } => *id,
        }
    }
}

/// `INSERT`
#[derive(Debug, Clone, PartialEq)]
pub struct Insert {
    /// Table.
    pub table: TableName,
    /// Which object stands for it.
    pub object: TableObjectId,
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
    /// What its table is written with.
    pub hints: Vec<Hint>,
    /// Queries of its `WITH` that nothing in it needs to name.
    pub common: Vec<Source>,
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
    /// Which object stands for it.
    pub object: TableObjectId,
    /// Under which name its rows are changed, where it is not their own.
    pub alias: Option<Arc<Aliased>>,
    /// Parts of columns and their values: items of an array. They stand first.
    pub items: Vec<(Expression, Expression)>,
    /// Columns of other tables that it reads, and their values; MySQL sets these, too.
    pub others: Vec<OtherValue>,
    /// Column and value.
    pub values: Vec<(Name, Expression)>,
    /// `WHERE`, joined by AND.
    pub conditions: Vec<Expression>,
    /// `RETURNING`
    pub returning: Vec<Expression>,
    /// What stands behind `UPDATE`.
    pub prefixes: Vec<String>,
    /// What its tables are read with.
    pub hints: Vec<Hint>,
    /// The most rows that it changes (MySQL).
    pub limit: Option<i64>,
    /// Queries of its `WITH` that nothing in it needs to name.
    pub common: Vec<Source>,
}

/// What an update sets of another table.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherValue {
    /// That table.
    pub source: Source,
    /// Its column, and which one that is in it.
    pub column: (Name, usize),
    /// The value.
    pub value: Expression,
}

/// `DELETE`
#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    /// Table.
    pub table: TableName,
    /// Which object stands for it.
    pub object: TableObjectId,
    /// Under which name its rows are changed, where it is not their own.
    pub alias: Option<Arc<Aliased>>,
    /// `WHERE`, joined by AND.
    pub conditions: Vec<Expression>,
    /// `RETURNING`
    pub returning: Vec<Expression>,
    /// What stands behind `DELETE`.
    pub prefixes: Vec<String>,
    /// What its tables are read with.
    pub hints: Vec<Hint>,
    /// The most rows that it deletes (MySQL).
    pub limit: Option<i64>,
    /// Queries of its `WITH` that nothing in it needs to name.
    pub common: Vec<Source>,
}

impl Insert {
    /// An insert that says nothing yet.
    pub fn into(table: TableName) -> Self {
        Self {
            table,
            object: TableObjectId::ANY,
            columns: Vec::new(),
            rows: Vec::new(),
            select: None,
            prefixes: Vec::new(),
            conflict: None,
            returning: Vec::new(),
            hints: Vec::new(),
            common: Vec::new(),
        }
    }
}

impl Update {
    /// An update that sets nothing yet.
    pub fn of(table: TableName) -> Self {
        Self {
            table,
            object: TableObjectId::ANY,
            alias: None,
            items: Vec::new(),
            others: Vec::new(),
            values: Vec::new(),
            conditions: Vec::new(),
            returning: Vec::new(),
            prefixes: Vec::new(),
            hints: Vec::new(),
            common: Vec::new(),
            limit: None,
        }
    }

    /// What it changes.
    pub fn source(&self) -> Source {
        match &self.alias {
            Some(alias) => Source::Alias(alias.clone()),
            None => Source::Table(self.table.clone(), self.object),
        }
    }
}

impl Delete {
    /// A delete of every row.
    pub fn of(table: TableName) -> Self {
        Self {
            table,
            object: TableObjectId::ANY,
            alias: None,
            conditions: Vec::new(),
            returning: Vec::new(),
            prefixes: Vec::new(),
            hints: Vec::new(),
            common: Vec::new(),
            limit: None,
        }
    }

    /// What it changes.
    pub fn source(&self) -> Source {
        match &self.alias {
            Some(alias) => Source::Alias(alias.clone()),
            None => Source::Table(self.table.clone(), self.object),
        }
    }
}
