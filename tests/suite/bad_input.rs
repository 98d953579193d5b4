//! Sources that cannot be imported: the message, the exit code, and that
//! nothing changed.

use std::collections::BTreeMap;

use crate::support::sandbox::{Outcome, Sandbox, files};

const LIST: &str = "main/migrations/__init__.py";
pub(crate) const FIRST: &str = "admin/alembic/versions/a.py";
pub(crate) const SECOND: &str = "admin/alembic/versions/second.py";
pub(crate) const THIRD: &str = "admin/alembic/versions/third.py";

const TABLE_T: &str = r#"op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True))"#;
pub(crate) const TABLE_U: &str =
    r#"op.create_table("u", sa.Column("id", sa.Integer(), primary_key=True))"#;

/// A revision file whose `upgrade` has one line, the tenth.
pub(crate) fn revision(id: &str, parent: &str, upgrade: &str) -> String {
    revision_with("", id, parent, upgrade)
}

/// The same, with a line of imports, the third.
fn revision_with(import: &str, id: &str, parent: &str, upgrade: &str) -> String {
    format!(
        "from alembic import op\nimport sqlalchemy as sa\n{import}\n\nrevision = \"{id}\"\n\
         down_revision = {parent}\n\n\ndef upgrade():\n    {upgrade}\n\n\ndef downgrade():\n    pass\n"
    )
}

fn list(entries: &str) -> String {
    format!("MIGRATIONS = [\n{entries}]\n")
}

/// Two small sources that import without a finding, and a database of each.
pub(crate) fn project() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        "[databases.admin]\nurl = \"sqlite:///./admin.db\"\nhome = true\n\
         [databases.chat]\nurl = \"sqlite:///./chat.db\"\n\
         [sources.admin]\nkind = \"alembic\"\npath = \"admin/alembic.ini\"\ndatabase = \"admin\"\n\
         [sources.chat]\nkind = \"list\"\npath = \"main/migrations/__init__.py\"\ndatabase = \"chat\"\n",
    );
    sandbox.write(
        "admin/alembic.ini",
        "[alembic]\nscript_location = alembic\n",
    );
    sandbox.write(
        "admin/alembic/env.py",
        "from alembic import context\nfrom sqlalchemy import MetaData\n\
         target_metadata = MetaData()\ncontext.configure(target_metadata=target_metadata)\n",
    );
    sandbox.write(FIRST, &revision("a", "None", TABLE_T));
    sandbox.write(
        LIST,
        &list("    {\"version\": \"1\", \"description\": \"one\", \"statements\": [\"CREATE TABLE chat (id INTEGER)\"]},\n"),
    );
    for file in ["admin/admin.db", "main/chat.db"] {
        let path = sandbox.path().join(file);
        rusqlite::Connection::open(path)
            .and_then(|database| {
                database.execute_batch("CREATE TABLE kept (id); INSERT INTO kept VALUES (1)")
            })
            .expect("the database is made");
    }
    sandbox
}

pub(crate) fn project_with(changes: &[(&str, &str)]) -> Sandbox {
    let sandbox = project();
    for (path, text) in changes {
        sandbox.write(path, text);
    }
    sandbox
}

pub(crate) fn state(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    files(sandbox.path())
}

/// Runs a command that must fail, say all of `texts`, and leave every file as it was.
#[track_caller]
pub(crate) fn fails(sandbox: &Sandbox, arguments: &[&str], code: i32, texts: &[&str]) -> Outcome {
    let before = state(sandbox);
    let mut outcome = sandbox.bridge(arguments).exits(code);
    for text in texts {
        outcome = outcome.says(text);
    }
    assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
    assert!(before == state(sandbox), "files changed");
    outcome
}

#[track_caller]
fn refused(changes: &[(&str, &str)], code: i32, texts: &[&str]) -> Outcome {
    fails(&project_with(changes), &["import"], code, texts)
}

/// A second revision with this line is refused.
#[track_caller]
fn line_refused(line: &str, texts: &[&str]) {
    refused(&[(SECOND, &revision("b", "\"a\"", line))], 1, texts);
}

/// Imports, and must warn.
#[track_caller]
fn warned(changes: &[(&str, &str)], texts: &[&str]) {
    let sandbox = project_with(changes);
    let mut outcome = sandbox.bridge(&["import"]).exits(0);
    for text in texts {
        outcome = outcome.says(text);
    }
}

#[test]
fn the_project_of_these_tests_is_sound() {
    project()
        .bridge(&["import"])
        .exits(0)
        .says("wrote migrations");
}

