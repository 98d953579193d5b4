//! Which options of `alembic.ini` `env.py` may change before a revision runs.

use std::collections::BTreeSet;

use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{Expr, ExprAttribute, ExprCall, Stmt};

/// What it may change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// These options, by their names in lower case, in whichever section.
    pub(super) options: BTreeSet<String>,
    /// Any option; why, as the end of a sentence.
    pub(super) any: Option<&'static str>,
    /// `config.attributes`
    pub(super) attributes: bool,
}

/// Methods of Alembic's `Config` that change options, and how many of their
/// first arguments may be the option's name.
const SETTERS: [(&str, usize); 3] = [
    ("set_main_option", 1),
    ("remove_main_option", 1),
    ("set_section_option", 2),
];

const SET_HERE: &str = "env.py sets options when it runs";
const HANDED_ON: &str = "env.py gives its config to other code, which may set it";

/// Looks through a module for what it does with its `context.config`.
pub(super) fn changed(body: &[Stmt]) -> Changed {
    let mut names = Names(BTreeSet::from(["config".to_owned()]));
    let mut uses = Uses {
        names: BTreeSet::new(),
        changed: Changed::default(),
    };
    body.iter()
        .for_each(|statement| names.visit_stmt(statement));
    uses.names = names.0;
    body.iter().for_each(|statement| uses.visit_stmt(statement));
    uses.changed
}

/// `context.config`, `alembic.context.config`
fn is_context_config(expr: &Expr) -> bool {
    let Expr::Attribute(attribute) = expr else {
        return false;
    };
    attribute.attr.as_str() == "config"
        && match &*attribute.value {
            Expr::Name(name) => name.id.as_str() == "context",
            Expr::Attribute(owner) => owner.attr.as_str() == "context",
            _ => false,
        }
}

/// The name that a statement gives to `context.config`, and to nothing else.
fn defined(statement: &Stmt) -> Option<&str> {
    let (target, value) = match statement {
        Stmt::Assign(assign) => match assign.targets.as_slice() {
            [target] => (target, &*assign.value),
            _ => return None,
        },
        Stmt::AnnAssign(assign) => (&*assign.target, assign.value.as_deref()?),
        _ => return None,
    };
    match target {
        Expr::Name(name) if is_context_config(value) => Some(name.id.as_str()),
        _ => None,
    }
}

/// The names that `context.config` has.
struct Names(BTreeSet<String>);

impl<'a> Visitor<'a> for Names {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.0.extend(defined(statement).map(str::to_owned));
        walk_stmt(self, statement);
    }
}

/// What is done with it.
struct Uses {
    names: BTreeSet<String>,
    changed: Changed,
}

impl Uses {
    fn is_config(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Name(name) => name.ctx.is_load() && self.names.contains(name.id.as_str()),
            _ => is_context_config(expr),
        }
    }

    /// A method of the config that is called. Whether it was one.
    fn method(&mut self, call: &ExprCall, function: &ExprAttribute) -> bool {
        if !self.is_config(&function.value) {
            return false;
        }
        let setter = SETTERS
            .iter()
            .find(|(name, _)| *name == function.attr.as_str());
        if let Some((_, count)) = setter {
            let names = call.arguments.args.iter().take(*count);
            let names: Vec<_> = names
                .filter_map(|name| match name {
                    Expr::StringLiteral(text) => Some(text.value.to_str().to_lowercase()),
                    _ => None,
                })
                .collect();
            if names.len() == *count {
                self.changed.options.extend(names);
            } else {
                self.changed.any.get_or_insert(SET_HERE);
            }
        }
        true
    }
}

/// The value of `config.attributes` that is only read: `x.get(...)`, `x["k"]`, `"k" in x`.
fn read_only(expr: &Expr) -> Option<&ExprAttribute> {
    let value = match expr {
        Expr::Call(call) => match &*call.func {
            Expr::Attribute(method) if method.attr.as_str() == "get" => &*method.value,
            _ => return None,
        },
        Expr::Subscript(subscript) if subscript.ctx.is_load() => &*subscript.value,
        Expr::Compare(compare) => compare.comparators.first()?,
        _ => return None,
    };
    match value {
        Expr::Attribute(attribute) if attribute.attr.as_str() == "attributes" => Some(attribute),
        _ => None,
    }
}

