import re as _re


def translate(pat):
    out = ""
    at = 0
    while at < len(pat):
        character = pat[at]
        at += 1
        if character == "*":
            if not out.endswith(".*"):
                out += ".*"
        elif character == "?":
            out += "."
        elif character == "[":
            end = at + 1 if pat[at : at + 1] in ("!", "]") else at
            if pat[at : at + 2] == "!]":
                end = at + 2
            end = pat.find("]", end)
            if end < 0:
                out += "\\["
                continue
            inside = pat[at:end].replace("\\", "\\\\").replace("[", "\\[")
            at = end + 1
            if inside.startswith("!"):
                inside = "^" + inside[1:]
            elif inside.startswith("^"):
                inside = "\\" + inside
            out += f"[{inside}]"
        else:
            out += _re.escape(character)
    return f"(?s:{out})\\Z"


def fnmatchcase(name, pat):
    return _re.match(translate(pat), name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    found = _re.compile(translate(pat)).match
    return [name for name in names if found(name)]
