"""The base tables, made by the program itself at every start."""

import sqlite3

BASE_SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    user_id TEXT PRIMARY KEY,
    nickname TEXT NOT NULL,
    platform TEXT NOT NULL DEFAULT 'web',
    first_seen TEXT NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS chat_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL REFERENCES users(user_id),
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    content TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS user_settings (
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    PRIMARY KEY (user_id, name)
) WITHOUT ROWID;
"""


def ensure_base_schema(path: str) -> None:
    """Create the base tables where they are absent."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(BASE_SCHEMA)
        connection.commit()
    finally:
        connection.close()
