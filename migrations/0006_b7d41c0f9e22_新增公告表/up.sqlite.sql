-- bridge:let had_系统设置 = table("系统设置")

-- bridge:if not table("announcements")
-- 20240617_公告表.py:27
CREATE TABLE announcements (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    body TEXT NOT NULL,
    level VARCHAR(10) DEFAULT '普通' NOT NULL,
    "备注" VARCHAR(200) DEFAULT '无',
    published BOOLEAN DEFAULT 0 NOT NULL,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_announcements PRIMARY KEY (id)
);
-- 20240617_公告表.py:39
CREATE INDEX idx_announcements_level ON announcements (level, published);
-- bridge:end

-- bridge:if not had_系统设置
-- 20240617_公告表.py:41
CREATE TABLE "系统设置" (
    "键" VARCHAR(100) NOT NULL,
    "值" JSON DEFAULT '{}' NOT NULL,
    "更新时间" DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT "pk_系统设置" PRIMARY KEY ("键")
);
-- 20240617_公告表.py:48
INSERT INTO "系统设置" ("键", "值", "更新时间") VALUES ('站点名称', '"管理后台"', '2024-06-17 10:00:00');
-- bridge:end
