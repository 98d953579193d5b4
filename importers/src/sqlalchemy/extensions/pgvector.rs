//! `pgvector` 0.5.1 and `citext` 1.8.0

use super::{modules, postgres_only};
use crate::operation::SqlType;
use crate::python::native::{Args, Definition, Result};
use crate::sqlalchemy::argument;
use crate::sqlalchemy::types::type_classes;

fn sized(name: &str, args: &mut Args) -> Result<String> {
    Ok(match argument::size(args, "dim")? {
        Some(dimensions) => format!("{name}({dimensions})"),
        None => name.to_owned(),
    })
}

type_classes! { "pgvector.sqlalchemy";
    VECTOR "Vector" |interpreter, args| SqlType::Custom(sized("VECTOR", &mut args)?);
    VECTOR_UPPER "VECTOR" |interpreter, args| SqlType::Custom(sized("VECTOR", &mut args)?);
    HALF_VECTOR "HalfVector" |interpreter, args| SqlType::Custom(sized("HALFVEC", &mut args)?);
    HALF_VECTOR_UPPER "HALFVEC" |interpreter, args| SqlType::Custom(sized("HALFVEC", &mut args)?);
    SPARSE_VECTOR "SparseVector" |interpreter, args| SqlType::Custom(sized("SPARSEVEC", &mut args)?);
    SPARSE_VECTOR_UPPER "SPARSEVEC" |interpreter, args| SqlType::Custom(sized("SPARSEVEC", &mut args)?);
    BIT "BIT" |interpreter, args| {
        let length = argument::size(&mut args, "length")?;
        postgres_only(length.map_or("BIT".into(), |length| format!("BIT({length})")))
    };
    CI_TEXT "CIText" |interpreter, args| SqlType::Custom("CITEXT".into());
}

modules! { CLASSES;
    PGVECTOR "pgvector.sqlalchemy";
    VECTORS "pgvector.sqlalchemy.vector";
    HALF_VECTORS "pgvector.sqlalchemy.halfvec";
    SPARSE_VECTORS "pgvector.sqlalchemy.sparsevec";
    BITS "pgvector.sqlalchemy.bit";
    CITEXT "citext";
}
