//! `relationship(...)`: what a mapped class says of the objects behind its
//! foreign keys.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::classes::{Registry, class_named};
use super::collected::Kind;
use super::dataclass;
use super::loading::{self, Barred};
use super::mapping::{Mapper, entity_of, mapper_of};
use super::marks::{self, Marks};
use super::path::Path;
use super::within_body::Named;
use super::written;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Class, Value};

/// A relationship to another mapped class.
pub(crate) struct Relationship {
    /// The class, its name, or a function that gives it.
    target: RefCell<Value>,
    /// What was given by keyword.
    options: HashMap<String, Value>,
    /// Arguments that change which rows it means, which is not understood.
    unknown: Vec<String>,
    /// The class whose attribute it is, and the attribute's name.
    pub(super) place: RefCell<Option<(Weak<Class>, Rc<str>)>>,
    /// The columns that were marked in its arguments.
    marks: Marks,
    /// What it is the `backref=` of.
    original: RefCell<Weak<Self>>,
    /// Where it leads, once that is known.
    path: RefCell<Option<Rc<Path>>>,
    /// Whether its annotation says that there are many.
    pub(super) many: RefCell<Option<bool>>,
    /// `lazy=`, where its annotation says it.
    lazy: Cell<Option<&'static str>>,
    /// Whether its annotation says that it holds a set.
    is_set: Cell<bool>,
    /// What it says of its field, where its class is a dataclass.
    pub(super) field: Option<usize>,
    /// The columns of the class body in which it stands.
    body: RefCell<Option<Rc<Named>>>,
}

/// What the annotation of a relationship says.
pub(super) struct Declared<'a> {
    /// The name of the class that it leads to.
    pub(super) target: &'a str,
    /// Whether there are many.
    pub(super) many: bool,
    /// Whether these are a set.
    pub(super) is_set: bool,
    /// `lazy=`, where the annotation says it.
    pub(super) lazy: Option<&'static str>,
}

/// Arguments whose meaning is followed.
const UNDERSTOOD: &[&str] = &[
    "secondary",
    "order_by",
    "primaryjoin",
    "secondaryjoin",
    "foreign_keys",
    "remote_side",
    "uselist",
    "cascade",
    "back_populates",
    "backref",
    "lazy",
    "passive_deletes",
    "passive_updates",
    "viewonly",
    "collection_class",
    "join_depth",
    "innerjoin",
    "single_parent",
    "sync_backref",
];

/// Arguments that say how rows are fetched.
#[rustfmt::skip]
const HARMLESS: &[&str] = &[
    "overlaps", "doc", "info", "post_update", "enable_typechecks", "cascade_backrefs", "active_history",
];

/// `lazy=` of what is read with the objects that have it.
const EAGER: &[&str] = &["selectin", "joined", "subquery", "immediate"];

/// `relationship(argument=None, secondary=None, ...)`
pub(super) fn relationship(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let marks = marks::take(interpreter);
    let field = dataclass::take(interpreter, &mut args);
    let _ = args.keyword("default");
    let target = args.take("argument")?.unwrap_or(Value::None);
    let mut options = HashMap::new();
    let mut unknown: Vec<String> = Vec::new();
    if let Some(secondary) = args.rest().into_iter().next() {
        options.insert("secondary".to_owned(), secondary);
    }
    for keyword in args.take_keywords() {
        let name = &*keyword.name;
        if keyword.value.is_none() || HARMLESS.contains(&name) {
            continue;
        }
        if UNDERSTOOD.contains(&name) {
            options.insert(name.to_owned(), keyword.value);
        } else {
            unknown.push(name.to_owned());
        }
    }
    let made = Relationship {
        marks,
        field,
        ..Relationship::new(target, options, unknown)
    };
    made.note_eager(interpreter);
    Ok(Value::object(made))
}

/// `backref(name, ...)`: the name and what the other side's relationship is given.
pub(super) fn backref(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.required("name")?;
    let keywords = args
        .take_keywords()
        .into_iter()
        .map(|keyword| (Value::str(&*keyword.name), keyword.value))
        .collect::<Vec<_>>();
    let keywords = interpreter.dict(keywords)?;
    Ok(Value::tuple([name, keywords]))
}

