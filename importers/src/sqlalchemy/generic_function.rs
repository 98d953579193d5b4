//! Classes that a project derives from `GenericFunction`: what `sa.func.NAME` is from then on.

use std::cell::RefCell;
use std::rc::Rc;

use super::argument::NameObject;
use super::clause::{self, Clause};
use super::function::result_type;
use super::type_object::TypeObject;
use super::{argument, compiled, element};
use crate::dialect;
use crate::operation::{Expression, Name, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, NativeFunction, Object, Result};
use crate::python::value::{Class, Unknown, Value};

/// The package of functions without one.
const DEFAULT_PACKAGE: &str = "_default";

/// What `func` gives for names that were registered.
#[derive(Default)]
struct Registered {
    /// Package, identifier in lower case, and what is called.
    functions: RefCell<Vec<(String, String, Value)>>,
    /// A class that may have registered any name.
    lost: RefCell<Option<Rc<Unknown>>>,
}

/// What was registered for a dotted name of `func`.
///
/// # Errors
/// Where a class that is not known may be the one.
pub(super) fn find(interpreter: &Interpreter, path: &[String]) -> Result<Option<Value>> {
    let (package, name) = match path {
        [name] => (DEFAULT_PACKAGE, name),
        [package, name] => (package.as_str(), name),
        _ => return Ok(None),
    };
    let Some(registered) = interpreter.extension::<Registered>() else {
        return Ok(None);
    };
    if let Some(unknown) = registered.lost.borrow().clone() {
        return interpreter.known(Value::Unknown(unknown)).map(Some);
    }
    let name = name.to_lowercase();
    let functions = registered.functions.borrow();
    let mut latest = functions.iter().rev();
    Ok(latest
        .find(|(own, identifier, _)| own == package && *identifier == name)
        .map(|(_, _, function)| function.clone()))
}

fn register(interpreter: &mut Interpreter, package: String, identifier: &str, function: Value) {
    let registered = interpreter.extension_or_default::<Registered>();
    let entry = (package, identifier.to_lowercase(), function);
    registered.functions.borrow_mut().push(entry);
}

/// `register_function(identifier, fn, package)`
fn register_function(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let identifier = args.string("identifier")?;
    let function = args.required("fn")?;
    let package = args.optional_string("package")?;
    args.finish()?;
    let package = package.unwrap_or_else(|| DEFAULT_PACKAGE.to_owned());
    register(interpreter, package, &identifier, function);
    Ok(Value::None)
}

/// What a class statement does: the class is registered by what its own body says.
fn derived(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let own = |interpreter: &Interpreter, attribute: &str| match class.scope.get(attribute) {
        Some(value) => interpreter.known(value).map(Some),
        None => Ok(None),
    };
    let name = own(interpreter, "name")?.unwrap_or_else(|| Value::Str(class.name.clone()));
    let identifier = own(interpreter, "identifier")?.unwrap_or_else(|| name.clone());
    let package = own(interpreter, "package")?.unwrap_or_else(|| Value::str(DEFAULT_PACKAGE));
    let is_registered = !matches!(own(interpreter, "_register")?, Some(Value::Bool(false)));
    let (Some(of), Some(package)) = (identifier.as_str(), package.as_str()) else {
        return Err(interpreter.unsupported("a name of a function that is no text"));
    };
    let put = |name: &str, value: Value| class.scope.put(&name.into(), Some(value));
    if let Some(data_type) = class.scope.get("__return_type__") {
        put("type", data_type);
    }
    put("name", name);
    put("identifier", identifier.clone());
    let has_init = interpreter.class_attribute(class, "__init__").is_some();
    if !has_init {
        put("__init__", Value::object(Initialize));
    }
    if is_registered {
        let package = package.to_string();
        register(interpreter, package, &of, Value::Class(class.clone()));
    }
    element::derived(interpreter, class)
}

/// Without the class nobody knows which name it registers.
fn lost(interpreter: &mut Interpreter, _: Option<&Rc<Class>>, unknown: &Rc<Unknown>) {
    let registered = interpreter.extension_or_default::<Registered>();
    registered
        .lost
        .borrow_mut()
        .get_or_insert_with(|| unknown.clone());
}

