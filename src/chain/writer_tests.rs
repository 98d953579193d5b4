use super::*;
use crate::chain::ScriptSource;

fn revision(id: &str, parents: &[&str], sqlite: &str, postgres: Option<&str>) -> NewRevision {
    let script = |text: &str| NewScript {
        rung: Rung::Sql,
        derived: false,
        text: text.into(),
        program: None,
        reason: None,
    };
    let mut scripts = BTreeMap::from([((Direction::Up, Dialect::Sqlite), script(sqlite))]);
    if let Some(text) = postgres {
        scripts.insert((Direction::Up, Dialect::Postgres), script(text));
    }
    NewRevision {
        id: id.into(),
        message: format!("make {id}"),
        created: String::new(),
        lane: "admin".into(),
        kind: Kind::Alembic,
        database: "admin".into(),
        parents: parents.iter().map(|p| (*p).to_string()).collect(),
        depends_on: vec![],
        branch_labels: vec![],
        source: Some(Source {
            path: format!("legacy/{id}.py"),
            sha256: "1".into(),
        }),
        scripts,
        repairs: vec![],
    }
}

fn put(root: &Path, revisions: &[NewRevision]) -> Result<Vec<Outcome>, WriteError> {
    write(root, revisions, &BTreeSet::new())
        .map(|written| written.outcomes.into_iter().map(|(_, what)| what).collect())
}

/// Every file's path, text and time of change.
fn listing(root: &Path) -> BTreeMap<PathBuf, (String, std::time::SystemTime)> {
    walkdir::WalkDir::new(root)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let changed = entry.metadata().unwrap().modified().unwrap();
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let path = entry.path().strip_prefix(root).unwrap().to_path_buf();
            (path, (text, changed))
        })
        .collect()
}

fn names(root: &Path) -> String {
    let names: Vec<String> = listing(root)
        .into_keys()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    names.join("\n")
}

fn two() -> Vec<NewRevision> {
    vec![
        revision(
            "a",
            &[],
            "CREATE TABLE t (a);\n",
            Some("CREATE TABLE t (a);\n"),
        ),
        revision("b", &["a"], "SELECT 1;\n", Some("SELECT 2;\n")),
    ]
}

#[test]
fn the_same_again_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(
        put(dir.path(), &two()).unwrap(),
        [Outcome::Added, Outcome::Added]
    );
    insta::assert_snapshot!(names(dir.path()), @r"
    0001_a/revision.toml
    0001_a/up.sql
    0002_b/revision.toml
    0002_b/up.postgres.sql
    0002_b/up.sqlite.sql
    chain.lock
    ");
    let before = listing(dir.path());
    assert_eq!(
        put(dir.path(), &two()).unwrap(),
        [Outcome::Unchanged, Outcome::Unchanged]
    );
    assert_eq!(listing(dir.path()), before);
    let chain = Chain::read(dir.path()).unwrap();
    let loaded = chain
        .load(chain.get("b").unwrap(), Direction::Up, Dialect::Postgres)
        .unwrap();
    assert_eq!(loaded.file, "0002_b/up.postgres.sql");
}

#[test]
fn later_revisions_are_appended_and_gone_ones_stay() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), &two()).unwrap();
    let later = [revision("c", &["a"], "", None)];
    assert_eq!(put(dir.path(), &later).unwrap(), [Outcome::Added]);
    let chain = Chain::read(dir.path()).unwrap();
    let ids: Vec<&str> = chain.revisions().iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    let empty = chain
        .load(chain.get("c").unwrap(), Direction::Up, Dialect::Sqlite)
        .unwrap();
    assert!(empty.work.nodes().is_empty());
}

