//! Names: when SQLAlchemy quotes them, and how.

use std::borrow::Cow;

use super::rules::{Rendered, Rules, refused};
use crate::operation::{Name, TableName};

/// A name, quoted where it was asked for or where it needs it.
pub(crate) fn quote(rules: &dyn Rules, name: &Name) -> String {
    match name.quote {
        Some(true) => quoted(rules, &name.text),
        Some(false) => name.text.clone(),
        None => quote_text(rules, &name.text),
    }
}

/// Text as a name, quoted where it needs it.
pub(crate) fn quote_text(rules: &dyn Rules, text: &str) -> String {
    if needs_quotes(rules, text) {
        quoted(rules, text)
    } else {
        text.to_owned()
    }
}

/// Names in a row.
pub(crate) fn quote_list(rules: &dyn Rules, names: &[Name]) -> String {
    names
        .iter()
        .map(|name| quote(rules, name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `schema.table`
pub(crate) fn table(rules: &dyn Rules, table: &TableName) -> String {
    match &table.schema {
        Some(schema) if !schema.text.is_empty() => {
            format!("{}.{}", quote(rules, schema), quote(rules, &table.name))
        }
        _ => quote(rules, &table.name),
    }
}

/// `schema.table` after `ALTER TABLE` in Alembic's own statements, where each part of a
/// dotted schema is quoted by itself.
pub(crate) fn altered_table(rules: &dyn Rules, table: &TableName) -> String {
    match &table.schema {
        Some(schema) if schema.quote.is_none() && schema.text.contains('.') => {
            let schema: Vec<_> = schema
                .text
                .split('.')
                .map(|part| quote_text(rules, part))
                .collect();
            format!("{}.{}", schema.join("."), quote(rules, &table.name))
        }
        _ => self::table(rules, table),
    }
}

/// The name of a constraint or index, which SQLAlchemy refuses where it is too long.
pub(crate) fn bounded(rules: &dyn Rules, name: &Name) -> Rendered {
    let longest = rules.longest_name();
    if name.text.chars().count() > longest {
        return Err(refused(format!(
            "Identifier '{}' exceeds maximum length of {longest} characters",
            name.text
        ))
        .help("Give the constraint or index a shorter name."));
    }
    Ok(quote(rules, name))
}

/// Whether a name stands without quotes as far as its characters go; its case does not matter.
pub(crate) fn legal_characters(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$' || folds_to_ascii(c))
}

/// Python's `re.IGNORECASE` lets `[A-Z]` match the two letters outside ASCII whose case folds
/// to an ASCII letter.
fn folds_to_ascii(c: char) -> bool {
    matches!(c, '\u{17f}' | '\u{212a}' | '\u{131}' | '\u{130}')
}

/// `"name"`, in the dialect's quotes.
pub(crate) fn quoted(rules: &dyn Rules, text: &str) -> String {
    between(rules.quote_mark(), text)
}

/// The name as the SQL standard's delimited identifier, which SQLite and
/// PostgreSQL take: for statements of a run, which nobody has to read.
pub fn delimited(text: &str) -> String {
    between('"', text)
}

fn between(mark: char, text: &str) -> String {
    format!(
        "{mark}{}{mark}",
        text.replace(mark, &format!("{mark}{mark}"))
    )
}

fn needs_quotes(rules: &dyn Rules, text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    let lower = match text.bytes().all(is_plain) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.to_lowercase()),
    };
    rules.reserved_words().binary_search(&&*lower).is_ok()
        || text.starts_with(|c: char| c.is_ascii_digit() || c == '$')
        || !legal_characters(text)
        || lower != text
}
