//! `joinedload(...)` and its like: what a query reads beside its own rows, and what it leaves out.

use std::rc::Rc;

use super::alias::Alias;
use super::inheritance;
use super::mapping::entity_of;
use super::relation_query::{self, Sides};
use super::relationship::Relationship;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};

/// When related objects are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// After the query's own rows, for all its objects at once.
    AtOnce,
    /// They are in the query's own rows.
    Beside,
    /// Where they are used.
    AtUse,
    /// As the relationship says it.
    Declared,
    /// Not at all.
    Never(Barred),
}

/// What objects give in the place of what they are related to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Barred {
    /// `raiseload`: an error.
    Raises,
    /// `raiseload(..., sql_only=True)`: an error where it would have to be read.
    RaisesOnSql,
    /// `noload`: nothing.
    Nothing,
}

impl Barred {
    /// What `lazy=` says of it.
    pub(super) fn of_lazy(way: &str) -> Option<Self> {
        Some(match way {
            "raise" => Self::Raises,
            "raise_on_sql" => Self::RaisesOnSql,
            "noload" => Self::Nothing,
            _ => return None,
        })
    }
}

/// Which relationships a step means.
#[derive(Clone)]
pub(super) enum Meant {
    /// `"*"`
    All,
    /// The one of this name.
    Name(Rc<str>),
    /// This one, between these sides.
    One(Sides),
    /// None: what comes next is of objects of these classes, too.
    Classes(Rc<[Rc<Class>]>),
}

/// One step from objects to what they are related to.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) meant: Meant,
    pub(super) when: When,
    /// `innerjoin=True`: objects without a related one are no rows.
    pub(super) inner: bool,
    /// Whether it is part of how the rows are asked for: then it is only about the classes that were.
    pub(super) of_query: bool,
}

impl Step {
    /// Whether it is about a relationship of this name.
    pub(super) fn is_of(&self, name: &str, relationship: &Rc<Relationship>) -> bool {
        match &self.meant {
            Meant::All => true,
            Meant::Name(own) => **own == *name,
            Meant::One(sides) => Rc::ptr_eq(&sides.relationship, relationship),
            Meant::Classes(_) => false,
        }
    }
}

/// Steps, one from the objects of the one before.
#[derive(Clone)]
pub(crate) struct Chain(pub(super) Rc<[Step]>);

impl Chain {
    /// Whether its first related objects stand in the query's own rows.
    pub(super) fn is_in_rows(&self) -> bool {
        let first = self.0.first();
        first.is_some_and(|step| step.when == When::Beside)
    }
}

/// An option of a query.
#[derive(Clone, Default)]
struct Loading {
    /// To which steps are added.
    own: Vec<Step>,
    /// What `options(...)` said from there.
    branches: Vec<Chain>,
}

/// Options that say when related objects are read.
const STEPS: &[(&str, When)] = &[
    ("joinedload", When::AtOnce),
    ("selectinload", When::AtOnce),
    ("subqueryload", When::AtOnce),
    ("immediateload", When::AtOnce),
    ("contains_eager", When::Beside),
    ("lazyload", When::AtUse),
    ("defaultload", When::Declared),
    ("raiseload", When::Never(Barred::Raises)),
    ("noload", When::Never(Barred::Nothing)),
];

/// Options about columns, which are read anyway.
const COLUMNS: &[&str] = &["load_only", "undefer", "undefer_group", "defer"];

impl Loading {
    /// With the steps that the arguments of an option name.
    fn step(
        mut self,
        interpreter: &mut Interpreter,
        name: &str,
        mut when: When,
        args: &mut Args,
    ) -> Result<Self> {
        let sql_only = args.keyword("sql_only");
        if matches!(sql_only, Some(Value::Bool(true))) {
            when = When::Never(Barred::RaisesOnSql);
        }
        let keys = args.rest();
        let inner = args
            .keyword("innerjoin")
            .is_some_and(|given| is_inner(&given));
        let _ = args.keyword("recursion_depth");
        let alias = args.keyword("alias").filter(|alias| !alias.is_none());
        for key in keys {
            let meant = if let Some(name) = key.as_str() {
                match &*name {
                    "*" => Meant::All,
                    _ => Meant::Name(name),
                }
            } else if let Some(sides) = relation_query::sides(&key) {
                Meant::One(sides)
            } else {
                let shown = key.type_name();
                return Err(args.refuse(format!(
                    "`{name}` takes relationships of mapped classes, and no {shown}."
                )));
            };
            self.check_follows(interpreter, &meant)?;
            self.own.push(Step {
                meant,
                when,
                inner,
                of_query: matches!(name, "joinedload" | "selectinload" | "subqueryload"),
            });
        }
        if let Some(alias) = alias {
            let entity = entity_of(&alias).filter(|_| alias.downcast::<Alias>().is_some());
            match (self.own.last_mut().map(|step| &mut step.meant), entity) {
                (Some(Meant::One(sides)), Some((_, mapper))) => {
                    sides.other = Some((alias, mapper));
                }
                _ => return Err(interpreter.unsupported(&format!("`{name}` with this alias"))),
            }
        }
        Ok(self)
    }

