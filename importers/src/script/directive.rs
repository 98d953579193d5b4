//! Which comments are directives, and the words of a directive.

use super::error::{Fault, ScriptError};

/// The directives, as they stand behind `-- bridge:`.
pub(crate) const NAMES: [&str; 12] = [
    "let",
    "if",
    "elif",
    "else",
    "end",
    "try",
    "except",
    "finally",
    "autocommit",
    "batch",
    "fail",
    "",
];

/// A line that the reader obeys.
pub(crate) enum Line<'a> {
    /// `-- bridge:NAME ARGUMENT`
    Directive {
        /// One of [`NAMES`]; the empty name is a change of a batch (`-- bridge: add column …`).
        name: &'static str,
        /// What follows, trimmed.
        argument: &'a str,
    },
    /// Any other comment, without its dashes.
    Comment(&'a str),
}

/// Whether a comment speaks to bridge, rightly spelt or not.
pub(crate) fn is_directive(comment: &str) -> bool {
    comment
        .strip_prefix("--")
        .is_some_and(|text| text.trim_start().starts_with("bridge:"))
}

/// What a comment is.
pub(crate) fn classify<'a>(
    comment: &'a str,
    block: bool,
    line: usize,
) -> Result<Line<'a>, ScriptError> {
    let text = if block {
        comment.trim_start_matches("/*").trim_end_matches("*/")
    } else {
        comment.strip_prefix("--").unwrap_or(comment)
    };
    let trimmed = text.trim();
    match trimmed.strip_prefix("bridge:") {
        Some(rest) if !block => {
            let end = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
            let (word, argument) = rest.split_at(end);
            match NAMES.iter().find(|name| **name == word) {
                Some(name) => Ok(Line::Directive {
                    name,
                    argument: argument.trim(),
                }),
                None => Err(ScriptError::new(
                    line,
                    Fault::UnknownDirective {
                        word: format!("bridge:{word}"),
                        suggestion: nearest(word),
                    },
                )),
            }
        }
        _ if almost(trimmed) => Err(ScriptError::new(
            line,
            Fault::AlmostDirective {
                text: trimmed.lines().next().unwrap_or("").to_owned(),
            },
        )),
        _ => Ok(Line::Comment(text)),
    }
}

/// Whether a comment was probably meant as a directive: `brigde:if x`, `Bridge: end`, `bridge if x`.
fn almost(text: &str) -> bool {
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let word = word.to_lowercase();
    let rest = rest.trim_start();
    let Some(rest) = rest.strip_prefix(':') else {
        return false;
    };
    let close = word == "bridge" || (word.len() <= 8 && distance(&word, "bridge") <= 2);
    let next = rest
        .trim_start()
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    close && (word == "bridge" || NAMES.iter().any(|n| !n.is_empty() && *n == next))
}

/// The directive that a misspelt word was probably meant to be.
fn nearest(word: &str) -> Option<&'static str> {
    let word: String = word.to_lowercase().chars().take(20).collect();
    let meant = match word.as_str() {
        "fi" | "endif" | "endtry" | "done" => return Some("end"),
        "elseif" | "elsif" => return Some("elif"),
        "catch" => return Some("except"),
        "raise" => return Some("fail"),
        other => other,
    };
    NAMES
        .iter()
        .filter(|name| !name.is_empty())
        .map(|name| (distance(meant, name), *name))
        .filter(|(distance, name)| *distance <= 2 && *distance < name.len())
        .min()
        .map(|(_, name)| name)
}

/// How many characters must be added, removed, changed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let width = b.len() + 1;
    let mut table = vec![0; (a.len() + 1) * width];
    let cell = |i: usize, j: usize| i * width + j;
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[cell(i, j)] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = usize::from(a[i - 1] != b[j - 1]);
                let mut best = (table[cell(i - 1, j)] + 1)
                    .min(table[cell(i, j - 1)] + 1)
                    .min(table[cell(i - 1, j - 1)] + change);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(table[cell(i - 2, j - 2)] + 1);
                }
                best
            };
        }
    }
    table.last().copied().unwrap_or(0)
}
