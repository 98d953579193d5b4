//! Classes that derive from mapped ones: those that share the table of the class above
//! (single table inheritance), and those that have a table beside it (joined).
//!
//! Such a class is read from a query under the name of its table that gives the rows of
//! the class, whatever reads them; its rows are written table by table.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::mapping::{Attribute, Mapper, entity_of, mapper_of};
use super::members;
use crate::operation::expression::{AliasName, Aliased, AliasedKind, From, Select, Source};
use crate::operation::operator;
use crate::operation::{ConstraintDefinition, Expression, Name, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::schema::{ColumnConstruct, Item, creation_order};
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{clause, source};

/// What the classes that share rows know of each other.
pub(super) struct Family {
    /// The attribute that says of which class a row is.
    pub(super) on: Rc<str>,
    /// All classes, with what the attribute holds for each.
    members: RefCell<Vec<(Value, Weak<Class>)>>,
}

/// The place of a class among those that share rows.
#[derive(Clone)]
pub(super) struct Lineage {
    pub(super) family: Rc<Family>,
    /// What the attribute that tells classes apart holds for this one.
    pub(super) identity: Value,
    /// Its tables, that of the root first, as they are written.
    pub(super) parts: Vec<Rc<Mapper>>,
    /// What its rows have to fulfil where it has no table of its own.
    pub(super) criterion: Option<Expression>,
}

/// What `__mapper_args__` says of it.
#[derive(Default)]
pub(super) struct Said {
    /// `polymorphic_on`, as a column's name or an attribute's.
    pub(super) on: Option<String>,
    /// `polymorphic_identity`
    pub(super) identity: Option<Value>,
}

impl Family {
    /// The class whose rows hold a value.
    pub(super) fn class_of(
        &self,
        interpreter: &mut Interpreter,
        value: &Value,
    ) -> Result<Rc<Class>> {
        let members = self.members.borrow().clone();
        for (identity, class) in members {
            if let Some(class) = class.upgrade()
                && (identity.is_same(value) || interpreter.is_equal(&identity, value)?)
            {
                return Ok(class);
            }
        }
        if value.is_none() {
            return Err(interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                format!(
                    "Row can't be loaded into an object; the polymorphic discriminator column '{}' is NULL",
                    self.on
                ),
            ));
        }
        let shown = interpreter.repr(value)?;
        Err(interpreter.raise(
            "AssertionError",
            format!("No such polymorphic_identity {shown} is defined"),
        ))
    }
}

/// Whether a class is another one or derives from it.
pub(super) fn is_below(class: &Rc<Class>, above: &Rc<Class>) -> bool {
    Rc::ptr_eq(class, above)
        || class
            .above
            .iter()
            .any(|base| matches!(base, Value::Class(base) if Rc::ptr_eq(base, above)))
}

/// The mapped class that a class derives from, the nearest first.
pub(super) fn parent_of(class: &Rc<Class>) -> Option<(Rc<Class>, Rc<Mapper>)> {
    class.above.iter().find_map(|base| match base {
        Value::Class(base) => Some((base.clone(), mapper_of(base)?)),
        _ => None,
    })
}

/// The mapped class above, with which a class shares rows. One that is `concrete` shares
/// none: it has a table of its own, and says all of its columns.
pub(super) fn shared_with(
    interpreter: &Interpreter,
    class: &Rc<Class>,
    has_table: bool,
) -> Result<Option<(Rc<Class>, Rc<Mapper>)>> {
    let Some((base, mapper)) = parent_of(class) else {
        return Ok(None);
    };
    let concrete = match class.scope.get("__mapper_args__") {
        Some(Value::Dict(given)) => matches!(
            given.entries.borrow().get_str("concrete"),
            Some(Value::Bool(true))
        ),
        _ => false,
    };
    if !concrete {
        return Ok(Some((base, mapper)));
    }
    let is_said = |name: &str| class.scope.has(name);
    let says_all = mapper.attributes.iter().all(|own| is_said(&own.name))
        && base.scope.entries().iter().all(|(name, value)| {
            value
                .downcast::<super::relationship::Relationship>()
                .is_none()
                || is_said(name)
        });
    match has_table && says_all {
        true => Ok(None),
        false => Err(interpreter.refuse(
            "python-unsupported",
            format!(
                "The concrete class `{}` does not say all that the mapped class `{}` has.",
                class.name, base.name
            ),
            Some("Say each column and relationship in it; or map the table by a class that derives from the base alone."),
        )),
    }
}

