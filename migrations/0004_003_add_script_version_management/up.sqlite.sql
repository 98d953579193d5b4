-- bridge:if not (table("script_versions") or view("script_versions"))
-- 003_add_script_version_management.py:24
CREATE TABLE script_versions (
    id INTEGER NOT NULL,
    script_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_script_versions PRIMARY KEY (id),
    CONSTRAINT fk_script_versions_script_id_scripts FOREIGN KEY(script_id) REFERENCES scripts (id) ON DELETE CASCADE,
    CONSTRAINT uq_script_versions_script_version UNIQUE (script_id, version)
);
-- bridge:end

-- bridge:if not column("scripts", "current_version_id")
-- 003_add_script_version_management.py:38
ALTER TABLE scripts ADD COLUMN current_version_id INTEGER;
-- bridge:end

-- bridge:if not index("scripts", "idx_scripts_category")
-- 003_add_script_version_management.py:42
CREATE INDEX idx_scripts_category ON scripts (category);
-- bridge:end
