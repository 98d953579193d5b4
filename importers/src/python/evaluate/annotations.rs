//! Annotations: those of functions and classes are evaluated when somebody asks for them.

use std::rc::Rc;

use super::Env;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::syntax::{Source, ast};
use crate::python::value::{Class, Function, Value};

/// Where a module keeps that it has `from __future__ import annotations`.
pub(super) const AS_TEXT: &str = ".annotations";

impl Interpreter {
    /// `function.__annotations__`; `resolved` ones are evaluated also where the module, or a string, defers them.
    pub(crate) fn annotations(&mut self, function: &Rc<Function>, resolved: bool) -> Result<Value> {
        let Some((tree, env)) = function.code.definition_and_env() else {
            return self.dict([]);
        };
        let parameters = tree.parameters.iter().filter_map(|parameter| {
            let annotation = parameter.annotation()?;
            Some((parameter.name().as_str(), annotation))
        });
        let returns = tree.returns.as_deref();
        let all = parameters.chain(returns.map(|annotation| ("return", annotation)));
        let as_text = env.globals.has(AS_TEXT);
        let mut pairs = Vec::new();
        for (name, annotation) in all {
            let value = if !as_text {
                self.evaluate(&env, annotation)?
            } else {
                Value::str(env.source.slice(ast::Ranged::range(annotation)))
            };
            let value = match value.as_str() {
                Some(text) if resolved => self.of_text(&env, &text)?,
                _ => value,
            };
            let value = match value {
                Value::None if resolved => {
                    let class = crate::python::builtins::class("NoneType");
                    class.map_or(Value::None, Value::NativeClass)
                }
                value => value,
            };
            pairs.push((Value::str(name), value));
        }
        self.dict(pairs)
    }

    /// `Class.__annotations__`; the class itself keeps their text.
    pub(crate) fn class_annotations(&mut self, class: &Rc<Class>, resolved: bool) -> Result<Value> {
        let Some(texts) = class.scope.get("__annotations__") else {
            return self.dict([]);
        };
        let mut pairs = Vec::new();
        for (name, text) in self.mapping(&texts)? {
            let value = self.of_class(class, text, resolved)?;
            pairs.push((name, value));
        }
        self.dict(pairs)
    }

    /// The annotation that a class, or one above it, gives a name.
    pub(crate) fn class_annotation(&mut self, class: &Rc<Class>, name: &str) -> Result<Value> {
        let mut classes = vec![class.clone()];
        classes.extend(class.above.iter().filter_map(|above| match above {
            Value::Class(above) => Some(above.clone()),
            _ => None,
        }));
        for class in classes {
            let Some(texts) = class.scope.get("__annotations__") else {
                continue;
            };
            for (known, text) in self.mapping(&texts)? {
                if known.as_str().as_deref() == Some(name) {
                    return self.of_class(&class, text, false);
                }
            }
        }
        Ok(Value::None)
    }

    /// What the text of an annotation in a class body stands for.
    fn of_class(&mut self, class: &Rc<Class>, text: Value, resolved: bool) -> Result<Value> {
        let Some(code) = text.as_str() else {
            return Ok(text);
        };
        let mut globals = class.scope.clone();
        while let Some(parent) = globals.parent.clone() {
            globals = parent;
        }
        if globals.has(AS_TEXT) && !resolved {
            return Ok(text);
        }
        let env = Env {
            scope: class.scope.clone(),
            globals,
            source: Source::new("", ""),
            module: class.module.clone(),
            names: Rc::default(),
            first: None,
            block: None,
        };
        let value = self.of_text(&env, &code)?;
        match value.as_str() {
            Some(again) if resolved => self.of_text(&env, &again),
            _ => Ok(value),
        }
    }

    fn of_text(&mut self, env: &Env, code: &str) -> Result<Value> {
        let place = self.place();
        let path = place.path().unwrap_or(std::path::Path::new(""));
        // Parentheses: the annotation may go over several lines.
        let source = Source::new(path, format!("({code}\n)"));
        let body = source.body().map_err(Interrupt::Refused)?;
        let [ast::Stmt::Expr(statement)] = &body[..] else {
            return Err(self.unsupported("this annotation"));
        };
        let env = Env {
            source: source.clone(),
            ..env.clone()
        };
        let value = self.evaluate(&env, &statement.value);
        if let Some(frame) = self.frames.last_mut() {
            frame.place = place;
        }
        value
    }
}
