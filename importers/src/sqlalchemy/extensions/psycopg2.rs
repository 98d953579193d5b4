//! `psycopg2`: the classes of its errors, and the codes of those. Its connections are the run's.

use crate::python::native::{Definition, ModuleTable};
use crate::python::stdlib::written::name_of;
use crate::python::value::Value;

macro_rules! errors {
    ($($code:literal $constant:literal $name:literal $base:literal;)*) => {
        /// `psycopg2.errors`
        static ERRORS: ModuleTable = ModuleTable {
            name: "psycopg2.errors",
            definitions: &[$((
                $name,
                Definition::Exception {
                    name: concat!("psycopg2.errors.", $name),
                    base: concat!("psycopg2.", $base),
                },
            )),*],
            fallback: None,
        };
        /// `psycopg2.errorcodes`
        static CODES: ModuleTable = ModuleTable {
            name: "psycopg2.errorcodes",
            definitions: &[$(($constant, Definition::Value(|_| Ok(Value::str($code))))),*],
            fallback: None,
        };
    };
}

errors! {
    "0A000" "FEATURE_NOT_SUPPORTED" "FeatureNotSupported" "NotSupportedError";
    "22001" "STRING_DATA_RIGHT_TRUNCATION" "StringDataRightTruncation" "DataError";
    "22003" "NUMERIC_VALUE_OUT_OF_RANGE" "NumericValueOutOfRange" "DataError";
    "22007" "INVALID_DATETIME_FORMAT" "InvalidDatetimeFormat" "DataError";
    "22P02" "INVALID_TEXT_REPRESENTATION" "InvalidTextRepresentation" "DataError";
    "23502" "NOT_NULL_VIOLATION" "NotNullViolation" "IntegrityError";
    "23503" "FOREIGN_KEY_VIOLATION" "ForeignKeyViolation" "IntegrityError";
    "23505" "UNIQUE_VIOLATION" "UniqueViolation" "IntegrityError";
    "23514" "CHECK_VIOLATION" "CheckViolation" "IntegrityError";
    "23P01" "EXCLUSION_VIOLATION" "ExclusionViolation" "IntegrityError";
    "2BP01" "DEPENDENT_OBJECTS_STILL_EXIST" "DependentObjectsStillExist" "InternalError";
    "3D000" "INVALID_CATALOG_NAME" "InvalidCatalogName" "ProgrammingError";
    "3F000" "INVALID_SCHEMA_NAME" "InvalidSchemaName" "ProgrammingError";
    "42501" "INSUFFICIENT_PRIVILEGE" "InsufficientPrivilege" "ProgrammingError";
    "42601" "SYNTAX_ERROR" "SyntaxError" "ProgrammingError";
    "42611" "INVALID_COLUMN_DEFINITION" "InvalidColumnDefinition" "ProgrammingError";
    "42701" "DUPLICATE_COLUMN" "DuplicateColumn" "ProgrammingError";
    "42703" "UNDEFINED_COLUMN" "UndefinedColumn" "ProgrammingError";
    "42704" "UNDEFINED_OBJECT" "UndefinedObject" "ProgrammingError";
    "42710" "DUPLICATE_OBJECT" "DuplicateObject" "ProgrammingError";
    "42723" "DUPLICATE_FUNCTION" "DuplicateFunction" "ProgrammingError";
    "42804" "DATATYPE_MISMATCH" "DatatypeMismatch" "ProgrammingError";
    "42809" "WRONG_OBJECT_TYPE" "WrongObjectType" "ProgrammingError";
    "42830" "INVALID_FOREIGN_KEY" "InvalidForeignKey" "ProgrammingError";
    "42846" "CANNOT_COERCE" "CannotCoerce" "ProgrammingError";
    "42883" "UNDEFINED_FUNCTION" "UndefinedFunction" "ProgrammingError";
    "42P01" "UNDEFINED_TABLE" "UndefinedTable" "ProgrammingError";
    "42P04" "DUPLICATE_DATABASE" "DuplicateDatabase" "ProgrammingError";
    "42P06" "DUPLICATE_SCHEMA" "DuplicateSchema" "ProgrammingError";
    "42P07" "DUPLICATE_TABLE" "DuplicateTable" "ProgrammingError";
    "42P16" "INVALID_TABLE_DEFINITION" "InvalidTableDefinition" "ProgrammingError";
    "42P17" "INVALID_OBJECT_DEFINITION" "InvalidObjectDefinition" "ProgrammingError";
    "55000" "OBJECT_NOT_IN_PREREQUISITE_STATE" "ObjectNotInPrerequisiteState" "OperationalError";
    "55006" "OBJECT_IN_USE" "ObjectInUse" "OperationalError";
    "P0001" "RAISE_EXCEPTION" "RaiseException" "InternalError";
}

macro_rules! classes {
    ($($name:literal $base:literal;)*) => {
        &[
            $((
                $name,
                Definition::Exception { name: concat!("psycopg2.", $name), base: $base },
            ),)*
            ("connect", Definition::Function(crate::sqlalchemy::not_constructed)),
            ("errors", Definition::Module(&ERRORS)),
            ("errorcodes", Definition::Module(&CODES)),
            ("extras", Definition::Module(&EXTRAS)),
            ("sql", Definition::Module(&SQL)),
        ]
    };
}

/// `psycopg2`
static PSYCOPG2: ModuleTable = ModuleTable {
    name: "psycopg2",
    definitions: classes! {
        "Warning" "Exception";
        "Error" "Exception";
        "InterfaceError" "psycopg2.Error";
        "DatabaseError" "psycopg2.Error";
        "DataError" "psycopg2.DatabaseError";
        "OperationalError" "psycopg2.DatabaseError";
        "IntegrityError" "psycopg2.DatabaseError";
        "InternalError" "psycopg2.DatabaseError";
        "ProgrammingError" "psycopg2.DatabaseError";
        "NotSupportedError" "psycopg2.DatabaseError";
    },
    fallback: None,
};

/// `psycopg2.extras`
static EXTRAS: ModuleTable = ModuleTable {
    name: "psycopg2.extras",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/psycopg2_extras.py");
        name_of(interpreter, "psycopg2.extras", text, name)
    }),
};

/// `psycopg2.sql`
static SQL: ModuleTable = ModuleTable {
    name: "psycopg2.sql",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/psycopg2_sql.py");
        name_of(interpreter, "psycopg2.sql", text, name)
    }),
};

/// The modules, by every name under which files import them.
pub(super) static MODULES: &[&ModuleTable] = &[&PSYCOPG2, &ERRORS, &CODES, &EXTRAS, &SQL];
