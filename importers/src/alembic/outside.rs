//! The full names of what the modules of a project have from elsewhere: `sqlalchemy.Text` for
//! `sa.Text`, also through names and modules of the project's own.

use super::constant::Bound;
use super::env_scope::{Found, LONGEST_PATH, Scope, Tree};
use crate::python::syntax::ast::Expr;

impl Scope {
    /// What an expression names; `None` where it is nothing that is imported.
    pub(super) fn outside(&self, tree: &Tree, expr: &Expr) -> Option<String> {
        self.outside_at(tree, expr, 0)
    }

    fn outside_at(&self, tree: &Tree, expr: &Expr, depth: usize) -> Option<String> {
        match expr {
            _ if depth > LONGEST_PATH => None,
            Expr::Name(name) => self.name_outside(tree, name.id.as_str(), depth),
            Expr::Attribute(attribute) => {
                let name = attribute.attr.as_str();
                if let Expr::Name(owner) = &*attribute.value
                    && let Found::Module(module, _) = self.find(tree, owner.id.as_str())
                    && module.bound(name).is_some()
                {
                    return self.name_outside(&module, name, depth + 1);
                }
                let owner = self.outside_at(tree, &attribute.value, depth + 1)?;
                Some(format!("{owner}.{name}"))
            }
            _ => None,
        }
    }

    fn name_outside(&self, tree: &Tree, name: &str, depth: usize) -> Option<String> {
        match self.find(tree, name) {
            _ if depth > LONGEST_PATH => None,
            Found::Outside(dotted) | Found::Module(_, dotted) => Some(dotted),
            Found::Here(Bound::Value(value)) => self.outside_at(tree, value, depth + 1),
            Found::There(there, name) => self.name_outside(&there, &name, depth + 1),
            _ => None,
        }
    }
}
