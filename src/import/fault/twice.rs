//! What the scripts of a chain make, followed from statement to statement
//! without a database: an object that is made while it is there is a fault.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use bridge_importers::rebuild::table::{ColumnDefinition, TableDefinition};
use bridge_importers::script::effect::{
    Description, Effect, ObjectKind, added_column, defined_column, describe, indexed_table, names,
};
use bridge_importers::script::{Change, Node, Origin};
use bridge_importers::{Dialect, Script};

use super::At;
use crate::chain::Work;
use crate::import::rehearse::Rehearsed;

/// Something that a statement makes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Made {
    /// A table.
    Table {
        /// Schema, where the statement names one.
        schema: Option<String>,
        /// Table.
        table: String,
    },
    /// A column.
    Column {
        /// Schema, where the statement names one.
        schema: Option<String>,
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// An index.
    Index {
        /// Its table.
        table: String,
        /// Index.
        index: String,
    },
    /// A view.
    View {
        /// Schema, where the statement names one.
        schema: Option<String>,
        /// View.
        view: String,
    },
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table { table, .. } => write!(f, "the table {table}"),
            Self::Column { table, column, .. } => write!(f, "the column {table}.{column}"),
            Self::Index { table, index } => write!(f, "the index {index} on {table}"),
            Self::View { view, .. } => write!(f, "the view {view}"),
        }
    }
}

/// An object that a plain statement makes while it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Twice {
    /// The revision that makes it again.
    pub(crate) at: At,
    /// The object.
    pub(crate) made: Made,
    /// The revision that made it first.
    pub(crate) first: String,
    /// Whether the second is as the first, so that a guard loses nothing.
    pub(crate) is_alike: bool,
    /// Where the second stands.
    pub(crate) origin: Option<Origin>,
}

/// What is there, as far as the statements say.
#[derive(Debug, Default)]
pub(crate) struct World {
    tables: BTreeMap<String, Known>,
    /// Table, statement and maker of each index.
    indexes: BTreeMap<String, (String, String, String)>,
    /// Definition and maker of each view.
    views: BTreeMap<String, (String, String)>,
}

#[derive(Debug, Default)]
struct Known {
    /// Who made the table; `None` where no revision did.
    maker: Option<String>,
    /// The statement that made it, until something is asked about its columns:
    /// of nearly all tables nothing is.
    definition: Option<String>,
    /// Type and maker of each column that a revision made.
    columns: BTreeMap<String, (Option<String>, String)>,
}

impl Known {
    fn columns(&mut self) -> &mut BTreeMap<String, (Option<String>, String)> {
        if let (Some(sql), Some(maker)) = (self.definition.take(), &self.maker) {
            for (column, data_type) in defined(&sql).into_iter().flatten() {
                self.columns.insert(column, (data_type, maker.clone()));
            }
        }
        &mut self.columns
    }
}

/// The columns of a CREATE TABLE with their types, as far as it can be read.
fn defined(sql: &str) -> Option<Vec<(String, Option<String>)>> {
    let table = TableDefinition::parse(sql).ok()?;
    let columns = table.columns.into_iter();
    Some(
        columns
            .map(|column| (fold(&column.name), column.data_type))
            .collect(),
    )
}

/// An object made while it is there: what, by whom first, whether alike.
type Clash = (Made, String, bool);

/// Objects that a chain makes twice, database by database.
pub(super) fn find(chain: &[Rehearsed], dialect: Dialect) -> Vec<Twice> {
    let databases: BTreeSet<&str> = chain.iter().map(|one| one.database.as_str()).collect();
    let mut found = Vec::new();
    for database in databases {
        let mut world = World::default();
        for revision in chain.iter().filter(|one| one.database == database) {
            let Some(script) = revision.up.as_ref().and_then(Work::script) else {
                continue;
            };
            world.run(script, &revision.id, dialect, &mut |clash, origin| {
                let (made, first, is_alike) = clash;
                // What only the lock has is what it is.
                if let Some(at) = revision.at {
                    found.push(Twice {
                        at,
                        made,
                        first,
                        is_alike,
                        origin: origin.cloned(),
                    });
                }
            });
        }
    }
    found
}

