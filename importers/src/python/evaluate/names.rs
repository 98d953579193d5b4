//! Which names a function binds: Python decides that before it runs.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::python::syntax::ast::{self, Expr, Pattern, Stmt};

/// The names that a function binds or declares.
#[derive(Default)]
pub(crate) struct Names {
    /// Bound in the function itself.
    pub(crate) local: FxHashSet<String>,
    /// `global`
    pub(crate) global: FxHashSet<String>,
    /// `nonlocal`
    pub(crate) nonlocal: FxHashSet<String>,
    /// Whether there is a `yield`.
    pub(crate) generator: bool,
    /// The function's qualified name: what is defined in it has it in front of its own.
    pub(crate) qualified: Option<Rc<str>>,
}

impl Names {
    /// The names of a function's body.
    pub(crate) fn of_body(parameters: &ast::Parameters, body: &[Stmt]) -> Self {
        let mut names = Self::default();
        for parameter in parameters.iter() {
            names.local.insert(parameter.name().to_string());
        }
        names.block(body);
        names.without_outside()
    }

    /// The names of a class's body.
    pub(crate) fn of_class(body: &[Stmt]) -> Self {
        let mut names = Self::default();
        names.block(body);
        names.without_outside()
    }

    /// What is declared `global` or `nonlocal` is not local.
    fn without_outside(mut self) -> Self {
        let outside: Vec<String> = self.global.union(&self.nonlocal).cloned().collect();
        for name in outside {
            self.local.remove(&name);
        }
        self
    }

    fn block(&mut self, body: &[Stmt]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn bind(&mut self, name: &str) {
        self.local.insert(name.to_owned());
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::FunctionDef(s) => self.bind(&s.name),
            Stmt::ClassDef(s) => self.bind(&s.name),
            Stmt::Return(s) => self.optional(s.value.as_deref()),
            Stmt::Delete(s) => s.targets.iter().for_each(|target| self.target(target)),
            Stmt::Assign(s) => {
                s.targets.iter().for_each(|target| self.target(target));
                self.expression(&s.value);
            }
            Stmt::AugAssign(s) => {
                self.target(&s.target);
                self.expression(&s.value);
            }
            Stmt::AnnAssign(s) => {
                self.target(&s.target);
                self.optional(s.value.as_deref());
            }
            Stmt::For(s) => {
                self.target(&s.target);
                self.expression(&s.iter);
                self.block(&s.body);
                self.block(&s.orelse);
            }
            Stmt::While(s) => {
                self.expression(&s.test);
                self.block(&s.body);
                self.block(&s.orelse);
            }
            Stmt::If(s) => {
                self.expression(&s.test);
                self.block(&s.body);
                for clause in &s.elif_else_clauses {
                    self.optional(clause.test.as_ref());
                    self.block(&clause.body);
                }
            }
            Stmt::With(s) => {
                for item in &s.items {
                    self.expression(&item.context_expr);
                    if let Some(target) = &item.optional_vars {
                        self.target(target);
                    }
                }
                self.block(&s.body);
            }
            Stmt::Match(s) => {
                self.expression(&s.subject);
                for case in &s.cases {
                    self.pattern(&case.pattern);
                    self.optional(case.guard.as_deref());
                    self.block(&case.body);
                }
            }
            Stmt::Raise(s) => {
                self.optional(s.exc.as_deref());
                self.optional(s.cause.as_deref());
            }
            Stmt::Try(s) => {
                self.block(&s.body);
                for ast::ExceptHandler::ExceptHandler(handler) in &s.handlers {
                    if let Some(name) = &handler.name {
                        self.bind(name);
                    }
                    self.block(&handler.body);
                }
                self.block(&s.orelse);
                self.block(&s.finalbody);
            }
            Stmt::Assert(s) => {
                self.expression(&s.test);
                self.optional(s.msg.as_deref());
            }
            Stmt::Import(s) => {
                for alias in &s.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(name.split('.').next().unwrap_or(name));
                }
            }
            Stmt::ImportFrom(s) => {
                for alias in &s.names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            Stmt::Global(s) => {
                self.global.extend(s.names.iter().map(ToString::to_string));
            }
            Stmt::Nonlocal(s) => {
                self.nonlocal
                    .extend(s.names.iter().map(ToString::to_string));
            }
            Stmt::Expr(s) => self.expression(&s.value),
            Stmt::TypeAlias(_)
            | Stmt::Pass(_)
            | Stmt::Break(_)
            | Stmt::Continue(_)
            | Stmt::IpyEscapeCommand(_) => {}
        }
    }

    fn optional(&mut self, expression: Option<&Expr>) {
        if let Some(expression) = expression {
            self.expression(expression);
        }
    }

    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Name(name) => self.bind(&name.id),
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| self.target(item)),
            Expr::List(list) => list.elts.iter().for_each(|item| self.target(item)),
            Expr::Starred(starred) => self.target(&starred.value),
            other => self.expression(other),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(p) => p.patterns.iter().for_each(|p| self.pattern(p)),
            Pattern::MatchMapping(p) => {
                p.patterns.iter().for_each(|p| self.pattern(p));
                if let Some(rest) = &p.rest {
                    self.bind(rest);
                }
            }
            Pattern::MatchClass(p) => {
                p.arguments.patterns.iter().for_each(|p| self.pattern(p));
                p.arguments
                    .keywords
                    .iter()
                    .for_each(|keyword| self.pattern(&keyword.pattern));
            }
            Pattern::MatchStar(p) => {
                if let Some(name) = &p.name {
                    self.bind(name);
                }
            }
            Pattern::MatchAs(p) => {
                if let Some(pattern) = &p.pattern {
                    self.pattern(pattern);
                }
                if let Some(name) = &p.name {
                    self.bind(name);
                }
            }
            Pattern::MatchOr(p) => p.patterns.iter().for_each(|p| self.pattern(p)),
        }
    }

    /// Finds `:=` and `yield`, which may stand anywhere in an expression.
    fn expression(&mut self, expression: &Expr) {
        use ast::visitor::{Visitor, walk_expr};
        struct Inside<'a>(&'a mut Names);
        impl<'a> Visitor<'a> for Inside<'_> {
            fn visit_expr(&mut self, expression: &'a Expr) {
                match expression {
                    Expr::Lambda(_) => {}
                    Expr::Named(named) => {
                        self.0.target(&named.target);
                        self.visit_expr(&named.value);
                    }
                    Expr::Yield(_) | Expr::YieldFrom(_) => {
                        self.0.generator = true;
                        walk_expr(self, expression);
                    }
                    other => walk_expr(self, other),
                }
            }
        }
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
            Inside(self).visit_expr(expression);
        });
    }
}
