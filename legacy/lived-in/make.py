"""Make the lived-in databases again, by running the legacy tools themselves.

    python legacy/lived-in/make.py [--into FOLDER] [POSTGRES_URL]

Needs Alembic and SQLAlchemy as pinned in `tests/oracle/requirements.txt`.
Without a URL of an empty PostgreSQL database, `admin.postgres.sql` is left as
it is. The output is the same on every run: times are set to fixed ones.
"""

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

HERE = Path(__file__).resolve().parent
ADMIN = HERE.parent / "admin-backend"
CHAT = HERE.parent / "main-program"

# One head on the tag branch, one on the audit branch: the version lane, the
# announcements and everything after the merges is still to come.
HEADS = ["7c9e6679f1aa", "xxxx_add_session_id"]

ADMIN_ROWS = [
    "INSERT INTO users (username, email, hashed_password, is_active, created_at) VALUES"
    " ('lin', 'lin@example.com', 'pbkdf2:1', true, '2024-03-12 08:00:00'),"
    " ('王小明', 'wang@example.com', 'pbkdf2:2', true, '2024-03-15 09:30:00'),"
    " ('o''brien', NULL, 'pbkdf2:3', false, '2024-04-01 23:59:59')",
    "INSERT INTO user_roles (user_id, role_id, granted_at) VALUES"
    " (1, 1, '2024-03-12 08:00:00'), (2, 2, '2024-03-15 09:30:00'), (3, 2, '2024-04-02 00:00:00')",
    "INSERT INTO scripts (owner_id, name, body, category, size, created_at) VALUES"
    " (1, 'greeting', 'print(''你好'')', 'general', 13, '2024-03-20 10:00:00'),"
    " (2, 'load test', 'for i in range(100):' || chr(10) || '    ping(i)', 'general', 34, '2024-04-03 11:00:00'),"
    " (NULL, 'cleanup 100%', '', '', 0, '2024-04-04 12:00:00')",
    "INSERT INTO tags (name, color, slug) VALUES ('常用', '#ff8800', 'common'), ('slow', '#888888', NULL)",
    "INSERT INTO script_tags (script_id, tag_id, position) VALUES (1, 1, 0), (2, 1, 1), (2, 2, 0)",
    "INSERT INTO audit_logs (actor_id, action, detail, elapsed, happened_at, session_id) VALUES"
    " (1, 'login', '{\"ip\": \"10.0.0.1\"}', 0.25, '2024-05-21 07:00:00', NULL),"
    " (2, 'edit', '{\"脚本\": 2}', 1.5, '2024-06-04 07:30:00', 's-2'),"
    " (NULL, 'cron', NULL, NULL, '2024-06-05 00:00:00', 's-3')",
    "INSERT INTO announcements (body, title, level, 备注, published, created_at) VALUES"
    " ('周日 2:00 停机维护', '维护通知', 'warn', NULL, true, '2024-06-10 09:00:00'),"
    " ('Version 1.0 is out', 'Release', 'info', '英文', false, '2024-06-11 09:00:00')",
]

CHAT_ROWS = [
    "INSERT INTO users (user_id, nickname, platform, first_seen, blocked, signature, avatar_url) VALUES"
    " ('u-1', '小李', 'web', '2024-09-01 10:00:00', 0, '今天也要加油', NULL),"
    " ('u-2', '', 'wechat', '2024-10-02 11:00:00', 0, '这个人很懒，什么都没写', 'https://example.com/2.png'),"
    " ('u-3', 'O''Neil', 'web', '2024-11-03 12:00:00', 1, NULL, NULL)",
    "INSERT INTO chat_history (user_id, role, content, created_at, session_id) VALUES"
    " ('u-1', 'user', '明天天气怎么样？', '2024-10-20 09:00:00', NULL),"
    " ('u-1', 'assistant', '晴，25℃', '2024-10-20 09:00:02', NULL),"
    " ('u-2', 'user', 'It''s 100% done' || char(10) || 'really', '2024-11-20 18:30:00', 's-20241120-1'),"
    " ('u-3', 'user', '你好 🙂', '2025-01-05 08:00:00', 's-20250105-1')",
    "INSERT INTO user_settings (user_id, name, value) VALUES"
    " ('u-1', 'theme', 'dark'), ('u-1', '语言', 'zh-CN'), ('u-2', 'theme', NULL)",
    "INSERT INTO reminders (user_id, content, due_at, done) VALUES"
    " ('u-1', '交房租', '2025-02-01 09:00:00', 0), ('u-2', 'call home', '2025-01-20 20:00:00', 1)",
]

