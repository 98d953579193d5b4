import re as _re

from _bridge import driver_text as _driver_text

_FIELD = _re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


class Composable:
    def __add__(self, other):
        return Composed([self]) + other

    def __mul__(self, n):
        return Composed([self] * n)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__


class Composed(Composable):
    def __init__(self, seq):
        self.seq = list(seq)

    def __iter__(self):
        return iter(self.seq)

    def __add__(self, other):
        return Composed(self.seq + (other.seq if isinstance(other, Composed) else [other]))

    def join(self, joiner):
        return (joiner if isinstance(joiner, SQL) else SQL(joiner)).join(self.seq)

    def as_string(self, context=None):
        return "".join(part.as_string(context) for part in self.seq)


class SQL(Composable):
    def __init__(self, string):
        if not isinstance(string, str):
            raise TypeError("SQL values must be strings")
        self.string = string

    def as_string(self, context=None):
        return self.string

    def join(self, seq):
        parts = []
        for part in seq:
            if parts:
                parts.append(self)
            parts.append(part)
        return Composed(parts)

    def format(self, *args, **kwargs):
        parts = []
        at = count = 0
        for field in _FIELD.finditer(self.string):
            parts.append(SQL(self.string[at : field.start()]))
            at = field.end()
            name = field.group(1)
            if name is None:
                parts.append(SQL(field.group(0)[0]))
            elif name == "":
                parts.append(args[count])
                count += 1
            else:
                parts.append(args[int(name)] if name.isdigit() else kwargs[name])
        parts.append(SQL(self.string[at:]))
        return Composed(parts)


class Identifier(Composable):
    def __init__(self, *strings):
        if not strings:
            raise TypeError("Identifier cannot be empty")
        self.strings = strings

    def as_string(self, context=None):
        return ".".join('"' + one.replace('"', '""') + '"' for one in self.strings)


class Literal(Composable):
    def __init__(self, wrapped):
        self.wrapped = wrapped

    def as_string(self, context=None):
        return _driver_text(self.wrapped)


class Placeholder(Composable):
    def __init__(self, name=None):
        self.name = name

    def as_string(self, context=None):
        return "%s" if self.name is None else f"%({self.name})s"


NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")
