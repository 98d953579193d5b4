//! The naming convention of a metadata, wherever the project defines it:
//! `MetaData(naming_convention=...)`, a declarative base with one, or an
//! assignment to `metadata.naming_convention`.

use std::rc::Rc;

use super::constant::{Bound, Constant};
use super::env_scope::{Found, LONGEST_PATH, Scope, Tree};
use crate::python::syntax::Place;
use crate::python::syntax::ast::{Expr, ExprCall, Ranged, Stmt, StmtClassDef};

/// What is known of a convention.
pub(super) enum Convention {
    /// The metadata is known; without a convention of its own where `None`.
    Known(Option<Vec<(String, String)>>),
    /// The metadata is not known from here on.
    Unreadable(Place),
}

/// Libraries whose bases and metadata have no convention.
const PLAIN_LIBRARIES: &[&str] = &[
    "sqlalchemy",
    "sqlmodel",
    "flask_sqlalchemy",
    "sqlalchemy_utils",
    "typing",
    "typing_extensions",
    "abc",
    "pydantic",
];

fn is_plain(dotted: &str) -> bool {
    let library = dotted.split('.').next().unwrap_or(dotted);
    PLAIN_LIBRARIES.contains(&library)
}

impl Scope {
    /// The convention of an expression that is a metadata.
    pub(super) fn convention(&self, tree: &Tree, expr: &Expr) -> Convention {
        self.metadata(tree, expr, 0)
    }

    fn metadata(&self, tree: &Tree, expr: &Expr, depth: usize) -> Convention {
        let unreadable = || Convention::Unreadable(Place::new(&tree.source, expr.range()));
        if depth > LONGEST_PATH {
            return unreadable();
        }
        match expr {
            // Alembic asks a list of metadata for no convention.
            Expr::NoneLiteral(_) | Expr::List(_) | Expr::Tuple(_) => Convention::Known(None),
            Expr::Call(call) if self.callee(tree, call).as_deref() == Some("MetaData") => {
                self.argument(tree, call)
            }
            Expr::Name(name) => match self.find(tree, name.id.as_str()) {
                Found::Here(Bound::Value(value) | Bound::Conditional(value)) => {
                    self.metadata(tree, value, depth + 1)
                }
                Found::There(there, name) => self.metadata_named(&there, &name, depth + 1),
                _ => unreadable(),
            },
            Expr::Attribute(attribute) => {
                if let Some((module, _)) = self.module_expr(tree, &attribute.value) {
                    return self.metadata_named(&module, attribute.attr.as_str(), depth + 1);
                }
                if attribute.attr.as_str() == "metadata" {
                    return self.owner(tree, &attribute.value, depth + 1);
                }
                unreadable()
            }
            _ => unreadable(),
        }
    }

    fn metadata_named(&self, tree: &Rc<Tree>, name: &str, depth: usize) -> Convention {
        match self.find(tree, name) {
            Found::Here(Bound::Value(value) | Bound::Conditional(value)) => {
                self.metadata(tree, value, depth + 1)
            }
            Found::There(there, name) if depth < LONGEST_PATH => {
                self.metadata_named(&there, &name, depth + 1)
            }
            _ => Convention::Unreadable(Place::new(&tree.source, Default::default())),
        }
    }

    /// The convention of `expr.metadata`.
    fn owner(&self, tree: &Tree, expr: &Expr, depth: usize) -> Convention {
        let unreadable = || Convention::Unreadable(Place::new(&tree.source, expr.range()));
        if depth > LONGEST_PATH {
            return unreadable();
        }
        match expr {
            Expr::Name(name) => match self.find(tree, name.id.as_str()) {
                Found::Here(bound) => self.owner_bound(tree, bound, depth + 1, &unreadable),
                Found::There(there, name) => self.owner_named(&there, &name, depth + 1),
                Found::Outside(dotted) if is_plain(&dotted) => Convention::Known(None),
                _ => unreadable(),
            },
            Expr::Attribute(attribute) => {
                if let Some((module, _)) = self.module_expr(tree, &attribute.value) {
                    return self.owner_named(&module, attribute.attr.as_str(), depth + 1);
                }
                match attribute.attr.as_str() {
                    // `db.Model` of Flask-SQLAlchemy shares the metadata of `db`.
                    "Model" => self.owner(tree, &attribute.value, depth + 1),
                    _ => unreadable(),
                }
            }
            Expr::Call(call) => self.owner_call(tree, call, depth + 1, &unreadable),
            _ => unreadable(),
        }
    }

