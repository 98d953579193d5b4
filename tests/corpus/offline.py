"""What the real Alembic emits for one revision file, offline.

The file alone is loaded and its function called, as ``alembic upgrade --sql``
does under an env.py that says nothing; each statement is taken where Alembic
would write it (see ``tests/oracle/emit.py``, which this builds on). Modules that
are not there have a stand-in.
"""

import contextlib
import importlib.util
import io
import os
import sys
import traceback
import warnings
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))

import stand_in
from alembic.config import Config
from alembic.ddl.impl import DefaultImpl
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from emit import make_dialect
from forked import NoAnswer, forked
from sqlalchemy import schema, text

SECONDS = 20


@dataclass
class Emitted:
    """What came of one direction on one dialect."""

    # "sql", "absent" (no such function), "refused" (by Alembic or SQLAlchemy),
    # "raised" (by the file), "live" (needs a database), "module" (needs a module
    # that is not there), "broken" (the file cannot be loaded)
    outcome: str
    statements: list = field(default_factory=list)
    error: str = ""


def emit_all(history, wanted):
    """``{path: {(dialect, direction): Emitted}}`` of a history's files.

    All in one fork, which loads the modules that the files import; each file in
    a fork of that one, so that none sees what another did.
    """
    return forked(lambda: each_alone(history, wanted), SECONDS * (10 + len(history.revisions)))


def each_alone(history, wanted):
    os.chdir(history.root)
    stand_in.install(history.root)
    for module in sorted({module for revision in history.revisions for module in revision.imports()}):
        with contextlib.suppress(BaseException):
            importlib.import_module(module)
    found = {}
    for revision in history.revisions:
        try:
            found[revision.path] = forked(lambda: {key: emit(revision.path, *key) for key in wanted}, SECONDS)
        except NoAnswer:
            found[revision.path] = {key: Emitted("broken", error="no answer") for key in wanted}
    return found


def emit(path, dialect_name, direction):
    statements = []

    def capture(self, construct, execution_options=None, multiparams=None, params=None):
        if isinstance(construct, str):
            construct = text(construct)
        keywords = {}
        if not isinstance(construct, schema.DDLElement):
            keywords = {"compile_kwargs": {"literal_binds": True}}
        statements.append(str(construct.compile(dialect=dialect, **keywords)).strip())

    dialect = make_dialect(dialect_name)
    original, DefaultImpl._exec = DefaultImpl._exec, capture
    warnings.simplefilter("ignore")
    try:
        context = MigrationContext.configure(
            dialect=dialect, opts={"as_sql": True, "literal_binds": True, "output_buffer": io.StringIO()}
        )
        with EnvironmentContext(Config(), None) as environment, Operations.context(context):
            environment._migration_context = context
            try:
                module = load(path)
            except BaseException as error:
                return Emitted("broken", error=told(error))
            function = getattr(module, direction, None)
            if function is None:
                return Emitted("absent")
            function()
    except BaseException as error:
        return Emitted(why(error, path), error=told(error))
    finally:
        DefaultImpl._exec = original
    return Emitted("sql", statements)


def load(path):
    spec = importlib.util.spec_from_file_location(f"revision_{abs(hash(path))}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(error):
    return f"{type(error).__name__}: {error}".splitlines()[0][:200] if not isinstance(error, stand_in.Needed) else f"Needed: {error}"


def why(error, path):
    """Who is at fault that there is no SQL."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1].filename if frames else ""
    message = str(error) if not isinstance(error, stand_in.Needed) else ""
    chain = [error]
    while chain[-1].__cause__ or chain[-1].__context__:
        chain.append(chain[-1].__cause__ or chain[-1].__context__)
    if any(isinstance(one, stand_in.Needed) for one in chain) or "stand_in" in last or "Anything" in message:
        return "module"
    if "MockConnection" in message or "NoneType" in message or "--sql mode" in message:
        return "live"
    if last == str(path):
        return "raised"
    return "refused"
