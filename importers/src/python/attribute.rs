//! Attributes: reading and setting `value.name`.

use std::rc::Rc;

use super::evaluate::import_help;
use super::interpreter::Interpreter;
use super::native::{Args, Definition, Interrupt, ModuleTable, NativeFunction, Result};
use super::object_methods::object_method;
use super::value::{Class, Instance, Module, Unknown, Value};

/// What helps against a name that a library has and bridge does not know.
pub(super) const ANOTHER_WAY: &str =
    "Write it in another way, or as the SQL that it stands for: op.execute(\"...\").";

impl Interpreter {
    /// `value.name`
    ///
    /// # Errors
    /// `AttributeError`, or a refusal where bridge does not know the module's name.
    pub fn attribute(&mut self, value: &Value, name: &str) -> Result<Value> {
        match self.find_attribute(value, name)? {
            Some(found) => Ok(found),
            None => Err(self.no_attribute(value, name)),
        }
    }

    /// The same, with `None` where there is no such attribute.
    ///
    /// # Errors
    /// What a property raises.
    pub fn find_attribute(&mut self, value: &Value, name: &str) -> Result<Option<Value>> {
        self.step(1)?;
        match value {
            Value::Module(module) => self.module_attribute(module, name).map(Some),
            Value::Object(object) => {
                if let Some(found) = object.clone().attribute(self, name)? {
                    return Ok(Some(found));
                }
                if name == "__class__" {
                    let class = super::builtins::class("type").map(Value::NativeClass);
                    return class
                        .map(|class| self.call_with(&class, [value.clone()]))
                        .transpose();
                }
                Ok(None)
            }
            Value::Instance(instance) => self.instance_attribute(value, instance, name),
            Value::Class(class) => self.attribute_of_class(class, name),
            Value::NativeClass(class) => match name {
                "__name__" | "__qualname__" => Ok(Some(Value::str(class.short_name()))),
                "__module__" => Ok(Some(Value::str(
                    class
                        .name
                        .rsplit_once('.')
                        .map_or("builtins", |(module, _)| module),
                ))),
                "__class__" => Ok(super::builtins::class("type").map(Value::NativeClass)),
                "__mro__" | "__bases__" => {
                    let mut above: Vec<Value> = class
                        .bases
                        .iter()
                        .filter_map(|full| {
                            super::builtins::class(full).or_else(|| self.class_of_library(full))
                        })
                        .map(Value::NativeClass)
                        .collect();
                    if class.name != "object" && (name == "__mro__" || above.is_empty()) {
                        above.extend(super::builtins::class("object").map(Value::NativeClass));
                    }
                    if name == "__mro__" {
                        above.insert(0, value.clone());
                    }
                    Ok(Some(Value::tuple(above)))
                }
                "__new__" if class.is_made_whole() => Ok(Some(super::builtins::new_of(class))),
                _ => (class.attribute)(self, name),
            },
            Value::Function(function) if name == "__annotations__" => {
                let function = function.clone();
                self.annotations(&function, false).map(Some)
            }
            Value::Function(function) if matches!(name, "__defaults__" | "__kwdefaults__") => {
                let by_name = name == "__kwdefaults__";
                let defaults = function.code.defaults_of(by_name).into_iter();
                if defaults.len() == 0 {
                    return Ok(Some(Value::None));
                }
                Ok(Some(match by_name {
                    true => self.dict(defaults.map(|(name, value)| (Value::Str(name), value)))?,
                    false => Value::tuple(defaults.map(|(_, value)| value)),
                }))
            }
            Value::Function(function) => Ok(match name {
                "__name__" | "__qualname__" => function
                    .attributes
                    .get(name)
                    .or_else(|| Some(Value::Str(function.name.clone()))),
                _ => function.attributes.get(name),
            }),
            Value::Method(method) => match name {
                "__self__" => Ok(Some(method.1.clone())),
                "__func__" => Ok(Some(method.0.clone())),
                _ => {
                    let function = method.0.clone();
                    self.find_attribute(&function, name)
                }
            },
            Value::Native(function) => Ok(match name {
                "__name__" | "__qualname__" => Some(Value::str(function.name)),
                "__module__" => Some(Value::str(function.module)),
                _ => None,
            }),
            Value::Unknown(unknown)
                if unknown.code == "unknown-import"
                    && let Some(value) = self.configured_name(&unknown.what, name) =>
            {
                Ok(Some(value))
            }
            Value::Unknown(unknown) => {
                let what = format!("{}.{name}", unknown.what);
                let help = match &unknown.help {
                    Some(help) if *help == import_help(&unknown.what) => Some(import_help(&what)),
                    other => other.clone(),
                };
                Ok(Some(Value::Unknown(Rc::new(Unknown {
                    what,
                    code: unknown.code,
                    place: unknown.place.clone(),
                    help,
                }))))
            }
            _ => self.value_attribute(value, name),
        }
    }

