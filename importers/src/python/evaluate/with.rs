//! `with`.

use std::cell::Cell;
use std::rc::Rc;

use super::{Env, Flow};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::stdlib::contextlib::{GeneratorContext, Suppress};
use crate::python::syntax::ast::{self, Stmt, WithItem};
use crate::python::value::Value;

/// What runs where a `@contextmanager` function yields.
pub(crate) struct Block {
    inside: Inside,
    ended: Cell<Option<Flow>>,
}

enum Inside {
    /// The block of a `with`.
    Statements {
        env: Env,
        target: Option<Box<ast::Expr>>,
        items: Vec<WithItem>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    /// A call of the function that the context decorates.
    Call(Value, Cell<Option<Args>>),
}

impl Block {
    fn new(inside: Inside) -> Rc<Self> {
        let ended = Cell::new(None);
        Rc::new(Self { inside, ended })
    }
}

impl Interpreter {
    /// Runs a block where its `@contextmanager` yields.
    pub(crate) fn run_block(&mut self, block: &Block, value: Value) -> Result<()> {
        if let Inside::Statements {
            env,
            target: Some(target),
            ..
        } = &block.inside
        {
            self.assign(env, target, value)?;
        }
        let base = self.branches.len();
        self.frames.push(crate::python::interpreter::Frame {
            place: self.place(),
        });
        let result = self.deeper(|i| match &block.inside {
            Inside::Statements {
                env,
                items,
                body,
                is_async,
                ..
            } => i.with_items(env, items, body, *is_async),
            Inside::Call(function, args) => match args.take() {
                Some(args) => i.call(function, args).map(Flow::Return),
                None => Err(i.raise("RuntimeError", "generator didn't stop")),
            },
        });
        self.frames.pop();
        let flow = self.stop_raised(base, result)?;
        let outcomes = self.collapse(base, flow)?;
        let flow = self.resume(outcomes)?;
        if self.branches.len() > base {
            return Err(self.needs_program(
                "differs-by-path",
                "The live catalogue decides how the `with` block is left.",
            ));
        }
        block.ended.set(Some(flow));
        Ok(())
    }

    pub(crate) fn execute_with(&mut self, env: &Env, s: &ast::StmtWith) -> Result<Flow> {
        self.with_items(env, &s.items, &s.body, s.is_async)
    }

    /// Runs a context's function, and what stands inside of it where it yields.
    fn run_inside(&mut self, context: &GeneratorContext, inside: Inside) -> Result<Flow> {
        let block = Block::new(inside);
        self.next_block = Some(block.clone());
        let result = self.call(&context.function, context.args());
        self.next_block = None;
        result?;
        // Where the context swallowed an exception, the block has not ended itself.
        Ok(block.ended.take().unwrap_or(Flow::Normal))
    }

    /// A call of a function that a context decorates.
    pub(crate) fn call_inside(
        &mut self,
        context: &GeneratorContext,
        function: &Value,
        args: Args,
    ) -> Result<Value> {
        match self.run_inside(
            context,
            Inside::Call(function.clone(), Cell::new(Some(args))),
        )? {
            Flow::Return(value) => Ok(value),
            Flow::Stopped => Err(Interrupt::Stopped),
            _ => Ok(Value::None),
        }
    }

    fn with_items(
        &mut self,
        env: &Env,
        items: &[WithItem],
        body: &[Stmt],
        is_async: bool,
    ) -> Result<Flow> {
        let Some((item, rest)) = items.split_first() else {
            return self.execute_block(env, body);
        };
        let mut manager = self.evaluate(env, &item.context_expr)?;
        self.at(env, &item.context_expr);
        if is_async {
            manager = self.asynchronous_context(manager)?;
        }
        if let Some(suppress) = manager.downcast::<Suppress>() {
            let classes = suppress.classes.clone();
            if let Some(target) = &item.optional_vars {
                self.assign(env, target, Value::None)?;
            }
            return self.run_try(
                |interpreter| interpreter.with_items(env, rest, body, false),
                vec![(classes, Box::new(|_: &mut Self, _| Ok(Flow::Normal)))],
                None,
            );
        }
        if let Some(context) = manager.downcast::<GeneratorContext>() {
            let inside = Inside::Statements {
                env: env.clone(),
                target: item.optional_vars.clone(),
                items: rest.to_vec(),
                body: body.to_vec(),
                is_async,
            };
            return self.run_inside(&context, inside);
        }
        let entered = self.enter(&manager)?;
        if let Some(target) = &item.optional_vars {
            self.assign(env, target, entered)?;
        }
        let base = self.branches.len();
        let result = self.deeper(|interpreter| interpreter.with_items(env, rest, body, is_async));
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

    pub(crate) fn enter(&mut self, manager: &Value) -> Result<Value> {
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
        let class = manager.type_name();
        let message = format!("'{class}' object does not support the context manager protocol");
        Err(self.cannot(manager, "TypeError", message))
    }

    pub(crate) fn exit(&mut self, manager: &Value, raised: Option<&Value>) -> Result<bool> {
        match manager {
            Value::Object(object) => {
                let swallowed = object.clone().exit(self, raised)?;
                self.run_recorded()?;
                Ok(swallowed)
            }
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__exit__") {
                    let mut args = Args::new(raised_as_arguments(raised));
                    args.positional.push_front(manager.clone());
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

/// What `__exit__` is given of an exception: its class, itself, and its traceback.
pub(crate) fn raised_as_arguments(raised: Option<&Value>) -> [Value; 3] {
    let class = match raised {
        Some(Value::Instance(exception)) => Value::Class(exception.class.clone()),
        _ => Value::None,
    };
    [class, raised.cloned().unwrap_or(Value::None), Value::None]
}
