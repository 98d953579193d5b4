-- add_session_id.py:33
DROP INDEX IF EXISTS idx_scripts_owner;

-- add_session_id.py:34
DROP INDEX IF EXISTS ix_audit_logs_session_id;

-- add_session_id.py:35
-- bridge:batch audit_logs
-- bridge: drop column session_id
--   CREATE TABLE _bridge_tmp_audit_logs (
--       id INTEGER NOT NULL,
--       actor_id INTEGER,
--       "action" VARCHAR(60) NOT NULL,
--       detail JSON,
--       elapsed FLOAT,
--       happened_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
--       CONSTRAINT pk_audit_logs PRIMARY KEY (id),
--       CONSTRAINT fk_audit_logs_actor_id_users FOREIGN KEY (actor_id) REFERENCES users (id) ON DELETE SET NULL
--   );
--   INSERT INTO _bridge_tmp_audit_logs (id, actor_id, "action", detail, elapsed, happened_at) SELECT id, actor_id, "action", detail, elapsed, happened_at FROM audit_logs;
--   DROP TABLE audit_logs;
--   ALTER TABLE _bridge_tmp_audit_logs RENAME TO audit_logs;
--   CREATE INDEX ix_audit_logs_action ON audit_logs (action);
--   CREATE INDEX ix_audit_logs_actor_time ON audit_logs (actor_id, happened_at);
-- bridge:end
