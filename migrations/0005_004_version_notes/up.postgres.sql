-- 004_version_notes.py:20
ALTER TABLE script_versions ADD COLUMN notes TEXT;

-- 004_version_notes.py:21
ALTER TABLE script_versions ADD COLUMN approved BOOLEAN DEFAULT false NOT NULL;

-- bridge:if not (table("approvals") or view("approvals"))
-- 004_version_notes.py:30
CREATE TABLE approvals (
    version_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    verdict VARCHAR(10) DEFAULT 'pending' NOT NULL,
    decided_at TIMESTAMP WITHOUT TIME ZONE,
    CONSTRAINT pk_approvals PRIMARY KEY (version_id, user_id),
    CONSTRAINT ck_approvals_verdict_known CHECK (verdict IN ('pending', 'yes', 'no')),
    CONSTRAINT fk_approvals_version_id_script_versions FOREIGN KEY(version_id) REFERENCES script_versions (id) ON DELETE CASCADE,
    CONSTRAINT fk_approvals_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT
);
-- 004_version_notes.py:41
CREATE INDEX idx_approvals_decided ON approvals (verdict, decided_at DESC);
-- bridge:end
