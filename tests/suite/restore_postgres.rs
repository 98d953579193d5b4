//! Backup and restore of PostgreSQL: what comes back is what was there, by the
//! catalogue, by `pg_dump` and by the rows.

use std::path::Path;
use std::process::Command;

use bridge::database::{DatabaseUrl, OpenOptions, open};

use crate::postgres_server::Database;
use crate::support::handmade::{project, revision};
use crate::support::sandbox::Sandbox;

/// Every common type, and each kind of object that a dump holds.
const BASE: &str = r#"
CREATE TYPE mood AS ENUM ('sad', 'ok', '開心');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE SCHEMA audit;
CREATE SEQUENCE audit.ticket START 41 INCREMENT 3;
CREATE TABLE people (
    id serial PRIMARY KEY,
    big bigserial,
    ident integer GENERATED ALWAYS AS IDENTITY,
    small smallint, num numeric(20, 6), r real, d double precision,
    b boolean DEFAULT true NOT NULL,
    name varchar(40) NOT NULL, note text DEFAULT 'it''s; -- "x"', c char(3),
    raw bytea, day date, at time, stamp timestamp, zoned timestamptz, span interval,
    u uuid, j json, jb jsonb, tags text[], nums integer[],
    ip inet, net cidr, mac macaddr, bits bit(4), box box, r4 int4range, words tsvector,
    feeling mood, plus positive,
    twice integer GENERATED ALWAYS AS (small * 2) STORED,
    CONSTRAINT ck_feeling CHECK (name IN ('a', 'b', '資料')),
    CONSTRAINT uq_name UNIQUE (name)
);
COMMENT ON TABLE people IS 'who; "they" are';
COMMENT ON COLUMN people.name IS '名';
CREATE INDEX ix_lower ON people (lower(name)) WHERE b;
CREATE TABLE audit.log (id integer PRIMARY KEY, person integer REFERENCES people (id) ON DELETE CASCADE, what text);
CREATE VIEW happy AS SELECT id, name FROM people WHERE feeling = '開心';
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.note := NEW.note || '!'; RETURN NEW; END $f$;
CREATE TRIGGER tr_touch BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE part (id integer, y integer) PARTITION BY RANGE (y);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (1) TO (10);
INSERT INTO people (small, num, r, d, name, c, raw, day, at, stamp, zoned, span, u, j, jb, tags, nums, ip, net, mac, bits, box, r4, words, feeling, plus)
VALUES (7, 12345.678901, 1.5, 2.5, '資料', 'abc', '\x00ff27', '2026-02-28', '12:34:56', '2026-02-28 12:34:56.789', '2026-02-28 12:34:56+08', '1 mon 2 days',
 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1}', '{"b": [1, null]}', ARRAY['x', 'y;''z', NULL], '{1,2}', '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03', B'1010', '((0,0),(1,1))', '[1,5)', to_tsvector('simple', 'a b'), '開心', 3),
 (NULL, 'NaN', 'Infinity', '-Infinity', 'a', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'sad', NULL);
INSERT INTO audit.log VALUES (1, 1, E'line\nbreak\ttab\\');
INSERT INTO part VALUES (1, 5);
SELECT nextval('audit.ticket'), nextval('people_id_seq');
REFRESH MATERIALIZED VIEW counted;
"#;

/// Refers to an old table and an old type: it stands in the way of dropping them.
const LATER: &str = "CREATE TABLE later (id integer PRIMARY KEY, person integer REFERENCES people (id), m mood);\n\
    INSERT INTO later VALUES (1, 1, 'ok');\nDELETE FROM audit.log;\nALTER TABLE people ADD COLUMN extra text;\n\
    CREATE VIEW later_view AS SELECT * FROM people;\n";

/// A project with its home at a URL; the first revision is applied.
fn applied(url: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    let revisions = [
        revision("bridge main base", BASE, None),
        revision("bridge main later base", LATER, None),
    ];
    project(&sandbox, &["main"], &revisions);
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"env:TEST_URL\"\nhome = true\n",
    );
    bridge(&sandbox, url, &["upgrade", "base"]).exits(0);
    sandbox
}

fn bridge(sandbox: &Sandbox, url: &str, arguments: &[&str]) -> crate::support::sandbox::Outcome {
    let outcome = sandbox.bridge_with(arguments, &[("TEST_URL", url)]);
    if let Some(password) = password(url) {
        for text in [&outcome.stdout, &outcome.stderr] {
            assert!(!text.contains(password), "a password is shown: {text}");
        }
    }
    outcome
}

fn password(url: &str) -> Option<&str> {
    url.split_once("://")?
        .1
        .rsplit_once('@')?
        .0
        .split_once(':')
        .map(|(_, password)| password)
}

