-- __init__.py:78
ALTER TABLE reminders ADD COLUMN priority TEXT NOT NULL DEFAULT '普通';

-- __init__.py:79
CREATE INDEX IF NOT EXISTS idx_reminders_priority ON reminders(priority, due_at);
