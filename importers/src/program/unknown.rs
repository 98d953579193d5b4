//! What a program uses and bridge does not know, also where the trial does not come by: on a
//! database with rows a loop has a body.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::rc::Rc;

use super::Program;
use super::check::Nothing;
use super::modules::imported;
use crate::diagnostic::Diagnostic;
use crate::python::evaluate::import_help;
use crate::python::interpreter::{Interpreter, Limits, Loader};
use crate::python::scope::Scope;
use crate::python::stdlib::logging;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{self, Expr, ExprContext, Ranged, Stmt};
use crate::python::syntax::{Place, Source};
use crate::python::value::Value;
use crate::{Dialect, Direction};

/// Warnings for the names of other packages that the function of a direction may come to. The
/// modules that a function imports where the trial does not come by are asked of `project`, with
/// all that these import.
pub fn unknown(
    program: &Program,
    project: Rc<dyn Loader>,
    dialect: Dialect,
    direction: Direction,
) -> Vec<Diagnostic> {
    let source = Source::new(Path::new(&program.path), program.text.as_str());
    let Ok(body) = source.body() else {
        return Vec::new();
    };
    let mut interpreter = crate::alembic::program::interpreter(
        program,
        project,
        Limits::default(),
        dialect,
        direction,
        Rc::new(Nothing::default()),
    );
    // The trial has said what is wrong with it.
    let Ok(module) = interpreter.run_module(&program.text, Path::new(&program.path)) else {
        return Vec::new();
    };
    for name in imported(Path::new(&program.path), &program.text, "") {
        // One that cannot be run is refused where it is used.
        let _ = interpreter.find_module(&name);
    }
    let functions = body.iter().filter_map(|statement| match statement {
        Stmt::FunctionDef(function) => Some((function.name.as_str(), function)),
        _ => None,
    });
    let mut search = Search {
        source: &source,
        scope: &module.scope,
        interpreter: &mut interpreter,
        functions: functions.collect(),
        local: BTreeSet::new(),
        said: BTreeSet::new(),
        found: Vec::new(),
    };
    search.function(crate::alembic::convert::function_name(direction));
    search.found
}

struct Search<'a> {
    source: &'a Rc<Source>,
    scope: &'a Rc<Scope>,
    interpreter: &'a mut Interpreter,
    /// Those that were not looked into yet.
    functions: HashMap<&'a str, &'a ast::StmtFunctionDef>,
    /// What the function has under names of its own.
    local: BTreeSet<String>,
    said: BTreeSet<String>,
    found: Vec<Diagnostic>,
}

impl<'a> Search<'a> {
    fn function(&mut self, name: &str) {
        let Some(function) = self.functions.remove(name) else {
            return;
        };
        let mut own = Bound(BTreeSet::new());
        for parameter in function.parameters.iter_non_variadic_params() {
            own.0.insert(parameter.name().to_string());
        }
        own.visit_body(&function.body);
        let around = std::mem::replace(&mut self.local, own.0);
        self.visit_body(&function.body);
        self.local = around;
    }

    /// `name.attribute...` of what is not known.
    fn used(&mut self, expr: &Expr) {
        let (name, attributes) = chain(expr);
        let Some(name) = name.filter(|name| !self.local.contains(*name)) else {
            return;
        };
        let Some(Value::Unknown(unknown)) = self.scope.get(name) else {
            return;
        };
        if unknown.code != "unknown-import" {
            return;
        }
        let mut dotted = unknown.what.clone();
        for attribute in attributes {
            dotted = format!("{dotted}.{attribute}");
            if self.interpreter.configured(&dotted).is_some() {
                return;
            }
        }
        if logging::is_loggers(&dotted) || logging::makes_a_logger(&dotted) {
            return;
        }
        let call = format!("{dotted}()");
        if self.interpreter.configured(&call).is_some() || !self.said.insert(dotted.clone()) {
            return;
        }
        let own_help = unknown.help.clone();
        let is_elsewhere = own_help.as_deref() == Some(&*import_help(&unknown.what));
        let help = own_help.filter(|_| !is_elsewhere);
        let warning = Diagnostic::warning(
            "unknown-import",
            format!("`{dotted}` is not known to bridge: the program stops if it comes here."),
        )
        .help(help.unwrap_or_else(|| import_help(&dotted)));
        let place = Place::new(self.source, expr.range());
        self.found.push(place.mark(warning));
    }
}

impl<'a> Visitor<'a> for Search<'a> {
    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Attribute(_) if chain(expr).0.is_some() => self.used(expr),
            Expr::Name(name) => {
                self.used(expr);
                self.function(name.id.as_str());
            }
            _ => walk_expr(self, expr),
        }
    }
}

/// The name and the attributes of `name.a.b`.
fn chain(expr: &Expr) -> (Option<&str>, Vec<&str>) {
    match expr {
        Expr::Name(name) => (Some(name.id.as_str()), Vec::new()),
        Expr::Attribute(attribute) => {
            let (name, mut attributes) = chain(&attribute.value);
            attributes.push(attribute.attr.as_str());
            (name, attributes)
        }
        _ => (None, Vec::new()),
    }
}

/// The names that a function binds.
struct Bound(BTreeSet<String>);

impl<'a> Visitor<'a> for Bound {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    let first = name.split('.').next().unwrap_or(name);
                    self.0.insert(first.to_owned());
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.0.insert(name.to_string());
                }
            }
            Stmt::FunctionDef(function) => {
                self.0.insert(function.name.to_string());
            }
            Stmt::ClassDef(class) => {
                self.0.insert(class.name.to_string());
            }
            _ => {}
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && name.ctx == ExprContext::Store
        {
            self.0.insert(name.id.to_string());
        }
        walk_expr(self, expr);
    }
}
