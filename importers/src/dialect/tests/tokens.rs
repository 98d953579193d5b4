//! SQL as tokens, so that layout does not count and literals count byte for byte.

/// Words, quoted text with its quotes, and single other characters.
pub(crate) fn tokens(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if c.is_whitespace() => {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            '\'' | '"' | '`' => quoted(rest, first),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        found.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    found
}

/// Whether two lists of statements are the same but for their layout.
pub(crate) fn same(ours: &[String], theirs: &[String]) -> bool {
    ours.len() == theirs.len()
        && ours
            .iter()
            .zip(theirs)
            .all(|(ours, theirs)| tokens(ours) == tokens(theirs))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn quoted(text: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(end) = text[at..].find(quote) {
        at += end + 1;
        if !text[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    text.len()
}

#[test]
fn layout_does_not_count_and_literals_do() {
    assert_eq!(tokens("a  (\n'b  ''c' )"), ["a", "(", "'b  ''c'", ")"]);
    assert_ne!(tokens("'a b'"), tokens("'a  b'"));
}
