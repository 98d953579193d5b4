//! Classes: definition, instances, `super`.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Env, Names};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Keyword, Result};
use crate::python::scope::{Scope, ScopeKind};
use crate::python::syntax::ast;
use crate::python::value::{Class, Instance, Unknown, Value};

/// Where the scope around a class body keeps the class's name, by which
/// private names (`__name`) are spelt.
const MANGLING: &str = ".class";

/// The name that Python makes of a private name in a class body or its methods.
pub(super) fn mangled<'a>(scope: &Rc<Scope>, name: &'a str) -> Cow<'a, str> {
    if !name.starts_with("__") || name.ends_with("__") {
        return Cow::Borrowed(name);
    }
    let mut scope = Some(scope);
    while let Some(here) = scope {
        if let Some(Value::Str(class)) = here.get(MANGLING) {
            return Cow::Owned(format!("_{}{name}", class.trim_start_matches('_')));
        }
        scope = here.parent.as_ref();
    }
    Cow::Borrowed(name)
}

/// The keyword arguments of a class statement, its metaclass where the file defines it, and
/// whether it is `ABCMeta`.
type ClassKeywords = (Vec<Keyword>, Option<Rc<Class>>, bool);

/// The metaclass of the first base that has one.
fn inherited_meta(bases: &[Value]) -> Option<Rc<Class>> {
    bases.iter().find_map(|base| match base {
        Value::Class(class) => class.meta.clone(),
        _ => None,
    })
}

/// What to do about a class that derives from something of another package.
fn derived_help(own: &str, base: &str) -> String {
    let package = base.split('.').next().unwrap_or(base);
    format!(
        "If it is a type, say its SQL in bridge.toml: [sources.NAME.types] \"{own}\" = \"CHAR(36)\". \
         If not, write what it does into the revision, or add the folder that holds `{package}` to `prepend_sys_path` in alembic.ini."
    )
}

