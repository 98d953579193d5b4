//! `bridge.toml` as data. Every key has a default; a misspelt key is an error.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bridge_importers::Dialect;
use bridge_importers::contained::leaves;
use bridge_importers::sqlalchemy::mapped::{TypeMapping, ValueMapping, with_values};
use serde::Deserialize;
use thiserror::Error;

use super::FILE_NAME;
use crate::chain::NumberMeans;
use crate::database::backup::{BackupSettings, DumpFormat};

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The folder that holds `bridge.toml`; paths in the file count from it.
    #[serde(skip)]
    pub root: PathBuf,
    /// Databases, by name.
    pub databases: BTreeMap<String, Database>,
    /// Legacy sources, by name; each is a lane.
    pub sources: BTreeMap<String, Source>,
    /// Lanes that are written with bridge, by name.
    pub lanes: BTreeMap<String, Lane>,
    /// The chain's folder and its order.
    pub chain: ChainFolder,
    /// Legacy ledgers.
    pub legacy: Legacy,
    /// Backups before a run.
    pub backup: Backup,
    /// How runs behave.
    pub run: Run,
}

/// `[databases.NAME]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `url`: a URL, `env:NAME`, or a list of them of which the first that is set counts.
    pub url: UrlSetting,
    /// `home`: whether it holds the version table. Exactly one does; a single database is it anyway.
    #[serde(default)]
    pub home: bool,
    /// `schema`: PostgreSQL schema of bridge's own tables. Default: the one of
    /// the search path in which they stand, or else its first.
    pub schema: Option<String>,
    /// `foreign_keys`: SQLite enforces foreign keys during runs. Default: no, as the legacy tools.
    #[serde(default)]
    pub foreign_keys: bool,
}

/// One URL or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum UrlSetting {
    /// `url = "…"`
    One(String),
    /// `url = ["env:DATABASE_URL", "sqlite:///./admin.db"]`
    FirstOf(Vec<String>),
}

impl UrlSetting {
    /// The settings in the order in which they are tried.
    pub fn candidates(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::FirstOf(several) => several,
        }
    }
}

/// `[sources.NAME]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// `kind`
    pub kind: SourceKind,
    /// `path`: `alembic.ini`, `pyproject.toml` or the folder of `env.py` where there is none, or the
    /// list's `migrations/__init__.py`; relative to `bridge.toml`.
    pub path: PathBuf,
    /// `database`: where its revisions run.
    pub database: String,
    /// `dialects`: which must convert. Default: the dialect of its database's URL, and those that its lane has already.
    pub dialects: Option<Vec<Dialect>>,
    /// `section`: section of `alembic.ini` (`alembic -n`). Default: `alembic`.
    pub section: Option<String>,
    /// `version_locations`: folders of revision files, relative to `bridge.toml`;
    /// overrides `alembic.ini`, for applications that set it in code.
    pub version_locations: Option<Vec<PathBuf>>,
    /// `version_table`: the legacy ledger's table. Default: what `env.py` says; `schema_migrations` of a list.
    pub version_table: Option<String>,
    /// `version_column`: of a list, the ledger's column that holds the version. Default: `version`.
    pub version_column: Option<String>,
    /// `user_version`: of a list whose runner keeps `PRAGMA user_version` instead of a table, what
    /// the number means: `last`, `count` or `next`.
    pub user_version: Option<NumberMeans>,
    /// `version_row`: of a list whose runner keeps a number in the one row of its table, what the
    /// number means: `last`, `count` or `next`.
    pub version_row: Option<NumberMeans>,
    /// `version_table_schema`: overrides what `env.py` says.
    pub version_table_schema: Option<String>,
    /// `naming_convention`: overrides what `env.py` says.
    pub naming_convention: Option<BTreeMap<String, String>>,
    /// `types`: the SQL of types that the project makes itself, by dotted Python name.
    #[serde(default)]
    pub types: TypeMapping,
    /// `values`: constants of modules that are not there, by dotted Python name (`app.limits.LENGTH`, `app.limits.length()`),
    /// and what `env.py` gives the functions of the revisions (`context.run_migrations.engine_name`).
    #[serde(default)]
    pub values: ValueMapping,
    /// `after`: sources that come before this one.
    #[serde(default)]
    pub after: Vec<String>,
}

impl Source {
    /// What is said of names that are not known: types and values.
    pub(crate) fn names(&self) -> TypeMapping {
        with_values(self.types.clone(), &self.values)
    }

    /// The names of the settings that are said here, so that nothing depends on
    /// whether `env.py` can be read for them.
    pub(crate) fn stated(&self) -> Vec<&'static str> {
        [
            ("version_table", self.version_table.is_some()),
            ("version_table_schema", self.version_table_schema.is_some()),
            ("naming_convention", self.naming_convention.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, is_stated)| is_stated.then_some(name))
        .collect()
    }
}

