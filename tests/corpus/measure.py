"""Measures bridge against the real Alembic on the histories of published packages.

    measure.py BRIDGE --postgres URL [--only NAME ...] [--table FILE]

BRIDGE is the built program, URL a server on which databases may be made. What a
history gave is kept in ``.cache/measured``; ``--only`` measures the named
packages anew (none: only the table). With ``--table`` the figures of all go into that file.
"""

import argparse
import json
import os
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
    panics = 0
    for package in packages.listed():
        if arguments.only is not None and package.name not in arguments.only:
            continue
        packages.fetch(package)
        os.environ.update(word.split("=", 1) for word in package.environment)
        found = histories.find(package.name, package.folder)
        measured = {history.name: measure(bridge, copied(history), arguments.postgres) for history in found}
        keep(package, measured)
        panics += sum(case["rung"] == "panic" for one in measured.values() for case in one["cases"])
    if arguments.table:
        versions = f"Alembic {alembic.__version__} with SQLAlchemy {sqlalchemy.__version__}"
        table.write(arguments.table, versions)
    return 1 if panics else 0


def copied(history):
    root = packages.CACHE / "generic" / history.name.replace("/", "-")
    shutil.rmtree(root, ignore_errors=True)
    return history.generic(root)


def measure(bridge, history, server):
    emitted = offline.emit_all(history, KEYS)
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda one: compare(bridge, history, one, emitted[one.path]), history.revisions)
        cases = [asdict(case) for cases in found for case in cases]
    online = [asdict(chains.run(bridge, history, dialect, server)) for dialect in DIALECTS]
    print(f"{history.name}: {len(history.revisions)} revisions", file=sys.stderr, flush=True)
    return {"cases": cases, "chains": online}


def keep(package, measured):
    packages.MEASURED.mkdir(exist_ok=True)
    (packages.MEASURED / f"{package.name}.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
