//! A generator's body as a list of steps that can stop at each `yield`.
//!
//! Statements without a `yield` stay trees, which the evaluator runs whole;
//! what stands around a `yield` becomes jumps and regions. A `yield` inside an
//! expression is taken out of it ([`super::hoist`]), with what Python
//! evaluates before it.

use crate::python::syntax::ast::{self, Expr, Pattern, Stmt};

use super::hoist::{self, Temporaries};

/// Where a jump goes: an index into the steps.
pub(super) type Label = usize;

/// One step.
pub(super) enum Op {
    /// A statement without `yield`.
    Run(Box<Stmt>),
    /// Gives a value to who asked for it; what is sent back is bound to the name.
    Yield {
        value: Option<Expr>,
        into: String,
    },
    /// Begins `yield from`.
    Delegate(Expr),
    /// Gives the next value of what `yield from` goes over; its result is bound to the name.
    Drive {
        into: String,
    },
    Return(Option<Expr>),
    Jump(Label),
    /// Jumps where the test is false.
    Unless {
        test: Expr,
        to: Label,
    },
    /// Opens the region of a `while`.
    While {
        again: Label,
        after: Label,
    },
    /// Opens the region of a `for`.
    For {
        iterable: Expr,
        is_async: bool,
        again: Label,
        after: Label,
    },
    /// Binds the next item; at the end closes the loop and jumps.
    Next {
        target: Expr,
        done: Label,
    },
    /// Closes the innermost region.
    Close,
    /// Opens the body of a `try` with handlers.
    Try {
        handlers: Label,
    },
    /// Opens what a `finally` follows.
    Finally {
        body: Label,
    },
    /// Closes it where nothing was raised; the `finally` follows.
    Finish,
    /// The end of a `finally`: goes on with what led to it.
    EndFinally,
    /// A handler: jumps where it does not catch the exception.
    Except {
        classes: Option<Expr>,
        name: Option<String>,
        otherwise: Label,
    },
    /// The end of a handler.
    EndExcept {
        name: Option<String>,
    },
    /// No handler caught the exception.
    Reraise,
    /// Enters a context manager.
    Enter {
        manager: Expr,
        is_async: bool,
        target: Option<Expr>,
        after: Label,
    },
    /// Leaves it where nothing was raised.
    Leave,
    /// A case of `match`: jumps where it does not match.
    Case {
        subject: Expr,
        pattern: Pattern,
        guard: Option<Expr>,
        otherwise: Label,
    },
}

/// The steps of a generator's body.
pub(crate) struct Program {
    pub(super) ops: Vec<Op>,
}

/// What cannot be taken apart, as a message names it.
pub(crate) type Unsupported = &'static str;

impl Program {
    /// Compiles the body of a generator function.
    ///
    /// # Errors
    /// Where a `yield` stands in a place that is not supported.
    pub(crate) fn of_body(body: &[Stmt]) -> Result<Self, Unsupported> {
        let mut compiler = Compiler {
            ops: Vec::new(),
            temporaries: Temporaries::default(),
        };
        compiler.block(body)?;
        Ok(Self { ops: compiler.ops })
    }
}

impl Program {
    /// Compiles the body of a lambda that yields.
    ///
    /// # Errors
    /// As [`Program::of_body`].
    pub(crate) fn of_expression(body: &Expr) -> Result<Self, Unsupported> {
        Self::of_body(&[Stmt::Return(ast::StmtReturn {
            node_index: ast::AtomicNodeIndex::NONE,
            range: ast::Ranged::range(body),
            value: Some(Box::new(body.clone())),
        })])
    }
}

/// Builds the steps; jumps forward are filled in when their goal is known.
pub(super) struct Compiler {
    pub(super) ops: Vec<Op>,
    pub(super) temporaries: Temporaries,
}

impl Compiler {
    fn here(&self) -> Label {
        self.ops.len()
    }

    /// Adds a step, and gives its index for [`Compiler::land`].
    pub(super) fn emit(&mut self, op: Op) -> Label {
        self.ops.push(op);
        self.ops.len() - 1
    }

