//! Statements of SQLAlchemy Core: `insert`, `update`, `delete`, `select`.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::clause;
use super::operator::{self, Around};
use super::orm::{self, Selected};
use super::source;
use super::table::{Columns, TableObject};
use crate::operation::expression::{
    Compound, Conflict, ConflictUpdate, Delete, From, Insert, Lock, Select, Update,
};
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// What is being built.
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
    /// `scalar_subquery()`: a value, in parentheses.
    scalar: bool,
    /// The dialect from whose module an insert comes, for its methods about conflicts.
    conflicts: Option<&'static str>,
    /// What a select lists, where mapped classes are among it.
    selected: Option<Rc<[Selected]>>,
    /// What a select joined last: the columns that `filter_by` names.
    joined: Option<Value>,
}

impl StatementObject {
    fn of(statement: Statement, table: &Rc<TableObject>) -> Self {
        Self {
            statement,
            table: Some(table.clone()),
            exists: false,
            returning: Vec::new(),
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
        Self::of(Statement::Select(select), table)
    }

    /// A query that is no table's.
    fn query(statement: Statement) -> Self {
        Self {
            statement,
            table: None,
            exists: false,
            returning: Vec::new(),
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
        let expression = clause::operand(interpreter, value, data_type.as_ref())?;
        Ok(operator::group(expression, Around::Anything))
    }
}

/// What a session's queries ask of a select.
impl StatementObject {
    /// What it lists, where mapped classes are among it.
    pub(crate) fn selected(&self) -> Option<Rc<[Selected]>> {
        self.selected.clone()
    }

    /// An update or a delete of the rows that a plain select means; `None`
    /// where it joins, groups or limits.
    pub(crate) fn conditions_on(&self, mut other: Self) -> Option<Self> {
        let Statement::Select(select) = &self.statement else {
            return None;
        };
        let is_plain = select.limit.is_none()
            && select.offset.is_none()
            && select.group_by.is_empty()
            && select.from.is_empty();
        match &mut other.statement {
            Statement::Update(update) if is_plain => {
                update.conditions.clone_from(&select.conditions);
            }
            Statement::Delete(delete) if is_plain => {
                delete.conditions.clone_from(&select.conditions);
            }
            _ => return None,
        }
        Some(other)
    }

    /// The column that a keyword of `filter_by` names after a join: one of what
    /// was joined last. `None` where nothing was joined.
    ///
    /// # Errors
    /// Where what was joined has no such column.
    pub(crate) fn joined_column(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let Some(joined) = &self.joined else {
            return Ok(None);
        };
        if matches!(joined, Value::Class(_)) {
            return interpreter.attribute(joined, name).map(Some);
        }
        match orm::table_of(joined).and_then(|table| table.column(name)) {
            Some(column) => Ok(Some(column)),
            None => {
                Err(interpreter.unsupported(&format!("`filter_by({name}=...)` after this join")))
            }
        }
    }

    /// The same rows with the list of another select.
    pub(crate) fn with_list_of(&self, other: &Self) -> Self {
        let mut next = self.clone();
        if let (Statement::Select(own), Statement::Select(list)) =
            (&mut next.statement, &other.statement)
        {
            own.columns.clone_from(&list.columns);
            next.selected.clone_from(&other.selected);
        }
        next
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

/// Every column of a table, qualified.
fn columns_of_table(table: &TableObject) -> Vec<Expression> {
    table
        .columns()
        .iter()
        .filter_map(|(name, _)| table.column(&name.text))
        .filter_map(|column| clause::as_expression(&column))
        .collect()
}

fn of_table(mut args: Args, make: fn(&Rc<TableObject>) -> StatementObject) -> Result<Value> {
    let table = args.required("table")?;
    match orm::table_of(&table) {
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

/// `insert` of a dialect's own module, which knows what to do about conflicts.
pub(crate) fn insert_on(_: &mut Interpreter, args: Args, dialect: &'static str) -> Result<Value> {
    let made = of_table(args, StatementObject::insert)?;
    match made.downcast::<StatementObject>() {
        Some(statement) => Ok(Value::object(StatementObject {
            conflicts: Some(dialect),
            ..(*statement).clone()
        })),
        None => Ok(made),
    }
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
    let mut select = Select::default();
    let mut first = None;
    let mut selected = Vec::new();
    for value in &values {
        let before = select.columns.len();
        listed(interpreter, &args, &mut select, &mut first, value)?;
        match orm::entity_of(value) {
            Some((class, mapper)) => selected.push(Selected::Entity(class, mapper)),
            None => selected.resize(
                selected.len() + select.columns.len() - before,
                Selected::Value,
            ),
        }
    }
    args.finish()?;
    let has_entities = selected
        .iter()
        .any(|part| matches!(part, Selected::Entity(..)));
    Ok(Value::object(StatementObject {
        table: first,
        selected: has_entities.then(|| selected.into()),
        ..StatementObject::query(Statement::Select(select))
    }))
}

/// Adds what stands in the list of a query.
fn listed(
    interpreter: &mut Interpreter,
    args: &Args,
    select: &mut Select,
    first: &mut Option<Rc<TableObject>>,
    value: &Value,
) -> Result<()> {
    if let Some(columns) = value.downcast::<Columns>() {
        select.columns.extend(columns_of_table(&columns.table));
        return Ok(());
    }
    if let Some(table) = orm::table_of(value) {
        select.columns.extend(columns_of_table(&table));
        first.get_or_insert(table);
        return Ok(());
    }
    let expression = match value {
        // Numbers are taken as they stand.
        Value::Int(number) => Expression::Verbatim(number.to_string()),
        other
            if clause::as_expression(other).is_none()
                && (other.as_str().is_some()
                    || other.downcast::<argument::NameObject>().is_some()) =>
        {
            let text = interpreter.str(other)?;
            return Err(args.refuse(format!(
                "Textual column expression '{text}' should be explicitly declared with text('{text}')"
            )));
        }
        other => clause::operand(interpreter, other, None)?,
    };
    select.columns.push(expression);
    Ok(())
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
        exists: true,
        ..StatementObject::query(Statement::Select(query))
    }))
}

/// `sa.union(*queries)` and its like.
pub(crate) fn compound(mut args: Args, name: &str) -> Result<Value> {
    let queries = args.rest();
    let operator = source::compound_operator(name).unwrap_or_default();
    let made = source::compound(operator, queries, &args)?;
    args.finish()?;
    Ok(Value::object(StatementObject::compound(made)))
}

/// The name of the column that a key of `values({...})` means.
fn key_name(args: &Args, key: &Value) -> Result<Name> {
    argument::column_name(args, "values", key)
}

impl StatementObject {
    /// What SQLAlchemy gives a row that does not name a column.
    fn defaults(
        &self,
        interpreter: &mut Interpreter,
        row: &mut Vec<(Name, Expression)>,
    ) -> Result<()> {
        // On a live database they are drawn when the statement runs.
        if interpreter.is_live() {
            return Ok(());
        }
        let Some(table) = &self.table else {
            return Ok(());
        };
        for (column, data_type) in table.columns() {
            if row.iter().any(|(name, _)| name.text == column.text) {
                continue;
            }
            let value =
                super::live::defaults::of(interpreter, table, &column.text, Some(&data_type))?;
            row.extend(value.map(|value| (column, value)));
        }
        Ok(())
    }

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
            if matches!(self.statement, Statement::Insert(_)) {
                self.defaults(interpreter, &mut cells)?;
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
        self.joined = args.positional.front().cloned();
        let right = self.joined.as_ref().and_then(orm::table_of);
        let mut froms = std::mem::take(&mut select.from);
        if froms.is_empty() {
            froms = source::froms(select);
            froms.retain(|from| {
                !right
                    .as_ref()
                    .is_some_and(|right| *from == From::Source(right.source()))
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

/// The names and types of what `returning(...)` lists.
fn returned(columns: &[Expression]) -> Vec<(Name, SqlType)> {
    columns
        .iter()
        .map(|column| match column {
            Expression::Column {
                name, data_type, ..
            } => (name.clone(), data_type.clone().unwrap_or(SqlType::Null)),
            Expression::Label { label, .. } => (label.clone(), SqlType::Null),
            _ => (Name::new("?column?"), SqlType::Null),
        })
        .collect()
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
                let _ = args.take("include_defaults")?;
                let query = clause::as_expression(&query);
                let Some(query @ (Expression::Select(_) | Expression::Compound(_))) = query else {
                    return Err(args.refuse("`from_select` takes a select."));
                };
                if let Statement::Insert(insert) = &mut next.statement {
                    insert.columns = names;
                    insert.select = Some(query);
                }
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
                let mut list = Select::default();
                for value in args.rest() {
                    listed(interpreter, args, &mut list, &mut None, &value)?;
                }
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
                    if !select_method(interpreter, select, &mut next.table, name, args)? {
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
                        || !select_method(interpreter, &mut shared, &mut None, name, args)?
                    {
                        return Ok(None);
                    }
                    compound.order_by = shared.order_by;
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

impl StatementObject {
    /// `on_conflict_do_update(index_elements=, set_=, ...)` and its like.
    fn conflict(
        &self,
        interpreter: &mut Interpreter,
        method: &str,
        args: &mut Args,
    ) -> Result<Conflict> {
        if method == "on_duplicate_key_update" {
            let mut row = Vec::new();
            for value in args.rest() {
                row.extend(self.assigned(interpreter, args, &value)?);
            }
            for keyword in args.take_keywords() {
                let value = self.value_of(interpreter, &keyword.name, &keyword.value)?;
                row.push((Name::new(&*keyword.name), value));
            }
            return Ok(Conflict::Duplicate {
                values: sorted(self.table.as_deref(), row),
            });
        }
        let constraint = match argument::present(args.take("constraint")?) {
            Some(value) => Some(match interpreter.find_attribute(&value, "name")? {
                Some(name) => argument::to_name(args, "constraint", &name)?,
                None => argument::to_name(args, "constraint", &value)?,
            }),
            None => None,
        };
        let mut elements = Vec::new();
        if let Some(value) = argument::present(args.take("index_elements")?) {
            for element in interpreter.iterate(&value)? {
                elements.push(super::item::index_element(interpreter, &element)?);
            }
        }
        let condition = match argument::present(args.take("index_where")?) {
            Some(value) => Some(clause::condition(interpreter, &value)?),
            None => None,
        };
        let mut update = None;
        if method == "on_conflict_do_update" {
            let set = args.required("set_")?;
            let values = sorted(
                self.table.as_deref(),
                self.assigned(interpreter, args, &set)?,
            );
            let condition = match argument::present(args.take("where")?) {
                Some(value) => Some(clause::condition(interpreter, &value)?),
                None => None,
            };
            update = Some(ConflictUpdate { values, condition });
        }
        Ok(Conflict::On {
            elements,
            constraint,
            condition,
            update,
        })
    }

    /// A dict, or the columns of a row, as what is set.
    fn assigned(
        &self,
        interpreter: &mut Interpreter,
        args: &Args,
        value: &Value,
    ) -> Result<Vec<(Name, Expression)>> {
        let mut row = Vec::new();
        let pairs = match value {
            Value::Dict(dict) => dict.entries.borrow().pairs(),
            _ => {
                let mut pairs = Vec::new();
                for item in interpreter.iterate(value)? {
                    match &interpreter.iterate(&item)?[..] {
                        [key, value] => pairs.push((key.clone(), value.clone())),
                        _ => return Err(args.refuse("What is set has to be a dict.")),
                    }
                }
                pairs
            }
        };
        for (key, value) in pairs {
            let name = key_name(args, &key)?;
            let value = self.value_of(interpreter, &name.text, &value)?;
            row.push((name, value));
        }
        Ok(row)
    }
}

/// In the table's order of columns.
fn sorted(table: Option<&TableObject>, row: Vec<(Name, Expression)>) -> Vec<(Name, Expression)> {
    ordered(table, &row)
        .into_iter()
        .filter_map(|name| row.iter().find(|(own, _)| *own == name).cloned())
        .collect()
}

/// A name alone means the column or label of the list that has it.
fn from_list(expression: &mut Expression, list: &[Expression]) {
    match expression {
        Expression::Column {
            table: None,
            name,
            data_type: None,
        } => {
            let found = list.iter().find(|listed| {
                matches!(listed, Expression::Column { name: own, .. } if own.text == name.text)
            });
            if let Some(found) = found {
                *expression = found.clone();
            }
        }
        Expression::Postfix { operand, .. } => from_list(operand, list),
        _ => {}
    }
}

/// A method that only `select` has; `false` where it has none of this name.
fn select_method(
    interpreter: &mut Interpreter,
    select: &mut Select,
    first: &mut Option<Rc<TableObject>>,
    name: &str,
    args: &mut Args,
) -> Result<bool> {
    match name {
        "select_from" => {
            for value in args.rest() {
                let Some(from) = super::join::from_of(&value) else {
                    return Err(args.refuse("`select_from` takes a table or a join here."));
                };
                select.from.push(from);
            }
        }
        "join_from" => {
            let left = args.required("from_")?;
            let made = super::join::of(interpreter, &left, args, false)?;
            select.from.extend(super::join::from_of(&made));
        }
        "add_columns" | "column" => {
            for value in args.rest() {
                listed(interpreter, args, select, first, &value)?;
            }
        }
        "with_for_update" => {
            let mut flag = |name: &str| Ok(args.optional_boolean(name)?.unwrap_or(false));
            let (nowait, read) = (flag("nowait")?, flag("read")?);
            let _ = args.take("of")?;
            let mut flag = |name: &str| Ok(args.keyword_boolean(name)?.unwrap_or(false));
            select.lock = Some(Lock {
                read,
                nowait,
                skip_locked: flag("skip_locked")?,
                key_share: flag("key_share")?,
            });
        }
        "order_by" | "group_by" => {
            for value in args.rest() {
                let mut expression = match value.as_str() {
                    Some(column) => Expression::Column {
                        table: None,
                        name: Name::new(&*column),
                        data_type: None,
                    },
                    None => operator::group(
                        clause::operand(interpreter, &value, None)?,
                        Around::Condition,
                    ),
                };
                from_list(&mut expression, &select.columns);
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
        "distinct" => {
            select.distinct = true;
            for value in args.rest() {
                select
                    .distinct_on
                    .push(clause::operand(interpreter, &value, None)?);
            }
        }
        "limit" => {
            let value = args.required("limit")?;
            select.limit = Some(clause::operand(interpreter, &value, None)?);
        }
        "offset" => {
            let value = args.required("offset")?;
            select.offset = Some(clause::operand(interpreter, &value, None)?);
        }
        "with_only_columns" => {
            select.columns.clear();
            for value in args.rest() {
                listed(interpreter, args, select, first, &value)?;
            }
            let _ = args.keyword("maintain_column_froms");
        }
        _ => return Ok(false),
    }
    Ok(true)
}
