//! The end of mirroring, taking back, accepted checksums.

use std::collections::BTreeMap;

use bridge::run::{Maintenance, maintain, read};
use bridge_importers::Dialect::Sqlite;

use crate::plans::*;

#[test]
fn the_mirroring_ends_per_lane() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url)]);
    let ended = Maintenance::EndMirroring(names(&["main"]));
    maintain(&request, &mut |_| Ok(ended.clone()), &mut |_| {}).unwrap();
    maintain(&request, &mut |_| Ok(ended.clone()), &mut |_| {}).unwrap();
    assert_eq!(read(&request).unwrap().state.unmirrored, names(&["main"]));
}

#[test]
fn aborting_takes_only_bridges_tables_away() {
    let folder = tempfile::tempdir().unwrap();
    let (home, satellite) = (
        sqlite(&folder.path().join("a.db")),
        sqlite(&folder.path().join("b.db")),
    );
    let request = request("a", &[("a", home.clone()), ("b", satellite.clone())]);
    let plan = plan(vec![
        up("x", "a", Sqlite, "CREATE TABLE x (a INT);\n"),
        up("y", "b", Sqlite, "CREATE TABLE y (a INT);\n"),
    ]);
    run(&request, &plan).0.unwrap();
    let refused = maintain(&request, &mut |_| Err("not now".into()), &mut |_| {});
    assert_eq!(refused.unwrap_err().to_string(), "not now");
    assert_eq!(applied(&home).len(), 2);
    maintain(&request, &mut |_| Ok(Maintenance::Abort), &mut |_| {}).unwrap();
    assert_eq!(tables(&home), ["x"]);
    assert_eq!(tables(&satellite), ["y"]);
}

#[test]
fn a_checksum_is_accepted_for_an_applied_revision_only() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    run(
        &request,
        &plan(vec![up("a", "main", Sqlite, "CREATE TABLE t (a INT);\n")]),
    )
    .0
    .unwrap();
    let accept = |revision: &str| {
        Maintenance::Checksums(BTreeMap::from([(revision.to_owned(), "new".to_owned())]))
    };
    maintain(&request, &mut |_| Ok(accept("a")), &mut |_| {}).unwrap();
    assert_eq!(texts(&url, "SELECT checksum FROM bridge_version"), ["new"]);
    let error = maintain(&request, &mut |_| Ok(accept("b")), &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("touched 0 rows"), "{error}");
}

#[test]
fn a_stamp_replaces_a_row_that_was_left_running() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    let mut broken = plan(Vec::new());
    broken.segments.push(segment(
        bridge::plan::Mode::Outside,
        vec![up(
            "a",
            "main",
            Sqlite,
            "CREATE TABLE t (a INT);\nVACUUM;\nno sql;\n",
        )],
    ));
    run(&request, &broken).0.unwrap_err();
    assert_eq!(applied(&url), ["a applied running"]);
    let mut stamp = plan(Vec::new());
    stamp.adoptions.push(adoption("main", "main", &["a"]));
    bridge::run::execute(&request, &mut |_| Ok(stamp.clone()), &mut |_| {}).unwrap();
    assert_eq!(applied(&url), ["a adopted done"]);
    let mut unstamp = plan(Vec::new());
    let mut removal = adoption("main", "main", &[]);
    removal.removed.push("a".to_owned());
    unstamp.adoptions.push(removal);
    bridge::run::execute(&request, &mut |_| Ok(unstamp.clone()), &mut |_| {}).unwrap();
    assert_eq!(applied(&url), Vec::<String>::new());
}
