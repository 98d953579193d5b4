//! Branches on the live catalogue: both sides are executed and recorded.
//!
//! A side ends in one of several ways: normally, or by `return`, `break`,
//! `continue`, or a failure. Where both end normally, names and containers
//! are merged. Where one side jumps, the branch stays open: what follows is
//! recorded on the other side, until the construct that catches the jump
//! (the function, the loop) settles what is open.

use super::Flow;
use super::journal::{Cell, Content, Journal};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::Value;
use crate::record::facts::Facts;
use crate::record::{Step, Test};

/// A larger condition than this is left to a program.
pub(super) const LARGEST_TEST: usize = 200;
/// More branches than this in one function are left to a program.
const MOST_BRANCHES: u64 = 2000;

/// One way in which a path ended.
pub(crate) struct Outcome {
    /// On which condition.
    pub(crate) test: Test,
    /// What it changed.
    pub(crate) changes: Journal,
    /// How it ended.
    pub(crate) flow: Flow,
}

/// A side that is being executed.
pub(crate) struct Branch {
    /// Objects born before it are older than the branch.
    pub(crate) born: u64,
    /// What changed cells held before.
    saved: Journal,
    /// What holds on it.
    test: Option<Test>,
    /// The other side, where the branch is open: its condition and how it ended.
    pending: Option<(Test, Vec<Outcome>)>,
    /// What the other side recorded; the record of this side goes beside it.
    recorded: Vec<Step>,
    /// In a `try`: what cells held when the first operation was recorded.
    late: Option<(u64, Journal)>,
}

impl Branch {
    /// Notes what a cell holds before it changes.
    pub(crate) fn note(&mut self, cell: Cell, recorded: u64) {
        if let Some((start, late)) = &mut self.late
            && recorded > *start
        {
            late.add(cell.clone(), || cell.content());
        }
        self.saved.add(cell.clone(), || cell.content());
    }

    /// For each changed cell what a handler finds: the value, where it was
    /// set before the first operation, or nothing that is known.
    pub(crate) fn early(&self) -> Vec<(Cell, Option<Content>)> {
        let Some((_, late)) = &self.late else {
            return Vec::new();
        };
        self.saved
            .entries
            .iter()
            .map(|(cell, _)| {
                let content = match late.get(cell) {
                    None => Some(cell.content()),
                    Some(_) => None,
                };
                (cell.clone(), content)
            })
            .collect()
    }
}

impl Interpreter {
    /// Opens a side.
    pub(crate) fn open(&mut self, in_try: bool) -> Result<()> {
        self.clock += 1;
        // The body of a `try` is one path as long as no test stands in it.
        self.sides += u64::from(!in_try);
        if self.sides > MOST_BRANCHES {
            return Err(self.too_many_paths());
        }
        let operations = self.recorder.operations();
        self.branches.push(Branch {
            born: self.clock,
            saved: Journal::default(),
            test: None,
            pending: None,
            recorded: Vec::new(),
            late: in_try.then(|| (operations, Journal::default())),
        });
        Ok(())
    }

    pub(super) fn too_many_paths(&self) -> Interrupt {
        self.needs_program(
            "too-many-paths",
            "Too many paths depend on the live catalogue for directives to say.",
        )
    }

    /// Executes both sides of a branch.
    pub(crate) fn branch(
        &mut self,
        test: &Test,
        then: impl FnOnce(&mut Self) -> Result<Flow>,
        otherwise: impl FnOnce(&mut Self) -> Result<Flow>,
    ) -> Result<Flow> {
        if test.size() > LARGEST_TEST {
            return Err(self.too_many_paths());
        }
        let (first, then_steps) = self.side(test.clone(), then)?;
        let (second, otherwise_steps) = self.side(test.clone().negate(), otherwise)?;
        let goes_on = |outcomes: &[Outcome]| {
            outcomes
                .iter()
                .all(|outcome| matches!(outcome.flow, Flow::Normal))
        };
        let jumps = |outcomes: &[Outcome]| {
            outcomes
                .iter()
                .all(|outcome| !matches!(outcome.flow, Flow::Normal | Flow::Stopped))
        };
        // One side jumps and the other goes on: the branch stays open, with
        // what follows recorded on the side that goes on.
        if jumps(&first) && goes_on(&second) && !first.is_empty() {
            return self.stay_open(test.clone(), first, then_steps, second, otherwise_steps);
        }
        if jumps(&second) && goes_on(&first) && !second.is_empty() {
            return self.stay_open(
                test.clone().negate(),
                second,
                otherwise_steps,
                first,
                then_steps,
            );
        }
        self.record_if(test.clone(), then_steps, otherwise_steps);
        self.resume(first.into_iter().chain(second).collect())
    }