impl<'a> Visitor<'a> for Uses {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if defined(statement).is_none() {
            walk_stmt(self, statement);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if read_only(expr).is_some_and(|attributes| self.is_config(&attributes.value)) {
            match expr {
                Expr::Call(call) => self.visit_arguments(&call.arguments),
                Expr::Compare(compare) => self.visit_expr(&compare.left),
                Expr::Subscript(subscript) => self.visit_expr(&subscript.slice),
                _ => {}
            }
            return;
        }
        match expr {
            Expr::Call(call) => {
                if let Expr::Attribute(function) = &*call.func {
                    // `ScriptDirectory.from_config(config)` reads where the scripts are.
                    let reads = function.attr.as_str() == "from_config"
                        && matches!(&*call.arguments.args, [one] if self.is_config(one));
                    if reads {
                        return;
                    }
                    if self.method(call, function) {
                        let keywords = call.arguments.keywords.iter().map(|given| &given.value);
                        call.arguments
                            .args
                            .iter()
                            .chain(keywords)
                            .for_each(|argument| self.visit_expr(argument));
                        return;
                    }
                }
                walk_expr(self, expr);
            }
            Expr::Attribute(attribute) if self.is_config(&attribute.value) => {
                let name = attribute.attr.as_str();
                self.changed.attributes |= name == "attributes";
                if name == "file_config" || SETTERS.iter().any(|(setter, _)| *setter == name) {
                    self.changed.any.get_or_insert(SET_HERE);
                }
            }
            _ if self.is_config(expr) => {
                self.changed.any.get_or_insert(HANDED_ON);
            }
            _ => walk_expr(self, expr),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::syntax::{Source, parse};

    const PLAIN: &str = "from alembic import context\nconfig = context.config\nfileConfig(config.config_file_name)\n\
         engine_from_config(config.get_section(config.config_ini_section), prefix='sqlalchemy.')\n\
         script = ScriptDirectory.from_config(config)\n# setup(config)\n\
         connectable = config.attributes.get('connection', None)\nif 'x' in config.attributes and config.attributes['x']:\n    pass\n";

    fn of(line: &str) -> Changed {
        changed(&parse(&Source::new("env.py", format!("{PLAIN}{line}\n"))).unwrap())
    }

    #[test]
    fn what_the_template_does_changes_nothing() {
        assert_eq!(of(""), Changed::default());
    }

    #[test]
    fn options_are_set_by_their_names() {
        let named = |all: &[&str]| Changed {
            options: all.iter().map(|&one| one.to_owned()).collect(),
            ..Changed::default()
        };
        assert_eq!(of("config.set_main_option('A', x)"), named(&["a"]));
        assert_eq!(
            of("context.config.set_section_option('s', 'k', x)"),
            named(&["k", "s"])
        );
        for line in [
            "config.set_main_option(key, x)",
            "config.set_section_option(config.config_ini_section, 'k', x)",
            "config.file_config['alembic']['a'] = 'b'",
            "put = config.set_main_option",
            "config.set_main_option(name='a', value=x)",
        ] {
            assert_eq!(of(line).any, Some(SET_HERE), "{line}");
        }
    }

    #[test]
    fn a_config_that_is_handed_on_may_be_changed_by_others() {
        for line in [
            "setup(config)",
            "setup(1, config )",
            "setup(cfg=config)",
            "setup(context.config)",
            "setup(\n    config\n)",
            "other = config",
            "def get(): return config",
            "settings = {'a': config}",
            "cfg = context.config\nsetup(cfg)",
            "config.get_section(setup(config))",
        ] {
            assert_eq!(of(line).any, Some(HANDED_ON), "{line}");
        }
    }
    #[test]
    fn attributes_are_set_or_only_read() {
        for line in [
            "config.attributes['a'] = 1",
            "config.attributes.update(a=1)",
            "put = config.attributes",
            "config.attributes.setdefault('a', config.attributes.get('b'))",
        ] {
            assert!(of(line).attributes, "{line}");
        }
        assert!(
            !of("if config.attributes.get('a', config.attributes['b']) is None: pass").attributes
        );
    }
}
