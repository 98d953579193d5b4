//! Names that mean harm: as revision ids, tables, databases, arguments, folders
//! in the lock, versions of a list, files and passwords. None reaches SQL
//! unquoted, none leaves its folder, none makes bridge panic or talk without end.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bridge::chain::write;
use bridge::database::{DatabaseUrl, OpenOptions, open};
use bridge_importers::dialect::delimited;

use crate::postgres_server::Database;
use crate::support::handmade::{project, revision, sql, table};
use crate::support::sandbox::{Sandbox, files, sqlite_url};

/// Bad names; those that are too long for a place are shortened there.
const NAMES: [&str; 46] = [
    "'; DROP TABLE victim; --",
    "\"; DROP TABLE victim; --",
    "'); DELETE FROM victim; --",
    "x\"; DELETE FROM victim; SELECT \"",
    "`; DROP TABLE victim; --",
    "]; DROP TABLE victim; --",
    "$$; DROP TABLE victim; $$",
    "$1",
    "$x$; DROP TABLE victim; $x$",
    "?1 :a @b",
    "/* open",
    "*/ closed",
    "-- comment",
    "\\'; DROP TABLE victim; --",
    "\\\"; DROP TABLE victim; --",
    "E'\\x27'",
    "a''b\"\"c``d",
    "'",
    "\"",
    "\\",
    "%s %d %n",
    "{0} {x} ${HOME} $(id) `id`",
    "a;b",
    "a\nb",
    "a\r\nb",
    "a\tb",
    "-- bridge:end",
    "\n-- bridge:fail \"x\"\n",
    "\n[[revision]]\nid = \"evil\"\n",
    "..",
    ".",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "/",
    "C:\\x",
    "~root",
    "-rf",
    "--help",
    "con",
    "名;'\"字",
    "\u{202e}gnp.exe",
    "e\u{301}\u{200b}\u{feff}",
    "💣'💣",
    "|tee x",
    "*?[a]<>&",
];

const VICTIM: &str =
    "CREATE TABLE victim (id INTEGER PRIMARY KEY); INSERT INTO victim VALUES (1), (2)";

/// A megabyte of harm.
fn huge() -> String {
    "'\"; DROP TABLE victim; -- ../".repeat(36_000)
}

/// What stands around a sandbox and must not change.
struct Around {
    place: tempfile::TempDir,
    before: BTreeMap<String, Vec<u8>>,
}

impl Around {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("secret.sql"), "CREATE TABLE secret (a);").unwrap();
        let before = files(place.path());
        Self { place, before }
    }

    #[track_caller]
    fn is_untouched(&self, when: &str) {
        assert_eq!(files(self.place.path()), self.before, "{when}");
    }
}

#[track_caller]
fn victim_lives(url: &DatabaseUrl, when: &str) {
    let mut connection = open(url, &OpenOptions::read_only()).unwrap();
    let rows = connection
        .query("SELECT count(*) FROM victim", &[])
        .unwrap_or_else(|error| panic!("{when}: {error}"));
    assert_eq!(
        rows.scalar().and_then(|value| value.as_integer()),
        Some(2),
        "{when}"
    );
}

fn sqlite(sandbox: &Sandbox, file: &str) -> DatabaseUrl {
    DatabaseUrl::parse(&sqlite_url(&sandbox.path().join(file)), Path::new("/")).unwrap()
}

/// Ids of a revision: bad names and a long one, each with a number, for they have to differ.
fn ids() -> Vec<String> {
    let mut ids: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    ids.push(huge().chars().take(100_000).collect());
    ids
}

/// A chain in which every revision has a bad id and message and makes a table of a bad name.
fn chain(sandbox: &Sandbox, config: &str, most: usize) -> Vec<(String, String)> {
    let mut revisions = Vec::new();
    let mut names = Vec::new();
    for (number, id) in ids().into_iter().enumerate() {
        let shown: String = id.chars().take(most).collect();
        let name = format!("{number}{shown}");
        let quoted = delimited(&name);
        let mut one = revision(
            &format!("bridge main r{number}"),
            &format!("CREATE TABLE {quoted} (a INTEGER);\nINSERT INTO {quoted} VALUES (1);\n"),
            Some(&format!("DROP TABLE {quoted};\n")),
        );
        one.message.clone_from(&id);
        one.parents = names
            .last()
            .map(|(id, _): &(String, String)| id.clone())
            .into_iter()
            .collect();
        one.id.clone_from(&id);
        revisions.push(one);
        names.push((id, name));
    }
    sandbox.write("bridge.toml", config);
    write(
        &sandbox.path().join("migrations"),
        &revisions,
        &BTreeSet::new(),
    )
    .expect("a chain");
    names
}

