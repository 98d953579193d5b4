//! From settings to URLs: the command line beats the environment beats
//! `.env` beats the file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::file::{Config, ConfigError};
use crate::database::DatabaseUrl;

/// What the caller knows besides `bridge.toml`. The library reads no environment by itself.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `--url NAME=URL`
    pub overrides: BTreeMap<String, String>,
    /// The process's environment.
    pub variables: BTreeMap<String, String>,
    /// Names of variables whose values are no text.
    pub unreadable: BTreeSet<String>,
}

/// All databases with their URLs.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// By name.
    pub databases: BTreeMap<String, ResolvedDatabase>,
    /// The one that holds the version table.
    pub home: String,
}

/// One database.
#[derive(Debug, Clone)]
pub struct ResolvedDatabase {
    /// Name in `bridge.toml`.
    pub name: String,
    /// Where it is.
    pub url: DatabaseUrl,
    /// PostgreSQL schema of bridge's tables.
    pub schema: Option<String>,
    /// Whether SQLite enforces foreign keys during runs.
    pub foreign_keys: bool,
}

impl Config {
    /// Finds the URL of every database.
    ///
    /// # Errors
    /// Names the database and what is wrong, never the URL.
    pub fn resolve(&self, environment: &Environment) -> Result<Resolved, ConfigError> {
        if let Some(unknown) = environment
            .overrides
            .keys()
            .find(|name| !self.databases.contains_key(*name))
        {
            let known: Vec<_> = self.databases.keys().map(String::as_str).collect();
            return Err(ConfigError::Url {
                database: unknown.clone(),
                message: format!(
                    "was given, but bridge.toml has no such database. It has: {}",
                    known.join(", ")
                ),
            });
        }
        let mut databases = BTreeMap::new();
        for name in self.databases.keys() {
            databases.insert(name.clone(), self.resolve_one(name, environment)?);
        }
        let home = self.home().ok_or_else(|| ConfigError::Contradiction {
            path: self.root.join(super::FILE_NAME),
            message: "it names no database. Add [databases.NAME] with a url, or run `bridge init`"
                .to_owned(),
        })?;
        Ok(Resolved {
            databases,
            home: home.to_owned(),
        })
    }

    /// Finds the URL of one database.
    ///
    /// # Errors
    /// Names the database and what is wrong, never the URL.
    pub fn resolve_one(
        &self,
        name: &str,
        environment: &Environment,
    ) -> Result<ResolvedDatabase, ConfigError> {
        let fail = |message: String| ConfigError::Url {
            database: name.to_owned(),
            message,
        };
        let database = self
            .databases
            .get(name)
            .ok_or_else(|| fail("is not known: bridge.toml has no such database".to_owned()))?;
        let base = self.url_base(name);
        let text = self.url_text(name, database.url.candidates(), environment, &base)?;
        let text = super::service::completed(&text, &environment.variables).map_err(fail)?;
        let url = DatabaseUrl::parse(&text, &base)
            .map_err(|error| fail(format!("cannot be used: {error}")))?;
        Ok(ResolvedDatabase {
            name: name.to_owned(),
            url,
            schema: database.schema.clone(),
            foreign_keys: database.foreign_keys,
        })
    }

    fn url_text(
        &self,
        name: &str,
        candidates: &[String],
        environment: &Environment,
        base: &Path,
    ) -> Result<String, ConfigError> {
        if let Some(url) = environment.overrides.get(name) {
            return Ok(url.clone());
        }
        let own = own_variable(name);
        // What cannot be read must not lead to another database.
        let readable = |variable: &str| match environment.unreadable.contains(variable) {
            true => Err(ConfigError::Url {
                database: name.to_owned(),
                message: format!(
                    "comes from the environment variable {variable}, whose value is no text"
                ),
            }),
            false => Ok(()),
        };
        readable(&own)?;
        if let Some(url) = environment
            .variables
            .get(&own)
            .filter(|url| !url.is_empty())
        {
            return Ok(url.clone());
        }
        let mut dotenv: Option<Vec<BTreeMap<String, String>>> = None;
        let mut unset = Vec::new();
        for candidate in candidates {
            let Some(variable) = candidate.strip_prefix("env:") else {
                return Ok(candidate.clone());
            };
            readable(variable)?;
            let set = environment.variables.get(variable).cloned();
            let value = match set.filter(|value| !value.is_empty()) {
                Some(value) => Some(value),
                None => {
                    let files = match dotenv.take() {
                        Some(files) => files,
                        None => vec![read_dotenv(&self.root)?, read_dotenv(base)?],
                    };
                    dotenv
                        .insert(files)
                        .iter()
                        .find_map(|file| file.get(variable))
                        .cloned()
                }
            };
            match value {
                Some(value) if !value.is_empty() => return Ok(value),
                _ => unset.push(variable),
            }
        }
        Err(ConfigError::Url {
            database: name.to_owned(),
            message: format!(
                "comes from the environment variable {}, which is not set. Set it, write it into .env, or pass --url {name}=URL",
                unset.join(" or ")
            ),
        })
    }

