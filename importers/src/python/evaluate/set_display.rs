//! `{1, 2, 3}`: sets as they stand in a file.

use crate::python::syntax::ast::{Expr, ExprSet, Number, UnaryOp};

use super::Env;
use crate::python::hashed;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// From so many constants on CPython makes one constant of a display.
const MANY: usize = 3;

impl Interpreter {
    /// A display; a loop goes through its constants themselves.
    pub(super) fn set_display(
        &mut self,
        env: &Env,
        set: &ExprSet,
        is_looped: bool,
    ) -> Result<Value> {
        let items = self.items(env, &set.elts)?;
        self.at(env, set);
        let made = self.set(items, false)?;
        let are_many = is_looped || set.elts.len() >= MANY;
        if are_many
            && set.elts.iter().all(is_number)
            && let Value::Set(own) = &made
        {
            hashed::note_constants(&mut own.entries.borrow_mut(), is_looped);
        }
        Ok(made)
    }

    /// What a loop or a comprehension goes through.
    pub(crate) fn iterated(&mut self, env: &Env, iterable: &Expr) -> Result<Value> {
        match iterable {
            Expr::Set(set) => self.set_display(env, set, true),
            other => self.evaluate(env, other),
        }
    }
}

fn is_number(expression: &Expr) -> bool {
    match expression {
        Expr::NumberLiteral(literal) => !matches!(literal.value, Number::Complex { .. }),
        Expr::UnaryOp(operation) => operation.op == UnaryOp::USub && is_number(&operation.operand),
        _ => false,
    }
}