#[test]
fn files_that_are_no_revision() {
    let sound = revision("b", "\"a\"", "pass");
    let cases: [(String, &[&str]); 4] = [
        (
            sound.replace("def upgrade():", "def upgrade(:"),
            &["[python-syntax]", "second.py:9:13", "not valid Python"],
        ),
        (
            revision("b", "\"a\"", "print \"hello\""),
            &["[python-2]", "second.py:10:11", "2to3"],
        ),
        (
            sound.replace("revision = \"b\"\n", "\n"),
            &["[no-revision]", SECOND, "does not assign `revision`"],
        ),
        (
            sound.replace("def upgrade", "def upgrades"),
            &["[no-upgrade]", SECOND, "def upgrade(): pass"],
        ),
    ];
    for (text, says) in cases {
        refused(&[(SECOND, &text)], 1, says);
    }
}

#[test]
fn an_upgrade_with_a_parameter_names_its_definition() {
    let text = revision("b", "\"a\"", "pass").replace("upgrade()", "upgrade(engine_name)");
    refused(
        &[(SECOND, &text)],
        1,
        &[
            "second.py:9:1",
            "def upgrade(engine_name):",
            "'engine_name'",
        ],
    );
}

#[test]
fn graphs_that_do_not_fit() {
    refused(
        &[
            (SECOND, &revision("abc124", "\"abc123\"", "pass")),
            (THIRD, &revision("abc125", "\"a\"", "pass")),
        ],
        1,
        &[
            "[unknown-parent]",
            "second.py:6:1",
            "'abc124' follows 'abc123', which does not exist",
            "Did you mean 'abc125' (admin/alembic/versions/third.py)?",
        ],
    );
    refused(
        &[
            (SECOND, &revision("b", "\"c\"", "pass")),
            (THIRD, &revision("c", "\"b\"", "pass")),
        ],
        1,
        &["[revision-cycle]", "b -> c -> b", "second.py:6:1", THIRD],
    );
    refused(
        &[
            (SECOND, &revision("b", "\"a\"", "pass")),
            (THIRD, &revision("b", "\"a\"", "pass")),
        ],
        1,
        &[
            "[duplicate-id]",
            "third.py:5:1",
            "'b' is present twice",
            "admin/alembic/versions/second.py:5",
        ],
    );
}

#[test]
fn two_broken_files_are_both_reported() {
    refused(
        &[
            (SECOND, &revision("b", "\"a\"", "op.nope()")),
            (THIRD, &revision("c", "\"b\"", "(")),
            (LIST, "MIGRATIONS = 5\n"),
        ],
        1,
        &[
            "second.py:10:5",
            "third.py:1",
            "[list-shape]",
            "3 errors in the sources. Nothing was written",
        ],
    );
}

#[test]
fn lists_that_are_none() {
    let twice =
        "    {\"version\": \"1\", \"description\": \"\", \"statements\": [\"SELECT 1\"]},\n"
            .repeat(2);
    let cases: [(String, &[&str]); 7] = [
        (
            "MIGRATION = []\n".into(),
            &[
                "[list-missing]",
                LIST,
                "does not define `MIGRATIONS`",
                "bridge.toml",
            ],
        ),
        (
            "\nMIGRATIONS = 5\n".into(),
            &["[list-shape]", "__init__.py:2:1", "is an int"],
        ),
        (
            list("    {\"description\": \"x\", \"statements\": [\"SELECT 1\"]},\n"),
            &[
                "[list-shape]",
                "__init__.py:2:5",
                "Entry 1 of MIGRATIONS has no version",
            ],
        ),
        (
            list(
                "    {\"version\": \"1\", \"statements\": [\"SELECT 1\"]},\n    \"x\",\n    {\"version\": \"3\", \"statements\": [5]},\n",
            ),
            &[
                "__init__.py:3:5",
                "Entry 2 of MIGRATIONS is a str",
                "__init__.py:4:5",
                "a statement (1) that is an int",
            ],
        ),
        (
            list(&twice),
            &[
                "[list-duplicate]",
                "__init__.py:3:5",
                "Version '1' is in the list twice",
                "__init__.py:2",
            ],
        ),
        (
            list("    {\"version\": \"1\", \"up\": lambda c: None},\n"),
            &["[list-callable]", "__init__.py:2:5", "SQL strings"],
        ),
        (
            format!(
                "def f(conn):\n    conn.backup(conn)\n\n{}",
                list("    {\"version\": \"1\", \"up\": f},\n")
            ),
            &[
                "[unknown-name]",
                "__init__.py:2:5",
                "`backup` of a Connection",
            ],
        ),
    ];
    for (text, says) in cases {
        refused(&[(LIST, &text)], 1, says);
    }
}

