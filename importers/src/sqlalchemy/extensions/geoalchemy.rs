//! `geoalchemy2` 0.20.0, on PostgreSQL.

use super::{ignore, modules, postgres_only};
use crate::operation::SqlType;
use crate::python::native::{Args, Definition, Result};
use crate::sqlalchemy::argument;
use crate::sqlalchemy::types::type_classes;

/// `(geometry_type='GEOMETRY', srid=-1, dimension=None, spatial_index=True, ...)`
///
/// With `spatial_index` the library adds an index of its own to whatever
/// table takes the column; that is not built, and refused.
fn shape(name: &str, args: &mut Args) -> Result<SqlType> {
    let kind = match argument::present(args.take("geometry_type")?) {
        Some(kind) => args.to_string("geometry_type", &kind)?.to_uppercase(),
        None => "GEOMETRY".to_owned(),
    };
    let srid = args.optional_integer("srid")?.unwrap_or(-1);
    if args
        .optional_integer("dimension")?
        .is_some_and(|dimension| dimension > 4)
    {
        return Err(args.refuse("`dimension` is at most 4."));
    }
    not_indexed(args)?;
    Ok(postgres_only(format!("{name}({kind},{srid})")))
}

fn not_indexed(args: &mut Args) -> Result<()> {
    let indexed = args.keyword_boolean("spatial_index")?.unwrap_or(true);
    ignore(args);
    if indexed {
        return Err(args.refuse(
            "geoalchemy2 adds an index of its own to this column, which bridge does not. \
             Write `spatial_index=False`, and `op.create_index(\"idx_TABLE_COLUMN\", ..., postgresql_using=\"gist\")` beside it.",
        ));
    }
    Ok(())
}

type_classes! { "geoalchemy2";
    GEOMETRY "Geometry" |interpreter, args| shape("geometry", &mut args)?;
    GEOGRAPHY "Geography" |interpreter, args| shape("geography", &mut args)?;
    RASTER "Raster" |interpreter, args| {
        not_indexed(&mut args)?;
        postgres_only("raster")
    };
}

modules! { CLASSES;
    GEOALCHEMY "geoalchemy2";
    TYPES "geoalchemy2.types";
}
