//! What stands behind `CREATE TABLE (…)` on SQLite.

use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules};
use crate::operation::Table;

/// `WITHOUT ROWID`, `STRICT`
pub(super) fn suffix(rules: &dyn Rules, table: &Table) -> Rendered {
    let options = Options::new(rules, &table.options, Subject::Table)?;
    let mut words = Vec::new();
    if options.flag("with_rowid") == Some(false) {
        words.push("WITHOUT ROWID");
    }
    if options.flag("strict") == Some(true) {
        words.push("STRICT");
    }
    Ok(if words.is_empty() {
        String::new()
    } else {
        format!(" {}", words.join(", "))
    })
}
