//! `Mapped[...]`: annotations that say the type of a column, or what a
//! relationship leads to.

use std::rc::Rc;

use super::relationship::{Declared, Relationship};
use crate::operation::types::{BinaryKind, FloatKind, IntegerSize, TextKind};
use crate::operation::{Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::stdlib::typing::{Annotated, written};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::column::{self, ColumnObject};
use crate::sqlalchemy::schema::ColumnConstruct;

/// `Mapped[...]`, an annotation, where it is evaluated.
struct Annotation;

impl Object for Annotation {
    fn type_name(&self) -> &str {
        "Mapped"
    }

    fn item(self: Rc<Self>, _: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }
}

/// `Mapped`
pub(super) fn mapped(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(Annotation))
}

/// What an annotation says.
#[derive(Debug, PartialEq, Eq)]
struct Said<'a> {
    /// The innermost name.
    name: &'a str,
    /// Whether it may be `None`.
    optional: bool,
    /// Whether there are many.
    many: bool,
    /// `lazy=`, where the annotation says it.
    lazy: Option<&'static str>,
}

/// What stands before the bracket is one of these names: where it ends.
fn inner(text: &str, names: &[&str]) -> Option<usize> {
    let (head, rest) = text.split_once('[')?;
    let head = head.rsplit('.').next().unwrap_or(head).trim();
    names
        .contains(&head)
        .then(|| text.len() - rest.len())
        .filter(|_| text.ends_with(']'))
}

/// Where a text without quotes around it begins and ends.
fn unquoted(text: &str) -> (usize, usize) {
    let start = text.len() - text.trim_start_matches([' ', '"', '\'']).len();
    let end = text.trim_end_matches([' ', '"', '\'']).len();
    (start, end.max(start))
}

/// What an annotation says that is no `Mapped[...]`: its innermost name, what that is, whether it
/// may be `None`, and whether there are many.
pub(crate) fn annotation(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    text: &str,
) -> Result<Value> {
    let Some(said) = inside(text) else {
        return Err(interpreter.unsupported(&format!("the annotation `{text}`")));
    };
    let value = value_of(interpreter, class, said.name)?.unwrap_or(Value::None);
    Ok(Value::tuple([
        Value::str(said.name),
        value,
        Value::Bool(said.optional),
        Value::Bool(said.many),
    ]))
}

/// Reads `Mapped[Optional[int]]`, `orm.Mapped[list["Post"]]`, `Mapped[str | None]`.
fn said(text: &str) -> Option<Said<'_>> {
    let (start, end) = unquoted(text);
    let text = text.get(start..end)?;
    for (name, lazy) in [
        ("DynamicMapped", "dynamic"),
        ("WriteOnlyMapped", "write_only"),
    ] {
        if let Some(at) = inner(text, &[name]) {
            return Some(Said {
                many: true,
                lazy: Some(lazy),
                ..inside(text.get(at..text.len() - 1)?)?
            });
        }
    }
    let at = inner(text, &["Mapped"])?;
    inside(text.get(at..text.len() - 1)?)
}

/// What stands in `Mapped[...]`, without what says that it may be `None`.
fn without_none(text: &str) -> &str {
    let (start, end) = unquoted(text);
    let text = text.get(start..end).unwrap_or_default();
    let Some(at) = inner(text, &["Mapped"]) else {
        return "";
    };
    let mut rest = text.get(at..text.len() - 1).unwrap_or_default();
    loop {
        let (start, end) = unquoted(rest);
        rest = rest.get(start..end).unwrap_or_default();
        if let Some((left, right)) = rest.rsplit_once('|') {
            match (left.trim(), right.trim()) {
                (one, "None") | ("None", one) => rest = one,
                _ => return rest,
            }
        } else if let Some(at) = inner(rest, &["Optional"]) {
            rest = rest.get(at..rest.len() - 1).unwrap_or_default();
        } else if let Some(one) = united(rest) {
            rest = one;
        } else {
            return rest;
        }
    }
}

/// Reads what stands in `Mapped[...]`, or beside a field of SQLModel.
fn inside(text: &str) -> Option<Said<'_>> {
    let mut rest = text;
    let mut said = Said {
        name: "",
        optional: false,
        many: false,
        lazy: None,
    };
    loop {
        let (start, end) = unquoted(rest);
        rest = rest.get(start..end)?;
        if let Some((left, right)) = rest.rsplit_once('|') {
            if right.trim() == "None" {
                said.optional |= !said.many;
                rest = left;
                continue;
            }
            if left.trim() == "None" {
                said.optional |= !said.many;
                rest = right;
                continue;
            }
        }
        if let Some(at) = inner(rest, &["Optional"]) {
            said.optional |= !said.many;
            rest = rest.get(at..rest.len() - 1)?;
        } else if let Some(one) = united(rest) {
            said.optional |= !said.many;
            rest = one;
        } else if let Some(at) = inner(rest, &["List", "list", "Sequence", "Collection"]) {
            said.many = true;
            rest = rest.get(at..rest.len() - 1)?;
        } else {
            said.name = rest;
            return Some(said);
        }
    }
}

