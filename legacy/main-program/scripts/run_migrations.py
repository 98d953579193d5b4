"""Apply the migrations that a chat database lacks.

    python -m scripts.run_migrations [chat_history.db]
"""

import os
import shutil
import sqlite3
import sys
from datetime import datetime

from migrations import MIGRATIONS

DEFAULT_DATABASE = "chat_history.db"
BACKUP_FOLDER = os.path.join("backup", "db_bak")


def back_up(path: str) -> str:
    """Copy the database file aside and return the copy's path."""
    folder = os.path.join(os.path.dirname(os.path.abspath(path)), BACKUP_FOLDER)
    os.makedirs(folder, exist_ok=True)
    name = os.path.splitext(os.path.basename(path))[0]
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    copy = os.path.join(folder, f"before-migrate-{stamp}-{name}.db")
    shutil.copy2(path, copy)
    return copy


def applied_versions(connection: sqlite3.Connection) -> set:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations ("
        "version TEXT PRIMARY KEY, description TEXT, applied_at TEXT)"
    )
    return {row[0] for row in connection.execute("SELECT version FROM schema_migrations")}


def run(path: str) -> int:
    """Apply what is missing, in list order; return how many entries ran."""
    if not os.path.exists(path):
        print(f"{path} does not exist; start the program once", file=sys.stderr)
        return -1
    print(f"backup: {os.path.relpath(back_up(path))}")
    connection = sqlite3.connect(path)
    count = 0
    try:
        done = applied_versions(connection)
        for entry in MIGRATIONS:
            if entry["version"] in done:
                continue
            print(f"apply {entry['version']}: {entry['description']}")
            for statement in entry["statements"]:
                connection.execute(statement)
            connection.execute(
                "INSERT INTO schema_migrations (version, description, applied_at) VALUES (?, ?, ?)",
                (
                    entry["version"],
                    entry["description"],
                    datetime.now().strftime("%Y-%m-%d %H:%M:%S"),
                ),
            )
            connection.commit()
            count += 1
    finally:
        connection.close()
    return count


def main() -> int:
    count = run(sys.argv[1] if len(sys.argv) > 1 else DEFAULT_DATABASE)
    if count < 0:
        return 1
    print(f"{count} migrations applied" if count else "nothing to do")
    return 0


if __name__ == "__main__":
    sys.exit(main())
