//! `collections.namedtuple`, `typing.NamedTuple`

use std::rc::{Rc, Weak};

use crate::python::descriptor::BoundMethod;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};

/// `namedtuple("Name", "a b")`
pub(super) fn namedtuple(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("typename")?;
    let fields = args.required("field_names")?;
    let rename = args.keyword_boolean("rename")?.unwrap_or(false);
    let defaults = args.keyword("defaults");
    args.keyword("module");
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
    Ok(Value::object(NamedTuple {
        name,
        fields,
        defaults,
        class: None,
    }))
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
    interpreter.charge(100)?;
    Ok(Value::object(NamedTuple {
        name: name.to_owned(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        defaults: Vec::new(),
        class: None,
    }))
}

/// `class Name(NamedTuple)`: the class becomes callable through `__new__`.
pub(in crate::python::stdlib) fn typed_named_tuple(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
) -> Result<()> {
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
    let factory = Value::object(NamedTuple {
        name: class.name.to_string(),
        fields,
        defaults,
        class: Some(Rc::downgrade(class)),
    });
    let put = |name: &str, value: Value| class.scope.put(&name.into(), Some(value));
    if let Value::Object(factory) = &factory {
        let make = Value::object(BoundMethod {
            receiver: Value::Object(factory.clone()),
            name: "_make".into(),
        });
        put("_make", make);
    }
    for name in ["_fields", "_field_defaults", "__match_args__"] {
        put(name, interpreter.attribute(&factory, name)?);
    }
    let new = Value::object(BoundMethod {
        receiver: factory,
        name: "__new__".into(),
    });
    put("__new__", new);
    Ok(())
}

struct NamedTuple {
    name: String,
    fields: Vec<String>,
    defaults: Vec<(String, Value)>,
    /// The class that the file defines, with its methods.
    class: Option<Weak<Class>>,
}

impl NamedTuple {
    fn make(&self, interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
        args.function.clone_from(&self.name);
        let mut items = Vec::new();
        for field in &self.fields {
            let value = match args.take(field)? {
                Some(value) => value,
                None => {
                    match self.defaults.iter().find(|(name, _)| name == field) {
                        Some((_, value)) => value.clone(),
                        None => {
                            return Err(interpreter.raise(
                            "TypeError",
                            format!("{}.__new__() missing 1 required positional argument: '{field}'", self.name),
                        ));
                        }
                    }
                }
            };
            items.push(value);
        }
        args.finish()?;
        Ok(Value::object(NamedItems {
            name: self.name.clone(),
            fields: self.fields.clone(),
            items,
            class: self.class.clone(),
        }))
    }
}

impl Object for NamedTuple {
    fn type_name(&self) -> &str {
        &self.name
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        self.make(interpreter, args).map(Some)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "__new__" | "_make" => {
                if name == "__new__" {
                    args.positional.pop_front();
                } else {
                    let items = args.required("iterable")?;
                    args.positional = interpreter.iterate(&items)?.into();
                }
                let mut taken = Args::new(args.rest());
                taken.keywords = args.take_keywords();
                self.make(interpreter, taken).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "__name__" => Some(Value::str(&self.name)),
            "_fields" => Some(Value::tuple(self.fields.iter().map(Value::str))),
            "_field_defaults" => {
                let defaults = self.defaults.iter();
                let defaults = defaults.map(|(name, value)| (Value::str(name), value.clone()));
                Some(interpreter.dict(defaults)?)
            }
            "__match_args__" => Some(Value::tuple(self.fields.iter().map(Value::str))),
            _ => None,
        })
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

/// A tuple whose items have names.
pub(crate) struct NamedItems {
    name: String,
    fields: Vec<String>,
    items: Vec<Value>,
    class: Option<Weak<Class>>,
}

impl NamedItems {
    /// The text that the class's own method gives.
    fn written(&self, interpreter: &mut Interpreter, method: &str) -> Result<Option<String>> {
        let Some(class) = self.class() else {
            return Ok(None);
        };
        let Some(method) = interpreter.class_attribute(&class, method) else {
            return Ok(None);
        };
        let own = Value::object(Self {
            name: self.name.clone(),
            fields: self.fields.clone(),
            items: self.items.clone(),
            class: self.class.clone(),
        });
        let text = interpreter.call_with(&method, [own])?;
        Ok(text.as_str().map(|text| text.to_string()))
    }

    /// The class that the file defines.
    pub(crate) fn class(&self) -> Option<Rc<Class>> {
        self.class.as_ref()?.upgrade()
    }
}

impl Object for NamedItems {
    fn has_all_attributes(&self) -> bool {
        true
    }

    fn type_name(&self) -> &str {
        &self.name
    }

    fn classes(&self) -> &'static [&'static str] {
        &["tuple"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if name == "_fields" {
            return Ok(Some(Value::tuple(self.fields.iter().map(Value::str))));
        }
        if let Some(at) = self.fields.iter().position(|field| field == name) {
            return Ok(self.items.get(at).cloned());
        }
        if matches!(name, "_asdict" | "_replace" | "count" | "index") {
            return Ok(Some(interpreter.bound_method(Value::Object(self), name)));
        }
        let Some(class) = self.class() else {
            return Ok(None);
        };
        if name == "__class__" {
            return Ok(Some(Value::Class(class)));
        }
        match interpreter.class_attribute(&class, name) {
            Some(found) => interpreter
                .bound_to_instance(found, &Value::Object(self), &class)
                .map(Some),
            None => Ok(None),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "_asdict" => {
                let pairs: Vec<_> = self
                    .fields
                    .iter()
                    .map(Value::str)
                    .zip(self.items.iter().cloned())
                    .collect();
                interpreter.dict(pairs).map(Some)
            }
            "_replace" => {
                let items = self
                    .fields
                    .iter()
                    .zip(&self.items)
                    .map(|(field, item)| args.keyword(field).unwrap_or_else(|| item.clone()))
                    .collect();
                let left = args.take_keywords();
                if !left.is_empty() {
                    let names: Vec<_> = left
                        .iter()
                        .map(|keyword| format!("'{}'", keyword.name))
                        .collect();
                    let text = format!("Got unexpected field names: [{}]", names.join(", "));
                    return Err(interpreter.raise("ValueError", text));
                }
                Ok(Some(Value::object(Self {
                    name: self.name.clone(),
                    fields: self.fields.clone(),
                    items,
                    class: self.class.clone(),
                })))
            }
            "count" | "index" => {
                let mut taken = Args::new(args.rest());
                taken.function.clone_from(&args.function);
                let items = Value::tuple(self.items.clone());
                interpreter.call_method(&items, name, taken).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let items = Value::tuple(self.items.clone());
        interpreter.contains(&items, key).map(Some)
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.items.is_empty()))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        interpreter
            .item(&Value::tuple(self.items.clone()), key)
            .map(Some)
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.items.clone()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.items.len() as i128)))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let other = match other.downcast::<Self>() {
            Some(other) => Value::tuple(other.items.clone()),
            None => other.clone(),
        };
        let this = Value::tuple(self.items.clone());
        let (left, right) = if reflected {
            (other, this)
        } else {
            (this, other)
        };
        match operator {
            "==" => interpreter.equal(&left, &right).map(Some),
            "<" | "<=" | ">" | ">=" if !reflected => {
                interpreter.order(&left, operator, &right).map(Some)
            }
            "+" | "*" => interpreter.binary(operator, &left, &right).map(Some),
            _ => Ok(None),
        }
    }

    fn as_tuple(&self) -> Option<Value> {
        Some(Value::tuple(self.items.clone()))
    }

    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        self.written(interpreter, "__str__")
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        if let Some(text) = self.written(interpreter, "__repr__")? {
            return Ok(Some(text));
        }
        let mut parts = Vec::new();
        for (field, item) in self.fields.iter().zip(&self.items) {
            parts.push(format!("{field}={}", interpreter.repr(item)?));
        }
        Ok(Some(format!("{}({})", self.name, parts.join(", "))))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}
