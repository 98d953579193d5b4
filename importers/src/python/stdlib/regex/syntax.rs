//! Python's regular expressions, written anew for the engine.
//!
//! Every atom of the result stands for itself whatever follows it: a literal,
//! a class, a group. Groups have no names there; the names are kept beside.

use super::class;
use super::escape::{Escape, literal};

/// A pattern that Python refuses, in its words, or one that bridge does not know.
#[derive(Debug)]
pub(super) enum Error {
    /// What `re.error` says.
    Python(String),
    /// What is not supported.
    Unsupported(String),
}

/// `re.IGNORECASE` and its like.
pub(super) const IGNORECASE: i64 = 2;
const MULTILINE: i64 = 8;
const DOTALL: i64 = 16;
pub(super) const UNICODE: i64 = 32;
const VERBOSE: i64 = 64;
pub(super) const ASCII: i64 = 256;
/// All that bridge knows.
pub(super) const FLAGS: i64 = IGNORECASE | MULTILINE | DOTALL | UNICODE | VERBOSE | ASCII;

/// Groups in groups beyond this are refused; the engine takes fewer.
const DEEPEST: usize = 100;

/// A pattern in the engine's syntax.
#[derive(Debug)]
pub(super) struct Translated {
    pub(super) text: String,
    /// The names of the groups, from the first on.
    pub(super) names: Vec<Option<String>>,
    /// The flags given, with those that the pattern itself sets.
    pub(super) flags: i64,
}

/// Writes a pattern in the engine's syntax.
pub(super) fn translate(pattern: &str, flags: i64) -> Result<Translated, Error> {
    let mut reader = Reader {
        chars: pattern.chars().collect(),
        at: 0,
        flags,
        names: Vec::new(),
        open: Vec::new(),
        depth: 0,
        ahead: Vec::new(),
    };
    reader.global_flags()?;
    let flags = reader.flags;
    let body = reader.alternatives(flags)?.text;
    if reader.at < reader.chars.len() {
        return Err(reader.error("unbalanced parenthesis", reader.at));
    }
    if let Some((group, at)) = reader.ahead.first() {
        return Err(if *group > reader.names.len() {
            reader.error(&format!("invalid group reference {group}"), *at)
        } else {
            Error::Unsupported("a condition on a group that follows".into())
        });
    }
    let text = if flags & IGNORECASE == 0 {
        body
    } else {
        format!("(?i:{body})")
    };
    Ok(Translated {
        text,
        names: reader.names,
        flags: flags | if flags & ASCII == 0 { UNICODE } else { 0 },
    })
}

pub(super) struct Reader {
    pub(super) chars: Vec<char>,
    pub(super) at: usize,
    flags: i64,
    names: Vec<Option<String>>,
    /// Groups that are not closed yet.
    open: Vec<usize>,
    /// How many groups are around what is read.
    depth: usize,
    /// Groups that conditions ask for before they are there, and where.
    ahead: Vec<(usize, usize)>,
}

type Made = Result<Piece, Error>;

/// A part of a pattern in the engine's syntax.
#[derive(Clone)]
struct Piece {
    text: String,
    /// Whether it can match nothing.
    empty: bool,
    /// Whether a group is in it.
    group: bool,
}

impl Piece {
    /// What matches a character, or a place between two.
    fn atom(text: impl Into<String>, empty: bool) -> Self {
        Self {
            text: text.into(),
            empty,
            group: false,
        }
    }
}

