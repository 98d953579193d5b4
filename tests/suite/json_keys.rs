//! `docs/JSON.md` and what the commands write: every key stands on the page,
//! in the section of its command.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::sandbox::{Sandbox, repository, sqlite_url};

/// The keys of each section, by its heading.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(repository().join("docs/JSON.md")).expect("the page");
    let mut sections: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut heading = String::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            heading = title.replace('`', "");
        }
        if let Some(keys) = line.strip_prefix("| `") {
            let keys = keys.split(" |").next().unwrap_or_default();
            sections
                .entry(heading.clone())
                .or_default()
                .extend(keys.split(", ").map(|key| key.trim_matches('`').to_owned()));
        }
    }
    sections
}

/// The paths of a value's keys that are not below a path of `whole`.
fn paths(path: &str, value: &Value, whole: &[&str], found: &mut BTreeSet<String>) {
    if whole.contains(&path) {
        return;
    }
    for item in value.as_array().into_iter().flatten() {
        paths(&format!("{path}[]"), item, whole, found);
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        paths(&path, inner, whole, found);
        found.insert(path);
    }
}

/// Whether a path is one of those, in which `*` is any one name.
fn is_known(path: &str, known: &BTreeSet<String>) -> bool {
    known.iter().any(|known| {
        let mut own = path.split('.');
        known
            .split('.')
            .all(|part| own.next().is_some_and(|own| part == "*" || part == own))
            && own.next().is_none()
    })
}

struct Page {
    sandbox: Sandbox,
    sections: BTreeMap<String, BTreeSet<String>>,
    seen: BTreeMap<String, BTreeSet<String>>,
}

impl Page {
    /// Runs a command and looks its keys up in a section; what is below `whole` has its own.
    #[track_caller]
    fn has(&mut self, section: &str, arguments: &[&str], whole: &[&str]) {
        let arguments = [arguments, &["--json"]].concat();
        let value = self.sandbox.bridge(&arguments).json();
        let known = &self.sections[section];
        let mut found = BTreeSet::new();
        paths("", &value, whole, &mut found);
        assert!(!found.is_empty(), "{arguments:?}");
        for path in found {
            assert!(
                is_known(&path, known),
                "{arguments:?} writes `{path}`, which docs/JSON.md does not have under {section}"
            );
            let seen = self.seen.entry(section.to_owned()).or_default();
            seen.insert(path);
        }
    }
}

#[test]
fn the_page_has_every_key() {
    let sandbox = Sandbox::lived_in();
    let chat = sqlite_url(&sandbox.chat_file());
    let script = "legacy/admin-backend/alembic/versions/001_scripts.py";
    let mut page = Page {
        sandbox,
        sections: documented(),
        seen: BTreeMap::new(),
    };
    page.has("init", &["init", "--force"], &[]);
    page.has("doctor", &["doctor"], &[]);
    let whole = ["diagnostics"];
    page.has(
        "baseline",
        &["baseline", "main-program", "--from", &chat],
        &[],
    );
    page.has("import", &["import"], &whole);
    page.has(
        "translate",
        &["translate", script, "--dialect", "sqlite"],
        &whole,
    );
    page.has("current", &["current"], &[]);
    page.has("verify", &["verify"], &[]);
    page.has("adopt --infer", &["adopt", "--infer"], &[]);
    page.has("A plan", &["upgrade", "--dry-run"], &[]);
    page.has("cutover", &["cutover"], &["import", "run", "verified"]);
    page.has("current", &["current"], &[]);
    page.has("history, heads, show", &["history"], &[]);
    page.has("history, heads, show", &["heads"], &[]);
    page.has(
        "A plan",
        &["downgrade", "admin-backend@-1", "--dry-run"],
        &[],
    );
    page.has("A run", &["downgrade", "admin-backend@-1", "--yes"], &[]);
    page.has(
        "A plan",
        &["stamp", "admin-backend@heads", "--dry-run"],
        &[],
    );
    page.has("A run", &["stamp", "admin-backend@heads"], &[]);
    page.has("A command that failed", &["show", "nothing"], &[]);
    let held = "backup, backups, restore";
    let whole = ["[].content", "[].applied", "[].ledgers", "[].witnessed"];
    page.has(held, &["backup", "main-program"], &whole);
    page.has(held, &["backups"], &whole);
    page.has(
        "revision",
        &["revision", "-m", "x", "--database", "admin-backend"],
        &[],
    );
    page.has("check", &["check"], &[]);
    // What a section says and nothing wrote is said of other cases.
    let seen: usize = page.seen.values().map(BTreeSet::len).sum();
    let said: usize = page.sections.values().map(BTreeSet::len).sum();
    assert!(seen * 4 > said * 3, "{seen} of {said} keys were seen");
}