#[test]
fn a_locked_revision_does_not_change() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), &two()).unwrap();
    let before = listing(dir.path());
    let mut changed = two();
    changed[1] = revision("b", &["a"], "SELECT 3;\n", Some("SELECT 2;\n"));
    insta::assert_snapshot!(put(dir.path(), &changed).unwrap_err(), @"revision `b` is locked, and its up script for sqlite would change. Undo the change in the legacy file, or accept it with `--reconvert b`");
    changed[1] = revision("b", &[], "SELECT 1;\n", Some("SELECT 2;\n"));
    insta::assert_snapshot!(put(dir.path(), &changed).unwrap_err(), @"revision `b` is locked, and its parents would change. Undo the change in the legacy file, or accept it with `--reconvert b`");
    assert_eq!(listing(dir.path()), before);

    // The same SQL with another comment and another source is the same revision.
    changed[1] = revision("b", &["a"], "-- b.py:3\nSELECT 1;\n", Some("SELECT 2;\n"));
    changed[1].source = None;
    assert_eq!(
        put(dir.path(), &changed).unwrap(),
        [Outcome::Unchanged, Outcome::SourceUpdated]
    );
    let asked = BTreeSet::from(["b".to_string()]);
    changed[1] = revision("b", &["a"], "SELECT 2;\n", Some("SELECT 2;\n"));
    write(dir.path(), &changed, &asked).unwrap();
    insta::assert_snapshot!(names(dir.path()), @r"
    0001_a/revision.toml
    0001_a/up.sql
    0002_b/revision.toml
    0002_b/up.sql
    chain.lock
    ");
}

#[test]
fn a_new_dialect_is_added_to_locked_revisions() {
    let dir = tempfile::tempdir().unwrap();
    let one = |postgres| [revision("a", &[], "SELECT 1;\n", postgres)];
    put(dir.path(), &one(None)).unwrap();
    assert_eq!(
        put(dir.path(), &one(Some("SELECT 2;\n"))).unwrap(),
        [Outcome::Extended]
    );
    insta::assert_snapshot!(names(dir.path()), @r"
    0001_a/revision.toml
    0001_a/up.postgres.sql
    0001_a/up.sqlite.sql
    chain.lock
    ");
    assert_eq!(
        put(dir.path(), &one(Some("SELECT 2;\n"))).unwrap(),
        [Outcome::Unchanged]
    );
}

#[test]
fn a_dialect_that_is_not_converted_again_keeps_its_files() {
    let dir = tempfile::tempdir().unwrap();
    let only = |dialect: Dialect, text: &str| {
        let mut one = revision("a", &[], text, None);
        let script = one.scripts.remove(&(Direction::Up, Dialect::Sqlite));
        one.scripts
            .extend(script.map(|script| ((Direction::Up, dialect), script)));
        [one]
    };
    put(dir.path(), &only(Dialect::Postgres, "SELECT 2;\n")).unwrap();
    let sqlite = only(Dialect::Sqlite, "SELECT 1;\n");
    assert_eq!(put(dir.path(), &sqlite).unwrap(), [Outcome::Extended]);
    let chain = Chain::read(dir.path()).unwrap();
    let a = chain.get("a").unwrap();
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        chain.load(a, Direction::Up, dialect).unwrap();
    }
    insta::assert_snapshot!(names(dir.path()), @r"
    0001_a/revision.toml
    0001_a/up.postgres.sql
    0001_a/up.sqlite.sql
    chain.lock
    ");
    assert_eq!(put(dir.path(), &sqlite).unwrap(), [Outcome::Unchanged]);
}

#[test]
fn a_baseline_comes_before_its_lane() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), &two()).unwrap();
    let mut base = revision("baseline_admin", &[], "SELECT 0;\n", None);
    base.kind = Kind::Baseline;
    let mut all = vec![base];
    all.extend(two());
    all[1].parents = vec!["baseline_admin".into()];
    assert_eq!(
        put(dir.path(), &all).unwrap(),
        [Outcome::Added, Outcome::SourceUpdated, Outcome::Unchanged]
    );
    let chain = Chain::read(dir.path()).unwrap();
    let dirs: Vec<&str> = chain.revisions().iter().map(|r| r.dir.as_str()).collect();
    assert_eq!(dirs, ["0001_baseline_admin", "0001_a", "0002_b"]);
    assert_eq!(
        put(dir.path(), &all).unwrap(),
        [Outcome::Unchanged, Outcome::Unchanged, Outcome::Unchanged]
    );
}

