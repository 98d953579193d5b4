-- __init__.py:32
ALTER TABLE users DROP COLUMN avatar_url;

-- __init__.py:31
ALTER TABLE users DROP COLUMN signature;
