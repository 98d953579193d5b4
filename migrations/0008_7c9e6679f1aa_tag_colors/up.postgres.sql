-- tag_colors.py:21
UPDATE tags SET color = '#888888' WHERE color IS NULL;

-- tag_colors.py:23
ALTER TABLE tags ALTER COLUMN color TYPE VARCHAR(16);

-- tag_colors.py:23
ALTER TABLE tags ALTER COLUMN color SET NOT NULL;

-- tag_colors.py:23
ALTER TABLE tags ALTER COLUMN color SET DEFAULT '#888888';

-- tag_colors.py:30
ALTER TABLE tags ADD COLUMN slug VARCHAR(60);

-- tag_colors.py:31
ALTER TABLE tags ADD CONSTRAINT uq_tags_slug UNIQUE (slug);
