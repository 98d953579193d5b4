//! Columns, constraints and indexes before they belong to a table, and what
//! can be wrong with them.

mod assembly;
mod named;
mod resolve;

pub use assembly::Scheme;
pub(crate) use named::keys_of;
pub(crate) use resolve::{columns_by_level, refer_by_key};

use std::sync::atomic::{AtomicU64, Ordering};

use super::naming::{Given, NamingError};
use crate::operation::{
    Column, Constraint, ConstraintDefinition, DialectOptions, Expression, Name, SqlType, TableName,
};

/// A number that grows with every construct, as SQLAlchemy's `_creation_order`.
pub fn creation_order() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// `sa.Column(...)` before it is attached to a table.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnConstruct {
    /// The column; its checks are in `checks`.
    pub column: Column,
    /// Whether it is of `sa.Column`, which derives from the class of `sa.column`.
    pub(crate) is_of_schema: bool,
    /// The class of its type and those above it, where the file says it.
    pub type_lineage: Option<&'static [&'static str]>,
    /// The schema that its type has from tables.
    pub(crate) type_schema: super::type_schema::TypeSchema,
    /// What its type asks of it, where that is one of geoalchemy2.
    pub(crate) spatial: Option<super::spatial::Spatial>,
    /// How a session notices changes within its values, where it does.
    pub(crate) follows: Option<super::mutable::Kind>,
    /// Whether a session reads its values where they are used.
    pub(crate) deferred: bool,
    /// `sort_order=`, by which the columns of a mapped class are sorted.
    pub(crate) sort_order: i64,
    /// What it says of its field, where its class is a dataclass.
    pub(crate) field: Option<usize>,
    /// `key=`, by which constraints name it.
    pub key: Option<String>,
    /// `index=`, where the file says it.
    pub index: Option<bool>,
    /// `unique=`, where the file says it.
    pub unique: Option<bool>,
    /// When a table got it, and with it the constraints that it brings.
    pub(crate) attached: Option<u64>,
    /// `sa.ForeignKey(...)` inside the column; their own columns are empty.
    pub foreign_keys: Vec<ConstraintConstruct>,
    /// `sa.CheckConstraint(...)` inside the column.
    pub checks: Vec<ConstraintConstruct>,
    /// `server_default=FetchedValue()`: the database fills it in, nobody says how.
    pub fetched: bool,
    /// `system=True`: the database has it anyway, and `CREATE TABLE` does not name it.
    pub system: bool,
    /// `default=`: what an insert through SQLAlchemy gives a row that does not name the column.
    pub client_default: ClientDefault,
    /// `onupdate=`: what an update through SQLAlchemy gives a row that does not set the column.
    pub on_update: ClientDefault,
}

/// `default=` of a column: no part of the schema, but of rows that are
/// inserted through the table.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ClientDefault {
    /// None was given.
    #[default]
    None,
    /// The same for every row.
    Value(Box<Expression>),
    /// Computed by Python for every row; the number is that of its function.
    Computed(usize),
}

impl ColumnConstruct {
    /// Whether it asks for an index.
    pub(crate) fn has_index(&self) -> bool {
        self.index == Some(true)
    }

    /// Whether it asks to be unique.
    pub(crate) fn is_unique(&self) -> bool {
        self.unique == Some(true)
    }

    /// By which the table has it.
    pub(crate) fn key(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.column.name.text)
    }
}

/// A constraint before it is attached to a table.
#[derive(Debug, Clone, PartialEq)]
pub struct ConstraintConstruct {
    /// The name that the file gave.
    pub given: Given,
    /// The constraint, still without a name; columns are named by key.
    pub constraint: Constraint,
    /// `use_alter=True`: not part of `CREATE TABLE` where the dialect can alter.
    pub use_alter: bool,
    /// The type of the column that a foreign key names by the column itself,
    /// not by text.
    pub referred: Option<SqlType>,
    /// Whether a foreign key names what it refers to by names: by the columns themselves, or with
    /// `link_to_name=True`. Texts are keys.
    pub(crate) is_by_name: bool,
    /// When it was made.
    pub order: u64,
}

impl ConstraintConstruct {
    /// A constraint of this definition without any option.
    pub fn new(given: Given, kind: ConstraintDefinition) -> Self {
        Self {
            given,
            constraint: Constraint {
                name: None,
                kind,
                deferrable: None,
                initially: None,
                comment: None,
                type_bound: false,
                options: DialectOptions::new(),
            },
            use_alter: false,
            referred: None,
            is_by_name: false,
            order: creation_order(),
        }
    }
}

/// An index before it is attached to a table.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexConstruct {
    /// The name that the file gave.
    pub given: Given,
    /// Columns, by key, or expressions.
    pub expressions: Vec<Expression>,
    /// The first column of each expression that has one: a convention names the index by these.
    pub(crate) firsts: Vec<FirstColumn>,
    /// `unique=`
    pub unique: bool,
    /// Keyword arguments of dialects.
    pub options: DialectOptions,
}

impl IndexConstruct {
    /// An index of columns of its table, by key.
    pub(crate) fn of_columns(
        given: Given,
        keys: impl IntoIterator<Item = Name>,
        unique: bool,
        options: DialectOptions,
    ) -> Self {
        let firsts: Vec<_> = keys.into_iter().map(FirstColumn::Own).collect();
        let column = |first: &FirstColumn| Expression::Column {
            table: None,
            name: first.name().clone(),
            data_type: None,
        };
        Self {
            given,
            expressions: firsts.iter().map(column).collect(),
            firsts,
            unique,
            options,
        }
    }
}