/// Kinds of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// An Alembic project.
    Alembic,
    /// A Python list of SQL statements.
    List,
}

/// `[lanes.NAME]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lane {
    /// `database`: where new revisions of the lane run by default.
    pub database: String,
}

/// `[chain]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChainFolder {
    /// `path`
    pub path: PathBuf,
    /// `order`: how lanes are joined on the first import.
    pub order: Order,
}

impl Default for ChainFolder {
    fn default() -> Self {
        Self {
            path: "migrations".into(),
            order: Order::Source,
        }
    }
}

/// How lanes are joined on the first import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// One source after another, by name and by `after`.
    #[default]
    Source,
    /// By the date of each revision, within what the lanes allow.
    Date,
}

/// `[legacy]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Legacy {
    /// `mirror`: keep the legacy ledgers true.
    pub mirror: bool,
}

impl Default for Legacy {
    fn default() -> Self {
        Self { mirror: true }
    }
}

/// `[backup]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Backup {
    /// `folder`, relative to `bridge.toml`.
    pub folder: PathBuf,
    /// `keep`: how many backups of a database stay, of each occasion: before a
    /// run, before a restore, by `bridge backup`.
    pub keep: usize,
    /// `format`: what `pg_dump` writes, `custom` (an archive) or `plain` (SQL).
    pub format: DumpFormat,
    /// `programs`: the folder of `pg_dump`, `pg_restore` and `psql`; default: the search path.
    pub programs: Option<PathBuf>,
}

impl Default for Backup {
    fn default() -> Self {
        Self {
            folder: "backup/db_bak".into(),
            keep: 10,
            format: DumpFormat::Custom,
            programs: None,
        }
    }
}

/// `[run]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Run {
    /// `lock_timeout`, seconds to wait for another run.
    pub lock_timeout: u64,
}

impl Default for Run {
    fn default() -> Self {
        Self { lock_timeout: 60 }
    }
}

/// Why `bridge.toml` cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// No file in the folder or above.
    #[error("there is no bridge.toml in {0} or in a folder above it")]
    NotFound(PathBuf),
    /// It cannot be read.
    #[error("{path} cannot be read: {error}")]
    Unreadable {
        /// File.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It is no TOML, or has a key that bridge does not know.
    #[error("{path} is not valid.\n{message}")]
    Invalid {
        /// File.
        path: PathBuf,
        /// With line and key.
        message: String,
    },
    /// It contradicts itself.
    #[error("{path}: {message}")]
    Contradiction {
        /// File.
        path: PathBuf,
        /// What.
        message: String,
    },
    /// A URL cannot be had.
    #[error("the URL of database \"{database}\" {message}")]
    Url {
        /// Database.
        database: String,
        /// What is wrong.
        message: String,
    },
}

