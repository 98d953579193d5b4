//! Wraps Ruff's parser: the one place that names its crates.
//!
//! The tree's types are re-exported under `ast`; byte ranges become
//! [`Span`]s through [`Source`], which knows the text and its lines.

use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use ruff_source_file::LineIndex;
use ruff_text_size::{TextRange, TextSize};
use rustc_hash::FxHashMap;

use super::evaluate::{Definition, Names};
use crate::diagnostic::{Diagnostic, Span};

/// The syntax tree, as Ruff defines it.
pub(crate) mod ast {
    pub(crate) use ruff_python_ast::*;
    pub(crate) use ruff_text_size::{Ranged, TextRange};
}

/// Files larger than this are refused: no migration is, and offsets must fit 32 bits.
const LARGEST_FILE: usize = 16 * 1024 * 1024;

/// Deeper nesting than this is refused, so that no walk over a tree can exhaust the stack.
const DEEPEST_TREE: usize = 1000;

/// A source file: its path and text.
pub struct Source {
    /// The file, as the caller named it.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    lines: LineIndex,
    body: OnceCell<Result<Arc<[ast::Stmt]>, Box<Diagnostic>>>,
    /// Its functions by their offsets: what each is, is found out once for all that run it.
    definitions: RefCell<FxHashMap<u32, Known>>,
}

/// A function, and the names that it binds.
type Known = (Definition, Rc<Names>);

/// The syntax tree of a text, for another [`Source`] of the same text, also in another thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Syntax {
    body: Arc<[ast::Stmt]>,
    lines: LineIndex,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Source").field(&self.path).finish()
    }
}

impl Source {
    /// Takes a file's text.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Rc<Self> {
        let text = text.into();
        let lines = LineIndex::from_source_text(&text);
        Rc::new(Self {
            path: path.into(),
            text,
            lines,
            body: OnceCell::new(),
            definitions: RefCell::default(),
        })
    }

    /// Takes a file's text, and the tree that it was parsed to.
    pub fn parsed(path: impl Into<PathBuf>, text: impl Into<String>, syntax: Syntax) -> Rc<Self> {
        Rc::new(Self {
            path: path.into(),
            text: text.into(),
            lines: syntax.lines,
            body: OnceCell::from(Ok(syntax.body)),
            definitions: RefCell::default(),
        })
    }

    /// Its tree, for a [`Source`] of the same text.
    ///
    /// # Errors
    /// As [`Source::check`].
    pub fn syntax(self: &Rc<Self>) -> Result<Syntax, Box<Diagnostic>> {
        let lines = self.lines.clone();
        self.body().map(|body| Syntax { body, lines })
    }

    /// Its statements, parsed once: many revisions import the same modules.
    ///
    /// # Errors
    /// As [`parse`].
    pub(crate) fn body(self: &Rc<Self>) -> Result<Arc<[ast::Stmt]>, Box<Diagnostic>> {
        let body = self.body.get_or_init(|| parse(self).map(Arc::from));
        body.clone()
    }

    /// The function that is defined at an offset, where it was seen before.
    pub(crate) fn definition(&self, at: u32) -> Option<Known> {
        self.definitions.borrow().get(&at).cloned()
    }

    /// Keeps a function for those who see its definition next.
    pub(crate) fn keep_definition(&self, at: u32, known: Known) {
        self.definitions.borrow_mut().insert(at, known);
    }

    /// Whether it is Python that bridge takes.
    ///
    /// # Errors
    /// `python-syntax`, `python-2` or `python-limit`.
    pub fn check(self: &Rc<Self>) -> Result<(), Box<Diagnostic>> {
        self.body().map(drop)
    }

    /// The line (from 1) of a byte offset.
    pub fn line(&self, offset: u32) -> usize {
        self.lines.line_index(TextSize::new(offset)).get()
    }

    /// The span of a byte range: on its first line only.
    pub fn span(&self, start: u32, end: u32) -> Span {
        let limit = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let (start, end) = (start.min(limit), end.min(limit));
        let line = self.lines.line_index(TextSize::new(start));
        let begin = self.lines.line_start(line, &self.text).to_usize();
        let whole = self.text.get(begin..).unwrap_or_default();
        let text = whole.split(['\n', '\r']).next().unwrap_or_default();
        let before = self.text.get(begin..start as usize).unwrap_or_default();
        let stop = (end as usize).min(begin + text.len());
        let inside = self.text.get(start as usize..stop).unwrap_or_default();
        Span {
            line: line.get(),
            column: before.trim_start_matches('\u{feff}').chars().count() + 1,
            length: inside.chars().count().max(1),
            text: text.trim_start_matches('\u{feff}').to_owned(),
        }
    }

    /// The text of a byte range.
    pub(crate) fn slice(&self, range: TextRange) -> &str {
        self.text
            .get(range.start().to_usize()..range.end().to_usize())
            .unwrap_or_default()
    }
}

/// A place in a source file: cheap to keep, turned into a [`Span`] only for a message.
#[derive(Clone)]
pub struct Place {
    /// The file; none for what has no source, such as a call made by Rust code.
    pub source: Option<Rc<Source>>,
    start: u32,
    end: u32,
}

impl Place {
    /// No place.
    pub fn nowhere() -> Self {
        Self {
            source: None,
            start: 0,
            end: 0,
        }
    }

