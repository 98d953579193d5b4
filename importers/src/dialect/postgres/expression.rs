//! Functions and operators on PostgreSQL.

use crate::operation::expression::Lock;

/// Functions that PostgreSQL spells in its own way.
pub(super) fn function(name: &str, arguments: &[String]) -> Option<String> {
    let all = arguments.join(", ");
    (name == "aggregate_strings").then(|| format!("string_agg({all})"))
}

/// Operators that PostgreSQL spells in its own way.
pub(super) fn binary(left: &str, operator: &str, right: &str) -> Option<String> {
    Some(match operator {
        "REGEXP" => format!("{left} ~ {right}"),
        "NOT REGEXP" => format!("{left} !~ {right}"),
        "REGEXP i" => format!("{left} ~* {right}"),
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
pub(super) fn empty_set(negated: bool) -> &'static str {
    if negated {
        "NULL) OR (1 = 1))"
    } else {
        "NULL) AND (1 != 1)"
    }
}

/// `FOR UPDATE` and its like.
pub(super) fn lock(lock: &Lock) -> String {
    let mut sql = match (lock.read, lock.key_share) {
        (true, true) => " FOR KEY SHARE",
        (true, false) => " FOR SHARE",
        (false, true) => " FOR NO KEY UPDATE",
        (false, false) => " FOR UPDATE",
    }
    .to_owned();
    if lock.nowait {
        sql.push_str(" NOWAIT");
    }
    if lock.skip_locked {
        sql.push_str(" SKIP LOCKED");
    }
    sql
}
