"""Operators as functions: of Python, and those that only SQL has."""

from operator import (
    add, and_, eq, floordiv, ge, getitem, gt, inv, le, lshift, lt, mod, mul, ne, neg, or_, rshift, sub, truediv,
)


def like_op(a, b, escape=None):
    return a.like(b, escape=escape)


def not_like_op(a, b, escape=None):
    return a.not_like(b, escape=escape)


def ilike_op(a, b, escape=None):
    return a.ilike(b, escape=escape)


def not_ilike_op(a, b, escape=None):
    return a.not_ilike(b, escape=escape)


def in_op(a, b):
    return a.in_(b)


def not_in_op(a, b):
    return a.not_in(b)


def is_(a, b):
    return a.is_(b)


def is_not(a, b):
    return a.is_not(b)


def is_distinct_from(a, b):
    return a.is_distinct_from(b)


def is_not_distinct_from(a, b):
    return a.is_not_distinct_from(b)


def concat_op(a, b):
    return a.concat(b)


def startswith_op(a, b):
    return a.startswith(b)


def endswith_op(a, b):
    return a.endswith(b)


def contains_op(a, b):
    return a.contains(b)


def match_op(a, b):
    return a.match(b)


def regexp_match_op(a, b, flags=None):
    return a.regexp_match(b, flags=flags)


def desc_op(a):
    return a.desc()


def asc_op(a):
    return a.asc()


def nulls_first_op(a):
    return a.nulls_first()


def nulls_last_op(a):
    return a.nulls_last()
