//! Everything that the rules look at, read once.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bridge_importers::Dialect;
use bridge_importers::alembic::project::{Project, Wanted};
use bridge_importers::script::{Node, Origin, visit};
use serde::Serialize;

use super::rules::old_commands::{self, RepositoryFile};
use crate::chain::{Chain, ChainError};
use crate::config::{Config, Environment, SourceKind};
use crate::database::sqlite::{Violation, violations};
use crate::database::{self, Access, DatabaseUrl, OpenOptions};
use crate::import::{Converted, ConvertedLane, Survey, survey};
use crate::status::{self, Check};

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// A source or a database.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// What there is to look at.
pub struct Examination<'a> {
    /// `bridge.toml`
    pub(super) config: &'a Config,
    /// The sources, converted as far as they can be.
    pub(super) survey: Survey,
    /// The Alembic projects, by source.
    pub(super) projects: BTreeMap<String, Project>,
    /// What `bridge check` says; `None` without a chain.
    pub(super) check: Option<Check>,
    /// The databases' URLs, as far as they are known.
    pub(super) urls: BTreeMap<String, DatabaseUrl>,
    /// Foreign-key violations of the SQLite files that can be read.
    pub(super) violations: BTreeMap<String, BTreeMap<Violation, usize>>,
    /// Scripts, CI files and images of the repository.
    pub(super) files: Vec<RepositoryFile>,
    /// What could not be read.
    pub(super) unread: Vec<Unread>,
}

/// One node of a converted script, and where it stands.
pub(super) struct Placed<'a> {
    pub(super) lane: &'a ConvertedLane,
    pub(super) revision: &'a Converted,
    pub(super) dialect: Dialect,
    pub(super) node: &'a Node,
    /// Whether a guard or a `try` is around it.
    pub(super) is_guarded: bool,
}

impl Placed<'_> {
    /// File and line of an origin in this revision.
    pub(super) fn place(&self, origin: Option<&Origin>) -> (String, Option<usize>) {
        place(&self.revision.source.path, origin)
    }
}

/// The legacy file, or a module beside it, and the line.
pub(super) fn place(path: &str, origin: Option<&Origin>) -> (String, Option<usize>) {
    match origin {
        Some(origin) => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let path = match folder {
                "" => origin.file.clone(),
                folder => format!("{folder}/{}", origin.file),
            };
            (path, Some(origin.line))
        }
        None => (path.to_owned(), None),
    }
}

/// Reads everything; what cannot be read is said, and stops nothing.
pub fn examine<'a>(config: &'a Config, environment: &Environment) -> Examination<'a> {
    let mut unread = Vec::new();
    let mut urls = BTreeMap::new();
    for name in config.databases.keys() {
        match config.resolve_one(name, environment) {
            Ok(database) => drop(urls.insert(name.clone(), database.url)),
            Err(error) => unread.push(Unread {
                name: format!("database {name}"),
                reason: error.to_string(),
            }),
        }
    }
    let chain = match Chain::read(&config.chain_folder()) {
        Ok(chain) => Some(chain),
        Err(ChainError::Missing { .. }) => None,
        Err(error) => {
            unread.push(Unread {
                name: "chain".to_owned(),
                reason: error.to_string(),
            });
            None
        }
    };
    let dialects = urls
        .iter()
        .map(|(name, url)| (name.clone(), url.dialect()))
        .collect();
    let survey = survey(config, &dialects, chain.as_ref());
    unread.extend(survey.unread.iter().map(|(name, reason)| Unread {
        name: format!("source {name}"),
        reason: reason.clone(),
    }));
    let mut found = BTreeMap::new();
    for (name, url) in &urls {
        match look(url) {
            Ok(Some(violations)) => drop(found.insert(name.clone(), violations)),
            Ok(None) => {}
            Err(reason) => unread.push(Unread {
                name: format!("database {name}"),
                reason,
            }),
        }
    }
    let check = chain
        .as_ref()
        .map(|chain| status::check(config, environment, chain));
    let projects = projects(config);
    let own: Vec<PathBuf> = projects
        .values()
        .map(|project| project.settings.script_location.clone())
        .collect();
    Examination {
        config,
        survey,
        check,
        urls,
        violations: found,
        files: old_commands::files(config, &own),
        projects,
        unread,
    }
}

fn projects(config: &Config) -> BTreeMap<String, Project> {
    let sources = config
        .sources
        .iter()
        .filter(|(_, source)| source.kind == SourceKind::Alembic);
    sources
        .filter_map(|(name, source)| {
            let locations = source.version_locations.iter().flatten();
            let locations: Vec<_> = locations.map(|folder| config.root.join(folder)).collect();
            let names = source.names();
            let wanted = Wanted {
                section: source.section.as_deref(),
                version_locations: &locations,
                locked: None,
                stated: &source.stated(),
                names: Some(&names),
            };
            let ini = config.root.join(&source.path);
            // A project that cannot be read is among the survey's findings.
            let project = Project::load_as(&ini, &config.root, &wanted).ok()?;
            Some((name.clone(), project))
        })
        .collect()
}

/// Opens a database read-only; a SQLite file's violations.
fn look(url: &DatabaseUrl) -> Result<Option<BTreeMap<Violation, usize>>, String> {
    let options = OpenOptions {
        access: Access::ReadOnly,
        ..OpenOptions::default()
    };
    let mut connection = database::open(url, &options).map_err(|error| error.to_string())?;
    match url.dialect() {
        Dialect::Sqlite => violations(connection.as_mut())
            .map(Some)
            .map_err(|error| error.to_string()),
        _ => Ok(None),
    }
}

impl Examination<'_> {
    /// Every node of every converted script.
    pub(super) fn nodes(&self) -> Vec<Placed<'_>> {
        let mut all = Vec::new();
        for lane in &self.survey.lanes {
            for revision in &lane.revisions {
                for (&(_, dialect), side) in &revision.scripts {
                    // A program is no script; what it runs is known when it runs.
                    let Some(script) = side.work.script() else {
                        continue;
                    };
                    visit(&script.nodes, &mut |node, is_guarded| {
                        all.push(Placed {
                            lane,
                            revision,
                            dialect,
                            node,
                            is_guarded,
                        });
                    });
                }
            }
        }
        all
    }
}