/// The columns that a class without a table of its own has beside those of the class above.
pub(super) fn more_columns(
    interpreter: &Interpreter,
    class: &Rc<Class>,
    (own_names, mixins): (&[Rc<str>], &[Rc<Class>]),
    parent: &Mapper,
) -> Result<(Rc<TableObject>, Vec<Attribute>)> {
    let Some(table) = parent.parts().into_iter().next() else {
        return Err(interpreter.unsupported("a mapped class without a table"));
    };
    let mut attributes = Vec::new();
    for (name, value) in members::of(class, own_names, mixins) {
        let Some(column) = value.downcast::<ColumnObject>() else {
            continue;
        };
        let is_own = own_names.contains(&name);
        if parent.attribute(&name).is_some() && !is_own {
            continue;
        }
        let mut construct = column.construct.borrow().clone();
        if construct.column.name.text.is_empty() {
            construct.column.name.text = name.to_string();
        }
        attributes.push(Attribute {
            name: name.clone(),
            column: construct.column.name.text.clone(),
            primary_key: construct.column.primary_key,
            follows: construct.follows,
            deferred: construct.deferred,
        });
        let has = table
            .columns()
            .iter()
            .any(|(own, _)| own.text == construct.column.name.text);
        if !has {
            table
                .items
                .borrow_mut()
                .push(Item::Column(Box::new(construct)));
        }
    }
    Ok((table, attributes))
}

/// The lineage of a class that says by which attribute its rows are told apart.
pub(super) fn root(
    interpreter: &Interpreter,
    class: &Rc<Class>,
    mapper: &Rc<Mapper>,
    said: Said,
) -> Result<Option<Lineage>> {
    let Some(on) = said.on else {
        return Ok(None);
    };
    let mut attributes = mapper.attributes.iter();
    let Some(attribute) = attributes.find(|own| own.column == on || *own.name == *on) else {
        return Err(interpreter.unsupported("a `polymorphic_on` that is no column of its class"));
    };
    let identity = said.identity.unwrap_or(Value::None);
    let family = Rc::new(Family {
        on: attribute.name.clone(),
        members: RefCell::default(),
    });
    if !identity.is_none() {
        let own = (identity.clone(), Rc::downgrade(class));
        family.members.borrow_mut().push(own);
    }
    Ok(Some(Lineage {
        family,
        identity,
        parts: vec![mapper.clone()],
        criterion: None,
    }))
}

