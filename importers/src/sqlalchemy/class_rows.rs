//! The rows of a mapped class that shares tables with another: a query under the name of its
//! table, which stands for the tables that it reads, too.

use super::source;
use crate::operation::Expression;
use crate::operation::expression::{From, Select, Source};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;

/// Gives a query all that it reads. What it reads as part of a class is said of the class; a class
/// that only its conditions name stands for its tables, if no query around has it.
pub(crate) fn settle(select: &mut Select) {
    let froms = source::all_froms(select);
    let sources: Vec<Source> = froms.iter().flat_map(source::sources_of).collect();
    let views = sources.into_iter().filter(|own| !own.parts().is_empty());
    let views: Vec<Source> = views.collect();
    if views.is_empty() {
        select.from = froms;
        return;
    }
    let named = named(select);
    for view in views {
        match named.contains(&view) {
            true => fold(select, &view),
            false => select.implied.push(view),
        }
    }
    select.from = source::all_froms(select);
}

/// What a query reads because it names it in `FROM` or lists it.
fn named(select: &Select) -> Vec<Source> {
    let mut named: Vec<Source> = select.from.iter().flat_map(source::sources_of).collect();
    named.extend(select.columns.iter().flat_map(source::named_in));
    named
}

/// The tables whose rows a class has, where the query does not read them by themselves.
fn hidden(select: &Select, view: &Source) -> Vec<Source> {
    let read: Vec<Source> = select.from.iter().flat_map(source::sources_of).collect();
    let mut parts = view.parts();
    parts.retain(|part| !read.contains(part));
    parts
}

/// Lets columns of tables that a query reads as parts of a class be those of the class.
fn fold(select: &mut Select, view: &Source) {
    let hidden = hidden(select, view);
    if hidden.is_empty() {
        return;
    }
    select.own_columns(&mut |column| {
        if let Expression::Column {
            table: Some(table), ..
        } = column
            && hidden.contains(table)
        {
            *table = view.clone();
        }
    });
}

/// What a query reads, without what it reads as part of a class.
pub(crate) fn without_parts(select: &Select, mut froms: Vec<From>) -> Vec<From> {
    let sources: Vec<Source> = froms.iter().flat_map(source::sources_of).collect();
    let views: Vec<&Source> = sources
        .iter()
        .filter(|own| !own.parts().is_empty())
        .collect();
    if views.is_empty() {
        return froms;
    }
    let named = named(select);
    for view in views.into_iter().filter(|view| named.contains(view)) {
        let hidden = hidden(select, view);
        froms.retain(|from| !matches!(from, From::Source(source) if hidden.contains(source)));
    }
    froms
}

/// A join to a class of which the left side has a table already: SQLAlchemy calls both otherwise,
/// and what the query says of the table is then said of the class.
///
/// # Errors
/// Where it is one.
pub(crate) fn check_join(interpreter: &Interpreter, left: &From, right: &From) -> Result<()> {
    let there = source::sources_of(left);
    let mut parts = source::sources_of(right)
        .into_iter()
        .flat_map(|own| own.parts());
    match parts.find(|part| there.contains(part)) {
        None => Ok(()),
        Some(part) => {
            let name = part.table().map_or("", |table| table.name.text.as_str());
            Err(interpreter.refuse(
                "python-unsupported",
                format!("This joins a class to the table `{name}`, whose rows it has itself."),
                Some("Ask for the class alone; or join its table: Class.__table__."),
            ))
        }
    }
}
