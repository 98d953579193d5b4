//! What a command starts from: the configuration, the databases' URLs, the chain.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::args::Global;
use super::error::{CommandError, usage};
use super::output::Output;
use crate::chain::Chain;
use crate::config::{Config, Environment, completed_url};
use crate::database::DatabaseUrl;
use crate::workspace::{RunSettings, Workspace};

/// The options, the environment and the terminal; everything else is read when a command needs it.
pub(crate) struct Context {
    /// The terminal.
    pub output: Output,
    /// `--url` and the process's environment.
    pub environment: Environment,
    /// The working directory.
    pub folder: PathBuf,
    config: Option<PathBuf>,
}

impl Context {
    /// Reads options and environment; no file yet.
    pub(crate) fn new(global: &Global) -> Result<Self, CommandError> {
        let mut overrides = BTreeMap::new();
        for setting in &global.urls {
            let (name, url) = setting
                .split_once('=')
                .filter(|(name, _)| !name.contains("://"))
                .ok_or_else(|| {
                    usage("--url takes NAME=URL, where NAME is a database of bridge.toml")
                })?;
            overrides.insert(name.to_owned(), url.to_owned());
        }
        // A name that is no Unicode can be asked for by nobody.
        let mut variables = BTreeMap::new();
        let mut unreadable = BTreeSet::new();
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else {
                continue;
            };
            match value.into_string() {
                Ok(value) => drop(variables.insert(name, value)),
                Err(_) => drop(unreadable.insert(name)),
            }
        }
        let no_colour = variables
            .get("NO_COLOR")
            .is_some_and(|value: &String| !value.is_empty());
        let folder = std::env::current_dir()
            .map_err(|error| usage(format!("the working directory cannot be read: {error}")))?;
        Ok(Self {
            output: Output::new(global.json, no_colour),
            environment: Environment {
                overrides,
                variables,
                unreadable,
            },
            folder,
            config: global.config.clone(),
        })
    }

    /// The same, as if it had been called in another folder; the sample's URLs
    /// are its own, so the environment's do not count there.
    pub(crate) fn within(&self, folder: PathBuf) -> Self {
        let output = Output { ..self.output };
        Self {
            output,
            environment: Environment::default(),
            folder,
            config: None,
        }
    }

    /// The path of `bridge.toml`.
    pub(crate) fn config_path(&self) -> Result<PathBuf, CommandError> {
        match &self.config {
            Some(path) => Ok(path.clone()),
            None => Ok(Config::find(&self.folder)?),
        }
    }

    /// The URL of an option: a URL or, so that a password stays out of the
    /// process list, `env:NAME`. A relative SQLite path counts from the working directory.
    pub(crate) fn url(&self, option: &str, text: &str) -> Result<DatabaseUrl, CommandError> {
        let variables = &self.environment.variables;
        let text = match text.strip_prefix("env:") {
            Some(name) => variables
                .get(name)
                .ok_or_else(|| usage(format!("{option}: the variable {name} is not set")))?,
            None => text,
        };
        let text = completed_url(text, variables)
            .map_err(|error| usage(format!("{option}: the URL {error}")))?;
        DatabaseUrl::parse(&text, &self.folder)
            .map_err(|error| usage(format!("{option} cannot be used: {error}")))
    }

    /// Whether `--config` names a file.
    pub(crate) fn names_config(&self) -> bool {
        self.config.is_some()
    }

    /// `bridge.toml`.
    pub(crate) fn config(&self) -> Result<Config, CommandError> {
        self.read_config(&self.config_path()?)
    }

    /// A `bridge.toml`; what of the environment was most likely meant for it, and is not heeded, is said.
    pub(crate) fn read_config(&self, path: &Path) -> Result<Config, CommandError> {
        let config = Config::read(path)?;
        for variable in config.strange_variables(&self.environment) {
            self.output.note(format!(
                "warning: {variable} is set and has no effect: bridge.toml has no database of that name. It takes {}",
                config.own_variables().join(", ")
            ));
        }
        Ok(config)
    }

    /// The project, for a command that reads its databases at once. The process ends with the command, so thousands of
    /// revisions need not be freed one by one before.
    pub(crate) fn workspace(
        &self,
        settings: &RunSettings,
    ) -> Result<&'static Workspace, CommandError> {
        let config = self.config()?;
        let workspace = Workspace::open_reading(config, &self.environment, settings)?;
        Ok(Box::leak(Box::new(workspace)))
    }

    /// The chain, from its lock.
    pub(crate) fn chain(&self, config: &Config) -> Result<Chain, CommandError> {
        Ok(Chain::read(&config.chain_folder())?)
    }
}
