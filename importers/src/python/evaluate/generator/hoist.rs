//! Takes `yield` out of expressions. What Python evaluates before it is kept
//! in temporaries, so that everything still happens in Python's order.

use super::program::{Compiler, Op, Unsupported};
use crate::python::syntax::ast::{self, Expr, Ranged, Stmt, TextRange};

/// Names that no file can spell.
#[derive(Default)]
pub(super) struct Temporaries(usize);

impl Temporaries {
    pub(super) fn fresh(&mut self) -> String {
        self.0 += 1;
        format!(".{}", self.0)
    }
}

/// Whether there is a `yield` in an expression, lambdas and comprehensions apart.
pub(in crate::python::evaluate) fn yields(expression: &Expr) -> bool {
    use ast::visitor::{Visitor, walk_expr};
    struct Search(bool);
    impl<'a> Visitor<'a> for Search {
        fn visit_expr(&mut self, expression: &'a Expr) {
            match expression {
                Expr::Yield(_) | Expr::YieldFrom(_) => self.0 = true,
                Expr::Lambda(_) => {}
                other => walk_expr(self, other),
            }
        }
    }
    let mut search = Search(false);
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || search.visit_expr(expression));
    search.0
}

/// Whether there is one in a statement, functions and classes inside it apart.
pub(super) fn statement_yields(statement: &Stmt) -> bool {
    use ast::visitor::{Visitor, walk_stmt};
    struct Search(bool);
    impl<'a> Visitor<'a> for Search {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if !matches!(statement, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                walk_stmt(self, statement);
            }
        }
        fn visit_expr(&mut self, expression: &'a Expr) {
            self.0 |= yields(expression);
        }
    }
    let mut search = Search(false);
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || search.visit_stmt(statement));
    search.0
}

/// The temporary as an expression.
pub(super) fn name(name: &str, range: TextRange) -> Expr {
    Expr::Name(ast::ExprName {
        node_index: ast::AtomicNodeIndex::NONE,
        range,
        id: name.into(),
        ctx: ast::ExprContext::Load,
    })
}

/// `name = value`
pub(super) fn bind(target: &str, value: Expr) -> Op {
    let range = value.range();
    Op::Run(Box::new(Stmt::Assign(ast::StmtAssign {
        node_index: ast::AtomicNodeIndex::NONE,
        range,
        targets: vec![name(target, range)],
        value: Box::new(value),
    })))
}

impl Compiler {
    /// Takes every `yield` out of an expression.
    pub(super) fn hoist(&mut self, expression: &mut Expr) -> Result<(), Unsupported> {
        if !yields(expression) {
            return Ok(());
        }
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.hoist_here(expression))
    }

    fn hoist_here(&mut self, expression: &mut Expr) -> Result<(), Unsupported> {
        let range = expression.range();
        match expression {
            Expr::Yield(node) => {
                let mut value = node.value.as_deref().cloned();
                if let Some(value) = &mut value {
                    self.hoist(value)?;
                }
                let into = self.temporaries.fresh();
                *expression = name(&into, range);
                self.emit(Op::Yield { value, into });
                Ok(())
            }
            Expr::YieldFrom(node) => {
                let mut value = (*node.value).clone();
                self.hoist(&mut value)?;
                let into = self.temporaries.fresh();
                *expression = name(&into, range);
                self.emit(Op::Delegate(value));
                self.emit(Op::Drive { into });
                Ok(())
            }
            Expr::BoolOp(node) => {
                let held = self.temporaries.fresh();
                let mut ends = Vec::new();
                let or = node.op == ast::BoolOp::Or;
                let last = node.values.len().saturating_sub(1);
                for (at, value) in node.values.iter_mut().enumerate() {
                    self.hoist(value)?;
                    self.emit(bind(&held, value.clone()));
                    if at == last {
                        break;
                    }
                    let test = name(&held, range);
                    let test = if or { negated(test) } else { test };
                    ends.push(self.emit(Op::Unless { test, to: 0 }));
                }
                for end in ends {
                    self.land(end);
                }
                *expression = name(&held, range);
                Ok(())
            }
            Expr::If(node) => {
                let held = self.temporaries.fresh();
                self.hoist(&mut node.test)?;
                let skip = self.emit(Op::Unless {
                    test: (*node.test).clone(),
                    to: 0,
                });
                self.hoist(&mut node.body)?;
                self.emit(bind(&held, (*node.body).clone()));
                let end = self.emit(Op::Jump(0));
                self.land(skip);
                self.hoist(&mut node.orelse)?;
                self.emit(bind(&held, (*node.orelse).clone()));
                self.land(end);
                *expression = name(&held, range);
                Ok(())
            }
            other => {
                let parts = parts(other)?;
                let last = parts.iter().rposition(|part| yields(part)).unwrap_or(0);
                for (at, part) in parts.into_iter().enumerate() {
                    if yields(part) {
                        self.hoist(part)?;
                    } else if at < last && !is_constant(part) {
                        let held = self.temporaries.fresh();
                        let value = std::mem::replace(part, name(&held, range));
                        self.emit(bind(&held, value));
                    }
                }
                Ok(())
            }
        }
    }
}

fn negated(operand: Expr) -> Expr {
    Expr::UnaryOp(ast::ExprUnaryOp {
        node_index: ast::AtomicNodeIndex::NONE,
        range: operand.range(),
        op: ast::UnaryOp::Not,
        operand: Box::new(operand),
    })
}

fn is_constant(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
    )
}

/// The parts of an expression, in the order in which Python evaluates them.
fn parts(expression: &mut Expr) -> Result<Vec<&mut Expr>, Unsupported> {
    Ok(match expression {
        Expr::Call(node) => {
            let mut parts = vec![match &mut *node.func {
                Expr::Attribute(attribute) => &mut *attribute.value,
                other => other,
            }];
            for argument in &mut node.arguments.args {
                parts.push(match argument {
                    Expr::Starred(starred) => &mut *starred.value,
                    other => other,
                });
            }
            for keyword in &mut node.arguments.keywords {
                parts.push(&mut keyword.value);
            }
            parts
        }
        Expr::BinOp(node) => vec![&mut *node.left, &mut *node.right],
        Expr::UnaryOp(node) => vec![&mut *node.operand],
        Expr::Compare(node) => {
            if node.comparators.len() > 1 && node.comparators.iter().skip(1).any(yields) {
                return Err("`yield` in a chain of comparisons");
            }
            std::iter::once(&mut *node.left)
                .chain(node.comparators.iter_mut().take(1))
                .collect()
        }
        Expr::List(node) => items(&mut node.elts),
        Expr::Tuple(node) => items(&mut node.elts),
        Expr::Set(node) => items(&mut node.elts),
        Expr::Dict(node) => node
            .items
            .iter_mut()
            .flat_map(|item| item.key.iter_mut().chain(std::iter::once(&mut item.value)))
            .collect(),
        Expr::Attribute(node) => vec![&mut *node.value],
        Expr::Subscript(node) => vec![&mut *node.value, &mut *node.slice],
        Expr::Named(node) => vec![&mut *node.value],
        _ => return Err("`yield` in this expression"),
    })
}

fn items(elements: &mut [Expr]) -> Vec<&mut Expr> {
    elements
        .iter_mut()
        .map(|element| match element {
            Expr::Starred(starred) => &mut *starred.value,
            other => other,
        })
        .collect()
}