    /// `hasattr`, `getattr` with a default: an `AttributeError` raised inside counts as absent.
    pub(crate) fn find_attribute_leniently(
        &mut self,
        value: &Value,
        name: &str,
    ) -> Result<Option<Value>> {
        self.asks += 1;
        let found = self.find_attribute(value, name);
        self.asks -= 1;
        match found {
            Ok(None) if super::known_objects::lacks(&value.type_name(), name) => Ok(None),
            Ok(None) if matches!(value, Value::Object(object) if !object.has_all_attributes() || name.starts_with("__")) => {
                Err(self.no_attribute(value, name))
            }
            Ok(None) if super::known::has_attribute(&value.type_name(), name) => {
                Err(self.no_attribute(value, name))
            }
            Err(super::native::Interrupt::Raised(exception, _))
                if super::iterate::exception_is(&exception, "AttributeError") =>
            {
                Ok(None)
            }
            other => other,
        }
    }

    /// `value.name = new`
    ///
    /// # Errors
    /// `AttributeError` where it cannot be set.
    pub fn set_attribute(&mut self, value: &Value, name: &str, new: Value) -> Result<()> {
        match value {
            Value::Module(module) => {
                self.bind(&module.scope, &name.into(), Some(new));
                Ok(())
            }
            Value::Instance(instance) => self.set_instance_attribute(value, instance, name, new),
            Value::Class(class) => {
                if let Value::Object(object) = &new
                    && object.clone().set_on_class(self, class, name)?
                {
                    return Ok(());
                }
                self.bind(&class.scope, &name.into(), Some(new));
                Ok(())
            }
            Value::Function(function) => {
                self.watch(&function.attributes);
                self.bind(&function.attributes, &name.into(), Some(new));
                Ok(())
            }
            Value::Object(object) => {
                if object.set_attribute(self, name, new)? {
                    return Ok(());
                }
                let class = value.type_name();
                let message = format!("'{class}' object attribute '{name}' cannot be set");
                Err(self.cannot(value, "AttributeError", message))
            }
            Value::Unknown(_) => self.known(value.clone()).map(|_| ()),
            _ => Err(self.no_attribute(value, name)),
        }
    }

    /// `del value.name`
    ///
    /// # Errors
    /// `AttributeError` where it has no such attribute of its own.
    pub(crate) fn delete_attribute(&mut self, value: &Value, name: &str) -> Result<()> {
        let scope = match value {
            Value::Instance(instance) => {
                if let Some(delete) = self.class_attribute(&instance.class, "__delattr__") {
                    return self
                        .call_with(&delete, [value.clone(), Value::str(name)])
                        .map(drop);
                }
                let on_class = self.class_attribute(&instance.class, name);
                if let Some(property) = on_class
                    .as_ref()
                    .and_then(Value::downcast::<super::descriptor::Property>)
                {
                    return property.delete(self, value, name);
                }
                if let Some(Value::Object(object)) = &on_class
                    && object.clone().delete_on_instance(self, value)?
                {
                    return Ok(());
                }
                instance.scope.clone()
            }
            Value::Class(class) => class.scope.clone(),
            Value::Module(module) => module.scope.clone(),
            _ => return Err(self.unsupported("`del` of this attribute")),
        };
        if !scope.has(name) {
            return Err(self.no_attribute(value, name));
        }
        self.bind(&scope, &name.into(), None);
        Ok(())
    }

