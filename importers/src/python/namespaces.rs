//! Dicts that stand for the names of something: `vars(x)`, `x.__dict__`, `globals()`.
//!
//! Python gives the names themselves; here a dict has a copy of them, and what
//! is set in it is set there, too.

use std::rc::{Rc, Weak};

use super::interpreter::Interpreter;
use super::native::Result;
use super::scope::Scope;
use super::value::{Dict, Value};

/// The dicts that were given, and whose names they have.
pub(crate) type Namespaces = Vec<(Weak<Dict>, Weak<Scope>)>;

impl Interpreter {
    /// A dict of the names of a scope.
    pub(crate) fn namespace(
        &mut self,
        scope: &Rc<Scope>,
        entries: Vec<(Rc<str>, Value)>,
    ) -> Result<Value> {
        let entries = entries.into_iter();
        let dict = self.dict(entries.map(|(name, value)| (Value::Str(name), value)))?;
        if let Value::Dict(dict) = &dict {
            self.namespaces.retain(|(dict, _)| dict.strong_count() > 0);
            let pair = (Rc::downgrade(dict), Rc::downgrade(scope));
            self.namespaces.push(pair);
        }
        Ok(dict)
    }

    fn named_by(&self, dict: &Rc<Dict>) -> Option<Rc<Scope>> {
        let mut all = self.namespaces.iter();
        let own = all.find(|(own, _)| std::ptr::eq(own.as_ptr(), Rc::as_ptr(dict)))?;
        own.1.upgrade()
    }

    /// Sets, or takes away, what was set in or taken out of a dict of names.
    ///
    /// # Errors
    /// A refusal where the key is no name.
    pub(crate) fn follow_names(
        &mut self,
        dict: &Rc<Dict>,
        key: &Value,
        new: Option<Value>,
    ) -> Result<()> {
        if self.namespaces.is_empty() {
            return Ok(());
        }
        let Some(scope) = self.named_by(dict) else {
            return Ok(());
        };
        match key.as_str() {
            Some(name) => self.bind(&scope, &name, new),
            None => return Err(self.unsupported("a key of `__dict__` that is no name")),
        }
        Ok(())
    }

    /// Refuses to empty a dict of names.
    ///
    /// # Errors
    /// A refusal.
    pub(crate) fn empties_no_names(&self, dict: &Rc<Dict>) -> Result<()> {
        if !self.namespaces.is_empty() && self.named_by(dict).is_some() {
            return Err(self.unsupported("taking out names of `__dict__` in this way"));
        }
        Ok(())
    }
}
