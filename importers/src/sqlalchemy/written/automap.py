from _bridge import refuse as _refuse
from sqlalchemy.orm import backref as _backref
from sqlalchemy.orm import declarative_base as _declarative_base
from sqlalchemy.orm import relationship as _relationship
from sqlalchemy.orm.decl_api import add_mapped_attribute as _relate


def classname_for_table(base, tablename, table):
    return str(tablename)


def name_for_scalar_relationship(base, local_cls, referred_cls, constraint):
    return referred_cls.__name__.lower()


def name_for_collection_relationship(base, local_cls, referred_cls, constraint):
    return referred_cls.__name__.lower() + "_collection"


_name_class, _name_scalar, _name_many = classname_for_table, name_for_scalar_relationship, name_for_collection_relationship


class _Classes:
    """The classes of a base, by name."""

    def __init__(self):
        self._found = {}
        self._tables = []

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._found:
            raise AttributeError(name)
        return self._found[name]

    def __getitem__(self, name):
        return self._found[name]

    def __contains__(self, name):
        return name in self._found

    def __iter__(self):
        return iter(self._found.values())

    def __len__(self):
        return len(self._found)

    def keys(self):
        return list(self._found)

    def values(self):
        return list(self._found.values())

    def items(self):
        return list(self._found.items())

    def get(self, name, default=None):
        return self._found.get(name, default)


def _between(table):
    """The two keys of a table that has no other columns."""
    keys = list(table.foreign_key_constraints)
    if len(keys) != 2:
        return None
    own = {fk.parent.name for key in keys for fk in key.elements}
    if own != {column.name for column in table.columns}:
        return None
    # SQLAlchemy keeps them in a set: the names of the relationships do not depend on which is first.
    return keys


class AutomapBase:
    __abstract__ = True

    def __init_subclass__(cls, **options):
        if "__tablename__" in cls.__dict__:
            _refuse(f"the class {cls.__name__} is declared before prepare() makes the others; map it on a base of its own")

    @classmethod
    def prepare(
        cls,
        autoload_with=None,
        engine=None,
        reflect=False,
        schema=None,
        classname_for_table=None,
        modulename_for_table=None,
        collection_class=None,
        name_for_scalar_relationship=None,
        name_for_collection_relationship=None,
        generate_relationship=None,
        reflection_options=None,
    ):
        if modulename_for_table or collection_class or generate_relationship:
            _refuse("bridge does not know this argument of prepare(); map the classes by hand")
        name_class = classname_for_table or _name_class
        name_scalar = name_for_scalar_relationship or _name_scalar
        name_many = name_for_collection_relationship or _name_many
        bind = autoload_with if autoload_with is not None else engine
        if bind is not None:
            cls.metadata.reflect(bind, **{"schema": schema, "extend_existing": True, **(reflection_options or {})})
        made = {}
        between = []
        for fullname, table in list(cls.metadata.tables.items()):
            if _between(table):
                between.append(table)
            elif len(table.primary_key.columns) and fullname not in cls.classes._tables:
                name = name_class(cls, table.name, table)
                made[fullname] = type(name, (cls,), {"__table__": table})
                cls.classes._found[name] = made[fullname]
                cls.classes._tables.append(fullname)
        taken = {fullname: {column.key for column in own.__table__.columns} for fullname, own in made.items()}
        for fullname, own in made.items():
            table = own.__table__
            led = [key.referred_table.fullname for key in table.foreign_key_constraints]
            for key in table.foreign_key_constraints:
                other = key.referred_table.fullname
                referred = made.get(other)
                if referred is None:
                    continue
                if led.count(other) > 1:
                    _refuse(
                        f"several foreign keys lead from {fullname} to {other}, and which of them automap names is left to chance; map these classes by hand"
                    )
                scalar = name_scalar(cls, own, referred, key)
                many = name_many(cls, referred, own, key)
                if scalar in taken[fullname] or many in taken[other] or (own is referred and scalar == many):
                    _refuse(
                        f"the relationship {scalar} of {own.__name__} has the name of something else; map these classes by hand, or name the relationships"
                    )
                taken[fullname].add(scalar)
                taken[other].add(many)
                wishes = {}
                ondelete = (key.ondelete or "").lower()
                if all(fk.parent.nullable for fk in key.elements):
                    if ondelete == "set null":
                        wishes["passive_deletes"] = True
                else:
                    wishes["cascade"] = "all, delete-orphan"
                    if ondelete == "cascade":
                        wishes["passive_deletes"] = True
                _relate(
                    own,
                    scalar,
                    _relationship(
                        referred,
                        foreign_keys=[fk.parent for fk in key.elements],
                        remote_side=[fk.column for fk in key.elements],
                        backref=_backref(many, **wishes),
                    ),
                )
        for table in between:
            first, second = _between(table)
            own, referred = made.get(first.referred_table.fullname), made.get(second.referred_table.fullname)
            if own is None or referred is None:
                continue
            many, back = name_many(cls, own, referred, first), name_many(cls, referred, own, second)
            names = taken[own.__table__.fullname], taken[referred.__table__.fullname]
            if own is referred or many in names[0] or back in names[1]:
                _refuse(
                    f"the relationship {many} of {own.__name__} has the name of something else; map these classes by hand, or name the relationships"
                )
            names[0].add(many)
            names[1].add(back)
            _relate(own, many, _relationship(referred, secondary=table, backref=back))


def automap_base(declarative_base=None, **kw):
    Base = _declarative_base(**kw) if declarative_base is None else declarative_base
    return type(Base.__name__, (AutomapBase, Base), {"__abstract__": True, "classes": _Classes()})
