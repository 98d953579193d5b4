//! Which tables of the statements around it the `FROM` of a subquery leaves out.
//!
//! As SQLAlchemy's compiler decides it: from the outermost statement inwards, because what a
//! statement itself leaves out is none of its own tables for the subqueries in it.

use super::rules::refused;
use crate::Diagnostic;
use crate::operation::expression::{From, Select, Source};

/// The tables around a subquery.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Around<'a> {
    /// Those of all statements around it.
    all: &'a [Source],
    /// Those of the statement right around it.
    nearest: &'a [Source],
}

/// The tables of a statement, for the subqueries in it.
#[derive(Debug)]
pub(crate) struct Tables {
    all: Vec<Source>,
    own: Vec<Source>,
}

impl Tables {
    /// What is around the subqueries of a statement with these tables.
    pub(crate) fn of(own: Vec<Source>, around: Around<'_>) -> Self {
        let mut all = own.clone();
        all.extend(around.all.iter().cloned());
        Self { all, own }
    }

    /// The tables around a subquery of the statement.
    pub(crate) fn around(&self) -> Around<'_> {
        Around {
            all: &self.all,
            nearest: &self.own,
        }
    }

    /// The same for a query in its `FROM`: it does not see the tables beside it.
    pub(crate) fn around_from(around: Around<'_>) -> Vec<Source> {
        let beside = |source: &&Source| !around.nearest.contains(source);
        around.all.iter().filter(beside).cloned().collect()
    }
}

impl<'a> Around<'a> {
    /// Nothing: a statement that stands alone.
    pub(crate) const NOTHING: Self = Self {
        all: &[],
        nearest: &[],
    };

    /// Tables further out only, which a subquery leaves out where it is told to.
    pub(crate) fn further(all: &'a [Source]) -> Self {
        Self { all, nearest: &[] }
    }
}

/// What stands in the `FROM` of a query.
///
/// # Errors
/// Where nothing would remain, as SQLAlchemy says it.
pub(crate) fn displayed(select: &Select, around: Around<'_>) -> Result<Vec<From>, Diagnostic> {
    let wanted = &select.correlation;
    let mut froms = select.from.clone();
    if let Some(table) = hidden(select, around) {
        return Err(refused(format!(
            "bridge does not know a query that names the table `{table}`, within one about a class that is read from it \
             and shares its rows with others; name the class there, too"
        )));
    }
    let without = |froms: Vec<From>, left_out: &dyn Fn(&Source) -> bool| -> Vec<From> {
        froms
            .into_iter()
            .filter(|from| !matches!(from, From::Source(source) if left_out(source)))
            .collect()
    };
    if !wanted.tables.is_empty() {
        froms = without(froms, &|source| {
            around.all.contains(source) && wanted.tables.contains(source)
        });
    }
    if let Some(except) = &wanted.except {
        froms = without(froms, &|source| {
            around.all.contains(source) && !except.contains(source)
        });
    }
    if !wanted.explicit && froms.len() > 1 {
        froms = without(froms, &|source| around.nearest.contains(source));
        if froms.is_empty() {
            return Err(refused(
                "Select statement '<sqlalchemy.sql.selectable.Select>' returned no FROM clauses due to auto-correlation; specify \
                 correlate(<tables>) to control correlation manually.",
            ));
        }
    }
    Ok(froms)
}

/// A table that a subquery would leave out if the statement around it named it, and not a query
/// of the rows of a class under the name of one of the class's tables.
fn hidden<'a>(select: &'a Select, around: Around<'_>) -> Option<&'a str> {
    let wanted = &select.correlation;
    let mut own = select.from.iter().filter_map(|from| match from {
        From::Source(source) => Some(source),
        From::Join { .. } => None,
    });
    let found = own.find(|source| {
        let by_itself = !wanted.explicit && select.from.len() > 1;
        let everywhere = wanted.tables.contains(source)
            || wanted
                .except
                .as_ref()
                .is_some_and(|except| !except.contains(source));
        (by_itself
            && around
                .nearest
                .iter()
                .any(|view| view.parts().contains(source)))
            || (everywhere && around.all.iter().any(|view| view.parts().contains(source)))
    });
    found?.table().map(|table| &*table.name.text)
}

/// The tables that entries of `FROM` have.
pub(crate) fn sources(froms: &[From]) -> Vec<Source> {
    fn walk(from: &From, all: &mut Vec<Source>) {
        match from {
            From::Source(source) => all.push(source.clone()),
            From::Join { left, right, .. } => {
                walk(left, all);
                walk(right, all);
            }
        }
    }
    let mut all = Vec::new();
    for from in froms {
        walk(from, &mut all);
    }
    all
}
