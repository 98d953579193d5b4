//! Which columns of two tables a relationship means, and on which side the key is.

use crate::operation::{ConstraintDefinition, Expression, Name};
use crate::sqlalchemy::join;
use crate::sqlalchemy::table::TableObject;

/// Pairs of columns that are equal: on the own side and on the other.
pub(super) type Pairs = Vec<(String, String)>;

/// Columns that a condition marks.
pub(super) struct Sided {
    pub(super) foreign: Vec<Named>,
    pub(super) remote: Vec<Named>,
}

/// The two tables of a relationship, and what is said of their columns.
pub(super) struct Sides<'a> {
    pub(super) own: &'a TableObject,
    pub(super) other: &'a TableObject,
    /// The columns that refer to others; where there are none, the keys of the tables say it.
    pub(super) foreign: Vec<Named>,
    /// The columns on the other side; within one table it has to be said.
    pub(super) remote: Vec<Named>,
}

/// On which side the column of a pair is that refers to the other; the own column comes first.
pub(super) enum Placed {
    Here((String, String)),
    There((String, String)),
    /// The pair is a condition like any other.
    Neither,
    Unclear,
}

impl Sides<'_> {
    /// Whether the relationship leads back to its own table.
    pub(super) fn within_one(&self) -> bool {
        self.own.name == self.other.name
    }

    /// Where a pair of columns that are equal belongs.
    pub(super) fn placed(&self, own: &str, other: &str) -> Placed {
        let (is_first, is_second) = match self.foreign.is_empty() {
            true => (
                refers(self.own, own, self.other, other),
                refers(self.other, other, self.own, own),
            ),
            false => (
                is_among(&self.foreign, self.own, own),
                is_among(&self.foreign, self.other, other),
            ),
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        if !self.within_one() {
            let contradicts = !self.remote.is_empty() && !is_among(&self.remote, self.other, other);
            return match (is_first, is_second) {
                (false, false) => Placed::Neither,
                (true, true) => Placed::Unclear,
                _ if contradicts => Placed::Unclear,
                (true, false) => Placed::Here(pair(own, other)),
                (false, true) => Placed::There(pair(own, other)),
            };
        }
        // Within one table the sides of an equality say nothing.
        let (key, referred) = match (is_first, is_second) {
            (true, false) => (own, other),
            (false, true) => (other, own),
            (false, false) => return Placed::Neither,
            (true, true) => return Placed::Unclear,
        };
        let is_remote = |column| is_among(&self.remote, self.own, column);
        match (is_remote(key), is_remote(referred)) {
            _ if self.remote.is_empty() => Placed::There(pair(referred, key)),
            (true, false) => Placed::There(pair(referred, key)),
            (false, true) => Placed::Here(pair(key, referred)),
            _ => Placed::Unclear,
        }
    }
}

/// Whether a column of a table refers to another's by a foreign key.
fn refers(table: &TableObject, column: &str, other: &TableObject, referred: &str) -> bool {
    keys_between(table, other)
        .iter()
        .flatten()
        .any(|(own, theirs)| own == column && theirs == referred)
}

pub(super) fn is_among(columns: &[Named], table: &TableObject, name: &str) -> bool {
    columns
        .iter()
        .any(|column| column.is_of(table) && column.name == name)
}

/// Whether a column of an expression belongs to no table yet.
pub(super) fn names_no_table(expression: &Expression) -> bool {
    let own = matches!(expression, Expression::Column { table: None, .. });
    own || expression.children().into_iter().any(names_no_table)
}

/// A column that an argument names: with its table, where it says one.
pub(super) struct Named {
    pub(super) table: Option<String>,
    pub(super) name: String,
}

impl Named {
    fn is_of(&self, table: &TableObject) -> bool {
        let own = &table.name.name.text;
        self.table.as_ref().is_none_or(|named| named == own)
    }
}

/// The foreign keys of a table that lead to another: own and referred columns.
pub(super) fn keys_between(table: &TableObject, other: &TableObject) -> Vec<Vec<(String, String)>> {
    let mut found = Vec::new();
    for (columns, key) in join::keys(table) {
        let ConstraintDefinition::ForeignKey {
            references,
            referred,
            ..
        } = &key.constraint.kind
        else {
            continue;
        };
        if *references != other.name {
            continue;
        }
        let text = |name: &Name| name.text.clone();
        let referred: Vec<String> = match referred.is_empty() {
            true => columns.iter().map(text).collect(),
            false => referred.iter().map(text).collect(),
        };
        let pairs: Vec<_> = columns.iter().map(text).zip(referred).collect();
        if !found.contains(&pairs) {
            found.push(pairs);
        }
    }
    found
}

/// The pairs of columns of two tables that a condition says are equal, and what else it says.
pub(super) fn equalities(
    condition: &Expression,
    own: &TableObject,
    other: &TableObject,
) -> (Vec<(String, String)>, Vec<Expression>) {
    let mut pairs = Vec::new();
    let mut extra = Vec::new();
    let parts = match condition {
        Expression::Junction {
            all: true,
            operands,
        } => operands.clone(),
        one => vec![one.clone()],
    };
    for part in parts {
        let inner = match &part {
            Expression::Grouping(inner) => inner,
            other => other,
        };
        let pair = match inner {
            Expression::Binary {
                left,
                operator,
                right,
            } if operator == "=" => match (&**left, &**right) {
                (
                    Expression::Column {
                        table: Some(a),
                        name: x,
                        ..
                    },
                    Expression::Column {
                        table: Some(b),
                        name: y,
                        ..
                    },
                ) => {
                    let (own, other) = (own.source(), other.source());
                    if *a == own && *b == other {
                        Some((x.text.clone(), y.text.clone()))
                    } else if *a == other && *b == own {
                        Some((y.text.clone(), x.text.clone()))
                    } else {
                        None
                    }
                }
                _ => None,
            },
            _ => None,
        };
        match pair {
            Some(pair) => pairs.push(pair),
            None => extra.push(part),
        }
    }
    (pairs, extra)
}
