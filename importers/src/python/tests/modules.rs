//! Modules of the project, and what is not known.

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

use insta::assert_snapshot;

use crate::python::interpreter::{Interpreter, Loaded, Loader, Options};
use crate::python::syntax::Source;
use crate::{Dialect, Direction};

struct Files(&'static [(&'static str, &'static str, &'static str)]);

impl Loader for Files {
    fn load(&self, dotted: &str) -> Option<Loaded> {
        self.0
            .iter()
            .find(|(name, _, _)| *name == dotted)
            .map(|(_, path, text)| Loaded {
                source: Source::new(*path, *text),
            })
    }
}

const FILES: &[(&str, &str, &str)] = &[
    (
        "helpers",
        "helpers.py",
        "import other\nNAME = 'n'\ndef twice(x):\n    return x * 2\ndef fail():\n    raise ValueError('inside')\n",
    ),
    (
        "pkg",
        "pkg/__init__.py",
        "from .sub import VALUE\nfrom . import sub\n__all__ = ['VALUE']\n",
    ),
    ("pkg.sub", "pkg/sub.py", "VALUE = 5\nOTHER = 6\n"),
    ("broken", "broken.py", "def (:\n"),
    (
        "lazy",
        "lazy/__init__.py",
        "X = 1\nclass Made(str):\n    pass\ndef __getattr__(name):\n    if name.startswith('M'):\n        return globals()['Made'](name)\n    raise AttributeError(name)\n",
    ),
    ("lazy.sub", "lazy/sub.py", "Y = 2\n"),
    (
        "needs",
        "needs.py",
        "import not_there\nimport asyncio\ntry:\n    import faster\nexcept ImportError:\n    faster = None\nV = 3\n",
    ),
    (
        "listed",
        "listed.py",
        "from public import private, public\n@public\ndef f():\n    return 1\n@public\nclass K:\n    x = 3\ndef g():\n    pass\n\
         public(Z=5)\n@private\ndef h():\n    pass\n",
    ),
    ("a", "a.py", "import b\nX = 1\n"),
    ("b", "b.py", "import a\nY = 2\n"),
];

fn run(snippet: &str) -> String {
    ran(snippet).0
}

/// What a snippet gives, and the messages of the warnings.
fn ran(snippet: &str) -> (String, Vec<String>) {
    let mut options = Options::new(Dialect::Postgres, Direction::Up);
    options.loader = Rc::new(Files(FILES));
    let mut interpreter = Interpreter::new(options);
    let outcome = interpreter
        .run_module(snippet, Path::new("versions/main.py"))
        .and_then(|module| match module.scope.get("result") {
            Some(value) => interpreter.repr(&value),
            None => Ok("no result".into()),
        });
    let text = outcome.unwrap_or_else(|interrupt| {
        let diagnostic = interpreter.diagnose(interrupt);
        format!(
            "{}\n{}\n{}",
            diagnostic.code,
            diagnostic,
            diagnostic.help.clone().unwrap_or_default()
        )
    });
    let warnings = interpreter.take_warnings().into_iter();
    (text, warnings.map(|warning| warning.message).collect())
}

#[test]
fn modules_beside_are_read() {
    assert_snapshot!(run("import helpers\nfrom helpers import twice as t\nresult = helpers.NAME, t(4)"), @"('n', 8)");
    assert_snapshot!(run("import pkg\nfrom pkg import sub\nimport pkg.sub as s\nfrom pkg.sub import OTHER\nresult = pkg.VALUE, sub.OTHER, s is sub, OTHER"), @"(5, 6, True, 6)");
    assert_snapshot!(run("from pkg import *\nresult = VALUE"), @"5");
    assert_snapshot!(run("import a, b\nresult = a.X, b.Y, b.a is a"), @"(1, 2, True)");
    assert_snapshot!(run("import pkg.sub\nresult = pkg.sub.OTHER"), @"6");
}

