//! Conversion of one revision file: its `upgrade` or `downgrade`, executed
//! for one dialect.

use std::path::Path;
use std::rc::Rc;

use serde::Serialize;

use super::env::EnvSettings;
use super::op::Session;
use crate::diagnostic::{Diagnostic, Span};
use crate::operation::Operation;
use crate::program::Module;
use crate::python::interpreter::{Interpreter, Limits, Loader, Options};
use crate::python::native::{Args, Interrupt, Result};
use crate::python::syntax::Source;
use crate::python::value::Value;
use crate::record::Step;
use crate::script::Origin;
use crate::source::line_span;
use crate::sqlalchemy::live::value::Driver;
use crate::sqlalchemy::mapped;
use crate::sqlalchemy::naming::Convention;
use crate::sqlalchemy::rewritten::Unread;
use crate::{Dialect, Direction};

/// A revision file.
#[derive(Debug, Clone, Copy)]
pub struct ConvertSource<'a> {
    /// The file, as messages name it (relative to `bridge.toml`).
    pub path: &'a Path,
    /// Its text.
    pub text: &'a str,
}

impl ConvertSource<'_> {
    /// Completes a finding of [`crate::record::lower`], which knows only the
    /// file's name and a line: the path as messages name it, and the line's text.
    pub fn locate(&self, mut finding: Diagnostic) -> Diagnostic {
        let is_own = match &finding.path {
            None => true,
            Some(path) => path.file_name() == self.path.file_name(),
        };
        if !is_own {
            return finding;
        }
        finding.path = Some(self.path.to_owned());
        if let Some(span) = finding.span.as_mut().filter(|span| span.text.is_empty()) {
            *span = line_span(self.text, span.line);
        }
        finding
    }
}

/// How far conversion came: the rungs of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rung {
    /// Plain SQL.
    Sql,
    /// SQL with directives: guards, tries, batches, autocommit blocks.
    Directives,
    /// Stays a Python function, because it depends on rows or per-run values.
    Program,
    /// Not understood; the diagnostics say why.
    Refused,
    /// The file has no such function.
    Absent,
}

/// What was found out about one function.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// What it does; empty on the rungs `Program`, `Refused` and `Absent`.
    pub steps: Vec<Step>,
    /// The rung.
    pub rung: Rung,
    /// Warnings; on the rung `Refused` the error, on `Program` the reason as a note.
    pub diagnostics: Vec<Diagnostic>,
}

/// The libraries that revision files know, for an interpreter of one's own.
pub(crate) fn libraries() -> &'static [&'static crate::python::native::ModuleTable] {
    static ALL: std::sync::OnceLock<Vec<&'static crate::python::native::ModuleTable>> =
        std::sync::OnceLock::new();
    ALL.get_or_init(|| {
        crate::sqlalchemy::MODULES
            .iter()
            .chain(crate::sqlalchemy::dialects::postgresql::SUBMODULES)
            .chain(crate::sqlalchemy::dialects::sqlite::SUBMODULES)
            .chain(crate::sqlalchemy::dialects::mysql::SUBMODULES)
            .chain(super::op::MODULES)
            .chain(&[&crate::list::SQLITE3])
            .copied()
            .chain(crate::sqlalchemy::extensions::all())
            .collect()
    })
}

/// Executes `upgrade()` or `downgrade()` of a revision file for one dialect
/// and records what it does. Nothing is run against a database.
pub fn convert(
    source: &ConvertSource<'_>,
    environment: &EnvSettings,
    loader: Rc<dyn Loader>,
    dialect: Dialect,
    direction: Direction,
) -> Converted {
    let limits = Limits::default();
    convert_within(source, environment, loader, dialect, direction, limits)
}

/// The same within other bounds of work than the default.
pub fn convert_within(
    source: &ConvertSource<'_>,
    environment: &EnvSettings,
    loader: Rc<dyn Loader>,
    dialect: Dialect,
    direction: Direction,
    limits: Limits,
) -> Converted {
    let source = Source::new(source.path, source.text);
    convert_source(&source, environment, loader, dialect, direction, limits)
}

