//! Generator expressions: each item is made when it is asked for.

use std::rc::Rc;

use crate::python::evaluate::{AsyncGenerator, Env};
use crate::python::interpreter::{Frame, Interpreter};
use crate::python::iterate::{Iterator, Source, Stream};
use crate::python::native::Result;
use crate::python::scope::ScopeKind;
use crate::python::syntax::Place;
use crate::python::syntax::ast;
use crate::python::value::Value;

/// A generator expression between two of its items.
#[derive(Clone)]
struct Expression {
    env: Env,
    tree: Rc<ast::ExprGenerator>,
    /// The loops that are open, outermost first.
    loops: Vec<Source>,
    place: Place,
}

impl Expression {
    fn go_on(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let tree = self.tree.clone();
        while let Some(source) = self.loops.last_mut() {
            interpreter.step(1)?;
            let Some(item) = source.next(interpreter)? else {
                self.loops.pop();
                continue;
            };
            let open = self.loops.len();
            let Some(here) = tree.generators.get(open - 1) else {
                return Ok(None);
            };
            if !interpreter.keeps(&self.env, here, item)? {
                continue;
            }
            let Some(inside) = tree.generators.get(open) else {
                return interpreter.evaluate(&self.env, &tree.elt).map(Some);
            };
            let mut iterable = interpreter.iterated(&self.env, &inside.iter)?;
            interpreter.at(&self.env, &inside.iter);
            if inside.is_async {
                iterable = interpreter.asynchronous_items(iterable)?;
            }
            let source = interpreter.source(iterable)?;
            self.loops.push(source);
        }
        Ok(None)
    }
}

impl Stream for Expression {
    fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        if interpreter.frames.len() >= interpreter.options.limits.depth {
            return Err(interpreter.nested_too_deep());
        }
        interpreter.frames.push(Frame {
            place: self.place.clone(),
        });
        let result = interpreter.deeper(|interpreter| self.go_on(interpreter));
        interpreter.frames.pop();
        result
    }

    fn copy(&self) -> Box<dyn Stream> {
        Box::new(self.clone())
    }

    fn is_generator(&self) -> bool {
        true
    }
}

impl Interpreter {
    /// The generator of an expression whose outermost iterable is known.
    pub(crate) fn generator_expression(
        &mut self,
        env: &Env,
        tree: Rc<ast::ExprGenerator>,
        first: Value,
    ) -> Result<Value> {
        let is_async = tree.generators.iter().any(|generator| generator.is_async);
        let place = env.place(&*tree);
        let first = match tree.generators.first().is_some_and(|own| own.is_async) {
            true => self.asynchronous_items(first)?,
            false => first,
        };
        let first = self.source(first)?;
        let env = env.inner(ScopeKind::Comprehension, self.clock);
        let expression = Expression {
            env,
            tree,
            loops: vec![first],
            place,
        };
        let items = Iterator::over(self, "generator", expression);
        Ok(match is_async {
            true => Value::object(AsyncGenerator { items }),
            false => items,
        })
    }
}
