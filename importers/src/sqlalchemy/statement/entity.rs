//! What a session asks of a statement that was made of a mapped class.

use std::rc::Rc;

use super::{Statement, StatementObject};
use crate::operation::expression::{Select, Source};
use crate::operation::{Expression, Name, TableName};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::execution_options::SessionOptions;
use crate::sqlalchemy::orm::{Chain, Changed, Mapper};
use crate::sqlalchemy::{clause, source};

/// What a statement does to rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// It makes some.
    Insert,
    /// It changes some.
    Update,
    /// It takes some away.
    Delete,
}

impl StatementObject {
    /// The same, made of a mapped class.
    pub(super) fn made_of(self, entity: Value, mapper: &Mapper) -> Self {
        let names = mapper.attributes.iter();
        let names = names.map(|one| (one.name.to_string(), one.column.clone()));
        Self {
            attributes: Some(names.collect()),
            joined: Some(entity),
            ..self
        }
    }

    /// A statement about the rows of a mapped class.
    pub(crate) fn of_entity(verb: Verb, class: Rc<Class>, mapper: &Mapper) -> Self {
        let made = match verb {
            Verb::Insert => Self::insert(&mapper.table),
            Verb::Update => Self::update(&mapper.table),
            Verb::Delete => Self::delete(&mapper.table),
        };
        made.made_of(Value::Class(class), mapper)
    }

    /// The mapped class that an insert, update or delete was made of, and what
    /// it does to its rows.
    pub(crate) fn changed_entity(&self) -> Option<(Verb, &Value)> {
        let verb = match self.statement {
            Statement::Insert(_) => Verb::Insert,
            Statement::Update(_) => Verb::Update,
            Statement::Delete(_) => Verb::Delete,
            Statement::Select(_) | Statement::Compound(_) => return None,
        };
        Some((verb, self.joined.as_ref()?))
    }

    /// An update or a delete of a class that shares its rows with others, as one of the
    /// table that has them.
    pub(crate) fn about(&self, changed: &Changed) -> Self {
        let mut next = self.clone();
        let to = source::entity(&changed.mapper.table);
        let mut said: Vec<&mut Expression> = Vec::new();
        match &mut next.statement {
            Statement::Update(update) => {
                update.conditions.extend(changed.criterion.clone());
                said.extend(&mut update.conditions);
                said.extend(update.values.iter_mut().map(|(_, value)| value));
                said.extend(&mut update.returning);
            }
            Statement::Delete(delete) => {
                delete.conditions.extend(changed.criterion.clone());
                said.extend(&mut delete.conditions);
                said.extend(&mut delete.returning);
            }
            _ => {}
        }
        for expression in said {
            expression.each_column(&mut |column| {
                if let Expression::Column {
                    table: Some(table), ..
                } = column
                    && *table == changed.from
                {
                    *table = to.clone();
                }
            });
        }
        next
    }

    /// Whether it names a mapped class, and not only tables.
    pub(crate) fn names_entity(&self) -> bool {
        if self.selected.is_some() || self.changed_entity().is_some() {
            return true;
        }
        match &self.statement {
            Statement::Select(select) => {
                source::query_names_entity(&Expression::Select(Box::new(select.clone())))
            }
            Statement::Compound(compound) => {
                compound.queries.iter().any(source::query_names_entity)
            }
            Statement::Update(update) => update.conditions.iter().any(source::names_entity),
            Statement::Delete(delete) => delete.conditions.iter().any(source::names_entity),
            Statement::Insert(_) => false,
        }
    }

    /// What a select says itself that it reads first.
    pub(crate) fn reads_first(&self) -> Option<Source> {
        match &self.statement {
            Statement::Select(select) => source::sources_of(select.from.first()?).first().cloned(),
            _ => None,
        }
    }

    /// The table of the mapped class that a select reads or lists first.
    pub(crate) fn first_entity(&self) -> Option<TableName> {
        let Statement::Select(select) = &self.statement else {
            return None;
        };
        match select.from.first() {
            Some(from) => source::first_entity_of(from),
            None => select.columns.first().and_then(source::first_entity),
        }
    }

    /// What a session is asked for beside it.
    pub(crate) fn session_options(&self) -> SessionOptions {
        self.session
    }

    /// The same, with more asked of a session.
    pub(crate) fn with_session_options(mut self, options: SessionOptions) -> Self {
        self.session = self.session.and(options);
        self
    }

    /// What its objects hold at once.
    pub(crate) fn loads(&self) -> &[Chain] {
        &self.loads
    }

    /// Whether it is a single select.
    pub(crate) fn is_select(&self) -> bool {
        matches!(self.statement, Statement::Select(_))
    }

    /// Whether an update or a delete says which rows it means.
    pub(crate) fn has_conditions(&self) -> bool {
        !self.conditions().is_empty()
    }

    /// The conditions of an update or a delete.
    pub(crate) fn conditions(&self) -> &[Expression] {
        match &self.statement {
            Statement::Update(update) => &update.conditions,
            Statement::Delete(delete) => &delete.conditions,
            _ => &[],
        }
    }

    /// The names of the columns that an update sets.
    pub(crate) fn set_columns(&self) -> Vec<String> {
        match &self.statement {
            Statement::Update(update) => {
                let names = update.values.iter();
                names.map(|(name, _)| name.text.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What an update sets columns to.
    pub(crate) fn set_values(&self) -> &[(Name, Expression)] {
        match &self.statement {
            Statement::Update(update) => &update.values,
            _ => &[],
        }
    }

    /// A select of these columns of the rows that an update or a delete changes.
    pub(crate) fn of_changed_rows(&self, columns: &[Value]) -> Option<Self> {
        let conditions = match &self.statement {
            Statement::Update(update) => &update.conditions,
            Statement::Delete(delete) => &delete.conditions,
            _ => return None,
        };
        let select = Select {
            columns: columns.iter().filter_map(clause::as_expression).collect(),
            conditions: conditions.clone(),
            ..Select::default()
        };
        Some(Self::query(Statement::Select(select)))
    }
}