impl Interpreter {
    /// `class`
    pub(crate) fn define_class(&mut self, env: &Env, s: &ast::StmtClassDef) -> Result<Value> {
        let mut bases = Vec::new();
        let mut foreign = None;
        for argument in s.arguments.iter().flat_map(|arguments| &arguments.args) {
            let base = self.evaluate(env, argument)?;
            match base {
                Value::Class(_) | Value::NativeClass(_) => bases.push(base),
                Value::Unknown(unknown) => {
                    foreign.get_or_insert(unknown);
                }
                Value::Object(ref object) => {
                    match object.clone().attribute(self, "__mro_entry__")? {
                        Some(entry) => bases.push(entry),
                        None => return Err(self.unsupported("this base of a class")),
                    }
                }
                _ => return Err(self.unsupported("this base of a class")),
            }
        }
        if let Some(unknown) = foreign {
            // What derives from something unknown is as unknown, and is not that.
            let own_help = || derived_help(&format!("{}.{}", env.module, s.name), &unknown.what);
            let unknown = Rc::new(Unknown {
                what: format!("{} (derived from {})", s.name, unknown.what),
                help: match unknown.code {
                    "unknown-import" if !self.is_in_main() => Some(own_help()),
                    _ => unknown.help.clone(),
                },
                ..(*unknown).clone()
            });
            self.lose_class(&bases, &unknown);
            return Ok(Value::Unknown(unknown));
        }
        let (keywords, given, abstracts) = match self.class_keywords(env, s)? {
            Ok(keywords) => keywords,
            Err(unknown) => return Ok(unknown),
        };
        let meta = given.or_else(|| inherited_meta(&bases));
        // Methods see this scope around them: it holds `__class__`, for `super()`.
        let cell = env.inner(ScopeKind::Function, self.clock);
        self.watch(&cell.scope);
        let names = Rc::new(Names::of_class(&s.body));
        let body_env = Env {
            scope: Scope::of_code(
                ScopeKind::Class,
                cell.scope.clone(),
                names.clone(),
                self.clock,
            ),
            names,
            ..env.clone()
        };
        let put = |name: &str, value: Value| body_env.scope.put(&name.into(), Some(value));
        if abstracts {
            put(super::abstract_class::MARK, Value::Bool(true));
        }
        put("__module__", Value::Str(env.module.clone()));
        put("__qualname__", Value::str(env.qualified(&s.name)));
        if let Some(doc) = super::function::docstring(&s.body) {
            put("__doc__", Value::str(doc));
        }
        cell.scope
            .put(&MANGLING.into(), Some(Value::str(s.name.as_str())));
        self.execute_definitions(&body_env, &s.body)?;
        let name: Rc<str> = s.name.as_str().into();
        let Some(meta) = meta else {
            let class = self.class_of_body(name, env.module.clone(), bases, &body_env.scope, None);
            cell.scope
                .put(&"__class__".into(), Some(Value::Class(class.clone())));
            self.finish_class(&class, keywords)?;
            return Ok(Value::Class(class));
        };
        let made = match self.class_attribute(&meta, "__new__") {
            Some(new) => {
                let arguments = self.meta_arguments(&name, &bases, &body_env.scope)?;
                let mut args =
                    Args::new(std::iter::once(Value::Class(meta.clone())).chain(arguments));
                args.keywords.clone_from(&keywords);
                let new = match new.downcast::<crate::python::descriptor::ClassLevel>() {
                    Some(level) => level.function.clone(),
                    None => new,
                };
                self.call(&new, args)?
            }
            None => {
                let module = env.module.clone();
                let scope = &body_env.scope;
                let class = self.class_of_body(
                    name.clone(),
                    module,
                    bases.clone(),
                    scope,
                    Some(meta.clone()),
                );
                self.finish_class(&class, keywords.clone())?;
                Value::Class(class)
            }
        };
        cell.scope.put(&"__class__".into(), Some(made.clone()));
        if let Some(init) = self.class_attribute(&meta, "__init__") {
            let arguments = self.meta_arguments(&name, &bases, &body_env.scope)?;
            let mut args = Args::new(std::iter::once(made.clone()).chain(arguments));
            args.keywords = keywords;
            self.call(&init, args)?;
        }
        Ok(made)
    }

    /// A class of these attributes, before [`Self::finish_class`].
    pub(crate) fn class_of_body(
        &mut self,
        name: Rc<str>,
        module: Rc<str>,
        bases: Vec<Value>,
        scope: &Rc<Scope>,
        meta: Option<Rc<Class>>,
    ) -> Rc<Class> {
        let above = self.linearize(&bases);
        // What compares in its own way has no hash, unless it says one.
        if scope.has("__eq__") && !scope.has("__hash__") {
            scope.put(&"__hash__".into(), Some(Value::None));
        }
        self.watch(scope);
        Rc::new(Class {
            name,
            module,
            bases,
            above,
            scope: scope.clone(),
            meta,
        })
    }

    /// Name, bases and attributes, as a metaclass gets them.
    fn meta_arguments(
        &mut self,
        name: &Rc<str>,
        bases: &[Value],
        scope: &Rc<Scope>,
    ) -> Result<[Value; 3]> {
        let attributes = scope.entries().into_iter();
        let attributes = self.dict(attributes.map(|(name, value)| (Value::Str(name), value)))?;
        Ok([
            Value::Str(name.clone()),
            Value::tuple(bases.to_vec()),
            attributes,
        ])
    }

    /// `type.__new__(metaclass, name, bases, attributes)`
    pub(crate) fn new_class(&mut self, meta: &Rc<Class>, args: &mut Args) -> Result<Value> {
        let name = args.string("name")?;
        let bases = args.required("bases")?;
        let attributes = args.required("dict")?;
        let keywords = args.take_keywords();
        let bases = self.iterate(&bases)?;
        let attributes = self.mapping(&attributes)?;
        let meta = (meta.name.as_ref() != "type").then(|| meta.clone());
        self.make_class_with(&name, bases, attributes, meta, keywords)
    }

