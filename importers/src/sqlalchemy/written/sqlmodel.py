from _bridge import Mapped as _Mapped, annotation as _annotation, refuse as _refuse, unknown as _unknown
import copy as _copy
import datetime as _datetime
import enum as _enum
import sqlalchemy as _sa
from sqlalchemy.orm import registry as _registry, relationship as _relationship
from sqlmodel.sql.sqltypes import AutoString as _AutoString


# `dict` within the class is a method.
_dict = dict


class _Undefined:
    pass


# A column whose type is not known.
_UNKNOWN = object()

# Newer versions make a time zone of it and older ones none.
_ZONED = object()


_registered = _registry()


class FieldInfo:
    """What `Field(...)` says."""

    def __init__(self, default, options):
        self.default = _Undefined if default is ... else default
        self.options = options
        self.factory = options.get("default_factory")

    @property
    def is_required(self):
        return self.default is _Undefined and self.factory is None

    def given(self):
        if self.factory is not None:
            return self.factory()
        # What an object changes in its own is not changed in the default.
        return _copy.deepcopy(self.default) if isinstance(self.default, (list, _dict, set)) else self.default


class RelationshipInfo:
    """What `Relationship(...)` says."""

    def __init__(self, options):
        self.options = options


def Field(default=_Undefined, **options):
    return FieldInfo(default, options)


def Relationship(**options):
    return RelationshipInfo(options)


def _type_of(name, value, options):
    if isinstance(value, type) and issubclass(value, _enum.Enum):
        return _sa.Enum(value)
    if name in ("str", "Path", "IPv4Address", "IPv6Address", "IPv4Network", "IPv6Network", "EmailStr"):
        return _AutoString(length=options.get("max_length"))
    if name == "Decimal":
        return _sa.Numeric(precision=options.get("max_digits"), scale=options.get("decimal_places"))
    known = {
        "float": _sa.Float,
        "bool": _sa.Boolean,
        "int": _sa.Integer,
        "NaiveDatetime": _sa.DateTime,
        "date": _sa.Date,
        "timedelta": _sa.Interval,
        "time": _sa.Time,
        "bytes": _sa.LargeBinary,
        "UUID": _sa.Uuid,
    }
    return known.get(name)


# Annotations of which it is certain that none of them is another name for `Optional[...]`.
_NEVER_NONE = ("str", "int", "float", "bool", "bytes", "datetime", "date", "time", "timedelta", "Decimal", "UUID")
_NEVER_NONE += ("Any", "dict", "Dict", "Mapping", "tuple", "Tuple", "set", "Set", "Literal")


def _column(cls, name, text, field):
    options = field.options
    column = options.get("sa_column")
    if column is not None:
        column.name = column.name or name
        # Another name in the table than in the class is not followed.
        return column if column.name == name else _UNKNOWN
    inner, value, optional, many = _annotation(cls, text)
    head = inner.split("[")[0].split(".")[-1]
    data_type = options.get("sa_type")
    if data_type is None and not many:
        if head == "datetime":
            return _ZONED
        data_type = _type_of(inner.split(".")[-1], value, options)
    if data_type is None:
        return _UNKNOWN
    primary_key = bool(options.get("primary_key", False))
    nullable = options.get("nullable")
    if nullable is None:
        if not primary_key and not many and head not in _NEVER_NONE and not isinstance(value, type):
            return _UNKNOWN
        nullable = not primary_key and optional
    items = []
    if options.get("foreign_key"):
        items.append(_sa.ForeignKey(options["foreign_key"], ondelete=options.get("ondelete")))
    keywords = {
        "primary_key": primary_key,
        "nullable": nullable,
        "index": bool(options.get("index", False)),
        "unique": bool(options.get("unique", False)),
    }
    if field.factory is not None:
        keywords["default"] = field.factory
    elif field.default is not _Undefined:
        keywords["default"] = field.default
    items.extend(options.get("sa_column_args") or ())
    keywords.update(options.get("sa_column_kwargs") or {})
    if keywords.pop("name", name) != name:
        return _UNKNOWN
    return _sa.Column(name, data_type, *items, **keywords)


