//! Where a relationship leads: the class, and the columns that it means.

use std::rc::Rc;

use super::direction::{
    Named, Pairs, Placed, Sided, Sides, equalities, is_among, keys_between, names_no_table,
};
use super::mapping::{self, Mapper};
use super::marks;
use super::relationship::Relationship;
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::clause;
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::table::TableObject;

/// How two tables hang together; names are those of columns.
pub(super) enum Link {
    /// Columns here refer to columns there.
    Here(Vec<(String, String)>),
    /// Columns there refer to columns here; the own column comes first.
    There(Vec<(String, String)>),
    /// A table between has columns for both: own column and its own, other column and its own.
    Through {
        table: Rc<TableObject>,
        own: Vec<(String, String)>,
        other: Vec<(String, String)>,
    },
}

/// Where a relationship leads.
pub(super) struct Path {
    /// The class of the objects.
    pub(super) class: Rc<Class>,
    /// What it is mapped to.
    pub(super) mapper: Rc<Mapper>,
    /// By which columns.
    pub(super) link: Link,
    /// Whether it gives a list.
    pub(super) many: bool,
    /// What else the rows have to fulfil.
    pub(super) extra: Vec<Expression>,
}

impl Path {
    /// Whether its objects are found by their primary key alone, without asking the database
    /// where the session has them.
    pub(super) fn is_by_key(&self) -> bool {
        let Link::Here(pairs) = &self.link else {
            return false;
        };
        let mut key = self.mapper.key();
        self.extra.is_empty()
            && pairs.len() == self.mapper.key().count()
            && key.all(|own| pairs.iter().any(|(_, referred)| *referred == own.column))
    }
}

/// Pairs of columns, what else rows have to fulfil.
type Linked = (Link, Vec<Expression>);

impl Link {
    /// The same from the other side.
    fn reversed(self) -> Self {
        match self {
            Self::Here(pairs) => Self::There(swapped(pairs)),
            Self::There(pairs) => Self::Here(swapped(pairs)),
            Self::Through { table, own, other } => Self::Through {
                table,
                own: other,
                other: own,
            },
        }
    }
}

fn swapped(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.into_iter().map(|(a, b)| (b, a)).collect()
}

impl Relationship {
    /// The columns that it means.
    ///
    /// # Errors
    /// As SQLAlchemy's, where the foreign keys do not say it.
    pub(super) fn path(&self, interpreter: &mut Interpreter, own: &Mapper) -> Result<Rc<Path>> {
        let owner = self.owner();
        // A class that inherits it has the columns of the class that says it.
        let own = match &owner {
            Some(owner) if own.is_inherited_from(owner) => owner,
            _ => own,
        };
        let is_own = owner
            .as_ref()
            .is_some_and(|mapper| std::ptr::eq(&raw const **mapper, own));
        if is_own && let Some(known) = self.known_path() {
            return Ok(known);
        }
        let (class, mapper) = self.target(interpreter)?;
        let (link, extra) = self.link(interpreter, own, &mapper)?;
        self.differs_from_back(interpreter, &link, (&class, &mapper), own)?;
        let many = match self.option("uselist") {
            Some(Value::Bool(many)) => *many,
            _ => {
                let annotated = *self.many.borrow();
                annotated.unwrap_or(!matches!(link, Link::Here(_)))
            }
        };
        let path = Rc::new(Path {
            class,
            mapper,
            link,
            many,
            extra,
        });
        if is_own {
            self.keep_path(&path);
        }
        Ok(path)
    }

    /// Two sides of one relationship cannot both hold the key.
    fn differs_from_back(
        &self,
        interpreter: &mut Interpreter,
        link: &Link,
        (class, mapper): (&Rc<Class>, &Mapper),
        own: &Mapper,
    ) -> Result<()> {
        let Some(name) = self.back() else {
            return Ok(());
        };
        let back = class.scope.get(&name);
        let Some(back) = back.and_then(|back| back.downcast::<Self>()) else {
            return Ok(());
        };
        let (other, _) = back.link(interpreter, mapper, own)?;
        let direction = match (link, other) {
            (Link::Here(_), Link::Here(_)) => "MANYTOONE: 2",
            (Link::There(_), Link::There(_)) => "ONETOMANY: 1",
            _ => return Ok(()),
        };
        let side = match direction {
            "MANYTOONE: 2" => "remote_side on the one-to-many side",
            _ => "remote_side on the many-to-one side",
        };
        let (owner, own_name) = self.shown();
        Err(interpreter.raise(
            "sqlalchemy.exc.ArgumentError",
            format!(
                "{owner}.{own_name} and back-reference {}.{name} are both of the same direction \
                 <RelationshipDirection.{direction}>.  Did you mean to set {side} ?",
                class.name
            ),
        ))
    }