/// Up, look, back up, down: each id is recorded as it is, each table counted by its name.
fn up_and_down(
    sandbox: &Sandbox,
    url: &DatabaseUrl,
    names: &[(String, String)],
    variables: &[(&str, &str)],
) {
    sandbox.bridge_with(&["upgrade"], variables).exits(0);
    victim_lives(url, "after the upgrade");
    let recorded: Vec<String> = {
        let mut connection = open(url, &OpenOptions::read_only()).unwrap();
        let rows = connection
            .query(
                "SELECT revision FROM bridge_version ORDER BY \"position\"",
                &[],
            )
            .unwrap();
        rows.texts().map(str::to_owned).collect()
    };
    let expected: Vec<String> = names.iter().map(|(id, _)| id.clone()).collect();
    assert!(recorded == expected, "ids are not recorded as they are");
    for folder in std::fs::read_dir(sandbox.path().join("migrations")).unwrap() {
        let name = folder.unwrap().file_name().into_string().unwrap();
        assert!(
            name.len() <= 255 && !name.contains(['/', '\\', '\n', ';', '\'', '"']),
            "{name:?}"
        );
    }
    for command in [
        &["current", "-v"][..],
        &["history", "-v"],
        &["check"],
        &["backup"],
        &["backups"],
    ] {
        let outcome = sandbox.bridge_with(command, variables);
        assert_eq!(outcome.code, 0, "{command:?}: {}", outcome.stderr);
    }
    // Every table is found again by its name; the victim alone is no revision's.
    let verified = sandbox
        .bridge_with(&["verify", "--json"], variables)
        .exits(3)
        .json();
    let differences = verified[0]["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 1, "{verified}");
    let shown = sandbox
        .bridge_with(&["downgrade", "base", "--dry-run", "--json"], variables)
        .exits(0)
        .json();
    let lost: BTreeSet<&str> = shown["losses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|loss| {
            assert_eq!(loss["count"], 1, "{loss}");
            loss["table"]["name"].as_str().unwrap()
        })
        .collect();
    let tables: BTreeSet<&str> = names.iter().map(|(_, table)| table.as_str()).collect();
    assert!(lost == tables, "tables are not counted by their names");
    sandbox
        .bridge_with(&["downgrade", "base", "--yes"], variables)
        .exits(0);
    victim_lives(url, "after the downgrade");
    let mut connection = open(url, &OpenOptions::read_only()).unwrap();
    let left: Vec<String> = connection
        .tables()
        .unwrap()
        .into_iter()
        .map(|table| table.name)
        .filter(|name| !name.starts_with("bridge_"))
        .collect();
    assert_eq!(left, ["victim"]);
}

#[test]
fn ids_messages_and_tables_on_sqlite() {
    let around = Around::new();
    let sandbox = Sandbox::within(around.place.path());
    let names = chain(
        &sandbox,
        "[databases.main]\nurl = \"sqlite:///./main.db\"\nhome = true\n",
        200,
    );
    assert!(names.len() * 3 > 140);
    sql(&sandbox, "main.db", VICTIM);
    up_and_down(&sandbox, &sqlite(&sandbox, "main.db"), &names, &[]);
    drop(sandbox);
    around.is_untouched("after all");
}

#[test]
fn ids_messages_and_tables_on_postgres() {
    let database = Database::new();
    let sandbox = Sandbox::empty();
    let names = chain(
        &sandbox,
        "[databases.main]\nurl = \"env:TEST_URL\"\nhome = true\n",
        15,
    );
    database.connect().execute(VICTIM).unwrap();
    up_and_down(
        &sandbox,
        &database.url(),
        &names,
        &[("TEST_URL", &database.text())],
    );
    // The dump holds them all, and brings them back.
    let variables = [("TEST_URL", database.text())];
    let variables = variables
        .each_ref()
        .map(|(name, url)| (*name, url.as_str()));
    sandbox.bridge_with(&["upgrade"], &variables).exits(0);
    sandbox
        .bridge_with(&["backup", "--out", "all.dump"], &variables)
        .exits(0);
    sandbox
        .bridge_with(&["restore", "all.dump", "--yes", "--in-place"], &variables)
        .exits(0);
    victim_lives(&database.url(), "after the restore");
}

