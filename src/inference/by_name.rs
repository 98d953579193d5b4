//! A ledger held against the names in the schema, for a server that gives no
//! scratch database: the scripts say which tables they make and which columns
//! they add. Forms, and whatever else a revision makes, are not compared.
//!
//! What cannot be read (a program, a `DO` block) may have undone anything, so
//! nothing from before it is expected any more: one that is wrong is not always
//! found out. One that is true is called wrong only where something outside of
//! the chain took away what a revision made.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::script::effect::{Description, Effect, ObjectKind, describe};
use bridge_importers::script::{Node, visit};
use bridge_importers::{Dialect, Script};

use super::fit::MisfitKind;
use crate::catalogue::{Part, PartKind, Parts};

/// A revision of the database, in the order of the chain.
pub(super) struct Read<'a> {
    pub(super) at: usize,
    /// Its script, where it can be read.
    pub(super) script: Option<&'a Script>,
    /// Whether the ledger, or the version table, records it.
    pub(super) is_claimed: bool,
    /// Whether it may be found wrong.
    pub(super) is_asked: bool,
}

/// What a ledger is wrong about, by the revision's place in the chain.
pub(super) fn compare(
    steps: &[Read<'_>],
    live: &Parts,
    left_out: &BTreeSet<String>,
    dialect: Dialect,
) -> BTreeMap<usize, (MisfitKind, Vec<Part>)> {
    let live = Names::of(live, left_out);
    let mut expected = Expected::default();
    let mut wrong = BTreeMap::new();
    for step in steps {
        let Some(script) = step.script else {
            match step.is_claimed {
                true => expected.forget_all(),
                false => expected.is_blind = true,
            }
            continue;
        };
        let mut there = Vec::new();
        visit(&script.nodes, &mut |node, is_guarded| match node {
            Node::Statement(statement) => {
                let said = describe(&statement.sql, dialect);
                let sql = statement.sql.to_lowercase();
                let is_plain = !is_guarded && !said.is_tolerant && !said.is_temporary;
                if step.is_claimed {
                    expected.hear(step.at, &said, &sql, is_plain);
                } else if is_opaque(&said, &sql) {
                    expected.is_blind = true;
                } else if is_plain && !expected.is_blind {
                    there.extend(made(&said).filter(|part| {
                        !expected.told.contains(&key(part)) && live.has_exactly(part)
                    }));
                }
                expected.note(&said);
            }
            Node::Batch(batch) => expected.columns_of(&batch.table.to_lowercase()),
            _ => {}
        });
        if !there.is_empty() && step.is_asked {
            wrong.insert(step.at, (MisfitKind::Behind, there));
        }
    }
    for step in steps.iter().filter(|step| step.is_claimed && step.is_asked) {
        let own = || expected.parts.iter().filter(|(_, (at, _))| *at == step.at);
        let is_missing = |name: &Name| !live.names.contains(name);
        // A table that is missing says it for its columns.
        let missing: Vec<Part> = own()
            .filter(|(name, _)| is_missing(name))
            .filter(|((table, column), _)| {
                let owner = (table.clone(), None);
                let is_said = expected.parts.contains_key(&owner) && is_missing(&owner);
                column.is_none() || (!is_said && !live.others.contains(table))
            })
            .map(|(_, (_, part))| part.clone())
            .collect();
        if !missing.is_empty() {
            let is_half = own().any(|(name, _)| !is_missing(name));
            let kind = if is_half {
                MisfitKind::Half
            } else {
                MisfitKind::Ahead
            };
            wrong.insert(step.at, (kind, missing));
        }
    }
    wrong
}

/// Table and, for a column, its name: without a schema, in lower case.
type Name = (String, Option<String>);

fn key(part: &Part) -> Name {
    let bare = |text: &str| {
        let (_, name) = text.split_once(' ').unwrap_or(("", text));
        name.to_lowercase()
    };
    let column = (!part.part.is_empty()).then(|| bare(&part.part));
    (bare(&part.object), column)
}

/// The table or column that a statement makes under a name of its own.
fn made(said: &Description) -> impl Iterator<Item = Part> + use<> {
    match &said.effect {
        // Another schema's would be looked up under a name that is not known here.
        _ if said.schema.is_some() => None,
        Effect::Create {
            kind: ObjectKind::Table,
            name,
        } => Some(Part::object(PartKind::Table, name)),
        Effect::AddColumn { table, column } => {
            Some(Part::of_table(table, PartKind::Column, column))
        }
        _ => None,
    }
    .into_iter()
}

fn begins(sql: &str, words: &[&str]) -> bool {
    sql.split(|letter: char| !letter.is_alphanumeric())
        .next()
        .is_some_and(|first| words.contains(&first))
}

/// Whether a statement may take away anything, without a word of what.
fn is_opaque(said: &Description, sql: &str) -> bool {
    let has = |word: &str| sql.contains(word);
    match said.effect {
        Effect::Other => {
            let is_far = ["cascade", "schema", "owned"].into_iter().any(has);
            let starts_plainly = ["alter", "comment", "create", "grant", "revoke", "lock"];
            // A comment comes before its words.
            !begins(sql, &starts_plainly) && (!begins(sql, &["drop"]) || is_far)
        }
        Effect::Data => sql.starts_with(['-', '/']),
        _ => false,
    }
}

/// What the recorded revisions leave behind, as far as it can be read.
#[derive(Default)]
struct Expected {
    /// With the revision that made it last.
    parts: BTreeMap<Name, (usize, Part)>,
    /// Names that any revision so far made or renamed to.
    told: BTreeSet<Name>,
    /// Whether something recorded could not be read.
    is_blind: bool,
}

impl Expected {
    fn forget_all(&mut self) {
        self.parts.clear();
        self.is_blind = true;
    }

    fn columns_of(&mut self, table: &str) {
        self.parts
            .retain(|(owner, column), _| column.is_none() || owner != table);
    }

    fn expect(&mut self, at: usize, part: Part) {
        self.parts.insert(key(&part), (at, part));
    }

    /// Takes in a statement; `sql` is its text in lower case.
    fn hear(&mut self, at: usize, said: &Description, sql: &str, is_plain: bool) {
        let has = |word: &str| sql.contains(word);
        if is_opaque(said, sql) {
            self.forget_all();
        }
        match &said.effect {
            Effect::Create {
                kind: ObjectKind::Table,
                name,
            } => {
                // A partition goes with its table.
                if is_plain && !has("inherits") && !has("partition of") {
                    self.expect(at, Part::object(PartKind::Table, name));
                }
            }
            Effect::Drop {
                kind: ObjectKind::Table,
                ..
            } => self.parts.retain(|(table, _), _| !has(table)),
            Effect::RenameTable { table, to } => {
                let old = table.to_lowercase();
                self.parts.retain(|(table, _), _| *table != old);
                if is_plain {
                    self.expect(at, Part::object(PartKind::Table, to));
                }
            }
            Effect::AddColumn { table, column } => {
                self.columns_in(sql);
                if is_plain {
                    self.expect(at, Part::of_table(table, PartKind::Column, column));
                }
            }
            Effect::RenameColumn { table, to, .. } => {
                self.columns_in(sql);
                if is_plain {
                    self.expect(at, Part::of_table(table, PartKind::Column, to));
                }
            }
            Effect::DropColumn { .. } => self.columns_in(sql),
            // A function may do anything to what it is told.
            Effect::Data if begins(sql, &["select", "with"]) => {
                self.parts.retain(|(table, column), _| {
                    !has(table) && !column.as_ref().is_some_and(|column| has(column))
                });
            }
            Effect::Other if begins(sql, &["alter"]) => self.columns_in(sql),
            Effect::Create { .. } | Effect::Drop { .. } | Effect::Data | Effect::Other => {}
        }
    }

    /// One statement may do several things to a table.
    fn columns_in(&mut self, sql: &str) {
        if sql.contains("drop") || sql.contains("rename") {
            self.parts.retain(|(_, column), _| {
                column.as_ref().is_none_or(|column| !sql.contains(column))
            });
        }
    }

    fn note(&mut self, said: &Description) {
        let name = match &said.effect {
            Effect::Create { name, .. } | Effect::Drop { name, .. } => (name, None),
            Effect::RenameTable { table, to } => {
                self.told.insert((table.to_lowercase(), None));
                (to, None)
            }
            Effect::AddColumn { table, column } | Effect::DropColumn { table, column } => {
                (table, Some(column))
            }
            Effect::RenameColumn { table, column, to } => {
                let old = (table.to_lowercase(), Some(column.to_lowercase()));
                self.told.insert(old);
                (table, Some(to))
            }
            Effect::Data | Effect::Other => return,
        };
        let (table, column) = name;
        self.told.insert((
            table.to_lowercase(),
            column.map(|column| column.to_lowercase()),
        ));
    }
}

/// The names of a live catalogue.
struct Names<'a> {
    parts: &'a Parts,
    /// Of any schema.
    names: BTreeSet<Name>,
    /// What stands in a table's place and has no columns here: views, ledgers.
    others: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn of(parts: &'a Parts, left_out: &BTreeSet<String>) -> Self {
        let bare = |name: &str| match name.rsplit_once('.') {
            Some((_, bare)) => bare.to_owned(),
            None => name.to_owned(),
        };
        let mut found = Self {
            parts,
            names: BTreeSet::new(),
            others: left_out
                .iter()
                .map(|name| bare(&name.to_lowercase()))
                .collect(),
        };
        for part in parts.keys() {
            let (table, column) = key(part);
            match part.kind {
                PartKind::Table | PartKind::Column => {
                    found.names.insert((bare(&table), column.clone()));
                    found.names.insert((table, column));
                }
                PartKind::View => drop(found.others.insert(bare(&table))),
                _ => {}
            }
        }
        let others = found.others.iter().map(|name| (name.clone(), None));
        found.names.extend(others);
        found
    }

    /// Whether the schema that comes first has it, under just this name.
    fn has_exactly(&self, part: &Part) -> bool {
        // What a bare name with capitals stands for, the server knows.
        let is_lower = |text: &str| !text.contains(|letter: char| letter.is_ascii_uppercase());
        is_lower(&part.object) && is_lower(&part.part) && self.parts.contains_key(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bridge_importers::script;

    /// What is wrong, given the scripts (`!` before one that is not recorded, `?` for a program) and the live tables.
    fn wrong(scripts: &[&str], live: &[&str]) -> Vec<String> {
        let read: Vec<Option<Script>> = scripts
            .iter()
            .map(|text| {
                (*text != "?")
                    .then(|| script::read(text.trim_start_matches('!'), Dialect::Postgres).unwrap())
            })
            .collect();
        let steps: Vec<Read<'_>> = read
            .iter()
            .enumerate()
            .map(|(at, script)| Read {
                at,
                script: script.as_ref(),
                is_claimed: !scripts[at].starts_with('!'),
                is_asked: true,
            })
            .collect();
        let live: Parts = live
            .iter()
            .map(|name| match name.split_once(':') {
                Some((table, column)) => Part::of_table(table, PartKind::Column, column),
                None => Part::object(PartKind::Table, name),
            })
            .map(|part| (part, String::new()))
            .collect();
        let left_out = BTreeSet::from(["kept".to_owned()]);
        compare(&steps, &live, &left_out, Dialect::Postgres)
            .into_iter()
            .map(|(at, (kind, parts))| {
                let names: Vec<String> = parts.iter().map(ToString::to_string).collect();
                format!("{at} {kind:?} {}", names.join(", "))
            })
            .collect()
    }

    const T: &str = "CREATE TABLE t (a INT);";

    #[test]
    fn what_is_recorded_has_to_be_there() {
        let none: Vec<String> = Vec::new();
        assert_eq!(wrong(&[T], &["t"]), none);
        assert_eq!(wrong(&[T], &[]), ["0 Ahead table t"]);
        let add = "ALTER TABLE t ADD COLUMN b INT;";
        assert_eq!(wrong(&[T, add], &["t"]), ["1 Ahead table t: column b"]);
        assert_eq!(wrong(&[T, add], &["t", "t:b"]), none);
        // Nothing of the table: it says it for the column.
        assert_eq!(wrong(&[T, add], &[]), ["0 Ahead table t"]);
        let two = "CREATE TABLE u (a INT); CREATE TABLE v (a INT);";
        assert_eq!(wrong(&[two], &["u"]), ["0 Half table v"]);
        // In any schema, in any case, a ledger, a guard, a temporary table, a partition.
        assert_eq!(wrong(&["CREATE TABLE s.\"T\" (a INT);"], &["s.T"]), none);
        assert_eq!(wrong(&["CREATE TABLE kept (a INT);"], &[]), none);
        assert_eq!(wrong(&["CREATE TABLE IF NOT EXISTS t (a INT);"], &[]), none);
        assert_eq!(
            wrong(
                &["-- bridge:if not table(\"t\")\nCREATE TABLE t (a INT);\n-- bridge:end\n"],
                &[]
            ),
            none
        );
        assert_eq!(wrong(&["CREATE TEMPORARY TABLE t (a INT);"], &[]), none);
        assert_eq!(
            wrong(&["CREATE TABLE t_1 PARTITION OF t DEFAULT;"], &[]),
            none
        );
    }

    #[test]
    fn what_later_revisions_take_away_is_not_missed() {
        let add = "ALTER TABLE t ADD b INT;";
        for later in [
            "DROP TABLE t;",
            "DROP TABLE u, t CASCADE;",
            "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 't'; END $$;",
            "DROP SCHEMA s CASCADE;",
            "CALL tidy();",
            "SELECT drop_table('t');",
            "?",
        ] {
            assert_eq!(
                wrong(&[T, add, later], &[]),
                Vec::<String>::new(),
                "{later}"
            );
        }
        for later in [
            "ALTER TABLE t DROP COLUMN b;",
            "ALTER TABLE t ADD COLUMN c INT, DROP COLUMN b;",
            "ALTER TABLE t RENAME COLUMN b TO c;",
            "ALTER TABLE t DROP CONSTRAINT x, DROP b;",
        ] {
            assert_eq!(
                wrong(&[T, add, later], &["t", "t:c"]),
                Vec::<String>::new(),
                "{later}"
            );
        }
        assert_eq!(
            wrong(&[T, add, "ALTER TABLE t RENAME TO u;"], &["u"]),
            Vec::<String>::new()
        );
        assert_eq!(
            wrong(&[T, "ALTER TABLE t RENAME TO u;"], &["t"]),
            ["1 Ahead table u"]
        );
        // What comes after it is expected again.
        assert_eq!(wrong(&["?", T], &[]), ["1 Ahead table t"]);
        assert_eq!(
            wrong(
                &[
                    T,
                    "ALTER TABLE t ADD CONSTRAINT x UNIQUE (a);",
                    "INSERT INTO t VALUES (1);"
                ],
                &[]
            ),
            ["0 Ahead table t"]
        );
    }

    #[test]
    fn what_is_not_recorded_must_not_be_there() {
        let none: Vec<String> = Vec::new();
        let add = "!ALTER TABLE t ADD b INT;";
        assert_eq!(
            wrong(&[T, "!CREATE TABLE u (a INT);", add], &["t", "u", "t:b"]),
            ["1 Behind table u", "2 Behind table t: column b"]
        );
        assert_eq!(wrong(&[T, "!CREATE TABLE u (a INT);"], &["t", "s.u"]), none);
        // Made or taken away before by another, or nobody can say.
        assert_eq!(
            wrong(&[T, "!DROP TABLE t; CREATE TABLE t (a INT);"], &["t"]),
            none
        );
        assert_eq!(wrong(&["?", "!CREATE TABLE t (a INT);"], &["t"]), none);
        assert_eq!(
            wrong(&["!CREATE TABLE IF NOT EXISTS t (a INT);"], &["t"]),
            none
        );
        assert_eq!(wrong(&["!CREATE TABLE s.t (a INT);"], &["t"]), none);
    }
}
