//! `try`.
//!
//! A block that records no operation is plain Python. One that does becomes
//! a step: whether an operation fails is only known live, so the handlers are
//! executed and recorded too.

use std::rc::Rc;

use super::branch::Outcome;
use super::journal::{Content, Journal};
use super::{Env, Flow};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::syntax::ast;
use crate::python::value::{Unknown, Value};
use crate::record::{Step, Test};

/// What runs where an error is caught.
pub(crate) type Handler<'a> = Box<dyn FnOnce(&mut Interpreter, Value) -> Result<Flow> + 'a>;

/// Runs where nothing was raised.
pub(crate) type Otherwise<'a> = Box<dyn FnOnce(&mut Interpreter) -> Result<Flow> + 'a>;

impl Interpreter {
    pub(crate) fn execute_try(&mut self, env: &Env, s: &ast::StmtTry) -> Result<Flow> {
        if s.is_star {
            return Err(self.unsupported("`except*`"));
        }
        if s.finalbody.is_empty() {
            return self.try_both(env, s);
        }
        // The `finally` block runs after whatever the rest did.
        let base = self.branches.len();
        let result = self.try_both(env, s);
        let result = self.stop_raised(base, result);
        match result {
            Ok(flow) => {
                let outcomes = self.collapse(base, flow)?;
                let many = outcomes.len() > 1;
                let flow = self.resume(outcomes)?;
                if many && self.branches.len() > base {
                    return Err(self.needs_program(
                        "differs-by-path",
                        "A `finally` runs on paths that end differently, as the live catalogue decides.",
                    ));
                }
                match self.finally(env, s)? {
                    Flow::Normal => Ok(flow),
                    other => Ok(other),
                }
            }
            Err(Interrupt::Raised(exception, place)) => {
                self.handling.push(exception.clone());
                let result = self.execute_block(env, &s.finalbody);
                self.handling.pop();
                match result? {
                    Flow::Normal => Err(Interrupt::Raised(exception, place)),
                    other => Ok(other),
                }
            }
            Err(other) => Err(other),
        }
    }

    /// Runs `finally`; where the block before it became a step, it belongs to the step.
    fn finally(&mut self, env: &Env, s: &ast::StmtTry) -> Result<Flow> {
        if self.is_live() {
            return self.execute_block(env, &s.finalbody);
        }
        self.recorder.begin();
        let base = self.branches.len();
        let result = self.execute_block(env, &s.finalbody);
        let flow = self.stop_raised(base, result)?;
        let outcomes = self.collapse(base, flow)?;
        let steps = self.recorder.end();
        self.recorder.append_finally(steps);
        self.resume(outcomes)
    }

