//! What a revision file says about itself: the identifiers that its module
//! assigns, and the docstring that Alembic's template wrote above them.
//!
//! The variables are the truth; a docstring that disagrees is a warning.

use std::rc::Rc;

use super::constant::{Binding, Constant, Names, bindings, constants};
use super::docstring::{Docstring, docstring};
use crate::diagnostic::{Diagnostic, Span};
use crate::python::syntax::ast::{Ranged, Stmt};
use crate::python::syntax::{Place, Source};
use crate::source::SourceFile;

/// The head of a revision file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// `revision`
    pub revision: String,
    /// `down_revision`, empty for a base.
    pub parents: Vec<String>,
    /// `depends_on`, as written: identifiers or labels.
    pub depends_on: Vec<String>,
    /// `branch_labels`
    pub branch_labels: Vec<String>,
    /// What the docstring says.
    pub docstring: Docstring,
    /// Whether there is an `upgrade`.
    pub has_upgrade: bool,
    /// Whether there is a `downgrade`.
    pub has_downgrade: bool,
    /// Where the identifiers stand.
    pub spans: HeaderSpans,
}

/// Where the assignments of a header stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderSpans {
    /// `revision = ...`
    pub revision: Option<Span>,
    /// `down_revision = ...`
    pub down_revision: Option<Span>,
    /// `depends_on = ...`
    pub depends_on: Option<Span>,
    /// `branch_labels = ...`
    pub branch_labels: Option<Span>,
}

/// Evaluates one name of the module by running it, where reading was not enough; gives the name
/// outside of the project that it would need, if it is one.
pub(super) type Run<'a> = &'a dyn Fn(&str) -> Result<Constant, Option<String>>;

/// Reads the header of a file, which is `source`. The findings hold at least
/// one error where there is no header.
pub(super) fn read(
    file: &SourceFile,
    source: &Rc<Source>,
    run: Run<'_>,
) -> (Option<Header>, Vec<Diagnostic>) {
    let body = match source.body() {
        Ok(body) => body,
        Err(error) => return (None, vec![*error]),
    };
    let mut found = Vec::new();
    bindings(&body, &mut found);
    let mut reader = Reader {
        source,
        found: &found,
        names: constants(&body, &found, &source.path),
        run,
        needed: None,
        findings: Vec::new(),
    };
    let header = reader.header(file, docstring(source, &body));
    let failed = reader.findings.iter().any(Diagnostic::is_error);
    (header.filter(|_| !failed), reader.findings)
}

