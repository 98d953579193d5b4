//! What an insert or an update gives its columns: `values(...)`, and what Python
//! gives the columns that they do not name.

use super::{Statement, StatementObject};
use crate::operation::expression::{OtherValue, Source};
use crate::operation::operator::{self, Around};
use crate::operation::{Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::live::{self, mapping};
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, clause};

/// How a statement was given its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    /// Not yet, or by a query.
    #[default]
    None,
    /// One row, which later calls add to.
    Row,
    /// A list of rows, to which later calls append.
    Rows,
    /// `ordered_values(...)`
    Ordered,
}

/// Pairs of a column's key and its value.
type Pairs = Vec<(Value, Value)>;

impl StatementObject {
    /// `values(name=value, ...)`, `values({...})`, `values((1, 2))`, `values([{...}, ...])`
    pub(super) fn values(&mut self, interpreter: &mut Interpreter, args: &mut Args) -> Result<()> {
        if !matches!(self.statement, Statement::Insert(_) | Statement::Update(_)) {
            return Err(args.refuse("Only `insert` and `update` take values."));
        }
        let mut positional = args.rest();
        let keywords: Pairs = args
            .take_keywords()
            .into_iter()
            .map(|keyword| (Value::str(&*keyword.name), keyword.value))
            .collect();
        self.may_take_values(interpreter)?;
        if positional.len() > 1 {
            return Err(argument::stops(
                interpreter,
                "sqlalchemy.exc.ArgumentError",
                "Only a single dictionary/tuple or list of dictionaries/tuples is accepted \
                 positionally.",
            ));
        }
        let Some(given) = positional.pop() else {
            return self.add_row(interpreter, args, keywords);
        };
        if !keywords.is_empty() {
            return Err(argument::stops(
                interpreter,
                "sqlalchemy.exc.ArgumentError",
                "Can't pass positional and kwargs to values() simultaneously",
            ));
        }
        let given = interpreter.known(given)?;
        match mapping::all_plain(interpreter, &given)? {
            Value::Dict(dict) => {
                let pairs = dict.entries.borrow().pairs();
                self.add_row(interpreter, args, pairs)
            }
            list @ (Value::List(_) | Value::Tuple(_)) => {
                let items = interpreter.iterate(&list)?;
                match items.first() {
                    Some(Value::Dict(_) | Value::List(_) | Value::Tuple(_)) => {
                        self.add_rows(interpreter, args, items)
                    }
                    _ => {
                        let row = self.by_position(items);
                        self.add_row(interpreter, args, row)
                    }
                }
            }
            _ => Err(args.refuse("`values` takes a dict or keyword arguments.")),
        }
    }

    /// Whether an earlier call leaves room for `values`.
    fn may_take_values(&self, interpreter: &mut Interpreter) -> Result<()> {
        let reason = match &self.statement {
            Statement::Insert(insert) if insert.select.is_some() => {
                "This construct already inserts from a SELECT"
            }
            _ if self.form == Form::Ordered => "This statement already has ordered values present",
            _ => return Ok(()),
        };
        Err(argument::stops(
            interpreter,
            "sqlalchemy.exc.InvalidRequestError",
            reason,
        ))
    }

    fn by_position(&self, items: Vec<Value>) -> Pairs {
        let names = self.table.as_ref().map(|table| table.keys());
        let names = names.unwrap_or_default().into_iter().map(Value::str);
        names.zip(items).collect()
    }

    /// Values of the one row; those of a column that has one already under the same key replace it.
    fn add_row(&mut self, interpreter: &mut Interpreter, args: &Args, pairs: Pairs) -> Result<()> {
        if self.form == Form::Rows {
            return Err(mixed(interpreter));
        }
        self.form = Form::Row;
        for (key, value) in pairs {
            if self.set_part(interpreter, &key, &value)?
                || self.set_other(interpreter, &key, &value)?
            {
                continue;
            }
            let name = self.target(interpreter, args, &key)?;
            // SQLAlchemy tells a name and the column itself apart, and the first of them wins.
            let is_text = key.as_str().is_some();
            match self.keyed.iter().find(|(own, _)| *own == name.text) {
                Some((_, first)) if *first != is_text => continue,
                Some(_) => {}
                None => self.keyed.push((name.text.clone(), is_text)),
            }
            self.set(interpreter, &name, &value)?;
        }
        self.settle_order();
        Ok(())
    }

