//! Reading and writing, as each other's inverse.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::dialect::Dialect;

const FULL: &str = r#"-- 003_add.py:20
CREATE TABLE users (
    id INTEGER NOT NULL, -- the key
    "名" TEXT DEFAULT 'a;b'
);

-- bridge:let had_users = table("users") and not column("users", "a\"b", schema="s")

-- bridge:if not had_users
-- "odd \n name.txt":7
CREATE TABLE a (x INT);
-- bridge:elif constraint("t", "c", kind="unique") or had_users and true
DROP TABLE b;
-- bridge:else
-- x.py:9
-- bridge:fail "no \"way\"\n另"
-- bridge:end

-- bridge:try sqlalchemy.exc.OperationalError, Exception
CREATE INDEX idx_a ON t (a);
-- bridge:end

-- bridge:try
SELECT 1;
-- bridge:except ValueError
SELECT 2;
-- bridge:except
SELECT 3;
-- bridge:else
SELECT 4;
-- bridge:finally
SELECT 5;
-- bridge:end

-- bridge:autocommit
VACUUM;
-- bridge:end

-- x.py:10
-- bridge:batch "odd table" schema="main"
-- bridge: add column nickname VARCHAR(50) DEFAULT 'x' after "na""me" before b
-- bridge: add column x y after z at end
-- bridge: "add column c TEXT DEFAULT 'a\nb'"
-- bridge: drop column old
-- bridge: alter column a rename to b type NUMERIC(10, 2) not null default 'x y'
-- bridge: alter column c null drop default
-- bridge: add constraint CONSTRAINT uq UNIQUE (a, b)
-- bridge: drop constraint uq_old unique
-- bridge: drop constraint any_old
-- bridge: drop type check ck
-- bridge: CREATE UNIQUE INDEX ix ON t (a)
-- bridge: drop index ix_old
-- bridge: naming fk "fk_%(table_name)s_%(column_0_name)s"
-- bridge: order a, "b c"
--   CREATE TABLE _t (
--     a INT
--   );
--   DROP TABLE t;
-- bridge:end
"#;

fn without_lines(text: &str) -> Script {
    without(&read(text, Dialect::Sqlite).unwrap())
}

/// A copy in which no node remembers its line.
fn without(script: &Script) -> Script {
    fn strip(nodes: &mut [Node]) {
        for node in nodes {
            match node {
                Node::Statement(statement) => statement.line = 0,
                Node::Batch(batch) => batch.line = 0,
                Node::If {
                    then, otherwise, ..
                } => {
                    strip(then);
                    strip(otherwise);
                }
                Node::Try(block) => {
                    strip(&mut block.body);
                    strip(&mut block.otherwise);
                    strip(&mut block.finally);
                    for handler in &mut block.handlers {
                        strip(&mut handler.body);
                    }
                }
                Node::Autocommit(nodes) => strip(nodes),
                Node::Let { .. } | Node::Fail { .. } => {}
            }
        }
    }
    let mut script = script.clone();
    strip(&mut script.nodes);
    script
}

#[test]
fn everything_is_read_and_written_again() {
    let script = read(FULL, Dialect::Sqlite).unwrap();
    assert_eq!(write(&script, Dialect::Sqlite), FULL);
    let crlf = FULL.replace('\n', "\r\n");
    assert_eq!(read(&crlf, Dialect::Sqlite).unwrap(), script);
}

