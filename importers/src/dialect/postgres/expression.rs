//! Functions and operators on PostgreSQL.

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