APPLIED_AT = {
    "20241024_add_indexes": "2024-10-25 03:00:11",
    "20241108_add_session_id": "2024-11-09 03:00:09",
    "20241203_user_profile": "2024-12-04 03:00:10",
    "20250115_reminders": "2025-01-16 03:00:12",
}


# Times with a zone are written and dumped in one zone, whatever the server has.
os.environ["PGTZ"] = "UTC"


def make_admin(url: str) -> None:
    """Alembic up to the two heads, `create_all()` for one table, then rows."""
    os.environ["DATABASE_URL"] = url
    for head in HEADS:
        subprocess.run(
            [sys.executable, "-m", "alembic", "upgrade", head],
            cwd=ADMIN, check=True, capture_output=True,
        )
    sys.path.insert(0, str(ADMIN))
    import sqlalchemy as sa

    import app.models  # noqa: F401
    from app.db import Base

    engine = sa.create_engine(url)
    with engine.begin() as connection:
        Base.metadata.create_all(connection, tables=[Base.metadata.tables["announcements"]])
        for statement in ADMIN_ROWS:
            if engine.dialect.name == "sqlite":
                statement = statement.replace("chr(", "char(")
            else:
                statement = statement.replace("%", "%%")
            connection.exec_driver_sql(statement)
    engine.dispose()


def make_chat(path: Path) -> None:
    """The runner up to an entry that was interrupted after its first statement."""
    for name in [n for n in sys.modules if n == "app" or n.startswith("app.")]:
        del sys.modules[name]
    sys.path.insert(0, str(CHAT))
    import migrations
    from app.schema import ensure_base_schema
    from scripts import run_migrations

    ensure_base_schema(str(path))
    entries = migrations.MIGRATIONS
    interrupted = next(e for e in entries if e["version"] not in APPLIED_AT)
    run_migrations.MIGRATIONS = entries[: entries.index(interrupted)] + [
        {**interrupted, "statements": interrupted["statements"][:1] + ["SELECT interrupted"]}
    ]
    try:
        run_migrations.run(str(path))
    except sqlite3.OperationalError as error:
        assert "no such column: interrupted" in str(error), error
    connection = sqlite3.connect(path)
    for statement in CHAT_ROWS:
        connection.execute(statement)
    for version, at in APPLIED_AT.items():
        connection.execute("UPDATE schema_migrations SET applied_at = ? WHERE version = ?", (at, version))
    connection.commit()
    connection.close()


def dump_sqlite(path: Path, header: str) -> str:
    connection = sqlite3.connect(path)
    lines = "\n".join(connection.iterdump())
    connection.close()
    return f"{header}\nPRAGMA foreign_keys=OFF;\n{lines}\n"


def dump_postgres(url: str, header: str) -> str:
    text = subprocess.run(
        ["pg_dump", "--no-owner", "--no-privileges", "--inserts", url.replace("+psycopg2", "")],
        check=True, capture_output=True, text=True,
    ).stdout
    # Comments, session settings and psql's own commands say which pg_dump ran.
    text = re.sub(r"(?m)^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict.*)\n", "", text)
    return f"{header}\n{re.sub(chr(10) + '{3,}', chr(10) * 2, text).strip()}\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=HERE)
    parser.add_argument("postgres", nargs="?")
    arguments = parser.parse_args()
    header = "-- {} Made by make.py in this folder."
    with tempfile.TemporaryDirectory() as folder:
        admin = Path(folder) / "admin.db"
        make_admin(f"sqlite:///{admin}")
        text = dump_sqlite(admin, header.format("Admin backend on SQLite, in the middle of its history."))
        (arguments.into / "admin.sql").write_text(text, encoding="utf-8")
        if arguments.postgres:
            make_admin(arguments.postgres)
            text = dump_postgres(arguments.postgres, header.format("Admin backend on PostgreSQL, in the middle of its history."))
            (arguments.into / "admin.postgres.sql").write_text(text, encoding="utf-8")
        chat = Path(folder) / "chat_history.db"
        make_chat(chat)
        text = dump_sqlite(chat, header.format("Main program, an entry half applied."))
        (arguments.into / "chat_history.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