    fn owner_named(&self, tree: &Rc<Tree>, name: &str, depth: usize) -> Convention {
        let unreadable = || Convention::Unreadable(Place::new(&tree.source, Default::default()));
        if depth > LONGEST_PATH {
            return unreadable();
        }
        match self.find(tree, name) {
            Found::Here(bound) => self.owner_bound(tree, bound, depth + 1, &unreadable),
            Found::There(there, name) => self.owner_named(&there, &name, depth + 1),
            Found::Outside(dotted) if is_plain(&dotted) => Convention::Known(None),
            _ => unreadable(),
        }
    }

    fn owner_bound(
        &self,
        tree: &Tree,
        bound: Bound<'_>,
        depth: usize,
        unreadable: &dyn Fn() -> Convention,
    ) -> Convention {
        match bound {
            Bound::Class(class) => self.class(tree, class, depth + 1),
            Bound::Value(Expr::Call(call)) | Bound::Conditional(Expr::Call(call)) => {
                self.owner_call(tree, call, depth + 1, unreadable)
            }
            Bound::Value(value) | Bound::Conditional(value) => self.owner(tree, value, depth + 1),
            _ => unreadable(),
        }
    }

    /// `declarative_base(...)`, `registry(...)`, `SQLAlchemy(...)`, `mapper.generate_base()`.
    fn owner_call(
        &self,
        tree: &Tree,
        call: &ExprCall,
        depth: usize,
        unreadable: &dyn Fn() -> Convention,
    ) -> Convention {
        if let Some(keyword) = call.arguments.find_keyword("metadata") {
            return self.metadata(tree, &keyword.value, depth + 1);
        }
        match self.callee(tree, call).as_deref() {
            Some("generate_base") => match &*call.func {
                Expr::Attribute(attribute) => self.owner(tree, &attribute.value, depth + 1),
                _ => unreadable(),
            },
            Some("declarative_base") => match call.arguments.find_keyword("cls") {
                // `Base = declarative_base(cls=Base)` means the class above.
                Some(keyword) => match tree.class(&keyword.value) {
                    Some(class) => self.class(tree, class, depth + 1),
                    None => self.owner(tree, &keyword.value, depth + 1),
                },
                None => Convention::Known(None),
            },
            Some("SQLAlchemy") => match call.arguments.find_keyword("model_class") {
                Some(keyword) => self.owner(tree, &keyword.value, depth + 1),
                None => Convention::Known(None),
            },
            Some("registry" | "automap_base") => Convention::Known(None),
            _ => unreadable(),
        }
    }

    fn class(&self, tree: &Tree, class: &StmtClassDef, depth: usize) -> Convention {
        let unreadable = || Convention::Unreadable(Place::new(&tree.source, class.range()));
        for statement in class.body.iter().rev() {
            let (target, value) = match statement {
                Stmt::Assign(assign) => (assign.targets.first(), Some(&*assign.value)),
                Stmt::AnnAssign(assign) => (Some(&*assign.target), assign.value.as_deref()),
                _ => continue,
            };
            let (Some(Expr::Name(name)), Some(value)) = (target, value) else {
                continue;
            };
            match name.id.as_str() {
                "metadata" => return self.metadata(tree, value, depth + 1),
                "registry" => return self.owner(tree, value, depth + 1),
                _ => {}
            }
        }
        for decorator in &class.decorator_list {
            if let Expr::Call(call) = &decorator.expression
                && let Some(keyword) = call.arguments.find_keyword("metadata")
            {
                return self.metadata(tree, &keyword.value, depth + 1);
            }
        }
        let bases = class.arguments.as_deref().map_or(&[][..], |a| &a.args);
        let mut result = Convention::Known(None);
        for base in bases {
            let base = match base {
                Expr::Subscript(generic) => &generic.value,
                other => other,
            };
            if matches!(base, Expr::Name(name) if name.id.as_str() == "object") {
                continue;
            }
            if let Expr::Attribute(attribute) = base
                && self.is_outside(tree, &attribute.value)
            {
                continue;
            }
            match self.owner(tree, base, depth + 1) {
                Convention::Known(None) => {}
                Convention::Known(found) => return Convention::Known(found),
                Convention::Unreadable(_) => result = unreadable(),
            }
        }
        result
    }