def _related(cls, text, info):
    options = info.options
    if options.get("sa_relationship") is not None:
        return options["sa_relationship"]
    inner, value, optional, many = _annotation(cls, text)
    keywords = {"uselist": many}
    if options.get("back_populates"):
        keywords["back_populates"] = options["back_populates"]
    if options.get("cascade_delete"):
        keywords["cascade"] = "all, delete-orphan"
    if options.get("passive_deletes"):
        keywords["passive_deletes"] = options["passive_deletes"]
    if options.get("link_model") is not None:
        keywords["secondary"] = options["link_model"].__table__
    keywords.update(options.get("sa_relationship_kwargs") or {})
    return _relationship(inner, *(options.get("sa_relationship_args") or ()), **keywords)


def _fields(cls, own):
    """The fields of a class in pydantic's order, each with the class whose names its annotation uses."""
    known = {}
    for base in reversed(cls.__bases__):
        known.update(getattr(base, "model_fields", None) or {})
    fields = {}
    for above in reversed(cls.__mro__):
        if above in (object, _Mapped):
            continue
        for name, text in (above.__dict__.get("__annotations__") or {}).items():
            if not _is_field(name, text):
                continue
            if above is cls:
                fields[name] = own[name]
            elif name in known:
                fields[name] = known[name]
            elif not issubclass(above, SQLModel):
                fields[name] = (above, text, _field(getattr(above, name, _Undefined)))
    return fields


def _merged(one, other):
    """Two orders of names in one, as SQLAlchemy merges what a class has with what it annotates."""
    shared = set(one) & set(other)
    merged = []
    lists = [list(one), list(other)]
    while lists[0]:
        name = lists[0].pop(0)
        if name in shared:
            shared.discard(name)
            lists.reverse()
        else:
            merged.append(name)
    return merged + lists[1]


def _field(value):
    return value if isinstance(value, (FieldInfo, RelationshipInfo)) else FieldInfo(value, {})


def _is_field(name, text):
    head = text.strip("\"' ").split("[")[0].split(".")[-1]
    return not name.startswith("_") and name != "model_config" and head != "ClassVar"


