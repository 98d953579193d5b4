"""Measures bridge against the real Alembic on the histories of published packages.

    measure.py BRIDGE --postgres URL [--only NAME ...] [--table FILE]

BRIDGE is the built program, URL a server on which databases may be made. Every
case goes to ``.cache/cases.json`` and ``.cache/chains.json``; with ``--table``
the figures go into that file.
"""

import argparse
import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

sys.dont_write_bytecode = True

import alembic
import sqlalchemy
import sqlalchemy.dialects.mysql  # noqa: F401 - loaded once, before the forks
import sqlalchemy.dialects.postgresql.psycopg2  # noqa: F401
import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401

import chains
import histories
import offline
import packages
import table
from compare import DIALECTS, KEYS, compare


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bridge", type=Path)
    parser.add_argument("--postgres", required=True)
    parser.add_argument("--only", nargs="*", help="names of packages")
    parser.add_argument("--table", type=Path)
    arguments = parser.parse_args()
    bridge = arguments.bridge.resolve()
    wanted = [package for package in packages.listed() if not arguments.only or package.name in arguments.only]
    cases, online = [], []
    for package in wanted:
        packages.fetch(package)
        for history in histories.find(package.name, package.folder):
            generic = copied(history)
            cases += measured(bridge, generic)
            online += [chains.run(bridge, generic, dialect, arguments.postgres) for dialect in DIALECTS]
            print(f"{history.name}: {len(history.revisions)} revisions", file=sys.stderr, flush=True)
    keep("cases.json", cases)
    keep("chains.json", online)
    if arguments.table:
        versions = f"Alembic {alembic.__version__} with SQLAlchemy {sqlalchemy.__version__}"
        table.write(arguments.table, {package.name: package.dialects for package in wanted}, versions)
    return 1 if any(case.rung == "panic" for case in cases) else 0


def copied(history):
    root = packages.CACHE / "generic" / history.name.replace("/", "-")
    shutil.rmtree(root, ignore_errors=True)
    return history.generic(root)


def measured(bridge, history):
    emitted = offline.emit_all(history, KEYS)
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda one: compare(bridge, history, one, emitted[one.path]), history.revisions)
        return [case for cases in found for case in cases]


def keep(name, items):
    text = json.dumps([asdict(item) for item in items], indent=1)
    (packages.CACHE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