/// What `pg_dump` says of a database, without its own lines: catalogue and rows.
fn dumped(url: &str) -> String {
    let output = Command::new("pg_dump")
        .args(["--format=plain", "--dbname", url])
        .output()
        .expect("pg_dump runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .lines()
        .filter(|line| !line.starts_with("--") && !line.starts_with("\\") && !line.is_empty())
        // PostgreSQL rewrites this constraint on its first way through a dump, to the same meaning.
        .filter(|line| !line.contains("ck_feeling"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn newest(sandbox: &Sandbox, url: &str, occasion: &str) -> String {
    let listed = bridge(sandbox, url, &["backups", "--json"]).exits(0).json();
    listed
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["occasion"] == occasion)
        .unwrap_or_else(|| panic!("no backup of {occasion}: {listed}"))["path"]
        .as_str()
        .expect("a path")
        .to_owned()
}

fn current(sandbox: &Sandbox, url: &str) -> String {
    bridge(sandbox, url, &["current"]).exits(0).stdout
}

/// Backs up, upgrades, restores: everything is as it was backed up.
fn comes_back(
    url: &str,
    format: &str,
    more: &[&str],
) -> (Sandbox, crate::support::sandbox::Outcome) {
    let sandbox = applied(url);
    let before = dumped(url);
    let said = current(&sandbox, url);
    bridge(&sandbox, url, &["backup", "--format", format]).exits(0);
    let backup = newest(&sandbox, url, "command");
    bridge(&sandbox, url, &["upgrade"]).exits(0);
    assert_ne!(dumped(url), before);
    bridge(&sandbox, url, &["restore", &backup])
        .exits(3)
        .says("which holds bridge@base")
        .says("which has bridge@later")
        .says("nobody can be asked");
    let mut arguments = vec!["restore", backup.as_str(), "--yes"];
    arguments.extend(more);
    let restored = bridge(&sandbox, url, &arguments).exits(0);
    assert_eq!(dumped(url), before);
    assert_eq!(current(&sandbox, url), said);
    // What was restored can be gone on from.
    bridge(&sandbox, url, &["upgrade"]).exits(0);
    (sandbox, restored)
}

#[test]
fn a_new_database_takes_the_place() {
    let database = Database::new();
    database
        .connect()
        .execute(&format!(
            "ALTER DATABASE {0} SET search_path TO public, audit; ALTER DATABASE {0} SET \"my.setting\" TO 'a b'; \
             COMMENT ON DATABASE {0} IS 'it''s'; REVOKE CONNECT ON DATABASE {0} FROM PUBLIC",
            database.name()
        ))
        .unwrap();
    // Somebody is connected, and is sent away.
    let _other = database.connect();
    let (_sandbox, restored) = comes_back(&database.text(), "custom", &[]);
    let restored = restored.says("kept as");
    let kept = restored
        .stdout
        .split('"')
        .nth(1)
        .expect("a name")
        .to_owned();
    let mut connection = database.connect();
    let properties = connection
        .query(
            "SELECT concat_ws(' | ', current_setting('search_path'), current_setting('my.setting'), \
             shobj_description(oid, 'pg_database'), has_database_privilege('public', oid, 'CONNECT')::text) \
             FROM pg_database WHERE datname = current_database()",
            &[],
        )
        .unwrap();
    assert_eq!(
        properties.texts().next(),
        Some("public, audit | a b | it's | false")
    );
    let strays = connection
        .query(
            "SELECT datname::text FROM pg_database WHERE datname LIKE 'bridge\\_restore%'",
            &[],
        )
        .unwrap();
    assert_eq!(strays.texts().count(), 0);
    connection
        .execute(&format!("DROP DATABASE \"{kept}\""))
        .expect("the database before is kept");
}

#[test]
fn a_plain_dump_comes_back_in_place() {
    let database = Database::new();
    let (sandbox, restored) = comes_back(&database.text(), "plain", &["--in-place"]);
    restored.says("the state before is backed up as");
    let url = database.text();
    // And back again: what was replaced is a backup like any other.
    let replaced = newest(&sandbox, &url, "restore");
    bridge(
        &sandbox,
        &url,
        &["restore", &replaced, "--yes", "--in-place"],
    )
    .exits(0);
    assert!(current(&sandbox, &url).contains("later (head)"));
}

/// The same as a role that owns the database and is nobody's administrator.
fn comes_back_for_a_role(rights: &str, said: &str) {
    let database = Database::new();
    let role = format!("poor_{}", database.name());
    database
        .connect()
        .execute(&format!(
            "CREATE ROLE {role} LOGIN {rights} PASSWORD 'p:w@rd-6d2f'; ALTER DATABASE {} OWNER TO {role}",
            database.name()
        ))
        .unwrap();
    let text = database.text();
    let (_, host) = text.rsplit_once('@').expect("a host");
    let url = format!("postgresql://{role}:p%3Aw%40rd-6d2f@{host}");
    let (_sandbox, restored) = comes_back(&url, "custom", &[]);
    restored.says(said);
    // What was replaced, too, belongs to the role.
    let elsewhere = Database::new();
    let mut connection = elsewhere.connect();
    let owned = connection
        .query(
            "SELECT datname::text FROM pg_database WHERE pg_get_userbyid(datdba) = $1",
            &[role.as_str().into()],
        )
        .unwrap();
    for name in owned.texts() {
        connection
            .execute(&format!("ALTER DATABASE {name} OWNER TO CURRENT_USER"))
            .unwrap();
        let (server, _) = text.rsplit_once('/').expect("a database");
        let url = DatabaseUrl::parse(&format!("{server}/{name}"), Path::new("/")).unwrap();
        open(&url, &OpenOptions::read_write())
            .unwrap()
            .execute(&format!(
                "REASSIGN OWNED BY {role} TO CURRENT_USER; DROP OWNED BY {role}"
            ))
            .unwrap();
    }
    connection.execute(&format!("DROP ROLE {role}")).unwrap();
}

#[test]
fn without_the_right_to_make_databases_schemas_are_refilled() {
    comes_back_for_a_role("", "the state before is backed up as");
}

#[test]
fn who_may_make_databases_needs_no_right_on_their_tablespace() {
    comes_back_for_a_role("CREATEDB", "kept as");
}

#[test]
fn a_restore_that_fails_changes_nothing() {
    let database = Database::new();
    let url = database.text();
    let sandbox = applied(&url);
    bridge(&sandbox, &url, &["backup", "--format", "plain"]).exits(0);
    let backup = newest(&sandbox, &url, "command");
    bridge(&sandbox, &url, &["upgrade"]).exits(0);
    let before = dumped(&url);
    // Changed since: refused before anything is touched.
    let text = std::fs::read_to_string(&backup).unwrap();
    std::fs::write(
        &backup,
        text.replace("COPY public.part_1", "COPY public.gone"),
    )
    .unwrap();
    bridge(&sandbox, &url, &["restore", &backup, "--yes"])
        .exits(1)
        .says("is not what was backed up");
    bridge(&sandbox, &url, &["backups", "--check"])
        .exits(3)
        .says("DAMAGED");
    // Without its manifest it is believed, and fails in the middle.
    std::fs::remove_file(format!("{backup}.json")).unwrap();
    for mode in [&["--in-place"][..], &[]] {
        let mut arguments = vec!["restore", backup.as_str(), "--yes"];
        arguments.extend(mode);
        bridge(&sandbox, &url, &arguments)
            .exits(1)
            .says("\"public.gone\" does not exist");
        assert_eq!(dumped(&url), before);
    }
}

#[test]
fn a_backup_goes_elsewhere_too() {
    let database = Database::new();
    let url = database.text();
    let sandbox = applied(&url);
    let out = sandbox.path().join("mine.dump");
    bridge(
        &sandbox,
        &url,
        &["backup", "main", "--out", &out.display().to_string()],
    )
    .exits(0);
    bridge(
        &sandbox,
        &url,
        &["backup", "main", "--out", &out.display().to_string()],
    )
    .exits(1)
    .says("exists already");
    let name = format!("{}_資 料", database.name());
    let (server, _) = url.rsplit_once('/').expect("a database");
    let to = format!("{server}/{}_%E8%B3%87%20%E6%96%99", database.name());
    for variables in [[("TEST_URL", url.as_str()), ("ELSEWHERE", to.as_str())]; 2] {
        // The second time it is there already, and is replaced.
        sandbox
            .bridge_with(
                &[
                    "restore",
                    "mine.dump",
                    "--to",
                    "env:ELSEWHERE",
                    "--yes",
                    "--no-owner",
                ],
                &variables,
            )
            .exits(0);
    }
    assert_eq!(dumped(&to), dumped(&url));
    let mut connection = database.connect();
    let made = connection
        .query(
            "SELECT datname::text FROM pg_database WHERE starts_with(datname::text, $1)",
            &[name.as_str().into()],
        )
        .unwrap();
    let made: Vec<String> = made.texts().map(str::to_owned).collect();
    assert_eq!(made.len(), 2, "{made:?}");
    for name in made {
        connection
            .execute(&format!("DROP DATABASE \"{name}\""))
            .unwrap();
    }
}

#[test]
fn programs_that_are_missing_or_too_old_are_named() {
    let database = Database::new();
    let url = database.text();
    let sandbox = applied(&url);
    let folder = sandbox.path().join("old");
    sandbox.write(
        "old/pg_dump",
        "#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2\n\
         echo 'pg_dump: detail: server version: 17.2; pg_dump version: 15.18' >&2\nexit 1\n",
    );
    let configured = |programs: &str| {
        sandbox.write(
            "bridge.toml",
            &format!(
                "[databases.main]\nurl = \"env:TEST_URL\"\nhome = true\n[backup]\nprograms = \"{programs}\"\n"
            ),
        );
    };
    configured("nowhere");
    bridge(&sandbox, &url, &["backup"])
        .exits(1)
        .says("the program `pg_dump` is not installed")
        .says("postgresql-client");
    configured("old");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.join("pg_dump"), mode).unwrap();
    }
    bridge(&sandbox, &url, &["backup"])
        .exits(1)
        .says("`pg_dump` is too old: server version: 17.2; pg_dump version: 15.18")
        .says("programs");
    // A run stops, and says that nothing was changed.
    bridge(&sandbox, &url, &["upgrade"])
        .exits(1)
        .says("Nothing was changed");
    let left: Vec<_> = std::fs::read_dir(sandbox.path().join("backup/db_bak"))
        .map(|entries| entries.collect())
        .unwrap_or_default();
    assert!(left.is_empty(), "{left:?}");
}
