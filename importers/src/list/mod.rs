//! The home-made list: `migrations/__init__.py` with `MIGRATIONS`.
//!
//! The module is run by the interpreter, and the value of `MIGRATIONS` is
//! read: dicts, tuples, instances, modules, in a list or a dict by version.

mod called;
mod driver;
mod lines;
mod parts;
pub(crate) mod program;
mod shape;
mod strings;
mod whole;
mod written;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::OnceLock;

use crate::diagnostic::Diagnostic;
use crate::modules::Modules;
use crate::program::Program;
use crate::python::interpreter::{Interpreter, Loader, Options};
use crate::python::native::ModuleTable;
use crate::python::stdlib::written::PYDANTIC;
use crate::python::syntax::{Source, parse};
use crate::python::value::{Module, Value};
use crate::script::Origin;
use crate::source::{SourceFile, normal};
use crate::{Dialect, Direction};

use called::Home;
pub(crate) use driver::SQLITE3;
use lines::{Literals, Spot};

/// The entries of a list, as far as they could be read. The findings may hold
/// errors; one bad entry does not hide the others.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// In list order, which is the order in which the runner applies them.
    pub entries: Vec<Entry>,
    /// The files that were read: the list first, then the modules that it uses.
    pub files: Vec<SourceFile>,
    /// Everything that was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `version`
    pub version: String,
    /// `description`, empty where there is none.
    pub description: String,
    /// The SQL to apply, a string of the source each; a string may hold
    /// several statements.
    pub statements: Vec<Statement>,
    /// The SQL to undo it, where the entry has some.
    pub rollback: Option<Vec<Statement>>,
    /// The functions that apply and undo it, where they are no SQL.
    pub program: Option<Program>,
    /// The file that holds it, as it is shown.
    pub path: String,
    /// The line of its version, from 1.
    pub line: usize,
}

/// What becomes of entries that say no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unversioned {
    /// Their runner numbers them in a way that is not known.
    Refused,
    /// Their runner counts them from 1.
    Counted,
}

/// A string of SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The text.
    pub sql: String,
    /// Where its literal stands; the entry's line where that cannot be told.
    pub origin: Origin,
}

/// The file of a list, and the folder from which paths are shown, both absolute.
fn place(path: &Path, root: &Path) -> (PathBuf, PathBuf) {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut path = normal(&path);
    if path.is_dir() {
        path.push("__init__.py");
    }
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    (path, root)
}

/// The project's modules and files, as those of a list's functions are found.
pub fn project(path: &Path, root: &Path) -> Modules {
    let (path, root) = place(path, root);
    Modules::new(vec![module_name(&path).1], &root)
}

/// Reads a list. `path` is the file that defines `MIGRATIONS`, or the package's
/// folder; `root` is the folder from which paths are shown.
pub fn read(path: &Path, root: &Path, unversioned: Unversioned) -> Entries {
    let (path, root) = place(path, root);
    let file = match SourceFile::read(&path, &root) {
        Ok(file) => file,
        Err(error) => {
            return Entries {
                diagnostics: vec![*error],
                ..Entries::default()
            };
        }
    };
    if let Err(error) = parse(&Source::new(&file.shown, file.text.as_str())) {
        return Entries {
            files: vec![file],
            diagnostics: vec![*error],
            ..Entries::default()
        };
    }
    let (dotted, folder) = module_name(&path);
    let modules = Rc::new(Modules::new(vec![folder], &root));
    let mut options = Options::new(Dialect::Sqlite, Direction::Up);
    options.loader = modules.clone();
    options.libraries = libraries();
    let mut reader = Reader {
        interpreter: Interpreter::new(options),
        modules,
        file,
        dotted,
        literals: Literals::default(),
        outlines: program::Outlines::default(),
        last: None,
        unversioned,
        home: None,
        result: Entries::default(),
    };
    reader.read();
    let mut result = reader.result;
    result.files = files(reader.file, &reader.modules);
    result
        .diagnostics
        .extend(reader.interpreter.take_warnings());
    duplicates(&mut result);
    result
}

