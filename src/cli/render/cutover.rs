//! The report of a cutover: what became of each lane and database.

use serde::Serialize;

/// A lane after the cutover.
#[derive(Serialize)]
pub(crate) struct Lane {
    pub name: String,
    pub database: String,
    /// Revisions taken over in this call.
    pub adopted: usize,
    /// Revisions run in this call.
    pub upgraded: usize,
    /// Revisions applied now.
    pub applied: usize,
    /// Revisions that the chain has.
    pub revisions: usize,
    pub heads: Vec<String>,
}

/// A database after the cutover.
#[derive(Serialize)]
pub(crate) struct Database {
    pub name: String,
    pub url: String,
    pub is_home: bool,
    pub backup: Option<String>,
}

/// The last part of the report.
pub(crate) fn summary(lanes: &[Lane], databases: &[Database], mirror: bool) -> String {
    let mut text = String::from("\n");
    for lane in lanes {
        text.push_str(&format!(
            "lane {}: {} adopted, {} upgraded; {} of {} applied on {}; head {}\n",
            lane.name,
            lane.adopted,
            lane.upgraded,
            lane.applied,
            lane.revisions,
            lane.database,
            lane.heads.join(", ")
        ));
    }
    for database in databases {
        let home = if database.is_home {
            " (home of bridge_version)"
        } else {
            ""
        };
        let backup = database
            .backup
            .as_ref()
            .map(|path| format!("; backup {path}"))
            .unwrap_or_default();
        text.push_str(&format!(
            "database {}{home}: {}{backup}\n",
            database.name, database.url
        ));
    }
    text.push_str("\nFrom now on: `bridge upgrade`. Commit bridge.toml and the chain.\n");
    if mirror {
        text.push_str(
            "The legacy ledgers are kept true, so the old application still starts. \
             `bridge cutover --finish` ends that; `bridge cutover --abort` goes back.\n",
        );
    }
    text
}

/// Lines set in below a heading.
pub(crate) fn indented(text: &str) -> String {
    text.lines().map(|line| format!("   {line}\n")).collect()
}
