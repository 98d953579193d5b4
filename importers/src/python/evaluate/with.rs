//! `with`.

use super::{Env, Flow};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::syntax::ast::{self, Stmt, WithItem};
use crate::python::value::Value;

impl Interpreter {
    pub(crate) fn execute_with(&mut self, env: &Env, s: &ast::StmtWith) -> Result<Flow> {
        if s.is_async {
            return Err(self.unsupported("`async with`"));
        }
        self.with_items(env, &s.items, &s.body)
    }

    fn with_items(&mut self, env: &Env, items: &[WithItem], body: &[Stmt]) -> Result<Flow> {
        let Some((item, rest)) = items.split_first() else {
            return self.execute_block(env, body);
        };
        let manager = self.evaluate(env, &item.context_expr)?;
        self.at(env, &item.context_expr);
        if let Some(suppress) = manager.downcast::<crate::python::stdlib::contextlib::Suppress>() {
            let classes = suppress.classes.clone();
            return self.run_try(
                |interpreter| interpreter.with_items(env, rest, body),
                vec![(classes, Box::new(|_: &mut Self, _| Ok(Flow::Normal)))],
                None,
            );
        }
        let entered = self.enter(&manager)?;
        if let Some(target) = &item.optional_vars {
            self.assign(env, target, entered)?;
        }
        let base = self.branches.len();
        let result = self.deeper(|interpreter| interpreter.with_items(env, rest, body));
        let result = self.stop_raised(base, result);
        let place = env.place(&item.context_expr);
        match result {
            Ok(flow) => {
                if self.branches.len() == base {
                    if let Some(frame) = self.frames.last_mut() {
                        frame.place = place;
                    }
                    self.exit(&manager, None)?;
                    return Ok(flow);
                }
                let outcomes = self.collapse(base, flow)?;
                self.exit(&manager, None)?;
                self.resume(outcomes)
            }
            Err(Interrupt::Raised(exception, at)) => {
                if self.exit(&manager, Some(&exception))? {
                    Ok(Flow::Normal)
                } else {
                    Err(Interrupt::Raised(exception, at))
                }
            }
            Err(Interrupt::Stopped) => {
                self.exit(&manager, None)?;
                Err(Interrupt::Stopped)
            }
            Err(other) => Err(other),
        }
    }

    fn enter(&mut self, manager: &Value) -> Result<Value> {
        match manager {
            Value::Object(object) => {
                let object = object.clone();
                if let Some(value) = object.enter(self)? {
                    return Ok(value);
                }
            }
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__enter__") {
                    return self.call_with(&method, [manager.clone()]);
                }
                let inner = instance.inner.borrow().clone();
                if let Some(inner) = inner {
                    return self.enter(&inner);
                }
            }
            Value::Unknown(_) => {
                self.known(manager.clone())?;
            }
            _ => {}
        }
        Err(self.raise(
            "TypeError",
            format!(
                "'{}' object does not support the context manager protocol",
                manager.type_name()
            ),
        ))
    }

    fn exit(&mut self, manager: &Value, raised: Option<&Value>) -> Result<bool> {
        match manager {
            Value::Object(object) => object.clone().exit(self, raised),
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__exit__") {
                    let class = match raised {
                        Some(Value::Instance(exception)) => Value::Class(exception.class.clone()),
                        _ => Value::None,
                    };
                    let args = Args::new([
                        manager.clone(),
                        class,
                        raised.cloned().unwrap_or(Value::None),
                        Value::None,
                    ]);
                    let swallowed = self.call(&method, args)?;
                    return self.known_truth(&swallowed);
                }
                let inner = instance.inner.borrow().clone();
                match inner {
                    Some(inner) => self.exit(&inner, raised),
                    None => Ok(false),
                }
            }
            _ => Ok(false),
        }
    }
}
