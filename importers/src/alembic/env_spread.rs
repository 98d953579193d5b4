//! `context.configure(**options)`: whether options that count may be among what is not seen.

use super::env_scope::Tree;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{Expr, ExprCall, ExprDict, Stmt};

/// The options that decide what bridge does.
const KEYS: &[&str] = &[
    "version_table",
    "version_table_schema",
    "transaction_per_migration",
    "include_schemas",
    "target_metadata",
];

/// The first `**options` of a call in which such an option may be, and is not seen. `calls`
/// are the other calls of the file.
pub(super) fn unseen<'t>(
    tree: &Tree,
    calls: &[&ExprCall],
    configure: &'t ExprCall,
) -> Option<&'t Expr> {
    let spread = configure.arguments.keywords.iter();
    spread
        .filter(|keyword| keyword.arg.is_none())
        .map(|keyword| &keyword.value)
        .find(|value| !is_seen(tree, calls, value))
}

fn is_seen(tree: &Tree, calls: &[&ExprCall], value: &Expr) -> bool {
    let Expr::Name(name) = value else {
        return is_written_out(value);
    };
    let name = name.id.as_str();
    match (tree.bound(name), tree.value(name)) {
        (_, Some(value)) => is_written_out(value) && !is_changed(tree, name),
        (Some(_), None) => false,
        // The parameter of a function, which the file calls.
        (None, None) => !calls.iter().any(|call| {
            let keywords = &call.arguments.keywords;
            keywords.iter().any(|keyword| {
                let is_key = |name: &str| KEYS.contains(&name);
                keyword
                    .arg
                    .as_ref()
                    .is_none_or(|name| is_key(name.as_str()))
            })
        }),
    }
}

/// `{"a": 1}`, `dict(a=1)`
fn is_written_out(value: &Expr) -> bool {
    match value {
        Expr::Dict(dict) => keys(dict).is_some(),
        Expr::Call(call) => {
            let is_dict = matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "dict");
            let mut keywords = call.arguments.keywords.iter();
            is_dict && call.arguments.args.is_empty() && keywords.all(|one| one.arg.is_some())
        }
        _ => false,
    }
}

/// The keys of a dict, where all are written.
fn keys<'a>(dict: &'a ExprDict) -> Option<Vec<&'a str>> {
    let key = |key: &'a Option<Expr>| match key {
        Some(Expr::StringLiteral(text)) => Some(text.value.to_str()),
        _ => None,
    };
    dict.items.iter().map(|item| key(&item.key)).collect()
}

/// Whether the file gives one of the options to a dict later.
fn is_changed(tree: &Tree, name: &str) -> bool {
    struct Changes<'a> {
        name: &'a str,
        found: bool,
    }
    impl Changes<'_> {
        fn is_it(&self, expr: &Expr) -> bool {
            matches!(expr, Expr::Name(name) if name.id.as_str() == self.name)
        }

        /// Whether a key that is set may be an option that counts.
        fn counts(key: &Expr) -> bool {
            match key {
                Expr::StringLiteral(text) => KEYS.contains(&text.value.to_str()),
                _ => true,
            }
        }

        fn updates(call: &ExprCall) -> bool {
            let of_dict = |value: &Expr| match value {
                Expr::Dict(dict) => {
                    keys(dict).is_none_or(|keys| keys.iter().any(|key| KEYS.contains(key)))
                }
                _ => true,
            };
            let mut keywords = call.arguments.keywords.iter();
            call.arguments.args.iter().any(of_dict)
                || keywords.any(|one| {
                    let name = one.arg.as_ref();
                    name.is_none_or(|name| KEYS.contains(&name.as_str()))
                })
        }
    }
    impl<'a> Visitor<'a> for Changes<'_> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            match statement {
                Stmt::Assign(assign) => {
                    for target in &assign.targets {
                        if let Expr::Subscript(place) = target
                            && self.is_it(&place.value)
                        {
                            self.found |= Self::counts(&place.slice);
                        }
                    }
                }
                Stmt::AugAssign(assign) => self.found |= self.is_it(&assign.target),
                _ => {}
            }
            walk_stmt(self, statement);
        }

        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Call(call) = expr
                && let Expr::Attribute(method) = &*call.func
                && self.is_it(&method.value)
            {
                self.found |= match method.attr.as_str() {
                    "update" => Self::updates(call),
                    "setdefault" => call.arguments.args.first().is_none_or(Self::counts),
                    _ => false,
                };
            }
            walk_expr(self, expr);
        }
    }
    let mut changes = Changes { name, found: false };
    for statement in &tree.body {
        changes.visit_stmt(statement);
    }
    changes.found
}
