//! The docstring that Alembic's template writes at the top of a revision file.

use std::rc::Rc;

use jiff::civil;
use jiff::tz::TimeZone;

use crate::diagnostic::Span;
use crate::python::syntax::Source;
use crate::python::syntax::ast::{Expr, Ranged, Stmt};

/// What a docstring says; what it does not say is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Docstring {
    /// The first paragraph, on one line; empty where there is none.
    pub(super) message: String,
    /// `Revision ID:` and its place.
    pub(super) revision: Option<(String, Option<Span>)>,
    /// `Revises:` and its place; empty for a base.
    pub(super) revises: Option<(Vec<String>, Option<Span>)>,
    /// `Create Date:`
    pub(super) created: Option<Created>,
}

/// A moment of creation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// As it is written.
    pub text: String,
    /// The moment, where it can be read; a date without an offset counts as UTC.
    pub at: Option<jiff::Timestamp>,
}

impl Created {
    fn read(text: &str) -> Self {
        let at = text.parse::<jiff::Timestamp>().ok().or_else(|| {
            let civil = text.parse::<civil::DateTime>().ok()?;
            Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
        });
        Self {
            text: text.to_owned(),
            at,
        }
    }
}

/// Reads a module's docstring.
pub(super) fn docstring(source: &Rc<Source>, body: &[Stmt]) -> Docstring {
    let Some(Stmt::Expr(statement)) = body.first() else {
        return Docstring::default();
    };
    let Expr::StringLiteral(literal) = &*statement.value else {
        return Docstring::default();
    };
    let text = literal.value.to_str().replace("\r\n", "\n");
    let mut doc = Docstring::default();
    let first = text.trim().split("\n\n").next().unwrap_or_default();
    doc.message = first
        .lines()
        .map(str::trim)
        .take_while(|line| field(line).is_none())
        .collect::<Vec<_>>()
        .join(" ");
    // Escapes would move the lines; then the fields have no place.
    let begin = source.line(statement.range().start().to_u32());
    let end = source.line(statement.range().end().to_u32());
    let in_place = end - begin == text.matches('\n').count();
    for (offset, line) in text.lines().enumerate() {
        let Some((name, value)) = field(line.trim()) else {
            continue;
        };
        let span = || {
            let number = begin + offset;
            let whole = source.text.lines().nth(number.saturating_sub(1))?;
            let indent = whole.chars().take_while(|c| c.is_whitespace()).count();
            in_place.then(|| Span {
                line: number,
                column: indent + 1,
                length: whole.trim().chars().count().max(1),
                text: whole.to_owned(),
            })
        };
        match name {
            "Revision ID" if !value.is_empty() && doc.revision.is_none() => {
                doc.revision = Some((value.to_owned(), span()));
            }
            "Revises" if doc.revises.is_none() => {
                doc.revises = Some((identifiers(value), span()));
            }
            "Create Date" if !value.is_empty() && doc.created.is_none() => {
                doc.created = Some(Created::read(value));
            }
            _ => {}
        }
    }
    doc
}

/// A line of the template: its name and value.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    matches!(name, "Revision ID" | "Revises" | "Create Date").then(|| (name, value.trim()))
}

/// `a, b`, also written as Python would print a tuple; `None` and `<base>` are nothing.
fn identifiers(value: &str) -> Vec<String> {
    value
        .split([',', '(', ')', '[', ']', '\'', '"', ' '])
        .filter(|id| !matches!(*id, "" | "None" | "none" | "<base>"))
        .map(str::to_owned)
        .collect()
}
