//! Expressions that stand in strings, where a library gives them a meaning.

use std::rc::Rc;

use super::{Env, Names};
use crate::python::interpreter::{Frame, Interpreter};
use crate::python::native::{Interrupt, Result};
use crate::python::scope::ScopeKind;
use crate::python::syntax::ast::{Stmt, TextRange};
use crate::python::syntax::{Place, Source};
use crate::python::value::Value;

impl Interpreter {
    /// The value of an expression that stands in a string; it sees these names.
    ///
    /// # Errors
    /// Those of the expression, at the place where the string is used.
    pub(crate) fn evaluate_text(
        &mut self,
        text: &str,
        names: Vec<(Rc<str>, Value)>,
    ) -> Result<Value> {
        let place = self.main_place();
        let source = Source::new("<string>", format!("({text})"));
        let result = self.evaluate_source(&source, names);
        result.map_err(|interrupt| match interrupt {
            Interrupt::Refused(mut finding) if finding.path.as_ref() == Some(&source.path) => {
                finding.path = None;
                finding.span = None;
                Interrupt::Refused(Box::new(place.mark(*finding)))
            }
            other => other,
        })
    }

    fn evaluate_source(
        &mut self,
        source: &Rc<Source>,
        names: Vec<(Rc<str>, Value)>,
    ) -> Result<Value> {
        let body = source.body().map_err(Interrupt::Refused)?;
        let [Stmt::Expr(expression)] = &*body else {
            return Err(self.unsupported("this text"));
        };
        let scope = self.watched_scope(ScopeKind::Module);
        for (name, value) in names {
            scope.put(&name, Some(value));
        }
        let env = Env {
            scope: scope.clone(),
            globals: scope,
            source: source.clone(),
            module: "".into(),
            names: Rc::new(Names::default()),
            first: None,
            block: None,
        };
        self.frames.push(Frame {
            place: Place::new(source, TextRange::default()),
        });
        let result = self.deeper(|interpreter| interpreter.evaluate(&env, &expression.value));
        self.frames.pop();
        result
    }
}
