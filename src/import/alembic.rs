//! An Alembic source as a converted lane.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::rc::Rc;

use bridge_importers::alembic::convert::{self, ConvertSource, convert_source};
use bridge_importers::alembic::env::EnvSettings;
use bridge_importers::alembic::project::{Project, RevisionFile, Wanted};
use bridge_importers::parallel::{drop_beside, in_parts};
use bridge_importers::program::{self, Program, UsedModules};
use bridge_importers::python::Loader;
use bridge_importers::python::interpreter::Limits;
use bridge_importers::python::syntax::Source as Parsed;
use bridge_importers::script::{Node, derive::derive_down};
use bridge_importers::{Diagnostic, Dialect, Direction, Script, Severity, record};

use super::lane::{Converted, ConvertedLane, Side, baseline_of};
use crate::chain::{Chain, Kind, LedgerName, Rung, Source, Work};
use crate::config::{self, Config};

/// Reads and converts a project. Locked revisions come first, then the new
/// ones in Alembic's order. No lane where the project itself cannot be read.
pub(super) fn read(
    name: &str,
    source: &config::Source,
    config: &Config,
    dialects: &[Dialect],
    chain: Option<&Chain>,
) -> (Option<ConvertedLane>, Vec<Diagnostic>) {
    let root = config.root.as_path();
    let ini = root.join(&source.path);
    let locked: HashSet<String> = chain
        .iter()
        .flat_map(|chain| chain.revisions())
        .map(|revision| revision.id.to_string())
        .collect();
    let own: HashSet<String> = chain
        .iter()
        .flat_map(|chain| chain.revisions())
        .filter(|revision| revision.lane == name)
        .map(|revision| revision.id.to_string())
        .collect();
    let locations = source.version_locations.iter().flatten();
    let locations: Vec<_> = locations.map(|folder| root.join(folder)).collect();
    let names = source.names();
    let wanted = Wanted {
        section: source.section.as_deref(),
        version_locations: &locations,
        locked: Some(&own),
        stated: &source.stated(),
        names: Some(&names),
    };
    let project = match Project::load_as(&ini, root, &wanted) {
        Ok(project) => project,
        Err(diagnostics) => return (None, diagnostics),
    };
    let mut diagnostics = project.diagnostics.clone();
    let mut environment = project.env.clone();
    if let Some(convention) = &source.naming_convention {
        environment.naming_convention = Some(convention.clone().into_iter().collect());
    }
    environment.types = names.clone();
    let enforces = environment.enforces_foreign_keys() && dialects.contains(&Dialect::Sqlite);
    let database = config.databases.get(&source.database);
    let switched_on = database.is_some_and(|database| database.foreign_keys);
    let may = environment.may_enforce_foreign_keys() && dialects.contains(&Dialect::Sqlite);
    if enforces && !switched_on {
        diagnostics.push(foreign_keys(&source.database));
    } else if may && !switched_on {
        diagnostics.push(may_enforce(&source.database));
    }
    if dialects.contains(&Dialect::Postgres) {
        diagnostics.extend(project.revisions.iter().filter_map(long_id));
    }
    let new = project.order_after(&locked);
    let is_new: HashSet<usize> = new.iter().copied().collect();
    let old = (0..project.revisions.len()).filter(|at| !is_new.contains(at));
    let files: Vec<(usize, &RevisionFile)> = old
        .chain(new)
        .filter_map(|at| Some((at, project.revisions.get(at)?)))
        .collect();
    let scripts = in_parts(&files, |files| {
        let modules = Rc::new(project.settings.modules(root));
        let mut parts = Vec::with_capacity(files.len());
        for (_, file) in files {
            let mut found = Vec::new();
            let mut converter = Converter {
                file,
                parsed: file.source(),
                environment: &environment,
                used: Used::new(modules.clone()),
                diagnostics: &mut found,
            };
            let scripts = converter.scripts(dialects);
            let touched = Touched::of(&converter.used.0);
            parts.push((scripts, found, touched));
        }
        parts
    });
    let baseline = baseline_of(chain, name);
    let mut revisions = Vec::new();
    let touched: Vec<&Touched> = scripts.iter().map(|(_, _, touched)| touched).collect();
    let left: Vec<Vec<Diagnostic>> = files
        .iter()
        .enumerate()
        .map(|(at, (_, file))| left_behind(&file.file.shown, at, &touched))
        .collect();
    for (((at, file), (scripts, found, _)), left) in files.into_iter().zip(scripts).zip(left) {
        for diagnostic in found.into_iter().chain(left) {
            tell(&mut diagnostics, diagnostic);
        }
        let mut revision = converted(&project, at, file, scripts, &own);
        if revision.parents.is_empty() {
            revision.parents.extend(baseline.clone());
        }
        revisions.push(revision);
    }
    drop_beside(project.revisions);
    let lane = ConvertedLane {
        lane: name.to_owned(),
        kind: Kind::Alembic,
        database: source.database.clone(),
        ledger: ledger(name, source, &environment),
        revisions,
    };
    (Some(lane), diagnostics)
}

