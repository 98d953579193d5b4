"""SQL as tokens: white space and comments do not count, what stands within
quotes does, byte for byte."""

import re

TOKEN = re.compile(
    r"""
    (?P<skip>\s+ | --[^\n]* | /\*.*?\*/)
  | (?P<dollar>\$(?P<tag>[^\W\d]\w*|)\$.*?\$(?P=tag)\$)
  | '(?:[^']|'')*'
  | "(?:[^"]|"")*"
  | `[^`]*`
  | \w+
  | .
    """,
    re.X | re.S,
)


def statements(sql, dialect):
    """The statements of a text, each as a tuple of tokens.

    Neighbouring CREATE INDEX are sorted: the indexes of a table are a set in
    SQLAlchemy, and Alembic emits them in an order that differs from run to run.
    """
    found, current = [], []
    position = 0
    while position < len(sql):
        match = TOKEN.match(sql, position)
        if match.group("dollar") and dialect != "postgres":
            current.append("$")
            position += 1
            continue
        position = match.end()
        if match.group() == ";":
            found.append(tuple(current))
            current = []
        elif match.group("skip") is None:
            current.append(match.group())
    found.append(tuple(current))
    ordered, indexes = [], []
    for statement in [*filter(None, found), ()]:
        if statement[:2] == ("CREATE", "INDEX") or statement[:3] == ("CREATE", "UNIQUE", "INDEX"):
            indexes.append(statement)
            continue
        ordered += [*sorted(indexes), statement]
        indexes = []
    return ordered[:-1]
