"""Schema changes of the chat database, oldest first.

Append new entries at the end; never change one that has been released.
`python -m scripts.run_migrations` applies what is missing.
"""

DEFAULT_SIGNATURE = "这个人很懒，什么都没写"

MIGRATIONS = [
    {
        "version": "20241024_add_indexes",
        "description": "Indexes for the history page",
        "statements": [
            "CREATE INDEX IF NOT EXISTS idx_chat_history_user ON chat_history(user_id)",
            "CREATE INDEX IF NOT EXISTS idx_chat_history_time ON chat_history(created_at)",
        ],
    },
    {
        "version": "20241108_add_session_id",
        "description": "Group messages by session",
        "statements": [
            "ALTER TABLE chat_history ADD COLUMN session_id TEXT",
            "CREATE INDEX IF NOT EXISTS idx_chat_history_session "
            "ON chat_history(session_id) WHERE session_id IS NOT NULL",
        ],
    },
    {
        "version": "20241203_user_profile",
        "description": "用户资料：签名与头像",
        "statements": [
            f"ALTER TABLE users ADD COLUMN signature TEXT DEFAULT '{DEFAULT_SIGNATURE}'",
            "ALTER TABLE users ADD COLUMN avatar_url TEXT",
        ],
    },
    {
        "version": "20250115_reminders",
        "description": "Reminders",
        "statements": [
            """
            CREATE TABLE IF NOT EXISTS reminders (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                user_id TEXT NOT NULL,
                content TEXT NOT NULL,
                due_at TEXT NOT NULL,
                done INTEGER NOT NULL DEFAULT 0,  -- 0: 未完成; 1: 已完成
                FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE CASCADE
            )
            """,
            "CREATE INDEX IF NOT EXISTS idx_reminders_due ON reminders(done, due_at)",
        ],
    },
    {
        "version": "20250220_daily_stats",
        "description": "每日统计",
        "statements": [
            "CREATE TABLE IF NOT EXISTS daily_stats (day TEXT NOT NULL, user_id TEXT NOT NULL, messages INTEGER NOT NULL DEFAULT 0)",
            "CREATE UNIQUE INDEX IF NOT EXISTS idx_daily_stats_day_user ON daily_stats(day, user_id)",
            """
            INSERT OR IGNORE INTO daily_stats (day, user_id, messages)
            SELECT substr(created_at, 1, 10), user_id, count(*)
            FROM chat_history
            GROUP BY substr(created_at, 1, 10), user_id
            """,
        ],
    },
    {
        "version": "20250318_backfill_sessions",
        "description": "Messages from before sessions get one per user; 默认会话",
        "statements": [
            "UPDATE chat_history SET session_id = '默认会话-' || user_id WHERE session_id IS NULL",
            "UPDATE users SET nickname = '匿名用户' WHERE nickname = ''",
        ],
    },
    {
        "version": "20250402_reminder_priority",
        "description": "Reminder priority",
        "statements": [
            "ALTER TABLE reminders ADD COLUMN priority TEXT NOT NULL DEFAULT '普通'",
            "CREATE INDEX IF NOT EXISTS idx_reminders_priority ON reminders(priority, due_at)",
        ],
    },
]
