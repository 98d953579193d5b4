//! Statements.

use super::{Env, Flow};
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::{Interrupt, Result};
use crate::python::syntax::Place;
use crate::python::syntax::ast::{self, Ranged, Stmt};
use crate::python::value::Value;

impl Interpreter {
    /// Runs statements until one jumps.
    pub(crate) fn execute_block(&mut self, env: &Env, body: &[Stmt]) -> Result<Flow> {
        for statement in body {
            let flow = self.deeper(|interpreter| interpreter.execute(env, statement))?;
            if !matches!(flow, Flow::Normal) {
                return Ok(flow);
            }
        }
        Ok(Flow::Normal)
    }

    /// Remembers which node is being evaluated.
    pub(crate) fn at(&mut self, env: &Env, node: &impl Ranged) {
        if let Some(frame) = self.frames.last_mut() {
            frame.place = Place::new(&env.source, node.range());
        }
    }

    pub(crate) fn unsupported(&self, what: &str) -> Interrupt {
        self.refuse(
            "python-unsupported",
            format!("bridge does not know {what}."),
            Some("Write it in another way, or keep this revision in SQL."),
        )
    }

    fn execute(&mut self, env: &Env, statement: &Stmt) -> Result<Flow> {
        self.step(1)?;
        self.at(env, statement);
        match statement {
            Stmt::Expr(s) => {
                self.evaluate(env, &s.value)?;
            }
            Stmt::Assign(s) => {
                let value = self.evaluate(env, &s.value)?;
                for target in &s.targets {
                    self.assign(env, target, value.clone())?;
                }
            }
            Stmt::AnnAssign(s) => self.annotated(env, s)?,
            Stmt::AugAssign(s) => self.augmented(env, s)?,
            Stmt::FunctionDef(s) => {
                let mut value = self.define_function(env, s)?;
                for decorator in s.decorator_list.iter().rev() {
                    value = self.decorate(env, decorator, value)?;
                }
                self.bind_name(env, &s.name, Some(value))?;
            }
            Stmt::ClassDef(s) => {
                let mut value = self.define_class(env, s)?;
                for decorator in s.decorator_list.iter().rev() {
                    value = self.decorate(env, decorator, value)?;
                }
                self.bind_name(env, &s.name, Some(value))?;
            }
            Stmt::Return(s) => {
                let value = match &s.value {
                    Some(value) => self.evaluate(env, value)?,
                    None => Value::None,
                };
                return Ok(Flow::Return(value));
            }
            Stmt::If(s) => return self.execute_if(env, s),
            Stmt::For(s) => return self.execute_for(env, s),
            Stmt::While(s) => return self.execute_while(env, s),
            Stmt::With(s) => return self.execute_with(env, s),
            Stmt::Try(s) => return self.execute_try(env, s),
            Stmt::Match(s) => return self.execute_match(env, s),
            Stmt::Raise(s) => return Err(self.raise_statement(env, s)),
            Stmt::Assert(s) => return self.execute_assert(env, s),
            Stmt::Delete(s) => {
                for target in &s.targets {
                    self.delete(env, target)?;
                }
            }
            Stmt::Import(s) => self.import(env, s)?,
            Stmt::ImportFrom(s) => self.import_from(env, s)?,
            Stmt::Break(_) => return Ok(Flow::Break),
            Stmt::Continue(_) => return Ok(Flow::Continue),
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::TypeAlias(s) => {
                if let ast::Expr::Name(name) = &*s.name {
                    let value = self.unknown("unknown-name", name.id.as_str());
                    self.bind_name(env, &name.id, Some(value))?;
                }
            }
            Stmt::IpyEscapeCommand(_) => return Err(self.unsupported("this statement")),
        }
        Ok(Flow::Normal)
    }

    fn decorate(&mut self, env: &Env, decorator: &ast::Decorator, value: Value) -> Result<Value> {
        let function = self.evaluate(env, &decorator.expression)?;
        self.at(env, decorator);
        if let Value::Unknown(unknown) = &function {
            // Only using what an unknown decorator made is refused.
            return Ok(Value::Unknown(unknown.clone()));
        }
        self.call_with(&function, [value])
    }

