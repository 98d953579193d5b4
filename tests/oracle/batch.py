"""Runs `batch_alter_table` bodies under the real Alembic, online on SQLite files.

    batch.py FILE

FILE holds a JSON list of cases:

    {"file": "real.db", "ours": "ours.db", "body": "with op.batch_alter_table...",
     "foreign_keys": false, "convention": {"uq": "..."}}

``file`` is there already, with tables and rows; ``ours`` is a copy on which
bridge did the same; ``convention`` is that of the project's metadata. Answers a list of

    {"error": null, "real": {"catalogue": ..., "rows": ...}, "ours": {...}}

where ``error`` is what Alembic stopped with. Catalogue and rows are those of
catalogue.py and rows.py, the catalogue with more on what SQLAlchemy does not
reflect.
"""

import json
import re
import sqlite3
import sys
import warnings

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from catalogue import sqlite_catalogue
from rows import sqlite_rows


def run(case):
    engine = sa.create_engine(f"sqlite:///{case['file']}")
    try:
        with engine.begin() as connection:
            if case.get("foreign_keys"):
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            metadata = sa.MetaData(naming_convention=case.get("convention"))
            context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
            names = {}
            exec(compile(case["body"], "revision.py", "exec"), names)
            with Operations.context(context):
                names["upgrade"]()
    except Exception as error:
        return f"{type(error).__name__}: {error}".split("\n")[0]
    finally:
        engine.dispose()
    return None


def outside_literals(sql):
    return re.sub(r"'(?:[^']|'')*'", "?", sql or "")


def snapshot(path):
    catalogue = sqlite_catalogue(sa.make_url(f"sqlite:///{path}"), [], False)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        if name in catalogue["tables"]:
            bare = outside_literals(sql)
            table = catalogue["tables"][name]
            table["check_count"] = len(re.findall(r"\bCHECK\s*\(", bare, re.I))
            table["collations"] = sorted(word.upper() for word in re.findall(r"\bCOLLATE\s+\"?(\w+)", bare, re.I))
            table["conflicts"] = sorted(word.upper() for word in re.findall(r"\bON\s+CONFLICT\s+(\w+)", bare, re.I))
    broken = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    violations = [list(row) for row in connection.execute("PRAGMA foreign_key_check")]
    connection.close()
    return {"catalogue": catalogue, "rows": sqlite_rows(path, []), "broken": broken, "violations": violations}


def guarded(path):
    try:
        return snapshot(path)
    except Exception as error:
        return {"unreadable": f"{type(error).__name__}: {error}"}


def main():
    warnings.simplefilter("ignore")
    answers = []
    for case in json.load(open(sys.argv[1], encoding="utf-8")):
        error = run(case)
        answers.append({"error": error, "real": guarded(case["file"]), "ours": guarded(case["ours"])})
    print(json.dumps(answers, ensure_ascii=False, default=str))


if __name__ == "__main__":
    main()
