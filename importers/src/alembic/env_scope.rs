//! Names across the modules of a project, read and never run.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::rc::Rc;

use super::constant::{Binding, Bound, Constant, Names, bindings, evaluate};
use crate::diagnostic::Diagnostic;
use crate::modules::Modules;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::syntax::ast::{Expr, ExprCall, Stmt, StmtClassDef, StmtImportFrom};
use crate::python::syntax::{Source, parse};
use crate::source::SourceFile;

/// More modules than these are not looked through for settings.
const MOST_MODULES: usize = 300;

/// Names that lead through more modules than these lead nowhere.
pub(super) const LONGEST_PATH: usize = 24;

/// A parsed module.
pub(super) struct Tree {
    pub(super) source: Rc<Source>,
    pub(super) body: Vec<Stmt>,
    /// The package against which relative imports count.
    package: String,
    path: PathBuf,
}

impl Tree {
    pub(super) fn parse(file: &SourceFile, package: &str) -> Result<Rc<Self>, Box<Diagnostic>> {
        let source = Source::new(&file.shown, file.text.as_str());
        let body = parse(&source)?;
        Ok(Rc::new(Self {
            source,
            body,
            package: package.to_owned(),
            path: file.path.clone(),
        }))
    }

    /// The last binding of a name, those inside functions after the module's own.
    pub(super) fn bound(&self, name: &str) -> Option<Bound<'_>> {
        let mut found: Vec<Binding<'_>> = Vec::new();
        bindings(&self.body, &mut found);
        let value = |found: &[Binding<'_>]| -> Option<_> {
            let last = found.iter().rposition(|binding| binding.name == name)?;
            // `target_metadata = None` beside an import that may fail says nothing.
            let better = found.iter().rposition(|binding| {
                binding.name == name
                    && !matches!(
                        binding.value,
                        Bound::Value(Expr::NoneLiteral(_))
                            | Bound::Conditional(Expr::NoneLiteral(_))
                    )
            });
            Some(better.unwrap_or(last))
        };
        if let Some(at) = value(&found) {
            return found.into_iter().nth(at).map(|binding| binding.value);
        }
        let mut inside: Vec<Binding<'_>> = Vec::new();
        for statement in &self.body {
            if let Stmt::FunctionDef(function) = statement {
                bindings(&function.body, &mut inside);
            }
        }
        let at = value(&inside)?;
        inside.into_iter().nth(at).map(|binding| binding.value)
    }

    /// The expression to which a name is bound.
    pub(super) fn value(&self, name: &str) -> Option<&Expr> {
        match self.bound(name)? {
            Bound::Value(value) | Bound::Conditional(value) => Some(value),
            _ => None,
        }
    }

    /// The class that a name is somewhere in the module.
    pub(super) fn class(&self, name: &Expr) -> Option<&StmtClassDef> {
        let Expr::Name(name) = name else {
            return None;
        };
        let mut found = Vec::new();
        bindings(&self.body, &mut found);
        found.into_iter().find_map(|binding| match binding.value {
            Bound::Class(class) if binding.name == name.id.as_str() => Some(class),
            _ => None,
        })
    }

    /// The absolute dotted name of the module that `from ... import` names.
    fn source_of(&self, import: &StmtImportFrom) -> Option<String> {
        let module = import.module.as_ref().map_or("", |name| name.as_str());
        if import.level == 0 {
            return Some(module.to_owned());
        }
        let mut parts: Vec<&str> = self.package.split('.').filter(|p| !p.is_empty()).collect();
        for _ in 1..import.level {
            parts.pop()?;
        }
        parts.extend(module.split('.').filter(|part| !part.is_empty()));
        (!parts.is_empty()).then(|| parts.join("."))
    }
}

/// What a name of a module stands for.
pub(super) enum Found<'a> {
    /// Something bound in the module itself.
    Here(Bound<'a>),
    /// A name of another module of the project.
    There(Rc<Tree>, String),
    /// A module of the project.
    Module(Rc<Tree>, String),
    /// A name, or the whole, of a module that the project does not have.
    Outside(String),
    /// Nothing that was found.
    Nothing,
}

