//! Character classes: `[a-z_]`, in which `&&`, `--` and `[` are characters.

use super::escape::{Escape, literal};
use super::syntax::{Error, Reader};

/// The class behind its `[`.
pub(super) fn read(reader: &mut Reader, ascii: bool) -> Result<String, Error> {
    let start = reader.at - 1;
    let not = reader.word("^");
    let mut items = String::new();
    let mut first = true;
    loop {
        let at = reader.at;
        let Some(c) = reader.next() else {
            return Err(reader.error("unterminated character set", start));
        };
        if c == ']' && !first {
            break;
        }
        first = false;
        let low = item(reader, c, ascii, at)?;
        let before = reader.at;
        if !reader.word("-") {
            items.push_str(&low.text());
            continue;
        }
        match reader.peek() {
            None => return Err(reader.error("unterminated character set", start)),
            Some(']') => {
                // A hyphen at the end is a character.
                reader.at = before;
                items.push_str(&low.text());
                continue;
            }
            Some(_) => {}
        }
        let high_at = reader.at;
        let c = reader.next().unwrap_or(']');
        let high = item(reader, c, ascii, high_at)?;
        let (Item::Character(from), Item::Character(to)) = (&low, &high) else {
            return Err(bad_range(reader, at));
        };
        if from > to {
            return Err(bad_range(reader, at));
        }
        items.push_str(&format!("{}-{}", literal(*from), literal(*to)));
    }
    Ok(format!("[{}{items}]", if not { "^" } else { "" }))
}

fn bad_range(reader: &Reader, at: usize) -> Error {
    let shown: String = reader
        .chars
        .get(at..reader.at)
        .unwrap_or_default()
        .iter()
        .collect();
    reader.error(&format!("bad character range {shown}"), at)
}

enum Item {
    Character(char),
    Kind(String),
}

impl Item {
    fn text(&self) -> String {
        match self {
            Self::Character(c) => literal(*c),
            Self::Kind(text) => text.clone(),
        }
    }
}

fn item(reader: &mut Reader, c: char, ascii: bool, at: usize) -> Result<Item, Error> {
    if c != '\\' {
        return Ok(Item::Character(c));
    }
    Ok(match reader.escape(true, ascii, at)? {
        Escape::Literal(c) => Item::Character(c),
        Escape::Kind(items, false) => Item::Kind(items.to_owned()),
        Escape::Kind(items, true) => Item::Kind(format!("[^{items}]")),
        Escape::Reference(_) | Escape::Place(_) => {
            return Err(reader.error("bad escape", at));
        }
    })
}
