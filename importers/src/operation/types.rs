//! SQL types, as `sa.*` and the dialects' modules name them.

use super::{Expression, Name};

/// A column type with its arguments. What each dialect makes of it is said in `dialect/*/types.rs`.
#[derive(Debug, Clone, PartialEq)]
pub enum SqlType {
    /// `NullType()`: no type was given.
    Null,
    /// `sa.Boolean`: native on PostgreSQL; `create_constraint=True` adds a CHECK elsewhere.
    Boolean {
        /// `create_constraint=`
        create_constraint: bool,
        /// `name=` of the CHECK.
        name: Option<Name>,
        /// Whether no convention changes the name: `op.f(...)`.
        final_name: bool,
    },
    /// Integers.
    Integer(IntegerSize),
    /// `sa.String`, `Unicode`, `VARCHAR`, `CHAR`, `Text`, ...
    Text {
        /// Which of them.
        kind: TextKind,
        /// `length=`
        length: Option<u32>,
        /// `collation=`
        collation: Option<String>,
    },
    /// `sa.Numeric`, `DECIMAL`
    Numeric {
        /// Written `DECIMAL` (the upper-case type) instead of `NUMERIC`.
        decimal: bool,
        /// `precision=`
        precision: Option<u32>,
        /// `scale=`
        scale: Option<u32>,
    },
    /// `sa.Float`, `Double`, `REAL`, `FLOAT`, `DOUBLE_PRECISION`
    Float {
        /// Which of them.
        kind: FloatKind,
        /// `precision=`
        precision: Option<u32>,
    },
    /// `sa.Date`
    Date,
    /// `sa.Time`
    Time {
        /// `timezone=True`
        timezone: bool,
        /// `precision=` of the dialect's own type.
        precision: Option<u32>,
    },
    /// `sa.DateTime`, `TIMESTAMP`, `DATETIME`
    DateTime {
        /// Written `TIMESTAMP` (the upper-case type).
        timestamp: bool,
        /// `timezone=True`
        timezone: bool,
        /// `precision=` or `fsp=` of the dialect's own type.
        precision: Option<u32>,
    },
    /// `sa.Interval`, `postgresql.INTERVAL`
    Interval {
        /// `postgresql.INTERVAL` itself, which has no other form elsewhere.
        native: bool,
        /// `fields=`
        fields: Option<String>,
        /// `precision=`
        precision: Option<u32>,
    },
    /// `sa.LargeBinary`, `BLOB`, `BYTEA`, `BINARY`, `VARBINARY`
    Binary {
        /// Which of them.
        kind: BinaryKind,
        /// `length=`
        length: Option<u32>,
    },
    /// `sa.Enum`, `postgresql.ENUM`
    Enum(Enum),
    /// `postgresql.DOMAIN`
    Domain(Box<Domain>),
    /// `sa.JSON`, `postgresql.JSON`, `JSONB`
    Json {
        /// `JSONB`
        binary: bool,
        /// `none_as_null=True`: Python's `None` is SQL's NULL, not JSON's.
        none_as_null: bool,
        /// PostgreSQL's own class, which alone has its operators (`.astext`).
        postgres: bool,
    },
    /// `sa.Uuid`, `sa.UUID`, `postgresql.UUID`
    Uuid {
        /// The upper-case type, which is `UUID` on every dialect that has it.
        native: bool,
        /// `as_uuid=False`: values are strings in Python, written without their dashes.
        as_text: bool,
    },
    /// `sa.ARRAY`, `postgresql.ARRAY`
    Array {
        /// Type of an element.
        item: Box<SqlType>,
        /// `zero_indexes=True`: Python counts its items from 0.
        zero_based: bool,
        /// PostgreSQL's own class, which alone has its operators (`.overlap(...)`).
        postgres: bool,
        /// `dimensions=`
        dimensions: Option<u32>,
    },
    /// `.with_variant(type, dialect)`: the base, and one per SQLAlchemy dialect name.
    Variant {
        /// Elsewhere.
        base: Box<SqlType>,
        /// By dialect.
        variants: Vec<(String, SqlType)>,
    },
    /// A type whose values Python converts on their way to the database and back
    /// (`TypeDecorator.process_bind_param`, an `Enum` of a Python class).
    Converted {
        /// What stands in the database.
        base: Box<SqlType>,
        /// The number under which the interpreter keeps the Python type.
        python: usize,
    },
    /// A type that the project writes otherwise in all of its revisions (`@compiles`).
    Written {
        /// What it is all the same: its values are written so.
        base: Box<SqlType>,
        /// What it is written as.
        sql: String,
    },
    /// A type that one dialect alone knows and renders by its text: `INET`, `TSVECTOR`, `HSTORE`, ranges.
    Native {
        /// SQLAlchemy dialect name.
        dialect: String,
        /// The SQL text.
        sql: String,
    },
    /// A type whose SQL text is the same everywhere (`UserDefinedType.get_col_spec`, a mapping in `bridge.toml`).
    Custom(String),
}

