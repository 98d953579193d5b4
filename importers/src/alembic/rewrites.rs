//! `@compiles` of SQLAlchemy's own classes, in the modules that Alembic loads before it runs
//! anything: those that `env.py` and the revision files import.
//!
//! Such a function writes the class otherwise in every revision. Nothing is run here: what is a
//! plain text is read, and the rest is kept as what is not known.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::path::Path;
use std::rc::Rc;

use super::env_scope::{Found, MOST_MODULES, Scope, Tree};
use super::ini::Settings;
use crate::Dialect;
use crate::diagnostic::Diagnostic;
use crate::python::syntax::Place;
use crate::python::syntax::ast::{Expr, ExprCall, Ranged, Stmt, StmtFunctionDef};
use crate::source::SourceFile;
use crate::sqlalchemy::lineage;
use crate::sqlalchemy::mapped::{MappedSql, TypeMapping};

/// What a project makes of a class of SQLAlchemy's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The class by its full name; a type by the name that bridge has for it.
    pub class: String,
    /// Where it is written otherwise.
    pub dialects: Vec<Dialect>,
    /// The text, where the function gives the same one always.
    pub sql: Option<String>,
    /// The function.
    pub place: Diagnostic,
}

impl Rewrite {
    /// Whether the class is a type of columns.
    pub fn is_type(&self) -> bool {
        lineage::of(&self.class).is_some()
    }

    /// Says that the types of the project's revisions are written so.
    pub fn warning(&self) -> Diagnostic {
        let sql = self.sql.as_deref().unwrap_or_default();
        Diagnostic {
            message: format!(
                "`{}` is written {sql}: this function is loaded with env.py or a revision, so Alembic writes it in \
                 every revision.",
                self.class
            ),
            help: Some(format!(
                "bridge does the same. If Alembic never loads this module, say the type that it writes in \
                 bridge.toml: [sources.NAME.types] \"{}\" = {{ {} = \"...\" }}.",
                self.class,
                self.dialects
                    .first()
                    .map_or("sqlite", |dialect| dialect.name()),
            )),
            ..self.place.clone()
        }
    }

    /// Says that what it writes is not known.
    pub fn refusal(&self) -> Diagnostic {
        let help = match self.is_type() {
            true => format!(
                "bridge does not run it. Say what it writes in bridge.toml: [sources.NAME.types] \"{}\" = {{ {} = \"...\" }}.",
                self.class,
                self.dialects.first().map_or("sqlite", |dialect| dialect.name()),
            ),
            false => "bridge does not run it. Move it to a module that neither env.py nor a revision imports; what it \
                      adds to the SQL of a revision belongs into that revision, with `op.execute`."
                .to_owned(),
        };
        Diagnostic {
            code: crate::python::evaluate::CHANGES_ALL,
            severity: crate::Severity::Error,
            message: format!(
                "`compiles` of {} changes what every revision means.",
                self.class
            ),
            help: Some(help),
            ..self.place.clone()
        }
    }
}

/// The types that `rewrites` tell, beside those of `bridge.toml`, which count more.
pub fn with_rewritten(mut types: TypeMapping, rewrites: &[Rewrite]) -> TypeMapping {
    let mut found: BTreeMap<&str, BTreeMap<Dialect, String>> = BTreeMap::new();
    for rewrite in rewrites.iter().filter(|rewrite| rewrite.is_type()) {
        let Some(sql) = &rewrite.sql else { continue };
        for dialect in &rewrite.dialects {
            let by_dialect = found.entry(&rewrite.class).or_default();
            by_dialect.insert(*dialect, sql.clone());
        }
    }
    for (class, by_dialect) in found {
        types
            .entry(class.to_owned())
            .or_insert(MappedSql::ByDialect(by_dialect));
    }
    types
}

