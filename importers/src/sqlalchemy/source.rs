//! What stands in `FROM`: aliases, subqueries, `WITH`, and the rule by
//! which a query finds its tables and a subquery leaves those around it out.

use std::sync::Arc;

use super::schema::{Item, creation_order};
use super::statement::StatementObject;
use super::table::TableObject;
use super::{class_rows, clause, derived, query_columns};
use crate::operation::expression::{
    AliasName, Aliased, AliasedKind, Compound, From, Select, Source, TableObjectId,
};
use crate::operation::{Expression, Name, SqlType, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// `query.subquery(name=None)`, `.alias(...)`, `.cte(name=None, recursive=False)`, `.lateral(...)`
pub(crate) fn of_query(
    interpreter: &mut Interpreter,
    query: &Expression,
    types: &[Option<SqlType>],
    method: &str,
    args: &mut Args,
) -> Result<Value> {
    let made = named_query(query, query_columns::of(query, types), method, args)?;
    if let Some(table) = made.downcast::<TableObject>() {
        for item in table.items.borrow_mut().iter_mut() {
            if let Item::Column(column) = item {
                let name = &column.column.name.text;
                column.is_of_schema = is_of_schema(interpreter, query, name);
            }
        }
    }
    Ok(made)
}

/// Whether a column of a query stands for one of `sa.Column`.
fn is_of_schema(interpreter: &mut Interpreter, query: &Expression, wanted: &str) -> bool {
    let select = match query {
        Expression::Select(select) => select,
        Expression::Compound(compound) => {
            let first = compound.queries.first();
            return first.is_some_and(|first| is_of_schema(interpreter, first, wanted));
        }
        Expression::Grouping(inner) => return is_of_schema(interpreter, inner, wanted),
        _ => return false,
    };
    let found = select.columns.iter().find_map(|listed| match listed {
        Expression::Label { label, expression } if label.text == wanted => Some(&**expression),
        Expression::Column { name, .. } if name.text == wanted => Some(listed),
        _ => None,
    });
    let Some(Expression::Column {
        table: Some(table),
        name,
        ..
    }) = found
    else {
        return false;
    };
    if let Source::Alias(alias) = table
        && let AliasedKind::Query { query, .. } | AliasedKind::Common { query, .. } = &alias.kind
    {
        return is_of_schema(interpreter, query, &name.text);
    }
    let is_it = |item: &Item| {
        matches!(item, Item::Column(column)
            if column.column.name.text == name.text && column.is_of_schema)
    };
    let tables = super::join::known_as(interpreter, table);
    tables
        .iter()
        .any(|table| table.items.borrow().iter().any(is_it))
}

/// The same of a query whose columns are known otherwise.
pub(crate) fn named_query(
    query: &Expression,
    columns: Vec<(Name, SqlType)>,
    method: &str,
    args: &mut Args,
) -> Result<Value> {
    let name = derived::name(args, "anon")?;
    let recursive = args.optional_boolean("recursive")?.unwrap_or(false);
    let nesting = method == "cte" && args.optional_boolean("nesting")?.unwrap_or(false);
    let kind = match method {
        "cte" => AliasedKind::Common {
            query: query.clone(),
            recursive,
            nesting,
            columns: match query {
                Expression::Text { .. } => columns.iter().map(|(name, _)| name.clone()).collect(),
                _ => Vec::new(),
            },
            prefixes: Vec::new(),
            suffixes: Vec::new(),
        },
        _ => AliasedKind::Query {
            query: query.clone(),
            lateral: method == "lateral",
        },
    };
    let items = columns
        .into_iter()
        .map(|(name, data_type)| Item::Column(Box::new(super::column::plain(name, data_type))))
        .collect();
    Ok(Value::object(TableObject::aliased(
        Aliased { kind, name },
        items,
    )))
}

/// `cte.union_all(query)`: the recursive part of a query of `WITH`.
pub(crate) fn recursion(
    table: &TableObject,
    method: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    let Some(alias) = table.alias() else {
        return Ok(None);
    };
    let AliasedKind::Common {
        query,
        recursive,
        nesting,
        columns,
        prefixes,
        suffixes,
    } = &alias.kind
    else {
        return Ok(None);
    };
    let mut queries = vec![query.clone()];
    for value in args.rest() {
        match value.downcast::<StatementObject>() {
            Some(query) if query.reads() => queries.push(query.expression()),
            _ => return Err(args.refuse(format!("`{method}` takes queries."))),
        }
    }
    let compound = Compound {
        operator: compound_operator(method).unwrap_or_default().to_owned(),
        queries,
        order_by: Vec::new(),
        limit: None,
        offset: None,
        fetch: None,
    };
    let aliased = Aliased {
        kind: AliasedKind::Common {
            query: Expression::Compound(Box::new(compound)),
            recursive: *recursive,
            nesting: *nesting,
            columns: columns.clone(),
            prefixes: prefixes.clone(),
            suffixes: suffixes.clone(),
        },
        name: alias.name.clone(),
    };
    let items = table.items.borrow().clone();
    Ok(Some(Value::object(TableObject::aliased(aliased, items))))
}

/// `cte.prefix_with(...)`, `cte.suffix_with(...)`: words around the parentheses of a query of `WITH`.
pub(crate) fn surrounded(
    interpreter: &mut Interpreter,
    table: &TableObject,
    method: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    let Some(alias) = table.alias() else {
        return Ok(None);
    };
    let mut aliased = (**alias).clone();
    let AliasedKind::Common {
        prefixes, suffixes, ..
    } = &mut aliased.kind
    else {
        return Ok(None);
    };
    let words = words(interpreter, args)?;
    match method {
        "prefix_with" => prefixes.extend(words),
        _ => suffixes.extend(words),
    }
    let items = table.items.borrow().clone();
    Ok(Some(Value::object(table.under(aliased, items))))
}

/// The words of `prefix_with(*words, dialect="*")` and `suffix_with(...)`; none where they are for
/// another dialect.
///
/// # Errors
/// What is no text.
pub(crate) fn words(interpreter: &Interpreter, args: &mut Args) -> Result<Vec<String>> {
    let mut words = Vec::new();
    for value in args.rest() {
        words.push(match clause::as_expression(&value) {
            Some(Expression::Text { text, .. } | Expression::Verbatim(text)) => text,
            _ => args.to_string("prefixes", &value)?,
        });
    }
    let wanted = args.keyword_string("dialect")?;
    if let Some(wanted) = wanted
        && wanted != "*"
        && wanted != interpreter.dialect().sqlalchemy_name()
    {
        words.clear();
    }
    Ok(words)
}

/// Whether a query reads what a statement in its `WITH` changes.
pub(crate) fn changes_rows(query: &Expression) -> bool {
    let changes = |source: Source| match source {
        Source::Alias(alias) => matches!(
            &alias.kind,
            AliasedKind::Common {
                query: Expression::Insert(_) | Expression::Update(_) | Expression::Delete(_),
                ..
            }
        ),
        Source::Table(..) | Source::Entity(_) => false,
    };
    match query {
        Expression::Select(select) => {
            let mut sources: Vec<Source> = select.from.iter().flat_map(sources_of).collect();
            for column in select.columns.iter().chain(&select.conditions) {
                sources.extend(named_in(column));
            }
            sources.into_iter().any(changes)
        }
        Expression::Compound(compound) => compound.queries.iter().any(changes_rows),
        Expression::Grouping(inner) => changes_rows(inner),
        _ => false,
    }
}

/// `sa.union(a, b)`, `a.union(b)` and their like.
pub(crate) fn compound(operator: &str, queries: Vec<Value>, args: &Args) -> Result<Compound> {
    let queries = queries
        .iter()
        .enumerate()
        .map(|(at, query)| match query.downcast::<StatementObject>() {
            Some(query) if query.reads() => Ok(match query.expression() {
                // Parts that have an order or a limit of their own stand in parentheses.
                Expression::Select(select)
                    if !select.order_by.is_empty()
                        || select.limit.is_some()
                        || select.offset.is_some()
                        || select.fetch.is_some() =>
                {
                    Expression::Grouping(Box::new(Expression::Select(select)))
                }
                Expression::Compound(inner) => {
                    Expression::Grouping(Box::new(Expression::Compound(inner)))
                }
                other => other,
            }),
            _ => match super::textual::as_query(query) {
                // SQLAlchemy counts the columns by the first query, and finds none in text.
                Some(_) if at == 0 => {
                    Err(args.refuse("Text cannot be the first of several queries."))
                }
                Some(text) => Ok(text),
                None => Err(args.refuse(format!("`{}` takes queries.", args.function))),
            },
        })
        .collect::<Result<_>>()?;
    Ok(Compound {
        operator: operator.to_owned(),
        queries,
        order_by: Vec::new(),
        limit: None,
        offset: None,
        fetch: None,
    })
}

/// The words of a method or function that puts queries together.
pub(crate) fn compound_operator(name: &str) -> Option<&'static str> {
    Some(match name {
        "union" => "UNION",
        "union_all" => "UNION ALL",
        "except_" => "EXCEPT",
        "except_all" => "EXCEPT ALL",
        "intersect" => "INTERSECT",
        "intersect_all" => "INTERSECT ALL",
        _ => return None,
    })
}

