//! The strings and lists of `chain.lock` and `revision.toml`: the part of
//! TOML that bridge writes, and nothing else. A reader of its own, because
//! the lock is read on every run, and because an unknown form is an error
//! with its line and never a guess.

use std::borrow::Cow;

/// A TOML basic string: quotes, backslashes and control characters escaped.
pub(crate) fn quote(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    // Nearly every text is written as it is.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    let plain = text.bytes().take_while(|byte| is_plain(*byte)).count();
    let (plain, rest) = text.split_at(plain);
    out.push_str(plain);
    for c in rest.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || c == '\u{2028}' || c == '\u{2029}' || c == '\u{feff}' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A list of strings on one line.
pub(crate) fn quote_list<'a>(items: impl IntoIterator<Item = &'a String>) -> String {
    let mut out = String::from("[");
    for item in items {
        if out.len() > 1 {
            out.push_str(", ");
        }
        out.push_str(&quote(item));
    }
    out.push(']');
    out
}

/// Reads a value that is one string, to the end of the line.
pub(crate) fn unquote(text: &str) -> Result<Cow<'_, str>, &'static str> {
    // Nearly every value is a string without an escape: it is looked at once.
    if let [b'"', inner @ .., b'"'] = text.as_bytes()
        && memchr::memchr2(b'"', b'\\', inner).is_none()
    {
        return Ok(Cow::Borrowed(&text[1..text.len() - 1]));
    }
    let (value, rest) = string(text)?;
    if rest.is_empty() || rest.trim().is_empty() {
        Ok(value)
    } else {
        Err("something follows the closing quote")
    }
}

/// Reads a value that is a list of strings, to the end of the line.
pub(crate) fn unquote_list(text: &str) -> Result<Vec<String>, &'static str> {
    if text == "[]" {
        return Ok(Vec::new());
    }
    // Nearly every other has one item.
    if let Some(item) = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        && let Ok(item) = unquote(item)
    {
        return Ok(vec![item.into_owned()]);
    }
    let mut rest = text
        .strip_prefix('[')
        .ok_or("expected a list such as [\"a\", \"b\"]")?
        .trim_start();
    let mut items = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix(']') {
            return if after.trim().is_empty() {
                Ok(items)
            } else {
                Err("something follows the closing bracket")
            };
        }
        let (item, after) = string(rest)?;
        items.push(item.into_owned());
        rest = after.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None if rest.starts_with(']') => {}
            None => return Err("expected `,` or `]` in the list"),
        }
    }
}

fn string(text: &str) -> Result<(Cow<'_, str>, &str), &'static str> {
    let body = text
        .strip_prefix('"')
        .ok_or("expected a text in double quotes")?;
    // Nearly every string has no escape: one slice, no loop over characters.
    if let Some(end) = memchr::memchr2(b'"', b'\\', body.as_bytes())
        && body.as_bytes().get(end) == Some(&b'"')
    {
        return Ok((Cow::Borrowed(&body[..end]), &body[end + 1..]));
    }
    let mut out = String::new();
    let mut chars = body.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((Cow::Owned(out), &body[at + 1..])),
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('"') => out.push('"'),
                Some('\\') => out.push('\\'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some('b') => out.push('\u{8}'),
                Some('f') => out.push('\u{c}'),
                Some(width @ ('u' | 'U')) => {
                    let mut code = 0u32;
                    for _ in 0..if width == 'u' { 4 } else { 8 } {
                        let digit = chars
                            .next()
                            .and_then(|(_, c)| c.to_digit(16))
                            .ok_or("a \\u escape needs hexadecimal digits")?;
                        code = code.checked_mul(16).ok_or("no such character")? + digit;
                    }
                    out.push(char::from_u32(code).ok_or("no such character")?);
                }
                _ => return Err("unknown escape"),
            },
            c => out.push(c),
        }
    }
    Err("the closing quote is missing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>(), more in proptest::collection::vec(any::<String>(), 0..4)) {
            let quoted = quote(&text);
            prop_assert!(!quoted.contains('\n'));
            prop_assert_eq!(unquote(&quoted), Ok(Cow::Borrowed(text.as_str())));
            prop_assert_eq!(unquote_list(&quote_list(&more)), Ok(more));
        }

        #[test]
        fn any_line_is_read_without_panic(line in any::<String>()) {
            let _ = unquote(&line);
            let _ = unquote_list(&line);
        }

        #[test]
        fn what_is_written_is_toml(text in any::<String>()) {
            let table: toml::Table = toml::from_str(&format!("a = {}", quote(&text))).unwrap();
            prop_assert_eq!(table["a"].as_str(), Some(text.as_str()));
        }
    }
}
