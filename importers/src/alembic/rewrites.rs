//! What a project changes in SQLAlchemy for all of its revisions, in the modules that Alembic
//! loads before it runs anything.
//!
//! Functions that write SQLAlchemy's own types (`@compiles(JSONB, "sqlite")`) are cut out with
//! what they need, and run before each revision. Where that cannot be told, or where a function
//! writes a statement, revisions that need it are refused.

use std::rc::Rc;

use super::constant::Bound;
use super::env_scope::{Found, Scope, Tree, calls_and_strings};
use super::loaded::{FINDERS, inner, loaded};
use super::operations::{self, OwnOperations};
use super::surroundings::Surroundings;
use crate::Dialect;
use crate::diagnostic::Diagnostic;
use crate::program::Module;
use crate::python::slice;
use crate::python::syntax::Place;
use crate::python::syntax::ast::{Expr, ExprCall, Ranged, Stmt, TextRange};
use crate::source::SourceFile;
use crate::sqlalchemy::mapped::TypeMapping;
use crate::sqlalchemy::{compiled_type, generic_function, lineage};

/// All that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rewrites {
    /// Parts of modules whose functions write types.
    pub written_types: Vec<Module>,
    /// Functions of which nobody can tell what they write, or when.
    pub unread: Vec<Rewrite>,
    /// What is not called, and may matter.
    pub warnings: Vec<Diagnostic>,
    /// Operations of the project's own.
    pub(super) operations: OwnOperations,
}

/// A function that writes a class of SQLAlchemy's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The class by its full name; a type by the name that bridge has for it.
    pub class: String,
    /// Where it is written otherwise.
    pub dialects: Vec<Dialect>,
    /// The call of `compiles`, as the refusal of what needs it.
    pub refusal: Diagnostic,
}

impl Rewrites {
    /// What runs before a revision.
    pub fn before(&self, revision: &str) -> Vec<Module> {
        let operations = self.operations.of(revision);
        let parts = self.written_types.iter().chain(operations);
        parts.cloned().collect()
    }

    /// The functions for a dialect of which nobody can tell, but for the types that
    /// `bridge.toml` names.
    pub(crate) fn unread_on<'a>(
        &'a self,
        dialect: Dialect,
        types: &'a TypeMapping,
    ) -> impl Iterator<Item = &'a Rewrite> + 'a {
        self.unread.iter().filter(move |rewrite| {
            rewrite.dialects.contains(&dialect) && !types.contains_key(&rewrite.class)
        })
    }
}

/// One of these stands in each module that changes something here.
const HOOKS: [&str; 2] = ["compiles", "deregister"];

/// Looks from `env.py` and the revision files on.
pub fn find(around: &Surroundings, revisions: &[&SourceFile]) -> Rewrites {
    let scope = &around.scope;
    let env = around.env.as_ref().ok();
    // Few projects have any: nothing is parsed for the others.
    let texts = revisions.iter().map(|file| file.text.as_str());
    let texts = texts.chain(env.map(|env| &*env.source.text));
    let hooks = HOOKS.into_iter().chain(operations::HOOKS).chain(FINDERS);
    let hooks: Vec<&str> = hooks.collect();
    if !scope.reaches(texts, &hooks) {
        return Rewrites::default();
    }
    let parse = |file: &SourceFile| Tree::parse(file, "").ok();
    let revisions: Vec<_> = revisions.iter().copied().filter_map(parse).collect();
    let mut types = Vec::new();
    let mut found = Rewrites::default();
    let all = loaded(scope, env, &revisions);
    found.operations = OwnOperations::find(scope, env, &revisions, &all, &mut found.warnings);
    for (module, loaded) in all.into_iter().enumerate() {
        let text = &loaded.tree.source.text;
        if !HOOKS.iter().any(|hook| text.contains(hook)) {
            continue;
        }
        let mut reader = Reader {
            scope,
            tree: &loaded.tree,
            types: Vec::new(),
            seen: Vec::new(),
            found: &mut found,
        };
        for (at, statement) in loaded.tree.body.iter().enumerate() {
            reader.block(std::slice::from_ref(statement), at, loaded.is_certain);
        }
        reader.others();
        types.extend(reader.types.into_iter().map(|(root, rewrite)| Written {
            module,
            root,
            rewrite,
            loaded: Rc::clone(&loaded.tree),
            name: loaded.name.clone(),
        }));
    }
    found.take(types);
    found
}

/// A function that writes a type wherever its module is loaded.
struct Written {
    /// The place of its module among those that are loaded.
    module: usize,
    name: String,
    loaded: Rc<Tree>,
    /// The place of its statement in the module.
    root: usize,
    rewrite: Rewrite,
}

impl Rewrites {
    /// Keeps the functions whose class no other module writes as well: of two the one that is
    /// loaded last counts, and which that is nobody can see here.
    fn take(&mut self, types: Vec<Written>) {
        let clashes = |one: &Written| {
            types.iter().any(|other| {
                other.module != one.module
                    && other.rewrite.class == one.rewrite.class
                    && meet(&other.rewrite.dialects, &one.rewrite.dialects)
            })
        };
        let (unread, kept): (Vec<&Written>, Vec<&Written>) =
            types.iter().partition(|one| clashes(one));
        self.unread
            .extend(unread.into_iter().map(|written| written.rewrite.clone()));
        for of_module in kept.chunk_by(|one, other| one.module == other.module) {
            let Some(first) = of_module.first() else {
                continue;
            };
            let roots: Vec<usize> = of_module.iter().map(|written| written.root).collect();
            let source = &first.loaded.source;
            self.written_types.push(Module {
                name: first.name.clone(),
                path: source.path.to_string_lossy().replace('\\', "/"),
                text: slice::of_statements(source, &first.loaded.body, &roots),
            });
        }
    }
}

