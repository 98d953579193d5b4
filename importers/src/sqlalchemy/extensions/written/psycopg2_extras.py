import collections as _collections
import json as _json
import re as _re

from _bridge import refuse as _refuse

_MARKS = _re.compile(r"%(%|s|\([^)]*\)s|.)")


def _rest(text):
    """What stands before and behind the one `%s` of a statement."""
    parts = [[]]
    at = 0
    for mark in _MARKS.finditer(text):
        parts[-1].append(text[at : mark.start()])
        at = mark.end()
        if mark.group(1) == "%":
            parts[-1].append("%")
        elif mark.group(1) == "s":
            parts.append([])
        else:
            raise ValueError(f"unsupported format character: '{mark.group(1)}'")
    parts[-1].append(text[at:])
    if len(parts) != 2:
        raise ValueError("the query contains more than one '%s' placeholder" if len(parts) > 2 else "the query doesn't contain any '%s' placeholder")
    return ["".join(part).replace("%", "%%") for part in parts]


def _pages(items, size):
    page = []
    for item in items:
        page.append(item)
        if len(page) == size:
            yield page
            page = []
    if page:
        yield page


def execute_values(cur, sql, argslist, template=None, page_size=100, fetch=False):
    before, behind = _rest(sql)
    found = [] if fetch else None
    for page in _pages(argslist, page_size):
        texts = []
        values = []
        for row in page:
            own = template or "(" + ",".join(["%s"] * len(row)) + ")"
            if hasattr(row, "keys"):
                for mark in _MARKS.finditer(own):
                    if mark.group(1).startswith("("):
                        values.append(row[mark.group(1)[1:-2]])
                own = _MARKS.sub(lambda mark: "%s" if mark.group(1).startswith("(") else mark.group(0), own)
            else:
                values.extend(row)
            texts.append(own)
        cur.execute(before + ",".join(texts) + behind, values)
        if fetch:
            found.extend(cur.fetchall())
    return found


def execute_batch(cur, sql, argslist, page_size=100):
    for row in argslist:
        cur.execute(sql, row)


class Json:
    def __init__(self, adapted, dumps=None):
        self.adapted = adapted
        self._dumps = dumps or _json.dumps

    def dumps(self, obj):
        return self._dumps(obj)

    def _driver_value(self):
        return self.dumps(self.adapted)


class RealDictRow(_collections.OrderedDict):
    """A row by the names of its columns."""


class RealDictCursor:
    """Rows as dicts: what `cursor(cursor_factory=...)` is given."""

    @staticmethod
    def _rows_of(names):
        return lambda values: RealDictRow(zip(names, values))


class DictRow(list):
    """A list that also has items by the names of the columns."""

    def __init__(self, places, values):
        super().__init__(values)
        self._places = places

    def _place(self, key):
        return key if isinstance(key, (int, slice)) else self._places[key]

    def __getitem__(self, key):
        return super().__getitem__(self._place(key))

    def __setitem__(self, key, value):
        super().__setitem__(self._place(key), value)

    def __contains__(self, key):
        return key in self._places

    def keys(self):
        return iter(self._places)

    def values(self):
        return (self[name] for name in self._places)

    def items(self):
        return ((name, self[name]) for name in self._places)

    def get(self, key, default=None):
        try:
            return self[key]
        except Exception:
            return default

    def copy(self):
        return _collections.OrderedDict(self.items())


class DictCursor:
    """Rows as `DictRow`."""

    @staticmethod
    def _rows_of(names):
        places = {name: at for at, name in enumerate(names)}
        return lambda values: DictRow(places, values)


def _field(name):
    """A column's name as that of a field."""
    name = _re.sub("[^a-zA-Z0-9_]", "_", name)
    return "f" + name if name[0] == "_" or name[0] in "0123456789" else name


class NamedTupleCursor:
    """Rows as named tuples."""

    @staticmethod
    def _rows_of(names):
        return _collections.namedtuple("Record", [_field(name) for name in names])._make


def register_uuid(oids=None, conn_or_curs=None):
    return None


def register_default_json(conn_or_curs=None, globally=False, loads=None):
    _refuse("what a `register_default_json` changes of the rows is not followed")


def register_default_jsonb(conn_or_curs=None, globally=False, loads=None):
    _refuse("what a `register_default_jsonb` changes of the rows is not followed")
