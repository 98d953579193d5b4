-- a1b2c3d4e5f6_audit_log.py:36
DROP INDEX ix_audit_logs_actor_time;

-- a1b2c3d4e5f6_audit_log.py:37
DROP INDEX ix_audit_logs_action;

-- a1b2c3d4e5f6_audit_log.py:38
DROP TABLE audit_logs;
