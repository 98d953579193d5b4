-- 012_metrics.py:45
DROP INDEX uq_users_email;

-- 012_metrics.py:46
DROP TABLE daily_metrics;
