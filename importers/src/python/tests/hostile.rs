//! Whatever the file, the interpreter ends with a diagnostic.

use std::path::Path;

use crate::python::interpreter::{Interpreter, Limits, Options};
use crate::{Dialect, Direction};

/// As [`super::run`], with tighter bounds: these files are not meant to end.
fn run(snippet: &str) -> String {
    let mut options = Options::new(Dialect::Sqlite, Direction::Up);
    options.limits = Limits {
        steps: 400_000,
        memory: 32 * 1024 * 1024,
        ..Limits::default()
    };
    let mut interpreter = Interpreter::new(options);
    super::outcome(&mut interpreter, snippet, Path::new("snippet.py"))
}

/// The code of the diagnostic that stops a snippet.
fn code(snippet: &str) -> String {
    let text = run(snippet);
    text.split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn work_without_end_is_stopped() {
    for snippet in [
        "while True: pass",
        "x = [1]\nfor i in x: x.append(i)",
        "def f(): f()\nf()",
        "class A:\n    def __getattr__(self, n): return getattr(self, n)\nA().x",
        "for i in range(10**30): pass",
        "list(range(10**12))",
        "x = 'a' * 10**9",
        "x = [0] * 10**9",
        "x = 'ab'\nfor _ in range(60): x = x + x",
        "x = []\nwhile True: x.append('abc')",
        "x = {}\ni = 0\nwhile True:\n    x[i] = i\n    i += 1",
        "f'{1:>999999999}'",
        "'%999999999d' % 1",
        "f'{1.5:.70000f}'",
        "'%.70000f' % 1.5",
        "'%.70000d' % 5",
        "'%*d' % (10**18, 1)",
        "('%s' * 1000) % (('x' * 10**6,) * 1000)",
        "('{:90000d}' * 1000).format(*((1,) * 1000))",
        "'{:>999999999}'.format(1)",
        "'a'.zfill(10**9)",
        "'a'.center(10**9)",
        "2 ** 100_000",
        "1 << 100_000",
        "x = 3\nwhile True: x = x * x",
        "('a' * 10**6).replace('a', 'b' * 10**6)",
        "sorted([i % 7 for i in range(10**6)] * 100)",
        "import itertools\nlist(itertools.product(range(1000), repeat=5))",
        "class A:\n    def __eq__(self, o): return self == o\nA() == A()",
        "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
        "' '.join('x' * 10**6 for _ in range(1000))",
        "''.join(['x' * 10**6] * 1000)",
        "x = 'x' * 10**7\nf'{x}{x}{x}'",
        "('{0}' * 1000).format('x' * 10**6)",
        "'a' * 10**4 and ('a' * 10**4).translate({97: 'b' * 10**6})",
        "x = ' ' + 'a' * 10**6\n[x.strip() for _ in range(1000)]",
        "x = 'a' * 10**6\n[x.partition('b') for _ in range(1000)]",
        "x = b'a' * 10**6\n[x.upper() for _ in range(1000)]",
        "x = b'a' * 10**6\n[x[1:] for _ in range(1000)]",
        "x = b'a' * 10**5\nfor _ in range(1000): b'ab' in x",
        "x = b'a' * 10**6\nfor _ in range(1000): x.hex('-')",
        "import json\njson.dumps(['x' * 10**5] * 10000)",
        "import json\njson.dumps([1] * 10**5, separators=('x' * 1000, 'x'))",
        "import io\nx = io.StringIO('a' * 10**6)\n[x.getvalue() for _ in range(1000)]",
        "import re\nre.sub('a', 'b' * 10**6, 'a' * 1000)",
        "import re\nre.sub('a', lambda m: 'b' * 10**6, 'a' * 1000)",
        "import re\n[re.findall('a*', 'a' * 10**6) for _ in range(1000)]",
        "import re\n[re.split('(b)', 'a' * 10**6) for _ in range(1000)]",
        "import re\nx = re.match('a*', 'a' * 10**6)\n[x.group() for _ in range(1000)]",
        "d = dict.fromkeys(range(10**4))\nwhile True:\n    for k in d: break",
        "s = set(range(1000))\nwhile True:\n    for k in s: break",
        "from collections import deque\nd = deque(range(10**4))\nwhile True: d.rotate(1)",
        "from collections import deque\nd = deque(range(10**4))\nwhile True: d.appendleft(d.pop())",
        "def g():\n    while True: yield 1\n5 in g()",
        "d = dict.fromkeys(range(10**6))\nwhile d: d.pop(next(iter(d)))",
        "range(2**100)[-1]",
        "x = range(2**99)\nfor _ in range(50): x = x[::2**40]",
        "range(2**127, 2**130)",
        "import re\nre.match(r'(?:(a|aa)+)\\1$', 'a' * 40 + 'b')",
        "import re\nfor i in range(1000): re.search(r'(a+)\\1\\1\\1x$', 'a' * 200 + 'b')",
        "import re\nfor i in range(10**5): re.compile(f'a{i}')",
        "import re\nre.match('(?:(?=a)|(?=b)){4000000000}', 'a')",
    ] {
        let code = code(snippet);
        assert_eq!(code, "python-limit", "{snippet}");
    }
}

#[test]
fn deep_values_do_not_exhaust_the_stack() {
    for snippet in [
        "x = []\nfor _ in range(20000): x = [x]\nresult = 1",
        "x = ()\nfor _ in range(20000): x = (x,)\nresult = 1",
        "x = {}\nfor _ in range(20000): x = {1: x}\nresult = 1",
        "class N: pass\nx = None\nfor _ in range(30000):\n    n = N()\n    n.next = x\n    x = n\nresult = 1",
        "x = None\nfor _ in range(30000): x = (lambda y: lambda: y)(x)\nresult = 1",
    ] {
        let text = run(snippet);
        assert!(
            text == "1" || text.starts_with("python-limit"),
            "{snippet}: {text}"
        );
    }
    let deep = "x = []\nfor _ in range(30000): x = [x]\n";
    assert_eq!(code(&format!("{deep}result = repr(x)")), "python-limit");
    assert_eq!(
        code(&format!(
            "{deep}y = []\nfor _ in range(30000): y = [y]\nresult = x == y"
        )),
        "python-limit"
    );
    assert_eq!(
        code("x = []\nx.append(x)\nresult = repr(x)"),
        "python-limit"
    );
}

#[test]
fn deep_sources_do_not_exhaust_the_stack() {
    for source in [
        format!("result = {}1{}", "(".repeat(50_000), ")".repeat(50_000)),
        format!("result = {}1", "-".repeat(50_000)),
        format!("result = {}[]{}", "[".repeat(20_000), "]".repeat(20_000)),
        format!("result = 1{}", " + 1".repeat(50_000)),
        format!("result = x{}", ".a".repeat(50_000)),
        format!("result = f{}", "()".repeat(50_000)),
        format!("result = {}1", "not ".repeat(50_000)),
        (0..2000)
            .map(|i| format!("{}if 1:\n", " ".repeat(i)))
            .collect::<String>()
            + &" ".repeat(2000)
            + "x = 1",
        format!("result = {}", "lambda: ".repeat(20_000) + "1"),
        format!("result = {}", "[".repeat(50_000)),
        format!("result = {}", "not ".repeat(100_000)),
        format!(
            "match 1:\n    case {}1{}: pass",
            "[".repeat(50_000),
            "]".repeat(50_000)
        ),
        format!("result = {}1{}", "f'{".repeat(2000), "}'".repeat(2000)),
        format!("result = f'{}1{}'", "{1:".repeat(2000), "}".repeat(2000)),
        format!(
            "result = f'{}1{}'",
            "{1:".repeat(200_000),
            "}".repeat(200_000)
        ),
        "import ast\nresult = ast.literal_eval('[' * 200_000)".to_owned(),
        "import ast\nresult = ast.literal_eval('-' * 200_000 + '1')".to_owned(),
        "import json\nresult = json.loads('[' * 200_000)".to_owned(),
        "import re\nresult = re.compile('(' * 200_000)".to_owned(),
    ] {
        let text = run(&source);
        assert!(
            text.starts_with("python-") || text == "1",
            "{}: {text}",
            source.get(..20).unwrap_or_default()
        );
    }
    // What people write stays possible.
    assert_eq!(
        run(&format!("result = len('a'{})", " + 'a'".repeat(300))),
        "301"
    );
}

#[test]
fn what_is_no_python_is_said() {
    assert_eq!(
        run("def f(:\n  pass"),
        "python-syntax at 1: The file is not valid Python: Expected a parameter or the end of the parameter list."
    );
    assert_eq!(code("print 'hello'"), "python-2");
    assert_eq!(
        code("try:\n    pass\nexcept ValueError, e:\n    pass"),
        "python-2"
    );
    assert_eq!(code("x = 1j"), "python-unsupported");
    assert_eq!(code("result = open('x').read()"), "file-elsewhere");
}

#[test]
fn odd_texts_are_no_panic() {
    for snippet in [
        "",
        "\u{feff}x = 1",
        "x = '中文'[5:1:-1]",
        "x = '\\ud800'",
        "x = b'\\xff'.decode()",
        "'%'  % ()",
        "'%(' % {}",
        "'{'.format()",
        "'{0'.format(1)",
        "'{:'.format(1)",
        "'{!'.format(1)",
        "'a'[::0]",
        "[][::0]",
        "range(1, 2, 0)",
        "int('9' * 100)",
        "chr(-1)",
        "chr(10**10)",
        "float('1e999')",
        "'x'.split('')",
        "''.join(5)",
        "[1][10**30]",
        "'a' * -5",
        "x = 'é'; x.find('é', -10**18)",
        "f'{1!r:>10}'",
        "(1).__class__",
        "None.foo",
        "[].sort(key=1)",
        "dict(1)",
        "dict([1])",
        "zip(1)",
        "import re\nre.compile('(')",
        "import re\nre.sub('a', '\\\\g<9>', 'a')",
        "import json\njson.loads('[' * 10000)",
        "class A(A): pass",
        "class A(1): pass",
        "del x",
        "raise",
        "assert 0",
        "yield 1",
        "return 1",
        "break",
        "def f(*, a): pass\nf(1)",
        "x, y = None",
        "lambda: (yield)",
        "(lambda *a, **k: 1)(**5)",
        "import datetime\ndatetime.datetime(10**10, 1, 1)",
        "import datetime\ndatetime.timedelta(days=10**30)",
        "import datetime\ndatetime.datetime.max + datetime.timedelta(days=1)",
        "'{:%}'.format(datetime)",
        "from decimal import Decimal\nDecimal('1e40') * 10",
        "sum(['a'])",
        "max(1)",
        "next(5)",
        "iter(5)",
        "-'a'",
        "~1.5",
        "f'{'a':{'b'}}'",
        "'%*d' % (10**30, 1)",
        "print(*5)",
        "x = {**5}",
        "global x",
        "nonlocal x",
    ] {
        // The result does not matter; that there is one does.
        let _ = run(snippet);
    }
}

#[test]
fn numbers_without_bounds_are_refused() {
    for snippet in [
        "Decimal('1e999999999')",
        "Decimal('1e99999999999999999999999')",
        "Decimal('9' * 50_000)",
        "Decimal('sNaN')",
        "Decimal((0, (1,), 10**18))",
        "Decimal((0, (1,), 10**30))",
        "Decimal((0, (1,) * 50_000, 0))",
        "Decimal(1).scaleb(999_999_999)",
        "Decimal(1).scaleb(9 * 10**18)",
        "Decimal('1e300000') * Decimal('1e300000')",
        "Decimal('1e-300000') / Decimal('1e300000')",
        "Decimal('1e300000') + 1",
        "int(Decimal('1e300000'))",
        "Decimal('1e300000').as_integer_ratio()",
        "Decimal('1e300000') ** 3",
        "Decimal('2') ** 10**9",
        "round(Decimal('1e-9'), -2**63)",
        "round(Decimal('1e-9'), 2**62)",
        "f'{Decimal(\"1e300000\"):.50000f}'",
    ] {
        let text = run(&format!("from decimal import Decimal\nresult = {snippet}"));
        assert!(text.starts_with("python-unsupported"), "{snippet}: {text}");
    }
}

#[test]
fn no_argument_is_dropped() {
    for snippet in [
        "import re\nre.match('a', 'b', 0, 5)",
        "import re\nre.match('a', 'b', None, 5)",
        "import re\nre.sub('a', 'b', 'c', 0, 0, 1)",
        "import re\nre.compile('a', 4)",
        "import re\nre.compile('(?(1)b|c)(a)')",
        "import math\nmath.factorial(5, 2)",
        "import math\nmath.isqrt(5, 2)",
        "import math\nmath.floor(5, 2)",
        "import math\nmath.factorial()",
        "staticmethod(len, 1)",
        "from enum import Flag\nFlag('F', 'a b', boundary=5)",
        "from collections import namedtuple\nclass P(namedtuple('P', 'a')):\n  def __hash__(self): return 1",
        "import hashlib\nhashlib.scrypt(b'', salt=b'', n=2, r=1, p=1, q=1)",
        "import io\nio.StringIO('a', newline='\\r\\n')",
        "import json\njson.loads(b'\"\\xe9\"')",
        "int(memoryview(b'12'))",
        "import re\nclass B(bytes): pass\nre.sub(b'y', b'a', B(b'xyz'))",
    ] {
        let code = code(snippet);
        assert!(
            matches!(&*code, "unknown-argument" | "python-unsupported"),
            "{snippet}: {code}"
        );
    }
}

#[test]
fn fields_of_a_class_of_named_tuples_are_no_values() {
    for snippet in [
        "from collections import namedtuple\nP = namedtuple('P', 'a')\nhasattr(P, 'a')",
        "from typing import NamedTuple\nclass N(NamedTuple):\n    a: int = 1\nif N.a: pass",
    ] {
        assert_eq!(code(snippet), "unknown-name", "{snippet}");
    }
}

#[test]
fn keys_that_are_exchanged_while_they_are_iterated_are_refused() {
    for snippet in [
        "d = {1: 1, 2: 2}\nfor k in d: d[str(k)] = d.pop(k)",
        "s = {1, 2, 3}\nfor x in s:\n    s.remove(x)\n    s.add(x + 100)",
    ] {
        assert_eq!(code(snippet), "python-unsupported", "{snippet}");
    }
}

/// No `AttributeError`, which a file might catch.
#[test]
fn what_a_zone_of_the_files_own_does_by_its_offset_is_refused() {
    for snippet in [
        "import datetime\nclass Z(datetime.tzinfo): pass\ntry:\n    Z().fromutc(datetime.datetime(2020, 1, 1))\nexcept AttributeError:\n    pass",
        "import datetime\nclass Z(datetime.tzinfo):\n    def utcoffset(self, at): return datetime.timedelta(hours=at.month)\n    def tzname(self, at): return 'Z'\n    def dst(self, at): return None\ndatetime.datetime(2020, 1, 1, tzinfo=Z())",
    ] {
        assert_eq!(code(snippet), "python-unsupported", "{snippet}");
    }
}
