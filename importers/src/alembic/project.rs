//! An Alembic project as a whole: its settings, its revision files, their
//! graph and order.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use walkdir::{DirEntry, WalkDir};

use super::configuration;
use super::docstring::Created;
use super::env::{self, EnvSettings};
use super::graph::{Graph, GraphError, GraphNode};
use super::header::{self, Header, HeaderSpans};
use super::header_run;
use super::ini::{self, Settings};
use super::surroundings::Surroundings;
use super::{rewrites, unheeded};
use crate::contained::Links;
use crate::diagnostic::{Diagnostic, Span};
use crate::modules::Modules;
use crate::parallel::in_parts;
use crate::python::syntax::{Source, Syntax};
use crate::source::{SourceFile, shown_path};
use crate::sqlalchemy::mapped::TypeMapping;

/// A project that was read. Its findings may hold errors; then the graph may
/// be missing, and the rest is as good as it could be read, so that one bad
/// file does not hide what is wrong with the others.
#[derive(Debug, Clone)]
pub struct Project {
    /// What `alembic.ini` says.
    pub settings: Settings,
    /// What `env.py` and the metadata that it names say.
    pub env: EnvSettings,
    /// The revision files, in the order in which Alembic loads them; node `n`
    /// of the graph is revision `n`.
    pub revisions: Vec<RevisionFile>,
    /// Their graph; none where a file could not be read or names do not fit.
    pub graph: Option<Graph>,
    /// The order in which Alembic applies them on an empty database, as
    /// indices of `revisions`; load order where there is no graph.
    pub order: Vec<usize>,
    /// Everything that was found, files in load order.
    pub diagnostics: Vec<Diagnostic>,
}

/// How a project is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The section of `alembic -n`.
    pub section: Option<&'a str>,
    /// Folders of revision files, instead of those that `alembic.ini` names;
    /// for applications that set them in code.
    pub version_locations: &'a [PathBuf],
    /// Revisions that are in the chain already: a file may name one of them as
    /// parent or dependency after its own file is gone.
    pub locked: Option<&'a HashSet<String>>,
    /// Settings of `env.py` that are said elsewhere, by their names there.
    pub stated: &'a [&'a str],
    /// What is said of names that the project's modules do not tell.
    pub names: Option<&'a TypeMapping>,
}

/// The trees of this much text, in bytes, are kept for the conversion by each
/// thread that reads files; a tree takes some twenty times as much. What is
/// left is parsed again.
const KEPT_TEXT: usize = 4 * 1024 * 1024;

/// One revision file.
#[derive(Debug, Clone, PartialEq)]
pub struct RevisionFile {
    /// Its identifier.
    pub id: String,
    /// `down_revision`
    pub parents: Vec<String>,
    /// `depends_on`, as written.
    pub depends_on: Vec<String>,
    /// `branch_labels`
    pub branch_labels: Vec<String>,
    /// The docstring's first paragraph, or the file's name where there is none.
    pub message: String,
    /// The docstring's `Create Date`.
    pub created: Option<Created>,
    /// Path, hash and text.
    pub file: SourceFile,
    /// Whether there is an `upgrade`.
    pub has_upgrade: bool,
    /// Whether there is a `downgrade`.
    pub has_downgrade: bool,
    /// Where the identifiers stand.
    pub spans: HeaderSpans,
    syntax: Kept,
}

/// What a text was parsed to, where that is kept.
#[derive(Debug, Default)]
struct Kept(Mutex<Option<Syntax>>);

impl Kept {
    fn take(&self) -> Option<Syntax> {
        self.0.lock().ok()?.take()
    }
}

