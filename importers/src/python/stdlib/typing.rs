//! `typing`, `typing_extensions`, `abc`, `types`: names that annotations use.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, ModuleTable, NativeCall, NativeFunction, Object, Result,
};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "typing",
    definitions: DEFINITIONS,
    fallback: Some(form),
};

pub(super) static EXTENSIONS: ModuleTable = ModuleTable {
    name: "typing_extensions",
    definitions: DEFINITIONS,
    fallback: Some(form),
};

const DEFINITIONS: &[(&str, Definition)] = &[
    (
        "TYPE_CHECKING",
        Definition::Value(|_| Ok(Value::Bool(false))),
    ),
    ("cast", Definition::Function(cast)),
    ("NamedTuple", Definition::Class(&NAMED_TUPLE)),
    ("Generic", Definition::Class(&GENERIC)),
    ("Protocol", Definition::Class(&PROTOCOL)),
    ("NewType", Definition::Function(new_type)),
    ("get_type_hints", Definition::Function(type_hints)),
    ("get_args", Definition::Function(get_args)),
    ("overload", Definition::Function(same)),
    ("final", Definition::Function(same)),
    ("override", Definition::Function(same)),
    ("no_type_check", Definition::Function(same)),
    ("runtime_checkable", Definition::Function(same)),
    ("List", Definition::Value(|_| builtin("list"))),
    ("Dict", Definition::Value(|_| builtin("dict"))),
    ("Set", Definition::Value(|_| builtin("set"))),
    ("FrozenSet", Definition::Value(|_| builtin("frozenset"))),
    ("Tuple", Definition::Value(|_| builtin("tuple"))),
    ("Type", Definition::Value(|_| builtin("type"))),
    ("Text", Definition::Value(|_| builtin("str"))),
    (
        "Annotated",
        Definition::Value(|_| Ok(Value::object(Form::of("Annotated")))),
    ),
    ("TypedDict", Definition::Class(&TYPED_DICT)),
];

static GENERIC: ClassDefinition = ClassDefinition::new("typing.Generic", &[], no_instances);
static PROTOCOL: ClassDefinition = ClassDefinition::new("typing.Protocol", &[], no_instances);
static NAMED_TUPLE: ClassDefinition = ClassDefinition::new(
    "typing.NamedTuple",
    &["tuple"],
    super::collections::typed_by_call,
)
.derived(super::collections::typed_named_tuple);

static TYPED_DICT: ClassDefinition =
    ClassDefinition::new("typing.TypedDict", &["dict"], plain_dict).derived(|_, class| {
        // Its objects are dicts, and nothing else.
        let new = Value::Native(NativeFunction {
            module: "typing",
            name: "__new__",
            call: |interpreter, mut args| {
                args.required("cls")?;
                plain_dict(interpreter, args)
            },
        });
        class.scope.put(&"__new__".into(), Some(new));
        Ok(())
    });

fn plain_dict(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let dict = builtin("dict")?;
    interpreter.call(&dict, args)
}

fn no_instances(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    // A class that derives from it is made without arguments of its own.
    if args.is_empty() {
        return Ok(Value::None);
    }
    Err(interpreter.raise(
        "TypeError",
        format!("{}() takes no arguments", args.function),
    ))
}

fn builtin(name: &str) -> Result<Value> {
    Ok(crate::python::builtins::class(name).map_or(Value::None, Value::NativeClass))
}

/// `get_type_hints(x)`: also of the classes above.
fn type_hints(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("obj")?;
    args.finish()?;
    match &value {
        Value::Function(function) => interpreter.annotations(function, true),
        Value::Class(class) => {
            let hints = interpreter.dict([])?;
            let own = Value::Class(class.clone());
            for class in class.above.iter().rev().chain([&own]) {
                if let Value::Class(class) = class {
                    let annotations = interpreter.class_annotations(class, true)?;
                    for (name, value) in interpreter.mapping(&annotations)? {
                        interpreter.set_item(&hints, &name, Some(value))?;
                    }
                }
            }
            Ok(hints)
        }
        _ => Err(interpreter.unsupported("`get_type_hints` of this")),
    }
}

