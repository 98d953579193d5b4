use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::script::{Node, Statement};
use bridge_importers::{Dialect, Direction, Script};

use super::*;
use crate::chain::ScriptsInMemory;
use crate::chain::fixture::{chain, checksum};
use crate::plan::{How, LedgerRows, VersionRow};

/// A chain, what is in the databases, and scripts that say `SELECT 1`.
pub(super) struct World {
    pub(super) chain: Chain,
    pub(super) state: State,
    pub(super) scripts: ScriptsInMemory,
    pub(super) options: Options,
}

const SAMPLE: &str = "admin a1
    admin a2 < a1
    main baseline
    main m1 < baseline
    admin b1 < a2
    admin b2 < a2
    main m2 < m1
    admin c < b1 b2
    main m3 < m2
    new n1 & c m3 !";

pub(super) fn world(text: &str) -> World {
    let chain = chain(text);
    let dialects = chain
        .lanes()
        .into_iter()
        .map(|lane| (lane.to_string(), Dialect::Sqlite))
        .collect();
    let mut world = World {
        scripts: ScriptsInMemory::default(),
        state: State::default(),
        options: Options {
            mirror: true,
            per_revision: false,
            dialects,
        },
        chain,
    };
    for revision in world.chain.revisions().to_vec() {
        world.sql(&revision.id, "SELECT 1");
    }
    world
}

impl World {
    fn sql(&mut self, id: &str, sql: &str) {
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            for direction in [Direction::Up, Direction::Down] {
                let statement = Node::Statement(Statement {
                    sql: sql.into(),
                    origin: None,
                    line: 1,
                });
                self.scripts.insert(
                    id.into(),
                    direction,
                    dialect,
                    Script {
                        nodes: vec![statement],
                    },
                    format!("{id}/up.sql"),
                );
            }
        }
    }

    pub(super) fn applied(mut self, ids: &str) -> Self {
        for id in ids.split_whitespace() {
            let revision = self.chain.get(id).unwrap();
            self.state.versions.insert(
                id.into(),
                VersionRow {
                    revision: id.into(),
                    position: revision.position,
                    lane: revision.lane.as_str().into(),
                    database: revision.database.as_str().into(),
                    message: revision.message.as_str().into(),
                    checksum: checksum(id, Direction::Up),
                    how: How::Applied,
                    state: RowState::Done,
                    statements_done: 0,
                    applied_at: Default::default(),
                    execution_ms: 0,
                    bridge_version: Default::default(),
                },
            );
        }
        self
    }

    fn alembic(mut self, heads: &str) -> Self {
        let heads = heads.split_whitespace().map(str::to_string).collect();
        self.state
            .ledgers
            .insert("admin".into(), LedgerRows::Alembic { heads });
        self
    }

    fn list(mut self, versions: &str) -> Self {
        let versions = versions.split_whitespace().map(str::to_string).collect();
        self.state
            .ledgers
            .insert("main".into(), LedgerRows::List { versions });
        self
    }

    fn populated(mut self, databases: &str) -> Self {
        self.state
            .populated
            .extend(databases.split_whitespace().map(str::to_string));
        self
    }

    fn up(&self, target: &str) -> String {
        say(upgrade(
            &self.chain,
            &self.state,
            Some(target),
            &self.scripts,
            &self.options,
        ))
    }

    fn down(&self, target: &str) -> String {
        say(downgrade(
            &self.chain,
            &self.state,
            target,
            &self.scripts,
            &self.options,
        ))
    }

    fn stamp(&self, target: &str) -> String {
        say(stamp(&self.chain, &self.state, target, &self.options))
    }
}

