//! `bridge init`: finds the legacy systems in a folder tree and writes a
//! commented `bridge.toml`. What it reads here are hints; nothing else
//! depends on them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;
use walkdir::{DirEntry, WalkDir};

use super::SourceKind;
use super::legacy_urls::{alembic_urls, has_revisions, list_urls};
use super::list_ledger::{ListLedger, unusual_ledger};
use super::{sections, unnamed};
use crate::chain::Kind;

/// One system that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// Name of the source and of its database.
    pub name: String,
    /// Alembic or list.
    pub kind: SourceKind,
    /// `alembic.ini`, `pyproject.toml` or another `.ini` where there is none, or the list's file, relative to the searched folder, with `/`.
    pub path: String,
    /// The section of the file, where it is not `[alembic]`.
    pub section: Option<String>,
    /// Settings for `url`, in the order in which they are tried, without passwords; empty where nothing was found.
    pub urls: Vec<String>,
    /// Whether a URL in the system's files has a password, which is not copied.
    pub has_password: bool,
    /// The ledger of a list whose runner calls it something of its own.
    pub ledger: Option<ListLedger>,
    /// What says that the system runs on PostgreSQL, too, as `FILE names PACKAGE`.
    pub postgres: Option<String>,
    /// Whether it has a revision; true where that cannot be told.
    pub has_revisions: bool,
}

/// Finds both kinds of systems below `root`.
///
/// # Errors
/// Where the folder cannot be read.
pub fn discover(root: &Path) -> std::io::Result<Vec<Discovery>> {
    let mut found = Vec::new();
    let mut names = BTreeSet::new();
    let walk = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_searched);
    for entry in walk {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path();
        let kind = match path.file_name().and_then(|name| name.to_str()) {
            Some("alembic.ini") => SourceKind::Alembic,
            Some("pyproject.toml") if is_alone(path) => SourceKind::Alembic,
            Some("__init__.py") if is_list(path) => SourceKind::List,
            _ if unnamed::configures(path) => SourceKind::Alembic,
            _ => continue,
        };
        let Some(folder) = project_folder(path, kind) else {
            continue;
        };
        for section in sections::environments(path) {
            let name = unique_name(&folder, root, kind, section.as_deref(), &mut names);
            let ledger = match kind {
                SourceKind::Alembic => None,
                SourceKind::List => unusual_ledger(&folder),
            };
            let (mut urls, has_password) = match kind {
                SourceKind::Alembic => {
                    let found = alembic_urls(path, section.as_deref(), root);
                    (found.urls, found.had_password)
                }
                SourceKind::List => {
                    let usual = Kind::List.ledger_table();
                    let table = ledger.as_ref().map_or(usual, ListLedger::named);
                    (list_urls(&folder, table), false)
                }
            };
            if has_password && !urls.iter().any(|url| url.starts_with("env:")) {
                urls.insert(0, format!("env:{}", variable(&name)));
            }
            let has_revisions =
                kind == SourceKind::List || has_revisions(path, section.as_deref(), root);
            found.push(Discovery {
                name,
                kind,
                path: relative(path, root),
                section,
                urls,
                has_password,
                ledger,
                postgres: match kind {
                    SourceKind::Alembic => postgres_driver(&folder, root),
                    SourceKind::List => None,
                },
                has_revisions,
            });
        }
    }
    // Alembic first: its database is the better home, for it may be a server.
    found.sort_by_key(|source| source.kind == SourceKind::List);
    Ok(found)
}

/// Those that become sources, and those that do not: beside a project with revisions, one
/// without is a template.
pub fn sources(found: Vec<Discovery>) -> (Vec<Discovery>, Vec<Discovery>) {
    let is_real = |one: &Discovery| one.kind == SourceKind::Alembic && one.has_revisions;
    if !found.iter().any(is_real) {
        return (found, Vec::new());
    }
    found.into_iter().partition(|one| one.has_revisions)
}

impl Discovery {
    /// What to do about a password that is not copied.
    pub fn password_note(&self) -> Option<String> {
        let variable = self.urls.iter().find_map(|url| url.strip_prefix("env:"))?;
        self.has_password.then(|| {
            format!(
                "{} has a password, which is not copied. Set PGPASSWORD, or the whole URL as {variable}, which may stand in .env.",
                self.path
            )
        })
    }
}

