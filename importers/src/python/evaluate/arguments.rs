//! The arguments of a call.

use super::Env;
use crate::python::class_name;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Keyword, Result};
use crate::python::syntax::ast::{self, Expr};
use crate::python::value::Value;

/// What is called.
#[derive(Clone, Copy)]
pub(super) enum Callee<'a> {
    /// A value.
    Value(&'a Value),
    /// A method of a value, which is only looked up when it is called.
    Method(&'a Value, &'a str),
}

/// Whether a value has neither items nor keys, whatever the file does.
pub(super) fn never_iterates(value: &Value) -> bool {
    matches!(
        value,
        Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Function(_)
    )
}

impl Interpreter {
    /// The arguments of a call, in the order in which Python evaluates them.
    pub(super) fn arguments(
        &mut self,
        env: &Env,
        call: &ast::ExprCall,
        callee: Callee<'_>,
    ) -> Result<Args> {
        self.charge(std::mem::size_of_val(&*call.arguments.args))?;
        let mut positional = Vec::with_capacity(call.arguments.args.len());
        for argument in &call.arguments.args {
            match argument {
                Expr::Starred(starred) => {
                    let value = self.evaluate(env, &starred.value)?;
                    self.at(env, starred);
                    if call.arguments.args.len() == 1 {
                        self.must_spread(callee, &value, "* must be an iterable")?;
                    }
                    positional.extend(self.spread(&value)?);
                }
                other => positional.push(self.evaluate(env, other)?),
            }
        }
        let mut args = Args::new(positional);
        args.place = env.place(call);
        for keyword in &call.arguments.keywords {
            let value = self.evaluate(env, &keyword.value)?;
            let place = env.place(keyword);
            match &keyword.arg {
                Some(name) => args.keywords.push(Keyword {
                    name: name.as_str().into(),
                    value,
                    place,
                }),
                None => {
                    self.at(env, keyword);
                    self.must_spread(callee, &value, "** must be a mapping")?;
                    for (name, value) in self.mapping(&value)? {
                        let Some(name) = name.as_str() else {
                            return Err(self.raise("TypeError", "keywords must be strings"));
                        };
                        args.keywords.push(Keyword {
                            name,
                            value,
                            place: place.clone(),
                        });
                    }
                }
            }
        }
        for (at, keyword) in args.keywords.iter().enumerate() {
            if args
                .keywords
                .iter()
                .take(at)
                .any(|other| other.name == keyword.name)
            {
                let name = keyword.name.clone();
                let callee = self.called(callee)?;
                let message = format!("{callee} got multiple values for keyword argument '{name}'");
                return Err(self.raise("TypeError", message));
            }
        }
        Ok(args)
    }

    /// Refuses what a call can never take behind `*` or `**`: a number, `None`, a function.
    fn must_spread(&mut self, callee: Callee<'_>, value: &Value, what: &str) -> Result<()> {
        if !never_iterates(value) {
            return Ok(());
        }
        let callee = self.called(callee)?;
        let class = class_name::shown(value);
        let message = format!("{callee} argument after {what}, not {class}");
        Err(self.raise("TypeError", message))
    }

    /// The items of what stands behind `*` in a list, or behind other arguments.
    pub(super) fn spread(&mut self, value: &Value) -> Result<Vec<Value>> {
        if never_iterates(value) {
            let class = class_name::shown(value);
            let message = format!("Value after * must be an iterable, not {class}");
            return Err(self.raise("TypeError", message));
        }
        self.iterate(value)
    }

    /// What is called, as the texts of errors name it: `module.Class.method()`.
    fn called(&mut self, callee: Callee<'_>) -> Result<String> {
        let callee = match callee {
            Callee::Value(callee) => callee.clone(),
            Callee::Method(receiver, name) => match self.find_attribute(receiver, name)? {
                Some(method) => method,
                None => return Ok(format!("{name}()")),
            },
        };
        if matches!(callee, Value::Instance(_) | Value::Object(_)) {
            return self.repr(&callee);
        }
        let mut text = |name| match self.find_attribute(&callee, name) {
            Ok(Some(Value::Str(text))) => Some(text.to_string()),
            _ => None,
        };
        match (text("__module__"), text("__qualname__")) {
            (Some(module), Some(name)) if module != "builtins" => Ok(format!("{module}.{name}()")),
            (_, Some(name)) => Ok(format!("{name}()")),
            _ => self.repr(&callee),
        }
    }
}
