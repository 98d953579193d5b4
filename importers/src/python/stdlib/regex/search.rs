//! Searches without an interpreter, for functions of a database.

use fancy_regex::{Regex, RegexBuilder};

use super::syntax;

/// How often a search may go back.
const MOST: usize = 1_000_000;

/// A pattern of Python's `re`, compiled.
pub struct Searching(Regex);

impl Searching {
    /// Compiles a pattern; `None` for one that Python refuses or the engine does not know.
    pub fn new(pattern: &str) -> Option<Self> {
        let translated = syntax::translate(pattern, 0).ok()?;
        let built = RegexBuilder::new(&translated.text)
            .backtrack_limit(MOST)
            .delegate_size_limit(1 << 21)
            .build();
        built.ok().map(Self)
    }

    /// Whether `re.search` finds it in a text; `None` where that takes too long.
    pub fn finds(&self, text: &str) -> Option<bool> {
        self.0.is_match(text).ok()
    }
}
