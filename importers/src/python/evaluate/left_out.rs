//! Statements of a module beside the revision that are not understood: a
//! revision often wants one name of many, so they leave the rest.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::{Env, Names};
use crate::diagnostic::Diagnostic;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::syntax::ast::{self, Expr, Ranged, Stmt};
use crate::python::value::{Unknown, Value};

impl Interpreter {
    /// Goes on after a statement that was not understood: what it would have
    /// defined, and what it may have changed, are values that refuse their use
    /// and say why.
    ///
    /// # Errors
    /// The cause again, where it is none of the module's.
    pub(super) fn leave_out(
        &mut self,
        env: &Env,
        body: &[Stmt],
        statement: &Stmt,
        cause: Interrupt,
    ) -> Result<()> {
        let (code, reason) = match cause {
            Interrupt::Refused(reason) if !is_final(&reason) => ("unknown-import", *reason),
            Interrupt::NeedsProgram(reason) => (reason.code, *reason),
            // A handler around the import may wait for what the module raises.
            Interrupt::Raised(exception, place) if self.tries == 0 && is_mistake(&exception) => {
                let reason = self.diagnose(Interrupt::Raised(exception, place));
                ("unknown-import", reason)
            }
            other => return Err(other),
        };
        let left = Left {
            env,
            code,
            reason: &reason,
            statement,
        };
        if let Stmt::Assign(ast::StmtAssign { targets, .. }) = statement {
            if targets
                .iter()
                .all(|target| self.assign(env, target, left.value(env, target)).is_ok())
            {
                return Ok(());
            }
        } else if let Stmt::AnnAssign(s) = statement
            && self
                .assign(env, &s.target, left.value(env, &s.target))
                .is_ok()
        {
            return Ok(());
        }
        let is_definition = matches!(statement, Stmt::ClassDef(_) | Stmt::FunctionDef(_));
        let bound = Names::of_body(&ast::Parameters::default(), std::slice::from_ref(statement));
        for name in bound.local.iter().chain(&bound.global) {
            let unknown = left.named(name);
            if let (Stmt::ClassDef(class), Value::Unknown(unknown)) = (statement, &unknown) {
                let bases: Vec<Value> = class
                    .arguments
                    .iter()
                    .flat_map(|arguments| &arguments.args)
                    .filter_map(|base| self.evaluate(env, base).ok())
                    .collect();
                self.lose_class(&bases, unknown);
            }
            self.bind_name(env, name, Some(unknown))?;
        }
        if is_definition {
            return Ok(());
        }
        for name in mentioned(body, statement) {
            if env.scope.get(&name).is_some_and(|value| may_change(&value)) {
                self.bind_name(env, &name, Some(left.named(&name)))?;
            }
        }
        Ok(())
    }
}

/// The code of what changes the meaning of all revisions.
pub(crate) const CHANGES_ALL: &str = "changes-all";

/// Whether a refusal concerns more than the names of the module that it is in.
pub(super) fn is_final(reason: &Diagnostic) -> bool {
    matches!(reason.code, "python-limit" | CHANGES_ALL)
}

/// What is left of a statement.
struct Left<'a> {
    env: &'a Env,
    code: &'static str,
    reason: &'a Diagnostic,
    statement: &'a Stmt,
}

impl Left<'_> {
    fn named(&self, name: &str) -> Value {
        self.unknown(format!("{}.{name}", self.env.module))
    }

    fn value(&self, env: &Env, target: &Expr) -> Value {
        if let Expr::Name(name) = target
            && Rc::ptr_eq(&env.scope, &env.globals)
        {
            return self.named(&name.id);
        }
        let range = target.range();
        let text = env
            .source
            .text
            .get(range.start().to_usize()..range.end().to_usize());
        self.unknown(text.unwrap_or_default().to_owned())
    }

    fn unknown(&self, what: String) -> Value {
        Value::Unknown(Rc::new(Unknown {
            what,
            code: self.code,
            place: self.env.place(self.statement),
            help: Some(format!(
                "It could not be read: {} If it is a type or a constant, bridge.toml can say it under this name: \
                 [sources.NAME.types] or [sources.NAME.values]. Else write what it does into the revision.",
                self.reason
            )),
        }))
    }
}

/// Exceptions that a gap in what bridge knows looks like, and that no module
/// raises on purpose while it is imported.
fn is_mistake(exception: &Value) -> bool {
    let Value::Instance(instance) = exception else {
        return false;
    };
    matches!(
        instance.class.full_name().as_str(),
        "AttributeError" | "TypeError" | "NameError" | "KeyError" | "ModuleNotFoundError"
    )
}

/// Whether code that knows a value may change it.
fn may_change(value: &Value) -> bool {
    match value {
        Value::Module(module) => module.native.is_none(),
        Value::List(_)
        | Value::Dict(_)
        | Value::Set(_)
        | Value::Tuple(_)
        | Value::Method(_)
        | Value::Class(_)
        | Value::Instance(_)
        | Value::Object(_) => true,
        _ => false,
    }
}

/// The names that a statement mentions, and those that the functions of the
/// module mention which it can call.
fn mentioned(body: &[Stmt], statement: &Stmt) -> BTreeSet<String> {
    use ast::visitor::{Visitor, walk_expr};
    struct Search<'a> {
        names: BTreeSet<String>,
        functions: HashMap<&'a str, &'a Stmt>,
    }
    impl<'a> Visitor<'a> for Search<'a> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Name(name) = expression
                && self.names.insert(name.id.to_string())
                && let Some(function) = self.functions.remove(name.id.as_str())
            {
                self.visit_stmt(function);
            }
            walk_expr(self, expression);
        }
    }
    let functions = body.iter().filter_map(|statement| match statement {
        Stmt::FunctionDef(s) => Some((s.name.as_str(), statement)),
        _ => None,
    });
    let mut search = Search {
        names: BTreeSet::new(),
        functions: functions.collect(),
    };
    stacker::maybe_grow(1024 * 1024, 4 * 1024 * 1024, || {
        search.visit_stmt(statement)
    });
    search.names
}
