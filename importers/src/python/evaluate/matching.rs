//! `match`.

use super::{Env, Flow};
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::Result;
use crate::python::stdlib::collections::Deque;
use crate::python::syntax::ast::{self, Pattern, Singleton};
use crate::python::value::Value;

impl Interpreter {
    pub(crate) fn execute_match(&mut self, env: &Env, s: &ast::StmtMatch) -> Result<Flow> {
        let subject = self.evaluate(env, &s.subject)?;
        self.at(env, &*s.subject);
        let subject = self.known(subject)?;
        for case in &s.cases {
            if !self.matches(env, &case.pattern, &subject)? {
                continue;
            }
            if let Some(guard) = &case.guard {
                let value = self.evaluate(env, guard)?;
                self.at(env, &**guard);
                match self.truth(&value)? {
                    Truth::Known(true) => {}
                    Truth::Known(false) => continue,
                    Truth::Test(_) => {
                        return Err(self.needs_program(
                            "live-data",
                            "Which case matches depends on the live catalogue.",
                        ));
                    }
                }
            }
            return self.execute_block(env, &case.body);
        }
        Ok(Flow::Normal)
    }

    pub(super) fn matches(
        &mut self,
        env: &Env,
        pattern: &Pattern,
        subject: &Value,
    ) -> Result<bool> {
        self.step(1)?;
        self.at(env, pattern);
        match pattern {
            Pattern::MatchValue(p) => {
                let value = self.evaluate(env, &p.value)?;
                self.is_equal(subject, &value)
            }
            Pattern::MatchSingleton(p) => Ok(match p.value {
                Singleton::None => subject.is_none(),
                Singleton::True => matches!(subject, Value::Bool(true)),
                Singleton::False => matches!(subject, Value::Bool(false)),
            }),
            Pattern::MatchAs(p) => {
                if let Some(inner) = &p.pattern
                    && !self.matches(env, inner, subject)?
                {
                    return Ok(false);
                }
                if let Some(name) = &p.name {
                    self.bind_name(env, name, Some(subject.clone()))?;
                }
                Ok(true)
            }
            Pattern::MatchOr(p) => {
                for inner in &p.patterns {
                    if self.matches(env, inner, subject)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Pattern::MatchSequence(p) => self.matches_sequence(env, &p.patterns, subject),
            Pattern::MatchMapping(p) => self.matches_mapping(env, p, subject),
            Pattern::MatchClass(p) => self.matches_class(env, p, subject),
            Pattern::MatchStar(_) => Ok(true),
        }
    }

    /// The items of what a sequence pattern takes: texts and bytes it does not.
    fn items_of_sequence(&mut self, subject: &Value) -> Result<Option<Vec<Value>>> {
        let inner = match subject {
            Value::Instance(instance) => instance.inner.borrow().clone(),
            _ => None,
        };
        let is_sequence = match inner.as_ref().unwrap_or(subject) {
            Value::List(_) | Value::Tuple(_) | Value::Range(..) => true,
            Value::Instance(_) => self.is_abstractly(subject, "Sequence")?,
            Value::Object(object) => {
                object.as_tuple().is_some() || subject.downcast::<Deque>().is_some()
            }
            _ => false,
        };
        match is_sequence {
            true => self.iterate(subject).map(Some),
            false => Ok(None),
        }
    }

    /// Whether a value is of a class of `collections.abc`.
    fn is_abstractly(&mut self, value: &Value, name: &str) -> Result<bool> {
        match self.find_module("collections.abc")? {
            Some(module) => {
                let class = self.module_attribute(&module, name)?;
                self.isinstance(value, &class)
            }
            None => Ok(false),
        }
    }

    fn matches_sequence(
        &mut self,
        env: &Env,
        patterns: &[Pattern],
        subject: &Value,
    ) -> Result<bool> {
        let Some(items) = self.items_of_sequence(subject)? else {
            return Ok(false);
        };
        let star = patterns
            .iter()
            .position(|p| matches!(p, Pattern::MatchStar(_)));
        let Some(star) = star else {
            if items.len() != patterns.len() {
                return Ok(false);
            }
            for (pattern, item) in patterns.iter().zip(&items) {
                if !self.matches(env, pattern, item)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        };
        let least = patterns.len() - 1;
        if items.len() < least {
            return Ok(false);
        }
        let many = items.len() - least;
        let mut rest = items.into_iter();
        for (at, pattern) in patterns.iter().enumerate() {
            if at == star {
                let middle: Vec<Value> = rest.by_ref().take(many).collect();
                if let Pattern::MatchStar(p) = pattern
                    && let Some(name) = &p.name
                {
                    let middle = self.list(middle);
                    self.bind_name(env, name, Some(middle))?;
                }
                continue;
            }
            let item = rest.next().unwrap_or(Value::None);
            if !self.matches(env, pattern, &item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn matches_mapping(
        &mut self,
        env: &Env,
        p: &ast::PatternMatchMapping,
        subject: &Value,
    ) -> Result<bool> {
        let inner = match subject {
            Value::Instance(instance) => instance.inner.borrow().clone(),
            _ => None,
        };
        let known = match inner.as_ref().unwrap_or(subject) {
            dict @ Value::Dict(_) => dict.clone(),
            other => {
                let is_mapping = match other {
                    Value::Instance(_) => self.is_abstractly(other, "Mapping")?,
                    Value::Object(object) => object.is_mapping(),
                    _ => false,
                };
                if !is_mapping {
                    return Ok(false);
                }
                let pairs = self.mapping(other)?;
                self.dict(pairs)?
            }
        };
        let Value::Dict(dict) = known else {
            return Ok(false);
        };
        let mut rest = dict.entries.borrow().copy();
        for (key, pattern) in p.keys.iter().zip(&p.patterns) {
            let key = self.evaluate(env, key)?;
            let key = self.key(&key)?;
            let Some((_, value)) = rest.remove(&key) else {
                return Ok(false);
            };
            if !self.matches(env, pattern, &value)? {
                return Ok(false);
            }
        }
        if let Some(name) = &p.rest {
            let rest = self.dict(rest.pairs())?;
            self.bind_name(env, name, Some(rest))?;
        }
        Ok(true)
    }

    fn matches_class(
        &mut self,
        env: &Env,
        p: &ast::PatternMatchClass,
        subject: &Value,
    ) -> Result<bool> {
        let class = self.evaluate(env, &p.cls)?;
        if !self.isinstance(subject, &class)? {
            return Ok(false);
        }
        if let [only] = &p.arguments.patterns[..]
            && matches!(&class, Value::NativeClass(class) if matches!(class.name, "str" | "int" | "float" | "bool" | "bytes" | "list" | "dict" | "tuple" | "set" | "frozenset"))
        {
            return self.matches(env, only, subject);
        }
        if !p.arguments.patterns.is_empty() {
            let names = self.find_attribute(&class, "__match_args__")?;
            let names = match names {
                Some(names) => self.iterate(&names)?,
                None => Vec::new(),
            };
            for (at, pattern) in p.arguments.patterns.iter().enumerate() {
                let Some(name) = names.get(at).and_then(Value::as_str) else {
                    return Err(self.raise(
                        "TypeError",
                        format!(
                            "{} accepts {} positional sub-patterns",
                            class.type_name(),
                            names.len()
                        ),
                    ));
                };
                let value = self.attribute(subject, &name)?;
                if !self.matches(env, pattern, &value)? {
                    return Ok(false);
                }
            }
        }
        for keyword in &p.arguments.keywords {
            let Some(value) = self.find_attribute(subject, &keyword.attr)? else {
                return Ok(false);
            };
            if !self.matches(env, &keyword.pattern, &value)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
