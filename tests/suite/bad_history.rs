//! Histories that do not work although each of their files can be read: graphs,
//! ids, rehearsals, baselines, settings.

use crate::support::two_sources::{
    FIRST, LIST, SECOND, TABLE_U, THIRD, fails, line_refused, list, project, refused, revision,
    warned,
};

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