/// Each text is parsed again where it is needed.
impl Clone for Kept {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// It follows from the text.
impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Project {
    /// Reads a project. `section` is the one of `alembic -n`; `root` is the
    /// folder from which paths are shown, that of `bridge.toml`.
    ///
    /// # Errors
    /// What is wrong with `alembic.ini`: without it there is no project.
    pub fn load(ini: &Path, section: Option<&str>, root: &Path) -> Result<Self, Vec<Diagnostic>> {
        let wanted = Wanted {
            section,
            ..Wanted::default()
        };
        Self::load_as(ini, root, &wanted)
    }

    /// The same, where more is known than `alembic.ini` says.
    ///
    /// # Errors
    /// As [`Project::load`].
    pub fn load_as(ini: &Path, root: &Path, wanted: &Wanted<'_>) -> Result<Self, Vec<Diagnostic>> {
        let (mut settings, mut diagnostics) = ini::read(ini, wanted.section, root)?;
        if !wanted.version_locations.is_empty() {
            settings.version_locations = wanted.version_locations.to_vec();
            settings.locations_are_listed = true;
        }
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let around = Surroundings::read(&settings, &root);
        let (mut env, warnings) = env::read(&around, &settings, wanted.stated);
        diagnostics.extend(warnings);
        let mut finder = Finder {
            inside: allowed(&settings, &root),
            folder: None,
            seen: HashSet::new(),
            root: &root,
            diagnostics: &mut diagnostics,
        };
        let files = finder.files(&settings);
        let read = in_parts(&files, |paths| {
            let modules = settings.modules(&root);
            let mut kept = 0;
            let mut links = Links::default();
            let mut read = |path: &PathBuf| {
                let (mut revision, findings) =
                    read(path, &root, &mut links, &modules, wanted.names);
                if let Some(revision) = &mut revision {
                    kept += revision.file.text.len();
                    if kept > KEPT_TEXT {
                        revision.syntax = Kept::default();
                    }
                }
                (revision, findings)
            };
            paths.iter().map(&mut read).collect()
        });
        let mut revisions = Vec::new();
        let mut complete = true;
        for (revision, findings) in read {
            diagnostics.extend(findings);
            match revision {
                Some(revision) => revisions.push(revision),
                None => complete = false,
            }
        }
        if revisions.is_empty() && complete {
            diagnostics.push(nothing_found(&settings, &root));
        }
        let gone: HashSet<&str> = {
            let present: HashSet<&str> = revisions.iter().map(|found| found.id.as_str()).collect();
            let locked = wanted.locked.into_iter().flatten().map(String::as_str);
            locked.filter(|id| !present.contains(id)).collect()
        };
        let nodes = revisions.iter().map(|found| found.node(&gone)).collect();
        let graph = match Graph::new(nodes) {
            Ok(graph) => Some(graph),
            Err(errors) => {
                let missing = |error: &&GraphError| {
                    // A parent may be missing only because its file could not be read.
                    complete
                        || !matches!(
                            error,
                            GraphError::UnknownParent { .. } | GraphError::UnknownDependency { .. }
                        )
                };
                let found = errors.iter().filter(missing);
                diagnostics.extend(found.map(|error| graph_diagnostic(error, &revisions)));
                None
            }
        };
        let graph = graph.filter(|_| complete);
        let order = match &graph {
            Some(graph) => graph.order(),
            None => (0..revisions.len()).collect(),
        };
        let files: Vec<&SourceFile> = revisions.iter().map(|revision| &revision.file).collect();
        env.rewrites = rewrites::find(&around, &files);
        diagnostics.append(&mut env.rewrites.warnings);
        diagnostics.extend(unheeded::find(&around, &files));
        Arc::make_mut(&mut env.configuration).is_linear = configuration::is_linear(
            revisions
                .iter()
                .map(|found| (found.parents.as_slice(), found.depends_on.as_slice())),
        );
        Ok(Self {
            settings,
            env,
            revisions,
            graph,
            order,
            diagnostics,
        })
    }

    /// Whether something was found that makes the project unusable.
    pub fn is_refused(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The revisions that are not among `locked`, in Alembic's order: what a
    /// later import appends.
    pub fn order_after(&self, locked: &HashSet<String>) -> Vec<usize> {
        let is_new = |node: &usize| {
            let revision = self.revisions.get(*node);
            revision.is_some_and(|revision| !locked.contains(&revision.id))
        };
        match &self.graph {
            Some(graph) => {
                let applied = (0..graph.len()).filter(|node| !is_new(node)).collect();
                graph.order_after(&applied)
            }
            None => self.order.iter().copied().filter(is_new).collect(),
        }
    }
}

/// One revision file, unless it cannot be read, and what was found in it.
fn read(
    path: &Path,
    root: &Path,
    links: &mut Links,
    modules: &Modules,
    names: Option<&TypeMapping>,
) -> (Option<RevisionFile>, Vec<Diagnostic>) {
    let file = match SourceFile::read_among(path, root, links) {
        Ok(file) => file,
        Err(error) => return (None, vec![*error]),
    };
    let source = Source::new(&file.shown, file.text.as_str());
    let run = |name: &str| header_run::run(&file, modules, names, name);
    let (header, findings) = header::read(&file, &source, &run);
    let revision = header.map(|header| RevisionFile {
        syntax: Kept(Mutex::new(source.syntax().ok())),
        ..RevisionFile::new(header, file)
    });
    (revision, findings)
}

impl RevisionFile {
    fn new(header: Header, file: SourceFile) -> Self {
        let doc = header.docstring;
        let message = if doc.message.is_empty() {
            let stem = file.path.file_stem();
            stem.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
        } else {
            doc.message
        };
        Self {
            id: header.revision,
            parents: header.parents,
            depends_on: header.depends_on,
            branch_labels: header.branch_labels,
            message,
            created: doc.created,
            file,
            has_upgrade: header.has_upgrade,
            has_downgrade: header.has_downgrade,
            spans: header.spans,
            syntax: Kept::default(),
        }
    }

    /// Its text, to be run. Its tree is parsed once for the first who asks, and ends with the source.
    pub fn source(&self) -> Rc<Source> {
        let (path, text) = (Path::new(&self.file.shown), self.file.text.as_str());
        match self.syntax.take() {
            Some(syntax) => Source::parsed(path, text, syntax),
            None => Source::new(path, text),
        }
    }

    /// Its node; names of `gone` revisions, which have no file any more, are left out.
    fn node(&self, gone: &HashSet<&str>) -> GraphNode {
        let present = |names: &[String]| {
            let names = names.iter().filter(|name| !gone.contains(name.as_str()));
            names.cloned().collect()
        };
        GraphNode {
            id: self.id.clone(),
            parents: present(&self.parents),
            depends_on: present(&self.depends_on),
            labels: self.branch_labels.clone(),
        }
    }
}

fn nothing_found(settings: &Settings, root: &Path) -> Diagnostic {
    let folders: Vec<String> = settings
        .version_locations
        .iter()
        .map(|folder| shown_path(folder, root))
        .collect();
    Diagnostic::error(
        "no-revisions",
        format!("There is no revision file in {}.", folders.join(", ")),
    )
    .at(shown_path(&settings.ini, root))
    .help("Check `script_location` and `version_locations`; subfolders need `recursive_version_locations = true`. Where the project has none yet, take its source out of bridge.toml.")
}

/// The folders in which a link may end.
fn allowed(settings: &Settings, root: &Path) -> Vec<PathBuf> {
    [root, &settings.folder, &settings.script_location]
        .into_iter()
        .map(Path::to_path_buf)
        .chain(settings.version_locations.iter().cloned())
        .filter_map(|folder| folder.canonicalize().ok())
        .collect()
}

struct Finder<'a> {
    inside: Vec<PathBuf>,
    /// The folder of the file that was found last.
    folder: Option<RealFolder>,
    seen: HashSet<PathBuf>,
    root: &'a Path,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Finder<'_> {
    /// Revision files in the order of `Script._list_py_dir`: folder by folder,
    /// in each the files by name before the subfolders by name.
    fn files(&mut self, settings: &Settings) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for location in &settings.version_locations {
            let depth = if settings.recursive { usize::MAX } else { 1 };
            let walk = WalkDir::new(location)
                .min_depth(1)
                .max_depth(depth)
                .sort_by(|a, b| {
                    let key = |entry: &DirEntry| entry.file_type().is_dir();
                    // They lie in one folder: of their paths only the names differ.
                    key(a)
                        .cmp(&key(b))
                        .then_with(|| a.path().as_os_str().cmp(b.path().as_os_str()))
                })
                .into_iter()
                .filter_entry(is_searched);
            for entry in walk {
                match entry {
                    Ok(entry) if entry.file_type().is_dir() => {}
                    Ok(entry) => files.extend(self.file(&entry)),
                    Err(error) => {
                        let path = error.path().unwrap_or(location);
                        self.diagnostics.push(
                            Diagnostic::error(
                                "unreadable-file",
                                format!("The folder cannot be read: {error}."),
                            )
                            .at(shown_path(path, self.root)),
                        );
                    }
                }
            }
        }
        files
    }

    /// The path without links. The folder's is looked up once for all of its files.
    fn real(&mut self, entry: &DirEntry) -> std::io::Result<PathBuf> {
        let path = entry.path();
        let (Some(folder), false) = (path.parent(), entry.file_type().is_symlink()) else {
            return path.canonicalize();
        };
        let real = match &self.folder {
            Some((known, real)) if known == folder => real,
            _ => {
                let real = folder.canonicalize()?;
                &self.folder.insert((folder.to_path_buf(), real)).1
            }
        };
        Ok(real.join(entry.file_name()))
    }

    fn file(&mut self, entry: &DirEntry) -> Option<PathBuf> {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "py") {
            return None;
        }
        let shown = || shown_path(path, self.root);
        let real = match self.real(entry) {
            Ok(real) => real,
            Err(error) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        "unreadable-file",
                        format!("The file cannot be read: {error}."),
                    )
                    .at(shown()),
                );
                return None;
            }
        };
        if !self.inside.iter().any(|folder| real.starts_with(folder)) {
            self.diagnostics.push(
                Diagnostic::error(
                    "link-leaves-project",
                    format!(
                        "The file is a link out of the project, to {}.",
                        real.display()
                    ),
                )
                .at(shown())
                .help("Copy the file into the project."),
            );
            return None;
        }
        if !self.seen.insert(real) {
            self.diagnostics.push(
                Diagnostic::warning(
                    "file-found-twice",
                    "The file lies in several version locations; it counts once.",
                )
                .at(shown()),
            );
            return None;
        }
        Some(path.to_path_buf())
    }
}

