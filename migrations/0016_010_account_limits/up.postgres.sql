-- 010_account_limits.py:20
ALTER TABLE users ALTER COLUMN username TYPE VARCHAR(150);

-- 010_account_limits.py:21
ALTER TABLE users ADD COLUMN phone VARCHAR(20);

-- 010_account_limits.py:22
ALTER TABLE users ADD CONSTRAINT uq_users_phone UNIQUE (phone);