/// What becomes of related objects.
#[derive(Clone, Copy)]
pub(super) struct Cascade {
    /// A session takes them with the object.
    pub(super) save: bool,
    /// They are merged with it.
    pub(super) merge: bool,
    /// They leave the session with the object.
    pub(super) expunge: bool,
    /// They are read again with it.
    pub(super) refresh: bool,
    /// They are deleted with the object.
    pub(super) delete: bool,
    /// They are deleted when they leave the list.
    pub(super) orphan: bool,
}

impl Relationship {
    fn new(target: Value, options: HashMap<String, Value>, unknown: Vec<String>) -> Self {
        Self {
            target: target.into(),
            options,
            unknown,
            place: None.into(),
            marks: Marks::default(),
            original: RefCell::default(),
            path: None.into(),
            many: None.into(),
            lazy: Cell::default(),
            is_set: Cell::default(),
            field: None,
            body: RefCell::default(),
        }
    }

    /// The class whose attribute it is, and the attribute's name.
    pub(super) fn place(&self) -> Option<(Rc<Class>, Rc<str>)> {
        let place = self.place.borrow();
        let (class, name) = place.as_ref()?;
        Some((class.upgrade()?, name.clone()))
    }

    /// What the class is mapped to whose attribute it is.
    pub(super) fn owner(&self) -> Option<Rc<Mapper>> {
        mapper_of(&self.place()?.0)
    }

    /// Its class and its name, for messages.
    pub(super) fn shown(&self) -> (String, String) {
        match self.place() {
            Some((class, name)) => (class.name.to_string(), name.to_string()),
            None => Default::default(),
        }
    }

    /// What it is the `backref=` of, where that says by which columns.
    pub(super) fn original(&self) -> Option<Rc<Self>> {
        self.original.borrow().upgrade()
    }

    /// The columns that were marked when the class was made.
    pub(super) fn given_marks(&self) -> Marks {
        self.marks.clone()
    }

    /// Where it leads, where that was asked before.
    pub(super) fn known_path(&self) -> Option<Rc<Path>> {
        self.path.borrow().clone()
    }

    /// Where it leads is found out anew.
    pub(super) fn forget_path(&self) {
        self.path.take();
    }

    /// Remembers where it leads.
    pub(super) fn keep_path(&self, path: &Rc<Path>) {
        self.path.replace(Some(path.clone()));
    }

    /// What its annotation says: `Mapped[List["Post"]]`.
    pub(super) fn annotate(&self, said: &Declared<'_>) {
        self.lazy.set(said.lazy);
        self.is_set.set(said.is_set);
        let mut own = self.target.borrow_mut();
        if own.is_none() {
            *own = Value::str(said.target);
        }
        self.many.replace(Some(said.many));
    }

    /// In what it holds many objects.
    ///
    /// # Errors
    /// Where that is a class of the project's own.
    pub(super) fn kind(&self, interpreter: &Interpreter) -> Result<Kind> {
        match self.option("collection_class") {
            None if self.is_set.get() => Ok(Kind::Set),
            given => Kind::of(interpreter, given),
        }
    }

    pub(super) fn option(&self, name: &str) -> Option<&Value> {
        self.options.get(name)
    }

    /// The name of the attribute on the other side.
    pub(super) fn back(&self) -> Option<Rc<str>> {
        let given = self.option("back_populates");
        let backref = || match self.option("backref")? {
            Value::Tuple(parts) => parts.first()?.as_str(),
            name => name.as_str(),
        };
        given.and_then(Value::as_str).or_else(backref)
    }

    /// The same, where that side hears of changes.
    pub(super) fn told_back(&self) -> Option<Rc<str>> {
        let is_told =
            !self.is_view() && !matches!(self.option("sync_backref"), Some(Value::Bool(false)));
        self.back().filter(|_| is_told)
    }

