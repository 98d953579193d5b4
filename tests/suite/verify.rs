//! `bridge verify`: databases against what their applied revisions build, on
//! chains written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bridge::chain::{Kind, LedgerName, NewRevision, NewScript, Rung, write_with};
use bridge::database::{Access, Connection, DatabaseUrl, OpenOptions, open, scratch};
use bridge_importers::{Dialect, Direction};

use crate::postgres_server as postgres;
use crate::support::sandbox::Sandbox;

/// A revision of the lane `admin` on the database `main`, for both dialects.
fn revision(id: &str, kind: Kind, parents: &[&str], sqlite: &str, postgres: &str) -> NewRevision {
    let script = |text: &str| NewScript {
        rung: if text.contains("-- bridge:") {
            Rung::Directives
        } else {
            Rung::Sql
        },
        derived: false,
        text: text.to_owned(),
        program: None,
        reason: None,
    };
    NewRevision {
        id: id.to_owned(),
        message: format!("修改 {id}"),
        created: String::new(),
        lane: "admin".to_owned(),
        kind,
        database: "main".to_owned(),
        parents: parents.iter().map(|id| (*id).to_owned()).collect(),
        depends_on: Vec::new(),
        branch_labels: Vec::new(),
        source: None,
        scripts: BTreeMap::from([
            ((Direction::Up, Dialect::Sqlite), script(sqlite)),
            ((Direction::Up, Dialect::Postgres), script(postgres)),
        ]),
        repairs: Vec::new(),
    }
}

/// A folder with this chain and `main` at this URL.
fn project(url: &str, revisions: &[NewRevision], ledger: LedgerName) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        &format!("[databases.main]\nurl = \"{url}\"\n"),
    );
    write_with(
        &sandbox.path().join("migrations"),
        revisions,
        &BTreeSet::new(),
        &[ledger],
    )
    .expect("the chain is written");
    sandbox
}

fn sqlite(sandbox: &Sandbox) -> Box<dyn Connection> {
    let path = sandbox.path().join("main.db");
    let options = OpenOptions {
        access: Access::ReadWrite { create: true },
        ..OpenOptions::default()
    };
    open(&DatabaseUrl::Sqlite { path }, &options).expect("the file opens")
}

const FILE: &str = "sqlite:///./main.db";

/// Accounts with a column more and one less, once by a rebuild and once by plain statements.
fn accounts() -> [NewRevision; 2] {
    [
        revision(
            "a1",
            Kind::Alembic,
            &[],
            "CREATE TABLE accounts (\n\tid INTEGER NOT NULL, \n\tname VARCHAR(50), \n\told TEXT, \n\tPRIMARY KEY (id)\n);\n\
             CREATE INDEX ix_accounts_name ON accounts (name);\n",
            "CREATE TYPE colour AS ENUM ('red', '綠');\n\
             CREATE TABLE accounts (id SERIAL NOT NULL, name VARCHAR(50), old TEXT, PRIMARY KEY (id));\n\
             CREATE INDEX ix_accounts_name ON accounts (name);\n",
        ),
        revision(
            "b2",
            Kind::Alembic,
            &["a1"],
            "-- bridge:batch accounts\n\
             -- bridge: add column active BOOLEAN DEFAULT 1 NOT NULL\n\
             -- bridge: add constraint CONSTRAINT uq_accounts_name UNIQUE (name)\n\
             -- bridge: drop column old\n\
             -- bridge:end\n",
            "ALTER TABLE accounts ADD COLUMN active BOOLEAN DEFAULT true NOT NULL;\n\
             ALTER TABLE accounts ADD COLUMN shade colour;\n\
             ALTER TABLE accounts ADD CONSTRAINT uq_accounts_name UNIQUE (name);\n\
             ALTER TABLE accounts DROP COLUMN old;\n",
        ),
    ]
}

#[test]
fn what_upgrade_builds_is_equal_and_what_a_hand_changed_is_named() {
    let sandbox = project(FILE, &accounts(), LedgerName::default());
    drop(sqlite(&sandbox));
    sandbox
        .bridge(&["verify"])
        .exits(0)
        .says("no revision is applied, nothing to compare");
    sandbox.bridge(&["upgrade"]).exits(0);
    sandbox
        .bridge(&["verify"])
        .exits(0)
        .says("as its revisions build it, 2 revisions applied");
    sqlite(&sandbox)
        .execute("DROP INDEX ix_accounts_name; ALTER TABLE accounts ADD COLUMN 備註 TEXT; CREATE VIEW v AS SELECT 1")
        .expect("the hand may do it");
    let before = std::fs::read(sandbox.path().join("main.db")).expect("the file is there");
    sandbox
        .bridge(&["verify", "main"])
        .exits(3)
        .says("3 differences")
        .says("table accounts: column 備註 is there, but no applied revision makes it")
        .says("table accounts: index ix_accounts_name is missing")
        .says("view v is there, but no applied revision makes it");
    let json = sandbox.bridge(&["verify", "--json"]).exits(3).json();
    assert_eq!(json[0]["verdict"], "different");
    assert_eq!(json[0]["differences"][0]["presence"], "extra");
    assert!(before == std::fs::read(sandbox.path().join("main.db")).expect("the file is there"));
    sandbox
        .bridge(&["verify", "other"])
        .exits(2)
        .says("bridge.toml has no database \"other\". It has: main");
}

