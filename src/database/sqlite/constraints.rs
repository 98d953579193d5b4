//! The named constraints of a `CREATE TABLE` text: SQLite keeps their names nowhere else.

use bridge_importers::script::ConstraintKind;

/// Name and kind of each `CONSTRAINT name KIND`, of columns and of the table.
pub(super) fn named_constraints(sql: &str) -> Vec<(String, ConstraintKind)> {
    let words = words(sql);
    let mut found = Vec::new();
    for window in words.windows(3) {
        let [keyword, name, kind] = window else {
            continue;
        };
        if keyword.quoted || !keyword.text.eq_ignore_ascii_case("constraint") || kind.quoted {
            continue;
        }
        let kind = match kind.text.to_ascii_uppercase().as_str() {
            "PRIMARY" => ConstraintKind::PrimaryKey,
            "UNIQUE" => ConstraintKind::Unique,
            "FOREIGN" | "REFERENCES" => ConstraintKind::ForeignKey,
            "CHECK" => ConstraintKind::Check,
            _ => continue,
        };
        found.push((name.text.clone(), kind));
    }
    found
}

struct Word {
    text: String,
    quoted: bool,
}

/// Identifiers, quoted identifiers and punctuation; string literals and comments are left out.
fn words(sql: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut characters = sql.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '-' if characters.peek() == Some(&'-') => {
                for next in characters.by_ref() {
                    if next == '\n' {
                        break;
                    }
                }
            }
            '/' if characters.peek() == Some(&'*') => {
                let mut last = ' ';
                characters.next();
                for next in characters.by_ref() {
                    if last == '*' && next == '/' {
                        break;
                    }
                    last = next;
                }
            }
            '\'' | '"' | '`' | '[' => {
                let end = if character == '[' { ']' } else { character };
                let mut text = String::new();
                while let Some(next) = characters.next() {
                    if next != end {
                        text.push(next);
                    } else if end != ']' && characters.peek() == Some(&end) {
                        text.push(end);
                        characters.next();
                    } else {
                        break;
                    }
                }
                words.push(Word { text, quoted: true });
            }
            _ if character.is_alphanumeric() || character == '_' || character == '$' => {
                let mut text = String::from(character);
                while let Some(&next) = characters.peek() {
                    if !(next.is_alphanumeric() || next == '_' || next == '$') {
                        break;
                    }
                    text.push(next);
                    characters.next();
                }
                words.push(Word {
                    text,
                    quoted: false,
                });
            }
            _ if character.is_whitespace() => {}
            _ => words.push(Word {
                text: character.to_string(),
                quoted: true,
            }),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_every_quoting_and_not_in_comments() {
        let sql = "CREATE TABLE t (a INT CONSTRAINT [c 1] NOT NULL CONSTRAINT `u` UNIQUE,
            -- CONSTRAINT no CHECK
            b TEXT DEFAULT 'CONSTRAINT x UNIQUE' /* CONSTRAINT y UNIQUE */,
            constraint \"限 制\" check (a > 0), CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id))";
        assert_eq!(
            named_constraints(sql),
            [
                ("u".to_owned(), ConstraintKind::Unique),
                ("限 制".to_owned(), ConstraintKind::Check),
                ("fk".to_owned(), ConstraintKind::ForeignKey),
            ]
        );
    }
}
