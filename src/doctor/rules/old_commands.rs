//! The old tools in scripts, CI files and images of the repository.
//!
//! After the cutover `alembic upgrade` or `run_migrations` in a deploy runs
//! beside bridge, and `create_all(` at an application's start makes tables
//! before their revision does. The legacy systems' own files are left out.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::config::{Config, SourceKind};
use crate::doctor::{Examination, Finding, Severity};

/// A file that may hold commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doctor) struct RepositoryFile {
    /// Path relative to `bridge.toml`.
    pub(in crate::doctor) shown: String,
    /// Its text.
    pub(in crate::doctor) text: String,
}

struct Command {
    pattern: &'static str,
    message: &'static str,
    help: &'static str,
    /// Whether it is looked for in Python files only.
    is_python: bool,
}

const COMMANDS: &[Command] = &[
    Command {
        pattern: r#"\balembic\b[^\n#;&|]{0,80}?["', ](upgrade|downgrade|stamp)\b"#,
        message: "runs Alembic",
        help: "Write `bridge upgrade` (`downgrade`, `stamp`) in its place.",
        is_python: false,
    },
    Command {
        pattern: r"\bflask\s+db\s+(upgrade|downgrade|stamp)\b",
        message: "runs Alembic through Flask-Migrate",
        help: "Write `bridge upgrade` (`downgrade`, `stamp`) in its place.",
        is_python: false,
    },
    Command {
        pattern: r"\bcommand\.(upgrade|downgrade|stamp)\s*\(",
        message: "runs Alembic from Python",
        help: "Take it out, and run `bridge upgrade` before the application starts.",
        is_python: true,
    },
    Command {
        pattern: r"\brun_migrations\b",
        message: "runs the old migrations",
        help: "Write `bridge upgrade` in its place.",
        is_python: false,
    },
    Command {
        pattern: r"\bcreate_all\s*\(",
        message: "makes tables at the application's start, before their revision runs",
        help: "Take it out: `bridge upgrade --create` makes a fresh database.",
        is_python: true,
    },
];

static PATTERNS: LazyLock<Vec<(Option<Regex>, &'static Command)>> = LazyLock::new(|| {
    COMMANDS
        .iter()
        .map(|command| (Regex::new(command.pattern).ok(), command))
        .collect()
});

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    examination.files.iter().flat_map(in_file).collect()
}

fn in_file(file: &RepositoryFile) -> Vec<Finding> {
    let is_python = file.shown.ends_with(".py");
    let mut findings = Vec::new();
    let mut quote = None;
    for (number, line) in file.text.lines().enumerate() {
        let was_text = quote.is_some();
        if is_python {
            quote = open_quote(line, quote);
            if was_text
                || quote.is_some()
                || DOCSTRING
                    .iter()
                    .any(|mark| line.trim_start().starts_with(mark))
            {
                continue;
            }
        }
        let code = line.trim_start();
        let is_comment = ["#", "//", "--", "REM "]
            .iter()
            .any(|mark| code.starts_with(mark));
        // The function's own definition and its import run nothing.
        let is_quiet = ["def ", "async def ", "import ", "from "]
            .iter()
            .any(|word| code.starts_with(word));
        if is_comment || (is_python && is_quiet) {
            continue;
        }
        let found = PATTERNS.iter().find_map(|(pattern, command)| {
            let is_asked = is_python || !command.is_python;
            let found = pattern.as_ref().filter(|_| is_asked)?.captures(line)?;
            Some((shown(&found), command))
        });
        if let Some((shown, command)) = found {
            findings.push(
                Finding::new(
                    Severity::Warning,
                    format!("`{shown}` {}.", command.message),
                    command.help,
                )
                .at(&file.shown, Some(number + 1)),
            );
        }
    }
    findings
}

/// The command without its arguments, which may hold a password.
fn shown(found: &Captures<'_>) -> String {
    let whole = found.get(0).map_or("", |part| part.as_str());
    // `["alembic", "upgrade"`
    let whole = &whole.replace(['"', '\'', ','], "");
    match (whole.split_whitespace().next(), found.get(1)) {
        (Some(first), Some(verb)) if whole.split_whitespace().count() > 2 => {
            format!("{first} … {}", verb.as_str())
        }
        _ => whole.trim_end_matches([' ', '(']).to_owned(),
    }
}

const DOCSTRING: [&str; 2] = ["\"\"\"", "'''"];