struct Reader<'a> {
    source: &'a Rc<Source>,
    found: &'a [Binding<'a>],
    names: Names,
    run: Run<'a>,
    /// What the value that was asked for last would need.
    needed: Option<String>,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn header(&mut self, file: &SourceFile, docstring: Docstring) -> Option<Header> {
        let revision = self.revision(file);
        let parents = self.identifiers("down_revision");
        if revision.is_some() && parents.is_none() && !self.is_bound("down_revision") {
            self.findings.push(
                Diagnostic::error(
                    "no-down-revision",
                    "The file does not assign `down_revision`.",
                )
                .at(&file.shown)
                .help("Write `down_revision = None` for the first revision of a history."),
            );
        }
        // Alembic takes an empty text for no dependency.
        let depends_on = self
            .identifiers("depends_on")
            .filter(|found| *found != [String::new()]);
        let branch_labels = self.identifiers("branch_labels");
        let has_upgrade = self.is_bound("upgrade");
        if revision.is_some() && !has_upgrade {
            self.findings.push(
                Diagnostic::error("no-upgrade", "The file has no function `upgrade`.")
                    .at(&file.shown)
                    .help("A revision that does nothing says `def upgrade(): pass`."),
            );
        }
        let (revision, span) = revision?;
        let header = Header {
            revision,
            parents: parents.unwrap_or_default(),
            depends_on: depends_on.unwrap_or_default(),
            branch_labels: branch_labels.unwrap_or_default(),
            docstring,
            has_upgrade,
            has_downgrade: self.is_bound("downgrade"),
            spans: HeaderSpans {
                revision: span,
                down_revision: self.span("down_revision"),
                depends_on: self.span("depends_on"),
                branch_labels: self.span("branch_labels"),
            },
        };
        self.compare(&header);
        Some(header)
    }

    fn revision(&mut self, file: &SourceFile) -> Option<(String, Option<Span>)> {
        let Some(binding) = self.binding("revision") else {
            // Alembic 0.1 took the identifier from a file name of hex digits;
            // later versions still do.
            let id = hexadecimal_stem(file).filter(|_| self.is_bound("down_revision"));
            if let Some(id) = id {
                return Some((id, None));
            }
            self.findings.push(
                Diagnostic::error("no-revision", "The file does not assign `revision`.")
                    .at(&file.shown)
                    .help(
                        "Alembic stops at such a file too. Add the identifier, or move a helper \
                         module out of the folder of revisions.",
                    ),
            );
            return None;
        };
        let span = self.place(binding.statement).span();
        match self.value("revision") {
            Some(Constant::Str(id)) if !id.is_empty() => Some((id, span)),
            _ => {
                self.unreadable("revision", "a string");
                None
            }
        }
    }

    /// `None`, a string, or several of them.
    fn identifiers(&mut self, name: &str) -> Option<Vec<String>> {
        if !self.is_bound(name) {
            return None;
        }
        let ids = match self.value(name) {
            Some(Constant::None) => Some(Vec::new()),
            Some(Constant::Str(id)) => Some(vec![id]),
            Some(Constant::Items(items)) => items
                .into_iter()
                .map(|item| match item {
                    Constant::Str(id) => Some(id),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        if ids.is_none() {
            self.unreadable(name, "None, a string, or a tuple of strings");
        }
        ids
    }

    fn value(&mut self, name: &str) -> Option<Constant> {
        self.needed = None;
        if let Some(value) = self.names.get(name) {
            return Some(value.clone());
        }
        match (self.run)(name) {
            Ok(value) => Some(value),
            Err(needed) => {
                self.needed = needed;
                None
            }
        }
    }

    fn unreadable(&mut self, name: &str, expected: &str) {
        let error = Diagnostic::error(
            "header-unreadable",
            format!("`{name}` is not {expected} that can be read from the file."),
        )
        .help(match &self.needed {
            Some(needed) => format!(
                "Write the identifiers as literals, or say in bridge.toml what this one is: \
                 [sources.NAME.values] \"{needed}\" = \"...\"."
            ),
            None => "Write the identifiers as literals.".to_owned(),
        });
        let error = match self.binding(name) {
            Some(binding) => self.place(binding.statement).mark(error),
            None => error.at(&self.source.path),
        };
        self.findings.push(error);
    }

    /// The docstring of a file that was copied or rebased keeps the old identifiers.
    fn compare(&mut self, header: &Header) {
        let doc = &header.docstring;
        let mut warn = |span: &Option<Span>, message: String| {
            let mut warning = Diagnostic::warning("header-disagrees", message)
                .at(&self.source.path)
                .help("The variables count; correct the docstring when you like.");
            warning.span.clone_from(span);
            self.findings.push(warning);
        };
        if let Some((said, span)) = &doc.revision
            && *said != header.revision
        {
            warn(
                span,
                format!(
                    "The docstring says `Revision ID: {said}`, the variable says '{}'.",
                    header.revision
                ),
            );
        }
        if let Some((said, span)) = &doc.revises {
            let mut a: Vec<&String> = said.iter().collect();
            let mut b: Vec<&String> = header.parents.iter().collect();
            a.sort_unstable();
            b.sort_unstable();
            if a != b {
                let list = |ids: &[String]| match ids {
                    [] => "nothing".to_owned(),
                    ids => ids.join(", "),
                };
                warn(
                    span,
                    format!(
                        "The docstring says that the file revises {}, the variable says {}.",
                        list(said),
                        list(&header.parents)
                    ),
                );
            }
        }
    }

    fn binding(&self, name: &str) -> Option<&Binding<'_>> {
        self.found.iter().rev().find(|binding| binding.name == name)
    }

    fn is_bound(&self, name: &str) -> bool {
        self.binding(name).is_some()
    }

    fn place(&self, statement: &Stmt) -> Place {
        Place::new(self.source, statement.range())
    }

    fn span(&self, name: &str) -> Option<Span> {
        self.place(self.binding(name)?.statement).span()
    }
}

fn hexadecimal_stem(file: &SourceFile) -> Option<String> {
    let stem = file.path.file_stem()?.to_str()?;
    let hexadecimal = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    (!stem.is_empty() && stem.chars().all(hexadecimal)).then(|| stem.to_owned())
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
