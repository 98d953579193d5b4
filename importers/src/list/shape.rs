//! From the value of `MIGRATIONS` to entries: the shapes that teams write.

use std::rc::Rc;

use super::called::Called;
use super::lines::Spot;
use super::parts::{Parts, are_of_a_migration};
use super::program::{self as list_program, NoProgram};
use super::strings::no_statement;
use super::{Entry, Reader, Statement};
use crate::diagnostic::Diagnostic;
use crate::python::value::{Module, Value};
use crate::script::Origin;

/// Whether a module of a package holds a migration.
pub(super) fn is_migration(module: &Rc<Module>) -> bool {
    let has = |name: &str| module.scope.has(name) || module.scope.has(&name.to_uppercase());
    module.scope.has("MIGRATION") || are_of_a_migration(has)
}

/// An entry that is being read.
pub(super) struct Draft {
    /// How messages call it.
    pub(super) name: String,
    pub(super) spot: Option<Spot>,
    /// The entry's element of the list, where its version is not found.
    pub(super) element: Option<Spot>,
}

impl Reader {
    /// The whole list.
    pub(super) fn list(&mut self, value: &Value) {
        match value {
            Value::Dict(dict) => {
                let pairs = dict.entries.borrow().pairs();
                for (number, (key, value)) in pairs.into_iter().enumerate() {
                    self.entry(number, Some(&key), &value);
                }
            }
            Value::List(_) | Value::Tuple(_) | Value::Object(_) => {
                match self.interpreter.iterate(value) {
                    Ok(items) => {
                        for (number, item) in items.iter().enumerate() {
                            self.entry(number, None, item);
                        }
                    }
                    Err(interrupt) => {
                        let error = self.interpreter.diagnose(interrupt);
                        self.result.diagnostics.push(error);
                    }
                }
            }
            other => {
                let error = Diagnostic::error(
                    "list-shape",
                    format!(
                        "`MIGRATIONS` is {}, and not a list of entries.",
                        described(other)
                    ),
                );
                let spot = self.literals.list;
                self.push(error, spot);
            }
        }
    }

    /// One entry; `key` is its version where the list is a dict by version.
    pub(super) fn entry(&mut self, number: usize, key: Option<&Value>, value: &Value) {
        let mut draft = Draft {
            name: format!("Entry {} of MIGRATIONS", number + 1),
            spot: None,
            element: self.literals.entry(number),
        };
        if let Value::Module(module) = value
            && let Some(inner) = module.scope.get("MIGRATION")
        {
            return self.entry(number, key, &inner);
        }
        let counted = self.counted(number, key, value);
        let key = counted.as_ref().or(key);
        let is_step = key.is_some() && self.is_step(value);
        let parts = match value {
            Value::Unknown(unknown) => {
                let message = format!(
                    "{} depends on {}, which is not known.",
                    draft.name, unknown.what
                );
                let mut error = Diagnostic::error(unknown.code, message);
                error.help.clone_from(&unknown.help);
                let error = unknown.place.mark(error);
                return self.result.diagnostics.push(error);
            }
            Value::Function(_) if key.is_some() => key.map(|key| Parts::of_version(key, value)),
            Value::Function(_) => match self.told_function(&mut draft, value) {
                Some(parts) => Some(parts),
                None => return self.without_version(&draft, "a function"),
            },
            Value::Method(_) | Value::Native(_) => match key {
                Some(key) => Some(Parts::of_version(key, value)),
                None => return self.without_version(&draft, "a function"),
            },
            Value::Instance(_) | Value::Object(_) if is_step || value.type_name() == "partial" => {
                match key {
                    Some(key) => Some(Parts::of_version(key, value)),
                    None => return self.without_version(&draft, "a function"),
                }
            }
            Value::Dict(_)
            | Value::Instance(_)
            | Value::Class(_)
            | Value::Module(_)
            | Value::Object(_) => self.named_parts(&mut draft, key, value),
            Value::Tuple(items) => self.positional_parts(&mut draft, key, items),
            Value::List(list) => {
                let items = list.items.borrow().clone();
                // What stands by its version may be the statements at once.
                match key {
                    Some(key) if items.iter().all(|item| item.as_str().is_some()) => {
                        Some(Parts::of_version(key, value))
                    }
                    _ => self.positional_parts(&mut draft, key, &items),
                }
            }
            other => match (other, key) {
                (Value::Str(_), Some(key)) => Some(Parts::of_version(key, value)),
                (Value::Str(_), None) => return self.without_version(&draft, "a string"),
                _ => {
                    let what = described(other);
                    self.wrong(&draft, &format!("is {what}"));
                    None
                }
            },
        };
        if let Some(parts) = parts {
            self.finish(draft, parts);
        }
    }

