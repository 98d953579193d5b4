//! What branches on the catalogue record.

use std::path::Path;

use insta::assert_snapshot;

use crate::operation::{Operation, TableName};
use crate::python::interpreter::{Interpreter, Options};
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;
use crate::record::{Step, Test};
use crate::script::Question;
use crate::{Dialect, Direction};

/// Stands in for `op` and the inspector.
static LIBRARY: ModuleTable = ModuleTable {
    name: "db",
    definitions: &[
        ("run", Definition::Function(run)),
        ("has", Definition::Function(has)),
        (
            "Error",
            Definition::Exception {
                name: "db.Error",
                base: "Exception",
            },
        ),
    ],
    fallback: None,
};

static LIBRARIES: &[&ModuleTable] = &[&LIBRARY];

fn run(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("name")?;
    args.finish()?;
    interpreter.record(Operation::DropTable {
        table: TableName::new(name),
        if_exists: false,
    });
    Ok(Value::None)
}

fn has(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let table = args.string("name")?;
    args.finish()?;
    let snapshot = interpreter.recorder.snapshot();
    Ok(Value::test(Test::Question(
        snapshot,
        Question::Table {
            schema: None,
            table,
        },
    )))
}

fn test_text(test: &Test) -> String {
    let join = |tests: &[Test], word: &str| {
        let parts: Vec<String> = tests
            .iter()
            .map(|test| match test {
                Test::And(_) | Test::Or(_) => format!("({})", test_text(test)),
                other => test_text(other),
            })
            .collect();
        parts.join(word)
    };
    match test {
        Test::Known(known) => known.to_string(),
        Test::Question(_, Question::Table { table, .. }) => table.clone(),
        Test::Question(..) => "?".into(),
        Test::Caught(id) => format!("caught {id}"),
        Test::Not(inner) => match **inner {
            Test::And(_) | Test::Or(_) => format!("not ({})", test_text(inner)),
            _ => format!("not {}", test_text(inner)),
        },
        Test::And(tests) => join(tests, " and "),
        Test::Or(tests) => join(tests, " or "),
    }
}

fn write(steps: &[Step], indent: usize, out: &mut String) {
    let pad = "  ".repeat(indent);
    for step in steps {
        match step {
            Step::Operation { operation, origin } => {
                let name = match &**operation {
                    Operation::DropTable { table, .. } => table.name.text.clone(),
                    _ => String::new(),
                };
                out.push_str(&format!("{pad}{name} :{}\n", origin.line));
            }
            Step::Snapshot(_) => {}
            Step::If {
                test,
                then,
                otherwise,
            } => {
                out.push_str(&format!("{pad}if {}\n", test_text(test)));
                write(then, indent + 1, out);
                if !otherwise.is_empty() {
                    out.push_str(&format!("{pad}else\n"));
                    write(otherwise, indent + 1, out);
                }
            }
            Step::Try {
                id,
                body,
                handlers,
                otherwise,
                finally,
            } => {
                out.push_str(&format!("{pad}try {id}\n"));
                write(body, indent + 1, out);
                for (classes, steps) in handlers {
                    out.push_str(&format!("{pad}except {}\n", classes.join(", ")));
                    write(steps, indent + 1, out);
                }
                if !otherwise.is_empty() {
                    out.push_str(&format!("{pad}else\n"));
                    write(otherwise, indent + 1, out);
                }
                if !finally.is_empty() {
                    out.push_str(&format!("{pad}finally\n"));
                    write(finally, indent + 1, out);
                }
            }
            Step::Autocommit(steps) => {
                out.push_str(&format!("{pad}autocommit\n"));
                write(steps, indent + 1, out);
            }
            Step::Fail { message, origin } => {
                out.push_str(&format!("{pad}fail {message} :{}\n", origin.line));
            }
        }
    }
}

/// What `upgrade()` of a file records; the file starts with `from db import *` on line 1.
pub(super) fn record(body: &str) -> String {
    let mut options = Options::new(Dialect::Sqlite, Direction::Up);
    options.libraries = LIBRARIES;
    let mut interpreter = Interpreter::new(options);
    let indented: String = body
        .trim_matches('\n')
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    let text = format!("from db import *\ndef upgrade():\n{indented}");
    let result = interpreter
        .run_module(&text, Path::new("a.py"))
        .and_then(|module| {
            let upgrade = Value::Module(module);
            let upgrade = interpreter.attribute(&upgrade, "upgrade")?;
            interpreter.record_call(&upgrade, Args::new([]))
        });
    match result {
        Ok(steps) => {
            let mut out = String::new();
            write(&steps, 0, &mut out);
            out
        }
        Err(interrupt) => {
            let program = matches!(interrupt, crate::python::Interrupt::NeedsProgram(_));
            let diagnostic = interpreter.diagnose(interrupt);
            format!(
                "{}{} at {}: {}",
                if program { "program: " } else { "" },
                diagnostic.code,
                diagnostic.span.map_or(0, |span| span.line),
                diagnostic.message
            )
        }
    }
}