/// The same for a file that is converted several times: it is parsed once.
pub fn convert_source(
    source: &Rc<Source>,
    environment: &EnvSettings,
    loader: Rc<dyn Loader>,
    dialect: Dialect,
    direction: Direction,
    limits: Limits,
) -> Converted {
    let mut interpreter = Interpreter::new(Options {
        loader,
        limits,
        libraries: libraries(),
        names: (!environment.types.is_empty()).then_some(mapped::find),
        ..Options::new(dialect, direction)
    });
    interpreter.set_extension(Rc::new(mapped::Mapped(environment.types.clone())));
    let unread = Rc::new(Unread::new(
        &environment.rewrites,
        &environment.types,
        dialect,
    ));
    interpreter.set_extension(unread.clone());
    let convention = environment.naming_convention.clone().unwrap_or_default();
    interpreter.set_extension(Rc::new(Driver::of(&environment.configuration)));
    interpreter.set_extension(Rc::new(Session {
        convention: Convention::new(convention),
        configuration: environment.configuration.clone(),
    }));
    let before = environment.rewrites.before(&source.text);
    let end = match run_before(&mut interpreter, &before) {
        Ok(()) => {
            let given = mapped::arguments(&mut interpreter, &environment.types);
            run(&mut interpreter, source, direction, given)
        }
        Err(interrupt) => End::Stopped(interrupt),
    };
    let mut steps = interpreter.recorder.finish();
    let mut diagnostics = interpreter.take_warnings();
    let rung = match end {
        End::Done => rung_of(&steps, dialect),
        End::Failed(step) => {
            steps.push(step);
            Rung::Directives
        }
        End::Absent => Rung::Absent,
        End::Stopped(Interrupt::NeedsProgram(reason)) => {
            diagnostics.push(Diagnostic {
                severity: crate::Severity::Note,
                ..*reason
            });
            Rung::Program
        }
        End::Stopped(interrupt) => {
            let mut refusal = interpreter.diagnose(interrupt);
            with_others(&mut refusal, &mut interpreter, source, &environment.types);
            diagnostics.push(refusal);
            Rung::Refused
        }
    };
    let rung = match unread.needed(&steps, rung, &source.text) {
        Some(mut refusal) => {
            // The place is that of the function, which many revisions may need.
            let needs = format!("{} needs it.", source.path.display());
            refusal.help = Some(match refusal.help {
                Some(help) => format!("{needs} {help}"),
                None => needs,
            });
            diagnostics.push(refusal);
            Rung::Refused
        }
        None => rung,
    };
    if !matches!(rung, Rung::Sql | Rung::Directives) {
        steps.clear();
    }
    for diagnostic in &mut diagnostics {
        if diagnostic.path.is_none() {
            diagnostic.path = Some(source.path.clone());
            // A failure of the call itself, such as a parameter that nobody gives.
            if diagnostic.span.is_none() && rung == Rung::Refused {
                diagnostic.span = definition(&source.text, direction);
            }
        }
    }
    Converted {
        steps,
        rung,
        diagnostics,
    }
}

/// Registers the functions of the project that write SQLAlchemy's types, and its operations.
///
/// # Errors
/// What cannot be run.
pub(super) fn run_before(interpreter: &mut Interpreter, modules: &[Module]) -> Result<()> {
    let mut ran = Vec::new();
    for module in modules {
        let source = Source::new(Path::new(&module.path), module.text.as_str());
        ran.push(interpreter.run_beside(&module.name, &source)?);
    }
    interpreter.set_extension(Rc::new(super::op::revisions::Ran(ran)));
    Ok(())
}

/// How many other names a refusal says.
const OTHERS: usize = 12;