#[test]
fn a_module_may_make_its_names() {
    assert_snapshot!(run("import lazy\nfrom lazy import Many, sub, X\nresult = Many, lazy.More, sub.Y, X, hasattr(lazy, 'none'), getattr(lazy, 'none', 3)"), @"('Many', 'More', 2, 1, False, 3)");
    assert_snapshot!(run("import lazy\nresult = lazy.none"), @r"
    python-exception
    versions/main.py:2:10: Python would stop here: AttributeError: module 'lazy' has no attribute 'none'
    ");
}

#[test]
fn what_the_standard_library_lacks_is_no_type_of_the_project() {
    for used in [
        "import argparse\nresult = argparse.ArgumentParser()",
        "from xml.dom import minidom\nresult = minidom.parse('x')",
    ] {
        let said = run(used);
        assert!(said.contains("standard library"), "{said}");
    }
}

#[test]
fn an_exception_inside_a_helper_names_the_line_of_the_main_file() {
    assert_snapshot!(run("import helpers\n\ndef f():\n    helpers.fail()\nf()"), @r"
    python-exception
    versions/main.py:4:5: Python would stop here: ValueError: inside
    ");
}

#[test]
fn what_is_not_known_is_refused_where_it_is_used() {
    assert_snapshot!(run("import app.models as m\nfrom app.db import GUID\nx: GUID = None\nresult = 1"), @"1");
    assert_snapshot!(run("from app.db import GUID\n\nresult = GUID"), @r#"
    unknown-import
    versions/main.py:1:20: `app.db.GUID` is used here, and bridge does not know it (imported on line 1).
    If it is a type, say its SQL in bridge.toml: [sources.NAME.types] "app.db.GUID" = "CHAR(36)", or = { sqlite = "CHAR(36)", postgres = "UUID" }. If it is a constant, say its value: [sources.NAME.values] "app.db.GUID" = 255. If it is code, add the folder that holds `app` to `prepend_sys_path` in alembic.ini, or write what it does into the revision.
    "#);
}

#[test]
fn loggers_of_modules_that_are_not_known_are_not_called() {
    let logs = "from company.log import logger, get_logger\nimport company\nlog = get_logger(__name__)\n\
        def f():\n    own = company.logging.getLogger('a')\n    own.warning('b')\n    company.LOG.info('c')\n    \
        return log.debug('x', a=1), logger.exception('y')\nresult = f()";
    assert_snapshot!(run(logs), @"(None, None)");
    for used in [
        "logger.run('x')",
        "logger.handlers",
        "company.catalog.log('x')",
    ] {
        let text = format!(
            "import company\nfrom company.log import logger\ndef f():\n    return {used}\nresult = f()"
        );
        assert!(run(&text).starts_with("unknown-import"), "{used}");
    }
}

#[test]
fn what_a_module_is_called() {
    assert_snapshot!(run("result = __spec__.name == __name__, __spec__.parent"), @r#"(True, '')"#);
    assert_snapshot!(run("result = __name__"), @r#"'main_py'"#);
    let mut interpreter = Interpreter::new(Options::new(Dialect::Postgres, Direction::Up));
    let text = "from decimal import Decimal\nresult = Decimal(1)";
    let module = interpreter.run_module(text, Path::new("versions/decimal.py"));
    let found = module.ok().and_then(|module| module.scope.get("result"));
    assert!(found.is_some(), "a file is no module that it imports");
}

#[test]
fn zones_of_pytz_are_refused_where_they_are_used() {
    let unused = "import pytz\nzone = pytz.timezone('Europe/Paris')\nresult = pytz.timezone('utc')";
    assert_snapshot!(run(unused), @"<UTC>");
    let moments = "import pytz\nfrom datetime import datetime, timedelta, timezone\n\
        made = pytz.utc.localize(datetime(2024, 7, 1))\n\
        other = datetime(2024, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))\n\
        result = made.isoformat(), pytz.utc.normalize(other).isoformat(), made.tzname()";
    assert_snapshot!(run(moments), @"('2024-07-01T00:00:00+00:00', '2024-07-01T10:00:00+00:00', 'UTC')");
    let again = "import pytz\nfrom datetime import datetime\n\
        pytz.utc.localize(datetime(2024, 7, 1, tzinfo=pytz.utc))";
    assert!(run(again).contains("Not naive datetime"));
    assert_snapshot!(run("import pytz\nfrom datetime import datetime\nresult = datetime(2024, 1, 1, tzinfo=pytz.timezone('Europe/Paris'))"), @r#"
    unknown-name
    versions/main.py:3:10: bridge does not know `pytz.timezone("Europe/Paris")` (line 3).
    Use zoneinfo.ZoneInfo("Europe/Paris"), whose offsets are those of today's rules: pytz has the oldest one for times that are made with `tzinfo=`.
    "#);
}

#[test]
fn utc_of_pendulum_is_a_zone_and_the_rest_is_refused_where_it_is_used() {
    let used = "import pendulum\nfrom pendulum.datetime import DateTime\nfrom datetime import datetime\n\
        result = datetime(2024, 1, 1, tzinfo=pendulum.UTC).isoformat()";
    assert_snapshot!(run(used), @"'2024-01-01T00:00:00+00:00'");
    let said = run("import pendulum\nresult = pendulum.parse('2024-01-01')\nif result: pass");
    assert!(said.contains("pendulum.parse"), "{said}");
}

/// `__file__` is absolute in Python: there are folders above the project.
#[test]
fn folders_above_the_project_are_there_and_outside() {
    let used = "from pathlib import Path\nhere = Path(__file__).parents\n\
        result = len(here), str(here[0]), [str(one) for one in here], str(here[1]), str(here[2] / 'x'), str(here[3])";
    assert_snapshot!(run(used), @"(2, 'versions', ['versions', '.'], '.', '../x', '../..')");
    assert_snapshot!(run("from pathlib import Path\nresult = (Path(__file__).parents[4] / 'x').read_text()"), @r#"
    file-elsewhere
    versions/main.py:2:10: '../../../x' is no file of the project.
    bridge reads files of the project only. Name them from the migration's own place: Path(__file__).parent / "data.sql".
    "#);
}

#[test]
fn a_module_that_cannot_be_read_says_why() {
    assert_snapshot!(run("import broken\n\nif broken.x: pass"), @r"
    unknown-import
    versions/main.py:3:4: `broken.x` is used here, and bridge does not know it (imported on line 1).
    The module could not be read: broken.py:1:5: The file is not valid Python: Expected an identifier.
    ");
}

#[test]
fn per_run_values_pass_through() {
    assert_snapshot!(run("import uuid, datetime, os\nx = str(uuid.uuid4())[:8] + 'a'\ny = datetime.datetime.utcnow().isoformat()\nz = f'{os.environ[\"A\"]}'\nprint(x, y, z)\nw = [x, y]\nresult = 1"), @"1");
    assert_snapshot!(run("import uuid\nx = uuid.uuid4()\nif x: pass"), @r"
    per-run-value
    versions/main.py:3:4: uuid.uuid4() differs on every run (line 2).
    ");
}

struct Counting(Cell<usize>);

impl Loader for Counting {
    fn load(&self, dotted: &str) -> Option<Loaded> {
        let text = match dotted {
            "broken" => {
                self.0.set(self.0.get() + 1);
                "def ("
            }
            "first" | "second" => "import broken\n",
            _ => return None,
        };
        Some(Loaded {
            source: Source::new(format!("{dotted}.py"), text),
        })
    }
}

#[test]
fn a_module_that_cannot_be_read_is_tried_once() {
    let loader = Rc::new(Counting(Cell::new(0)));
    let mut interpreter = Interpreter::new(Options {
        loader: loader.clone(),
        ..Options::new(Dialect::Sqlite, Direction::Up)
    });
    let text = "import first\nimport second\nimport broken\n";
    assert!(interpreter.run_module(text, Path::new("a.py")).is_ok());
    assert_eq!(loader.0.get(), 1);
}

struct Models;

impl Loader for Models {
    fn load(&self, dotted: &str) -> Option<Loaded> {
        let text = "import elsewhere\n\
            class User:\n    __tablename__ = 'users'\n    size = [n for n in elsewhere.sizes()]\n\
            limit = [n for n in elsewhere.limits]\n\
            User.other = [n for n in elsewhere.limits]\n\
            name = 'n'\n\
            names = ['a']\n\
            sizes = [1]\n\
            def add():\n    names.append('b')\n\
            if elsewhere.is_wide():\n    add()\n    width = 1\n\
            kind = 'k'.missing\n\
            after = 'after'\n";
        (dotted == "models").then(|| Loaded {
            source: Source::new("models.py", text),
        })
    }
}

#[test]
fn what_a_module_beside_does_not_define_leaves_the_rest() {
    let run = |text: &str| {
        let mut interpreter = Interpreter::new(Options {
            loader: Rc::new(Models),
            ..Options::new(Dialect::Sqlite, Direction::Up)
        });
        match interpreter.run_module(text, Path::new("a.py")) {
            Ok(_) => String::new(),
            Err(interrupt) => interpreter.diagnose(interrupt).to_string(),
        }
    };
    let known = "from models import User, name\nassert User.__tablename__ + name == 'usersn'\n";
    assert_snapshot!(run(known), @"");
    assert_ne!(run("from models import limit\nfor n in limit: pass\n"), "");
    assert_ne!(
        run("from models import User\nfor n in User.size: pass\n"),
        ""
    );
    assert_ne!(
        run("from models import User\nfor n in User.other: pass\n"),
        ""
    );
    let known = "from models import after, sizes\nassert after == 'after' and sizes == [1]\n";
    assert_snapshot!(run(known), @"");
    for changed in ["names", "width", "kind"] {
        let used = format!("from models import {changed}\nfor n in {changed}: pass\n");
        assert_ne!(run(&used), "", "{changed}");
    }
}

#[test]
fn an_import_whose_failure_would_be_caught_further_out_is_said() {
    let caught = |handler: &str| {
        let snippet =
            format!("try:\n    from needs import V\nexcept {handler}:\n    V = 0\nresult = V");
        ran(&snippet)
    };
    for handler in [
        "ImportError",
        "(KeyError, ModuleNotFoundError)",
        "Exception",
    ] {
        let (text, warnings) = caught(handler);
        assert_eq!(text, "3");
        // What the standard library has is there, and `needs` catches one itself.
        let [warning] = &warnings[..] else {
            panic!("{handler}: {warnings:?}");
        };
        assert!(
            warning.starts_with("`needs` imports `not_there`"),
            "{warning}"
        );
    }
    assert_eq!(caught("KeyError"), ("3".to_owned(), Vec::new()));
    let plain = ran(
        "from needs import V\ntry:\n    import needs\nexcept ImportError:\n    pass\nresult = V",
    );
    assert_eq!(plain, ("3".to_owned(), Vec::new()));
}

#[test]
fn decorators_that_only_list_names() {
    assert_snapshot!(run("from listed import *\nimport listed\nresult = f(), K.x, Z, listed.__all__"), @"(1, 3, 5, ['f', 'K', 'Z'])");
}

#[test]
fn what_bridge_writes_in_python_is_its_callers() {
    assert_snapshot!(run("from types import MappingProxyType\n\nMappingProxyType(5)"), @"
    python-exception
    versions/main.py:3:1: Python would stop here: TypeError: mappingproxy() argument must be a mapping, not int
    ");
    assert_snapshot!(run("from nowhere import X\nfrom types import MappingProxyType\n\nMappingProxyType(X)"), @r#"
    unknown-import
    versions/main.py:4:1: `nowhere.X` is used here, and bridge does not know it (imported on line 1).
    If it is a type, say its SQL in bridge.toml: [sources.NAME.types] "nowhere.X" = "CHAR(36)", or = { sqlite = "CHAR(36)", postgres = "UUID" }. If it is a constant, say its value: [sources.NAME.values] "nowhere.X" = 255. If it is code, add the folder that holds `nowhere` to `prepend_sys_path` in alembic.ini, or write what it does into the revision.
    "#);
}
