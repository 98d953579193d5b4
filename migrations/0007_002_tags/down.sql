-- 002_tags.py:44
DROP INDEX idx_script_tags_position;

-- 002_tags.py:44
DROP INDEX idx_script_tags_tag;

-- 002_tags.py:46
DROP TABLE script_tags;

-- 002_tags.py:46
DROP TABLE tags;
