-- 20240617_公告表.py:55
DROP TABLE "系统设置";

-- bridge:if index("announcements", "idx_announcements_level")
-- 20240617_公告表.py:58
DROP INDEX idx_announcements_level;
-- bridge:end

-- 20240617_公告表.py:59
DROP TABLE announcements;