    /// Variables that look like a database's and are none's, most likely for a
    /// misspelt name. Several projects may share an environment: where each
    /// database of this one has its URL from the caller, nothing is amiss.
    pub fn strange_variables(&self, environment: &Environment) -> Vec<String> {
        let is_set = |variable: &str| {
            let value = environment.variables.get(variable);
            value.is_some_and(|value| !value.is_empty())
        };
        let is_given =
            |name: &String| environment.overrides.contains_key(name) || is_set(&own_variable(name));
        if self.databases.keys().all(is_given) {
            return Vec::new();
        }
        let is_asked_for = |variable: &str| {
            self.databases.iter().any(|(name, database)| {
                let mut named = database.url.candidates().iter();
                own_variable(name) == variable
                    || named.any(|url| url.strip_prefix("env:") == Some(variable))
            })
        };
        environment
            .variables
            .keys()
            .filter(|name| name.starts_with(OWN_VARIABLE) && is_set(name) && !is_asked_for(name))
            .cloned()
            .collect()
    }

    /// The variables that [`Config::resolve`] looks for, one for each database.
    pub fn own_variables(&self) -> Vec<String> {
        self.databases
            .keys()
            .map(|name| own_variable(name))
            .collect()
    }

    /// The folder from which a relative SQLite path counts: that of the source which uses the database.
    pub fn url_base(&self, database: &str) -> PathBuf {
        self.sources
            .values()
            .find(|source| source.database == database)
            .and_then(|source| {
                let path = self.root.join(&source.path);
                let folder = path.parent()?.to_owned();
                // The list's package is a folder inside the program's; its database stands beside the package.
                match source.kind {
                    super::SourceKind::Alembic if is_named_by_its_starter(&path) => {
                        folder.parent().map(Path::to_owned)
                    }
                    super::SourceKind::Alembic => Some(folder),
                    super::SourceKind::List if path.file_name()? == "__init__.py" => {
                        folder.parent().map(Path::to_owned)
                    }
                    super::SourceKind::List => Some(folder),
                }
            })
            .unwrap_or_else(|| self.root.clone())
    }
}

/// Whether a project's folder is named by what starts Alembic, as Flask-Migrate does: it is
/// started in the folder above.
fn is_named_by_its_starter(path: &Path) -> bool {
    let names_it = |text: String| {
        let mut lines = text.lines().map(str::trim_start);
        lines.any(|line| line.starts_with("script_location"))
    };
    path.with_file_name("env.py").is_file()
        && (path.ends_with("env.py") || !std::fs::read_to_string(path).is_ok_and(names_it))
}

/// How the variables begin that set a database's URL, whatever `bridge.toml` says.
const OWN_VARIABLE: &str = "BRIDGE_URL_";

fn own_variable(database: &str) -> String {
    format!(
        "{OWN_VARIABLE}{}",
        database.to_uppercase().replace('-', "_")
    )
}