#[test]
fn calls_that_nobody_knows() {
    line_refused(
        "op.creat_table(\"x\")",
        &[
            "[unknown-operation]",
            "second.py:10:5",
            "`op.creat_table`",
            "^^^^^^^^^^^^^^^^^^^",
        ],
    );
    line_refused(
        "op.create_table(\"x\", sa.Column(\"i\", sa.Integer()), if_not_exist=True)",
        &[
            "[unknown-argument]",
            "second.py:10:56",
            "`if_not_exist`",
            "spelling",
        ],
    );
    line_refused(
        "op.create_table(\"x\", sa.Column(\"i\", sa.Integer(), nulable=False))",
        &["[unknown-argument]", "second.py:10:55", "`nulable`"],
    );
}

#[test]
fn an_unknown_import_is_refused_where_it_is_used() {
    let text = revision_with(
        "from app.types import GUID",
        "b",
        "\"a\"",
        "op.add_column(\"t\", sa.Column(\"g\", GUID()))",
    );
    refused(
        &[(SECOND, &text)],
        1,
        &[
            "[unknown-import]",
            "second.py:10:39",
            "`app.types.GUID`",
            "imported on line 3",
            "[sources.NAME.types]",
        ],
    );
    let unused = revision_with("from app.types import GUID", "b", "\"a\"", "pass");
    warned(&[(SECOND, &unused)], &["wrote migrations"]);
}

#[test]
fn a_swallowed_keyword_is_a_warning() {
    let text = revision(
        "b",
        "\"a\"",
        "op.alter_column(\"t\", \"id\", new_column_name=\"key\", existing_type_=sa.Integer())",
    );
    warned(
        &[(SECOND, &text)],
        &[
            "[ignored-argument]",
            "second.py:10:55",
            "`existing_type_`",
            "as Alembic does",
        ],
    );
}

#[test]
fn what_sqlite_cannot_do_is_said_in_alembics_words() {
    for line in [
        "op.drop_constraint(None, \"t\")",
        "op.create_unique_constraint(\"uq_t\", \"t\", [\"id\"])",
    ] {
        line_refused(
            line,
            &[
                "[dialect-refuses]",
                "admin/alembic/versions/second.py:10:5",
                "No support for ALTER of constraints in SQLite dialect",
                line,
                "op.batch_alter_table",
            ],
        );
    }
    let sandbox = project_with(&[(
        SECOND,
        &revision("b", "\"a\"", "op.drop_constraint(None, \"t\")"),
    )]);
    fails(
        &sandbox,
        &["translate", SECOND, "--dialect", "postgres"],
        1,
        &["second.py:10:5", "it has no name", "Alembic fails here too"],
    );
}

#[test]
fn an_env_that_cannot_be_read_is_a_warning_with_the_key() {
    warned(
        &[(
            "admin/alembic/env.py",
            "import os\nfrom alembic import context\nfrom app import Base\n\
             context.configure(target_metadata=Base.metadata, version_table=os.environ[\"V\"])\n",
        )],
        &[
            "[env-unreadable]",
            "admin/alembic/env.py:4",
            "Set `version_table = \"...\"` under [sources.NAME] in bridge.toml",
            "naming_convention",
        ],
    );
    warned(
        &[("admin/alembic/env.py", "from alembic import (\n")],
        &[
            "[env-unreadable]",
            "could not be read",
            "`naming_convention` and `version_table`",
        ],
    );
}

#[test]
fn settings_that_lead_nowhere() {
    refused(
        &[("admin/alembic.ini", "[alembic]\nurl = x\n")],
        1,
        &[
            "[script-location]",
            "admin/alembic.ini",
            "script_location = alembic",
        ],
    );
    for (path, source) in [("admin/alembic.ini", "admin"), (LIST, "chat")] {
        let sandbox = project();
        std::fs::remove_file(sandbox.path().join(path)).expect("the file is there");
        fails(
            &sandbox,
            &["import"],
            2,
            &[
                &format!("source \"{source}\": there is no {path}"),
                &format!("[sources.{source}]"),
            ],
        );
    }
}

#[test]
fn one_id_in_two_lanes_names_both_files() {
    let entry = "    {\"version\": \"a\", \"description\": \"\", \"statements\": [\"CREATE TABLE c (i)\"]},\n";
    refused(
        &[(LIST, &list(entry))],
        1,
        &[
            "the id \"a\" stands in the lanes",
            FIRST,
            LIST,
            "rename one",
        ],
    );
}

#[test]
fn a_rehearsal_names_who_made_the_object_first() {
    refused(
        &[
            (SECOND, &revision("b", "\"a\"", TABLE_U)),
            (THIRD, &revision("c", "\"b\"", TABLE_U)),
        ],
        1,
        &[
            "[rehearsal-failed]",
            "third.py:10:5",
            "table u already exists",
            "CREATE TABLE u (",
            "b (admin/alembic/versions/second.py) makes it first",
        ],
    );
    let column = "op.add_column(\"t\", sa.Column(\"x\", sa.Integer()))";
    refused(
        &[
            (SECOND, &revision("b", "\"a\"", column)),
            (THIRD, &revision("c", "\"b\"", column)),
        ],
        1,
        &[
            "third.py:10:5",
            "duplicate column name: x",
            "b (admin/alembic/versions/second.py)",
        ],
    );
    line_refused(
        "op.execute(\"CREATE TABEL x (id int)\")",
        &[
            "second.py:10:5",
            "near \"TABEL\": syntax error",
            "--no-rehearsal",
        ],
    );
}

