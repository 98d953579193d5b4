"""What the tests need of `unittest`, in Python that is nothing special."""

import re


class SkipTest(Exception):
    pass


class _Raises:
    def __init__(self, case, expected, pattern=None):
        self.case = case
        self.expected = expected
        self.pattern = pattern
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            raise AssertionError("not raised: %r" % (self.expected,))
        if not issubclass(kind, self.expected):
            return False
        self.exception = value
        if self.pattern is not None:
            if not re.search(self.pattern, str(value)):
                raise AssertionError("%r does not match %r" % (self.pattern, str(value)))
        return True


class _Sub:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return False


class TestCase:
    maxDiff = None
    longMessage = True
    failureException = AssertionError

    def __init__(self, name="runTest"):
        self._name = name
        self._cleanups = []

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    def enterContext(self, c):
        return c.__enter__()

    def addCleanup(self, f, *args, **kwargs):
        pass

    def id(self):
        return self._name

    def skipTest(self, reason):
        raise SkipTest(reason)

    def fail(self, msg=None):
        raise AssertionError("" + str(msg))

    def subTest(self, *args, **kwargs):
        return _Sub()

    def assertTrue(self, x, msg=None):
        if not x:
            raise AssertionError("not true: %r %s" % (x, msg))

    def assertFalse(self, x, msg=None):
        if x:
            raise AssertionError("not false: %r %s" % (x, msg))
    assert_ = assertTrue

    def assertEqual(self, a, b, msg=None):
        if not a == b:
            raise AssertionError("%r != %r %s" % (a, b, msg))
    assertEquals = assertEqual
    assertListEqual = assertEqual
    assertDictEqual = assertEqual
    assertTupleEqual = assertEqual
    assertSetEqual = assertEqual
    assertMultiLineEqual = assertEqual

    def assertSequenceEqual(self, a, b, msg=None, seq_type=None):
        if not list(a) == list(b):
            raise AssertionError("seq %r != %r" % (a, b))

    def assertCountEqual(self, a, b, msg=None):
        a = list(a)
        b = list(b)
        for x in a:
            if x not in b:
                raise AssertionError("count %r != %r" % (a, b))
        if len(a) != len(b):
            raise AssertionError("count %r != %r" % (a, b))

    def assertNotEqual(self, a, b, msg=None):
        if not a != b:
            raise AssertionError("%r == %r" % (a, b))

    def assertIs(self, a, b, msg=None):
        if a is not b:
            raise AssertionError("%r is not %r" % (a, b))

    def assertIsNot(self, a, b, msg=None):
        if a is b:
            raise AssertionError("%r is %r" % (a, b))

    def assertIsNone(self, a, msg=None):
        if a is not None:
            raise AssertionError("%r is not None" % (a,))

    def assertIsNotNone(self, a, msg=None):
        if a is None:
            raise AssertionError("is None")

    def assertIn(self, a, b, msg=None):
        if a not in b:
            raise AssertionError("%r not in %r" % (a, b))

    def assertNotIn(self, a, b, msg=None):
        if a in b:
            raise AssertionError("%r in %r" % (a, b))

    def assertIsInstance(self, a, b, msg=None):
        if not isinstance(a, b):
            raise AssertionError("%r no instance of %r" % (a, b))

    def assertNotIsInstance(self, a, b, msg=None):
        if isinstance(a, b):
            raise AssertionError("%r instance of %r" % (a, b))

    def assertLess(self, a, b, msg=None):
        if not a < b:
            raise AssertionError("%r not < %r" % (a, b))

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            raise AssertionError("%r not <= %r" % (a, b))

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            raise AssertionError("%r not > %r" % (a, b))

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            raise AssertionError("%r not >= %r" % (a, b))

    def assertAlmostEqual(self, a, b, places=7, msg=None, delta=None):
        if a == b:
            return
        if delta is not None:
            if abs(a - b) <= delta:
                return
        elif round(abs(a - b), places) == 0:
            return
        raise AssertionError("%r !~ %r" % (a, b))

    def assertRegex(self, text, pattern, msg=None):
        if not re.search(pattern, text):
            raise AssertionError("%r does not match %r" % (pattern, text))

    def assertNotRegex(self, text, pattern, msg=None):
        if re.search(pattern, text):
            raise AssertionError("%r matches %r" % (pattern, text))

    def assertRaises(self, expected, f=None, *args, **kwargs):
        if f is None:
            return _Raises(self, expected)
        with _Raises(self, expected):
            f(*args, **kwargs)

    def assertWarns(self, *args, **kwargs):
        raise SkipTest("warnings are not kept")

    assertWarnsRegex = assertWarns

    def assertRaisesRegex(self, expected, pattern, f=None, *args, **kwargs):
        if f is None:
            return _Raises(self, expected, pattern)
        with _Raises(self, expected, pattern):
            f(*args, **kwargs)


def skip(reason):

    def wrap(f):
        return f
    return wrap


def skipIf(condition, reason):

    def wrap(f):
        return f
    return wrap
skipUnless = skipIf


def expectedFailure(f):
    return f


def main():
    pass


class TestSuite:
    pass


class mock:
    pass
