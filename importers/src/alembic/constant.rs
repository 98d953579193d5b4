//! What an expression stands for where that can be told without running
//! anything: literals, constants defined above, and how they are combined.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::python::syntax::ast::visitor::{Visitor, walk_expr};
use crate::python::syntax::ast::{
    self, ConversionFlag, Expr, FStringPart, InterpolatedStringElement, Number, Operator, Stmt,
};

/// A constant.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Constant {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Str(String),
    /// A tuple, list or set.
    Items(Vec<Constant>),
    /// A dict.
    Dict(Vec<(Constant, Constant)>),
}

/// Constants by name.
pub(super) type Names = HashMap<String, Constant>;

/// Expressions nested deeper than this are no constants that anybody wrote.
const DEEPEST: usize = 40;

/// The constant that an expression is, if it is one.
pub(super) fn evaluate(expr: &Expr, names: &Names) -> Option<Constant> {
    at_depth(expr, names, 0)
}

fn at_depth(expr: &Expr, names: &Names, depth: usize) -> Option<Constant> {
    if depth > DEEPEST {
        return None;
    }
    let next = |expr: &Expr| at_depth(expr, names, depth + 1);
    match expr {
        Expr::NoneLiteral(_) => Some(Constant::None),
        Expr::BooleanLiteral(literal) => Some(Constant::Bool(literal.value)),
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(int) => int.as_i64().map(Constant::Int),
            _ => None,
        },
        Expr::StringLiteral(literal) => Some(Constant::Str(literal.value.to_str().to_owned())),
        Expr::Name(name) => names.get(name.id.as_str()).cloned(),
        Expr::Tuple(tuple) => items(&tuple.elts, next),
        Expr::List(list) => items(&list.elts, next),
        Expr::Set(set) => items(&set.elts, next),
        Expr::Dict(dict) => {
            let mut pairs = Vec::new();
            for item in &dict.items {
                let value = next(&item.value)?;
                match &item.key {
                    Some(key) => put(&mut pairs, next(key)?, value),
                    None => match value {
                        Constant::Dict(more) => {
                            for (key, value) in more {
                                put(&mut pairs, key, value);
                            }
                        }
                        _ => return None,
                    },
                }
            }
            Some(Constant::Dict(pairs))
        }
        Expr::FString(string) => {
            let mut text = String::new();
            for part in &string.value {
                match part {
                    FStringPart::Literal(literal) => text.push_str(&literal.value),
                    FStringPart::FString(string) => {
                        for element in &string.elements {
                            match element {
                                InterpolatedStringElement::Literal(literal) => {
                                    text.push_str(&literal.value);
                                }
                                InterpolatedStringElement::Interpolation(inner) => {
                                    let plain = inner.debug_text.is_none()
                                        && inner.format_spec.is_none()
                                        && matches!(
                                            inner.conversion,
                                            ConversionFlag::None | ConversionFlag::Str
                                        );
                                    let value = plain.then(|| next(&inner.expression))??;
                                    text.push_str(&as_text(&value)?);
                                }
                            }
                        }
                    }
                }
            }
            Some(Constant::Str(text))
        }
        Expr::BinOp(operation) if operation.op == Operator::Add => {
            match (next(&operation.left)?, next(&operation.right)?) {
                (Constant::Str(a), Constant::Str(b)) => Some(Constant::Str(a + &b)),
                (Constant::Int(a), Constant::Int(b)) => a.checked_add(b).map(Constant::Int),
                (Constant::Items(mut a), Constant::Items(b)) => {
                    a.extend(b);
                    Some(Constant::Items(a))
                }
                _ => None,
            }
        }
        _ if is_own_folder(expr) => names.get(OWN_FOLDER).cloned(),
        Expr::Call(call) => self::call(call, next),
        _ => None,
    }
}

/// Under this no name, the name of the folder in which the module stands.
const OWN_FOLDER: &str = "basename(dirname(__file__))";

/// `os.path.basename(os.path.dirname(__file__))`
fn is_own_folder(expr: &Expr) -> bool {
    let inner = argument_of("basename", expr).and_then(|inner| argument_of("dirname", inner));
    let Some(inner) = inner else {
        return false;
    };
    let whole = ["abspath", "realpath"].map(|function| argument_of(function, inner));
    let file = whole.into_iter().flatten().next().unwrap_or(inner);
    matches!(file, Expr::Name(name) if name.id.as_str() == "__file__")
}

/// The argument of a call of a function of `os.path`.
fn argument_of<'a>(function: &str, expr: &'a Expr) -> Option<&'a Expr> {
    let Expr::Call(call) = expr else {
        return None;
    };
    let name = match &*call.func {
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        Expr::Name(name) => name.id.as_str(),
        _ => return None,
    };
    let alone = call.arguments.keywords.is_empty() && call.arguments.args.len() == 1;
    call.arguments
        .args
        .first()
        .filter(|_| alone && name == function)
}