/// The environment variable of a database for which none was found.
fn variable(name: &str) -> String {
    format!("{}_DATABASE_URL", name.to_uppercase().replace('-', "_"))
}

pub(super) fn is_searched(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let skipped = [
        "node_modules",
        "target",
        "venv",
        "site-packages",
        "__pycache__",
        "backup",
    ];
    entry.depth() == 0 || !(name.starts_with('.') || skipped.contains(&name.as_ref()))
}

fn is_list(path: &Path) -> bool {
    path.parent()
        .and_then(Path::file_name)
        .is_some_and(|folder| folder == "migrations")
        && std::fs::read_to_string(path).is_ok_and(|text| text.contains("MIGRATIONS"))
}

/// Whether it configures an Alembic project that has no `alembic.ini`.
fn is_alone(path: &Path) -> bool {
    !path.with_file_name("alembic.ini").is_file() && is_alembic(path)
}

/// Whether a file is an `alembic.ini`, or a `pyproject.toml` with a table for Alembic.
pub(crate) fn is_alembic(path: &Path) -> bool {
    let has_table = |text: String| text.lines().any(|line| line.trim() == "[tool.alembic]");
    match path.ends_with("pyproject.toml") {
        true => std::fs::read_to_string(path).is_ok_and(has_table),
        false => path.is_file(),
    }
}

fn project_folder(path: &Path, kind: SourceKind) -> Option<PathBuf> {
    let folder = path.parent()?;
    match kind {
        SourceKind::Alembic => Some(folder.to_owned()),
        SourceKind::List => folder.parent().map(Path::to_owned),
    }
}

fn unique_name(
    folder: &Path,
    root: &Path,
    kind: SourceKind,
    section: Option<&str>,
    names: &mut BTreeSet<String>,
) -> String {
    let fallback = match kind {
        SourceKind::Alembic => "alembic",
        SourceKind::List => "list",
    };
    // Flask-Migrate's `alembic.ini` stands in `migrations`, which names no system.
    let is_generic = |folder: &Path| {
        let name = folder.file_name();
        name.is_some_and(|name| name == "migrations" || name == "alembic")
    };
    let folder = match folder.parent() {
        Some(above) if folder != root && is_generic(folder) => above,
        _ => folder,
    };
    let base = if folder == root {
        None
    } else {
        folder.file_name().and_then(|name| name.to_str())
    };
    let base = section.or(base);
    let base: String = base
        .unwrap_or(fallback)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let base = base.trim_matches('-');
    let base = if base.is_empty() { fallback } else { base };
    let mut name = base.to_owned();
    let mut number = 2;
    while !names.insert(name.clone()) {
        name = format!("{base}-{number}");
        number += 1;
    }
    name
}

/// A PostgreSQL driver among the requirements of a project, which are in its
/// folder or in one around it. Development on SQLite hides that production
/// runs on a server; the requirements do not.
fn postgres_driver(folder: &Path, root: &Path) -> Option<String> {
    const FILES: [&str; 7] = [
        "requirements.txt",
        "requirements.in",
        "pyproject.toml",
        "Pipfile",
        "setup.cfg",
        "setup.py",
        "environment.yml",
    ];
    let driver = Regex::new(r"(?m)^[^#\n]*?\b(psycopg(?:2-binary|2)?|asyncpg|pg8000)\b").ok()?;
    let around = folder
        .ancestors()
        .take_while(|folder| folder.starts_with(root));
    let files = around.flat_map(|folder| {
        FILES.iter().map(|file| folder.join(file)).chain(
            FILES
                .first()
                .map(|file| folder.join("requirements").join(file)),
        )
    });
    files
        .filter_map(|path| Some((std::fs::read_to_string(&path).ok()?, path)))
        .find_map(|(text, path)| {
            let package = driver.captures(&text)?.get(1)?.as_str();
            Some(format!("{} names {package}", relative(&path, root)))
        })
}

