//! In which order a flush works: all rows of a class (or of classes that share rows) at one
//! place, which follows from the relationships that have something to do, and elsewhere from
//! the classes' names. Where classes need each other, each object has a place of its own.
//!
//! A foreign key without a relationship decides nothing, as in SQLAlchemy.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::flush::Mapped;
use super::history::History;
use super::inheritance::is_below;
use super::instance::state_of;
use super::load::stored_key;
use super::mapping::{Mapper, object_of};
use super::path::Link;
use super::related;
use super::relationship::Relationship;
use super::unit::Unit;
use crate::python::builtins::sort_by_rank;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Class, Instance, Value};

/// A class by which a session knows rows.
pub(super) type Root = *const Class;

/// Something that a flush does at one place. The order of the kinds is that in which
/// SQLAlchemy takes what could be done at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Delete,
    Relate { for_deletes: bool },
    Save,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Action {
    kind: Kind,
    /// What orders those of a kind: the class, or class and relationship.
    name: Rc<str>,
    subject: Subject,
    /// The object whose place it is, where each has its own.
    only: Option<*const Instance>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Subject {
    Rows(Root),
    Relationship(*const Relationship),
}

/// What a step does.
pub(super) enum What {
    /// Updates and inserts.
    Save,
    /// What follows from a relationship, for objects that are written or that leave.
    Relate(Rc<Relationship>, bool),
    /// Deletes.
    Delete,
}

/// A step of a flush.
pub(super) struct Step {
    pub(super) what: What,
    root: Root,
    /// The objects; all of the class, where they are not named.
    only: Option<HashSet<*const Instance>>,
    /// Whether SQLAlchemy could do something else before.
    pub(super) is_uncertain: bool,
}

impl Step {
    /// Whether its objects are some of their class, for each has a place of its own.
    pub(super) fn is_of_some(&self) -> bool {
        self.only.is_some()
    }

    /// The objects, as far as they still have something to do.
    pub(super) fn objects(&self, unit: &Unit<'_>) -> Vec<Mapped> {
        let leaves = match &self.what {
            What::Save => false,
            What::Delete => true,
            What::Relate(_, leaves) => *leaves,
        };
        match &self.only {
            // In the order in which they came to the session.
            Some(only) => {
                let mut objects = unit.objects(leaves);
                objects.retain(|(own, _)| only.contains(&Rc::as_ptr(own)));
                objects
            }
            None => {
                let mut all = unit.of_root(self.root, leaves);
                if let What::Relate(relationship, _) = &self.what
                    && let Some((class, _)) = relationship.place()
                {
                    all.retain(|(own, _)| is_below(&own.class, &class));
                }
                all
            }
        }
    }
}

/// The class by which a session knows the rows of a mapping.
pub(super) fn root_of(mapper: &Mapper) -> Root {
    mapper.root.as_ptr()
}

/// A relationship that has something to do.
struct Relating {
    relationship: Rc<Relationship>,
    link: Way,
    own: Root,
    other: Root,
    name: Rc<str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    There,
    Here,
    Through,
}

/// What is known of the objects of a flush.
#[derive(Default)]
struct Graph {
    actions: BTreeSet<Action>,
    edges: BTreeSet<(Action, Action)>,
    relating: Vec<Relating>,
}

/// The steps for these objects.
///
/// # Errors
/// Where a relationship is not understood.
pub(super) fn steps(interpreter: &mut Interpreter, unit: &Unit<'_>) -> Result<Vec<Step>> {
    let mut graph = Graph::default();
    let (saved, deleted) = (unit.objects(false), unit.objects(true));
    let mut classes: Vec<(Mapped, Vec<Mapped>)> = Vec::new();
    for object @ (instance, _) in saved.iter().chain(&deleted) {
        let known = classes
            .iter_mut()
            .find(|((own, _), _)| Rc::ptr_eq(&own.class, &instance.class));
        match known {
            Some((_, all)) => all.push(object.clone()),
            None => classes.push((object.clone(), vec![object.clone()])),
        }
    }
    for ((first, mapper), objects) in &classes {
        graph.rows(mapper);
        for (name, relationship) in related::relationships(&first.class) {
            if relationship.is_view() {
                continue;
            }
            let path = relationship.path(interpreter, mapper)?;
            let is_own = root_of(&path.mapper) == root_of(mapper);
            let mut all = classes.iter();
            let is_there = !is_own && all.any(|((own, _), _)| is_below(&own.class, &path.class));
            let holds = |(own, _): &Mapped| !History::of(&state_of(own), &name).is_empty();
            if is_there || objects.iter().any(holds) {
                graph.rows(&path.mapper);
                let declared = declaring(&first.class, &name);
                graph.relate(Relating {
                    link: match &path.link {
                        Link::There(_) => Way::There,
                        Link::Here(_) => Way::Here,
                        Link::Through { .. } => Way::Through,
                    },
                    own: root_of(mapper),
                    other: root_of(&path.mapper),
                    name: format!("{declared}_{name}").into(),
                    relationship,
                });
            }
        }
    }
    let cycle = graph.cycle();
    graph.divide(unit, &cycle);
    Ok(graph.sorted())
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

impl Action {
    fn rows(kind: Kind, root: Root, name: &Rc<str>) -> Self {
        Self {
            kind,
            name: name.clone(),
            subject: Subject::Rows(root),
            only: None,
        }
    }

    fn of(&self, only: *const Instance) -> Self {
        Self {
            only: Some(only),
            ..self.clone()
        }
    }
}

impl Relating {
    fn action(&self, for_deletes: bool) -> Action {
        Action {
            kind: Kind::Relate { for_deletes },
            name: self.name.clone(),
            subject: Subject::Relationship(Rc::as_ptr(&self.relationship)),
            only: None,
        }
    }

    /// The places of what an object holds: of those that are written, and those that leave.
    fn others(
        &self,
        unit: &Unit<'_>,
        instance: &Rc<Instance>,
    ) -> Option<Vec<(Rc<Instance>, bool)>> {
        let (_, name) = self.relationship.place()?;
        let state = state_of(instance);
        state.held(&name)?;
        let history = History::of(&state, &name);
        if history.is_empty() {
            return None;
        }
        let all = [history.added, history.unchanged, history.deleted].concat();
        let all = all.iter().filter_map(object_of);
        let fate = |(other, _): Mapped| Some((other.clone(), unit.fate(&other)?));
        Some(all.filter_map(fate).collect())
    }
}

impl Graph {
    fn rows(&mut self, mapper: &Mapper) {
        let name: Rc<str> = mapper
            .root
            .upgrade()
            .map_or_else(String::new, |root| name_of(&root))
            .into();
        let root = root_of(mapper);
        let save = Action::rows(Kind::Save, root, &name);
        let delete = Action::rows(Kind::Delete, root, &name);
        self.actions.extend([save.clone(), delete.clone()]);
        self.edges.insert((save, delete));
    }

    fn of_rows(&self, kind: Kind, root: Root) -> Option<Action> {
        let mut all = self.actions.iter();
        all.find(|own| own.kind == kind && own.subject == Subject::Rows(root) && own.only.is_none())
            .cloned()
    }

    /// What a relationship that has something to do needs, and what needs it.
    fn relate(&mut self, one: Relating) {
        let of_rows = |kind, root| self.of_rows(kind, root);
        let (Some(own_save), Some(own_delete), Some(other_save), Some(other_delete)) = (
            of_rows(Kind::Save, one.own),
            of_rows(Kind::Delete, one.own),
            of_rows(Kind::Save, one.other),
            of_rows(Kind::Delete, one.other),
        ) else {
            return;
        };
        let (saved, deleted) = (one.action(false), one.action(true));
        let edges = match one.link {
            Way::There => vec![
                (&own_save, &saved),
                (&saved, &other_save),
                (&saved, &other_delete),
                (&other_save, &own_delete),
                (&other_delete, &own_delete),
                (&deleted, &other_save),
                (&deleted, &other_delete),
            ],
            Way::Here => vec![
                (&other_save, &saved),
                (&saved, &own_save),
                (&own_save, &other_delete),
                (&own_delete, &other_delete),
            ],
            Way::Through => vec![
                (&own_save, &saved),
                (&other_save, &saved),
                (&saved, &other_delete),
                (&deleted, &own_save),
                (&deleted, &other_save),
                (&deleted, &own_delete),
                (&deleted, &other_delete),
            ],
        };
        let edges = edges.into_iter().map(|(a, b)| (a.clone(), b.clone()));
        self.edges.extend(edges.collect::<Vec<_>>());
        self.actions.extend([saved, deleted]);
        let is_known = |own: &Relating| Rc::ptr_eq(&own.relationship, &one.relationship);
        if !self.relating.iter().any(is_known) {
            self.relating.push(one);
        }
    }

    /// The actions that need themselves.
    fn cycle(&self) -> BTreeSet<Action> {
        let mut behind: HashMap<&Action, Vec<&Action>> = HashMap::new();
        for (before, after) in &self.edges {
            behind.entry(before).or_default().push(after);
        }
        let needs_itself = |own: &&Action| {
            let mut seen: HashSet<&Action> = HashSet::new();
            let mut stack = vec![*own];
            while let Some(action) = stack.pop() {
                for after in behind.get(action).into_iter().flatten() {
                    if after == own {
                        return true;
                    }
                    if seen.insert(after) {
                        stack.push(after);
                    }
                }
            }
            false
        };
        self.actions.iter().filter(needs_itself).cloned().collect()
    }

    /// Gives each object of what needs itself a place of its own.
    fn divide(&mut self, unit: &Unit<'_>, cycle: &BTreeSet<Action>) {
        if cycle.is_empty() {
            return;
        }
        let mut divided: BTreeMap<Action, Vec<Action>> = BTreeMap::new();
        let mut disabled: BTreeSet<Action> = BTreeSet::new();
        let mut added = Vec::new();
        for action in cycle {
            let Subject::Rows(root) = action.subject else {
                divided.insert(action.clone(), Vec::new());
                continue;
            };
            let leaves = action.kind == Kind::Delete;
            let opposite = match leaves {
                true => self.of_rows(Kind::Save, root),
                false => self.of_rows(Kind::Delete, root),
            };
            let objects = unit.of_root(root, leaves);
            let own: Vec<Action> = objects
                .iter()
                .map(|(instance, _)| action.of(Rc::as_ptr(instance)))
                .collect();
            for one in &own {
                if let Some(opposite) = &opposite {
                    added.push(match leaves {
                        true => (opposite.clone(), one.clone()),
                        false => (one.clone(), opposite.clone()),
                    });
                }
            }
            divided.insert(action.clone(), own);
            for one in self.relating.iter().filter(|one| one.own == root) {
                disabled.insert(one.action(leaves));
                added.extend(self.places(unit, one, &objects, leaves, cycle));
            }
        }
        self.edges.extend(added);
        let is_off = |own: &Action| disabled.contains(own);
        let mut edges = BTreeSet::new();
        for (before, after) in std::mem::take(&mut self.edges) {
            if is_off(&before) || is_off(&after) {
                continue;
            }
            match (divided.get(&before), divided.get(&after)) {
                (Some(_), Some(_)) => {}
                (Some(all), None) => {
                    edges.extend(all.iter().map(|own| (own.clone(), after.clone())));
                }
                (None, Some(all)) => {
                    edges.extend(all.iter().map(|own| (before.clone(), own.clone())));
                }
                (None, None) => {
                    edges.insert((before, after));
                }
            }
        }
        self.actions
            .retain(|own| !cycle.contains(own) && !is_off(own));
        self.actions.extend(divided.into_values().flatten());
        for (before, after) in &edges {
            for own in [before, after] {
                if own.only.is_some() {
                    self.actions.insert(own.clone());
                }
            }
        }
        self.edges = edges;
    }

    /// What one relationship needs, object by object.
    fn places(
        &self,
        unit: &Unit<'_>,
        one: &Relating,
        objects: &[Mapped],
        leaves: bool,
        cycle: &BTreeSet<Action>,
    ) -> Vec<(Action, Action)> {
        let rows = |kind, root| self.of_rows(kind, root);
        let (Some(own), Some(save), Some(delete)) = (
            rows(if leaves { Kind::Delete } else { Kind::Save }, one.own),
            rows(Kind::Save, one.other),
            rows(Kind::Delete, one.other),
        ) else {
            return Vec::new();
        };
        let is_divided = cycle.contains(&save);
        let mut edges = Vec::new();
        let class = one.relationship.place().map(|(class, _)| class);
        for (instance, _) in objects {
            if !class
                .as_ref()
                .is_some_and(|class| is_below(&instance.class, class))
            {
                continue;
            }
            let Some(others) = one.others(unit, instance) else {
                continue;
            };
            let place = one.action(leaves).of(Rc::as_ptr(instance));
            let parent = own.of(Rc::as_ptr(instance));
            let children: Vec<(Action, bool)> = match is_divided {
                true => others
                    .iter()
                    .map(|(other, leaves)| {
                        let rows = if *leaves { &delete } else { &save };
                        (rows.of(Rc::as_ptr(other)), *leaves)
                    })
                    .collect(),
                false => vec![(save.clone(), false), (delete.clone(), true)],
            };
            // Also where nothing of it has a place, it is done.
            edges.push(match (one.link, leaves) {
                (Way::Here, false) => (place.clone(), parent.clone()),
                (_, false) => (parent.clone(), place.clone()),
                (_, true) => (place.clone(), parent.clone()),
            });
            for (child, child_leaves) in children {
                let child = &child;
                let new = match (one.link, leaves, child_leaves) {
                    (Way::There, false, _) => vec![(&place, child), (&parent, child)],
                    (Way::There, true, _) => vec![(&place, child), (child, &parent)],
                    (Way::Here, false, false) => vec![(child, &place)],
                    (Way::Here, true, true) => vec![(&parent, child)],
                    (Way::Here, _, _) => Vec::new(),
                    (Way::Through, false, false) => vec![(child, &place)],
                    (Way::Through, false, true) => vec![(&place, child)],
                    (Way::Through, true, _) => vec![(&place, child)],
                };
                edges.extend(new.into_iter().map(|(a, b)| (a.clone(), b.clone())));
            }
        }
        edges.retain(|(before, after)| before != after);
        edges
    }

    /// Round by round what needs nothing that is not done.
    fn sorted(self) -> Vec<Step> {
        let mut waiting: Vec<Action> = self.actions.iter().cloned().collect();
        let mut before: HashMap<&Action, Vec<&Action>> = HashMap::new();
        for (first, second) in &self.edges {
            before.entry(second).or_default().push(first);
        }
        let mut steps = Vec::new();
        while !waiting.is_empty() {
            let left: HashSet<&Action> = waiting.iter().collect();
            let is_free = |action: &Action| {
                let mut needs = before.get(action).into_iter().flatten();
                !needs.any(|own| left.contains(own))
            };
            let (mut free, mut rest): (Vec<_>, Vec<_>) =
                waiting.iter().cloned().partition(|action| is_free(action));
            // Objects that need each other SQLAlchemy refuses; they are done as they come.
            if free.is_empty() {
                std::mem::swap(&mut free, &mut rest);
            }
            self.steps(&free, &mut steps);
            waiting = rest;
        }
        steps
    }

    /// What can be done at once.
    fn steps(&self, free: &[Action], steps: &mut Vec<Step>) {
        let mut at = steps.len();
        let first = at;
        let mut groups: Vec<(&Action, HashSet<*const Instance>)> = Vec::new();
        for action in free {
            let Some(only) = action.only else {
                groups.push((action, HashSet::new()));
                continue;
            };
            let known = groups.iter_mut().find(|(own, _)| {
                own.only.is_some() && (own.kind, own.subject) == (action.kind, action.subject)
            });
            match known {
                Some((_, all)) => drop(all.insert(only)),
                None => groups.push((action, HashSet::from([only]))),
            }
        }
        for (action, only) in groups {
            let (what, root) = match (action.kind, action.subject) {
                (Kind::Save, Subject::Rows(root)) => (What::Save, root),
                (Kind::Delete, Subject::Rows(root)) => (What::Delete, root),
                (Kind::Relate { for_deletes }, Subject::Relationship(own)) => {
                    let mut all = self.relating.iter();
                    let Some(one) = all.find(|one| Rc::as_ptr(&one.relationship) == own) else {
                        continue;
                    };
                    (What::Relate(one.relationship.clone(), for_deletes), one.own)
                }
                _ => continue,
            };
            steps.push(Step {
                what,
                root,
                only: action.only.is_some().then_some(only),
                is_uncertain: false,
            });
            at += 1;
        }
        let is_divided = steps.iter().skip(first).any(|step| step.only.is_some());
        if is_divided && at - first > 1 {
            for step in steps.iter_mut().skip(first) {
                step.is_uncertain = true;
            }
        }
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