/// `"{}_version".format(name)`
fn formatted(template: &str, given: &[Constant]) -> Option<String> {
    let mut parts = template.split("{}");
    let mut text = parts.next()?.to_owned();
    let mut given = given.iter();
    for part in parts {
        text.push_str(&as_text(given.next()?)?);
        text.push_str(part);
    }
    let is_plain = !template.replace("{}", "").contains(['{', '}']);
    is_plain.then_some(text)
}

fn items(elements: &[Expr], next: impl Fn(&Expr) -> Option<Constant>) -> Option<Constant> {
    let mut all = Vec::with_capacity(elements.len());
    for element in elements {
        match element {
            Expr::Starred(starred) => match next(&starred.value)? {
                Constant::Items(more) => all.extend(more),
                _ => return None,
            },
            other => all.push(next(other)?),
        }
    }
    Some(Constant::Items(all))
}

fn call(call: &ast::ExprCall, next: impl Fn(&Expr) -> Option<Constant>) -> Option<Constant> {
    let given: Option<Vec<Constant>> = call.arguments.args.iter().map(&next).collect();
    match (&*call.func, given?.as_slice()) {
        (Expr::Name(name), given) => match (name.id.as_str(), given) {
            ("str", [one]) => as_text(one).map(Constant::Str),
            ("tuple" | "list" | "set" | "frozenset", []) => Some(Constant::Items(Vec::new())),
            ("tuple" | "list" | "set" | "frozenset", [Constant::Items(all)]) => {
                Some(Constant::Items(all.clone()))
            }
            ("dict", given) => {
                let mut pairs = match given {
                    [] => Vec::new(),
                    [Constant::Dict(pairs)] => pairs.clone(),
                    _ => return None,
                };
                for keyword in &call.arguments.keywords {
                    let name = keyword.arg.as_ref()?;
                    let key = Constant::Str(name.as_str().to_owned());
                    put(&mut pairs, key, next(&keyword.value)?);
                }
                Some(Constant::Dict(pairs))
            }
            _ => None,
        },
        (Expr::Attribute(attribute), [Constant::Items(all)])
            if attribute.attr.as_str() == "join" =>
        {
            let Constant::Str(separator) = next(&attribute.value)? else {
                return None;
            };
            let parts: Option<Vec<&str>> = all
                .iter()
                .map(|item| match item {
                    Constant::Str(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect();
            Some(Constant::Str(parts?.join(&separator)))
        }
        (Expr::Attribute(attribute), given)
            if attribute.attr.as_str() == "format" && call.arguments.keywords.is_empty() =>
        {
            match next(&attribute.value)? {
                Constant::Str(template) => formatted(&template, given).map(Constant::Str),
                _ => None,
            }
        }
        _ => None,
    }
}

fn put(pairs: &mut Vec<(Constant, Constant)>, key: Constant, value: Constant) {
    match pairs.iter_mut().find(|(known, _)| *known == key) {
        Some((_, old)) => *old = value,
        None => pairs.push((key, value)),
    }
}

fn as_text(value: &Constant) -> Option<String> {
    match value {
        Constant::Str(text) => Some(text.clone()),
        Constant::Int(int) => Some(int.to_string()),
        _ => None,
    }
}

/// The constants of a module at its end; `path` is where it stands.
pub(super) fn constants(body: &[Stmt], found: &[Binding<'_>], path: &Path) -> Names {
    let touched = LazyCell::new(|| touched(body));
    let mut names = Names::new();
    if let Some(folder) = path.parent().and_then(Path::file_name) {
        let folder = Constant::Str(folder.to_string_lossy().into_owned());
        names.insert(OWN_FOLDER.to_owned(), folder);
    }
    for binding in found {
        let value = match binding.value {
            Bound::Value(value) => evaluate(value, &names),
            _ => None,
        };
        let value = value.filter(|value| !(value.is_mutable() && touched.has(binding.name)));
        match value {
            Some(value) => names.insert(binding.name.to_owned(), value),
            None => names.remove(binding.name),
        };
    }
    names
}

impl Constant {
    /// Whether code elsewhere may have changed it.
    pub(super) fn is_mutable(&self) -> bool {
        matches!(self, Self::Items(_) | Self::Dict(_))
    }
}

/// Names that a module does something with besides binding them: a list of
/// that name may not hold what it was bound to.
pub(super) struct Touched<'a> {
    names: HashSet<&'a str>,
    /// A function of the module is called, which may change anything.
    all: bool,
}

impl Touched<'_> {
    pub(super) fn has(&self, name: &str) -> bool {
        self.all || self.names.contains(name)
    }
}

/// Looks for such names.
pub(super) fn touched(body: &[Stmt]) -> Touched<'_> {
    let mut touched = Touched {
        names: HashSet::new(),
        all: false,
    };
    for statement in body {
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) | Stmt::Import(_) | Stmt::ImportFrom(_) => {}
            Stmt::AnnAssign(_) => {}
            Stmt::Assign(assign) => {
                for target in assign
                    .targets
                    .iter()
                    .filter(|t| t.is_attribute_expr() || t.is_subscript_expr())
                {
                    touched.visit_expr(target);
                }
            }
            Stmt::Expr(expression) => {
                if let Expr::Call(call) = &*expression.value
                    && let Expr::Name(callee) = &*call.func
                {
                    let is_it = |s: &Stmt| matches!(s, Stmt::FunctionDef(f) if f.name.as_str() == callee.id.as_str());
                    touched.all |= body.iter().any(is_it);
                }
                touched.visit_expr(&expression.value);
            }
            other => touched.visit_stmt(other),
        }
    }
    touched
}

