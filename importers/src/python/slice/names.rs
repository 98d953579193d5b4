//! What a statement of a module makes, and what it uses.

use std::collections::BTreeSet;
use std::path::Path;

use crate::python::syntax::Source;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{Expr, Stmt};

/// What a statement of a module binds or changes, and what it uses.
#[derive(Default)]
pub(super) struct Names {
    pub(super) bound: BTreeSet<String>,
    pub(super) used: BTreeSet<String>,
    /// `from x import *`, `from __future__ import x`
    pub(super) binds_all: bool,
    /// Within a function or class, whose names are not the module's.
    is_inside: bool,
}

impl Names {
    pub(super) fn of(statement: &Stmt) -> Self {
        let mut names = Self::default();
        names.visit_stmt(statement);
        names
    }

    /// Those of a `def` without its decorators.
    pub(super) fn of_definition(statement: &Stmt) -> Self {
        let mut names = Self::default();
        match statement {
            Stmt::FunctionDef(definition) => {
                let mut bare = definition.clone();
                bare.decorator_list.clear();
                names.visit_stmt(&Stmt::FunctionDef(bare));
            }
            other => names.visit_stmt(other),
        }
        names
    }

    /// Those of an expression; `None` where the text is none.
    pub(super) fn of_expression(text: &str) -> Option<Self> {
        let source = Source::new(Path::new(""), format!("({text})"));
        let mut names = Self::default();
        for statement in &*source.body().ok()? {
            names.visit_stmt(statement);
        }
        Some(names)
    }

    fn binds(&mut self, name: &str) {
        if !self.is_inside {
            self.bound.insert(name.to_owned());
        }
    }
}

/// The name of what an attribute or item is of, at any depth.
fn root(mut expression: &Expr) -> Option<&str> {
    loop {
        expression = match expression {
            Expr::Name(name) => return Some(name.id.as_str()),
            Expr::Attribute(attribute) => &attribute.value,
            Expr::Subscript(item) => &item.value,
            Expr::Call(call) => &call.func,
            _ => return None,
        };
    }
}

impl<'a> Visitor<'a> for Names {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                let name = match statement {
                    Stmt::ClassDef(definition) => &definition.name,
                    Stmt::FunctionDef(definition) => &definition.name,
                    _ => return,
                };
                self.binds(name);
                let was_inside = std::mem::replace(&mut self.is_inside, true);
                walk_stmt(self, statement);
                self.is_inside = was_inside;
                return;
            }
            Stmt::Global(names) => {
                let names = names.names.iter().map(|name| name.to_string());
                self.bound.extend(names);
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.binds(name.split('.').next().unwrap_or(name));
                }
            }
            // What every other statement means depends on it.
            Stmt::ImportFrom(import)
                if import
                    .module
                    .as_ref()
                    .is_some_and(|name| name == "__future__") =>
            {
                self.binds_all = true;
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.binds_all |= name == "*" && !self.is_inside;
                    self.binds(name);
                }
            }
            // `X.append(1)` is there for what it does to X.
            Stmt::Expr(expression) => {
                if let Expr::Call(call) = &*expression.value
                    && let Expr::Attribute(attribute) = &*call.func
                    && let Some(name) = root(&attribute.value)
                {
                    self.binds(name);
                }
            }
            _ => {}
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Lambda(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_) => {
                let was_inside = std::mem::replace(&mut self.is_inside, true);
                walk_expr(self, expression);
                self.is_inside = was_inside;
                return;
            }
            Expr::Name(name) if name.ctx.is_load() => drop(self.used.insert(name.id.to_string())),
            Expr::Name(name) => self.binds(&name.id),
            Expr::Attribute(attribute) if !attribute.ctx.is_load() => {
                root(&attribute.value)
                    .into_iter()
                    .for_each(|name| self.binds(name));
            }
            Expr::Subscript(item) if !item.ctx.is_load() => {
                root(&item.value)
                    .into_iter()
                    .for_each(|name| self.binds(name));
            }
            _ => {}
        }
        walk_expr(self, expression);
    }
}
