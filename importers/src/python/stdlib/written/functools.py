from functools import wraps as _wraps
from typing import get_type_hints as _type_hints


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return func

    def register(cls, implementation=None):
        if implementation is not None:
            registry[cls] = implementation
            return implementation
        if isinstance(cls, type):
            return lambda implementation: register(cls, implementation)
        annotations = {
            name: annotation
            for name, annotation in _type_hints(cls).items()
            if name != "return"
        }
        if not annotations:
            raise TypeError(
                f"Invalid first argument to `register()`: {cls!r}. "
                "Use either `@register(some_class)` or plain `@register` on an annotated function."
            )
        registry[next(iter(annotations.values()))] = cls
        return cls

    @_wraps(func)
    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kwargs)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return wrapper


def total_ordering(cls):
    """The order that is missing, from the one that the class defines."""

    def known(name):
        return any(name in base.__dict__ for base in cls.__mro__ if base is not object)

    def less(a, b):
        if known("__lt__"):
            return a < b
        if known("__le__"):
            return a <= b and a != b
        if known("__gt__"):
            return not (a > b) and a != b
        return not (a >= b)

    names = ["__lt__", "__le__", "__gt__", "__ge__"]
    if not any(known(name) for name in names):
        raise ValueError("must define at least one ordering operation: < > <= >=")
    missing = [name for name in names if not known(name)]
    made = {
        "__lt__": lambda self, other: less(self, other),
        "__le__": lambda self, other: less(self, other) or self == other,
        "__gt__": lambda self, other: not less(self, other) and self != other,
        "__ge__": lambda self, other: not less(self, other),
    }
    for name in missing:
        setattr(cls, name, made[name])
    return cls


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        if obj is None:
            return lambda self_, *args, **keywords: self.func(
                self_, *self.args, *args, **{**self.keywords, **keywords}
            )
        return lambda *args, **keywords: self.func(
            obj, *self.args, *args, **{**self.keywords, **keywords}
        )


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            found = self.dispatcher.dispatch(args[0].__class__)
            found = getattr(found, "__func__", found)
            return found(obj, *args, **kwargs)

        method.register = self.register
        return method
