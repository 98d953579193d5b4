//! What geoalchemy2 does where a table takes a column of one of its types: an index beside it.

use super::naming::Given;
use super::schema::IndexConstruct;
use super::type_object::TypeObject;
use crate::operation::{DialectOptions, Expression, Name, OptionValue};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// What a type asks of the column that has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spatial {
    /// The index that the column gets.
    pub(crate) index: Option<SpatialIndex>,
    /// `nullable=`, which the column takes over where it is false.
    pub(crate) nullable: bool,
}

/// An index of a column with places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SpatialIndex {
    /// Of the column itself.
    Plain,
    /// `use_N_D_index=True`
    AllDimensions,
    /// Of the hull of a raster.
    Hull,
}

impl Spatial {
    /// What the class of a type says, which was not called.
    fn of_class(full: &str) -> Option<Self> {
        let index = match full {
            "geoalchemy2.Geometry" | "geoalchemy2.Geography" => SpatialIndex::Plain,
            "geoalchemy2.Raster" => SpatialIndex::Hull,
            _ => return None,
        };
        Some(Self {
            index: Some(index),
            nullable: true,
        })
    }

    /// The index of a column of a table.
    pub(crate) fn index(self, table: &str, key: &Name, column: &Name) -> Option<IndexConstruct> {
        let name = Given::Plain(Name::new(format!("idx_{table}_{}", column.text)));
        let mut options = DialectOptions::new();
        let mut put =
            |name: &str, value| options.insert(("postgresql".into(), name.to_owned()), value);
        put("using", OptionValue::Text("gist".into()));
        let index = self.index?;
        if index == SpatialIndex::AllDimensions {
            let class = OptionValue::Text("gist_geometry_ops_nd".into());
            put("ops", OptionValue::Map(vec![(column.text.clone(), class)]));
        }
        let mut construct = IndexConstruct::of_columns(name, [key.clone()], false, options);
        if index == SpatialIndex::Hull {
            let arguments = std::mem::take(&mut construct.expressions);
            construct.expressions = vec![Expression::Function {
                name: vec![Name::new("ST_ConvexHull")],
                arguments,
            }];
        }
        Some(construct)
    }
}

/// What a value asks as the type of a column.
///
/// # Errors
/// Where it is a type of the project's own whose `impl` asks something.
pub(crate) fn spatial_of(interpreter: &mut Interpreter, value: &Value) -> Result<Option<Spatial>> {
    if let Some(own) = value.downcast::<TypeObject>() {
        return Ok(own.spatial);
    }
    match value {
        Value::NativeClass(class) => Ok(Spatial::of_class(class.name)),
        Value::Class(class) if class.native_base().is_some() => {
            let base = class
                .native_base()
                .and_then(|base| Spatial::of_class(base.name));
            match base {
                Some(spatial) => Ok(Some(spatial)),
                None => within(interpreter, value),
            }
        }
        Value::Instance(_) => within(interpreter, value),
        _ => Ok(None),
    }
}

/// A decorator of a type gets the index of its `impl`, named by what `load_dialect_impl` gives.
fn within(interpreter: &mut Interpreter, value: &Value) -> Result<Option<Spatial>> {
    let Ok(Some(implementation)) = interpreter.find_attribute(value, "impl") else {
        return Ok(None);
    };
    let spatial = match &implementation {
        Value::NativeClass(class) => Spatial::of_class(class.name),
        other => other.downcast::<TypeObject>().and_then(|own| own.spatial),
    };
    if spatial.is_some_and(|spatial| spatial.index.is_some()) {
        return Err(interpreter.refuse(
            "unknown-argument",
            "geoalchemy2 adds an index of its own to a column of this type, which bridge does not."
                .to_owned(),
            Some(
                "Write `spatial_index=False` in the type's `impl`, and \
                 `op.create_index(\"idx_TABLE_COLUMN\", ..., postgresql_using=\"gist\")` beside the column.",
            ),
        ));
    }
    Ok(None)
}
