//! `import`. Nothing fails here: what is not known is refused where it is used.

use std::rc::Rc;

use super::Env;
use super::left_out::is_final;
use super::standard::is_standard;
use crate::diagnostic::Diagnostic;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::syntax::ast;
use crate::python::value::{Unknown, Value};

/// Where a module keeps what it imported with `*` from modules whose names are not all known.
pub(super) const STARRED: &str = ".starred";

/// What to do about an import that is not known.
pub(crate) fn import_help(dotted: &str) -> String {
    if is_standard(dotted) {
        return "This part of Python's standard library is not there while importing, nor in a run. \
                Write what it gives into the revision, or keep the revision in SQL."
            .to_owned();
    }
    let package = dotted.split('.').next().unwrap_or(dotted);
    format!(
        "If it is a type, say its SQL in bridge.toml: [sources.NAME.types] \"{dotted}\" = \"CHAR(36)\", \
         or = {{ sqlite = \"CHAR(36)\", postgres = \"UUID\" }}. \
         If it is a constant, say its value: [sources.NAME.values] \"{dotted}\" = 255. \
         If it is code, add the folder that holds `{package}` to `prepend_sys_path` in alembic.ini, or write what it does into the revision."
    )
}

impl Interpreter {
    pub(crate) fn import(&mut self, env: &Env, s: &ast::StmtImport) -> Result<()> {
        for alias in &s.names {
            match &alias.asname {
                Some(name) => {
                    let module = self.imported(env, alias, &alias.name)?;
                    self.bind_name(env, name, Some(module))?;
                }
                None => {
                    let top = alias.name.split('.').next().unwrap_or(&alias.name);
                    // `import a.b` makes `a.b` known, and binds `a`.
                    self.imported(env, alias, &alias.name)?;
                    let module = self.imported(env, alias, top)?;
                    self.bind_name(env, top, Some(module))?;
                }
            }
        }
        Ok(())
    }

    fn imported(&mut self, env: &Env, alias: &ast::Alias, dotted: &str) -> Result<Value> {
        match self.find_module_leniently(dotted)? {
            Some(module) => Ok(module),
            None => Ok(self.unknown_import(env, alias, dotted)),
        }
    }

    /// A module; where a module of the project cannot be run, importing it
    /// still succeeds, and using it says why.
    pub(super) fn find_module_leniently(&mut self, dotted: &str) -> Result<Option<Value>> {
        let known = self.branches.len();
        match self.find_module(dotted) {
            Ok(Some(module)) => Ok(Some(Value::Module(module))),
            Ok(None) => Ok(None),
            Err(interrupt @ (Interrupt::Stopped | Interrupt::NeedsProgram(_))) => Err(interrupt),
            Err(Interrupt::Refused(diagnostic)) if is_final(&diagnostic) => {
                Err(Interrupt::Refused(diagnostic))
            }
            Err(interrupt) => {
                let _ = known;
                let diagnostic = self.diagnose(interrupt);
                Ok(Some(Value::Unknown(Rc::new(Unknown {
                    what: dotted.to_owned(),
                    code: "unknown-import",
                    place: self.place(),
                    help: Some(format!("The module could not be read: {diagnostic}")),
                }))))
            }
        }
    }

    fn unknown_import(&mut self, env: &Env, alias: &ast::Alias, what: &str) -> Value {
        // In this file itself, what is not known is refused where it is used.
        let mut guards = self.import_guards.iter().rev();
        let is_caught_outside = guards
            .next()
            .is_some_and(|guard| !Rc::ptr_eq(guard, &env.source));
        if is_caught_outside && !is_standard(what) {
            self.at(env, alias);
            self.warn(
                Diagnostic::warning(
                    "import-in-try",
                    format!(
                        "`{}` imports `{what}`, which bridge does not know, and a `try` around it catches an ImportError. \
                         bridge goes on as if `{what}` were installed.",
                        env.module
                    ),
                )
                .help(format!(
                    "If it is not installed where the migrations run, take the `try` out, or the import of `{}`.",
                    env.module
                )),
            );
        }
        Value::Unknown(Rc::new(Unknown {
            what: what.to_owned(),
            code: "unknown-import",
            place: env.place(alias),
            help: Some(import_help(what)),
        }))
    }

