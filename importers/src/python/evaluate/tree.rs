//! The trees of functions: parts of their files' trees, which nobody copies.

use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use yoke::Yoke;

use crate::python::syntax::Source;
use crate::python::syntax::ast::visitor::{Visitor, walk_stmt};
use crate::python::syntax::ast::{Expr, Ranged, Stmt, StmtFunctionDef, TextRange};

/// The tree of a `def`.
#[derive(Clone)]
pub(crate) struct FunctionTree(Yoke<&'static StmtFunctionDef, Arc<[Stmt]>>);

impl Deref for FunctionTree {
    type Target = StmtFunctionDef;

    fn deref(&self) -> &StmtFunctionDef {
        self.0.get()
    }
}

impl FunctionTree {
    /// That of a `def` that stands in a file.
    pub(super) fn of(source: &Rc<Source>, definition: &StmtFunctionDef) -> Option<Self> {
        let range = definition.range();
        let within = |body: Arc<[Stmt]>| {
            let found = Yoke::try_attach_to_cart(body, |body| find(body, range).ok_or(()));
            found.ok().map(Self)
        };
        let body = source.body().ok();
        body.and_then(within)
            .or_else(|| within(Arc::from([Stmt::FunctionDef(definition.clone())])))
    }

    /// What no other tree has that is kept.
    pub(super) fn address(&self) -> usize {
        std::ptr::from_ref(self.0.get()) as usize
    }
}

/// The `def` that stands at a place.
fn find(body: &[Stmt], range: TextRange) -> Option<&StmtFunctionDef> {
    struct Find<'a> {
        range: TextRange,
        found: Option<&'a StmtFunctionDef>,
    }
    impl<'a> Visitor<'a> for Find<'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            match statement {
                Stmt::FunctionDef(function) if function.range() == self.range => {
                    self.found = Some(function);
                }
                other if other.range().contains_range(self.range) => walk_stmt(self, other),
                _ => {}
            }
        }

        // There is no `def` in an expression.
        fn visit_expr(&mut self, _: &'a Expr) {}
    }
    let mut find = Find { range, found: None };
    body.iter().for_each(|statement| find.visit_stmt(statement));
    find.found
}
