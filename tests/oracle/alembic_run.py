"""Runs the real Alembic on a project and prints what it did, as JSON.

    alembic_run.py PROJECT URL upgrade|downgrade|stamp|none [TARGET ...]

PROJECT is the folder of ``alembic.ini``. On PostgreSQL the version table is
made beforehand, or widened, to ``VARCHAR(64)``: one id of the sample does not
fit into the 32 that Alembic gives it.

    {"steps": [{"direction": "upgrade", "revision": "a1", "statements": [...],
                "ledger": ["a1"]}, ...],
     "ledger": ["a1"], "error": null}

``statements`` are those that changed something, as sent to the driver, without
Alembic's own on its version table. ``ledger`` is ``alembic_version`` right
after the step, sorted. With an error the exit code is 1.

    --sql             offline mode; "sql" holds the text
    --narrow          leaves the version table to Alembic
"""

import argparse
import contextlib
import io
import json
import os
import re
import sys

sys.dont_write_bytecode = True

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import HeadMaintainer, StampStep

READING = re.compile(r"\s*(SELECT|PRAGMA|SHOW|WITH|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.I)
LEDGER = re.compile(r"\b_?alembic_version\b")


def prepare_ledger(url):
    """Gives PostgreSQL a version table that is wide enough."""
    engine = sa.create_engine(url)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(64) NOT NULL, "
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
            connection.exec_driver_sql("ALTER TABLE alembic_version ALTER COLUMN version_num TYPE VARCHAR(64)")
    engine.dispose()


def read_ledger(url):
    engine = sa.create_engine(url)
    try:
        if not sa.inspect(engine).has_table("alembic_version"):
            return []
        with engine.connect() as connection:
            return sorted(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())
    finally:
        engine.dispose()


def record_steps(steps):
    """Notes each step's statements and the heads that it leaves behind."""
    statements = []

    @sa.event.listens_for(sa.Engine, "before_cursor_execute")
    def note(connection, cursor, statement, parameters, context, executemany):
        if not READING.match(statement) and not LEDGER.search(statement):
            if not parameters and connection.dialect.name == "postgresql":
                statement = statement.replace("%%", "%")
            statements.append(statement.strip())

    update = HeadMaintainer.update_to_step

    def update_and_note(self, step):
        update(self, step)
        if self.context.as_sql:
            return
        steps.append(
            {
                "direction": "stamp" if isinstance(step, StampStep) else "upgrade" if step.is_upgrade else "downgrade",
                "revision": getattr(getattr(step, "revision", None), "revision", None),
                "statements": list(statements),
                "ledger": sorted(self.context.get_current_heads()),
            }
        )
        statements.clear()

    HeadMaintainer.update_to_step = update_and_note


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("project")
    parser.add_argument("url")
    parser.add_argument("command", choices=["upgrade", "downgrade", "stamp", "none"])
    parser.add_argument("target", nargs="*", default=[])
    parser.add_argument("--sql", action="store_true")
    parser.add_argument("--narrow", action="store_true")
    arguments = parser.parse_args()

    url = arguments.url
    os.environ["DATABASE_URL"] = url
    os.chdir(arguments.project)
    output = io.StringIO()
    config = Config("alembic.ini", output_buffer=output, stdout=sys.stderr)
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    result = {"steps": [], "ledger": [], "error": None}
    if not arguments.sql and not arguments.narrow:
        prepare_ledger(url)
    record_steps(result["steps"])
    # Revisions print; what they print is not the answer.
    with contextlib.redirect_stdout(sys.stderr):
        try:
            if arguments.command == "stamp":
                command.stamp(config, arguments.target or "heads", sql=arguments.sql)
            elif arguments.command != "none":
                run = getattr(command, arguments.command)
                for target in arguments.target or ["heads" if arguments.command == "upgrade" else "base"]:
                    run(config, target, sql=arguments.sql)
        except Exception as error:
            result["error"] = f"{type(error).__name__}: {error}"
    if arguments.sql:
        result["sql"] = output.getvalue()
    else:
        result["ledger"] = read_ledger(url)
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 1 if result["error"] else 0


if __name__ == "__main__":
    sys.exit(main())
