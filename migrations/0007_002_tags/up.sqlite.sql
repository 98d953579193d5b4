-- 002_tags.py:19
CREATE TABLE tags (
    id INTEGER NOT NULL,
    name VARCHAR(60) NOT NULL,
    color VARCHAR(7),
    CONSTRAINT pk_tags PRIMARY KEY (id),
    CONSTRAINT uq_tags_name UNIQUE (name)
);

-- 002_tags.py:26
CREATE TABLE script_tags (
    script_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    position SMALLINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_script_tags PRIMARY KEY (script_id, tag_id),
    CONSTRAINT fk_script_tags_script FOREIGN KEY(script_id) REFERENCES scripts (id) ON DELETE CASCADE,
    CONSTRAINT fk_script_tags_tag FOREIGN KEY(tag_id) REFERENCES tags (id) ON DELETE CASCADE
);

-- 002_tags.py:35
CREATE INDEX idx_script_tags_tag ON script_tags (tag_id);

-- 002_tags.py:36
CREATE INDEX idx_script_tags_position ON script_tags (script_id, position);