/// `GenericFunction.__init__`, as an attribute of a class that has none of its own.
struct Initialize;

impl Object for Initialize {
    fn type_name(&self) -> &str {
        "function"
    }

    fn binds(&self) -> bool {
        true
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        initialize(interpreter, args).map(Some)
    }
}

/// `GenericFunction.__init__(self, *args, **kwargs)`
fn initialize(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let element = args.required("self")?;
    let Value::Instance(instance) = &element else {
        return Err(interpreter.unsupported("a function without its class"));
    };
    let given = argument::present(args.keyword("type_"));
    let values = args.rest();
    // The function takes any keyword, and looks at none.
    let _ = args.take_keywords();
    let mut arguments = Vec::with_capacity(values.len());
    let mut types = Vec::with_capacity(values.len());
    for value in &values {
        let (expression, data_type) = clause::operand_with_type(interpreter, value)?;
        arguments.push(expression);
        types.push(data_type);
    }
    let takes_types = instance.class.derives_from(FROM_ARGUMENTS.name);
    let data_type = match (given, takes_types) {
        (Some(given), _) => Some(argument::data_type(interpreter, &args, "type_", &given)?),
        (None, true) => types.iter().flatten().next().cloned(),
        (None, false) => match interpreter.find_attribute(&element, "type")? {
            Some(given) => {
                let given = interpreter.known(given)?;
                argument::as_type(interpreter, &given)?
            }
            None => None,
        },
    };
    let data_type = data_type.filter(|data_type| *data_type != SqlType::Null);
    if compiled::is_written(interpreter, &element) {
        let clauses = arguments.into_iter().zip(types);
        let clauses = clauses.map(|(expression, data_type)| Clause::value(expression, data_type));
        *instance.inner.borrow_mut() = Some(Value::tuple(clauses));
        return Ok(Value::None);
    }
    let name = interpreter.find_attribute(&element, "name")?;
    let function = Expression::Function {
        name: vec![written_name(interpreter, name)?],
        arguments,
    };
    *instance.inner.borrow_mut() = Some(Clause::value(function, data_type));
    Ok(Value::None)
}

/// The name of such a function, with or without quotes.
fn written_name(interpreter: &mut Interpreter, value: Option<Value>) -> Result<Name> {
    let own = interpreter.dialect();
    let value = value.unwrap_or(Value::None);
    if let Some(object) = value.downcast::<NameObject>() {
        let quoted = dialect::quote(&object.name, own);
        return Ok(Name {
            quote: Some(quoted != object.name.text),
            ..object.name.clone()
        });
    }
    match value.as_str() {
        Some(text) => Ok(Name {
            text: text.to_string(),
            quote: Some(!dialect::is_plain(&text)),
        }),
        None => Err(interpreter.unsupported("a name of a function that is no text")),
    }
}

/// Without a class of the project's there is no name.
fn construct(interpreter: &mut Interpreter, _: Args) -> Result<Value> {
    Err(interpreter.unsupported("a function without a class of its own"))
}

fn attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    const INITIALIZE: Value = Value::Native(NativeFunction {
        module: "sqlalchemy.sql.functions",
        name: "__init__",
        call: initialize,
    });
    match name {
        "__init__" => Ok(Some(INITIALIZE)),
        _ => compiled::attribute(interpreter, name),
    }
}

const ABOVE: &[&str] = &[
    "sqlalchemy.sql.functions.FunctionElement",
    "sqlalchemy.sql.elements.ColumnElement",
    "sqlalchemy.sql.elements.ClauseElement",
];

const ABOVE_DERIVED: &[&str] = &[
    "sqlalchemy.sql.functions.GenericFunction",
    "sqlalchemy.sql.functions.FunctionElement",
    "sqlalchemy.sql.elements.ColumnElement",
    "sqlalchemy.sql.elements.ClauseElement",
];

