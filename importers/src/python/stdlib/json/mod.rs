//! `json`

mod read;
mod write;

use crate::python::native::{Definition, ModuleTable};
pub(crate) use read::read;
pub(crate) use write::plain;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "json",
    definitions: &[
        ("dumps", Definition::Function(write::dumps)),
        ("loads", Definition::Function(read::loads)),
        (
            "JSONDecodeError",
            Definition::Exception {
                name: "json.JSONDecodeError",
                base: "ValueError",
            },
        ),
    ],
    fallback: super::written::JSON,
};
