-- __init__.py:14
CREATE INDEX IF NOT EXISTS idx_chat_history_user ON chat_history(user_id);

-- __init__.py:15
CREATE INDEX IF NOT EXISTS idx_chat_history_time ON chat_history(created_at);
