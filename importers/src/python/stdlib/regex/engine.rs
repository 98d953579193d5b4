//! The engine, with its backtracking counted as work.

use std::cell::OnceCell;

use fancy_regex::{CompileError, Error, Regex, RegexBuilder, RuntimeError};

use crate::python::interpreter::Interpreter;
use crate::python::native::Result;

/// How often a search may go back, one bound after the other. The engine does
/// not say how often it did, so what exceeds a bound starts anew with the next
/// one, which is paid for beforehand. Beyond the last, a pattern is refused.
const BOUNDS: [usize; 4] = [64, 2048, 65_536, 1_000_000];

/// A pattern that the engine knows, compiled once for each bound that is needed.
pub(super) struct Engine {
    text: String,
    /// Whether only matches count that are not empty.
    filled: bool,
    compiled: [OnceCell<Regex>; BOUNDS.len()],
}

/// Why there is no engine for a pattern.
pub(super) enum Unbuilt {
    /// It can match nothing that is not empty.
    NeverMatches,
    Unsupported,
}

/// Where a match and its groups are, in bytes.
pub(super) type Places = Vec<Option<(usize, usize)>>;

/// What a search gives.
pub(super) enum Search {
    Found(Option<Places>),
    TooManyWays,
}

impl Engine {
    pub(super) fn new(text: String, filled: bool) -> std::result::Result<Self, Unbuilt> {
        let engine = Self {
            text,
            filled,
            compiled: Default::default(),
        };
        match engine.build(0) {
            Ok(_) => Ok(engine),
            Err(Error::CompileError(error))
                if matches!(*error, CompileError::PatternCanNeverMatch) =>
            {
                Err(Unbuilt::NeverMatches)
            }
            Err(_) => Err(Unbuilt::Unsupported),
        }
    }

    fn build(&self, bound: usize) -> std::result::Result<Option<&Regex>, Error> {
        let (Some(cell), Some(most)) = (self.compiled.get(bound), BOUNDS.get(bound)) else {
            return Ok(None);
        };
        if let Some(regex) = cell.get() {
            return Ok(Some(regex));
        }
        let regex = RegexBuilder::new(&self.text)
            .backtrack_limit(*most)
            .delegate_size_limit(1 << 21)
            .find_not_empty(self.filled)
            .build()?;
        Ok(Some(cell.get_or_init(|| regex)))
    }

    /// The first match from a byte on.
    pub(super) fn search(
        &self,
        interpreter: &mut Interpreter,
        text: &str,
        from: usize,
    ) -> Result<Search> {
        let length = text.len().saturating_sub(from) as u64;
        interpreter.step(1 + length / 64)?;
        for (bound, most) in BOUNDS.iter().enumerate() {
            if bound > 0 {
                // Each time it may read the whole text again.
                let ways = *most as u64 / 16;
                interpreter.step(ways.saturating_mul(1 + length / 256))?;
            }
            let Ok(Some(regex)) = self.build(bound) else {
                break;
            };
            match regex.captures_from_pos(text, from) {
                Ok(found) => {
                    return Ok(Search::Found(found.map(|captures| {
                        captures
                            .iter()
                            .map(|group| group.map(|group| (group.start(), group.end())))
                            .collect()
                    })));
                }
                Err(Error::RuntimeError(RuntimeError::BacktrackLimitExceeded)) => {}
                Err(_) => break,
            }
        }
        Ok(Search::TooManyWays)
    }
}