#[test]
fn names_of_databases_stay_in_the_folder_of_backups() {
    let around = Around::new();
    for name in NAMES.into_iter().map(str::to_owned).chain([huge()]) {
        let sandbox = Sandbox::within(around.place.path());
        let mut one = table("bridge main a");
        one.database.clone_from(&name);
        let database: BTreeMap<_, _> = [("url", "sqlite:///./main.db")].into();
        let config: BTreeMap<_, _> =
            [("databases", BTreeMap::from([(name.as_str(), database)]))].into();
        sandbox.write("bridge.toml", &toml::to_string(&config).unwrap());
        write(&sandbox.path().join("migrations"), &[one], &BTreeSet::new()).expect("a chain");
        sql(&sandbox, "main.db", VICTIM);
        let brief: String = name.chars().take(40).collect();
        sandbox.bridge(&["upgrade"]).exits(0);
        sandbox.bridge(&["backup"]).exits(0);
        let listed = sandbox.bridge(&["backups", "--json"]).exits(0).json();
        let listed = listed.as_array().unwrap();
        assert_eq!(listed.len(), 2, "{brief:?}");
        let folder = sandbox.path().join("backup/db_bak");
        for one in listed {
            let path = Path::new(one["path"].as_str().unwrap());
            assert_eq!(path.parent(), Some(folder.as_path()), "{brief:?}");
            assert_eq!(one["database"], name.as_str());
        }
        sandbox
            .bridge(&["restore", listed[0]["path"].as_str().unwrap(), "--yes"])
            .exits(0);
        victim_lives(&sqlite(&sandbox, "main.db"), &brief);
        drop(sandbox);
        around.is_untouched(&brief);
    }
}

#[test]
fn arguments() {
    let around = Around::new();
    let sandbox = Sandbox::within(around.place.path());
    project(&sandbox, &["main"], &[table("bridge main a")]);
    sql(&sandbox, "main.db", VICTIM);
    sandbox.bridge(&["upgrade"]).exits(0);
    let url = sqlite(&sandbox, "main.db");
    let ends: [&[&str]; 8] = [
        &["upgrade"],
        &["downgrade", "--yes"],
        &["show"],
        &["stamp", "--dry-run"],
        &["restore", "--yes"],
        &["backups"],
        &["backup"],
        &["restore", "x.db", "--database"],
    ];
    // A single argument of a megabyte is more than Linux takes.
    let long: String = huge().chars().take(100_000).collect();
    for (number, name) in NAMES.into_iter().chain([long.as_str()]).enumerate() {
        // Every name at two places, every place with many names.
        for end in [ends[number % 8], ends[(number + 3) % 8]] {
            let mut arguments = end.to_vec();
            arguments.extend(["--", name]);
            if end.last() == Some(&"--database") {
                arguments.remove(arguments.len() - 2);
                if name.starts_with('-') {
                    continue;
                }
            }
            let outcome = sandbox.bridge(&arguments);
            let said = outcome.stdout.len() + outcome.stderr.len();
            let brief: String = name.chars().take(40).collect();
            assert!(
                [1, 2, 3].contains(&outcome.code),
                "{end:?} {brief:?} ends with {}: {}",
                outcome.code,
                outcome.stderr
            );
            assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
            assert!(
                said < name.len() + 4000,
                "{end:?} {brief:?} says {said} bytes"
            );
            victim_lives(&url, &brief);
        }
    }
    drop(sandbox);
    around.is_untouched("after all");
}

#[test]
fn folders_in_the_lock() {
    let around = Around::new();
    let mut refused = 0;
    for name in NAMES {
        let sandbox = Sandbox::within(around.place.path());
        project(&sandbox, &["main"], &[table("bridge main a")]);
        sql(&sandbox, "main.db", VICTIM);
        let lock = sandbox.read("migrations/chain.lock");
        let escaped = serde_json::to_string(name).unwrap();
        let changed = lock.replace("dir = \"0001_a\"", &format!("dir = {escaped}"));
        assert_ne!(changed, lock);
        sandbox.write("migrations/chain.lock", &changed);
        let outcome = sandbox.bridge(&["upgrade"]);
        assert!(
            [1, 2, 3].contains(&outcome.code),
            "{name:?}: {}",
            outcome.stderr
        );
        if outcome.stderr.contains("plain name") {
            refused += 1;
        }
        victim_lives(&sqlite(&sandbox, "main.db"), name);
    }
    assert!(refused >= 20, "{refused}");
    around.is_untouched("after all");
}