    /// The keyword arguments of a class statement, without `metaclass`; or
    /// what the class is where its metaclass is not known.
    fn class_keywords(
        &mut self,
        env: &Env,
        s: &ast::StmtClassDef,
    ) -> Result<std::result::Result<ClassKeywords, Value>> {
        let mut keywords = Vec::new();
        let mut meta = None;
        let mut abstracts = false;
        for keyword in s.arguments.iter().flat_map(|arguments| &arguments.keywords) {
            let value = self.evaluate(env, &keyword.value)?;
            self.at(env, keyword);
            match keyword.arg.as_ref().map(|name| name.as_str()) {
                Some("metaclass") => match &value {
                    Value::NativeClass(class) if class.name == "type" => {
                        abstracts |= super::abstract_class::is_named(&keyword.value);
                    }
                    Value::Class(class) if class.derives_from("type") => {
                        meta = Some(class.clone());
                    }
                    Value::Unknown(_) => return Ok(Err(value)),
                    _ => return Err(self.unsupported("this metaclass")),
                },
                Some(name) => keywords.push(Keyword {
                    name: name.into(),
                    value,
                    place: env.place(keyword),
                }),
                None => return Err(self.unsupported("`**` in a class statement")),
            }
        }
        Ok(Ok((keywords, meta, abstracts)))
    }

    /// `type(name, bases, attributes)`
    pub(crate) fn make_class(
        &mut self,
        name: &str,
        bases: Vec<Value>,
        attributes: Vec<(Value, Value)>,
    ) -> Result<Value> {
        let meta = inherited_meta(&bases);
        self.make_class_with(name, bases, attributes, meta, Vec::new())
    }

    fn make_class_with(
        &mut self,
        name: &str,
        bases: Vec<Value>,
        attributes: Vec<(Value, Value)>,
        meta: Option<Rc<Class>>,
        keywords: Vec<Keyword>,
    ) -> Result<Value> {
        let scope = self.watched_scope(ScopeKind::Class);
        for (name, value) in attributes {
            match name.as_str() {
                Some(name) => scope.put(&name, Some(value)),
                None => return Err(self.unsupported("attributes whose names are no strings")),
            }
        }
        let known = |base: &Value| matches!(base, Value::Class(_) | Value::NativeClass(_));
        if !bases.iter().all(known) {
            return Err(self.unsupported("this base of a class"));
        }
        let module = match scope.get("__module__").and_then(|module| module.as_str()) {
            Some(module) => module,
            None => "__main__".into(),
        };
        let class = self.class_of_body(name.into(), module, bases, &scope, meta);
        self.finish_class(&class, keywords)?;
        Ok(Value::Class(class))
    }

    /// What runs where a class with these bases is not known: hooks of native classes above.
    pub(super) fn lose_class(&mut self, bases: &[Value], unknown: &Rc<Unknown>) {
        for base in bases {
            let entry = match base {
                Value::Object(object) => object.clone().attribute(self, "__mro_entry__"),
                _ => Ok(None),
            };
            let entry = entry.ok().flatten();
            let class = match entry.as_ref().unwrap_or(base) {
                Value::Class(class) => class,
                Value::NativeClass(definition) => {
                    (definition.lost)(self, None, unknown);
                    continue;
                }
                _ => continue,
            };
            for above in &class.above {
                if let Value::NativeClass(definition) = above {
                    (definition.lost)(self, Some(class), unknown);
                }
            }
        }
    }