/// Reads `set["Post"]` and `dict[str, "Post"]` of a relationship.
fn collection(text: &str) -> Option<Declared<'_>> {
    let within = |names| {
        let at = inner(text, names)?;
        text.get(at..text.len() - 1)
    };
    let (target, is_set) = match within(&["Set", "set", "MutableSet"]) {
        Some(target) => (target, true),
        None => {
            let dicts = &[
                "Dict",
                "dict",
                "MutableMapping",
                "MappedCollection",
                "KeyFuncDict",
            ];
            (within(dicts)?.rsplit_once(',')?.1, false)
        }
    };
    let (start, end) = unquoted(target);
    Some(Declared {
        target: target.get(start..end)?,
        many: true,
        is_set,
        lazy: None,
    })
}

impl<'a> Said<'a> {
    /// The same of a relationship.
    fn declared(&self) -> Declared<'a> {
        Declared {
            target: self.name,
            many: self.many,
            is_set: false,
            lazy: self.lazy,
        }
    }
}

/// What stands in `Union[..., None]`, or in `Union[None, ...]`.
fn united(text: &str) -> Option<&str> {
    let at = inner(text, &["Union"])?;
    let all = text.get(at..text.len() - 1)?;
    match (all.rsplit_once(','), all.split_once(',')) {
        (Some((one, none)), _) if none.trim() == "None" => Some(one),
        (_, Some((none, one))) if none.trim() == "None" => Some(one),
        _ => None,
    }
}

/// The type of a column whose values are of a Python class.
fn type_of(name: &str) -> Option<SqlType> {
    Some(match name.rsplit('.').next().unwrap_or(name) {
        "int" => SqlType::Integer(IntegerSize::Normal),
        "str" => SqlType::Text {
            kind: TextKind::Varchar,
            length: None,
            collation: None,
        },
        "bool" => SqlType::Boolean {
            create_constraint: false,
            name: None,
            final_name: false,
        },
        "float" => SqlType::Float {
            kind: FloatKind::Float,
            precision: None,
        },
        "Decimal" => SqlType::Numeric {
            decimal: false,
            precision: None,
            scale: None,
        },
        "datetime" => SqlType::DateTime {
            timestamp: false,
            timezone: false,
            precision: None,
        },
        "date" => SqlType::Date,
        "time" => SqlType::Time {
            timezone: false,
            precision: None,
        },
        "bytes" => SqlType::Binary {
            kind: BinaryKind::Large,
            length: None,
        },
        "timedelta" => SqlType::Interval {
            native: false,
            fields: None,
            precision: None,
        },
        "UUID" => SqlType::Uuid {
            native: false,
            as_text: false,
        },
        _ => return None,
    })
}

/// What an annotation's innermost name means.
#[derive(Default)]
struct Meaning {
    data_type: Option<SqlType>,
    /// The `mapped_column(...)` of an `Annotated`.
    template: Option<ColumnConstruct>,
}

/// The last part of a name, without what stands in brackets.
fn short(name: &str) -> &str {
    let head = name.split('[').next().unwrap_or(name).trim();
    head.rsplit('.').next().unwrap_or(head)
}

/// The name of a Python type that is a key of `type_annotation_map`.
fn name_of(key: &Value) -> Option<String> {
    match key {
        Value::Class(class) => Some(class.name.to_string()),
        Value::NativeClass(class) => Some(class.short_name().to_owned()),
        _ => None,
    }
}

/// What a name is where the class is defined; `None` where it is defined later.
fn value_of(interpreter: &mut Interpreter, class: &Rc<Class>, name: &str) -> Result<Option<Value>> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    if !name.chars().all(is_plain) {
        return Ok(None);
    }
    let root = name.split('.').next().unwrap_or(name);
    let mut scope = Some(class.scope.clone());
    while let Some(here) = scope {
        if let Some(value) = here.get(root) {
            if root == name {
                return Ok(Some(value));
            }
            return interpreter
                .evaluate_text(name, vec![(root.into(), value)])
                .map(Some);
        }
        scope = here.parent.clone();
    }
    Ok(None)
}

