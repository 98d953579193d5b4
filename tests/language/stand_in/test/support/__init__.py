"""What the tests need of `test.support`."""

import unittest

from test.support import warnings_helper

verbose = 0
MAX_Py_ssize_t = 2**63 - 1
NHASHBITS = 64
_2G = 2**31
_4G = 2**32


def _same(function):
    return function


def _decorator(*args, **kwargs):
    return _same


cpython_only = bigaddrspacetest = requires_IEEE_754 = refcount_test = _same
no_tracing = requires_docstrings = requires_type_collecting = _same
impl_detail = run_with_locale = run_with_tz = requires_resource = _decorator


def bigmemtest(*args, **kwargs):
    def skipped(*args):
        raise unittest.SkipTest("much memory")

    return lambda function: skipped


def _nothing(*args, **kwargs):
    pass


gc_collect = check_free_after_iterating = run_unittest = _nothing


class _Context:
    def __init__(self, *args):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        return False


adjust_int_max_str_digits = infinite_recursion = _Context


def sortdict(items):
    return "{" + ", ".join("%r: %r" % pair for pair in sorted(items.items())) + "}"


class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False

    def __gt__(self, other):
        return not isinstance(other, _Largest)

    def __le__(self, other):
        return isinstance(other, _Largest)

    def __ge__(self, other):
        return True


class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __gt__(self, other):
        return False

    def __lt__(self, other):
        return not isinstance(other, _Smallest)

    def __ge__(self, other):
        return isinstance(other, _Smallest)

    def __le__(self, other):
        return True


ALWAYS_EQ = _AlwaysEqual()
NEVER_EQ = _NeverEqual()
LARGEST = _Largest()
SMALLEST = _Smallest()