#[test]
fn versions_of_a_list_and_what_they_say() {
    let around = Around::new();
    let sandbox = Sandbox::within(around.place.path());
    sandbox.write(
        "bridge.toml",
        "[databases.chat]\nurl = \"sqlite:///./chat.db\"\nhome = true\n\
         [sources.chat]\nkind = \"list\"\npath = \"main/migrations/__init__.py\"\ndatabase = \"chat\"\n",
    );
    let entries: Vec<String> = NAMES
        .iter()
        .map(|name| {
            // JSON's strings are Python's.
            let text = serde_json::to_string(name).unwrap();
            format!("    {{\"version\": {text}, \"description\": {text}, \"statements\": [\"UPDATE victim SET id = id\"]}},\n")
        })
        .collect();
    sandbox.write(
        "main/migrations/__init__.py",
        &format!("MIGRATIONS = [\n{}]\n", entries.concat()),
    );
    sql(&sandbox, "main/chat.db", VICTIM);
    let captured = sandbox
        .bridge(&[
            "baseline",
            "chat",
            "--from",
            "sqlite:///./main/chat.db",
            "--json",
        ])
        .exits(0)
        .json();
    sandbox.bridge(&["import"]).exits(0);
    let base = captured["id"].as_str().unwrap();
    sandbox.bridge(&["stamp", base]).exits(0);
    sandbox.bridge(&["upgrade"]).exits(0);
    let url = sqlite(&sandbox, "main/chat.db");
    victim_lives(&url, "after the upgrade");
    let mut connection = open(&url, &OpenOptions::read_only()).unwrap();
    let rows = connection
        .query("SELECT version FROM schema_migrations ORDER BY rowid", &[])
        .unwrap();
    let versions: BTreeSet<&str> = rows.texts().collect();
    assert!(versions == NAMES.into_iter().collect(), "{versions:?}");
    drop(sandbox);
    around.is_untouched("after all");
}

#[test]
fn passwords_in_urls_are_never_shown() {
    let long = huge();
    for name in NAMES.into_iter().chain([long.as_str()]) {
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for url in [
            format!("postgresql://u:{encoded}@127.0.0.1:1/d"),
            format!("postgresql://u@127.0.0.1:1/d?password={encoded}"),
        ] {
            let url = DatabaseUrl::parse(&url, Path::new("/")).unwrap();
            let Err(error) = open(&url, &OpenOptions::read_only()) else {
                panic!("nothing listens on port 1");
            };
            for said in [
                format!("{url} {url:?}"),
                format!("{error} {error:?} {}", error.advice()),
            ] {
                assert!(!said.contains(&encoded), "{said}");
                // What is a letter or two stands in every message.
                if name.len() > 4 {
                    assert!(!said.contains(name), "{said}");
                }
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_project_are_refused() {
    use std::os::unix::fs::symlink;
    let around = Around::new();
    let secret = around.place.path().join("secret.sql");
    let sandbox = Sandbox::within(around.place.path());
    project(&sandbox, &["main"], &[table("bridge main a")]);
    sql(&sandbox, "main.db", VICTIM);
    let script = sandbox.path().join("migrations/0001_a/up.sql");
    let text = std::fs::read(&script).unwrap();

    // The script.
    std::fs::remove_file(&script).unwrap();
    symlink(&secret, &script).unwrap();
    for command in ["upgrade", "check"] {
        let outcome = sandbox.bridge(&[command]).says("leads out of the chain");
        assert_ne!(outcome.code, 0);
        assert!(!outcome.stderr.contains("CREATE TABLE secret"));
    }
    // A link that stays inside is one's own business.
    std::fs::remove_file(&script).unwrap();
    std::fs::write(sandbox.path().join("migrations/0001_a/real.sql"), &text).unwrap();
    symlink("real.sql", &script).unwrap();
    sandbox.bridge(&["upgrade", "--dry-run"]).exits(0);

    // The revision's folder.
    let folder = sandbox.path().join("migrations/0001_a");
    let moved = around.place.path().join("moved");
    std::fs::rename(&folder, &moved).unwrap();
    symlink(&moved, &folder).unwrap();
    sandbox
        .bridge(&["upgrade"])
        .exits(1)
        .says("leads out of the chain");

    // The whole chain.
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&moved, &folder).unwrap();
    let chain = sandbox.path().join("migrations");
    let elsewhere = around.place.path().join("chain");
    std::fs::rename(&chain, &elsewhere).unwrap();
    symlink(&elsewhere, &chain).unwrap();
    sandbox
        .bridge(&["upgrade"])
        .exits(2)
        .says("leads out of the project");
    std::fs::remove_file(&chain).unwrap();
    std::fs::rename(&elsewhere, &chain).unwrap();
    sandbox.bridge(&["upgrade"]).exits(0);

    // A legacy file.
    let code = around.place.path().join("code.py");
    std::fs::write(&code, "MIGRATIONS = []\n").unwrap();
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"sqlite:///./main.db\"\nhome = true\n\
         [sources.old]\nkind = \"list\"\npath = \"old/migrations/__init__.py\"\ndatabase = \"main\"\n",
    );
    std::fs::create_dir_all(sandbox.path().join("old/migrations")).unwrap();
    symlink(&code, sandbox.path().join("old/migrations/__init__.py")).unwrap();
    sandbox
        .bridge(&["import"])
        .exits(2)
        .says("leads out of the project");
}
