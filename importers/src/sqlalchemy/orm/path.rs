//! Where a relationship leads: the class, and the columns that it means.

use std::rc::Rc;

use super::mapping::{self, Mapper};
use super::relationship::Relationship;
use crate::operation::{ConstraintDefinition, Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::clause;
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::join;
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

impl Relationship {
    /// The columns that it means.
    ///
    /// # Errors
    /// As SQLAlchemy's, where the foreign keys do not say it.
    pub(super) fn path(&self, interpreter: &mut Interpreter, own: &Mapper) -> Result<Path> {
        let (class, mapper) = self.target(interpreter)?;
        let (link, extra) = self.link(interpreter, own, &mapper)?;
        let many = match self.option("uselist") {
            Some(Value::Bool(many)) => *many,
            _ => {
                let annotated = *self.many.borrow();
                annotated.unwrap_or(!matches!(link, Link::Here(_)))
            }
        };
        Ok(Path {
            class,
            mapper,
            link,
            many,
            extra,
        })
    }

    fn link(
        &self,
        interpreter: &mut Interpreter,
        own: &Mapper,
        other: &Mapper,
    ) -> Result<(Link, Vec<Expression>)> {
        let primary = self.condition(interpreter, "primaryjoin")?;
        if let Some(secondary) = self.meant(interpreter, "secondary")? {
            let Some(table) = mapping::table_of(&secondary) else {
                return Err(interpreter.unsupported("what stands as `secondary=`"));
            };
            let side = |condition: Option<Expression>, side: &TableObject| match condition {
                Some(condition) => equalities(&condition, side, &table).0,
                None => keys_between(&table, side)
                    .into_iter()
                    .next()
                    .unwrap_or_default()
                    .into_iter()
                    .map(|(between, own)| (own, between))
                    .collect(),
            };
            let own = side(primary, &own.table);
            let secondary = self.condition(interpreter, "secondaryjoin")?;
            let other = side(secondary, &other.table);
            if own.is_empty() || other.is_empty() {
                return Err(self.no_keys(interpreter, "NoForeignKeysError"));
            }
            return Ok((Link::Through { table, own, other }, Vec::new()));
        }
        let remote = self.columns(interpreter, "remote_side")?;
        let foreign = self.columns(interpreter, "foreign_keys")?;
        if let Some(condition) = primary {
            return self.joined(interpreter, (own, other), &condition, &foreign, &remote);
        }
        let fits = |table: &TableObject, pairs: &Vec<(String, String)>| {
            foreign.is_empty()
                || pairs.iter().all(|(column, _)| {
                    foreign
                        .iter()
                        .any(|own| own.is_of(table) && own.name == *column)
                })
        };
        let mut here = keys_between(&own.table, &other.table);
        let mut there = keys_between(&other.table, &own.table);
        here.retain(|pairs| fits(&own.table, pairs));
        there.retain(|pairs| fits(&other.table, pairs));
        if own.table.name == other.table.name {
            // The side that is not remote holds the key.
            let refers_up = here
                .iter()
                .flatten()
                .any(|(_, referred)| remote.iter().any(|column| column.name == *referred));
            if refers_up {
                there.clear();
            } else {
                here.clear();
            }
        }
        let link = match (&here[..], &there[..]) {
            ([pairs], []) => Link::Here(pairs.clone()),
            ([], [pairs]) => Link::There(
                pairs
                    .iter()
                    .map(|(theirs, own)| (own.clone(), theirs.clone()))
                    .collect(),
            ),
            ([], []) => return Err(self.no_keys(interpreter, "NoForeignKeysError")),
            _ => return Err(self.no_keys(interpreter, "AmbiguousForeignKeysError")),
        };
        Ok((link, Vec::new()))
    }

    /// What `primaryjoin=` says.
    fn joined(
        &self,
        interpreter: &mut Interpreter,
        (own, other): (&Mapper, &Mapper),
        condition: &Expression,
        foreign: &[Named],
        remote: &[Named],
    ) -> Result<(Link, Vec<Expression>)> {
        let (pairs, extra) = equalities(condition, &own.table, &other.table);
        let Some((first_own, first_other)) = pairs.first().cloned() else {
            return Err(interpreter.unsupported("this `primaryjoin=`"));
        };
        let names_own = |list: &[Named], table: &TableObject, name: &str| {
            list.iter()
                .any(|column| column.is_of(table) && column.name == name)
        };
        let own_holds = if !foreign.is_empty() {
            names_own(foreign, &own.table, &first_own)
        } else if !remote.is_empty() {
            names_own(remote, &other.table, &first_other)
        } else {
            let keys = keys_between(&own.table, &other.table);
            keys.iter()
                .flatten()
                .any(|(column, _)| *column == first_own)
                || keys_between(&other.table, &own.table).is_empty()
                    && other.key().any(|key| key.column == first_other)
                    && !own.key().any(|key| key.column == first_own)
        };
        let link = match own_holds {
            true => Link::Here(pairs),
            false => Link::There(pairs),
        };
        Ok((link, extra))
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
        let mut columns = Vec::new();
        for value in values {
            match value.downcast::<ColumnObject>() {
                Some(column) => columns.push(Named {
                    table: column
                        .table
                        .as_ref()
                        .and_then(|source| source.table())
                        .map(|table| table.name.text.clone()),
                    name: column.construct.borrow().column.name.text.clone(),
                }),
                None => return Err(interpreter.unsupported(&format!("this `{name}=`"))),
            }
        }
        Ok(columns)
    }

    fn no_keys(&self, interpreter: &mut Interpreter, class: &str) -> Interrupt {
        let (owner, name) = match self.place() {
            Some((class, name)) => (class.name.to_string(), name.to_string()),
            None => Default::default(),
        };
        interpreter.raise(
            &format!("sqlalchemy.exc.{class}"),
            format!(
                "Could not determine join condition between parent/child tables on relationship {owner}.{name}"
            ),
        )
    }
}

/// A column that an argument names: with its table, where it says one.
struct Named {
    table: Option<String>,
    name: String,
}

impl Named {
    fn is_of(&self, table: &TableObject) -> bool {
        let own = &table.name.name.text;
        self.table.as_ref().is_none_or(|named| named == own)
    }
}

/// The foreign keys of a table that lead to another: own and referred columns.
fn keys_between(table: &TableObject, other: &TableObject) -> Vec<Vec<(String, String)>> {
    let mut found = Vec::new();
    for (columns, key) in join::keys(table) {
        let ConstraintDefinition::ForeignKey {
            references,
            referred,
            ..
        } = &key.constraint.kind
        else {
            continue;
        };
        if *references != other.name {
            continue;
        }
        let text = |name: &Name| name.text.clone();
        let referred: Vec<String> = match referred.is_empty() {
            true => columns.iter().map(text).collect(),
            false => referred.iter().map(text).collect(),
        };
        let pairs: Vec<_> = columns.iter().map(text).zip(referred).collect();
        if !found.contains(&pairs) {
            found.push(pairs);
        }
    }
    found
}

/// The pairs of columns of two tables that a condition says are equal, and what else it says.
fn equalities(
    condition: &Expression,
    own: &TableObject,
    other: &TableObject,
) -> (Vec<(String, String)>, Vec<Expression>) {
    let mut pairs = Vec::new();
    let mut extra = Vec::new();
    let parts = match condition {
        Expression::Junction {
            all: true,
            operands,
        } => operands.clone(),
        one => vec![one.clone()],
    };
    for part in parts {
        let inner = match &part {
            Expression::Grouping(inner) => inner,
            other => other,
        };
        let pair = match inner {
            Expression::Binary {
                left,
                operator,
                right,
            } if operator == "=" => match (&**left, &**right) {
                (
                    Expression::Column {
                        table: Some(a),
                        name: x,
                        ..
                    },
                    Expression::Column {
                        table: Some(b),
                        name: y,
                        ..
                    },
                ) => {
                    let (own, other) = (own.source(), other.source());
                    if *a == own && *b == other {
                        Some((x.text.clone(), y.text.clone()))
                    } else if *a == other && *b == own {
                        Some((y.text.clone(), x.text.clone()))
                    } else {
                        None
                    }
                }
                _ => None,
            },
            _ => None,
        };
        match pair {
            Some(pair) => pairs.push(pair),
            None => extra.push(part),
        }
    }
    (pairs, extra)
}