/// Finds them from `env.py` and the revision files on; `root` is the folder from which paths are shown.
pub fn find(settings: &Settings, root: &Path, revisions: &[&SourceFile]) -> Vec<Rewrite> {
    let scope = Scope::new(settings.modules(root));
    let env = SourceFile::read(&settings.script_location.join("env.py"), root).ok();
    let texts = revisions.iter().copied().chain(&env);
    // Few projects have any: nothing is parsed for the others.
    if !scope.reaches(
        texts.map(|file| file.text.as_str()),
        "sqlalchemy.ext.compiler",
    ) {
        return Vec::new();
    }
    let parse = |file: &SourceFile| Tree::parse(file, "").ok();
    let env = env.as_ref().and_then(parse);
    let revisions: Vec<_> = revisions.iter().copied().filter_map(parse).collect();
    let mut all = Vec::new();
    for tree in loaded(&scope, env.as_ref(), &revisions) {
        if tree.source.text.contains("compiles") {
            let reader = Reader {
                scope: &scope,
                tree: &tree,
            };
            reader.block(&tree.body, &mut all);
        }
    }
    // Of two functions for one class the last one counts, and which that is nobody can see here.
    let known = all.clone();
    for rewrite in &mut all {
        let differs = |other: &Rewrite| {
            other.class == rewrite.class
                && other.sql != rewrite.sql
                && other
                    .dialects
                    .iter()
                    .any(|dialect| rewrite.dialects.contains(dialect))
        };
        if known.iter().any(differs) {
            rewrite.sql = None;
        }
    }
    all
}

/// The modules that loading those files loads: what stands in functions is imported later, but
/// for those of `env.py`, which runs.
fn loaded(scope: &Scope, env: Option<&Rc<Tree>>, revisions: &[Rc<Tree>]) -> Vec<Rc<Tree>> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut todo: VecDeque<String> = VecDeque::new();
    let mut all: Vec<Rc<Tree>> = Vec::new();
    if let Some(env) = env {
        todo.extend(imports(env, &env.body, true));
        all.push(env.clone());
    }
    for revision in revisions {
        todo.extend(imports(revision, &revision.body, false));
        all.push(revision.clone());
    }
    while let Some(dotted) = todo.pop_front() {
        if !seen.insert(dotted.clone()) || all.len() > MOST_MODULES {
            continue;
        }
        if let Some(tree) = scope.module(&dotted) {
            todo.extend(imports(&tree, &tree.body, false));
            all.push(tree);
        }
    }
    all
}

/// The dotted names of everything that a block imports, packages first.
fn imports(tree: &Tree, body: &[Stmt], in_functions: bool) -> Vec<String> {
    let mut names = Vec::new();
    let mut push = |dotted: &str| {
        for (at, _) in dotted.match_indices('.') {
            names.push(dotted[..at].to_owned());
        }
        names.push(dotted.to_owned());
    };
    let mut blocks: Vec<&[Stmt]> = Vec::new();
    for statement in body {
        match statement {
            Stmt::Import(import) => import.names.iter().for_each(|alias| push(&alias.name)),
            Stmt::ImportFrom(import) => {
                let Some(dotted) = tree.source_of(import) else {
                    continue;
                };
                push(&dotted);
                for alias in &import.names {
                    push(&format!("{dotted}.{}", alias.name));
                }
            }
            Stmt::FunctionDef(function) if in_functions => blocks.push(&*function.body),
            other => blocks.extend(inner(other)),
        }
    }
    for block in blocks {
        names.extend(imports(tree, block, in_functions));
    }
    names
}

/// The blocks of a statement that run where it does.
fn inner(statement: &Stmt) -> Vec<&[Stmt]> {
    match statement {
        // `if TYPE_CHECKING:` is for those who read.
        Stmt::If(block) => {
            let is_for_readers = match &*block.test {
                Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
                Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
                _ => false,
            };
            let own = (!is_for_readers).then_some(&*block.body);
            let others = block.elif_else_clauses.iter().map(|clause| &*clause.body);
            own.into_iter().chain(others).collect()
        }
        Stmt::With(block) => vec![&*block.body],
        Stmt::Try(block) => {
            let handlers = block.handlers.iter().map(|handler| {
                let crate::python::syntax::ast::ExceptHandler::ExceptHandler(handler) = handler;
                &*handler.body
            });
            [&*block.body, &*block.orelse, &*block.finalbody]
                .into_iter()
                .chain(handlers)
                .collect()
        }
        Stmt::ClassDef(class) => vec![&*class.body],
        _ => Vec::new(),
    }
}