/// The modules that were read.
pub(super) struct Scope {
    modules: Modules,
    trees: RefCell<HashMap<String, Option<Rc<Tree>>>>,
}

impl Scope {
    pub(super) fn new(modules: Modules) -> Self {
        Self {
            modules,
            trees: RefCell::new(HashMap::new()),
        }
    }

    /// A module of the project by its dotted name.
    pub(super) fn module(&self, dotted: &str) -> Option<Rc<Tree>> {
        if let Some(known) = self.trees.borrow().get(dotted) {
            return known.clone();
        }
        let tree = self.modules.read(dotted).and_then(|file| {
            let is_package = file
                .path
                .file_name()
                .is_some_and(|name| name == "__init__.py");
            let package = if is_package {
                dotted
            } else {
                dotted.rsplit_once('.').map_or("", |(package, _)| package)
            };
            Tree::parse(&file, package).ok()
        });
        self.trees
            .borrow_mut()
            .insert(dotted.to_owned(), tree.clone());
        tree
    }

    /// Looks a name up in a module, one step far.
    pub(super) fn find<'t>(&self, tree: &'t Tree, name: &str) -> Found<'t> {
        match tree.bound(name) {
            Some(Bound::Import(import, original)) => {
                let Some(dotted) = tree.source_of(import) else {
                    return Found::Nothing;
                };
                let inner = format!("{dotted}.{original}");
                match self.module(&dotted) {
                    // A name of the package wins over a module of the same name.
                    Some(there) if there.bound(original).is_some() => {
                        Found::There(there, original.to_owned())
                    }
                    there => match (self.module(&inner), there) {
                        (Some(module), _) => Found::Module(module, inner),
                        (None, Some(there)) => Found::There(there, original.to_owned()),
                        (None, None) => Found::Outside(inner),
                    },
                }
            }
            Some(Bound::Module(dotted)) => match self.module(dotted) {
                Some(module) => Found::Module(module, dotted.to_owned()),
                None => Found::Outside(dotted.to_owned()),
            },
            Some(bound) => Found::Here(bound),
            None => self.through_stars(tree, name),
        }
    }

    fn through_stars<'t>(&self, tree: &'t Tree, name: &str) -> Found<'t> {
        let mut found: Vec<Binding<'_>> = Vec::new();
        bindings(&tree.body, &mut found);
        for binding in found.iter().rev() {
            let Bound::Import(import, "*") = binding.value else {
                continue;
            };
            let there = tree
                .source_of(import)
                .and_then(|dotted| self.module(&dotted));
            if let Some(there) = there.filter(|there| there.bound(name).is_some()) {
                return Found::There(there, name.to_owned());
            }
        }
        Found::Nothing
    }

    /// The constant that an expression of a module is, with constants that the
    /// module imports from others of the project.
    pub(super) fn constant(&self, tree: &Tree, expr: &Expr) -> Option<Constant> {
        self.constant_at(tree, expr, 0)
    }

    fn constant_at(&self, tree: &Tree, expr: &Expr, depth: usize) -> Option<Constant> {
        if depth > LONGEST_PATH {
            return None;
        }
        if let Expr::Name(name) = expr {
            match self.find(tree, name.id.as_str()) {
                Found::Here(Bound::Value(value) | Bound::Conditional(value)) => {
                    return self.constant_at(tree, value, depth + 1);
                }
                Found::There(there, name) => {
                    let value = there.value(&name)?;
                    return self.constant_at(&there, value, depth + 1);
                }
                _ => return None,
            }
        }
        if let Expr::Attribute(attribute) = expr {
            let Expr::Name(owner) = &*attribute.value else {
                return None;
            };
            let Found::Module(module, _) = self.find(tree, owner.id.as_str()) else {
                return None;
            };
            let value = module.value(attribute.attr.as_str())?;
            return self.constant_at(&module, value, depth + 1);
        }
        let mut found = Vec::new();
        bindings(&tree.body, &mut found);
        let mut names = Names::new();
        for binding in &found {
            let value = match binding.value {
                Bound::Value(value) => evaluate(value, &names),
                _ => None,
            };
            match value {
                Some(value) => names.insert(binding.name.to_owned(), value),
                None => names.remove(binding.name),
            };
        }
        if let Some(value) = evaluate(expr, &names) {
            return Some(value);
        }
        // Only what the expression names is worth looking for elsewhere.
        for name in names_in(expr) {
            if names.contains_key(name) {
                continue;
            }
            if let Found::There(there, original) = self.find(tree, name)
                && let Some(value) = there.value(&original)
                && let Some(value) = self.constant_at(&there, value, depth + 1)
            {
                names.insert(name.to_owned(), value);
            }
        }
        evaluate(expr, &names)
    }

    /// A module and all modules of the project that it imports, itself first.
    pub(super) fn imported(&self, from: &Rc<Tree>) -> Vec<Rc<Tree>> {
        let mut seen: BTreeSet<PathBuf> = BTreeSet::from([from.path.clone()]);
        let mut all = vec![from.clone()];
        let mut at = 0;
        while let Some(tree) = all.get(at).cloned() {
            at += 1;
            for dotted in imports(&tree) {
                if all.len() >= MOST_MODULES {
                    return all;
                }
                if let Some(module) = self.module(&dotted)
                    && seen.insert(module.path.clone())
                {
                    all.push(module);
                }
            }
        }
        all
    }
}

