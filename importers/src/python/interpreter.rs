//! The interpreter: its options, its state, and what Rust code asks of it.

use std::any::{Any, TypeId};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::dict::DictEntries;
use super::native::{Interrupt, ModuleTable, Result};
use super::scope::ScopeKind;
use super::syntax::{Place, Source};
use super::value::{Class, Dict, List, Module, Set, Unknown, Value};
use crate::diagnostic::Diagnostic;
use crate::operation::Operation;
use crate::record::{Recorder, Step, Test};
use crate::script::Origin;
use crate::{Dialect, Direction, live};

/// A module of the project, read from a file.
pub struct Loaded {
    /// Its path, as messages should name it, and its text.
    pub source: Rc<Source>,
}

/// Finds modules of the project beside the revision file.
pub trait Loader {
    /// The source of a dotted module name (`app.db`; a package is its
    /// `__init__.py`); `None` where the project has no such module.
    fn load(&self, dotted: &str) -> Option<Loaded>;

    /// What stands at a path, which is relative or absolute as `__file__` is;
    /// `None` where the path leads out of the project.
    fn kind(&self, path: &str) -> Option<PathKind> {
        let _ = path;
        None
    }

    /// Is told that code changed what a name of a module stands for, or what that holds.
    fn changed(&self, module: &str, name: &str) {
        let _ = (module, name);
    }

    /// The names in a folder of the project, in order.
    fn names(&self, folder: &str) -> Vec<String> {
        let _ = folder;
        Vec::new()
    }

    /// The text of a file of the project, without a byte order mark.
    ///
    /// # Errors
    /// `unreadable-file`, `not-utf8`.
    fn text(&self, path: &str) -> std::result::Result<String, Box<Diagnostic>> {
        Err(Box::new(
            Diagnostic::error("unreadable-file", "The file cannot be read.").at(path),
        ))
    }
}

/// What stands at a path of the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Nothing.
    Missing,
}

/// Finds what a dotted name of the project (`app.db.GUID`) stands for.
pub type NameLookup = fn(&mut Interpreter, &str) -> Option<Value>;

/// A project without modules.
pub struct NoModules;

impl Loader for NoModules {
    fn load(&self, _: &str) -> Option<Loaded> {
        None
    }
}

/// Bounds of one interpreter's work. Exceeding one is a diagnostic.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Evaluated nodes and processed items.
    pub steps: u64,
    /// Nested calls of Python functions.
    pub depth: usize,
    /// Bytes of strings and containers made, in total.
    pub memory: usize,
}

/// Nested calls: Python's `sys.getrecursionlimit()` of 1000, less those that lead to a revision.
pub(crate) const RECURSION: usize = 960;

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 5_000_000,
            depth: RECURSION,
            memory: 256 * 1024 * 1024,
        }
    }
}

/// What an interpreter works for.
pub struct Options {
    /// The dialect that `bind.dialect.name` answers.
    pub dialect: Dialect,
    /// Upgrade or downgrade.
    pub direction: Direction,
    /// Modules of the project.
    pub loader: Rc<dyn Loader>,
    /// What bridge knows: the standard library is always there; these come
    /// beside it (`sqlalchemy`, `alembic`).
    pub libraries: &'static [&'static ModuleTable],
    /// What dotted names of the project stand for by its configuration, if
    /// there is one: it is asked before the project's modules.
    pub names: Option<NameLookup>,
    /// Bounds.
    pub limits: Limits,
    /// The database on which the code runs; `None` while importing, where what it does is recorded.
    pub live: Option<Rc<dyn live::Database>>,
}

impl Options {
    /// No project modules, no libraries, default bounds.
    pub fn new(dialect: Dialect, direction: Direction) -> Self {
        Self {
            dialect,
            direction,
            loader: Rc::new(NoModules),
            libraries: &[],
            names: None,
            limits: Limits::default(),
            live: None,
        }
    }
}