impl Config {
    /// Finds `bridge.toml` upward from `start`.
    ///
    /// # Errors
    /// [`ConfigError::NotFound`]
    pub fn find(start: &Path) -> Result<PathBuf, ConfigError> {
        start
            .ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|path| path.is_file())
            .ok_or_else(|| ConfigError::NotFound(start.to_owned()))
    }

    /// Reads and validates a file.
    ///
    /// # Errors
    /// Names file, line and key.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        let root = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let root = std::path::absolute(root).map_err(|error| ConfigError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        let config = Self::parse(&text, path, root)?;
        config
            .links_stay_inside()
            .map_err(|message| ConfigError::Contradiction {
                path: path.to_owned(),
                message,
            })?;
        Ok(config)
    }

    fn links_stay_inside(&self) -> Result<(), String> {
        let sources = self
            .sources
            .iter()
            .map(|(name, source)| (format!("the path of source \"{name}\""), &source.path));
        let chain = ("the chain's path".to_owned(), &self.chain.path);
        for (what, path) in sources.chain([chain]) {
            if let Some(real) = leaves(&self.root.join(path), &self.root) {
                return Err(format!(
                    "{what}, {}, leads out of the project by a symbolic link, to {}. Name that place itself, or put the files there",
                    path.display(),
                    real.display()
                ));
            }
        }
        Ok(())
    }

    /// Reads and validates text.
    ///
    /// # Errors
    /// Names file, line and key.
    pub fn parse(text: &str, path: &Path, root: PathBuf) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(text).map_err(|error| ConfigError::Invalid {
            path: path.to_owned(),
            message: error.to_string(),
        })?;
        config.root = root;
        config
            .validate()
            .map_err(|message| ConfigError::Contradiction {
                path: path.to_owned(),
                message,
            })?;
        Ok(config)
    }

    fn validate(&self) -> Result<(), String> {
        let homes: Vec<_> = self
            .databases
            .iter()
            .filter(|(_, d)| d.home)
            .map(|(n, _)| n.as_str())
            .collect();
        if homes.len() > 1 {
            return Err(format!(
                "the databases {} both say home = true. One database holds the version table; keep it on one",
                homes.join(" and ")
            ));
        }
        if homes.is_empty() && self.databases.len() > 1 {
            return Err("no database says home = true. Write it under the one that is to hold the version table"
                .to_owned());
        }
        for (name, source) in &self.sources {
            if source.kind == SourceKind::Alembic && source.version_column.is_some() {
                return Err(format!(
                    "source \"{name}\" has version_column, which Alembic does not let a project choose. Take it away"
                ));
            }
            self.validate_number(name, source)?;
            if !self.databases.contains_key(&source.database) {
                return Err(format!(
                    "source \"{name}\" names the database \"{}\", which has no [databases.{}]",
                    source.database, source.database
                ));
            }
            if let Some(dialect) = source
                .dialects
                .iter()
                .flatten()
                .find(|d| **d == Dialect::Mysql)
            {
                return Err(format!(
                    "source \"{name}\": bridge does not run on {dialect} yet; remove it from dialects"
                ));
            }
            for other in &source.after {
                if !self.sources.contains_key(other) {
                    return Err(format!(
                        "source \"{name}\" comes after \"{other}\", which is no source"
                    ));
                }
            }
        }
        for (name, lane) in &self.lanes {
            if self.sources.contains_key(name) {
                return Err(format!(
                    "lane \"{name}\" is a source already; remove [lanes.{name}]"
                ));
            }
            if !self.databases.contains_key(&lane.database) {
                return Err(format!(
                    "lane \"{name}\" names the database \"{}\", which has no [databases.{}]",
                    lane.database, lane.database
                ));
            }
        }
        self.sources_in_order().map(drop)
    }

    /// The database that holds the version table.
    pub fn home(&self) -> Option<&str> {
        self.databases
            .iter()
            .find(|(_, d)| d.home)
            .or_else(|| {
                self.databases
                    .iter()
                    .next()
                    .filter(|_| self.databases.len() == 1)
            })
            .map(|(name, _)| name.as_str())
    }

    /// Sources, each behind those it comes `after`; alphabetical where that leaves a choice.
    ///
    /// # Errors
    /// Where `after` goes in a circle.
    pub fn sources_in_order(&self) -> Result<Vec<(&str, &Source)>, String> {
        let mut ordered: Vec<(&str, &Source)> = Vec::new();
        while ordered.len() < self.sources.len() {
            let next = self.sources.iter().find(|(name, source)| {
                !ordered.iter().any(|(done, _)| done == name)
                    && source
                        .after
                        .iter()
                        .all(|other| ordered.iter().any(|(done, _)| done == other))
            });
            match next {
                Some((name, source)) => ordered.push((name, source)),
                None => return Err("the sources' `after` goes in a circle".to_owned()),
            }
        }
        Ok(ordered)
    }

    /// The chain's folder.
    pub fn chain_folder(&self) -> PathBuf {
        self.root.join(&self.chain.path)
    }

    /// The folder for backups.
    pub fn backup_folder(&self) -> PathBuf {
        self.root.join(&self.backup.folder)
    }

    /// Where backups go, how many stay, and how they are made.
    pub fn backup_settings(&self) -> BackupSettings {
        let programs = self.backup.programs.as_ref();
        BackupSettings {
            folder: self.backup_folder(),
            keep: self.backup.keep,
            format: self.backup.format,
            programs: programs.map(|folder| self.root.join(folder)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(text, Path::new("bridge.toml"), "/srv".into())
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line() {
        let error = parse("[databases.admin]\nurll = \"sqlite:///a.db\"\n")
            .unwrap_err()
            .to_string();
        assert!(error.contains("line 2"), "{error}");
        assert!(error.contains("urll") && error.contains("`url`"), "{error}");
    }

    #[test]
    fn two_homes_contradict() {
        let error = parse("[databases.a]\nurl=\"sqlite:///a\"\nhome=true\n[databases.b]\nurl=\"sqlite:///b\"\nhome=true\n")
            .unwrap_err();
        assert!(
            error.to_string().contains("a and b both say home"),
            "{error}"
        );
    }

    #[test]
    fn sources_keep_what_after_says() {
        let config = parse(
            "[databases.d]\nurl=\"sqlite:///a\"\n\
             [sources.a]\nkind=\"list\"\npath=\"a\"\ndatabase=\"d\"\nafter=[\"b\"]\n\
             [sources.b]\nkind=\"alembic\"\npath=\"b\"\ndatabase=\"d\"\n",
        )
        .unwrap();
        let names: Vec<_> = config
            .sources_in_order()
            .unwrap()
            .into_iter()
            .map(|(n, _)| n)
            .collect();
        assert_eq!(names, ["b", "a"]);
        assert_eq!(config.home(), Some("d"));
    }
}