/// The triple quote that is open behind a line of Python.
fn open_quote(line: &str, mut open: Option<&'static str>) -> Option<&'static str> {
    let mut rest = line;
    loop {
        match open {
            Some(mark) => match rest.split_once(mark) {
                Some((_, behind)) => (open, rest) = (None, behind),
                None => return open,
            },
            None => {
                let next = DOCSTRING
                    .iter()
                    .filter_map(|mark| Some((rest.find(mark)?, *mark)))
                    .min();
                let (at, mark) = next?;
                open = Some(mark);
                rest = rest.get(at + mark.len()..).unwrap_or_default();
            }
        }
    }
}

const ENDINGS: &[&str] = &[
    "bash", "bat", "cfg", "cmd", "conf", "fish", "ini", "json", "mk", "ps1", "py", "service", "sh",
    "toml", "yaml", "yml", "zsh",
];
const NAMES: &[&str] = &[
    "containerfile",
    "crontab",
    "dockerfile",
    "jenkinsfile",
    "justfile",
    "makefile",
    "procfile",
    "entrypoint",
    "package.json",
];
const FOREIGN_FOLDERS: &[&str] = &[
    ".git",
    ".hg",
    ".mypy_cache",
    ".ruff_cache",
    ".tox",
    ".venv",
    "__pycache__",
    "dist",
    "node_modules",
    "site-packages",
    "target",
    "venv",
];

/// The files of the repository that may hold commands, in the order of their
/// paths. `own` are the folders of the Alembic projects.
pub(in crate::doctor) fn files(config: &Config, own: &[PathBuf]) -> Vec<RepositoryFile> {
    const LARGEST: u64 = 1 << 20;
    let chain = config.chain_folder();
    let backups = config.backup_folder();
    let lists: Vec<PathBuf> = config
        .sources
        .values()
        .filter(|source| source.kind == SourceKind::List)
        .map(|source| config.root.join(&source.path))
        .collect();
    let is_left_out = |path: &Path| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| FOREIGN_FOLDERS.contains(&name.as_str()))
            || path == chain
            || path == backups
            || path.join("pyvenv.cfg").is_file()
            || own.iter().any(|folder| path == folder)
            || lists.iter().any(|list| path == list)
    };
    walkdir::WalkDir::new(&config.root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry.path()))
        .flatten()
        .filter(|entry| entry.file_type().is_file() && may_hold_commands(entry.path()))
        .filter(|entry| entry.metadata().is_ok_and(|found| found.len() <= LARGEST))
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path()).ok()?;
            let shown = entry.path().strip_prefix(&config.root).ok()?;
            Some(RepositoryFile {
                shown: shown.display().to_string(),
                text,
            })
        })
        .collect()
}

fn may_hold_commands(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
        || name.is_some_and(|name| {
            let first = name.split(['.', '-']).next().unwrap_or_default();
            NAMES.contains(&first) || NAMES.contains(&name.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, line: &str) -> usize {
        let file = RepositoryFile {
            shown: name.into(),
            text: line.into(),
        };
        in_file(&file).len()
    }

    #[test]
    fn arguments_are_not_shown() {
        for (line, shown) in [
            (
                "PGPASSWORD=geheim alembic upgrade head",
                "`alembic upgrade` runs Alembic.",
            ),
            (
                "alembic -x url=postgresql://u:geheim@h/d upgrade head",
                "`alembic … upgrade` runs Alembic.",
            ),
            (
                "flask db upgrade --url=geheim",
                "`flask … upgrade` runs Alembic through Flask-Migrate.",
            ),
        ] {
            let file = RepositoryFile {
                shown: "deploy.sh".into(),
                text: line.into(),
            };
            assert_eq!(in_file(&file)[0].message, shown);
        }
    }

    #[test]
    fn commands_are_told_from_what_only_looks_like_them() {
        let table = [
            ("deploy.sh", "alembic -c alembic.ini upgrade head", 1),
            ("Dockerfile", "CMD [\"alembic\", \"upgrade\", \"head\"]", 1),
            ("ci.yml", "  - run: python -m scripts.run_migrations", 1),
            ("app/main.py", "    Base.metadata.create_all(engine)", 1),
            ("app/main.py", "    command.upgrade(config, 'head')", 1),
            ("Makefile", "\tflask db upgrade", 1),
            ("deploy.sh", "# alembic upgrade head", 0),
            ("deploy.sh", "bridge upgrade", 0),
            ("deploy.sh", "pip install --upgrade alembic", 0),
            ("app/main.py", "def run_migrations(path):", 0),
            ("app/env.py", "def run_migrations_online():", 0),
            (
                "app/main.py",
                "\"\"\"Runs create_all().\n\nalembic upgrade head\n\"\"\"\ncreate_all(engine)",
                1,
            ),
            ("requirements.toml", "alembic = \"1.13\"", 0),
        ];
        for (name, line, count) in table {
            assert_eq!(told(name, line), count, "{name}: {line}");
        }
    }
}
