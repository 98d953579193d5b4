"""Keeps what the tests expect of Alembic equal to what Alembic emits.

    expectations.py            writes the expectations anew
    expectations.py --check    says which of them Alembic no longer emits; exit 1
    expectations.py --folder F the same for the corpora in another folder, to try something out

A corpus is ``importers/src/alembic/op/snippets/NAME.py``; beside it stands
``NAME.json`` with the statements, or the error, for each dialect.  A corpus is
divided by lines that begin with ``# ---``:

``# ---``
    what follows is one snippet;
``# --- op.execute({})``
    each line that follows is a snippet of its own, put in place of ``{}``;
    lines before the first may be set up with ``# --- `` lines of their own,
    which are executed first;
``# convention: {...}``
    in a part of its own, the naming convention from here on (JSON).

``# differs DIALECT, ...: why`` before a snippet says that bridge knowingly does
otherwise there, and why.

``importers/src/dialect/tests/expected.json`` is only checked: its calls stand in
the Rust tests beside it.
"""

import argparse
import json
import multiprocessing
import pathlib
import re
import sys

import emit

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "importers/src/alembic/op/snippets"
RENDERED = ROOT / "importers/src/dialect/tests/expected.json"
DIALECTS = ["sqlite", "postgres", "mysql"]


def parts(text):
    """The parts of a corpus: the template or None, and the lines."""
    template, lines = None, []
    for line in text.split("\n"):
        if line.startswith("# ---"):
            yield template, lines
            template, lines = line[len("# ---") :].strip() or None, []
        else:
            lines.append(line)
    yield template, lines


def known_difference(line):
    """``# differs mysql, sqlite: why`` as a dict by dialect, or None."""
    found = re.match(r"# differs ([a-z, ]+): (.*)", line)
    return found and {name.strip(): found[2] for name in found[1].split(",")}


def cases(text):
    """The snippets of a corpus, each with its convention and known differences."""
    convention = None
    for template, lines in parts(text):
        if lines and lines[0].startswith("# convention: "):
            convention = json.loads(lines.pop(0)[len("# convention: ") :])
        differs = {}
        if template:
            setup = ""
            for line in lines:
                if line.startswith("# setup: "):
                    setup += line[len("# setup: ") :] + "\n"
                elif known_difference(line):
                    differs |= known_difference(line)
                elif line.strip() and not line.startswith("# "):
                    yield setup + template.replace("{}", line), convention, differs
                    differs = {}
            continue
        while lines and known_difference(lines[0]):
            differs |= known_difference(lines.pop(0))
        snippet = "\n".join(lines).strip("\n")
        if snippet:
            yield snippet, convention, differs


def expectations(found):
    """An entry for each snippet, and one where the convention changes."""
    current = None
    for snippet, convention, differs in found:
        if convention != current:
            current = convention
            yield {"convention": convention}
        entry = {"snippet": snippet}
        if differs:
            entry["differs"] = differs
        for dialect in DIALECTS:
            entry[dialect] = emit.answer(snippet, dialect, convention=convention)
        yield entry


def layout(entries):
    """JSON with a line for each dialect."""
    shown = []
    for entry in entries:
        lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
        shown.append("{\n" + ",\n".join(lines) + "\n}")
    return "[\n" + ",\n".join(shown) + "\n]\n"


def written(source):
    """What is to stand beside a corpus. Libraries change SQLAlchemy where they are imported
    (GeoAlchemy2 how tables are dropped), so each corpus has a process of its own."""
    found = list(cases(source.read_text(encoding="utf-8")))
    snippets = [(snippet, str(convention)) for snippet, convention, _ in found]
    twice = {snippet for snippet in snippets if snippets.count(snippet) > 1}
    if twice:
        raise ValueError(f"{source.name} has a snippet twice: {sorted(twice)[0][0]}")
    return layout(expectations(found))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=pathlib.Path, default=CORPUS)
    parser.add_argument("corpus", nargs="*", help="only these, by name")
    arguments = parser.parse_args()
    stale = []
    sources = sorted(arguments.folder.glob("*.py"))
    if arguments.corpus:
        sources = [source for source in sources if source.stem in arguments.corpus]
    with multiprocessing.get_context("fork").Pool(maxtasksperchild=1) as pool:
        texts = pool.map(written, sources, chunksize=1)
    for source, text in zip(sources, texts):
        kept = source.with_suffix(".json")
        if not arguments.check:
            kept.write_text(text, encoding="utf-8")
        elif not kept.exists() or kept.read_text(encoding="utf-8") != text:
            stale.append(kept.name)
    if arguments.check and arguments.folder == CORPUS:
        for call, answers in json.loads(RENDERED.read_text(encoding="utf-8")).items():
            stale += [f"{dialect}: {call}" for dialect in DIALECTS if answers[dialect] != emit.answer(call, dialect)]
    if stale:
        sys.exit("Alembic says otherwise now; run expectations.py anew:\n" + "\n".join(stale))


if __name__ == "__main__":
    main()