    fn side(
        &mut self,
        test: Test,
        work: impl FnOnce(&mut Self) -> Result<Flow>,
    ) -> Result<(Vec<Outcome>, Vec<Step>)> {
        self.open(false)?;
        if let Some(branch) = self.branches.last_mut() {
            branch.test = Some(test.clone());
        }
        let base = self.branches.len();
        self.recorder.begin();
        let result = work(self);
        let flow = self.stop(base, result)?;
        let mut outcomes = self.collapse(base, flow)?;
        let changes = self.close();
        for outcome in &mut outcomes {
            let mut all = Journal::default();
            for (cell, content) in &changes.entries {
                all.set(cell.clone(), content.copy());
            }
            for (cell, content) in std::mem::take(&mut outcome.changes.entries) {
                all.set(cell, content);
            }
            outcome.changes = all;
            outcome.test = Test::all([test.clone(), outcome.test.clone()]);
        }
        Ok((outcomes, self.recorder.end()))
    }

    /// Ends the innermost side: gives what it changed, and undoes it.
    pub(crate) fn close(&mut self) -> Journal {
        let mut changes = Journal::default();
        if let Some(branch) = self.branches.pop() {
            undo(branch.saved, &mut changes);
        }
        changes
    }

    fn stay_open(
        &mut self,
        test: Test,
        pending: Vec<Outcome>,
        pending_steps: Vec<Step>,
        going: Vec<Outcome>,
        going_steps: Vec<Step>,
    ) -> Result<Flow> {
        self.open(false)?;
        if let Some(branch) = self.branches.last_mut() {
            branch.pending = Some((test, pending));
            branch.recorded = pending_steps;
        }
        self.recorder.begin();
        for step in going_steps {
            self.recorder.adopt(step);
        }
        self.resume(going)
    }

    fn record_if(&mut self, test: Test, then: Vec<Step>, otherwise: Vec<Step>) {
        let only_looks =
            |steps: &[Step]| steps.iter().all(|step| matches!(step, Step::Snapshot(_)));
        if only_looks(&then) && only_looks(&otherwise) {
            // Looking does no harm, and later questions may refer to it.
            for step in then.into_iter().chain(otherwise) {
                self.recorder.adopt(step);
            }
            return;
        }
        match test {
            Test::Known(true) => then.into_iter().for_each(|step| self.recorder.adopt(step)),
            Test::Known(false) => otherwise
                .into_iter()
                .for_each(|step| self.recorder.adopt(step)),
            test => {
                let (test, then, otherwise) = if only_looks(&then) && then.is_empty() {
                    (test.negate(), otherwise, then)
                } else {
                    (test, then, otherwise)
                };
                self.recorder.adopt(Step::If {
                    test,
                    then,
                    otherwise,
                });
            }
        }
    }

    /// Closes what is open above `base`, and gives all ways in which paths
    /// ended; the state is that at `base`.
    pub(crate) fn collapse(&mut self, base: usize, flow: Flow) -> Result<Vec<Outcome>> {
        let mut outcomes = vec![Outcome {
            test: Test::Known(true),
            changes: Journal::default(),
            flow,
        }];
        while self.branches.len() > base {
            let Some(branch) = self.branches.pop() else {
                break;
            };
            let mut here = Journal::default();
            undo(branch.saved, &mut here);
            let Some((test, pending)) = branch.pending else {
                continue;
            };
            let steps = self.recorder.end();
            self.record_if(test.clone(), branch.recorded, steps);
            let other = test.negate();
            for outcome in &mut outcomes {
                let mut all = Journal::default();
                for (cell, content) in &here.entries {
                    all.set(cell.clone(), content.copy());
                }
                for (cell, content) in std::mem::take(&mut outcome.changes.entries) {
                    all.set(cell, content);
                }
                outcome.changes = all;
                outcome.test = Test::all([other.clone(), outcome.test.clone()]);
                if outcome.test.size() > LARGEST_TEST {
                    return Err(self.too_many_paths());
                }
            }
            outcomes = pending.into_iter().chain(outcomes).collect();
        }
        Ok(outcomes)
    }

