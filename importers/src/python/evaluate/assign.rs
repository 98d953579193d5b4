//! Names and assignments.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Env, mangled};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::scope::{Scope, ScopeKind};
use crate::python::syntax::ast::{self, Expr};
use crate::python::value::Value;

impl Interpreter {
    /// The value of a name: scopes outward, then the built-in names.
    pub(crate) fn lookup(&mut self, env: &Env, name: &str) -> Result<Value> {
        if let Cow::Owned(private) = mangled(&env.scope, name) {
            return self.find_name(env, &private, name);
        }
        self.find_name(env, name, name)
    }

    /// The value of a name; `written` is how the file spells it.
    fn find_name(&mut self, env: &Env, name: &str, written: &str) -> Result<Value> {
        if let Some(value) = self.scoped_name(env, name, written)? {
            return Ok(value);
        }
        match crate::python::builtins::find(self, name)? {
            Some(value) => Ok(value),
            None => match self.starred_name(env, name)? {
                Some(value) => Ok(value),
                None => Err(self.raise("NameError", format!("name '{name}' is not defined"))),
            },
        }
    }

    /// The value of a name in the scopes around the running code, and then in its module.
    fn scoped_name(&mut self, env: &Env, name: &str, written: &str) -> Result<Option<Value>> {
        let mut scope: Option<&Rc<Scope>> = Some(&env.scope);
        while let Some(here) = scope {
            let declared = here.declared.as_ref();
            if declared.is_some_and(|names| names.global.contains(written)) {
                break;
            }
            if let Some(value) = here.get(name) {
                return Ok(Some(value));
            }
            if declared.is_some_and(|names| names.local.contains(written)) {
                if here.kind == ScopeKind::Class {
                    // A class body looks past the functions around it for what it binds itself.
                    break;
                }
                return Err(if Rc::ptr_eq(here, &env.scope) {
                    let text = "where it is not associated with a value";
                    self.raise(
                        "UnboundLocalError",
                        format!("cannot access local variable '{name}' {text}"),
                    )
                } else {
                    let text = "where it is not associated with a value in enclosing scope";
                    self.raise(
                        "NameError",
                        format!("cannot access free variable '{name}' {text}"),
                    )
                });
            }
            scope = here.parent.as_ref();
        }
        Ok(env.globals.get(name))
    }

    /// What `from module import *` may have bound: modules written in Rust do
    /// not list all their names, and modules that are not known list none.
    fn starred_name(&mut self, env: &Env, name: &str) -> Result<Option<Value>> {
        let Some(Value::Tuple(modules)) = env.globals.get(super::import::STARRED) else {
            return Ok(None);
        };
        let mut unknown = None;
        for module in modules.iter().rev() {
            if let Value::Module(known) = module
                && let Some(table) = known.native
                && let Some(value) = self.table_definition(table, name)?
            {
                return Ok(Some(value));
            }
            unknown = unknown.or(Some(module.clone()));
        }
        match unknown {
            Some(module) => self.find_attribute(&module, name),
            None => Ok(None),
        }
    }

