-- 2024_10_rename.py:28
ALTER TABLE script_approvals RENAME TO approvals;

-- 2024_10_rename.py:30
ALTER TABLE announcements ALTER COLUMN title TYPE VARCHAR(200);

-- 2024_10_rename.py:31
ALTER TABLE announcements RENAME severity TO level;