/// The type of the `type_annotation_map` for what has brackets: `Dict[str, Any]`, `list[str]`.
fn generic(text: &str, types: &[(Value, SqlType)]) -> Option<SqlType> {
    if !text.contains('[') {
        return None;
    }
    let wanted = without_modules(text);
    let own = types.iter().rev().find(|(key, _)| {
        written(key).is_some_and(|key| key.contains('[') && without_modules(&key) == wanted)
    });
    own.map(|(_, data_type)| data_type.clone())
}

/// An annotation without spaces, quotes and the modules of its names.
fn without_modules(text: &str) -> String {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    // `typing.List` is what `list` is.
    let short = |word: &str| match word.rsplit('.').next().unwrap_or(word) {
        own @ ("Dict" | "List" | "Set" | "Tuple" | "FrozenSet") => own.to_lowercase(),
        own => own.to_owned(),
    };
    let mut left = String::new();
    let mut word = String::new();
    for c in text.chars().filter(|c| !matches!(c, ' ' | '"' | '\'')) {
        if is_name(c) {
            word.push(c);
            continue;
        }
        left.push_str(&short(&word));
        word.clear();
        left.push(c);
    }
    left.push_str(&short(&word));
    left
}

fn meaning(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
    types: &[(Value, SqlType)],
) -> Result<Meaning> {
    let value = value_of(interpreter, class, name)?;
    let mapped = |value: &Value| types.iter().rev().find(|(key, _)| key.is_same(value));
    let named = |name: &str| {
        let of_name =
            |(key, _): &&(Value, SqlType)| name_of(key).is_some_and(|own| own == short(name));
        types.iter().rev().find(of_name).map(|(_, own)| own.clone())
    };
    if let Some(value) = &value
        && let Some(annotated) = value.downcast::<Annotated>()
    {
        let template = annotated
            .metadata
            .iter()
            .find_map(|one| one.downcast::<ColumnObject>())
            .map(|column| column.construct.borrow().clone());
        let of_template = template.as_ref().map(|own| own.column.data_type.clone());
        let data_type = mapped(value)
            .map(|(_, own)| own.clone())
            .or(of_template.filter(|own| *own != SqlType::Null))
            .or_else(|| {
                let origin = name_of(&annotated.origin)?;
                named(&origin).or_else(|| type_of(&origin))
            });
        return Ok(Meaning {
            data_type,
            template,
        });
    }
    let known = match &value {
        Some(value) => mapped(value).map(|(_, own)| own.clone()),
        None => None,
    };
    let known = known
        .or_else(|| named(name))
        .or_else(|| type_of(short(name)));
    if known.is_none()
        && let Some(Value::Class(own)) = &value
        && own.derives_from("enum.Enum")
    {
        let mut args = Args::new([Value::Class(own.clone())]);
        let data_type = crate::sqlalchemy::enumeration::generic(interpreter, &mut args)?;
        return Ok(Meaning {
            data_type: Some(data_type),
            template: None,
        });
    }
    Ok(Meaning {
        data_type: known,
        template: None,
    })
}

/// Where a class has the texts of its annotations.
const ANNOTATIONS: &str = "__annotations__";

/// What a class body says of a name.
fn annotation_of(class: &Rc<Class>, name: &str) -> Option<Rc<str>> {
    let Some(Value::Dict(annotations)) = class.scope.get(ANNOTATIONS) else {
        return None;
    };
    let pairs = annotations.entries.borrow().pairs();
    let own = pairs
        .iter()
        .find(|(own, _)| own.as_str().as_deref() == Some(name));
    own.and_then(|(_, text)| text.as_str())
}

/// Notes an annotation that does not stand in the class body, where it says what a column is and
/// the body says nothing of it.
pub(super) fn say(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
    text: &str,
) -> Result<()> {
    if said(text).is_none() || annotation_of(class, name).is_some() {
        return Ok(());
    }
    let annotations = match class.scope.get(ANNOTATIONS) {
        Some(known) => known,
        None => {
            let made = interpreter.dict([])?;
            class.scope.put(&ANNOTATIONS.into(), Some(made.clone()));
            made
        }
    };
    interpreter.set_item(&annotations, &Value::str(name), Some(Value::str(text)))
}