    /// Whether an object may have one owner only.
    pub(super) fn has_single_parent(&self) -> bool {
        matches!(self.option("single_parent"), Some(Value::Bool(true)))
    }

    /// Whether changes of it are not written.
    pub(super) fn is_view(&self) -> bool {
        matches!(self.option("viewonly"), Some(Value::Bool(true)))
    }

    fn is_lazy(&self, way: &str) -> bool {
        let given = self.option("lazy").and_then(Value::as_str);
        self.lazy.get() == Some(way) || given.is_some_and(|given| &*given == way)
    }

    /// Whether objects without a related one are no rows of a query that reads these, too.
    pub(super) fn is_inner(&self) -> bool {
        self.option("innerjoin").is_some_and(loading::is_inner)
            && (self.is_lazy("joined") || matches!(self.option("lazy"), Some(Value::Bool(false))))
    }

    fn note_eager(&self, interpreter: &mut Interpreter) {
        if self.is_eager() {
            let registry = interpreter.extension_or_default::<Registry>();
            registry.has_eager.set(true);
        }
    }

    /// Whether objects give something else in the place of what it leads to.
    pub(super) fn barred(&self) -> Option<Barred> {
        let given = self.option("lazy").and_then(Value::as_str);
        given.and_then(|given| Barred::of_lazy(&given))
    }

    /// Whether what it leads to is read with the objects that have it.
    pub(super) fn is_eager(&self) -> bool {
        match self.option("lazy") {
            Some(Value::Bool(is_lazy)) => !is_lazy,
            Some(Value::Str(way)) => EAGER.contains(&&**way),
            _ => false,
        }
    }

    /// Whether relationships led here that often that what it leads to is left for where it
    /// is used: `join_depth`, or else once from the same class.
    pub(super) fn is_deep_enough(&self, above: &[usize], root: usize) -> bool {
        match self.option("join_depth") {
            Some(Value::Int(depth)) if *depth > 0 => above.len() as i128 > *depth,
            _ => above.contains(&root),
        }
    }

    /// Whether its list is a query.
    pub(super) fn is_dynamic(&self) -> bool {
        self.is_lazy("dynamic") || self.is_write_only()
    }

    /// Whether its list is a query that reads nothing by itself.
    pub(super) fn is_write_only(&self) -> bool {
        self.is_lazy("write_only")
    }

    /// Whether the database takes care of what refers to a deleted row.
    pub(super) fn leaves_deletes(&self) -> bool {
        self.option("passive_deletes")
            .is_some_and(|value| !matches!(value, Value::Bool(false)))
    }

    /// Whether objects keep the key of one that is deleted or that they left.
    pub(super) fn leaves_keys(&self) -> bool {
        let given = self.option("passive_deletes").and_then(Value::as_str);
        given.is_some_and(|given| &*given == "all")
    }

    /// Whether the database gives another key to the rows that go by it.
    pub(super) fn leaves_updates(&self) -> bool {
        !matches!(self.option("passive_updates"), Some(Value::Bool(false)))
    }

    /// `cascade=`
    pub(super) fn cascade(&self) -> Cascade {
        let text = match self.option("cascade") {
            _ if self.is_view() => "".into(),
            Some(Value::Bool(false)) => "".into(),
            given => given
                .and_then(Value::as_str)
                .unwrap_or_else(|| "save-update, merge".into()),
        };
        let words: Vec<&str> = text.split(',').map(str::trim).collect();
        Cascade {
            save: words.contains(&"all") || words.contains(&"save-update"),
            merge: words.contains(&"all") || words.contains(&"merge"),
            refresh: words.contains(&"all") || words.contains(&"refresh-expire"),
            expunge: words.contains(&"all") || words.contains(&"expunge"),
            delete: words.contains(&"all") || words.contains(&"delete"),
            orphan: words.contains(&"delete-orphan"),
        }
    }