    fn link(&self, interpreter: &mut Interpreter, own: &Mapper, other: &Mapper) -> Result<Linked> {
        if let Some(original) = self.original()
            && let Some(theirs) = original.owner()
        {
            let within_one = own.name == other.name;
            let (link, extra) = original.link(interpreter, &theirs, own)?;
            let is_through = matches!(link, Link::Through { .. });
            // What says nothing of sides means the same from both within one table.
            if !within_one || is_through || original.marks_remote(interpreter)? {
                return Ok((link.reversed(), extra));
            }
        }
        let (primary, mut marks) = self.marked(interpreter, "primaryjoin")?;
        if let Some(secondary) = self.meant(interpreter, "secondary")? {
            let Some(table) = mapping::table_of(&secondary) else {
                return Err(interpreter.unsupported("what stands as `secondary=`"));
            };
            return self.through(interpreter, (own, other), primary, table);
        }
        marks
            .foreign
            .extend(self.columns(interpreter, "foreign_keys")?);
        marks
            .remote
            .extend(self.columns(interpreter, "remote_side")?);
        let sides = Sides {
            own: &own.table,
            other: &other.table,
            foreign: marks.foreign,
            remote: marks.remote,
        };
        match primary {
            Some(condition) => {
                let (pairs, extra) = equalities(&condition, &own.table, &other.table);
                self.joined(interpreter, &sides, pairs, extra)
            }
            None => {
                let pairs = self.by_keys(interpreter, &sides)?;
                self.joined(interpreter, &sides, pairs, Vec::new())
            }
        }
    }

    /// By a table between.
    fn through(
        &self,
        interpreter: &mut Interpreter,
        (own, other): (&Mapper, &Mapper),
        primary: Option<Expression>,
        table: Rc<TableObject>,
    ) -> Result<Linked> {
        let (secondary, _) = self.marked(interpreter, "secondaryjoin")?;
        let mut extra = Vec::new();
        let mut side = |condition: Option<Expression>, side: &TableObject| match condition {
            Some(condition) => {
                let (pairs, more) = equalities(&condition, side, &table);
                extra.extend(more);
                pairs
            }
            None => keys_between(&table, side)
                .into_iter()
                .next()
                .map(swapped)
                .unwrap_or_default(),
        };
        let given = primary.is_some() || secondary.is_some();
        let own = side(primary, &own.table);
        let other = side(secondary, &other.table);
        if (own.is_empty() || other.is_empty()) && given {
            return Err(interpreter.unsupported(
                "a `primaryjoin=` or `secondaryjoin=` that sets no column of the table between equal; give it as a lambda or as text",
            ));
        }
        if own.is_empty() || other.is_empty() {
            return Err(self.no_keys(interpreter, "NoForeignKeysError"));
        }
        Ok((Link::Through { table, own, other }, extra))
    }

    /// The one foreign key between the tables that is meant.
    fn by_keys(&self, interpreter: &mut Interpreter, sides: &Sides) -> Result<Pairs> {
        let fits = |table: &TableObject, pairs: &Pairs| {
            sides.foreign.is_empty()
                || pairs
                    .iter()
                    .all(|(column, _)| is_among(&sides.foreign, table, column))
        };
        let mut here = keys_between(sides.own, sides.other);
        here.retain(|pairs| fits(sides.own, pairs));
        let mut there = match sides.within_one() {
            true => Vec::new(),
            false => keys_between(sides.other, sides.own),
        };
        there.retain(|pairs| fits(sides.other, pairs));
        match (&here[..], &there[..]) {
            ([pairs], []) => Ok(pairs.clone()),
            ([], [pairs]) => Ok(swapped(pairs.clone())),
            ([], []) => Err(self.no_keys(interpreter, "NoForeignKeysError")),
            _ => Err(self.no_keys(interpreter, "AmbiguousForeignKeysError")),
        }
    }

