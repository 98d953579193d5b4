//! What a backslash means in a pattern.

use super::syntax::{Error, Reader};

/// What a character means behind a backslash, in and outside of a class.
pub(super) enum Escape {
    /// One character.
    Literal(char),
    /// `\d` and its like, as the items of a class; whether they are negated.
    Kind(&'static str, bool),
    /// A group.
    Reference(usize),
    /// A place between characters.
    Place(String),
}

impl Reader {
    /// What follows a backslash; `start` is its place.
    pub(super) fn escape(
        &mut self,
        in_class: bool,
        ascii: bool,
        start: usize,
    ) -> Result<Escape, Error> {
        let Some(c) = self.next() else {
            return Err(self.error("bad escape (end of pattern)", start));
        };
        let hexadecimal = |reader: &mut Self, length: usize| {
            let mut digits = String::new();
            while digits.len() < length
                && let Some(c) = reader.peek().filter(char::is_ascii_hexdigit)
            {
                digits.push(c);
                reader.at += 1;
            }
            let code = u32::from_str_radix(&digits, 16)
                .ok()
                .and_then(char::from_u32);
            match code {
                Some(character) if digits.len() == length => Ok(Escape::Literal(character)),
                _ if digits.len() == length => Err(Error::Unsupported("a lone surrogate".into())),
                _ => Err(reader.error(&format!("incomplete escape \\{c}{digits}"), start)),
            }
        };
        Ok(match c {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                let items = match (c.to_ascii_lowercase(), ascii) {
                    ('d', true) => "0-9",
                    ('d', false) => "\\p{Nd}",
                    ('s', true) => "\\t\\n\\x0B\\x0C\\r\\x20",
                    ('s', false) => "\\s\\x1C-\\x1F",
                    (_, true) => "A-Za-z0-9_",
                    (_, false) => "\\p{L}\\p{N}_",
                };
                Escape::Kind(items, c.is_ascii_uppercase())
            }
            'A' if !in_class => Escape::Place("\\A".into()),
            'Z' if !in_class => Escape::Place("\\z".into()),
            'b' if in_class => Escape::Literal('\u{8}'),
            'b' | 'B' if !in_class => Escape::Place(boundary(c == 'B', ascii)),
            'a' => Escape::Literal('\u{7}'),
            'f' => Escape::Literal('\u{c}'),
            'n' => Escape::Literal('\n'),
            'r' => Escape::Literal('\r'),
            't' => Escape::Literal('\t'),
            'v' => Escape::Literal('\u{b}'),
            'x' => hexadecimal(self, 2)?,
            'u' => hexadecimal(self, 4)?,
            'U' => hexadecimal(self, 8)?,
            'N' => return Err(Error::Unsupported("`\\N{...}`".into())),
            '0'..='9' => {
                let mut digits = c.to_string();
                let octal = |c: &char| matches!(c, '0'..='7');
                let most = if c == '0' || in_class { 3 } else { 2 };
                while digits.len() < most
                    && let Some(next) = self.peek().filter(|next| {
                        if c == '0' || in_class {
                            octal(next)
                        } else {
                            next.is_ascii_digit()
                        }
                    })
                {
                    digits.push(next);
                    self.at += 1;
                }
                if c != '0' && !in_class && digits.len() == 2 && digits.chars().all(|c| octal(&c)) {
                    // Three octal digits are a character.
                    if let Some(next) = self.peek().filter(octal).filter(|_| c <= '3') {
                        digits.push(next);
                        self.at += 1;
                    }
                }
                if c == '0' || digits.len() == 3 || in_class {
                    match u32::from_str_radix(&digits, 8)
                        .ok()
                        .and_then(char::from_u32)
                    {
                        Some(character) => Escape::Literal(character),
                        None => {
                            return Err(self.error(&format!("bad escape \\{c}"), start));
                        }
                    }
                } else {
                    Escape::Reference(digits.parse().unwrap_or(0))
                }
            }
            c if c.is_ascii_alphabetic() => {
                return Err(self.error(&format!("bad escape \\{c}"), start));
            }
            c => Escape::Literal(c),
        })
    }
}

/// A character that stands for itself.
pub(super) fn literal(c: char) -> String {
    if c.is_ascii_alphanumeric() || !c.is_ascii() {
        c.to_string()
    } else {
        format!("\\x{:02X}", u32::from(c))
    }
}

/// `\b`, `\B`: by the characters that Python takes for those of words.
fn boundary(not: bool, ascii: bool) -> String {
    let word = if ascii {
        "[A-Za-z0-9_]"
    } else {
        "[\\p{L}\\p{N}_]"
    };
    if not {
        // Nowhere in an empty text.
        format!("(?:(?<={word})(?={word})|(?!\\A\\z)(?<!{word})(?!{word}))")
    } else {
        format!("(?:(?<={word})(?!{word})|(?<!{word})(?={word}))")
    }
}
