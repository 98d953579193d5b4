//! `importlib` and `pkgutil`: modules of the project by name or by file.

use std::rc::Rc;

use super::files;
use crate::python::interpreter::{Interpreter, PathKind};
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::{Module, Value};

pub(super) static IMPORTLIB: ModuleTable = ModuleTable {
    name: "importlib",
    definitions: &[
        ("import_module", Definition::Function(import_module)),
        (
            "reload",
            Definition::Function(|_, mut args| args.required("module")),
        ),
    ],
    fallback: None,
};

/// `__spec__`, as far as modules ask it who they are.
struct ModuleSpec {
    name: String,
    parent: String,
}

/// The `__spec__` of a module.
pub(crate) fn module_spec(name: &str, parent: &str) -> Value {
    Value::object(ModuleSpec {
        name: name.to_owned(),
        parent: parent.to_owned(),
    })
}

impl Object for ModuleSpec {
    fn type_name(&self) -> &str {
        "ModuleSpec"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::str(&self.name)),
            "parent" => Some(Value::str(&self.parent)),
            _ => None,
        })
    }
}

pub(super) static UTIL: ModuleTable = ModuleTable {
    name: "importlib.util",
    definitions: &[
        ("spec_from_file_location", Definition::Function(spec)),
        ("module_from_spec", Definition::Function(module_from_spec)),
    ],
    fallback: None,
};

pub(super) static RESOURCES: ModuleTable = ModuleTable {
    name: "importlib.resources",
    definitions: &[
        ("files", Definition::Function(package_files)),
        ("read_text", Definition::Function(resource_text)),
    ],
    fallback: None,
};

pub(super) static PKGUTIL: ModuleTable = ModuleTable {
    name: "pkgutil",
    definitions: &[("iter_modules", Definition::Function(iter_modules))],
    fallback: None,
};

/// `importlib.import_module(name, package=None)`
fn import_module(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("name")?;
    let package = args.optional_string("package")?;
    args.finish()?;
    let level = name.len() - name.trim_start_matches('.').len();
    let dotted = match (level, package) {
        (0, _) => name,
        (_, None) => {
            return Err(interpreter.raise(
                "TypeError",
                format!(
                    "the 'package' argument is required to perform a relative import for '{name}'"
                ),
            ));
        }
        (_, Some(package)) => {
            let mut parts: Vec<&str> = package.split('.').collect();
            parts.truncate((parts.len() + 1).saturating_sub(level));
            parts.push(name.trim_start_matches('.'));
            parts.join(".")
        }
    };
    match interpreter.find_module(&dotted)? {
        Some(module) => Ok(Value::Module(module)),
        None => Ok(interpreter.unknown("unknown-import", dotted)),
    }
}

/// `__import__(name, globals=None, locals=None, fromlist=(), level=0)`: the package at the top,
/// unless names are taken from the module.
pub(crate) fn import(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("name")?;
    args.take("globals")?;
    args.take("locals")?;
    let from = args.take("fromlist")?.unwrap_or(Value::None);
    let level = args.take("level")?.unwrap_or(Value::Int(0));
    args.finish()?;
    if !matches!(level, Value::Int(0)) {
        return Err(interpreter.unsupported("a relative `__import__`"));
    }
    let from = match from {
        Value::None => Vec::new(),
        from => interpreter.iterate(&from)?,
    };
    let Some(module) = interpreter.find_module(&name)? else {
        return Ok(interpreter.unknown("unknown-import", name));
    };
    if from.is_empty() {
        let top = name.split('.').next().unwrap_or(&name);
        return Ok(match interpreter.find_module(top)? {
            Some(package) => Value::Module(package),
            None => interpreter.unknown("unknown-import", top),
        });
    }
    for part in from {
        // A module below the package is an attribute of it then.
        if let Some(part) = part.as_str() {
            interpreter.find_module(&format!("{name}.{part}"))?;
        }
    }
    Ok(Value::Module(module))
}

/// What `spec_from_file_location` gives: a module that was not run yet.
struct Spec {
    name: String,
    path: String,
}

impl Object for Spec {
    fn type_name(&self) -> &str {
        "ModuleSpec"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::str(&self.name)),
            "origin" => Some(Value::str(&self.path)),
            "loader" => Some(Value::Object(self)),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "exec_module" {
            return Ok(None);
        }
        let module = args.required("module")?;
        let Value::Module(module) = &module else {
            return Err(args.refuse("`exec_module` takes a module"));
        };
        let run = interpreter.run_project_file(&self.name, &self.path)?;
        for (key, value) in run.scope.entries() {
            module.scope.put(&key, Some(value));
        }
        Ok(Some(Value::None))
    }
}