    /// Which of the columns that are equal hold the key, and on which side they are.
    fn joined(
        &self,
        interpreter: &mut Interpreter,
        sides: &Sides,
        pairs: Pairs,
        mut extra: Vec<Expression>,
    ) -> Result<Linked> {
        let mut here = Vec::new();
        let mut there = Vec::new();
        for (own, other) in pairs {
            match sides.placed(&own, &other) {
                Placed::Here(pair) => here.push(pair),
                Placed::There(pair) => there.push(pair),
                Placed::Neither => extra.push(super::relation_query::equal_columns(
                    (sides.own, &own),
                    (sides.other, &other),
                )),
                Placed::Unclear => {
                    return Err(interpreter.unsupported(
                        "which side of this relationship refers to the other; mark columns with foreign(...) and remote(...)",
                    ));
                }
            }
        }
        let (owner, name) = self.shown();
        let is_found = !here.is_empty() || !there.is_empty();
        if is_found && sides.within_one() && !extra.is_empty() {
            return Err(interpreter.unsupported(
                "a `primaryjoin=` within one table that says more than which columns are equal",
            ));
        }
        match (here.is_empty(), there.is_empty()) {
            (false, true) => Ok((Link::Here(here), extra)),
            (true, false) => Ok((Link::There(there), extra)),
            (false, false) => Err(interpreter.raise(
                "sqlalchemy.exc.ArgumentError",
                format!(
                    "Can't determine relationship direction for relationship '{owner}.{name}' - \
                     foreign key columns within the join condition are present in both the parent \
                     and the child's mapped tables.  Ensure that only those columns referring to a \
                     parent column are marked as foreign, either via the foreign() annotation or \
                     via the foreign_keys argument."
                ),
            )),
            (true, true) if extra.iter().any(names_no_table) => Err(interpreter.unsupported(
                "a `primaryjoin=` of columns that have no name yet; give it as a lambda or as text",
            )),
            (true, true) => Err(interpreter.raise(
                "sqlalchemy.exc.ArgumentError",
                format!(
                    "Could not locate any relevant foreign key columns for primary join condition \
                     on relationship {owner}.{name}.  Ensure that referencing columns are \
                     associated with a ForeignKey or ForeignKeyConstraint, or are annotated in the \
                     join condition with the foreign() annotation."
                ),
            )),
        }
    }

    /// A condition, and the columns that it marks.
    fn marked(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<(Option<Expression>, Sided)> {
        // What is evaluated now is marked now; what was, when the class was made.
        let _ = marks::take(interpreter);
        let condition = self.condition(interpreter, name)?;
        let mut marks = marks::take(interpreter);
        if name == "primaryjoin" && marks.is_empty() && condition.is_some() {
            marks = self.given_marks();
        }
        let sided = Sided {
            foreign: self.named(interpreter, marks.foreign, "foreign(...)")?,
            remote: self.named(interpreter, marks.remote, "remote(...)")?,
        };
        Ok((condition, sided))
    }

    /// Whether its condition says which columns are on the other side.
    fn marks_remote(&self, interpreter: &mut Interpreter) -> Result<bool> {
        let (_, marks) = self.marked(interpreter, "primaryjoin")?;
        Ok(!marks.remote.is_empty())
    }

    fn condition(&self, interpreter: &mut Interpreter, name: &str) -> Result<Option<Expression>> {
        match self.meant(interpreter, name)? {
            Some(value) => clause::condition(interpreter, &value).map(Some),
            None => Ok(None),
        }
    }

    /// The columns that an argument names.
    fn columns(&self, interpreter: &mut Interpreter, name: &str) -> Result<Vec<Named>> {
        let values = match self.meant(interpreter, name)? {
            None => return Ok(Vec::new()),
            Some(list @ (Value::List(_) | Value::Tuple(_) | Value::Set(_))) => {
                interpreter.iterate(&list)?
            }
            Some(one) => vec![one],
        };
        self.named(interpreter, values, &format!("{name}="))
    }

    /// Columns by their names; one that has no table yet is of the class itself.
    fn named(
        &self,
        interpreter: &Interpreter,
        values: Vec<Value>,
        place: &str,
    ) -> Result<Vec<Named>> {
        let own = match self.original() {
            Some(_) => None,
            None => self.owner().map(|own| own.name.name.text.clone()),
        };
        let mut columns = Vec::new();
        for value in values {
            let Some(column) = value.downcast::<ColumnObject>() else {
                return Err(interpreter.unsupported(&format!("what stands in `{place}`")));
            };
            let table = column.table.get().and_then(|source| source.table());
            let table = table.map(|table| table.name.text.clone());
            columns.push(Named {
                table: table.or_else(|| own.clone()),
                name: column.construct.borrow().column.name.text.clone(),
            });
        }
        Ok(columns)
    }

    fn no_keys(&self, interpreter: &mut Interpreter, class: &str) -> Interrupt {
        let (owner, name) = self.shown();
        interpreter.raise(
            &format!("sqlalchemy.exc.{class}"),
            format!(
                "Could not determine join condition between parent/child tables on relationship {owner}.{name}"
            ),
        )
    }
}
