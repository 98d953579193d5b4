-- __init__.py:56
CREATE TABLE IF NOT EXISTS daily_stats (day TEXT NOT NULL, user_id TEXT NOT NULL, messages INTEGER NOT NULL DEFAULT 0);

-- __init__.py:57
CREATE UNIQUE INDEX IF NOT EXISTS idx_daily_stats_day_user ON daily_stats(day, user_id);

-- __init__.py:58
INSERT OR IGNORE INTO daily_stats (day, user_id, messages)
            SELECT substr(created_at, 1, 10), user_id, count(*)
            FROM chat_history
            GROUP BY substr(created_at, 1, 10), user_id;