#[test]
fn a_lived_in_database_with_a_ledger_of_its_own_name_is_equal_before_and_after_adoption() {
    let ledger = LedgerName {
        lane: "admin".to_owned(),
        version_table: Some("版本".to_owned()),
        version_column: None,
        user_version: None,
        version_row: None,
        version_table_schema: None,
    };
    let sandbox = project(FILE, &accounts(), ledger);
    assert!(
        sandbox
            .read("migrations/chain.lock")
            .contains("[[lane]]\nname = \"admin\"\nversion_table = \"版本\"\n")
    );
    // The same schema as other tools and other days write it.
    sqlite(&sandbox)
        .execute(
            "CREATE TABLE 版本 (version_num VARCHAR(32) NOT NULL, CONSTRAINT 版本_pkc PRIMARY KEY (version_num));
             INSERT INTO 版本 VALUES ('b2');
             CREATE TABLE \"accounts\" (active BOOLEAN DEFAULT (1) NOT NULL, id INTEGER PRIMARY KEY, name varchar ( 50 ),
               CONSTRAINT uq_accounts_name UNIQUE(name));
             CREATE INDEX IF NOT EXISTS ix_accounts_name ON accounts(name);",
        )
        .expect("a lived-in database");
    let equal = "as its revisions build it, 2 revisions applied";
    sandbox.bridge(&["verify"]).exits(0).says(equal);
    sandbox
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("adopted");
    sandbox.bridge(&["verify"]).exits(0).says(equal);
}

#[test]
fn a_lane_without_baseline_is_not_verified_and_the_way_out_is_said() {
    let entry = revision(
        "20241024_add_indexes",
        Kind::List,
        &[],
        "CREATE INDEX ix_訊息 ON 訊息 (id);\n",
        "SELECT 1;\n",
    );
    let sandbox = project(FILE, &[entry], LedgerName::default());
    sqlite(&sandbox)
        .execute(
            "CREATE TABLE 訊息 (id INTEGER); CREATE INDEX ix_訊息 ON 訊息 (id);
             CREATE TABLE schema_migrations (version TEXT PRIMARY KEY, description TEXT, applied_at TEXT);
             INSERT INTO schema_migrations VALUES ('20241024_add_indexes', '', '2024-10-24 10:00:00')",
        )
        .expect("a lived-in database");
    sandbox
        .bridge(&["verify"])
        .exits(0)
        .says("not verified: revision 20241024_add_indexes needs the table 訊息, which no revision makes")
        .says("bridge baseline admin --from URL");
}

#[test]
fn a_revision_that_fails_on_an_empty_database_is_a_finding() {
    let twice = revision(
        "a1",
        Kind::Alembic,
        &[],
        "CREATE TABLE t (a INT);\nCREATE TABLE t (a INT);\n",
        "SELECT 1;\n",
    );
    let sandbox = project(FILE, &[twice], LedgerName::default());
    sqlite(&sandbox)
        .execute("CREATE TABLE t (a INT); CREATE TABLE alembic_version (version_num VARCHAR(32)); INSERT INTO alembic_version VALUES ('a1')")
        .expect("a lived-in database");
    sandbox
        .bridge(&["verify"])
        .exits(3)
        .says("not verified: an applied revision does not run on an empty database")
        .says("table t already exists");
}

#[test]
fn a_scratch_database_goes_when_it_is_dropped() {
    let database = postgres::Database::new();
    let names = |connection: &mut dyn Connection, sql: &str| -> Vec<String> {
        let rows = connection
            .query(sql, &[])
            .expect("the catalogue is readable");
        rows.texts().map(str::to_owned).collect()
    };
    let mut made = scratch(&database.url(), Duration::from_secs(10)).expect("the role may");
    let name = names(
        made.connection().as_mut(),
        "SELECT current_database()::text",
    );
    assert!(name[0].starts_with("bridge_scratch_"), "{name:?}");
    made.connection()
        .execute("BEGIN; CREATE TABLE t (a INT)")
        .expect("it is there for writing");
    let all = "SELECT datname::text FROM pg_database";
    assert!(names(database.connect().as_mut(), all).contains(&name[0]));
    drop(made);
    assert!(!names(database.connect().as_mut(), all).contains(&name[0]));
}

