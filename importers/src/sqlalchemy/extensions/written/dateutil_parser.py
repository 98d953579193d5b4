# `dateutil.parser`: ISO 8601, and what is as plain as that. What needs its guesses is refused.
import datetime as _datetime
import re as _re
from _bridge import refuse as _refuse

_PLAIN = _re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
)
_ISO = _re.compile(
    r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?"
    r"(?:T(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?"
)
_DASHED = _re.compile(r"\d{4}(?:-\d{2}){0,2}(?:T|$)|\d{8}(?:T|$)")


class ParserError(ValueError):
    pass


def _zone(text):
    if text is None:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return _datetime.timezone.utc
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:4] or 0)
    if minutes == 0:
        return _datetime.timezone.utc
    return _datetime.timezone(_datetime.timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _made(parts):
    year, month, day, hour, minute, second, part, zone = parts
    return _datetime.datetime(
        int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0),
        int(second or 0), int((part or "0").ljust(6, "0")[:6]), tzinfo=_zone(zone),
    )


def isoparse(dt_str):
    text = dt_str.decode("ascii") if isinstance(dt_str, bytes) else dt_str
    if not isinstance(text, str):
        _refuse("bridge does not guess what isoparse() of no text is")
    found = _ISO.fullmatch(text)
    if not found or not _DASHED.match(text):
        _refuse(f"bridge does not guess what dateutil's isoparse({text!r}) is")
    if found.group(4) == "24":
        _refuse("bridge does not guess what isoparse() of the hour 24 is")
    return _made(found.groups())


def parse(timestr, parserinfo=None, default=None, ignoretz=False, tzinfos=None, dayfirst=None,
          yearfirst=None, fuzzy=False, fuzzy_with_tokens=False):
    if isinstance(timestr, bytes):
        timestr = timestr.decode()
    if not isinstance(timestr, str):
        raise TypeError("Parser must be a string or character stream, not %s" % type(timestr).__name__)
    if not timestr.strip():
        raise ParserError("String does not contain a date: %s" % timestr)
    found = _PLAIN.fullmatch(timestr.strip())
    if not found or parserinfo or default or tzinfos or dayfirst or yearfirst or fuzzy_with_tokens:
        _refuse(f"bridge does not guess as dateutil's parse({timestr!r}) does; say the format: datetime.strptime(text, format)")
    made = _made(found.groups())
    return made.replace(tzinfo=None) if ignoretz else made
