//! The classes above each class of types, as SQLAlchemy 2.0.58 has them.
//!
//! A class that a dialect only offers again under its own module is the one of
//! `sqlalchemy.types`; one that it derives has a name of its own. Modules inside a dialect's
//! package do not count, nor do classes without a public name.

/// The full name of a class of `sqlalchemy.types`, or of `[dialect class]`.
macro_rules! full {
    ([$dialect:ident $name:ident]) => {
        concat!(
            "sqlalchemy.dialects.",
            stringify!($dialect),
            ".",
            stringify!($name)
        )
    };
    ($name:ident) => {
        concat!("sqlalchemy.types.", stringify!($name))
    };
}

/// `name: (class, and those above it);`
macro_rules! lineages {
    ($($name:tt: ($($class:tt)*);)*) => {
        &[$((full!($name), &[$(full!($class)),*])),*]
    };
}

/// A name under which files import a class, the class itself, and those above it.
const CLASSES: &[(&str, &[&str])] = lineages! {
    ARRAY: (ARRAY TypeEngine);
    BIGINT: (BIGINT BigInteger Integer TypeEngine);
    BINARY: (BINARY TypeEngine);
    BLOB: (BLOB LargeBinary TypeEngine);
    BOOLEAN: (BOOLEAN Boolean TypeEngine);
    BigInteger: (BigInteger Integer TypeEngine);
    Boolean: (Boolean TypeEngine);
    CHAR: (CHAR String TypeEngine);
    CLOB: (CLOB Text String TypeEngine);
    DATE: (DATE Date TypeEngine);
    DATETIME: (DATETIME DateTime TypeEngine);
    DECIMAL: (DECIMAL Numeric TypeEngine);
    DOUBLE: (DOUBLE Double Float Numeric TypeEngine);
    DOUBLE_PRECISION: (DOUBLE_PRECISION Double Float Numeric TypeEngine);
    Date: (Date TypeEngine);
    DateTime: (DateTime TypeEngine);
    Double: (Double Float Numeric TypeEngine);
    Enum: (Enum String TypeEngine);
    FLOAT: (FLOAT Float Numeric TypeEngine);
    Float: (Float Numeric TypeEngine);
    INT: (INTEGER Integer TypeEngine);
    INTEGER: (INTEGER Integer TypeEngine);
    Integer: (Integer TypeEngine);
    Interval: (Interval TypeDecorator TypeEngine);
    JSON: (JSON TypeEngine);
    LargeBinary: (LargeBinary TypeEngine);
    MatchType: (MatchType Boolean TypeEngine);
    NCHAR: (NCHAR Unicode String TypeEngine);
    NUMERIC: (NUMERIC Numeric TypeEngine);
    NVARCHAR: (NVARCHAR Unicode String TypeEngine);
    NullType: (NullType TypeEngine);
    Numeric: (Numeric TypeEngine);
    PickleType: (PickleType TypeDecorator TypeEngine);
    REAL: (REAL Float Numeric TypeEngine);
    SMALLINT: (SMALLINT SmallInteger Integer TypeEngine);
    SmallInteger: (SmallInteger Integer TypeEngine);
    String: (String TypeEngine);
    TEXT: (TEXT Text String TypeEngine);
    TIME: (TIME Time TypeEngine);
    TIMESTAMP: (TIMESTAMP DateTime TypeEngine);
    Text: (Text String TypeEngine);
    Time: (Time TypeEngine);
    TupleType: (TupleType TypeEngine);
    TypeDecorator: (TypeDecorator TypeEngine);
    TypeEngine: (TypeEngine);
    UUID: (UUID Uuid TypeEngine);
    Unicode: (Unicode String TypeEngine);
    UnicodeText: (UnicodeText Text String TypeEngine);
    UserDefinedType: (UserDefinedType TypeEngine);
    Uuid: (Uuid TypeEngine);
    VARBINARY: (VARBINARY TypeEngine);
    VARCHAR: (VARCHAR String TypeEngine);
    Variant: (Variant TypeDecorator TypeEngine);
    [mssql BIT]: ([mssql BIT] Boolean TypeEngine);
    [mssql DATETIME2]: ([mssql DATETIME2] DateTime TypeEngine);
    [mssql DATETIMEOFFSET]: ([mssql DATETIMEOFFSET] DateTime TypeEngine);
    [mssql DOUBLE_PRECISION]: ([mssql DOUBLE_PRECISION] DOUBLE_PRECISION Double Float Numeric TypeEngine);
    [mssql IMAGE]: ([mssql IMAGE] LargeBinary TypeEngine);
    [mssql JSON]: ([mssql JSON] JSON TypeEngine);
    [mssql MONEY]: ([mssql MONEY] TypeEngine);
    [mssql NTEXT]: ([mssql NTEXT] UnicodeText Text String TypeEngine);
    [mssql REAL]: ([mssql REAL] REAL Float Numeric TypeEngine);
    [mssql ROWVERSION]: ([mssql ROWVERSION] [mssql TIMESTAMP] TypeEngine);
    [mssql SMALLDATETIME]: ([mssql SMALLDATETIME] DateTime TypeEngine);
    [mssql SMALLMONEY]: ([mssql SMALLMONEY] TypeEngine);
    [mssql SQL_VARIANT]: ([mssql SQL_VARIANT] TypeEngine);
    [mssql TIME]: ([mssql TIME] TIME Time TypeEngine);
    [mssql TIMESTAMP]: ([mssql TIMESTAMP] TypeEngine);
    [mssql TINYINT]: ([mssql TINYINT] Integer TypeEngine);
    [mssql UNIQUEIDENTIFIER]: ([mssql UNIQUEIDENTIFIER] Uuid TypeEngine);
    [mssql VARBINARY]: ([mssql VARBINARY] VARBINARY LargeBinary TypeEngine);
    [mssql XML]: ([mssql XML] Text String TypeEngine);
    [mysql BIGINT]: ([mysql BIGINT] BIGINT BigInteger Integer TypeEngine);
    [mysql BIT]: ([mysql BIT] TypeEngine);
    [mysql CHAR]: ([mysql CHAR] CHAR String TypeEngine);
    [mysql DATETIME]: ([mysql DATETIME] DATETIME DateTime TypeEngine);
    [mysql DECIMAL]: ([mysql DECIMAL] DECIMAL Numeric TypeEngine);
    [mysql DOUBLE]: ([mysql DOUBLE] DOUBLE Double Float Numeric TypeEngine);
    [mysql ENUM]: ([mysql ENUM] Enum String TypeEngine);
    [mysql FLOAT]: ([mysql FLOAT] FLOAT Float Numeric TypeEngine);
    [mysql INET4]: ([mysql INET4] TypeEngine);
    [mysql INET6]: ([mysql INET6] TypeEngine);
    [mysql INTEGER]: ([mysql INTEGER] INTEGER Integer TypeEngine);
    [mysql JSON]: ([mysql JSON] JSON TypeEngine);
    [mysql LONGBLOB]: ([mysql LONGBLOB] TypeEngine);
    [mysql LONGTEXT]: ([mysql LONGTEXT] String TypeEngine);
    [mysql MEDIUMBLOB]: ([mysql MEDIUMBLOB] TypeEngine);
    [mysql MEDIUMINT]: ([mysql MEDIUMINT] Integer TypeEngine);
    [mysql MEDIUMTEXT]: ([mysql MEDIUMTEXT] String TypeEngine);
    [mysql NCHAR]: ([mysql NCHAR] NCHAR Unicode String TypeEngine);
    [mysql NUMERIC]: ([mysql NUMERIC] NUMERIC Numeric TypeEngine);
    [mysql NVARCHAR]: ([mysql NVARCHAR] NVARCHAR Unicode String TypeEngine);
    [mysql REAL]: ([mysql REAL] REAL Float Numeric TypeEngine);
    [mysql SET]: ([mysql SET] String TypeEngine);
    [mysql SMALLINT]: ([mysql SMALLINT] SMALLINT SmallInteger Integer TypeEngine);
    [mysql TEXT]: ([mysql TEXT] TEXT Text String TypeEngine);
    [mysql TIME]: ([mysql TIME] TIME Time TypeEngine);
    [mysql TIMESTAMP]: ([mysql TIMESTAMP] TIMESTAMP DateTime TypeEngine);
    [mysql TINYBLOB]: ([mysql TINYBLOB] TypeEngine);
    [mysql TINYINT]: ([mysql TINYINT] Integer TypeEngine);
    [mysql TINYTEXT]: ([mysql TINYTEXT] String TypeEngine);
    [mysql VARCHAR]: ([mysql VARCHAR] VARCHAR String TypeEngine);
    [mysql YEAR]: ([mysql YEAR] TypeEngine);
    [postgresql ARRAY]: ([postgresql ARRAY] ARRAY TypeEngine);
    [postgresql AbstractMultiRange]: ([postgresql AbstractMultiRange] [postgresql AbstractRange] TypeEngine);
    [postgresql AbstractRange]: ([postgresql AbstractRange] TypeEngine);
    [postgresql AbstractSingleRange]: ([postgresql AbstractSingleRange] [postgresql AbstractRange] TypeEngine);
    [postgresql BIT]: ([postgresql BIT] TypeEngine);
    [postgresql BYTEA]: ([postgresql BYTEA] LargeBinary TypeEngine);
    [postgresql CIDR]: ([postgresql CIDR] TypeEngine);
    [postgresql CITEXT]: ([postgresql CITEXT] TEXT Text String TypeEngine);
    [postgresql DATEMULTIRANGE]: ([postgresql DATEMULTIRANGE] [postgresql AbstractMultiRange] [postgresql AbstractRange] TypeEngine);
    [postgresql DATERANGE]: ([postgresql DATERANGE] [postgresql AbstractSingleRange] [postgresql AbstractRange] TypeEngine);
    [postgresql DOMAIN]: ([postgresql DOMAIN] [postgresql NamedType] TypeEngine);
    [postgresql ENUM]: ([postgresql ENUM] [postgresql NamedType] Enum String TypeEngine);
    [postgresql HSTORE]: ([postgresql HSTORE] TypeEngine);
    [postgresql INET]: ([postgresql INET] TypeEngine);
    [postgresql INT4MULTIRANGE]: ([postgresql INT4MULTIRANGE] [postgresql AbstractMultiRange] [postgresql AbstractRange] TypeEngine);
    [postgresql INT4RANGE]: ([postgresql INT4RANGE] [postgresql AbstractSingleRange] [postgresql AbstractRange] TypeEngine);
    [postgresql INT8MULTIRANGE]: ([postgresql INT8MULTIRANGE] [postgresql AbstractMultiRange] [postgresql AbstractRange] TypeEngine);
    [postgresql INT8RANGE]: ([postgresql INT8RANGE] [postgresql AbstractSingleRange] [postgresql AbstractRange] TypeEngine);
    [postgresql INTERVAL]: ([postgresql INTERVAL] TypeEngine);
    [postgresql JSON]: ([postgresql JSON] JSON TypeEngine);
    [postgresql JSONB]: ([postgresql JSONB] [postgresql JSON] JSON TypeEngine);
    [postgresql JSONPATH]: ([postgresql JSONPATH] [postgresql JSONPathType] JSONPathType JSONElementType TypeEngine);
    [postgresql MACADDR]: ([postgresql MACADDR] TypeEngine);
    [postgresql MACADDR8]: ([postgresql MACADDR8] TypeEngine);
    [postgresql MONEY]: ([postgresql MONEY] TypeEngine);
    [postgresql NUMMULTIRANGE]: ([postgresql NUMMULTIRANGE] [postgresql AbstractMultiRange] [postgresql AbstractRange] TypeEngine);
    [postgresql NUMRANGE]: ([postgresql NUMRANGE] [postgresql AbstractSingleRange] [postgresql AbstractRange] TypeEngine);
    [postgresql NamedType]: ([postgresql NamedType] TypeEngine);
    [postgresql OID]: ([postgresql OID] TypeEngine);
    [postgresql REGCLASS]: ([postgresql REGCLASS] TypeEngine);
    [postgresql REGCONFIG]: ([postgresql REGCONFIG] TypeEngine);
    [postgresql TIME]: ([postgresql TIME] TIME Time TypeEngine);
    [postgresql TIMESTAMP]: ([postgresql TIMESTAMP] TIMESTAMP DateTime TypeEngine);
    [postgresql TSMULTIRANGE]: ([postgresql TSMULTIRANGE] [postgresql AbstractMultiRange] [postgresql AbstractRange] TypeEngine);
    [postgresql TSQUERY]: ([postgresql TSQUERY] TypeEngine);
    [postgresql TSRANGE]: ([postgresql TSRANGE] [postgresql AbstractSingleRange] [postgresql AbstractRange] TypeEngine);
    [postgresql TSTZMULTIRANGE]: ([postgresql TSTZMULTIRANGE] [postgresql AbstractMultiRange] [postgresql AbstractRange] TypeEngine);
    [postgresql TSTZRANGE]: ([postgresql TSTZRANGE] [postgresql AbstractSingleRange] [postgresql AbstractRange] TypeEngine);
    [postgresql TSVECTOR]: ([postgresql TSVECTOR] TypeEngine);
    [sqlite DATE]: ([sqlite DATE] Date TypeEngine);
    [sqlite DATETIME]: ([sqlite DATETIME] DateTime TypeEngine);
    [sqlite JSON]: ([sqlite JSON] JSON TypeEngine);
    [sqlite TIME]: ([sqlite TIME] Time TypeEngine);
};

/// The class of a name, then the classes above it; `None` for what is no class of SQLAlchemy's own.
pub(crate) const fn of(name: &str) -> Option<&'static [&'static str]> {
    let mut at = 0;
    while at < CLASSES.len() {
        if is_same(CLASSES[at].0, name) {
            return Some(CLASSES[at].1);
        }
        at += 1;
    }
    None
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}