/// The plan in a few words per line.
fn say(plan: Result<Plan, PlanError>) -> String {
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => return format!("{:?}: {error}", error.kind()),
    };
    let mut lines = Vec::new();
    for adoption in &plan.adoptions {
        let ids: Vec<&str> = adoption
            .revisions
            .iter()
            .map(|r| r.revision.as_str())
            .collect();
        let mut line = format!("{:?} {}: {}", adoption.reason, adoption.lane, ids.join(" "));
        if !adoption.removed.is_empty() {
            line.push_str(&format!(" without {}", adoption.removed.join(" ")));
        }
        lines.push(format!("{line} {}", changes(&adoption.ledger)));
    }
    for segment in &plan.segments {
        lines.push(format!(
            "-- {:?} {}",
            segment.mode,
            segment.cut.clone().unwrap_or_default()
        ));
        for step in &segment.steps {
            lines.push(format!("{} {}", step.revision, changes(&step.ledger)));
        }
    }
    for (lane, rows) in &plan.ledgers {
        let names: Vec<_> = mirror_names(rows).into_iter().collect();
        lines.push(format!("= {lane}: {}", names.join(" ")));
    }
    for note in &plan.notes {
        lines.push(format!("note: {note}"));
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n")
}

fn mirror_names(rows: &LedgerRows) -> BTreeSet<String> {
    super::super::mirror::names(rows).clone()
}

fn changes(changes: &[crate::plan::LedgerChange]) -> String {
    use crate::plan::LedgerChange as C;
    let words: Vec<String> = changes
        .iter()
        .map(|change| match change {
            C::AlembicInsert { version } | C::ListInsert { version, .. } => format!("+{version}"),
            C::AlembicDelete { version } | C::ListDelete { version } => format!("-{version}"),
            C::AlembicUpdate { from, to } => format!("{from}>{to}"),
        })
        .collect();
    if words.is_empty() {
        String::new()
    } else {
        format!("[{}]", words.join(" "))
    }
}