    /// What runs when a class has been made: hooks of native bases,
    /// `__set_name__` of attributes, `__init_subclass__` of the classes above.
    pub(crate) fn finish_class(&mut self, class: &Rc<Class>, keywords: Vec<Keyword>) -> Result<()> {
        if class.scope.has("__getattribute__") {
            return Err(self.unsupported("`__getattribute__`"));
        }
        for base in class.above.clone() {
            if let Value::NativeClass(definition) = base {
                (definition.derived)(self, class)?;
            }
        }
        crate::python::stdlib::collections::named_tuple_derived(self, class)?;
        for (name, value) in class.scope.entries() {
            if let Value::Instance(attribute) = &value
                && let Some(hook) = self.class_attribute(&attribute.class, "__set_name__")
            {
                let arguments = [value.clone(), Value::Class(class.clone()), Value::Str(name)];
                self.call_with(&hook, arguments)?;
            }
        }
        let hook = class.above.iter().find_map(|base| match base {
            Value::Class(base) => base.scope.get("__init_subclass__"),
            _ => None,
        });
        if let Some(hook) = hook {
            let hook = self.bound_to_class(hook, class)?;
            let mut args = match &hook {
                Value::Function(_) => Args::new([Value::Class(class.clone())]),
                _ => Args::new([]),
            };
            args.keywords = keywords;
            self.call(&hook, args)?;
        } else if !keywords.is_empty() && class.native_base().is_none() {
            return Err(self.raise(
                "TypeError",
                format!(
                    "{}.__init_subclass__() takes no keyword arguments",
                    class.name
                ),
            ));
        }
        Ok(())
    }

    /// The classes above, in Python's order (C3).
    fn linearize(&mut self, bases: &[Value]) -> Vec<Value> {
        let mut sequences: Vec<Vec<Value>> = bases
            .iter()
            .map(|base| {
                let mut order = vec![base.clone()];
                if let Value::Class(class) = base {
                    order.extend(class.above.iter().cloned());
                }
                order
            })
            .collect();
        sequences.push(bases.to_vec());
        let mut order = Vec::new();
        loop {
            sequences.retain(|sequence| !sequence.is_empty());
            let Some(next) = sequences
                .iter()
                .map(|sequence| sequence[0].clone())
                .find(|candidate| {
                    sequences
                        .iter()
                        .all(|other| !other.iter().skip(1).any(|item| item.is_same(candidate)))
                })
                .or_else(|| sequences.first().map(|sequence| sequence[0].clone()))
            else {
                return order;
            };
            for sequence in &mut sequences {
                sequence.retain(|item| !item.is_same(&next));
            }
            order.push(next);
        }
    }

    /// An instance before `__init__`.
    pub(crate) fn bare_instance(&self, class: &Rc<Class>) -> Value {
        Value::Instance(Rc::new(Instance {
            class: class.clone(),
            scope: self.watched_scope(ScopeKind::Instance),
            inner: None.into(),
        }))
    }

    /// `Class(args)`
    pub(crate) fn instantiate(&mut self, class: &Rc<Class>, mut args: Args) -> Result<Value> {
        if let Some(meta) = &class.meta
            && let Some(call) = self.class_attribute(meta, "__call__")
        {
            args.positional.push_front(Value::Class(class.clone()));
            return self.call(&call, args);
        }
        self.make_instance(class, args)
    }