#[test]
fn both_sides_are_recorded() {
    assert_snapshot!(record("
if has('a'):
    run('x')
else:
    run('y')
run('z')
"), @r"
    if a
      x :4
    else
      y :6
    z :7
    ");
}

#[test]
fn negation_and_elif() {
    assert_snapshot!(record("
if not has('a'):
    run('x')
elif has('b') and not has('c'):
    run('y')
else:
    run('z')
"), @r"
    if not a
      x :4
    else
      if b and not c
        y :6
      else
        z :8
    ");
}

#[test]
fn names_assigned_on_both_sides_are_merged() {
    assert_snapshot!(record("
made = False
if not has('a'):
    run('x')
    made = True
if made:
    run('y')
name = 'same'
if has('b'):
    name = 'same'
run(name)
"), @r"
    if not a
      x :5
    if not a
      y :8
    same :12
    ");
}

#[test]
fn a_name_that_differs_needs_a_program() {
    assert_snapshot!(record("
name = 'p'
if has('a'):
    name = 'q'
run(name)
"), @"program: differs-by-path at 6: `name` differs by the path taken before (line 5).");
}

#[test]
fn an_early_return_guards_the_rest() {
    assert_snapshot!(record("
if has('a'):
    return
run('x')
if not has('b'):
    run('y')
    return
run('z')
"), @r"
    if not a
      x :5
      if not b
        y :7
      else
        z :9
    ");
}

#[test]
fn loops_with_continue_and_break() {
    assert_snapshot!(record("
for t in ['a', 'b']:
    if has(t):
        continue
    run(t)
run('end')
"), @r"
    if not a
      a :6
    if not b
      b :6
    end :7
    ");
    assert_snapshot!(record("
for t in ['a', 'b']:
    if has(t):
        run('found ' + t)
        break
else:
    run('none')
run('end')
"), @r"
    if a
      found a :5
    else
      if b
        found b :5
      else
        none :8
    end :9
    ");
}

#[test]
fn helpers_give_tests() {
    assert_snapshot!(record("
def missing(t):
    if has(t):
        return False
    return True
if missing('a'):
    run('x')
def any_of(ts):
    for t in ts:
        if has(t):
            return True
    return False
if any_of(['a', 'b']):
    run('y')
if any(has(t) for t in ('c', 'd')):
    run('z')
if all([has('c'), True]) and not any([has('d')]):
    run('w')
"), @r"
    if not a
      x :8
    if a or b
      y :15
    if c or d
      z :17
    if c and not d
      w :19
    ");
}

#[test]
fn a_raise_on_one_side_is_a_failure() {
    assert_snapshot!(record("
if not has('a'):
    raise RuntimeError('a is missing')
run('x')
assert has('b'), 'no b'
run('y')
"), @r"
    if not a
      fail RuntimeError: a is missing :4
    x :5
    if not b
      fail AssertionError: no b :6
    y :7
    ");
}

#[test]
fn containers_changed_on_one_side_need_a_program() {
    assert_snapshot!(record("
seen = []
if has('a'):
    seen.append('a')
"), @"program: differs-by-path at 5: A list is changed on only one side of a branch on the live catalogue.");
    assert_snapshot!(record("
seen = {'a': False}
if has('a'):
    seen['a'] = True
if seen['a']:
    run('x')
"), @r"
    if a
      x :7
    ");
}

#[test]
fn both_sides_return() {
    assert_snapshot!(record("
def f():
    if has('a'):
        run('x')
        return 1
    else:
        run('y')
        return 1
run(str(f()))
"), @r"
    if a
      x :5
    else
      y :8
    1 :10
    ");
}

#[test]
fn a_conditional_expression_of_calls() {
    assert_snapshot!(record("
run('x') if has('a') else run('y')
has('b') and run('z')
has('c') or run('w')
"), @r"
    if a
      x :3
    else
      y :3
    if b
      z :4
    if not c
      w :5
    ");
}

#[test]
fn what_is_not_known_can_be_printed() {
    assert_snapshot!(record("
exists = has('a')
print(f'exists: {exists}', 'x %s' % exists, '{}'.format([exists]), str(exists))
try:
    run('x')
except Exception as e:
    print(f'{[e]} {e!r:>5}', 'failed: ' + str(e), repr(e))
"), @r"
    try 0
      x :6
    except Exception
    ");
    assert_snapshot!(record("
run(f't_{has(1 and \"a\")}')
"), @"program: live-data at 3: the text made is only known on the live database (line 3).");
}

#[test]
fn while_on_the_catalogue_needs_a_program() {
    assert_snapshot!(record("
while has('a'):
    run('x')
"), @"program: live-data at 3: How often the loop runs depends on the live catalogue.");
}

#[test]
fn unknown_imports_are_refused_at_their_use() {
    assert_snapshot!(record("
from app.db import GUID
import somewhere.else_ as s
x = GUID
run(s.thing)
"), @"unknown-import at 6: `somewhere.else_.thing` is used here, and bridge does not know it (imported on line 4).");
}
