//! The parts of the standard library that migrations use, as tables.

use super::native::ModuleTable;

/// All modules.
pub(crate) static MODULES: &[&ModuleTable] = &[];
