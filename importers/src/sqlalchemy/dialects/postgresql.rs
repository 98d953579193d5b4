//! `sqlalchemy.dialects.postgresql`

use crate::operation::SqlType;
use crate::operation::types::{BinaryKind, Domain};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::sqlalchemy::metadata::MetaDataObject;
use crate::sqlalchemy::types::type_classes;
use crate::sqlalchemy::{argument, enumeration, item, types};

/// A type that only PostgreSQL has.
fn native(sql: impl Into<String>) -> SqlType {
    SqlType::Native {
        dialect: "postgresql".into(),
        sql: sql.into(),
    }
}

/// `TIMESTAMP(timezone=False, precision=None)`
fn timestamp(interpreter: &Interpreter, args: &mut Args) -> Result<SqlType> {
    Ok(SqlType::DateTime {
        timestamp: true,
        timezone: args.optional_boolean("timezone")?.unwrap_or(false),
        precision: argument::counted(interpreter, args, "precision")?,
    })
}

/// `TIME(timezone=False, precision=None)`
fn time(interpreter: &Interpreter, args: &mut Args) -> Result<SqlType> {
    Ok(SqlType::Time {
        timezone: args.optional_boolean("timezone")?.unwrap_or(false),
        precision: argument::counted(interpreter, args, "precision")?,
    })
}

/// `INTERVAL(precision=None, fields=None)`
fn interval(interpreter: &Interpreter, args: &mut Args) -> Result<SqlType> {
    let precision = argument::counted(interpreter, args, "precision")?;
    Ok(SqlType::Interval {
        native: true,
        fields: args.optional_string("fields")?,
        precision,
    })
}

/// `BIT(length=None, varying=False)`
fn bit(interpreter: &Interpreter, args: &mut Args) -> Result<SqlType> {
    let length = argument::counted(interpreter, args, "length")?;
    let varying = args.optional_boolean("varying")?.unwrap_or(false);
    let (own, mysql) = match (varying, length) {
        (true, Some(length)) => (format!("BIT VARYING({length})"), format!("BIT({length})")),
        (true, None) => ("BIT VARYING".into(), "BIT".into()),
        (false, length) => {
            let sql = format!("BIT({})", length.filter(|length| *length > 0).unwrap_or(1));
            (sql.clone(), sql)
        }
    };
    // MySQL has a type of this name, too.
    Ok(SqlType::Variant {
        base: Box::new(native(own)),
        variants: vec![(
            "mysql".into(),
            SqlType::Native {
                dialect: "mysql".into(),
                sql: mysql,
            },
        )],
    })
}

fn json(binary: bool, args: &mut Args) -> Result<SqlType> {
    let none_as_null = args.optional_boolean("none_as_null")?.unwrap_or(false);
    let _ = args.take("astext_type")?;
    Ok(SqlType::Json {
        binary,
        none_as_null,
        postgres: true,
    })
}

/// `DOMAIN(name, data_type, collation=, default=, constraint_name=, not_null=, check=, create_type=)`
fn domain(interpreter: &mut Interpreter, args: &mut Args) -> Result<SqlType> {
    let mut name = argument::name(args, "name")?;
    let data_type = args.required("data_type")?;
    let data_type = argument::data_type(interpreter, args, "data_type", &data_type)?;
    let default = match argument::present(args.keyword("default")) {
        Some(value) => {
            crate::sqlalchemy::column_default::server_default(interpreter, args, &value)?
        }
        None => None,
    };
    let check = match argument::present(args.keyword("check")) {
        Some(value) => Some(item::text_or_expression(interpreter, &value)?),
        None => None,
    };
    let create_type = args.keyword_boolean("create_type")?.unwrap_or(true);
    name.quote = args.keyword_boolean("quote")?.or(name.quote);
    let metadata = argument::present(args.keyword("metadata"));
    let of_metadata = metadata.is_some();
    let metadata_schema = metadata
        .and_then(|own| own.downcast::<MetaDataObject>())
        .and_then(|own| own.schema());
    let inherit_schema = args.keyword_boolean("inherit_schema")?.unwrap_or(false);
    let _ = args.keyword("_create_events");
    Ok(SqlType::Domain(Box::new(Domain {
        name,
        schema: argument::keyword_name(args, "schema")?,
        data_type,
        collation: args.keyword_string("collation")?,
        default,
        constraint_name: argument::keyword_name(args, "constraint_name")?,
        not_null: args.keyword_boolean("not_null")?.unwrap_or(false),
        check,
        create_type: create_type && !of_metadata,
        inherit_schema,
        metadata_schema,
    })))
}

fn array(interpreter: &mut Interpreter, args: &mut Args) -> Result<SqlType> {
    let mut made = types::array(interpreter, args)?;
    if let SqlType::Array { postgres, .. } = &mut made {
        *postgres = true;
    }
    Ok(made)
}

fn hstore(args: &mut Args) -> Result<SqlType> {
    let _ = args.take("text_type")?;
    Ok(native("HSTORE"))
}