/// What a list may import beside the standard library.
fn libraries() -> &'static [&'static ModuleTable] {
    static ALL: OnceLock<Vec<&'static ModuleTable>> = OnceLock::new();
    ALL.get_or_init(|| {
        let all = crate::alembic::convert::libraries().iter().copied();
        all.chain([&PYDANTIC]).collect()
    })
}

/// The list's own file first, then the others.
fn files(main: SourceFile, modules: &Modules) -> Vec<SourceFile> {
    let mut files = modules.used();
    files.retain(|file| file.path != main.path);
    files.insert(0, main);
    files
}

/// The dotted name of a file as its project imports it, and the folder from
/// which it does.
fn module_name(path: &Path) -> (String, PathBuf) {
    let stem = |path: &Path| {
        let stem = path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    };
    let mut parts = Vec::new();
    let mut folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    if path.file_name().is_some_and(|name| name != "__init__.py") {
        parts.push(stem(path));
    }
    while folder.join("__init__.py").is_file() {
        let name = folder.file_name().unwrap_or_default();
        parts.push(name.to_string_lossy().into_owned());
        folder = match folder.parent() {
            Some(parent) => parent.to_path_buf(),
            None => break,
        };
    }
    parts.reverse();
    (parts.join("."), folder)
}

fn duplicates(result: &mut Entries) {
    let mut first: HashMap<&str, &Entry> = HashMap::new();
    let mut found = Vec::new();
    for entry in &result.entries {
        if let Some(other) = first.get(entry.version.as_str()) {
            let file = result.files.iter().find(|file| file.shown == entry.path);
            let mut error = Diagnostic::error(
                "list-duplicate",
                format!("Version '{}' is in the list twice.", entry.version),
            )
            .at(&entry.path)
            .help(format!(
                "The other one is in {}:{}.",
                other.path, other.line
            ));
            error.span = file.map(|file| file.line_span(entry.line));
            found.push(error);
        } else {
            first.insert(&entry.version, entry);
        }
    }
    result.diagnostics.extend(found);
}

/// What the list is called.
const NAME: &str = "MIGRATIONS";

struct Reader {
    interpreter: Interpreter,
    modules: Rc<Modules>,
    file: SourceFile,
    dotted: String,
    literals: Literals,
    outlines: program::Outlines,
    /// Where the entry before was found.
    last: Option<Spot>,
    unversioned: Unversioned,
    /// The list's own module.
    home: Option<Home>,
    result: Entries,
}

impl Reader {
    fn read(&mut self) {
        let module = match self.interpreter.find_module(&self.dotted) {
            Ok(module) => module,
            Err(interrupt) => {
                let error = self.interpreter.diagnose(interrupt);
                return self.result.diagnostics.push(error);
            }
        };
        let Some(module) = module else {
            // Only a name that Python could not import either comes here.
            let error = Diagnostic::error(
                "list-missing",
                format!("`{}` is no name that Python can import.", self.dotted),
            )
            .at(&self.file.shown);
            return self.result.diagnostics.push(error);
        };
        let loaded = self.modules.load(&self.dotted);
        self.home = loaded.map(|loaded| Home {
            source: loaded.source,
            module: Rc::from(self.dotted.as_str()),
            globals: module.scope.clone(),
        });
        match module.scope.get(NAME) {
            None => self.by_another_name(&module),
            Some(Value::Unknown(unknown)) => {
                let own = format!("{}.MIGRATIONS", self.dotted);
                let message = if [own.as_str(), "MIGRATIONS"].contains(&&*unknown.what) {
                    "`MIGRATIONS` is not understood.".to_owned()
                } else {
                    format!(
                        "`MIGRATIONS` depends on {}, which is not known.",
                        unknown.what
                    )
                };
                let mut error = Diagnostic::error(unknown.code, message);
                error.help.clone_from(&unknown.help);
                let error = unknown.place.mark(error).at(&self.file.shown);
                self.result.diagnostics.push(error);
            }
            Some(value) => {
                self.read_literals(NAME);
                self.list(&value);
            }
        }
    }

