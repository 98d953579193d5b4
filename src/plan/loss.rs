//! What a plan would take away, as far as its scripts say: tables, columns and
//! rows under the names that they have before the run. How much stands in them
//! is the database's to say (`run::count_losses`).

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::script::touch::{TableName, Touch, touches};
use bridge_importers::{Dialect, Direction};
use serde::Serialize;

use super::model::{DatabaseName, Plan, RevisionId};

/// Something that a downgrade takes away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Loss {
    /// Database.
    pub database: DatabaseName,
    /// What goes.
    #[serde(flatten)]
    pub what: Lost,
}

/// What goes, by its name before the run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Lost {
    /// A table with its rows.
    Table {
        /// Table.
        table: TableName,
    },
    /// A column with its values.
    Column {
        /// Table.
        table: TableName,
        /// Column.
        column: String,
    },
    /// Every column of a table but these: its rows are copied into another table without them.
    OtherColumns {
        /// Table.
        table: TableName,
        /// Columns that are copied.
        kept: Vec<String>,
    },
    /// Rows of a table that stays.
    Rows {
        /// Table.
        table: TableName,
    },
    /// Every table of a schema.
    Schema {
        /// Schema.
        schema: String,
    },
    /// What a program takes away: only its run says what.
    Program {
        /// Revision.
        revision: RevisionId,
    },
}

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Table { table } => write!(f, "table {table}"),
            Self::Column { table, column } => write!(f, "column {table}.{column}"),
            Self::OtherColumns { table, kept } => {
                write!(f, "columns of table {table} but {}", kept.join(", "))
            }
            Self::Rows { table } => write!(f, "rows of table {table}"),
            Self::Schema { schema } => write!(f, "schema {schema}"),
            Self::Program { revision } => write!(
                f,
                "what the program of revision {} takes away",
                crate::chain::brief(revision)
            ),
        }
    }
}

impl Plan {
    /// What the downgrades of the plan take away, in order, each once. A table
    /// that a script rebuilds by hand (its rows are copied into a new one) is not
    /// lost, but for the columns that are not copied.
    pub fn losses(&self) -> Vec<Loss> {
        let mut databases: BTreeMap<&str, Names> = BTreeMap::new();
        let mut found: Vec<Loss> = Vec::new();
        for step in self.steps().filter(|s| s.direction == Direction::Down) {
            let names = databases.entry(&step.database).or_default();
            let Some(script) = step.work.script() else {
                found.push(Loss {
                    database: step.database.clone(),
                    what: Lost::Program {
                        revision: step.revision.clone(),
                    },
                });
                continue;
            };
            for touch in touches(script, step.dialect) {
                let Some(what) = names.touch(&touch, step.dialect) else {
                    continue;
                };
                let loss = Loss {
                    database: step.database.clone(),
                    what,
                };
                if !found.contains(&loss) {
                    found.push(loss);
                }
            }
        }
        // What goes with a whole table is not named twice.
        let tables: BTreeSet<(String, TableName)> = found
            .iter()
            .filter_map(|loss| match &loss.what {
                Lost::Table { table } => Some((loss.database.clone(), table.clone())),
                _ => None,
            })
            .collect();
        found.retain(|loss| match &loss.what {
            Lost::Column { table, .. }
            | Lost::OtherColumns { table, .. }
            | Lost::Rows { table } => !tables.contains(&(loss.database.clone(), table.clone())),
            Lost::Table { .. } | Lost::Schema { .. } | Lost::Program { .. } => true,
        });
        found
    }
}

/// What a name stands for in the middle of a plan.
#[derive(Debug, Clone)]
enum Stands {
    /// For a table that was there before the run, under this name.
    Before(TableName),
    /// For one that the plan made.
    Made,
    /// For nothing any more.
    Gone,
}

/// The names of one database while a plan is gone through.
#[derive(Debug, Default)]
struct Names {
    tables: BTreeMap<TableName, Stands>,
    /// Columns that were renamed: table before the run and name now, to the name before.
    columns: BTreeMap<(TableName, String), String>,
    /// Columns that the plan added.
    added: BTreeSet<(TableName, String)>,
    /// Tables whose rows stand in one that the plan made, with the columns that
    /// were copied; `None` for all.
    copied: BTreeMap<TableName, Option<Vec<String>>>,
    /// Names in lower case, and as they were first met.
    spellings: BTreeMap<String, String>,
}