/// A folder, and where it really is.
type RealFolder = (PathBuf, PathBuf);

fn is_searched(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    !name.starts_with('.')
        && name != "__pycache__"
        && (entry.file_type().is_dir() || !(name.starts_with("__init__") || name == "env.py"))
}

/// A fault of the graph, at the line that makes it.
fn graph_diagnostic(error: &GraphError, revisions: &[RevisionFile]) -> Diagnostic {
    type Pick = fn(&HeaderSpans) -> &Option<Span>;
    let revision: Pick = |spans| &spans.revision;
    let down_revision: Pick = |spans| &spans.down_revision;
    let depends_on: Pick = |spans| &spans.depends_on;
    let branch_labels: Pick = |spans| &spans.branch_labels;
    let (code, node, pick, help) = match error {
        GraphError::DuplicateId { first, second, .. } => {
            ("duplicate-id", *second, revision, Some(elsewhere(revisions, *first, revision)))
        }
        GraphError::IllegalId { node, .. } => (
            "illegal-id",
            *node,
            revision,
            Some("These characters stand for steps and branches in targets; rename the revision everywhere.".to_owned()),
        ),
        GraphError::LabelTaken { first, second, .. } => (
            "label-taken",
            *second,
            branch_labels,
            Some(elsewhere(revisions, *first, branch_labels)),
        ),
        GraphError::UnknownParent { node, near, .. } => {
            ("unknown-parent", *node, down_revision, suggestion(near, revisions))
        }
        GraphError::UnknownDependency { node, near, .. } => {
            ("unknown-dependency", *node, depends_on, suggestion(near, revisions))
        }
        GraphError::SelfLoop { node, .. } => ("revision-cycle", *node, down_revision, None),
        GraphError::Cycle { nodes, .. } => {
            let files: Vec<&str> = nodes
                .iter()
                .filter_map(|node| revisions.get(*node))
                .map(|revision| revision.file.shown.as_str())
                .collect();
            (
                "revision-cycle",
                nodes.first().copied().unwrap_or_default(),
                down_revision,
                Some(format!(
                    "Correct `down_revision` or `depends_on` in one of {}.",
                    files.join(", ")
                )),
            )
        }
    };
    let mut message = error.to_string();
    if let Some(first) = message.get(..1) {
        message = first.to_uppercase() + &message[1..] + ".";
    }
    let mut diagnostic = Diagnostic::error(code, message);
    diagnostic.help = help;
    if let Some(revision) = revisions.get(node) {
        diagnostic.path = Some(PathBuf::from(&revision.file.shown));
        diagnostic.span.clone_from(pick(&revision.spans));
    }
    diagnostic
}

fn elsewhere(
    revisions: &[RevisionFile],
    node: usize,
    pick: fn(&HeaderSpans) -> &Option<Span>,
) -> String {
    let Some(revision) = revisions.get(node) else {
        return String::new();
    };
    match pick(&revision.spans) {
        Some(span) => format!("The other one is in {}:{}.", revision.file.shown, span.line),
        None => format!("The other one is in {}.", revision.file.shown),
    }
}

fn suggestion(near: &[String], revisions: &[RevisionFile]) -> Option<String> {
    if near.is_empty() {
        return Some(
            "Add the missing file, or correct the identifier. If the revision is another package's, \
             name its folder of revisions in `version_locations` too."
                .to_owned(),
        );
    }
    let files: HashMap<&str, &str> = revisions
        .iter()
        .rev()
        .map(|revision| (revision.id.as_str(), revision.file.shown.as_str()))
        .collect();
    let all: Vec<String> = near
        .iter()
        .map(|id| match files.get(id.as_str()) {
            Some(file) => format!("'{id}' ({file})"),
            None => format!("'{id}'"),
        })
        .collect();
    Some(format!("Did you mean {}?", all.join(" or ")))
}

#[cfg(test)]
#[path = "project_tests.rs"]
mod tests;
