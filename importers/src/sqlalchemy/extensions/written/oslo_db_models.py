from oslo_db.sqlalchemy.types import SoftDeleteInteger
from oslo_utils import timeutils
from sqlalchemy import Column, DateTime
from sqlalchemy.orm import object_mapper


class ModelBase:
    """An object that is like a dict of its columns as well."""

    __table_initialized__ = False
    _extra_keys = []

    def save(self, session):
        session.add(self)
        session.flush()

    def __getitem__(self, key):
        return getattr(self, key)

    def __setitem__(self, key, value):
        setattr(self, key, value)

    def __contains__(self, key):
        return hasattr(self, key)

    def get(self, key, default=None):
        return getattr(self, key, default)

    def update(self, values):
        for key, value in values.items():
            setattr(self, key, value)

    def __iter__(self):
        names = [*object_mapper(self).columns.keys(), *self._extra_keys]
        return iter([(name, getattr(self, name)) for name in names])

    def _as_dict(self):
        values = dict(list(iter(self)))
        for name, value in self.__dict__.items():
            if not name.startswith("_"):
                values[name] = value
        return values

    def items(self):
        return self._as_dict().items()

    def iteritems(self):
        return self.items()

    def keys(self):
        return list(self._as_dict())


class TimestampMixin:
    created_at = Column(DateTime, default=lambda: timeutils.utcnow())
    updated_at = Column(DateTime, onupdate=lambda: timeutils.utcnow())


class SoftDeleteMixin:
    deleted_at = Column(DateTime)
    deleted = Column(SoftDeleteInteger, default=0)

    def soft_delete(self, session):
        self.deleted = self.id
        self.deleted_at = timeutils.utcnow()
        self.save(session=session)