impl Names {
    fn stands(&self, table: &TableName) -> Stands {
        self.tables
            .get(table)
            .cloned()
            .unwrap_or_else(|| Stands::Before(table.clone()))
    }

    fn touch(&mut self, touch: &Touch, dialect: Dialect) -> Option<Lost> {
        match touch {
            Touch::CreateTable(table, may_stand) => {
                let table = self.table(table, dialect);
                if !may_stand || matches!(self.stands(&table), Stands::Gone) {
                    self.tables.insert(table, Stands::Made);
                }
                None
            }
            Touch::DropTable(table) => {
                let table = self.table(table, dialect);
                let stood = self.tables.insert(table.clone(), Stands::Gone);
                let before = match stood {
                    None => table,
                    Some(Stands::Before(before)) => before,
                    Some(Stands::Made | Stands::Gone) => return None,
                };
                match self.copied.get(&before) {
                    None => Some(Lost::Table { table: before }),
                    Some(None) => None,
                    Some(Some(kept)) => Some(Lost::OtherColumns {
                        kept: self.columns_before(&before, kept),
                        table: before,
                    }),
                }
            }
            Touch::DropSchema(schema) => Some(Lost::Schema {
                schema: schema.clone(),
            }),
            Touch::RenameTable(table, to) => {
                let from = self.table(table, dialect);
                let to = TableName {
                    schema: from.schema.clone(),
                    name: self.name(to, dialect),
                };
                let stands = self.stands(&from);
                self.tables.insert(from, Stands::Gone);
                self.tables.insert(to, stands);
                None
            }
            Touch::AddColumn(table, column) => {
                let table = self.table(table, dialect);
                if let Stands::Before(before) = self.stands(&table) {
                    let column = self.name(column, dialect);
                    self.added.insert((before, column));
                }
                None
            }
            Touch::RenameColumn(table, from, to) => {
                let table = self.table(table, dialect);
                if let Stands::Before(before) = self.stands(&table) {
                    let (from, to) = (self.name(from, dialect), self.name(to, dialect));
                    if self.added.remove(&(before.clone(), from.clone())) {
                        self.added.insert((before, to));
                    } else {
                        let first = self
                            .columns
                            .remove(&(before.clone(), from.clone()))
                            .unwrap_or(from);
                        self.columns.insert((before, to), first);
                    }
                }
                None
            }
            Touch::DropColumn(table, column) => {
                let table = self.table(table, dialect);
                let Stands::Before(table) = self.stands(&table) else {
                    return None;
                };
                let now = (table.clone(), self.name(column, dialect));
                if self.added.remove(&now) {
                    return None;
                }
                let column = self.columns.remove(&now).unwrap_or(now.1);
                Some(Lost::Column { table, column })
            }
            Touch::DeleteRows(table) => {
                let table = self.table(table, dialect);
                match self.stands(&table) {
                    Stands::Before(table) => Some(Lost::Rows { table }),
                    Stands::Made | Stands::Gone => None,
                }
            }
            Touch::CopyRows { from, to, columns } => {
                let (from, to) = (self.table(from, dialect), self.table(to, dialect));
                if let (Stands::Before(before), Stands::Made) =
                    (self.stands(&from), self.stands(&to))
                {
                    let columns = columns.as_ref().map(|columns| {
                        let names = columns.iter().map(|name| self.name(name, dialect));
                        names.collect::<Vec<_>>()
                    });
                    match (self.copied.get_mut(&before), columns) {
                        // What one of several copies takes is not lost.
                        (Some(Some(known)), Some(columns)) => known.extend(columns),
                        (Some(None), _) => {}
                        (_, columns) => {
                            self.copied.insert(before, columns);
                        }
                    }
                }
                None
            }
        }
    }