    pub(crate) fn import_from(&mut self, env: &Env, s: &ast::StmtImportFrom) -> Result<()> {
        let dotted = self.absolute(env, s);
        if dotted == "__future__" {
            if s.names.iter().any(|alias| &*alias.name == "annotations") {
                let marker = super::annotations::AS_TEXT.into();
                env.globals.put(&marker, Some(Value::Bool(true)));
            }
            return Ok(());
        }
        let module = self.find_module_leniently(&dotted)?;
        for alias in &s.names {
            if alias.name.as_str() == "*" {
                let starred = match &module {
                    Some(Value::Module(module)) => {
                        self.import_all(env, module)?;
                        Value::Module(module.clone())
                    }
                    Some(unknown) => unknown.clone(),
                    None => self.unknown_import(env, alias, &dotted),
                };
                let known = matches!(&starred, Value::Module(module) if module.native.is_none());
                if !known {
                    let mut all = match env.globals.get(STARRED) {
                        Some(Value::Tuple(modules)) => modules.to_vec(),
                        _ => Vec::new(),
                    };
                    all.push(starred);
                    self.bind(&env.globals, &STARRED.into(), Some(Value::tuple(all)));
                }
                continue;
            }
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            self.at(env, alias);
            if let Some(value) = self.configured_name(&dotted, &alias.name) {
                self.bind_name(env, name, Some(value))?;
                continue;
            }
            let value = match &module {
                Some(Value::Module(module)) => self.member(env, alias, module)?,
                Some(Value::Unknown(unknown)) => Value::Unknown(Rc::new(Unknown {
                    what: format!("{dotted}.{}", alias.name),
                    code: unknown.code,
                    place: env.place(alias),
                    help: unknown.help.clone(),
                })),
                _ => {
                    let what = format!("{dotted}.{}", alias.name);
                    // `from package import module` where the package has no file of its own.
                    match self.find_module_leniently(&what)? {
                        Some(module) => module,
                        None => self.unknown_import(env, alias, &what),
                    }
                }
            };
            self.bind_name(env, name, Some(value))?;
        }
        Ok(())
    }

    fn member(
        &mut self,
        env: &Env,
        alias: &ast::Alias,
        module: &Rc<crate::python::value::Module>,
    ) -> Result<Value> {
        let name = alias.name.as_str();
        if module.native.is_none() && !module.scope.has(name) {
            self.at(env, alias);
            if let Some(value) = self.given_by_module(module, name)? {
                return Ok(value);
            }
            let dotted = format!("{}.{name}", module.name);
            if let Some(found) = self.find_module_leniently(&dotted)? {
                return Ok(found);
            }
            return Ok(self.unknown_import(env, alias, &dotted));
        }
        self.at(env, alias);
        self.module_attribute(module, name)
    }

    fn import_all(&mut self, env: &Env, module: &Rc<crate::python::value::Module>) -> Result<()> {
        let mut names: Vec<String> = match module.scope.get("__all__") {
            Some(all) => {
                let mut names = Vec::new();
                for name in self.iterate(&all)? {
                    names.extend(name.as_str().map(|name| name.to_string()));
                }
                names
            }
            None => module
                .scope
                .visible()
                .into_iter()
                .map(|(name, _)| name.to_string())
                .filter(|name| !name.starts_with('_'))
                .collect(),
        };
        if let Some(table) = module.native {
            names.extend(table.definitions.iter().map(|(name, _)| (*name).to_owned()));
        }
        for name in names {
            let value = self.module_attribute(module, &name)?;
            self.bind_name(env, &name, Some(value))?;
        }
        Ok(())
    }

    /// The dotted name that `from ..x import y` means.
    fn absolute(&self, env: &Env, s: &ast::StmtImportFrom) -> String {
        let name = s
            .module
            .as_ref()
            .map(|name| name.as_str())
            .unwrap_or_default();
        if s.level == 0 {
            return name.to_owned();
        }
        let package = match env.globals.get("__package__") {
            Some(Value::Str(package)) => package.to_string(),
            _ => String::new(),
        };
        let mut parts: Vec<&str> = package.split('.').filter(|part| !part.is_empty()).collect();
        for _ in 1..s.level {
            parts.pop();
        }
        parts.extend(name.split('.').filter(|part| !part.is_empty()));
        parts.join(".")
    }
}
