//! The differences between two catalogues.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Serialize;

use super::{Catalogue, Table};

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The table, view or type that it belongs to.
    pub object: String,
    /// The part of it; empty where it is the whole.
    pub part: String,
    /// Whether it is missing, extra or different.
    pub presence: Presence,
    /// What the applied revisions build.
    pub expected: Option<String>,
    /// What the database holds.
    pub found: Option<String>,
    /// The pending revision that makes what is extra, where there is one.
    pub pending: Option<String>,
}

/// How it is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// The revisions build it, the database lacks it.
    Missing,
    /// The database holds it, no revision builds it.
    Extra,
    /// Both have it, not alike.
    Different,
}

impl Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = if self.part.is_empty() {
            self.object.clone()
        } else {
            format!("{}: {}", self.object, self.part)
        };
        match (self.presence, &self.expected, &self.found) {
            (Presence::Missing, _, _) => write!(f, "{what} is missing"),
            (Presence::Extra, _, _) if self.pending.is_some() => write!(
                f,
                "{what} is there already; revision {}, which is pending, makes it",
                self.pending.as_deref().unwrap_or_default()
            ),
            (Presence::Extra, _, _) => {
                write!(f, "{what} is there, but no applied revision makes it")
            }
            (Presence::Different, expected, found) => write!(
                f,
                "{what} is `{}`, the revisions build `{}`",
                found.as_deref().unwrap_or(""),
                expected.as_deref().unwrap_or("")
            ),
        }
    }
}

/// What `found` has not as `expected` has it; in the order of the objects' names.
pub fn compare(expected: &Catalogue, found: &Catalogue) -> Vec<Difference> {
    let mut all = Vec::new();
    for (name, pair) in pairs(&expected.tables, &found.tables) {
        let object = format!("table {name}");
        match pair {
            (Some(expected), Some(found)) => tables(&object, expected, found, &mut all),
            (expected, _) => all.push(whole(object, expected.is_some())),
        }
    }
    texts("view", &expected.views, &found.views, &mut all);
    let labels = |enums: &BTreeMap<String, Vec<String>>| {
        enums
            .iter()
            .map(|(name, labels)| (name.clone(), labels.join(", ")))
            .collect::<BTreeMap<_, _>>()
    };
    texts(
        "type",
        &labels(&expected.enums),
        &labels(&found.enums),
        &mut all,
    );
    let names = |set: &std::collections::BTreeSet<String>| {
        set.iter()
            .map(|name| (name.clone(), String::new()))
            .collect::<BTreeMap<_, _>>()
    };
    texts(
        "sequence",
        &names(&expected.sequences),
        &names(&found.sequences),
        &mut all,
    );
    all
}

fn whole(object: String, is_expected: bool) -> Difference {
    let presence = if is_expected {
        Presence::Missing
    } else {
        Presence::Extra
    };
    Difference {
        object,
        part: String::new(),
        presence,
        expected: None,
        found: None,
        pending: None,
    }
}

fn texts(
    kind: &str,
    expected: &BTreeMap<String, String>,
    found: &BTreeMap<String, String>,
    all: &mut Vec<Difference>,
) {
    for (name, pair) in pairs(expected, found) {
        let object = format!("{kind} {name}");
        match pair {
            (Some(expected), Some(found)) if expected == found => {}
            (Some(expected), Some(found)) => all.push(Difference {
                object,
                part: String::new(),
                presence: Presence::Different,
                expected: Some(expected.clone()),
                found: Some(found.clone()),
                pending: None,
            }),
            (expected, _) => all.push(whole(object, expected.is_some())),
        }
    }
}

fn tables(object: &str, expected: &Table, found: &Table, all: &mut Vec<Difference>) {
    parts(object, "column", &expected.columns, &found.columns, all);
    parts(object, "index", &expected.indexes, &found.indexes, all);
    parts(object, "trigger", &expected.triggers, &found.triggers, all);
    let plain = |set: &std::collections::BTreeSet<String>| {
        set.iter()
            .map(|text| (text.clone(), String::new()))
            .collect::<BTreeMap<_, _>>()
    };
    parts(
        object,
        "",
        &plain(&expected.constraints),
        &plain(&found.constraints),
        all,
    );
    parts(
        object,
        "",
        &plain(&expected.options),
        &plain(&found.options),
        all,
    );
}

fn parts<T: PartialEq + Display>(
    object: &str,
    kind: &str,
    expected: &BTreeMap<String, T>,
    found: &BTreeMap<String, T>,
    all: &mut Vec<Difference>,
) {
    for (name, pair) in pairs(expected, found) {
        let (presence, expected, found) = match pair {
            (Some(expected), Some(found)) if expected == found => continue,
            (Some(expected), Some(found)) => (
                Presence::Different,
                Some(expected.to_string()),
                Some(found.to_string()),
            ),
            (Some(expected), None) => (Presence::Missing, Some(expected.to_string()), None),
            (None, found) => (Presence::Extra, None, found.map(ToString::to_string)),
        };
        let part = if kind.is_empty() {
            name.clone()
        } else {
            format!("{kind} {name}")
        };
        all.push(Difference {
            object: object.to_owned(),
            part,
            presence,
            expected,
            found,
            pending: None,
        });
    }
}

type Pair<'a, T> = (Option<&'a T>, Option<&'a T>);

fn pairs<'a, T>(
    left: &'a BTreeMap<String, T>,
    right: &'a BTreeMap<String, T>,
) -> BTreeMap<&'a String, Pair<'a, T>> {
    let mut all: BTreeMap<&String, Pair<'a, T>> = BTreeMap::new();
    for (name, value) in left {
        all.entry(name).or_default().0 = Some(value);
    }
    for (name, value) in right {
        all.entry(name).or_default().1 = Some(value);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Column;

    fn column(data_type: &str) -> Column {
        Column {
            data_type: data_type.into(),
            nullable: true,
            ..Column::default()
        }
    }

    #[test]
    fn differences_read_as_sentences() {
        let mut expected = Catalogue::default();
        let mut users = Table::default();
        users.columns.insert("id".into(), column("INTEGER"));
        users.columns.insert("email".into(), column("VARCHAR(100)"));
        users
            .constraints
            .insert("CONSTRAINT uq_users_email UNIQUE (email)".into());
        expected.tables.insert("users".into(), users.clone());
        expected.tables.insert("roles".into(), Table::default());
        let mut found = Catalogue::default();
        users.columns.insert("email".into(), column("VARCHAR(50)"));
        users.columns.insert("備註".into(), column("TEXT"));
        users.constraints.clear();
        found.tables.insert("users".into(), users);
        let lines: Vec<_> = compare(&expected, &found)
            .iter()
            .map(ToString::to_string)
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        table roles is missing
        table users: column email is `VARCHAR(50)`, the revisions build `VARCHAR(100)`
        table users: column 備註 is there, but no applied revision makes it
        table users: CONSTRAINT uq_users_email UNIQUE (email) is missing
        ");
        assert_eq!(compare(&found, &found), []);
    }
}