type_classes! { "sqlalchemy.dialects.postgresql";
    ARRAY "ARRAY" |interpreter, args| array(interpreter, &mut args)?;
    ENUM "ENUM" |interpreter, args| enumeration::native(interpreter, &mut args)?;
    JSON "JSON" |interpreter, args| json(false, &mut args)?;
    JSONB "JSONB" |interpreter, args| json(true, &mut args)?;
    JSONPATH "JSONPATH" |interpreter, args| native("JSONPATH");
    TIMESTAMP "TIMESTAMP" |interpreter, args| timestamp(interpreter, &mut args)?;
    TIME "TIME" |interpreter, args| time(interpreter, &mut args)?;
    INTERVAL "INTERVAL" |interpreter, args| interval(interpreter, &mut args)?;
    BIT "BIT" |interpreter, args| bit(interpreter, &mut args)?;
    BYTEA "BYTEA" |interpreter, args| {
        SqlType::Binary { kind: BinaryKind::Bytea, length: argument::size(&mut args, "length")? }
    };
    DOMAIN "DOMAIN" |interpreter, args| domain(interpreter, &mut args)?;
    HSTORE "HSTORE" |interpreter, args| hstore(&mut args)?;
    INET "INET" |interpreter, args| native("INET");
    CIDR "CIDR" |interpreter, args| native("CIDR");
    CITEXT "CITEXT" |interpreter, args| {
        let _ = argument::size(&mut args, "length")?;
        let _ = args.take("collation")?;
        native("CITEXT")
    };
    MACADDR "MACADDR" |interpreter, args| native("MACADDR");
    MACADDR8 "MACADDR8" |interpreter, args| native("MACADDR8");
    MONEY "MONEY" |interpreter, args| native("MONEY");
    OID "OID" |interpreter, args| native("OID");
    REGCLASS "REGCLASS" |interpreter, args| native("REGCLASS");
    REGCONFIG "REGCONFIG" |interpreter, args| native("REGCONFIG");
    TSQUERY "TSQUERY" |interpreter, args| native("TSQUERY");
    TSVECTOR "TSVECTOR" |interpreter, args| native("TSVECTOR");
    INT4RANGE "INT4RANGE" |interpreter, args| native("INT4RANGE");
    INT8RANGE "INT8RANGE" |interpreter, args| native("INT8RANGE");
    NUMRANGE "NUMRANGE" |interpreter, args| native("NUMRANGE");
    DATERANGE "DATERANGE" |interpreter, args| native("DATERANGE");
    TSRANGE "TSRANGE" |interpreter, args| native("TSRANGE");
    TSTZRANGE "TSTZRANGE" |interpreter, args| native("TSTZRANGE");
    INT4MULTIRANGE "INT4MULTIRANGE" |interpreter, args| native("INT4MULTIRANGE");
    INT8MULTIRANGE "INT8MULTIRANGE" |interpreter, args| native("INT8MULTIRANGE");
    NUMMULTIRANGE "NUMMULTIRANGE" |interpreter, args| native("NUMMULTIRANGE");
    DATEMULTIRANGE "DATEMULTIRANGE" |interpreter, args| native("DATEMULTIRANGE");
    TSMULTIRANGE "TSMULTIRANGE" |interpreter, args| native("TSMULTIRANGE");
    TSTZMULTIRANGE "TSTZMULTIRANGE" |interpreter, args| native("TSTZMULTIRANGE");
}

/// The classes of `sqlalchemy.types` that the package offers.
const OFFERS: (&str, &[&str]) = (
    "sqlalchemy.dialects.postgresql",
    &[
        "INTEGER",
        "SMALLINT",
        "BIGINT",
        "VARCHAR",
        "CHAR",
        "TEXT",
        "NUMERIC",
        "FLOAT",
        "DOUBLE_PRECISION",
        "REAL",
        "BOOLEAN",
        "DATE",
        "UUID",
    ],
);

/// `sqlalchemy.dialects.postgresql`
pub(crate) static POSTGRESQL: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.postgresql",
    definitions: super::postgresql_functions::FUNCTIONS,
    fallback: Some(|interpreter, name| {
        let own = crate::sqlalchemy::find(
            interpreter,
            &[super::class::POSTGRESQL_CLASSES, CLASSES, item::CLASSES],
            name,
        )?;
        match own {
            Some(own) => Ok(Some(own)),
            None => super::offered(interpreter, OFFERS, name),
        }
    }),
};

/// `sqlalchemy.dialects.postgresql.base` and its siblings
static BASE: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.postgresql.base",
    definitions: super::postgresql_functions::FUNCTIONS,
    fallback: Some(|interpreter, name| {
        crate::sqlalchemy::find(
            interpreter,
            &[
                super::class::POSTGRESQL_CLASSES,
                CLASSES,
                item::CLASSES,
                types::CLASSES,
            ],
            name,
        )
    }),
};

submodules! {
    BASE "sqlalchemy.dialects.postgresql";
    "array" "base" "dml" "ext" "hstore" "json" "named_types" "ranges" "types"
}
