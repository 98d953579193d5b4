use std::path::PathBuf;

use super::*;

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile {
        path: PathBuf::from("/p/versions").join(name),
        shown: name.to_owned(),
        sha256: String::new(),
        text: text.to_owned(),
    }
}

fn read_file(file: &SourceFile, run: Run<'_>) -> (Option<Header>, Vec<Diagnostic>) {
    read(file, &Source::new(&file.shown, file.text.as_str()), run)
}

fn header(text: &str) -> Header {
    let (header, findings) = read_file(&file("x_y.py", text), &|_| Err(None));
    assert_eq!(findings, []);
    header.unwrap()
}

fn findings(name: &str, text: &str) -> String {
    let (_, findings) = read_file(&file(name, text), &|_| Err(None));
    let all: Vec<String> = findings
        .iter()
        .map(|finding| format!("[{}] {finding}", finding.code))
        .collect();
    all.join("\n")
}

#[test]
fn the_template_of_alembic() {
    let header = header(
        "\"\"\"add 公告\n\nRevision ID: b2\nRevises: a1\nCreate Date: 2024-06-17 10:20:30.123456\n\n\"\"\"\n\
         from typing import Sequence, Union\nfrom alembic import op\n\
         revision: str = 'b2'\ndown_revision: Union[str, None] = 'a1'\n\
         branch_labels: Union[str, Sequence[str], None] = None\ndepends_on = None\n\
         def upgrade() -> None:\n    pass\n\ndef downgrade() -> None:\n    pass\n",
    );
    assert_eq!(header.revision, "b2");
    assert_eq!(header.parents, ["a1"]);
    assert_eq!(header.docstring.message, "add 公告");
    let created = header.docstring.created.unwrap();
    assert_eq!(created.text, "2024-06-17 10:20:30.123456");
    assert_eq!(
        created.at.unwrap().to_string(),
        "2024-06-17T10:20:30.123456Z"
    );
    assert!(header.has_upgrade && header.has_downgrade);
    assert_eq!(header.spans.revision.unwrap().line, 10);
}

#[test]
fn identifiers_of_every_shape() {
    let header = header(
        "PREFIX = 'rel'\nPARENTS = ['a', 'b']\nrevision, down_revision = f'{PREFIX}_2', (*PARENTS, PREFIX + '_1')\n\
         branch_labels = {'x' + str(1)}\ndepends_on = '-'.join(['p', 'q']),\ndef upgrade(): pass\n",
    );
    assert_eq!(header.revision, "rel_2");
    assert_eq!(header.parents, ["a", "b", "rel_1"]);
    assert_eq!(header.branch_labels, ["x1"]);
    assert_eq!(header.depends_on, ["p-q"]);
    assert!(!header.has_downgrade);
}

#[test]
fn an_empty_dependency_is_none() {
    for written in ["''", "('',)", "None", "[]"] {
        let header = header(&format!(
            "revision = 'b'\ndown_revision = 'a'\ndepends_on = {written}\ndef upgrade(): pass\n"
        ));
        assert_eq!(header.depends_on, Vec::<String>::new(), "{written}");
    }
}

#[test]
fn what_reading_does_not_tell_is_run() {
    let text = "from .ids import ID\nrevision = ID\ndown_revision = None\ndef upgrade(): pass\n";
    let run = |name: &str| {
        (name == "revision")
            .then(|| Constant::Str("ran".to_owned()))
            .ok_or(None)
    };
    let (header, findings) = read_file(&file("x.py", text), &run);
    assert_eq!(findings, []);
    assert_eq!(header.unwrap().revision, "ran");
    insta::assert_snapshot!(super::tests::findings("x.py", text), @"[header-unreadable] x.py:2:1: `revision` is not a string that can be read from the file.");
}

#[test]
fn a_file_name_of_hex_digits_is_an_identifier() {
    let (header, _) = read_file(
        &file("0a1b2c.py", "down_revision = None\ndef upgrade(): pass\n"),
        &|_| Err(None),
    );
    assert_eq!(header.unwrap().revision, "0a1b2c");
}

#[test]
fn the_docstring_may_disagree() {
    insta::assert_snapshot!(findings("x.py", "'''m\n\nRevision ID: other\nRevises: a, b\n'''\nrevision = 'x1'\ndown_revision = 'a'\ndef upgrade(): pass\n"), @"
    [header-disagrees] x.py:3:1: The docstring says `Revision ID: other`, the variable says 'x1'.
    [header-disagrees] x.py:4:1: The docstring says that the file revises a, b, the variable says a.
    ");
    let agreed = "'''m\n\nRevision ID: x1\nRevises: ('b', 'a')\n'''\nrevision = 'x1'\ndown_revision = ('a', 'b')\ndef upgrade(): pass\n";
    assert_eq!(findings("x.py", agreed), "");
    let base = "'''m\n\nRevision ID: x1\nRevises: \n'''\nrevision = 'x1'\ndown_revision = None\ndef upgrade(): pass\n";
    assert_eq!(findings("x.py", base), "");
}

#[test]
fn faults_are_named() {
    insta::assert_snapshot!(findings("helpers.py", "x = 1\n"), @"[no-revision] helpers.py: The file does not assign `revision`.");
    insta::assert_snapshot!(findings("x.py", "revision = 'a'\ndef upgrade(): pass\n"), @"[no-down-revision] x.py: The file does not assign `down_revision`.");
    insta::assert_snapshot!(findings("x.py", "revision = 'a'\ndown_revision = None\n"), @"[no-upgrade] x.py: The file has no function `upgrade`.");
    insta::assert_snapshot!(findings("x.py", "revision = 12\ndown_revision = (None,)\ndef upgrade(): pass\n"), @"
    [header-unreadable] x.py:1:1: `revision` is not a string that can be read from the file.
    [header-unreadable] x.py:2:1: `down_revision` is not None, a string, or a tuple of strings that can be read from the file.
    ");
    let syntax = findings("x.py", "revision = 'a'\ndef upgrade(:\n    pass\n");
    assert!(syntax.starts_with("[python-syntax] x.py:2:"), "{syntax}");
}

#[test]
fn a_conditional_import_of_upgrade_counts() {
    let header = header(
        "revision = 'a'\ndown_revision = None\ntry:\n    from x import upgrade\nexcept ImportError:\n    upgrade = None\n",
    );
    assert!(header.has_upgrade);
}