#[test]
fn a_person_may_indent_and_comment() {
    let text = "-- what this does\n\n  -- bridge:let  a  =  ( table( \"t\" ) )\n-- bridge:if a\n    -- why\n    \
        SELECT 1 ;  /* done */\n--bridge:end  \nSELECT 2";
    insta::assert_snapshot!(write(&read(text, Dialect::Postgres).unwrap(), Dialect::Postgres), @r#"
    -- bridge:let a = table("t")

    -- bridge:if a
    SELECT 1;
    -- bridge:end

    SELECT 2;
    "#);
}

#[test]
fn faults_name_line_and_way_out() {
    let message = |text: &str| {
        let error = read(text, Dialect::Sqlite).unwrap_err();
        format!("{error} ({})", error.help().unwrap_or_default())
    };
    insta::assert_snapshot!(message("-- bridge:if true\n-- bridge:fi\n"), @"line 2: `bridge:fi` is not a directive (did you mean `-- bridge:end`?)");
    insta::assert_snapshot!(message("-- bridge:batsch t\n"), @"line 1: `bridge:batsch` is not a directive (did you mean `-- bridge:batch`?)");
    insta::assert_snapshot!(message("\n-- bridge:if true\nSELECT 1;\n"), @"line 2: the block `bridge:if` that starts here has no `-- bridge:end` (add `-- bridge:end` behind its last statement)");
    insta::assert_snapshot!(message("-- brigde:if true\n"), @"line 1: `brigde:if true` looks like a directive, but directives start with `-- bridge:` ()");
    insta::assert_snapshot!(message("/* bridge:end */\n"), @"line 1: `bridge:end` looks like a directive, but directives start with `-- bridge:` ()");
    insta::assert_snapshot!(message("-- bridge:end\n"), @"line 1: `bridge:end` belongs to no open block here ()");
    insta::assert_snapshot!(message("-- bridge:if true\nSELECT 1\n-- bridge:end\n"), @"line 2: the statement that starts here has no `;` before the directive in line 3 (end the statement with `;`)");
    insta::assert_snapshot!(message("-- bridge:if hat_users\n-- bridge:end"), @"line 1: `hat_users` is used here, but no `bridge:let hat_users = …` stands above ()");
    insta::assert_snapshot!(message("-- bridge:if tabel(\"t\")\n"), @"line 1: `bridge:if`: `tabel(…)` is not a question; ask for table, view, column, index, constraint, schema, sequence or type ()");
    insta::assert_snapshot!(message("-- bridge:try\n-- bridge:end\n"), @"line 1: `bridge:try`: name the classes that are caught, or add `-- bridge:except` ()");
    insta::assert_snapshot!(message("-- bridge:batch t\nALTER TABLE t;\n"), @"line 2: a statement cannot stand inside `bridge:batch`; write a `-- bridge: …` line per change ()");
    insta::assert_snapshot!(message("-- bridge:batch t\n-- bridge: ad column x\n"), @"line 2: `ad column x` is not a change of a table: it starts with none of the known words (changes are add column, drop column, alter column, add constraint, drop constraint, create index, drop index, naming, order)");
    insta::assert_snapshot!(message("-- bridge: add column x\n"), @"line 1: `bridge:`: changes of a table stand only inside `-- bridge:batch` ()");
}

#[test]
fn ordinary_comments_stay_ordinary() {
    for text in [
        "-- Note: if this fails\n",
        "-- bridges: else where\n",
        "-- bridge the gap\n",
        "-- see https://example.org:80\n",
    ] {
        let script = read(text, Dialect::Sqlite);
        if text.starts_with("-- bridges") {
            // One letter off, and a directive's word behind it.
            assert!(script.is_err());
        } else {
            assert!(script.unwrap().is_empty(), "{text}");
        }
    }
}

#[test]
fn nesting_is_bounded() {
    let deep = "-- bridge:if true\n".repeat(100_000);
    assert!(matches!(
        read(&deep, Dialect::Sqlite).unwrap_err().fault,
        Fault::TooDeep { .. }
    ));
    for condition in ["(".repeat(100_000), "not ".repeat(100_000)] {
        assert!(Condition::parse(&condition).is_err());
    }
}

#[test]
fn conditions_are_evaluated_like_python() {
    struct Asked(Vec<Question>);
    impl Catalogue for Asked {
        type Error = String;
        fn answer(&mut self, question: &Question) -> Result<bool, String> {
            self.0.push(question.clone());
            match question {
                Question::Table { table, .. } => Ok(table == "users"),
                _ => Err("cannot ask".to_owned()),
            }
        }
    }
    let names = BTreeMap::from([("a".to_owned(), true)]);
    let value = |text: &str| {
        let mut asked = Asked(Vec::new());
        let value = Condition::parse(text).unwrap().evaluate(&names, &mut asked);
        (value, asked.0.len())
    };
    assert_eq!(
        value("table(\"users\") and not table(\"b\")"),
        (Ok(true), 2)
    );
    assert_eq!(value("a or column(\"t\", \"c\")"), (Ok(true), 0));
    assert_eq!(value("not a and table(\"users\")"), (Ok(false), 0));
    assert_eq!(
        value("a and index(\"t\", \"c\")"),
        (Err(EvaluationError::Catalogue("cannot ask".to_owned())), 1)
    );
    assert_eq!(
        value("b"),
        (Err(EvaluationError::Unbound("b".to_owned())), 0)
    );
}

#[test]
fn checksums_ignore_what_does_not_run() {
    let sum = |text: &str| checksum_of_text(text, Dialect::Postgres).unwrap();
    let plain = "CREATE TABLE t (a INT, b TEXT DEFAULT 'x  y');\n-- bridge:if table(\"t\")\nSELECT 1;\n-- bridge:end\n";
    let dressed = "-- hello\r\n-- a.py:3\r\nCREATE TABLE t (  \r\n\ta INT, -- a\r\n b TEXT DEFAULT 'x  y') ;\r\n\r\n\
        --  bridge:if   table( \"t\" )\r\n  SELECT /* one */ 1;\r\n-- bridge:end\r\n\r\n";
    assert_eq!(sum(plain), sum(dressed));
    assert_ne!(sum(plain), sum(&plain.replace("x  y", "x y")));
    assert_ne!(sum(plain), sum(&plain.replace("table(\"t\")", "true")));
    assert_eq!(sum("-- nothing\n\n/* at all */"), sum(""));
    assert_eq!(
        sum(""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_ne!(sum("SELECT $$ a  b $$;"), sum("SELECT $$ a b $$;"));
    let script = read(FULL, Dialect::Sqlite).unwrap();
    let mut other = script.clone();
    other.nodes.iter_mut().for_each(|node| {
        if let Node::Batch(batch) = node {
            batch.rehearsed.clear();
        }
    });
    assert_ne!(script, other);
    assert_eq!(
        checksum(&script, Dialect::Sqlite),
        checksum(&other, Dialect::Sqlite)
    );
}

#[test]
fn certain_inverses_are_derived() {
    let down = |text: &str, dialect| match derive_down(&read(text, dialect).unwrap(), dialect) {
        Ok(script) => write(&script, dialect).replace("\n\n", "\n"),
        Err(no) => format!("line {}: {no}", no.line),
    };
    insta::assert_snapshot!(down(
        "-- a.py:1\nCREATE TABLE \"T t\" (a INT);\nCREATE UNIQUE INDEX ix ON s.\"T t\" (a);\nALTER TABLE u ADD COLUMN b NUMERIC(1, 2) DEFAULT 0;",
        Dialect::Postgres,
    ), @r#"
    ALTER TABLE u DROP COLUMN b;
    DROP INDEX s.ix;
    -- a.py:1
    DROP TABLE "T t";
    "#);
    insta::assert_snapshot!(down("CREATE INDEX ix ON t (a);", Dialect::Mysql), @"DROP INDEX ix ON t;");
    assert_eq!(down("", Dialect::Sqlite), "");
    insta::assert_snapshot!(down("ALTER TABLE t ADD COLUMN \"a b\" INT CHECK (x > 0) REFERENCES u (id);", Dialect::Sqlite), @r#"ALTER TABLE t DROP COLUMN "a b";"#);
    insta::assert_snapshot!(down("\nUPDATE t SET a = 1;", Dialect::Sqlite), @"line 2: `UPDATE t SET a …` has no certain inverse");
    for refused in [
        "CREATE TABLE IF NOT EXISTS t (a INT);",
        "CREATE TEMP TABLE t (a INT);",
        "CREATE TABLE t AS SELECT 1;",
        "CREATE INDEX IF NOT EXISTS i ON t (a);",
        "CREATE OR REPLACE VIEW v AS SELECT 1;",
        "ALTER TABLE t ADD COLUMN a INT UNIQUE;",
        "ALTER TABLE t ADD COLUMN a INT PRIMARY KEY;",
        "ALTER TABLE t RENAME TO u;",
        "-- bridge:if true\nCREATE TABLE t (a INT);\n-- bridge:end",
        "-- bridge:try Exception\nCREATE TABLE t (a INT);\n-- bridge:end",
    ] {
        let script = read(refused, Dialect::Sqlite).unwrap();
        assert!(derive_down(&script, Dialect::Sqlite).is_err(), "{refused}");
    }
    for refused in [
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT;",
        "ALTER TABLE t ADD CONSTRAINT c UNIQUE (a);",
        "ALTER TABLE t ADD COLUMN a INT, ADD COLUMN b INT;",
        "CREATE INDEX CONCURRENTLY i ON t (a);",
    ] {
        let script = read(refused, Dialect::Postgres).unwrap();
        assert!(
            derive_down(&script, Dialect::Postgres).is_err(),
            "{refused}"
        );
    }
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z_]{1,5}",
        "[\"'a-z\\\\\n\t 表;=#-]{1,6}",
        any::<String>().prop_filter("a name", |name| !name.is_empty())
    ]
}

fn any_question() -> impl Strategy<Value = Question> {
    (
        0..8,
        any_name(),
        any_name(),
        proptest::option::of(any_name()),
        0..5usize,
    )
        .prop_map(|(which, a, b, schema, kind)| match which {
            0 => Question::Table { schema, table: a },
            1 => Question::View { schema, view: a },
            2 => Question::Column {
                schema,
                table: a,
                column: b,
            },
            3 => Question::Index {
                schema,
                table: a,
                index: b,
            },
            4 => Question::Constraint {
                schema,
                table: a,
                kind: [
                    ConstraintKind::Any,
                    ConstraintKind::Check,
                    ConstraintKind::ForeignKey,
                    ConstraintKind::PrimaryKey,
                    ConstraintKind::Unique,
                ][kind],
                constraint: b,
            },
            5 => Question::Schema { schema: a },
            6 => Question::Sequence {
                schema,
                sequence: a,
            },
            _ => Question::Type { schema, name: a },
        })
}

fn any_condition() -> impl Strategy<Value = Condition> {
    prop_oneof![
        any::<bool>().prop_map(Condition::Known),
        any_question().prop_map(Condition::Question),
    ]
    .prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|c| Condition::Not(Box::new(c))),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            proptest::collection::vec(inner, 2..4).prop_map(Condition::Or),
        ]
    })
}