/// Whether a class only annotates what a mixin has as a column: SQLAlchemy takes the mixin's, where
/// it has an annotation of its own. Of a `mapped_column(...)` without one the class's annotation
/// says whether it may be NULL, and of a `Column(...)` it says nothing.
fn is_of_mixin(
    interpreter: &Interpreter,
    name: &str,
    said: &Said<'_>,
    mixins: &[Rc<Class>],
) -> Result<bool> {
    for mixin in mixins {
        if annotation_of(mixin, name).is_some_and(|text| self::said(&text).is_some()) {
            return Ok(true);
        }
        let held = mixin.scope.get(name);
        if let Some(held) = held.as_ref().and_then(Value::downcast::<ColumnObject>) {
            let column = &held.construct.borrow().column;
            let is_clear = column.nullable_given || column.primary_key || said.optional;
            return match is_clear && column.data_type != SqlType::Null {
                true => Ok(true),
                false => Err(interpreter.unsupported(&format!(
                    "the annotation of `{name}`, which a class above has as a column; give it mapped_column(TYPE)"
                ))),
            };
        }
    }
    Ok(false)
}

/// Gives the members of a class what their annotations say; `types` is the
/// `type_annotation_map` of its registry, and `mixins` are the classes above that it is mapped with.
pub(super) fn annotate(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mixins: &[Rc<Class>],
    types: &[(Value, SqlType)],
) -> Result<()> {
    let Some(Value::Dict(annotations)) = class.scope.get(ANNOTATIONS) else {
        return Ok(());
    };
    let pairs = annotations.entries.borrow().pairs();
    for (name, text) in pairs {
        let (Some(name), Some(text)) = (name.as_str(), text.as_str()) else {
            continue;
        };
        let Some(said) = said(&text) else { continue };
        let member = class.scope.get(&name);
        if let Some(relationship) = member.as_ref().and_then(Value::downcast::<Relationship>) {
            relationship.annotate(&collection(said.name).unwrap_or(said.declared()));
            continue;
        }
        let column = member.as_ref().and_then(Value::downcast::<ColumnObject>);
        if member.is_some() && column.is_none() {
            continue;
        }
        if member.is_none() && is_of_mixin(interpreter, &name, &said, mixins)? {
            continue;
        }
        let Meaning {
            data_type,
            template,
        } = match (generic(without_none(&text), types), said.many) {
            (Some(data_type), _) => Meaning {
                data_type: Some(data_type),
                template: None,
            },
            // A list of values is no type that annotations name.
            (None, true) => Meaning::default(),
            (None, false) => meaning(interpreter, class, said.name, types)?,
        };
        let settle = |construct: &mut ColumnConstruct| {
            if construct.column.data_type == SqlType::Null
                && construct.foreign_keys.is_empty()
                && let Some(data_type) = &data_type
            {
                construct.column.data_type = data_type.clone();
            }
            if !construct.column.nullable_given && !construct.column.primary_key {
                construct.column.nullable = said.optional;
            }
        };
        let refused = |interpreter: &Interpreter| {
            interpreter.unsupported(&format!(
                "the column of the annotation `{text}`; give it mapped_column(TYPE)"
            ))
        };
        match (column, template) {
            (Some(_), Some(_)) => {
                return Err(interpreter.unsupported(&format!(
                    "the annotation `{text}`, whose Annotated has a mapped_column(...) beside another one"
                )));
            }
            (Some(column), None) => {
                let mut construct = column.construct.borrow_mut();
                if said.many && construct.column.data_type == SqlType::Null && data_type.is_none() {
                    return Err(refused(interpreter));
                }
                settle(&mut construct);
            }
            (None, template) => {
                let mut construct = match (template, &data_type) {
                    (Some(template), _) => template,
                    (None, Some(data_type)) => {
                        column::of_schema(Name::new(&*name), data_type.clone())
                    }
                    (None, None) => return Err(refused(interpreter)),
                };
                settle(&mut construct);
                let value = Value::object(ColumnObject::of(construct, None));
                class.scope.put(&Rc::from(&*name), Some(value));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_read() {
        let of = |text| said(text).map(|said| (said.name.to_owned(), said.optional, said.many));
        let name = |name: &str, optional, many| Some((name.to_owned(), optional, many));
        assert_eq!(of("Mapped[int]"), name("int", false, false));
        assert_eq!(of("orm.Mapped[Optional[str]]"), name("str", true, false));
        assert_eq!(of("Mapped[str | None]"), name("str", true, false));
        assert_eq!(of("Mapped[List[\"Post\"]]"), name("Post", false, true));
        assert_eq!(of("\"Mapped[list[Post]]\""), name("Post", false, true));
        assert_eq!(of("Mapped[\"Post | None\"]"), name("Post", true, false));
        assert_eq!(of("Mapped[Union[int, None]]"), name("int", true, false));
        assert_eq!(of("Mapped[List[Optional[int]]]"), name("int", false, true));
        assert_eq!(of("DynamicMapped[\"Post\"]"), name("Post", false, true));
        assert_eq!(of("ClassVar[int]"), None);
    }
}
