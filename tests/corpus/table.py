"""The figures as Markdown, between the markers of docs/CONFORMANCE.md."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from compare import DIALECTS, DIRECTIONS, RUNGS
from packages import MEASURED, listed

BEGIN, END = "<!-- corpus: begin -->", "<!-- corpus: end -->"
HEADING = "# Conformance\n"
SHOWN = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
# Why a file was not compared, in the words of the table.
ELSEWHERE = {
    "live": "Alembic needs a database",
    "batch": "a SQLite batch block, whose SQL depends on the live table",
    "module": "a module that is not there decides",
    "broken": "the file cannot be loaded alone",
    "program": "a program",
    "raised": "the file raises offline",
    "only Alembic refuses": "only Alembic refuses",
}


def rows(header, body):
    lines = ["| " + " | ".join(header) + " |", "| " + " | ".join(["---"] + ["--:"] * (len(header) - 1)) + " |"]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in body]


def share(part, whole):
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none"


def worst(cases):
    """The rung of a revision: the last one that a direction and dialect needed.
    What Alembic refuses in the same words is no rung."""
    rungs = [case["rung"] for case in cases if case["rung"] in RUNGS and case["verdict"] != "both refuse"]
    if rungs:
        return max(rungs, key=RUNGS.index)
    return "both refuse" if any(case["verdict"] == "both refuse" for case in cases) else "sql"


def rungs(cases, dialects):
    """A row for each history, with its project's own dialects."""
    revisions = defaultdict(list)
    for case in cases:
        project = case["history"].split("/")[0]
        if case["dialect"] in dialects[project]:
            revisions[case["history"], case["file"]].append(case)
    table, total = [], Counter()
    by_history = defaultdict(Counter)
    for (history, _), found in revisions.items():
        rung = worst(found)
        for counter in (by_history[history], total):
            counter["all"] += 1
            counter[rung] += 1
            if found[0]["is_plain"]:
                counter["plain"] += 1
                counter["plain done"] += rung in ("sql", "directives", "program")
                counter["plain both"] += rung == "both refuse"
    columns = ["all", "sql", "directives", "program", "both refuse", "refused", "panic", "plain", "plain done"]
    for history, counter in [*by_history.items(), ("**all**", total)]:
        table.append([history, *(counter[column] for column in columns)])
    header = ["history", "revisions", "SQL", "directives", "program", "Alembic refuses, too", "refused", "panic"]
    lines = rows([*header, "plain", "plain on rungs 1 to 3"], table)
    done = total["sql"] + total["directives"] + total["program"]
    return [
        *lines,
        "",
        f"On rungs 1 to 3: {share(done, total['all'])} of all revisions, {share(total['plain done'], total['plain'])} of "
        f"the plain ones. Together with those that Alembic refuses as well: {share(done + total['both refuse'], total['all'])}, "
        f"{share(total['plain done'] + total['plain both'], total['plain'])}.",
    ]


def compared(cases, dialect, direction):
    found = [case for case in cases if case["dialect"] == dialect and case["direction"] == direction and case["verdict"] != "absent"]
    by_history = defaultdict(Counter)
    for case in found:
        for counter in (by_history[case["history"]], by_history["**all**"]):
            counter[case["verdict"]] += 1
            counter["all"] += 1
    total = by_history.pop("**all**", Counter())
    table = []
    for history, counter in [*by_history.items(), ("**all**", total)]:
        both = counter["equal"] + counter["different"]
        rest = counter["all"] - both - counter["both refuse"] - counter["missed"]
        table.append([history, counter["all"], both, counter["equal"], counter["different"], counter["both refuse"], counter["missed"], rest])
    header = ["history", "functions", "compared", "equal", "different", "Alembic refuses, too", "only bridge refuses", "not comparable"]
    both = total["equal"] + total["different"]
    why = ", ".join(f"{count} {ELSEWHERE[name]}" for name, count in total.most_common() if name in ELSEWHERE)
    return [f"#### {SHOWN[dialect]}, {direction}", "", *rows(header, table), "", f"Compared: {share(both, total['all'])}. Not comparable: {why}.", ""]


