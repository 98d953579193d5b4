from _bridge import is_relationship as _is_relationship
from _bridge import refuse as _refuse
from sqlalchemy import or_ as _or


class _List:
    """What the objects of a relationship have under one name."""

    def __init__(self, objects, attribute, creator):
        self._objects = objects
        self._attribute = attribute
        self._creator = creator

    def _values(self):
        return [getattr(one, self._attribute) for one in self._objects]

    def __len__(self):
        return len(self._objects)

    def __bool__(self):
        return len(self._objects) > 0

    def __iter__(self):
        return iter(self._values())

    def __contains__(self, value):
        return value in self._values()

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._values()[index]
        return getattr(self._objects[index], self._attribute)

    def __setitem__(self, index, value):
        setattr(self._objects[index], self._attribute, value)

    def __eq__(self, other):
        return self._values() == other

    def __ne__(self, other):
        return self._values() != other

    def __repr__(self):
        return repr(self._values())

    def append(self, value):
        self._objects.append(self._creator(value))

    def extend(self, values):
        for value in list(values):
            self.append(value)

    def insert(self, index, value):
        self._objects.insert(index, self._creator(value))

    def remove(self, value):
        for one in list(self._objects):
            if getattr(one, self._attribute) == value:
                self._objects.remove(one)
                return
        raise ValueError("value not in list")

    def clear(self):
        for one in list(self._objects):
            self._objects.remove(one)

    def count(self, value):
        return self._values().count(value)

    def index(self, value):
        return self._values().index(value)

    def copy(self):
        return self._values()


class _Compared:
    """A proxy of a class, as a part of a query: there are rows behind the relationship."""

    def __init__(self, owner, name, attribute):
        self._relationship = getattr(owner, name)
        self._end = getattr(self._relationship.property.mapper.class_, attribute)

    def _exists(self, criterion):
        if self._relationship.property.uselist:
            return self._relationship.any(criterion)
        return self._relationship.has(criterion)

    def _some(self, criterion, given):
        if _is_relationship(self._end):
            if self._end.property.uselist:
                return self._exists(self._end.any(criterion, **given))
            return self._exists(self._end.has(criterion, **given))
        if given:
            _refuse("an association proxy to a column takes no keywords; compare it")
        return self._exists(criterion)

    def any(self, criterion=None, **given):
        return self._some(criterion, given)

    def has(self, criterion=None, **given):
        return self._some(criterion, given)

    def contains(self, other, **given):
        if _is_relationship(self._end):
            return self._exists(self._end == other)
        return self._exists(self._end.contains(other, **given))

    def __eq__(self, other):
        found = self._exists(self._end == other)
        if other is None and not self._relationship.property.uselist:
            return _or(found, self._relationship == None)
        return found

    def __ne__(self, other):
        return self._exists(self._end != other)

    def __lt__(self, other):
        return self._exists(self._end < other)

    def __le__(self, other):
        return self._exists(self._end <= other)

    def __gt__(self, other):
        return self._exists(self._end > other)

    def __ge__(self, other):
        return self._exists(self._end >= other)

    def in_(self, values):
        return self._exists(self._end.in_(values))

    def not_in(self, values):
        return self._exists(self._end.not_in(values))

    def like(self, other, escape=None):
        return self._exists(self._end.like(other, escape=escape))

    def ilike(self, other, escape=None):
        return self._exists(self._end.ilike(other, escape=escape))

    def startswith(self, other, **given):
        return self._exists(self._end.startswith(other, **given))

    def endswith(self, other, **given):
        return self._exists(self._end.endswith(other, **given))

    def between(self, first, last):
        return self._exists(self._end.between(first, last))

    def is_(self, other):
        return self._exists(self._end.is_(other))

    def is_not(self, other):
        return self._exists(self._end.is_not(other))


class AssociationProxy:
    def __init__(self, target_collection, attr, *, creator=None, **options):
        for name in options:
            if name not in ("info", "cascade_scalar_deletes", "create_on_none_assignment"):
                _refuse(f"bridge does not know `{name}` of association_proxy; use the relationship itself")
        if options.get("cascade_scalar_deletes") or options.get("create_on_none_assignment"):
            _refuse("bridge does not know these options of association_proxy; use the relationship itself")
        self.target_collection = target_collection
        self.value_attr = attr
        self._creator = creator

    def _maker(self, owner):
        if self._creator is not None:
            return self._creator
        # Without a creator SQLAlchemy calls the class with the value alone.
        return getattr(owner, self.target_collection).property.mapper.class_

    def __get__(self, own, owner=None):
        if own is None:
            return _Compared(owner, self.target_collection, self.value_attr)
        target = getattr(own, self.target_collection)
        if target is None:
            return None
        if getattr(type(own), self.target_collection).property.uselist:
            return _List(target, self.value_attr, self._maker(type(own)))
        return getattr(target, self.value_attr)

    def __set__(self, own, value):
        target = getattr(own, self.target_collection)
        if getattr(type(own), self.target_collection).property.uselist:
            if isinstance(value, _List) and value._objects is target:
                return
            proxy = _List(target, self.value_attr, self._maker(type(own)))
            given = list(value)
            proxy.clear()
            proxy.extend(given)
        elif target is None:
            if value is not None:
                setattr(own, self.target_collection, self._maker(type(own))(value))
        else:
            setattr(target, self.value_attr, value)


def association_proxy(target_collection, attr, *, creator=None, **options):
    return AssociationProxy(target_collection, attr, creator=creator, **options)
