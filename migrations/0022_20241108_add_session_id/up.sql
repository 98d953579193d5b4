-- __init__.py:22
ALTER TABLE chat_history ADD COLUMN session_id TEXT;

-- __init__.py:23
CREATE INDEX IF NOT EXISTS idx_chat_history_session ON chat_history(session_id) WHERE session_id IS NOT NULL;
