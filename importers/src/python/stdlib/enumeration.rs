//! `enum`

use std::rc::Rc;

use super::auto::{Assigned, Auto};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Result};
use crate::python::scope::ScopeKind;
use crate::python::value::{Class, Instance, Value};

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "enum",
    definitions: &[
        ("Enum", Definition::Class(&ENUM)),
        ("IntEnum", Definition::Class(&INT_ENUM)),
        ("StrEnum", Definition::Class(&STR_ENUM)),
        ("ReprEnum", Definition::Class(&REPR_ENUM)),
        ("Flag", Definition::Class(&FLAG)),
        ("IntFlag", Definition::Class(&INT_FLAG)),
        (
            "auto",
            Definition::Function(|_, args| {
                args.finish()?;
                Ok(Value::object(Auto::Next))
            }),
        ),
        (
            "property",
            Definition::Value(|_| {
                let property = crate::python::builtins::class("property");
                Ok(property.map_or(Value::None, Value::NativeClass))
            }),
        ),
        (
            "unique",
            Definition::Function(|_, mut args| args.required("enumeration")),
        ),
    ],
    fallback: None,
};

static ENUM: ClassDefinition = ClassDefinition::new("enum.Enum", &[], functional).derived(members);
static INT_ENUM: ClassDefinition =
    ClassDefinition::new("enum.IntEnum", &["enum.Enum", "int"], functional).derived(members);
static STR_ENUM: ClassDefinition =
    ClassDefinition::new("enum.StrEnum", &["enum.Enum", "str"], functional).derived(members);
static REPR_ENUM: ClassDefinition =
    ClassDefinition::new("enum.ReprEnum", &["enum.Enum"], functional).derived(members);
static FLAG: ClassDefinition =
    ClassDefinition::new("enum.Flag", &["enum.Enum"], functional).derived(members);
static INT_FLAG: ClassDefinition = ClassDefinition::new(
    "enum.IntFlag",
    &["enum.Flag", "enum.Enum", "int"],
    functional,
)
.derived(members);

/// `Enum("Name", "a b")` or with a list, pairs, or a dict.
fn functional(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let kind = args.function.clone();
    let name = args.string("value")?;
    let names = args.required("names")?;
    let start = args.keyword_integer("start")?.unwrap_or(1);
    for ignored in ["module", "qualname"] {
        args.keyword(ignored);
    }
    for known in ["type", "boundary"] {
        if args.keyword(known).is_some_and(|value| !value.is_none()) {
            return Err(interpreter.unsupported(&format!("`{known}` of an enum made by a call")));
        }
    }
    args.finish()?;
    if kind.ends_with("Flag") {
        return Err(interpreter.unsupported("a flag made by a call"));
    }
    let mut pairs: Vec<(Rc<str>, Value)> = Vec::new();
    let items = match (&names, names.as_str()) {
        (_, Some(text)) => text
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(Value::str)
            .collect(),
        (Value::Dict(dict), _) => {
            let items = dict.entries.borrow().pairs();
            items
                .into_iter()
                .map(|(key, value)| Value::tuple([key, value]))
                .collect()
        }
        (other, None) => interpreter.iterate(other)?,
    };
    for item in items {
        match item.as_str() {
            Some(name) => {
                let value = if kind.ends_with("StrEnum") {
                    Value::str(name.to_lowercase())
                } else {
                    Value::Int(pairs.len() as i128 + i128::from(start))
                };
                pairs.push((name, value));
            }
            None => {
                let pair = interpreter.iterate(&item)?;
                if let [name, value] = &pair[..]
                    && let Some(name) = name.as_str()
                {
                    pairs.push((name, value.clone()));
                }
            }
        }
    }
    let base = match kind.rsplit('.').next() {
        Some("IntEnum") => &INT_ENUM,
        Some("StrEnum") => &STR_ENUM,
        _ => &ENUM,
    };
    let scope = interpreter.watched_scope(ScopeKind::Class);
    for (name, value) in pairs {
        scope.put(&name, Some(value));
    }
    let class = Rc::new(Class {
        name: name.as_str().into(),
        module: "".into(),
        bases: vec![Value::NativeClass(base)],
        above: vec![Value::NativeClass(base)],
        scope,
        meta: None,
    });
    members(interpreter, &class)?;
    Ok(Value::Class(class))
}

/// Makes members of the values that the class body assigns.
fn members(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    if class.scope.has("__members__") {
        return Ok(());
    }
    if class.scope.has("_ignore_") {
        return Err(interpreter.unsupported("`_ignore_` of an enum"));
    }
    let is_text = class.derives_from("str");
    let is_number = class.derives_from("int") || class.derives_from("float");
    let is_flag = class.derives_from("enum.Flag");
    let mut list: Vec<Value> = Vec::new();
    let mut every: Vec<Value> = Vec::new();
    let mut named = Vec::new();
    let mut assigned = Assigned::default();
    for (name, raw) in class.scope.entries() {
        let special = name.starts_with('_') && (name.ends_with('_') || name.starts_with("__"));
        let descriptor = matches!(
            raw,
            Value::Function(_) | Value::Class(_) | Value::NativeClass(_)
        ) || raw
            .downcast::<crate::python::descriptor::Property>()
            .is_some()
            || raw
                .downcast::<crate::python::descriptor::ClassLevel>()
                .is_some();
        if special || descriptor {
            continue;
        }
        let value = assigned.next(interpreter, class, &name, raw)?;
        let mut alias = None;
        for member in &every {
            let known = interpreter.attribute(member, "_value_")?;
            if interpreter.is_equal(&known, &value)? {
                alias = Some(member.clone());
            }
        }
        let member = match alias {
            Some(member) => member,
            None => {
                let own = !is_flag || super::flag::is_canonical(&value);
                let member = make_member(interpreter, class, &name, value, is_text || is_number)?;
                if own {
                    list.push(member.clone());
                }
                every.push(member.clone());
                member
            }
        };
        class.scope.put(&name, Some(member.clone()));
        named.push((Value::Str(name), member));
    }
    if every.is_empty() {
        return Ok(());
    }
    let mut names = Vec::new();
    let mut values = Vec::new();
    for member in &list {
        names.push(interpreter.attribute(member, "_name_")?);
        let value = interpreter.attribute(member, "_value_")?;
        if interpreter.key(&value).is_ok() {
            values.push((value, member.clone()));
        }
    }
    let kinds = ["str", "int", "float"];
    let kind = kinds.into_iter().find(|kind| class.derives_from(kind));
    let kind = crate::python::builtins::class(kind.unwrap_or("object"));
    let of_members = [
        ("__members__", interpreter.dict(named.clone())?),
        ("__members_list__", interpreter.list(list)),
        ("_member_map_", interpreter.dict(named)?),
        ("_member_names_", interpreter.list(names)),
        ("_value2member_map_", interpreter.dict(values)?),
        (
            "_member_type_",
            kind.map_or(Value::None, Value::NativeClass),
        ),
    ];
    for (name, value) in of_members {
        class.scope.put(&name.into(), Some(value));
    }
    Ok(())
}