/// What a class is mapped to that derives from a mapped one, by its own part of it.
///
/// # Errors
/// What is not followed.
pub(super) fn derived(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    (above, parent): (&Rc<Class>, &Rc<Mapper>),
    (own_table, own): (Option<Rc<TableObject>>, Vec<Attribute>),
    said: Said,
) -> Result<(Lineage, Rc<TableObject>, Vec<Attribute>)> {
    let refused = |interpreter: &Interpreter, what: &str| -> Interrupt {
        interpreter.refuse(
            "python-unsupported",
            format!(
                "The class `{}` derives from the mapped class `{}`, {what}.",
                class.name, above.name
            ),
            Some("Map each table by a class that derives from the base alone, with the column that tells the kinds apart as any other column; or use sa.table(...)."),
        )
    };
    let Some(lineage) = &parent.lineage else {
        return Err(refused(
            interpreter,
            "which has no `polymorphic_on`: that is not followed",
        ));
    };
    if lineage.criterion.is_some() {
        return Err(refused(
            interpreter,
            "which has no table of its own: that is not followed",
        ));
    }
    let Some(identity) = said.identity.filter(|given| !given.is_none()) else {
        return Err(refused(
            interpreter,
            "and has no `polymorphic_identity`: that is not followed",
        ));
    };
    if said.on.is_some() {
        return Err(refused(
            interpreter,
            "and has a `polymorphic_on` of its own: that is not followed",
        ));
    }
    let on = lineage.family.on.clone();
    let member = (identity.clone(), Rc::downgrade(class));
    lineage.family.members.borrow_mut().push(member);
    let mut all = parent.attributes.clone();
    let mut parts = lineage.parts.clone();
    let criterion = match &own_table {
        Some(table) => {
            for attribute in &own {
                let known = all.iter().find(|known| known.name == attribute.name);
                let other = all.iter().any(|known| known.column == attribute.column);
                match (known, other) {
                    (Some(known), _) if known.primary_key && attribute.primary_key => {}
                    (None, false) => all.push(attribute.clone()),
                    _ => {
                        return Err(refused(
                            interpreter,
                            &format!(
                                "and both have a column \"{}\": that is not followed",
                                attribute.column
                            ),
                        ));
                    }
                }
            }
            let keys = own.iter().filter(|attribute| attribute.primary_key);
            let fits = |key: &Attribute| parent.key().any(|known| known.name == key.name);
            if !keys.clone().all(fits) || keys.count() != parent.key().count() {
                return Err(refused(
                    interpreter,
                    "whose primary key has other attributes: that is not followed",
                ));
            }
            let own_part = Mapper {
                table: table.clone(),
                attributes: own,
                lineage: None,
                ..(**parent).clone()
            };
            parts.push(Rc::new(own_part));
            None
        }
        None => {
            let Some(first) = parts.pop().filter(|_| parts.is_empty()) else {
                return Err(refused(
                    interpreter,
                    "which has several tables, and has none of its own: that is not followed",
                ));
            };
            all.extend(own);
            let part = Mapper {
                attributes: all.clone(),
                lineage: None,
                ..(*first).clone()
            };
            let column = part.attribute(&on).map(|own| own.column.clone());
            let column = column.unwrap_or_default();
            let data_type = first.table.column_type(&column);
            let value = clause::operand(interpreter, &identity, data_type.as_ref())?;
            let column = Expression::Column {
                table: Some(source::entity(&first.table)),
                name: Name::new(&*column),
                data_type,
            };
            parts.push(Rc::new(part));
            Some(operator::binary(column, "=", value))
        }
    };
    let table = view(class, &parts, &all, criterion.as_ref());
    let lineage = Lineage {
        family: lineage.family.clone(),
        identity,
        parts,
        criterion,
    };
    Ok((lineage, table, all))
}

fn column_of(part: &Mapper, attribute: &Attribute) -> Option<(Expression, ColumnConstruct)> {
    let own = part.attribute(&attribute.name)?;
    let items = part.table.items.borrow();
    let construct = items.iter().find_map(|item| match item {
        Item::Column(construct) if construct.column.name.text == own.column => Some(construct),
        _ => None,
    })?;
    let expression = Expression::Column {
        table: Some(source::entity(&part.table)),
        name: construct.column.name.clone(),
        data_type: Some(construct.column.data_type.clone()),
    };
    Some((expression, (**construct).clone()))
}

/// A query that gives the rows of a class, under the name of its own table.
fn view(
    class: &Rc<Class>,
    parts: &[Rc<Mapper>],
    attributes: &[Attribute],
    criterion: Option<&Expression>,
) -> Rc<TableObject> {
    let mut columns = Vec::new();
    let mut items = Vec::new();
    for attribute in attributes {
        let Some((expression, mut construct)) =
            parts.iter().find_map(|part| column_of(part, attribute))
        else {
            continue;
        };
        let label = Name::new(&*attribute.column);
        columns.push(match &expression {
            Expression::Column { name, .. } if name.text == label.text => expression,
            _ => Expression::Label {
                expression: Box::new(expression),
                label: label.clone(),
            },
        });
        construct.column.name = label;
        construct.key = None;
        let own = class.scope.get(&attribute.name);
        if own.is_none_or(|own| own.downcast::<ColumnObject>().is_some()) {
            class.scope.put(&attribute.name, None);
        }
        items.push(Item::Column(Box::new(construct)));
    }
    let mut from = None;
    for part in parts {
        let source = From::Source(source::entity(&part.table));
        from = Some(match from {
            None => source,
            Some(left) => From::Join {
                left: Box::new(left),
                kind: "JOIN".to_owned(),
                right: Box::new(source),
                on: same_keys(&parts[0], part),
            },
        });
        let keys = part.table.items.borrow();
        let own = keys.iter().filter(|item| match item {
            Item::Constraint(constraint) => match &constraint.constraint.kind {
                ConstraintDefinition::ForeignKey { references, .. } => {
                    !parts.iter().any(|part| part.table.name == *references)
                }
                _ => false,
            },
            _ => false,
        });
        items.extend(own.cloned());
    }
    let select = Select {
        columns,
        from: from.into_iter().collect(),
        conditions: criterion.cloned().into_iter().collect(),
        ..Select::default()
    };
    let name = parts
        .last()
        .map_or_else(|| TableName::new(""), |part| part.table.name.clone());
    let aliased = Aliased {
        kind: AliasedKind::Query {
            query: Expression::Select(Box::new(select)),
            lateral: false,
        },
        name: AliasName::Named {
            name: name.name.clone(),
            id: creation_order(),
        },
    };
    let mut table = TableObject::aliased(aliased, items);
    table.name = name;
    let table = Rc::new(table);
    // The class names what it inherits as its own.
    for attribute in attributes {
        if class.scope.get(&attribute.name).is_none()
            && let Some(column) = table.column(&attribute.column)
        {
            class.scope.put(&attribute.name, Some(column));
        }
    }
    table
}