    fn read_literals(&mut self, list: &str) {
        self.literals = Literals::read(&files(self.file.clone(), &self.modules), list);
    }

    /// `_MIGRATIONS` and `migrations` are taken; what is called otherwise may be no list of
    /// migrations, and is named only.
    fn by_another_name(&mut self, module: &Module) {
        let is_one = |name: &str, value: &Value| {
            let holds = matches!(value, Value::List(_) | Value::Tuple(_) | Value::Dict(_));
            holds && name.to_uppercase().ends_with(NAME)
        };
        let found: Vec<_> = module
            .scope
            .entries()
            .into_iter()
            .filter(|(name, value)| is_one(name, value))
            .collect();
        let mut same = found
            .iter()
            .filter(|(name, _)| name.trim_matches('_').eq_ignore_ascii_case(NAME));
        if let (Some((name, value)), None) = (same.next(), same.next()) {
            self.result.diagnostics.push(
                Diagnostic::warning(
                    "list-name",
                    format!("There is no `{NAME}`: `{name}` is taken."),
                )
                .at(&self.file.shown)
                .help(format!("Write `{NAME} = {name}` below it.")),
            );
            self.read_literals(name);
            return self.list(value);
        }
        let names: Vec<String> = found.iter().map(|(name, _)| format!("`{name}`")).collect();
        self.without_list(&names);
    }

    /// No `MIGRATIONS` at all: the runner collects the modules of the package
    /// by itself, and they are taken by name, as such runners do. A list that
    /// is there and could not be read is never replaced by this guess. `names` are those of
    /// what may be the list.
    fn without_list(&mut self, names: &[String]) {
        let Some(modules) = self.package() else {
            return;
        };
        if modules.is_empty() {
            let error = Diagnostic::error("list-missing", "The file does not define `MIGRATIONS`.")
                .at(&self.file.shown);
            let error = match names {
                [] => error
                    .help("Name the file that does as `path` under [sources.NAME] in bridge.toml."),
                names => error.help(format!(
                    "It has {}: assign to `{NAME}` what the runner applies, in its order.",
                    names.join(" and ")
                )),
            };
            return self.result.diagnostics.push(error);
        }
        self.result.diagnostics.push(
            Diagnostic::warning(
                "list-package",
                format!(
                    "There is no `MIGRATIONS`: the {} of the package {} taken, in the order of their names.",
                    if modules.len() == 1 { "module".to_owned() } else { format!("{} modules", modules.len()) },
                    if modules.len() == 1 { "is" } else { "are" },
                ),
            )
            .at(&self.file.shown)
            .help("Compare the order with that of your runner."),
        );
        self.read_literals(NAME);
        for (number, module) in modules.into_iter().enumerate() {
            self.entry(number, None, &Value::Module(module));
        }
    }

    /// The modules beside `__init__.py` that hold a migration, by name; `None`
    /// where one of them cannot be read, which is said.
    fn package(&mut self) -> Option<Vec<Rc<Module>>> {
        let path = self.file.path.clone();
        let Some(folder) = path.parent().filter(|_| path.ends_with("__init__.py")) else {
            return Some(Vec::new());
        };
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .filter(|name| !name.starts_with(['_', '.']))
            .collect();
        names.sort();
        let mut found = Some(Vec::new());
        for name in names {
            match self
                .interpreter
                .find_module(&format!("{}.{name}", self.dotted))
            {
                Ok(Some(module)) if shape::is_migration(&module) => {
                    if let Some(found) = &mut found {
                        found.push(module);
                    }
                }
                // Another kind of module, or a name that no `import` can say.
                Ok(_) => {}
                Err(interrupt) => {
                    let error = self.interpreter.diagnose(interrupt);
                    self.result.diagnostics.push(error);
                    found = None;
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod called_tests;
#[cfg(test)]
mod program_tests;
#[cfg(test)]
mod pydantic_tests;
#[cfg(test)]
mod tests;