    pub(crate) fn no_attribute(&mut self, value: &Value, name: &str) -> super::native::Interrupt {
        let message = match value {
            Value::Class(class) => {
                format!("type object '{}' has no attribute '{name}'", class.name)
            }
            Value::NativeClass(class) => {
                return self.refuse(
                    "unknown-name",
                    format!("bridge does not know `{}.{name}`.", class.name),
                    None,
                );
            }
            Value::Object(object) if !object.has_all_attributes() || name.starts_with("__") => {
                return self.refuse(
                    "unknown-name",
                    format!("bridge does not know `{name}` of a {}.", object.type_name()),
                    Some(ANOTHER_WAY),
                );
            }
            _ if super::known::has_attribute(&value.type_name(), name) => {
                return self.refuse(
                    "unknown-name",
                    format!("bridge does not know `{name}` of a {}.", value.type_name()),
                    Some(ANOTHER_WAY),
                );
            }
            _ => super::class_name::without_attribute(value, name),
        };
        self.raise("AttributeError", message)
    }

    /// A name of a module. What a module written in Rust does not hold is not known
    /// and refused when it is used.
    pub(crate) fn module_attribute(&mut self, module: &Rc<Module>, name: &str) -> Result<Value> {
        if let Some(value) = self.configured_name(&module.name, name) {
            return Ok(value);
        }
        if let Some(value) = module.scope.get(name) {
            return Ok(value);
        }
        if let Some(table) = module.native
            && let Some(value) = self.table_definition(table, name)?
        {
            return Ok(value);
        }
        if let Some(value) = self.given_by_module(module, name)? {
            return Ok(value);
        }
        let dotted = format!("{}.{name}", module.name);
        if let Some(found) = self.find_module(&dotted)? {
            return Ok(Value::Module(found));
        }
        match name {
            "__name__" => return Ok(Value::str(&module.name)),
            "__doc__" => return Ok(Value::None),
            _ => {}
        }
        if module.native.is_some() {
            let is_of_library = dotted.starts_with("sqlalchemy.") || dotted.starts_with("alembic.");
            let help = match is_of_library {
                true => ANOTHER_WAY.to_owned(),
                false => import_help(&dotted),
            };
            return Ok(Value::Unknown(Rc::new(Unknown {
                what: dotted,
                code: "unknown-name",
                place: self.place(),
                help: Some(help),
            })));
        }
        Err(self.raise(
            "AttributeError",
            format!("module '{}' has no attribute '{name}'", module.name),
        ))
    }

    /// What the module's own `__getattr__` gives for a name that the module does not have.
    pub(crate) fn given_by_module(
        &mut self,
        module: &Rc<Module>,
        name: &str,
    ) -> Result<Option<Value>> {
        if name.starts_with("__") {
            return Ok(None);
        }
        let Some(function) = module.scope.get("__getattr__") else {
            return Ok(None);
        };
        match self.call_with(&function, [Value::str(name)]) {
            Ok(value) => Ok(Some(value)),
            Err(Interrupt::Raised(exception, _))
                if super::iterate::exception_is(&exception, "AttributeError") =>
            {
                Ok(None)
            }
            Err(interrupt) => Err(interrupt),
        }
    }

    /// A definition of a module written in Rust.
    pub(crate) fn table_definition(
        &mut self,
        table: &'static ModuleTable,
        name: &str,
    ) -> Result<Option<Value>> {
        let found = table.definitions.iter().find(|(key, _)| *key == name);
        let Some((key, definition)) = found else {
            return match table.fallback {
                Some(fallback) => fallback(self, name),
                None => Ok(None),
            };
        };
        Ok(Some(match definition {
            Definition::Function(call) => Value::Native(NativeFunction {
                module: table.name,
                name: key,
                call: *call,
            }),
            Definition::Value(make) => make(self)?,
            Definition::Module(table) => Value::Module(self.module_of_table(table)),
            Definition::Class(class) => Value::NativeClass(class),
            Definition::Exception { name, .. } => match self.exception_class(name) {
                Some(class) => Value::Class(class),
                None => return Ok(None),
            },
        }))
    }

