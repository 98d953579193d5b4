//! The parts of an entry, by their names or by their places.

use std::rc::Rc;

use super::shape::Draft;
use super::strings::{is_sql, takes_back};
use super::{Reader, Unversioned};
use crate::diagnostic::Diagnostic;
use crate::python::value::{Class, Instance, Value};

/// Names of an entry's parts, in the order in which they are tried.
const VERSION: &[&str] = &["version", "id", "revision", "key", "number"];
const DESCRIPTION: &[&str] = &["description", "desc", "message", "title", "name", "comment"];
const STATEMENTS: &[&str] = &[
    "statements",
    "sql",
    "sqls",
    "queries",
    "query",
    "statement",
    "commands",
    "up_sql",
    "up_statements",
    "up",
    "upgrade",
    "script",
    "ddl",
    "steps",
];
const ROLLBACK: &[&str] = &[
    "rollback",
    "down",
    "downgrade",
    "rollback_sql",
    "rollback_statements",
    "down_sql",
    "down_statements",
    "revert",
    "undo",
    "backward",
    "backwards",
];
const FUNCTIONS: &[&str] = &[
    "up", "upgrade", "apply", "run", "migrate", "func", "function", "callable", "handler", "fn",
    "runner", "execute", "forward", "forwards", "__call__",
];

/// What an entry says.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) version: Option<Value>,
    pub(super) description: Option<Value>,
    /// What applies it: SQL, or a function.
    pub(super) statements: Option<Value>,
    /// What undoes it.
    pub(super) rollback: Option<Value>,
    /// The class that the entry is, if it is one.
    pub(super) owner: Option<Rc<Class>>,
}

impl Parts {
    /// The SQL that stands by its version.
    pub(super) fn of_version(version: &Value, statements: &Value) -> Self {
        Self {
            version: Some(version.clone()),
            statements: Some(statements.clone()),
            ..Self::default()
        }
    }
}

/// Whether a module with these names holds a migration.
pub(super) fn are_of_a_migration(has: impl Fn(&str) -> bool) -> bool {
    let mut does = STATEMENTS.iter().chain(FUNCTIONS);
    has("version") && does.any(|name| has(name))
}

fn is_known(name: &str) -> bool {
    [VERSION, DESCRIPTION, STATEMENTS, ROLLBACK, FUNCTIONS]
        .iter()
        .any(|names| names.contains(&name))
}

/// Whether there is nothing in it: the default of a field that an entry does not use.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::None => true,
        Value::List(list) => list.items.borrow().is_empty(),
        Value::Tuple(tuple) => tuple.is_empty(),
        value => value.as_str().is_some_and(|text| text.trim().is_empty()),
    }
}

