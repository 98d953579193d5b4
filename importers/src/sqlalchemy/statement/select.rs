//! `select`, `exists`, `union`: what they join, order and limit.

use std::rc::Rc;

use super::listing::{Listed, listed, listing};
use super::{Statement, StatementObject, ending, reduced};
use crate::operation::expression::{From, Identity, Literal, Select};
use crate::operation::operator::{self, Around};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::given::{self, Parameters};
use crate::sqlalchemy::orm::{self, Selected};
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{clause, join, looked_up, query_columns, source, textual};

/// What a session's queries ask of a select.
impl StatementObject {
    /// What it lists, where mapped classes are among it.
    pub(crate) fn selected(&self) -> Option<Rc<[Selected]>> {
        self.selected.clone()
    }

    /// An update or a delete of the rows that a plain select means.
    ///
    /// # Errors
    /// The method without which it would be plain.
    pub(crate) fn conditions_on(&self, mut other: Self) -> std::result::Result<Self, &'static str> {
        const JOINS: &str = "join(), outerjoin(), select_from(), or from_self()";
        let Statement::Select(select) = &self.statement else {
            return Err(JOINS);
        };
        for (is_set, method) in [
            (select.limit.is_some() || select.fetch.is_some(), "limit()"),
            (select.offset.is_some(), "offset()"),
            (!select.order_by.is_empty(), "order_by()"),
            (!select.group_by.is_empty(), "group_by()"),
            (select.distinct, "distinct()"),
            (!select.from.is_empty(), JOINS),
        ] {
            if is_set {
                return Err(method);
            }
        }
        let conditions = match &mut other.statement {
            Statement::Update(update) => &mut update.conditions,
            Statement::Delete(delete) => &mut delete.conditions,
            _ => return Err(JOINS),
        };
        conditions.clone_from(&select.conditions);
        Ok(other)
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
        if orm::entity_of(joined).is_some() {
            return interpreter.attribute(joined, name).map(Some);
        }
        match orm::table_of(joined).and_then(|table| table.column(name)) {
            Some(column) => Ok(Some(column)),
            None => {
                Err(interpreter.unsupported(&format!("`filter_by({name}=...)` after this join")))
            }
        }
    }

    /// A compound whose rows are read as those of one of its queries.
    pub(crate) fn shaped_as(mut self, select: &Self) -> Self {
        self.selected.clone_from(&select.selected);
        self.types.clone_from(&select.types);
        self
    }

    /// With values for the parameters of its conditions.
    pub(crate) fn with_parameters(
        mut self,
        interpreter: &mut Interpreter,
        values: &Parameters,
    ) -> Result<Self> {
        if matches!(self.statement, Statement::Compound(_)) {
            return Err(interpreter
                .unsupported("`params` of a union; give them to its queries, or to `execute`"));
        }
        if let Statement::Select(select) = self.statement {
            let mut query = Expression::Select(Box::new(select));
            given::set(interpreter, &mut query, values)?;
            self.statement = match query {
                Expression::Select(select) => Statement::Select(*select),
                _ => Statement::Select(Select::default()),
            };
        }
        Ok(self)
    }

    /// The same, whose list is these objects.
    pub(crate) fn selecting(mut self, selected: &[Selected]) -> Self {
        self.selected = Some(selected.into());
        self
    }

    /// The same rows with the list of another select.
    pub(crate) fn with_list_of(&self, other: &Self) -> Self {
        let mut next = self.clone();
        if let (Statement::Select(own), Statement::Select(list)) =
            (&mut next.statement, &other.statement)
        {
            own.columns.clone_from(&list.columns);
            next.selected.clone_from(&other.selected);
            next.types.clone_from(&other.types);
        }
        next
    }
}

/// Every column of a table, qualified.
pub(crate) fn columns_of_table(table: &TableObject) -> Vec<Expression> {
    let source = table.source();
    let counted = table
        .alias()
        .filter(|_| !table.has_own_names())
        .and_then(|alias| query_columns::columns_from_outside(alias));
    counted
        .unwrap_or_else(|| table.columns())
        .into_iter()
        .map(|(name, data_type)| Expression::Column {
            table: Some(source.clone()),
            name,
            data_type: Some(data_type),
        })
        .collect()
}

/// The types of such columns.
pub(super) fn types_of(columns: &[Expression]) -> Vec<Option<SqlType>> {
    let columns = columns.iter();
    columns
        .map(|column| match column {
            Expression::Column { data_type, .. } => data_type.clone(),
            _ => None,
        })
        .collect()
}

