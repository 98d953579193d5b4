//! The order in which tables are made, and the foreign keys that are added when all of them are
//! there: those that say `use_alter`, and those of tables whose keys go round.

use std::rc::Rc;

use crate::Dialect;
use crate::operation::{Constraint, ConstraintDefinition, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::table::{TableObject, foreign_keys};

/// A table, and the keys that it gets, or loses, beside itself.
pub(super) struct Step {
    /// The table.
    pub(super) table: Rc<TableObject>,
    /// Its keys that are no part of `CREATE TABLE`.
    pub(super) later: Vec<Constraint>,
}

/// A table while the order is looked for.
struct Waiting {
    step: Step,
    /// Its other keys.
    keys: Vec<Constraint>,
}

impl Waiting {
    /// Whether a key of it leads to another table.
    fn refers_to(&self, other: &TableName) -> bool {
        *other != self.step.table.name && self.keys.iter().any(|key| leads_to(key, other))
    }
}

fn leads_to(key: &Constraint, other: &TableName) -> bool {
    matches!(&key.kind, ConstraintDefinition::ForeignKey { references, .. } if references == other)
}

/// Tables in the order in which they are made.
///
/// # Errors
/// As SQLAlchemy's, where keys without names keep tables from being dropped.
pub(super) fn in_order(
    interpreter: &mut Interpreter,
    tables: Vec<Rc<TableObject>>,
    creates: bool,
) -> Result<Vec<Step>> {
    // SQLite has no ALTER for keys: there they are part of the tables, and fall with them.
    let alters = interpreter.dialect() != Dialect::Sqlite;
    let mut todo = Vec::with_capacity(tables.len());
    for table in tables {
        let (mut keys, mut later) = (Vec::new(), Vec::new());
        for (key, is_later) in foreign_keys(interpreter, &table)? {
            match is_later {
                true => later.push(key),
                false => keys.push(key),
            }
        }
        let step = Step { table, later };
        todo.push(Waiting { step, keys });
    }
    let (mut done, mut todo) = sorted(todo);
    if !todo.is_empty() {
        let round = in_cycles(&todo);
        for (waiting, _) in todo.iter_mut().zip(round).filter(|(_, goes)| *goes) {
            let is_free = |key: &Constraint| creates || (alters && key.name.is_some());
            let (free, kept) = std::mem::take(&mut waiting.keys)
                .into_iter()
                .partition(is_free);
            waiting.keys = kept;
            waiting.step.later.extend::<Vec<_>>(free);
        }
        let (more, rest) = sorted(todo);
        done.extend(more);
        if !rest.is_empty() && alters {
            let mut names: Vec<String> =
                rest.iter().map(|one| one.step.table.full_name()).collect();
            names.sort_unstable();
            return Err(argument::stops(
                interpreter,
                "sqlalchemy.exc.CircularDependencyError",
                &format!(
                    "Can't sort tables for DROP; an unresolvable foreign key dependency exists \
                     between tables: {}.  Please ensure that the ForeignKey and \
                     ForeignKeyConstraint objects involved in the cycle have names so that they \
                     can be dropped using DROP CONSTRAINT.",
                    names.join(", ")
                ),
            ));
        }
        done.extend(rest);
    }
    let mut steps: Vec<Step> = done.into_iter().map(|waiting| waiting.step).collect();
    if !alters {
        steps.iter_mut().for_each(|step| step.later.clear());
    }
    Ok(steps)
}

/// Those that can be made one after the other, and those that wait for each other.
fn sorted(mut todo: Vec<Waiting>) -> (Vec<Waiting>, Vec<Waiting>) {
    let mut done = Vec::with_capacity(todo.len());
    loop {
        let names: Vec<TableName> = todo.iter().map(|one| one.step.table.name.clone()).collect();
        let waits = |one: &Waiting| names.iter().any(|other| one.refers_to(other));
        let (waiting, ready): (Vec<_>, Vec<_>) = todo.into_iter().partition(waits);
        if ready.is_empty() {
            return (done, waiting);
        }
        done.extend(ready);
        todo = waiting;
    }
}

/// Which of the tables come back to themselves along their keys.
fn in_cycles(tables: &[Waiting]) -> Vec<bool> {
    let next = |at: usize| {
        let leads = move |(_, other): &(usize, &Waiting)| {
            tables
                .get(at)
                .is_some_and(|one| one.refers_to(&other.step.table.name))
        };
        tables.iter().enumerate().filter(leads).map(|(to, _)| to)
    };
    let comes_back = |start: usize| {
        let mut seen = vec![false; tables.len()];
        let mut stack: Vec<usize> = next(start).collect();
        while let Some(at) = stack.pop() {
            if at == start {
                return true;
            }
            if let Some(seen) = seen.get_mut(at).filter(|seen| !**seen) {
                *seen = true;
                stack.extend(next(at));
            }
        }
        false
    };
    (0..tables.len()).map(comes_back).collect()
}
