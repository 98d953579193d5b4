//! The URLs that the files of a legacy system name, and whether it has revisions: hints for
//! `bridge init`.

use std::path::Path;

use bridge_importers::alembic::ini;
use regex::Regex;
use walkdir::WalkDir;

use super::discover::is_searched;
use crate::database::url::without_password;

/// What an Alembic project says about its database.
pub(super) struct AlembicUrls {
    /// Settings for `url`, in the order in which they are tried, without passwords.
    pub(super) urls: Vec<String>,
    /// Whether one of them had a password.
    pub(super) had_password: bool,
}

/// The variable that `env.py` reads, then `sqlalchemy.url`. A password is not
/// given on: `bridge.toml` is committed.
pub(super) fn alembic_urls(ini: &Path, section: Option<&str>, root: &Path) -> AlembicUrls {
    let mut found = AlembicUrls {
        urls: Vec::new(),
        had_password: false,
    };
    let Ok((settings, _)) = ini::read(ini, section, root) else {
        return found;
    };
    let env = settings.script_location.join("env.py");
    let env = std::fs::read_to_string(env).unwrap_or_default();
    found.urls.extend(environment_variable(&env));
    // Alembic's own template has `driver://user:pass@localhost/dbname`.
    let url = settings
        .url
        .filter(|url| url.contains("://") && !url.starts_with("driver:"));
    if let Some(url) = url {
        let without = without_password(&url);
        found.had_password = without.is_some();
        found
            .urls
            .push(below(without.unwrap_or(url), &settings.folder));
    }
    found
}

/// Whether an Alembic project has a file that may be a revision; true where it cannot be told.
pub(super) fn has_revisions(ini: &Path, section: Option<&str>, root: &Path) -> bool {
    let Ok((settings, _)) = ini::read(ini, section, root) else {
        return true;
    };
    let is_revision = |entry: walkdir::Result<walkdir::DirEntry>| {
        let is_python = |entry: &walkdir::DirEntry| {
            let path = entry.path();
            path.extension().is_some_and(|end| end == "py") && !path.ends_with("__init__.py")
        };
        entry.is_ok_and(|entry| is_python(&entry))
    };
    let mut folders = settings.version_locations.iter();
    folders.any(|folder| WalkDir::new(folder).into_iter().any(is_revision))
}

/// `sqlite:///%(here)s/app.db` is another path on each machine, and the same below its folder.
fn below(url: String, folder: &Path) -> String {
    let Some((scheme, path)) = url.split_once(":///") else {
        return url;
    };
    match Path::new(path).strip_prefix(folder) {
        Ok(path) if scheme.starts_with("sqlite") => format!("{scheme}:///./{}", path.display()),
        _ => url,
    }
}

/// The variable and the file that the list's runner names: the files that name its ledger.
pub(super) fn list_urls(folder: &Path, ledger: &str) -> Vec<String> {
    let mut urls = Vec::new();
    for entry in WalkDir::new(folder)
        .max_depth(3)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_searched)
        .flatten()
    {
        let is_python = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "py");
        let Some(text) = is_python
            .then(|| std::fs::read_to_string(entry.path()).ok())
            .flatten()
        else {
            continue;
        };
        if text.contains(ledger) {
            urls.extend(environment_variable(&text));
            urls.extend(database_file(&text).map(|file| format!("sqlite:///./{file}")));
        }
    }
    urls.dedup();
    urls
}

fn environment_variable(python: &str) -> Option<String> {
    let pattern = r#"(?:getenv|environ(?:\.get)?)\s*[\(\[]\s*["']([A-Z0-9_]*(?:URL|DATABASE|DSN)[A-Z0-9_]*)["']"#;
    let found = Regex::new(pattern).ok()?.captures(python)?;
    Some(format!("env:{}", found.get(1)?.as_str()))
}

fn database_file(python: &str) -> Option<String> {
    let found = Regex::new(r#"["']([^"'\n{}]+\.(?:db|sqlite3?))["']"#)
        .ok()?
        .captures(python)?;
    Some(found.get(1)?.as_str().trim_start_matches("./").to_owned())
}
