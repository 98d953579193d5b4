//! The environment that programs may ask for. Libraries do not read it: the
//! command line says how, once for the process.

use std::sync::OnceLock;

/// Looks a variable up; `None` where it is not set, or why it cannot be read.
type Lookup = fn(&str) -> Result<Option<String>, String>;

static LOOKUP: OnceLock<Lookup> = OnceLock::new();

/// Says how variables are looked up. The first call counts.
pub(crate) fn give(lookup: Lookup) {
    let _ = LOOKUP.set(lookup);
}

/// A variable of the environment.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn variable(name: &str) -> Result<Option<String>, String> {
    match LOOKUP.get() {
        Some(lookup) => lookup(name),
        None => Err("this run was given no environment".to_owned()),
    }
}
