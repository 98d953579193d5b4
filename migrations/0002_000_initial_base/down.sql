-- 000_initial_base.py:65
DROP TABLE user_roles;

-- 000_initial_base.py:66
DROP INDEX ix_users_email;

-- 000_initial_base.py:67
DROP TABLE users;

-- 000_initial_base.py:68
DROP TABLE roles;
