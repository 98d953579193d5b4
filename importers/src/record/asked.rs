//! Whether every answer that is used was asked for on each path that leads to its use.
//!
//! A `let` in a branch, or in a `try` behind what may fail, says nothing where that did not run.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::questions::Answers;
use super::{SnapshotId, Step, Test};

/// Whether a test uses an answer that another side of a branch asked for.
pub(crate) fn is_asked_elsewhere(steps: &[Step]) -> bool {
    let mut walk = Walk {
        answers: Answers::of(steps),
        taken: BTreeMap::new(),
        facts: Facts::default(),
        is_missing: false,
    };
    walk.steps(steps);
    walk.is_missing
}

struct Walk {
    answers: Answers,
    /// What held where a snapshot was taken.
    taken: BTreeMap<SnapshotId, Vec<Test>>,
    /// What holds here.
    facts: Facts,
    is_missing: bool,
}

impl Walk {
    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            self.step(step);
        }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Snapshot(id) => {
                self.taken.insert(*id, self.facts.all());
            }
            Step::If {
                test,
                then,
                otherwise,
            } => {
                if does_something(step) {
                    self.uses(test);
                }
                self.under(test.clone(), then);
                self.under(test.clone().negate(), otherwise);
            }
            Step::Try {
                id,
                body,
                handlers,
                otherwise,
                finally,
            } => {
                // What an error may leave out begins with the first step that does something.
                let sure = body.iter().take_while(|step| !does_something(step));
                let sure = sure.count();
                let (sure, rest) = body.split_at(sure);
                self.steps(sure);
                let caught = Test::Caught(*id);
                self.under(caught.clone().negate(), rest);
                for (_, steps) in handlers {
                    self.under(caught.clone(), steps);
                }
                self.under(caught.negate(), otherwise);
                self.steps(finally);
            }
            Step::Autocommit(steps) => self.steps(steps),
            Step::Operation { .. } | Step::Fail { .. } => {}
        }
    }

    fn under(&mut self, fact: Test, steps: &[Step]) {
        let before = self.facts.len();
        self.facts.add(fact);
        self.steps(steps);
        self.facts.back_to(before);
    }

    /// Asks no more of a test than its evaluation does, from left to right.
    fn uses(&mut self, test: &Test) {
        match test {
            Test::Known(_) | Test::Caught(_) => {}
            Test::Question(id, _) => {
                let is_taken = |id: SnapshotId| {
                    let needed = self.taken.get(&id);
                    needed.is_some_and(|needed| needed.iter().all(|fact| self.facts.hold(fact)))
                };
                if !is_taken(*id) && !is_taken(self.answers.representative(*id)) {
                    self.is_missing = true;
                }
            }
            Test::Not(inner) => self.uses(inner),
            Test::And(tests) => self.each(tests, Clone::clone),
            Test::Or(tests) => self.each(tests, |test| test.clone().negate()),
        }
    }

    /// Each of several tests, where `fact` says what holds once one of them was passed.
    fn each(&mut self, tests: &[Test], fact: impl Fn(&Test) -> Test) {
        let before = self.facts.len();
        for test in tests {
            self.uses(test);
            self.facts.add(fact(test));
        }
        self.facts.back_to(before);
    }
}

/// Whether a step is more than a look at the catalogue.
fn does_something(step: &Step) -> bool {
    match step {
        Step::Snapshot(_) => false,
        Step::If {
            then, otherwise, ..
        } => then.iter().chain(otherwise).any(does_something),
        _ => true,
    }
}
