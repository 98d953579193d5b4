-- Admin backend on SQLite, in the middle of its history. Made by make.py in this folder.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('7c9e6679f1aa');
INSERT INTO "alembic_version" VALUES('xxxx_add_session_id');
CREATE TABLE announcements (
	id INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	level VARCHAR(10) NOT NULL, 
	"备注" VARCHAR(200), 
	published BOOLEAN NOT NULL, 
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	CONSTRAINT pk_announcements PRIMARY KEY (id)
);
INSERT INTO "announcements" VALUES(1,'周日 2:00 停机维护','维护通知','warn',NULL,1,'2024-06-10 09:00:00');
INSERT INTO "announcements" VALUES(2,'Version 1.0 is out','Release','info','英文',0,'2024-06-11 09:00:00');
CREATE TABLE audit_logs (
	id INTEGER NOT NULL, 
	actor_id INTEGER, 
	action VARCHAR(60) NOT NULL, 
	detail JSON, 
	elapsed FLOAT, 
	happened_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, session_id VARCHAR(64), 
	CONSTRAINT pk_audit_logs PRIMARY KEY (id), 
	CONSTRAINT fk_audit_logs_actor_id_users FOREIGN KEY(actor_id) REFERENCES users (id) ON DELETE SET NULL
);
INSERT INTO "audit_logs" VALUES(1,1,'login','{"ip": "10.0.0.1"}',0.25,'2024-05-21 07:00:00',NULL);
INSERT INTO "audit_logs" VALUES(2,2,'edit','{"脚本": 2}',1.5,'2024-06-04 07:30:00','s-2');
INSERT INTO "audit_logs" VALUES(3,NULL,'cron',NULL,NULL,'2024-06-05 00:00:00','s-3');
CREATE TABLE roles (
	id INTEGER NOT NULL, 
	name VARCHAR(50) NOT NULL, 
	description TEXT, 
	CONSTRAINT pk_roles PRIMARY KEY (id), 
	CONSTRAINT uq_roles_name UNIQUE (name)
);
INSERT INTO "roles" VALUES(1,'admin','管理员');
INSERT INTO "roles" VALUES(2,'editor','编辑');
CREATE TABLE script_tags (
	script_id INTEGER NOT NULL, 
	tag_id INTEGER NOT NULL, 
	position SMALLINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_script_tags PRIMARY KEY (script_id, tag_id), 
	CONSTRAINT fk_script_tags_script FOREIGN KEY(script_id) REFERENCES scripts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_script_tags_tag FOREIGN KEY(tag_id) REFERENCES tags (id) ON DELETE CASCADE
);
INSERT INTO "script_tags" VALUES(1,1,0);
INSERT INTO "script_tags" VALUES(2,1,1);
INSERT INTO "script_tags" VALUES(2,2,0);
CREATE TABLE scripts (
	id INTEGER NOT NULL, 
	owner_id INTEGER, 
	name VARCHAR(120) NOT NULL, 
	body TEXT DEFAULT '' NOT NULL, 
	category VARCHAR(40) DEFAULT 'general' NOT NULL, 
	size INTEGER DEFAULT 0 NOT NULL, 
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	CONSTRAINT pk_scripts PRIMARY KEY (id), 
	CONSTRAINT ck_scripts_size_not_negative CHECK (size >= 0), 
	CONSTRAINT fk_scripts_owner_id_users FOREIGN KEY(owner_id) REFERENCES users (id) ON DELETE SET NULL
);
INSERT INTO "scripts" VALUES(1,1,'greeting','print(''你好'')','general',13,'2024-03-20 10:00:00');
INSERT INTO "scripts" VALUES(2,2,'load test','for i in range(100):
    ping(i)','general',34,'2024-04-03 11:00:00');
INSERT INTO "scripts" VALUES(3,NULL,'cleanup 100%','','',0,'2024-04-04 12:00:00');
CREATE TABLE "tags" (
	id INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	color VARCHAR(16) DEFAULT '#888888' NOT NULL, 
	slug VARCHAR(60), 
	CONSTRAINT pk_tags PRIMARY KEY (id), 
	CONSTRAINT uq_tags_name UNIQUE (name), 
	CONSTRAINT uq_tags_slug UNIQUE (slug)
);
INSERT INTO "tags" VALUES(1,'常用','#ff8800','common');
INSERT INTO "tags" VALUES(2,'slow','#888888',NULL);
CREATE TABLE user_roles (
	user_id INTEGER NOT NULL, 
	role_id INTEGER NOT NULL, 
	granted_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	CONSTRAINT pk_user_roles PRIMARY KEY (user_id, role_id), 
	CONSTRAINT fk_user_roles_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT fk_user_roles_role_id_roles FOREIGN KEY(role_id) REFERENCES roles (id) ON DELETE CASCADE
);
INSERT INTO "user_roles" VALUES(1,1,'2024-03-12 08:00:00');
INSERT INTO "user_roles" VALUES(2,2,'2024-03-15 09:30:00');
INSERT INTO "user_roles" VALUES(3,2,'2024-04-02 00:00:00');
CREATE TABLE users (
	id INTEGER NOT NULL, 
	username VARCHAR(64) NOT NULL, 
	email VARCHAR(255), 
	hashed_password VARCHAR(255) NOT NULL, 
	is_active BOOLEAN DEFAULT 1 NOT NULL, 
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_username UNIQUE (username)
);
INSERT INTO "users" VALUES(1,'lin','lin@example.com','pbkdf2:1',1,'2024-03-12 08:00:00');
INSERT INTO "users" VALUES(2,'王小明','wang@example.com','pbkdf2:2',1,'2024-03-15 09:30:00');
INSERT INTO "users" VALUES(3,'o''brien',NULL,'pbkdf2:3',0,'2024-04-01 23:59:59');
CREATE INDEX ix_users_email ON users (email);
CREATE INDEX ix_scripts_name ON scripts (name);
CREATE INDEX idx_script_tags_tag ON script_tags (tag_id);
CREATE INDEX idx_script_tags_position ON script_tags (script_id, position);
CREATE INDEX ix_audit_logs_action ON audit_logs (action);
CREATE INDEX ix_audit_logs_actor_time ON audit_logs (actor_id, happened_at);
CREATE INDEX ix_audit_logs_session_id ON audit_logs (session_id);
CREATE INDEX idx_scripts_owner ON scripts (owner_id);
COMMIT;
