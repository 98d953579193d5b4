//! Names across the modules of a project, read and never run.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;

use super::constant::{Binding, Bound, Constant, bindings, constants, evaluate, touched};
use crate::diagnostic::Diagnostic;
use crate::modules::Modules;
use crate::python::syntax::ast::visitor::{Visitor, walk_expr};
use crate::python::syntax::ast::{
    Expr, ExprCall, InterpolatedStringElement, Stmt, StmtClassDef, StmtImportFrom,
};
use crate::python::syntax::{Source, parse};
use crate::source::SourceFile;

/// More modules than these are not looked through for settings.
pub(super) const MOST_MODULES: usize = 300;

/// Names that lead through more modules than these lead nowhere.
pub(super) const LONGEST_PATH: usize = 24;

/// A parsed module.
pub(super) struct Tree {
    pub(super) source: Rc<Source>,
    pub(super) body: Vec<Stmt>,
    /// The package against which relative imports count.
    package: String,
}

impl Tree {
    pub(super) fn parse(file: &SourceFile, package: &str) -> Result<Rc<Self>, Box<Diagnostic>> {
        let source = Source::new(&file.shown, file.text.as_str());
        let body = parse(&source)?;
        Ok(Rc::new(Self {
            source,
            body,
            package: package.to_owned(),
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
    pub(super) fn source_of(&self, import: &StmtImportFrom) -> Option<String> {
        let module = import.module.as_ref().map_or("", |name| name.as_str());
        absolute(&self.package, import.level as usize, module)
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

/// Modules by dotted name (none for the first), with their texts.
type Texts = Vec<(Option<String>, String)>;

/// The modules that were read.
pub(super) struct Scope {
    modules: Modules,
    trees: RefCell<HashMap<String, Option<Rc<Tree>>>>,
    /// What `env.py` imports, once it was asked for.
    files: RefCell<Option<Texts>>,
}

impl Scope {
    pub(super) fn new(modules: Modules) -> Self {
        Self {
            modules,
            trees: RefCell::default(),
            files: RefCell::default(),
        }
    }

    /// A module of the project by its dotted name.
    pub(super) fn module(&self, dotted: &str) -> Option<Rc<Tree>> {
        if let Some(known) = self.trees.borrow().get(dotted) {
            return known.clone();
        }
        let tree = self.modules.read(dotted).and_then(|file| {
            let package = package_of(dotted, &file);
            Tree::parse(&file, package).ok()
        });
        self.trees
            .borrow_mut()
            .insert(dotted.to_owned(), tree.clone());
        tree
    }

    /// The dotted names of the modules below a package.
    pub(super) fn below(&self, package: &str) -> Vec<String> {
        self.modules.below(package, MOST_MODULES)
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

    /// Whether an expression names something that a module assigns in a branch only.
    pub(super) fn is_conditional(&self, tree: &Tree, expr: &Expr) -> bool {
        names_in(expr).into_iter().any(|name| {
            let there;
            let bound = match self.find(tree, name) {
                Found::Here(bound) => Some(bound),
                Found::There(module, name) => {
                    there = module;
                    there.bound(&name)
                }
                _ => None,
            };
            matches!(bound, Some(Bound::Conditional(_)))
        })
    }

    fn constant_at(&self, tree: &Tree, expr: &Expr, depth: usize) -> Option<Constant> {
        if depth > LONGEST_PATH {
            return None;
        }
        if let Expr::Name(name) = expr {
            match self.find(tree, name.id.as_str()) {
                Found::Here(Bound::Value(value) | Bound::Conditional(value)) => {
                    let touched = touched(&tree.body).has(name.id.as_str());
                    return self
                        .constant_at(tree, value, depth + 1)
                        .filter(|value| !(touched && value.is_mutable()));
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
        let mut names = constants(&tree.body, &found, &tree.source.path);
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

    /// Among a module and all modules of the project that it imports, itself
    /// first, those whose text holds a word (in lower case). Only they are
    /// parsed: an application has hundreds of modules.
    pub(super) fn imported(&self, from: &Rc<Tree>, word: &str) -> Vec<Rc<Tree>> {
        let mut files = self.files.borrow_mut();
        let files = files.get_or_insert_with(|| self.closure(from));
        let mut found = Vec::new();
        for (dotted, text) in files {
            if !text.to_lowercase().contains(word) {
                continue;
            }
            match dotted {
                None => found.push(from.clone()),
                Some(dotted) => found.extend(self.module(dotted)),
            }
        }
        found
    }

    /// Whether some files, or the modules of the project that they import, mention one of some texts.
    pub(super) fn reaches<'t>(&self, files: impl Iterator<Item = &'t str>, texts: &[&str]) -> bool {
        // One pass for all: a file that mentions none of them is the rule.
        let texts: Vec<String> = texts.iter().map(|text| regex::escape(text)).collect();
        let one = Regex::new(&texts.join("|")).ok();
        let mentions = |file: &str| one.as_ref().is_none_or(|one| one.is_match(file));
        let mut seen: BTreeSet<String> = BTreeSet::new();
        // A thousand revisions import the same.
        let mut statements: HashSet<&str> = HashSet::new();
        for file in files {
            if mentions(file) {
                return true;
            }
            statements.extend(import_statements(file));
        }
        let mut todo: VecDeque<String> = VecDeque::new();
        for statement in statements {
            todo.extend(imports(statement, ""));
        }
        let mut read = 0;
        while let Some(dotted) = todo.pop_front() {
            if read >= MOST_MODULES || !seen.insert(dotted.clone()) {
                continue;
            }
            if let Some(file) = self.modules.read(&dotted) {
                if mentions(&file.text) {
                    return true;
                }
                todo.extend(imports(&file.text, package_of(&dotted, &file)));
                read += 1;
            }
        }
        false
    }

    /// Dotted names (none for the module itself) and texts.
    fn closure(&self, from: &Tree) -> Texts {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut todo: VecDeque<String> = imports(&from.source.text, &from.package).into();
        let mut all = vec![(None, from.source.text.clone())];
        while let Some(dotted) = todo.pop_front() {
            if all.len() >= MOST_MODULES {
                break;
            }
            if !seen.insert(dotted.clone()) {
                continue;
            }
            if let Some(file) = self.modules.read(&dotted) {
                todo.extend(imports(&file.text, package_of(&dotted, &file)));
                all.push((Some(dotted), file.text));
            }
        }
        all
    }
}

/// The package against which a module's relative imports count.
fn package_of<'a>(dotted: &'a str, file: &SourceFile) -> &'a str {
    if file.path.extension().is_none() || file.path.ends_with("__init__.py") {
        dotted
    } else {
        dotted.rsplit_once('.').map_or("", |(package, _)| package)
    }
}

/// What [`imports`] looks at: the lines of a text that import something, and what they open.
fn import_statements(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let word = line.trim_start_matches([' ', '\t']);
        if !word.starts_with("import") && !word.starts_with("from") {
            return None;
        }
        let rest = &text[start..];
        let end = match line.contains('(') {
            true => rest.find(')').map_or(rest.len(), |end| end + 1),
            false => line.len(),
        };
        Some(rest[..end].trim_end())
    })
}

/// A statement that imports, where names consist of these letters.
fn import_with_letters(letters: &str) -> Option<Regex> {
    let pattern = format!(
        r"(?m)^[ \t]*(?:import[ \t]+([^\n#]+)|from[ \t]+([.{letters}]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n#]+))"
    );
    Regex::new(&pattern).ok()
}

/// The dotted names of everything that a text imports, packages first; found
/// without parsing.
fn imports(text: &str, package: &str) -> Vec<String> {
    // The letters of all scripts make a pattern that takes longer than the files.
    static ASCII: LazyLock<Option<Regex>> = LazyLock::new(|| import_with_letters("[:word:]"));
    static ALL: LazyLock<Option<Regex>> = LazyLock::new(|| import_with_letters(r"\w"));
    let pattern = if text.is_ascii() { &ASCII } else { &ALL };
    let Some(pattern) = &**pattern else {
        return Vec::new();
    };
    let words = |text: &str| -> Vec<String> {
        text.split(',')
            .filter_map(|part| {
                part.trim_matches(['(', ')', ' ', '\t', '\n', '\r'])
                    .split_whitespace()
                    .next()
            })
            .map(str::to_owned)
            .collect()
    };
    let mut names = Vec::new();
    let mut push = |dotted: &str| {
        for (at, _) in dotted.match_indices('.') {
            names.push(dotted[..at].to_owned());
        }
        names.push(dotted.to_owned());
    };
    for found in pattern.captures_iter(text) {
        if let Some(modules) = found.get(1) {
            for dotted in words(modules.as_str()) {
                push(&dotted);
            }
        }
        let (Some(module), Some(imported)) = (found.get(2), found.get(3)) else {
            continue;
        };
        let name = module.as_str().trim_start_matches('.');
        let level = module.as_str().len() - name.len();
        if let Some(dotted) = absolute(package, level, name) {
            push(&dotted);
            for imported in words(imported.as_str()) {
                push(&format!("{dotted}.{imported}"));
            }
        }
    }
    names
}

/// The absolute name of `from ..name import`, with as many dots as `level`.
fn absolute(package: &str, level: usize, name: &str) -> Option<String> {
    if level == 0 {
        return Some(name.to_owned());
    }
    let mut parts: Vec<&str> = package.split('.').filter(|p| !p.is_empty()).collect();
    for _ in 1..level {
        parts.pop()?;
    }
    parts.extend(name.split('.').filter(|part| !part.is_empty()));
    (!parts.is_empty()).then(|| parts.join("."))
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
                Expr::FString(text) => {
                    let elements = text.value.elements();
                    self.strings
                        .extend(elements.filter_map(|element| match element {
                            InterpolatedStringElement::Literal(literal) => Some(&*literal.value),
                            InterpolatedStringElement::Interpolation(_) => None,
                        }));
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_import_what_the_text_does() {
        let text = "import a, b.c as d\r\n  from .e import (f,\n   g as h)  # i\nfrom j import k, l # m\n\
                    x = 'import n'\nimportant = 1\n\tfrom o.p import *\nfrom q import (r";
        let mut all = imports(text, "pkg");
        let mut each: Vec<String> = import_statements(text)
            .flat_map(|statement| imports(statement, "pkg"))
            .collect();
        all.sort();
        each.sort();
        assert_eq!(all, each);
        assert!(all.contains(&"pkg.e.g".to_owned()), "{all:?}");
    }
}