impl World {
    /// Follows a script; `tell` gets what its plain statements make twice.
    pub(crate) fn run(
        &mut self,
        script: &Script,
        id: &str,
        dialect: Dialect,
        tell: &mut dyn FnMut(Clash, Option<&Origin>),
    ) {
        self.nodes(&script.nodes, id, dialect, false, tell);
    }

    fn nodes(
        &mut self,
        nodes: &[Node],
        id: &str,
        dialect: Dialect,
        is_guarded: bool,
        tell: &mut dyn FnMut(Clash, Option<&Origin>),
    ) {
        for node in nodes {
            match node {
                Node::Statement(statement) => {
                    let said = describe(&statement.sql, dialect);
                    let clash = self.statement(&statement.sql, &said, id, dialect);
                    if let Some(clash) = clash.filter(|_| !is_guarded && !said.is_tolerant) {
                        tell(clash, statement.origin.as_ref());
                    }
                }
                Node::Batch(batch) => {
                    for change in &batch.changes {
                        let clash = self.change(&batch.table, change, id);
                        if let Some(clash) = clash.filter(|_| !is_guarded) {
                            tell(clash, batch.origin.as_ref());
                        }
                    }
                }
                Node::If {
                    then, otherwise, ..
                } => {
                    self.nodes(then, id, dialect, true, tell);
                    self.nodes(otherwise, id, dialect, true, tell);
                }
                Node::Try(block) => {
                    self.nodes(&block.body, id, dialect, true, tell);
                    for handler in &block.handlers {
                        self.nodes(&handler.body, id, dialect, true, tell);
                    }
                    self.nodes(&block.otherwise, id, dialect, true, tell);
                    self.nodes(&block.finally, id, dialect, true, tell);
                }
                Node::Autocommit(inner) => self.nodes(inner, id, dialect, is_guarded, tell),
                Node::Let { .. } | Node::Fail { .. } => {}
            }
        }
    }

    fn statement(
        &mut self,
        sql: &str,
        said: &Description,
        id: &str,
        dialect: Dialect,
    ) -> Option<Clash> {
        if said.is_temporary {
            return None;
        }
        let schema = || said.schema.clone();
        match &said.effect {
            Effect::Create { kind, name } => match kind {
                ObjectKind::Table => self.table(sql, schema(), name, id),
                ObjectKind::Index => {
                    let table = indexed_table(sql, dialect)?;
                    self.index(&table, name, sql, id)
                }
                ObjectKind::View => self.view(sql, schema(), name, id, said.is_tolerant),
                ObjectKind::Trigger => None,
            },
            Effect::AddColumn { table, column } => {
                let definition = added_column(sql, dialect).map(ColumnDefinition::parse);
                let data_type = definition
                    .and_then(Result::ok)
                    .and_then(|one| one.data_type);
                self.column(schema(), table, column, data_type, id)
            }
            Effect::DropColumn { table, column } => {
                if let Some(known) = self.tables.get_mut(&key(&schema(), table)) {
                    known.columns().remove(&fold(column));
                }
                None
            }
            Effect::RenameTable { table, to } => {
                if let Some(known) = self.tables.remove(&key(&schema(), table)) {
                    self.tables.insert(key(&schema(), to), known);
                }
                for (of, ..) in self.indexes.values_mut() {
                    if *of == fold(table) {
                        *of = fold(to);
                    }
                }
                None
            }
            Effect::RenameColumn { table, column, to } => {
                self.rename_column(&key(&schema(), table), column, to);
                None
            }
            Effect::Drop { .. } => {
                self.forget(sql, dialect, true);
                None
            }
            Effect::Other => {
                let text = sql.to_ascii_lowercase();
                let moves = ["rename", "set schema"]
                    .iter()
                    .any(|word| text.contains(word));
                self.forget(sql, dialect, moves || text.trim_start().starts_with("drop"));
                None
            }
            Effect::Data => None,
        }
    }

