//! Joins: `table.join(other, onclause)`, `sa.join(...)`, `select.join(...)`.

use std::cell::RefCell;
use std::rc::Rc;

use super::argument;
use super::class_rows;
use super::clause;
use super::named::Named;
use super::orm::{self, Along};
use super::schema::{self, ConstraintConstruct, Item};
use super::source;
use super::statement::StatementObject;
use super::table::TableObject;
use crate::operation::expression::{AliasName, AliasedKind, From, Source};
use crate::operation::operator;
use crate::operation::{ConstraintDefinition, Expression, SqlType, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A join, as an entry of `FROM`.
pub(crate) struct JoinObject {
    /// What is rendered.
    pub(crate) from: From,
    tables: Vec<Rc<TableObject>>,
}

/// The tables that the file made, for their foreign keys: an expression knows
/// only the names of its tables.
#[derive(Default)]
struct Tables(RefCell<Vec<Rc<TableObject>>>);

/// Those of `sa.table` and `op.create_table`, of which only the columns are asked for.
#[derive(Default)]
struct LightTables(RefCell<Vec<Rc<TableObject>>>);

/// Remembers a table for its columns.
pub(crate) fn remember_columns(interpreter: &mut Interpreter, table: &Rc<TableObject>) {
    let tables = interpreter.extension_or_default::<LightTables>();
    tables.0.borrow_mut().push(table.clone());
}

/// The tables that an entry of `FROM` may be: several may have one name.
pub(crate) fn known_as(interpreter: &mut Interpreter, source: &Source) -> Vec<Rc<TableObject>> {
    let tables = interpreter.extension_or_default::<Tables>();
    let light = interpreter.extension_or_default::<LightTables>();
    let (tables, light) = (tables.0.borrow(), light.0.borrow());
    let all = tables.iter().chain(light.iter());
    let found = all.filter(|table| table.source() == *source);
    found.cloned().collect()
}

/// Remembers a table, for joins that say no condition.
pub(crate) fn remember(interpreter: &mut Interpreter, table: &Rc<TableObject>) {
    let tables = interpreter.extension_or_default::<Tables>();
    tables.0.borrow_mut().push(table.clone());
}

/// The table of this name that was made last.
pub(crate) fn table_named(interpreter: &mut Interpreter, name: &str) -> Option<Rc<TableObject>> {
    let tables = interpreter.extension_or_default::<Tables>();
    let tables = tables.0.borrow();
    let found = tables
        .iter()
        .rev()
        .find(|table| table.alias().is_none() && table.full_name() == name);
    found.cloned()
}

/// Turns the keys to which foreign keys refer into names, where the file has made their tables.
pub(crate) fn refer_by_key(interpreter: &Interpreter, items: &mut [Item]) {
    let Some(tables) = interpreter.extension::<Tables>() else {
        return;
    };
    let tables = tables.0.borrow();
    for item in items {
        let keys = match item {
            Item::Column(column) => column.foreign_keys.iter_mut(),
            Item::Constraint(constraint) => std::slice::from_mut(constraint).iter_mut(),
            Item::Index(_) => [].iter_mut(),
        };
        for key in keys {
            for table in tables.iter().rev().filter(|table| table.alias().is_none()) {
                let others = table.items.borrow();
                let columns = others.iter().filter_map(|item| match item {
                    Item::Column(column) => Some(&**column),
                    _ => None,
                });
                schema::refer_by_key(key, &table.name, columns);
            }
        }
    }
}

/// The tables that an entry of `FROM` names.
pub(crate) fn tables_of(interpreter: &mut Interpreter, from: &From) -> Vec<Rc<TableObject>> {
    let tables = interpreter.extension_or_default::<Tables>();
    let sources = source::sources_of(from);
    let tables = tables.0.borrow();
    tables
        .iter()
        .filter(|table| sources.contains(&table.source()))
        .cloned()
        .collect()
}

/// The one of several entries of `FROM` that a join begins with.
///
/// # Errors
/// As SQLAlchemy's, where several could be it.
pub(crate) fn left_of(
    interpreter: &mut Interpreter,
    froms: &[From],
    args: &Args,
) -> Result<Option<From>> {
    let given = args.positional.front().cloned();
    let along = match (&given, args.positional.get(1).cloned()) {
        (Some(target), Some(condition)) => orm::along(interpreter, &condition, Some(target))?,
        (Some(relationship), None) => orm::along(interpreter, relationship, None)?,
        (None, _) => None,
    };
    if let Some(along) = along {
        let holds = |from: &&From| source::sources_of(from).contains(&along.left);
        let has = |from: &&From| {
            let mut parts = source::sources_of(from)
                .into_iter()
                .flat_map(|own| own.parts());
            parts.any(|part| part == along.left)
        };
        let found = froms.iter().find(holds);
        let found = found.or_else(|| froms.iter().find(has)).cloned();
        return Ok(Some(found.unwrap_or(From::Source(along.left))));
    }
    if froms.len() < 2 {
        return Ok(froms.first().cloned());
    }
    let Some((_, right)) = args.positional.front().and_then(side) else {
        return Ok(froms.last().cloned());
    };
    let keyword = || args.keywords.iter().find(|own| &*own.name == "onclause");
    let condition = args.positional.get(1).or(keyword().map(|own| &own.value));
    let mut fitting = Vec::new();
    match condition.filter(|condition| !condition.is_none()).cloned() {
        Some(condition) => {
            let condition = clause::condition(interpreter, &condition)?;
            let named = source::named_in(&condition);
            for from in froms {
                let mut both = source::sources_of(from);
                both.extend(right.iter().map(|table| table.source()));
                if named.iter().all(|source| both.contains(source)) {
                    fitting.push(from);
                }
            }
            if fitting.is_empty() {
                fitting.extend(froms);
            }
        }
        None => {
            for from in froms {
                let tables = tables_of(interpreter, from);
                if !matches!(by_foreign_key(&tables, &right), Between::Nothing) {
                    fitting.push(from);
                }
            }
        }
    }
    match fitting[..] {
        [one] => Ok(Some(one.clone())),
        [] => Ok(froms.last().cloned()),
        _ => Err(interpreter.raise(
            "sqlalchemy.exc.InvalidRequestError",
            "Can't determine which FROM clause to join from, there are multiple FROMS which can \
             join to this entity. To help make this clear, please use the .select_from() method.",
        )),
    }
}

/// The entry of `FROM` that a value is.
pub(crate) fn from_of(value: &Value) -> Option<From> {
    side(value).map(|(from, _)| from)
}

/// What stands on a side of a join.
fn side(value: &Value) -> Option<(From, Vec<Rc<TableObject>>)> {
    if let Some(table) = super::orm::table_of(value) {
        let source = match orm::entity_of(value) {
            Some(_) => source::entity(&table),
            None => table.source(),
        };
        return Some((From::Source(source), vec![table]));
    }
    if let Some(text @ (Expression::Text { .. } | Expression::Verbatim(_))) =
        clause::as_expression(value)
    {
        return Some((From::Source(source::text(text)), Vec::new()));
    }
    let join = value.downcast::<JoinObject>()?;
    Some((join.from.clone(), join.tables.clone()))
}

/// The arguments `(right, onclause=None, isouter=False, full=False)` behind a left side.
pub(crate) fn join(
    interpreter: &mut Interpreter,
    left: (From, Vec<Rc<TableObject>>),
    args: &mut Args,
    is_outer: bool,
) -> Result<(From, Vec<Rc<TableObject>>)> {
    let right = args.required("right")?;
    let along = match args.positional.front() {
        Some(condition) => orm::along(interpreter, condition, Some(&right))?,
        None => None,
    };
    let along = match along {
        Some(along) => {
            args.positional.pop_front();
            Some(along)
        }
        None => orm::along(interpreter, &right, None)?,
    };
    if let Some(along) = along {
        for (right, _) in &along.steps {
            class_rows::check_join(interpreter, &left.0, right)?;
        }
        return joined_along(left, along, args, is_outer);
    }
    let condition = argument::present(args.take("onclause")?);
    let is_outer = args.optional_boolean("isouter")?.unwrap_or(is_outer);
    let is_full = args.optional_boolean("full")?.unwrap_or(false);
    let Some((right, mut right_tables)) = side(&right) else {
        return Err(args.refuse("A join takes a table here."));
    };
    class_rows::check_join(interpreter, &left.0, &right)?;
    let on = match condition {
        Some(condition) => {
            let condition = clause::condition(interpreter, &condition)?;
            operator::group(condition, operator::Around::Condition)
        }
        None => implied(interpreter, &left, &right_tables)?,
    };
    let kind = words(is_outer, is_full);
    let mut tables = left.1;
    tables.append(&mut right_tables);
    let from = From::Join {
        left: Box::new(left.0),
        kind: kind.to_owned(),
        right: Box::new(right),
        on,
    };
    Ok((from, tables))
}

fn words(is_outer: bool, is_full: bool) -> &'static str {
    match (is_full, is_outer) {
        (true, _) => "FULL OUTER JOIN",
        (false, true) => "LEFT OUTER JOIN",
        (false, false) => "JOIN",
    }
}