#[test]
fn everything_on_empty_databases() {
    insta::assert_snapshot!(world(SAMPLE).up("heads"), @r"
    -- Transaction
    a1 [+a1]
    a2 [a1>a2]
    baseline
    m1 [+m1]
    b1 [a2>b1]
    b2 [+b2]
    m2 [+m2]
    c [-b1 b2>c]
    m3 [+m3]
    n1
    = admin: c
    = main: m1 m2 m3
    ");
}

#[test]
fn legacy_state_is_adopted_first() {
    let world = world(SAMPLE)
        .alembic("b1 b2")
        .list("m1 m3")
        .populated("admin main");
    insta::assert_snapshot!(world.up("heads"), @r"
    First admin: a1 a2 b1 b2
    First main: baseline m1 m3
    -- Transaction
    m2 [+m2]
    c [-b1 b2>c]
    n1
    = admin: c
    = main: m1 m2 m3
    note: Lane `main`: 1 entry has no row in the ledger although later ones have: m2. As with the old runner, they are pending.
    ");
}

#[test]
fn nothing_to_do_is_an_empty_plan() {
    let world = world(SAMPLE)
        .applied("a1 a2 baseline m1 b1 b2 m2 c m3 n1")
        .alembic("c")
        .list("m1 m2 m3");
    let plan = upgrade(
        &world.chain,
        &world.state,
        None,
        &world.scripts,
        &world.options,
    )
    .unwrap();
    assert!(plan.is_empty());
}

#[test]
fn the_old_tool_was_run_since() {
    let world = world(SAMPLE)
        .applied("a1 a2 baseline m1")
        .alembic("b1 b2")
        .list("m1 m2");
    insta::assert_snapshot!(world.up("admin@head"), @r"
    MovedAhead admin: b1 b2
    MovedAhead main: m2
    -- Transaction
    c [-b1 b2>c]
    = admin: c
    = main: m1 m2
    note: Lane `admin`: the old tool was run since; 2 revisions are recorded as adopted: b1, b2.
    note: Lane `main`: the old tool was run since; 1 revision is recorded as adopted: m2.
    ");
}

#[test]
fn a_baseline_is_implied_where_home_was_restored_alone() {
    // Home knows only what a satellite's witness told it.
    let world = world(SAMPLE).applied("m3").list("m1 m2 m3");
    insta::assert_snapshot!(world.up("main@head"), @r"
    MovedAhead main: baseline m1 m2
    = main: m1 m2 m3
    note: Lane `main`: the old tool was run since; 3 revisions are recorded as adopted: baseline, m1, m2.
    ");
}

#[test]
fn ledgers_that_disagree() {
    let behind = world(SAMPLE).applied("a1 a2 b1").alembic("a2");
    insta::assert_snapshot!(behind.up("heads"), @"Decision: lane `admin`: `alembic_version` and `bridge_version` disagree. `alembic_version` says a2; by `bridge_version` it would be b1. Applied by `bridge_version` and not by `alembic_version`: b1. The old tool was used to go down, or one of the two was restored alone. Find out which is true, then say so: `bridge stamp admin@REVISION` makes both agree");
    let both = world(SAMPLE).applied("a1 a2 b1").alembic("b2");
    insta::assert_snapshot!(both.up("heads"), @"Decision: lane `admin`: `alembic_version` and `bridge_version` disagree. `alembic_version` says b2; by `bridge_version` it would be b1. Applied by `bridge_version` and not by `alembic_version`: b1. Applied by `alembic_version` only: b2. The old tool was used to go down, or one of the two was restored alone. Find out which is true, then say so: `bridge stamp admin@REVISION` makes both agree");
    let gone = world(SAMPLE).applied("baseline m1 m2").list("m1");
    insta::assert_snapshot!(gone.up("heads"), @"Decision: lane `main`: `schema_migrations` and `bridge_version` disagree. `schema_migrations` says m1; by `bridge_version` it would be m1, m2. Applied by `bridge_version` and not by `schema_migrations`: m2. The old tool was used to go down, or one of the two was restored alone. Find out which is true, then say so: `bridge stamp main@REVISION` makes both agree");
    let unknown = world(SAMPLE).alembic("zzz");
    insta::assert_snapshot!(unknown.up("heads"), @"Failed: lane `admin`: the table `alembic_version` has zzz, which the chain does not know. Either the checkout is older than the database, or the lane was not imported to its end: update it and run `bridge import`. Where it was taken out of the history on purpose, `bridge adopt admin --infer` finds out what is there instead, and --yes puts that into it");
    let mut ended = world(SAMPLE).applied("a1 a2 b1").alembic("a2");
    ended.state.unmirrored.insert("admin".into());
    insta::assert_snapshot!(ended.up("admin@head"), @r"
    -- Transaction
    b2
    c
    ");
}

#[test]
fn a_full_database_without_ledger_needs_a_decision() {
    insta::assert_snapshot!(world(SAMPLE).populated("admin").up("heads"), @"Decision: the database `admin` holds tables, and neither `alembic_version` nor `bridge_version` says which revisions of lane `admin` they came from. Running it from its base would fail or do harm. `bridge adopt --infer` finds out what is there; `bridge stamp admin@REVISION` says it by hand");
    // The other lane's way is free.
    insta::assert_snapshot!(world(SAMPLE).populated("admin").up("m1"), @r"
    -- Transaction
    baseline
    m1 [+m1]
    = main: m1
    ");
}

#[test]
fn the_way_down() {
    let all = || {
        world(SAMPLE)
            .applied("a1 a2 baseline m1 b1 b2 m2 c m3 n1")
            .alembic("c")
            .list("m1 m2 m3")
    };
    insta::assert_snapshot!(all().down("a2"), @"Failed: cannot go down: revision `n1` has no way back. Nothing was changed");
    let legacy = world(SAMPLE)
        .applied("a1 a2 baseline m1 b1 b2 m2 c m3")
        .alembic("c")
        .list("m1 m2 m3");
    insta::assert_snapshot!(legacy.down("admin@base"), @r"
    -- Transaction
    c [+b1 c>b2]
    b2 [-b2]
    b1 [b1>a2]
    a2 [a2>a1]
    a1 [-a1]
    = admin:
    = main: m1 m2 m3
    ");
    insta::assert_snapshot!(legacy.down("main@-2"), @r"
    -- Transaction
    m3 [-m3]
    m2 [-m2]
    = admin: c
    = main: m1
    ");
}

#[test]
fn stamps_make_both_tables_agree() {
    let behind = world(SAMPLE).applied("a1 a2 b1").alembic("a2 zzz");
    insta::assert_snapshot!(behind.stamp("b1"), @r"
    Stamped admin:  [-a2 zzz>b1]
    = admin: b1
    ");
    insta::assert_snapshot!(behind.stamp("a1"), @r"
    Stamped admin:  without b1 a2 [-a2 zzz>a1]
    = admin: a1
    ");
    insta::assert_snapshot!(behind.stamp("n1"), @r"
    Stamped admin: b2 c [-a2 zzz>c]
    Stamped main: baseline m1 m2 m3 [+m1 +m2 +m3]
    Stamped new: n1
    = admin: c
    = main: m1 m2 m3
    ");
    insta::assert_snapshot!(world(SAMPLE).stamp("main@m2"), @r"
    Stamped main: baseline m1 m2 [+m1 +m2]
    = main: m1 m2
    ");
}

#[test]
fn the_run_is_cut_where_it_must_be() {
    let mut world = world(SAMPLE);
    world.sql("a2", "VACUUM");
    world.sql("m1", "PRAGMA foreign_keys = ON");
    insta::assert_snapshot!(world.up("b1"), @r"
    -- Transaction
    a1 [+a1]
    -- Outside Revision `a2`: `VACUUM` cannot run inside a transaction.
    a2 [a1>a2]
    -- Transaction After revision `a2`, which ran outside a transaction.
    b1 [a2>b1]
    = admin: b1
    note: Revision `a2`: `VACUUM` cannot run inside a transaction.
    note: After revision `a2`, which ran outside a transaction.
    ");
    world
        .options
        .dialects
        .insert("admin".into(), Dialect::Postgres);
    world.sql("a2", "ALTER TYPE mood ADD VALUE 'so'");
    insta::assert_snapshot!(world.up("b1"), @r"
    -- Transaction
    a1 [+a1]
    a2 [a1>a2]
    -- Transaction After revision `a2`: PostgreSQL lets a new enum value be used only after a commit.
    b1 [a2>b1]
    = admin: b1
    note: After revision `a2`: PostgreSQL lets a new enum value be used only after a commit.
    ");
    world.options.per_revision = true;
    insta::assert_snapshot!(world.up("a2"), @r"
    -- Transaction
    a1 [+a1]
    -- Transaction One transaction for each revision was asked for.
    a2 [a1>a2]
    = admin: a2
    ");
}

#[test]
fn rows_that_stop_a_run() {
    let mut running = world(SAMPLE).applied("a1").alembic("");
    running.state.versions.get_mut("a1").unwrap().state = RowState::Running;
    insta::assert_snapshot!(running.up("heads"), @"Decision: revision `a1` (lane `admin`, database `admin`) was begun outside a transaction and not finished: 0 of its statements are done, and nothing says where it stopped. Compare the database with the script 0001_a1, then say what is true: `bridge stamp` to this revision once the rest is done by hand, or to the one before it once the part is undone");
    let mut drift = world(SAMPLE).applied("a1").alembic("a1");
    drift.state.versions.get_mut("a1").unwrap().checksum = "f".repeat(64);
    insta::assert_snapshot!(drift.up("heads"), @"Decision: 1 revision changed after being applied: `a1` in 0001_a1 (applied ffffffffffff…, now 757061310000…). `bridge repair` shows the difference and is the way to accept it");
    let mut ahead = world(SAMPLE).applied("a1").alembic("a1");
    let mut row = ahead.state.versions["a1"].clone();
    row.revision = "later".into();
    ahead.state.versions.insert("later".into(), row);
    insta::assert_snapshot!(ahead.up("heads"), @"Failed: the database is ahead of this chain: `later` (lane `admin`: message of a1). They were recorded by a newer state of the code. Update the checkout, or go back with the code that knows them");
    let mut nowhere = world(SAMPLE);
    nowhere.options.dialects.clear();
    insta::assert_snapshot!(nowhere.up("heads"), @"Usage: revision `a1` runs on the database `admin`, and bridge.toml has none of this name. Add it under [databases]");
}

#[test]
fn a_long_id_is_announced_on_postgresql() {
    let mut world = world("admin this_id_has_more_than_thirty_two_characters");
    world
        .options
        .dialects
        .insert("admin".into(), Dialect::Postgres);
    insta::assert_snapshot!(world.up("heads"), @r"
    -- Transaction
    this_id_has_more_than_thirty_two_characters [+this_id_has_more_than_thirty_two_characters]
    = admin: this_id_has_more_than_thirty_two_characters
    note: `alembic_version.version_num` in database `admin` is widened where it is too narrow: revision `this_id_has_more_than_thirty_two_characters` has 43 characters.
    ");
}

impl World {
    /// A row whose step outside a transaction was cut off.
    fn cut_off(mut self, id: &str, direction: Direction, done: u32, in_doubt: bool) -> Self {
        self = self.applied(id);
        self.state.versions.get_mut(id).unwrap().state = RowState::Running;
        self.state.progress.insert(
            id.into(),
            Progress {
                run: "r".into(),
                direction,
                checksum: checksum(id, direction),
                done,
                in_doubt,
                names: BTreeMap::new(),
            },
        );
        self
    }
}

#[test]
fn what_was_cut_off_is_finished_first() {
    let mut up = world(SAMPLE)
        .applied("a1")
        .alembic("a1")
        .cut_off("a2", Direction::Up, 0, true);
    up.sql("a2", "VACUUM");
    insta::assert_snapshot!(up.up("b1"), @r"
    -- Outside Revision `a2`: `VACUUM` cannot run inside a transaction.
    a2 [a1>a2]
    -- Transaction After revision `a2`, which ran outside a transaction.
    b1 [a2>b1]
    = admin: b1
    note: The upgrade of revision `a2` was begun outside a transaction and not finished; it goes on after 0 of its statements.
    note: Revision `a2`: `VACUUM` cannot run inside a transaction.
    note: After revision `a2`, which ran outside a transaction.
    ");
    // What was half undone is undone, and done again.
    let mut down =
        world(SAMPLE)
            .applied("a1")
            .alembic("a2")
            .cut_off("a2", Direction::Down, 1, false);
    down.sql("a2", "VACUUM");
    insta::assert_snapshot!(down.up("a2"), @r"
    -- Outside Revision `a2`: `VACUUM` cannot run inside a transaction.
    a2 [a2>a1]
    -- Outside Revision `a2`: `VACUUM` cannot run inside a transaction.
    a2 [a1>a2]
    = admin: a2
    note: The downgrade of revision `a2` was begun outside a transaction and not finished; it goes on after 1 of its statements.
    note: Revision `a2`: `VACUUM` cannot run inside a transaction.
    note: Revision `a2`: `VACUUM` cannot run inside a transaction.
    ");
    insta::assert_snapshot!(down.down("a1"), @r"
    -- Outside Revision `a2`: `VACUUM` cannot run inside a transaction.
    a2 [a2>a1]
    = admin: a1
    note: The downgrade of revision `a2` was begun outside a transaction and not finished; it goes on after 1 of its statements.
    note: Revision `a2`: `VACUUM` cannot run inside a transaction.
    ");
}

#[test]
fn what_cannot_go_on_by_itself_is_a_decision() {
    let mut doubt = world(SAMPLE).cut_off("a1", Direction::Up, 0, true);
    doubt.sql("a1", "CREATE DATABASE d");
    doubt
        .options
        .dialects
        .insert("admin".into(), Dialect::Postgres);
    insta::assert_snapshot!(doubt.up("heads"), @"Decision: revision `a1` (lane `admin`, database `admin`) was begun outside a transaction and not finished: 0 of its statements are done, and `CREATE DATABASE` was cut off, and nothing says whether it was done. Compare the database with the script 0001_a1, then say what is true: `bridge stamp` to this revision once the rest is done by hand, or to the one before it once the part is undone");
    let mut edited = world(SAMPLE).cut_off("a1", Direction::Up, 0, false);
    edited.state.progress.get_mut("a1").unwrap().checksum = "f".repeat(64);
    insta::assert_snapshot!(edited.up("heads"), @"Decision: revision `a1` (lane `admin`, database `admin`) was begun outside a transaction and not finished: 0 of its statements are done, and its script has changed since. Compare the database with the script 0001_a1, then say what is true: `bridge stamp` to this revision once the rest is done by hand, or to the one before it once the part is undone");
    let mut more = world(SAMPLE).cut_off("a1", Direction::Up, 7, false);
    more.sql("a1", "VACUUM");
    insta::assert_snapshot!(more.up("heads"), @"Decision: revision `a1` (lane `admin`, database `admin`) was begun outside a transaction and not finished: 0 of its statements are done, and it says more is done than the script holds. Compare the database with the script 0001_a1, then say what is true: `bridge stamp` to this revision once the rest is done by hand, or to the one before it once the part is undone");
}