    pub(super) fn try_except(&mut self, env: &Env, s: &ast::StmtTry) -> Result<Flow> {
        if s.handlers.is_empty() {
            let flow = self.execute_block(env, &s.body)?;
            return match flow {
                Flow::Normal => self.execute_block(env, &s.orelse),
                other => Ok(other),
            };
        }
        let mut handlers: Vec<(Vec<Value>, Handler<'_>)> = Vec::new();
        for ast::ExceptHandler::ExceptHandler(handler) in &s.handlers {
            let classes = match &handler.type_ {
                None => match self.exception_class("BaseException") {
                    Some(class) => vec![Value::Class(class)],
                    None => Vec::new(),
                },
                Some(expression) => {
                    if let ast::Expr::Tuple(tuple) = &**expression
                        && !tuple.parenthesized
                    {
                        self.at(env, tuple);
                        return Err(self.refuse(
                            "python-2",
                            "`except A, e` is Python 2.",
                            Some("Write `except A as e`, or `except (A, B)`."),
                        ));
                    }
                    let value = self.evaluate(env, expression)?;
                    self.at(env, &**expression);
                    flatten(value)
                }
            };
            let run = move |interpreter: &mut Self, exception: Value| {
                if let Some(name) = &handler.name {
                    interpreter.bind_name(env, name, Some(exception.clone()))?;
                }
                interpreter.handling.push(exception);
                let result = interpreter.execute_block(env, &handler.body);
                interpreter.handling.pop();
                if let Some(name) = &handler.name
                    && result.is_ok()
                {
                    interpreter.bind_name(env, name, None)?;
                }
                result
            };
            handlers.push((classes, Box::new(run)));
        }
        let guards = handlers.iter().any(|(classes, _)| catches_imports(classes));
        let otherwise: Option<Otherwise<'_>> = (!s.orelse.is_empty()).then(|| {
            Box::new(move |interpreter: &mut Self| interpreter.execute_block(env, &s.orelse))
                as Otherwise<'_>
        });
        self.run_try(
            |interpreter| {
                if !guards {
                    return interpreter.execute_block(env, &s.body);
                }
                interpreter.import_guards.push(env.source.clone());
                let flow = interpreter.execute_block(env, &s.body);
                interpreter.import_guards.pop();
                flow
            },
            handlers,
            otherwise,
        )
    }

    /// Runs a block whose exceptions are caught.
    pub(crate) fn run_try(
        &mut self,
        body: impl FnOnce(&mut Self) -> Result<Flow>,
        handlers: Vec<(Vec<Value>, Handler<'_>)>,
        otherwise: Option<Otherwise<'_>>,
    ) -> Result<Flow> {
        if self.is_live() {
            return self.run_try_live(body, handlers, otherwise);
        }
        let operations = self.recorder.operations();
        self.open(true)?;
        let base = self.branches.len();
        self.recorder.begin();
        let classes = handlers.iter().flat_map(|(classes, _)| classes.clone());
        let classes: Vec<Value> = classes.collect();
        let result = self.within_try(classes, |interpreter| {
            let result = interpreter.deeper(body);
            interpreter.stop_raised(base, result)
        });
        let recorded = self.recorder.operations() > operations;
        match result {
            Err(Interrupt::Raised(exception, place)) if !recorded => {
                self.keep_changes();
                self.adopt_block();
                for (classes, run) in handlers {
                    if self.catches(&classes, &exception)? {
                        return run(self, exception);
                    }
                }
                Err(Interrupt::Raised(exception, place))
            }
            Err(Interrupt::Raised(..)) => Err(self.needs_program(
                "live-data",
                "An exception follows an operation inside `try`; what is undone depends on the database.",
            )),
            Err(other) => Err(other),
            Ok(flow) if !recorded => {
                let outcomes = self.collapse(base, flow)?;
                self.keep_changes();
                self.adopt_block();
                let flow = self.resume(outcomes)?;
                match (flow, otherwise) {
                    (Flow::Normal, Some(otherwise)) => otherwise(self),
                    (flow, _) => Ok(flow),
                }
            }
            Ok(flow) => self.record_try(base, flow, handlers, otherwise),
        }
    }

    /// On a live database exceptions are real, and nothing has to be recorded.
    fn run_try_live(
        &mut self,
        body: impl FnOnce(&mut Self) -> Result<Flow>,
        handlers: Vec<(Vec<Value>, Handler<'_>)>,
        otherwise: Option<Otherwise<'_>>,
    ) -> Result<Flow> {
        if let Some(database) = self.database() {
            database.depends();
        }
        self.tries += 1;
        let result = self.deeper(body);
        self.tries -= 1;
        match result {
            Ok(Flow::Normal) => match otherwise {
                Some(otherwise) => otherwise(self),
                None => Ok(Flow::Normal),
            },
            Ok(flow) => Ok(flow),
            Err(Interrupt::Raised(exception, place)) => {
                for (classes, run) in handlers {
                    if self.catches(&classes, &exception)? {
                        self.tell_caught(&exception);
                        return run(self, exception);
                    }
                }
                Err(Interrupt::Raised(exception, place))
            }
            Err(other) => Err(other),
        }
    }

    /// The changes of a `try` block that is plain Python stay.
    fn keep_changes(&mut self) {
        let changes = self.close();
        for (cell, content) in changes.entries {
            self.note(cell.clone());
            cell.restore(content);
        }
    }

    fn adopt_block(&mut self) {
        for step in self.recorder.end() {
            self.recorder.adopt(step);
        }
    }

    pub(crate) fn catches(&mut self, classes: &[Value], exception: &Value) -> Result<bool> {
        for class in classes {
            if self.isinstance(exception, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn record_try(
        &mut self,
        base: usize,
        flow: Flow,
        handlers: Vec<(Vec<Value>, Handler<'_>)>,
        otherwise: Option<Otherwise<'_>>,
    ) -> Result<Flow> {
        let id = self.recorder.next_try();
        let mut outcomes = self.collapse(base, flow)?;
        let body = self.recorder.end();
        let early = self
            .branches
            .last()
            .map(super::Branch::early)
            .unwrap_or_default();
        let changes = self.close();
        let not_caught = Test::Caught(id).negate();
        let mut otherwise_steps = Vec::new();
        compose(&mut outcomes, &changes, &not_caught);
        if let Some(otherwise) = otherwise {
            (outcomes, otherwise_steps) = self.run_otherwise(outcomes, otherwise)?;
        }
        let mut recorded = Vec::new();
        let mut caught: Vec<Outcome> = Vec::new();
        let last = handlers.len().saturating_sub(1);
        for (at, (classes, run)) in handlers.into_iter().enumerate() {
            let names = self.class_names(&classes)?;
            let is_of_code = names.iter().all(|name| OF_CODE.contains(&name.as_str()));
            if is_of_code && !names.is_empty() {
                continue;
            }
            let (mut ended, steps, reraised) = self.run_handler(&early, &names, run)?;
            if reraised && at == last {
                continue;
            }
            for outcome in &mut ended {
                outcome.test = Test::all([Test::Caught(id), outcome.test.clone()]);
            }
            if caught.is_empty() {
                caught = ended;
            } else if !ended.is_empty() {
                // Which handler ran is not known afterwards: they must agree.
                caught = self.agree(caught, ended)?;
            }
            recorded.push((names, steps));
        }
        if recorded.is_empty() {
            // Every handler raises again: the block is as if it stood alone.
            for step in body.into_iter().chain(otherwise_steps) {
                self.recorder.adopt(step);
            }
            for outcome in &mut outcomes {
                outcome.test = without_caught(&outcome.test, id);
            }
            return self.resume(outcomes);
        }
        self.recorder.adopt(Step::Try {
            id,
            body,
            handlers: recorded,
            otherwise: otherwise_steps,
            finally: Vec::new(),
        });
        outcomes.extend(caught);
        self.resume(outcomes)
    }

    /// Runs `else` where the block ended normally.
    fn run_otherwise(
        &mut self,
        outcomes: Vec<Outcome>,
        otherwise: Otherwise<'_>,
    ) -> Result<(Vec<Outcome>, Vec<Step>)> {
        if !outcomes
            .iter()
            .all(|outcome| matches!(outcome.flow, Flow::Normal))
        {
            return Err(self.needs_program(
                "differs-by-path",
                "The `else` of a `try` runs on some paths only, as the live catalogue decides.",
            ));
        }
        let test = Test::any(outcomes.iter().map(|outcome| outcome.test.clone()));
        self.open(false)?;
        let base = self.branches.len();
        self.recorder.begin();
        self.resume(outcomes)?;
        let result = otherwise(self);
        let flow = self.stop_raised(base - 1, result)?;
        let mut outcomes = self.collapse(base, flow)?;
        let steps = self.recorder.end();
        let changes = self.close();
        compose(&mut outcomes, &changes, &test);
        Ok((outcomes, steps))
    }

    /// Runs a handler as it would run after an operation failed. Says whether
    /// it does nothing but raise the error again.
    fn run_handler(
        &mut self,
        early: &[(super::journal::Cell, Option<Content>)],
        names: &[String],
        run: Handler<'_>,
    ) -> Result<(Vec<Outcome>, Vec<Step>, bool)> {
        self.open(false)?;
        let base = self.branches.len();
        self.recorder.begin();
        let operations = self.recorder.operations();
        for (cell, content) in early {
            self.note(cell.clone());
            match content {
                Some(content) => cell.restore(content.copy()),
                None => match cell {
                    super::journal::Cell::Name(_, name) => {
                        let value = self.unknown("differs-by-path", format!("`{name}`"));
                        cell.restore(Content::Name(Some(value)));
                    }
                    super::journal::Cell::Memory(memory) => {
                        memory.restore(memory.content().unsure());
                    }
                    super::journal::Cell::Other(_) => {}
                    _ => {
                        return Err(self.needs_program(
                            "differs-by-path",
                            "A list or dict is changed inside `try`, after an operation that may fail.",
                        ));
                    }
                },
            }
        }
        let error = Value::Unknown(Rc::new(Unknown {
            what: format!("the caught {}", names.join(" or ")),
            code: "live-data",
            place: self.place(),
            help: None,
        }));
        let result = run(self, error);
        let mut reraised = false;
        let flow = match result {
            Ok(flow) => flow,
            Err(Interrupt::Stopped) => Flow::Stopped,
            Err(Interrupt::Raised(exception, place)) => {
                if self.tries > 0 {
                    return Err(self.needs_program(
                        "live-data",
                        "An error raised in a handler may be caught further out.",
                    ));
                }
                if matches!(exception, Value::Unknown(_)) {
                    reraised = self.recorder.operations() == operations;
                    let origin = crate::script::Origin {
                        file: place
                            .path()
                            .and_then(std::path::Path::file_name)
                            .map(|name| name.to_string_lossy().into_owned())
                            .unwrap_or_default(),
                        line: place.line().unwrap_or_default(),
                    };
                    self.recorder.push(Step::Fail {
                        message: "the caught error is raised again".into(),
                        origin,
                    });
                } else {
                    self.record_failure(&exception, &place)?;
                }
                Flow::Stopped
            }
            Err(other) => return Err(other),
        };
        let mut outcomes = self.collapse(base, flow)?;
        let steps = self.recorder.end();
        let changes = self.close();
        compose(&mut outcomes, &changes, &Test::Known(true));
        outcomes.retain(|outcome| !matches!(outcome.flow, Flow::Stopped));
        Ok((outcomes, steps, reraised))
    }

    /// One outcome of two handlers that end alike.
    fn agree(&mut self, a: Vec<Outcome>, b: Vec<Outcome>) -> Result<Vec<Outcome>> {
        let simple = |outcomes: &[Outcome]| match outcomes {
            [one] => Some(std::mem::discriminant(&one.flow)),
            _ => None,
        };
        let same = simple(&a).is_some() && simple(&a) == simple(&b);
        let quiet = |outcomes: &[Outcome]| {
            outcomes
                .iter()
                .all(|outcome| outcome.changes.entries.is_empty())
        };
        if same && quiet(&a) && quiet(&b) {
            if let (
                [
                    Outcome {
                        flow: Flow::Return(x),
                        ..
                    },
                ],
                [
                    Outcome {
                        flow: Flow::Return(y),
                        ..
                    },
                ],
            ) = (&a[..], &b[..])
                && !x.is_same(y)
            {
                return Err(self.handlers_differ());
            }
            return Ok(a);
        }
        Err(self.handlers_differ())
    }

    fn handlers_differ(&self) -> Interrupt {
        self.needs_program(
            "differs-by-path",
            "What follows depends on which handler of a `try` ran.",
        )
    }

    /// Full names of caught classes.
    fn class_names(&mut self, classes: &[Value]) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for class in classes {
            names.push(match class {
                Value::Class(class) => class.full_name(),
                Value::NativeClass(class) => class.name.to_owned(),
                Value::Unknown(unknown) if !unknown.is_per_run() => unknown.what.clone(),
                other => {
                    self.known(other.clone())?;
                    return Err(self.raise(
                        "TypeError",
                        "catching classes that do not inherit from BaseException is not allowed",
                    ));
                }
            });
        }
        Ok(names)
    }
}

/// Exceptions of Python code, which no operation raises when it runs. What the code of the block
/// raises was seen: where that depends on the catalogue, the function is a program.
const OF_CODE: [&str; 8] = [
    "AssertionError",
    "ImportError",
    "IndexError",
    "ModuleNotFoundError",
    "NameError",
    "TypeError",
    "UnboundLocalError",
    "ZeroDivisionError",
];

/// Whether an `ImportError` is among what is caught.
fn catches_imports(classes: &[Value]) -> bool {
    classes.iter().any(|class| {
        matches!(class, Value::Class(class) if matches!(
            class.full_name().as_str(),
            "ImportError" | "ModuleNotFoundError" | "Exception" | "BaseException"
        ))
    })
}

/// The classes of an `except`, of a tuple too.
pub(super) fn flatten(value: Value) -> Vec<Value> {
    match &value {
        Value::Tuple(items) => items.iter().cloned().flat_map(flatten).collect(),
        _ => vec![value],
    }
}

/// Puts what a block changed before what its paths changed, and its condition before theirs.
fn compose(outcomes: &mut [Outcome], changes: &Journal, test: &Test) {
    for outcome in outcomes {
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
}

/// The test where the `try` of this number is known not to have caught anything.
fn without_caught(test: &Test, id: u32) -> Test {
    match test {
        Test::Caught(caught) if *caught == id => Test::Known(false),
        Test::Not(inner) => without_caught(inner, id).negate(),
        Test::And(tests) => Test::all(tests.iter().map(|test| without_caught(test, id))),
        Test::Or(tests) => Test::any(tests.iter().map(|test| without_caught(test, id))),
        other => other.clone(),
    }
}
