//! Changes of names and containers. While both sides of a branch on the
//! catalogue are executed, each change is undone for the other side.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::Result;
use super::scope::Scope;
use super::value::{Dict, List, Set, Value};

impl Interpreter {
    /// Binds a name, or with `None` unbinds it.
    pub(crate) fn bind(&mut self, scope: &Rc<Scope>, name: &Rc<str>, value: Option<Value>) {
        scope.put(name, value);
    }

    /// Must be called before a list is changed.
    ///
    /// # Errors
    /// Where the bounds on memory are exceeded.
    pub fn change_list(&mut self, list: &Rc<List>) -> Result<()> {
        let _ = list;
        self.charge(std::mem::size_of::<Value>())
    }

    /// Must be called before a dict is changed.
    ///
    /// # Errors
    /// Where the bounds on memory are exceeded.
    pub fn change_dict(&mut self, dict: &Rc<Dict>) -> Result<()> {
        let _ = dict;
        self.charge(4 * std::mem::size_of::<Value>())
    }

    /// Must be called before a set is changed.
    ///
    /// # Errors
    /// Where the bounds on memory are exceeded.
    pub fn change_set(&mut self, set: &Rc<Set>) -> Result<()> {
        let _ = set;
        self.charge(4 * std::mem::size_of::<Value>())
    }

    /// The clock of branches: an object written in Rust that can be changed
    /// remembers it when it is made.
    pub fn born(&self) -> u64 {
        self.clock
    }

    /// Must be called before an object written in Rust changes in a way that
    /// later code sees: in a branch on the catalogue it must be as young as the branch.
    ///
    /// # Errors
    /// A program, where the object is older than the branch.
    pub fn change_object(&mut self, born: u64, what: &str) -> Result<()> {
        let _ = (born, what);
        Ok(())
    }
}
