//! Generators: functions that stop at each `yield` and go on later.

mod expression;
mod hoist;
mod program;

pub(super) use hoist::yields;

use std::rc::Rc;

use super::{Env, Flow};
use crate::python::interpreter::{Frame, Interpreter, Truth};
use crate::python::iterate::{Iterator, Resume, Source, Stream, Yielded, exception_is};
use crate::python::native::{Args, Interrupt, Result};
use crate::python::syntax::Place;
use crate::python::value::Value;
pub(crate) use program::Program;
use program::{Label, Op};

/// How a region is left.
#[derive(Clone)]
enum Leave {
    Normal,
    Break,
    Continue,
    Return(Value),
    Raised(Value, Place),
}

/// A part of the body that is being executed and must hear how it is left.
#[derive(Clone)]
enum Region {
    Loop {
        /// The items of a `for`.
        source: Option<Source>,
        again: Label,
        after: Label,
    },
    Try {
        handlers: Label,
    },
    Finally {
        body: Label,
    },
    /// A `finally` that runs, and what follows it.
    Ending(Leave),
    With {
        manager: Value,
        after: Label,
    },
    /// An `except` that runs.
    Handling(Value),
    /// What `yield from` goes over.
    Delegate(Value),
}

/// A call of a generator function, between two of its `yield`s.
#[derive(Clone)]
pub(crate) struct Generator {
    env: Env,
    program: Rc<Program>,
    at: Label,
    regions: Vec<Region>,
    /// What receives the value that is sent.
    into: Option<String>,
    started: bool,
    place: Place,
}

impl Generator {
    pub(crate) fn new(env: Env, program: Rc<Program>, place: Place) -> Self {
        Self {
            env,
            program,
            at: 0,
            regions: Vec::new(),
            into: None,
            started: false,
            place,
        }
    }

    fn run(&mut self, interpreter: &mut Interpreter, resume: Resume) -> Result<Yielded> {
        let closing = matches!(resume, Resume::Close);
        let mut incoming = match resume {
            Resume::Close => match interpreter.raise_with("GeneratorExit", Vec::new()) {
                Interrupt::Raised(exit, place) => Resume::Throw(exit, place),
                other => return Err(other),
            },
            other => other,
        };
        let result = self.go_on(interpreter, &mut incoming);
        match result {
            Ok(Yielded::Item(_)) if closing => {
                Err(interpreter.raise("RuntimeError", "generator ignored GeneratorExit"))
            }
            Err(Interrupt::Raised(exception, _))
                if closing && exception_is(&exception, "GeneratorExit") =>
            {
                Ok(Yielded::Returned(Value::None))
            }
            Err(Interrupt::Raised(exception, _)) if exception_is(&exception, "StopIteration") => {
                Err(interpreter.raise("RuntimeError", "generator raised StopIteration"))
            }
            other => other,
        }
    }

    fn go_on(&mut self, interpreter: &mut Interpreter, incoming: &mut Resume) -> Result<Yielded> {
        let delegating = matches!(self.regions.last(), Some(Region::Delegate(_)));
        if !delegating {
            match std::mem::replace(incoming, Resume::Next) {
                Resume::Throw(exception, place) => {
                    self.started = true;
                    self.into = None;
                    interpreter.chain_exception(&exception, None);
                    if let Some(ended) = self.leave(interpreter, Leave::Raised(exception, place))? {
                        return Ok(ended);
                    }
                }
                Resume::Send(value) => {
                    if !self.started && !value.is_none() {
                        return Err(interpreter.raise(
                            "TypeError",
                            "can't send non-None value to a just-started generator",
                        ));
                    }
                    self.receive(interpreter, value);
                }
                Resume::Next | Resume::Close => self.receive(interpreter, Value::None),
            }
        }
        self.started = true;
        loop {
            interpreter.step(1)?;
            let program = self.program.clone();
            let Some(op) = program.ops.get(self.at) else {
                return match self.leave(interpreter, Leave::Return(Value::None))? {
                    Some(ended) => Ok(ended),
                    None => continue,
                };
            };
            let guarded = self
                .regions
                .iter()
                .filter(|region| matches!(region, Region::Try { .. }))
                .count();
            let recorded = interpreter.recorder.operations();
            interpreter.tries += guarded;
            let result = self.perform(interpreter, op, incoming);
            interpreter.tries -= guarded;
            if guarded > 0 && interpreter.recorder.operations() > recorded {
                return Err(interpreter.needs_program(
                    "live-data",
                    "An operation stands in a `try` of a generator that yields inside it.",
                ));
            }
            let left = match result {
                Ok(Done::GoOn) => continue,
                Ok(Done::Yielded(value)) => return Ok(Yielded::Item(value)),
                Ok(Done::Leave(left)) => left,
                Err(Interrupt::Raised(exception, place)) => Leave::Raised(exception, place),
                Err(other) => return Err(other),
            };
            if let Some(ended) = self.leave(interpreter, left)? {
                return Ok(ended);
            }
        }
    }

