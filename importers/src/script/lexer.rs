//! Cuts SQL text into tokens, just far enough to know what is text, what is a
//! comment and what is neither. Total: the tokens cover every byte, and no
//! input is refused; what does not end is marked.

use crate::dialect::Dialect;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// White space.
    Space,
    /// `-- …`, and `# …` on MySQL; without its line end.
    LineComment,
    /// `/* … */`
    BlockComment,
    /// A keyword or a bare name.
    Word,
    /// A quoted name: `"…"`, `` `…` ``, `[…]`.
    Quoted,
    /// A string literal, dollar quotes included.
    Text,
    /// A number, roughly.
    Number,
    /// Any other single character.
    Symbol,
}

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its text, with its quotes.
    pub(crate) text: &'a str,
    /// Byte offset of its first character.
    pub(crate) start: usize,
    /// Whether its closing quote or `*/` is there.
    pub(crate) closed: bool,
}

impl<'a> Token<'a> {
    /// The offset behind the last byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is neither space nor comment.
    pub(crate) fn counts(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Space | Kind::LineComment | Kind::BlockComment
        )
    }

    /// Whether it is this keyword, in any case.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is this character.
    pub(crate) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    /// The name that a bare word or a quoted name stands for.
    pub(crate) fn name(&self) -> Option<String> {
        match self.kind {
            Kind::Word => Some(self.text.to_owned()),
            Kind::Quoted | Kind::Text => Some(unquote(self.text)),
            _ => None,
        }
    }
}

/// Takes the quotes off a quoted name or a plain string literal.
pub(crate) fn unquote(text: &str) -> String {
    let Some(open) = text.chars().next() else {
        return String::new();
    };
    let close = if open == '[' { ']' } else { open };
    if !matches!(open, '"' | '`' | '\'' | '[') {
        return text.to_owned();
    }
    let inner = &text[1..];
    let inner = inner.strip_suffix(close).unwrap_or(inner);
    if open == '[' {
        return inner.to_owned();
    }
    let doubled: String = [close, close].iter().collect();
    inner.replace(&doubled, &close.to_string())
}

/// The tokens of a text.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    position: usize,
    dialect: Dialect,
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning of `text`.
    pub(crate) fn new(text: &'a str, dialect: Dialect) -> Self {
        Self {
            text,
            position: 0,
            dialect,
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or("")
    }

    /// Length of the token at the start of `rest`, its kind, and whether it is closed.
    fn measure(&self, rest: &'a str, first: char) -> (Kind, usize, bool) {
        let line = |from: usize| -> usize {
            let bytes = rest.as_bytes().get(from..).unwrap_or(&[]);
            // PostgreSQL ends a comment at a carriage return, too.
            let ends = |b: &u8| *b == b'\n' || (*b == b'\r' && self.dialect == Dialect::Postgres);
            from + bytes.iter().position(ends).unwrap_or(bytes.len())
        };
        if is_space(first) {
            return (Kind::Space, run(rest, is_space_byte, is_space), true);
        }
        if rest.starts_with("--") && self.dashes_comment(rest) {
            return (Kind::LineComment, line(2), true);
        }
        if first == '#' && self.dialect == Dialect::Mysql {
            return (Kind::LineComment, line(1), true);
        }
        if rest.starts_with("/*") {
            let (length, closed) = block_comment(rest, self.dialect == Dialect::Postgres);
            return (Kind::BlockComment, length, closed);
        }
        match first {
            '\'' => {
                let (length, closed) = quoted(rest, b'\'', self.dialect == Dialect::Mysql);
                (Kind::Text, length, closed)
            }
            '"' => {
                let (length, closed) = quoted(rest, b'"', self.dialect == Dialect::Mysql);
                (Kind::Quoted, length, closed)
            }
            '`' if self.dialect != Dialect::Postgres => {
                let (length, closed) = quoted(rest, b'`', false);
                (Kind::Quoted, length, closed)
            }
            '[' if self.dialect == Dialect::Sqlite => match rest.find(']') {
                Some(end) => (Kind::Quoted, end + 1, true),
                None => (Kind::Quoted, rest.len(), false),
            },
            'e' | 'E' if self.dialect == Dialect::Postgres && rest[1..].starts_with('\'') => {
                let (length, closed) = quoted(&rest[1..], b'\'', true);
                (Kind::Text, length + 1, closed)
            }
            '$' if self.dialect == Dialect::Postgres => match dollar_quoted(rest) {
                Some((length, closed)) => (Kind::Text, length, closed),
                None => (Kind::Symbol, 1, true),
            },
            _ if is_word_start(first) => (Kind::Word, run(rest, is_word_byte, is_word_part), true),
            _ if first.is_ascii_digit() => {
                let length = rest
                    .find(|c: char| !is_word_part(c) && c != '.')
                    .unwrap_or(rest.len());
                (Kind::Number, length, true)
            }
            _ => (Kind::Symbol, first.len_utf8(), true),
        }
    }

    /// MySQL takes `--` for a comment only before white space.
    fn dashes_comment(&self, rest: &str) -> bool {
        self.dialect != Dialect::Mysql
            || rest[2..]
                .chars()
                .next()
                .is_some_and(|c| c.is_whitespace() || c.is_control())
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let (kind, length, closed) = match measure_plain(rest) {
            Some((kind, length)) => (kind, length, true),
            None => self.measure(rest, rest.chars().next()?),
        };
        let start = self.position;
        self.position += length;
        Some(Token {
            kind,
            text: &rest[..length],
            start,
            closed,
        })
    }
}