const fn class(name: &'static str, above: &'static [&'static str]) -> ClassDefinition {
    ClassDefinition::new(name, above, construct)
        .attributes(attribute)
        .derived(derived)
        .lost(lost)
}

static GENERIC: ClassDefinition = class("sqlalchemy.sql.functions.GenericFunction", ABOVE);
static ANSI: ClassDefinition = class("sqlalchemy.sql.functions.AnsiFunction", ABOVE_DERIVED);
static FROM_ARGUMENTS: ClassDefinition =
    class("sqlalchemy.sql.functions.ReturnTypeFromArgs", ABOVE_DERIVED);

static FROM_OPTIONAL_ARGUMENTS: ClassDefinition = class(
    "sqlalchemy.sql.functions.ReturnTypeFromOptionalArgs",
    &[
        "sqlalchemy.sql.functions.ReturnTypeFromArgs",
        "sqlalchemy.sql.functions.GenericFunction",
        "sqlalchemy.sql.functions.FunctionElement",
        "sqlalchemy.sql.elements.ColumnElement",
        "sqlalchemy.sql.elements.ClauseElement",
    ],
);
static ORDERED: ClassDefinition =
    class("sqlalchemy.sql.functions.OrderedSetAgg", ABOVE_DERIVED).derived(no_class);

/// A function that SQLAlchemy knows and that does more than to have a name and a type, as the base
/// of a class.
static KNOWN: ClassDefinition =
    class("sqlalchemy.sql.functions.Function", ABOVE_DERIVED).derived(no_class);

/// Functions that have nothing of their own but a type, which the classes below them have as well.
macro_rules! typed {
    ($($constant:ident $name:literal;)*) => {
        $(static $constant: ClassDefinition =
            class(concat!("sqlalchemy.sql.functions.", $name), ABOVE_DERIVED)
                .derived(|interpreter, class| typed(interpreter, class, $name));)*
        static TYPED: &[(&str, &ClassDefinition)] = &[$(($name, &$constant)),*];
    };
}

typed! {
    CONCAT "concat";
    CURRENT_DATE "current_date";
    CURRENT_TIME "current_time";
    CURRENT_TIMESTAMP "current_timestamp";
    CURRENT_USER "current_user";
    LOCALTIME "localtime";
    LOCALTIMESTAMP "localtimestamp";
    NOW "now";
    RANDOM "random";
    SESSION_USER "session_user";
    SYSDATE "sysdate";
    USER "user";
}

fn typed(interpreter: &mut Interpreter, class: &Rc<Class>, name: &str) -> Result<()> {
    let says_type = ["type", "__return_type__"]
        .iter()
        .any(|own| class.scope.get(own).is_some());
    if !says_type && let Some(data_type) = result_type(name, None) {
        let data_type = TypeObject::value("", data_type);
        class.scope.put(&"type".into(), Some(data_type));
    }
    derived(interpreter, class)
}

/// What a class below a function of SQLAlchemy's derives from.
pub(super) fn known(name: &str) -> &'static ClassDefinition {
    match name {
        "coalesce" => &FROM_OPTIONAL_ARGUMENTS,
        "max" | "min" | "sum" => &FROM_ARGUMENTS,
        _ => typed_class(name).unwrap_or(&KNOWN),
    }
}

/// The class of a function that has nothing of its own but a type.
pub(super) fn typed_class(name: &str) -> Option<&'static ClassDefinition> {
    let typed = TYPED.iter().find(|(own, _)| *own == name);
    typed.map(|(_, class)| *class)
}

/// Whether a class of SQLAlchemy's is a function that a function of a project may write.
pub(crate) fn is_written(class: &str) -> bool {
    TYPED.iter().any(|(_, own)| own.name == class)
}

fn no_class(interpreter: &mut Interpreter, _: &Rc<Class>) -> Result<()> {
    Err(interpreter.unsupported("a class that derives from one of SQLAlchemy's functions"))
}

/// What `sqlalchemy.sql.functions` offers for them.
pub(super) static DEFINITIONS: &[(&str, Definition)] = &[
    ("GenericFunction", Definition::Class(&GENERIC)),
    ("AnsiFunction", Definition::Class(&ANSI)),
    ("ReturnTypeFromArgs", Definition::Class(&FROM_ARGUMENTS)),
    (
        "ReturnTypeFromOptionalArgs",
        Definition::Class(&FROM_OPTIONAL_ARGUMENTS),
    ),
    ("OrderedSetAgg", Definition::Class(&ORDERED)),
    ("register_function", Definition::Function(register_function)),
];
