//! Comprehensions. Over a collection that only the live catalogue knows they
//! are evaluated once, with a stand-in for any one of its items.

use super::Env;
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::Result;
use crate::python::scope::ScopeKind;
use crate::python::syntax::ast::{self, Comprehension, Expr};
use crate::python::value::Value;

/// The outermost iterable of a comprehension, or its result where it is live.
enum Outermost {
    Known(Value),
    Live(Value),
}

/// What a comprehension makes of each combination of items.
type Make<'a> = &'a mut dyn FnMut(&mut Interpreter, &Env) -> Result<()>;

impl Interpreter {
    pub(crate) fn list_comprehension(
        &mut self,
        env: &Env,
        elt: &Expr,
        generators: &[Comprehension],
    ) -> Result<Value> {
        let first = match self.outermost(env, generators, |i, env| i.evaluate(env, elt))? {
            Outermost::Live(live) => return self.finish_live(live, "list"),
            Outermost::Known(first) => first,
        };
        let items = self.comprehend(env, elt, generators, first)?;
        Ok(self.list(items))
    }

    pub(crate) fn set_comprehension(
        &mut self,
        env: &Env,
        elt: &Expr,
        generators: &[Comprehension],
    ) -> Result<Value> {
        let first = match self.outermost(env, generators, |i, env| i.evaluate(env, elt))? {
            Outermost::Live(live) => return self.finish_live(live, "set"),
            Outermost::Known(first) => first,
        };
        let items = self.comprehend(env, elt, generators, first)?;
        self.set(items, false)
    }

    pub(crate) fn generator(&mut self, env: &Env, tree: &ast::ExprGenerator) -> Result<Value> {
        let elt = &tree.elt;
        match self.outermost(env, &tree.generators, |i, env| i.evaluate(env, elt))? {
            Outermost::Live(live) => Ok(live),
            Outermost::Known(first) => {
                let tree = self.generator_tree(env, tree);
                self.generator_expression(env, tree, first)
            }
        }
    }

    pub(crate) fn dict_comprehension(
        &mut self,
        env: &Env,
        key: &Expr,
        value: &Expr,
        generators: &[Comprehension],
    ) -> Result<Value> {
        let first = match self.outermost(env, generators, |i, env| {
            let key = i.evaluate(env, key)?;
            Ok(Value::tuple([key, i.evaluate(env, value)?]))
        })? {
            Outermost::Live(live) => return self.finish_live(live, "dict"),
            Outermost::Known(first) => first,
        };
        let mut pairs = Vec::new();
        self.turn_over(env, generators, Some(first), &mut |interpreter, env| {
            let key = interpreter.evaluate(env, key)?;
            let value = interpreter.evaluate(env, value)?;
            interpreter.charge(4 * std::mem::size_of::<Value>())?;
            pairs.push((key, value));
            Ok(())
        })?;
        self.dict(pairs)
    }

    fn comprehend(
        &mut self,
        env: &Env,
        elt: &Expr,
        generators: &[Comprehension],
        first: Value,
    ) -> Result<Vec<Value>> {
        let mut items = Vec::new();
        self.turn_over(env, generators, Some(first), &mut |interpreter, env| {
            let item = interpreter.evaluate(env, elt)?;
            interpreter.charge(std::mem::size_of::<Value>())?;
            items.push(item);
            Ok(())
        })?;
        Ok(items)
    }

    fn turn_over(
        &mut self,
        env: &Env,
        generators: &[Comprehension],
        first: Option<Value>,
        make: Make<'_>,
    ) -> Result<()> {
        let Some((generator, rest)) = generators.split_first() else {
            return make(self, env);
        };
        let (mut iterable, inner) = match first {
            Some(first) => (first, env.inner(ScopeKind::Comprehension, self.clock)),
            None => (self.iterated(env, &generator.iter)?, env.clone()),
        };
        self.at(env, &generator.iter);
        if generator.is_async {
            iterable = self.asynchronous_items(iterable)?;
        }
        let mut source = self.source(iterable)?;
        while let Some(item) = source.next(self)? {
            self.step(1)?;
            if !self.keeps(&inner, generator, item)? {
                continue;
            }
            self.deeper(|interpreter| interpreter.turn_over(&inner, rest, None, make))?;
        }
        Ok(())
    }

    /// Binds an item of a comprehension, and says whether its conditions hold.
    pub(super) fn keeps(
        &mut self,
        env: &Env,
        generator: &Comprehension,
        item: Value,
    ) -> Result<bool> {
        match &generator.target {
            Expr::Name(name) => self.bind(&env.scope, &name.id.as_str().into(), Some(item)),
            target => self.assign_in_comprehension(env, target, item)?,
        }
        for condition in &generator.ifs {
            let value = self.evaluate(env, condition)?;
            self.at(env, condition);
            match self.truth(&value)? {
                Truth::Known(true) => {}
                Truth::Known(false) => return Ok(false),
                Truth::Test(_) => {
                    return Err(self.needs_program(
                        "live-data",
                        "Which items are kept depends on the live catalogue.",
                    ));
                }
            }
        }
        Ok(true)
    }

    /// Targets of a comprehension bind in its own scope, unlike `:=`.
    fn assign_in_comprehension(&mut self, env: &Env, target: &Expr, value: Value) -> Result<()> {
        let own = Env {
            scope: crate::python::scope::Scope::new(ScopeKind::Instance, None, self.clock),
            ..env.clone()
        };
        self.assign(&own, target, value)?;
        for (name, value) in own.scope.entries() {
            self.bind(&env.scope, &name, Some(value));
        }
        Ok(())
    }

    /// The outermost iterable; and where only the live catalogue knows its
    /// items, what the comprehension makes of it.
    fn outermost(
        &mut self,
        env: &Env,
        generators: &[Comprehension],
        make: impl FnOnce(&mut Self, &Env) -> Result<Value>,
    ) -> Result<Outermost> {
        let Some(generator) = generators.first() else {
            return Ok(Outermost::Known(Value::None));
        };
        let iterable = self.iterated(env, &generator.iter)?;
        if generators.len() == 1
            && let Some(live) = self.project(env, generator, &iterable, make)?
        {
            return Ok(Outermost::Live(live));
        }
        Ok(Outermost::Known(iterable))
    }

    fn project(
        &mut self,
        env: &Env,
        generator: &Comprehension,
        iterable: &Value,
        make: impl FnOnce(&mut Self, &Env) -> Result<Value>,
    ) -> Result<Option<Value>> {
        let Value::Object(object) = iterable else {
            return Ok(None);
        };
        let Some(element) = object.clone().element(self)? else {
            return Ok(None);
        };
        let inner = env.inner(ScopeKind::Comprehension, self.clock);
        self.assign_in_comprehension(&inner, &generator.target, element)?;
        let mut conditions = Vec::new();
        for condition in &generator.ifs {
            let value = self.evaluate(&inner, condition)?;
            if matches!(value, Value::Bool(true)) {
                continue;
            }
            conditions.push(value);
        }
        let projected = make(self, &inner)?;
        self.at(env, &generator.iter);
        match object.clone().project(self, projected, conditions)? {
            Some(value) => Ok(Some(value)),
            None => Err(self.needs_program(
                "live-data",
                "What the comprehension gives is only known on the live database.",
            )),
        }
    }

    /// The `set(...)` or `dict(...)` of a live collection, where it makes a difference.
    fn finish_live(&mut self, live: Value, function: &str) -> Result<Value> {
        if let Value::Object(object) = &live
            && let Some(value) = object.clone().builtin(self, function, &[])?
        {
            return Ok(value);
        }
        Ok(live)
    }
}