/// A truth value.
pub enum Truth {
    /// Known while importing.
    Known(bool),
    /// Only the live catalogue knows.
    Test(Rc<Test>),
}

/// Runs Python code of one project for one dialect and direction.
pub struct Interpreter {
    /// Receives what `op.*` calls and branches on the catalogue record.
    pub recorder: Recorder,
    pub(crate) options: Options,
    pub(crate) extensions: FxHashMap<TypeId, Rc<dyn Any>>,
    pub(crate) warnings: Vec<Diagnostic>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) main: Option<Rc<Source>>,
    /// Bridge's own code that is written in Python: it counts as its callers'.
    pub(crate) parts: Vec<Rc<Source>>,
    pub(crate) clock: u64,
    /// How many sides of branches were opened.
    pub(crate) sides: u64,
    pub(crate) steps: u64,
    pub(crate) memory: usize,
    pub(crate) depth: usize,
    pub(crate) exceptions: FxHashMap<String, Rc<Class>>,
    pub(crate) modules: FxHashMap<String, Rc<Module>>,
    /// Modules of the project that were tried and refused, so that each is
    /// tried once however many others import it.
    pub(crate) unreadable: FxHashMap<String, Box<Diagnostic>>,
    /// Sides of branches that are being executed.
    pub(crate) branches: Vec<super::evaluate::Branch>,
    /// Exceptions that handlers are handling, for a bare `raise`.
    pub(crate) handling: Vec<Value>,
    /// `try` blocks with handlers that are being executed.
    pub(crate) tries: usize,
    /// What they catch, and what is known in them.
    pub(crate) tried: super::evaluate::Tried,
    /// The files of `try` blocks that catch an `ImportError` and are being executed.
    pub(crate) import_guards: Vec<Rc<Source>>,
    /// How many `hasattr` and `getattr` with a default ask at the moment.
    pub(crate) asks: usize,
    /// The block for the `@contextmanager` that is called next.
    pub(crate) next_block: Option<Rc<super::evaluate::with::Block>>,
    /// Files that are being loaded.
    pub(crate) importing: usize,
    /// The bodies of generator functions, by the address of their tree, which is kept with them.
    pub(crate) generators: FxHashMap<usize, (Definition, Rc<super::evaluate::Program>)>,
    /// Whether a generator was given up inside a `with` or before a `finally`,
    /// which Python would still run.
    pub(crate) given_up: Rc<std::cell::Cell<bool>>,
    /// Dicts that stand for the names of something.
    pub(crate) namespaces: super::namespaces::Namespaces,
    /// What the modules of the project held when they were loaded.
    pub(crate) module_states: super::module_state::ModuleStates,
    /// Where the letters of the texts are that were indexed last.
    pub(crate) letters: super::letters::KnownLetters,
    /// What is emptied at the end.
    pub(crate) watched: super::cycles::Watched,
    /// What is known of the database on which the code runs.
    pub(crate) live: Option<super::live::Live>,
}

/// A call in progress.
pub(crate) struct Frame {
    /// Where in its code it is.
    pub(crate) place: Place,
}

pub(crate) use super::evaluate::{Code, Definition};

impl Interpreter {
    /// A fresh interpreter.
    pub fn new(options: Options) -> Self {
        let live = options
            .live
            .clone()
            .map(|database| super::live::Live::new(database, options.dialect));
        Self {
            recorder: Recorder::default(),
            live,
            options,
            extensions: FxHashMap::default(),
            warnings: Vec::new(),
            frames: Vec::new(),
            main: None,
            parts: Vec::new(),
            clock: 0,
            sides: 0,
            steps: 0,
            memory: 0,
            depth: 0,
            exceptions: FxHashMap::default(),
            modules: FxHashMap::default(),
            unreadable: FxHashMap::default(),
            branches: Vec::new(),
            handling: Vec::new(),
            tries: 0,
            tried: super::evaluate::Tried::default(),
            asks: 0,
            import_guards: Vec::new(),
            importing: 0,
            generators: FxHashMap::default(),
            given_up: Rc::default(),
            next_block: None,
            namespaces: Vec::new(),
            module_states: super::module_state::ModuleStates::default(),
            letters: super::letters::KnownLetters::default(),
            watched: super::cycles::Watched::default(),
        }
    }

