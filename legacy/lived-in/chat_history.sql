-- Main program, an entry half applied. Made by make.py in this folder.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE chat_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL REFERENCES users(user_id),
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    content TEXT NOT NULL,
    created_at TEXT NOT NULL
, session_id TEXT);
INSERT INTO "chat_history" VALUES(1,'u-1','user','明天天气怎么样？','2024-10-20 09:00:00',NULL);
INSERT INTO "chat_history" VALUES(2,'u-1','assistant','晴，25℃','2024-10-20 09:00:02',NULL);
INSERT INTO "chat_history" VALUES(3,'u-2','user','It''s 100% done
really','2024-11-20 18:30:00','s-20241120-1');
INSERT INTO "chat_history" VALUES(4,'u-3','user','你好 🙂','2025-01-05 08:00:00','s-20250105-1');
CREATE TABLE daily_stats (day TEXT NOT NULL, user_id TEXT NOT NULL, messages INTEGER NOT NULL DEFAULT 0);
CREATE TABLE reminders (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                user_id TEXT NOT NULL,
                content TEXT NOT NULL,
                due_at TEXT NOT NULL,
                done INTEGER NOT NULL DEFAULT 0,  -- 0: 未完成; 1: 已完成
                FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE CASCADE
            );
INSERT INTO "reminders" VALUES(1,'u-1','交房租','2025-02-01 09:00:00',0);
INSERT INTO "reminders" VALUES(2,'u-2','call home','2025-01-20 20:00:00',1);
CREATE TABLE schema_migrations (version TEXT PRIMARY KEY, description TEXT, applied_at TEXT);
INSERT INTO "schema_migrations" VALUES('20241024_add_indexes','Indexes for the history page','2024-10-25 03:00:11');
INSERT INTO "schema_migrations" VALUES('20241108_add_session_id','Group messages by session','2024-11-09 03:00:09');
INSERT INTO "schema_migrations" VALUES('20241203_user_profile','用户资料：签名与头像','2024-12-04 03:00:10');
INSERT INTO "schema_migrations" VALUES('20250115_reminders','Reminders','2025-01-16 03:00:12');
CREATE TABLE user_settings (
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    PRIMARY KEY (user_id, name)
) WITHOUT ROWID;
INSERT INTO "user_settings" VALUES('u-1','theme','dark');
INSERT INTO "user_settings" VALUES('u-1','语言','zh-CN');
INSERT INTO "user_settings" VALUES('u-2','theme',NULL);
CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    nickname TEXT NOT NULL,
    platform TEXT NOT NULL DEFAULT 'web',
    first_seen TEXT NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0
, signature TEXT DEFAULT '这个人很懒，什么都没写', avatar_url TEXT);
INSERT INTO "users" VALUES('u-1','小李','web','2024-09-01 10:00:00',0,'今天也要加油',NULL);
INSERT INTO "users" VALUES('u-2','','wechat','2024-10-02 11:00:00',0,'这个人很懒，什么都没写','https://example.com/2.png');
INSERT INTO "users" VALUES('u-3','O''Neil','web','2024-11-03 12:00:00',1,NULL,NULL);
CREATE INDEX idx_chat_history_user ON chat_history(user_id);
CREATE INDEX idx_chat_history_time ON chat_history(created_at);
CREATE INDEX idx_chat_history_session ON chat_history(session_id) WHERE session_id IS NOT NULL;
CREATE INDEX idx_reminders_due ON reminders(done, due_at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('chat_history',4);
INSERT INTO "sqlite_sequence" VALUES('reminders',2);
COMMIT;