#[test]
fn a_lane_without_baseline_says_why_it_is_not_rehearsed() {
    let entry = "    {\"version\": \"1\", \"description\": \"\", \"statements\": [\"ALTER TABLE users ADD COLUMN x TEXT\"]},\n";
    warned(
        &[(LIST, &list(entry))],
        &[
            "not rehearsed: 1 needs the table users",
            "`bridge baseline`",
        ],
    );
}

#[test]
fn translate_of_what_cannot_be_translated() {
    let rows = "[op.execute(str(r)) for r in op.get_bind().execute(sa.text(\"SELECT id FROM t\"))]";
    let sandbox = project_with(&[
        (SECOND, &revision("b", "\"a\"", "op.nope()")),
        (THIRD, &revision("c", "\"b\"", rows)),
    ]);
    fails(
        &sandbox,
        &["translate", "none.py", "--dialect", "sqlite"],
        2,
        &["none.py cannot be read"],
    );
    fails(
        &sandbox,
        &["translate", SECOND, "--dialect", "sqlite"],
        1,
        &[
            "[unknown-operation]",
            "second.py:10:5",
            "cannot be translated",
        ],
    );
    let program = fails(
        &sandbox,
        &["translate", THIRD, "--dialect", "sqlite"],
        3,
        &["third.py:10"],
    );
    assert!(
        program.stdout.starts_with("-- a program"),
        "{}",
        program.stdout
    );
}

#[test]
fn baselines_that_cannot_be_captured() {
    let sandbox = project();
    fails(
        &sandbox,
        &["baseline", "nope", "--from", "sqlite:///main/chat.db"],
        2,
        &["no source \"nope\"", "admin, chat"],
    );
    fails(
        &sandbox,
        &["baseline", "chat", "--from", "sqlite:///none.db"],
        1,
        &["there is no database file", "none.db", "Check the URL"],
    );
    let outcome = fails(
        &sandbox,
        &[
            "baseline",
            "chat",
            "--from",
            "postgresql://me:secret@localhost:1/x",
        ],
        2,
        &["runs on SQLite only", "--from sqlite:///"],
    );
    assert!(!outcome.stderr.contains("secret"));
    fails(
        &sandbox,
        &["baseline", "chat", "--from", "main/chat.db"],
        2,
        &["--from cannot be used", "sqlite:///./file.db"],
    );
}

#[test]
fn names_in_any_script_and_paths_with_spaces() {
    let file = "后台 系统/alembic/versions/新 公告.py";
    let sandbox = project();
    std::fs::rename(
        sandbox.path().join("admin"),
        sandbox.path().join("后台 系统"),
    )
    .expect("the folder is renamed");
    let settings = sandbox
        .read("bridge.toml")
        .replace("admin/alembic.ini", "后台 系统/alembic.ini");
    sandbox.write("bridge.toml", &settings);
    sandbox.write(
        file,
        &revision("公告", "\"a\"", "op.execute(\"公告\"), op.nope(\"表\")"),
    );
    fails(
        &sandbox,
        &["import"],
        1,
        &[&format!("{file}:10:23"), "op.nope(\"表\")", "^^^^^^^^^^^^"],
    );
    sandbox.write(
        file,
        &revision(
            "公告",
            "\"a\"",
            "op.execute(\"CREATE TABLE 公告 (标题 TEXT)\")",
        ),
    );
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("new         公告");
}

#[test]
fn json_of_a_failed_import() {
    let sandbox = project_with(&[(SECOND, &revision("b", "\"a\"", "op.nope()"))]);
    let outcome = fails(&sandbox, &["import", "--json"], 1, &[]);
    let value = outcome.json();
    assert_eq!(value["exit"], 1);
    let finding = &value["diagnostics"][0];
    assert_eq!(finding["code"], "unknown-operation");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["path"], SECOND);
    assert_eq!(finding["span"]["line"], 10);
    assert_eq!(finding["span"]["column"], 5);
    assert!(
        finding["message"]
            .as_str()
            .is_some_and(|text| text.contains("op.nope"))
    );

    sandbox.write(SECOND, &revision("b", "\"a\"", TABLE_T));
    let value = fails(&sandbox, &["import", "--json"], 1, &[]).json();
    let finding = &value["diagnostics"][0];
    assert_eq!(finding["code"], "rehearsal-failed");
    assert_eq!(finding["path"], SECOND);
    assert_eq!(finding["span"]["line"], 10);
}