    /// The names that columns had before the run.
    fn columns_before(&self, table: &TableName, columns: &[String]) -> Vec<String> {
        columns
            .iter()
            .map(|name| {
                let key = (table.clone(), name.clone());
                self.columns.get(&key).unwrap_or(name).clone()
            })
            .collect()
    }

    /// The spelling under which a name was first met: SQLite takes names
    /// without regard to the case of ASCII letters.
    fn name(&mut self, name: &str, dialect: Dialect) -> String {
        if dialect != Dialect::Sqlite {
            return name.to_owned();
        }
        self.spellings
            .entry(name.to_ascii_lowercase())
            .or_insert_with(|| name.to_owned())
            .clone()
    }

    fn table(&mut self, table: &TableName, dialect: Dialect) -> TableName {
        let main = |schema: &str| dialect == Dialect::Sqlite && schema.eq_ignore_ascii_case("main");
        TableName {
            schema: table.schema.clone().filter(|schema| !main(schema)),
            name: self.name(&table.name, dialect),
        }
    }
}

#[cfg(test)]
mod tests {

    use bridge_importers::script;

    use super::*;
    use crate::plan::{Mode, Segment, Step};

    fn lost(scripts: &[&str]) -> Vec<String> {
        let steps = scripts
            .iter()
            .map(|sql| Step {
                revision: "r".into(),
                position: 1,
                lane: "l".into(),
                database: "d".into(),
                dialect: Dialect::Sqlite,
                direction: Direction::Down,
                message: String::new(),
                checksum: String::new(),
                recorded_checksum: String::new(),
                file: String::new(),
                work: script::read(sql, Dialect::Sqlite).unwrap().into(),
                ledger: Vec::new(),
                resets_session: false,
                resume: None,
            })
            .collect();
        let plan = Plan {
            adoptions: Vec::new(),
            segments: vec![Segment {
                mode: Mode::Transaction,
                steps,
                cut: None,
            }],
            ledgers: BTreeMap::new(),
            notes: Vec::new(),
        };
        plan.losses()
            .iter()
            .map(|loss| loss.what.to_string())
            .collect()
    }

    #[test]
    fn names_are_those_before_the_run() {
        assert_eq!(
            lost(&[
                "ALTER TABLE b RENAME TO A; ALTER TABLE u RENAME COLUMN X TO y;",
                "DELETE FROM a; DROP TABLE a; ALTER TABLE u DROP COLUMN Y;",
            ]),
            ["table b", "column u.X"]
        );
    }

    #[test]
    fn what_the_plan_makes_itself_is_no_loss() {
        assert!(
            lost(&[
                "CREATE TABLE n (a); ALTER TABLE u ADD COLUMN z;",
                "DROP TABLE n; ALTER TABLE u DROP COLUMN Z;"
            ])
            .is_empty()
        );
    }

    #[test]
    fn a_rebuild_by_hand_loses_what_it_leaves_out_and_an_empty_one_everything() {
        assert_eq!(
            lost(&[
                "CREATE TABLE _t (a); INSERT INTO _t (a) SELECT a FROM t; DROP TABLE t; ALTER TABLE _t RENAME TO t;"
            ]),
            ["columns of table t but a"]
        );
        assert_eq!(
            lost(&[
                "ALTER TABLE t RENAME COLUMN x TO a; ALTER TABLE t RENAME TO old; CREATE TABLE t (A); INSERT INTO t SELECT A FROM old; DROP TABLE old;"
            ]),
            ["columns of table t but x"]
        );
        assert!(
            lost(&["CREATE TABLE _t (a); INSERT INTO _t SELECT * FROM t; DROP TABLE t; ALTER TABLE _t RENAME TO t;"])
                .is_empty()
        );
        assert!(
            lost(&["ALTER TABLE t RENAME TO old; CREATE TABLE t (a); INSERT INTO t SELECT * FROM old; DROP TABLE old;"])
                .is_empty()
        );
        assert_eq!(lost(&["DROP TABLE t; CREATE TABLE t (a);"]), ["table t"]);
        assert_eq!(
            lost(&[
                "CREATE TABLE _t (a); INSERT INTO _t SELECT a FROM t WHERE a > 1; DROP TABLE t;"
            ]),
            ["table t"]
        );
    }
}
