#!/usr/bin/env python3
"""Writes the first inputs of the fuzz targets, from what the repository holds."""

import hashlib
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = "from alembic import op\nimport sqlalchemy as sa\n"


def put(target: str, text: str) -> None:
    data = text.encode()
    folder = ROOT / "fuzz" / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


for path in (ROOT / "importers/src/python/tests/snippets").glob("*.txt"):
    for snippet in path.read_text().split("\n---\n"):
        put("parser", snippet)
        body = "".join(f"    {line}\n" for line in snippet.splitlines())
        put("interpreter", f"{HEAD}def upgrade():\n{body}")
for path in (ROOT / "importers/src/alembic/library_types.txt").read_text().splitlines():
    put("interpreter", f"import {path.split('(')[0].rsplit('.', 1)[0]}\n{HEAD}def upgrade():\n    op.add_column('t', sa.Column('c', {path}))\n")
for path in (ROOT / "legacy").rglob("*.py"):
    put("parser", path.read_text())
    put("interpreter", path.read_text())
for path in [*(ROOT / "migrations").rglob("*.sql"), *(ROOT / "tests").rglob("*.sql")]:
    put("script", path.read_text())

sys.exit(0)