fn any_origin() -> impl Strategy<Value = Option<Origin>> {
    proptest::option::of(
        (prop_oneof![any_name(), "[a-z]{1,3}\\.py"], any::<u16>()).prop_map(|(file, line)| {
            Origin {
                file,
                line: line.into(),
            }
        }),
    )
}

fn any_sql() -> impl Strategy<Value = String> {
    "SELECT ('[^'\r]{0,8}'|\"[^\"]{0,8}\"|/\\* [a-z;'\n]{0,5} \\*/ x|-- [a-z;]{0,3}\ny|[a-z]{1,4}){1,3}"
}

fn any_change() -> impl Strategy<Value = Change> {
    (
        0..13,
        any_name(),
        any_sql(),
        proptest::option::of(any_name()),
        proptest::option::of(any_name()),
        proptest::option::of(any::<bool>()),
        proptest::option::of(proptest::option::of("'[^']{0,5}'|[a-z]{1,3}")),
        proptest::option::of("(VARCHAR\\([0-9]{1,2}\\)|DOUBLE PRECISION)"),
    )
        .prop_map(
            |(which, name, sql, a, b, nullable, default, data_type)| match which {
                0 => Change::AddColumn {
                    definition: sql,
                    after: a,
                    before: b,
                },
                1 => Change::DropColumn { name },
                2 => Change::AlterColumn {
                    name,
                    rename: a,
                    data_type,
                    nullable,
                    default,
                },
                3 => Change::AddConstraint { definition: sql },
                4 => Change::DropConstraint {
                    name,
                    kind: ConstraintKind::Check,
                },
                5 => Change::CreateIndex {
                    sql: format!("CREATE INDEX {sql}"),
                },
                6 => Change::DropIndex { name },
                7 => Change::DropTypeCheck { name },
                8 => Change::Naming {
                    key: "fk".to_owned(),
                    template: name,
                },
                9 => Change::From {
                    table: format!("CREATE TABLE {sql}"),
                },
                10 => Change::Column { definition: sql },
                11 => Change::Options {
                    options: vec![TableOption::Strict, TableOption::WithoutRowid],
                },
                _ => Change::Order {
                    columns: std::iter::once(name).chain(a).chain(b).collect(),
                },
            },
        )
}

