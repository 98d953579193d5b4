use std::fs;

use super::*;
use crate::sqlalchemy::mapped::{MappedValue, with_values};

struct Sample(tempfile::TempDir);

impl Sample {
    fn new() -> Self {
        let sample = Self(tempfile::tempdir().unwrap());
        sample.file("alembic.ini", "[alembic]\nscript_location = db\n");
        sample.file(
            "db/env.py",
            "context.configure(connection=c, target_metadata=None)\n",
        );
        sample
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn revision(&self, path: &str, id: &str, parent: &str) {
        self.file(
            &format!("db/versions/{path}"),
            &format!("revision = '{id}'\ndown_revision = {parent}\ndef upgrade(): pass\n"),
        );
    }

    fn load(&self) -> Project {
        Project::load(&self.0.path().join("alembic.ini"), None, self.0.path()).unwrap()
    }

    fn findings(&self) -> String {
        let project = self.load();
        let all: Vec<String> = project
            .diagnostics
            .iter()
            .map(|one| match &one.help {
                Some(help) => format!("[{}] {one} {help}", one.code),
                None => format!("[{}] {one}", one.code),
            })
            .collect();
        all.join("\n")
    }
}

fn ids(project: &Project, order: &[usize]) -> Vec<String> {
    order
        .iter()
        .map(|at| project.revisions[*at].id.clone())
        .collect()
}

#[test]
fn files_are_found_in_the_order_of_alembic() {
    let sample = Sample::new();
    sample.file(
        "alembic.ini",
        "[alembic]\nscript_location = db\nversion_locations = db/versions\nrecursive_version_locations = true\n",
    );
    sample.revision("z.py", "z", "None");
    sample.revision("a/b.py", "b", "'z'");
    sample.revision("公告.py", "g", "'b'");
    sample.revision("a/.hidden.py", "h", "None");
    sample.revision("__pycache__/c.py", "c", "None");
    sample.file("db/versions/__init__.py", "");
    sample.file("db/versions/README", "");
    let project = sample.load();
    assert_eq!(project.diagnostics, []);
    let shown: Vec<&str> = project
        .revisions
        .iter()
        .map(|r| r.file.shown.as_str())
        .collect();
    assert_eq!(
        shown,
        [
            "db/versions/z.py",
            "db/versions/公告.py",
            "db/versions/a/b.py"
        ]
    );
    assert_eq!(ids(&project, &project.order), ["z", "b", "g"]);
    assert_eq!(project.revisions[0].message, "z");
    let locked = HashSet::from(["z".to_owned()]);
    assert_eq!(ids(&project, &project.order_after(&locked)), ["b", "g"]);
}

#[test]
fn subfolders_need_the_setting() {
    let sample = Sample::new();
    sample.revision("sub/a.py", "a", "None");
    insta::assert_snapshot!(sample.findings(), @"[no-revisions] alembic.ini: There is no revision file in db/versions. Check `script_location` and `version_locations`; subfolders need `recursive_version_locations = true`. Where the project has none yet, take its source out of bridge.toml.");
}

#[test]
fn faults_of_the_graph_name_file_and_line() {
    let sample = Sample::new();
    sample.revision("one.py", "a1b2c3d4e5f6", "None");
    sample.revision("three.py", "a1b2c3d4e5f6", "None");
    sample.revision("two.py", "b", "'a1b2c3d4e5f7'");
    insta::assert_snapshot!(sample.findings(), @"
    [duplicate-id] db/versions/three.py:1:1: Revision 'a1b2c3d4e5f6' is present twice. The other one is in db/versions/one.py:1.
    [unknown-parent] db/versions/two.py:2:1: Revision 'b' follows 'a1b2c3d4e5f7', which does not exist. Did you mean 'a1b2c3d4e5f6' (db/versions/one.py)?
    ");
}

#[test]
fn a_cycle_names_its_files() {
    let sample = Sample::new();
    sample.revision("a.py", "a", "'c'");
    sample.revision("b.py", "b", "'a'");
    sample.revision("c.py", "c", "'b'");
    insta::assert_snapshot!(sample.findings(), @"[revision-cycle] db/versions/a.py:2:1: The revisions form a cycle: a -> c -> b -> a. Correct `down_revision` or `depends_on` in one of db/versions/a.py, db/versions/c.py, db/versions/b.py.");
}

#[test]
fn a_bad_file_hides_nothing_else() {
    let sample = Sample::new();
    sample.revision("a.py", "a", "None");
    sample.file("db/versions/b.py", "def upgrade(:\n");
    sample.revision("c.py", "c", "'b'");
    sample.file("db/versions/helpers.py", "x = 1\n");
    let project = sample.load();
    assert_eq!(project.revisions.len(), 2);
    assert_eq!(project.order.len(), 2);
    assert!(project.graph.is_none() && project.is_refused());
    let codes: Vec<&str> = project.diagnostics.iter().map(|one| one.code).collect();
    // `c` follows a file that could not be read: no fault of its own.
    assert_eq!(codes, ["python-syntax", "no-revision"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_refused() {
    let sample = Sample::new();
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("x.py");
    fs::write(&target, "revision = 'x'\n").unwrap();
    sample.revision("a.py", "a", "None");
    let versions = sample.0.path().join("db/versions");
    std::os::unix::fs::symlink(&target, versions.join("b.py")).unwrap();
    std::os::unix::fs::symlink(versions.join("a.py"), versions.join("c.py")).unwrap();
    let project = sample.load();
    let codes: Vec<&str> = project.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["link-leaves-project", "file-found-twice"]);
}

#[test]
fn computed_identifiers_are_run() {
    let sample = Sample::new();
    sample.file("ids.py", "BASE = 'base_1'\n");
    sample.file(
        "db/versions/a.py",
        "from alembic import op\nimport nowhere\nfrom ids import BASE\n\
         revision = BASE\ndown_revision = None\nlabels = []\n\
         for n in range(2):\n    labels.append(f'l{n}')\nbranch_labels = tuple(labels)\n\
         def upgrade():\n    op.drop_table('x')\n",
    );
    let project = sample.load();
    assert_eq!(project.diagnostics, []);
    assert_eq!(project.revisions[0].id, "base_1");
    assert_eq!(project.revisions[0].branch_labels, ["l0", "l1"]);
}

#[test]
fn labels_of_elsewhere_are_what_bridge_toml_says() {
    let sample = Sample::new();
    sample.file(
        "db/versions/a.py",
        "from app import branches\nrevision = 'a'\ndown_revision = None\nbranch_labels = (branches.EXPAND,)\ndef upgrade(): pass\n",
    );
    insta::assert_snapshot!(sample.findings(), @r#"[header-unreadable] db/versions/a.py:4:1: `branch_labels` is not None, a string, or a tuple of strings that can be read from the file. Write the identifiers as literals, or say in bridge.toml what this one is: [sources.NAME.values] "app.branches.EXPAND" = "..."."#);
    let values = [(
        "app.branches.EXPAND".to_owned(),
        MappedValue::Text("expand".to_owned()),
    )];
    let names = with_values(TypeMapping::new(), &values.into());
    let wanted = Wanted {
        names: Some(&names),
        ..Wanted::default()
    };
    let root = sample.0.path();
    let project = Project::load_as(&root.join("alembic.ini"), root, &wanted).unwrap();
    assert_eq!(project.revisions[0].branch_labels, ["expand"]);
}

#[test]
fn version_locations_may_come_from_elsewhere() {
    let sample = Sample::new();
    sample.file("alembic.ini", "[alembic]\nscript_location = db\n");
    sample.file("db/env.py", "");
    sample.revision("a.py", "a", "None");
    sample.file(
        "more/b.py",
        "revision = 'b'\ndown_revision = None\ndef upgrade(): pass\n",
    );
    let root = sample.0.path();
    let locations = [root.join("more")];
    let wanted = Wanted {
        version_locations: &locations,
        ..Wanted::default()
    };
    let project = Project::load_as(&root.join("alembic.ini"), root, &wanted).unwrap();
    assert_eq!(ids(&project, &project.order), ["b"]);
}

#[test]
fn a_file_is_parsed_once_and_again_where_the_tree_is_not_kept() {
    let sample = Sample::new();
    sample.revision("a.py", "a", "None");
    let large = format!(
        "revision = 'b'\ndown_revision = 'a'\ndef upgrade(): pass\n#{}\n",
        "-".repeat(KEPT_TEXT)
    );
    sample.file("db/versions/b.py", &large);
    let project = sample.load();
    let kept = |revision: &RevisionFile| revision.syntax.0.lock().unwrap().is_some();
    assert_eq!(
        project.revisions.iter().map(kept).collect::<Vec<_>>(),
        [true, false]
    );
    for revision in &project.revisions {
        let again = Source::new(&revision.file.shown, revision.file.text.as_str());
        assert_eq!(revision.source().syntax(), again.syntax());
    }
}
