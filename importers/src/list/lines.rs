//! Where the strings of a list stand: values have no place, so that texts are
//! looked up among the literals of the source.

use std::collections::HashMap;

use crate::python::syntax::ast::visitor::{Visitor, walk_expr};
use crate::python::syntax::ast::{self, Expr, FStringPart, InterpolatedStringElement, Ranged};
use crate::python::syntax::{Source, parse};
use crate::source::SourceFile;

/// Shorter texts are no evidence where only a part of a string is compared.
const SHORTEST_PART: usize = 8;

/// A line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// Index among the files that were read.
    pub(super) file: usize,
    /// Byte offset in the file.
    offset: u32,
    /// Line, from 1.
    pub(super) line: usize,
}

/// The string literals of some files. Texts are compared without white space,
/// so that `textwrap.dedent` and `strip` change nothing.
#[derive(Debug, Default)]
pub(super) struct Literals {
    texts: HashMap<String, Vec<Spot>>,
    /// The constant parts of f-strings, in order.
    patterns: Vec<(Vec<String>, Spot)>,
    /// The first assignment to the list.
    pub(super) list: Option<Spot>,
    /// The elements of the list literal, where the list is one.
    entries: Vec<Spot>,
    /// How each file is shown.
    pub(super) files: Vec<SourceFile>,
}

impl Literals {
    /// `list` is the name of the list.
    pub(super) fn read(files: &[SourceFile], list: &str) -> Self {
        let mut found = Self {
            files: files.to_vec(),
            ..Self::default()
        };
        for (file, source_file) in files.iter().enumerate() {
            let source = Source::new(&source_file.shown, source_file.text.as_str());
            if !source_file.shown.ends_with(".py") {
                // A file of SQL is one text.
                let spot = Spot {
                    file,
                    offset: 0,
                    line: 1,
                };
                let key = squeeze(&source_file.text);
                found.texts.entry(key).or_default().push(spot);
                continue;
            }
            let Ok(body) = parse(&source) else {
                continue;
            };
            let mut visit = Visit {
                found: &mut found,
                source: &source,
                file,
                list,
            };
            for statement in &body {
                visit.visit_stmt(statement);
            }
        }
        found
    }

    /// The place of an entry (from 0), where the list is one literal.
    pub(super) fn entry(&self, number: usize) -> Option<Spot> {
        self.entries.get(number).copied()
    }

    /// The place of a text: the first one after `after` in the same file, else
    /// any in that file, else any at all.
    pub(super) fn find(&self, text: &str, after: Option<Spot>) -> Option<Spot> {
        let key = squeeze(text);
        if key.is_empty() {
            return None;
        }
        if let Some(spots) = self.texts.get(&key) {
            return nearest(spots, after);
        }
        let matching: Vec<Spot> = self
            .patterns
            .iter()
            .filter(|(parts, _)| fits(parts, &key))
            .map(|(_, spot)| *spot)
            .collect();
        if !matching.is_empty() {
            return nearest(&matching, after);
        }
        // Concatenated at run time: the literal with which it begins.
        let beginning = self
            .texts
            .iter()
            .filter(|(part, _)| part.len() >= SHORTEST_PART && key.starts_with(part.as_str()))
            .max_by_key(|(part, _)| part.len())?;
        nearest(beginning.1, after)
    }
}

fn nearest(spots: &[Spot], after: Option<Spot>) -> Option<Spot> {
    let Some(after) = after else {
        return spots.first().copied();
    };
    let same_file = || spots.iter().filter(|spot| spot.file == after.file);
    same_file()
        .find(|spot| spot.offset > after.offset)
        .or_else(|| same_file().next())
        .or_else(|| spots.first())
        .copied()
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

fn fits(parts: &[String], text: &str) -> bool {
    let (Some((first, rest)), Some(last)) = (parts.split_first(), parts.last()) else {
        return false;
    };
    let Some(mut left) = text.strip_prefix(first.as_str()) else {
        return false;
    };
    for part in rest {
        match left.find(part.as_str()) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(last.as_str())
}

struct Visit<'a> {
    found: &'a mut Literals,
    source: &'a Source,
    file: usize,
    list: &'a str,
}

impl Visit<'_> {
    fn spot(&self, node: &impl Ranged) -> Spot {
        let offset = node.range().start().to_u32();
        Spot {
            file: self.file,
            offset,
            line: self.source.line(offset),
        }
    }

    /// Behind a starred element nothing can be counted.
    fn elements(&self, elements: &[Expr]) -> Vec<Spot> {
        elements
            .iter()
            .take_while(|element| !matches!(element, Expr::Starred(_)))
            .map(|element| self.spot(element))
            .collect()
    }
}

impl<'a> Visitor<'a> for Visit<'_> {
    fn visit_stmt(&mut self, statement: &'a ast::Stmt) {
        let target = match statement {
            ast::Stmt::Assign(assign) => assign.targets.first(),
            ast::Stmt::AnnAssign(assign) => Some(&*assign.target),
            _ => None,
        };
        let is_list = |target: &Expr| matches!(target, Expr::Name(n) if n.id.as_str() == self.list);
        if self.found.list.is_none() && target.is_some_and(is_list) {
            self.found.list = Some(self.spot(statement));
            let value = match statement {
                ast::Stmt::Assign(assign) => Some(&*assign.value),
                ast::Stmt::AnnAssign(assign) => assign.value.as_deref(),
                _ => None,
            };
            self.found.entries = match value {
                Some(Expr::List(list)) => self.elements(&list.elts),
                Some(Expr::Tuple(tuple)) => self.elements(&tuple.elts),
                _ => Vec::new(),
            };
        }
        ast::visitor::walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::StringLiteral(literal) => {
                let key = squeeze(literal.value.to_str());
                let spot = self.spot(expr);
                self.found.texts.entry(key).or_default().push(spot);
            }
            Expr::FString(string) => {
                // Unknown parts are marked by a character that SQL cannot hold.
                let mut text = String::new();
                for part in &string.value {
                    match part {
                        FStringPart::Literal(literal) => text.push_str(&literal.value),
                        FStringPart::FString(string) => {
                            for element in &string.elements {
                                match element {
                                    InterpolatedStringElement::Literal(literal) => {
                                        text.push_str(&literal.value);
                                    }
                                    InterpolatedStringElement::Interpolation(_) => text.push('\0'),
                                }
                            }
                        }
                    }
                }
                let parts: Vec<String> = text.split('\0').map(squeeze).collect();
                if parts.iter().map(String::len).sum::<usize>() >= SHORTEST_PART {
                    let spot = self.spot(expr);
                    self.found.patterns.push((parts, spot));
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}
