# `dateutil.relativedelta`, as its documentation describes it.
import calendar as _calendar
import datetime as _datetime
from math import copysign as _copysign

_RELATIVE = ("years", "months", "days", "leapdays", "hours", "minutes", "seconds", "microseconds")
_ABSOLUTE = ("year", "month", "day", "weekday", "hour", "minute", "second", "microsecond")
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class weekday:
    def __init__(self, weekday, n=None):
        if n == 0:
            raise ValueError("Can't create weekday with n==0")
        self.weekday = weekday
        self.n = n

    def __call__(self, n):
        return self if n == self.n else weekday(self.weekday, n)

    def __eq__(self, other):
        if not isinstance(other, weekday):
            return False
        return self.weekday == other.weekday and self.n == other.n

    def __hash__(self):
        return hash((self.weekday, self.n))

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        name = _NAMES[self.weekday]
        return name if not self.n else "%s(%+d)" % (name, self.n)


MO, TU, WE, TH, FR, SA, SU = weekdays = tuple(weekday(day) for day in range(7))


def _split(value, size):
    sign = int(_copysign(1, value))
    whole, rest = divmod(value * sign, size)
    return whole * sign, rest * sign


class relativedelta:
    def __init__(
        self, dt1=None, dt2=None, years=0, months=0, days=0, leapdays=0, weeks=0, hours=0,
        minutes=0, seconds=0, microseconds=0, year=None, month=None, day=None, weekday=None,
        yearday=None, nlyearday=None, hour=None, minute=None, second=None, microsecond=None,
    ):
        if dt1 and dt2:
            if not (isinstance(dt1, _datetime.date) and isinstance(dt2, _datetime.date)):
                raise TypeError("relativedelta only diffs datetime/date")
            self._between(dt1, dt2)
            return
        if any(value is not None and value != int(value) for value in (years, months)):
            raise ValueError("Non-integer years and months are ambiguous and not currently supported.")
        self.years = int(years)
        self.months = int(months)
        self.days = days + weeks * 7
        self.leapdays = leapdays
        self.hours = hours
        self.minutes = minutes
        self.seconds = seconds
        self.microseconds = microseconds
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.weekday = weekdays[weekday] if isinstance(weekday, int) else weekday
        counted = 0
        if nlyearday:
            counted = nlyearday
        elif yearday:
            counted = yearday
            if yearday > 59:
                self.leapdays = -1
        if counted:
            ends = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 366]
            for index, end in enumerate(ends):
                if counted <= end:
                    self.month = index + 1
                    self.day = counted if index == 0 else counted - ends[index - 1]
                    break
            else:
                raise ValueError("invalid year day (%d)" % counted)
        self._fix()

    def _between(self, dt1, dt2):
        for name in _RELATIVE:
            setattr(self, name, 0)
        for name in _ABSOLUTE:
            setattr(self, name, None)
        if isinstance(dt1, _datetime.datetime) != isinstance(dt2, _datetime.datetime):
            if not isinstance(dt1, _datetime.datetime):
                dt1 = _datetime.datetime.fromordinal(dt1.toordinal())
            else:
                dt2 = _datetime.datetime.fromordinal(dt2.toordinal())
        months = (dt1.year - dt2.year) * 12 + (dt1.month - dt2.month)
        self._set_months(months)
        moved = dt2 + self
        if dt1 < dt2:
            while dt1 > moved:
                months += 1
                self._set_months(months)
                moved = dt2 + self
        else:
            while dt1 < moved:
                months -= 1
                self._set_months(months)
                moved = dt2 + self
        left = dt1 - moved
        self.seconds = left.seconds + left.days * 86400
        self.microseconds = left.microseconds
        self._fix()

    def _set_months(self, months):
        self.months = months
        if abs(months) > 11:
            self.years, self.months = _split(months, 12)
        else:
            self.years = 0

    def _fix(self):
        if abs(self.microseconds) > 999999:
            more, self.microseconds = _split(self.microseconds, 1000000)
            self.seconds += more
        if abs(self.seconds) > 59:
            more, self.seconds = _split(self.seconds, 60)
            self.minutes += more
        if abs(self.minutes) > 59:
            more, self.minutes = _split(self.minutes, 60)
            self.hours += more
        if abs(self.hours) > 23:
            more, self.hours = _split(self.hours, 24)
            self.days += more
        if abs(self.months) > 11:
            more, self.months = _split(self.months, 12)
            self.years += more

    @property
    def weeks(self):
        return int(self.days / 7.0)

    @weeks.setter
    def weeks(self, value):
        self.days = self.days - (self.weeks * 7) + value * 7

    @property
    def _has_time(self):
        times = (self.hours, self.minutes, self.seconds, self.microseconds)
        fixed = (self.hour, self.minute, self.second, self.microsecond)
        return any(times) or any(value is not None for value in fixed)

    def normalized(self):
        days = int(self.days)
        hours_f = round(self.hours + 24 * (self.days - days), 11)
        hours = int(hours_f)
        minutes_f = round(self.minutes + 60 * (hours_f - hours), 10)
        minutes = int(minutes_f)
        seconds_f = round(self.seconds + 60 * (minutes_f - minutes), 8)
        seconds = int(seconds_f)
        microseconds = round(self.microseconds + 1e6 * (seconds_f - seconds))
        return self._with(
            days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds
        )

    def _with(self, **changed):
        values = {name: getattr(self, name) for name in _RELATIVE + _ABSOLUTE}
        values.update(changed)
        return self.__class__(**values)

    def __add__(self, other):
        if isinstance(other, relativedelta):
            values = {name: getattr(other, name) + getattr(self, name) for name in _RELATIVE}
            values["leapdays"] = other.leapdays or self.leapdays
            for name in _ABSOLUTE:
                own = getattr(other, name)
                values[name] = own if own is not None else getattr(self, name)
            return self.__class__(**values)
        if isinstance(other, _datetime.timedelta):
            return self._with(
                days=self.days + other.days,
                seconds=self.seconds + other.seconds,
                microseconds=self.microseconds + other.microseconds,
            )
        if not isinstance(other, _datetime.date):
            return NotImplemented
        if self._has_time and not isinstance(other, _datetime.datetime):
            other = _datetime.datetime.fromordinal(other.toordinal())
        year = (self.year or other.year) + self.years
        month = self.month or other.month
        if self.months:
            month += self.months
            if month > 12:
                year += 1
                month -= 12
            elif month < 1:
                year -= 1
                month += 12
        day = min(_calendar.monthrange(year, month)[1], self.day or other.day)
        changed = {"year": year, "month": month, "day": day}
        for name in ("hour", "minute", "second", "microsecond"):
            value = getattr(self, name)
            if value is not None:
                changed[name] = value
        days = self.days
        if self.leapdays and month > 2 and _calendar.isleap(year):
            days += self.leapdays
        moved = other.replace(**changed) + _datetime.timedelta(
            days=days, hours=self.hours, minutes=self.minutes, seconds=self.seconds,
            microseconds=self.microseconds,
        )
        if self.weekday:
            wanted, count = self.weekday.weekday, self.weekday.n or 1
            ahead = (abs(count) - 1) * 7
            if count > 0:
                ahead += (7 - moved.weekday() + wanted) % 7
            else:
                ahead += (moved.weekday() - wanted) % 7
                ahead *= -1
            moved += _datetime.timedelta(days=ahead)
        return moved

    def __radd__(self, other):
        return self.__add__(other)

    def __rsub__(self, other):
        return self.__neg__().__radd__(other)

    def __sub__(self, other):
        if not isinstance(other, relativedelta):
            return NotImplemented
        values = {name: getattr(self, name) - getattr(other, name) for name in _RELATIVE}
        values["leapdays"] = self.leapdays or other.leapdays
        for name in _ABSOLUTE:
            own = getattr(self, name)
            values[name] = own if own is not None else getattr(other, name)
        return self.__class__(**values)

    def __abs__(self):
        changed = {name: abs(getattr(self, name)) for name in _RELATIVE if name != "leapdays"}
        return self._with(**changed)

    def __neg__(self):
        changed = {name: -getattr(self, name) for name in _RELATIVE if name != "leapdays"}
        return self._with(**changed)

    def __bool__(self):
        return any(getattr(self, name) for name in _RELATIVE) or any(
            getattr(self, name) is not None for name in _ABSOLUTE
        )

    def __mul__(self, other):
        try:
            factor = float(other)
        except TypeError:
            return NotImplemented
        changed = {
            name: int(getattr(self, name) * factor) for name in _RELATIVE if name != "leapdays"
        }
        return self._with(**changed)

    def __rmul__(self, other):
        return self.__mul__(other)

    def __truediv__(self, other):
        try:
            factor = 1 / float(other)
        except TypeError:
            return NotImplemented
        return self.__mul__(factor)

    def __eq__(self, other):
        if not isinstance(other, relativedelta):
            return NotImplemented
        if self.weekday or other.weekday:
            if not self.weekday or not other.weekday:
                return False
            if self.weekday.weekday != other.weekday.weekday:
                return False
            counts = self.weekday.n, other.weekday.n
            if counts[0] != counts[1] and not all(not count or count == 1 for count in counts):
                return False
        names = [name for name in _RELATIVE + _ABSOLUTE if name != "weekday"]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __ne__(self, other):
        return not self.__eq__(other)

    def __hash__(self):
        return hash(tuple(getattr(self, name) for name in _ABSOLUTE[:3] + _RELATIVE + _ABSOLUTE[3:]))

    def __repr__(self):
        parts = []
        for name in _RELATIVE:
            value = getattr(self, name)
            if value:
                parts.append("%s=%+g" % (name, value))
        for name in _ABSOLUTE:
            value = getattr(self, name)
            if value is not None:
                parts.append("%s=%r" % (name, value))
        return "%s(%s)" % (self.__class__.__name__, ", ".join(parts))
