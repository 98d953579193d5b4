-- tag_colors.py:36
ALTER TABLE tags DROP CONSTRAINT uq_tags_slug;

-- tag_colors.py:37
ALTER TABLE tags DROP COLUMN slug;

-- tag_colors.py:38
ALTER TABLE tags ALTER COLUMN color TYPE VARCHAR(7);

-- tag_colors.py:38
ALTER TABLE tags ALTER COLUMN color DROP NOT NULL;

-- tag_colors.py:38
ALTER TABLE tags ALTER COLUMN color DROP DEFAULT;
