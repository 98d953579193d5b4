-- 004_version_notes.py:45
DROP TABLE approvals;

-- 004_version_notes.py:46
ALTER TABLE script_versions DROP COLUMN approved;

-- 004_version_notes.py:47
ALTER TABLE script_versions DROP COLUMN notes;
