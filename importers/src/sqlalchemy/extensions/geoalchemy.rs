//! `geoalchemy2` 0.20.0, on PostgreSQL.

use super::{modules, postgres_only};
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, Result};
use crate::python::value::Value;
use crate::sqlalchemy::compiled_type::constructed;
use crate::sqlalchemy::spatial::{Spatial, SpatialIndex};
use crate::sqlalchemy::type_object::with_spatial;
use crate::sqlalchemy::types::class_attribute;

/// `(geometry_type='GEOMETRY', srid=-1, dimension=None, spatial_index=True,
/// use_N_D_index=False, use_typmod=None, from_text=None, name=None, nullable=True)`
fn shape(name: &str, args: &mut Args) -> Result<(SqlType, Spatial)> {
    let kind = match args.take("geometry_type")? {
        Some(Value::None) => None,
        Some(kind) => Some(args.to_string("geometry_type", &kind)?.to_uppercase()),
        None => Some("GEOMETRY".to_owned()),
    };
    let srid = args.optional_integer("srid")?.unwrap_or(-1);
    let dimension = args.optional_integer("dimension")?;
    if dimension.is_some_and(|dimension| !(2..=4).contains(&dimension)) {
        return Err(args.refuse("`dimension` is 2, 3 or 4."));
    }
    let is_indexed = args.optional_boolean("spatial_index")?.unwrap_or(true);
    let in_all = args.optional_boolean("use_N_D_index")?.unwrap_or(false);
    let typmod = args.optional_boolean("use_typmod")?;
    let _ = args.take("from_text")?;
    let name = args.optional_string("name")?.unwrap_or_else(|| name.into());
    let nullable = args.optional_boolean("nullable")?.unwrap_or(true);
    if in_all && !is_indexed {
        return Err(args.refuse("`use_N_D_index` needs `spatial_index`."));
    }
    if typmod.is_some() && !nullable {
        return Err(args.refuse("`nullable` and `use_typmod` exclude each other."));
    }
    if typmod == Some(false) {
        return Err(args.refuse("bridge does not add columns with `use_typmod=False`."));
    }
    let index = match in_all {
        true => SpatialIndex::AllDimensions,
        false => SpatialIndex::Plain,
    };
    let sql = match kind.filter(|kind| !kind.is_empty()) {
        Some(kind) => format!("{name}({kind},{srid})"),
        None => name,
    };
    let index = is_indexed.then_some(index);
    Ok((postgres_only(sql), Spatial { index, nullable }))
}

/// `(spatial_index=True, from_text=None, name=None, nullable=True)`
fn raster(args: &mut Args) -> Result<(SqlType, Spatial)> {
    let is_indexed = args.optional_boolean("spatial_index")?.unwrap_or(true);
    let _ = args.take("from_text")?;
    let name = args.optional_string("name")?;
    let nullable = args.optional_boolean("nullable")?.unwrap_or(true);
    let index = is_indexed.then_some(SpatialIndex::Hull);
    let sql = name.unwrap_or_else(|| "raster".into());
    Ok((postgres_only(sql), Spatial { index, nullable }))
}

fn finished(
    interpreter: &mut Interpreter,
    args: Args,
    lineage: &'static [&'static str],
    (data_type, spatial): (SqlType, Spatial),
) -> Result<Value> {
    args.finish()?;
    let value = constructed(interpreter, lineage, data_type)?;
    Ok(with_spatial(value, spatial))
}

macro_rules! classes {
    ($($constant:ident $name:literal $read:expr;)*) => {
        $(static $constant: ClassDefinition = ClassDefinition::new(
            concat!("geoalchemy2.", $name),
            &["sqlalchemy.types.TypeEngine"],
            |interpreter, mut args| {
                const LINEAGE: &[&str] = &[concat!("geoalchemy2.", $name), "sqlalchemy.types.TypeEngine"];
                let read: fn(&mut Args) -> Result<(SqlType, Spatial)> = $read;
                let found = read(&mut args)?;
                finished(interpreter, args, LINEAGE, found)
            },
        )
        .attributes(class_attribute);)*
        static CLASSES: &[(&str, Definition)] = &[$(($name, Definition::Class(&$constant))),*];
    };
}

classes! {
    GEOMETRY "Geometry" |args| shape("geometry", args);
    GEOGRAPHY "Geography" |args| shape("geography", args);
    RASTER "Raster" raster;
}

modules! { CLASSES;
    GEOALCHEMY "geoalchemy2";
    TYPES "geoalchemy2.types";
}