    /// Lets the jump of a step go to the step that comes next.
    pub(super) fn land(&mut self, at: Label) {
        let here = self.here();
        if let Some(
            Op::Jump(to)
            | Op::Unless { to, .. }
            | Op::Next { done: to, .. }
            | Op::Try { handlers: to }
            | Op::Finally { body: to }
            | Op::Except { otherwise: to, .. }
            | Op::Enter { after: to, .. }
            | Op::Case { otherwise: to, .. }
            | Op::While { after: to, .. }
            | Op::For { after: to, .. },
        ) = self.ops.get_mut(at)
        {
            *to = here
        }
    }

    fn block(&mut self, body: &[Stmt]) -> Result<(), Unsupported> {
        for statement in body {
            stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.statement(statement))?;
        }
        Ok(())
    }

    fn statement(&mut self, statement: &Stmt) -> Result<(), Unsupported> {
        if !hoist::statement_yields(statement) {
            self.emit(Op::Run(Box::new(statement.clone())));
            return Ok(());
        }
        match statement {
            Stmt::Expr(s) => {
                let mut s = s.clone();
                self.hoist(&mut s.value)?;
                if !matches!(&*s.value, Expr::Name(_)) {
                    self.emit(Op::Run(Box::new(Stmt::Expr(s))));
                }
            }
            Stmt::Assign(s) => {
                if s.targets.iter().any(hoist::yields) {
                    return Err("`yield` in the target of an assignment");
                }
                let mut s = s.clone();
                self.hoist(&mut s.value)?;
                self.emit(Op::Run(Box::new(Stmt::Assign(s))));
            }
            Stmt::AnnAssign(s) => {
                let mut s = s.clone();
                if let Some(value) = &mut s.value {
                    self.hoist(value)?;
                }
                self.emit(Op::Run(Box::new(Stmt::AnnAssign(s))));
            }
            Stmt::AugAssign(s) => self.augmented(s)?,
            Stmt::Return(s) => {
                let mut value = s.value.as_deref().cloned();
                if let Some(value) = &mut value {
                    self.hoist(value)?;
                }
                self.emit(Op::Return(value));
            }
            Stmt::Raise(s) => {
                let mut s = s.clone();
                if let Some(exception) = &mut s.exc {
                    self.hoist(exception)?;
                }
                if s.cause.as_deref().is_some_and(hoist::yields) {
                    return Err("`yield` after `raise ... from`");
                }
                self.emit(Op::Run(Box::new(Stmt::Raise(s))));
            }
            Stmt::If(s) => self.choice(s)?,
            Stmt::While(s) => self.while_loop(s)?,
            Stmt::For(s) => self.for_loop(s)?,
            Stmt::Try(s) => self.tries(s)?,
            Stmt::With(s) => {
                self.with_items(&s.items, &s.body, s.is_async)?;
            }
            Stmt::Match(s) => self.cases(s)?,
            _ => return Err("`yield` in this statement"),
        }
        Ok(())
    }

    /// `x += yield`: Python reads `x` first.
    fn augmented(&mut self, s: &ast::StmtAugAssign) -> Result<(), Unsupported> {
        let Expr::Name(name) = &*s.target else {
            return Err("`yield` in an assignment to a part");
        };
        let held = self.temporaries.fresh();
        let read = ast::ExprName {
            ctx: ast::ExprContext::Load,
            ..name.clone()
        };
        self.emit(hoist::bind(&held, Expr::Name(read)));
        let mut s = s.clone();
        self.hoist(&mut s.value)?;
        let target = std::mem::replace(&mut *s.target, hoist::name(&held, s.range));
        self.emit(Op::Run(Box::new(Stmt::AugAssign(s.clone()))));
        self.emit(Op::Run(Box::new(Stmt::Assign(ast::StmtAssign {
            node_index: ast::AtomicNodeIndex::NONE,
            range: s.range,
            targets: vec![target],
            value: Box::new(hoist::name(&held, s.range)),
        }))));
        Ok(())
    }

    fn choice(&mut self, s: &ast::StmtIf) -> Result<(), Unsupported> {
        let mut ends = Vec::new();
        let mut test = (*s.test).clone();
        self.hoist(&mut test)?;
        let mut skip = self.emit(Op::Unless { test, to: 0 });
        self.block(&s.body)?;
        for clause in &s.elif_else_clauses {
            ends.push(self.emit(Op::Jump(0)));
            self.land(skip);
            match &clause.test {
                Some(test) => {
                    let mut test = test.clone();
                    self.hoist(&mut test)?;
                    skip = self.emit(Op::Unless { test, to: 0 });
                    self.block(&clause.body)?;
                }
                None => {
                    self.block(&clause.body)?;
                    skip = usize::MAX;
                }
            }
        }
        self.land(skip);
        for end in ends {
            self.land(end);
        }
        Ok(())
    }

    fn while_loop(&mut self, s: &ast::StmtWhile) -> Result<(), Unsupported> {
        let again = self.here() + 1;
        let open = self.emit(Op::While { again, after: 0 });
        let mut test = (*s.test).clone();
        self.hoist(&mut test)?;
        let leave = self.emit(Op::Unless { test, to: 0 });
        self.block(&s.body)?;
        self.emit(Op::Jump(again));
        self.land(leave);
        self.emit(Op::Close);
        self.block(&s.orelse)?;
        self.land(open);
        Ok(())
    }

    fn for_loop(&mut self, s: &ast::StmtFor) -> Result<(), Unsupported> {
        let mut iterable = (*s.iter).clone();
        self.hoist(&mut iterable)?;
        let again = self.here() + 1;
        let open = self.emit(Op::For {
            iterable,
            is_async: s.is_async,
            again,
            after: 0,
        });
        let next = self.emit(Op::Next {
            target: (*s.target).clone(),
            done: 0,
        });
        self.block(&s.body)?;
        self.emit(Op::Jump(again));
        self.land(next);
        self.block(&s.orelse)?;
        self.land(open);
        Ok(())
    }

    fn tries(&mut self, s: &ast::StmtTry) -> Result<(), Unsupported> {
        if s.is_star {
            return Err("`except*`");
        }
        let last = (!s.finalbody.is_empty()).then(|| self.emit(Op::Finally { body: 0 }));
        if s.handlers.is_empty() {
            self.block(&s.body)?;
            self.block(&s.orelse)?;
        } else {
            let guarded = self.emit(Op::Try { handlers: 0 });
            self.block(&s.body)?;
            self.emit(Op::Close);
            self.block(&s.orelse)?;
            let mut ends = vec![self.emit(Op::Jump(0))];
            self.land(guarded);
            for ast::ExceptHandler::ExceptHandler(handler) in &s.handlers {
                let name = handler.name.as_ref().map(ToString::to_string);
                let skip = self.emit(Op::Except {
                    classes: handler.type_.as_deref().cloned(),
                    name: name.clone(),
                    otherwise: 0,
                });
                self.block(&handler.body)?;
                self.emit(Op::EndExcept { name });
                ends.push(self.emit(Op::Jump(0)));
                self.land(skip);
            }
            self.emit(Op::Reraise);
            for end in ends {
                self.land(end);
            }
        }
        if let Some(last) = last {
            self.emit(Op::Finish);
            self.land(last);
            self.block(&s.finalbody)?;
            self.emit(Op::EndFinally);
        }
        Ok(())
    }

    fn with_items(
        &mut self,
        items: &[ast::WithItem],
        body: &[Stmt],
        is_async: bool,
    ) -> Result<(), Unsupported> {
        let Some((item, rest)) = items.split_first() else {
            return self.block(body);
        };
        let mut manager = item.context_expr.clone();
        self.hoist(&mut manager)?;
        let enter = self.emit(Op::Enter {
            manager,
            is_async,
            target: item.optional_vars.as_deref().cloned(),
            after: 0,
        });
        self.with_items(rest, body, is_async)?;
        self.emit(Op::Leave);
        self.land(enter);
        Ok(())
    }

    fn cases(&mut self, s: &ast::StmtMatch) -> Result<(), Unsupported> {
        let mut subject = (*s.subject).clone();
        self.hoist(&mut subject)?;
        let held = self.temporaries.fresh();
        self.emit(hoist::bind(&held, subject));
        let mut ends = Vec::new();
        for case in &s.cases {
            if case.guard.as_deref().is_some_and(hoist::yields) {
                return Err("`yield` in the guard of a case");
            }
            let skip = self.emit(Op::Case {
                subject: hoist::name(&held, s.range),
                pattern: case.pattern.clone(),
                guard: case.guard.as_deref().cloned(),
                otherwise: 0,
            });
            self.block(&case.body)?;
            ends.push(self.emit(Op::Jump(0)));
            self.land(skip);
        }
        for end in ends {
            self.land(end);
        }
        Ok(())
    }
}
