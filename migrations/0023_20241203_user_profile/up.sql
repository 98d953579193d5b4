-- __init__.py:31
ALTER TABLE users ADD COLUMN signature TEXT DEFAULT '这个人很懒，什么都没写';

-- __init__.py:32
ALTER TABLE users ADD COLUMN avatar_url TEXT;
