//! A statement as an expression: its tables found, its conditions joined.

use super::{Statement, StatementObject};
use crate::operation::Expression;
use crate::operation::operator::{self, Around};
use crate::sqlalchemy::class_rows;

impl StatementObject {
    /// The statement as an expression: a subquery, or what is executed.
    pub(crate) fn expression(&self) -> Expression {
        match &self.statement {
            Statement::Insert(insert) => Expression::Insert(Box::new(insert.clone())),
            Statement::Update(update) => {
                let mut update = update.clone();
                join(&mut update.conditions);
                Expression::Update(Box::new(update))
            }
            Statement::Delete(delete) => {
                let mut delete = delete.clone();
                join(&mut delete.conditions);
                Expression::Delete(Box::new(delete))
            }
            Statement::Select(select) => {
                let mut select = select.clone();
                class_rows::settle(&mut select);
                join(&mut select.conditions);
                join(&mut select.having);
                self.placed(Expression::Select(Box::new(select)))
            }
            Statement::Compound(compound) => {
                self.placed(Expression::Compound(Box::new(compound.clone())))
            }
        }
    }
    fn placed(&self, query: Expression) -> Expression {
        match (self.exists, self.scalar) {
            (true, _) => Expression::Exists(Box::new(query)),
            (false, true) => Expression::Grouping(Box::new(query)),
            (false, false) => query,
        }
    }
}

/// Conditions that are joined by AND are grouped as its operands.
fn join(conditions: &mut Vec<Expression>) {
    let counts = |one: &&Expression| *operator::plain(one) != Expression::True;
    if conditions.iter().filter(counts).count() > 1 {
        *conditions = std::mem::take(conditions)
            .into_iter()
            .map(|condition| operator::group(condition, Around::Operator("AND")))
            .collect();
    }
}
