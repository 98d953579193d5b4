//! What a call gives a function's parameters.

use std::rc::Rc;

use super::mangled;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::scope::Scope;
use crate::python::syntax::ast;
use crate::python::value::{Function, Value};

impl Interpreter {
    pub(super) fn bind_parameters(
        &mut self,
        function: &Rc<Function>,
        parameters: &ast::Parameters,
        scope: &Rc<Scope>,
        mut args: Args,
    ) -> Result<()> {
        let name = function
            .attributes
            .get("__qualname__")
            .and_then(|name| name.as_str())
            .unwrap_or_else(|| function.name.clone());
        if parameters.kwarg.is_none() {
            let given: Vec<&str> = parameters
                .posonlyargs
                .iter()
                .map(|parameter| parameter.parameter.name.as_str())
                .filter(|name| args.keywords.iter().any(|keyword| &*keyword.name == *name))
                .collect();
            if !given.is_empty() {
                return Err(self.raise(
                    "TypeError",
                    format!(
                        "{name}() got some positional-only arguments passed as keyword arguments: '{}'",
                        given.join(", ")
                    ),
                ));
            }
        }
        let mut missing = Vec::new();
        let default = |parameter: &str| {
            function
                .code
                .defaults
                .iter()
                .find(|(name, _)| &**name == parameter)
                .map(|(_, value)| value.clone())
        };
        let positional = parameters.posonlyargs.len() + parameters.args.len();
        let given = args.positional.len();
        for (at, parameter) in parameters
            .posonlyargs
            .iter()
            .chain(&parameters.args)
            .enumerate()
        {
            let key: Rc<str> = parameter.parameter.name.as_str().into();
            let own = own_name(function, &key);
            let keyword = if at < parameters.posonlyargs.len() {
                None
            } else {
                args.keyword(&key)
            };
            let value = match (args.positional.pop_front(), keyword) {
                (Some(_), Some(_)) => {
                    return Err(self.raise(
                        "TypeError",
                        format!("{name}() got multiple values for argument '{key}'"),
                    ));
                }
                (Some(value), None) | (None, Some(value)) => Some(value),
                (None, None) => default(&key),
            };
            match value {
                Some(value) => scope.put(&own, Some(value)),
                None => missing.push(format!("'{key}'")),
            }
        }
        let too_many = match &parameters.vararg {
            Some(vararg) => {
                let rest = args.rest();
                scope.put(&vararg.name.as_str().into(), Some(Value::tuple(rest)));
                false
            }
            None => !args.positional.is_empty(),
        };
        let mut without = Vec::new();
        let mut by_name = 0;
        for parameter in &parameters.kwonlyargs {
            let key: Rc<str> = parameter.parameter.name.as_str().into();
            let keyword = args.keyword(&key);
            by_name += usize::from(keyword.is_some());
            match keyword.or_else(|| default(&key)) {
                Some(value) => scope.put(&own_name(function, &key), Some(value)),
                None => without.push(format!("'{key}'")),
            }
        }
        if let (None, Some(keyword)) = (&parameters.kwarg, args.keywords.first()) {
            return Err(self.raise(
                "TypeError",
                format!(
                    "{name}() got an unexpected keyword argument '{}'",
                    keyword.name
                ),
            ));
        }
        if too_many {
            let plain = parameters
                .posonlyargs
                .iter()
                .chain(&parameters.args)
                .filter(|parameter| parameter.default.is_some())
                .count();
            return Err(self.raise(
                "TypeError",
                format!(
                    "{name}() takes {} but {given}{} given",
                    takes(positional, plain),
                    match by_name {
                        0 if given == 1 => " was".to_owned(),
                        0 => " were".to_owned(),
                        by_name => format!(
                            " positional argument{} (and {by_name} keyword-only argument{}) were",
                            plural(given),
                            plural(by_name)
                        ),
                    }
                ),
            ));
        }
        for (missing, kind) in [(missing, "positional"), (without, "keyword-only")] {
            if !missing.is_empty() {
                let count = missing.len();
                return Err(self.raise(
                    "TypeError",
                    format!(
                        "{name}() missing {count} required {kind} argument{}: {}",
                        plural(count),
                        listed(&missing)
                    ),
                ));
            }
        }
        let left = args.take_keywords();
        if let Some(kwarg) = &parameters.kwarg {
            let pairs: Vec<_> = left
                .into_iter()
                .map(|keyword| (Value::Str(keyword.name), keyword.value))
                .collect();
            let dict = self.dict(pairs)?;
            scope.put(&kwarg.name.as_str().into(), Some(dict));
        }
        Ok(())
    }
}

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [all @ .., last] => format!("{}, and {last}", all.join(", ")),
    }
}

/// The name of a parameter in its function: private names are mangled in classes.
fn own_name(function: &Rc<Function>, name: &Rc<str>) -> Rc<str> {
    if !name.starts_with("__") || name.ends_with("__") {
        return name.clone();
    }
    mangled(&function.code.closure, name).as_ref().into()
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// `2 positional arguments`, `from 1 to 2 positional arguments`
pub(crate) fn takes(positional: usize, with_default: usize) -> String {
    if with_default == 0 {
        return format!("{positional} positional argument{}", plural(positional));
    }
    let least = positional - with_default;
    format!("from {least} to {positional} positional arguments")
}