/// `get_args(Literal[...])`; of other forms it is not known what stands within.
fn get_args(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let form = args.required("tp")?;
    args.finish()?;
    match literals(interpreter, &form)? {
        Some(values) => Ok(Value::tuple(values)),
        None => Err(interpreter.unsupported("`get_args` of what is no `Literal`")),
    }
}

/// The values of `Literal[...]`: those within others are its own, and each stands once.
fn literals(interpreter: &mut Interpreter, form: &Value) -> Result<Option<Vec<Value>>> {
    let Some(form) = form
        .downcast::<Form>()
        .filter(|form| form.name == "Literal")
    else {
        return Ok(None);
    };
    let given = match &form.arguments {
        Some(Value::Tuple(values)) => values.to_vec(),
        Some(value) => vec![value.clone()],
        None => Vec::new(),
    };
    let mut all: Vec<Value> = Vec::new();
    for value in given {
        let inner = interpreter.deeper(|interpreter| literals(interpreter, &value))?;
        for value in inner.unwrap_or_else(|| vec![value]) {
            let mut is_there = false;
            for other in &all {
                is_there |= other.type_name() == value.type_name()
                    && interpreter.is_equal(other, &value)?;
            }
            if !is_there {
                all.push(value);
            }
        }
    }
    Ok(Some(all))
}

/// `NewType("Name", base)`: a function that gives what it is given.
fn new_type(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    args.required("name")?;
    args.required("tp")?;
    args.finish()?;
    Ok(Value::Native(NativeFunction {
        module: "typing",
        name: "NewType",
        call: same,
    }))
}

fn cast(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    args.required("typ")?;
    let value = args.required("val")?;
    args.finish()?;
    Ok(value)
}

fn same(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("value")?;
    args.finish()?;
    Ok(value)
}

/// Any other name: a form that can be subscribed, joined with `|` and called (`TypeVar("T")`).
fn form(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let known = name.chars().next().is_some_and(char::is_uppercase);
    Ok(known.then(|| Value::object(Form::of(name))))
}

struct Form {
    name: String,
    /// What stands in brackets, where something does.
    arguments: Option<Value>,
}

impl Form {
    fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            arguments: None,
        }
    }
}

/// `list[int]`, where it is told from `list` and `list[str]`.
pub(crate) fn alias(name: &str, arguments: &Value) -> Value {
    Value::object(Form {
        name: name.to_owned(),
        arguments: Some(arguments.clone()),
    })
}

/// What an annotation would say for a type: `Dict[str, Any]`, without the modules of its names.
pub(crate) fn written(value: &Value) -> Option<String> {
    Some(match value {
        Value::None => "None".to_owned(),
        Value::Class(class) => class.name.to_string(),
        Value::NativeClass(class) => class.short_name().to_owned(),
        Value::Tuple(parts) => {
            let parts: Option<Vec<String>> = parts.iter().map(written).collect();
            parts?.join(", ")
        }
        other => {
            let form = other.downcast::<Form>()?;
            match &form.arguments {
                Some(arguments) => format!("{}[{}]", form.name, written(arguments)?),
                None => form.name.clone(),
            }
        }
    })
}

impl Object for Form {
    fn type_name(&self) -> &str {
        &self.name
    }

    fn item(self: Rc<Self>, _: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        if let ("Annotated", Value::Tuple(parts)) = (&*self.name, key)
            && let Some((first, rest)) = parts.split_first()
        {
            return Ok(Some(Value::object(Annotated {
                origin: first.clone(),
                metadata: rest.to_vec(),
            })));
        }
        Ok(Some(Value::object(Self {
            name: self.name.clone(),
            arguments: Some(key.clone()),
        })))
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        let class = match &*self.name {
            "Counter" | "ChainMap" | "OrderedDict" => &*self.name,
            "DefaultDict" => "defaultdict",
            "Deque" => "deque",
            // `TypeVar("T")` and its like.
            _ => return Ok(Some(Value::Object(self))),
        };
        let Some(module) = interpreter.find_module("collections")? else {
            return Ok(None);
        };
        let class = interpreter.module_attribute(&module, class)?;
        interpreter.call(&class, args).map(Some)
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        _: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        Ok((operator == "|").then(|| Value::Object(self)))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!("typing.{}", self.name)))
    }
}