fn meet(one: &[Dialect], other: &[Dialect]) -> bool {
    one.iter().any(|dialect| other.contains(dialect))
}

/// What registers a function that writes a class.
const COMPILES: &str = "sqlalchemy.ext.compiler.compiles";

/// What takes those of a class away.
const DEREGISTER: &str = "sqlalchemy.ext.compiler.deregister";

struct Reader<'a> {
    scope: &'a Scope,
    tree: &'a Rc<Tree>,
    /// Functions for types that count always, with the place of their statement.
    types: Vec<(usize, Rewrite)>,
    /// The calls of `compiles` that stand in the module's own statements.
    seen: Vec<TextRange>,
    found: &'a mut Rewrites,
}

impl Reader<'_> {
    /// Reads the statements below the one at `root` of the module.
    fn block(&mut self, body: &[Stmt], root: usize, is_certain: bool) {
        for statement in body {
            match statement {
                Stmt::FunctionDef(function) => {
                    for decorator in &function.decorator_list {
                        if let Expr::Call(call) = &decorator.expression {
                            self.call(call, root, is_certain);
                        }
                    }
                }
                Stmt::Expr(expression) => {
                    if let Expr::Call(outer) = &*expression.value {
                        // `compiles(JSONB, "sqlite")(function)`
                        match &*outer.func {
                            Expr::Call(call) => self.call(call, root, is_certain),
                            _ => self.call(outer, root, is_certain),
                        }
                    }
                }
                other => {
                    for (block, always) in inner(other) {
                        self.block(block, root, is_certain && always);
                    }
                }
            }
        }
    }

    fn call(&mut self, call: &ExprCall, root: usize, is_certain: bool) {
        if self.dotted(&call.func).as_deref() != Some(COMPILES) {
            return;
        }
        let class = call.arguments.find_argument_value("class_", 0);
        let Some(class) = class.and_then(|class| self.dotted(class)) else {
            return;
        };
        self.seen.push(call.range());
        let Some(rewrite) = self.rewrite(call, &class) else {
            return;
        };
        let is_called = compiled_type::is_written(&rewrite.class)
            || generic_function::is_written(&rewrite.class);
        match is_called && is_certain {
            true => self.types.push((root, rewrite)),
            false => self.found.unread.push(rewrite),
        }
    }

    /// Reads the calls of `compiles` that are left: in functions, in loops, through other
    /// names. Whether they are made, and in which order, is seen when the code runs.
    fn others(&mut self) {
        let (calls, _) = calls_and_strings(&self.tree.body);
        for call in calls {
            let function = self.scope.outside(self.tree, &call.func);
            if !matches!(function.as_deref(), Some(COMPILES | DEREGISTER))
                || self.seen.contains(&call.range())
            {
                continue;
            }
            let Some(class) = call.arguments.find_argument_value("class_", 0) else {
                continue;
            };
            match self.scope.outside(self.tree, class) {
                Some(class) => self.found.unread.extend(self.rewrite(call, &class)),
                None if self.is_own(class) => {}
                None => {
                    let warning = Diagnostic::warning(
                        "unheeded",
                        "Which class a function of `compiles` writes is decided when this runs. bridge does not call it.",
                    )
                    .help(
                        "Name the class. Where it is a type of SQLAlchemy's, bridge.toml can say what it is written \
                         as: [sources.NAME.types].",
                    );
                    self.found.warnings.push(self.place(call).mark(warning));
                }
            }
        }
    }

    /// Whether an expression names a class of the project's own.
    fn is_own(&self, class: &Expr) -> bool {
        let Expr::Name(name) = class else {
            return false;
        };
        match self.scope.find(self.tree, name.id.as_str()) {
            Found::Here(bound) => matches!(bound, Bound::Class(_)),
            Found::There(there, name) => matches!(there.bound(&name), Some(Bound::Class(_))),
            _ => false,
        }
    }

    fn rewrite(&self, call: &ExprCall, class: &str) -> Option<Rewrite> {
        let class = own_class(class)?;
        let dialects = self.dialects(call.arguments.args.get(1..).unwrap_or_default());
        let (message, help) = match lineage::of(&class) {
            Some(_) => (
                format!("When a function writes {class}, and which one, is decided when env.py runs."),
                format!(
                    "Register one function for it at the level of its module, without a condition; or say what it \
                     writes in bridge.toml: [sources.NAME.types] \"{class}\" = {{ {} = \"...\" }}.",
                    dialects.first().map_or("sqlite", |dialect| dialect.name()),
                ),
            ),
            None => (
                format!("`compiles` of {class} changes what every revision means."),
                "bridge does not run it. Move it to a module that neither env.py nor a revision imports; what it \
                 adds to the SQL of a revision belongs into that revision, with `op.execute`."
                    .to_owned(),
            ),
        };
        let refusal = Diagnostic::error(crate::python::evaluate::CHANGES_ALL, message).help(help);
        (!dialects.is_empty()).then(|| Rewrite {
            class,
            dialects,
            refusal: self.place(call).mark(refusal),
        })
    }

    fn place(&self, call: &ExprCall) -> Place {
        Place::new(&self.tree.source, call.range())
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

#[cfg(test)]
#[path = "rewrites_tests.rs"]
mod tests;
