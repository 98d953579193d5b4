//! What `env.py` and the modules that it loads do to the revisions of a project when Alembic
//! runs them.
//!
//! bridge runs none of it. What can make another schema of the same revisions is pointed out.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::constant::{Bound, Constant};
use super::env_scope::{Found, Scope, Tree};
use super::operations;
use super::surroundings::Surroundings;
use crate::Dialect;
use crate::diagnostic::Diagnostic;
use crate::python::syntax::Place;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{
    Expr, ExprCall, FStringPart, InterpolatedStringElement, Ranged, Stmt, StmtClassDef,
};
use crate::source::SourceFile;
use crate::sqlalchemy::event;

/// One of these stands, in lower case, in each module besides `env.py` that is looked through.
const HOOKS: [&str; 13] = [
    "listen",
    "search_path",
    "schema_translate_map",
    "__dialect__",
    "implementation_for",
    "typecompiler",
    "sqlcompiler",
    "ddlcompiler",
    "setattr(",
    "environ",
    "\nsa.",
    "\nsqlalchemy.",
    "\nop.",
];

/// One of these stands in each revision that is looked through.
const REPLACING: [&str; 4] = ["\nop.", "\nsa.", "\nsqlalchemy.", "setattr("];

/// What is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Env,
    Module,
    /// A revision: what it does by itself is run.
    Revision,
}

/// Looks through `env.py` and what it imports.
pub(super) fn find(around: &Surroundings, revisions: &[&SourceFile]) -> Vec<Diagnostic> {
    let scope = &around.scope;
    let Ok(env) = &around.env else {
        return Vec::new();
    };
    let mut modules = vec![env.clone()];
    for module in HOOKS.iter().flat_map(|hook| scope.imported(env, hook)) {
        if !modules.iter().any(|known| Rc::ptr_eq(known, &module)) {
            modules.push(module);
        }
    }
    let mut found = Vec::new();
    let kinds = modules.into_iter().map(|module| {
        let is_env = Rc::ptr_eq(&module, env);
        (module, if is_env { Kind::Env } else { Kind::Module })
    });
    // All revisions are loaded before the first one runs.
    let revised = revisions
        .iter()
        .filter(|file| {
            let text = file.text.as_str();
            revisions.len() > 1 && REPLACING.iter().any(|hook| text.contains(hook))
        })
        .filter_map(|file| Some((Tree::parse(file, "").ok()?, Kind::Revision)));
    for (module, kind) in kinds.chain(revised).collect::<Vec<_>>() {
        let module = &module;
        let mut reader = Reader {
            scope,
            tree: module,
            revisions,
            kind,
            is_env: kind == Kind::Env,
            running: BTreeSet::new(),
            in_loop: false,
            said: BTreeSet::new(),
            found: &mut found,
        };
        reader.running = running(&module.body);
        let body = module.body.iter();
        body.for_each(|statement| reader.visit_stmt(statement));
    }
    found
}

/// The names of the functions of `env.py` that run revisions, directly or through each other.
fn running(body: &[Stmt]) -> BTreeSet<String> {
    struct Called(BTreeSet<String>);
    impl<'a> Visitor<'a> for Called {
        fn visit_expr(&mut self, expr: &'a Expr) {
            match expr {
                Expr::Name(name) => drop(self.0.insert(name.id.to_string())),
                Expr::Attribute(attribute) => drop(self.0.insert(attribute.attr.to_string())),
                _ => {}
            }
            walk_expr(self, expr);
        }
    }
    let functions: Vec<(&str, BTreeSet<String>)> = body
        .iter()
        .filter_map(|statement| match statement {
            Stmt::FunctionDef(function) => {
                let mut called = Called(BTreeSet::new());
                let body = function.body.iter();
                body.for_each(|statement| called.visit_stmt(statement));
                Some((function.name.as_str(), called.0))
            }
            _ => None,
        })
        .collect();
    let mut running = BTreeSet::from(["run_migrations".to_owned()]);
    loop {
        let before = running.len();
        for (name, called) in &functions {
            if !called.is_disjoint(&running) {
                running.insert((*name).to_owned());
            }
        }
        if running.len() == before {
            return running;
        }
    }
}