    fn finish(&mut self, mut draft: Draft, parts: Parts) {
        let Parts {
            version,
            description,
            statements,
            rollback,
            owner,
        } = parts;
        let version = match version {
            Some(Value::Int(number)) => number.to_string(),
            Some(value) => match value.as_str() {
                Some(text) if !text.is_empty() => text.to_string(),
                _ => return self.wrong(&draft, "has a version that is no string"),
            },
            None => return self.wrong(&draft, "has no version"),
        };
        let description = match description {
            None | Some(Value::None) => String::new(),
            Some(value) => match value.as_str() {
                Some(text) => text.to_string(),
                None => return self.wrong(&draft, "has a description that is no string"),
            },
        };
        draft.name = format!("Entry '{version}'");
        self.locate(&mut draft, Some(&Value::str(&version)));
        let Some(statements) = statements else {
            return self.wrong(&draft, "has no statements");
        };
        let mut called = |value: &Value| {
            let (interpreter, list) = (&mut self.interpreter, self.home.as_ref());
            Called::of(interpreter, value, owner.as_ref(), list)
        };
        let up = called(&statements);
        let down = rollback.as_ref().and_then(called);
        let program = match (&up, &down) {
            (None, None) => None,
            _ => match list_program::of_functions(
                up.as_ref(),
                down.as_ref(),
                &self.modules,
                &mut self.outlines,
            ) {
                Ok(program) => Some(program),
                Err(_) if up.is_none() => None,
                Err(why) => return self.no_program(&draft, why),
            },
        };
        let statements = match up {
            Some(_) => Vec::new(),
            None => match self.statements(&draft, &statements) {
                Some(statements) => statements,
                None => return,
            },
        };
        let rollback = match rollback {
            None | Some(Value::None) => None,
            Some(_) if down.is_some() && program.is_some() => None,
            Some(value) if value.is_callable() => {
                let warning = Diagnostic::warning(
                    "list-callable",
                    format!(
                        "{} is undone by a function, which bridge does not run.",
                        draft.name
                    ),
                )
                .help("The revision cannot be downgraded, unless its inverse can be derived.");
                self.push(warning, draft.spot);
                None
            }
            Some(value) => match self.statements(&draft, &value) {
                Some(statements) if statements.is_empty() => None,
                Some(statements) => Some(statements),
                None => return,
            },
        };
        if statements.is_empty() && up.is_none() {
            let note = Diagnostic::note("list-empty", format!("{} has no statement.", draft.name));
            self.push(note, draft.spot);
        }
        let (path, line) = self.place(draft.spot.or(draft.element));
        self.last = draft.spot.or(self.last);
        self.result.entries.push(Entry {
            version,
            description,
            statements,
            rollback,
            program,
            path,
            line,
        });
    }

    /// One string or several.
    fn statements(&mut self, draft: &Draft, value: &Value) -> Option<Vec<Statement>> {
        let items = match value {
            Value::None => Vec::new(),
            value if value.as_str().is_some() => vec![value.clone()],
            value if value.is_callable() => {
                self.callable(draft);
                return None;
            }
            Value::List(_) | Value::Tuple(_) | Value::Object(_) => {
                match self.interpreter.iterate(value) {
                    Ok(items) => items,
                    Err(interrupt) => {
                        let error = self.interpreter.diagnose(interrupt);
                        self.push(error, draft.spot);
                        return None;
                    }
                }
            }
            Value::Unknown(_) => vec![value.clone()],
            other => {
                let what = described(other);
                self.wrong(draft, &format!("has statements that are {what}"));
                return None;
            }
        };
        let mut statements = Vec::new();
        let mut last = draft.spot;
        for (number, item) in items.iter().enumerate() {
            let Some(sql) = item.as_str() else {
                self.not_a_statement(draft, number, item);
                return None;
            };
            let found = self.literals.find(&sql, last);
            let spot = found.or(draft.spot);
            if let Some(word) = no_statement(&sql) {
                self.wrong_statement(draft, &sql, &word, spot);
                return None;
            }
            // A constant defined above is no place to go on from.
            if last.is_none_or(|last| found.is_some_and(|found| found > last)) {
                last = found;
            }
            if sql.trim().is_empty() {
                let note = Diagnostic::note(
                    "list-empty",
                    format!(
                        "Statement {} of {} is empty.",
                        number + 1,
                        lower(&draft.name)
                    ),
                );
                self.push(note, spot);
                continue;
            }
            let (file, line) = self.place(spot);
            let file = file.rsplit('/').next().unwrap_or(&file).to_owned();
            statements.push(Statement {
                sql: sql.to_string(),
                origin: Origin { file, line },
            });
        }
        Some(statements)
    }

    fn not_a_statement(&mut self, draft: &Draft, number: usize, item: &Value) {
        match item {
            Value::Unknown(unknown) => {
                let message = format!(
                    "Statement {} of {} depends on {}, which is not known.",
                    number + 1,
                    lower(&draft.name),
                    unknown.what
                );
                let mut error = Diagnostic::error(unknown.code, message);
                error.help.clone_from(&unknown.help);
                let error = unknown.place.mark(error);
                self.push(error, draft.spot);
            }
            item if item.is_callable() => self.callable(draft),
            other => {
                let what = described(other);
                self.wrong(
                    draft,
                    &format!("has a statement ({}) that is {what}", number + 1),
                );
            }
        }
    }

