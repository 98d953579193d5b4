import re as _re


def capwords(s, sep=None):
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    delimiter = "$"
    idpattern = "(?a:[_a-zA-Z][_a-zA-Z0-9]*)"

    def __init__(self, template):
        self.template = template

    def _pattern(self):
        mark = _re.escape(self.delimiter)
        name = self.idpattern
        return _re.compile(
            mark
            + "(?:(?P<escaped>"
            + mark
            + ")|(?P<named>"
            + name
            + ")|{(?P<braced>"
            + name
            + ")}|(?P<invalid>))",
            _re.IGNORECASE,
        )

    def _names(self, given, names):
        if given and names:
            both = dict(given[0])
            both.update(names)
            return both
        if len(given) > 1:
            raise TypeError("Too many positional arguments")
        return given[0] if given else names

    def substitute(self, *given, **names):
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

    def safe_substitute(self, *given, **names):
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


class Formatter:
    def format(self, format_string, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
