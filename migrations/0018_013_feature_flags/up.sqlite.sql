-- 013_feature_flags.py:26
CREATE TABLE feature_flags (
    name VARCHAR(60) NOT NULL,
    title VARCHAR(60) NOT NULL,
    enabled BOOLEAN DEFAULT 0 NOT NULL,
    owner_id INTEGER,
    valid_until DATETIME,
    CONSTRAINT pk_feature_flags PRIMARY KEY (name),
    CONSTRAINT fk_feature_flags_owner FOREIGN KEY(owner_id) REFERENCES users (id) ON DELETE SET NULL
);

-- 013_feature_flags.py:37
INSERT INTO feature_flags (name, title) VALUES ('new_editor', '新编辑器');

-- 013_feature_flags.py:37
INSERT INTO feature_flags (name, title) VALUES ('dark_mode', '深色模式');
