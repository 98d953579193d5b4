from _bridge import mutable_associated as _associated
from _bridge import mutable_changed as _changed
from _bridge import mutable_type as _type
from _bridge import refuse as _refuse


class MutableBase:
    @classmethod
    def coerce(cls, key, value):
        if value is None:
            return None
        raise ValueError("Attribute '%s' does not accept objects of type %s" % (key, type(value)))


class Mutable(MutableBase):
    def changed(self):
        _changed(self)

    @classmethod
    def as_mutable(cls, sqltype):
        return _type(cls, sqltype)

    @classmethod
    def associate_with(cls, sqltype):
        return _associated(sqltype)

    @classmethod
    def associate_with_attribute(cls, attribute):
        _refuse("bridge does not know `associate_with_attribute` of a class of `sqlalchemy.ext.mutable`")
