-- 013_feature_flags.py:41
DROP TABLE feature_flags;