/// A `.env` that is there is read or refused: whoever skipped a line of it
/// would go on with another database. What it says is never shown.
fn read_dotenv(folder: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let path = folder.join(".env");
    let unreadable = |path: &Path, error: dotenvy::Error| match error {
        dotenvy::Error::Io(error) => ConfigError::Unreadable {
            path: path.to_owned(),
            error,
        },
        _ => ConfigError::Contradiction {
            path: path.to_owned(),
            message:
                "a line of it is not understood. Write NAME=value, the value in single quotes \
                      where it has spaces, quotes, `$` or `#`"
                    .to_owned(),
        },
    };
    match dotenvy::from_path_iter(&path) {
        Ok(entries) => entries
            .collect::<Result<_, _>>()
            .map_err(|error| unreadable(&path, error)),
        Err(error) if error.not_found() => Ok(BTreeMap::new()),
        Err(error) => Err(unreadable(&path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str, root: &Path) -> Config {
        let text = format!(
            "[databases.admin]\nurl = {url}\n[sources.admin]\nkind=\"alembic\"\npath=\"backend/alembic.ini\"\ndatabase=\"admin\"\n"
        );
        Config::parse(&text, Path::new("bridge.toml"), root.to_owned()).unwrap()
    }

    fn url(config: &Config, environment: &Environment) -> String {
        config.resolve(environment).map_or_else(
            |error| format!("error: {error}"),
            |r| r.databases["admin"].url.to_string(),
        )
    }

    #[test]
    fn the_nearer_setting_wins() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let config = config("[\"env:DATABASE_URL\", \"sqlite:///./file.db\"]", root);
        let mut environment = Environment::default();
        let at = |name: &str| format!("sqlite:///{}", root.join("backend").join(name).display());
        assert_eq!(url(&config, &environment), at("file.db"));
        std::fs::write(root.join(".env"), "DATABASE_URL=sqlite:///dotenv.db\n").unwrap();
        assert_eq!(url(&config, &environment), at("dotenv.db"));
        environment
            .variables
            .insert("DATABASE_URL".into(), "sqlite:///variable.db".into());
        assert_eq!(url(&config, &environment), at("variable.db"));
        environment
            .overrides
            .insert("admin".into(), "sqlite:///option.db".into());
        assert_eq!(url(&config, &environment), at("option.db"));
    }

    /// `alembic.ini` in the folder of `env.py`: Flask-Migrate is started above it, Alembic beside it.
    #[test]
    fn a_path_counts_from_where_the_project_is_started() {
        let folder = tempfile::tempdir().unwrap();
        let (root, backend) = (folder.path(), folder.path().join("backend"));
        let config = config("\"sqlite:///file.db\"", root);
        let at = |folder: &Path| format!("sqlite:///{}", folder.join("file.db").display());
        std::fs::create_dir(&backend).unwrap();
        std::fs::write(backend.join("alembic.ini"), "[alembic]\n").unwrap();
        assert_eq!(url(&config, &Environment::default()), at(&backend));
        std::fs::write(backend.join("env.py"), "").unwrap();
        assert_eq!(url(&config, &Environment::default()), at(root));
        let own = "[alembic]\nscript_location = %(here)s\n";
        std::fs::write(backend.join("alembic.ini"), own).unwrap();
        assert_eq!(url(&config, &Environment::default()), at(&backend));
    }

    #[test]
    fn a_broken_dotenv_never_leads_to_another_database() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let config = config("[\"env:DATABASE_URL\", \"sqlite:///./file.db\"]", root);
        let mut environment = Environment::default();
        std::fs::write(
            root.join(".env"),
            "DATABASE_URL=\"postgresql://u:s3cret@h/d\n",
        )
        .unwrap();
        let message = url(&config, &environment);
        assert!(
            message.contains(".env: a line of it is not understood") && !message.contains("s3cret"),
            "{message}"
        );
        // Empty is as good as not set.
        let own = "BRIDGE_URL_ADMIN".to_owned();
        environment.variables.insert(own.clone(), String::new());
        assert!(url(&config, &environment).starts_with("error"));
        let given = "sqlite:////tmp/given.db".to_owned();
        environment.variables.insert(own, given.clone());
        assert_eq!(url(&config, &environment), given);
    }

    #[test]
    fn a_variable_that_is_no_databases_is_strange() {
        let config = config("\"env:BRIDGE_URL_SHARED\"", Path::new("/nowhere"));
        let strange = |names: &[(&str, &str)], overrides: &[&str]| {
            let text = |text: &str| text.to_owned();
            let environment = Environment {
                overrides: overrides
                    .iter()
                    .map(|name| (text(name), text("u")))
                    .collect(),
                variables: names.iter().map(|(a, b)| (text(a), text(b))).collect(),
                unreadable: BTreeSet::new(),
            };
            config.strange_variables(&environment).join(" ")
        };
        assert_eq!(
            strange(&[("BRIDGE_URL_SHARED", "u"), ("DATABASE_URL", "u")], &[]),
            ""
        );
        assert_eq!(
            strange(&[("BRIDGE_URL_ADMN", "u"), ("BRIDGE_URL_X", "")], &[]),
            "BRIDGE_URL_ADMN"
        );
        assert_eq!(
            strange(&[("BRIDGE_URL_admin", "u")], &[]),
            "BRIDGE_URL_admin"
        );
        // Each database has its own: the rest is another project's.
        assert_eq!(
            strange(&[("BRIDGE_URL_CHAT", "u"), ("BRIDGE_URL_ADMIN", "u")], &[]),
            ""
        );
        assert_eq!(strange(&[("BRIDGE_URL_CHAT", "u")], &["admin"]), "");
    }

    #[test]
    fn a_variable_that_cannot_be_read_never_leads_to_another_database() {
        let config = config(
            "[\"env:DATABASE_URL\", \"sqlite:///./file.db\"]",
            Path::new("/nowhere"),
        );
        for variable in ["BRIDGE_URL_ADMIN", "DATABASE_URL"] {
            let environment = Environment {
                unreadable: BTreeSet::from([variable.to_owned()]),
                ..Environment::default()
            };
            let message = url(&config, &environment);
            assert!(
                message.contains(&format!("{variable}, whose value is no text")),
                "{message}"
            );
        }
    }

    #[test]
    fn a_variable_that_is_not_set_is_named() {
        let config = config("\"env:NOT_SET\"", Path::new("/nowhere"));
        let message = url(&config, &Environment::default());
        assert!(
            message.contains("NOT_SET") && message.contains("--url admin=URL"),
            "{message}"
        );
    }
}
