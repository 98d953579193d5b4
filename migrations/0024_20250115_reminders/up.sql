-- __init__.py:39
CREATE TABLE IF NOT EXISTS reminders (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                user_id TEXT NOT NULL,
                content TEXT NOT NULL,
                due_at TEXT NOT NULL,
                done INTEGER NOT NULL DEFAULT 0,  -- 0: 未完成; 1: 已完成
                FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE CASCADE
            );

-- __init__.py:49
CREATE INDEX IF NOT EXISTS idx_reminders_due ON reminders(done, due_at);
