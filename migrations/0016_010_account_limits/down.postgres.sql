-- 010_account_limits.py:27
ALTER TABLE users DROP CONSTRAINT uq_users_phone;

-- 010_account_limits.py:28
ALTER TABLE users DROP COLUMN phone;

-- 010_account_limits.py:29
ALTER TABLE users ALTER COLUMN username TYPE VARCHAR(64);
