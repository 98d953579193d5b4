use bridge_importers::Dialect;

use super::*;
use crate::chain::{Kind, Rung, Scripts};

fn sample() -> Vec<Revision> {
    let script = |rung, derived, digit: char| LockedScript {
        rung,
        derived,
        checksum: std::iter::repeat_n(digit, 64).collect(),
    };
    vec![
        Revision {
            position: 1,
            id: "000_initial_base".into(),
            dir: "0001_000_initial_base".into(),
            lane: "admin".into(),
            kind: Kind::Alembic,
            database: "admin".into(),
            message: "初始 \"base\"".into(),
            description: None,
            created: "2024-01-01 10:00:00".into(),
            parents: vec![],
            depends_on: vec![],
            branch_labels: vec!["core".into()],
            scripts: Scripts::from_iter([
                (
                    (Direction::Up, Dialect::Sqlite),
                    script(Rung::Sql, false, 'a'),
                ),
                (
                    (Direction::Up, Dialect::Postgres),
                    LockedScript {
                        rung: Rung::Unavailable,
                        derived: false,
                        checksum: String::new(),
                    },
                ),
                (
                    (Direction::Down, Dialect::Sqlite),
                    script(Rung::Directives, true, 'b'),
                ),
            ]),
            is_open: false,
        },
        Revision {
            position: 2,
            id: "20241024_add_indexes".into(),
            dir: "0002_20241024_add_indexes".into(),
            lane: "main".into(),
            kind: Kind::List,
            database: "chat_history".into(),
            message: "indexes".into(),
            description: Some("indexes\nof chat".into()),
            created: String::new(),
            parents: vec![],
            depends_on: vec!["000_initial_base".into()],
            branch_labels: vec![],
            scripts: Scripts::new(),
            is_open: false,
        },
    ]
}

#[test]
fn the_layout_is_one_block_per_revision() {
    insta::assert_snapshot!(write([], &sample()), @r#"
    # The order of the chain, and the checksums of its scripts.
    # Written by bridge; commit it. A new revision is a new block at the end.
    version = 1

    [[revision]]
    id = "000_initial_base"
    dir = "0001_000_initial_base"
    lane = "admin"
    kind = "alembic"
    database = "admin"
    message = "初始 \"base\""
    created = "2024-01-01 10:00:00"
    parents = []
    branch_labels = ["core"]
    up.sqlite = "sql aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    up.postgres = "unavailable"
    down.sqlite = "directives derived bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

    [[revision]]
    id = "20241024_add_indexes"
    dir = "0002_20241024_add_indexes"
    lane = "main"
    kind = "list"
    database = "chat_history"
    message = "indexes"
    description = "indexes\nof chat"
    created = ""
    parents = []
    depends_on = ["000_initial_base"]
    "#);
}

#[test]
fn it_comes_back_and_is_toml() {
    let text = write([], &sample());
    assert_eq!(read(&text).unwrap().revisions, sample());
    assert_eq!(read(&text.replace('\n', "\r\n")), read(&text));
    assert_eq!(read(&format!("\u{feff}{text}")), read(&text));
    toml::from_str::<toml::Table>(&text).unwrap();
}

/// However the file comes in pieces, and however long a line is.
#[test]
fn a_file_is_read_as_its_text() {
    struct Dripping<'a>(&'a [u8], usize);
    impl std::io::Read for Dripping<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(into.len()).min(self.0.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }
    let text = write([], &sample());
    for size in [1, 7] {
        let file = Dripping(text.as_bytes(), size);
        assert_eq!(read_from(file, 0).unwrap(), read(&text), "{size}");
    }
    let mut revisions = sample();
    revisions[1].description = Some("長い".repeat(50_000));
    let text = write([], &revisions);
    for size in [4096, usize::MAX] {
        let file = Dripping(text.as_bytes(), size);
        assert_eq!(read_from(file, 0).unwrap(), read(&text), "{size}");
    }
    let cut = Dripping(&text.as_bytes()[..text.len() - 1], 4096);
    assert_eq!(read_from(cut, text.len()).unwrap(), read(&text));
    let conflict = text.replace("[[revision]]", "<<<<<<< ours");
    assert_eq!(
        read_from(Dripping(conflict.as_bytes(), 100), 0).unwrap(),
        Err(LockError::Conflict { line: 5 })
    );
    let broken = [text.as_bytes(), b"\xff\n"].concat();
    let error = read_from(Dripping(&broken, 100), 0).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
}