    /// An attribute of a class or of the classes above it, as it stands there (unbound).
    pub fn class_attribute(&mut self, class: &Rc<Class>, name: &str) -> Option<Value> {
        if let Some(value) = class.scope.get(name) {
            return Some(value);
        }
        class.above.iter().find_map(|base| match base {
            Value::Class(base) => base.scope.get(name),
            _ => None,
        })
    }

    fn attribute_of_class(&mut self, class: &Rc<Class>, name: &str) -> Result<Option<Value>> {
        if name == "__annotations__" {
            return self.class_annotations(class, false).map(Some);
        }
        if let Some(value) = self.class_attribute(class, name) {
            return self.bound_to_class(value, class).map(Some);
        }
        match name {
            "__name__" | "__qualname__" => return Ok(Some(Value::Str(class.name.clone()))),
            "__module__" => return Ok(Some(Value::Str(class.module.clone()))),
            "__doc__" => return Ok(Some(Value::None)),
            "mro" => {
                const MRO: NativeFunction = NativeFunction {
                    module: "builtins",
                    name: "mro",
                    call: |interpreter, mut args| {
                        let class = args.required("cls")?;
                        let order = interpreter.attribute(&class, "__mro__")?;
                        let order = interpreter.iterate(&order)?;
                        Ok(interpreter.list(order))
                    },
                };
                let class = Value::Class(class.clone());
                return Ok(Some(Value::Method(Rc::new((Value::Native(MRO), class)))));
            }
            "__bases__" => {
                let object = super::builtins::class("object").map(Value::NativeClass);
                let bases = if class.bases.is_empty() {
                    object.into_iter().collect()
                } else {
                    class.bases.clone()
                };
                return Ok(Some(Value::tuple(bases)));
            }
            "__mro__" => {
                let object = super::builtins::class("object").map(Value::NativeClass);
                let ends = class.above.iter().any(
                    |base| matches!(base, Value::NativeClass(class) if class.name == "object"),
                );
                return Ok(Some(Value::tuple(
                    std::iter::once(Value::Class(class.clone()))
                        .chain(class.above.clone())
                        .chain(object.filter(|_| !ends)),
                )));
            }
            "__class__" => {
                let meta = class.meta.clone().map(Value::Class);
                return Ok(meta.or_else(|| super::builtins::class("type").map(Value::NativeClass)));
            }
            "__init__" | "__str__" | "__repr__" if class.derives_from("BaseException") => {
                return Ok(super::exceptions::method(name).map(Value::Native));
            }
            "__dict__" => {
                let entries = class.scope.visible();
                return self
                    .dict(
                        entries
                            .into_iter()
                            .map(|(name, value)| (Value::Str(name), value)),
                    )
                    .map(Some);
            }
            _ => {}
        }
        if let Some(meta) = &class.meta
            && let Some(found) = self.class_attribute(meta, name)
        {
            return self
                .bound_to_instance(found, &Value::Class(class.clone()), meta)
                .map(Some);
        }
        for base in &class.above {
            if let Value::NativeClass(definition) = base
                && let Some(value) = (definition.attribute)(self, name)?
            {
                return Ok(Some(value));
            }
        }
        if let Some(meta) = &class.meta
            && let Some(given) = self.class_attribute(meta, "__getattr__")
        {
            let arguments = [Value::Class(class.clone()), Value::str(name)];
            return self.call_with(&given, arguments).map(Some);
        }
        Ok(None)
    }

    /// A method that the metaclass of a class defines: `__iter__`, `__len__`.
    pub(crate) fn meta_method(&mut self, class: &Rc<Class>, name: &str) -> Option<Value> {
        let meta = class.meta.clone()?;
        self.class_attribute(&meta, name)
    }

