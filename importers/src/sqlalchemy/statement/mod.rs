//! Statements of SQLAlchemy Core: `insert`, `update`, `delete`, `select`.

mod change;
mod conflict;
mod ending;
mod entity;
mod expression;
mod listing;
mod method;
pub(crate) mod parameters;
mod reduced;
mod select;
mod values;

pub(crate) use change::{delete, insert, insert_on, of_method, update};
pub(crate) use entity::Verb;
pub(crate) use select::{columns_of_table, compound, exists, select};

use select::types_of;
use values::Form;

use std::rc::Rc;

use super::clause;
use super::execution_options::SessionOptions;
use super::orm::{Chain, Selected};
use super::table::TableObject;
use super::{join, looked_up, source};
use crate::operation::expression::{Compound, Delete, From, Identity, Insert, Select, Update};
use crate::operation::operator::{self, Around};
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "a handful per file")]
enum Statement {
    Insert(Insert),
    Update(Update),
    Delete(Delete),
    Select(Select),
    Compound(Compound),
}

/// A statement; each method gives a new one.
#[derive(Clone)]
pub(crate) struct StatementObject {
    statement: Statement,
    /// The table of `insert` and `update`, for the types of its columns.
    table: Option<Rc<TableObject>>,
    /// `sa.exists(...)` around a select.
    exists: bool,
    /// Names and types of `returning(...)`.
    returning: Vec<(Name, SqlType)>,
    /// The types of what a query lists, as Python knows them.
    types: Vec<Option<SqlType>>,
    /// `scalar_subquery()`: a value, in parentheses.
    scalar: bool,
    /// The dialect from whose module an insert comes, for its methods about conflicts.
    conflicts: Option<&'static str>,
    /// What a select lists, where mapped classes are among it.
    selected: Option<Rc<[Selected]>>,
    /// Whose attributes `filter_by` names: of a select what it joined last, of
    /// another statement the mapped class that it was made of.
    joined: Option<Value>,
    /// The joins of a select, and what it read before the first.
    joins: Vec<select::JoinCall>,
    unjoined: Vec<From>,
    /// What a session is asked for beside it.
    session: SessionOptions,
    /// What its objects hold at once.
    loads: Vec<Chain>,
    /// How an insert or an update was given its values.
    form: Form,
    /// The columns whose values are plain ones, and no SQL.
    plain: Vec<String>,
    /// The columns that have a value, and whether the file names them by text.
    keyed: Vec<(String, bool)>,
    /// The attributes of a mapped class that an insert or an update is of, and their columns.
    attributes: Option<Rc<[(String, String)]>>,
    /// Which object it is, where it is a value; one that was made of it has the same.
    identity: Identity,
}

impl StatementObject {
    fn of(statement: Statement, table: &Rc<TableObject>) -> Self {
        Self {
            table: Some(table.clone()),
            ..Self::query(statement)
        }
    }

    /// The type of the value that a subquery in an expression is.
    pub(crate) fn scalar_type(&self) -> Option<SqlType> {
        match self.types.first() {
            _ if self.exists => Some(clause::BOOLEAN),
            Some(first) if self.scalar => first.clone().filter(|own| *own != SqlType::Null),
            _ => None,
        }
    }

    /// What `returning(...)` names.
    pub(crate) fn returning(&self) -> &[(Name, SqlType)] {
        &self.returning
    }

    /// The table that an insert fills.
    pub(crate) fn inserted(&self) -> Option<&Rc<TableObject>> {
        match self.statement {
            Statement::Insert(_) => self.table.as_ref(),
            _ => None,
        }
    }

    /// `join.select()`
    pub(crate) fn select_join(from: From, tables: &[Rc<TableObject>]) -> Self {
        let mut select = Select::default();
        for table in tables {
            for (name, _) in table.columns() {
                let column = table.column(&name.text);
                select
                    .columns
                    .extend(column.and_then(|column| clause::as_expression(&column)));
            }
        }
        select.from.push(from);
        Self::query(Statement::Select(select))
    }

    /// `table.insert()`
    pub(crate) fn insert(table: &Rc<TableObject>) -> Self {
        let insert = Insert {
            object: table.object,
            ..Insert::into(table.name.clone())
        };
        Self::of(Statement::Insert(insert), table)
    }

    /// `table.update()`
    pub(crate) fn update(table: &Rc<TableObject>) -> Self {
        let update = Update {
            object: table.object,
            alias: table.alias().cloned(),
            ..Update::of(table.name.clone())
        };
        Self::of(Statement::Update(update), table)
    }

    /// `table.delete()`
    pub(crate) fn delete(table: &Rc<TableObject>) -> Self {
        let delete = Delete {
            object: table.object,
            alias: table.alias().cloned(),
            ..Delete::of(table.name.clone())
        };
        Self::of(Statement::Delete(delete), table)
    }

