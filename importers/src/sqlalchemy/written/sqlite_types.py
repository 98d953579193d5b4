import datetime
import re

PARTS = ("year", "month", "day", "hour", "minute", "second", "microsecond")


class _Stored:
    """How one of SQLite's own types of dates stores its values as text."""

    def __init__(self, storage_format=None, regexp=None):
        if storage_format is not None:
            self.storage_format = storage_format
        self.regexp = None if regexp is None else re.compile(regexp)
        text = self.storage_format % dict.fromkeys(PARTS, 0)
        self.spelling = self.name if re.search("[^0-9]", text) else self.name + "_CHAR"

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if not isinstance(value, self.accepted):
            raise TypeError(self.complaint)
        parts = dict.fromkeys(PARTS, 0)
        if isinstance(value, datetime.date):
            parts.update(year=value.year, month=value.month, day=value.day)
        if isinstance(value, (datetime.datetime, datetime.time)):
            parts.update(hour=value.hour, minute=value.minute, second=value.second)
            parts.update(microsecond=value.microsecond)
        return self.storage_format % parts

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        if self.regexp is None:
            return self.made.fromisoformat(value)
        try:
            match = self.regexp.match(value)
        except TypeError:
            raise ValueError(
                "Couldn't parse %s string '%r' - value is not a string." % (self.made.__name__, value)
            )
        if match is None:
            raise ValueError("Couldn't parse %s string: '%s'" % (self.made.__name__, value))
        if self.regexp.groupindex:
            groups = match.groupdict(0)
            return self.made(**{name: int(part or 0) for name, part in groups.items()})
        return self.made(*[int(part) for part in match.groups(0)])


class _Timed(_Stored):
    """With a time of day, to the second or to the microsecond."""

    def __init__(self, storage_format=None, regexp=None, truncate_microseconds=False, timezone=False):
        if truncate_microseconds:
            assert storage_format is None, (
                "You can specify only one of truncate_microseconds or storage_format."
            )
            assert regexp is None, "You can specify only one of truncate_microseconds or regexp."
            storage_format = self.to_the_second
        super().__init__(storage_format, regexp)


class DATETIME(_Timed):
    name = "DATETIME"
    to_the_second = "%(year)04d-%(month)02d-%(day)02d %(hour)02d:%(minute)02d:%(second)02d"
    storage_format = to_the_second + ".%(microsecond)06d"
    accepted = datetime.date
    complaint = "SQLite DateTime type only accepts Python datetime and date objects as input."
    made = datetime.datetime


class DATE(_Stored):
    name = "DATE"
    storage_format = "%(year)04d-%(month)02d-%(day)02d"
    accepted = datetime.date
    complaint = "SQLite Date type only accepts Python date objects as input."
    made = datetime.date


class TIME(_Timed):
    name = "TIME"
    to_the_second = "%(hour)02d:%(minute)02d:%(second)02d"
    storage_format = to_the_second + ".%(microsecond)06d"
    accepted = datetime.time
    complaint = "SQLite Time type only accepts Python time objects as input."
    made = datetime.time