    fn is_outside(&self, tree: &Tree, expr: &Expr) -> bool {
        match expr {
            Expr::Name(name) => matches!(
                self.find(tree, name.id.as_str()),
                Found::Outside(dotted) if is_plain(&dotted)
            ),
            Expr::Attribute(attribute) => self.is_outside(tree, &attribute.value),
            _ => false,
        }
    }

    /// The last part of what is called, under its original name.
    fn callee(&self, tree: &Tree, call: &ExprCall) -> Option<String> {
        match &*call.func {
            Expr::Attribute(attribute) => Some(attribute.attr.as_str().to_owned()),
            Expr::Name(name) => match self.find(tree, name.id.as_str()) {
                Found::Outside(dotted) => dotted.rsplit('.').next().map(str::to_owned),
                _ => Some(name.id.as_str().to_owned()),
            },
            _ => None,
        }
    }

    /// `a.b.c` where it is a module of the project.
    fn module_expr(&self, tree: &Tree, expr: &Expr) -> Option<(Rc<Tree>, String)> {
        match expr {
            Expr::Name(name) => match self.find(tree, name.id.as_str()) {
                Found::Module(module, dotted) => Some((module, dotted)),
                _ => None,
            },
            Expr::Attribute(attribute) => {
                let (module, dotted) = self.module_expr(tree, &attribute.value)?;
                let name = attribute.attr.as_str();
                if module.bound(name).is_some() {
                    return match self.find(&module, name) {
                        Found::Module(module, dotted) => Some((module, dotted)),
                        _ => None,
                    };
                }
                let dotted = format!("{dotted}.{name}");
                Some((self.module(&dotted)?, dotted))
            }
            _ => None,
        }
    }

    /// `MetaData(naming_convention=...)`
    fn argument(&self, tree: &Tree, call: &ExprCall) -> Convention {
        let Some(keyword) = call.arguments.find_keyword("naming_convention") else {
            return if call.arguments.keywords.iter().any(|k| k.arg.is_none()) {
                Convention::Unreadable(Place::new(&tree.source, call.range()))
            } else {
                Convention::Known(None)
            };
        };
        match self.constant(tree, &keyword.value).map(templates) {
            Some(Ok(found)) => Convention::Known(found),
            _ => Convention::Unreadable(Place::new(&tree.source, keyword.value.range())),
        }
    }

    /// `something.metadata.naming_convention = {...}` in any module that `env.py` uses.
    pub(super) fn assigned_convention(&self, from: &Rc<Tree>) -> Option<Vec<(String, String)>> {
        let modules = self.imported(from, "naming_convention");
        modules.iter().find_map(|tree| {
            tree.body.iter().find_map(|statement| {
                let Stmt::Assign(assign) = statement else {
                    return None;
                };
                let Some(Expr::Attribute(target)) = assign.targets.first() else {
                    return None;
                };
                if target.attr.as_str() != "naming_convention" {
                    return None;
                }
                templates(self.constant(tree, &assign.value)?).ok()?
            })
        })
    }
}

/// The templates of a dict; `Err` where it is none of strings.
fn templates(value: Constant) -> Result<Option<Vec<(String, String)>>, ()> {
    let pairs = match value {
        Constant::None => return Ok(None),
        Constant::Dict(pairs) => pairs,
        _ => return Err(()),
    };
    let mut all = Vec::new();
    for pair in pairs {
        match pair {
            (Constant::Str(key), Constant::Str(template)) => all.push((key, template)),
            _ => return Err(()),
        }
    }
    Ok(Some(all))
}
