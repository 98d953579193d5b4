//! What the list of a query has shown, while it is written.

use std::collections::{BTreeMap, BTreeSet};

use crate::operation::expression::LabelStyle;
use crate::operation::{Expression, Name};

/// What the list of a query has shown already.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The names, each with the column that was shown last by it.
    pub(super) names: BTreeMap<String, Holder>,
    /// The columns that were shown by another name, because theirs was taken.
    pub(super) renamed: Vec<Expression>,
    pub(super) shared: BTreeSet<&'static str>,
    /// How often something stood there that had stood there before.
    pub(super) repeats: usize,
    /// Whether the query is a value or a condition, where names may stand twice.
    pub(super) as_value: bool,
    /// How columns are named.
    pub(super) style: LabelStyle,
}

/// What the list of a query shows by a name.
#[derive(Debug)]
pub(super) enum Holder {
    Column(Box<Expression>),
    Other,
}

impl Seen {
    /// A list of which nothing is shown yet.
    pub(crate) fn of(as_value: bool, style: LabelStyle) -> Self {
        Self {
            as_value,
            style,
            ..Self::default()
        }
    }

    /// Remembers a name that the file gives.
    pub(crate) fn name(&mut self, name: &Name) {
        self.names.entry(name.text.clone()).or_insert(Holder::Other);
    }

    /// Shows something that is no column of a table by a name; whether that was free.
    pub(super) fn show(&mut self, name: &str) -> bool {
        self.names.insert(name.to_owned(), Holder::Other).is_none()
    }
}
