"""Runs the legacy list's own runner on a SQLite file; prints JSON.

    list_run.py PROJECT FILE [--base]

PROJECT is the folder that holds ``migrations`` and ``scripts``. With ``--base``
the program's base tables are made first, as the program does at start.

    {"applied": 3, "ledger": [["20241024_add_indexes", "Indexes ..."], ...],
     "error": null}
"""

import argparse
import contextlib
import json
import os
import sqlite3
import sys

sys.dont_write_bytecode = True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("project")
    parser.add_argument("file")
    parser.add_argument("--base", action="store_true")
    arguments = parser.parse_args()
    path = os.path.abspath(arguments.file)
    sys.path.insert(0, os.path.abspath(arguments.project))

    result = {"applied": 0, "ledger": [], "error": None}
    with contextlib.redirect_stdout(sys.stderr):
        try:
            if arguments.base:
                from app.schema import ensure_base_schema

                ensure_base_schema(path)
            from scripts.run_migrations import run

            result["applied"] = run(path)
        except Exception as error:
            result["error"] = f"{type(error).__name__}: {error}"
    if os.path.exists(path):
        connection = sqlite3.connect(path)
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'").fetchone():
            query = "SELECT version, description FROM schema_migrations ORDER BY rowid"
            result["ledger"] = connection.execute(query).fetchall()
        connection.close()
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 1 if result["error"] else 0


if __name__ == "__main__":
    sys.exit(main())