pub(super) fn any_node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        (any_sql(), any_origin()).prop_map(|(sql, origin)| Node::Statement(Statement {
            sql,
            origin,
            line: 0
        })),
        ("v_[a-z]{1,4}", any_condition())
            .prop_map(|(name, condition)| Node::Let { name, condition }),
        (any::<String>(), any_origin())
            .prop_map(|(message, origin)| Node::Fail { message, origin }),
        (
            proptest::option::of(any_name()),
            any_name(),
            proptest::collection::vec(any_change(), 0..4),
            proptest::collection::vec("SELECT '[^'b]{0,9}'", 0..2),
            any_origin()
        )
            .prop_map(|(schema, table, changes, rehearsed, origin)| {
                Node::Batch(Batch {
                    schema,
                    table,
                    changes,
                    rehearsed,
                    origin,
                    line: 0,
                })
            }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let nodes = || proptest::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            (any_condition(), nodes(), nodes()).prop_map(|(condition, then, otherwise)| {
                Node::If {
                    condition,
                    then,
                    otherwise,
                }
            }),
            (
                nodes(),
                proptest::collection::vec(
                    (
                        proptest::collection::vec("[A-Z][a-z]{0,3}(\\.[a-z]{1,3})?", 0..3),
                        nodes()
                    ),
                    1..3
                ),
                nodes(),
                nodes()
            )
                .prop_map(|(body, handlers, otherwise, finally)| Node::Try(Try {
                    body,
                    handlers: handlers
                        .into_iter()
                        .map(|(classes, body)| Handler { classes, body })
                        .collect(),
                    otherwise,
                    finally,
                })),
            nodes().prop_map(Node::Autocommit),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(nodes in proptest::collection::vec(any_node(), 0..4)) {
        let script = Script { nodes };
        let text = write(&script, Dialect::Sqlite);
        let again = read(&text, Dialect::Sqlite)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(without(&again), script, "{}", text);
    }

    #[test]
    fn what_is_read_is_written_again(
        lines in proptest::collection::vec(
            "(-- bridge:(if true|else|elif false|end|try E|except|finally|autocommit|batch t|let a = true|fail \"\"| drop column a)|SELECT [a-z']{0,3};|-- [a-z:.]{0,8}|-- a.py:1| {0,3})",
            0..8,
        ),
    ) {
        let text = lines.join("\n");
        if let Ok(script) = read(&text, Dialect::Sqlite) {
            let script = without(&script);
            let written = write(&script, Dialect::Sqlite);
            prop_assert_eq!(&without_lines(&written), &script);
            prop_assert_eq!(
                checksum(&script, Dialect::Sqlite),
                checksum_of_text(&written, Dialect::Sqlite).unwrap()
            );
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>(), directive in "[a-z\"'()=,é ]{0,20}") {
        let _ = read(&text, Dialect::Postgres);
        let _ = read(&format!("-- bridge:batch t\n-- bridge: {directive}\n-- bridge:end"), Dialect::Sqlite);
        let _ = read(&format!("-- bridge:let a = {directive}"), Dialect::Mysql);
        let _ = Condition::parse(&text);
        let _ = change::parse(&text);
        let _ = quoted::read_string(&format!("\"{text}"));
        let _ = origin::parse(&text);
    }
}

#[test]
fn a_comment_that_the_database_reads_is_part_of_its_statement() {
    let cut = |text: &'static str, dialect: Dialect| -> Vec<&'static str> {
        let pieces = split(text, dialect).unwrap();
        pieces.iter().map(|piece| piece.sql).collect()
    };
    let text = "/*+ a */ SELECT 1 /*!50100 b */; /*! SELECT 2 */; -- c";
    assert_eq!(
        cut(text, Dialect::Mysql),
        ["/*+ a */ SELECT 1 /*!50100 b */", "/*! SELECT 2 */"]
    );
    assert_eq!(cut(text, Dialect::Postgres), ["/*+ a */ SELECT 1"]);
    assert_eq!(cut(text, Dialect::Sqlite), ["SELECT 1"]);
}
