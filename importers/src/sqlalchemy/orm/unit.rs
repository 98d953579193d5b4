//! The objects of one flush: which are written, which leave, and who joins them because of
//! what they are related to.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::cascade;
use super::flush::{self, Mapped};
use super::history::History;
use super::instance::state_of;
use super::mapping::{Mapper, object_of};
use super::moves;
use super::path::Link;
use super::related;
use super::relationship::Relationship;
use super::store::Store;
use super::work::{Root, root_of};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Instance, Value};

/// One object of a flush.
struct Entry {
    object: Mapped,
    leaves: bool,
    /// Whether nothing is done with its own row.
    is_quiet: bool,
}

/// Rows of a table between: both objects.
type Pair = (*const Instance, *const Instance);

/// The objects of a flush.
pub(super) struct Unit<'a> {
    pub(super) store: &'a Rc<Store>,
    entries: Vec<Entry>,
    places: HashMap<*const Instance, usize>,
    /// What came to an object by a relationship to many.
    came: HashSet<(*const Relationship, *const Instance)>,
    /// Objects whose key changes, by the relationship that goes by it.
    rekeyed: HashSet<(*const Relationship, *const Instance)>,
    /// The rows between that are written already, by the names of both relationships.
    between: HashMap<Vec<Rc<str>>, HashSet<Pair>>,
}

/// How an object joins a flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// To be written, unless it leaves.
    Saved,
    /// To be written, also where it was to leave.
    Kept,
    /// To leave.
    Leaving,
    /// To hear of another key only: the database gives it to its row.
    Followed,
}