struct Reader<'a> {
    scope: &'a Scope,
    tree: &'a Rc<Tree>,
    revisions: &'a [&'a SourceFile],
    kind: Kind,
    is_env: bool,
    /// What runs revisions.
    running: BTreeSet<String>,
    in_loop: bool,
    /// What was said of this module.
    said: BTreeSet<String>,
    found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn say(&mut self, at: &impl Ranged, message: String, help: &str) {
        if self.kind != Kind::Revision {
            self.point_out(at, message, help);
        }
    }

    fn point_out(&mut self, at: &impl Ranged, message: String, help: &str) {
        if self.said.insert(message.clone()) {
            let warning = Diagnostic::warning("unheeded", message).help(help);
            let place = Place::new(&self.tree.source, at.range());
            self.found.push(place.mark(warning));
        }
    }

    /// Whether a revision mentions one of some words.
    fn asked(&self, words: &[&str]) -> bool {
        let asks = |file: &&SourceFile| words.iter().any(|word| file.text.contains(word));
        self.revisions.iter().any(asks)
    }

    fn text(&mut self, at: &impl Ranged, text: &str) {
        let text = text.to_lowercase();
        if text.contains("search_path") {
            self.say(
                at,
                "A `search_path` is set here for Alembic's connection. bridge does not set it.".to_owned(),
                "Give it with the database's URL in bridge.toml, `?options=-csearch_path%3DNAME`, or by \
                 `ALTER ROLE ... SET search_path`.",
            );
        }
    }

    fn translates(&mut self, at: &impl Ranged) {
        self.say(
            at,
            "`schema_translate_map` may have revisions run in other schemas. bridge does not do that.".to_owned(),
            "Write the schemas into the revisions, or give the database's URL in bridge.toml a search_path: \
             `?options=-csearch_path%3DNAME`.",
        );
    }

    fn class(&mut self, class: &StmtClassDef) {
        let own = class.body.iter().find_map(|statement| match statement {
            Stmt::Assign(assign) => match assign.targets.as_slice() {
                [Expr::Name(name)] if name.id.as_str() == "__dialect__" => Some(&*assign.value),
                _ => None,
            },
            _ => None,
        });
        let Some(Expr::StringLiteral(dialect)) = own else {
            return;
        };
        let dialect = dialect.value.to_str();
        let is_known = |known: Dialect| known.sqlalchemy_name() == dialect;
        if Dialect::ALL.into_iter().any(is_known) {
            self.say(
                &class.name,
                format!(
                    "The class {} carries out Alembic's operations on {dialect}. bridge does not use it.",
                    class.name
                ),
                "Look what it does otherwise than Alembic, and write that into the revisions that need it.",
            );
        }
    }

    fn call(&mut self, call: &ExprCall) {
        let (name, owner) = match &*call.func {
            Expr::Name(name) => (name.id.as_str(), None),
            Expr::Attribute(attribute) => (attribute.attr.as_str(), Some(&*attribute.value)),
            _ => return,
        };
        for keyword in &call.arguments.keywords {
            match keyword.arg.as_ref().map(|name| name.as_str()) {
                Some("schema_translate_map") => self.translates(&keyword.value),
                Some("on_version_apply")
                    if self.is_env && !keyword.value.is_none_literal_expr() =>
                {
                    self.say(
                        &keyword.value,
                        "`on_version_apply` is called for each revision that Alembic applies. bridge does not call it."
                            .to_owned(),
                        "Write what it does into the revisions, or do it after `bridge upgrade`.",
                    );
                }
                _ => {}
            }
        }
        if self.is_env && self.in_loop && self.running.contains(name) {
            self.say(
                call,
                "env.py runs the revisions several times. bridge runs them once for each source.".to_owned(),
                "Give each database or schema its own source in bridge.toml, with `section` or `version_table` of \
                 its own; where they share the revisions, its own bridge.toml, in a folder of its own.",
            );
        }
        // What is given by position goes to a function of the file's own: Alembic's takes keywords.
        let by_keyword = call.arguments.args.is_empty() && !call.arguments.keywords.is_empty();
        if self.is_env && name == "run_migrations" && by_keyword {
            let name = call.arguments.keywords.first();
            let name = name.and_then(|keyword| Some(keyword.arg.as_ref()?.as_str()));
            self.say(
                call,
                "env.py gives the functions of the revisions arguments. bridge gives them what bridge.toml says."
                    .to_owned(),
                &format!(
                    "Say it there, for each argument: [sources.NAME.values] \"context.run_migrations.{}\" = \"...\".",
                    name.unwrap_or("ARGUMENT")
                ),
            );
        }
        if matches!(name, "listen" | "listens_for") {
            self.listener(call);
        }
        if name == "implementation_for" {
            let operation = call.arguments.find_argument_value("op_cls", 0);
            let operation = operation.and_then(|class| self.scope.outside(self.tree, class));
            if let Some(operation) = operation.filter(|name| name.starts_with("alembic.")) {
                let operation = operation.rsplit('.').next().unwrap_or_default();
                self.say(
                    call,
                    format!("A function carries out Alembic's {operation}. bridge does not call it."),
                    "Look what it does otherwise than Alembic, and write that into the revisions that need it.",
                );
            }
        }
        if name == "setattr"
            && owner.is_none()
            && let Some(target) = call.arguments.args.first()
        {
            self.replaced(target, call, None);
        }
        if let Some(owner) = owner {
            if matches!(name, "update" | "setdefault" | "pop") && is_environ(owner) {
                self.environment(call);
            }
            if self.is_env && matches!(name, "execute" | "exec_driver_sql" | "scalar" | "scalars") {
                self.statement(call);
            }
        }
    }

    /// A listener that hears of each table, column, ... that a revision makes.
    fn listener(&mut self, call: &ExprCall) {
        let target = call.arguments.find_argument_value("target", 0);
        let target = target.and_then(|target| self.scope.outside(self.tree, target));
        let identifier = call.arguments.find_argument_value("identifier", 1);
        let (Some(target), Some(Expr::StringLiteral(identifier))) = (target, identifier) else {
            return;
        };
        let identifier = identifier.value.to_str();
        if target.starts_with("sqlalchemy.") && event::is_of_schemas(identifier) {
            self.say(
                call,
                format!(
                    "A listener for `{identifier}` of {target} hears of all revisions. bridge does not call it."
                ),
                "Look what it does to them, and write that into them. `bridge verify` compares a database that \
                 Alembic made.",
            );
        }
    }

    /// A statement that env.py runs beside the revisions.
    fn statement(&mut self, call: &ExprCall) {
        let Some(statement) = call.arguments.args.first() else {
            return;
        };
        let statement_text = match statement {
            Expr::Call(call) => call.arguments.args.first().unwrap_or(statement),
            other => other,
        };
        let constant = self.scope.constant(self.tree, statement_text);
        let mut texts = Texts::default();
        texts.visit_expr(statement);
        let text = match (&constant, texts.0.first()) {
            (Some(Constant::Str(text)), _) => Some(text.as_str()),
            (_, Some(text)) => Some(*text),
            _ => None,
        };
        if let Some(text) = text {
            let text = text.trim_start().to_lowercase();
            let sets = text.starts_with("set ")
                && !text.starts_with("set role")
                && !text.starts_with("set session authorization");
            let reads = ["pragma", "select", "show"];
            if sets || reads.iter().any(|word| text.starts_with(word)) {
                return;
            }
        }
        self.say(
            call,
            "env.py runs a statement of its own. bridge does not run it.".to_owned(),
            "Where the revisions need what it does, write it into the first of them, or do it before \
             `bridge upgrade`.",
        );
    }

    /// Something to which a module gives another value.
    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Attribute(attribute) => {
                if attribute.attr.as_str() == "default_schema_name" {
                    self.say(
                        target,
                        "`default_schema_name` is set here for Alembic's connection. bridge does not set it.".to_owned(),
                        "Give the database's URL in bridge.toml a search_path: `?options=-csearch_path%3DNAME`.",
                    );
                }
                self.replaced(&attribute.value, target, Some(attribute.attr.as_str()));
            }
            Expr::Subscript(subscript) if is_environ(&subscript.value) => self.environment(target),
            Expr::Subscript(subscript) if self.is_env => self.own(&subscript.value, target),
            Expr::Tuple(targets) => targets.elts.iter().for_each(|target| self.target(target)),
            _ => {}
        }
    }

    /// An attribute of something that is imported gets another value.
    fn replaced(&mut self, owner: &Expr, at: &impl Ranged, name: Option<&str>) {
        let Some(dotted) = self.scope.outside(self.tree, owner) else {
            return;
        };
        let is_library = ["sqlalchemy", "alembic"]
            .iter()
            .any(|library| dotted.split('.').next() == Some(library));
        if is_library && !dotted.starts_with("alembic.context") {
            let what = match name {
                Some(name) => format!("`{name}` of {dotted}"),
                None => format!("something of {dotted}"),
            };
            let message = match self.kind {
                Kind::Revision => format!(
                    "This revision replaces {what}, for all revisions. bridge does so for this one alone."
                ),
                _ => format!("The project replaces {what}. bridge does not do that."),
            };
            self.point_out(
                at,
                message,
                "Look what it changes, and write that into the revisions that need it. What a type is written as \
                 can stand in bridge.toml: [sources.NAME.types].",
            );
        } else if self.is_env {
            self.own(owner, at);
        }
    }

    /// A value of a module of the project that env.py changes, where revisions may read it.
    fn own(&mut self, owner: &Expr, at: &impl Ranged) {
        let mut root = owner;
        while let Expr::Attribute(attribute) = root {
            root = &attribute.value;
        }
        let Expr::Name(name) = root else {
            return;
        };
        let word = match self.tree.bound(name.id.as_str()) {
            Some(Bound::Module(dotted)) => dotted.split('.').next().unwrap_or(dotted).to_owned(),
            Some(Bound::Import(import, _)) => match self.tree.source_of(import) {
                Some(dotted) => dotted.split('.').next().unwrap_or_default().to_owned(),
                None => return,
            },
            _ => return,
        };
        let is_own = matches!(
            self.scope.find(self.tree, name.id.as_str()),
            Found::There(..) | Found::Module(..)
        );
        let imports = [format!("import {word}"), format!("from {word}")];
        if is_own && self.asked(&imports.each_ref().map(String::as_str)) {
            self.say(
                at,
                format!("env.py changes a value of {word} when it runs. bridge does not do that."),
                "Where a revision reads it, write the value into the module or the revision.",
            );
        }
    }

    fn environment(&mut self, at: &impl Ranged) {
        if self.asked(&["environ", "getenv"]) {
            self.say(
                at,
                "`os.environ`, which revisions read, is changed here. bridge does not do that."
                    .to_owned(),
                "Give the run of bridge the environment that the revisions need.",
            );
        }
    }
}

