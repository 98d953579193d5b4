//! Statements of a program whose rows SQLite reads one at a time.
//!
//! Python's `sqlite3` steps through a query while the program goes on, so that a row that was
//! deleted meanwhile does not come. It is always one row ahead: the first is read when the
//! statement runs, the next when one is handed out.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use bridge_importers::live::{Datum, Reading};
use rusqlite::CachedStatement;
use self_cell::self_cell;

use super::connection::{Bound, datum};

type Row = Vec<Datum>;

self_cell!(
    /// A statement with the connection that it belongs to.
    struct Prepared {
        owner: Rc<rusqlite::Connection>,
        #[covariant]
        dependent: CachedStatement,
    }
);

impl Prepared {
    /// The next row; `None` at the end, after which it would begin anew.
    fn step(&mut self) -> rusqlite::Result<Option<Row>> {
        self.with_dependent_mut(|_, statement| {
            let mut rows = statement.raw_query();
            let Some(row) = rows.next()? else {
                return Ok(None);
            };
            // Only the first step finds out that the schema has changed since the preparation.
            let width = row.as_ref().column_count();
            let cells = (0..width).map(|index| row.get_ref(index).map(datum));
            let cells = cells.collect::<rusqlite::Result<_>>()?;
            // Dropped, it would take the statement back to its beginning.
            std::mem::forget(rows);
            Ok(Some(cells))
        })
    }

    /// Back to the beginning, where it keeps nothing locked.
    fn reset(&mut self) {
        self.with_dependent_mut(|_, statement| drop(statement.raw_query()));
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.reset();
    }
}

/// A statement that may stand at a row.
struct Open(Prepared);

enum State {
    Open(Open),
    /// All that was left was read at once, up to where SQLite could read no further.
    Read(VecDeque<Row>, Option<rusqlite::Error>),
}

/// What a statement gave when it began.
pub(super) struct Begun {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) rest: Option<Reading>,
}

/// The statements of a connection that are still being read.
#[derive(Default)]
pub(super) struct Readings {
    last: u64,
    states: BTreeMap<u64, State>,
}

impl Readings {
    /// Runs a statement up to its first row. One that writes is read to its end, as is every
    /// one where `is_whole`.
    ///
    /// # Errors
    /// Where SQLite refuses it.
    pub(super) fn begin(
        &mut self,
        connection: &Rc<rusqlite::Connection>,
        sql: &str,
        values: &[Datum],
        is_whole: bool,
    ) -> rusqlite::Result<Begun> {
        let mut prepared = Prepared::try_new(connection.clone(), |connection| {
            connection.prepare_cached(sql)
        })?;
        prepared.with_dependent_mut(|_, statement| {
            let values = rusqlite::params_from_iter(values.iter().map(Bound));
            statement.query(values).map(drop)
        })?;
        let mut open = Open(prepared);
        let mut rows = Vec::new();
        let is_whole = is_whole || !open.0.borrow_dependent().readonly();
        let mut has_more = false;
        while let Some(row) = open.0.step()? {
            rows.push(row);
            if !is_whole {
                has_more = true;
                break;
            }
        }
        let names = open.0.borrow_dependent().column_names();
        let columns = names.into_iter().map(str::to_owned).collect();
        let rest = has_more.then(|| {
            self.last += 1;
            self.states.insert(self.last, State::Open(open));
            Reading {
                number: self.last,
                sql: sql.to_owned(),
            }
        });
        Ok(Begun {
            columns,
            rows,
            rest,
        })
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// Where SQLite cannot read on.
    pub(super) fn next(&mut self, reading: &Reading) -> rusqlite::Result<Option<Row>> {
        let next = match self.states.get_mut(&reading.number) {
            None => return Ok(None),
            Some(State::Open(open)) => open.0.step(),
            Some(State::Read(rows, failure)) => match (rows.pop_front(), failure.take()) {
                (None, Some(failure)) => Err(failure),
                (row, rest) => {
                    *failure = rest;
                    Ok(row)
                }
            },
        };
        if !matches!(next, Ok(Some(_))) {
            self.states.remove(&reading.number);
        }
        next
    }

    /// Whether there are any.
    pub(super) fn are_open(&self) -> bool {
        !self.states.is_empty()
    }

    /// Reads no further.
    pub(super) fn end(&mut self, reading: &Reading) {
        self.states.remove(&reading.number);
    }

    /// Reads no further anywhere.
    pub(super) fn end_all(&mut self) {
        self.states.clear();
    }

    /// Reads to the end what is open, so that nothing is locked by it; `false` where nothing was.
    /// Where SQLite cannot read on, the program hears of it when it comes there.
    pub(super) fn finish(&mut self) -> bool {
        let mut was_open = false;
        for state in self.states.values_mut() {
            let State::Open(open) = state else { continue };
            was_open = true;
            let mut rows = VecDeque::new();
            let failure = loop {
                match open.0.step() {
                    Ok(Some(row)) => rows.push_back(row),
                    Ok(None) => break None,
                    Err(failure) => break Some(failure),
                }
            };
            *state = State::Read(rows, failure);
        }
        was_open
    }
}

impl std::fmt::Debug for Readings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.states.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::database::Connection;
    use crate::database::sqlite::SqliteConnection;
    use bridge_importers::live::{Datum, Reading};

