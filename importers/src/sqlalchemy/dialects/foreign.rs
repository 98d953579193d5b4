//! `sqlalchemy.dialects.mssql` and `.oracle`: databases that bridge does not
//! run on. Files name their types inside `with_variant(...)`; as the type of a
//! column they exist on that database alone.

use crate::operation::SqlType;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::sqlalchemy::types::{self, type_classes};
use crate::sqlalchemy::{argument, find};

/// A type that takes sizes, and flags that say nothing about its name.
fn sized(dialect: &str, name: &str, args: &mut Args) -> Result<SqlType> {
    let mut sizes = Vec::new();
    for parameter in ["precision", "scale", "length"] {
        if let Some(size) = argument::size(args, parameter)? {
            sizes.push(size.to_string());
        }
    }
    for flag in [
        "timezone",
        "asdecimal",
        "collation",
        "deprecate_large_types",
    ] {
        let _ = args.keyword(flag);
    }
    let sql = if sizes.is_empty() {
        name.to_owned()
    } else {
        format!("{name}({})", sizes.join(", "))
    };
    Ok(SqlType::Native {
        dialect: dialect.to_owned(),
        sql,
    })
}

mod mssql {
    use super::*;

    type_classes! { "sqlalchemy.dialects.mssql";
        BIT "BIT" |interpreter, args| sized("mssql", "BIT", &mut args)?;
        DATETIME2 "DATETIME2" |interpreter, args| sized("mssql", "DATETIME2", &mut args)?;
        DATETIMEOFFSET "DATETIMEOFFSET" |interpreter, args| sized("mssql", "DATETIMEOFFSET", &mut args)?;
        IMAGE "IMAGE" |interpreter, args| sized("mssql", "IMAGE", &mut args)?;
        MONEY "MONEY" |interpreter, args| sized("mssql", "MONEY", &mut args)?;
        NTEXT "NTEXT" |interpreter, args| sized("mssql", "NTEXT", &mut args)?;
        SMALLDATETIME "SMALLDATETIME" |interpreter, args| sized("mssql", "SMALLDATETIME", &mut args)?;
        SMALLMONEY "SMALLMONEY" |interpreter, args| sized("mssql", "SMALLMONEY", &mut args)?;
        TINYINT "TINYINT" |interpreter, args| sized("mssql", "TINYINT", &mut args)?;
        UNIQUEIDENTIFIER "UNIQUEIDENTIFIER" |interpreter, args| sized("mssql", "UNIQUEIDENTIFIER", &mut args)?;
        XML "XML" |interpreter, args| sized("mssql", "XML", &mut args)?;
    }
}

mod oracle {
    use super::*;

    type_classes! { "sqlalchemy.dialects.oracle";
        BFILE "BFILE" |interpreter, args| sized("oracle", "BFILE", &mut args)?;
        LONG "LONG" |interpreter, args| sized("oracle", "LONG", &mut args)?;
        NCLOB "NCLOB" |interpreter, args| sized("oracle", "NCLOB", &mut args)?;
        NUMBER "NUMBER" |interpreter, args| sized("oracle", "NUMBER", &mut args)?;
        RAW "RAW" |interpreter, args| sized("oracle", "RAW", &mut args)?;
        VARCHAR2 "VARCHAR2" |interpreter, args| sized("oracle", "VARCHAR2", &mut args)?;
    }
}

/// `sqlalchemy.dialects.mssql`
pub(crate) static MSSQL: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.mssql",
    definitions: &[],
    fallback: Some(|interpreter, name| find(interpreter, &[mssql::CLASSES, types::CLASSES], name)),
};

/// `sqlalchemy.dialects.oracle`
pub(crate) static ORACLE: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.oracle",
    definitions: &[],
    fallback: Some(|interpreter, name| find(interpreter, &[oracle::CLASSES, types::CLASSES], name)),
};
