//! A `try` in which Python raises, or does not, as the live catalogue decides: a look at a table
//! that may be missing. The `try` is executed for both answers, as the sides of a branch are.

use super::{Env, Flow};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::syntax::ast;
use crate::python::value::Value;
use crate::record::{SnapshotId, Test};

/// What is executed inside of `try` blocks, and what is known there.
#[derive(Default)]
pub(crate) struct Tried {
    /// The classes that each `try` around here catches, the outermost first.
    catching: Vec<Vec<Value>>,
    /// What stopped the block of a `try`.
    undecided: Option<Undecided>,
    /// Answers that hold on this path: the question, and how much had been recorded then.
    decided: Vec<(Test, bool, u64)>,
}

/// A question on whose answer it depends whether an exception is raised.
struct Undecided {
    question: Test,
    /// The place in `catching` of the `try` that would catch it.
    level: usize,
    /// What was open, and how much had been recorded, when it was asked.
    opened: (usize, usize, u64),
}

/// Where an interpreter was before a `try`.
struct Mark {
    opened: (usize, usize, u64),
    frames: usize,
    tries: usize,
    handling: usize,
    guards: usize,
    depth: usize,
    asks: usize,
}

impl Interpreter {
    /// Runs the block of a `try` that catches these classes.
    pub(super) fn within_try<T>(
        &mut self,
        classes: Vec<Value>,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.tries += 1;
        self.tried.catching.push(classes);
        let result = work(self);
        self.tried.catching.pop();
        self.tries -= 1;
        result
    }

    /// Raises an exception where a question (as of now) is answered with no, and something
    /// catches it. Where nothing does, the run would end: then it is taken to be answered with yes.
    pub(crate) fn raise_unless(
        &mut self,
        question: Test,
        exception: impl FnOnce(&mut Self) -> Interrupt,
    ) -> Result<()> {
        if self.tries == 0 {
            return Ok(());
        }
        let raised = exception(self);
        let Interrupt::Raised(exception, _) = &raised else {
            return Err(raised);
        };
        let mut level = None;
        for at in (0..self.tried.catching.len()).rev() {
            let classes = self.tried.catching[at].clone();
            if self.catches(&classes, exception)? {
                level = Some(at);
                break;
            }
        }
        // A generator's `try` counts, and is not among them.
        if level.is_none() && self.tried.catching.len() == self.tries {
            return Ok(());
        }
        match self.known_now(&question) {
            Some(true) => Ok(()),
            Some(false) => Err(raised),
            None => {
                self.tried.undecided = level.map(|level| Undecided {
                    question,
                    level,
                    opened: self.opened(),
                });
                Err(self.needs_program(
                    "live-data",
                    "Whether this raises an exception, which is caught, depends on what the live database has.",
                ))
            }
        }
    }

    /// What is known on this path of a question as of now.
    fn known_now(&self, question: &Test) -> Option<bool> {
        let now = self.recorder.operations();
        let plain = question.at(SnapshotId::default());
        let mut decided = self.tried.decided.iter();
        if let Some((_, answer, _)) = decided.find(|(own, _, at)| *own == plain && *at == now) {
            return Some(*answer);
        }
        let facts = self.facts();
        self.recorder.snapshots_now().find_map(|snapshot| {
            let question = question.at(snapshot);
            match facts.hold(&question) {
                true => Some(true),
                false => facts.exclude(&question).then_some(false),
            }
        })
    }

    fn opened(&self) -> (usize, usize, u64) {
        let recorder = &self.recorder;
        (self.branches.len(), recorder.depth(), recorder.operations())
    }

    fn mark(&self) -> Mark {
        Mark {
            opened: self.opened(),
            frames: self.frames.len(),
            tries: self.tries,
            handling: self.handling.len(),
            guards: self.import_guards.len(),
            depth: self.depth,
            asks: self.asks,
        }
    }

    /// A `try`, for both answers where its block asks what decides whether it raises.
    pub(super) fn try_both(&mut self, env: &Env, s: &ast::StmtTry) -> Result<Flow> {
        if self.is_live() {
            return self.try_except(env, s);
        }
        let mark = self.mark();
        let result = self.try_except(env, s);
        let Err(Interrupt::NeedsProgram(why)) = result else {
            return result;
        };
        let (branches, blocks, operations) = mark.opened;
        // Only what stands in the block itself, before anything is recorded, can be done again.
        let question = match self.tried.undecided.take() {
            Some(undecided)
                if undecided.level == self.tried.catching.len()
                    && undecided.opened == (branches + 1, blocks + 1, operations) =>
            {
                undecided.question
            }
            other => {
                self.tried.undecided = other;
                return Err(Interrupt::NeedsProgram(why));
            }
        };
        self.go_back(&mark);
        let test = question.at(self.recorder.snapshot());
        let question = question.at(SnapshotId::default());
        let side = |answer: bool| {
            let question = question.clone();
            move |interpreter: &mut Self| {
                let now = interpreter.recorder.operations();
                interpreter.tried.decided.push((question, answer, now));
                let flow = interpreter.try_both(env, s);
                interpreter.tried.decided.pop();
                flow
            }
        };
        let (then, otherwise) = (side(true), side(false));
        self.branch(&test, then, otherwise)
    }

    /// Forgets what the block of a `try` did.
    fn go_back(&mut self, mark: &Mark) {
        let (branches, blocks, _) = mark.opened;
        while self.branches.len() > branches {
            self.close();
        }
        while self.recorder.depth() > blocks {
            self.recorder.end();
        }
        self.frames.truncate(mark.frames);
        self.handling.truncate(mark.handling);
        self.import_guards.truncate(mark.guards);
        self.tries = mark.tries;
        self.depth = mark.depth;
        self.asks = mark.asks;
    }
}
