"""Runs drivers of this folder on request, from one warm Python.

Reads a JSON list a line, ``["snapshot.py", "ARGUMENT", ...]``, and answers each
with a line ``{"code": 0, "stdout": "...", "stderr": "..."}``.

Importing SQLAlchemy and Alembic costs more than most questions. Each request
runs in a fork of this process, where they are imported already: a driver may
change modules, environment and folder, and no request sees what another left.
"""

import json
import os
import runpy
import sys
import tempfile
import traceback
from pathlib import Path

sys.dont_write_bytecode = True

import alembic.autogenerate.api  # noqa: F401
import alembic.command  # noqa: F401
import alembic.config  # noqa: F401
import sqlalchemy.dialects.postgresql.psycopg2  # noqa: F401
import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401
import psycopg2  # noqa: F401

import catalogue  # noqa: F401
import rows  # noqa: F401

HERE = Path(__file__).resolve().parent


def run(script, arguments, stdout, stderr):
    """In the fork: the driver as the command line would run it; its exit code."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(stdout.fileno(), 1)
    os.dup2(stderr.fileno(), 2)
    sys.argv = [str(HERE / script), *arguments]
    code = 0
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def answer(request):
    script, *arguments = request
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = run(script, arguments, stdout, stderr)
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (stdout, stderr):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return {"code": os.waitstatus_to_exitcode(status), "stdout": texts[0], "stderr": texts[1]}


def main():
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