    fn receive(&mut self, interpreter: &mut Interpreter, value: Value) {
        if let Some(name) = self.into.take() {
            let scope = self.env.scope.clone();
            interpreter.bind(&scope, &name.as_str().into(), Some(value));
        }
    }

    /// Leaves regions until one goes on; gives the end of the generator where none does.
    fn leave(&mut self, interpreter: &mut Interpreter, mut left: Leave) -> Result<Option<Yielded>> {
        loop {
            let Some(region) = self.regions.pop() else {
                return match left {
                    Leave::Raised(exception, place) => Err(Interrupt::Raised(exception, place)),
                    Leave::Return(value) => Ok(Some(Yielded::Returned(value))),
                    _ => Ok(Some(Yielded::Returned(Value::None))),
                };
            };
            match region {
                Region::Loop {
                    source,
                    again,
                    after,
                } => match left {
                    Leave::Break => {
                        self.at = after;
                        if let Some(source) = source {
                            source.close(interpreter)?;
                        }
                        return Ok(None);
                    }
                    Leave::Continue => {
                        self.regions.push(Region::Loop {
                            source,
                            again,
                            after,
                        });
                        self.at = again;
                        return Ok(None);
                    }
                    _ => {
                        if let Some(source) = source {
                            source.close(interpreter)?;
                        }
                    }
                },
                Region::Try { handlers } => {
                    if let Leave::Raised(exception, _) = left {
                        interpreter.handling.push(exception.clone());
                        self.regions.push(Region::Handling(exception));
                        self.at = handlers;
                        return Ok(None);
                    }
                }
                Region::Finally { body } => {
                    self.regions.push(Region::Ending(left));
                    self.at = body;
                    return Ok(None);
                }
                Region::With { manager, after } => {
                    let raised = match &left {
                        Leave::Raised(exception, _) => Some(exception.clone()),
                        _ => None,
                    };
                    match interpreter.exit(&manager, raised.as_ref()) {
                        Ok(true) if raised.is_some() => {
                            self.at = after;
                            return Ok(None);
                        }
                        Ok(_) => {}
                        Err(Interrupt::Raised(exception, place)) => {
                            left = Leave::Raised(exception, place);
                        }
                        Err(other) => return Err(other),
                    }
                }
                Region::Handling(_) => {
                    interpreter.handling.pop();
                }
                Region::Ending(_) | Region::Delegate(_) => {}
            }
        }
    }

