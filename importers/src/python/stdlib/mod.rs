//! The parts of the standard library that migrations use, as tables.

pub(crate) mod contextlib;

use super::native::ModuleTable;

/// All modules.
pub(crate) static MODULES: &[&ModuleTable] = &[&contextlib::TABLE];
