//! Parts of the standard library that are written in Python: each is run when
//! a name of it is first asked for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Lookup, ModuleTable, Result};
use crate::python::syntax::Source;
use crate::python::value::{Module, Value};

/// The parts that were run.
#[derive(Default)]
struct Run(RefCell<HashMap<&'static str, Rc<Module>>>);

/// A name that a part written in Python defines.
pub(crate) fn name_of(
    interpreter: &mut Interpreter,
    module: &'static str,
    text: &'static str,
    name: &str,
) -> Result<Option<Value>> {
    if name.starts_with('_') {
        return Ok(None);
    }
    let run = interpreter.extension_or_default::<Run>();
    let known = run.0.borrow().get(module).cloned();
    let part = match known {
        Some(part) => part,
        None => {
            let source = Source::new(format!("{module}.py"), text);
            let part = interpreter.run_part(&source, module)?;
            run.0.borrow_mut().insert(module, part.clone());
            part
        }
    };
    Ok(part.scope.get(name))
}

macro_rules! written {
    ($module:literal, $file:literal) => {
        Some(|interpreter, name| {
            name_of(
                interpreter,
                $module,
                include_str!(concat!("written/", $file)),
                name,
            )
        })
    };
}

/// A module that is all written in Python.
const fn whole(name: &'static str, fallback: Option<Lookup>) -> ModuleTable {
    ModuleTable {
        name,
        definitions: &[],
        fallback,
    }
}

pub(super) const ABC: Option<Lookup> = written!("collections.abc", "collections_abc.py");
pub(super) const ASYNCIO: Option<Lookup> = written!("asyncio", "asyncio.py");
pub(super) const COLLECTIONS: Option<Lookup> = written!("collections", "collections.py");
pub(super) const CONTEXTLIB: Option<Lookup> = written!("contextlib", "contextlib.py");
pub(super) const CSV: Option<Lookup> = written!("csv", "csv.py");
pub(super) const FUNCTOOLS: Option<Lookup> = written!("functools", "functools.py");
pub(super) const HEAPQ: Option<Lookup> = written!("heapq", "heapq.py");
pub(super) const JSON: Option<Lookup> = written!("json", "json.py");
pub(super) const MATH: Option<Lookup> = written!("math", "math.py");
pub(super) const OPERATOR: Option<Lookup> = written!("operator", "operator.py");
pub(super) const OS_PATH: Option<Lookup> = written!("os.path", "os_path.py");
pub(super) const RANDOM: Option<Lookup> = written!("random", "random.py");
pub(super) const STRING: Option<Lookup> = written!("string", "string.py");
pub(super) const TEXTWRAP: Option<Lookup> = written!("textwrap", "textwrap.py");
pub(super) const TYPES: Option<Lookup> = written!("types", "types.py");

pub(super) static BISECT: ModuleTable = whole("bisect", written!("bisect", "bisect.py"));
pub(super) static CALENDAR: ModuleTable = whole("calendar", written!("calendar", "calendar.py"));
pub(super) static CONFIGPARSER: ModuleTable =
    whole("configparser", written!("configparser", "configparser.py"));
pub(super) static INSPECT: ModuleTable = whole("inspect", written!("inspect", "inspect.py"));
pub(super) static NUMBERS: ModuleTable = whole("numbers", written!("numbers", "numbers.py"));
pub(super) static FNMATCH: ModuleTable = whole("fnmatch", written!("fnmatch", "fnmatch.py"));
pub(super) static OSLO_UUIDUTILS: ModuleTable = whole(
    "oslo_utils.uuidutils",
    written!("oslo_utils.uuidutils", "oslo_uuidutils.py"),
);
/// Of lists only: what else a project does with its models is not known.
pub(crate) static PYDANTIC: ModuleTable = whole("pydantic", written!("pydantic", "pydantic.py"));
pub(super) static HMAC: ModuleTable = whole("hmac", written!("hmac", "hmac.py"));
pub(super) static HTML: ModuleTable = whole("html", written!("html", "html.py"));
pub(super) static STATISTICS: ModuleTable =
    whole("statistics", written!("statistics", "statistics.py"));
pub(super) static URL: ModuleTable =
    whole("urllib.parse", written!("urllib.parse", "urllib_parse.py"));