def reasons(cases, rung):
    counts = Counter()
    files = defaultdict(set)
    for case in cases:
        if case["rung"] == rung and case["verdict"] != "both refuse":
            reason = case["reason"]
            # Names are the packages' own.
            words = re.sub(r"`[^`]*`|'[^']*'|\"[^\"]*\"|\d+", "…", reason["message"]).split(". ")[0]
            key = reason["code"], re.sub(r"\S+\.\S+", "…", words)[:110]
            files[key].add((case["history"], case["file"]))
    for key, found in files.items():
        counts[key] = len(found)
    return rows(["reason", "what", "files"], [[f"`{code}`", text.replace("|", "\\|"), count] for (code, text), count in counts.most_common()])


def chains(online):
    shown = {"same": "the same catalogue", "kept": "the same, and CHECKs that Alembic's rebuild loses", "different": "**different**", "neither": "neither reaches the heads",
             "Alembic": "Alembic does not reach the heads", "bridge": "bridge does not reach the heads"}
    by_history = defaultdict(dict)
    for one in online:
        by_history[one["history"]][one["dialect"]] = shown[one["verdict"]]
    lines = ["| history | " + " | ".join(SHOWN[d] for d in DIALECTS) + " |", "| --- | --- | --- |"]
    lines += [f"| {history} | {found.get('sqlite', '')} | {found.get('postgres', '')} |" for history, found in by_history.items()]
    counts = [f"{sum(one['dialect'] == d and one['verdict'] == 'same' for one in online)} on {SHOWN[d]}" for d in DIALECTS]
    return [*lines, "", f"The same catalogue: {', '.join(counts)}.", ""]


def unplaced(cases):
    """Refusals that do not say where."""
    return sum(case["rung"] == "refused" and not (case["reason"]["line"] and case["reason"]["message"]) for case in cases)


def text(cases, online, dialects, versions, missing):
    lines = [BEGIN, "## The corpus", "", "Written by `tests/corpus/run`; not to be edited.", ""]
    lines += [f"The oracle is {versions}. Each revision file is taken alone, under an `env.py` that says nothing.", ""]
    if missing:
        lines += [f"Not measured in this run: {', '.join(missing)}.", ""]
    lines += ["### Rungs", "", "Both directions, on the databases on which the project runs (`tests/corpus/packages.txt`). *Plain*: the code needs no"]
    lines += ["module but Python's, Alembic's and SQLAlchemy's.", "", *rungs(cases, dialects), ""]
    lines += [f"Refusals without a line or a reason: {unplaced(cases)}. Panics: {sum(case['rung'] == 'panic' for case in cases)}.", ""]
    lines += ["### Refused, where Alembic does not refuse as well", "", *reasons(cases, "refused"), ""]
    lines += ["### Kept as programs", "", *reasons(cases, "program"), ""]
    lines += ["### Compared, token by token", ""]
    lines += ["White space and comments do not count. A condition on the catalogue is taken, an exception is not, as in offline"]
    lines += ["Alembic. Neighbouring `CREATE INDEX` are compared as a set: the indexes of a table are a set in SQLAlchemy, and"]
    lines += ["Alembic emits them in another order from run to run.", ""]
    for dialect in DIALECTS:
        for direction in DIRECTIONS:
            lines += compared(cases, dialect, direction)
    lines += ["### Whole chains, online, from an empty database", ""]
    lines += ["Both tools under an `env.py` that says nothing. *Neither* is a history whose base tables are made elsewhere, that"]
    lines += ["needs its application, or that is not for that database. A default that holds the time of the run is the same.", ""]
    lines += [*chains(online), END]
    return "\n".join(lines)


def write(file, versions):
    cases, online, missing = [], [], []
    for package in listed():
        kept = MEASURED / f"{package.name}.json"
        if not kept.exists():
            missing.append(package.name)
            continue
        measured = json.loads(kept.read_text(encoding="utf-8"))
        for found in measured.values():
            cases += found["cases"]
            online += found["chains"]
    dialects = {package.name: package.dialects for package in listed()}
    section = text(cases, online, dialects, versions, missing)
    old = file.read_text(encoding="utf-8") if file.exists() else HEADING
    if BEGIN in old:
        before, _, rest = old.partition(BEGIN)
        new = before + section + rest.partition(END)[2]
    else:
        new = old.rstrip() + "\n\n" + section + "\n"
    Path(file).write_text(new, encoding="utf-8")