    /// The value of an item of a column (`{column[1]: 5}`); `false` where the key is none.
    ///
    /// # Errors
    /// Where no update can set it there.
    pub(super) fn set_part(
        &mut self,
        interpreter: &mut Interpreter,
        key: &Value,
        value: &Value,
    ) -> Result<bool> {
        let Some((target, data_type)) = clause::parts(key) else {
            return Ok(false);
        };
        if !matches!(&target, Expression::Binary { operator, .. } if operator == "[]") {
            return Ok(false);
        }
        let value = clause::stored(interpreter, value, data_type.as_ref())?;
        let value = operator::group(value, Around::Anything);
        match &mut self.statement {
            // SQLAlchemy writes them first.
            Statement::Update(update) => {
                update.items.push((target, value));
                Ok(true)
            }
            _ => Err(interpreter.unsupported("an item of a column among these values")),
        }
    }

    /// The value of another table's column; `false` where the key is none.
    ///
    /// # Errors
    /// Where that table sets more by itself.
    pub(super) fn set_other(
        &mut self,
        interpreter: &mut Interpreter,
        key: &Value,
        value: &Value,
    ) -> Result<bool> {
        let Some(own) = self.table.clone() else {
            return Ok(false);
        };
        // The attributes of a mapped class may stand in several tables.
        if self.changed_entity().is_some() {
            return Ok(false);
        }
        let (Statement::Update(update), Some(column)) =
            (&mut self.statement, key.downcast::<ColumnObject>())
        else {
            return Ok(false);
        };
        let Expression::Column {
            table: Some(source @ (Source::Table(..) | Source::Alias(_))),
            name,
            data_type,
        } = column.expression()
        else {
            return Ok(false);
        };
        if source == own.source() || source.table() == Some(&own.name) {
            return Ok(false);
        }
        let other = column.owner();
        let columns = other
            .as_ref()
            .map_or_else(Vec::new, |other| other.columns());
        let at = columns.iter().position(|(own, _)| *own == name);
        if let Some(other) = other
            && columns
                .iter()
                .any(|(own, _)| other.has_on_update(&own.text))
        {
            return Err(interpreter.unsupported("values of another table that has `onupdate`"));
        }
        let value = clause::stored(interpreter, value, data_type.as_ref())?;
        update.others.push(OtherValue {
            source,
            column: (name, at.unwrap_or_default()),
            value: operator::group(value, Around::Anything),
        });
        Ok(true)
    }

    /// One value of the one row.
    pub(super) fn set(
        &mut self,
        interpreter: &mut Interpreter,
        name: &Name,
        value: &Value,
    ) -> Result<()> {
        let expression = self.value_of(interpreter, &name.text, value)?;
        self.plain.retain(|own| *own != name.text);
        // What is a bound parameter for SQLAlchemy can be given another value by `execute`.
        if clause::as_expression(value).is_none()
            || matches!(expression, Expression::Literal { .. })
        {
            self.plain.push(name.text.clone());
        }
        self.put(name, expression);
        Ok(())
    }

    /// The same of what SQL is made of.
    pub(super) fn put(&mut self, name: &Name, expression: Expression) {
        match &mut self.statement {
            Statement::Insert(insert) => {
                if insert.rows.is_empty() {
                    insert.rows.push(Vec::new());
                }
                let at = insert.columns.iter().position(|own| own.text == name.text);
                let at = at.unwrap_or_else(|| {
                    insert.columns.push(name.clone());
                    insert.columns.len() - 1
                });
                for row in &mut insert.rows {
                    row.resize(insert.columns.len(), Expression::Null);
                    if let Some(cell) = row.get_mut(at) {
                        *cell = expression.clone();
                    }
                }
            }
            Statement::Update(update) => {
                match update
                    .values
                    .iter_mut()
                    .find(|(own, _)| own.text == name.text)
                {
                    Some((_, own)) => *own = expression,
                    None => update.values.push((name.clone(), expression)),
                }
            }
            _ => {}
        }
    }

