import datetime as _datetime

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

_january = [_datetime.date(2001, month, 1) for month in range(1, 13)]
_week = [_datetime.date(2001, 1, day) for day in range(1, 8)]
month_name = [""] + [day.strftime("%B") for day in _january]
month_abbr = [""] + [day.strftime("%b") for day in _january]
day_name = [day.strftime("%A") for day in _week]
day_abbr = [day.strftime("%a") for day in _week]


def isleap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    until, after = y1 - 1, y2 - 1
    return (after // 4 - until // 4) - (after // 100 - until // 100) + (after // 400 - until // 400)


def weekday(year, month, day):
    return _datetime.date(year, month, day).weekday()


def monthrange(year, month):
    if not 1 <= month <= 12:
        raise ValueError(f"bad month number {month}; must be 1-12")
    first = _datetime.date(year, month, 1)
    days = 29 if month == 2 and isleap(year) else [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return first.weekday(), days


def timegm(tuple):
    year, month, day, hour, minute, second = tuple[:6]
    days = _datetime.date(year, month, 1).toordinal() - 719163 + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second
