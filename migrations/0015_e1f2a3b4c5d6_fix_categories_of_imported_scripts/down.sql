-- e1f2a3b4c5d6_fix_categories.py:29
UPDATE scripts SET category = 'general' WHERE category = '测试';