impl Reader {
    pub(super) fn error(&self, message: &str, at: usize) -> Error {
        let text = format!("{message} at position {at}");
        if !self.chars.contains(&'\n') {
            return Error::Python(text);
        }
        let before = self.chars.get(..at).unwrap_or_default();
        let line = before.iter().filter(|c| **c == '\n').count() + 1;
        let start = before
            .iter()
            .rposition(|c| *c == '\n')
            .map_or(0, |at| at + 1);
        Error::Python(format!("{text} (line {line}, column {})", at - start + 1))
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    pub(super) fn word(&mut self, word: &str) -> bool {
        let end = self.at + word.chars().count();
        let found = self
            .chars
            .get(self.at..end)
            .is_some_and(|chars| chars.iter().copied().eq(word.chars()));
        if found {
            self.at = end;
        }
        found
    }

    /// Flags for the whole pattern, which can only stand at its start.
    fn global_flags(&mut self) -> Result<(), Error> {
        while self.word("(?") {
            let start = self.at - 2;
            let mut flags = 0;
            while let Some(flag) = self.peek().and_then(flag) {
                flags |= flag;
                self.at += 1;
            }
            if flags == 0 || !self.word(")") {
                self.at = start;
                break;
            }
            self.flags |= flags;
        }
        Ok(())
    }

    fn alternatives(&mut self, flags: i64) -> Made {
        let mut out = self.sequence(flags)?;
        while self.word("|") {
            let next = self.sequence(flags)?;
            out.text.push('|');
            out.text.push_str(&next.text);
            out.empty |= next.empty;
            out.group |= next.group;
        }
        Ok(out)
    }

    fn sequence(&mut self, flags: i64) -> Made {
        let mut out = Piece::atom("", true);
        loop {
            if flags & VERBOSE != 0 {
                self.skip_space();
            }
            let start = self.at;
            let Some(c) = self.peek() else {
                return Ok(out);
            };
            let mut place = false;
            let atom = match c {
                '|' | ')' => return Ok(out),
                '(' => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Error::Unsupported("groups nested this deeply".into()));
                    }
                    let group = self.group(flags)?;
                    self.depth -= 1;
                    match group {
                        Some(group) => group,
                        None => continue,
                    }
                }
                '[' => {
                    self.at += 1;
                    Piece::atom(class::read(self, flags & ASCII != 0)?, false)
                }
                '.' => {
                    self.at += 1;
                    let dot = if flags & DOTALL == 0 {
                        "[^\\n]"
                    } else {
                        "(?s:.)"
                    };
                    Piece::atom(dot, false)
                }
                '^' | '$' => {
                    self.at += 1;
                    place = true;
                    let text = match (c, flags & MULTILINE != 0) {
                        ('^', false) => "\\A",
                        ('^', true) => "(?m:^)",
                        // Before the newline at the end as well.
                        (_, false) => "(?=\\n?\\z)",
                        (_, true) => "(?m:$)",
                    };
                    Piece::atom(text, true)
                }
                '*' | '+' | '?' => return Err(self.error("nothing to repeat", start)),
                '{' if self.repetition(start)?.is_some() => {
                    return Err(self.error("nothing to repeat", start));
                }
                '\\' => {
                    self.at += 1;
                    match self.escape(false, flags & ASCII != 0, start)? {
                        Escape::Literal(c) => Piece::atom(literal(c), false),
                        Escape::Kind(items, false) => Piece::atom(format!("[{items}]"), false),
                        Escape::Kind(items, true) => Piece::atom(format!("[^{items}]"), false),
                        Escape::Reference(group) => self.reference(group, start)?,
                        Escape::Place(text) => {
                            place = true;
                            Piece::atom(text, true)
                        }
                    }
                }
                c => {
                    self.at += 1;
                    Piece::atom(literal(c), false)
                }
            };
            if flags & VERBOSE != 0 {
                self.skip_space();
            }
            let repeat_at = self.at;
            let Some(quantifier) = self.repetition(repeat_at)? else {
                out.text.push_str(&atom.text);
                out.empty &= atom.empty;
                out.group |= atom.group;
                continue;
            };
            if place {
                return Err(self.error("nothing to repeat", repeat_at));
            }
            if atom.empty && atom.group && !matches!(&*quantifier, "?" | "{0}" | "{1}") {
                // The engines differ in what the group holds after the last turn.
                let text = "a repetition of a group that can be empty";
                return Err(Error::Unsupported(text.into()));
            }
            out.empty &=
                atom.empty || matches!(&*quantifier, "*" | "?") || quantifier.starts_with("{0");
            out.group |= atom.group;
            let mut repeated = format!("{}{quantifier}", atom.text);
            if self.word("?") {
                repeated.push('?');
            } else if self.word("+") {
                repeated = format!("(?>{repeated})");
            }
            out.text.push_str(&repeated);
            if flags & VERBOSE != 0 {
                self.skip_space();
            }
            let again = self.at;
            if self.repetition(again)?.is_some() {
                return Err(self.error("multiple repeat", again));
            }
        }
    }

    /// White space and comments, which a verbose pattern may have anywhere.
    fn skip_space(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => self.at += 1,
                '#' => while self.next().is_some_and(|c| c != '\n') {},
                _ => return,
            }
        }
    }

    /// `*`, `+`, `?`, `{m,n}`; other braces are characters.
    fn repetition(&mut self, start: usize) -> Result<Option<String>, Error> {
        match self.peek() {
            Some(c @ ('*' | '+' | '?')) => {
                self.at += 1;
                return Ok(Some(c.to_string()));
            }
            Some('{') => {}
            _ => return Ok(None),
        }
        let from = self.at;
        self.at += 1;
        let digits = |reader: &mut Self| {
            let mut digits = String::new();
            while let Some(c) = reader.peek().filter(char::is_ascii_digit) {
                digits.push(c);
                reader.at += 1;
            }
            digits
        };
        let least = digits(self);
        let comma = self.word(",");
        let most = if comma { digits(self) } else { least.clone() };
        if (least.is_empty() && !comma) || !self.word("}") {
            self.at = from;
            return Ok(None);
        }
        let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        if number(&least) == u32::MAX || number(&most) == u32::MAX {
            let wide = |text: &str| !text.is_empty() && number(text) == u32::MAX;
            if wide(&least) || wide(&most) {
                return Err(Error::Unsupported("this number of repetitions".into()));
            }
        }
        if !most.is_empty() && !least.is_empty() && number(&most) < number(&least) {
            return Err(self.error("min repeat greater than max repeat", start + 1));
        }
        let least = if least.is_empty() { "0" } else { &least };
        Ok(Some(if comma {
            format!("{{{least},{most}}}")
        } else {
            format!("{{{least}}}")
        }))
    }

    /// What stands in parentheses; nothing for a comment.
    fn group(&mut self, flags: i64) -> Result<Option<Piece>, Error> {
        let start = self.at;
        self.at += 1;
        if !self.word("?") {
            return self.capture(None, flags, start).map(Some);
        }
        let begin = match self.next() {
            None => return Err(self.error("unexpected end of pattern", self.at)),
            Some('P') => {
                if self.word("<") {
                    let at = self.at;
                    let name = self.name('>', "group name")?;
                    if self.names.iter().flatten().any(|known| *known == name) {
                        let number = self.find(&name).unwrap_or(0);
                        let text = format!(
                            "redefinition of group name '{name}' as group {}; was group {number}",
                            self.names.len() + 1
                        );
                        return Err(self.error(&text, at));
                    }
                    return self.capture(Some(name), flags, start).map(Some);
                }
                if self.word("=") {
                    let at = self.at;
                    let name = self.name(')', "group name")?;
                    let Some(group) = self.find(&name) else {
                        return Err(self.error(&format!("unknown group name '{name}'"), at));
                    };
                    return self.reference(group, at).map(Some);
                }
                let shown = self.next().map_or(String::new(), |c| c.to_string());
                return Err(self.error(&format!("unknown extension ?P{shown}"), start + 1));
            }
            Some(':') => "(?:",
            Some('=') => "(?=",
            Some('!') => "(?!",
            Some('>') => "(?>",
            Some('<') if self.word("=") => "(?<=",
            Some('<') if self.word("!") => "(?<!",
            Some('#') => {
                while let Some(c) = self.next() {
                    if c == ')' {
                        return Ok(None);
                    }
                }
                return Err(self.error("missing ), unterminated comment", start));
            }
            Some('(') => return self.conditional(flags, start).map(Some),
            Some(c) if flag(c).is_some() || c == '-' => {
                self.at -= 1;
                return self.local_flags(flags, start).map(Some);
            }
            Some(c) => {
                let shown: String = match (c, self.peek()) {
                    ('<', Some(next)) => format!("<{next}"),
                    (c, _) => c.to_string(),
                };
                return Err(self.error(&format!("unknown extension ?{shown}"), start + 1));
            }
        };
        let mut body = self.alternatives(flags)?;
        self.close(start)?;
        body.text = format!("{begin}{})", body.text);
        // What only looks takes nothing.
        body.empty |= !matches!(begin, "(?:" | "(?>");
        Ok(Some(body))
    }

    fn close(&mut self, start: usize) -> Result<(), Error> {
        if self.word(")") {
            Ok(())
        } else {
            Err(self.error("missing ), unterminated subpattern", start))
        }
    }

    fn capture(&mut self, name: Option<String>, flags: i64, start: usize) -> Made {
        self.names.push(name);
        let group = self.names.len();
        self.open.push(group);
        let body = self.alternatives(flags)?;
        self.close(start)?;
        self.open.retain(|open| *open != group);
        Ok(Piece {
            text: format!("({})", body.text),
            empty: body.empty,
            group: true,
        })
    }

    /// The number of a named group.
    fn find(&self, name: &str) -> Option<usize> {
        let at = self
            .names
            .iter()
            .position(|known| known.as_deref() == Some(name))?;
        Some(at + 1)
    }

    fn name(&mut self, end: char, what: &str) -> Result<String, Error> {
        let start = self.at;
        let mut name = String::new();
        loop {
            match self.next() {
                Some(c) if c == end => break,
                Some(c) => name.push(c),
                None if name.is_empty() => {
                    return Err(self.error(&format!("missing {what}"), start));
                }
                None => {
                    let text = format!("missing {end}, unterminated name");
                    return Err(self.error(&text, start));
                }
            }
        }
        if name.is_empty() {
            return Err(self.error(&format!("missing {what}"), start));
        }
        let valid = name
            .chars()
            .enumerate()
            .all(|(at, c)| c == '_' || c.is_alphabetic() || (at > 0 && c.is_alphanumeric()));
        if valid || (end == ')' && name.chars().all(|c| c.is_ascii_digit())) {
            Ok(name)
        } else {
            let text = format!("bad character in group name '{name}'");
            Err(self.error(&text, start))
        }
    }

    fn reference(&self, group: usize, at: usize) -> Made {
        if group == 0 || group > self.names.len() {
            return Err(self.error(&format!("invalid group reference {group}"), at + 1));
        }
        if self.open.contains(&group) {
            return Err(self.error("cannot refer to an open group", at));
        }
        Ok(Piece::atom(format!("(?:\\{group})"), true))
    }

    /// `(?(group)then|else)`
    fn conditional(&mut self, flags: i64, start: usize) -> Made {
        let at = self.at;
        let name = self.name(')', "group name")?;
        let group = match name.parse::<usize>() {
            Ok(0) => return Err(self.error("bad group number", at)),
            Ok(number) => {
                if number > self.names.len() {
                    self.ahead.push((number, at));
                }
                number
            }
            Err(_) => match self.find(&name) {
                Some(number) => number,
                None => return Err(self.error(&format!("unknown group name '{name}'"), at)),
            },
        };
        let then = self.sequence(flags)?;
        let otherwise = if self.word("|") {
            let otherwise = self.sequence(flags)?;
            if self.peek() == Some('|') {
                return Err(self.error("conditional backref with more than two branches", self.at));
            }
            otherwise
        } else {
            Piece::atom("", true)
        };
        self.close(start)?;
        Ok(Piece {
            text: format!("(?({group})(?:{})|(?:{}))", then.text, otherwise.text),
            empty: then.empty || otherwise.empty,
            group: then.group || otherwise.group,
        })
    }

    /// `(?i-s:...)`
    fn local_flags(&mut self, outer: i64, start: usize) -> Made {
        let (mut flags, mut remove) = (outer, false);
        loop {
            let at = self.at;
            match self.next() {
                Some('-') if !remove => remove = true,
                Some(':') => break,
                Some(')') if !remove => {
                    let text = "global flags not at the start of the expression";
                    return Err(self.error(text, start));
                }
                Some(c) => match flag(c) {
                    Some(flag) if remove => flags &= !flag,
                    Some(flag) => flags |= flag,
                    None => return Err(self.error("unknown flag", at)),
                },
                None => return Err(self.error("missing -, : or )", at)),
            }
        }
        let mut body = self.alternatives(flags)?;
        self.close(start)?;
        let begin = match (outer & IGNORECASE != 0, flags & IGNORECASE != 0) {
            (false, true) => "(?i:",
            (true, false) => "(?-i:",
            _ => "(?:",
        };
        body.text = format!("{begin}{})", body.text);
        Ok(body)
    }
}

/// The flag that a letter stands for.
fn flag(c: char) -> Option<i64> {
    Some(match c {
        'i' => IGNORECASE,
        'm' => MULTILINE,
        's' => DOTALL,
        'u' => UNICODE,
        'x' => VERBOSE,
        'a' => ASCII,
        _ => return None,
    })
}