    fn perform(
        &mut self,
        interpreter: &mut Interpreter,
        op: &Op,
        incoming: &mut Resume,
    ) -> Result<Done> {
        let env = self.env.clone();
        self.at += 1;
        match op {
            Op::Run(statement) => {
                let base = interpreter.branches.len();
                let result = interpreter.execute_block(&env, std::slice::from_ref(&**statement));
                let flow = interpreter.stop_raised(base, result)?;
                if interpreter.branches.len() > base {
                    return Err(interpreter.needs_program(
                        "differs-by-path",
                        "How the generator goes on depends on the live catalogue.",
                    ));
                }
                return Ok(match flow {
                    Flow::Normal => Done::GoOn,
                    Flow::Return(value) => Done::Leave(Leave::Return(value)),
                    Flow::Break => Done::Leave(Leave::Break),
                    Flow::Continue => Done::Leave(Leave::Continue),
                    Flow::Stopped => return Err(Interrupt::Stopped),
                });
            }
            Op::Yield { value, into } => {
                let value = match value {
                    Some(value) => interpreter.evaluate(&env, value)?,
                    None => Value::None,
                };
                self.into = Some(into.clone());
                return Ok(Done::Yielded(value));
            }
            Op::Delegate(value) => {
                let value = interpreter.evaluate(&env, value)?;
                let inner = interpreter.iterator(&value)?;
                self.regions.push(Region::Delegate(inner));
                *incoming = Resume::Next;
            }
            Op::Drive { into } => return self.drive(interpreter, into, incoming),
            Op::Return(value) => {
                let value = match value {
                    Some(value) => interpreter.evaluate(&env, value)?,
                    None => Value::None,
                };
                return Ok(Done::Leave(Leave::Return(value)));
            }
            Op::Jump(to) => self.at = *to,
            Op::Unless { test, to } => {
                let value = interpreter.evaluate(&env, test)?;
                interpreter.at(&env, test);
                if !interpreter.decided(&value)? {
                    self.at = *to;
                }
            }
            Op::While { again, after } => self.regions.push(Region::Loop {
                source: None,
                again: *again,
                after: *after,
            }),
            Op::For {
                iterable,
                is_async,
                again,
                after,
            } => {
                let mut value = interpreter.evaluate(&env, iterable)?;
                interpreter.at(&env, iterable);
                if *is_async {
                    value = interpreter.asynchronous_items(value)?;
                }
                let source = interpreter.source(value)?;
                self.regions.push(Region::Loop {
                    source: Some(source),
                    again: *again,
                    after: *after,
                });
            }
            Op::Next { target, done } => {
                let item = match self.regions.last_mut() {
                    Some(Region::Loop {
                        source: Some(source),
                        ..
                    }) => source.next(interpreter)?,
                    _ => None,
                };
                match item {
                    Some(item) => interpreter.assign(&env, target, item)?,
                    None => {
                        self.regions.pop();
                        self.at = *done;
                    }
                }
            }
            Op::Close => {
                self.regions.pop();
            }
            Op::Try { handlers } => self.regions.push(Region::Try {
                handlers: *handlers,
            }),
            Op::Finally { body } => self.regions.push(Region::Finally { body: *body }),
            Op::Finish => {
                self.regions.pop();
                self.regions.push(Region::Ending(Leave::Normal));
            }
            Op::EndFinally => {
                return Ok(match self.regions.pop() {
                    Some(Region::Ending(Leave::Normal)) | None => Done::GoOn,
                    Some(Region::Ending(left)) => Done::Leave(left),
                    Some(other) => {
                        self.regions.push(other);
                        Done::GoOn
                    }
                });
            }
            Op::Except {
                classes,
                name,
                otherwise,
            } => {
                let Some(Region::Handling(exception)) = self.regions.last() else {
                    return Ok(Done::GoOn);
                };
                let exception = exception.clone();
                let caught = match classes {
                    Some(classes) => {
                        let classes = interpreter.evaluate(&env, classes)?;
                        interpreter.catches(&super::tries::flatten(classes), &exception)?
                    }
                    None => true,
                };
                if !caught {
                    self.at = *otherwise;
                } else if let Some(name) = name {
                    interpreter.bind_name(&env, name, Some(exception))?;
                }
            }
            Op::EndExcept { name } => {
                self.regions.pop();
                interpreter.handling.pop();
                if let Some(name) = name {
                    interpreter.bind_name(&env, name, None)?;
                }
            }
            Op::Reraise => {
                let place = interpreter.main_place();
                if let Some(Region::Handling(exception)) = self.regions.last() {
                    return Ok(Done::Leave(Leave::Raised(exception.clone(), place)));
                }
            }
            Op::Enter {
                manager,
                is_async,
                target,
                after,
            } => {
                let mut manager = interpreter.evaluate(&env, manager)?;
                if *is_async {
                    manager = interpreter.asynchronous_context(manager)?;
                }
                let entered = interpreter.enter(&manager)?;
                self.regions.push(Region::With {
                    manager,
                    after: *after,
                });
                if let Some(target) = target {
                    interpreter.assign(&env, target, entered)?;
                }
            }
            Op::Leave => {
                if let Some(Region::With { manager, .. }) = self.regions.pop() {
                    interpreter.exit(&manager, None)?;
                }
            }
            Op::Case {
                subject,
                pattern,
                guard,
                otherwise,
            } => {
                let subject = interpreter.evaluate(&env, subject)?;
                let mut matches = interpreter.matches(&env, pattern, &subject)?;
                if matches && let Some(guard) = guard {
                    let value = interpreter.evaluate(&env, guard)?;
                    matches = interpreter.decided(&value)?;
                }
                if !matches {
                    self.at = *otherwise;
                }
            }
        }
        Ok(Done::GoOn)
    }

