//! The committed chain is what an import of `legacy/` gives.

use crate::support::sandbox::{Sandbox, files, repository};

#[test]
fn the_committed_chain_is_the_import_of_legacy() {
    let sandbox = Sandbox::lived_in();
    let chat = format!("sqlite:///{}", sandbox.chat_file().display());
    sandbox
        .bridge(&["baseline", "main-program", "--from", &chat])
        .exits(0);
    sandbox.bridge(&["import"]).exits(0);
    let made = files(&sandbox.path().join("migrations"));
    let committed = files(&repository().join("migrations"));
    let names = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        files.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(&made), names(&committed));
    for (name, bytes) in &committed {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&made[name]), text(bytes), "{name}");
    }
}

#[test]
fn importing_again_changes_nothing() {
    let sandbox = Sandbox::committed();
    let before = files(&sandbox.path().join("migrations"));
    sandbox.bridge(&["import"]).exits(0);
    assert!(before == files(&sandbox.path().join("migrations")));
}
