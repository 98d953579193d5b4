//! Statements of SQLAlchemy Core: `insert`, `update`, `delete`, `select`.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::clause;
use super::column::ColumnObject;
use super::operator::{self, Around};
use super::table::TableObject;
use crate::operation::expression::{Delete, From, Insert, Select, Update};
use crate::operation::{Expression, Name, SqlType, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// What is being built.
#[derive(Clone)]
enum Statement {
    Insert(Insert),
    Update(Update),
    Delete(Delete),
    Select(Select),
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
}

impl StatementObject {
    fn of(statement: Statement, table: &Rc<TableObject>) -> Self {
        Self {
            statement,
            table: Some(table.clone()),
            exists: false,
            returning: Vec::new(),
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
        Self {
            statement: Statement::Select(select),
            table: None,
            exists: false,
            returning: Vec::new(),
        }
    }

    /// `table.insert()`
    pub(crate) fn insert(table: &Rc<TableObject>) -> Self {
        let insert = Insert {
            table: table.name.clone(),
            columns: Vec::new(),
            rows: Vec::new(),
            select: None,
        };
        Self::of(Statement::Insert(insert), table)
    }

    /// `table.update()`
    pub(crate) fn update(table: &Rc<TableObject>) -> Self {
        let update = Update {
            table: table.name.clone(),
            values: Vec::new(),
            conditions: Vec::new(),
        };
        Self::of(Statement::Update(update), table)
    }

    /// `table.delete()`
    pub(crate) fn delete(table: &Rc<TableObject>) -> Self {
        let delete = Delete {
            table: table.name.clone(),
            conditions: Vec::new(),
        };
        Self::of(Statement::Delete(delete), table)
    }

    /// `table.select()`
    pub(crate) fn select_table(table: &Rc<TableObject>) -> Self {
        let mut select = Select::default();
        for (name, _) in table.columns() {
            if let Some(column) = table
                .column(&name.text)
                .and_then(|c| clause::as_expression(&c))
            {
                select.columns.push(column);
            }
        }
        select.from.push(From::Table(table.name.clone(), None));
        Self::of(Statement::Select(select), table)
    }

    /// The statement as an expression: a subquery, or what is executed.
    pub(crate) fn expression(&self) -> Expression {
        match &self.statement {
            Statement::Insert(insert) => Expression::Insert(Box::new(insert.clone())),
            Statement::Update(update) => {
                let mut update = update.clone();
                join(&mut update.conditions);
                let outer = [update.table.clone()];
                for condition in &mut update.conditions {
                    correlate(condition, &outer);
                }
                for (_, value) in &mut update.values {
                    correlate(value, &outer);
                }
                Expression::Update(Box::new(update))
            }
            Statement::Delete(delete) => {
                let mut delete = delete.clone();
                join(&mut delete.conditions);
                let outer = [delete.table.clone()];
                for condition in &mut delete.conditions {
                    correlate(condition, &outer);
                }
                Expression::Delete(Box::new(delete))
            }
            Statement::Select(select) => {
                let mut select = select.clone();
                if select.from.is_empty() {
                    select.from = tables_of(&select);
                }
                join(&mut select.conditions);
                let outer: Vec<TableName> = select.from.iter().filter_map(named).collect();
                for expression in select.conditions.iter_mut().chain(&mut select.columns) {
                    correlate(expression, &outer);
                }
                let select = Expression::Select(Box::new(select));
                if self.exists {
                    Expression::Exists(Box::new(select))
                } else {
                    select
                }
            }
        }
    }

    /// Whether executing it gives rows.
    pub(crate) fn reads(&self) -> bool {
        matches!(self.statement, Statement::Select(_))
    }

    fn value_of(
        &self,
        interpreter: &mut Interpreter,
        column: &str,
        value: &Value,
    ) -> Result<Expression> {
        let data_type = self
            .table
            .as_ref()
            .and_then(|table| table.column_type(column));
        let expression = clause::operand(interpreter, value, data_type.as_ref())?;
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

fn named(from: &From) -> Option<TableName> {
    match from {
        From::Table(table, None) => Some(table.clone()),
        _ => None,
    }
}

/// Takes the tables of the statement around it out of a subquery's FROM, as
/// long as one remains.
fn correlate(expression: &mut Expression, outer: &[TableName]) {
    match expression {
        Expression::Select(select) => {
            let inner: Vec<From> = select
                .from
                .iter()
                .filter(|from| !named(from).is_some_and(|table| outer.contains(&table)))
                .cloned()
                .collect();
            if !inner.is_empty() {
                select.from = inner;
            }
        }
        Expression::Exists(inner) | Expression::Grouping(inner) => correlate(inner, outer),
        Expression::Unary { operand, .. } | Expression::Postfix { operand, .. } => {
            correlate(operand, outer);
        }
        Expression::Binary { left, right, .. } => {
            correlate(left, outer);
            correlate(right, outer);
        }
        Expression::Function { arguments, .. } => {
            arguments
                .iter_mut()
                .for_each(|argument| correlate(argument, outer));
        }
        Expression::Junction { operands, .. } => {
            operands
                .iter_mut()
                .for_each(|operand| correlate(operand, outer));
        }
        Expression::Cast { expression, .. } | Expression::Label { expression, .. } => {
            correlate(expression, outer);
        }
        Expression::Case {
            branches,
            otherwise,
            ..
        } => {
            for (condition, result) in branches {
                correlate(condition, outer);
                correlate(result, outer);
            }
            if let Some(otherwise) = otherwise {
                correlate(otherwise, outer);
            }
        }
        _ => {}
    }
}

/// The tables of a select that names none: those of its columns, in order.
fn tables_of(select: &Select) -> Vec<From> {
    fn walk(expression: &Expression, tables: &mut Vec<TableName>) {
        match expression {
            Expression::Column {
                table: Some(table), ..
            } if !tables.contains(table) => tables.push(table.clone()),
            Expression::Function { arguments, .. } => {
                arguments.iter().for_each(|argument| walk(argument, tables));
            }
            Expression::Unary { operand, .. } | Expression::Postfix { operand, .. } => {
                walk(operand, tables);
            }
            Expression::Binary { left, right, .. } => {
                walk(left, tables);
                walk(right, tables);
            }
            Expression::Junction { operands, .. } => {
                operands.iter().for_each(|operand| walk(operand, tables));
            }
            Expression::Grouping(inner) => walk(inner, tables),
            Expression::Cast { expression, .. } | Expression::Label { expression, .. } => {
                walk(expression, tables);
            }
            Expression::Case {
                branches,
                otherwise,
                ..
            } => {
                for (condition, result) in branches {
                    walk(condition, tables);
                    walk(result, tables);
                }
                if let Some(otherwise) = otherwise {
                    walk(otherwise, tables);
                }
            }
            _ => {}
        }
    }
    let mut tables = Vec::new();
    for expression in select.columns.iter().chain(&select.conditions) {
        walk(expression, &mut tables);
    }
    tables
        .into_iter()
        .map(|table| From::Table(table, None))
        .collect()
}

fn of_table(mut args: Args, make: fn(&Rc<TableObject>) -> StatementObject) -> Result<Value> {
    let table = args.required("table")?;
    match table.downcast::<TableObject>() {
        Some(table) => {
            args.finish()?;
            Ok(Value::object(make(&table)))
        }
        None => Err(args.refuse(format!("`{}` takes a table.", args.function))),
    }
}

/// `sa.insert(table)`
pub(crate) fn insert(_: &mut Interpreter, args: Args) -> Result<Value> {
    of_table(args, StatementObject::insert)
}

/// `sa.update(table)`
pub(crate) fn update(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    // SQLAlchemy 1.x: `sa.update(table, whereclause)`.
    let table = args.required("table")?;
    let condition = argument::present(args.take("whereclause")?);
    let made = of_table(
        Args {
            positional: [table].into(),
            ..args
        },
        StatementObject::update,
    )?;
    match condition {
        Some(condition) => interpreter.call_method(&made, "where", Args::new([condition])),
        None => Ok(made),
    }
}

/// `sa.delete(table)`
pub(crate) fn delete(_: &mut Interpreter, args: Args) -> Result<Value> {
    of_table(args, StatementObject::delete)
}

/// `sa.select(*columns)`; SQLAlchemy 1.x took one list.
pub(crate) fn select(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut values = args.rest();
    if let [list @ (Value::List(_) | Value::Tuple(_))] = &values[..] {
        values = interpreter.iterate(list)?;
    }
    args.finish()?;
    let mut select = Select::default();
    let mut first = None;
    for value in &values {
        if let Some(table) = value.downcast::<TableObject>() {
            for (name, _) in table.columns() {
                if let Some(column) = table
                    .column(&name.text)
                    .and_then(|c| clause::as_expression(&c))
                {
                    select.columns.push(column);
                }
            }
            select.from.push(From::Table(table.name.clone(), None));
            first.get_or_insert(table);
        } else {
            select
                .columns
                .push(clause::operand(interpreter, value, None)?);
        }
    }
    Ok(Value::object(StatementObject {
        statement: Statement::Select(select),
        table: first,
        exists: false,
        returning: Vec::new(),
    }))
}

/// `sa.exists(select)`, `sa.exists(column).where(...)`, `sa.exists().where(...)`
pub(crate) fn exists(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let values = args.rest();
    args.finish()?;
    if let [value] = &values[..]
        && let Some(query) = value.downcast::<StatementObject>()
    {
        return Ok(Value::object(StatementObject {
            exists: true,
            ..(*query).clone()
        }));
    }
    let mut query = Select::default();
    for value in &values {
        query
            .columns
            .push(clause::operand(interpreter, value, None)?);
    }
    if query.columns.is_empty() {
        query.columns.push(Expression::Verbatim("*".into()));
    }
    Ok(Value::object(StatementObject {
        statement: Statement::Select(query),
        table: None,
        exists: true,
        returning: Vec::new(),
    }))
}

/// The name of the column that a key of `values({...})` means.
fn key_name(args: &Args, key: &Value) -> Result<Name> {
    argument::column_name(args, "values", key)
}

impl StatementObject {
    /// `values(name=value, ...)`, `values({...})`, `values([{...}, ...])`
    fn values(&mut self, interpreter: &mut Interpreter, args: &mut Args) -> Result<()> {
        let mut rows: Vec<Vec<(Name, Value)>> = Vec::new();
        for value in args.rest() {
            match &value {
                Value::Dict(dict) => {
                    let pairs = dict.entries.borrow().pairs();
                    rows.push(
                        pairs
                            .into_iter()
                            .map(|(key, value)| Ok((key_name(args, &key)?, value)))
                            .collect::<Result<_>>()?,
                    );
                }
                Value::List(_) | Value::Tuple(_) => {
                    let items = interpreter.iterate(&value)?;
                    if items.iter().all(|item| matches!(item, Value::Dict(_))) {
                        for item in items {
                            if let Value::Dict(dict) = item {
                                let pairs = dict.entries.borrow().pairs();
                                rows.push(
                                    pairs
                                        .into_iter()
                                        .map(|(key, value)| Ok((key_name(args, &key)?, value)))
                                        .collect::<Result<_>>()?,
                                );
                            }
                        }
                    } else {
                        let names = self.table.as_ref().map(|table| table.columns());
                        rows.push(
                            names
                                .unwrap_or_default()
                                .into_iter()
                                .map(|(name, _)| name)
                                .zip(items)
                                .collect(),
                        );
                    }
                }
                _ => return Err(args.refuse("`values` takes a dict or keyword arguments.")),
            }
        }
        let keywords: Vec<(Name, Value)> = args
            .take_keywords()
            .into_iter()
            .map(|keyword| (Name::new(&*keyword.name), keyword.value))
            .collect();
        if !keywords.is_empty() {
            rows.push(keywords);
        }
        let mut converted = Vec::new();
        for row in rows {
            let mut cells = Vec::new();
            for (name, value) in row {
                let value = self.value_of(interpreter, &name.text, &value)?;
                cells.push((name, value));
            }
            converted.push(cells);
        }
        match &mut self.statement {
            Statement::Insert(insert) => {
                if let Some(first) = converted.first() {
                    insert.columns = ordered(self.table.as_deref(), first);
                }
                for row in converted {
                    insert.rows.push(
                        insert
                            .columns
                            .iter()
                            .map(|column| {
                                row.iter()
                                    .find(|(name, _)| name == column)
                                    .map_or(Expression::Null, |(_, value)| value.clone())
                            })
                            .collect(),
                    );
                }
            }
            Statement::Update(update) => {
                for row in converted {
                    let order = ordered(self.table.as_deref(), &row);
                    for column in order {
                        if let Some((_, value)) = row.iter().find(|(name, _)| *name == column) {
                            update.values.push((column, value.clone()));
                        }
                    }
                }
            }
            _ => return Err(args.refuse("Only `insert` and `update` take values.")),
        }
        Ok(())
    }
}

/// SQLAlchemy writes values in the table's order of columns, whatever the order of the dict.
fn ordered(table: Option<&TableObject>, row: &[(Name, Expression)]) -> Vec<Name> {
    let mut names = Vec::new();
    for (column, _) in table.map(TableObject::columns).unwrap_or_default() {
        if let Some((name, _)) = row.iter().find(|(name, _)| name.text == column.text) {
            names.push(name.clone());
        }
    }
    for (name, _) in row {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

impl StatementObject {
    /// `select.join(target, onclause)`: the left side is what the select reads so far.
    fn join(&mut self, interpreter: &mut Interpreter, args: &mut Args, outer: bool) -> Result<()> {
        let tables = self.table.clone().into_iter().collect();
        let Statement::Select(select) = &mut self.statement else {
            return Ok(());
        };
        let right = args
            .positional
            .front()
            .and_then(Value::downcast::<TableObject>);
        let mut froms = std::mem::take(&mut select.from);
        if froms.is_empty() {
            froms = tables_of(select);
            froms.retain(|from| {
                !right.as_ref().is_some_and(
                    |right| matches!(from, From::Table(name, None) if *name == right.name),
                )
            });
        }
        let Some(left) = froms.pop() else {
            return Err(args.refuse("It is not clear which table this joins."));
        };
        let (from, _) = super::join::join(interpreter, (left, tables), args, outer)?;
        froms.push(from);
        select.from = froms;
        Ok(())
    }
}

/// The columns that `returning(...)` names.
fn returned(args: &mut Args) -> Result<Vec<(Name, SqlType)>> {
    let mut columns = Vec::new();
    for value in args.rest() {
        if let Some(table) = value.downcast::<TableObject>() {
            columns.extend(table.columns());
        } else if let Some(column) = value.downcast::<ColumnObject>() {
            let column = &column.construct.borrow().column;
            columns.push((column.name.clone(), column.data_type.clone()));
        } else {
            return Err(args.refuse("`returning` takes columns here."));
        }
    }
    Ok(columns)
}

impl Object for StatementObject {
    fn type_name(&self) -> &str {
        match self.statement {
            Statement::Insert(_) => "Insert",
            Statement::Update(_) => "Update",
            Statement::Delete(_) => "Delete",
            Statement::Select(_) => "Select",
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok((name == "table")
            .then(|| self.table.clone().map(|table| Value::Object(table)))
            .flatten())
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
            "where" | "filter" | "filter_by" => {
                if name == "filter_by" {
                    return Ok(None);
                }
                for value in args.rest() {
                    let condition = clause::condition(interpreter, &value)?;
                    let conditions = match &mut next.statement {
                        Statement::Update(update) => &mut update.conditions,
                        Statement::Delete(delete) => &mut delete.conditions,
                        Statement::Select(select) => &mut select.conditions,
                        Statement::Insert(_) => {
                            return Err(args.refuse("`insert` has no condition."));
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
                let _ = args.take("include_defaults")?;
                let Some(Expression::Select(query)) = clause::as_expression(&query) else {
                    return Err(args.refuse("`from_select` takes a select."));
                };
                if let Statement::Insert(insert) = &mut next.statement {
                    insert.columns = names;
                    insert.select = Some(*query);
                }
            }
            "returning" => next.returning = returned(args)?,
            "join" | "outerjoin" if next.reads() => {
                next.join(interpreter, args, name == "outerjoin")?;
            }
            "execution_options" | "with_for_update" | "correlate" | "prefix_with" => {
                let _ = args.rest();
                let _ = args.take_keywords();
            }
            _ => match &mut next.statement {
                Statement::Select(select) => {
                    if !select_method(interpreter, select, name, args)? {
                        return Ok(None);
                    }
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

/// A method that only `select` has; `false` where it has none of this name.
fn select_method(
    interpreter: &mut Interpreter,
    select: &mut Select,
    name: &str,
    args: &mut Args,
) -> Result<bool> {
    match name {
        "select_from" => {
            for value in args.rest() {
                if let Some(join) = value.downcast::<super::join::JoinObject>() {
                    select.from.push(join.from.clone());
                    continue;
                }
                let Some(table) = value.downcast::<TableObject>() else {
                    return Err(args.refuse("`select_from` takes a table or a join here."));
                };
                select.from.push(From::Table(table.name.clone(), None));
            }
        }
        "order_by" | "group_by" => {
            for value in args.rest() {
                let expression = match value.as_str() {
                    Some(column) => Expression::Column {
                        table: None,
                        name: Name::new(&*column),
                        data_type: None,
                    },
                    None => clause::operand(interpreter, &value, None)?,
                };
                if name == "order_by" {
                    select.order_by.push(expression);
                } else {
                    select.group_by.push(expression);
                }
            }
        }
        "having" => {
            for value in args.rest() {
                select.having.push(clause::condition(interpreter, &value)?);
            }
        }
        "distinct" => select.distinct = true,
        "limit" => {
            let value = args.required("limit")?;
            select.limit = Some(clause::operand(interpreter, &value, None)?);
        }
        "offset" => {
            let value = args.required("offset")?;
            select.offset = Some(clause::operand(interpreter, &value, None)?);
        }
        "scalar_subquery" | "as_scalar" | "self_group" => {
            let _ = args.rest();
        }
        "with_only_columns" => {
            select.columns.clear();
            for value in args.rest() {
                if value.downcast::<ColumnObject>().is_some() {
                    select
                        .columns
                        .push(clause::operand(interpreter, &value, None)?);
                }
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}