/// `Color('red')`: the member of an enum with a value.
pub(crate) fn lookup(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mut args: Args,
) -> Result<Value> {
    let wanted = args.required("value")?;
    if let Value::Instance(instance) = &wanted
        && Rc::ptr_eq(&instance.class, class)
    {
        return Ok(wanted);
    }
    if let Some(members) = interpreter.class_attribute(class, "__members__") {
        for (_, member) in interpreter.mapping(&members)? {
            let value = interpreter.attribute(&member, "_value_")?;
            if interpreter.is_equal(&value, &wanted)? {
                return Ok(member);
            }
        }
    }
    if let Some(hook) = interpreter.class_attribute(class, "_missing_") {
        let hook = interpreter.bound_to_class(hook, class)?;
        let found = interpreter.call_with(&hook, [wanted.clone()])?;
        if !found.is_none() {
            return Ok(found);
        }
    } else if let (true, Value::Int(number)) = (class.derives_from("enum.Flag"), &wanted) {
        return super::flag::composite(interpreter, class, *number);
    }
    let text = interpreter.repr(&wanted)?;
    Err(interpreter.raise(
        "ValueError",
        format!("{text} is not a valid {}", class.name),
    ))
}

/// `item in Color`: a member, by whatever name, or the value of one (as from Python 3.12 on).
pub(crate) fn has(interpreter: &mut Interpreter, class: &Rc<Class>, item: &Value) -> Result<bool> {
    let is_member = matches!(item, Value::Instance(own) if Rc::ptr_eq(&own.class, class));
    let Some(members) = interpreter.class_attribute(class, "__members__") else {
        return Ok(false);
    };
    for (_, member) in interpreter.mapping(&members)? {
        let candidate = match is_member {
            true => member,
            false => interpreter.attribute(&member, "_value_")?,
        };
        if candidate.is_same(item) || interpreter.is_equal(&candidate, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the class is an enum.
pub(crate) fn is_enum(class: &Class) -> bool {
    class.derives_from("enum.Enum")
}

/// A member before `__init__`; `inner` is the value that it is as well (`class E(str, Enum)`).
pub(super) fn bare_member(
    interpreter: &Interpreter,
    class: &Rc<Class>,
    name: Value,
    value: Value,
    inner: Option<Value>,
) -> Value {
    let scope = interpreter.watched_scope(ScopeKind::Instance);
    for (key, value) in [
        ("name", name.clone()),
        ("_name_", name),
        ("value", value.clone()),
        ("_value_", value),
    ] {
        scope.put(&key.into(), Some(value));
    }
    Value::Instance(Rc::new(Instance {
        class: class.clone(),
        scope,
        inner: inner.into(),
    }))
}

/// The member that the class's own `__new__` makes.
fn made_member(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    new: Value,
    name: Value,
    value: &Value,
) -> Result<Value> {
    let new = interpreter.bound_to_class(new, class)?;
    let arguments = match value {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let class = Value::Class(class.clone());
    let member = interpreter.call_with(&new, std::iter::once(class).chain(arguments))?;
    if let Value::Instance(instance) = &member {
        let own = instance.scope.get("_value_");
        let inner = instance.inner.borrow().clone();
        let value = own.or(inner).unwrap_or_else(|| value.clone());
        for (key, value) in [
            ("name", name.clone()),
            ("_name_", name),
            ("value", value.clone()),
            ("_value_", value),
        ] {
            instance.scope.put(&key.into(), Some(value));
        }
    }
    Ok(member)
}

fn make_member(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &Rc<str>,
    value: Value,
    mixed: bool,
) -> Result<Value> {
    let plain = matches!(value, Value::Str(_) | Value::Int(_) | Value::Float(_));
    let inner = (mixed && plain).then(|| value.clone());
    let name = Value::Str(name.clone());
    let member = match interpreter.class_attribute(class, "__new__") {
        Some(new) => made_member(interpreter, class, new, name, &value)?,
        None => bare_member(interpreter, class, name, value.clone(), inner),
    };
    if let Some(init) = interpreter.class_attribute(class, "__init__") {
        let arguments = match &value {
            Value::Tuple(items) => items.to_vec(),
            other => vec![other.clone()],
        };
        interpreter.call_with(&init, std::iter::once(member.clone()).chain(arguments))?;
    }
    Ok(member)
}
