-- 012_metrics.py:43
ALTER TABLE users DROP CONSTRAINT uq_users_email;

-- 012_metrics.py:46
DROP TABLE daily_metrics;
