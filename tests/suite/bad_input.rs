//! Files of a source that cannot be imported: the message, the exit code, and
//! that nothing changed.

use crate::support::sandbox::Sandbox;
use crate::support::two_sources::{
    LIST, SECOND, TABLE_T, THIRD, fails, line_refused, list, project, project_with, refused,
    revision, revision_with, warned,
};

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
            list("    {\"version\": \"1\", \"up\": print},\n"),
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
        "op.create_table(\"x\", sa.Column(\"i\", sa.Integer()), ifnotexists=True)",
        &[
            "[unknown-argument]",
            "second.py:10:56",
            "`ifnotexists`",
            "spelling",
        ],
    );
    line_refused(
        "op.create_table(\"x\", sa.Column(\"i\", sa.Integer(), nulable=False))",
        &["[unknown-argument]", "second.py:10:55", "`nulable`"],
    );
    // SQLAlchemy takes `word_word` for an option of a dialect, whatever the word.
    let text = revision_with(
        "",
        "b",
        "\"a\"",
        "op.create_table(\"x\", sa.Column(\"i\", sa.Integer()), if_not_exist=True)",
    );
    warned(
        &[(SECOND, &text)],
        &["[ignored-argument]", "second.py:10", "`if_not_exist`"],
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
            "[sources.admin.types]",
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
            "Set `version_table = \"...\"` under [sources.admin] in bridge.toml",
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

#[test]
fn a_variable_whose_name_is_no_database_is_said() {
    let sandbox = Sandbox::committed();
    let misspelt = [(
        "BRIDGE_URL_ADMIN_BACKED",
        "postgresql://u:geheim@127.0.0.1:1/d",
    )];
    let said = sandbox
        .bridge_with(&["upgrade", "--create"], &misspelt)
        .exits(0)
        .says(
            "warning: BRIDGE_URL_ADMIN_BACKED is set and has no effect: bridge.toml has no database of that name. \
             It takes BRIDGE_URL_ADMIN_BACKEND, BRIDGE_URL_MAIN_PROGRAM",
        );
    assert!(!said.stderr.contains("geheim"));
    // Standard output stays JSON.
    let checked = sandbox
        .bridge_with(&["check", "--json"], &misspelt)
        .exits(0);
    assert!(checked.json().is_object() && checked.stderr.matches("warning").count() == 1);
}