impl SqlType {
    /// The type in the database, without what Python does with its values.
    pub fn stored(&self) -> &Self {
        match self {
            Self::Converted { base, .. } | Self::Written { base, .. } => base.stored(),
            other => other,
        }
    }

    /// Whether Python converts its values.
    pub fn is_converted(&self) -> bool {
        match self {
            Self::Converted { .. } | Self::Written { .. } => true,
            Self::Variant { base, variants } => {
                base.is_converted() || variants.iter().any(|(_, own)| own.is_converted())
            }
            Self::Array { item, .. } => item.is_converted(),
            _ => false,
        }
    }

    /// The same, to be changed.
    pub fn stored_mut(&mut self) -> &mut Self {
        match self {
            Self::Converted { base, .. } | Self::Written { base, .. } => base.stored_mut(),
            other => other,
        }
    }
}

/// Sizes of integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntegerSize {
    /// `sa.SmallInteger`, `SMALLINT`
    Small,
    /// `sa.Integer`, `INTEGER`
    Normal,
    /// `sa.BigInteger`, `BIGINT`
    Big,
}

/// Kinds of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// `sa.String`, `sa.VARCHAR`
    Varchar,
    /// `sa.Unicode`
    Unicode,
    /// `sa.NVARCHAR`
    NVarchar,
    /// `sa.CHAR`
    Char,
    /// `sa.NCHAR`
    NChar,
    /// `sa.Text`, `sa.TEXT`
    Text,
    /// `sa.UnicodeText`
    UnicodeText,
    /// `sa.CLOB`
    Clob,
}

/// Kinds of floating point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloatKind {
    /// `sa.Float`, `sa.FLOAT`
    Float,
    /// `sa.Double`
    Double,
    /// `sa.DOUBLE`, which is `DOUBLE` everywhere.
    DoubleUpper,
    /// `sa.DOUBLE_PRECISION`
    DoublePrecision,
    /// `sa.REAL`
    Real,
}

/// Kinds of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryKind {
    /// `sa.LargeBinary`
    Large,
    /// `sa.BLOB`
    Blob,
    /// `sa.BINARY`
    Binary,
    /// `sa.VARBINARY`
    VarBinary,
    /// `postgresql.BYTEA`
    Bytea,
}

/// `sa.Enum` and `postgresql.ENUM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enum {
    /// The values.
    pub values: Vec<String>,
    /// Whether a tuple stands where the values should, of which `values` has the
    /// text: SQLAlchemy takes it for the only value, for which no dialect has a
    /// literal. `length` is at least that of the tuple then.
    pub of_tuple: bool,
    /// `name=`, or the lower-case name of the Python enum class.
    pub name: Option<Name>,
    /// Whether no convention changes the name of its CHECK: `op.f(...)`.
    pub final_name: bool,
    /// `schema=`
    pub schema: Option<Name>,
    /// The schema of `metadata=`: it stands in that from where a table has it.
    pub metadata_schema: Option<Box<Name>>,
    /// `metadata=`: it is made and dropped with all of the metadata's tables.
    pub of_metadata: bool,
    /// `native_enum=`
    pub native: bool,
    /// `create_constraint=`: a CHECK where the type is not native.
    pub create_constraint: bool,
    /// `create_type=` of `postgresql.ENUM`: whether `create_table` makes the type.
    pub create_type: bool,
    /// Whether it is `postgresql.ENUM`, which only that dialect has.
    pub postgres_only: bool,
    /// `inherit_schema=True`: it stands in the schema of its table.
    pub inherit_schema: bool,
    /// `length=` of the VARCHAR where it is not native.
    pub length: Option<u32>,
    /// `validate_strings=`: a text that is none of the values is no value.
    pub validates: bool,
}

/// `postgresql.DOMAIN`: a type with a condition, which PostgreSQL keeps by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Its name.
    pub name: Name,
    /// `schema=`
    pub schema: Option<Name>,
    /// The type under it.
    pub data_type: SqlType,
    /// `collation=`
    pub collation: Option<String>,
    /// `default=`
    pub default: Option<Expression>,
    /// `constraint_name=`
    pub constraint_name: Option<Name>,
    /// `not_null=`
    pub not_null: bool,
    /// `check=`
    pub check: Option<Expression>,
    /// `create_type=`: whether `create_table` makes it.
    pub create_type: bool,
    /// `inherit_schema=True`: it stands in the schema of its table.
    pub inherit_schema: bool,
    /// The schema of `metadata=`: it stands in that from where a table has it.
    pub metadata_schema: Option<Name>,
}