/// The modules of the project that a revision loads, and the names in them that it changes.
struct Touched {
    modules: BTreeSet<String>,
    changed: BTreeSet<(String, String)>,
}

impl Touched {
    fn of(used: &UsedModules) -> Self {
        Self {
            modules: used.names(),
            changed: used.changed(),
        }
    }
}

/// What a revision leaves in modules that others use, too. In Alembic one process runs all
/// revisions of a run; here each finds the modules as their files say.
fn left_behind(shown: &str, at: usize, all: &[&Touched]) -> Vec<Diagnostic> {
    let Some(own) = all.get(at) else {
        return Vec::new();
    };
    let is_shared = |module: &String| {
        let mut others = all.iter().enumerate().filter(|(other, _)| *other != at);
        others.any(|(_, other)| other.modules.contains(module))
    };
    let left = own.changed.iter().filter(|(module, _)| is_shared(module));
    left.map(|(module, name)| {
        Diagnostic::warning(
            "module-state",
            format!(
                "The revision changes `{module}.{name}`, and other revisions use `{module}`. In one run of Alembic \
                 they find it as this one leaves it; bridge runs each with the module as its file says."
            ),
        )
        .at(shown)
        .help("Look whether another revision depends on it, and let that one compute what it needs itself.")
    })
    .collect()
}

/// What `bridge.toml` says of the ledger beats what `env.py` says.
fn ledger(name: &str, source: &config::Source, environment: &EnvSettings) -> LedgerName {
    let table = source
        .version_table
        .as_ref()
        .or(environment.version_table.as_ref());
    let schema = source
        .version_table_schema
        .as_ref()
        .or(environment.version_table_schema.as_ref());
    LedgerName {
        lane: name.to_owned(),
        version_table: table
            .filter(|table| *table != Kind::Alembic.ledger_table())
            .cloned(),
        version_column: None,
        user_version: None,
        version_row: None,
        version_table_schema: schema.cloned(),
    }
}

/// Alembic makes `version_num` this wide, and PostgreSQL enforces it.
pub(crate) const ALEMBIC_WIDTH: usize = 32;

/// An id that stops Alembic on PostgreSQL; bridge widens the column.
pub(crate) fn long_id(file: &RevisionFile) -> Option<Diagnostic> {
    let length = file.id.chars().count();
    if length <= ALEMBIC_WIDTH {
        return None;
    }
    let message = format!(
        "The id has {length} characters, and Alembic's version_num holds {ALEMBIC_WIDTH}: Alembic fails with it on PostgreSQL."
    );
    let finding = Diagnostic::note("long-id", message)
        .at(&file.file.shown)
        .help("Nothing has to be done: bridge widens the column where it is too narrow.");
    Some(match &file.spans.revision {
        Some(span) => finding.span(span.clone()),
        None => finding,
    })
}

/// Runs keep foreign keys off, as Alembic's connections do unless the project switches them on.
fn foreign_keys(database: &str) -> Diagnostic {
    Diagnostic::note(
        "foreign-keys-off",
        "The project's connections switch on PRAGMA foreign_keys; bridge's runs keep it off, because \
         with it on a table rebuild empties the tables that refer to the rebuilt one with ON DELETE CASCADE. \
         Every run checks the foreign keys before and after.",
    )
    .help(format!(
        "To run with it on, write `foreign_keys = true` under [databases.{database}] in bridge.toml."
    ))
}

