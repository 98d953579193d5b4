//! A catalogue in its smallest parts: what two catalogues differ in, and what
//! a revision changes, is a set of these.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::Catalogue;

/// One part of a catalogue: a whole object, or a piece of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Part {
    /// `table users`, `view active`, `type colour`, `sequence numbers`
    pub object: String,
    /// `column email`, `index ix_a`, `trigger t`, or a constraint's text; empty for the object itself.
    pub part: String,
    /// Kind of the part.
    pub kind: PartKind,
}

/// Kinds of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A table.
    Table,
    /// A column.
    Column,
    /// A constraint of a table.
    Constraint,
    /// An index.
    Index,
    /// A trigger.
    Trigger,
    /// What a table has besides.
    TableOption,
    /// A view.
    View,
    /// An enum type.
    Type,
    /// A sequence that no column owns.
    Sequence,
}

impl Part {
    /// The whole object.
    pub fn object(kind: PartKind, name: &str) -> Self {
        Self {
            object: format!("{} {name}", kind.word()),
            part: String::new(),
            kind,
        }
    }

    /// A piece of a table.
    pub fn of_table(table: &str, kind: PartKind, name: &str) -> Self {
        let part = match kind.word() {
            "" => name.to_owned(),
            word => format!("{word} {name}"),
        };
        Self {
            object: format!("table {table}"),
            part,
            kind,
        }
    }

    /// The object that it belongs to, where it is not the object itself.
    pub fn owner(&self) -> Option<Self> {
        (!self.part.is_empty()).then(|| Self {
            object: self.object.clone(),
            part: String::new(),
            kind: PartKind::Table,
        })
    }

    /// Whether it is a part that goes unnoticed in a table made by other
    /// means: the same table is the same without it.
    pub fn is_detail(&self) -> bool {
        matches!(self.kind, PartKind::Constraint | PartKind::TableOption)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.object)?;
        if !self.part.is_empty() {
            write!(f, ": {}", self.part)?;
        }
        Ok(())
    }
}

impl PartKind {
    /// The word before the name; a constraint and an option are their own text.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Column => "column",
            Self::Constraint | Self::TableOption => "",
            Self::Index => "index",
            Self::Trigger => "trigger",
            Self::View => "view",
            Self::Type => "type",
            Self::Sequence => "sequence",
        }
    }
}

/// Every part of a catalogue with its form: what two parts of the same name
/// may differ in, empty where there is nothing.
pub type Parts = BTreeMap<Part, String>;

impl Catalogue {
    /// The catalogue in its parts.
    pub fn parts(&self) -> Parts {
        let mut parts = Parts::new();
        for (name, table) in &self.tables {
            parts.insert(Part::object(PartKind::Table, name), String::new());
            for (column, form) in &table.columns {
                let part = Part::of_table(name, PartKind::Column, column);
                parts.insert(part, form.to_string());
            }
            let texts = [
                (PartKind::Index, &table.indexes),
                (PartKind::Trigger, &table.triggers),
            ];
            for (kind, forms) in texts {
                for (piece, form) in forms {
                    parts.insert(Part::of_table(name, kind, piece), form.clone());
                }
            }
            let sets = [
                (PartKind::Constraint, &table.constraints),
                (PartKind::TableOption, &table.options),
            ];
            for (kind, pieces) in sets {
                for piece in pieces {
                    parts.insert(Part::of_table(name, kind, piece), String::new());
                }
            }
        }
        for (name, form) in &self.views {
            parts.insert(Part::object(PartKind::View, name), form.clone());
        }
        for (name, labels) in &self.enums {
            parts.insert(Part::object(PartKind::Type, name), labels.join(", "));
        }
        for name in &self.sequences {
            parts.insert(Part::object(PartKind::Sequence, name), String::new());
        }
        parts
    }
}
