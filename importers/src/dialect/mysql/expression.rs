//! Functions and operators on MySQL.

use super::types;
use crate::dialect::expression::{self, Scope};
use crate::dialect::rules::{Rendered, Rules};
use crate::operation::expression::Lock;
use crate::operation::operator;
use crate::operation::{Expression, SqlType};

/// Functions that MySQL spells in its own way.
pub(super) fn function(name: &str, arguments: &[String]) -> Option<String> {
    let all = arguments.join(", ");
    Some(match name {
        "random" => format!("rand({all})"),
        "rollup" => format!("{all} WITH ROLLUP"),
        "aggregate_strings" => match arguments {
            [value, delimiter] => format!("group_concat({value} SEPARATOR {delimiter})"),
            _ => format!("group_concat({all})"),
        },
        "sysdate" => "SYSDATE()".to_owned(),
        _ => return None,
    })
}

/// Operators that MySQL spells in its own way.
pub(super) fn binary(left: &str, operator: &str, right: &str) -> Option<String> {
    Some(match operator {
        "IS DISTINCT FROM" => format!("NOT ({left} <=> {right})"),
        "IS NOT DISTINCT FROM" => format!("{left} <=> {right}"),
        "//" => format!("FLOOR({left} / {right})"),
        "MATCH plain" => format!("MATCH ({left}) AGAINST ({right})"),
        "MATCH natural" => {
            format!("MATCH ({left}) AGAINST ({right} IN NATURAL LANGUAGE MODE)")
        }
        "MATCH expanded" => format!("MATCH ({left}) AGAINST ({right} WITH QUERY EXPANSION)"),
        "MATCH natural expanded" => format!(
            "MATCH ({left}) AGAINST ({right} IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION)"
        ),
        "MATCH" => format!("MATCH ({left}) AGAINST ({right} IN BOOLEAN MODE)"),
        "ILIKE" => format!("lower({left}) LIKE lower({right})"),
        "NOT ILIKE" => format!("lower({left}) NOT LIKE lower({right})"),
        _ => return None,
    })
}

/// Strings put together; `||` is OR.
pub(super) fn concat(parts: &[String]) -> String {
    format!("concat({})", parts.join(", "))
}

/// MySQL casts to few types; SQLAlchemy leaves any other cast out.
pub(super) fn cast(
    rules: &dyn Rules,
    inner: &Expression,
    data_type: &SqlType,
    scope: Scope<'_>,
) -> Rendered {
    let name = types::cast(rules, data_type)?;
    if name.is_none() {
        // A type that MySQL does not have at all is refused.
        rules.data_type(data_type)?;
    }
    Ok(match name {
        Some(name) => format!(
            "CAST({} AS {name})",
            expression::render(rules, inner, scope)?
        ),
        // What it casts is grouped in its place.
        None => {
            let inner = operator::group(inner.clone(), operator::Around::Anything);
            expression::render(rules, &inner, scope)?
        }
    })
}

/// The kinds of joins have more words than elsewhere.
pub(super) fn join(kind: &str) -> &str {
    if kind == "JOIN" { "INNER JOIN" } else { kind }
}

/// `LIMIT offset, limit`; an offset alone follows the largest limit.
pub(super) fn limit(limit: Option<&str>, offset: Option<&str>) -> String {
    match (limit, offset) {
        (limit, Some(offset)) => format!(
            "\nLIMIT {offset}, {}",
            limit.unwrap_or("18446744073709551615")
        ),
        (Some(limit), None) => format!("\nLIMIT {limit}"),
        (None, None) => String::new(),
    }
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

/// `FOR UPDATE` and its like.
pub(super) fn lock(lock: &Lock) -> String {
    let mut sql = if lock.read {
        " LOCK IN SHARE MODE"
    } else {
        " FOR UPDATE"
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
