-- __init__.py:70
UPDATE chat_history SET session_id = '默认会话-' || user_id WHERE session_id IS NULL;

-- __init__.py:71
UPDATE users SET nickname = '匿名用户' WHERE nickname = '';
