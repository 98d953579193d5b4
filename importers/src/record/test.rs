//! Combining tests: what is known is folded away.

use super::{SnapshotId, Test};

impl Test {
    /// The same, with its questions asked at another moment.
    #[must_use]
    pub(crate) fn at(&self, snapshot: SnapshotId) -> Self {
        let each = |tests: &[Self]| tests.iter().map(|test| test.at(snapshot)).collect();
        match self {
            Self::Question(_, question) => Self::Question(snapshot, question.clone()),
            Self::Not(inner) => Self::Not(Box::new(inner.at(snapshot))),
            Self::And(tests) => Self::And(each(tests)),
            Self::Or(tests) => Self::Or(each(tests)),
            Self::Known(_) | Self::Caught(_) => self.clone(),
        }
    }

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
        if contradicts(&kept) {
            return Self::Known(false);
        }
        let kept = absorb(
            kept,
            |test| match test {
                Self::Or(parts) => Ok(parts),
                other => Err(other),
            },
            Self::any,
        );
        match kept.len() {
            0 => Self::Known(true),
            1 => kept.into_iter().next().unwrap_or(Self::Known(true)),
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
        if contradicts(&kept) {
            return Self::Known(true);
        }
        let kept = absorb(
            kept,
            |test| match test {
                Self::And(parts) => Ok(parts),
                other => Err(other),
            },
            Self::all,
        );
        match kept.len() {
            0 => Self::Known(false),
            1 => kept.into_iter().next().unwrap_or(Self::Known(true)),
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

/// Whether a test stands beside its own negation.
fn contradicts(tests: &[Test]) -> bool {
    tests
        .iter()
        .any(|test| tests.contains(&test.clone().negate()))
}

/// In a junction, what its other members settle: `a or (not a and b)` is
/// `a or b`, and `a or (a and b)` is `a`; likewise for `and` around `or`.
fn absorb(
    tests: Vec<Test>,
    open: impl Fn(Test) -> Result<Vec<Test>, Test>,
    close: impl Fn(Vec<Test>) -> Test,
) -> Vec<Test> {
    let simple: Vec<Test> = tests
        .iter()
        .filter(|test| open((*test).clone()).is_err())
        .cloned()
        .collect();
    let mut kept: Vec<Test> = Vec::new();
    for test in tests {
        let test = match open(test) {
            Err(simple) => simple,
            Ok(parts) if parts.iter().any(|part| simple.contains(part)) => continue,
            Ok(parts) => close(
                parts
                    .into_iter()
                    .filter(|part| !simple.contains(&part.clone().negate()))
                    .collect(),
            ),
        };
        if !kept.contains(&test) {
            kept.push(test);
        }
    }
    kept
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
    fn members_settle_each_other() {
        let only_second = Test::all([caught(1).negate(), caught(2)]);
        assert_eq!(
            Test::any([caught(1), only_second]),
            Test::any([caught(1), caught(2)])
        );
        let both = Test::all([caught(1), caught(2)]);
        assert_eq!(Test::any([caught(1), both]), caught(1));
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