/// The first column of an element of an index, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FirstColumn {
    /// The index's own table's, by its key until the table is assembled.
    Own(Name),
    /// `sa.column(name)`
    Free(Name),
    /// Of something else that is named.
    Other(TableName, Name),
    /// `sa.literal_column(text)`, of which SQLAlchemy makes the label `None`.
    Literal(Name),
    /// Free, or still to be given to a table: expressions do not tell the two apart.
    Unclear(Name),
}

impl FirstColumn {
    /// Its name.
    pub(crate) fn name(&self) -> &Name {
        match self {
            Self::Own(name)
            | Self::Free(name)
            | Self::Other(_, name)
            | Self::Literal(name)
            | Self::Unclear(name) => name,
        }
    }
}

/// What `sa.Table(...)` and `op.create_table(...)` take.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a handful per table, and moved once"
)]
pub enum Item {
    /// A column.
    Column(Box<ColumnConstruct>),
    /// A constraint.
    Constraint(ConstraintConstruct),
    /// An index.
    Index(IndexConstruct),
}

/// A table has got these.
pub(crate) fn attach(items: &mut [Item]) {
    for item in items {
        if let Item::Column(column) = item {
            column.attached = Some(creation_order());
        }
    }
}

/// Foreign keys that name no schema lead into that of the metadata.
pub(super) fn refer_to_schema(items: &mut [Item], schema: &Name) {
    for item in items {
        let keys = match item {
            Item::Column(column) => column.foreign_keys.iter_mut(),
            Item::Constraint(constraint) => std::slice::from_mut(constraint).iter_mut(),
            Item::Index(_) => [].iter_mut(),
        };
        for key in keys {
            if let ConstraintDefinition::ForeignKey { references, .. } = &mut key.constraint.kind
                && references.schema.is_none()
            {
                references.schema = Some(schema.clone());
            }
        }
    }
}

/// Why a table cannot be assembled; SQLAlchemy stops at the same places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// A name cannot be made.
    #[error(transparent)]
    Naming(#[from] NamingError),
    /// A constraint names a column that the table has not.
    #[error("Can't create {kind} on table '{table}': no column named '{column}' is present")]
    NoColumn {
        /// SQLAlchemy's name for the constraint.
        kind: &'static str,
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// Two columns of one name.
    #[error("A column with name '{column}' is already present in table '{table}'")]
    DuplicateColumn {
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// A foreign key into its own table names a column by its name, which is not its key.
    #[error(
        "A column with name '{column}' is already present in table '{table}'. Specify replace_existing=True to Table.append_column() to replace an existing column."
    )]
    AddedColumn {
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// A foreign key into its own table names a column that the table does not have.
    #[error(
        "(in table '{table}', column '{column}'): Can't generate DDL for NullType(); did you forget to specify a type on this Column?"
    )]
    UntypedColumn {
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// `autoincrement=True` of a primary key that is no number.
    #[error(
        "the type of the column \"{table}.{column}\" is not compatible with autoincrement=True"
    )]
    NoAutoincrement {
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// `postgresql_include` names what is no key of a column.
    #[error("`postgresql_include` lists {0:?}, which is no key of a column of the table")]
    NoIncluded(String),
    /// An index without a name whose expression names a column that may or may not be the table's.
    #[error(
        "an index without a name is named by its columns, and whether {0:?} in its expression is the table's is not known; give the index its name"
    )]
    UnclearIndex(String),
    /// A check without a name whose convention asks for the key or label of a column that may or may not be the table's.
    #[error(
        "the naming convention names a check by the column {0:?}, and whether that is the table's is not known; give the check its name"
    )]
    UnclearCheck(String),
    /// A convention asks for a column of a table that the metadata has not.
    #[error(
        "Foreign key associated with column '{own}' could not find table '{other}' with which to generate a foreign key to target column '{column}'"
    )]
    NoReferredTable {
        /// The key's own column, with its table.
        own: String,
        /// The table.
        other: String,
        /// The column in it.
        column: String,
    },
    /// A foreign key refers to a column that its own table has not.
    #[error(
        "Could not initialize target column for ForeignKey '{table}.{column}' on table '{table}': table '{table}' has no column named '{column}'"
    )]
    NoReferredColumn {
        /// The table.
        table: String,
        /// The column's key.
        column: String,
    },
    /// A column that the database has anyway, with what SQLAlchemy writes of it all the same.
    #[error(
        "the column {0:?} is `system=True` and has a comment or an enumeration; leave them out"
    )]
    SystemColumn(String),
    /// An array whose elements would need a CHECK.
    #[error(
        "PostgreSQL dialect cannot produce the CHECK constraint for ARRAY of non-native ENUM; please specify create_constraint=False on this Enum datatype."
    )]
    CheckedArray,
    /// A foreign key that starts from one column twice.
    #[error("ForeignKeyConstraint with duplicate source column references are not supported.")]
    RepeatedSource,
    /// An index that neither the file nor a convention names.
    #[error("an index on \"{0}\" has no name, and the naming convention gives none")]
    UnnamedIndex(String),
}