impl<'a> Visitor<'a> for Touched<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr {
            self.names.insert(name.id.as_str());
        }
        walk_expr(self, expr);
    }
}

/// The names that a statement binds, with the expression where there is one
/// for the whole name; compound statements are looked into, functions and
/// classes are not.
pub(super) fn bindings<'a>(body: &'a [Stmt], found: &mut Vec<Binding<'a>>) {
    for statement in body {
        match statement {
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    bind(statement, target, Some(&assign.value), found);
                }
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    bind(statement, &assign.target, Some(value), found);
                }
            }
            Stmt::AugAssign(assign) => bind(statement, &assign.target, None, found),
            Stmt::FunctionDef(function) => found.push(Binding {
                name: function.name.as_str(),
                value: Bound::Function,
                statement,
            }),
            Stmt::ClassDef(class) => found.push(Binding {
                name: class.name.as_str(),
                value: Bound::Class(class),
                statement,
            }),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let whole = alias.name.as_str();
                    let (name, module) = match &alias.asname {
                        Some(name) => (name.as_str(), whole),
                        None => {
                            let first = whole.split('.').next().unwrap_or(whole);
                            (first, first)
                        }
                    };
                    found.push(Binding {
                        name,
                        value: Bound::Module(module),
                        statement,
                    });
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    found.push(Binding {
                        name: alias.asname.as_ref().unwrap_or(&alias.name).as_str(),
                        value: Bound::Import(import, alias.name.as_str()),
                        statement,
                    });
                }
            }
            Stmt::For(block) => {
                bind(statement, &block.target, None, found);
                branches(&[&block.body, &block.orelse], found);
            }
            Stmt::While(block) => branches(&[&block.body, &block.orelse], found),
            Stmt::If(block) => {
                branches(&[&block.body], found);
                for clause in &block.elif_else_clauses {
                    branches(&[&clause.body], found);
                }
            }
            Stmt::With(block) => {
                for item in &block.items {
                    if let Some(target) = &item.optional_vars {
                        bind(statement, target, None, found);
                    }
                }
                bindings(&block.body, found);
            }
            Stmt::Try(block) => {
                branches(&[&block.body], found);
                for handler in &block.handlers {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    branches(&[&handler.body], found);
                }
                branches(&[&block.orelse, &block.finalbody], found);
            }
            _ => {}
        }
    }
}

/// A name and what it is bound to.
pub(super) struct Binding<'a> {
    pub(super) name: &'a str,
    pub(super) value: Bound<'a>,
    pub(super) statement: &'a Stmt,
}

/// What a name is bound to.
#[derive(Clone, Copy)]
pub(super) enum Bound<'a> {
    /// An expression.
    Value(&'a Expr),
    /// An expression that is assigned in a branch only.
    Conditional(&'a Expr),
    /// `import a.b`
    Module(&'a str),
    /// `from a import b`
    Import(&'a ast::StmtImportFrom, &'a str),
    /// `def`
    Function,
    /// `class`
    Class(&'a ast::StmtClassDef),
    /// Something that only running the code would tell.
    Computed,
}

fn branches<'a>(bodies: &[&'a [Stmt]], found: &mut Vec<Binding<'a>>) {
    for body in bodies {
        let from = found.len();
        bindings(body, found);
        for binding in &mut found[from..] {
            if let Bound::Value(value) = binding.value {
                binding.value = Bound::Conditional(value);
            }
        }
    }
}

fn bind<'a>(
    statement: &'a Stmt,
    target: &'a Expr,
    value: Option<&'a Expr>,
    found: &mut Vec<Binding<'a>>,
) {
    match target {
        Expr::Name(name) => found.push(Binding {
            name: name.id.as_str(),
            value: value.map_or(Bound::Computed, Bound::Value),
            statement,
        }),
        Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
            let values = match value {
                Some(Expr::Tuple(tuple)) => tuple.elts.as_slice(),
                Some(Expr::List(list)) => list.elts.as_slice(),
                _ => &[],
            };
            let plain =
                values.len() == elts.len() && !elts.iter().chain(values).any(Expr::is_starred_expr);
            for (at, target) in elts.iter().enumerate() {
                let value = values.get(at).filter(|_| plain);
                bind(statement, target, value, found);
            }
        }
        Expr::Starred(starred) => bind(statement, &starred.value, None, found),
        _ => {}
    }
}
