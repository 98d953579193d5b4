-- add_session_id.py:19
ALTER TABLE audit_logs ADD COLUMN session_id VARCHAR(64);

-- bridge:try Exception
-- add_session_id.py:23
CREATE INDEX IF NOT EXISTS ix_audit_logs_session_id ON audit_logs (session_id);
-- bridge:end

-- bridge:try Exception
-- add_session_id.py:27
CREATE INDEX IF NOT EXISTS idx_scripts_owner ON scripts (owner_id);
-- bridge:end
