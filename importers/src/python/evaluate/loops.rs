//! `for` and `while`.

use super::{Env, Flow};
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::{Interrupt, Result};
use crate::python::syntax::ast;
use crate::python::value::Value;

impl Interpreter {
    pub(crate) fn execute_for(&mut self, env: &Env, s: &ast::StmtFor) -> Result<Flow> {
        let mut iterable = self.iterated(env, &s.iter)?;
        self.at(env, &*s.iter);
        if s.is_async {
            iterable = self.asynchronous_items(iterable)?;
        }
        let base = self.branches.len();
        let mut source = self.source(iterable)?;
        loop {
            self.at(env, &*s.iter);
            let Some(item) = source.next(self)? else {
                break;
            };
            match self.turn(env, s, item) {
                Ok(Flow::Normal) => {}
                Ok(Flow::Break) => {
                    source.close(self)?;
                    return self.settle(base, Flow::Normal, end_of_loop);
                }
                Ok(other) => {
                    source.close(self)?;
                    return self.settle(base, other, end_of_loop);
                }
                Err(raised @ Interrupt::Raised(..)) => {
                    source.close(self)?;
                    return Err(raised);
                }
                Err(other) => return Err(other),
            }
        }
        let result = self.execute_block(env, &s.orelse);
        let flow = self.stop_raised(base, result)?;
        // A `break` in the `else` belongs to the loop around this one.
        if matches!(flow, Flow::Break | Flow::Continue) && self.branches.len() > base {
            return Err(self.unsupported("this jump out of the `else` of a loop"));
        }
        if self.branches.len() == base {
            return Ok(flow);
        }
        self.settle(base, flow, end_of_loop)
    }

    fn turn(&mut self, env: &Env, s: &ast::StmtFor, item: Value) -> Result<Flow> {
        self.step(1)?;
        let base = self.branches.len();
        self.assign(env, &s.target, item)?;
        let result = self.execute_block(env, &s.body);
        let flow = self.stop_raised(base, result)?;
        self.settle(base, flow, end_of_turn)
    }

    pub(crate) fn execute_while(&mut self, env: &Env, s: &ast::StmtWhile) -> Result<Flow> {
        let base = self.branches.len();
        loop {
            self.step(1)?;
            let value = self.evaluate(env, &s.test)?;
            self.at(env, &*s.test);
            match self.truth(&value)? {
                Truth::Known(true) => {}
                Truth::Known(false) => break,
                Truth::Test(_) => {
                    return Err(self.needs_program(
                        "live-data",
                        "How often the loop runs depends on the live catalogue.",
                    ));
                }
            }
            let inner = self.branches.len();
            let result = self.execute_block(env, &s.body);
            let flow = self.stop_raised(inner, result)?;
            match self.settle(inner, flow, end_of_turn)? {
                Flow::Normal => {}
                Flow::Break => return self.settle(base, Flow::Normal, end_of_loop),
                other => return self.settle(base, other, end_of_loop),
            }
        }
        let result = self.execute_block(env, &s.orelse);
        let flow = self.stop_raised(base, result)?;
        if self.branches.len() == base {
            return Ok(flow);
        }
        self.settle(base, flow, end_of_loop)
    }
}

fn end_of_turn(flow: Flow) -> Flow {
    match flow {
        Flow::Continue => Flow::Normal,
        other => other,
    }
}

fn end_of_loop(flow: Flow) -> Flow {
    match flow {
        Flow::Break => Flow::Normal,
        other => other,
    }
}
