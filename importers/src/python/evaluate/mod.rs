//! The tree-walking evaluator.

mod absent;
mod abstract_class;
mod annotations;
mod arguments;
mod arithmetic;
mod assign;
mod asynchronous;
mod branch;
mod class;
mod comprehension;
mod contains;
mod expression;
mod function;
pub(crate) mod generator;
mod import;
mod journal;
mod left_out;
mod loops;
mod matching;
mod merge;
mod module;
mod names;
pub(crate) mod operator;
mod parameters;
mod set_display;
mod standard;
mod statement;
mod subscript;
mod superclass;
mod text;
mod tree;
mod tries;
mod undecided;
pub(crate) mod with;
mod within;

use std::rc::Rc;

use super::scope::{Scope, ScopeKind};
use super::syntax::{Place, Source, ast};
use super::value::Value;
pub(crate) use abstract_class::ABSTRACT;
pub(crate) use asynchronous::AsyncGenerator;
pub(crate) use branch::Branch;
use class::mangled;
pub(crate) use function::{Code, Definition};
pub(crate) use generator::Program;
pub(crate) use import::import_help;
pub(crate) use journal::Changing;
pub(crate) use left_out::CHANGES_ALL;
pub(crate) use names::Names;
pub(crate) use operator::{combine, dunder_name};
pub(crate) use parameters::{listed, takes};
pub(crate) use superclass::super_of;
pub(crate) use undecided::Tried;
pub(crate) use with::raised_as_arguments;

/// Where code runs: what its names mean, and which file it stands in.
#[derive(Clone)]
pub(crate) struct Env {
    /// Where names are bound.
    pub(crate) scope: Rc<Scope>,
    /// The module's names.
    pub(crate) globals: Rc<Scope>,
    /// The file.
    pub(crate) source: Rc<Source>,
    /// The module's dotted name.
    pub(crate) module: Rc<str>,
    /// Which names the running function binds, and where.
    pub(crate) names: Rc<Names>,
    /// The first argument of the running function, for `super()`.
    pub(crate) first: Option<Value>,
    /// The `with` block that runs where a `@contextmanager` yields.
    pub(crate) block: Option<Rc<with::Block>>,
}

impl Env {
    fn place(&self, node: &impl ast::Ranged) -> Place {
        Place::new(&self.source, node.range())
    }

    /// The qualified name of what is defined here under a name (PEP 3155).
    fn qualified(&self, name: &str) -> String {
        match self.scope.kind {
            ScopeKind::Class => match self.scope.get("__qualname__").and_then(|own| own.as_str()) {
                Some(class) => format!("{class}.{name}"),
                None => name.to_owned(),
            },
            ScopeKind::Function => match &self.names.qualified {
                Some(function) => format!("{function}.<locals>.{name}"),
                None => name.to_owned(),
            },
            _ => name.to_owned(),
        }
    }

    /// The same with a scope of its own inside.
    fn inner(&self, kind: ScopeKind, born: u64) -> Self {
        let parent = match self.scope.kind {
            // The names of a class body are not seen from scopes inside it.
            ScopeKind::Class => self.scope.parent.clone(),
            _ => Some(self.scope.clone()),
        };
        Self {
            scope: Scope::new(kind, parent, born),
            ..self.clone()
        }
    }
}

/// How a statement ended.
#[derive(Clone)]
pub(crate) enum Flow {
    /// The next statement follows.
    Normal,
    /// `return`
    Return(Value),
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// An exception on a path that depends on the catalogue: recorded as a
    /// failure; nothing follows on this path.
    Stopped,
}
