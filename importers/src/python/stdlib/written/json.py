from json import dumps as _dumps, loads as _loads


def load(fp, **options):
    return _loads(fp.read(), **options)


def dump(obj, fp, **options):
    fp.write(_dumps(obj, **options))


class JSONEncoder:
    """`json.JSONEncoder`: `json.dumps` asks its `default`."""

    item_separator = ", "
    key_separator = ": "

    def __init__(
        self,
        *,
        skipkeys=False,
        ensure_ascii=True,
        check_circular=True,
        allow_nan=True,
        sort_keys=False,
        indent=None,
        separators=None,
        default=None,
    ):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(
            f"Object of type {o.__class__.__name__} is not JSON serializable"
        )

    def encode(self, o):
        return _dumps(
            o,
            skipkeys=self.skipkeys,
            ensure_ascii=self.ensure_ascii,
            allow_nan=self.allow_nan,
            sort_keys=self.sort_keys,
            indent=self.indent,
            separators=(self.item_separator, self.key_separator),
            default=self.default,
        )

    def iterencode(self, o):
        yield self.encode(o)


class JSONDecoder:
    """`json.JSONDecoder`"""

    def __init__(self, **options):
        self._options = options

    def decode(self, s):
        return _loads(s, **self._options)


def dumps_with(cls, obj, options):
    """`json.dumps(obj, cls=cls, ...)`"""
    return cls(**options).encode(obj)