/// The rows of two tables that are one row of a class.
fn same_keys(root: &Mapper, part: &Mapper) -> Expression {
    let column = |mapper: &Mapper, own: &Attribute| Expression::Column {
        table: Some(source::entity(&mapper.table)),
        name: Name::new(&*own.column),
        data_type: mapper.table.column_type(&own.column),
    };
    let pairs = part.key().filter_map(|own| {
        let above = root.attribute(&own.name)?;
        Some(operator::binary(
            column(root, above),
            "=",
            column(part, own),
        ))
    });
    operator::junction(true, pairs.collect()).unwrap_or(Expression::True)
}

/// What a statement that changes rows of a class is about: its table, and how what it
/// says of the class is said of that.
pub(crate) struct Changed {
    /// What the table is mapped to.
    pub(crate) mapper: Rc<Mapper>,
    /// What the class is read from.
    pub(crate) from: Source,
    /// What its rows have to fulfil.
    pub(crate) criterion: Option<Expression>,
}

/// An update or a delete of a class that shares its rows, as one of the table; `None` for
/// any other statement.
///
/// # Errors
/// Where the rows of the class are in several tables.
pub(crate) fn about_table(interpreter: &Interpreter, statement: &Value) -> Result<Option<Value>> {
    let Some(core) = statement.downcast::<StatementObject>() else {
        return Ok(None);
    };
    let entity = core
        .changed_entity()
        .and_then(|(_, entity)| entity_of(entity));
    let Some((_, mapper)) = entity else {
        return Ok(None);
    };
    let changed = mapper.changed(interpreter)?;
    Ok(changed.map(|changed| Value::object(core.about(&changed))))
}

impl Mapper {
    /// Of what an update or a delete of its rows is.
    ///
    /// # Errors
    /// Where the rows of a class are in several tables.
    pub(crate) fn changed(&self, interpreter: &Interpreter) -> Result<Option<Changed>> {
        let Some(lineage) = &self.lineage else {
            return Ok(None);
        };
        match &lineage.parts[..] {
            [one] => Ok(Some(Changed {
                mapper: one.clone(),
                from: self.table.source(),
                criterion: lineage.criterion.clone(),
            })),
            _ => Err(interpreter.unsupported(
                "a statement that changes rows of a class with several tables; change its objects, or give it to the tables",
            )),
        }
    }

    /// Whether it is what a class below another one is mapped to, and no alias of that.
    pub(super) fn is_inherited_from(&self, above: &Self) -> bool {
        let (Some(class), Some(other)) = (self.class.upgrade(), above.class.upgrade()) else {
            return false;
        };
        let is_whole = mapper_of(&class).is_some_and(|own| Rc::ptr_eq(&own.table, &self.table));
        self.lineage.is_some()
            && is_whole
            && !Rc::ptr_eq(&class, &other)
            && is_below(&class, &other)
    }

    /// Gives a new object the value that tells its class.
    pub(super) fn identify(&self, scope: &crate::python::scope::Scope) {
        if let Some(lineage) = &self.lineage
            && !lineage.identity.is_none()
            && !scope.has(&lineage.family.on)
        {
            scope.put(&lineage.family.on, Some(lineage.identity.clone()));
        }
    }

    /// The tables that rows of it are in, each by itself.
    pub(super) fn parts(&self) -> Vec<Rc<TableObject>> {
        match &self.lineage {
            Some(lineage) => lineage
                .parts
                .iter()
                .map(|part| part.table.clone())
                .collect(),
            None => vec![self.table.clone()],
        }
    }
}