    /// `type.__call__(class, ...)`
    pub(crate) fn make_instance(&mut self, class: &Rc<Class>, args: Args) -> Result<Value> {
        if class.derives_from("type") {
            let mut args = args;
            return self.new_class(class, &mut args);
        }
        if crate::python::stdlib::enumeration::is_enum(class) {
            return crate::python::stdlib::enumeration::called(self, class, args);
        }
        self.charge(200)?;
        self.is_concrete(class)?;
        if class.derives_from("BaseException") {
            let positional: Vec<Value> = args.positional.iter().cloned().collect();
            let class = &match (&*class.name, &positional[..]) {
                ("OSError", [Value::Int(number), _, ..]) if class.module.as_ref() == "builtins" => {
                    self.exception_class(os_error(*number))
                        .unwrap_or_else(|| class.clone())
                }
                _ => class.clone(),
            };
            // The arguments of an error of the system do not hold its file's name.
            let (positional, file) = match &positional[..] {
                [number, text, file, ..]
                    if positional.len() <= 5 && class.derives_from("OSError") =>
                {
                    (vec![number.clone(), text.clone()], Some(file.clone()))
                }
                _ => (positional, None),
            };
            let exception = self.new_exception(class.clone(), positional);
            if let (Some(file), Value::Instance(instance)) = (file, &exception) {
                instance
                    .scope
                    .put(&crate::python::exceptions::FILE.into(), Some(file));
            }
            if let Some(init) = self.class_attribute(class, "__init__") {
                let mut args = args;
                args.positional.push_front(exception.clone());
                self.call(&init, args)?;
            }
            return Ok(exception);
        }
        let instance = Rc::new(Instance {
            class: class.clone(),
            scope: self.watched_scope(ScopeKind::Instance),
            inner: None.into(),
        });
        let value = Value::Instance(instance.clone());
        if let Some(new) = self.class_attribute(class, "__new__") {
            let new = self.bound_to_class(new, class)?;
            let mut for_new = Args::new(
                std::iter::once(Value::Class(class.clone())).chain(args.positional.iter().cloned()),
            );
            for_new.keywords.clone_from(&args.keywords);
            for_new.place = args.place.clone();
            let made = self.call(&new, for_new)?;
            let own = matches!(&made, Value::Instance(made) if Rc::ptr_eq(&made.class, class));
            if !own {
                let named = made.downcast::<crate::python::stdlib::collections::NamedItems>();
                if named.is_some_and(|tuple| Rc::ptr_eq(&tuple.class(), class))
                    && let Some(init) = self.class_attribute(class, "__init__")
                {
                    let mut args = args;
                    args.positional.push_front(made.clone());
                    self.call(&init, args)?;
                }
                return Ok(made);
            }
            let whole = match &made {
                Value::Instance(instance) => instance.inner.borrow().is_some(),
                _ => false,
            };
            if self.class_attribute(class, "__init__").is_none()
                && (class.native_base().is_none() || whole)
            {
                // `object.__init__` takes what `__new__` took.
                return Ok(made);
            }
            return self.initialize(&made, class, args);
        }
        self.initialize(&value, class, args)
    }

    fn initialize(&mut self, value: &Value, class: &Rc<Class>, mut args: Args) -> Result<Value> {
        let native = class.native_base();
        if let Some(init) = self.class_attribute(class, "__init__") {
            args.positional.push_front(value.clone());
            // A string is what it is before `__init__` runs.
            if let Some(native) = native
                && native.is_made_whole()
                && let Value::Instance(instance) = value
                && instance.inner.borrow().is_none()
            {
                let first = args.positional.get(1).cloned();
                let inner = (native.construct)(self, Args::new(first))?;
                *instance.inner.borrow_mut() = Some(inner);
            }
            // A dict is one before `__init__` runs.
            if let Some(native) = native
                && matches!(native.name, "dict" | "list" | "set")
                && let Value::Instance(instance) = value
            {
                let inner = (native.construct)(self, Args::new([]))?;
                *instance.inner.borrow_mut() = Some(inner);
            }
            self.call(&init, args)?;
            return Ok(value.clone());
        }
        if let (Some(native), Value::Instance(instance)) = (native, value) {
            if args.function.is_empty() {
                args.function = class.name.to_string().into();
            }
            let inner = (native.construct)(self, args)?;
            *instance.inner.borrow_mut() = Some(inner);
            return Ok(value.clone());
        }
        if !args.is_empty() {
            return Err(self.raise("TypeError", format!("{}() takes no arguments", class.name)));
        }
        Ok(value.clone())
    }
}

/// The class of an operating system's error, by its number.
fn os_error(number: i128) -> &'static str {
    match number {
        1 | 13 => "PermissionError",
        2 => "FileNotFoundError",
        3 => "ProcessLookupError",
        4 => "InterruptedError",
        10 => "ChildProcessError",
        11 => "BlockingIOError",
        17 => "FileExistsError",
        20 => "NotADirectoryError",
        21 => "IsADirectoryError",
        32 => "BrokenPipeError",
        103 => "ConnectionAbortedError",
        104 => "ConnectionResetError",
        110 => "TimeoutError",
        111 => "ConnectionRefusedError",
        _ => "OSError",
    }
}