    fn change(&mut self, table: &str, change: &Change, id: &str) -> Option<Clash> {
        match change {
            Change::AddColumn { definition, .. } => {
                let column = defined_column(definition, Dialect::Sqlite)?;
                let parsed = ColumnDefinition::parse(definition).ok();
                self.column(
                    None,
                    table,
                    &column,
                    parsed.and_then(|one| one.data_type),
                    id,
                )
            }
            Change::DropColumn { name } => {
                if let Some(known) = self.tables.get_mut(&key(&None, table)) {
                    known.columns().remove(&fold(name));
                }
                None
            }
            Change::AlterColumn {
                name,
                rename: Some(to),
                ..
            } => {
                self.rename_column(&key(&None, table), name, to);
                None
            }
            Change::CreateIndex { sql } => {
                let Effect::Create { name, .. } = describe(sql, Dialect::Sqlite).effect else {
                    return None;
                };
                self.index(table, &name, sql, id)
            }
            Change::DropIndex { name } => {
                self.indexes.remove(&fold(name));
                None
            }
            _ => None,
        }
    }

    fn table(&mut self, sql: &str, schema: Option<String>, name: &str, id: &str) -> Option<Clash> {
        let known = self.tables.entry(key(&schema, name)).or_default();
        if let Some(first) = known.maker.clone() {
            // Every column of the second is there already, and of the same type.
            let there = known.columns();
            let is_alike = defined(sql).is_some_and(|columns| {
                columns.iter().all(|(column, data_type)| {
                    there
                        .get(column)
                        .is_some_and(|(known, _)| same_type(known, data_type))
                })
            });
            let made = Made::Table {
                schema,
                table: name.to_owned(),
            };
            return Some((made, first, is_alike));
        }
        known.maker = Some(id.to_owned());
        known.definition = Some(sql.to_owned());
        None
    }

    fn column(
        &mut self,
        schema: Option<String>,
        table: &str,
        column: &str,
        data_type: Option<String>,
        id: &str,
    ) -> Option<Clash> {
        let known = self.tables.entry(key(&schema, table)).or_default();
        if let Some((first_type, first)) = known.columns().get(&fold(column)) {
            let made = Made::Column {
                schema,
                table: table.to_owned(),
                column: column.to_owned(),
            };
            return Some((made, first.clone(), same_type(first_type, &data_type)));
        }
        let columns = known.columns();
        columns.insert(fold(column), (data_type, id.to_owned()));
        None
    }

    fn index(&mut self, table: &str, name: &str, sql: &str, id: &str) -> Option<Clash> {
        if let Some((_, known, first)) = self.indexes.get(&fold(name)) {
            let made = Made::Index {
                table: table.to_owned(),
                index: name.to_owned(),
            };
            let is_alike = definition(known) == definition(sql);
            return Some((made, first.clone(), is_alike));
        }
        self.indexes
            .insert(fold(name), (fold(table), sql.to_owned(), id.to_owned()));
        None
    }

    fn view(
        &mut self,
        sql: &str,
        schema: Option<String>,
        name: &str,
        id: &str,
        replaces: bool,
    ) -> Option<Clash> {
        let place = key(&schema, name);
        let clash = self.views.get(&place).map(|(known, first)| {
            let made = Made::View {
                schema,
                view: name.to_owned(),
            };
            (made, first.clone(), *known == definition(sql))
        });
        if clash.is_none() || replaces {
            self.views.insert(place, (definition(sql), id.to_owned()));
        }
        clash
    }

    fn rename_column(&mut self, table: &str, column: &str, to: &str) {
        if let Some(known) = self.tables.get_mut(table)
            && let Some(found) = known.columns().remove(&fold(column))
        {
            known.columns().insert(fold(to), found);
        }
    }

