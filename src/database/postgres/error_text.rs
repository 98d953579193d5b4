//! The text of psycopg2's exceptions: libpq's message (PostgreSQL documentation, "libpq",
//! `PQresultErrorMessage`) without the severity. Programs look into it.

use unicode_width::UnicodeWidthChar;

use crate::database::error::{ErrorFields, StatementError};

/// The widest part of a line that is shown.
const WIDEST: usize = 60;
/// What is shown to the right of the place, at least.
const RIGHT: usize = 10;

/// The message, the place in the statement, detail, hint, and where in functions it was.
pub(crate) fn text(error: &StatementError, sql: &str) -> String {
    let mut text = format!("{}\n", error.message);
    let none = ErrorFields::default();
    let fields = error.fields.as_deref().unwrap_or(&none);
    match (fields.position, &fields.internal) {
        (Some(position), _) => text.push_str(&place(sql, position)),
        (None, Some((query, position))) => text.push_str(&place(query, *position)),
        (None, None) => {}
    }
    let query = fields.internal.as_ref().map(|(query, _)| query);
    for (word, said) in [
        ("DETAIL", error.detail.as_ref()),
        ("HINT", error.hint.as_ref()),
        ("QUERY", query),
        ("CONTEXT", fields.context.as_ref()),
    ] {
        if let Some(said) = said {
            text.push_str(&format!("{word}:  {said}\n"));
        }
    }
    text
}

/// `LINE 1: ...` and a caret below it; `position` counts characters from 1.
fn place(sql: &str, position: usize) -> String {
    let characters: Vec<char> = sql
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .collect();
    let Some(at) = position.checked_sub(1).filter(|at| *at <= characters.len()) else {
        return String::new();
    };
    let is_break = |c: &char| matches!(c, '\n' | '\r');
    let before = characters.get(..at).unwrap_or_default();
    let mut start = before
        .iter()
        .rposition(is_break)
        .map_or(0, |found| found + 1);
    let rest = characters.get(at..).unwrap_or_default();
    let mut end = rest
        .iter()
        .position(is_break)
        .map_or(characters.len(), |found| at + found);
    let width = |from: usize, to: usize| -> usize {
        let part = characters.get(from..to).unwrap_or_default();
        part.iter().map(|c| c.width().unwrap_or(0)).sum()
    };
    let (mut cut_left, mut cut_right) = (false, false);
    if width(start, end) > WIDEST {
        if width(start, at) + RIGHT <= WIDEST {
            while width(start, end) > WIDEST {
                end -= 1;
            }
            cut_right = true;
        } else {
            while width(at, end) > RIGHT {
                end -= 1;
                cut_right = true;
            }
            while width(start, end) > WIDEST {
                start += 1;
                cut_left = true;
            }
        }
    }
    let dots = |is_cut: bool| if is_cut { "..." } else { "" };
    let line = 1 + lines(before);
    let shown: String = characters
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .collect();
    let head = format!("LINE {line}: {}", dots(cut_left));
    let blank = " ".repeat(head.len() + width(start, at));
    format!("{head}{shown}{}\n{blank}^\n", dots(cut_right))
}

/// How many lines end in a text; `\\r\\n` is one end.
fn lines(text: &[char]) -> usize {
    let ends = text.iter().enumerate().filter(|(at, c)| match c {
        '\r' => true,
        '\n' => *at == 0 || text.get(at - 1) != Some(&'\r'),
        _ => false,
    });
    ends.count()
}

/// What `diag` has, by psycopg2's names.
pub(crate) fn fields(error: &StatementError) -> Vec<(&'static str, String)> {
    let none = ErrorFields::default();
    let own = error.fields.as_deref().unwrap_or(&none);
    let state = error.sqlstate().map(str::to_owned);
    let severity = error.fields.is_some().then(|| "ERROR".to_owned());
    [
        ("severity", severity.clone()),
        ("severity_nonlocalized", severity),
        ("sqlstate", state),
        ("message_primary", Some(error.message.clone())),
        ("message_detail", error.detail.clone()),
        ("message_hint", error.hint.clone()),
        (
            "internal_query",
            own.internal.as_ref().map(|(query, _)| query.clone()),
        ),
        ("context", own.context.clone()),
        ("schema_name", own.schema.clone()),
        ("table_name", own.table.clone()),
        ("column_name", own.column.clone()),
        ("datatype_name", own.data_type.clone()),
        ("constraint_name", own.constraint.clone()),
    ]
    .into_iter()
    .filter_map(|(name, said)| Some((name, said?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_line_and_a_caret() {
        assert_eq!(
            place("SELECT nope FROM users", 8),
            "LINE 1: SELECT nope FROM users\n               ^\n"
        );
        assert_eq!(
            place("SELECT 1,\r\n\tnope\nFROM users", 13),
            "LINE 2:  nope\n         ^\n"
        );
        assert_eq!(place("SELECT", 7), "LINE 1: SELECT\n              ^\n");
        assert_eq!(place("SELECT", 99), "");
        assert_eq!(place("SELECT", 0), "");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let right = format!("SELECT nope, {}", "x".repeat(80));
        assert_eq!(
            place(&right, 8),
            format!(
                "LINE 1: SELECT nope, {}...\n               ^\n",
                "x".repeat(47)
            )
        );
        let both = format!("SELECT '{}', nope, '{}'", "文".repeat(40), "x".repeat(80));
        assert_eq!(
            place(&both, 52),
            format!(
                "LINE 1: ...{}', nope, 'xxx...\n{}^\n",
                "文".repeat(23),
                " ".repeat(60)
            )
        );
    }
}