    /// One turn of `yield from`.
    fn drive(
        &mut self,
        interpreter: &mut Interpreter,
        into: &str,
        incoming: &mut Resume,
    ) -> Result<Done> {
        let Some(Region::Delegate(inner)) = self.regions.last() else {
            return Ok(Done::GoOn);
        };
        let inner = inner.clone();
        let incoming = std::mem::replace(incoming, Resume::Next);
        let yielded = match inner.downcast::<Iterator>() {
            Some(iterator) if iterator.is_generator() => iterator.advance(interpreter, incoming),
            _ => match incoming {
                Resume::Throw(exception, place) => Err(Interrupt::Raised(exception, place)),
                Resume::Send(value) if !value.is_none() => interpreter
                    .call_method(&inner, "send", Args::new([value]))
                    .map(Yielded::Item),
                _ => interpreter.next_item(&inner).map(|item| match item {
                    Some(item) => Yielded::Item(item),
                    None => Yielded::Returned(Value::None),
                }),
            },
        };
        match yielded? {
            Yielded::Item(item) => {
                self.at -= 1;
                Ok(Done::Yielded(item))
            }
            Yielded::Returned(value) => {
                self.regions.pop();
                self.into = Some(into.to_owned());
                self.receive(interpreter, value);
                Ok(Done::GoOn)
            }
        }
    }

    fn handled(&self) -> impl std::iter::Iterator<Item = &Value> {
        self.regions.iter().filter_map(|region| match region {
            Region::Handling(exception) => Some(exception),
            _ => None,
        })
    }
}

/// What a step led to.
enum Done {
    GoOn,
    Yielded(Value),
    Leave(Leave),
}

impl Stream for Generator {
    fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Ok(match self.resume(interpreter, Resume::Next)? {
            Yielded::Item(item) => Some(item),
            Yielded::Returned(_) => None,
        })
    }

    fn resume(&mut self, interpreter: &mut Interpreter, resume: Resume) -> Result<Yielded> {
        if interpreter.frames.len() >= interpreter.options.limits.depth {
            return Err(interpreter.nested_too_deep());
        }
        if !self.started {
            match resume {
                Resume::Close => return Ok(Yielded::Returned(Value::None)),
                Resume::Throw(exception, place) => {
                    return Err(Interrupt::Raised(exception, place));
                }
                _ => {}
            }
        }
        let outside = interpreter.handling.len();
        interpreter.handling.extend(self.handled().cloned());
        interpreter.frames.push(Frame {
            place: self.place.clone(),
        });
        let result = interpreter.deeper(|interpreter| self.run(interpreter, resume));
        if let Some(frame) = interpreter.frames.pop() {
            self.place = frame.place;
        }
        interpreter.handling.truncate(outside);
        result
    }

    fn copy(&self) -> Box<dyn Stream> {
        Box::new(self.clone())
    }

    fn is_generator(&self) -> bool {
        true
    }

    fn must_be_closed(&self) -> bool {
        self.regions
            .iter()
            .any(|region| matches!(region, Region::Finally { .. } | Region::With { .. }))
    }
}

impl Interpreter {
    /// The truth of a value that decides how a generator goes on.
    fn decided(&mut self, value: &Value) -> Result<bool> {
        match self.truth(value)? {
            Truth::Known(known) => Ok(known),
            Truth::Test(_) => Err(self.needs_program(
                "live-data",
                "How the generator goes on depends on the live catalogue.",
            )),
        }
    }
}