    fn of_rows(count: usize) -> SqliteConnection {
        let mut connection = SqliteConnection::in_memory().unwrap();
        connection
            .execute("CREATE TABLE t (id INTEGER PRIMARY KEY)")
            .unwrap();
        for _ in 0..count {
            connection.execute("INSERT INTO t DEFAULT VALUES").unwrap();
        }
        connection
    }

    fn begin(connection: &mut SqliteConnection) -> (Vec<Vec<Datum>>, Option<Reading>) {
        let sql = "SELECT id FROM t ORDER BY id";
        let answer = connection.begin_reading(sql, &[]).unwrap();
        (answer.rows, answer.rest)
    }

    fn rest(connection: &mut SqliteConnection, reading: &Reading) -> Vec<Datum> {
        let mut rows = Vec::new();
        while let Some(row) = connection.read_on(reading).unwrap() {
            rows.extend(row);
        }
        rows
    }

    #[test]
    fn what_is_deleted_meanwhile_does_not_come() {
        let mut connection = of_rows(4);
        let (rows, reading) = begin(&mut connection);
        assert_eq!(rows, [[Datum::Int(1)]]);
        connection
            .execute("DELETE FROM t WHERE id IN (1, 3)")
            .unwrap();
        let reading = reading.unwrap();
        assert_eq!(
            rest(&mut connection, &reading),
            [Datum::Int(2), Datum::Int(4)]
        );
        assert_eq!(connection.read_on(&reading).unwrap(), None);
    }

    #[test]
    fn two_readings_of_one_statement_do_not_disturb_each_other() {
        let mut connection = of_rows(3);
        let first = begin(&mut connection).1.unwrap();
        let second = begin(&mut connection).1.unwrap();
        assert_eq!(
            connection.read_on(&first).unwrap(),
            Some(vec![Datum::Int(2)])
        );
        assert_eq!(
            rest(&mut connection, &second),
            [Datum::Int(2), Datum::Int(3)]
        );
        assert_eq!(rest(&mut connection, &first), [Datum::Int(3)]);
    }

    #[test]
    fn a_table_that_is_read_can_be_dropped() {
        let mut connection = of_rows(3);
        let reading = begin(&mut connection).1.unwrap();
        connection.execute("DROP TABLE t").unwrap();
        assert_eq!(
            rest(&mut connection, &reading),
            [Datum::Int(2), Datum::Int(3)]
        );
    }

    #[test]
    fn a_rollback_ends_no_reading() {
        let mut connection = of_rows(3);
        connection.begin().unwrap();
        connection.execute("CREATE TABLE other (a)").unwrap();
        connection.savepoint("one").unwrap();
        let reading = begin(&mut connection).1.unwrap();
        connection.rollback_to("one").unwrap();
        assert_eq!(
            rest(&mut connection, &reading),
            [Datum::Int(2), Datum::Int(3)]
        );
        let reading = begin(&mut connection).1.unwrap();
        connection.ask("ROLLBACK", &[]).unwrap();
        assert_eq!(
            rest(&mut connection, &reading),
            [Datum::Int(2), Datum::Int(3)]
        );
    }

    #[test]
    fn a_row_that_cannot_be_read_keeps_no_rollback() {
        let mut connection = of_rows(3);
        connection.begin().unwrap();
        connection.savepoint("one").unwrap();
        let sql = "SELECT CASE id WHEN 3 THEN abs(-9223372036854775808) ELSE id END FROM t";
        let reading = connection.begin_reading(sql, &[]).unwrap().rest.unwrap();
        connection.execute("DELETE FROM t WHERE id = 1").unwrap();
        connection.rollback_to("one").unwrap();
        assert_eq!(begin(&mut connection).0, [[Datum::Int(1)]]);
        assert_eq!(
            connection.read_on(&reading).unwrap(),
            Some(vec![Datum::Int(2)])
        );
        let error = connection.read_on(&reading).unwrap_err();
        assert!(error.message.contains("overflow"), "{error}");
        assert_eq!(connection.read_on(&reading).unwrap(), None);
    }

    #[test]
    fn what_is_not_read_to_its_end_locks_nothing() {
        let mut connection = of_rows(3);
        let reading = begin(&mut connection).1.unwrap();
        connection.end_reading(&reading);
        assert!(!connection.inner.is_busy());
        begin(&mut connection).1.unwrap();
        connection.end_readings();
        assert!(!connection.inner.is_busy());
    }

    #[test]
    fn what_writes_is_read_at_once() {
        let mut connection = of_rows(2);
        let sql = "DELETE FROM t RETURNING id";
        let answer = connection.begin_reading(sql, &[]).unwrap();
        assert_eq!(
            (answer.rows.len(), answer.rest, answer.touched),
            (2, None, 2)
        );
    }
}