    /// The scope in which the running code binds a name.
    fn scope_of(&self, env: &Env, name: &str) -> Rc<Scope> {
        let mut scope = &env.scope;
        // `:=` in a comprehension binds outside it.
        while scope.kind == ScopeKind::Comprehension {
            match &scope.parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        if matches!(scope.kind, ScopeKind::Function | ScopeKind::Class) {
            if env.names.global.contains(name) {
                return env.globals.clone();
            }
            if env.names.nonlocal.contains(name) {
                let mut outer = scope.parent.as_ref();
                while let Some(here) = outer {
                    if here.kind == ScopeKind::Function && here.has(name) {
                        return here.clone();
                    }
                    outer = here.parent.as_ref();
                }
            }
        }
        scope.clone()
    }

    /// Binds a name where the running code binds it, or with `None` unbinds it.
    pub(crate) fn bind_name(&mut self, env: &Env, name: &str, value: Option<Value>) -> Result<()> {
        let scope = self.scope_of(env, name);
        self.charge(64)?;
        // What a module cannot compute, the configuration may say.
        let value = match value {
            Some(Value::Unknown(unknown)) if Rc::ptr_eq(&scope, &env.globals) => {
                let said = self.configured_name(&env.module, name);
                Some(said.unwrap_or(Value::Unknown(unknown)))
            }
            value => value,
        };
        self.bind(&scope, &Rc::from(&*mangled(&env.scope, name)), value);
        Ok(())
    }

    /// `target = value`
    pub(crate) fn assign(&mut self, env: &Env, target: &Expr, value: Value) -> Result<()> {
        match target {
            Expr::Name(name) => self.bind_name(env, &name.id, Some(value)),
            Expr::Attribute(attribute) => {
                let object = self.evaluate(env, &attribute.value)?;
                self.at(env, attribute);
                self.set_attribute(&object, &mangled(&env.scope, &attribute.attr), value)
            }
            Expr::Subscript(subscript) => {
                let object = self.evaluate(env, &subscript.value)?;
                let key = self.evaluate(env, &subscript.slice)?;
                self.at(env, subscript);
                self.set_item(&object, &key, Some(value))
            }
            Expr::Tuple(tuple) => self.unpack(env, &tuple.elts, value),
            Expr::List(list) => self.unpack(env, &list.elts, value),
            Expr::Starred(starred) => self.assign(env, &starred.value, value),
            other => {
                self.at(env, other);
                Err(self.unsupported("this target of an assignment"))
            }
        }
    }

    fn unpack(&mut self, env: &Env, targets: &[Expr], value: Value) -> Result<()> {
        if let Value::Unknown(unknown) = &value
            && unknown.is_per_run()
        {
            for target in targets {
                self.assign(env, target, value.clone())?;
            }
            return Ok(());
        }
        let starred = targets
            .iter()
            .position(|target| matches!(target, Expr::Starred(_)));
        let wanted = targets.len();
        let items = match (&value, starred) {
            // Of an iterator only as many items are taken as it needs to see whether they fit.
            (Value::Object(_) | Value::Instance(_), None) => {
                let mut source = self.source(value)?;
                let mut items = Vec::with_capacity(wanted);
                while items.len() <= wanted
                    && let Some(item) = source.next(self)?
                {
                    items.push(item);
                }
                items
            }
            _ => self.iterate(&value)?,
        };
        match starred {
            None if items.len() == wanted => {
                for (target, item) in targets.iter().zip(items) {
                    self.assign(env, target, item)?;
                }
                Ok(())
            }
            None if items.len() < wanted => Err(self.raise(
                "ValueError",
                format!(
                    "not enough values to unpack (expected {wanted}, got {})",
                    items.len()
                ),
            )),
            None => Err(self.raise(
                "ValueError",
                format!("too many values to unpack (expected {wanted})"),
            )),
            Some(at) => {
                let least = wanted - 1;
                if items.len() < least {
                    return Err(self.raise(
                        "ValueError",
                        format!(
                            "not enough values to unpack (expected at least {least}, got {})",
                            items.len()
                        ),
                    ));
                }
                let many = items.len() - least;
                let mut items = items.into_iter();
                for (index, target) in targets.iter().enumerate() {
                    let item = if index == at {
                        let rest: Vec<Value> = items.by_ref().take(many).collect();
                        self.list(rest)
                    } else {
                        items.next().unwrap_or(Value::None)
                    };
                    self.assign(env, target, item)?;
                }
                Ok(())
            }
        }
    }

    /// `target: annotation = value`; annotations are not evaluated.
    pub(crate) fn annotated(&mut self, env: &Env, s: &ast::StmtAnnAssign) -> Result<()> {
        if env.scope.kind == ScopeKind::Class
            && let Expr::Name(name) = &*s.target
        {
            // Dataclasses take their fields from the annotations.
            let fields = env.scope.get("__annotations__");
            let dict = match fields {
                Some(dict) => dict,
                None => {
                    let dict = self.dict([])?;
                    env.scope.put(&"__annotations__".into(), Some(dict.clone()));
                    dict
                }
            };
            let text = env
                .source
                .slice(ast::Ranged::range(&*s.annotation))
                .to_owned();
            self.set_item(&dict, &Value::str(name.id.as_str()), Some(Value::str(text)))?;
        }
        if let Some(value) = &s.value {
            let value = self.evaluate(env, value)?;
            self.assign(env, &s.target, value)?;
        }
        Ok(())
    }

    /// `target += value`
    pub(crate) fn augmented(&mut self, env: &Env, s: &ast::StmtAugAssign) -> Result<()> {
        match &*s.target {
            Expr::Attribute(attribute) => {
                let object = self.evaluate(env, &attribute.value)?;
                let name = mangled(&env.scope, &attribute.attr);
                let old = self.attribute(&object, &name)?;
                let value = self.evaluate(env, &s.value)?;
                self.at(env, s);
                let new = self.in_place(s.op, &old, &value)?;
                self.set_attribute(&object, &name, new)
            }
            Expr::Subscript(subscript) => {
                let object = self.evaluate(env, &subscript.value)?;
                let key = self.evaluate(env, &subscript.slice)?;
                let old = self.item(&object, &key)?;
                let value = self.evaluate(env, &s.value)?;
                self.at(env, s);
                let new = self.in_place(s.op, &old, &value)?;
                self.set_item(&object, &key, Some(new))
            }
            target => {
                let old = self.evaluate(env, target)?;
                let value = self.evaluate(env, &s.value)?;
                self.at(env, s);
                let new = self.in_place(s.op, &old, &value)?;
                self.assign(env, target, new)
            }
        }
    }

    /// `del target`
    pub(crate) fn delete(&mut self, env: &Env, target: &Expr) -> Result<()> {
        match target {
            Expr::Name(name) => {
                self.lookup(env, &name.id)?;
                self.bind_name(env, &name.id, None)
            }
            Expr::Subscript(subscript) => {
                let object = self.evaluate(env, &subscript.value)?;
                let key = self.evaluate(env, &subscript.slice)?;
                self.at(env, subscript);
                self.set_item(&object, &key, None)
            }
            Expr::Attribute(attribute) => {
                let object = self.evaluate(env, &attribute.value)?;
                self.at(env, attribute);
                self.delete_attribute(&object, &mangled(&env.scope, &attribute.attr))
            }
            Expr::Tuple(tuple) => tuple
                .elts
                .iter()
                .try_for_each(|item| self.delete(env, item)),
            Expr::List(list) => list.elts.iter().try_for_each(|item| self.delete(env, item)),
            _ => Err(self.unsupported("this target of `del`")),
        }
    }
}