/// The same where only running tells.
fn may_enforce(database: &str) -> Diagnostic {
    Diagnostic::note(
        "foreign-keys-off",
        "The project's connections set PRAGMA foreign_keys, or pragmas whose names stand nowhere, to a value that only \
         running tells; bridge's runs keep foreign keys off. With them on, Alembic's batches delete the rows that refer to \
         the table with ON DELETE CASCADE; bridge's do not.",
    )
    .help(format!(
        "To run with it on, write `foreign_keys = true` under [databases.{database}] in bridge.toml."
    ))
}

fn converted(
    project: &Project,
    at: usize,
    file: &RevisionFile,
    scripts: BTreeMap<(Direction, Dialect), Side>,
    locked: &HashSet<String>,
) -> Converted {
    // Dependencies may be written as labels or beginnings of ids; the graph
    // does not hold those whose files are gone.
    let depends_on = match &project.graph {
        Some(graph) => {
            let mut ids: Vec<String> = graph
                .dependencies(at)
                .iter()
                .map(|node| graph.id(*node).to_owned())
                .collect();
            let missing = |id: &&String| locked.contains(*id) && !ids.contains(id);
            let gone: Vec<String> = file.depends_on.iter().filter(missing).cloned().collect();
            ids.extend(gone);
            ids
        }
        None => file.depends_on.clone(),
    };
    Converted {
        id: file.id.clone(),
        message: file.message.clone(),
        created: file
            .created
            .as_ref()
            .map(|created| created.text.clone())
            .unwrap_or_default(),
        parents: file.parents.clone(),
        depends_on,
        branch_labels: file.branch_labels.clone(),
        source: Source {
            path: file.file.shown.clone(),
            sha256: file.file.sha256.clone(),
        },
        scripts,
        repairs: Vec::new(),
    }
}

/// Converts one revision file, collecting what is found.
struct Converter<'a> {
    file: &'a RevisionFile,
    /// Its text, for both directions and all dialects.
    parsed: Rc<Parsed>,
    environment: &'a EnvSettings,
    used: Used,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Converter<'_> {
    fn scripts(&mut self, dialects: &[Dialect]) -> BTreeMap<(Direction, Dialect), Side> {
        let mut scripts = BTreeMap::new();
        for &dialect in dialects {
            match self.script(dialect, Direction::Up) {
                Found::Script(side) => drop(scripts.insert((Direction::Up, dialect), side)),
                Found::Absent => {
                    self.tell(
                        Diagnostic::error("no-upgrade", "The file has no function upgrade().")
                            .at(&self.file.file.shown)
                            .help("Alembic cannot run it either. Add `def upgrade(): pass`."),
                    );
                    continue;
                }
                Found::Refused => continue,
            }
            let told = self.diagnostics.len();
            match self.script(dialect, Direction::Down) {
                Found::Script(side) if side.work.script().is_some_and(always_fails) => {}
                Found::Script(side) => drop(scripts.insert((Direction::Down, dialect), side)),
                Found::Absent => {
                    let up = scripts
                        .get(&(Direction::Up, dialect))
                        .and_then(|side| side.work.script());
                    if let Some(Ok(script)) = up.map(|up| derive_down(up, dialect)) {
                        let side = Side {
                            rung: Rung::Sql,
                            work: script.into(),
                            derived: true,
                            reason: None,
                        };
                        scripts.insert((Direction::Down, dialect), side);
                    }
                }
                Found::Refused => self.without_way_back(told, dialect),
            }
        }
        if scripts.values().any(|side| side.work.program().is_some()) {
            share(
                &mut scripts,
                &self.used.program(self.file, self.environment),
            );
        }
        scripts
    }

    fn script(&mut self, dialect: Dialect, direction: Direction) -> Found {
        let path = Path::new(&self.file.file.shown);
        let source = ConvertSource {
            path,
            text: &self.file.file.text,
        };
        let read = self.used.0.files();
        let converted = convert_source(
            &self.parsed,
            self.environment,
            self.used.0.clone(),
            dialect,
            direction,
            Limits::default(),
        );
        // What a script holds, nobody reads again.
        if converted.rung != convert::Rung::Program {
            self.used.0.reads_only(&read);
        }
        let rung = match converted.rung {
            convert::Rung::Sql => Rung::Sql,
            convert::Rung::Directives => Rung::Directives,
            convert::Rung::Absent => return Found::Absent,
            convert::Rung::Refused => {
                converted
                    .diagnostics
                    .into_iter()
                    .for_each(|found| self.tell(found));
                return Found::Refused;
            }
            convert::Rung::Program => {
                return self.program(dialect, direction, converted.diagnostics);
            }
        };
        converted
            .diagnostics
            .into_iter()
            .for_each(|found| self.tell(found));
        match record::lower(&converted.steps, dialect) {
            Ok(script) => Found::Script(Side {
                rung,
                work: script.into(),
                derived: false,
                reason: None,
            }),
            Err(found) => {
                for diagnostic in found {
                    self.tell(source.locate(diagnostic));
                }
                Found::Refused
            }
        }
    }

    /// The file as a program, tried on a database that holds nothing.
    fn program(
        &mut self,
        dialect: Dialect,
        direction: Direction,
        reasons: Vec<Diagnostic>,
    ) -> Found {
        let tried = self.used.program(self.file, self.environment);
        let project = self.used.0.clone();
        if let Err(refusal) = program::check(&tried, dialect, direction, Some(project)) {
            self.tell(*refusal);
            return Found::Refused;
        }
        let project = self.used.0.clone();
        program::unknown(&tried, project, dialect, direction)
            .into_iter()
            .for_each(|found| self.tell(found));
        // With the files that it was seen to read, and the modules that it may come to.
        let program = self.used.program(self.file, self.environment);
        let reason = reasons.iter().find(|one| one.severity == Severity::Note);
        let reason = reason.map(|one| one.message.clone());
        reasons.into_iter().for_each(|found| self.tell(found));
        Found::Script(Side {
            rung: Rung::Program,
            work: program.into(),
            derived: false,
            reason,
        })
    }

    /// A downgrade that Alembic cannot run on this dialect either is no way
    /// back there; it does not keep the upgrade out of the chain. `told` is how
    /// many findings there were before it.
    fn without_way_back(&mut self, told: usize, dialect: Dialect) {
        let Some(new) = self.diagnostics.get_mut(told..) else {
            return;
        };
        let is_alembics = |found: &Diagnostic| {
            let stops = ["dialect-refuses", "alembic-error", "python-exception"];
            !found.is_error() || stops.contains(&found.code)
        };
        if !new.iter().all(is_alembics) {
            return;
        }
        for found in new.iter_mut().filter(|found| found.is_error()) {
            found.severity = Severity::Warning;
            found.help = Some(format!(
                "Alembic cannot run this downgrade on {dialect} either: the revision has no way back there."
            ));
        }
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        tell(self.diagnostics, diagnostic);
    }
}

