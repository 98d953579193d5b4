//! SQL that was written for one dialect and stands in a script for another:
//! what cannot run there, and the few cases whose repair is safe.
//!
//! Everything here looks at tokens, never inside literals and comments.

mod boolean;
mod foreign;

pub use boolean::boolean_defaults;
pub use foreign::{Foreign, foreign, without_sqlite_clock};

/// A statement with a repair in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The statement as it can run.
    pub sql: String,
    /// What stood there, each once: `datetime('now')`.
    pub from: Vec<String>,
    /// What stands there now.
    pub to: Vec<String>,
}

/// Replaces byte ranges, given in order.
fn replaced(sql: &str, ranges: &[(usize, usize, String)]) -> Option<Repaired> {
    if ranges.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(sql.len());
    let (mut from, mut to) = (Vec::new(), Vec::new());
    let mut behind = 0;
    for (start, end, new) in ranges {
        text.push_str(sql.get(behind..*start)?);
        text.push_str(new);
        let old = sql.get(*start..*end)?.to_owned();
        if !from.contains(&old) {
            from.push(old);
            to.push(new.clone());
        }
        behind = *end;
    }
    text.push_str(sql.get(behind..)?);
    Some(Repaired {
        sql: text,
        from,
        to,
    })
}