    /// An argument that may be text or a function, as what it means.
    pub(super) fn meant(&self, interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        match self.option(name).cloned() {
            Some(value) => {
                let value = self.read(interpreter, value)?;
                let body = self.body.borrow();
                let is_join = matches!(name, "primaryjoin" | "secondaryjoin" | "order_by");
                let body = body.as_ref().filter(|_| is_join);
                let settled = body.and_then(|body| body.settled_join(&value));
                Ok(Some(settled.unwrap_or(value)))
            }
            None => Ok(None),
        }
    }

    /// It stands in a class body that calls its columns by themselves.
    pub(super) fn is_within(&self, body: &Rc<Named>) {
        self.body.replace(Some(body.clone()));
    }

    fn read(&self, interpreter: &mut Interpreter, value: Value) -> Result<Value> {
        match self.place() {
            Some((class, _)) => written::meant(interpreter, &class, value),
            None => Ok(value),
        }
    }

    /// The target as far as it is mapped by now.
    pub(super) fn known_target(&self, interpreter: &mut Interpreter) -> Option<Rc<Class>> {
        let target = self.target.borrow().clone();
        let class = match target.as_str() {
            Some(name) => {
                let name = name.rsplit('.').next().unwrap_or(&name).to_owned();
                class_named(interpreter, &self.place()?.0, &name)
            }
            None => match &target {
                Value::Class(class) => Some(class.clone()),
                _ => None,
            },
        }?;
        mapper_of(&class).map(|_| class)
    }

    /// The class that it leads to.
    pub(super) fn target(&self, interpreter: &mut Interpreter) -> Result<(Rc<Class>, Rc<Mapper>)> {
        if let Some(name) = self.unknown.first() {
            return Err(interpreter.unsupported(&format!("a relationship with `{name}`")));
        }
        let known = self.known_target(interpreter);
        let target = match known {
            Some(class) => Value::Class(class),
            None => {
                let target = self.target.borrow().clone();
                self.read(interpreter, target)?
            }
        };
        match entity_of(&target) {
            Some(entity) => Ok(entity),
            None => Err(interpreter.unsupported("the class that this relationship leads to")),
        }
    }

    /// Gives the other class its side of `backref=`.
    pub(super) fn install_backref(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        target: &Rc<Class>,
    ) -> Result<()> {
        let (Some((own, name)), Some(back)) = (self.place(), self.back()) else {
            return Ok(());
        };
        if target.scope.has(&back) {
            return Ok(());
        }
        let mut options = HashMap::new();
        if let Some(Value::Tuple(parts)) = self.option("backref")
            && let Some(Value::Dict(given)) = parts.get(1)
        {
            for (key, value) in given.entries.borrow().pairs() {
                if let Some(key) = key.as_str() {
                    options.insert(key.to_string(), value);
                }
            }
        }
        let says_columns = [
            "primaryjoin",
            "secondaryjoin",
            "secondary",
            "foreign_keys",
            "remote_side",
        ];
        let is_explicit = says_columns.iter().any(|name| options.contains_key(*name));
        options.insert("back_populates".to_owned(), Value::Str(name));
        let swapped = match self.option("secondary") {
            Some(_) => [
                ("secondary", "secondary"),
                ("primaryjoin", "secondaryjoin"),
                ("secondaryjoin", "primaryjoin"),
            ],
            None => [
                ("primaryjoin", "primaryjoin"),
                ("foreign_keys", "foreign_keys"),
                ("overlaps", "overlaps"),
            ],
        };
        for (mine, theirs) in swapped {
            if let Some(value) = self.option(mine) {
                options
                    .entry(theirs.to_owned())
                    .or_insert_with(|| value.clone());
            }
        }
        options.retain(|name, _| UNDERSTOOD.contains(&name.as_str()));
        let other = Rc::new(Self {
            marks: Marks {
                foreign: self.marks.foreign.clone(),
                remote: Vec::new(),
            },
            ..Self::new(Value::Class(own), options, self.unknown.clone())
        });
        other.note_eager(interpreter);
        if !is_explicit {
            other.original.replace(Rc::downgrade(self));
        }
        other
            .place
            .replace(Some((Rc::downgrade(target), back.clone())));
        interpreter.bind(&target.scope, &back, Some(Value::Object(other)));
        Ok(())
    }
}
