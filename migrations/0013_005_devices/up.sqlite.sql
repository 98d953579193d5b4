-- 005_devices.py:19
CREATE TABLE devices (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    fingerprint VARCHAR(128) NOT NULL,
    label VARCHAR(80) DEFAULT 'user''s device',
    trusted BOOLEAN DEFAULT '0' NOT NULL,
    last_seen_at DATETIME,
    CONSTRAINT devices_pkey PRIMARY KEY (id)
);

-- 005_devices.py:29
-- bridge:batch devices
-- bridge: add constraint CONSTRAINT fk_devices_user FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
-- bridge: add constraint CONSTRAINT uq_devices_fingerprint UNIQUE (fingerprint)
--   CREATE TABLE _bridge_tmp_devices (
--       id INTEGER NOT NULL,
--       user_id INTEGER NOT NULL,
--       fingerprint VARCHAR(128) NOT NULL,
--       label VARCHAR(80) DEFAULT 'user''s device',
--       trusted BOOLEAN DEFAULT '0' NOT NULL,
--       last_seen_at DATETIME,
--       CONSTRAINT devices_pkey PRIMARY KEY (id),
--       CONSTRAINT fk_devices_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
--       CONSTRAINT uq_devices_fingerprint UNIQUE (fingerprint)
--   );
--   INSERT INTO _bridge_tmp_devices (id, user_id, fingerprint, label, trusted, last_seen_at) SELECT id, user_id, fingerprint, label, trusted, last_seen_at FROM devices;
--   DROP TABLE devices;
--   ALTER TABLE _bridge_tmp_devices RENAME TO devices;
-- bridge:end
