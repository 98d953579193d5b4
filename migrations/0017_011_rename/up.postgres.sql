-- 2024_10_rename.py:22
ALTER TABLE announcements RENAME level TO severity;

-- 2024_10_rename.py:23
ALTER TABLE announcements ALTER COLUMN title TYPE VARCHAR(250);

-- 2024_10_rename.py:24
ALTER TABLE approvals RENAME TO script_approvals;