    /// What a statement that is not followed may have taken away is not known
    /// any more: a fault that is no fault would be worse than one not seen.
    fn forget(&mut self, sql: &str, dialect: Dialect, with_tables: bool) {
        let mentioned: HashSet<String> = names(sql, dialect)
            .map(|name| name.to_ascii_lowercase())
            .collect();
        let named = |name: &str| {
            let name = name.rsplit('.').next().unwrap_or(name);
            mentioned.contains(&name.to_ascii_lowercase())
        };
        let gone: Vec<String> = if with_tables {
            self.tables
                .keys()
                .filter(|name| named(name))
                .cloned()
                .collect()
        } else {
            Vec::new()
        };
        for table in &gone {
            self.tables.remove(table);
        }
        let is_gone = |table: &str| {
            gone.iter()
                .any(|name| name.rsplit('.').next() == Some(table))
        };
        self.indexes
            .retain(|name, (table, ..)| !named(name) && !is_gone(table));
        self.views.retain(|name, _| !named(name));
    }
}

/// Names count in any case: both dialects fold what is not quoted.
fn fold(name: &str) -> String {
    name.to_lowercase()
}

fn key(schema: &Option<String>, name: &str) -> String {
    match schema {
        Some(schema) => format!("{}.{}", fold(schema), fold(name)),
        None => fold(name),
    }
}

fn same_type(one: &Option<String>, other: &Option<String>) -> bool {
    let plain = |text: &String| {
        text.to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join("")
    };
    one.as_ref().map(plain) == other.as_ref().map(plain)
}

/// A statement in one form of white space and case, without what bears an existing object.
fn definition(sql: &str) -> String {
    let text = sql.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .replace("if not exists ", "")
        .replace(" (", "(")
}

#[cfg(test)]
mod tests {
    use super::*;
    use bridge_importers::script;

    fn told(scripts: &[&str]) -> Vec<String> {
        let mut world = World::default();
        let mut found = Vec::new();
        for (number, text) in scripts.iter().enumerate() {
            let script = script::read(text, Dialect::Sqlite).unwrap();
            let id = format!("r{}", number + 1);
            world.run(&script, &id, Dialect::Sqlite, &mut |clash, _| {
                let (made, first, is_alike) = clash;
                let alike = if is_alike { "alike" } else { "not alike" };
                found.push(format!("{id}: {made}, first {first}, {alike}"));
            });
        }
        found
    }

    #[test]
    fn what_is_made_while_it_is_there_is_found() {
        assert_eq!(
            told(&[
                "CREATE TABLE t (id INTEGER, 名 VARCHAR(5));\nCREATE INDEX ix ON t (id);",
                "ALTER TABLE T ADD COLUMN c TEXT;",
                "ALTER TABLE t ADD COLUMN c text DEFAULT 'x';\nCREATE INDEX IX ON t  (id);",
                "-- bridge:batch t\n-- bridge: add column c INTEGER\n-- bridge:end\nCREATE TABLE t (id INTEGER);",
                "CREATE TABLE t (other INTEGER);",
            ]),
            [
                "r3: the column t.c, first r2, alike",
                "r3: the index IX on t, first r1, alike",
                "r4: the column t.c, first r2, not alike",
                "r4: the table t, first r1, alike",
                "r5: the table t, first r1, not alike",
            ]
        );
    }

    #[test]
    fn what_bears_it_and_what_went_before_is_no_fault() {
        let made = "CREATE TABLE t (a INT);\nCREATE INDEX ix ON t (a);";
        for second in [
            "CREATE TABLE IF NOT EXISTS t (a INT);",
            "-- bridge:if not table(\"t\")\nCREATE TABLE t (a INT);\n-- bridge:end",
            "DROP TABLE t;\nCREATE TABLE t (a INT);\nCREATE INDEX ix ON t (a);",
            "ALTER TABLE t RENAME TO u;\nCREATE TABLE t (a INT);",
            "ALTER TABLE t RENAME COLUMN a TO b;\nALTER TABLE t ADD COLUMN a INT;",
            "DROP INDEX IF EXISTS ix;\nCREATE INDEX ix ON t (a);",
            "CREATE TEMP TABLE t (a INT);",
            "-- bridge:batch t\n-- bridge: drop column a\n-- bridge: add column a TEXT\n-- bridge:end",
        ] {
            assert!(told(&[made, second]).is_empty(), "{second}");
        }
    }
}