    /// Puts the columns of the values into the order in which SQLAlchemy writes them.
    pub(super) fn settle_order(&mut self) {
        let table = self.table.clone();
        match &mut self.statement {
            Statement::Insert(insert) => {
                let columns = ordered(table.as_deref(), &insert.columns);
                for row in &mut insert.rows {
                    let cells = std::mem::take(row);
                    let pairs: Vec<_> = insert.columns.iter().zip(cells).collect();
                    *row = columns
                        .iter()
                        .map(|column| {
                            pairs
                                .iter()
                                .find(|(own, _)| own.text == column.text)
                                .map_or(Expression::Null, |(_, cell)| cell.clone())
                        })
                        .collect();
                }
                insert.columns = columns;
            }
            Statement::Update(update) => {
                let values = std::mem::take(&mut update.values);
                update.values = sorted(table.as_deref(), values);
            }
            _ => {}
        }
    }

    /// A list of rows: the first one says which columns there are.
    fn add_rows(
        &mut self,
        interpreter: &mut Interpreter,
        args: &Args,
        items: Vec<Value>,
    ) -> Result<()> {
        if matches!(self.statement, Statement::Update(_)) {
            return Err(argument::stops(
                interpreter,
                "sqlalchemy.exc.InvalidRequestError",
                "UPDATE construct does not support multiple parameter sets.",
            ));
        }
        if self.form == Form::Row {
            return Err(mixed(interpreter));
        }
        let is_first = self.form == Form::None;
        self.form = Form::Rows;
        let mut rows = Vec::with_capacity(items.len());
        for item in items {
            rows.push(match interpreter.known(item)? {
                Value::Dict(dict) => dict.entries.borrow().pairs(),
                list @ (Value::List(_) | Value::Tuple(_)) => {
                    let items = interpreter.iterate(&list)?;
                    self.by_position(items)
                }
                _ => return Err(args.refuse("`values` takes a list of dicts or of tuples.")),
            });
        }
        let mut columns = match &self.statement {
            Statement::Insert(insert) => insert.columns.clone(),
            _ => Vec::new(),
        };
        if is_first && let Some(first) = rows.first() {
            for (key, _) in first {
                columns.push(self.target(interpreter, args, key)?);
            }
            columns = ordered(self.table.as_deref(), &columns);
        }
        let mut all_named = Vec::with_capacity(rows.len());
        for row in rows {
            let mut named = Vec::with_capacity(row.len());
            for (key, value) in row {
                // What the first row does not name is dropped from the others, but for columns
                // with defaults: those are columns of the first row, too.
                let Ok(name) = self.target(interpreter, args, &key) else {
                    continue;
                };
                if !columns.iter().any(|own| own.text == name.text)
                    && self.default_of(interpreter, &name)?.is_some()
                {
                    self.backfill(interpreter, &name)?;
                    columns.push(name.clone());
                }
                named.push((name, value));
            }
            all_named.push(named);
        }
        let mut made = Vec::with_capacity(all_named.len());
        for named in all_named {
            let mut cells = Vec::with_capacity(columns.len());
            for column in &columns {
                let given = named.iter().find(|(name, _)| name.text == column.text);
                cells.push(match given {
                    Some((_, value)) => self.value_of(interpreter, &column.text, value)?,
                    None => self.missing(interpreter, column)?,
                });
            }
            made.push(cells);
        }
        if let Statement::Insert(insert) = &mut self.statement {
            insert.columns = columns;
            insert.rows.extend(made);
        }
        self.settle_order();
        Ok(())
    }

    /// Gives the rows that there are the default of one more column.
    fn backfill(&mut self, interpreter: &mut Interpreter, column: &Name) -> Result<()> {
        let count = match &self.statement {
            Statement::Insert(insert) => insert.rows.len(),
            _ => 0,
        };
        for at in 0..count {
            let value = self.missing(interpreter, column)?;
            if let Statement::Insert(insert) = &mut self.statement
                && let Some(row) = insert.rows.get_mut(at)
            {
                row.push(value);
            }
        }
        Ok(())
    }

    fn default_of(
        &self,
        interpreter: &mut Interpreter,
        column: &Name,
    ) -> Result<Option<Expression>> {
        let Some(table) = &self.table else {
            return Ok(None);
        };
        let data_type = table.column_type(&column.text);
        let unknown = |interpreter: &Interpreter| {
            let own = interpreter.unknown("live-data", "what a row of several is given");
            vec![(column.text.clone(), own)]
        };
        live::defaults::of(
            interpreter,
            table,
            &column.text,
            data_type.as_ref(),
            &unknown,
        )
    }

    /// The default of a column that a later row of a list does not name.
    fn missing(&self, interpreter: &mut Interpreter, column: &Name) -> Result<Expression> {
        match self.default_of(interpreter, column)? {
            Some(default) => Ok(default),
            None => Err(self.needs_value(interpreter, &column.text)),
        }
    }