/// Says what else the file has of packages that are not there: one mapping alone is seldom enough.
fn with_others(
    refusal: &mut Diagnostic,
    interpreter: &mut Interpreter,
    source: &Rc<Source>,
    types: &mapped::TypeMapping,
) {
    let own = refusal
        .path
        .as_deref()
        .is_none_or(|path| path == source.path);
    let Some(help) = refusal
        .help
        .as_mut()
        .filter(|_| own && refusal.code == "unknown-import")
    else {
        return;
    };
    let said = refusal.message.split('`').nth(1).unwrap_or_default();
    let others = interpreter.absent_names(source);
    let others: Vec<String> = others
        .into_iter()
        .filter(|name| !said.starts_with(name.as_str()) && !types.contains_key(name))
        .collect();
    if others.is_empty() {
        return;
    }
    let mut listed: Vec<String> = others
        .iter()
        .take(OTHERS)
        .map(|name| format!("\"{name}\""))
        .collect();
    if others.len() > OTHERS {
        listed.push(format!("and {} more", others.len() - OTHERS));
    }
    help.push_str(&format!(
        " The file has more of packages that are not there: {}.",
        listed.join(", ")
    ));
}

/// The line that defines the function.
fn definition(text: &str, direction: Direction) -> Option<Span> {
    let start = format!("def {}(", function_name(direction));
    let line = text.lines().position(|line| line.starts_with(&start))?;
    Some(line_span(text, line + 1))
}

pub(crate) fn function_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "upgrade",
        Direction::Down => "downgrade",
    }
}

/// How the function ended.
enum End {
    Done,
    Absent,
    /// By an exception that the file raises on purpose.
    Failed(Step),
    Stopped(Interrupt),
}

fn run(
    interpreter: &mut Interpreter,
    source: &Rc<Source>,
    direction: Direction,
    given: Args,
) -> End {
    let module = match interpreter.run_main(source) {
        Ok(module) => module,
        Err(interrupt) => return End::Stopped(interrupt),
    };
    interpreter.set_extension(Rc::new(super::op::options::OwnModule(module.clone())));
    let Some(function) = module.scope.get(function_name(direction)) else {
        return End::Absent;
    };
    match interpreter.call(&function, given) {
        Ok(_) => End::Done,
        Err(Interrupt::Raised(exception, place)) => {
            let class = match &exception {
                Value::Instance(instance) => instance.class.full_name(),
                other => other.type_name(),
            };
            if !is_refusal_of_the_file(&class) {
                return End::Stopped(Interrupt::Raised(exception, place));
            }
            let text = interpreter.str(&exception).unwrap_or_default();
            let message = if text.is_empty() {
                class
            } else {
                format!("{class}: {text}")
            };
            let origin = Origin {
                file: place
                    .path()
                    .and_then(Path::file_name)
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default(),
                line: place.line().unwrap_or_default(),
            };
            End::Failed(Step::Fail { message, origin })
        }
        Err(interrupt) => End::Stopped(interrupt),
    }
}

/// Whether a file raises this on purpose (`raise NotImplementedError`), or a
/// mistake in it does (`TypeError`). A file that is not there is none of the database's.
fn is_refusal_of_the_file(class: &str) -> bool {
    !matches!(
        class,
        "TypeError"
            | "AttributeError"
            | "NameError"
            | "UnboundLocalError"
            | "KeyError"
            | "IndexError"
            | "ImportError"
            | "ModuleNotFoundError"
            | "ZeroDivisionError"
            | "RecursionError"
            | "StopIteration"
            | "FileNotFoundError"
            | "NotADirectoryError"
    )
}

/// The rung on which the steps can be written.
fn rung_of(steps: &[Step], dialect: Dialect) -> Rung {
    let plain = steps.iter().all(|step| match step {
        Step::Snapshot(_) => true,
        Step::Operation { operation, .. } => match &**operation {
            Operation::Batch(_) => dialect != Dialect::Sqlite,
            Operation::IfTable { .. } | Operation::IfIndex { .. } => false,
            Operation::CreateEnum { check_first, .. }
            | Operation::DropEnum { check_first, .. }
            | Operation::CreateDomain { check_first, .. }
            | Operation::DropDomain { check_first, .. } => !check_first,
            Operation::Execute { autocommit, .. } => !autocommit,
            _ => true,
        },
        _ => false,
    });
    if plain { Rung::Sql } else { Rung::Directives }
}

#[cfg(test)]
#[path = "convert_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "convert_mapping_tests.rs"]
mod mapping_tests;

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod catalogue_tests;

#[cfg(test)]
#[path = "convert_value_tests.rs"]
mod value_tests;
