import re as _re


def capwords(s, sep=None):
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    delimiter = "$"
    idpattern = "(?a:[_a-zA-Z][_a-zA-Z0-9]*)"
    braceidpattern = None
    flags = _re.IGNORECASE

    def __init__(self, template):
        self.template = template

    def _pattern(self):
        own = getattr(self, "pattern", None)
        if own is not None:
            return own if hasattr(own, "sub") else _re.compile(own, self.flags | _re.VERBOSE)
        mark = _re.escape(self.delimiter)
        return _re.compile(
            mark
            + "(?:(?P<escaped>"
            + mark
            + ")|(?P<named>"
            + self.idpattern
            + ")|{(?P<braced>"
            + (self.braceidpattern or self.idpattern)
            + ")}|(?P<invalid>))",
            self.flags,
        )

    def _names(self, given, names):
        if given and names:
            both = dict(given[0])
            both.update(names)
            return both
        if len(given) > 1:
            raise TypeError("Too many positional arguments")
        return given[0] if given else names

    def substitute(self, /, *given, **names):
        mapping = self._names(given, names)

        def replaced(found):
            name = found.group("named") or found.group("braced")
            if name is not None:
                return str(mapping[name])
            if found.group("escaped") is not None:
                return self.delimiter
            before = self.template[: found.start("invalid")]
            lines = before.splitlines(True)
            if lines:
                column = found.start("invalid") - len("".join(lines[:-1]))
                line = len(lines)
            else:
                column = line = 1
            raise ValueError(
                "Invalid placeholder in string: line %d, col %d" % (line, column)
            )

        return self._pattern().sub(replaced, self.template)

    def safe_substitute(self, /, *given, **names):
        mapping = self._names(given, names)

        def replaced(found):
            name = found.group("named") or found.group("braced")
            if name is not None:
                try:
                    return str(mapping[name])
                except KeyError:
                    return found.group()
            if found.group("escaped") is not None:
                return self.delimiter
            return found.group()

        return self._pattern().sub(replaced, self.template)

    def is_valid(self):
        return all(
            found.group("invalid") is None
            for found in self._pattern().finditer(self.template)
        )

    def get_identifiers(self):
        names = []
        for found in self._pattern().finditer(self.template):
            name = found.group("named") or found.group("braced")
            if name is not None and name not in names:
                names.append(name)
        return names


def _parsed(text):
    """Each literal, and the name, specification and conversion of the field behind it."""
    literal = ""
    at = 0
    while at < len(text):
        char = text[at]
        if text[at : at + 2] in ("{{", "}}"):
            yield literal + char, None, None, None
            literal = ""
            at += 2
            continue
        if char == "}":
            raise ValueError("Single '}' encountered in format string")
        if char != "{":
            literal += char
            at += 1
            continue
        start = at + 1
        depth = 1
        at = start
        in_name = True
        while at < len(text) and depth:
            if in_name and text[at] == "[":
                while at < len(text) and text[at] != "]":
                    at += 1
                continue
            if text[at] in ":!{":
                in_name = False
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        if depth:
            if start == len(text):
                raise ValueError("Single '{' encountered in format string")
            raise ValueError("expected '}' before end of string")
        name, specification, conversion = _field(text[start : at - 1])
        yield literal, name, specification, conversion
        literal = ""
    if literal:
        yield literal, None, None, None


def _field(text):
    end = 0
    inside = False
    while end < len(text) and (inside or text[end] not in ":!"):
        if text[end] == "[":
            inside = True
        elif text[end] == "]":
            inside = False
        end += 1
    name, rest = text[:end], text[end:]
    if not rest.startswith("!"):
        return name, rest[1:], None
    if len(rest) < 2:
        raise ValueError("unmatched '{' in format spec")
    if len(rest) > 2 and rest[2] != ":":
        raise ValueError("expected ':' after conversion specifier")
    return name, rest[3:], rest[1]


def _steps(name):
    """The first part of a field's name, and the attributes and items behind it."""
    end = 0
    while end < len(name) and name[end] not in ".[":
        end += 1
    first, rest = name[:end], name[end:]
    steps = []
    while rest:
        if rest[0] == ".":
            end = 1
            while end < len(rest) and rest[end] not in ".[":
                end += 1
            steps.append((True, rest[1:end]))
            rest = rest[end:]
        elif rest[0] == "[":
            end = rest.find("]")
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key = rest[1:end]
            steps.append((False, int(key) if key.isdigit() else key))
            rest = rest[end + 1 :]
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return int(first) if first.isdigit() else first, steps


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        text, _ = self._filled(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return text

    def _filled(self, format_string, args, kwargs, used, depth, number):
        # `number` counts fields without a name; it is False where they have numbers.
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, name, specification, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if name is None:
                continue
            first = _steps(name)[0]
            if first == "":
                if number is False:
                    raise ValueError(
                        "cannot switch from manual field specification to automatic field numbering"
                    )
                name = str(number) + name
                number += 1
            elif isinstance(first, int):
                if number:
                    raise ValueError(
                        "cannot switch from manual field specification to automatic field numbering"
                    )
                number = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            specification, number = self._filled(
                specification, args, kwargs, used, depth - 1, number
            )
            parts.append(self.format_field(value, specification))
        return "".join(parts), number

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        return _parsed(format_string)

    def get_field(self, field_name, args, kwargs):
        first, steps = _steps(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, key in steps:
            value = getattr(value, key) if is_attribute else value[key]
        return value, first
