//! What a crash may leave and must not: sessions, locks and children; and the
//! files that may stay.

use std::path::Path;

use bridge::database::Connection;

/// A complete backup with its manifest, or such a manifest.
pub(crate) fn is_backup(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let file = text.strip_suffix(".json").unwrap_or(&text);
    let is_named = path.components().any(|part| part.as_os_str() == "backup")
        && [".db", ".dump"].iter().any(|end| file.ends_with(end));
    is_named && Path::new(file).exists() && Path::new(&format!("{file}.json")).exists()
}

/// A journal without a header is none: SQLite passes over it, and the next
/// writer takes it away.
pub(crate) fn is_cold_journal(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".db-journal")
        && std::fs::read(path).is_ok_and(|bytes| bytes.first().is_none_or(|first| *first == 0))
}

pub(crate) fn sessions(connection: &mut dyn Connection) -> Vec<String> {
    let rows = connection
        .query(
            "SELECT 'session ' || application_name || ': ' || query FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' \
             UNION ALL SELECT 'lock ' || locktype FROM pg_locks WHERE locktype = 'advisory' \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            &[],
        )
        .expect("the catalogue answers");
    rows.texts().map(str::to_owned).collect()
}

/// Programs that still work on a database of this name.
pub(crate) fn children(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        let Ok(command) = std::fs::read_to_string(entry.path().join("cmdline")) else {
            continue;
        };
        if command.starts_with("pg_") && command.contains(name) {
            found.push(format!("process {}", command.replace('\0', " ")));
        }
    }
    found
}
