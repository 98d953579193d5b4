//! `revision.toml`: what a reader wants to know of one revision. Planning
//! reads the lock alone; this file is for `show`, for review and for the next import.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bridge_importers::Dialect;
use serde::{Deserialize, Serialize};

use super::model::{Kind, RevisionId, Rung};
use super::text::{quote, quote_list};

/// The content of one `revision.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevisionFile {
    /// Id.
    pub id: RevisionId,
    /// The whole message.
    pub message: String,
    /// When it was created, as its source says it.
    pub created: String,
    /// Lane.
    pub lane: String,
    /// Where it comes from.
    pub kind: Kind,
    /// Database.
    pub database: String,
    /// Direct ancestors.
    pub parents: Vec<RevisionId>,
    /// Revisions of other branches that must be applied before it.
    #[serde(default)]
    pub depends_on: Vec<RevisionId>,
    /// Names for it and all that descends from it.
    #[serde(default)]
    pub branch_labels: Vec<String>,
    /// The legacy file it was made of.
    pub source: Option<Source>,
    /// How each upgrade was made.
    #[serde(default)]
    pub up: BTreeMap<Dialect, ScriptNote>,
    /// How each downgrade was made; a dialect that is absent has no way back.
    #[serde(default)]
    pub down: BTreeMap<Dialect, ScriptNote>,
    /// What `bridge import --fix` repaired.
    #[serde(default, rename = "repair")]
    pub repairs: Vec<Repair>,
}

/// The legacy file that a revision was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Path relative to `bridge.toml`, with `/` between its parts.
    pub path: String,
    /// SHA-256 of the file (of the entry, where a file holds several), in hex.
    pub sha256: String,
}

/// How a script was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptNote {
    /// The rung of the ladder.
    pub rung: Rung,
    /// Derived by bridge, because the source has no downgrade.
    #[serde(default)]
    pub derived: bool,
    /// Why it is unavailable.
    pub reason: Option<String>,
}

/// One repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repair {
    /// The code of the finding that it answers.
    pub code: String,
    /// What was done.
    pub message: String,
    /// The legacy file's name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

impl RevisionFile {
    /// Reads the file's text.
    ///
    /// # Errors
    /// No TOML, an unknown key, a missing one; the message has the line.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The file's text; the same content gives the same bytes.
    pub fn write(&self) -> String {
        // Writing to a String cannot fail, so the results of `write!` are dropped here.
        let mut out = String::with_capacity(512);
        out.push_str("# Written by bridge for its readers; what runs is decided by chain.lock.\n");
        let _ = writeln!(out, "id = {}", quote(&self.id));
        let _ = writeln!(out, "message = {}", quote(&self.message));
        let _ = writeln!(out, "created = {}", quote(&self.created));
        let _ = writeln!(out, "lane = {}", quote(&self.lane));
        let _ = writeln!(out, "kind = {}", quote(self.kind.name()));
        let _ = writeln!(out, "database = {}", quote(&self.database));
        let _ = writeln!(out, "parents = {}", quote_list(&self.parents));
        if !self.depends_on.is_empty() {
            let _ = writeln!(out, "depends_on = {}", quote_list(&self.depends_on));
        }
        if !self.branch_labels.is_empty() {
            let _ = writeln!(out, "branch_labels = {}", quote_list(&self.branch_labels));
        }
        for (direction, notes) in [("up", &self.up), ("down", &self.down)] {
            for (dialect, note) in notes {
                let _ = write!(
                    out,
                    "{direction}.{dialect} = {{ rung = {}",
                    quote(note.rung.name())
                );
                if note.derived {
                    out.push_str(", derived = true");
                }
                if let Some(reason) = &note.reason {
                    let _ = write!(out, ", reason = {}", quote(reason));
                }
                out.push_str(" }\n");
            }
        }
        if let Some(source) = &self.source {
            let _ = writeln!(
                out,
                "\n[source]\npath = {}\nsha256 = {}",
                quote(&source.path),
                quote(&source.sha256)
            );
        }
        for repair in &self.repairs {
            let _ = writeln!(
                out,
                "\n[[repair]]\ncode = {}\nmessage = {}\nfile = {}\nline = {}",
                quote(&repair.code),
                quote(&repair.message),
                quote(&repair.file),
                repair.line
            );
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back() {
        let note = |rung, derived, reason: Option<&str>| ScriptNote {
            rung,
            derived,
            reason: reason.map(str::to_string),
        };
        let file = RevisionFile {
            id: "a\"b".into(),
            message: "one\n二".into(),
            created: "2024-01-01".into(),
            lane: "admin".into(),
            kind: Kind::Alembic,
            database: "admin".into(),
            parents: vec!["x".into()],
            depends_on: vec![],
            branch_labels: vec![],
            source: Some(Source {
                path: "legacy/a.py".into(),
                sha256: "00".into(),
            }),
            up: BTreeMap::from([
                (
                    Dialect::Sqlite,
                    note(Rung::Unavailable, false, Some("ARRAY")),
                ),
                (Dialect::Postgres, note(Rung::Sql, false, None)),
            ]),
            down: BTreeMap::from([(Dialect::Postgres, note(Rung::Directives, true, None))]),
            repairs: vec![Repair {
                code: "boolean-default".into(),
                message: "1 became true".into(),
                file: "a.py".into(),
                line: 7,
            }],
        };
        let text = file.write();
        insta::assert_snapshot!(text, @r#"
    # Written by bridge for its readers; what runs is decided by chain.lock.
    id = "a\"b"
    message = "one\n二"
    created = "2024-01-01"
    lane = "admin"
    kind = "alembic"
    database = "admin"
    parents = ["x"]
    up.sqlite = { rung = "unavailable", reason = "ARRAY" }
    up.postgres = { rung = "sql" }
    down.postgres = { rung = "directives", derived = true }

    [source]
    path = "legacy/a.py"
    sha256 = "00"

    [[repair]]
    code = "boolean-default"
    message = "1 became true"
    file = "a.py"
    line = 7
    "#);
        assert_eq!(RevisionFile::read(&text).unwrap(), file);
        assert!(RevisionFile::read(&text.replace("created", "creatd")).is_err());
    }
}