/// A killed process cannot drop its scratch database; the next one does.
#[test]
fn a_scratch_database_that_was_left_behind_goes_with_the_next() {
    let database = postgres::Database::new();
    let mut connection = database.connect();
    let left = format!("bridge_scratch_100000000_1_{}", std::process::id());
    let young = {
        let rows = connection
            .query("SELECT extract(epoch FROM now())::bigint::text", &[])
            .expect("the time");
        let now = rows.texts().next().expect("a number").to_owned();
        format!("bridge_scratch_{now}_1_{}", std::process::id())
    };
    for name in [&left, &young] {
        connection
            .execute(&format!("CREATE DATABASE {name}"))
            .expect("it is made");
    }
    drop(scratch(&database.url(), Duration::from_secs(10)).expect("the role may"));
    let found = connection
        .query("SELECT datname::text FROM pg_database", &[])
        .expect("the catalogue is readable");
    let found: Vec<&str> = found.texts().collect();
    assert!(!found.contains(&left.as_str()));
    assert!(
        found.contains(&young.as_str()),
        "it may be about to be used"
    );
    connection
        .execute(&format!("DROP DATABASE {young}"))
        .expect("it goes");
}

#[test]
fn on_postgresql_what_a_hand_changed_is_named() {
    let database = postgres::Database::new();
    let sandbox = project(&database.text(), &accounts(), LedgerName::default());
    sandbox.bridge(&["upgrade", "--no-backup"]).exits(0);
    sandbox
        .bridge(&["verify"])
        .exits(0)
        .says("as its revisions build it, 2 revisions applied");
    database
        .connect()
        .execute(
            "ALTER TABLE accounts ALTER COLUMN name TYPE VARCHAR(60); ALTER TYPE colour ADD VALUE 'blue'; \
             CREATE SEQUENCE free; CREATE SCHEMA audit; CREATE TABLE audit.t (a INT)",
        )
        .expect("the hand may do it");
    sandbox
        .bridge(&["verify"])
        .exits(3)
        .says("4 differences")
        .says("table accounts: column name is `character varying(60)`, the revisions build `character varying(50)`")
        .says("table audit.t is there")
        .says("type colour is `red, 綠, blue`, the revisions build `red, 綠`")
        .says("sequence free is there");
}

#[test]
fn the_way_to_a_schema_does_not_count_on_postgresql() {
    let database = postgres::Database::new();
    // The URL's own search path, and a table that came to its form in other steps.
    database
        .connect()
        .execute(
            "CREATE SCHEMA \"業務\"; SET search_path = \"業務\";
             CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
             INSERT INTO alembic_version VALUES ('b2');
             CREATE TYPE colour AS ENUM ('red', '綠');
             CREATE TABLE accounts (shade colour, active BOOLEAN NOT NULL DEFAULT true, id SERIAL PRIMARY KEY,
               name CHARACTER VARYING(50) CONSTRAINT uq_accounts_name UNIQUE);
             CREATE INDEX ix_accounts_name ON accounts USING btree (name)",
        )
        .expect("a lived-in database");
    let name = database.text();
    let name = name.rsplit('/').next().expect("a database").to_owned();
    database
        .connect()
        .execute(&format!(
            "ALTER DATABASE \"{name}\" SET search_path = \"業務\""
        ))
        .expect("the owner may");
    let sandbox = project(&database.text(), &accounts(), LedgerName::default());
    let equal = "as its revisions build it, 2 revisions applied";
    sandbox.bridge(&["verify"]).exits(0).says(equal);
    sandbox.bridge(&["upgrade", "--no-backup"]).exits(0);
    sandbox.bridge(&["verify"]).exits(0).says(equal);
}

#[test]
fn a_role_that_may_not_create_databases_is_told_so() {
    let database = postgres::Database::new();
    let role = format!("plain_{}", std::process::id());
    database
        .connect()
        .execute(&format!(
            "CREATE ROLE {role} LOGIN PASSWORD 'geheim'; GRANT ALL ON SCHEMA public TO {role}"
        ))
        .expect("the administrator may");
    let text = database.text();
    let (_, host) = text.rsplit_once('@').expect("a user");
    let url = format!("postgresql://{role}:geheim@{host}");
    let sandbox = project(&url, &accounts(), LedgerName::default());
    sandbox.bridge(&["upgrade", "--no-backup"]).exits(0);
    let refused = sandbox.bridge(&["verify"]).exits(1);
    assert!(!refused.stdout.contains("geheim") && !refused.stderr.contains("geheim"));
    refused
        .says(&format!(
            "not verified: the role \"{role}\" may not create databases"
        ))
        .says("CREATEDB");
    sandbox
        .bridge_with(
            &["verify", "--scratch", "env:SCRATCH"],
            &[("SCRATCH", &text)],
        )
        .exits(0)
        .says("as its revisions build it");
    database
        .connect()
        .execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"))
        .expect("the role goes");
}
