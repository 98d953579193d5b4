def neg(a):
    return -a


def pos(a):
    return +a


def inv(a):
    return ~a


invert = inv


def truth(a):
    return bool(a)


def is_(a, b):
    return a is b


def is_not(a, b):
    return a is not b


def lshift(a, b):
    return a << b


def rshift(a, b):
    return a >> b


def index(a):
    return a.__index__()


def countOf(a, b):
    return sum(1 for item in a if item is b or item == b)


def indexOf(a, b):
    for at, item in enumerate(a):
        if item is b or item == b:
            return at
    raise ValueError("sequence.index(x): x not in sequence")


def setitem(a, b, c):
    a[b] = c


def delitem(a, b):
    del a[b]
