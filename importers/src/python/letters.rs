//! Where the letters of texts are: texts are kept as UTF-8, and Python counts letters.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::Result;

/// A text up to this many bytes is looked through each time.
const SHORT: usize = 64;
/// Every so many letters it is known where one begins.
const STRIDE: usize = 32;
/// Of how many texts it is kept.
const KEPT: usize = 4;

/// Where the letters of one text are.
pub(crate) struct Letters {
    text: Rc<str>,
    count: usize,
    /// Where every [`STRIDE`]th letter begins; empty where each is one byte.
    starts: Vec<usize>,
}

impl Letters {
    fn of(text: &Rc<str>) -> Self {
        let text = text.clone();
        if text.is_ascii() {
            return Self {
                count: text.len(),
                starts: Vec::new(),
                text,
            };
        }
        let mut starts = Vec::with_capacity(text.len() / STRIDE);
        let mut count = 0;
        for (at, _) in text.char_indices() {
            if count % STRIDE == 0 {
                starts.push(at);
            }
            count += 1;
        }
        Self {
            text,
            count,
            starts,
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Where a letter begins; the end of the text for what is behind the last.
    fn start(&self, at: usize) -> usize {
        if at >= self.count {
            return self.text.len();
        }
        let Some(start) = self.starts.get(at / STRIDE) else {
            return at;
        };
        let behind = self.text.get(*start..).unwrap_or_default();
        let found = behind.char_indices().nth(at % STRIDE);
        start + found.map_or(behind.len(), |(at, _)| at)
    }

    /// One letter.
    pub(crate) fn letter(&self, at: usize) -> &str {
        self.part(at, at + 1)
    }

    /// The letters from one to before another.
    pub(crate) fn part(&self, from: usize, to: usize) -> &str {
        let part = self.start(from)..self.start(to);
        self.text.get(part).unwrap_or_default()
    }
}

/// Of which texts it is known.
#[derive(Default)]
pub(crate) struct KnownLetters(Vec<Rc<Letters>>);

impl Interpreter {
    /// Where the letters of a text are, which is looked up once for as long as few others are asked for.
    ///
    /// # Errors
    /// Where the limit of steps is reached.
    pub(crate) fn letters(&mut self, text: &Rc<str>) -> Result<Rc<Letters>> {
        if text.len() <= SHORT {
            return Ok(Rc::new(Letters::of(text)));
        }
        let known = &mut self.letters.0;
        if let Some(found) = known.iter().find(|own| Rc::ptr_eq(&own.text, text)) {
            return Ok(found.clone());
        }
        self.step(1 + (text.len() / 16) as u64)?;
        let made = Rc::new(Letters::of(text));
        let known = &mut self.letters.0;
        if known.len() == KEPT {
            known.remove(0);
        }
        known.push(made.clone());
        Ok(made)
    }
}