#[test]
fn an_edited_file_is_found_and_can_be_locked_anew() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), &two()).unwrap();
    let chain = Chain::read(dir.path()).unwrap();
    let load = |chain: &Chain| chain.load(chain.get("b").unwrap(), Direction::Up, Dialect::Sqlite);
    let path = dir.path().join("0002_b/up.sqlite.sql");
    // Line ends, spaces at the end and comments do not count.
    std::fs::write(&path, "-- a comment\r\nSELECT 1;  \r\n").unwrap();
    load(&chain).unwrap();
    std::fs::write(&path, "SELECT 11;\n").unwrap();
    let said = load(&chain).unwrap_err().to_string();
    insta::assert_snapshot!(said.replace(&dir.path().display().to_string(), "migrations"), @"migrations/0002_b/up.sqlite.sql was edited: the lock has SHA-256 b4e0497804e4…, the file 4c8aee2803a7…. Restore it from version control, or run `bridge repair b`, which shows what differs and locks the new text");
    let chain = relock(&chain, &BTreeSet::from(["b".to_string()])).unwrap();
    load(&chain).unwrap();
    load(&Chain::read(dir.path()).unwrap()).unwrap();
    std::fs::write(dir.path().join("0002_b/up.sql"), "SELECT 1;\n").unwrap();
    assert!(matches!(load(&chain), Err(ScriptFileError::Both { .. })));
    std::fs::remove_dir_all(dir.path().join("0002_b")).unwrap();
    assert!(matches!(load(&chain), Err(ScriptFileError::Missing { .. })));
}

#[test]
fn a_chain_that_does_not_fit_is_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let say = |revisions: &[NewRevision]| {
        let said = put(dir.path(), revisions).unwrap_err().to_string();
        said.replace(&dir.path().display().to_string(), "migrations")
    };
    insta::assert_snapshot!(say(&[revision("a", &["zz"], "", None)]), @"migrations/chain.lock: revision `a` needs `zz`, and the chain has no such revision");
    insta::assert_snapshot!(say(&[revision("a", &["b"], "", None), revision("b", &[], "", None)]), @"migrations/chain.lock: revision `a` stands before `b`, which it needs. Put the block of `b` first");
    insta::assert_snapshot!(say(&[revision("a", &[], "", None), revision("a", &[], "", None)]), @"migrations/chain.lock: revision `a` stands twice, at positions 1 and 2. After a merge keep one of the two blocks");
    insta::assert_snapshot!(say(&[revision("a", &[], "SELECT 'x", None)]), @"revision `a`, up script for sqlite: line 1: the string that starts here is not closed");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    let mut blocked = dir.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    blocked.push("migrations");
    assert!(put(&blocked, &two()).is_err());
}

#[test]
fn names_of_ledgers_stay_until_they_are_given_anew() {
    let dir = tempfile::tempdir().unwrap();
    let name = |table: Option<&str>| LedgerName {
        lane: "admin".into(),
        version_table: table.map(str::to_owned),
        version_column: None,
        user_version: None,
        version_row: None,
        version_table_schema: None,
    };
    let with = |ledgers: &[LedgerName]| {
        write_with(dir.path(), &two(), &BTreeSet::new(), ledgers)
            .unwrap()
            .chain
            .ledger_name("admin")
            .and_then(|ledger| ledger.version_table.clone())
    };
    assert_eq!(with(&[name(Some("versions"))]).as_deref(), Some("versions"));
    assert_eq!(put(dir.path(), &two()).unwrap(), [Outcome::Unchanged; 2]);
    let chain = Chain::read(dir.path()).unwrap();
    assert_eq!(
        chain.ledger_names().cloned().collect::<Vec<_>>(),
        [name(Some("versions"))]
    );
    relock(&chain, &BTreeSet::from(["b".to_string()])).unwrap();
    assert_eq!(with(&[]).as_deref(), Some("versions"));
    assert_eq!(with(&[name(None)]), None);
}
