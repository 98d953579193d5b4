use super::{SnapshotId, Step, Test, lower};
use crate::dialect::Dialect;
use crate::operation::{BatchAlter, Expression, Name, Operation, Recreate, TableName};
use crate::script::{Origin, Question, write};

fn origin(line: usize) -> Origin {
    Origin {
        file: "a.py".to_owned(),
        line,
    }
}

fn run(sql: &str, line: usize) -> Step {
    Step::Operation {
        operation: Box::new(Operation::Execute {
            statement: Expression::Raw(sql.to_owned()),
            autocommit: false,
        }),
        origin: origin(line),
    }
}

fn table(name: &str) -> Question {
    Question::Table {
        schema: None,
        table: name.to_owned(),
    }
}

fn missing(snapshot: u32, name: &str) -> Test {
    Test::Not(Box::new(Test::Question(SnapshotId(snapshot), table(name))))
}

fn guard(test: Test, then: Vec<Step>) -> Step {
    Step::If {
        test,
        then,
        otherwise: Vec::new(),
    }
}

/// The script without its blank lines, which are the writer's matter.
fn text(steps: &[Step]) -> String {
    let script = lower(steps, Dialect::Sqlite).unwrap();
    let written = write(&script, Dialect::Sqlite);
    let lines: Vec<_> = written.lines().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[test]
fn asks_where_the_branch_follows_at_once_and_keeps_what_is_asked_later() {
    let steps = [
        Step::Snapshot(SnapshotId(0)),
        guard(
            missing(0, "users"),
            vec![run("CREATE TABLE users (id INT)", 3)],
        ),
        guard(
            missing(0, "roles"),
            vec![run("CREATE TABLE roles (id INT)", 5)],
        ),
    ];
    insta::assert_snapshot!(text(&steps), @r#"
    -- bridge:let had_roles = table("roles")
    -- bridge:if not table("users")
    -- a.py:3
    CREATE TABLE users (id INT);
    -- bridge:end
    -- bridge:if not had_roles
    -- a.py:5
    CREATE TABLE roles (id INT);
    -- bridge:end
    "#);
}

#[test]
fn drops_what_does_nothing() {
    let steps = [
        Step::Snapshot(SnapshotId(0)),
        guard(missing(0, "users"), vec![]),
        Step::If {
            test: Test::And(vec![Test::Known(true), missing(0, "a")]),
            then: vec![],
            otherwise: vec![run("SELECT 1; SELECT 2;", 4)],
        },
        Step::Snapshot(SnapshotId(1)),
        run("SELECT 3", 5),
        guard(missing(1, "b"), vec![]),
        Step::Autocommit(vec![]),
    ];
    insta::assert_snapshot!(text(&steps), @r#"
    -- bridge:if table("a")
    -- a.py:4
    SELECT 1;
    -- a.py:4
    SELECT 2;
    -- bridge:end
    -- a.py:5
    SELECT 3;
    "#);
}

#[test]
fn the_outcome_of_a_try_is_a_flag() {
    let steps = [
        Step::Try {
            id: 7,
            body: vec![run("SELECT 1", 2)],
            handlers: vec![(vec!["Exception".to_owned()], vec![])],
            otherwise: vec![],
            finally: vec![],
        },
        guard(Test::Caught(7), vec![run("SELECT 2", 6)]),
    ];
    insta::assert_snapshot!(text(&steps), @r#"
    -- bridge:let failed = false
    -- bridge:try
    -- a.py:2
    SELECT 1;
    -- bridge:except Exception
    -- bridge:let failed = true
    -- bridge:end
    -- bridge:if failed
    -- a.py:6
    SELECT 2;
    -- bridge:end
    "#);
}

#[test]
fn a_batch_is_a_rebuild_only_where_sqlite_has_no_alter() {
    let batch = |recreate| BatchAlter {
        table: TableName::new("t"),
        recreate,
        operations: vec![(
            Operation::DropColumn {
                table: TableName::new("t"),
                column: Name::new("old"),
                if_exists: false,
                options: Default::default(),
            },
            origin(9),
        )],
        positions: Default::default(),
        naming_convention: Default::default(),
        table_args: Vec::new(),
        copy_from: None,
        copied_indexes: Vec::new(),
        table_indexes: Vec::new(),
        reflect_constraints: Vec::new(),
        reflect_columns: Vec::new(),
        reordering: Vec::new(),
        table_options: Default::default(),
    };
    let step = |recreate| {
        [Step::Operation {
            operation: Box::new(Operation::Batch(batch(recreate))),
            origin: origin(8),
        }]
    };
    insta::assert_snapshot!(text(&step(Recreate::Auto)), @r"
    -- a.py:8
    -- bridge:batch t
    -- bridge: drop column old
    -- bridge:end
    ");
    insta::assert_snapshot!(text(&step(Recreate::Never)), @r"
    -- a.py:9
    ALTER TABLE t DROP COLUMN old;
    ");
    // PostgreSQL's ALTER makes the table that Alembic's copy makes, but for where columns stand.
    let altered = lower(&step(Recreate::Always), Dialect::Postgres).unwrap();
    assert_eq!(altered.nodes.len(), 1);
    let mut placed = batch(Recreate::Always);
    placed.reordering = vec![vec!["b".to_owned(), "a".to_owned()]];
    let placed = [Step::Operation {
        operation: Box::new(Operation::Batch(placed)),
        origin: origin(8),
    }];
    let refused = lower(&placed, Dialect::Postgres).unwrap_err();
    assert_eq!(refused[0].code, "unsupported-batch");
    assert_eq!(refused[0].span.as_ref().map(|span| span.line), Some(8));
}
