//! `collections.namedtuple`, `typing.NamedTuple`

use std::rc::{Rc, Weak};

use super::named_items::NamedItems;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::scope::ScopeKind;
use crate::python::value::{Class, Value};

/// `namedtuple("Name", "a b")`
pub(super) fn namedtuple(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("typename")?;
    let fields = args.required("field_names")?;
    let rename = args.keyword_boolean("rename")?.unwrap_or(false);
    let defaults = args.keyword("defaults");
    let module = args.keyword("module");
    args.finish()?;
    let mut fields: Vec<String> = match fields.as_str() {
        Some(text) => text
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        None => {
            let mut names = Vec::new();
            for field in interpreter.iterate(&fields)? {
                names.extend(field.as_str().map(|name| name.to_string()));
            }
            names
        }
    };
    if rename {
        let given = fields.clone();
        for (at, field) in fields.iter_mut().enumerate() {
            let again = given.iter().take(at).any(|earlier| earlier == field);
            if again || field.starts_with('_') || !is_name(field) {
                *field = format!("_{at}");
            }
        }
    }
    for (at, field) in fields.iter().enumerate() {
        let wrong = if fields.iter().take(at).any(|earlier| earlier == field) {
            format!("Encountered duplicate field name: '{field}'")
        } else if field.starts_with('_') && !rename {
            format!("Field names cannot start with an underscore: '{field}'")
        } else if KEYWORDS.contains(&field.as_str()) {
            format!("Type names and field names cannot be a keyword: '{field}'")
        } else if !is_name(field) {
            format!("Type names and field names must be valid identifiers: '{field}'")
        } else {
            continue;
        };
        return Err(interpreter.raise("ValueError", wrong));
    }
    let defaults = match defaults {
        Some(defaults) => interpreter.iterate(&defaults)?,
        None => Vec::new(),
    };
    let from = fields.len().saturating_sub(defaults.len());
    let defaults = fields.iter().skip(from).cloned().zip(defaults).collect();
    let module = module.and_then(|module| module.as_str());
    class_of(
        interpreter,
        &name,
        module.unwrap_or_default(),
        fields,
        defaults,
    )
}

/// Names that no field can have.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

fn is_name(text: &str) -> bool {
    let start = |c: char| c == '_' || c.is_alphabetic();
    text.chars().next().is_some_and(start)
        && text.chars().all(|c| start(c) || c.is_alphanumeric())
        && !KEYWORDS.contains(&text)
}

/// The class of tuples with these fields.
pub(in crate::python::stdlib) fn named_tuple(
    interpreter: &mut Interpreter,
    name: &str,
    fields: &[&str],
) -> Result<Value> {
    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
    class_of(interpreter, name, "".into(), fields, Vec::new())
}

fn class_of(
    interpreter: &mut Interpreter,
    name: &str,
    module: Rc<str>,
    fields: Vec<String>,
    defaults: Vec<(String, Value)>,
) -> Result<Value> {
    interpreter.charge(100)?;
    let scope = interpreter.watched_scope(ScopeKind::Class);
    let bases = crate::python::builtins::class("tuple").map(Value::NativeClass);
    let bases = bases.into_iter().collect();
    let class = interpreter.class_of_body(name.into(), module, bases, &scope, None);
    fill(interpreter, &class, fields, defaults)?;
    Ok(Value::Class(class))
}

/// `class Name(NamedTuple)`: the class becomes callable through `__new__`.
pub(in crate::python::stdlib) fn typed_named_tuple(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
) -> Result<()> {
    // Below a class that has fields, annotations make no more of them.
    if interpreter.class_attribute(class, "_fields").is_some() {
        return Ok(());
    }
    let fields = match class.scope.get("__annotations__") {
        Some(annotations) => interpreter.iterate(&annotations)?,
        None => Vec::new(),
    };
    let fields: Vec<String> = fields
        .iter()
        .filter_map(Value::as_str)
        .map(|name| name.to_string())
        .collect();
    let defaults = fields
        .iter()
        .filter_map(|field| Some((field.clone(), class.scope.get(field)?)))
        .collect();
    checked(interpreter, class)?;
    fill(interpreter, class, fields, defaults)
}

/// `NamedTuple("Name", [("a", int)])`
pub(in crate::python::stdlib) fn typed_by_call(
    interpreter: &mut Interpreter,
    mut args: Args,
) -> Result<Value> {
    let name = args.string("typename")?;
    let given = args.take("fields")?;
    let mut fields: Vec<String> = Vec::new();
    if let Some(given) = given.filter(|given| !given.is_none()) {
        for field in interpreter.iterate(&given)? {
            let pair = interpreter.iterate(&field)?;
            match pair.first().and_then(Value::as_str) {
                Some(name) => fields.push(name.to_string()),
                None => return Err(interpreter.unsupported("these fields of a named tuple")),
            }
        }
    } else {
        let keywords = args.take_keywords();
        fields.extend(keywords.iter().map(|keyword| keyword.name.to_string()));
    }
    args.finish()?;
    class_of(interpreter, &name, "".into(), fields, Vec::new())
}

