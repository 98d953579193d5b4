//! Relationships in queries: joins along them, `any`, `has`, comparisons.

use std::rc::Rc;

use super::added_later;
use super::deletion;
use super::mapping::{Mapper, entity_of, mapper_of, object_of};
use super::path::{Link, Path};
use super::related::{self, sides_of};
use super::relationship::Relationship;
use crate::operation::expression::{From, Source};
use crate::operation::operator;
use crate::operation::{Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::clause::{self, Clause};
use crate::sqlalchemy::statement;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{derived, source};

/// A column of a table, by its name.
pub(super) fn column(table: &TableObject, name: &str) -> Value {
    let data_type = table.column_type(name);
    let expression = Expression::Column {
        table: Some(table.source()),
        name: Name::new(name),
        data_type: data_type.clone(),
    };
    Clause::value(expression, data_type)
}

/// What `primaryjoin=` says beside the columns, as conditions on the other table.
pub(super) fn extra(interpreter: &Interpreter, path: &Path) -> Result<Vec<Value>> {
    let other = path.mapper.table.source();
    let is_of_other = |expression: &Expression| {
        let sources = source::named_in(expression);
        sources.iter().all(|source| *source == other)
    };
    if !path.extra.iter().all(is_of_other) {
        return Err(interpreter.unsupported(
            "a `primaryjoin=` or `secondaryjoin=` with a condition on another table than that of the related rows",
        ));
    }
    let conditions = path.extra.iter().cloned();
    Ok(conditions.map(Clause::condition).collect())
}

/// A relationship between two sides, either of which may be an alias.
#[derive(Clone)]
pub(super) struct Sides {
    pub(super) relationship: Rc<Relationship>,
    /// What the class that has it is mapped to, or an alias of that.
    pub(super) own: Rc<Mapper>,
    /// What stands for the target, where that was said.
    pub(super) other: Option<(Value, Rc<Mapper>)>,
    /// What `and_(...)` asks of the target's rows in a join or where they are read; `any` and
    /// `has` do not ask it, as SQLAlchemy's.
    pub(super) also: Vec<Value>,
}

/// One step of a join along a relationship: what is joined, and the condition.
pub(crate) type Step = (From, Expression);

/// A join along a relationship.
pub(crate) struct Along {
    /// Where it begins.
    pub(crate) left: Source,
    /// What is joined, one after the other.
    pub(crate) steps: Vec<Step>,
    /// What `filter_by` means after it.
    pub(crate) target: Value,
    /// The table of that.
    pub(crate) table: Rc<TableObject>,
}

/// The sides of a relationship that stands in a query.
pub(super) fn sides(value: &Value) -> Option<Sides> {
    if let Some(sides) = value.downcast::<Sides>() {
        return Some((*sides).clone());
    }
    value
        .downcast::<Relationship>()
        .and_then(|relationship| sides_of(&relationship))
}

/// Whether a value is a relationship of a class.
pub(crate) fn is_relationship(value: &Value) -> bool {
    sides(value).is_some()
}

/// The join along a relationship, if a value is one; `target` is what `join(target, relationship)` names.
///
/// # Errors
/// Where the relationship's columns are not clear.
pub(crate) fn along(
    interpreter: &mut Interpreter,
    value: &Value,
    target: Option<&Value>,
) -> Result<Option<Along>> {
    let Some(mut sides) = sides(value) else {
        return Ok(None);
    };
    if let Some(target) = target
        && let Some((_, mapper)) = entity_of(target)
    {
        sides.other = Some((target.clone(), mapper));
    }
    let path = sides.relationship.path(interpreter, &sides.own)?;
    let (target, mapper) = match &sides.other {
        Some(other) => other.clone(),
        None => (Value::Class(path.class.clone()), path.mapper.clone()),
    };
    let table = mapper.table.clone();
    let own = &sides.own.table;
    let mut also = Vec::new();
    for value in extra(interpreter, &path)? {
        also.push(clause::condition(interpreter, &value)?);
    }
    let given = sides.also.iter();
    let given = given.map(|value| clause::condition(interpreter, value));
    let given = given.collect::<Result<Vec<_>>>()?;
    if !also.is_empty() && table.source() != path.mapper.table.source() {
        return Err(interpreter.unsupported("an alias of the rows that a `primaryjoin=` confines"));
    }
    also.extend(given);
    let mut steps = Vec::new();
    match &path.link {
        Link::Here(pairs) | Link::There(pairs) => {
            let mut conditions = equal(pairs, own, &table);
            conditions.extend(also);
            steps.push((From::Source(table.source()), all(conditions)));
        }
        Link::Through {
            table: between,
            own: own_pairs,
            other,
        } => {
            // Another join may name the table between by itself.
            let alias = derived::alias(interpreter, between, &mut Args::new([]))?;
            let between = alias.downcast::<TableObject>().unwrap_or(between.clone());
            steps.push((
                From::Source(between.source()),
                all(equal(own_pairs, own, &between)),
            ));
            let mut conditions = equal(other, &table, &between);
            conditions.extend(also);
            steps.push((From::Source(table.source()), all(conditions)));
        }
    }
    Ok(Some(Along {
        left: own.source(),
        steps,
        target,
        table,
    }))
}

fn all(conditions: Vec<Expression>) -> Expression {
    operator::junction(true, conditions).unwrap_or(Expression::True)
}

/// Two columns that are equal.
pub(super) fn equal_columns(
    (own, a): (&TableObject, &str),
    (other, b): (&TableObject, &str),
) -> Expression {
    let pairs = [(a.to_owned(), b.to_owned())];
    all(equal(&pairs, own, other))
}

/// Pairs of columns that are equal.
fn equal(pairs: &[(String, String)], own: &TableObject, other: &TableObject) -> Vec<Expression> {
    let side = |table: &TableObject, name: &str| Expression::Column {
        table: Some(table.source()),
        name: Name::new(name),
        data_type: table.column_type(name),
    };
    pairs
        .iter()
        .map(|(a, b)| operator::binary(side(own, a), "=", side(other, b)))
        .collect()
}

impl Sides {
    /// `EXISTS (SELECT 1 FROM target WHERE …)`
    fn exists(&self, interpreter: &mut Interpreter, criteria: Vec<Value>) -> Result<Value> {
        let path = self.relationship.path(interpreter, &self.own)?;
        let target = match &self.other {
            Some((_, mapper)) => mapper.table.clone(),
            None => path.mapper.table.clone(),
        };
        let (target, criteria) = match target.source() == self.own.table.source() {
            true => Self::under_another_name(interpreter, &path, &target, criteria)?,
            false => (target, criteria),
        };
        let mut conditions = Vec::new();
        let mut tables = vec![Value::Object(target.clone())];
        match &path.link {
            Link::Here(pairs) | Link::There(pairs) => {
                conditions.extend(equal(pairs, &self.own.table, &target));
            }
            Link::Through {
                table: between,
                own,
                other,
            } => {
                conditions.extend(equal(own, &self.own.table, between));
                conditions.extend(equal(other, &target, between));
                tables.push(Value::Object(between.clone()));
            }
        }
        let mut conditions: Vec<Value> = conditions.into_iter().map(Clause::condition).collect();
        conditions.extend(extra(interpreter, &path)?);
        conditions.extend(criteria);
        let query = statement::select(interpreter, Args::new([Value::Int(1)]))?;
        let query = interpreter.call_method(&query, "select_from", Args::new(tables))?;
        let query = interpreter.call_method(&query, "where", Args::new(conditions))?;
        statement::exists(interpreter, Args::new([query]))
    }

    /// The related rows of the same table under a name of their own, and what is asked of them.
    fn under_another_name(
        interpreter: &mut Interpreter,
        path: &Path,
        table: &Rc<TableObject>,
        criteria: Vec<Value>,
    ) -> Result<(Rc<TableObject>, Vec<Value>)> {
        if !path.extra.is_empty() {
            return Err(interpreter.unsupported(
                "`any` and `has` of a relationship within one table that a `primaryjoin=` confines",
            ));
        }
        let alias = derived::alias(interpreter, table, &mut Args::new([]))?;
        let alias = alias.downcast::<TableObject>().unwrap_or(table.clone());
        let (entity, other) = (source::entity(table), alias.source());
        let mut adapted = Vec::with_capacity(criteria.len());
        for one in criteria {
            let mut condition = clause::condition(interpreter, &one)?;
            if source::has_query(&condition) {
                return Err(interpreter.unsupported(
                    "a query within `any` or `has` of a relationship within one table",
                ));
            }
            condition.each_column(&mut |column| {
                if let Expression::Column {
                    table: Some(own), ..
                } = column
                    && (*own == entity || *own == table.source())
                {
                    *own = other.clone();
                }
            });
            adapted.push(Clause::condition(condition));
        }
        Ok((alias, adapted))
    }

    /// The criteria of `any(criterion, name=value)`.
    fn criteria(&self, interpreter: &mut Interpreter, args: &mut Args) -> Result<Vec<Value>> {
        let mut criteria: Vec<Value> = args
            .rest()
            .into_iter()
            .filter(|value| !value.is_none())
            .collect();
        let (class, _) = self.relationship.target(interpreter)?;
        for keyword in args.take_keywords() {
            let column = interpreter.attribute(&Value::Class(class.clone()), &keyword.name)?;
            criteria.push(interpreter.equal(&column, &keyword.value)?);
        }
        Ok(criteria)
    }

    /// Whether it leads to this object, or to none.
    fn leads_to(&self, interpreter: &mut Interpreter, other: &Value) -> Result<Value> {
        let path = self.relationship.path(interpreter, &self.own)?;
        let Some((object, mapper)) = object_of(other) else {
            if !other.is_none() {
                return Err(interpreter.raise(
                    "sqlalchemy.exc.ArgumentError",
                    "Mapped instance expected for relationship comparison to object.",
                ));
            }
            return match &path.link {
                Link::Here(pairs) => {
                    let nulls = pairs.iter().map(|(own, _)| {
                        let own = clause::as_expression(&column(&self.own.table, own));
                        operator::binary(own.unwrap_or(Expression::Null), "IS", Expression::Null)
                    });
                    Ok(Clause::condition(all(nulls.collect())))
                }
                _ => {
                    let some = self.exists(interpreter, Vec::new())?;
                    clause::negated(interpreter, &some)
                }
            };
        };
        let object = Value::Instance(object);
        let value_of = |interpreter: &mut Interpreter, name: &str| match mapper.of_column(name) {
            Some(attribute) => interpreter.attribute(&object, &attribute.name),
            None => Ok(Value::None),
        };
        let mut conditions = Vec::new();
        match &path.link {
            Link::Here(pairs) | Link::There(pairs) => {
                for (own, theirs) in pairs {
                    let value = value_of(interpreter, theirs)?;
                    let own = column(&self.own.table, own);
                    let equal = interpreter.equal(&own, &value)?;
                    conditions.push(clause::condition(interpreter, &equal)?);
                }
                Ok(Clause::condition(all(conditions)))
            }
            Link::Through { .. } => {
                for key in mapper.key() {
                    let value = interpreter.attribute(&object, &key.name)?;
                    let own = column(&mapper.table, &key.column);
                    let equal = interpreter.equal(&own, &value)?;
                    conditions.push(clause::condition(interpreter, &equal)?);
                }
                self.exists(interpreter, vec![Clause::condition(all(conditions))])
            }
        }
    }
}

/// Methods and operators of a relationship on a class.
fn method(
    interpreter: &mut Interpreter,
    sides: &Sides,
    name: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    Ok(Some(match name {
        "any" | "has" => {
            let criteria = sides.criteria(interpreter, args)?;
            sides.exists(interpreter, criteria)?
        }
        "contains" => {
            let other = args.required("other")?;
            sides.leads_to(interpreter, &other)?
        }
        "is_" => {
            let other = args.required("other")?;
            sides.leads_to(interpreter, &other)?
        }
        "is_not" | "isnot" => {
            let other = args.required("other")?;
            let equal = sides.leads_to(interpreter, &other)?;
            clause::negated(interpreter, &equal)?
        }
        "of_type" => {
            let entity = args.required("class_")?;
            let Some((_, mapper)) = entity_of(&entity) else {
                return Err(args.refuse("`of_type` takes a mapped class or an alias of one."));
            };
            Value::object(Sides {
                other: Some((entity, mapper)),
                ..sides.clone()
            })
        }
        "and_" => {
            let mut also = sides.also.clone();
            also.extend(args.rest());
            Value::object(Sides {
                also,
                ..sides.clone()
            })
        }
        _ => return Ok(None),
    }))
}

fn compare(
    interpreter: &mut Interpreter,
    sides: &Sides,
    operator: &str,
    other: &Value,
) -> Result<Option<Value>> {
    match operator {
        "==" => sides.leads_to(interpreter, other).map(Some),
        "!=" => {
            let equal = sides.leads_to(interpreter, other)?;
            let path = sides.relationship.path(interpreter, &sides.own)?;
            let other_one = clause::negated(interpreter, &equal)?;
            match (&path.link, other.is_none()) {
                // Rows that lead nowhere do not lead to it.
                (Link::Here(_), false) => {
                    let none = sides.leads_to(interpreter, &Value::None)?;
                    let either =
                        [other_one, none].map(|value| clause::condition(interpreter, &value));
                    let either = either.into_iter().collect::<Result<Vec<_>>>()?;
                    let either = operator::junction(false, either).unwrap_or(Expression::True);
                    Ok(Some(Clause::condition(either)))
                }
                _ => Ok(Some(other_one)),
            }
        }
        _ => Ok(None),
    }
}

impl Object for Relationship {
    fn type_name(&self) -> &str {
        "Relationship"
    }

    fn delete_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<bool> {
        deletion::of_relationship(interpreter, &self, instance)
    }

    fn set_on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
    ) -> Result<bool> {
        added_later::related(interpreter, class, name, self)
    }

    /// A class that inherits it is its own side.
    fn on_class(self: Rc<Self>, _: &mut Interpreter, class: &Rc<Class>) -> Result<Option<Value>> {
        let is_inherited = self
            .place()
            .is_some_and(|(owner, _)| !Rc::ptr_eq(&owner, class));
        let Some(own) = mapper_of(class).filter(|own| is_inherited && own.lineage.is_some()) else {
            return Ok(None);
        };
        Ok(Some(Value::object(Sides {
            relationship: self,
            own,
            other: None,
            also: Vec::new(),
        })))
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if !matches!(
            name,
            "key"
                | "property"
                | "mapper"
                | "uselist"
                | "direction"
                | "secondary"
                | "target"
                | "back_populates"
        ) {
            return Ok(None);
        }
        let (Some((_, key)), Some(own)) = (self.place(), self.owner()) else {
            return Ok(None);
        };
        let path = match name {
            "key" => return Ok(Some(Value::Str(key))),
            "property" => return Ok(Some(Value::Object(self))),
            "back_populates" => return Ok(Some(self.back().map_or(Value::None, Value::Str))),
            _ => self.path(interpreter, &own)?,
        };
        Ok(Some(match name {
            "mapper" => Value::Object(path.mapper.clone()),
            "target" => Value::Object(path.mapper.table.clone()),
            "uselist" => Value::Bool(path.many),
            "secondary" => match &path.link {
                Link::Through { table, .. } => Value::Object(table.clone()),
                _ => Value::None,
            },
            _ => Value::object(Direction(match &path.link {
                Link::Here(_) => "MANYTOONE",
                Link::There(_) => "ONETOMANY",
                Link::Through { .. } => "MANYTOMANY",
            })),
        }))
    }

    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        match related::barred(interpreter, &self, instance)? {
            Some(instead) => Ok(Some(instead)),
            None => related::read(interpreter, &self, instance),
        }
    }

    fn set_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
        value: Value,
    ) -> Result<bool> {
        related::give(interpreter, &self, instance, value)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match sides_of(&self) {
            Some(sides) => method(interpreter, &sides, name, args),
            None => Ok(None),
        }
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        match sides_of(&self) {
            Some(sides) => compare(interpreter, &sides, operator, other),
            None => Ok(None),
        }
    }
}

impl Object for Sides {
    fn type_name(&self) -> &str {
        "Relationship"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        self.relationship.clone().attribute(interpreter, name)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        method(interpreter, &self, name, args)
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        compare(interpreter, &self, operator, other)
    }
}

/// `relationship.direction`
struct Direction(&'static str);

impl Object for Direction {
    fn type_name(&self) -> &str {
        "RelationshipDirection"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok((name == "name").then(|| Value::str(self.0)))
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        let same = other
            .downcast::<Self>()
            .is_some_and(|other| other.0 == self.0);
        Ok(match operator {
            "==" => Some(Value::Bool(same)),
            "!=" => Some(Value::Bool(!same)),
            _ => None,
        })
    }
}