/// `Annotated[int, ...]`
pub(crate) struct Annotated {
    /// The type.
    pub(crate) origin: Value,
    /// What is said of it.
    pub(crate) metadata: Vec<Value>,
}

impl Object for Annotated {
    fn type_name(&self) -> &str {
        "Annotated"
    }

    fn item(self: Rc<Self>, _: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        _: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        Ok((operator == "|").then(|| Value::Object(self)))
    }
}

fn abstract_method(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let function = same(interpreter, args)?;
    if matches!(function, Value::Function(_)) {
        let name = crate::python::evaluate::ABSTRACT;
        interpreter.set_attribute(&function, name, Value::Bool(true))?;
    }
    Ok(function)
}

static ABC_CLASS: ClassDefinition = ClassDefinition::new("abc.ABC", &[], no_instances);

pub(super) static ABC: ModuleTable = ModuleTable {
    name: "abc",
    definitions: &[
        ("ABC", Definition::Class(&ABC_CLASS)),
        ("abstractmethod", Definition::Function(abstract_method)),
        (
            "abstractproperty",
            Definition::Value(|_| builtin("property")),
        ),
        ("ABCMeta", Definition::Value(|_| builtin("type"))),
    ],
    fallback: None,
};

pub(super) static TYPES: ModuleTable = ModuleTable {
    name: "types",
    definitions: &[
        ("FunctionType", Definition::Value(|_| builtin("function"))),
        ("ModuleType", Definition::Value(|_| builtin("module"))),
        ("LambdaType", Definition::Value(|_| builtin("function"))),
        ("GeneratorType", Definition::Value(|_| builtin("generator"))),
        ("NoneType", Definition::Value(|_| builtin("NoneType"))),
        (
            "SimpleNamespace",
            Definition::Function(|interpreter, mut args| {
                let keywords = args.take_keywords();
                args.finish()?;
                let class =
                    super::collections::plain_class(interpreter, "types", "SimpleNamespace");
                for (name, call) in NAMESPACE {
                    let method = NativeFunction {
                        module: "types",
                        name,
                        call: *call,
                    };
                    class
                        .scope
                        .put(&(*name).into(), Some(Value::Native(method)));
                }
                let instance = super::collections::plain_instance(interpreter, class);
                for keyword in keywords {
                    interpreter.set_attribute(&instance, &keyword.name, keyword.value)?;
                }
                Ok(instance)
            }),
        ),
    ],
    fallback: super::written::TYPES,
};

/// The methods of `SimpleNamespace`.
const NAMESPACE: &[(&str, NativeCall)] = &[
    ("__repr__", |interpreter, mut args| {
        let value = args.required("self")?;
        let mut parts = Vec::new();
        if let Value::Instance(instance) = &value {
            for (name, value) in instance.scope.entries() {
                parts.push(format!("{name}={}", interpreter.repr(&value)?));
            }
        }
        Ok(Value::str(format!("namespace({})", parts.join(", "))))
    }),
    ("__eq__", |interpreter, mut args| {
        let (left, right) = (args.required("self")?, args.required("other")?);
        let is_one = |value: &Value| matches!(value, Value::Instance(instance) if instance.class.full_name() == "types.SimpleNamespace");
        if !is_one(&left) || !is_one(&right) {
            return Ok(Value::NotImplemented);
        }
        let left = interpreter.attribute(&left, "__dict__")?;
        let right = interpreter.attribute(&right, "__dict__")?;
        interpreter.equal(&left, &right)
    }),
];