/// The sources of an entry of `FROM`.
pub(crate) fn sources_of(from: &From) -> Vec<Source> {
    let mut all = Vec::new();
    sources_in(from, &mut all);
    all.into_iter().cloned().collect()
}

/// The sources of the columns that an expression names.
pub(crate) fn named_in(expression: &Expression) -> Vec<Source> {
    let mut all = Vec::new();
    if let Expression::Column {
        table: Some(source),
        ..
    } = expression
    {
        all.push(source.clone());
    }
    for child in expression.children() {
        all.extend(named_in(child));
    }
    all
}

/// Whether there is a query within an expression.
pub(crate) fn has_query(expression: &Expression) -> bool {
    matches!(expression, Expression::Select(_) | Expression::Compound(_))
        || expression.children().into_iter().any(has_query)
}

fn sources_in<'a>(from: &'a From, all: &mut Vec<&'a Source>) {
    match from {
        From::Source(source) => all.push(source),
        From::Join { left, right, .. } => {
            sources_in(left, all);
            sources_in(right, all);
        }
    }
}

/// `FROM`: what the query names, then the tables of its columns and conditions, without those
/// that a join has already, or a class.
pub(crate) fn froms(select: &Select) -> Vec<From> {
    class_rows::without_parts(select, all_froms(select))
}

