//! `sqlalchemy.exc`: the classes that `except` clauses name.

use crate::python::native::{Definition, ModuleTable};

macro_rules! exceptions {
    ($($name:literal $base:literal;)*) => {
        /// `sqlalchemy.exc`
        pub(crate) static EXCEPTIONS: ModuleTable = ModuleTable {
            name: "sqlalchemy.exc",
            definitions: &[$((
                $name,
                Definition::Exception { name: concat!("sqlalchemy.exc.", $name), base: $base },
            )),*],
            fallback: None,
        };
    };
}

exceptions! {
    "SQLAlchemyError" "Exception";
    "ArgumentError" "sqlalchemy.exc.SQLAlchemyError";
    "DuplicateColumnError" "sqlalchemy.exc.ArgumentError";
    "ConstraintColumnNotFoundError" "sqlalchemy.exc.ArgumentError";
    "NoSuchModuleError" "sqlalchemy.exc.ArgumentError";
    "ObjectNotExecutableError" "sqlalchemy.exc.ArgumentError";
    "NoForeignKeysError" "sqlalchemy.exc.ArgumentError";
    "AmbiguousForeignKeysError" "sqlalchemy.exc.ArgumentError";
    "CircularDependencyError" "sqlalchemy.exc.SQLAlchemyError";
    "CompileError" "sqlalchemy.exc.SQLAlchemyError";
    "UnsupportedCompilationError" "sqlalchemy.exc.CompileError";
    "IdentifierError" "sqlalchemy.exc.SQLAlchemyError";
    "DisconnectionError" "sqlalchemy.exc.SQLAlchemyError";
    "InvalidatePoolError" "sqlalchemy.exc.DisconnectionError";
    "TimeoutError" "sqlalchemy.exc.SQLAlchemyError";
    "InvalidRequestError" "sqlalchemy.exc.SQLAlchemyError";
    "IllegalStateChangeError" "sqlalchemy.exc.InvalidRequestError";
    "NoInspectionAvailable" "sqlalchemy.exc.InvalidRequestError";
    "PendingRollbackError" "sqlalchemy.exc.InvalidRequestError";
    "ResourceClosedError" "sqlalchemy.exc.InvalidRequestError";
    "NoSuchColumnError" "sqlalchemy.exc.InvalidRequestError, KeyError";
    "NoResultFound" "sqlalchemy.exc.InvalidRequestError";
    "MultipleResultsFound" "sqlalchemy.exc.InvalidRequestError";
    "NoReferenceError" "sqlalchemy.exc.InvalidRequestError";
    "NoReferencedTableError" "sqlalchemy.exc.NoReferenceError";
    "NoReferencedColumnError" "sqlalchemy.exc.NoReferenceError";
    "NoSuchTableError" "sqlalchemy.exc.InvalidRequestError";
    "UnreflectableTableError" "sqlalchemy.exc.InvalidRequestError";
    "UnboundExecutionError" "sqlalchemy.exc.InvalidRequestError";
    "StatementError" "sqlalchemy.exc.SQLAlchemyError";
    "DBAPIError" "sqlalchemy.exc.StatementError";
    "InterfaceError" "sqlalchemy.exc.DBAPIError";
    "DatabaseError" "sqlalchemy.exc.DBAPIError";
    "DataError" "sqlalchemy.exc.DatabaseError";
    "OperationalError" "sqlalchemy.exc.DatabaseError";
    "IntegrityError" "sqlalchemy.exc.DatabaseError";
    "InternalError" "sqlalchemy.exc.DatabaseError";
    "ProgrammingError" "sqlalchemy.exc.DatabaseError";
    "NotSupportedError" "sqlalchemy.exc.DatabaseError";
    "SADeprecationWarning" "DeprecationWarning";
    "SAWarning" "RuntimeWarning";
}