/// A join along a relationship, which may lead through a table between.
fn joined_along(
    left: (From, Vec<Rc<TableObject>>),
    along: Along,
    args: &mut Args,
    is_outer: bool,
) -> Result<(From, Vec<Rc<TableObject>>)> {
    let is_outer = args.keyword_boolean("isouter")?.unwrap_or(is_outer);
    let is_full = args.keyword_boolean("full")?.unwrap_or(false);
    let kind = words(is_outer, is_full);
    let (mut from, mut tables) = left;
    for (right, on) in along.steps {
        from = From::Join {
            left: Box::new(from),
            kind: kind.to_owned(),
            right: Box::new(right),
            on,
        };
    }
    tables.push(along.table);
    Ok((from, tables))
}

/// What the foreign keys between two sides say.
enum Between {
    Nothing,
    /// The condition.
    One(Box<Expression>),
    /// Several that say different things.
    Several,
}

/// A key: its table and columns.
type Own<'a> = (Option<&'a TableName>, Vec<crate::operation::Name>);

/// The condition that the foreign keys between the two sides say.
fn by_foreign_key(left: &[Rc<TableObject>], right: &[Rc<TableObject>]) -> Between {
    let column = |table: &TableObject, name: &crate::operation::Name| Expression::Column {
        table: Some(table.source()),
        name: name.clone(),
        data_type: Some(SqlType::Null),
    };
    // One key may say something in both directions, between a table and its alias.
    let mut by_key: Vec<(Own<'_>, Vec<Expression>)> = Vec::new();
    for (own, others) in [(right, left), (left, right)] {
        for table in own {
            for (columns, key) in keys(table) {
                let ConstraintDefinition::ForeignKey {
                    references,
                    referred,
                    ..
                } = &key.constraint.kind
                else {
                    continue;
                };
                let is_referred = |other: &&Rc<TableObject>| below(other) == Some(references);
                let Some(other) = others.iter().find(is_referred) else {
                    continue;
                };
                let pairs = columns.iter().zip(referred).map(|(own, referred)| {
                    operator::binary(column(other, referred), "=", column(table, own))
                });
                let own = (below(table), columns.clone());
                match by_key.iter_mut().find(|(key, _)| *key == own) {
                    Some((_, known)) => known.extend(pairs),
                    None => by_key.push((own, pairs.collect())),
                }
            }
        }
    }
    let mut found: Vec<Vec<Expression>> = Vec::new();
    for (_, pairs) in by_key {
        if !found.contains(&pairs) {
            found.push(pairs);
        }
    }
    match (found.pop(), found.is_empty()) {
        (None, _) => Between::Nothing,
        (Some(pairs), true) => match operator::junction(true, pairs) {
            Some(condition) => Between::One(Box::new(condition)),
            None => Between::Nothing,
        },
        (Some(_), false) => Between::Several,
    }
}

/// The table that is meant, where it is one, whatever it is called.
fn below(table: &TableObject) -> Option<&TableName> {
    match table.alias().map(|alias| &alias.kind) {
        None => Some(&table.name),
        Some(AliasedKind::Table(name)) => Some(name),
        Some(_) => None,
    }
}

/// The condition of a join that says none: the table that was joined last comes first.
fn implied(
    interpreter: &mut Interpreter,
    left: &(From, Vec<Rc<TableObject>>),
    right: &[Rc<TableObject>],
) -> Result<Expression> {
    let mut between = Between::Nothing;
    if let From::Join { right: last, .. } = &left.0 {
        let sources = source::sources_of(last);
        let is_last = |table: &&Rc<TableObject>| sources.contains(&table.source());
        let last: Vec<_> = left.1.iter().filter(is_last).cloned().collect();
        between = by_foreign_key(&last, right);
    }
    if let Between::Nothing = between {
        between = by_foreign_key(&left.1, right);
    }
    match between {
        Between::One(condition) => Ok(*condition),
        Between::Several => Err(interpreter.raise(
            "sqlalchemy.exc.AmbiguousForeignKeysError",
            "Can't determine join between the two sides; tables have more than one foreign key \
             constraint relationship between them. Please specify the 'onclause' of this join \
             explicitly.",
        )),
        Between::Nothing if left.1.iter().chain(right).any(|one| below(one).is_none()) => {
            Err(interpreter.unsupported("a join with a query that says no condition"))
        }
        Between::Nothing => Err(interpreter.raise(
            "sqlalchemy.exc.NoForeignKeysError",
            "Can't find any foreign key relationships between the two sides of the join",
        )),
    }
}

/// The foreign keys of a table with its own columns.
pub(crate) fn keys(table: &TableObject) -> Vec<(Vec<crate::operation::Name>, ConstraintConstruct)> {
    let mut found = Vec::new();
    for item in table.items.borrow().iter() {
        match item {
            Item::Column(column) => {
                let own = column.column.name.clone();
                let keys = column.foreign_keys.iter().cloned();
                found.extend(keys.map(|key| (vec![own.clone()], key)));
            }
            Item::Constraint(constraint) => {
                if let ConstraintDefinition::ForeignKey { columns, .. } =
                    &constraint.constraint.kind
                {
                    found.push((columns.clone(), constraint.clone()));
                }
            }
            Item::Index(_) => {}
        }
    }
    found
}

/// The tables that a table's foreign keys refer to.
pub(crate) fn referred(table: &TableObject) -> Vec<TableName> {
    let of_key = |(_, key): (_, ConstraintConstruct)| match key.constraint.kind {
        ConstraintDefinition::ForeignKey { references, .. } => Some(references),
        _ => None,
    };
    keys(table).into_iter().filter_map(of_key).collect()
}

/// `left.join(...)` of a table or join.
pub(crate) fn of(
    interpreter: &mut Interpreter,
    left: &Value,
    args: &mut Args,
    is_outer: bool,
) -> Result<Value> {
    let Some(left) = side(left) else {
        return Err(args.refuse("A join takes a table here."));
    };
    let (from, tables) = join(interpreter, left, args, is_outer)?;
    Ok(Value::object(JoinObject { from, tables }))
}

/// `sa.join(left, right, onclause=None, isouter=False)`
pub(crate) fn inner(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let left = args.required("left")?;
    let joined = of(interpreter, &left, &mut args, false)?;
    args.finish()?;
    Ok(joined)
}

/// `sa.outerjoin(left, right, onclause=None)`
pub(crate) fn outer(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let left = args.required("left")?;
    let joined = of(interpreter, &left, &mut args, true)?;
    args.finish()?;
    Ok(joined)
}

impl Object for JoinObject {
    fn type_name(&self) -> &str {
        "Join"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "join" | "outerjoin" => {
                of(interpreter, &Value::Object(self), args, name == "outerjoin").map(Some)
            }
            "select" => Ok(Some(Value::object(StatementObject::select_join(
                self.from.clone(),
                &self.tables,
            )))),
            _ => Ok(None),
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "c" | "columns" => Some(Named::columns(self.columns())),
            _ => None,
        })
    }

    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        Err(clause::undefined(interpreter))
    }
}

impl JoinObject {
    /// Its columns by the names that it gives them: table and column.
    pub(crate) fn columns(&self) -> Vec<(Rc<str>, Value)> {
        let mut all = Vec::new();
        for table in &self.tables {
            let prefix = match table.alias().map(|alias| &alias.name) {
                Some(AliasName::Named { name, .. }) => name.text.clone(),
                Some(AliasName::Anonymous { .. }) => String::new(),
                None => table.full_name().replace('.', "_"),
            };
            for key in table.keys() {
                if let Some(column) = table.column(&key) {
                    all.push((format!("{prefix}_{key}").into(), column));
                }
            }
        }
        all
    }
}