    /// With a step to the objects of these classes among those that it leads to.
    fn of_classes(mut self, classes: Rc<[Rc<Class>]>) -> Self {
        self.own.push(Step {
            meant: Meant::Classes(classes),
            when: When::Declared,
            inner: false,
            of_query: false,
        });
        self
    }

    /// Checks that a relationship is one of what the step before leads to.
    fn check_follows(&self, interpreter: &mut Interpreter, next: &Meant) -> Result<()> {
        let (Some(Meant::One(before)), Meant::One(sides)) =
            (self.own.last().map(|step| &step.meant), next)
        else {
            return Ok(());
        };
        let target = match &before.other {
            Some((_, mapper)) => mapper.class(),
            None => Some(before.relationship.target(interpreter)?.0),
        };
        let (Some(target), Some(own)) = (target, sides.own.class()) else {
            return Ok(());
        };
        if inheritance::is_below(&target, &own) {
            return Ok(());
        }
        let (owner, name) = before.relationship.shown();
        let (own, own_name) = sides.relationship.shown();
        Err(interpreter.raise(
            "sqlalchemy.exc.ArgumentError",
            format!(
                "ORM mapped entity or attribute \"{own}.{own_name}\" does not link from relationship \"{owner}.{name}\"."
            ),
        ))
    }

    /// All that it says.
    fn chains(&self) -> Vec<Chain> {
        let own = (!self.own.is_empty()).then(|| Chain(self.own[..].into()));
        own.into_iter()
            .chain(self.branches.iter().cloned())
            .collect()
    }

    /// With an option that is called as its method.
    fn with(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Self>> {
        if let Some((_, when)) = STEPS.iter().find(|(own, _)| *own == name) {
            return self.clone().step(interpreter, name, *when, args).map(Some);
        }
        if COLUMNS.contains(&name) {
            if args.keyword_boolean("raiseload")? == Some(true) {
                return Err(interpreter.unsupported("`raiseload=True`"));
            }
            let _ = args.rest();
            return Ok(Some(self.clone()));
        }
        Ok(match name {
            "selectin_polymorphic" => {
                let classes = classes_of(args)?;
                Some(self.clone().of_classes(classes))
            }
            "options" => {
                let mut next = self.clone();
                for chain in loads(&args.rest()) {
                    let steps = self.own.iter().chain(chain.0.iter());
                    next.branches.push(Chain(steps.cloned().collect()));
                }
                Some(next)
            }
            _ => None,
        })
    }
}

/// Whether `innerjoin=` asks for one: `True`, `"nested"` or `"unnested"`.
pub(super) fn is_inner(given: &Value) -> bool {
    matches!(given, Value::Bool(true) | Value::Str(_))
}

/// `joinedload(...)` and the other options, each by its own name.
pub(super) fn option(interpreter: &mut Interpreter, name: &str, mut args: Args) -> Result<Value> {
    let made = Loading::default().with(interpreter, name, &mut args)?;
    args.finish()?;
    Ok(Value::object(made.unwrap_or_default()))
}

/// `Load(Class)`: the start of what is said of its relationships.
pub(super) fn load(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let entity = args.required("entity")?;
    if entity_of(&entity).is_none() {
        return Err(args.refuse("`Load` takes a mapped class."));
    }
    args.finish()?;
    Ok(Value::object(Loading::default()))
}

/// `selectin_polymorphic(base, classes)`: the columns of derived classes are read where they are
/// used, which gives the same, but options may be about relationships of these.
pub(super) fn polymorphic(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let _ = args.required("base_cls")?;
    let classes = classes_of(&mut args)?;
    args.finish()?;
    Ok(Value::object(Loading::default().of_classes(classes)))
}

/// The mapped classes that `classes=` names.
fn classes_of(args: &mut Args) -> Result<Rc<[Rc<Class>]>> {
    let given = args.required("classes")?;
    let given = match given {
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(all) => all.to_vec(),
        one => vec![one],
    };
    let classes = given
        .iter()
        .map(|one| entity_of(one).map(|(class, _)| class));
    match classes.collect::<Option<Vec<_>>>() {
        Some(classes) => Ok(classes.into()),
        None => Err(args.refuse("`selectin_polymorphic` takes mapped classes.")),
    }
}

impl Object for Loading {
    fn type_name(&self) -> &str {
        "Load"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let next = self.with(interpreter, name, args)?;
        Ok(next.map(Value::object))
    }
}

/// Whether some related objects stand in a query's own rows.
pub(super) fn some_in_rows(chains: &[Chain]) -> bool {
    chains.iter().any(Chain::is_in_rows)
}

/// What options say of related objects.
pub(crate) fn loads(options: &[Value]) -> Vec<Chain> {
    let of_one = |value: &Value| value.downcast::<Loading>().map(|own| own.chains());
    options.iter().filter_map(of_one).flatten().collect()
}
