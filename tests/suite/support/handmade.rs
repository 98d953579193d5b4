//! A chain made by hand, without legacy sources and without Python.

use std::collections::{BTreeMap, BTreeSet};

use bridge::chain::{Kind, NewRevision, NewScript, Rung, write};
use bridge::database::{DatabaseUrl, OpenOptions, open};
use bridge_importers::{Dialect, Direction};

use super::sandbox::Sandbox;

/// A revision that is written with bridge.
pub(crate) fn revision(line: &str, up: &str, down: Option<&str>) -> NewRevision {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [lane, database, id, parents @ ..] = words.as_slice() else {
        panic!("LANE DATABASE ID PARENT...: {line}");
    };
    let mut scripts = BTreeMap::new();
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let script = |text: &str| NewScript {
            rung: Rung::Sql,
            derived: false,
            text: text.to_owned(),
            program: None,
            reason: None,
        };
        scripts.insert((Direction::Up, dialect), script(up));
        if let Some(down) = down {
            scripts.insert((Direction::Down, dialect), script(down));
        }
    }
    NewRevision {
        id: (*id).to_owned(),
        message: format!("makes {id}"),
        created: "2026-01-01".to_owned(),
        lane: (*lane).to_owned(),
        kind: Kind::Bridge,
        database: (*database).to_owned(),
        parents: parents.iter().map(|&parent| parent.to_owned()).collect(),
        depends_on: Vec::new(),
        branch_labels: Vec::new(),
        source: None,
        scripts,
        repairs: Vec::new(),
    }
}

/// A revision that makes a table of its name, and takes it away again.
pub(crate) fn table(line: &str) -> NewRevision {
    let id = line.split_whitespace().nth(2).expect("an id");
    let up = format!("-- legacy/{id}.py:7\nCREATE TABLE {id} (a INTEGER);\n");
    revision(line, &up, Some(&format!("DROP TABLE {id};\n")))
}

/// Writes the chain and a `bridge.toml` with SQLite databases; the first one is home.
pub(crate) fn project(sandbox: &Sandbox, databases: &[&str], revisions: &[NewRevision]) {
    let mut text = String::new();
    for (number, name) in databases.iter().enumerate() {
        text.push_str(&format!(
            "[databases.{name}]\nurl = \"sqlite:///./{name}.db\"\nhome = {}\n",
            number == 0
        ));
    }
    sandbox.write("bridge.toml", &text);
    write(
        &sandbox.path().join("migrations"),
        revisions,
        &BTreeSet::new(),
    )
    .expect("the chain is written");
}

/// The tables of a database, bridge's own left out, and the applied revisions.
pub(crate) fn dump(url: &str) -> String {
    let url = DatabaseUrl::parse(url, std::path::Path::new("/")).expect("a URL");
    let mut connection = open(&url, &OpenOptions::read_only()).expect("the database opens");
    let tables = connection.tables().expect("the catalogue is read");
    let mut names: Vec<String> = tables
        .into_iter()
        .map(|table| table.name)
        .filter(|name| !name.starts_with("bridge_"))
        .collect();
    let applied = connection.query(
        "SELECT revision || ' ' || state FROM bridge_version ORDER BY \"position\"",
        &[],
    );
    names.extend(
        applied
            .iter()
            .flat_map(|rows| rows.texts())
            .map(|id| format!("applied {id}")),
    );
    names.join("\n")
}

/// Runs SQL in a SQLite file of the sandbox.
pub(crate) fn sql(sandbox: &Sandbox, file: &str, sql: &str) {
    let url = DatabaseUrl::parse(&format!("sqlite:///./{file}"), sandbox.path()).expect("a URL");
    let options = OpenOptions {
        access: bridge::database::Access::ReadWrite { create: true },
        ..OpenOptions::default()
    };
    let mut connection = open(&url, &options).expect("the database opens");
    connection.execute(sql).expect("the statement runs");
}
