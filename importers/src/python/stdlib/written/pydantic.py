# pydantic, as far as entries of a list need it: models that are given what their fields say.
# What would be converted, checked by a function of the file or renamed is refused.
import copy

_NOTHING = object()
_PLAIN = {"str": str, "int": int, "bool": bool, "float": float, "bytes": bytes}


class _Field:
    def __init__(self, default, default_factory):
        self.default = default
        self.default_factory = default_factory


# The constraints hold wherever the project runs.
def Field(
    default=_NOTHING, *, default_factory=None, title=None, description=None, examples=None, frozen=None, repr=True,
    min_length=None, max_length=None, pattern=None, gt=None, ge=None, lt=None, le=None,
):
    return _Field(_NOTHING if default is ... else default, default_factory)


def ConfigDict(**settings):
    for name in settings:
        if name not in ("arbitrary_types_allowed", "frozen", "title", "extra", "use_enum_values"):
            raise NotImplementedError(f"bridge does not know ConfigDict({name}=...)")
    if settings.get("extra") == "allow" or settings.get("use_enum_values"):
        raise NotImplementedError("bridge does not know this ConfigDict")
    return settings


def _text(kind):
    if kind is None or isinstance(kind, str):
        return str(kind)
    if isinstance(kind, tuple):
        return " | ".join(_text(one) for one in kind)
    return kind.__name__ if isinstance(kind, type) and "[" not in str(kind) else str(kind)


def _fields(cls):
    fields = {}
    for one in reversed(cls.__mro__[:-1]):
        if one is BaseModel:
            continue
        for name, kind in getattr(one, "__annotations__", {}).items():
            text = _text(kind)
            if not text.replace("typing.", "").startswith("ClassVar"):
                fields[name] = text
    return fields


def _parts(text, separator):
    parts, depth, part = [], 0, ""
    for letter in text:
        depth += (letter == "[") - (letter == "]")
        if letter == separator and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return parts + [part.strip()]


# Whether a value is taken as it is: what pydantic would convert is not.
def _fits(kind, value):
    kind = kind.strip().replace("typing.", "").replace("collections.abc.", "")
    parts = _parts(kind, "|")
    if len(parts) > 1:
        return any(_fits(part, value) for part in parts)
    outer, _, inner = kind.partition("[")
    inner = inner[:-1]
    if outer in ("Any", "object", "Callable"):
        return outer != "Callable" or callable(value)
    if outer in ("Optional", "Union") and not inner:
        # What stands in the brackets is not known here; digits may be a number there.
        return not (isinstance(value, str) and value.isdigit())
    if outer == "None":
        return value is None
    if outer == "Optional":
        return value is None or _fits(inner, value)
    if outer == "Union":
        return any(_fits(part, value) for part in _parts(inner, ","))
    if outer == "Literal":
        return True
    if outer in ("list", "List"):
        return isinstance(value, list) and all(_fits(inner or "Any", item) for item in value)
    if outer in ("tuple", "Tuple"):
        kinds = [one for one in _parts(inner, ",") if one not in ("", "...")]
        if not isinstance(value, tuple):
            return False
        if len(kinds) == len(value):
            return all(_fits(one, item) for one, item in zip(kinds, value))
        return len(kinds) < 2 and all(_fits(kinds[0] if kinds else "Any", item) for item in value)
    if outer in ("dict", "Dict"):
        kinds = _parts(inner, ",") if inner else ["Any", "Any"]
        return isinstance(value, dict) and all(
            _fits(kinds[0], key) and _fits(kinds[1], item) for key, item in value.items()
        )
    if outer in _PLAIN:
        return type(value) is _PLAIN[outer]
    return any(one.__name__ == outer for one in type(value).__mro__ if isinstance(value, BaseModel))


class _Code:
    pass


def _code(*given, **settings):
    if len(given) == 1 and callable(given[0]) and not settings:
        return _Code()
    return lambda function: _Code()


field_validator = model_validator = validator = root_validator = _code


def _has_code(cls):
    if hasattr(cls, "model_post_init"):
        return True
    return any(isinstance(value, _Code) for one in cls.__mro__[:-1] for value in one.__dict__.values())


class BaseModel:
    def __init__(self, /, **data):
        if _has_code(type(self)):
            raise NotImplementedError("bridge does not run the validators of pydantic's models")
        for name, kind in _fields(type(self)).items():
            default = getattr(type(self), name, _NOTHING)
            if isinstance(default, _Field):
                factory, default = default.default_factory, default.default
            else:
                factory = None
            if name in data:
                value = data[name]
                if not _fits(kind, value):
                    raise NotImplementedError(f"bridge does not convert {name}={value!r} to {kind}, as pydantic may")
            elif factory is not None:
                value = factory()
            elif default is not _NOTHING:
                value = copy.deepcopy(default) if isinstance(default, (list, dict)) else default
            else:
                raise ValueError(f"{name}: Field required")
            setattr(self, name, value)

    def model_dump(self):
        return {name: getattr(self, name) for name in _fields(type(self))}
