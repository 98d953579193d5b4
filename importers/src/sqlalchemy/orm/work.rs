//! In which order a flush works: all rows of a class (or of classes that share rows) at one
//! place, which follows from the relationships that have something to do, and elsewhere from
//! the classes' names.
//!
//! A foreign key without a relationship decides nothing, as in SQLAlchemy.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use super::flush::Mapped;
use super::instance::state_of;
use super::load::stored_key;
use super::mapping::Mapper;
use super::path::Link;
use super::related::{self, Held};
use super::relationship::Relationship;
use crate::python::builtins::sort_by_rank;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Class, Value};

/// A class by which a session knows rows.
pub(super) type Root = *const Class;

/// Something that a flush does at one place. The order of the kinds is that in which
/// SQLAlchemy takes what could be done at once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Delete,
    Relate { for_deletes: bool },
    Save,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Action {
    kind: Kind,
    /// What orders those of a kind: the class, or class and relationship.
    name: String,
    subject: Subject,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Rows(Root),
    Relationship(*const Relationship),
}

/// A step of a flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Updates and inserts.
    Save(Root),
    /// The rows of a table between.
    Between(*const Relationship),
    /// Deletes.
    Delete(Root),
    /// What is left: classes that need each other, so that each object has a place of its own.
    Rest,
}

/// What is known of the objects of a flush.
#[derive(Default)]
struct Graph {
    actions: BTreeSet<Action>,
    edges: BTreeSet<(Action, Action)>,
}

/// The class by which a session knows the rows of a mapping.
pub(super) fn root_of(mapper: &Mapper) -> Root {
    mapper.root.as_ptr()
}

/// The steps for these objects.
///
/// # Errors
/// Where a relationship is not understood.
pub(super) fn steps(
    interpreter: &mut Interpreter,
    saved: &[Mapped],
    deleted: &[Mapped],
) -> Result<Vec<Step>> {
    let mut graph = Graph::default();
    let mut done = HashSet::new();
    let classes = || saved.iter().chain(deleted).map(|(own, _)| &own.class);
    for object @ (instance, mapper) in saved.iter().chain(deleted) {
        if !done.insert(Rc::as_ptr(&instance.class)) {
            continue;
        }
        let own = graph.rows(mapper);
        for (name, relationship) in related::relationships(&instance.class) {
            if relationship.is_view() {
                continue;
            }
            let path = relationship.path(interpreter, &object.1)?;
            let is_own = root_of(&path.mapper) == root_of(mapper);
            let is_there = !is_own && classes().any(|class| is_below(class, &path.class));
            let holds = |(other, _): &Mapped| {
                Rc::ptr_eq(&other.class, &instance.class) && holds_any(other, &name)
            };
            if is_there || saved.iter().chain(deleted).any(holds) {
                let other = graph.rows(&path.mapper);
                let declared = declaring(&instance.class, &name);
                graph.relate(
                    (&own, &other),
                    &path.link,
                    (format!("{declared}_{name}"), &relationship),
                );
            }
        }
    }
    Ok(graph.sorted())
}

fn is_below(class: &Rc<Class>, base: &Rc<Class>) -> bool {
    let mut above = class.above.iter();
    Rc::ptr_eq(class, base)
        || above.any(|above| matches!(above, Value::Class(above) if Rc::ptr_eq(base, above)))
}

/// What a class is called where classes are put in order.
fn name_of(class: &Class) -> String {
    format!("{}.{}", class.module, class.name)
}

/// The class that has a relationship itself.
fn declaring(class: &Rc<Class>, name: &Rc<str>) -> String {
    let mut all = vec![class];
    all.extend(class.above.iter().filter_map(|above| match above {
        Value::Class(above) => Some(above),
        _ => None,
    }));
    let declaring = all.iter().rev().find(|own| {
        let held = own.scope.get(name);
        held.is_some_and(|held| held.downcast::<Relationship>().is_some())
    });
    name_of(declaring.unwrap_or(&class))
}

/// Whether an object holds something of a relationship, read or given.
fn holds_any(instance: &Rc<crate::python::value::Instance>, name: &str) -> bool {
    match state_of(instance).held(name) {
        Some(Held::One { .. }) => true,
        Some(Held::Many(list)) => {
            let (came, went) = list.changes();
            !(list.items().is_empty() && came.is_empty() && went.is_empty())
        }
        None => false,
    }
}

