//! Functions and operators on SQLite.

/// Functions that SQLite spells in its own way.
pub(super) fn function(name: &str, arguments: &[String]) -> Option<String> {
    let all = arguments.join(", ");
    Some(match name {
        "now" => "CURRENT_TIMESTAMP".to_owned(),
        "localtimestamp" => "DATETIME(CURRENT_TIMESTAMP, 'localtime')".to_owned(),
        "char_length" => format!("length({all})"),
        "aggregate_strings" => format!("group_concat({all})"),
        _ => return None,
    })
}

/// Operators that SQLite spells in its own way.
pub(super) fn binary(left: &str, operator: &str, right: &str, is_inside: bool) -> Option<String> {
    Some(match operator {
        "IS DISTINCT FROM" => format!("{left} IS NOT {right}"),
        "IS NOT DISTINCT FROM" => format!("{left} IS {right}"),
        "^" if is_inside => format!("(({left} | {right}) - ({left} & {right}))"),
        "^" => format!("({left} | {right} - {left} & {right})"),
        "ILIKE" => format!("lower({left}) LIKE lower({right})"),
        "NOT ILIKE" => format!("lower({left}) NOT LIKE lower({right})"),
        _ => return None,
    })
}

/// `LIMIT` has to stand before `OFFSET`.
pub(super) fn limit(limit: Option<&str>, offset: Option<&str>) -> String {
    format!(
        "\nLIMIT {} OFFSET {}",
        limit.unwrap_or("-1"),
        offset.unwrap_or("0")
    )
}

/// A query without rows.
pub(super) fn empty_set(negated: bool, width: usize) -> String {
    let ones = vec!["1"; width].join(", ");
    let end = if negated { "))" } else { ")" };
    format!("SELECT {ones} FROM (SELECT {ones}) WHERE 1!=1{end}")
}
