"""What ``bridge translate`` makes of one revision file."""

import json
import re
import subprocess
from dataclasses import dataclass, field

SECONDS = 180


@dataclass
class Translated:
    """What came of one direction on one dialect."""

    # "sql", "directives", "program", "refused", "absent", "panic"
    rung: str
    sql: str = ""
    findings: list = field(default_factory=list)

    def refusal(self):
        """The finding that refuses."""
        errors = [finding for finding in self.findings if finding["severity"] == "error"]
        return errors[0] if errors else None

    def reasons(self):
        return [finding for finding in self.findings if finding["severity"] != "warning"]


def translate(bridge, path, dialect, direction):
    command = [str(bridge), "translate", str(path), "--dialect", dialect, "--json"]
    if direction == "downgrade":
        command.append("--down")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return Translated("panic", findings=[{"severity": "error", "code": "hang", "message": "no answer"}])
    try:
        answer = json.loads(done.stdout or done.stderr)
    except ValueError:
        answer = None
    if answer is None or done.returncode not in (0, 1, 3) or "panicked" in done.stderr:
        message = (done.stderr or done.stdout).strip()[-300:]
        return Translated("panic", findings=[{"severity": "error", "code": "panic", "message": message}])
    if "rung" in answer:
        return Translated(answer["rung"], answer.get("sql", ""), answer["diagnostics"])
    if "has no function" in answer["error"]:
        return Translated("absent")
    return Translated("refused", findings=answer["diagnostics"])


@dataclass
class Flat:
    """The statements of a script on one way through its directives."""

    sql: str = ""
    has_batch: bool = False
    fails: str = ""


def flatten(sql):
    """The way that Alembic takes offline: the first branch of each condition,
    no caught error. The text of a batch is only a picture of what will run."""
    flat = Flat()
    lines, blocks = [], []
    for line in sql.splitlines():
        directive = re.match(r"\s*-- bridge:(\w+) ?(.*)", line)
        taken = all(on for _, on in blocks)
        if not directive:
            if taken:
                lines.append(line)
            continue
        word, rest = directive.groups()
        if word in ("if", "try", "autocommit"):
            blocks.append((word, True))
        elif word == "batch":
            flat.has_batch = flat.has_batch or taken
            blocks.append((word, False))
        elif word in ("elif", "except", "else", "finally"):
            kind, _ = blocks.pop()
            blocks.append((kind, kind == "try" and word in ("else", "finally")))
        elif word == "end":
            blocks.pop()
        elif word == "fail" and taken:
            flat.fails = rest
            break
    flat.sql = "\n".join(lines)
    return flat