/// The same, with what a class has.
pub(crate) fn all_froms(select: &Select) -> Vec<From> {
    fn walk(expression: &Expression, found: &mut Vec<From>) {
        if let Expression::Column {
            table: Some(source),
            ..
        } = expression
        {
            let from = From::Source(source.clone());
            if !found.contains(&from) {
                found.push(from);
            }
        }
        for child in expression.children() {
            walk(child, found);
        }
    }
    let mut found = Vec::new();
    for from in &select.from {
        if !found.contains(from) {
            found.push(from.clone());
        }
    }
    for expression in select.columns.iter().chain(&select.conditions) {
        walk(expression, &mut found);
    }
    let joined: Vec<Source> = found
        .iter()
        .filter(|from| matches!(from, From::Join { .. }))
        .flat_map(|from| {
            let mut all = Vec::new();
            sources_in(from, &mut all);
            all.into_iter().cloned().collect::<Vec<_>>()
        })
        .collect();
    found.retain(|from| !matches!(from, From::Source(source) if joined.contains(source)));
    found
}

/// The table itself as a source, and which object stands for it.
pub(crate) fn table(name: &TableName, object: TableObjectId) -> Source {
    Source::Table(name.clone(), object)
}

/// What a mapped class names by its table.
pub(crate) fn entity(table: &TableObject) -> Source {
    match table.source() {
        Source::Table(name, _) => Source::Entity(Arc::new(name)),
        other => other,
    }
}

/// The table of a mapped class as the class names it.
pub(crate) fn entity_named(table: &TableName) -> Source {
    Source::Entity(Arc::new(table.clone()))
}

/// The table of the first mapped class that an expression names.
pub(crate) fn first_entity(expression: &Expression) -> Option<TableName> {
    match expression {
        Expression::Column {
            table: Some(Source::Entity(name)),
            ..
        } => Some((**name).clone()),
        other => other.children().into_iter().find_map(first_entity),
    }
}

/// The table of the mapped class that an entry of `FROM` begins with.
pub(crate) fn first_entity_of(from: &From) -> Option<TableName> {
    match sources_of(from).first() {
        Some(Source::Entity(name)) => Some((**name).clone()),
        _ => None,
    }
}

/// Whether an expression names a mapped class: a session writes what waits before
/// it reads of one. What is said of `exists()` after it was made does not count.
pub(crate) fn names_entity(expression: &Expression) -> bool {
    match expression {
        Expression::Column { table, .. } => table.as_ref().is_some_and(is_entity),
        Expression::Exists(query) => match &**query {
            Expression::Select(select) if matches!(&select.columns[..], [Expression::Verbatim(text)] if text == "*") => {
                false
            }
            query => query_names_entity(query),
        },
        Expression::Select(_) | Expression::Compound(_) => query_names_entity(expression),
        other => other.children().into_iter().any(names_entity),
    }
}

/// The same of a whole query, with what it reads.
pub(crate) fn query_names_entity(query: &Expression) -> bool {
    match query {
        Expression::Select(select) => {
            let lists = [
                &select.columns,
                &select.conditions,
                &select.having,
                &select.group_by,
                &select.order_by,
            ];
            lists.into_iter().flatten().any(names_entity)
                || select.from.iter().any(|from| {
                    let mut all = Vec::new();
                    sources_in(from, &mut all);
                    all.into_iter().any(is_entity)
                })
        }
        Expression::Compound(compound) => compound.queries.iter().any(query_names_entity),
        Expression::Grouping(inner) => query_names_entity(inner),
        other => names_entity(other),
    }
}

/// An alias of a table may be that of a class; one of a query is what that is.
fn is_entity(source: &Source) -> bool {
    match source {
        Source::Table(..) => false,
        Source::Entity(_) => true,
        Source::Alias(alias) => match &alias.kind {
            AliasedKind::Query { query, .. } | AliasedKind::Common { query, .. } => {
                query_names_entity(query)
            }
            AliasedKind::CommonAgain(common) => is_entity(&Source::Alias(common.clone())),
            _ => true,
        },
    }
}

/// Text as a source.
pub(crate) fn text(text: Expression) -> Source {
    Source::Alias(Arc::new(Aliased {
        kind: AliasedKind::Text(text),
        name: AliasName::Anonymous {
            base: String::new(),
            id: creation_order(),
        },
    }))
}

/// An alias as a source.
pub(crate) fn alias(aliased: &Arc<Aliased>) -> Source {
    Source::Alias(aliased.clone())
}
