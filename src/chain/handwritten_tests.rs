use super::*;
use crate::chain::{Kind, NewScript, ScriptSource, relock};

fn new(id: &str, parents: &[&str]) -> NewRevision {
    let script = |text: &str| NewScript {
        rung: Rung::Sql,
        derived: false,
        text: text.to_string(),
        program: None,
        reason: None,
    };
    let mut scripts = BTreeMap::new();
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        scripts.insert((Direction::Up, dialect), script("-- Write it.\n"));
        scripts.insert((Direction::Down, dialect), script("-- Undo it.\n"));
    }
    NewRevision {
        id: id.into(),
        message: id.into(),
        created: String::new(),
        lane: "bridge".into(),
        kind: Kind::Bridge,
        database: "main".into(),
        parents: parents.iter().map(|id| id.to_string()).collect(),
        depends_on: vec![],
        branch_labels: vec![],
        source: None,
        scripts,
        repairs: vec![],
    }
}

#[test]
fn an_open_revision_runs_what_its_files_say_and_is_sealed_by_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let empty = Chain::new(dir.path().to_path_buf(), vec![]).unwrap();
    append(&empty, &new("a", &[]), false, true).unwrap();
    let lock = std::fs::read_to_string(dir.path().join("chain.lock")).unwrap();
    assert!(
        lock.ends_with("up.sqlite = \"open\"\nup.postgres = \"open\"\n"),
        "{lock}"
    );

    let chain = Chain::read(dir.path()).unwrap();
    let a = chain.get("a").unwrap();
    let up = |chain: &Chain| {
        let found = chain.load(chain.get("a").unwrap(), Direction::Up, Dialect::Sqlite);
        found.map(|loaded| loaded.work.nodes().len())
    };
    assert!(a.is_open && !is_written(a) && a.script(Direction::Down, Dialect::Sqlite).is_none());
    assert!(matches!(up(&chain), Err(ScriptFileError::Unwritten { .. })));

    std::fs::write(dir.path().join("0001_a/up.sql"), "CREATE TABLE t (a);\n").unwrap();
    let chain = Chain::read(dir.path()).unwrap();
    assert_eq!(up(&chain).unwrap(), 1);
    let checksum = chain
        .get("a")
        .unwrap()
        .recorded_checksum(Dialect::Sqlite)
        .to_string();

    let added = append(&chain, &new("b", &["a"]), true, true).unwrap();
    assert_eq!(added.sealed, ["a"]);
    assert!(dir.path().join("0002_b/down.postgres.sql").exists());
    let chain = Chain::read(dir.path()).unwrap();
    let a = chain.get("a").unwrap();
    assert!(!a.is_open && chain.get("b").unwrap().is_open);
    assert_eq!(a.recorded_checksum(Dialect::Sqlite), checksum);
    assert!(a.script(Direction::Down, Dialect::Sqlite).is_none());

    std::fs::write(dir.path().join("0001_a/up.sql"), "CREATE TABLE t (b);\n").unwrap();
    assert!(matches!(up(&chain), Err(ScriptFileError::Edited { .. })));
    let chain = relock(&chain, &BTreeSet::from(["a".to_string()])).unwrap();
    assert_eq!(up(&chain).unwrap(), 1);
    // The downgrade that nobody wrote is still none.
    let a = chain.get("a").unwrap();
    assert!(a.script(Direction::Down, Dialect::Sqlite).is_none());
}
