//! The URLs that the files of a legacy system name: hints for `bridge init`.

use std::path::Path;

use regex::Regex;
use walkdir::WalkDir;

use super::discover::is_searched;

pub(super) fn alembic_urls(ini: &Path, folder: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(ini).unwrap_or_default();
    let mut urls = Vec::new();
    let location = ini_value(&text, "script_location").or_else(|| {
        let text = std::fs::read_to_string(folder.join("pyproject.toml")).ok()?;
        ini_value(&text, "script_location")
    });
    let location = location.unwrap_or_else(|| "alembic".to_owned());
    let location = location.trim_matches(['"', '\'']);
    let location = location.replace("%(here)s/", "").replace("%(here)s", ".");
    let env = std::fs::read_to_string(folder.join(location).join("env.py")).unwrap_or_default();
    urls.extend(environment_variable(&env));
    // Alembic's own template has `driver://user:pass@localhost/dbname`.
    urls.extend(
        ini_value(&text, "sqlalchemy.url")
            .filter(|url| !url.is_empty() && !url.starts_with("driver:")),
    );
    urls
}

pub(super) fn list_urls(folder: &Path) -> Vec<String> {
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
        if text.contains("schema_migrations") {
            urls.extend(environment_variable(&text));
            urls.extend(database_file(&text).map(|file| format!("sqlite:///./{file}")));
        }
    }
    urls.dedup();
    urls
}

fn ini_value(text: &str, key: &str) -> Option<String> {
    // A value that is left empty is none: the next line is another key, or a comment.
    let pattern = format!(r"(?m)^\s*{}[ \t]*[=:][ \t]*(.*?)\s*$", regex::escape(key));
    let found = Regex::new(&pattern).ok()?.captures(text)?;
    Some(found.get(1)?.as_str().to_owned())
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