/// What nearly every token is, on all dialects: a word or space in ASCII, or a sign that begins
/// nothing longer; none for what has to be looked at.
fn measure_plain(rest: &str) -> Option<(Kind, usize)> {
    let bytes = rest.as_bytes();
    let (kind, class) = match *bytes.first()? {
        b'(' | b')' | b',' | b';' => return Some((Kind::Symbol, 1)),
        // PostgreSQL: `E'...'`
        b'e' | b'E' => return None,
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => (Kind::Word, WORD),
        b'\t'..=b'\r' | b' ' => (Kind::Space, SPACE),
        _ => return None,
    };
    let goes_on = |byte: &u8| CLASSES.get(usize::from(*byte)) == Some(&class);
    let length = bytes.iter().take_while(|byte| goes_on(byte)).count();
    // Letters and spaces of other scripts belong to it.
    let is_whole = bytes.get(length).is_none_or(u8::is_ascii);
    is_whole.then_some((kind, length))
}

const WORD: u8 = 1;
const SPACE: u8 = 2;

/// What the ASCII characters of words and spaces are.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        if is_word_byte(byte) {
            classes[byte as usize] = WORD;
        } else if is_space_byte(byte) {
            classes[byte as usize] = SPACE;
        }
        byte += 1;
    }
    classes
};

/// How far the characters at the start of `text` belong together. Nearly all of
/// SQL is ASCII, which is looked at byte by byte.
fn run(text: &str, is_byte: fn(u8) -> bool, is_character: fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let ascii = bytes
        .iter()
        .position(|&byte| !is_byte(byte))
        .unwrap_or(bytes.len());
    match bytes.get(ascii) {
        Some(byte) if !byte.is_ascii() => {
            let rest = text.get(ascii..).unwrap_or("");
            ascii + rest.find(|c| !is_character(c)).unwrap_or(rest.len())
        }
        _ => ascii,
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

const fn is_space_byte(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$'
}

/// Whether a bare name can start with it.
pub(crate) fn is_word_start(c: char) -> bool {
    c == '_' || c.is_ascii_alphabetic() || (!c.is_ascii() && !c.is_whitespace() && c != '\u{feff}')
}

/// Whether a bare name can go on with it.
pub(crate) fn is_word_part(c: char) -> bool {
    is_word_start(c) || c.is_ascii_digit() || c == '$'
}

/// `rest` starts with the quote; a doubled quote stands for one.
fn quoted(rest: &str, quote: u8, backslash: bool) -> (usize, bool) {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\\' && backslash {
            at += 2;
        } else if byte == quote {
            if bytes.get(at + 1) == Some(&quote) {
                at += 2;
            } else {
                return (at + 1, true);
            }
        } else {
            at += 1;
        }
    }
    (rest.len(), false)
}

fn block_comment(rest: &str, nested: bool) -> (usize, bool) {
    let bytes = rest.as_bytes();
    let mut at = 2;
    let mut depth = 1usize;
    while at < bytes.len() {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'*'), Some(b'/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return (at, true);
                }
            }
            (Some(b'/'), Some(b'*')) if nested => {
                depth += 1;
                at += 2;
            }
            _ => at += 1,
        }
    }
    (rest.len(), false)
}

/// `$tag$ … $tag$`; none where the `$` starts no such quote.
fn dollar_quoted(rest: &str) -> Option<(usize, bool)> {
    let tag_end = rest[1..].find('$')? + 1;
    let tag = &rest[1..tag_end];
    let mut characters = tag.chars();
    let well_formed = characters.next().is_none_or(is_word_start)
        && characters.all(|c| is_word_start(c) || c.is_ascii_digit());
    if !well_formed {
        return None;
    }
    let delimiter = &rest[..=tag_end];
    match rest[tag_end + 1..].find(delimiter) {
        Some(found) => Some((tag_end + 1 + found + delimiter.len(), true)),
        None => Some((rest.len(), false)),
    }
}
