//! What is known to hold at a place, and what follows from it.

use super::Test;

/// Tests that hold. Each is about one moment, so that it goes on holding.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts(Vec<Test>);

impl Facts {
    /// Another fact, and those that it consists of.
    pub(crate) fn add(&mut self, fact: Test) {
        match &fact {
            Test::And(tests) => {
                for test in tests {
                    self.add(test.clone());
                }
            }
            Test::Not(inner) => {
                if let Test::Or(tests) = &**inner {
                    for test in tests {
                        self.add(test.clone().negate());
                    }
                }
            }
            _ => {}
        }
        self.0.push(fact);
    }

    /// Whether a test follows.
    pub(crate) fn hold(&self, test: &Test) -> bool {
        if self.0.contains(test) {
            return true;
        }
        match test {
            Test::Known(known) => *known,
            Test::And(tests) => tests.iter().all(|test| self.hold(test)),
            Test::Or(tests) => tests.iter().any(|test| self.hold(test)),
            Test::Not(inner) => match &**inner {
                Test::And(tests) => tests.iter().any(|test| self.exclude(test)),
                Test::Or(tests) => tests.iter().all(|test| self.exclude(test)),
                _ => false,
            },
            Test::Question(..) | Test::Caught(_) => false,
        }
    }

    /// Whether a test cannot hold.
    pub(crate) fn exclude(&self, test: &Test) -> bool {
        self.hold(&test.clone().negate())
    }
}
