-- 001_scripts.py:33
DROP TABLE scripts;