/// `spec_from_file_location(name, location)`
fn spec(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("name")?;
    let path = match files::argument(&mut args, "location")? {
        Ok(path) => path,
        Err(unknown) => return Ok(unknown),
    };
    args.finish()?;
    interpreter.step(1)?;
    Ok(Value::object(Spec { name, path }))
}

/// `module_from_spec(spec)`
fn module_from_spec(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let spec = args.required("spec")?;
    let Some(spec) = interpreter.known(spec)?.downcast::<Spec>() else {
        return Err(args.refuse("`module_from_spec` takes what `spec_from_file_location` gave"));
    };
    args.finish()?;
    Ok(Value::Module(interpreter.module(&spec.name, None)))
}

/// The folder of a package that is named, or given as a module.
fn package_folder(interpreter: &mut Interpreter, args: &mut Args) -> Result<Value> {
    let package = args.required("package")?;
    let module: Option<Rc<Module>> = match (&package, package.as_str()) {
        (Value::Module(module), _) => Some(module.clone()),
        (_, Some(name)) => interpreter.find_module(&name)?,
        _ => None,
    };
    let file = module
        .as_ref()
        .and_then(|module| module.scope.get("__file__"));
    match (file.as_ref().and_then(Value::as_str), module, &package) {
        (Some(file), ..) => Ok(Value::str(
            file.rsplit_once('/').map_or(".", |(folder, _)| folder),
        )),
        (None, Some(module), _) => {
            Ok(interpreter.unknown("unknown-import", format!("the files of {}", module.name)))
        }
        (None, None, Value::Unknown(_)) => Ok(package),
        (None, None, _) => Ok(interpreter.unknown("unknown-import", "the files of a package")),
    }
}

/// `importlib.resources.files(package)`
fn package_files(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let folder = package_folder(interpreter, &mut args)?;
    args.finish()?;
    Ok(match folder.as_str() {
        Some(folder) => files::path(&folder),
        None => folder,
    })
}

/// `importlib.resources.read_text(package, resource)`
fn resource_text(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let folder = package_folder(interpreter, &mut args)?;
    let resource = args.string("resource")?;
    let Some(folder) = folder.as_str() else {
        return Ok(folder);
    };
    let path = files::path(&super::paths::joined(folder.to_string(), &resource));
    interpreter.call_method(&path, "read_text", args)
}

/// A row of `pkgutil.iter_modules`.
struct ModuleInfo {
    name: String,
    is_package: bool,
}

impl Object for ModuleInfo {
    fn type_name(&self) -> &str {
        "ModuleInfo"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::str(&self.name)),
            "ispkg" => Some(Value::Bool(self.is_package)),
            _ => None,
        })
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(vec![
            interpreter.unknown("unknown-name", "the finder of a module"),
            Value::str(&self.name),
            Value::Bool(self.is_package),
        ]))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let items = self.iterate(interpreter)?.unwrap_or_default();
        Ok(match key {
            Value::Int(at) => usize::try_from(*at)
                .ok()
                .and_then(|at| items.get(at).cloned()),
            _ => None,
        })
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        // `sorted(iter_modules(...))`, which compares names after equal finders.
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        let less = match (operator, reflected) {
            ("<", false) | (">", true) => self.name < other.name,
            (">", false) | ("<", true) => self.name > other.name,
            _ => return Ok(None),
        };
        Ok(Some(Value::Bool(less)))
    }
}

/// `pkgutil.iter_modules(path, prefix='')`: in the order of their names.
fn iter_modules(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let folders = args.required("path")?;
    let prefix = args.optional_string("prefix")?.unwrap_or_default();
    args.finish()?;
    if matches!(folders, Value::Unknown(_)) {
        return Ok(folders);
    }
    let mut found = Vec::new();
    for folder in interpreter.iterate(&folders)? {
        let folder = interpreter.known(folder)?;
        let Some(folder) = files::as_text(&folder) else {
            return Err(interpreter.unsupported("a `path` of iter_modules that holds no paths"));
        };
        for name in files::names(interpreter, &folder)? {
            let module = name.strip_suffix(".py").filter(|stem| *stem != "__init__");
            let package = format!("{folder}/{name}/__init__.py");
            let is_package = module.is_none()
                && interpreter.options.loader.kind(&package) == Some(PathKind::File);
            let stem = match (module, is_package) {
                (Some(stem), _) => stem,
                (None, true) => &name,
                (None, false) => continue,
            };
            if !stem.contains('.') {
                found.push(Value::object(ModuleInfo {
                    name: format!("{prefix}{stem}"),
                    is_package,
                }));
            }
        }
    }
    Ok(interpreter.list(found))
}
