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
        if not isinstance(index, slice):
            setattr(self._objects[index], self._attribute, value)
            return
        start, stop, step = index.indices(len(self))
        places = list(range(start, stop, step))
        if step == 1:
            for _ in places:
                del self[start]
            for place, one in enumerate(value, start):
                self.insert(place, one)
            return
        if len(value) != len(places):
            raise ValueError(
                "attempt to assign sequence of size %s to extended slice of size %s" % (len(value), len(places))
            )
        for place, one in zip(places, value):
            self[place] = one

    def __delitem__(self, index):
        del self._objects[index]

    def __eq__(self, other):
        return self._values() == other

    def __ne__(self, other):
        return self._values() != other

    def __lt__(self, other):
        return self._values() < other

    def __le__(self, other):
        return self._values() <= other

    def __gt__(self, other):
        return self._values() > other

    def __ge__(self, other):
        return self._values() >= other

    def __add__(self, other):
        return self._values() + list(other)

    def __radd__(self, other):
        return list(other) + self._values()

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, count):
        return self._values() * count

    __rmul__ = __mul__

    def __repr__(self):
        return repr(self._values())

    def pop(self, index=-1):
        return getattr(self._objects.pop(index), self._attribute)

    def reverse(self):
        raise NotImplementedError()

    def sort(self):
        raise NotImplementedError()

    def append(self, value):
        self._objects.append(self._creator(value))

    def extend(self, values):
        for value in list(values):
            self.append(value)

    def insert(self, index, value):
        self._objects[index:index] = [self._creator(value)]

    def remove(self, value):
        for place, one in enumerate(self._values()):
            if one == value:
                del self._objects[place]
                return
        raise ValueError("value not in list")

    def clear(self):
        del self._objects[0 : len(self._objects)]

    def count(self, value):
        return self._values().count(value)

    def index(self, value):
        return self._values().index(value)

    def copy(self):
        return self._values()

    def _replace(self, values):
        given = list(values)
        self.clear()
        self.extend(given)


class _Set:
    """What the objects of a relationship that is a set have under one name."""

    def __init__(self, objects, attribute, creator):
        self._objects = objects
        self._attribute = attribute
        self._creator = creator

    def _values(self):
        return {getattr(one, self._attribute) for one in self._objects}

    def __len__(self):
        return len(self._objects)

    def __bool__(self):
        return len(self._objects) > 0

    def __iter__(self):
        return iter([getattr(one, self._attribute) for one in self._objects])

    def __contains__(self, value):
        return value in self._values()

    def __eq__(self, other):
        return self._values() == (other._values() if isinstance(other, _Set) else other)

    def __ne__(self, other):
        return not self == other

    def __or__(self, other):
        return self._values() | set(other)

    def __and__(self, other):
        return self._values() & set(other)

    def __sub__(self, other):
        return self._values() - set(other)

    def __xor__(self, other):
        return self._values() ^ set(other)

    def __le__(self, other):
        return self._values() <= set(other)

    def __lt__(self, other):
        return self._values() < set(other)

    def __ge__(self, other):
        return self._values() >= set(other)

    def __gt__(self, other):
        return self._values() > set(other)

    union = __or__
    intersection = __and__
    difference = __sub__
    symmetric_difference = __xor__
    issubset = __le__
    issuperset = __ge__

    def __repr__(self):
        return repr(self._values())

    def add(self, value):
        if value not in self._values():
            self._objects.add(self._creator(value))

    def update(self, *others):
        for other in others:
            for value in other:
                self.add(value)

    def __ior__(self, other):
        self.update(other)
        return self

    def _member(self, value):
        for one in self._objects:
            if getattr(one, self._attribute) == value:
                return one
        return None

    def discard(self, value):
        one = self._member(value)
        if one is not None:
            self._objects.discard(one)

    def remove(self, value):
        one = self._member(value)
        if one is None:
            raise KeyError(value)
        self._objects.discard(one)

    def pop(self):
        if not self._objects:
            raise KeyError("pop from an empty set")
        return getattr(self._objects.pop(), self._attribute)

    def difference_update(self, other):
        for value in list(other):
            self.discard(value)

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def intersection_update(self, other):
        for value in self._values() - set(other):
            self.remove(value)

    def clear(self):
        self._objects.clear()

    def copy(self):
        return self._values()

    def _replace(self, values):
        given = list(values)
        before = self._values()
        for value in given:
            self.add(value)
        for value in before:
            if value not in given:
                self.remove(value)


class _Dict:
    """What the objects of a relationship that is a dict have under one name, by their keys."""

    def __init__(self, objects, attribute, creator):
        self._objects = objects
        self._attribute = attribute
        self._creator = creator

    def __len__(self):
        return len(self._objects)

    def __bool__(self):
        return len(self._objects) > 0

    def __iter__(self):
        return iter(list(self._objects.keys()))

    def __contains__(self, key):
        return key in self._objects

    def __getitem__(self, key):
        return getattr(self._objects[key], self._attribute)

    def __setitem__(self, key, value):
        if key in self._objects:
            setattr(self._objects[key], self._attribute, value)
        else:
            self._objects[key] = self._creator(key, value)

    def __delitem__(self, key):
        del self._objects[key]

    def __eq__(self, other):
        return self.copy() == (other.copy() if isinstance(other, _Dict) else other)

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return repr(self.copy())

    def keys(self):
        return self._objects.keys()

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def copy(self):
        return dict(self.items())

    def get(self, key, default=None):
        return self[key] if key in self._objects else default

    def setdefault(self, key, default=None):
        if key not in self._objects:
            self._objects[key] = self._creator(key, default)
            return default
        return self[key]

    def pop(self, key, *default):
        if key not in self._objects and default:
            return default[0]
        value = self[key]
        del self._objects[key]
        return value

    def popitem(self):
        key = list(self._objects.keys())[-1]
        return key, self.pop(key)

    def update(self, *given, **more):
        for key, value in dict(*given, **more).items():
            self[key] = value

    def clear(self):
        self._objects.clear()

    def _replace(self, values):
        before = list(self._objects.keys())
        for key, value in values.items():
            self[key] = value
        for key in before:
            if key not in values:
                del self[key]


def _of(target, attribute, creator):
    if isinstance(target, set):
        return _Set(target, attribute, creator)
    if isinstance(target, dict):
        return _Dict(target, attribute, creator)
    return _List(target, attribute, creator)


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
            return _of(target, self.value_attr, self._maker(type(own)))
        return getattr(target, self.value_attr)

    def __set__(self, own, value):
        target = getattr(own, self.target_collection)
        if getattr(type(own), self.target_collection).property.uselist:
            if isinstance(value, (_List, _Set, _Dict)) and value._objects is target:
                return
            _of(target, self.value_attr, self._maker(type(own)))._replace(value)
        elif target is None:
            if value is not None:
                setattr(own, self.target_collection, self._maker(type(own))(value))
        else:
            setattr(target, self.value_attr, value)


def association_proxy(target_collection, attr, *, creator=None, **options):
    return AssociationProxy(target_collection, attr, creator=creator, **options)
