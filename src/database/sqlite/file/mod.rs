//! A database file, read without SQLite.
//!
//! Before SQLite answers anything it parses the whole schema, which is most of
//! the time of a run that has nothing to do. What such a run asks is little:
//! which tables there are, and the rows of the ledgers. [`DatabaseFile`] reads
//! that from the pages ("Database File Format" in SQLite's documentation),
//! under SQLite's own shared lock.
//!
//! It is a short cut and no second SQLite: whatever is not plain (a log, a
//! journal, another encoding, a table without rowids, a page that does not fit)
//! is `None`, and the caller asks SQLite.

mod btree;
mod lock;
mod pages;
mod record;

use std::path::Path;

use bridge_importers::rebuild::table::TableDefinition;

use self::lock::SharedLock;
use self::pages::Pages;
use self::record::{Record, Stored};
use crate::database::connection::{Survey, Table};
use crate::database::value::Field;

/// The catalogue's root page.
const MASTER: u32 = 1;

/// A file under the shared lock, until it is dropped.
///
/// Closing it gives up every POSIX lock that this process has on the file, so
/// no connection of this process may hold one then.
#[derive(Debug)]
pub(super) struct DatabaseFile {
    pages: Pages,
    /// What the last survey asked for, and what it found.
    asked: Vec<String>,
    found: Vec<Found>,
    has_others: bool,
}

/// What `sqlite_master` says of a table.
#[derive(Debug)]
struct Found {
    name: String,
    root: u32,
    sql: String,
}

impl DatabaseFile {
    /// Opens a file, where it can be read without SQLite at this moment.
    pub(super) fn open(path: &Path) -> Option<Self> {
        // SQLite looks for the files beside it where a link leads.
        let path = path.canonicalize().ok()?;
        Some(Self {
            pages: Pages::of(SharedLock::take(&path)?)?,
            asked: Vec::new(),
            found: Vec::new(),
            has_others: false,
        })
    }

    /// Which of these tables there are, and whether there are others. Under
    /// the lock nothing changes, so what was asked before is not read again.
    pub(super) fn survey(&mut self, names: &[&str]) -> Option<Survey> {
        let is_known = |name: &&str| self.asked.iter().any(|asked| asked == name);
        if self.asked.is_empty() || !names.iter().all(is_known) {
            self.read_catalogue(names)?;
        }
        let is_wanted = |found: &Found| {
            let mut names = names.iter();
            names.any(|name| found.name.eq_ignore_ascii_case(name))
        };
        let tables = names.iter().filter(|name| self.found(name).is_some());
        Some(Survey {
            has_others: self.has_others || !self.found.iter().all(is_wanted),
            found: tables
                .map(|name| Table {
                    schema: None,
                    name: (*name).to_owned(),
                })
                .collect(),
        })
    }

    fn read_catalogue(&mut self, names: &[&str]) -> Option<()> {
        let mut found: Vec<Found> = Vec::new();
        let mut has_others = false;
        btree::each(&self.pages, MASTER, &mut |payload| {
            let mut values = Record::read(payload)?;
            let (Stored::Text(kind), Stored::Text(name)) = (values.next()?, values.next()?) else {
                return None;
            };
            if kind != "table" || is_internal(name) {
                return Some(());
            }
            if !names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)) {
                has_others = true;
                return Some(());
            }
            let (Stored::Integer(root), Stored::Text(sql)) = (values.nth(1)?, values.next()?)
            else {
                return None;
            };
            found.push(Found {
                name: name.to_owned(),
                root: u32::try_from(root).ok()?,
                sql: sql.to_owned(),
            });
            Some(())
        })?;
        self.asked = names.iter().map(|name| (*name).to_owned()).collect();
        self.found = found;
        self.has_others = has_others;
        Some(())
    }

    /// Hands over the values of these columns in every row of a table that the
    /// survey found. Where it ends with `None`, what was handed over is nothing.
    pub(super) fn rows(
        &self,
        table: &str,
        columns: &[&str],
        take: &mut dyn FnMut(&[Field<'_>]),
    ) -> Option<()> {
        let table = self.found(table)?;
        let places = places(&table.sql, columns)?;
        btree::each(&self.pages, table.root, &mut |payload| {
            let mut row = vec![Field::Other; columns.len()];
            let mut missing = columns.len();
            for (place, stored) in places.iter().zip(Record::read(payload)?) {
                let Some(place) = place else { continue };
                *row.get_mut(*place)? = match stored {
                    Stored::Integer(number) => Field::Integer(number),
                    Stored::Text(text) => Field::Text(text),
                    // NULL may stand for the rowid, and the rest is in no ledger.
                    Stored::Null | Stored::Other => return None,
                };
                missing -= 1;
            }
            // A column that was added later stands in the catalogue only.
            (missing == 0).then(|| take(&row))
        })
    }

    /// `PRAGMA user_version`.
    pub(super) fn user_version(&self) -> Option<i64> {
        self.pages.are_whole()?.then(|| self.pages.user_version())
    }

    fn found(&self, name: &str) -> Option<&Found> {
        self.found
            .iter()
            .find(|found| found.name.eq_ignore_ascii_case(name))
    }
}

/// For each column of a table, which of the wanted ones it is; those behind
/// the last wanted one are left out.
fn places(sql: &str, wanted: &[&str]) -> Option<Vec<Option<usize>>> {
    let definition = TableDefinition::parse(sql).ok()?;
    if definition.without_rowid
        || definition
            .columns
            .iter()
            .any(|column| column.is_generated())
    {
        return None;
    }
    let mut places: Vec<Option<usize>> = definition
        .columns
        .iter()
        .map(|column| {
            wanted
                .iter()
                .position(|name| column.name.eq_ignore_ascii_case(name))
        })
        .collect();
    let last = places.iter().rposition(Option::is_some)?;
    places.truncate(last + 1);
    (places.iter().flatten().count() == wanted.len()).then_some(places)
}

fn is_internal(name: &str) -> bool {
    name.get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("sqlite_"))
}

#[cfg(test)]
mod tests;
