-- e1f2a3b4c5d6_fix_categories.py:18
UPDATE scripts SET category = '测试' WHERE name LIKE '%test%';

-- e1f2a3b4c5d6_fix_categories.py:19
UPDATE scripts
        SET category = 'general'
        WHERE category IS NULL OR category = '';