    fn execute_if(&mut self, env: &Env, s: &ast::StmtIf) -> Result<Flow> {
        self.if_chain(env, Some(&s.test), &s.body, &s.elif_else_clauses)
    }

    fn if_chain(
        &mut self,
        env: &Env,
        test: Option<&ast::Expr>,
        body: &[Stmt],
        rest: &[ast::ElifElseClause],
    ) -> Result<Flow> {
        let Some(test) = test else {
            return self.execute_block(env, body);
        };
        let value = self.evaluate(env, test)?;
        self.at(env, test);
        let otherwise = |interpreter: &mut Self| match rest.split_first() {
            Some((next, rest)) => {
                interpreter.deeper(|i| i.if_chain(env, next.test.as_ref(), &next.body, rest))
            }
            None => Ok(Flow::Normal),
        };
        match self.truth(&value)? {
            Truth::Known(true) => self.execute_block(env, body),
            Truth::Known(false) => otherwise(self),
            Truth::Test(test) => self.branch(
                &test,
                |interpreter| interpreter.execute_block(env, body),
                otherwise,
            ),
        }
    }

    fn execute_assert(&mut self, env: &Env, s: &ast::StmtAssert) -> Result<Flow> {
        let value = self.evaluate(env, &s.test)?;
        let fail = |interpreter: &mut Self| {
            let message = match &s.msg {
                Some(message) => vec![interpreter.evaluate(env, message)?],
                None => Vec::new(),
            };
            Err(interpreter.raise_with("AssertionError", message))
        };
        match self.truth(&value)? {
            Truth::Known(true) => Ok(Flow::Normal),
            Truth::Known(false) => fail(self),
            Truth::Test(test) => self.branch(&test, |_| Ok(Flow::Normal), fail),
        }
    }

    fn raise_statement(&mut self, env: &Env, s: &ast::StmtRaise) -> Interrupt {
        match self.raised_value(env, s) {
            Ok(exception) => Interrupt::Raised(exception, self.main_place()),
            Err(interrupt) => interrupt,
        }
    }

    fn raised_value(&mut self, env: &Env, s: &ast::StmtRaise) -> Result<Value> {
        let Some(expression) = &s.exc else {
            return match self.handling.last().cloned() {
                Some(exception) => Ok(exception),
                None => Err(self.raise("RuntimeError", "No active exception to reraise")),
            };
        };
        let value = self.evaluate(env, expression)?;
        let cause = match &s.cause {
            Some(cause) => Some(self.evaluate(env, cause)?),
            None => None,
        };
        self.at(env, s);
        let exception = self.exception_of(value)?;
        let cause = match cause {
            Some(Value::None) | None => cause,
            Some(value) => {
                let is_one = match &value {
                    Value::Class(class) => class.derives_from("BaseException"),
                    Value::Instance(instance) => instance.class.derives_from("BaseException"),
                    other => matches!(other, Value::Unknown(_)),
                };
                if !is_one {
                    let text = "exception causes must derive from BaseException";
                    return Err(self.raise("TypeError", text));
                }
                Some(self.exception_of(value)?)
            }
        };
        self.chain_exception(&exception, cause);
        Ok(exception)
    }

    /// What `raise value` raises: a class is called.
    pub(crate) fn exception_of(&mut self, mut value: Value) -> Result<Value> {
        if let Value::Class(class) = &value
            && class.derives_from("BaseException")
        {
            value = self.call_with(&value.clone(), [])?;
        }
        match &value {
            Value::Instance(instance) if instance.class.derives_from("BaseException") => Ok(value),
            // The caught error of a database, raised again.
            Value::Unknown(unknown) if unknown.code == "live-data" => Ok(value),
            Value::Unknown(_) => self.known(value),
            _ => Err(self.raise("TypeError", "exceptions must derive from BaseException")),
        }
    }
}
