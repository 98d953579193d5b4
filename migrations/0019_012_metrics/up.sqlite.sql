-- 012_metrics.py:26
CREATE TABLE daily_metrics (
    day DATE NOT NULL,
    metric VARCHAR(40) NOT NULL,
    value BIGINT DEFAULT 0 NOT NULL,
    labels JSON,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at DATETIME,
    CONSTRAINT pk_daily_metrics PRIMARY KEY (day, metric)
);

-- 012_metrics.py:38
CREATE UNIQUE INDEX uq_users_email ON users (email);
