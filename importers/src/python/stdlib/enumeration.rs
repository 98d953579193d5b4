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
fn functional(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let base = match args.function.to_string().rsplit('.').next() {
        Some("IntEnum") => &INT_ENUM,
        Some("StrEnum") => &STR_ENUM,
        Some("ReprEnum") => &REPR_ENUM,
        Some("Flag") => &FLAG,
        Some("IntFlag") => &INT_FLAG,
        _ => &ENUM,
    };
    made(interpreter, Value::NativeClass(base), args)
}

/// `Base("Name", "a b")` for an enum `Base` that has no members: a class below it.
fn made(interpreter: &mut Interpreter, base: Value, mut args: Args) -> Result<Value> {
    let name = args.string("value")?;
    let names = args.required("names")?;
    let start = args.keyword_integer("start")?.unwrap_or(1);
    let module = args.keyword("module");
    args.keyword("qualname");
    let mixed = args.keyword("type").filter(|class| !class.is_none());
    if args
        .keyword("boundary")
        .is_some_and(|value| !value.is_none())
    {
        return Err(interpreter.unsupported("`boundary` of an enum made by a call"));
    }
    args.finish()?;
    let items = match (&names, names.as_str()) {
        (_, Some(text)) => text
            .split(|c: char| c == ',' || c.is_whitespace())
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
    let bases = mixed.into_iter().chain([base]).collect();
    let scope = interpreter.watched_scope(ScopeKind::Class);
    let module = module.and_then(|module| module.as_str());
    let module = module.unwrap_or_default();
    let class = interpreter.class_of_body(name.as_str().into(), module, bases, &scope, None);
    let mut assigned = Assigned::from_start(start.into());
    for item in items {
        let (name, value) = match item.as_str() {
            Some(name) => {
                let value = Value::object(Auto::Next);
                let value = assigned.next(interpreter, &class, &name, value)?;
                (name, value)
            }
            None => {
                let pair = interpreter.iterate(&item)?;
                match (&pair[..], pair.first().and_then(Value::as_str)) {
                    ([_, value], Some(name)) => (name, value.clone()),
                    _ => return Err(interpreter.unsupported("these names of an enum")),
                }
            }
        };
        if let Some(before) = scope.get(&name) {
            let before = interpreter.repr(&before)?;
            let text = format!("'{name}' already defined as {before}");
            return Err(interpreter.raise("TypeError", text));
        }
        scope.put(&name, Some(value));
    }
    interpreter.finish_class(&class, Vec::new())?;
    Ok(Value::Class(class))
}

/// Whether an enum has members, or one above it.
fn has_members(interpreter: &mut Interpreter, class: &Rc<Class>) -> bool {
    match interpreter.class_attribute(class, "__members__") {
        Some(Value::Dict(members)) => !members.entries.borrow().is_empty(),
        _ => false,
    }
}

/// What a call of an enum gives: one of its members, or a new enum where it has none.
pub(crate) fn called(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    args: Args,
) -> Result<Value> {
    if has_members(interpreter, class) {
        if args.positional.len() + args.keywords.len() > 1 {
            return Err(interpreter.unsupported("a call of an enum with several values"));
        }
        return lookup(interpreter, class, args);
    }
    if args.positional.len() + args.keywords.len() == 1 {
        let text = format!(
            "<enum '{}'> has no members; specify `names=()` if you meant to create a new, empty, enum",
            class.name
        );
        return Err(interpreter.raise("TypeError", text));
    }
    made(interpreter, Value::Class(class.clone()), args)
}

/// What a member can be beside a member.
const MEMBER_TYPES: [&str; 5] = ["str", "int", "float", "bytes", "tuple"];

/// The value of a member: what the type beside the enum makes of what the class body assigns.
fn own_value(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    kind: Option<&'static ClassDefinition>,
    raw: &Value,
) -> Result<Value> {
    let Some(kind) = kind else {
        return Ok(raw.clone());
    };
    if raw.type_name() == kind.name || interpreter.class_attribute(class, "__new__").is_some() {
        return Ok(raw.clone());
    }
    let arguments = match raw {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    (kind.construct)(interpreter, Args::new(arguments))
}

/// Makes members of the values that the class body assigns.
fn members(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    if class.scope.has("__members__") {
        return Ok(());
    }
    if class.scope.has("_ignore_") {
        return Err(interpreter.unsupported("`_ignore_` of an enum"));
    }
    let kind = MEMBER_TYPES
        .into_iter()
        .find(|kind| class.derives_from(kind))
        .and_then(crate::python::builtins::class);
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
        let raw = assigned.next(interpreter, class, &name, raw)?;
        let value = own_value(interpreter, class, kind, &raw)?;
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
                let member = make_member(interpreter, class, &name, &raw, value, kind)?;
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
    let above = class.above.iter().find_map(|base| match base {
        Value::Class(base) if has_members(interpreter, base) => Some(base.name.clone()),
        _ => None,
    });
    if let Some(above) = above {
        let text = format!("<enum '{}'> cannot extend <enum '{above}'>", class.name);
        return Err(interpreter.raise("TypeError", text));
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
    let kind = kind.or_else(|| crate::python::builtins::class("object"));
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
    raw: &Value,
    value: Value,
    kind: Option<&'static ClassDefinition>,
) -> Result<Value> {
    let inner = kind.map(|_| value.clone());
    let name = Value::Str(name.clone());
    let member = match interpreter.class_attribute(class, "__new__") {
        Some(new) => made_member(interpreter, class, new, name, &value)?,
        None => bare_member(interpreter, class, name, value, inner),
    };
    if let Some(init) = interpreter.class_attribute(class, "__init__") {
        let arguments = match raw {
            Value::Tuple(items) => items.to_vec(),
            other => vec![other.clone()],
        };
        interpreter.call_with(&init, std::iter::once(member.clone()).chain(arguments))?;
    }
    Ok(member)
}