#[test]
fn what_bridge_did_not_write_is_an_error_with_its_line() {
    let text = write([], &sample());
    let say = |text: &str| read(text).unwrap_err().to_string();
    insta::assert_snapshot!(say(&text.replace("kind = \"list\"", "kindd = \"list\"")), @r#"line 23: unknown key: `kindd = "list"`. The lock is written by bridge only: restore it from version control"#);
    insta::assert_snapshot!(say(&text.replace("lane = \"main\"\n", "")), @"line 19: this revision has no `lane`. The lock is written by bridge only: restore it from version control");
    insta::assert_snapshot!(say(&text.replace("version = 1", "version = 2")), @"line 3: the lock has version 2, and this bridge reads version 1. Update bridge");
    insta::assert_snapshot!(say(&text.replace("\"0002_20241024_add_indexes\"", "\"../evil\"")), @r#"line 21: `dir` must be the plain name of a folder beside the lock: `dir = "../evil"`. The lock is written by bridge only: restore it from version control"#);
    insta::assert_snapshot!(say(&text.replace(" aaaa", " AAAA")), @r#"line 15: a checksum is 64 lower-case hexadecimal digits: `up.sqlite = "sql AAAAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`. The lock is written by bridge only: restore it from version control"#);
    insta::assert_snapshot!(say(&text.replace("created = \"\"", "created = \"\"\ncreated = \"\"")), @r#"line 28: the key stands twice in this block: `created = ""`. The lock is written by bridge only: restore it from version control"#);
    insta::assert_snapshot!(say(""), @"line 1: the line `version = 1` is missing: ``. The lock is written by bridge only: restore it from version control");
}

#[test]
fn ledgers_with_names_of_their_own_stand_before_the_revisions() {
    let ledger = |lane: &str, table: Option<&str>, schema: Option<&str>| LedgerName {
        lane: lane.into(),
        version_table: table.map(str::to_owned),
        version_column: None,
        user_version: None,
        version_row: None,
        version_table_schema: schema.map(str::to_owned),
    };
    let ledgers = [
        ledger("admin", Some("版本\"表"), Some("audit")),
        ledger("main", None, None),
        LedgerName {
            version_column: Some("名".into()),
            ..ledger("shop", None, Some("shop"))
        },
        LedgerName {
            user_version: Some(crate::chain::NumberMeans::Count),
            version_row: Some(crate::chain::NumberMeans::Next),
            ..ledger("small", None, None)
        },
    ];
    let text = write(&ledgers, &sample());
    insta::assert_snapshot!(text.split("[[revision]]").next().unwrap(), @r#"
    # The order of the chain, and the checksums of its scripts.
    # Written by bridge; commit it. A new revision is a new block at the end.
    version = 1

    [[lane]]
    name = "admin"
    version_table = "版本\"表"
    version_table_schema = "audit"

    [[lane]]
    name = "shop"
    version_column = "名"
    version_table_schema = "shop"

    [[lane]]
    name = "small"
    user_version = "count"
    version_row = "next"
    "#);
    let lock = read(&text).unwrap();
    assert_eq!(
        lock.ledgers,
        [ledgers[0].clone(), ledgers[2].clone(), ledgers[3].clone()]
    );
    assert_eq!(lock.revisions, sample());
    toml::from_str::<toml::Table>(&text).unwrap();
    let say = |text: &str| read(text).unwrap_err().to_string();
    assert!(
        say("version = 1\n[[lane]]\nversion_table = \"v\"\n").contains("this lane has no `name`")
    );
    assert!(
        say("version = 1\n[[lane]]\nname = \"a\"\n").contains("this lane has no `version_table`")
    );
    assert!(say(&text.replace("\"shop\"\nversion", "\"admin\"\nversion")).contains("already"));
    assert!(
        say(&format!("{text}[[lane]]\nname = \"x\"\n"))
            .contains("lanes stand before the revisions")
    );
}

#[test]
fn a_merge_conflict_is_explained() {
    let text = write([], &sample()).replace(
        "[[revision]]\nid = \"2024",
        "<<<<<<< HEAD\n[[revision]]\nid = \"2024",
    );
    insta::assert_snapshot!(read(&text).unwrap_err(), @"line 19: this is the mark of a merge conflict. Two people added revisions at once. `bridge repair` shows what each added, and with --yes keeps both");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in proptest::prelude::any::<String>()) {
        let _ = read(&text);
        let _ = read(&format!("version = 1\n[[revision]]\n{text}"));
    }
}