impl<'a> Unit<'a> {
    pub(super) fn new(store: &'a Rc<Store>) -> Self {
        Self {
            store,
            entries: Vec::new(),
            places: HashMap::new(),
            came: HashSet::new(),
            rekeyed: HashSet::new(),
            between: HashMap::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An object joins, where it is in the session.
    pub(super) fn register(&mut self, value: &Value, how: As) {
        let Some(object) = object_of(value) else {
            return;
        };
        let key = Rc::as_ptr(&object.0);
        if let Some(entry) = self
            .places
            .get(&key)
            .and_then(|at| self.entries.get_mut(*at))
        {
            if matches!(how, As::Kept | As::Leaving) {
                entry.leaves = how == As::Leaving;
                entry.is_quiet = false;
            }
            return;
        }
        if !self.store.has(value) {
            return;
        }
        self.places.insert(key, self.entries.len());
        self.entries.push(Entry {
            object,
            leaves: how == As::Leaving,
            is_quiet: how == As::Followed,
        });
    }

    fn entry(&self, instance: &Rc<Instance>) -> Option<&Entry> {
        let at = self.places.get(&Rc::as_ptr(instance))?;
        self.entries.get(*at)
    }

    /// Whether an object leaves.
    pub(super) fn leaves(&self, instance: &Rc<Instance>) -> bool {
        self.entry(instance).is_some_and(|entry| entry.leaves)
    }

    /// Whether an object is among them, and whether it leaves.
    pub(super) fn fate(&self, instance: &Rc<Instance>) -> Option<bool> {
        self.entry(instance).map(|entry| entry.leaves)
    }

    /// Nothing is done with an object's own row any more: another one takes it.
    pub(super) fn is_taken_over(&mut self, instance: &Rc<Instance>) {
        let at = self.places.get(&Rc::as_ptr(instance));
        if let Some(entry) = at.and_then(|at| self.entries.get_mut(*at)) {
            entry.is_quiet = true;
        }
    }

    /// The objects that are written, or that leave.
    pub(super) fn objects(&self, leaves: bool) -> Vec<Mapped> {
        let meant = self
            .entries
            .iter()
            .filter(|entry| entry.leaves == leaves && !entry.is_quiet);
        meant.map(|entry| entry.object.clone()).collect()
    }

    /// Those of one class, with those that share its rows.
    pub(super) fn of_root(&self, root: Root, leaves: bool) -> Vec<Mapped> {
        let mut all = self.objects(leaves);
        all.retain(|(_, mapper)| root_of(mapper) == root);
        all
    }

    /// All that were written or stayed as they are.
    pub(super) fn stay(&self) -> impl Iterator<Item = &Mapped> {
        let stay = self.entries.iter().filter(|entry| !entry.leaves);
        stay.map(|entry| &entry.object)
    }

    /// What the objects are related to joins them, until nothing does any more.
    ///
    /// # Errors
    /// Those of reading it.
    pub(super) fn gather(&mut self, interpreter: &mut Interpreter) -> Result<()> {
        let mut done: HashSet<(*const Instance, bool)> = HashSet::new();
        let mut at = 0;
        while let Some(entry) = self.entries.get(at) {
            let (object, leaves) = (entry.object.clone(), entry.leaves);
            let before = self.entries.len();
            if !entry.is_quiet && done.insert((Rc::as_ptr(&object.0), leaves)) {
                for (name, relationship) in related::relationships(&object.0.class) {
                    if relationship.is_view() {
                        continue;
                    }
                    match leaves {
                        true => self.of_leaving(interpreter, &object, (&name, &relationship))?,
                        false => self.of_saved(interpreter, &object, (&name, &relationship))?,
                    }
                }
            }
            at += 1;
            // Who was looked at already may leave by now.
            if at == self.entries.len() || before != self.entries.len() {
                let changed = self.entries.iter().take(at).position(|entry| {
                    entry.leaves
                        && !entry.is_quiet
                        && !done.contains(&(Rc::as_ptr(&entry.object.0), true))
                });
                at = changed.unwrap_or(at);
            }
        }
        Ok(())
    }

    fn leave_with(&mut self, interpreter: &mut Interpreter, child: &Value) -> Result<()> {
        for value in cascade::deleting(interpreter, child)? {
            self.register(&value, As::Leaving);
        }
        Ok(())
    }

    fn of_saved(
        &mut self,
        interpreter: &mut Interpreter,
        (instance, own): &Mapped,
        (name, relationship): (&Rc<str>, &Rc<Relationship>),
    ) -> Result<()> {
        let path = relationship.path(interpreter, own)?;
        moves::read_before(interpreter, relationship, &path, (instance, own), name)?;
        let is_rekeyed = match &path.link {
            Link::There(pairs) => is_rekeyed(interpreter, (instance, own), pairs)?,
            _ => false,
        };
        if is_rekeyed {
            let key = (Rc::as_ptr(relationship), Rc::as_ptr(instance));
            self.rekeyed.insert(key);
            if !relationship.leaves_updates() {
                related::read(
                    interpreter,
                    relationship,
                    &Value::Instance(instance.clone()),
                )?;
            }
        }
        let history = History::of(&state_of(instance), name);
        let deletes_orphans = relationship.cascade().orphan;
        if let Link::There(_) = &path.link {
            for child in &history.added {
                self.register(child, As::Kept);
                if let Value::Instance(child) = child {
                    let key = (Rc::as_ptr(relationship), Rc::as_ptr(child));
                    self.came.insert(key);
                }
            }
            if !deletes_orphans && !relationship.leaves_keys() {
                for child in &history.deleted {
                    self.register(child, As::Saved);
                }
            }
            if is_rekeyed {
                let how = match relationship.leaves_updates() {
                    true => As::Followed,
                    false => As::Saved,
                };
                for child in &history.unchanged {
                    self.register(child, how);
                }
            }
        }
        if deletes_orphans {
            for child in &history.deleted {
                if is_without_parent(relationship, child) {
                    self.leave_with(interpreter, child)?;
                }
            }
        }
        Ok(())
    }

    fn of_leaving(
        &mut self,
        interpreter: &mut Interpreter,
        (instance, own): &Mapped,
        (name, relationship): (&Rc<str>, &Rc<Relationship>),
    ) -> Result<()> {
        let path = relationship.path(interpreter, own)?;
        let cascade = relationship.cascade();
        let is_one = matches!(path.link, Link::Here(_));
        if is_one {
            moves::hold_known(interpreter, instance, name)?;
        }
        if is_one && !cascade.delete && !cascade.orphan {
            return Ok(());
        }
        moves::read_before(interpreter, relationship, &path, (instance, own), name)?;
        let object = Value::Instance(instance.clone());
        if !relationship.leaves_deletes() {
            cascade::read(interpreter, relationship, &object)?;
        }
        let history = History::of(&state_of(instance), name);
        match &path.link {
            Link::There(_) => {
                for child in &history.deleted {
                    if is_without_parent(relationship, child) {
                        let how = match cascade.orphan {
                            true => As::Leaving,
                            false => As::Saved,
                        };
                        self.register(child, how);
                    }
                }
                if !cascade.delete && !relationship.leaves_keys() {
                    for child in &history.unchanged {
                        self.register(child, As::Saved);
                    }
                }
            }
            Link::Here(_) => {
                let mut children = history.added;
                children.extend(history.unchanged);
                if cascade.orphan {
                    children.extend(history.deleted);
                }
                for child in children {
                    self.leave_with(interpreter, &child)?;
                }
            }
            Link::Through { .. } => {}
        }
        Ok(())
    }

    /// Whether an object came to another one by a relationship in this flush.
    pub(super) fn has_come(&self, relationship: &Rc<Relationship>, child: &Rc<Instance>) -> bool {
        let key = (Rc::as_ptr(relationship), Rc::as_ptr(child));
        self.came.contains(&key)
    }

    /// Whether an object gets another key, by which those of a relationship know it.
    pub(super) fn is_rekeyed(
        &self,
        relationship: &Rc<Relationship>,
        instance: &Rc<Instance>,
    ) -> bool {
        let key = (Rc::as_ptr(relationship), Rc::as_ptr(instance));
        self.rekeyed.contains(&key)
    }

    /// Whether nothing is done with an object's own row.
    pub(super) fn is_quiet(&self, instance: &Rc<Instance>) -> bool {
        self.entry(instance).is_some_and(|entry| entry.is_quiet)
    }

    /// Whether the other side of a relationship has written a row between.
    pub(super) fn is_written_between(&self, names: &[Rc<str>], pair: Pair) -> bool {
        self.between
            .get(names)
            .is_some_and(|all| all.contains(&pair))
    }

    /// Rows between are written; the other side need not do it.
    pub(super) fn written_between(&mut self, names: Vec<Rc<str>>, pairs: Vec<Pair>) {
        self.between.entry(names).or_default().extend(pairs);
    }
}

/// Whether what others know an object by changes with this flush.
fn is_rekeyed(
    interpreter: &mut Interpreter,
    (instance, own): (&Rc<Instance>, &Rc<Mapper>),
    pairs: &[(String, String)],
) -> Result<bool> {
    let state = state_of(instance);
    if !state.is_stored() {
        return Ok(false);
    }
    let changed = flush::changes(interpreter, instance, own)?;
    let is_source = |column: &str| pairs.iter().any(|(source, _)| source == column);
    Ok(changed.iter().any(|(attribute, _)| {
        is_source(&attribute.column) && state.stored_value(&attribute.name).is_some()
    }))
}

/// Whether an object is known to have no owner by a relationship.
pub(super) fn is_without_parent(relationship: &Rc<Relationship>, child: &Value) -> bool {
    object_of(child).is_some_and(|(child, _)| !state_of(&child).has_parent(relationship, false))
}
