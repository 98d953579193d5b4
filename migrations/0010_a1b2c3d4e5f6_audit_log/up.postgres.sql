-- a1b2c3d4e5f6_audit_log.py:21
CREATE TABLE audit_logs (
    id SERIAL NOT NULL,
    actor_id INTEGER,
    action VARCHAR(60) NOT NULL,
    detail JSON,
    elapsed FLOAT,
    happened_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_audit_logs PRIMARY KEY (id),
    CONSTRAINT fk_audit_logs_actor_id_users FOREIGN KEY(actor_id) REFERENCES users (id) ON DELETE SET NULL
);

-- a1b2c3d4e5f6_audit_log.py:31
CREATE INDEX ix_audit_logs_action ON audit_logs (action);

-- a1b2c3d4e5f6_audit_log.py:32
CREATE INDEX ix_audit_logs_actor_time ON audit_logs (actor_id, happened_at);