impl<'a> Visitor<'a> for Reader<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            // What only stands there is for those who read.
            Stmt::Expr(expression) if expression.value.is_string_literal_expr() => return,
            Stmt::ClassDef(class) => self.class(class),
            // Revisions that use the operation run it.
            Stmt::FunctionDef(_)
                if !operations::registering(self.scope, self.tree, statement).is_empty() =>
            {
                return;
            }
            Stmt::Assign(assign) => assign.targets.iter().for_each(|target| self.target(target)),
            Stmt::AugAssign(assign) => self.target(&assign.target),
            Stmt::AnnAssign(assign) if assign.value.is_some() => self.target(&assign.target),
            Stmt::For(_) | Stmt::While(_) => {
                let outside = std::mem::replace(&mut self.in_loop, true);
                walk_stmt(self, statement);
                self.in_loop = outside;
                return;
            }
            _ => {}
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => self.call(call),
            Expr::StringLiteral(text) => {
                let text = text.value.to_str();
                self.text(expr, text);
                if text == "schema_translate_map" {
                    self.translates(expr);
                }
            }
            Expr::FString(_) => {
                let mut texts = Texts::default();
                texts.visit_expr(expr);
                texts.0.iter().for_each(|text| self.text(expr, text));
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}

/// The literal texts in an expression.
#[derive(Default)]
struct Texts<'a>(Vec<&'a str>);

impl<'a> Visitor<'a> for Texts<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::StringLiteral(text) => self.0.push(text.value.to_str()),
            Expr::FString(text) => {
                for part in &text.value {
                    match part {
                        FStringPart::Literal(literal) => self.0.push(&literal.value),
                        FStringPart::FString(string) => {
                            let parts = string.elements.iter();
                            self.0.extend(parts.filter_map(|part| match part {
                                InterpolatedStringElement::Literal(literal) => {
                                    Some(&*literal.value)
                                }
                                InterpolatedStringElement::Interpolation(_) => None,
                            }));
                        }
                    }
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}

/// `os.environ`, `environ`
fn is_environ(expr: &Expr) -> bool {
    match expr {
        Expr::Name(name) => name.id.as_str() == "environ",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "environ",
        _ => false,
    }
}

#[cfg(test)]
#[path = "unheeded_tests.rs"]
mod tests;