/// The dotted names of everything that a module imports, packages first.
fn imports(tree: &Tree) -> Vec<String> {
    #[derive(Default)]
    struct Imports<'a>(Vec<&'a Stmt>);
    impl<'a> Visitor<'a> for Imports<'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_)) {
                self.0.push(statement);
            } else {
                walk_stmt(self, statement);
            }
        }
        fn visit_expr(&mut self, _: &'a Expr) {}
    }
    let mut found = Imports::default();
    for statement in &tree.body {
        found.visit_stmt(statement);
    }
    let mut names = Vec::new();
    let mut push = |dotted: &str| {
        for (at, _) in dotted.match_indices('.') {
            names.push(dotted[..at].to_owned());
        }
        names.push(dotted.to_owned());
    };
    for statement in found.0 {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    push(alias.name.as_str());
                }
            }
            Stmt::ImportFrom(import) => {
                if let Some(dotted) = tree.source_of(import) {
                    push(&dotted);
                    for alias in &import.names {
                        push(&format!("{dotted}.{}", alias.name.as_str()));
                    }
                }
            }
            _ => {}
        }
    }
    names
}

fn names_in(expr: &Expr) -> Vec<&str> {
    #[derive(Default)]
    struct Read<'a>(Vec<&'a str>);
    impl<'a> Visitor<'a> for Read<'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Name(name) = expr {
                self.0.push(name.id.as_str());
            }
            walk_expr(self, expr);
        }
    }
    let mut found = Read::default();
    found.visit_expr(expr);
    found.0
}

/// All calls and all string literals of a module, in source order.
pub(super) fn calls_and_strings(body: &[Stmt]) -> (Vec<&ExprCall>, Vec<&str>) {
    #[derive(Default)]
    struct All<'a> {
        calls: Vec<&'a ExprCall>,
        strings: Vec<&'a str>,
    }
    impl<'a> Visitor<'a> for All<'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            match expr {
                Expr::Call(call) => self.calls.push(call),
                Expr::StringLiteral(literal) => self.strings.push(literal.value.to_str()),
                _ => {}
            }
            walk_expr(self, expr);
        }
    }
    let mut all = All::default();
    for statement in body {
        all.visit_stmt(statement);
    }
    (all.calls, all.strings)
}
