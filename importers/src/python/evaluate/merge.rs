//! One state of several paths that ended alike: names, containers, what inspectors remember.

use super::Flow;
use super::branch::{LARGEST_TEST, Outcome};
use super::journal::{Cell, Content, Journal};
use crate::python::dict::DictEntries;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::Value;
use crate::record::Test;
use crate::record::memory::Asked;

impl Interpreter {
    /// Makes one state of several paths that ended alike.
    pub(super) fn merge(&mut self, outcomes: Vec<Outcome>) -> Result<Flow> {
        let mut paths = outcomes.into_iter().rev();
        let Some(last) = paths.next() else {
            return Ok(Flow::Stopped);
        };
        let mut flow = last.flow;
        let mut state = last.changes;
        for path in paths {
            let mut cells: Vec<Cell> = state.entries.iter().map(|(cell, _)| cell.clone()).collect();
            cells.extend(
                path.changes
                    .entries
                    .iter()
                    .filter(|(cell, _)| state.get(cell).is_none())
                    .map(|(cell, _)| cell.clone()),
            );
            let mut merged = Journal::default();
            for cell in cells {
                let a = path
                    .changes
                    .get(&cell)
                    .map_or_else(|| cell.content(), Content::copy);
                let b = state
                    .get(&cell)
                    .map_or_else(|| cell.content(), Content::copy);
                let content = self.merge_contents(&path.test, &cell, a, b)?;
                merged.set(cell, content);
            }
            state = merged;
            flow = match (path.flow, flow) {
                (Flow::Return(a), Flow::Return(b)) => {
                    Flow::Return(self.merge_values(&path.test, "The returned value", &a, &b)?)
                }
                (_, flow) => flow,
            };
        }
        for (cell, content) in state.entries {
            self.note(cell.clone());
            cell.restore(content);
        }
        Ok(flow)
    }

    fn merge_contents(
        &mut self,
        test: &Test,
        cell: &Cell,
        a: Content,
        b: Content,
    ) -> Result<Content> {
        Ok(match (a, b) {
            (Content::Name(None), Content::Name(None)) => Content::Name(None),
            (Content::Name(a), Content::Name(b)) => {
                let what = match cell {
                    Cell::Name(_, name) => format!("`{name}`"),
                    _ => String::new(),
                };
                Content::Name(Some(match (a, b) {
                    (Some(a), Some(b)) => self.merge_values(test, &what, &a, &b)?,
                    _ => self.unknown("differs-by-path", what),
                }))
            }
            (Content::List(a), Content::List(b)) => {
                if a.len() != b.len() {
                    return Err(self.changed_on_one_side("A list"));
                }
                let mut items = Vec::with_capacity(a.len());
                for (a, b) in a.iter().zip(&b) {
                    items.push(self.merge_values(test, "An item of a list", a, b)?);
                }
                Content::List(items)
            }
            (Content::Entries(a), Content::Entries(b)) => {
                let same = a.len() == b.len()
                    && a.iter().zip(b.iter()).all(|((x, _, _), (y, _, _))| x == y);
                if !same {
                    return Err(self.changed_on_one_side("A dict or set"));
                }
                let mut entries = DictEntries::default();
                let pairs: Vec<_> = a
                    .iter()
                    .zip(b.iter())
                    .map(|((key, name, x), (_, _, y))| {
                        (key.clone(), name.clone(), x.clone(), y.clone())
                    })
                    .collect();
                for (key, name, x, y) in pairs {
                    let value = self.merge_values(test, "A value of a dict", &x, &y)?;
                    entries.insert(key, name, value);
                }
                Content::Entries(entries)
            }
            (Content::Decimals(a), Content::Decimals(b)) if a != b => {
                return Err(self.changed_on_one_side("The context of decimals"));
            }
            (Content::Stream(_), _) | (_, Content::Stream(_)) => {
                return Err(self.changed_on_one_side("An iterator"));
            }
            (Content::Asked(a), Content::Asked(b)) => {
                let merged = Asked::merged(test, a, b);
                if merged.sizes().any(|size| size > LARGEST_TEST) {
                    return Err(self.too_many_paths());
                }
                Content::Asked(merged)
            }
            (Content::Other(a), Content::Other(b)) => match cell {
                Cell::Other(other) => Content::Other(other.merged(&*a, &*b)),
                _ => Content::Other(a),
            },
            (a, _) => a,
        })
    }

    fn changed_on_one_side(&self, what: &str) -> Interrupt {
        self.needs_program(
            "differs-by-path",
            format!("{what} is changed on only one side of a branch on the live catalogue."),
        )
    }

    /// One value of two: equal ones are one, truth values become a test,
    /// others are not known any more.
    pub(crate) fn merge_values(
        &mut self,
        test: &Test,
        what: &str,
        a: &Value,
        b: &Value,
    ) -> Result<Value> {
        if a.is_same(b) {
            return Ok(a.clone());
        }
        let as_test = |value: &Value| match value {
            Value::Bool(known) => Some(Test::Known(*known)),
            Value::Test(test) => Some((**test).clone()),
            _ => None,
        };
        if let (Some(a), Some(b)) = (as_test(a), as_test(b)) {
            let merged = Test::any([
                Test::all([test.clone(), a]),
                Test::all([test.clone().negate(), b]),
            ]);
            if merged.size() > LARGEST_TEST {
                return Err(self.too_many_paths());
            }
            return Ok(Value::test(merged));
        }
        if is_data(a) && is_data(b) && self.is_equal(a, b)? && a.type_name() == b.type_name() {
            return Ok(a.clone());
        }
        Ok(self.unknown("differs-by-path", what))
    }
}

/// Whether comparing it runs no code of the file.
fn is_data(value: &Value) -> bool {
    matches!(
        value,
        Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::List(_)
            | Value::Tuple(_)
            | Value::Dict(_)
            | Value::Set(_)
            | Value::Range(..)
    )
}