/// Names in a class of named tuples that change what the tuple does where nobody asks the class.
const OF_TUPLES: &[&str] = &[
    "__eq__",
    "__ne__",
    "__hash__",
    "__setattr__",
    "__delattr__",
    "__format__",
    "__call__",
    "__enter__",
    "__exit__",
    "__neg__",
    "__invert__",
    "__reversed__",
];

/// A class of named tuples says nothing that is not followed.
fn checked(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    match OF_TUPLES.iter().find(|name| class.scope.has(name)) {
        Some(name) => Err(interpreter.unsupported(&format!("`{name}` of a named tuple"))),
        None => Ok(()),
    }
}

/// What runs when a class has been made: whether it is below one of named tuples.
pub(crate) fn derived(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let has = |base: &Value| match base {
        Value::Class(base) => {
            let new = base.scope.get("__new__");
            new.is_some_and(|new| new.downcast::<NamedTuple>().is_some())
        }
        _ => false,
    };
    match class.above.iter().any(has) {
        true => checked(interpreter, class),
        false => Ok(()),
    }
}

/// Gives a class its fields.
fn fill(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    fields: Vec<String>,
    defaults: Vec<(String, Value)>,
) -> Result<()> {
    let names = Value::tuple(fields.iter().map(Value::str));
    let given = defaults.iter();
    let given = given.map(|(name, value)| (Value::str(name), value.clone()));
    let given = interpreter.dict(given)?;
    let tuple = Rc::new(NamedTuple {
        fields,
        defaults,
        class: Rc::downgrade(class),
    });
    let put = |name: &str, value: Value| class.scope.put(&name.into(), Some(value));
    // The class has something by the name of each field, which reads it from a tuple.
    for field in &tuple.fields {
        let what = format!("the field `{field}` of the class of a named tuple");
        put(field, interpreter.unknown("unknown-name", what));
    }
    put("__slots__", Value::tuple([]));
    put("_fields", names.clone());
    put("__match_args__", names);
    put("_field_defaults", given);
    put("_make", Value::object(Make(tuple.clone())));
    put("__new__", Value::Object(tuple));
    Ok(())
}

/// What makes the tuples: `__new__` of their class.
pub(super) struct NamedTuple {
    pub(super) fields: Vec<String>,
    defaults: Vec<(String, Value)>,
    /// The class that has the fields.
    pub(super) class: Weak<Class>,
}

impl NamedTuple {
    fn make(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        class: Rc<Class>,
        mut args: Args,
    ) -> Result<Value> {
        args.function = class.name.to_string().into();
        let mut items = Vec::new();
        for field in &self.fields {
            let value = match args.take(field)? {
                Some(value) => value,
                None => match self.defaults.iter().find(|(name, _)| name == field) {
                    Some((_, value)) => value.clone(),
                    None => {
                        let text = format!(
                            "{}.__new__() missing 1 required positional argument: '{field}'",
                            class.name
                        );
                        return Err(interpreter.raise("TypeError", text));
                    }
                },
            };
            items.push(value);
        }
        args.finish()?;
        Ok(self.items(interpreter, class, items))
    }

    pub(super) fn items(
        self: &Rc<Self>,
        interpreter: &Interpreter,
        class: Rc<Class>,
        items: Vec<Value>,
    ) -> Value {
        let scope = interpreter.watched_scope(ScopeKind::Instance);
        Value::object(NamedItems::new(self, items, class, scope))
    }
}

impl Object for NamedTuple {
    fn type_name(&self) -> &str {
        "builtin_function_or_method"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        match args.positional.pop_front() {
            Some(Value::Class(class)) => self.make(interpreter, class, args).map(Some),
            _ => Err(interpreter.unsupported("`__new__` of a named tuple without its class")),
        }
    }
}

/// `Class._make`
struct Make(Rc<NamedTuple>);

impl Object for Make {
    fn type_name(&self) -> &str {
        "method"
    }

    fn on_class(self: Rc<Self>, _: &mut Interpreter, class: &Rc<Class>) -> Result<Option<Value>> {
        let made = MakeOf(self.0.clone(), class.clone());
        Ok(Some(Value::object(made)))
    }
}

struct MakeOf(Rc<NamedTuple>, Rc<Class>);

impl Object for MakeOf {
    fn type_name(&self) -> &str {
        "method"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let items = args.required("iterable")?;
        args.finish()?;
        let items = interpreter.iterate(&items)?;
        if items.len() != self.0.fields.len() {
            let text = format!(
                "Expected {} arguments, got {}",
                self.0.fields.len(),
                items.len()
            );
            return Err(interpreter.raise("TypeError", text));
        }
        Ok(Some(self.0.items(interpreter, self.1.clone(), items)))
    }
}
