//! What holds itself ends with the interpreter.

use super::run;
use crate::python::scope::ALIVE;

#[test]
fn no_scope_outlives_its_interpreter() {
    for snippet in [
        "def f(): return f\nresult = f()",
        "def f(x):\n    def g(): return g, x\n    return g\nresult = f(1)()",
        "f = [lambda: f for i in range(3)]\nresult = f[0]()",
        "def f():\n    g = [lambda: i for i in range(3)]\n    return g[0]()\nresult = f()",
        "def f():\n    g = (lambda: i for i in range(3))\n    return next(g)()\nresult = f()",
        "class A:\n    def m(self): return A\nresult = A().m()",
        "class A:\n    def m(self): return 1\nclass B(A):\n    def m(self): return super().m()\nresult = B().m()",
        "def f():\n    class A: pass\n    A.me = A\n    a = A()\n    a.me = a\n    return a\nresult = f()",
        "A = type('A', (), {})\nA.me = A\nresult = A",
        "class M(type):\n    def __new__(m, *a): return super().__new__(m, *a)\nclass A(metaclass=M): pass\nresult = A",
        "def f(): pass\nf.me = f\nresult = f",
        "def f():\n    def g(): pass\n    g.me = [g]\nresult = f()",
        "def f():\n    it = None\n    def g():\n        yield it\n        yield 2\n    it = g()\n    return next(it)\nresult = f()",
        "import enum\nclass E(enum.Enum):\n    A = 1\n    B = 2\nresult = E.A",
        "import enum\nE = enum.Enum('E', 'A B')\nresult = E.A",
        "import dataclasses\n@dataclasses.dataclass\nclass D:\n    x: int\nresult = D(1)",
        "import collections\nN = collections.namedtuple('N', 'a b')\nresult = N(1, 2)",
        "import functools\ndef d(f):\n    @functools.wraps(f)\n    def w(): return w\n    return w\n@d\ndef g(): pass\nresult = g()",
        "try:\n    raise ValueError(1)\nexcept ValueError as e:\n    e.me = e\n    result = 1",
        "ValueError.me = 1\nresult = 1",
        "def f():\n    def g(): return g\n    return nothing\nf()",
    ] {
        let before = ALIVE.get();
        let outcome = run(snippet);
        assert_eq!(ALIVE.get(), before, "{snippet}\n{outcome}");
    }
}

#[test]
fn a_long_chain_that_holds_itself_is_freed() {
    let before = ALIVE.get();
    let outcome = run("class Node: pass
first = last = Node()
for i in range(30_000):
    node = Node()
    node.before, last.after = last, node
    last = node
last.after, first.before = first, last
result = i");
    assert_eq!(outcome, "29999");
    assert_eq!(ALIVE.get(), before);
}

#[test]
fn what_was_freed_is_not_watched_for_long() {
    let mut interpreter = super::interpreter();
    let snippet = "class A: pass\nfor i in range(20_000): A()\nresult = i";
    super::outcome(
        &mut interpreter,
        snippet,
        std::path::Path::new("snippet.py"),
    );
    assert!(interpreter.watched.len() < 2048);
}
