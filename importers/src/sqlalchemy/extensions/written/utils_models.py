from datetime import datetime, timezone

import sqlalchemy as sa


def _now():
    return datetime.now(timezone.utc).replace(tzinfo=None)


class Timestamp:
    created = sa.Column(sa.DateTime, default=lambda: _now(), nullable=False)
    updated = sa.Column(sa.DateTime, default=lambda: _now(), nullable=False)


@sa.event.listens_for(Timestamp, "before_update", propagate=True)
def _updated(mapper, connection, target):
    target.updated = _now()


def generic_repr(*fields):
    def decorate(cls, names=None):
        def shown(self):
            keys = names or sa.inspect(type(self)).columns.keys()
            known = self.__dict__
            parts = [f"{key}={known[key]!r}" if key in known else f"{key}=<not loaded>" for key in keys]
            return f"{type(self).__name__}({', '.join(parts)})"

        cls.__repr__ = shown
        return cls

    if len(fields) == 1 and callable(fields[0]):
        return decorate(fields[0])
    return lambda cls: decorate(cls, fields)
