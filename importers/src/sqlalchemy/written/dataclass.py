from _bridge import field_options as _options, is_native as _is_native, mapped_init as _mapped_init, refuse as _refuse


class _Missing:
    pass


_NAMES = ("init", "repr", "eq", "order", "unsafe_hash", "match_args", "kw_only", "dataclass_callable")


class _Field:
    def __init__(self, name, options, kw_only):
        self.name = name
        self.init = options.get("init", True)
        self.repr = options.get("repr", True)
        self.default = options.get("default", _Missing)
        self.factory = options.get("default_factory", _Missing)
        self.compare = options.get("compare", True)
        hashed = options.get("hash")
        self.hash = self.compare if hashed is None else hashed
        self.kw_only = options.get("kw_only", kw_only)

    def is_required(self):
        return self.default is _Missing and self.factory is _Missing


def _is_mapped(text):
    head = text.strip().strip("\"'").split("[")[0].split(".")[-1].strip()
    if head in ("InitVar", "AssociationProxy"):
        _refuse(f"`{head}` in a mapped class that is a dataclass")
    if head in ("Mapped", "DynamicMapped", "WriteOnlyMapped"):
        return True
    if head != "ClassVar":
        _refuse("a field that is not `Mapped` in a mapped class that is a dataclass")
    return False


def _own(cls, of, kw_only):
    fields = {}
    only = kw_only
    for name, text in (of.__dict__.get("__annotations__") or {}).items():
        text = str(text)
        if text.split(".")[-1] == "KW_ONLY":
            only = True
        elif _is_mapped(text):
            fields[name] = _Field(name, _options(cls, name), only)
    return fields


def _written(cls):
    """The classes above that are written in Python, nearest first."""
    return [above for above in cls.__mro__[1:] if above is not MappedAsDataclass and not _is_native(above)]


def _fields(cls, settings):
    fields = {}
    for above in reversed(_written(cls)):
        fields.update(above.__dict__.get("_sa_dataclass_fields") or {})
    kw_only = settings["kw_only"]
    # What stands in mixins that are no dataclasses is the class's own.
    for above in reversed(_written(cls)):
        if "_sa_dataclass_fields" not in above.__dict__ and above.__dict__.get("__mapper__") is None:
            fields.update(_own(cls, above, kw_only))
    fields.update(_own(cls, cls, kw_only))
    return fields


def _named(names):
    names = [repr(name) for name in names]
    if len(names) == 1:
        return names[0]
    return (", " if len(names) > 2 else " ").join(names[:-1]) + ("," if len(names) > 2 else "") + " and " + names[-1]


def _init(fields):
    title = "__init__()"
    taken = [field for field in fields if field.init]
    places = [field for field in taken if not field.kw_only]
    optional = False
    for field in places:
        if field.is_required() and optional:
            raise TypeError(f"non-default argument {field.name!r} follows default argument")
        optional = optional or not field.is_required()
    least = len([field for field in places if field.is_required()])

    def __init__(self, *args, **kwargs):
        _mapped_init(self)
        if len(args) > len(places):
            count = f"{len(places) + 1}" if least == len(places) else f"from {least + 1} to {len(places) + 1}"
            noun = "argument" if count == "1" else "arguments"
            raise TypeError(f"{title} takes {count} positional {noun} but {len(args) + 1} were given")
        given = {field.name: value for field, value in zip(places, args)}
        known = {field.name for field in taken}
        for name, value in kwargs.items():
            if name not in known:
                raise TypeError(f"{title} got an unexpected keyword argument {name!r}")
            if name in given:
                raise TypeError(f"{title} got multiple values for argument {name!r}")
            given[name] = value
        for kind, all in (("positional", places), ("keyword-only", [field for field in taken if field.kw_only])):
            missing = [field.name for field in all if field.is_required() and field.name not in given]
            if missing:
                noun = "argument" if len(missing) == 1 else "arguments"
                raise TypeError(f"{title} missing {len(missing)} required {kind} {noun}: {_named(missing)}")
        for field in fields:
            if field.init and field.name in given:
                setattr(self, field.name, given[field.name])
            elif field.factory is not _Missing:
                setattr(self, field.name, field.factory())
            elif field.default is not _Missing:
                setattr(self, field.name, field.default)
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    return __init__


_shown = []


def _repr(fields):
    def __repr__(self):
        if any(own is self for own in _shown):
            return "..."
        _shown.append(self)
        try:
            parts = [f"{field.name}={getattr(self, field.name)!r}" for field in fields if field.repr]
        finally:
            _shown.pop()
        return f"{self.__class__.__qualname__}({', '.join(parts)})"

    return __repr__


def _values(self, fields):
    return tuple(getattr(self, field.name) for field in fields)


def _compared(fields, how):
    def compare(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return how(_values(self, fields), _values(other, fields))

    return compare


def apply(cls, settings):
    """Makes a dataclass of a class that is mapped already."""
    if settings["dataclass_callable"] is not None:
        _refuse("`dataclass_callable`")
    by_name = _fields(cls, settings)
    cls._sa_dataclass_fields = by_name
    fields = list(by_name.values())
    own = cls.__dict__
    if settings["init"]:
        cls.__init__ = _init(fields)
    if settings["repr"] and "__repr__" not in own:
        cls.__repr__ = _repr(fields)
    compared = [field for field in fields if field.compare]
    has_eq = "__eq__" in own
    if settings["eq"] and not has_eq:
        cls.__eq__ = _compared(compared, lambda a, b: a == b)
    if settings["order"]:
        cls.__lt__ = _compared(compared, lambda a, b: a < b)
        cls.__le__ = _compared(compared, lambda a, b: a <= b)
        cls.__gt__ = _compared(compared, lambda a, b: a > b)
        cls.__ge__ = _compared(compared, lambda a, b: a >= b)
    if "__hash__" not in own:
        if settings["unsafe_hash"]:
            hashed = [field for field in fields if field.hash]
            cls.__hash__ = lambda self: hash(_values(self, hashed))
        elif settings["eq"] and not has_eq:
            cls.__hash__ = None


_DEFAULTS = {
    "init": True,
    "repr": True,
    "eq": True,
    "order": False,
    "unsafe_hash": False,
    "match_args": True,
    "kw_only": False,
    "dataclass_callable": None,
}


class MappedAsDataclass:
    def __init_subclass__(cls, **given):
        settings = dict(getattr(cls, "_sa_dataclass_settings", _DEFAULTS))
        for name in _NAMES:
            if name in given:
                settings[name] = given.pop(name)
        cls._sa_dataclass_settings = settings
        super().__init_subclass__(**given)
        apply(cls, settings)


def decorated(cls, given):
    """What `registry.mapped_as_dataclass` makes of a class."""
    settings = dict(_DEFAULTS)
    for name, value in given.items():
        if name not in _NAMES:
            raise TypeError(f"registry.mapped_as_dataclass() got an unexpected keyword argument {name!r}")
        settings[name] = value
    apply(cls, settings)
    return cls