pub(super) fn relative(path: &Path, root: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// The text of `bridge.toml` for what was found.
pub fn render(found: &[Discovery]) -> String {
    let mut text = String::from(
        "# bridge: one migration chain for the systems below.\n\
         # Every key has a default; paths count from this file.\n",
    );
    for (index, source) in found.iter().enumerate() {
        text.push_str(&format!("\n[databases.{}]\n", source.name));
        text.extend(source.password_note().map(|note| format!("# {note}\n")));
        match source.urls.as_slice() {
            [] => text.push_str(&format!(
                "# No URL was found. A relative SQLite path counts from the source's folder.\n\
                 url = \"env:{}\"\n",
                variable(&source.name)
            )),
            [one] => text.push_str(&format!("url = {}\n", quoted(one))),
            several => {
                text.push_str("# The first that is set counts.\n");
                let several: Vec<_> = several.iter().map(|url| quoted(url)).collect();
                text.push_str(&format!("url = [{}]\n", several.join(", ")));
            }
        }
        if index == 0 {
            text.push_str("# The home holds the version table, bridge_version.\nhome = true\n");
        }
    }
    for source in found {
        let (kind, hint) = match (source.kind, &source.postgres) {
            (SourceKind::Alembic, Some(reason)) => (
                "alembic",
                format!(
                    "# {reason}{}\"postgres\"]\n",
                    // Development runs on what the URLs say.
                    if source.urls.iter().any(|url| url.starts_with("sqlite")) {
                        ".\ndialects = [\"sqlite\", "
                    } else {
                        "; add \"sqlite\" where one of its databases is a file.\ndialects = ["
                    }
                ),
            ),
            (SourceKind::Alembic, None) => (
                "alembic",
                "# dialects = [\"sqlite\", \"postgres\"]   # default: that of the database's URL\n"
                    .to_owned(),
            ),
            (SourceKind::List, _) => (
                "list",
                source
                    .ledger
                    .as_ref()
                    .map_or(String::new(), ListLedger::render),
            ),
        };
        text.push_str(&format!(
            "\n[sources.{name}]\nkind = \"{kind}\"\npath = {path}\n{section}database = \"{name}\"\n{hint}",
            name = source.name,
            path = quoted(&source.path),
            section = source.section.as_ref().map_or(String::new(), |section| format!("section = {}\n", quoted(section))),
        ));
    }
    text.push_str("\n[chain]\n");
    let is_taken = |source: &Discovery| source.path.starts_with("migrations/");
    text.push_str(match found.iter().any(is_taken) {
        true => "# In `migrations` a legacy system stands.\npath = \"chain\"\n",
        false => "path = \"migrations\"\n",
    });
    text.push_str(
        "# \"source\": one source after the other, by name; `after = [\"NAME\"]` puts one behind others.\n\
         # \"date\": by the date of each revision.\n\
         order = \"source\"\n\
         \n[legacy]\n# Keep alembic_version and schema_migrations true until `bridge cutover --finish`.\n\
         mirror = true\n\
         \n[backup]\nfolder = \"backup/db_bak\"\nkeep = 10\n\
         \n[run]\n# Seconds to wait for another run.\nlock_timeout = 60\n",
    );
    text
}

pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn both_systems_are_found_and_the_file_is_valid() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "主程式/migrations/__init__.py", "MIGRATIONS = []\n");
        write(
            root,
            "主程式/scripts/run_migrations.py",
            "DB = 'data/chat.db'\n# schema_migrations\n",
        );
        write(
            root,
            "admin/alembic.ini",
            "[alembic]\nscript_location = %(here)s/db\nsqlalchemy.url = sqlite:///./a.db\n",
        );
        write(
            root,
            "admin/db/env.py",
            "url = os.environ.get('DATABASE_URL')\n",
        );
        write(
            root,
            "requirements.txt",
            "# psycopg is not used\nalembic\nasyncpg>=0.29\n",
        );
        write(root, "node_modules/x/alembic.ini", "[alembic]\n");
        let found = discover(root).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name, "admin");
        assert_eq!(found[0].urls, ["env:DATABASE_URL", "sqlite:///./a.db"]);
        assert_eq!(found[1].name, "list");
        assert_eq!(found[1].path, "主程式/migrations/__init__.py");
        assert_eq!(found[1].urls, ["sqlite:///./data/chat.db"]);
        let config =
            Config::parse(&render(&found), Path::new("bridge.toml"), root.to_owned()).unwrap();
        assert_eq!(config.home(), Some("admin"));
        assert_eq!(config.sources.len(), 2);
        assert_eq!(
            found[0].postgres.as_deref(),
            Some("requirements.txt names asyncpg")
        );
        assert!(render(&found).contains(
            "# requirements.txt names asyncpg.\ndialects = [\"sqlite\", \"postgres\"]\n"
        ));
    }

    #[test]
    fn a_lists_own_ledger_and_the_file_that_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "app/migrations/__init__.py", "MIGRATIONS = []\n");
        write(
            root,
            "app/db.py",
            "DB = 'data/notes.db'\n\
             c.execute('CREATE TABLE IF NOT EXISTS applied (number INTEGER)')\n\
             c.execute('SELECT number FROM applied')\n\
             c.execute('INSERT INTO applied (number) VALUES (?)', (n,))\n",
        );
        let found = discover(root).unwrap();
        assert_eq!(found[0].urls, ["sqlite:///./data/notes.db"]);
        let config =
            Config::parse(&render(&found), Path::new("bridge.toml"), root.to_owned()).unwrap();
        let source = config.sources.values().next().unwrap();
        assert_eq!(source.version_table.as_deref(), Some("applied"));
        assert_eq!(source.version_column.as_deref(), Some("number"));
    }

    /// What is found where `sqlalchemy.url` says this.
    fn with_url(url: &str) -> (Discovery, String) {
        let folder = tempfile::tempdir().unwrap();
        let ini = format!("[alembic]\nscript_location = db\nsqlalchemy.url = {url}\n");
        write(folder.path(), "alembic.ini", &ini);
        write(folder.path(), "db/env.py", "");
        let found = discover(folder.path()).unwrap();
        let text = render(&found);
        Config::parse(&text, Path::new("bridge.toml"), folder.path().to_owned()).unwrap();
        (found.into_iter().next().unwrap(), text)
    }

    #[test]
    fn a_password_stays_where_it_is() {
        for (url, without) in [
            (
                "postgresql+psycopg2://u:s3cret@h:5432/d",
                "postgresql+psycopg2://u@h:5432/d",
            ),
            ("postgresql://u:s3cret-p@ss@h/d", "postgresql://u@h/d"),
            ("postgresql://u:s3cret-p%%40ss@h/d", "postgresql://u@h/d"),
            ("postgresql://u@h/d?password=s3cret", "postgresql://u@h/d"),
        ] {
            let (found, text) = with_url(url);
            assert_eq!(found.urls, ["env:ALEMBIC_DATABASE_URL", without]);
            assert!(!format!("{found:?}{text}").contains("s3cret"), "{text}");
            assert!(
                text.contains("# alembic.ini has a password, which is not copied."),
                "{text}"
            );
        }
    }

    #[test]
    fn a_url_is_read_as_alembic_reads_it() {
        for (url, read) in [
            (
                "sqlite:///%(here)s/資料/a b.db",
                &["sqlite:///./資料/a b.db"][..],
            ),
            ("postgresql://u@h/a%%20b", &["postgresql://u@h/a%20b"]),
            ("postgresql://%(USER)s:%(PASSWORD)s@h/d", &[]),
            ("driver://user:pass@localhost/dbname", &[]),
        ] {
            assert_eq!(with_url(url).0.urls, read, "{url}");
        }
    }

    #[test]
    fn a_url_that_is_left_empty_is_none() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "db/env.py", "");
        write(
            folder.path(),
            "alembic.ini",
            "[alembic]\nscript_location = db\nsqlalchemy.url =\n\n# Logging configuration\n[loggers]\nkeys = root\n",
        );
        let found = discover(folder.path()).unwrap();
        assert_eq!(found[0].urls, Vec::<String>::new());
    }

    #[test]
    fn a_system_is_called_as_the_folder_around_its_migrations() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "shop/migrations/alembic.ini", "[alembic]\n");
        write(folder.path(), "migrations/alembic.ini", "[alembic]\n");
        let found = discover(folder.path()).unwrap();
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["alembic", "shop"]);
    }

    #[test]
    fn the_chain_stands_beside_a_legacy_system() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "shop/migrations/alembic.ini", "[alembic]\n");
        assert!(render(&discover(folder.path()).unwrap()).contains("\npath = \"migrations\"\n"));
        write(folder.path(), "migrations/alembic.ini", "[alembic]\n");
        assert!(render(&discover(folder.path()).unwrap()).contains("\npath = \"chain\"\n"));
    }

    #[test]
    fn a_folder_without_either_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(discover(folder.path()).unwrap(), []);
    }
}