    fn instance_attribute(
        &mut self,
        value: &Value,
        instance: &Rc<Instance>,
        name: &str,
    ) -> Result<Option<Value>> {
        let on_class = self.class_attribute(&instance.class, name);
        if let Some(found @ Value::Instance(descriptor)) = &on_class
            && self.class_attribute(&descriptor.class, "__set__").is_some()
        {
            return self
                .bound_to_instance(found.clone(), value, &instance.class)
                .map(Some);
        }
        if let Some(Value::Object(object)) = &on_class
            && let Some(property) = on_class
                .as_ref()
                .and_then(Value::downcast::<super::descriptor::Property>)
        {
            let _ = object;
            return property.get(self, value).map(Some);
        }
        if let Some(found) = instance.scope.get(name) {
            return Ok(Some(found));
        }
        if let Some(found) = on_class {
            return self
                .bound_to_instance(found, value, &instance.class)
                .map(Some);
        }
        match name {
            "__class__" => return Ok(Some(Value::Class(instance.class.clone()))),
            "__dict__" => {
                let entries = instance.scope.visible();
                let is_exception = instance.class.derives_from("BaseException");
                let entries = entries
                    .into_iter()
                    .filter(|(name, _)| !(is_exception && &**name == "args"));
                let entries = entries.collect();
                return self.namespace(&instance.scope, entries).map(Some);
            }
            "__doc__" => return Ok(Some(Value::None)),
            _ => {}
        }
        if let Some(method) = object_method(name) {
            return Ok(Some(Value::Method(Rc::new((
                Value::Native(method),
                value.clone(),
            )))));
        }
        if instance.class.derives_from("BaseException")
            && let Some(found) = self.exception_attribute(instance, name)?
        {
            return Ok(Some(found));
        }
        let inner = instance.inner.borrow().clone();
        if let Some(inner) = inner
            && let Some(found) = self.find_attribute(&inner, name)?
        {
            return Ok(Some(found));
        }
        for base in instance.class.above.clone() {
            if let Value::NativeClass(definition) = base
                && let Some(found) = (definition.attribute)(self, name)?
            {
                return self
                    .bound_to_instance(found, value, &instance.class)
                    .map(Some);
            }
        }
        if let Some(method) = self.class_attribute(&instance.class, "__getattr__") {
            return self
                .call(&method, Args::new([value.clone(), Value::str(name)]))
                .map(Some);
        }
        Ok(None)
    }

    fn set_instance_attribute(
        &mut self,
        value: &Value,
        instance: &Rc<Instance>,
        name: &str,
        new: Value,
    ) -> Result<()> {
        if let Some(setter) = self.class_attribute(&instance.class, "__setattr__") {
            return self
                .call_with(&setter, [value.clone(), Value::str(name), new])
                .map(drop);
        }
        self.set_on_instance(value, instance, name, new)
    }

    /// `object.__setattr__(value, name, new)`
    pub(crate) fn set_on_instance(
        &mut self,
        value: &Value,
        instance: &Rc<Instance>,
        name: &str,
        new: Value,
    ) -> Result<()> {
        if let Some(on_class) = self.class_attribute(&instance.class, name) {
            if let Some(property) = on_class.downcast::<super::descriptor::Property>() {
                return property.set(self, value, name, new);
            }
            if let Value::Instance(descriptor) = &on_class
                && let Some(set) = self.class_attribute(&descriptor.class, "__set__")
            {
                return self
                    .call_with(&set, [on_class.clone(), value.clone(), new])
                    .map(drop);
            }
            if let Value::Object(object) = &on_class
                && object.clone().set_on_instance(self, value, new.clone())?
            {
                return Ok(());
            }
        }
        self.has_slot(value, instance, name)?;
        self.bind(&instance.scope, &name.into(), Some(new));
        Ok(())
    }

    /// A method of an object written in Rust as a value: `f = object.name`.
    pub fn bound_method(&self, receiver: Value, name: &str) -> Value {
        Value::object(super::descriptor::BoundMethod {
            receiver,
            name: name.into(),
        })
    }
}
