"""Prints the statements that Alembic emits, as a JSON list.

    emit.py --dialect sqlite|postgres|mysql [--down] [FILE]

FILE is a revision file, or a snippet of calls to ``op``; without it, the
snippet is read from standard input.  Statements are compiled with literal
values.  What offline mode alone does is left out: no doubled ``%``, no tabs
turned into spaces, and on PostgreSQL no doubled backslashes (a connected
SQLAlchemy sees ``standard_conforming_strings`` and writes them once).

With ``--many``, standard input is a JSON list of snippets, and the output is a
JSON list of ``{"statements": [...]}`` or ``{"error": "..."}``.
"""

import argparse
import importlib
import io
import json
import re
import sys
import warnings

import sqlalchemy as sa
from alembic.ddl.impl import DefaultImpl
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import schema, text
from sqlalchemy.sql import functions
from sqlalchemy.sql.elements import ClauseElement

MODULES = {
    "sqlite": "sqlalchemy.dialects.sqlite.pysqlite",
    "postgres": "sqlalchemy.dialects.postgresql.psycopg2",
    "mysql": "sqlalchemy.dialects.mysql.pymysql",
}


def make_dialect(name):
    """The dialect with named parameters, so that nothing doubles ``%``."""
    dialect = importlib.import_module(MODULES[name]).dialect(paramstyle="named")
    if name == "postgres":
        dialect._backslash_escapes = False
    return dialect


def emit(source, dialect_name, down=False, convention=None):
    """Runs a snippet or revision source; returns the statements."""
    dialect = make_dialect(dialect_name)
    statements = []

    def capture(self, construct, execution_options=None, multiparams=None, params=None):
        if isinstance(construct, str):
            construct = text(construct)
        keywords = {}
        if not isinstance(construct, schema.DDLElement):
            keywords = {"compile_kwargs": {"literal_binds": True}}
        statements.append(str(construct.compile(dialect=dialect, **keywords)).strip())

    original, DefaultImpl._exec = DefaultImpl._exec, capture
    try:
        options = {"as_sql": True, "literal_binds": True, "output_buffer": io.StringIO()}
        if convention:
            options["target_metadata"] = sa.MetaData(naming_convention=convention)
        context = MigrationContext.configure(dialect=dialect, opts=options)
        with Operations.context(context) as op:
            scope = {"op": op, "sa": sa, "__name__": "revision"}
            exec("from sqlalchemy.dialects import postgresql, sqlite, mysql", scope)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                exec(compile(source, "<revision>", "exec"), scope)
                if "upgrade" in scope:
                    scope["downgrade" if down else "upgrade"]()
    finally:
        DefaultImpl._exec = original
    return statements


def answer(source, dialect_name, down=False, convention=None):
    """What a snippet gives: its statements, or the error that stops it."""
    known = {package: dict(names) for package, names in functions._registry.items()}
    try:
        return {"statements": emit(source, dialect_name, down, convention)}
    except Exception as error:
        text = re.sub(r"( object)? at 0x[0-9a-f]+", "", str(error))
        text = re.sub(r"%\(\d+ ", "%(0 ", text)
        return {"error": f"{type(error).__name__}: {text}"}
    finally:
        # A function that a snippet registers is none of the next one's.
        functions._registry.clear()
        functions._registry.update(known)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dialect", choices=sorted(MODULES), required=True)
    parser.add_argument("--down", action="store_true")
    parser.add_argument("--many", action="store_true")
    parser.add_argument("--convention", help="a naming convention, as JSON")
    parser.add_argument("file", nargs="?")
    arguments = parser.parse_args()
    source = open(arguments.file, encoding="utf-8").read() if arguments.file else sys.stdin.read()
    convention = json.loads(arguments.convention) if arguments.convention else None
    if not arguments.many:
        print(json.dumps(emit(source, arguments.dialect, arguments.down, convention), indent=1, ensure_ascii=False))
        return
    results = [
        answer(snippet, arguments.dialect, arguments.down, convention) for snippet in json.loads(source)
    ]
    print(json.dumps(results, ensure_ascii=False))


if __name__ == "__main__":
    main()
