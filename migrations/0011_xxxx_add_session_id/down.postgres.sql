-- add_session_id.py:33
DROP INDEX IF EXISTS idx_scripts_owner;

-- add_session_id.py:34
DROP INDEX IF EXISTS ix_audit_logs_session_id;

-- add_session_id.py:36
ALTER TABLE audit_logs DROP COLUMN session_id;