    /// `table.select()`
    pub(crate) fn select_table(table: &Rc<TableObject>) -> Self {
        let columns = columns_of_table(table);
        let types = types_of(&columns);
        let select = Select {
            columns,
            from: vec![From::Source(table.source())],
            ..Select::default()
        };
        Self {
            types,
            ..Self::of(Statement::Select(select), table)
        }
    }

    /// A query that is no table's.
    fn query(statement: Statement) -> Self {
        Self {
            statement,
            table: None,
            exists: false,
            returning: Vec::new(),
            types: Vec::new(),
            scalar: false,
            conflicts: None,
            selected: None,
            joined: None,
            joins: Vec::new(),
            unjoined: Vec::new(),
            session: SessionOptions::default(),
            loads: Vec::new(),
            form: Form::None,
            plain: Vec::new(),
            keyed: Vec::new(),
            attributes: None,
            identity: Identity::new(),
        }
    }

    /// Which object it is, where it is a value.
    pub(crate) fn identity(&self) -> Option<Identity> {
        (self.exists || self.scalar).then_some(self.identity)
    }

    /// `sa.union(a, b)` and its like: its columns have the types of the first query's.
    pub(crate) fn compound(operator: &str, queries: Vec<Value>, args: &Args) -> Result<Self> {
        let first = queries.first().and_then(Value::downcast::<Self>);
        let types = first.map(|first| first.types.clone());
        let compound = source::compound(operator, queries, args)?;
        Ok(Self {
            types: types.unwrap_or_default(),
            ..Self::query(Statement::Compound(compound))
        })
    }

    /// The column that a keyword of `filter_by` names: of what is read first, or else of the table
    /// that the first element of the list names.
    fn filtered_column(&self, interpreter: &mut Interpreter, wanted: &str) -> Option<Value> {
        let of_own = || self.table.as_ref().and_then(|table| table.column(wanted));
        let Statement::Select(select) = &self.statement else {
            return of_own();
        };
        let source = match (select.from.first(), select.columns.first()) {
            (Some(From::Source(source)), _) => source.clone(),
            (Some(_), _) => return None,
            (None, Some(column)) => source::named_in(column).into_iter().next()?,
            (None, None) => return of_own(),
        };
        if self
            .table
            .as_ref()
            .is_some_and(|table| table.source() == source)
        {
            return of_own();
        }
        let tables = join::known_as(interpreter, &source);
        let known = tables.iter().find_map(|table| table.column(wanted));
        known.or_else(|| {
            select.columns.iter().find_map(|column| match column {
                Expression::Column {
                    name,
                    data_type,
                    table: Some(own),
                } if name.text == wanted && *own == source => {
                    Some(clause::Clause::value(column.clone(), data_type.clone()))
                }
                _ => None,
            })
        })
    }

    /// The types of what a query lists, where Python knows them.
    pub(crate) fn types(&self) -> &[Option<SqlType>] {
        &self.types
    }

    /// The statement as it is executed: with the values that SQLAlchemy gives
    /// to columns which it does not name.
    ///
    /// # Errors
    /// Where only a program can compute one, and what its function raises.
    pub(crate) fn executable(&self, interpreter: &mut Interpreter) -> Result<Self> {
        match self.statement {
            Statement::Insert(_) => self.with_defaults(interpreter),
            Statement::Select(_) | Statement::Compound(_) => {
                looked_up::check(interpreter, &self.expression())?;
                self.with_on_update(interpreter)
            }
            _ => self.with_on_update(interpreter),
        }
    }

    /// Whether Python computes values of the rows that it writes.
    pub(crate) fn computes_defaults(&self) -> bool {
        let table = self.table.as_ref();
        table.is_some_and(|table| table.computes_defaults())
    }

    /// Whether a column of its table has a type whose values a function of the file makes.
    pub(crate) fn has_own_types(&self) -> bool {
        let table = self.table.as_ref();
        table.is_some_and(|table| table.has_own_types())
    }

    /// Whether executing it gives rows.
    pub(crate) fn reads(&self) -> bool {
        matches!(
            self.statement,
            Statement::Select(_) | Statement::Compound(_)
        )
    }

    /// What stands for the value of a column.
    pub(crate) fn value_of(
        &self,
        interpreter: &mut Interpreter,
        column: &str,
        value: &Value,
    ) -> Result<Expression> {
        let data_type = self
            .table
            .as_ref()
            .and_then(|table| table.column_type(column));
        let expression = clause::stored(interpreter, value, data_type.as_ref())?;
        Ok(operator::group(expression, Around::Anything))
    }
}
