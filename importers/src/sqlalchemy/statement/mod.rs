//! Statements of SQLAlchemy Core: `insert`, `update`, `delete`, `select`.

mod change;
mod conflict;
mod entity;
mod select;

pub(crate) use change::{delete, insert, insert_on, update};
pub(crate) use entity::Verb;
pub(crate) use select::{compound, exists, select};

use change::{key_name, returned};
use select::{Listed, columns_of_table, listed, select_method};

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::clause;
use super::operator::{self, Around};
use super::orm::{self, Selected};
use super::source;
use super::table::TableObject;
use crate::operation::expression::{Compound, Delete, From, Insert, Select, Update};
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
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
}

impl StatementObject {
    fn of(statement: Statement, table: &Rc<TableObject>) -> Self {
        Self {
            statement,
            table: Some(table.clone()),
            exists: false,
            returning: Vec::new(),
            types: Vec::new(),
            scalar: false,
            conflicts: None,
            selected: None,
            joined: None,
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

    /// Whether an insert gives a value to a column.
    pub(crate) fn names(&self, column: &Name) -> bool {
        match &self.statement {
            Statement::Insert(insert) => {
                insert.select.is_some() || insert.columns.iter().any(|own| own.text == column.text)
            }
            _ => true,
        }
    }

    /// How many rows an insert has.
    pub(crate) fn rows(&self) -> usize {
        match &self.statement {
            Statement::Insert(insert) => insert.rows.len(),
            _ => 0,
        }
    }

    /// Gives one row of an insert a value.
    pub(crate) fn give(&mut self, row: usize, column: &Name, value: Expression) {
        if let Statement::Insert(insert) = &mut self.statement {
            if !insert.columns.iter().any(|own| own.text == column.text) {
                insert.columns.push(column.clone());
                for cells in &mut insert.rows {
                    cells.push(Expression::Null);
                }
            }
            let at = insert
                .columns
                .iter()
                .position(|own| own.text == column.text);
            if let Some(cell) = at.and_then(|at| insert.rows.get_mut(row)?.get_mut(at)) {
                *cell = value;
            }
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
        let insert = Insert::into(table.name.clone());
        Self::of(Statement::Insert(insert), table)
    }

    /// `table.update()`
    pub(crate) fn update(table: &Rc<TableObject>) -> Self {
        let update = Update::of(table.name.clone());
        Self::of(Statement::Update(update), table)
    }

    /// `table.delete()`
    pub(crate) fn delete(table: &Rc<TableObject>) -> Self {
        let delete = Delete::of(table.name.clone());
        Self::of(Statement::Delete(delete), table)
    }

    /// `table.select()`
    pub(crate) fn select_table(table: &Rc<TableObject>) -> Self {
        let select = Select {
            columns: columns_of_table(table),
            from: vec![From::Source(table.source())],
            ..Select::default()
        };
        Self {
            types: table
                .columns()
                .into_iter()
                .map(|(_, data_type)| Some(data_type))
                .collect(),
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
        }
    }

    /// `sa.union(a, b)` and its like.
    pub(crate) fn compound(compound: Compound) -> Self {
        Self::query(Statement::Compound(compound))
    }

    /// The statement as an expression: a subquery, or what is executed.
    pub(crate) fn expression(&self) -> Expression {
        match &self.statement {
            Statement::Insert(insert) => Expression::Insert(Box::new(insert.clone())),
            Statement::Update(update) => {
                let mut update = update.clone();
                join(&mut update.conditions);
                let outer = [source::table(&update.table)];
                for condition in &mut update.conditions {
                    source::correlate(condition, &outer);
                }
                for (_, value) in &mut update.values {
                    source::correlate(value, &outer);
                }
                Expression::Update(Box::new(update))
            }
            Statement::Delete(delete) => {
                let mut delete = delete.clone();
                join(&mut delete.conditions);
                let outer = [source::table(&delete.table)];
                for condition in &mut delete.conditions {
                    source::correlate(condition, &outer);
                }
                Expression::Delete(Box::new(delete))
            }
            Statement::Select(select) => {
                let mut select = select.clone();
                select.from = source::froms(&select);
                join(&mut select.conditions);
                join(&mut select.having);
                let outer = source::sources(&select);
                for from in &mut select.from {
                    source::correlate_lateral(from, &outer);
                }
                for expression in select.conditions.iter_mut().chain(&mut select.columns) {
                    source::correlate(expression, &outer);
                }
                self.placed(Expression::Select(Box::new(select)))
            }
            Statement::Compound(compound) => {
                self.placed(Expression::Compound(Box::new(compound.clone())))
            }
        }
    }

    /// The column of this name in the list of a query.
    fn first_column(&self, wanted: &str) -> Option<Value> {
        let Statement::Select(select) = &self.statement else {
            return None;
        };
        select.columns.iter().find_map(|column| match column {
            Expression::Column {
                name, data_type, ..
            } if name.text == wanted => {
                Some(clause::Clause::value(column.clone(), data_type.clone()))
            }
            _ => None,
        })
    }

    fn placed(&self, query: Expression) -> Expression {
        match (self.exists, self.scalar) {
            (true, _) => Expression::Exists(Box::new(query)),
            (false, true) => Expression::Grouping(Box::new(query)),
            (false, false) => query,
        }
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
        self.with_on_update(interpreter)
    }

    /// Whether executing it gives rows.
    pub(crate) fn reads(&self) -> bool {
        matches!(
            self.statement,
            Statement::Select(_) | Statement::Compound(_)
        )
    }

    fn value_of(
        &self,
        interpreter: &mut Interpreter,
        column: &str,
        value: &Value,
    ) -> Result<Expression> {
        if let Some(table) = &self.table
            && table.column(column).is_none()
        {
            return Err(argument::alembic_stops(
                interpreter,
                &format!("Unconsumed column names: {column}"),
            ));
        }
        let data_type = self
            .table
            .as_ref()
            .and_then(|table| table.column_type(column));
        let expression = clause::stored(interpreter, value, data_type.as_ref())?;
        Ok(operator::group(expression, Around::Anything))
    }
}

/// Conditions that are joined by AND are grouped as its operands.
fn join(conditions: &mut Vec<Expression>) {
    if conditions.len() > 1 {
        *conditions = std::mem::take(conditions)
            .into_iter()
            .map(|condition| operator::group(condition, Around::Operator("AND")))
            .collect();
    }
}

impl Object for StatementObject {
    fn type_name(&self) -> &str {
        match self.statement {
            Statement::Insert(_) => "Insert",
            Statement::Update(_) => "Update",
            Statement::Delete(_) => "Delete",
            Statement::Select(_) => "Select",
            Statement::Compound(_) => "CompoundSelect",
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match (name, &self.table) {
            ("table", Some(table)) => Some(Value::Object(table.clone())),
            // The row that an insert could not insert.
            ("excluded", Some(table)) => Some(table.columns_named("excluded")),
            ("inserted", Some(table)) => Some(table.columns_named("inserted")),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let mut next = (*self).clone();
        match name {
            "values" => next.values(interpreter, args)?,
            "filter_by" => {
                let mut conditions = Vec::new();
                for keyword in args.take_keywords() {
                    if let Some(column) = next.joined_column(interpreter, &keyword.name)? {
                        conditions.push(interpreter.equal(&column, &keyword.value)?);
                        continue;
                    }
                    let column = next
                        .table
                        .as_ref()
                        .and_then(|table| table.column(&keyword.name));
                    let column = column.or_else(|| next.first_column(&keyword.name));
                    let Some(own) = column.as_ref().and_then(clause::parts) else {
                        return Err(args
                            .refuse(format!("The statement has no column \"{}\".", keyword.name)));
                    };
                    let made = clause::operate(interpreter, own, "==", &keyword.value, false)?;
                    conditions.extend(made);
                }
                return interpreter
                    .call_method(&Value::object(next), "where", Args::new(conditions))
                    .map(Some);
            }
            "where" | "filter" => {
                for value in args.rest() {
                    let condition = clause::condition(interpreter, &value)?;
                    let conditions = match &mut next.statement {
                        Statement::Update(update) => &mut update.conditions,
                        Statement::Delete(delete) => &mut delete.conditions,
                        Statement::Select(select) => &mut select.conditions,
                        Statement::Insert(_) | Statement::Compound(_) => {
                            return Err(args.refuse("This statement has no condition."));
                        }
                    };
                    // Conditions are joined by AND.
                    conditions.push(operator::group(condition, Around::Condition));
                }
            }
            "from_select" => {
                let names = args.required("names")?;
                let names = argument::to_names(interpreter, args, "names", &names)?;
                let query = args.required("select")?;
                let defaults = args.optional_boolean("include_defaults")?.unwrap_or(true);
                let query = clause::as_expression(&query);
                let Some(query @ (Expression::Select(_) | Expression::Compound(_))) = query else {
                    return Err(args.refuse("`from_select` takes a select."));
                };
                next.insert_query(interpreter, names, query, defaults)?;
            }
            "join" | "outerjoin" if matches!(next.statement, Statement::Select(_)) => {
                next.join(interpreter, args, name == "outerjoin")?;
            }
            "execution_options" | "correlate" | "correlate_except" | "inline"
            | "return_defaults" | "options" => {
                let _ = args.rest();
                let _ = args.take_keywords();
            }
            "prefix_with" => {
                let mut words = Vec::new();
                for value in args.rest() {
                    words.push(match clause::as_expression(&value) {
                        Some(Expression::Text { text, .. } | Expression::Verbatim(text)) => text,
                        _ => args.to_string("prefixes", &value)?,
                    });
                }
                let wanted = args
                    .keyword_string("dialect")?
                    .unwrap_or_else(|| "*".to_owned());
                if wanted == "*" || wanted == interpreter.dialect().sqlalchemy_name() {
                    match &mut next.statement {
                        Statement::Insert(insert) => insert.prefixes.extend(words),
                        Statement::Update(update) => update.prefixes.extend(words),
                        Statement::Delete(delete) => delete.prefixes.extend(words),
                        Statement::Select(select) => select.prefixes.extend(words),
                        Statement::Compound(_) => return Ok(None),
                    }
                }
            }
            "returning" => {
                let mut list = Listed::default();
                let mut selected = Vec::new();
                for value in args.rest() {
                    let one = listed(interpreter, args, &value)?;
                    match orm::entity_of(&value) {
                        Some((class, mapper)) => selected.push(Selected::Entity(class, mapper)),
                        None => {
                            selected.resize(selected.len() + one.columns.len(), Selected::Value);
                        }
                    }
                    list.extend(one);
                }
                let is_entity = |part: &Selected| matches!(part, Selected::Entity(..));
                next.selected = selected.iter().any(is_entity).then(|| selected.into());
                let _ = args.keyword("sort_by_parameter_order");
                next.returning = returned(&list.columns);
                match &mut next.statement {
                    Statement::Insert(insert) => insert.returning = list.columns,
                    Statement::Update(update) => update.returning = list.columns,
                    Statement::Delete(delete) => delete.returning = list.columns,
                    _ => return Ok(None),
                }
            }
            "ordered_values" => {
                for pair in args.rest() {
                    let [key, value] = &interpreter.iterate(&pair)?[..] else {
                        return Err(args.refuse("`ordered_values` takes pairs."));
                    };
                    let name = key_name(args, key)?;
                    let value = next.value_of(interpreter, &name.text, value)?;
                    if let Statement::Update(update) = &mut next.statement {
                        update.values.push((name, value));
                    }
                }
            }
            "on_conflict_do_nothing" | "on_conflict_do_update"
                if matches!(self.conflicts, Some("postgresql" | "sqlite")) =>
            {
                let conflict = next.conflict(interpreter, name, args)?;
                if let Statement::Insert(insert) = &mut next.statement {
                    insert.conflict = Some(conflict);
                }
            }
            "on_duplicate_key_update" if self.conflicts == Some("mysql") => {
                let conflict = next.conflict(interpreter, name, args)?;
                if let Statement::Insert(insert) = &mut next.statement {
                    insert.conflict = Some(conflict);
                }
            }
            "subquery" | "alias" | "cte" | "lateral" if self.reads() => {
                return source::of_query(&self.expression(), name, args).map(Some);
            }
            "exists" if self.reads() => next.exists = true,
            "scalar_subquery" | "as_scalar" | "self_group" if self.reads() => {
                let _ = args.rest();
                next.scalar = true;
            }
            "label" if self.reads() => {
                let label = args.required("name")?;
                let label = argument::to_name(args, "name", &label)?;
                next.scalar = true;
                return Ok(Some(clause::Clause::value(
                    Expression::Label {
                        expression: Box::new(next.expression()),
                        label,
                    },
                    None,
                )));
            }
            _ if self.reads() && source::compound_operator(name).is_some() => {
                let mut queries = vec![Value::object((*self).clone())];
                queries.extend(args.rest());
                let operator = source::compound_operator(name).unwrap_or_default();
                next = Self::compound(source::compound(operator, queries, args)?);
            }
            _ if self.scalar => {
                return clause::method(interpreter, (self.expression(), None), name, args);
            }
            _ => match &mut next.statement {
                Statement::Select(select) => {
                    let mut list = Listed {
                        columns: Vec::new(),
                        types: std::mem::take(&mut next.types),
                        table: next.table.take(),
                    };
                    let is_known = select_method(interpreter, select, &mut list, name, args)?;
                    next.types = list.types;
                    next.table = list.table;
                    if !is_known {
                        return Ok(None);
                    }
                }
                Statement::Compound(compound) => {
                    let mut shared = Select {
                        order_by: std::mem::take(&mut compound.order_by),
                        limit: compound.limit.take(),
                        offset: compound.offset.take(),
                        ..Select::default()
                    };
                    if !matches!(name, "order_by" | "limit" | "offset")
                        || !select_method(
                            interpreter,
                            &mut shared,
                            &mut Listed::default(),
                            name,
                            args,
                        )?
                    {
                        return Ok(None);
                    }
                    compound.order_by = shared.order_by;
                    if let Some(first) = compound.queries.first().cloned() {
                        for expression in &mut compound.order_by {
                            by_name_of(expression, &first);
                        }
                    }
                    compound.limit = shared.limit;
                    compound.offset = shared.offset;
                }
                _ => return Ok(None),
            },
        }
        Ok(Some(Value::object(next)))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if !self.reads() {
            return Ok(None);
        }
        clause::operate(
            interpreter,
            (self.expression(), None),
            operator,
            other,
            reflected,
        )
    }

    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        clause::unary(interpreter, &Value::Object(self), operator)
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// The rows of a compound have the names of its first query, and no table.
fn by_name_of(expression: &mut Expression, query: &Expression) {
    match (expression, query) {
        (expression, Expression::Grouping(inner)) => by_name_of(expression, inner),
        (Expression::Postfix { operand, .. }, _) => by_name_of(operand, query),
        (
            Expression::Column {
                table: table @ Some(_),
                name,
                ..
            },
            Expression::Select(select),
        ) => {
            let is_listed = select.columns.iter().any(|column| {
                matches!(column, Expression::Column { name: own, .. } if own.text == name.text)
            });
            if is_listed {
                *table = None;
            }
        }
        _ => {}
    }
}
