//! `bridge adopt --infer`: from the catalogue alone to what is applied.

use super::*;

#[test]
fn it_shows_why_and_records_with_yes_only() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3));
        project
            .bridge(&["adopt", "--infer"])
            .exits(3)
            .says("present   a1 [admin] 修改 a1: certain, 4 of 4 objects")
            .says("no trace  d4")
            .says("absent    e5 [admin] 修改 e5: certain, 0 of 4 objects")
            .says("to record: 3 revisions of lane admin: a1, b2, c3")
            .says("`--yes` records it");
        assert!(project.applied().is_empty());
        let json = project
            .bridge(&["adopt", "--infer", "--json"])
            .exits(3)
            .json();
        assert_eq!(
            json["would_record"]["admin"],
            serde_json::json!(["a1", "b2", "c3"])
        );
        let first = &json["databases"][0]["revisions"][0];
        assert_eq!(first["verdict"], "present");
        assert_eq!(first["sureness"], "certain");
        assert_eq!(first["evidence"][0]["sign"], "seen");
        assert!(json["run"].is_null());
        project
            .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
            .exits(0)
            .says("adopted    3 revisions of lane admin: a1, b2, c3");
        assert_eq!(project.applied(), ["a1", "b2", "c3"]);
        assert_eq!(project.heads(), ["b2", "c3"]);
        project
            .bridge(&["adopt", "--infer"])
            .exits(0)
            .says("nothing to record");
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("upgraded   e5");
    });
}

#[test]
fn half_a_revision_is_named_with_its_missing_statements() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        let half = E5.split_inclusive(";\n").next().expect("two statements");
        project.hand(&(A1.to_owned() + B2 + C3 + half));
        let shown = project
            .bridge(&["adopt", "--infer"])
            .exits(3)
            .says("half      e5 [admin] 修改 e5: certain, 3 of 4 objects")
            .says("table widgets: index ix_widgets_name is missing")
            .says("from 005_widgets.py:17")
            .says("CREATE INDEX ix_widgets_name ON widgets (name);")
            .says("in the way: e5");
        assert!(!shown.stdout.contains("CREATE TABLE widgets"));
        project
            .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
            .exits(3)
            .says("nothing was recorded");
        assert!(project.applied().is_empty());
        project
            .bridge(&["adopt", "--infer", "--yes", "--accept", "--no-backup"])
            .exits(0);
        // The merge below it leaves no trace, and is implied.
        assert_eq!(project.applied(), ["a1", "b2", "c3", "d4", "e5"]);
    });
}

#[test]
fn what_create_all_made_in_its_last_form_is_recognised() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(
            "CREATE TABLE accounts (email VARCHAR(100), id INTEGER PRIMARY KEY, name VARCHAR(50)); \
             CREATE INDEX ix_accounts_name ON accounts (name); \
             CREATE TABLE notes (id INTEGER PRIMARY KEY, 內容 TEXT); \
             CREATE TABLE widgets (id INTEGER PRIMARY KEY, name VARCHAR(60)); \
             CREATE INDEX ix_widgets_name ON widgets (name);",
        );
        project
            .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
            .exits(0)
            .says("implied   d4")
            .says("present   e5 [admin] 修改 e5: likely, 4 of 4 objects")
            .says("the revision makes `");
        assert_eq!(project.heads(), ["e5"]);
    });
}

#[test]
fn a_missing_revision_below_others_is_in_the_way() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + E5));
        project
            .bridge(&["adopt", "--infer", "--yes"])
            .exits(3)
            .says("absent    c3")
            .says("ALTER TABLE accounts ADD COLUMN email VARCHAR(100);")
            .says("in the way: c3");
        assert!(project.applied().is_empty());
        project.hand(C3);
        project
            .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
            .exits(0);
        assert_eq!(project.heads(), ["e5"]);
    });
}

#[test]
fn an_empty_database_has_nothing_to_record() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project
            .bridge(&["adopt", "--infer", "--yes"])
            .exits(0)
            .says("nothing to record");
        project
            .bridge(&["adopt", "nobody", "--infer"])
            .exits(2)
            .says("there is no lane `nobody`. There are: admin");
    });
}