struct Reader<'a> {
    scope: &'a Scope,
    tree: &'a Tree,
}

impl Reader<'_> {
    fn block(&self, body: &[Stmt], found: &mut Vec<Rewrite>) {
        for statement in body {
            match statement {
                Stmt::FunctionDef(function) => {
                    for decorator in &function.decorator_list {
                        if let Expr::Call(call) = &decorator.expression {
                            found.extend(self.rewrite(call, Some(function)));
                        }
                    }
                }
                // `compiles(JSONB, "sqlite")(function)`
                Stmt::Expr(expression) => {
                    if let Expr::Call(outer) = &*expression.value
                        && let Expr::Call(call) = &*outer.func
                    {
                        found.extend(self.rewrite(call, None));
                    }
                }
                other => inner(other)
                    .into_iter()
                    .for_each(|block| self.block(block, found)),
            }
        }
    }

    fn rewrite(&self, call: &ExprCall, function: Option<&StmtFunctionDef>) -> Option<Rewrite> {
        if self.dotted(&call.func)? != "sqlalchemy.ext.compiler.compiles" {
            return None;
        }
        let (class, dialects) = call.arguments.args.split_first()?;
        let class = own_class(&self.dotted(class)?)?;
        let dialects = self.dialects(dialects);
        let place = Place::new(&self.tree.source, call.range());
        (!dialects.is_empty()).then(|| Rewrite {
            class,
            dialects,
            sql: function.and_then(text_of),
            place: place.mark(Diagnostic::warning("rewritten-type", "")),
        })
    }

    /// Those of bridge's that are meant; all where that cannot be told.
    fn dialects(&self, named: &[Expr]) -> Vec<Dialect> {
        let names: Option<Vec<&str>> = named
            .iter()
            .map(|name| match name {
                Expr::StringLiteral(name) => Some(name.value.to_str()),
                _ => None,
            })
            .collect();
        let is_meant = |dialect: &Dialect| match &names {
            Some(names) if !names.is_empty() => names.contains(&dialect.sqlalchemy_name()),
            _ => true,
        };
        Dialect::ALL.into_iter().filter(is_meant).collect()
    }

    /// The full name of what is imported from elsewhere.
    fn dotted(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Name(name) => match self.scope.find(self.tree, name.id.as_str()) {
                Found::Outside(dotted) | Found::Module(_, dotted) => Some(dotted),
                _ => None,
            },
            Expr::Attribute(attribute) => {
                let owner = self.dotted(&attribute.value)?;
                Some(format!("{owner}.{}", attribute.attr))
            }
            _ => None,
        }
    }
}

/// The name that bridge has for a class of SQLAlchemy's own.
fn own_class(dotted: &str) -> Option<String> {
    let rest = dotted.strip_prefix("sqlalchemy.")?;
    let name = dotted.rsplit('.').next()?;
    let known = match rest.strip_prefix("dialects.") {
        Some(rest) => {
            let dialect = rest.split('.').next()?;
            lineage::of(&format!("sqlalchemy.dialects.{dialect}.{name}"))
        }
        None => lineage::of(&format!("sqlalchemy.types.{name}")),
    };
    let known = known.and_then(|lineage| lineage.first());
    Some(known.map_or_else(|| dotted.to_owned(), |known| (*known).to_owned()))
}

/// The text that a function gives whatever it is asked.
fn text_of(function: &StmtFunctionDef) -> Option<String> {
    let body = match function.body.as_slice() {
        [Stmt::Expr(doc), rest @ ..] if doc.value.is_string_literal_expr() => rest,
        all => all,
    };
    let [Stmt::Return(given)] = body else {
        return None;
    };
    match given.value.as_deref()? {
        Expr::StringLiteral(text) => Some(text.value.to_str().to_owned()),
        // What another type without arguments is written.
        Expr::Call(call) => match &*call.func {
            Expr::Attribute(attribute) => match attribute.attr.as_str() {
                "visit_JSON" => Some("JSON".to_owned()),
                "visit_INTEGER" | "visit_integer" => Some("INTEGER".to_owned()),
                "visit_BLOB" => Some("BLOB".to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
#[path = "rewrites_tests.rs"]
mod tests;