    /// The dialect that is converted for.
    pub fn dialect(&self) -> Dialect {
        self.options.dialect
    }

    /// Upgrade or downgrade.
    pub fn direction(&self) -> Direction {
        self.options.direction
    }

    /// Keeps a library's own context.
    pub fn set_extension<T: 'static>(&mut self, extension: Rc<T>) {
        self.extensions.insert(TypeId::of::<T>(), extension);
    }

    /// A library's own context, where it was set.
    pub fn extension<T: 'static>(&self) -> Option<Rc<T>> {
        self.extensions
            .get(&TypeId::of::<T>())
            .and_then(|any| any.clone().downcast().ok())
    }

    /// A library's own context, made on first use.
    pub fn extension_or_default<T: Default + 'static>(&mut self) -> Rc<T> {
        if let Some(extension) = self.extension::<T>() {
            return extension;
        }
        let extension = Rc::new(T::default());
        self.set_extension(extension.clone());
        extension
    }

    /// The place of the node that is being evaluated; within bridge's own code, that of the node
    /// which called it.
    pub fn place(&self) -> Place {
        let mut frames = self.frames.iter().rev();
        let of_file = frames.find(|frame| !self.is_part(frame.place.source.as_ref()));
        match of_file.or(self.frames.last()) {
            Some(frame) => frame.place.clone(),
            None => Place::nowhere(),
        }
    }

    fn is_part(&self, source: Option<&Rc<Source>>) -> bool {
        source.is_some_and(|source| self.parts.iter().any(|own| Rc::ptr_eq(own, source)))
    }

    /// A finding of a part that knows no file, at the place that a reader looks for.
    pub(crate) fn found(&self, finding: Diagnostic) -> Interrupt {
        Interrupt::Refused(Box::new(self.main_place().mark(finding)))
    }

    /// The innermost place in the file that [`Interpreter::run_module`] was
    /// given: the line that a reader of the migration file looks for.
    pub fn main_place(&self) -> Place {
        let main = self.main.as_ref();
        self.frames
            .iter()
            .rev()
            .find(|frame| match (&frame.place.source, main) {
                (Some(source), Some(main)) => Rc::ptr_eq(source, main),
                _ => false,
            })
            .map_or_else(|| self.place(), |frame| frame.place.clone())
    }

    /// Whether the code that is being evaluated stands in that file.
    pub(crate) fn is_in_main(&self) -> bool {
        let sources = self.frames.iter().rev().map(|frame| &frame.place.source);
        let innermost = sources.flatten().find(|source| !self.is_part(Some(source)));
        match (innermost, &self.main) {
            (Some(source), Some(main)) => Rc::ptr_eq(source, main),
            _ => false,
        }
    }

    /// The same as file name and line, for recorded operations.
    pub fn origin(&self) -> Origin {
        let place = self.main_place();
        Origin {
            file: place
                .path()
                .and_then(|path| path.file_name())
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            line: place.line().unwrap_or_default(),
        }
    }

    /// Records an operation with its origin.
    pub fn record(&mut self, operation: Operation) {
        let origin = self.origin();
        self.recorder.push(Step::Operation {
            operation: Box::new(operation),
            origin,
        });
    }

    /// A refusal (rung 4) at the node that is being evaluated.
    pub fn refuse(
        &self,
        code: &'static str,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Interrupt {
        Interrupt::Refused(self.error(code, message, help))
    }

    /// The function has to stay a program (rung 3), because of the node that is being evaluated.
    pub fn needs_program(&self, code: &'static str, message: impl Into<String>) -> Interrupt {
        Interrupt::NeedsProgram(self.error(code, message, None))
    }

    fn error(
        &self,
        code: &'static str,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Box<Diagnostic> {
        let mut diagnostic = Diagnostic::error(code, message);
        diagnostic.help = help.map(str::to_owned);
        Box::new(self.place().mark(diagnostic))
    }

    /// Keeps a warning or note; it gets the current place unless it has one.
    pub fn warn(&mut self, diagnostic: Diagnostic) {
        let diagnostic = self.place().mark(diagnostic);
        if !self.warnings.contains(&diagnostic) {
            self.warnings.push(diagnostic);
        }
    }

    /// Gives the warnings kept so far, and forgets them.
    pub fn take_warnings(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.warnings)
    }

    /// A value that is not known while importing.
    pub fn unknown(&self, code: &'static str, what: impl Into<String>) -> Value {
        Value::Unknown(Rc::new(Unknown {
            what: what.into(),
            code,
            place: self.place(),
            help: None,
        }))
    }

    /// Passes a value on unless it is [`Value::Unknown`]; then it is used
    /// here, which is refused or needs a program.
    ///
    /// # Errors
    /// The interrupt that the unknown value causes.
    pub fn known(&self, value: Value) -> Result<Value> {
        match &value {
            Value::Unknown(_) => match super::args::not_known(&value, &self.place()) {
                Some(interrupt) => Err(interrupt),
                None => Ok(value),
            },
            _ => Ok(value),
        }
    }

    /// Whether an exception that is raised here may be caught.
    pub(crate) fn may_be_caught(&self) -> bool {
        self.tries > 0
    }

    /// Whether it matters here that something is absent: a `try` is around it,
    /// or it is asked for by `hasattr`.
    pub(crate) fn may_be_absent(&self) -> bool {
        self.tries > 0 || self.asks > 0
    }

    /// A list.
    pub fn list(&self, items: Vec<Value>) -> Value {
        Value::List(Rc::new(List {
            items: items.into(),
            born: self.clock,
        }))
    }

    /// A dict of pairs; a later pair replaces an earlier one of an equal key.
    ///
    /// # Errors
    /// `TypeError` for a key that cannot be one.
    pub fn dict(&mut self, pairs: impl IntoIterator<Item = (Value, Value)>) -> Result<Value> {
        let mut entries = DictEntries::default();
        for (name, value) in pairs {
            let key = self.key(&name)?;
            entries.insert(key, name, value);
        }
        Ok(Value::Dict(Rc::new(Dict {
            entries: entries.into(),
            born: self.clock,
            factory: None,
            class: "dict",
        })))
    }

    /// A set.
    ///
    /// # Errors
    /// `TypeError` for an item that cannot be in one.
    pub fn set(&mut self, items: impl IntoIterator<Item = Value>, frozen: bool) -> Result<Value> {
        let mut entries = DictEntries::default();
        for item in items {
            let key = self.key(&item)?;
            match entries.get(&key) {
                None => drop(entries.insert(key, item, Value::None)),
                // Two are one where they are the same object, which numbers here are not.
                Some(_) if matches!(&item, Value::Float(float) if float.is_nan()) => {
                    return Err(self.unsupported("a second NaN in a set"));
                }
                Some(_) => {}
            }
        }
        Ok(Value::Set(Rc::new(Set {
            entries: entries.into(),
            frozen,
            born: self.clock,
        })))
    }

    /// An empty module of a name, for library code that fills it.
    pub fn module(&self, name: &str, native: Option<&'static ModuleTable>) -> Rc<Module> {
        Rc::new(Module {
            name: name.to_owned(),
            scope: self.watched_scope(ScopeKind::Module),
            native,
        })
    }
}

impl Drop for Interpreter {
    fn drop(&mut self) {
        self.tell_changed_modules();
        self.watched.empty();
    }
}
