"""Whole chains online: both tools from an empty database to the heads, then
catalogue against catalogue."""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import traceback
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))

import stand_in
from alembic import command
from alembic.config import Config
from catalogue import postgres_catalogue, sqlite_catalogue
from forked import forked
from packages import CACHE
import sqlalchemy as sa

MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?")
OWN = ["alembic_version", "bridge_version", "bridge_setting", "bridge_witness"]
SECONDS = 300


@dataclass
class Chain:
    """One history on one dialect."""

    history: str
    dialect: str
    # "same", "kept" (bridge keeps what Alembic's table rebuild loses), "different",
    # "neither", "Alembic" or "bridge" (who did not come to the heads)
    verdict: str
    detail: list = field(default_factory=list)


def run(bridge, history, dialect, server):
    folder = CACHE / "chains" / f"{history.name.replace('/', '-')}-{dialect}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with database(dialect, folder / "alembic.db", server) as theirs, database(dialect, folder / "bridge.db", server) as ours:
        failed = forked(lambda: alembic(history, theirs), SECONDS)
        refused = with_bridge(bridge, history, dialect, ours, folder)
        if failed or refused:
            verdict = "neither" if failed and refused else "Alembic" if failed else "bridge"
            return Chain(history.name, dialect, verdict, [failed or "", refused or ""])
        found = list(differences(catalogue(theirs), catalogue(ours), ""))
    detail = [f"{place}\n  Alembic: {left}\n  bridge: {right}" for place, left, right in found]
    verdict = "same" if not found else "kept" if dialect == "sqlite" and all(map(is_kept, found)) else "different"
    return Chain(history.name, dialect, verdict, detail)


@contextlib.contextmanager
def database(dialect, file, server):
    """The URL of an empty database."""
    if dialect == "sqlite":
        file.touch()
        yield f"sqlite:///{file}"
        return
    url = sa.make_url(server)
    name = f"corpus_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg2"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


def alembic(history, url):
    """Why Alembic does not come to the heads; ``None`` where it does."""
    stand_in.install(history.root)
    config = Config(str(history.ini), stdout=io.StringIO())
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    os.chdir(history.root)
    try:
        command.upgrade(config, "heads")
    except BaseException as error:
        files = [frame for frame in traceback.extract_tb(error.__traceback__) if "versions" in frame.filename]
        place = f" ({Path(files[-1].filename).name}:{files[-1].lineno})" if files else ""
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}{place}"
    return None


def with_bridge(bridge, history, dialect, url, folder):
    """Why bridge does not come to the heads; ``None`` where it does."""
    (folder / "bridge.toml").write_text(
        f'[databases.main]\nurl = "{url}"\nhome = true\n\n'
        f'[sources.legacy]\nkind = "alembic"\npath = "{history.ini}"\ndatabase = "main"\ndialects = ["{dialect}"]\n',
        encoding="utf-8",
    )
    for words in (["import", "--no-rehearsal"], ["upgrade", "--no-backup", "--json"]):
        done = subprocess.run(
            [str(bridge), *words], cwd=folder, capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL
        )
        if done.returncode != 0:
            text = (done.stderr or done.stdout).strip()
            with contextlib.suppress(ValueError):
                text = json.loads(done.stdout)["error"]
            # What refuses stands first, notes behind it.
            at = max(text.find("error["), 0)
            return f"{words[0]}: {text[at : at + 600]}"
    return None


def catalogue(url):
    if url.startswith("sqlite"):
        return sqlite_catalogue(sa.make_url(url), OWN, False)
    return postgres_catalogue(sa.make_url(url), OWN)


def differences(theirs, ours, place):
    """Where two catalogues differ: the place, and what each has there."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted({*theirs, *ours}, key=str):
            yield from differences(theirs.get(key), ours.get(key), f"{place}/{key}")
    elif isinstance(theirs, (list, tuple)) and isinstance(ours, (list, tuple)) and len(theirs) == len(ours):
        for at, (left, right) in enumerate(zip(theirs, ours)):
            yield from differences(left, right, f"{place}/{at}")
    elif theirs != ours and not are_moments(theirs, ours):
        yield place, json.dumps(theirs, default=str), json.dumps(ours, default=str)


def are_moments(theirs, ours):
    """Whether two texts differ by the time alone at which each tool ran."""
    if not isinstance(theirs, str) or not isinstance(ours, str) or MOMENT.sub("", theirs) != MOMENT.sub("", ours):
        return False
    moments = [datetime.fromisoformat(text) for text in MOMENT.findall(theirs) + MOMENT.findall(ours)]
    return all(abs(datetime.now(timezone.utc) - moment.replace(tzinfo=timezone.utc)) < timedelta(hours=1) for moment in moments)


def is_kept(difference):
    """CHECKs without a name, which Alembic's table rebuild loses and bridge's keeps."""
    place, theirs, ours = difference
    return place.endswith("/checks") and all(check in json.loads(ours) for check in json.loads(theirs))
