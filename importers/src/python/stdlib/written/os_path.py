from os.path import normpath as _normpath
from os import fspath as _fspath, getcwd as _getcwd


def isabs(s):
    return _fspath(s).startswith("/")


def normcase(s):
    return _fspath(s)


def commonprefix(m):
    if not m:
        return ""
    names = m if isinstance(m[0], (list, tuple)) else [_fspath(name) for name in m]
    first, last = min(names), max(names)
    for at, item in enumerate(first):
        if item != last[at]:
            return first[:at]
    return first


def commonpath(paths):
    paths = [_fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    if len({path.startswith("/") for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[part for part in path.split("/") if part and part != "."] for path in paths]
    common = commonprefix(parts)
    return ("/" if paths[0].startswith("/") else "") + "/".join(common)


def relpath(path, start=None):
    path, start = _normpath(path), _normpath(_getcwd() if start is None else start)
    if path.startswith("/") != start.startswith("/"):
        raise ValueError("a relative and an absolute path")
    there = [part for part in path.split("/") if part and part != "."]
    here = [part for part in start.split("/") if part and part != "."]
    common = len(commonprefix([there, here]))
    return "/".join([".."] * (len(here) - common) + there[common:]) or "."


def splitdrive(p):
    return "", _fspath(p)
