-- 012_metrics.py:26
CREATE TABLE daily_metrics (
    day DATE NOT NULL,
    metric VARCHAR(40) NOT NULL,
    value BIGINT DEFAULT 0 NOT NULL,
    labels JSON,
    created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITHOUT TIME ZONE,
    CONSTRAINT pk_daily_metrics PRIMARY KEY (day, metric)
);

-- 012_metrics.py:36
ALTER TABLE users ADD CONSTRAINT uq_users_email UNIQUE (email);
