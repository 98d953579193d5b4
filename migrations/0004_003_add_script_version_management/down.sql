-- bridge:if index("scripts", "idx_scripts_category")
-- 003_add_script_version_management.py:50
DROP INDEX idx_scripts_category;
-- bridge:end

-- 003_add_script_version_management.py:51
ALTER TABLE scripts DROP COLUMN current_version_id;

-- 003_add_script_version_management.py:52
DROP TABLE script_versions;
