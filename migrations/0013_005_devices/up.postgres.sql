-- 005_devices.py:19
CREATE TABLE devices (
    id SERIAL NOT NULL,
    user_id INTEGER NOT NULL,
    fingerprint VARCHAR(128) NOT NULL,
    label VARCHAR(80) DEFAULT 'user''s device',
    trusted BOOLEAN DEFAULT '0' NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT devices_pkey PRIMARY KEY (id)
);

-- 005_devices.py:30
ALTER TABLE devices ADD CONSTRAINT fk_devices_user FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE;

-- 005_devices.py:31
ALTER TABLE devices ADD CONSTRAINT uq_devices_fingerprint UNIQUE (fingerprint);