class SQLModel(_Mapped):
    """`sqlmodel.SQLModel`"""

    metadata = _registered.metadata
    _sa_registry = _registered
    model_fields = {}
    _own_name = None

    def __init_subclass__(cls, table=False, **config):
        own = {}
        relationships = {}
        for name, text in (cls.__dict__.get("__annotations__") or {}).items():
            if _is_field(name, text):
                value = _field(cls.__dict__.get(name, _Undefined))
                own[name] = (cls, text, value)
                if isinstance(value, RelationshipInfo):
                    relationships[name] = (text, value)
        fields = _fields(cls, own)
        cls.model_fields = {name: said for name, said in fields.items() if name not in relationships}
        fields = cls.model_fields
        cls._is_table = bool(table)
        if not table:
            return
        for name in list(fields) + list(relationships):
            if name in cls.__dict__:
                delattr(cls, name)
        # A name that a class above was given by itself is no name of this one.
        if getattr(cls, "__tablename__", None) == cls._own_name:
            cls.__tablename__ = cls._own_name = cls.__name__.lower()
        annotated = list(cls.__dict__.get("__annotations__") or {})
        has = [name for name in cls.__dict__ if name in annotated] + list(fields) + list(relationships)
        columns = []
        for name in _merged(has, list(dict.fromkeys(list(relationships) + annotated))):
            if name not in fields:
                continue
            above, text, field = fields[name]
            column = _UNKNOWN if isinstance(field, RelationshipInfo) else _column(above, name, text, field)
            if column is _UNKNOWN:
                setattr(cls, name, _unknown(f"{cls.__name__}.{name}: {text}"))
            elif column is _ZONED:
                which = "`: SQLModel makes it with a time zone or without as its version is; `sa_type=sa.DateTime(timezone=...)"
                setattr(cls, name, _unknown(f"{cls.__name__}.{name}: {text}{which}"))
            else:
                columns.append(column)
        items = getattr(cls, "__table_args__", None) or ()
        options = {}
        if isinstance(items, dict):
            items, options = (), items
        elif items and isinstance(items[-1], dict):
            items, options = items[:-1], items[-1]
        cls.__table__ = _sa.Table(cls.__tablename__, cls.metadata, *columns, *items, **options)
        for name, (text, info) in relationships.items():
            setattr(cls, name, _related(cls, text, info))
        cls._relationships = list(relationships)
        _registered.mapped(cls)

    def __init__(self, **data):
        if not self._is_table:
            _refuse(f"an object of {type(self).__name__}, whose values pydantic would check")
        for name, (_, _, field) in self.model_fields.items():
            other = field.options.get("alias")
            if other and other in data:
                setattr(self, name, data[other])
            elif name in data:
                setattr(self, name, data[name])
            elif not field.is_required:
                setattr(self, name, field.given())
        for name in self._relationships:
            if name in data:
                setattr(self, name, data[name])

    def __repr__(self):
        _refuse(f"the text of an object of {type(self).__name__}")

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, SQLModel):
            return NotImplemented
        _refuse(f"whether two objects of {type(self).__name__} are equal")

    def __hash__(self):
        _refuse(f"the hash of an object of {type(self).__name__}")

    def model_dump(self, include=None, exclude=None, **options):
        if any(options.values()) or isinstance(include, dict) or isinstance(exclude, dict):
            _refuse("these options of `model_dump`")
        left_out = exclude or ()
        # What is not loaded is left out, and not asked for.
        left_out = set(left_out) | {name for name in self.model_fields if name not in vars(self)}
        names = [name for name in self.model_fields if name not in left_out]
        return {name: getattr(self, name) for name in names if include is None or name in include}

    def dict(self, **options):
        return self.model_dump(**options)

    def sqlmodel_update(self, obj, *, update=None):
        if isinstance(obj, SQLModel) or not isinstance(obj, _dict):
            _refuse("`sqlmodel_update` with what is no dict")
        for name, value in {**obj, **(update or {})}.items():
            if name in self.model_fields:
                setattr(self, name, value)
        return self

    @classmethod
    def model_validate(cls, *arguments, **options):
        _refuse("`model_validate` of a class of SQLModel")

    @classmethod
    def model_construct(cls, *arguments, **options):
        _refuse("`model_construct` of a class of SQLModel")

    @classmethod
    def model_validate_json(cls, *arguments, **options):
        _refuse("`model_validate_json` of a class of SQLModel")

    @classmethod
    def parse_obj(cls, *arguments, **options):
        _refuse("`parse_obj` of a class of SQLModel")

    @classmethod
    def from_orm(cls, *arguments, **options):
        _refuse("`from_orm` of a class of SQLModel")

    @classmethod
    def validate(cls, *arguments, **options):
        _refuse("`validate` of a class of SQLModel")

    @classmethod
    def model_json_schema(cls, *arguments, **options):
        _refuse("`model_json_schema` of a class of SQLModel")

    @classmethod
    def schema(cls, *arguments, **options):
        _refuse("`schema` of a class of SQLModel")

    def model_copy(self, *arguments, **options):
        _refuse("`model_copy` of an object of SQLModel")

    def model_dump_json(self, *arguments, **options):
        _refuse("`model_dump_json` of an object of SQLModel")

    def json(self, *arguments, **options):
        _refuse("`json` of an object of SQLModel")

    def copy(self, *arguments, **options):
        _refuse("`copy` of an object of SQLModel")
