"""One revision file under both tools: a verdict for each dialect and direction."""

from dataclasses import dataclass

from tokens import statements
from translated import flatten, translate

DIALECTS = ("sqlite", "postgres")
DIRECTIONS = ("upgrade", "downgrade")
RUNGS = ("sql", "directives", "program", "refused", "panic")


@dataclass
class Case:
    """One direction of one revision on one dialect."""

    history: str
    file: str
    is_plain: bool
    dialect: str
    direction: str
    rung: str
    # "equal", "different", "both refuse", "missed" (Alembic emits, bridge
    # refuses), or why the two cannot be compared
    verdict: str
    reason: dict
    alembic: str
    detail: str = ""


KEYS = [(dialect, direction) for dialect in DIALECTS for direction in DIRECTIONS]


def compare(bridge, history, revision, emitted):
    """The cases of one revision; ``emitted`` is what Alembic made of it."""
    cases = []
    for dialect, direction in KEYS:
        ours = translate(bridge, revision.path, dialect, direction)
        real = emitted[dialect, direction]
        verdict, detail = judge(ours, real, dialect)
        file = str(revision.path.relative_to(history.root))
        reason = reason_of(ours) if ours.rung in ("refused", "program", "panic") else {}
        said = f"{real.outcome}: {real.error}"
        cases.append(Case(history.name, file, revision.is_plain(), dialect, direction, ours.rung, verdict, reason, said, detail))
    return cases


def reason_of(ours):
    finding = next(iter(ours.reasons()), {})
    span = finding.get("span") or {}
    return {
        "code": finding.get("code", ""),
        "message": finding.get("message", ""),
        "path": finding.get("path"),
        "line": span.get("line"),
        "text": (span.get("text") or "").strip(),
    }


def judge(ours, real, dialect):
    """The verdict, and what makes it."""
    if real.outcome == "broken":
        return "broken", ""
    if ours.rung == "absent" or real.outcome == "absent":
        return ("absent", "") if ours.rung == real.outcome else ("different", "only one finds the function")
    if ours.rung == "refused":
        return ("missed", "") if real.outcome == "sql" else ("both refuse", "") if real.outcome in ("refused", "raised") else (real.outcome, "")
    if ours.rung in ("program", "panic"):
        return ours.rung, ""
    flat = flatten(ours.sql)
    if real.outcome != "sql":
        if flat.fails and real.outcome in ("raised", "refused"):
            return "both refuse", ""
        if real.outcome == "refused":
            return ("batch", "") if flat.has_batch else ("only Alembic refuses", real.error)
        return real.outcome, ""
    if flat.fails:
        return "different", f"bridge fails: {flat.fails}"
    if flat.has_batch:
        return "batch", ""
    mine = statements(flat.sql, dialect)
    theirs = [one for text in real.statements for one in statements(text, dialect)]
    # Sorted once more: texts of one index each became neighbours.
    theirs = statements(";".join(" ".join(one) for one in theirs), dialect)
    if mine == theirs:
        return "equal", ""
    pairs = [pair for pair in zip([*mine, ()], [*theirs, ()]) if pair[0] != pair[1]]
    ours_first, theirs_first = pairs[0]
    return "different", f"bridge: {' '.join(ours_first)}\nAlembic: {' '.join(theirs_first)}"
