//! Backups and restores as lines.

use std::path::Path;

use crate::backups::{self, Checked, Listed};
use crate::database::backup::{Backup, Content};
use crate::database::restore::Restored;
use crate::run::{RestoreItem, RestoreReport, RunRequest};

/// What a restore is about to replace.
pub(crate) struct Stake {
    database: String,
    from: String,
    /// What the backup holds.
    holds: Option<Content>,
    /// Where it goes.
    to: String,
    /// What is there now.
    now: Option<Content>,
    /// Whether something is there that would be replaced.
    pub(crate) is_taken: bool,
}

impl Stake {
    /// Looks at the backup and at its target.
    pub(crate) fn new(request: &RunRequest, item: &RestoreItem) -> Self {
        let mut there = request.clone();
        let url = match (&item.to, there.databases.get_mut(&item.database)) {
            (Some(to), Some(target)) => {
                target.url = to.clone();
                to.to_string()
            }
            (_, Some(target)) => target.url.to_string(),
            (_, None) => String::new(),
        };
        let now = backups::live(&there, &item.database);
        let has_file = there
            .databases
            .get(&item.database)
            .and_then(|target| target.url.sqlite_path())
            .is_some_and(Path::exists);
        Self {
            database: item.database.clone(),
            from: item.from.display().to_string(),
            holds: backups::backed_up(request, item),
            to: url,
            is_taken: now.as_ref().map_or(has_file, |now| now.tables > 0),
            now,
        }
    }
}

/// What is about to happen.
pub(crate) fn stakes(stakes: &[Stake], notes: &[String], no_backup: bool) -> String {
    let mut text = String::new();
    for stake in stakes {
        text.push_str(&format!(
            "{}: restore {}\n  which holds {}\n  into {}, which has {}\n",
            stake.database,
            stake.from,
            said(stake.holds.as_ref()),
            stake.to,
            match (&stake.now, stake.is_taken) {
                (None, true) => "something that cannot be read".to_owned(),
                (None, false) => "nothing".to_owned(),
                (now, _) => said(now.as_ref()),
            }
        ));
    }
    for note in notes {
        text.push_str(&format!("note: {note}\n"));
    }
    if stakes.iter().any(|stake| stake.is_taken) {
        text.push_str(if no_backup {
            "What is replaced is not backed up (--no-backup).\n"
        } else {
            "What is replaced is backed up first, or kept under another name.\n"
        });
    }
    text
}

/// Backups that were made.
pub(crate) fn made(made: &[Backup]) -> String {
    let mut text = String::new();
    for one in made {
        text.push_str(&format!(
            "{}: {} ({}, {})\n",
            one.manifest.database,
            one.path.display(),
            size(one.manifest.bytes),
            said(Some(&one.manifest.content))
        ));
        for path in &one.removed {
            text.push_str(&format!("  removed {}\n", path.display()));
        }
    }
    text
}

/// Backups that there are, newest first.
pub(crate) fn listed(listed: &[Listed], folder: &Path) -> String {
    if listed.is_empty() {
        return format!("no backups in {}\n", folder.display());
    }
    let mut text = format!("{}\n", folder.display());
    for one in listed {
        let name = one.path.file_name().unwrap_or_default().to_string_lossy();
        let state = match &one.checked {
            Checked::Sound => "checked".to_owned(),
            Checked::Never => "not checked".to_owned(),
            Checked::Damaged { message } => format!("DAMAGED: {message}"),
        };
        text.push_str(&format!(
            "{}  {:>9}  {name}  {}  {state}\n",
            one.created_at,
            size(one.bytes),
            said(one.content.as_ref()),
        ));
    }
    text
}

/// What was restored.
pub(crate) fn restored(done: &[RestoreReport]) -> String {
    let mut text = String::new();
    for one in done {
        text.push_str(&format!(
            "restored {} from {}\n",
            one.database,
            one.from.display()
        ));
        match &one.restored {
            Restored::NewFile { kept: Some(kept) } => text.push_str(&format!(
                "  what stood there is kept as {}\n",
                kept.display()
            )),
            Restored::NewDatabase { kept: Some(kept) } => text.push_str(&format!(
                "  the database before is kept as \"{kept}\"; drop it once it is not needed: DROP DATABASE \"{kept}\"\n"
            )),
            Restored::IntoFile
            | Restored::Refilled
            | Restored::NewFile { kept: None }
            | Restored::NewDatabase { kept: None } => {}
        }
        if let Some(path) = &one.replaced {
            text.push_str(&format!(
                "  the state before is backed up as {}\n",
                path.display()
            ));
        }
    }
    text
}

/// The last revision of each lane, or what the legacy ledgers say.
fn said(content: Option<&Content>) -> String {
    let Some(content) = content else {
        return "unknown revisions".to_owned();
    };
    let mut parts: Vec<String> = content
        .applied
        .iter()
        .filter_map(|(lane, ids)| Some(format!("{lane}@{}", ids.last()?)))
        .collect();
    if parts.is_empty() {
        parts = content
            .ledgers
            .iter()
            .filter_map(|(lane, rows)| Some(format!("{lane}@{} (legacy)", rows.last()?)))
            .collect();
    }
    if !parts.is_empty() {
        return parts.join(", ");
    }
    match content.tables {
        0 => "nothing".to_owned(),
        1 => "no revision, 1 table".to_owned(),
        tables => format!("no revision, {tables} tables"),
    }
}

fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut value = bytes;
    let mut unit = "B";
    for next in UNITS {
        if value < 1_000_000 || next == "TB" {
            let tenths = value / 100;
            return format!("{}.{} {next}", tenths / 10, tenths % 10);
        }
        value /= 1000;
        unit = next;
    }
    format!("{value} {unit}")
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(8192), "8.1 kB");
        assert_eq!(size(123_456_789), "123.4 MB");
        assert_eq!(size(5_000_000_000_000), "5.0 TB");
    }
}
