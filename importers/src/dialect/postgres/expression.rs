//! Functions and operators on PostgreSQL.

use crate::dialect::expression;
use crate::dialect::rules::{Rendered, refused};
use crate::operation::expression::{Fetch, Lock};

/// Functions that PostgreSQL spells in its own way.
pub(super) fn function(name: &str, arguments: &[String]) -> Option<String> {
    Some(match (name, arguments) {
        ("aggregate_strings", all) => format!("string_agg({})", all.join(", ")),
        ("substring", [text, start]) => format!("SUBSTRING({text} FROM {start})"),
        ("substring", [text, start, length, ..]) => {
            format!("SUBSTRING({text} FROM {start} FOR {length})")
        }
        _ => return None,
    })
}

/// Operators that PostgreSQL spells in its own way.
pub(super) fn binary(left: &str, operator: &str, right: &str) -> Option<String> {
    Some(match operator {
        "REGEXP" => format!("{left} ~ {right}"),
        "NOT REGEXP" => format!("{left} !~ {right}"),
        "REGEXP i" => format!("{left} ~* {right}"),
        "NOT REGEXP i" => format!("{left} !~* {right}"),
        "REGEXP flags" => format!("{left} ~ CONCAT{right}"),
        "NOT REGEXP flags" => format!("{left} !~ CONCAT{right}"),
        "^" => format!("{left} # {right}"),
        "MATCH" if right.starts_with('(') => format!("{left} @@ plainto_tsquery{right}"),
        "MATCH" => format!("{left} @@ plainto_tsquery({right})"),
        _ => return None,
    })
}

/// `OFFSET` alone follows `LIMIT ALL`.
pub(super) fn limit(limit: Option<&str>, offset: Option<&str>) -> String {
    let mut sql = format!("\nLIMIT {}", limit.unwrap_or("ALL"));
    if let Some(offset) = offset {
        sql.push_str(&format!(" OFFSET {offset}"));
    }
    sql
}

/// A condition that never holds, and one that always does.
pub(super) fn empty_set(negated: bool, width: usize) -> String {
    let nothing = match width {
        1 => "NULL".to_owned(),
        _ => format!("({})", vec!["NULL"; width].join(", ")),
    };
    match negated {
        true => format!("{nothing}) OR (1 = 1))"),
        false => format!("{nothing}) AND (1 != 1)"),
    }
}

/// `FETCH FIRST (…)`: what is no literal needs parentheses, so that all have them.
pub(super) fn fetch(fetch: &Fetch, count: &str, offset: Option<&str>) -> String {
    let offset = offset.map(|offset| format!("({offset})"));
    expression::fetch(fetch, &format!("({count})"), offset.as_deref())
}

/// `ONLY`, the one thing that is said about the reading of a table.
pub(super) fn hinted(table: String, hint: &str) -> Rendered {
    if !hint.eq_ignore_ascii_case("ONLY") {
        let quote = if hint.contains('\'') { '"' } else { '\'' };
        return Err(refused(format!("Unrecognized hint: {quote}{hint}{quote}")));
    }
    Ok(format!("ONLY {table}"))
}

/// `FOR UPDATE` and its like.
pub(super) fn lock(lock: &Lock, of: &[String]) -> String {
    let mut sql = match (lock.read, lock.key_share) {
        (true, true) => " FOR KEY SHARE",
        (true, false) => " FOR SHARE",
        (false, true) => " FOR NO KEY UPDATE",
        (false, false) => " FOR UPDATE",
    }
    .to_owned();
    if !of.is_empty() {
        sql.push_str(&format!(" OF {}", of.join(", ")));
    }
    if lock.nowait {
        sql.push_str(" NOWAIT");
    }
    if lock.skip_locked {
        sql.push_str(" SKIP LOCKED");
    }
    sql
}