    pub(crate) fn new(source: &Rc<Source>, range: TextRange) -> Self {
        Self {
            source: Some(source.clone()),
            start: range.start().to_u32(),
            end: range.end().to_u32(),
        }
    }

    /// The file's path.
    pub fn path(&self) -> Option<&Path> {
        self.source.as_deref().map(|source| source.path.as_path())
    }

    /// The line, from 1.
    pub fn line(&self) -> Option<usize> {
        self.source.as_deref().map(|source| source.line(self.start))
    }

    /// Line, column, length and text.
    pub fn span(&self) -> Option<Span> {
        self.source
            .as_deref()
            .map(|source| source.span(self.start, self.end))
    }

    /// Gives a diagnostic this place, unless it has one.
    pub fn mark(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        if diagnostic.span.is_none() && diagnostic.path.is_none() {
            diagnostic.span = self.span();
            diagnostic.path = self.path().map(Path::to_path_buf);
        }
        diagnostic
    }
}

/// Parses a module.
///
/// # Errors
/// `python-syntax` for what is no Python 3, `python-2` for Python 2,
/// `python-limit` for a file that is too large or too deeply nested.
pub(crate) fn parse(source: &Rc<Source>) -> Result<Vec<ast::Stmt>, Box<Diagnostic>> {
    if source.text.len() > LARGEST_FILE {
        return Err(Box::new(
            Diagnostic::error("python-limit", "The file is larger than 16 MB.").at(&source.path),
        ));
    }
    let nested = || {
        Diagnostic::error("python-limit", "The code is nested too deeply.")
            .at(&source.path)
            .help("Split the expression or the blocks into smaller parts.")
    };
    // Ruff reads format specifications inside each other once for each level.
    if open_braces(&source.text) > DEEPEST_TREE {
        return Err(Box::new(nested()));
    }
    stacker::maybe_grow(256 * 1024, 8 * 1024 * 1024, || {
        let kind = ast::PySourceType::Python;
        let parsed = ruff_python_parser::parse_unchecked_source(&source.text, kind);
        let error = parsed.errors().first().map(|error| {
            let place = Place::new(source, error.location);
            Box::new(place.mark(syntax_error(source, error)))
        });
        // What is no Python has a tree as well, as far as it was read.
        let body: Vec<ast::Stmt> = parsed.into_syntax().body.into_iter().collect();
        let depth = deepest(&body);
        if depth <= DEEPEST_TREE {
            return error.map_or(Ok(body), Err);
        }
        // Dropping a tree recurses as deep as the tree.
        stacker::grow(depth.saturating_mul(2048), || drop(body));
        Err(error.unwrap_or_else(|| Box::new(nested())))
    })
}

/// The most braces that are open at once, wherever they stand.
fn open_braces(text: &str) -> usize {
    let (mut open, mut most) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' => {
                open += 1;
                most = most.max(open);
            }
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// The greatest depth of the tree.
fn deepest(body: &[ast::Stmt]) -> usize {
    use ruff_python_ast::AnyNodeRef;
    use ruff_python_ast::visitor::source_order::{self, SourceOrderVisitor, TraversalSignal};

    #[derive(Default)]
    struct Depth {
        now: usize,
        most: usize,
    }
    impl<'a> SourceOrderVisitor<'a> for Depth {
        fn enter_node(&mut self, _: AnyNodeRef<'a>) -> TraversalSignal {
            self.now += 1;
            self.most = self.most.max(self.now);
            TraversalSignal::Traverse
        }
        fn leave_node(&mut self, _: AnyNodeRef<'a>) {
            self.now -= 1;
        }
        fn visit_expr(&mut self, expr: &'a ast::Expr) {
            stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
                source_order::walk_expr(self, expr);
            });
        }
        fn visit_stmt(&mut self, stmt: &'a ast::Stmt) {
            stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
                source_order::walk_stmt(self, stmt);
            });
        }
        fn visit_pattern(&mut self, pattern: &'a ast::Pattern) {
            stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
                source_order::walk_pattern(self, pattern);
            });
        }
        fn visit_interpolated_string_element(
            &mut self,
            element: &'a ast::InterpolatedStringElement,
        ) {
            stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
                source_order::walk_interpolated_string_element(self, element);
            });
        }
    }
    let mut depth = Depth::default();
    for statement in body {
        depth.visit_stmt(statement);
    }
    depth.most
}

/// Says what is wrong, and recognises Python 2 by what only it allows.
fn syntax_error(source: &Source, error: &ruff_python_parser::ParseError) -> Diagnostic {
    let span = source.span(
        error.location.start().to_u32(),
        error.location.end().to_u32(),
    );
    let line = span.text.trim_start();
    let python2 = (line.starts_with("print ") && !line.starts_with("print ("))
        || line.starts_with("exec ")
        || line.contains("<>")
        || (line.starts_with("except ") && line.contains(','))
        || (line.starts_with("raise ") && line.contains(", "));
    if python2 {
        return Diagnostic::error("python-2", "The file is written in Python 2.")
            .help("Convert it with `2to3 -w FILE`, and import again.");
    }
    Diagnostic::error(
        "python-syntax",
        format!("The file is not valid Python: {}.", error.error),
    )
    .help("Correct the line; `python3 -m py_compile FILE` shows the same error.")
}