/// The same finding for a second dialect, direction or file is said once.
fn tell(diagnostics: &mut Vec<Diagnostic>, diagnostic: Diagnostic) {
    if !diagnostics.contains(&diagnostic) {
        diagnostics.push(diagnostic);
    }
}

enum Found {
    Script(Side),
    Absent,
    Refused,
}

/// The modules that one revision file uses, whatever the dialect and direction.
struct Used(Rc<UsedModules>);

impl Used {
    fn new(modules: Rc<dyn Loader>) -> Self {
        Self(Rc::new(UsedModules::new(modules)))
    }

    fn program(&self, file: &RevisionFile, environment: &EnvSettings) -> Program {
        for name in program::imported(Path::new(&file.file.shown), &file.file.text, "") {
            let _ = self.0.load(&name);
        }
        let modules = self.0.modules();
        let texts = std::iter::once(file.file.text.as_str())
            .chain(modules.iter().map(|module| module.text.as_str()));
        let configuration = environment.configuration.named_in(texts);
        Program {
            kind: program::Kind::Alembic,
            path: file.file.shown.clone(),
            text: file.file.text.clone(),
            modules,
            written_types: environment.rewrites.before(&file.file.text),
            files: self.0.files(),
            naming_convention: environment.naming_convention.clone().unwrap_or_default(),
            types: environment.types.clone(),
            configuration,
        }
    }
}

/// All programs of a revision are one: the modules that a later one was found to use belong to
/// the earlier ones, too.
fn share(scripts: &mut BTreeMap<(Direction, Dialect), Side>, program: &Program) {
    let program = std::sync::Arc::new(program.clone());
    for side in scripts.values_mut() {
        if side.work.program().is_some() {
            side.work = Work::Program(program.clone());
        }
    }
}

/// A downgrade that does nothing but refuse is no way back.
pub(super) fn always_fails(script: &Script) -> bool {
    matches!(script.nodes.as_slice(), [Node::Fail { .. }])
}