/// `sa.select(*columns)`; SQLAlchemy 1.x took one list.
pub(crate) fn select(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut values = args.rest();
    if let [list @ (Value::List(_) | Value::Tuple(_))] = &values[..] {
        values = interpreter.iterate(list)?;
    }
    let (all, selected) = listing(interpreter, &args, &values)?;
    args.finish()?;
    let joins = values
        .iter()
        .filter_map(|value| value.downcast::<join::JoinObject>());
    let mut select = Select {
        columns: all.columns,
        from: joins.map(|join| join.from.clone()).collect(),
        ..Select::default()
    };
    looked_up::resolve(interpreter, &mut select);
    Ok(Value::object(StatementObject {
        table: all.table,
        types: all.types,
        selected,
        ..StatementObject::query(Statement::Select(select))
    }))
}

/// `sa.exists(select)`, `sa.exists(column).where(...)`, `sa.exists().where(...)`
pub(crate) fn exists(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let values = args.rest();
    args.finish()?;
    if let [value] = &values[..]
        && let Some(query) = textual::as_query(value)
    {
        return Ok(clause::Clause::condition(Expression::Exists(Box::new(
            query,
        ))));
    }
    if let [value] = &values[..]
        && let Some(query) = value.downcast::<StatementObject>()
    {
        return Ok(Value::object(StatementObject {
            exists: true,
            identity: Identity::new(),
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
    let made = StatementObject::compound(operator, queries, &args)?;
    args.finish()?;
    Ok(Value::object(made))
}

impl StatementObject {
    /// `select.join(target, onclause)`: the left side is what the select reads so far.
    pub(super) fn join(
        &mut self,
        interpreter: &mut Interpreter,
        args: &mut Args,
        outer: bool,
    ) -> Result<()> {
        let Statement::Select(select) = &mut self.statement else {
            return Ok(());
        };
        self.joined = args.positional.front().cloned();
        if let Some(relationship) = self.joined.clone()
            && let Some(along) = orm::along(interpreter, &relationship, None)?
        {
            self.joined = Some(along.target);
        }
        let right = self.joined.as_ref().and_then(orm::table_of);
        let mut froms = std::mem::take(&mut select.from);
        let candidates = match froms.is_empty() {
            false => froms.clone(),
            true => {
                let mut implied = source::froms(select);
                implied.retain(|from| {
                    !right
                        .as_ref()
                        .is_some_and(|right| *from == From::Source(right.source()))
                });
                implied
            }
        };
        let Some(left) = join::left_of(interpreter, &candidates, args)? else {
            return Err(args.refuse("It is not clear which table this joins."));
        };
        let place = froms.iter().position(|from| *from == left);
        let place = place.unwrap_or(froms.len());
        froms.retain(|from| *from != left);
        let mut tables = join::tables_of(interpreter, &left);
        tables.extend(self.table.clone());
        let (from, _) = join::join(interpreter, (left, tables), args, outer)?;
        froms.insert(place, from);
        select.from = froms;
        Ok(())
    }

    /// `select.join_from(left, target, onclause)`: what reads the left side already goes on.
    pub(super) fn join_from(
        &mut self,
        interpreter: &mut Interpreter,
        args: &mut Args,
        outer: bool,
    ) -> Result<()> {
        let Statement::Select(select) = &mut self.statement else {
            return Ok(());
        };
        let left = args.required("from_")?;
        self.joined = args.positional.front().cloned();
        let given = join::from_of(&left);
        let reads = |from: &From| {
            let sources = source::sources_of(from);
            matches!(&given, Some(From::Source(own)) if sources.contains(own))
        };
        match select.from.iter().position(reads) {
            Some(place) => {
                let left = select.from.remove(place);
                let tables = join::tables_of(interpreter, &left);
                let (from, _) = join::join(interpreter, (left, tables), args, outer)?;
                select.from.insert(place, from);
            }
            None => {
                let made = join::of(interpreter, &left, args, outer)?;
                select.from.extend(join::from_of(&made));
            }
        }
        Ok(())
    }

    /// Notes a join, for a `select_from` behind it.
    pub(super) fn note_join(&mut self, args: &Args, outer: bool, names_left: bool) {
        if let Statement::Select(select) = &self.statement
            && self.joins.is_empty()
        {
            self.unjoined.clone_from(&select.from);
        }
        let keywords = args.keywords.iter();
        self.joins.push(JoinCall {
            positional: args.positional.iter().cloned().collect(),
            keywords: keywords
                .map(|one| (one.name.to_string(), one.value.clone()))
                .collect(),
            outer,
            names_left,
        });
    }

    /// `select_from` behind joins: SQLAlchemy joins at the end, and to what `select_from` names.
    pub(super) fn join_again(&mut self, interpreter: &mut Interpreter) -> Result<()> {
        if let Statement::Select(select) = &mut self.statement {
            // What a join reads is not read beside it.
            let joins = select.from.iter();
            let within: Vec<_> = joins
                .filter(|from| matches!(from, From::Join { .. }))
                .flat_map(source::sources_of)
                .collect();
            let is_within = |from: &From| matches!(from, From::Source(own) if within.contains(own));
            select.from.retain(|from| !is_within(from));
        }
        for call in self.joins.clone() {
            let mut args = Args::new(call.positional);
            for (name, value) in call.keywords {
                args = args.with(&name, value);
            }
            match call.names_left {
                true => self.join_from(interpreter, &mut args, call.outer)?,
                false => self.join(interpreter, &mut args, call.outer)?,
            }
        }
        Ok(())
    }
}

/// `join(...)`, or `join_from(...)`, as the file calls it.
#[derive(Clone)]
pub(super) struct JoinCall {
    positional: Vec<Value>,
    keywords: Vec<(String, Value)>,
    outer: bool,
    names_left: bool,
}

/// A method that only `select` has; `false` where it has none of this name.
pub(super) fn select_method(
    interpreter: &mut Interpreter,
    select: &mut Select,
    list: &mut Listed,
    name: &str,
    args: &mut Args,
) -> Result<bool> {
    match name {
        "select_from" => {
            for value in args.rest() {
                let Some(from) = join::from_of(&value) else {
                    interpreter.known(value)?;
                    return Err(args.refuse("`select_from` takes a table or a join here."));
                };
                select.from.push(from);
            }
        }
        "slice" => {
            let start = args.required("start")?;
            let stop = args.required("stop")?;
            let is_plain =
                select.limit.is_none() && select.offset.is_none() && select.fetch.is_none();
            let (Value::Int(start), Value::Int(stop), true) = (start, stop, is_plain) else {
                return Err(interpreter.unsupported("this `slice`"));
            };
            let number = |number: i128| Expression::Literal {
                value: Literal::Int(number.to_string()),
                data_type: None,
            };
            select.limit = Some(number(stop.saturating_sub(start)));
            select.offset = (start != 0).then(|| number(start));
        }
        "add_columns" | "column" => {
            for value in args.rest() {
                list.extend(listed(interpreter, args, &value)?);
            }
            select.columns.append(&mut list.columns);
        }
        "correlate" | "correlate_except" => correlate(interpreter, select, name, args)?,
        "order_by" | "group_by" => {
            let values = args.rest();
            match &values[..] {
                [Value::None] if name == "order_by" => select.order_by.clear(),
                [Value::None] => select.group_by.clear(),
                [Value::Bool(false)] => {
                    return Err(args.refuse(format!("Write `{name}(None)` to take it back.")));
                }
                _ => {}
            }
            let values = match &values[..] {
                [Value::None] => Vec::new(),
                _ => values,
            };
            for value in values {
                let expression = match looked_up::of_value(&value) {
                    Some(name) => name,
                    None => match clause::operand(interpreter, &value, None)? {
                        // The list of the query may have it, which then names it.
                        label @ Expression::Label { .. } => label,
                        other => operator::group(other, Around::Nothing),
                    },
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
                let condition = clause::condition(interpreter, &value)?;
                let condition = operator::group(condition, Around::Condition);
                select.having.push(condition);
            }
        }
        "distinct" => {
            select.distinct = true;
            for value in args.rest() {
                select.distinct_on.push(match looked_up::of_value(&value) {
                    Some(name) => name,
                    None => clause::operand(interpreter, &value, None)?,
                });
            }
        }
        "reduce_columns" => reduced::reduce(interpreter, select, list, args)?,
        "with_only_columns" => {
            list.types.clear();
            let values = args.rest();
            list.extend(listing(interpreter, args, &values)?.0);
            if args.keyword_boolean("maintain_column_froms")? == Some(true) {
                // What the list read so far is read as if `select_from` said it.
                for source in select.columns.iter().flat_map(source::named_in) {
                    let is_read = select
                        .from
                        .iter()
                        .any(|from| source::sources_of(from).contains(&source));
                    if !is_read {
                        select.from.push(From::Source(source));
                    }
                }
            }
            select.columns = std::mem::take(&mut list.columns);
        }
        _ => return ending::method(interpreter, select, name, args),
    }
    Ok(true)
}

/// `correlate(*tables)` and `correlate_except(*tables)`; `None` stands for no table.
fn correlate(
    interpreter: &mut Interpreter,
    select: &mut Select,
    name: &str,
    args: &mut Args,
) -> Result<()> {
    let values = args.rest();
    let mut tables = Vec::new();
    let is_none = matches!(&values[..], [] | [Value::None | Value::Bool(false)]);
    for value in values.iter().filter(|_| !is_none) {
        match join::from_of(value) {
            Some(from) => tables.extend(source::sources_of(&from)),
            None => return Err(interpreter.unsupported(&format!("this argument of `{name}`"))),
        }
    }
    let correlation = &mut select.correlation;
    correlation.explicit = true;
    match (name, is_none) {
        ("correlate", true) => correlation.tables.clear(),
        ("correlate", false) => correlation.tables.extend(tables),
        (_, true) => correlation.except = Some(Vec::new()),
        (_, false) => correlation.except.get_or_insert_default().extend(tables),
    }
    Ok(())
}
