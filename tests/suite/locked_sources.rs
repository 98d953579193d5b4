//! Sources that change after the chain is locked: edited, reviewed, gone.

use crate::support::sandbox::files;
use crate::support::two_sources::{
    FIRST, SECOND, TABLE_U, THIRD, fails, project, project_with, revision, state,
};

#[test]
fn a_locked_revision_that_converts_differently() {
    let sandbox = project();
    sandbox.bridge(&["import"]).exits(0);
    let text = sandbox.read(FIRST);
    sandbox.write(FIRST, &text.replace("sa.Integer()", "sa.BigInteger()"));
    fails(
        &sandbox,
        &["import"],
        3,
        &[
            "`a` is locked",
            "--reconvert a",
            "-     id INTEGER NOT NULL",
            "+     id BIGINT NOT NULL",
        ],
    );
    fails(
        &sandbox,
        &["import", "--reconvert", "b"],
        2,
        &["--reconvert b: the chain has no such revision"],
    );
    sandbox
        .bridge(&["import", "--reconvert", "a"])
        .exits(0)
        .says("reconverted a");
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("unchanged   2 revisions");
}

#[test]
fn a_locked_revision_that_converts_to_the_same_sql_gets_a_new_hash() {
    let sandbox = project();
    sandbox.bridge(&["import"]).exits(0);
    let before = files(&sandbox.path().join("migrations"));
    let text = sandbox.read(FIRST);
    sandbox.write(FIRST, &format!("{text}# reviewed\n"));
    sandbox.bridge(&["import"]).exits(0).says("same SQL    a");
    let after = files(&sandbox.path().join("migrations"));
    let changed: Vec<&str> = after
        .iter()
        .filter(|(name, bytes)| before.get(*name) != Some(bytes))
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(
        changed
            .iter()
            .all(|name| name.ends_with("revision.toml") || *name == "chain.lock"),
        "{changed:?}"
    );
    assert!(!changed.is_empty());
}

#[test]
fn a_legacy_file_may_go_after_the_lock() {
    let sandbox = project_with(&[(SECOND, &revision("b", "\"a\"", TABLE_U))]);
    sandbox.bridge(&["import"]).exits(0);
    // The parent: what follows names it still.
    std::fs::remove_file(sandbox.path().join(FIRST)).expect("the file is there");
    let before = state(&sandbox);
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("gone        a: its legacy file is gone; the chain keeps it");
    assert!(before == state(&sandbox));
    sandbox.write(THIRD, &revision("c", "\"b\"", "op.drop_table(\"u\")"));
    sandbox.bridge(&["import"]).exits(0).says("new         c");
}