/// A part that is found: its name, and what it is.
type Part = (&'static str, Value);

impl Reader {
    /// The version that the runner gives an entry which says none, where it counts them.
    pub(super) fn counted(
        &mut self,
        number: usize,
        key: Option<&Value>,
        value: &Value,
    ) -> Option<Value> {
        if self.unversioned == Unversioned::Refused || key.is_some() {
            return None;
        }
        let says_one = match value {
            Value::Str(_) | Value::Method(_) | Value::Native(_) => false,
            Value::Tuple(items) => is_version(items.first()),
            Value::List(list) => is_version(list.items.borrow().first()),
            other => self.told(other, VERSION).is_some(),
        };
        let number = i128::try_from(number).ok()?;
        (!says_one).then(|| Value::Int(number + 1))
    }

    /// The parts of a dict, an instance, a class or a module. `None` where that is refused.
    pub(super) fn named_parts(
        &mut self,
        draft: &mut Draft,
        key: Option<&Value>,
        value: &Value,
    ) -> Option<Parts> {
        let version = match key {
            Some(key) => Some(key.clone()),
            None => self.told(value, VERSION),
        };
        self.locate(draft, version.as_ref());
        let description = self.told(value, DESCRIPTION);
        self.unknown_parts(draft, value)?;
        let statements = self.applied_by(draft, value)?;
        let undone = self.all(value, ROLLBACK);
        let (empty, mut undone): (Vec<Part>, Vec<Part>) =
            undone.into_iter().partition(|(_, part)| is_empty(part));
        // A method that undoes what an entry has as SQL is its runner's.
        if undone.iter().any(|(_, part)| !is_method(part)) {
            undone.retain(|(_, part)| !is_method(part));
        }
        if undone.len() > 1 {
            self.two_parts(draft, &undone);
            return None;
        }
        let rollback = undone.into_iter().chain(empty).next();
        Some(Parts {
            version,
            description,
            statements,
            rollback: rollback.map(|(_, part)| part),
            owner: match value {
                Value::Class(class) => Some(class.clone()),
                _ => None,
            },
        })
    }

    fn is_done_by_a_method(&mut self, value: &Value) -> bool {
        matches!(value, Value::Instance(_))
            && self
                .all(value, STATEMENTS)
                .iter()
                .all(|(_, part)| is_method(part))
            && self
                .all(value, FUNCTIONS)
                .iter()
                .any(|(_, part)| is_method(part))
    }

    /// Whether an object does what the entry does when it is called.
    pub(super) fn is_step(&mut self, value: &Value) -> bool {
        matches!(value, Value::Instance(_))
            && value.is_callable()
            && self.all(value, STATEMENTS).is_empty()
    }

    /// The parts of a function that says its version itself: `up.version = 3`.
    pub(super) fn told_function(&mut self, draft: &mut Draft, function: &Value) -> Option<Parts> {
        let version = self.told(function, VERSION)?;
        self.locate(draft, Some(&version));
        let undone = self.all(function, ROLLBACK).into_iter().next();
        Some(Parts {
            version: Some(version),
            description: self.told(function, DESCRIPTION),
            statements: Some(function.clone()),
            rollback: undone.map(|(_, part)| part),
            owner: None,
        })
    }

    /// What applies an entry: of its SQL and its functions the one that is something. Which of
    /// two counts, only the runner knows.
    fn applied_by(&mut self, draft: &Draft, value: &Value) -> Option<Option<Value>> {
        let (methods, functions): (Vec<Part>, Vec<Part>) = self
            .all(value, FUNCTIONS)
            .into_iter()
            .filter(|(_, part)| part.is_callable())
            .partition(|(_, part)| is_method(part));
        let (empty, sql): (Vec<Part>, Vec<Part>) = self
            .all(value, STATEMENTS)
            .into_iter()
            .filter(|(_, part)| !part.is_callable())
            .partition(|(_, part)| is_empty(part));
        // The method of a class of entries runs their statements; that of a class which has the
        // statements itself is one entry's.
        let own_method = methods.iter().find(|(method, _)| {
            sql.iter()
                .any(|(sql, _)| are_of_one_class(value, sql, method))
        });
        let has_sql = !sql.is_empty() || !empty.is_empty();
        let mut what: Vec<Part> = sql.into_iter().chain(functions).collect();
        match own_method {
            Some(method) => what.push(method.clone()),
            None if !has_sql && what.is_empty() => what.extend(methods),
            None => {}
        }
        // What is called under no other name.
        if what.len() > 1 {
            what.retain(|(name, _)| *name != "__call__");
        }
        // One function by two names is one.
        what.dedup_by(|(_, second), (_, first)| second.is_same(first));
        if what.len() > 1 {
            self.two_parts(draft, &what);
            return None;
        }
        Some(what.into_iter().chain(empty).next().map(|(_, part)| part))
    }

    /// `(version, description, statements)`, `(version, statements)`, and
    /// either with statements to undo it at the end; without the version where
    /// that is the key.
    pub(super) fn positional_parts(
        &mut self,
        draft: &mut Draft,
        key: Option<&Value>,
        items: &[Value],
    ) -> Option<Parts> {
        let (version, rest) = match (key, items.split_first()) {
            (Some(key), _) => (key.clone(), items),
            (None, Some((first, rest))) => (first.clone(), rest),
            (None, None) => {
                self.wrong(draft, "is empty");
                return None;
            }
        };
        self.locate(draft, Some(&version));
        let (description, statements, rollback) = match rest {
            [statements] => (None, statements, None),
            [up, down, rest @ ..] if are_sql(&[up, down]) && !is_titled(up, down) => {
                let is_pair = rest.is_empty() && are_a_pair(up, down);
                if !is_pair {
                    self.unnamed_strings(draft);
                    return None;
                }
                (None, up, Some(down))
            }
            [description, statements] if description.as_str().is_some() => {
                (Some(description), statements, None)
            }
            [statements, rollback] => (None, statements, Some(rollback)),
            [description, statements, rollback] => (Some(description), statements, Some(rollback)),
            _ => {
                self.wrong(draft, &format!("has {} parts", items.len()));
                return None;
            }
        };
        let (statements, rollback) = match rollback {
            // Nothing to undo: the function is what the entry does.
            Some(function) if function.is_callable() && is_empty(statements) => (function, None),
            Some(function) if function.is_callable() && !statements.is_callable() => {
                self.wrong(
                    draft,
                    "has SQL and a function, and only its runner knows whether that undoes the SQL",
                );
                return None;
            }
            rollback => (statements, rollback),
        };
        Some(Parts {
            version: Some(version),
            description: description.cloned(),
            statements: Some(statements.clone()),
            rollback: rollback.cloned(),
            owner: None,
        })
    }

    /// Keys and attributes that bridge has no use for. `None` where one is a function: what
    /// calls it, and when, only the runner knows.
    fn unknown_parts(&mut self, draft: &Draft, value: &Value) -> Option<()> {
        let held: Vec<(String, Value)> = match value {
            Value::Dict(dict) => {
                let pairs = dict.entries.borrow().pairs();
                let named = |(key, value): (Value, Value)| Some((key.as_str()?.to_string(), value));
                pairs.into_iter().filter_map(named).collect()
            }
            Value::Instance(instance) => {
                let all = instance.scope.entries();
                let named = |(name, value): (std::rc::Rc<str>, Value)| (name.to_string(), value);
                all.into_iter().map(named).collect()
            }
            _ => Vec::new(),
        };
        let (functions, others): (Vec<_>, Vec<_>) = held
            .into_iter()
            .filter(|(name, _)| !is_known(&name.to_lowercase()))
            .partition(|(_, part)| part.is_callable());
        let is_dict = matches!(value, Value::Dict(_));
        // What an object holds is its method's, where it has no statements.
        let is_own = self.is_done_by_a_method(value);
        let others: Vec<String> = others
            .iter()
            .filter(|(name, part)| is_dict || !(is_own || name.starts_with('_') || is_empty(part)))
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        if !others.is_empty() {
            let warning = Diagnostic::warning(
                "list-unknown-key",
                format!(
                    "{} has {}, which bridge does not use.",
                    draft.name,
                    others.join(", ")
                ),
            );
            self.push(warning, draft.spot);
        }
        let (name, _) = match functions.first() {
            None => return Some(()),
            Some(first) => first,
        };
        let error = Diagnostic::error(
            "list-callable",
            format!(
                "{} has a function `{name}`, and only its runner knows when that is called.",
                draft.name
            ),
        )
        .help(
            "Let the function that applies the entry (`up`) call it, or take it out of the list.",
        );
        self.push(error, draft.spot.or(draft.element));
        None
    }

    fn unnamed_strings(&mut self, draft: &Draft) {
        let error = Diagnostic::error(
            "list-parts",
            format!(
                "{} has SQL in several places, and only its runner knows whether the second undoes \
                 the first.",
                draft.name
            ),
        )
        .help(
            "Write them as one list where all are run: (version, [first, second]). Where one undoes \
             the other: {\"version\": ..., \"up\": ..., \"down\": ...}.",
        );
        self.push(error, draft.spot.or(draft.element));
    }

    fn two_parts(&mut self, draft: &Draft, parts: &[Part]) {
        let names: Vec<String> = parts.iter().map(|(name, _)| format!("`{name}`")).collect();
        let error = Diagnostic::error(
            "list-parts",
            format!(
                "{} has {}, and only its runner knows which of them counts.",
                draft.name,
                names.join(" and ")
            ),
        )
        .help("Leave the one that is run. Where all are, let one function do it all.");
        self.push(error, draft.spot.or(draft.element));
    }

    /// The first of some names that says something; else the first that is there.
    fn told(&mut self, value: &Value, names: &[&'static str]) -> Option<Value> {
        let (empty, told): (Vec<Part>, Vec<Part>) = self
            .all(value, names)
            .into_iter()
            .partition(|(_, part)| is_empty(part));
        told.into_iter().chain(empty).next().map(|(_, part)| part)
    }

    /// All of some names that a value has. What an instance holds itself hides what its class
    /// makes of it, as far as there is something in it.
    fn all(&mut self, value: &Value, names: &[&'static str]) -> Vec<Part> {
        let found: Vec<Part> = names
            .iter()
            .filter_map(|name| Some((*name, self.part(value, name)?)))
            .collect();
        let Value::Instance(instance) = value else {
            return found;
        };
        let is_own = |(name, part): &Part| !is_empty(part) && holds(instance, name);
        if found.iter().any(is_own) {
            let kept = |part: &Part| is_own(part) || part.1.is_callable();
            return found.into_iter().filter(kept).collect();
        }
        found
    }

    /// A key of a dict, an attribute of anything else, in lower or upper case.
    fn part(&mut self, value: &Value, name: &str) -> Option<Value> {
        let upper = name.to_uppercase();
        match value {
            Value::Dict(dict) => {
                let entries = dict.entries.borrow();
                entries
                    .get_str(name)
                    .or_else(|| entries.get_str(&upper))
                    .cloned()
            }
            Value::Module(module) => module.scope.get(&upper).or_else(|| module.scope.get(name)),
            other => [name, upper.as_str()]
                .into_iter()
                .find_map(|name| self.interpreter.find_attribute(other, name).ok().flatten()),
        }
    }
}

/// Whether the first part of a tuple is its version: a number, or words that are no SQL.
fn is_version(first: Option<&Value>) -> bool {
    match first {
        Some(Value::Int(_)) => true,
        Some(value) => value.as_str().is_some_and(|text| !is_sql(&text)),
        None => false,
    }
}

fn are_sql(values: &[&Value]) -> bool {
    let mut values = values.iter();
    values.all(|value| value.as_str().is_some_and(|text| is_sql(&text)))
}

/// Whether the first is a description that is written like SQL: "Drop table a" beside `DROP TABLE a`.
fn is_titled(first: &Value, second: &Value) -> bool {
    let is_title = |value: &Value| {
        let text = value.as_str();
        let word = text
            .as_deref()
            .and_then(|text| text.split_whitespace().next());
        word.is_some_and(|word| {
            word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase)
        })
    };
    is_title(first) && !is_title(second)
}

fn are_a_pair(up: &Value, down: &Value) -> bool {
    match (up.as_str(), down.as_str()) {
        (Some(up), Some(down)) => takes_back(&up, &down),
        _ => false,
    }
}

fn is_method(value: &Value) -> bool {
    matches!(value, Value::Method(_))
}

fn holds(instance: &Instance, name: &str) -> bool {
    instance.scope.has(name) || instance.scope.has(&name.to_uppercase())
}

/// Whether the class that defines an instance's `method` has its `sql` as well.
fn are_of_one_class(value: &Value, sql: &str, method: &str) -> bool {
    let Value::Instance(instance) = value else {
        return false;
    };
    let defines =
        |class: &Class, name: &str| class.scope.has(name) || class.scope.has(&name.to_uppercase());
    let above = instance.class.above.iter().filter_map(|class| match class {
        Value::Class(class) => Some(&**class),
        _ => None,
    });
    let mut classes = std::iter::once(&*instance.class).chain(above);
    !holds(instance, sql)
        && classes
            .find(|class| defines(class, method))
            .is_some_and(|class| defines(class, sql))
}