    /// A column of which not every row of a list has a value.
    pub(super) fn needs_value(&self, interpreter: &mut Interpreter, column: &str) -> Interrupt {
        let table = self.table.as_ref().map(|table| table.full_name());
        argument::stops(
            interpreter,
            "sqlalchemy.exc.CompileError",
            &format!(
                "INSERT value for column {}.{column} is explicitly rendered as a boundparameter \
                 in the VALUES clause; a Python-side value or SQL expression is required",
                table.unwrap_or_default()
            ),
        )
    }

    /// The column that a key of the values means: a column, or the key of one.
    pub(super) fn target(
        &self,
        interpreter: &mut Interpreter,
        args: &Args,
        key: &Value,
    ) -> Result<Name> {
        let name = argument::column_name(args, "values", key)?;
        let Some(table) = &self.table else {
            return Ok(name);
        };
        let is_text = key.as_str().is_some();
        if is_text {
            let column = table.name_of_key(&name.text);
            let attribute = self.attribute(&name.text);
            match (column, attribute) {
                (Some(column), Some(attribute)) if column.text != attribute.text => {
                    return Err(interpreter.unsupported(&format!(
                        "the value of \"{}\", which is an attribute and another's column",
                        name.text
                    )));
                }
                (Some(own), _) | (None, Some(own)) => return Ok(own),
                (None, None) => {}
            }
        }
        if table.column(&name.text).is_some()
            || (!is_text && table.columns().iter().any(|(own, _)| own.text == name.text))
        {
            return Ok(name);
        }
        Err(argument::alembic_stops(
            interpreter,
            &format!("Unconsumed column names: {}", name.text),
        ))
    }

    /// An insert with the values that Python gives to the columns which it does not name.
    ///
    /// # Errors
    /// Where only a program can compute one, and what its function raises.
    pub(super) fn with_defaults(&self, interpreter: &mut Interpreter) -> Result<Self> {
        let mut next = self.clone();
        let (Statement::Insert(insert), Some(table)) = (&mut next.statement, &self.table) else {
            return Ok(next);
        };
        if insert.select.is_some() {
            return Ok(next);
        }
        let unnamed: Vec<_> = table
            .columns()
            .into_iter()
            .filter(|(column, _)| !insert.columns.iter().any(|own| own.text == column.text))
            .collect();
        let is_bare = insert.rows.is_empty();
        if is_bare {
            insert.rows.push(Vec::new());
        }
        for row in &mut insert.rows {
            for (column, data_type) in &unnamed {
                let given = |interpreter: &Interpreter| {
                    live::defaults::row_of(interpreter, insert.columns.iter().zip(&*row))
                };
                let value =
                    live::defaults::of(interpreter, table, &column.text, Some(data_type), &given)?;
                let Some(value) = value else { continue };
                if !insert.columns.iter().any(|own| own.text == column.text) {
                    insert.columns.push(column.clone());
                }
                row.push(value);
            }
        }
        if is_bare && insert.columns.is_empty() {
            insert.rows.clear();
        }
        next.settle_order();
        Ok(next)
    }
}

fn mixed(interpreter: &mut Interpreter) -> Interrupt {
    argument::stops(
        interpreter,
        "sqlalchemy.exc.InvalidRequestError",
        "Can't mix single and multiple VALUES formats in one INSERT statement; one style appends \
         to a list while the other replaces values, so the intent is ambiguous.",
    )
}

/// SQLAlchemy writes values in the table's order of columns, whatever the order of the dict.
fn ordered(table: Option<&TableObject>, given: &[Name]) -> Vec<Name> {
    let own = table.map(TableObject::columns).unwrap_or_default();
    let mut names: Vec<Name> = Vec::with_capacity(given.len());
    for (column, _) in own {
        names.extend(given.iter().find(|name| name.text == column.text).cloned());
    }
    for name in given {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// In the table's order of columns.
pub(super) fn sorted(
    table: Option<&TableObject>,
    row: Vec<(Name, Expression)>,
) -> Vec<(Name, Expression)> {
    let given: Vec<Name> = row.iter().map(|(name, _)| name.clone()).collect();
    ordered(table, &given)
        .into_iter()
        .filter_map(|name| row.iter().find(|(own, _)| *own == name).cloned())
        .collect()
}
