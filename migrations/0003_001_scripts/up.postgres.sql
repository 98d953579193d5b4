-- 001_scripts.py:19
CREATE TABLE scripts (
    id SERIAL NOT NULL,
    owner_id INTEGER,
    name VARCHAR(120) NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    category VARCHAR(40) DEFAULT 'general' NOT NULL,
    size INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_scripts PRIMARY KEY (id),
    CONSTRAINT ck_scripts_size_not_negative CHECK (size >= 0),
    CONSTRAINT fk_scripts_owner_id_users FOREIGN KEY(owner_id) REFERENCES users (id) ON DELETE SET NULL
);

-- 001_scripts.py:19
CREATE INDEX ix_scripts_name ON scripts (name);
