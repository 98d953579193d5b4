//! Two small sources that import without a finding, what is changed in them,
//! and how bad input must end: with a message, an exit code, and every file as it was.

use std::collections::BTreeMap;

use super::sandbox::{Outcome, Sandbox, files};

pub(crate) const LIST: &str = "main/migrations/__init__.py";
pub(crate) const FIRST: &str = "admin/alembic/versions/a.py";
pub(crate) const SECOND: &str = "admin/alembic/versions/second.py";
pub(crate) const THIRD: &str = "admin/alembic/versions/third.py";

pub(crate) const TABLE_T: &str =
    r#"op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True))"#;
pub(crate) const TABLE_U: &str =
    r#"op.create_table("u", sa.Column("id", sa.Integer(), primary_key=True))"#;

/// A revision file whose `upgrade` has one line, the tenth.
pub(crate) fn revision(id: &str, parent: &str, upgrade: &str) -> String {
    revision_with("", id, parent, upgrade)
}

/// The same, with a line of imports, the third.
pub(crate) fn revision_with(import: &str, id: &str, parent: &str, upgrade: &str) -> String {
    format!(
        "from alembic import op\nimport sqlalchemy as sa\n{import}\n\nrevision = \"{id}\"\n\
         down_revision = {parent}\n\n\ndef upgrade():\n    {upgrade}\n\n\ndef downgrade():\n    pass\n"
    )
}

pub(crate) fn list(entries: &str) -> String {
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
pub(crate) fn refused(changes: &[(&str, &str)], code: i32, texts: &[&str]) -> Outcome {
    fails(&project_with(changes), &["import"], code, texts)
}

/// A second revision with this line is refused.
#[track_caller]
pub(crate) fn line_refused(line: &str, texts: &[&str]) {
    refused(&[(SECOND, &revision("b", "\"a\"", line))], 1, texts);
}

/// Imports, and must warn.
#[track_caller]
pub(crate) fn warned(changes: &[(&str, &str)], texts: &[&str]) {
    let sandbox = project_with(changes);
    let mut outcome = sandbox.bridge(&["import"]).exits(0);
    for text in texts {
        outcome = outcome.says(text);
    }
}
