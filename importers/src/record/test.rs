//! Combining tests: what is known is folded away.

use super::Test;

impl Test {
    /// `not …`
    #[must_use]
    pub fn negate(self) -> Self {
        match self {
            Self::Known(known) => Self::Known(!known),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// `… and …`; of nothing, true.
    pub fn all(tests: impl IntoIterator<Item = Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for test in tests {
            match test {
                Self::Known(true) => {}
                Self::Known(false) => return Self::Known(false),
                Self::And(inner) => {
                    for test in inner {
                        if !kept.contains(&test) {
                            kept.push(test);
                        }
                    }
                }
                other if kept.contains(&other) => {}
                other => kept.push(other),
            }
        }
        if kept
            .iter()
            .any(|test| kept.contains(&test.clone().negate()))
        {
            return Self::Known(false);
        }
        match kept.len() {
            0 => Self::Known(true),
            1 => kept.swap_remove(0),
            _ => Self::And(kept),
        }
    }

    /// `… or …`; of nothing, false.
    pub fn any(tests: impl IntoIterator<Item = Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for test in tests {
            match test {
                Self::Known(false) => {}
                Self::Known(true) => return Self::Known(true),
                Self::Or(inner) => {
                    for test in inner {
                        if !kept.contains(&test) {
                            kept.push(test);
                        }
                    }
                }
                other if kept.contains(&other) => {}
                other => kept.push(other),
            }
        }
        if kept
            .iter()
            .any(|test| kept.contains(&test.clone().negate()))
        {
            return Self::Known(true);
        }
        match kept.len() {
            0 => Self::Known(false),
            1 => kept.swap_remove(0),
            _ => Self::Or(kept),
        }
    }

    /// The number of its nodes, for bounds.
    pub fn size(&self) -> usize {
        match self {
            Self::Known(_) | Self::Question(..) | Self::Caught(_) => 1,
            Self::Not(inner) => inner.size() + 1,
            Self::And(tests) | Self::Or(tests) => tests.iter().map(Self::size).sum::<usize>() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caught(id: u32) -> Test {
        Test::Caught(id)
    }

    #[test]
    fn known_parts_are_folded() {
        assert_eq!(Test::all([Test::Known(true), caught(1)]), caught(1));
        assert_eq!(
            Test::all([Test::Known(false), caught(1)]),
            Test::Known(false)
        );
        assert_eq!(Test::any([Test::Known(true), caught(1)]), Test::Known(true));
        assert_eq!(Test::any([]), Test::Known(false));
        assert_eq!(caught(1).negate().negate(), caught(1));
    }

    #[test]
    fn contradiction_and_tautology_are_known() {
        assert_eq!(
            Test::all([caught(1), caught(1).negate()]),
            Test::Known(false)
        );
        assert_eq!(
            Test::any([caught(1).negate(), caught(1)]),
            Test::Known(true)
        );
    }

    #[test]
    fn nested_junctions_are_flat() {
        let inner = Test::all([caught(1), caught(2)]);
        assert_eq!(
            Test::all([inner, caught(2), caught(3)]),
            Test::And(vec![caught(1), caught(2), caught(3)])
        );
    }
}
