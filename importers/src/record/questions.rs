//! Which answers of the catalogue a script keeps, and under which names.
//!
//! A question is answered as of the snapshot it belongs to. Where the branch that asks it
//! follows the snapshot at once, it is asked in the branch itself; every other answer is kept
//! by a `let` at the place of the snapshot.

use std::collections::{BTreeMap, BTreeSet};

use super::lower::negated;
use super::{SnapshotId, Step, Test};
use crate::script::{Condition, Question};

/// A question, as of a snapshot.
type Asked = (SnapshotId, Question);

/// The answers that are kept, and the flags of `try` blocks.
pub(super) struct Answers {
    /// Snapshots between which nothing ran are one.
    same: BTreeMap<SnapshotId, SnapshotId>,
    kept: BTreeMap<Asked, String>,
    /// In the order of their first use.
    order: Vec<Asked>,
    flags: BTreeMap<u32, String>,
}

impl Answers {
    /// Looks at all uses of all snapshots.
    pub(super) fn of(steps: &[Step]) -> Self {
        let mut survey = Survey::default();
        survey.steps(steps);
        let mut answers = Self {
            same: survey.same,
            kept: BTreeMap::new(),
            order: Vec::new(),
            flags: BTreeMap::new(),
        };
        let mut names = BTreeSet::new();
        for asked in survey.late {
            let name = unique(&mut names, &readable(&asked.1));
            answers.kept.insert(asked.clone(), name);
            answers.order.push(asked);
        }
        for id in survey.caught {
            let name = unique(&mut names, "failed");
            answers.flags.insert(id, name);
        }
        answers
    }

    /// The answers that are kept at a snapshot.
    pub(super) fn kept(&self, id: SnapshotId) -> Vec<(Question, String)> {
        self.order
            .iter()
            .filter(|(snapshot, _)| *snapshot == id)
            .filter_map(|asked| Some((asked.1.clone(), self.kept.get(asked)?.clone())))
            .collect()
    }

    /// The flag of a `try` whose outcome is asked for later.
    pub(super) fn flag(&self, id: u32) -> Option<String> {
        self.flags.get(&id).cloned()
    }

    /// A test as a condition; what is known is folded away.
    pub(super) fn condition(&self, test: &Test) -> Condition {
        match test {
            Test::Known(value) => Condition::Known(*value),
            Test::Question(id, question) => {
                let snapshot = self.same.get(id).copied().unwrap_or(*id);
                match self.kept.get(&(snapshot, question.clone())) {
                    Some(name) => Condition::Name(name.clone()),
                    None => Condition::Question(question.clone()),
                }
            }
            Test::Caught(id) => match self.flags.get(id) {
                Some(name) => Condition::Name(name.clone()),
                None => Condition::Known(false),
            },
            Test::Not(inner) => negated(self.condition(inner)),
            Test::And(tests) => self.junction(tests, true),
            Test::Or(tests) => self.junction(tests, false),
        }
    }

    fn junction(&self, tests: &[Test], all: bool) -> Condition {
        let mut parts = Vec::new();
        for test in tests {
            match self.condition(test) {
                Condition::Known(value) if value == all => {}
                Condition::Known(value) => return Condition::Known(value),
                part if parts.contains(&part) => {}
                part => parts.push(part),
            }
        }
        match (parts.len(), all) {
            (0, _) => Condition::Known(all),
            (1, _) => parts.remove(0),
            (_, true) => Condition::And(parts),
            (_, false) => Condition::Or(parts),
        }
    }
}

/// One walk over all steps.
#[derive(Default)]
struct Survey {
    same: BTreeMap<SnapshotId, SnapshotId>,
    /// The snapshot that still holds, because nothing has run since.
    fresh: Option<SnapshotId>,
    late: Vec<Asked>,
    seen: BTreeSet<Asked>,
    caught: BTreeSet<u32>,
}

impl Survey {
    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Snapshot(id) => {
                    let holds = self.fresh.unwrap_or(*id);
                    self.same.insert(*id, holds);
                    self.fresh = Some(holds);
                }
                Step::If {
                    test,
                    then,
                    otherwise,
                } => {
                    self.test(test);
                    let before = self.fresh;
                    self.steps(then);
                    let after_then = self.fresh;
                    self.fresh = before;
                    self.steps(otherwise);
                    if after_then != self.fresh || self.fresh != before {
                        self.fresh = None;
                    }
                }
                Step::Try {
                    body,
                    handlers,
                    otherwise,
                    finally,
                    ..
                } => {
                    for block in [body]
                        .into_iter()
                        .chain(handlers.iter().map(|(_, steps)| steps))
                        .chain([otherwise, finally])
                    {
                        self.steps(block);
                        self.fresh = None;
                    }
                }
                Step::Autocommit(steps) => {
                    self.fresh = None;
                    self.steps(steps);
                    self.fresh = None;
                }
                Step::Operation { .. } | Step::Fail { .. } => self.fresh = None,
            }
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::Known(_) => {}
            Test::Question(id, question) => {
                let snapshot = self.same.get(id).copied().unwrap_or(*id);
                if self.fresh != Some(snapshot) {
                    let asked = (snapshot, question.clone());
                    if self.seen.insert(asked.clone()) {
                        self.late.push(asked);
                    }
                }
            }
            Test::Caught(id) => {
                self.caught.insert(*id);
            }
            Test::Not(inner) => self.test(inner),
            Test::And(tests) | Test::Or(tests) => {
                for test in tests {
                    self.test(test);
                }
            }
        }
    }
}

/// `had_users_email`
fn readable(question: &Question) -> String {
    let parts: Vec<&str> = match question {
        Question::Table { table, .. } => vec![table],
        Question::View { view, .. } => vec![view],
        Question::Column { table, column, .. } => vec![table, column],
        Question::Index { index, .. } => vec![index],
        Question::Constraint { constraint, .. } => vec![constraint],
        Question::Schema { schema } => vec!["schema", schema],
        Question::Sequence { sequence, .. } => vec!["sequence", sequence],
        Question::Type { name, .. } => vec!["type", name],
    };
    let text: String = parts
        .join("_")
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    format!("had_{text}")
}

fn unique(names: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while !names.insert(name.clone()) {
        name = format!("{wanted}_{number}");
        number += 1;
    }
    name
}