    /// Finds the line of the version.
    pub(super) fn locate(&self, draft: &mut Draft, version: Option<&Value>) {
        if let Some(version) = version.and_then(Value::as_str)
            && draft.spot.is_none()
        {
            draft.spot = self
                .literals
                .find(&version, self.last.or(self.literals.list));
            draft.name = format!("Entry '{version}'");
        }
    }

    fn place(&self, spot: Option<Spot>) -> (String, usize) {
        let spot = spot.or(self.literals.list);
        let file = spot.and_then(|spot| self.literals.files.get(spot.file));
        match (spot, file) {
            (Some(spot), Some(file)) => (file.shown.clone(), spot.line),
            _ => (self.file.shown.clone(), 1),
        }
    }

    pub(super) fn push(&mut self, mut diagnostic: Diagnostic, spot: Option<Spot>) {
        if diagnostic.path.is_none() {
            let spot = spot.or(self.literals.list);
            let file = spot.and_then(|spot| self.literals.files.get(spot.file));
            diagnostic = match (spot, file) {
                (Some(spot), Some(file)) => {
                    diagnostic.at(&file.shown).span(file.line_span(spot.line))
                }
                _ => diagnostic.at(&self.file.shown),
            };
        }
        self.result.diagnostics.push(diagnostic);
    }

    pub(super) fn wrong(&mut self, draft: &Draft, what: &str) {
        let error = Diagnostic::error("list-shape", format!("{} {what}.", draft.name)).help(
            "An entry has a version, a description and statements: a dict with these keys, a \
             tuple in this order, or an object with these attributes.",
        );
        self.push(error, draft.spot.or(draft.element));
    }

    /// Who numbers the entries is the runner.
    fn without_version(&mut self, draft: &Draft, what: &str) {
        let error = Diagnostic::error(
            "list-shape",
            format!("{} is {what} without a version.", draft.name),
        )
        .help(
            "Give each entry the version under which it is recorded as applied. Where the runner \
             counts them: MIGRATIONS = dict(enumerate([...], 1)). Where it keeps the count in \
             PRAGMA user_version: `user_version = \"count\"` under the source in bridge.toml.",
        );
        self.push(error, draft.spot.or(draft.element));
    }

    fn wrong_statement(&mut self, draft: &Draft, sql: &str, word: &str, spot: Option<Spot>) {
        let line = sql.trim().lines().next().unwrap_or_default();
        let error = Diagnostic::error(
            "list-shape",
            format!(
                "{} has `{line}` as its statement, and no statement begins with `{word}`.",
                draft.name
            ),
        )
        .help(
            "Where entries are table, column and type, write what the runner makes of them: \
             MIGRATIONS = [(f\"{table}.{column}\", f\"ALTER TABLE {table} ADD COLUMN {column} {type}\") \
             for table, column, type in COLUMNS].",
        );
        self.push(error, spot.or(draft.element));
    }

    fn no_program(&mut self, draft: &Draft, why: NoProgram) {
        let name = match why {
            NoProgram::Unnamed => return self.callable(draft),
            NoProgram::Stops(error) => return self.push(*error, draft.spot.or(draft.element)),
            NoProgram::Takes(count) => {
                let error = Diagnostic::error(
                    "list-callable",
                    format!(
                        "{} is a function that takes {count} arguments, and bridge gives it the \
                         connection only.",
                        draft.name
                    ),
                )
                .help("Give the others a default: what the runner gives on SQLite.");
                return self.push(error, draft.spot.or(draft.element));
            }
            NoProgram::Changed(name) => name,
        };
        let error = Diagnostic::error(
            "list-callable",
            format!(
                "{} is a function that depends on `{name}`, which other code of the file changes.",
                draft.name
            ),
        )
        .help(format!(
            "Give `{name}` its value where it is defined, or make it within the function."
        ));
        self.push(error, draft.spot.or(draft.element));
    }

    pub(super) fn callable(&mut self, draft: &Draft) {
        let error = Diagnostic::error(
            "list-callable",
            format!(
                "{} is Python code that cannot be kept as a program.",
                draft.name
            ),
        )
        .help(
            "Define the function with `def` in a module, and let the entry have either it or SQL \
             strings.",
        );
        self.push(error, draft.spot.or(draft.element));
    }
}

/// A value as messages name it.
fn described(value: &Value) -> String {
    match value {
        Value::None => "None".to_owned(),
        Value::Unknown(unknown) => unknown.what.clone(),
        other => {
            let name = other.type_name();
            let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            format!("{article} {name}")
        }
    }
}

/// For the middle of a sentence.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