    /// Goes on from several ways in which paths ended: those that ended alike
    /// are merged; the others stay pending.
    pub(crate) fn resume(&mut self, outcomes: Vec<Outcome>) -> Result<Flow> {
        // Nothing follows a failure, so what it changed does not matter.
        let mut groups: Vec<(u8, Vec<Outcome>)> = Vec::new();
        for outcome in outcomes {
            if outcome.test == Test::Known(false) {
                continue;
            }
            let kind = match outcome.flow {
                Flow::Normal => 0,
                Flow::Continue => 1,
                Flow::Break => 2,
                Flow::Return(_) => 3,
                Flow::Stopped => continue,
            };
            match groups.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, group)) => group.push(outcome),
                None => groups.push((kind, vec![outcome])),
            }
        }
        groups.sort_by_key(|(kind, _)| *kind);
        let mut groups = groups.into_iter();
        let Some((_, going)) = groups.next() else {
            return Ok(Flow::Stopped);
        };
        let pending: Vec<Outcome> = groups.flat_map(|(_, group)| group).collect();
        if !pending.is_empty() {
            let test = Test::any(pending.iter().map(|outcome| outcome.test.clone()));
            if test.size() > LARGEST_TEST {
                return Err(self.too_many_paths());
            }
            self.open(false)?;
            if let Some(branch) = self.branches.last_mut() {
                branch.pending = Some((test, pending));
            }
            self.recorder.begin();
        }
        self.merge(going)
    }

    /// What holds on the paths that lead here.
    pub(crate) fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        for branch in &self.branches {
            if let Some(test) = &branch.test {
                facts.add(test.clone());
            }
            if let Some((left, _)) = &branch.pending {
                facts.add(left.clone().negate());
            }
        }
        facts
    }

    /// Settles what is open above `base`, where `caught` says what becomes of each jump.
    pub(crate) fn settle(
        &mut self,
        base: usize,
        flow: Flow,
        caught: impl Fn(Flow) -> Flow,
    ) -> Result<Flow> {
        let flow = caught(flow);
        // What nothing here catches stays open, below what has to be closed.
        let keeps = |outcome: &Outcome| {
            std::mem::discriminant(&caught(outcome.flow.clone()))
                == std::mem::discriminant(&outcome.flow)
        };
        let mut base = base;
        while matches!(flow, Flow::Normal)
            && let Some(branch) = self.branches.get(base)
            && branch
                .pending
                .as_ref()
                .is_some_and(|(_, pending)| pending.iter().all(keeps))
        {
            base += 1;
        }
        if self.branches.len() <= base {
            return Ok(flow);
        }
        let mut outcomes = self.collapse(base, flow)?;
        for outcome in &mut outcomes {
            outcome.flow = caught(std::mem::replace(&mut outcome.flow, Flow::Normal));
        }
        self.resume(outcomes)
    }

    /// In a construct that settles: an exception raised on one side of an
    /// open branch is recorded as a failure there.
    pub(crate) fn stop_raised(&mut self, base: usize, result: Result<Flow>) -> Result<Flow> {
        if self.branches.len() > base {
            self.stop(base, result)
        } else {
            result
        }
    }

    /// Records an exception as a failure on this path.
    fn stop(&mut self, base: usize, result: Result<Flow>) -> Result<Flow> {
        match result {
            Ok(flow) => Ok(flow),
            Err(Interrupt::Stopped) => Ok(Flow::Stopped),
            Err(Interrupt::Raised(exception, place)) => {
                if self.tries > 0 {
                    let _ = base;
                    return Err(self.needs_program(
                        "live-data",
                        "An exception raised on one side of a branch on the live catalogue may be caught here.",
                    ));
                }
                self.record_failure(&exception, &place)?;
                Ok(Flow::Stopped)
            }
            Err(other) => Err(other),
        }
    }

    /// `raise`, as a step.
    pub(crate) fn record_failure(
        &mut self,
        exception: &Value,
        place: &crate::python::syntax::Place,
    ) -> Result<()> {
        let class = match exception {
            Value::Instance(instance) => instance.class.name.to_string(),
            other => other.type_name(),
        };
        let message = self.str(exception)?;
        let message = if message.is_empty() {
            class
        } else {
            format!("{class}: {message}")
        };
        let origin = crate::script::Origin {
            file: place
                .path()
                .and_then(std::path::Path::file_name)
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            line: place.line().unwrap_or_default(),
        };
        self.recorder.push(Step::Fail { message, origin });
        Ok(())
    }

    /// Evaluates one of two expressions, as the test decides.
    pub(crate) fn choose(
        &mut self,
        test: &Test,
        then: impl FnOnce(&mut Self) -> Result<Value>,
        otherwise: impl FnOnce(&mut Self) -> Result<Value>,
    ) -> Result<Value> {
        let (mut a, mut b) = (None, None);
        let flow = self.branch(
            test,
            |interpreter| {
                a = Some(then(interpreter)?);
                Ok(Flow::Normal)
            },
            |interpreter| {
                b = Some(otherwise(interpreter)?);
                Ok(Flow::Normal)
            },
        )?;
        match (a, b) {
            _ if matches!(flow, Flow::Stopped) => Err(Interrupt::Stopped),
            (Some(a), Some(b)) => self.merge_values(test, "The value of the expression", &a, &b),
            (Some(value), None) | (None, Some(value)) => Ok(value),
            (None, None) => Err(Interrupt::Stopped),
        }
    }
}

/// Restores what cells held, and keeps in `changes` what they held until now.
fn undo(saved: Journal, changes: &mut Journal) {
    for (cell, old) in saved.entries {
        let now = cell.content();
        if !now.is_same(&old) {
            changes.set(cell.clone(), now);
        }
        cell.restore(old);
    }
}