/// The two things that are done with the rows of a class.
struct Rows {
    save: Action,
    delete: Action,
}

impl Graph {
    fn rows(&mut self, mapper: &Mapper) -> Rows {
        let subject = Subject::Rows(root_of(mapper));
        let name = mapper
            .root
            .upgrade()
            .map_or_else(String::new, |root| name_of(&root));
        let action = |kind| Action {
            kind,
            name: name.clone(),
            subject,
        };
        let rows = Rows {
            save: action(Kind::Save),
            delete: action(Kind::Delete),
        };
        self.actions
            .extend([rows.save.clone(), rows.delete.clone()]);
        self.edges.insert((rows.save.clone(), rows.delete.clone()));
        rows
    }

    /// What a relationship that has something to do needs, and what needs it.
    fn relate(
        &mut self,
        (own, other): (&Rows, &Rows),
        link: &Link,
        (name, relationship): (String, &Rc<Relationship>),
    ) {
        let action = |for_deletes| Action {
            kind: Kind::Relate { for_deletes },
            name: name.clone(),
            subject: Subject::Relationship(Rc::as_ptr(relationship)),
        };
        let (saved, deleted) = (action(false), action(true));
        let edges = match link {
            Link::There(_) => vec![
                (&own.save, &saved),
                (&saved, &other.save),
                (&saved, &other.delete),
                (&other.save, &own.delete),
                (&other.delete, &own.delete),
                (&deleted, &other.save),
                (&deleted, &other.delete),
            ],
            Link::Here(_) => vec![
                (&other.save, &saved),
                (&saved, &own.save),
                (&own.save, &other.delete),
                (&own.delete, &other.delete),
            ],
            Link::Through { .. } => vec![
                (&own.save, &saved),
                (&other.save, &saved),
                (&saved, &other.delete),
                (&deleted, &own.save),
                (&deleted, &other.save),
                (&deleted, &own.delete),
                (&deleted, &other.delete),
            ],
        };
        let edges = edges.into_iter().map(|(a, b)| (a.clone(), b.clone()));
        self.edges.extend(edges);
        self.actions.extend([saved, deleted]);
    }

    /// Round by round what needs nothing that is not done.
    fn sorted(self) -> Vec<Step> {
        let mut waiting: Vec<Action> = self.actions.into_iter().collect();
        let mut steps = Vec::new();
        while !waiting.is_empty() {
            let is_free = |action: &Action| {
                let mut needs = self.edges.iter().filter(|(_, own)| own == action);
                !needs.any(|(before, _)| waiting.contains(before))
            };
            let (free, rest): (Vec<_>, Vec<_>) =
                waiting.iter().cloned().partition(|action| is_free(action));
            if free.is_empty() {
                steps.push(Step::Rest);
                break;
            }
            steps.extend(free.into_iter().filter_map(|action| {
                Some(match (action.kind, action.subject) {
                    (Kind::Save, Subject::Rows(root)) => Step::Save(root),
                    (Kind::Delete, Subject::Rows(root)) => Step::Delete(root),
                    (Kind::Relate { for_deletes: false }, Subject::Relationship(own)) => {
                        Step::Between(own)
                    }
                    _ => return None,
                })
            }));
            waiting = rest;
        }
        steps
    }
}

/// Objects with rows in the order of their keys, in which they are written.
///
/// # Errors
/// As SQLAlchemy's, where keys cannot be compared.
pub(super) fn by_key(interpreter: &mut Interpreter, objects: Vec<Mapped>) -> Result<Vec<Mapped>> {
    let places = objects.iter().enumerate();
    let ranked = places.map(|(at, (instance, mapper))| {
        let mut key = stored_key(instance, mapper);
        let rank = match (key.len(), key.pop()) {
            (1, Some(only)) => only,
            (_, last) => Value::tuple(key.into_iter().chain(last).collect::<Vec<_>>()),
        };
        (rank, Value::Int(at as i128))
    });
    let ranked = ranked.collect();
    let sorted = sort_by_rank(interpreter, ranked)?;
    let in_order = sorted.into_iter().filter_map(|(_, at)| match at {
        Value::Int(at) => objects.get(usize::try_from(at).ok()?).cloned(),
        _ => None,
    });
    Ok(in_order.collect())
}
