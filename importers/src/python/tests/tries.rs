//! What `try` records.

use insta::assert_snapshot;

use super::record::record;

#[test]
fn tries_with_operations_are_recorded() {
    assert_snapshot!(record("
try:
    run('x')
except Error as e:
    print(f'failed: {e}', str(e).lower())
    run('y')
except (ValueError, Exception):
    pass
else:
    run('z')
finally:
    run('f')
run('end')
"), @r"
    try 0
      x :4
    except db.Error
      y :7
    except ValueError, Exception
    else
      z :11
    finally
      f :13
    end :14
    ");
}

#[test]
fn tries_without_operations_are_plain_python() {
    assert_snapshot!(record("
try:
    names = {}['missing']
except KeyError:
    names = ['a']
for n in names:
    run(n)
"), @"a :8");
}

#[test]
fn a_flag_set_by_a_handler_is_a_test() {
    assert_snapshot!(record("
ok = True
try:
    run('x')
except Exception:
    ok = False
if ok:
    run('y')
"), @r"
    try 0
      x :5
    except Exception
    if not caught 0
      y :9
    ");
}

#[test]
fn a_return_in_a_handler_guards_the_rest() {
    assert_snapshot!(record("
try:
    run('x')
except Exception:
    return
run('y')
"), @r"
    try 0
      x :4
    except Exception
    if not caught 0
      y :7
    ");
}

#[test]
fn handlers_that_raise_again() {
    assert_snapshot!(record("
try:
    run('x')
except Exception as e:
    raise
run('y')
try:
    run('z')
except Error:
    raise RuntimeError('no')
run('w')
"), @r"
    x :4
    y :7
    try 1
      z :9
    except db.Error
      fail RuntimeError: no :11
    w :12
    ");
}

#[test]
fn handlers_of_what_no_operation_raises_do_not_run() {
    assert_snapshot!(record("
try:
    run('x')
except (TypeError, IndexError):
    run(1, 2, 3)
"), @"x :4");
    assert_snapshot!(record("
try:
    run('x')
    if has('b'):
        raise TypeError('no')
except TypeError:
    run('y')
"), @"program: live-data at 6: An exception raised on one side of a branch on the live catalogue may be caught here.");
}

#[test]
fn suppress_is_a_try() {
    assert_snapshot!(record("
import contextlib
with contextlib.suppress(Exception):
    run('x')
run('y')
"), @r"
    try 0
      x :5
    except Exception
    y :6
    ");
}

#[test]
fn a_context_that_decorates_is_a_try() {
    assert_snapshot!(record("
import contextlib
@contextlib.contextmanager
def tolerant():
    try:
        yield
    except Exception:
        run('failed')
@tolerant()
def work(name):
    run(name)
    return name
work('x')
run('y')
"), @r"
    try 0
      x :12
    except Exception
      failed :9
    y :15
    ");
}

#[test]
fn returns_inside_loops_inside_tries() {
    assert_snapshot!(record("
for t in ['a', 'b']:
    try:
        run(t)
    except Exception:
        continue
    run(t + ' done')
    if has(t):
        return
run('end')
"), @r"
    try 0
      a :5
    except Exception
    if not caught 0
      a done :8
    if not (not caught 0 and a)
      try 1
        b :5
      except Exception
      if not caught 1
        b done :8
      if not (not caught 1 and b)
        end :11
    ");
}
