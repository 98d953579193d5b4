-- Admin backend on PostgreSQL, in the middle of its history. Made by make.py in this folder.
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.announcements (
    id integer NOT NULL,
    body text NOT NULL,
    title character varying(200) NOT NULL,
    level character varying(10) NOT NULL,
    "备注" character varying(200),
    published boolean NOT NULL,
    created_at timestamp without time zone DEFAULT now() NOT NULL
);

CREATE SEQUENCE public.announcements_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.announcements_id_seq OWNED BY public.announcements.id;

CREATE TABLE public.audit_logs (
    id integer NOT NULL,
    actor_id integer,
    action character varying(60) NOT NULL,
    detail json,
    elapsed double precision,
    happened_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    session_id character varying(64)
);

CREATE SEQUENCE public.audit_logs_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_logs_id_seq OWNED BY public.audit_logs.id;

CREATE TABLE public.roles (
    id integer NOT NULL,
    name character varying(50) NOT NULL,
    description text
);

CREATE SEQUENCE public.roles_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.roles_id_seq OWNED BY public.roles.id;

CREATE TABLE public.script_tags (
    script_id integer NOT NULL,
    tag_id integer NOT NULL,
    "position" smallint DEFAULT '0'::smallint NOT NULL
);

CREATE TABLE public.scripts (
    id integer NOT NULL,
    owner_id integer,
    name character varying(120) NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    category character varying(40) DEFAULT 'general'::character varying NOT NULL,
    size integer DEFAULT 0 NOT NULL,
    created_at timestamp without time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_scripts_size_not_negative CHECK ((size >= 0))
);

CREATE SEQUENCE public.scripts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.scripts_id_seq OWNED BY public.scripts.id;

CREATE TABLE public.tags (
    id integer NOT NULL,
    name character varying(60) NOT NULL,
    color character varying(16) DEFAULT '#888888'::character varying NOT NULL,
    slug character varying(60)
);

CREATE SEQUENCE public.tags_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.tags_id_seq OWNED BY public.tags.id;

CREATE TABLE public.user_roles (
    user_id integer NOT NULL,
    role_id integer NOT NULL,
    granted_at timestamp without time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.users (
    id integer NOT NULL,
    username character varying(64) NOT NULL,
    email character varying(255),
    hashed_password character varying(255) NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp without time zone DEFAULT now() NOT NULL
);

CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;

ALTER TABLE ONLY public.announcements ALTER COLUMN id SET DEFAULT nextval('public.announcements_id_seq'::regclass);

ALTER TABLE ONLY public.audit_logs ALTER COLUMN id SET DEFAULT nextval('public.audit_logs_id_seq'::regclass);

ALTER TABLE ONLY public.roles ALTER COLUMN id SET DEFAULT nextval('public.roles_id_seq'::regclass);

ALTER TABLE ONLY public.scripts ALTER COLUMN id SET DEFAULT nextval('public.scripts_id_seq'::regclass);

ALTER TABLE ONLY public.tags ALTER COLUMN id SET DEFAULT nextval('public.tags_id_seq'::regclass);

ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);

INSERT INTO public.alembic_version VALUES ('7c9e6679f1aa');
INSERT INTO public.alembic_version VALUES ('xxxx_add_session_id');

INSERT INTO public.announcements VALUES (1, '周日 2:00 停机维护', '维护通知', 'warn', NULL, true, '2024-06-10 09:00:00');
INSERT INTO public.announcements VALUES (2, 'Version 1.0 is out', 'Release', 'info', '英文', false, '2024-06-11 09:00:00');

INSERT INTO public.audit_logs VALUES (1, 1, 'login', '{"ip": "10.0.0.1"}', 0.25, '2024-05-21 07:00:00+00', NULL);
INSERT INTO public.audit_logs VALUES (2, 2, 'edit', '{"脚本": 2}', 1.5, '2024-06-04 07:30:00+00', 's-2');
INSERT INTO public.audit_logs VALUES (3, NULL, 'cron', NULL, NULL, '2024-06-05 00:00:00+00', 's-3');

INSERT INTO public.roles VALUES (1, 'admin', '管理员');
INSERT INTO public.roles VALUES (2, 'editor', '编辑');

INSERT INTO public.script_tags VALUES (1, 1, 0);
INSERT INTO public.script_tags VALUES (2, 1, 1);
INSERT INTO public.script_tags VALUES (2, 2, 0);

INSERT INTO public.scripts VALUES (1, 1, 'greeting', 'print(''你好'')', 'general', 13, '2024-03-20 10:00:00');
INSERT INTO public.scripts VALUES (2, 2, 'load test', 'for i in range(100):
    ping(i)', 'general', 34, '2024-04-03 11:00:00');
INSERT INTO public.scripts VALUES (3, NULL, 'cleanup 100%', '', '', 0, '2024-04-04 12:00:00');

INSERT INTO public.tags VALUES (1, '常用', '#ff8800', 'common');
INSERT INTO public.tags VALUES (2, 'slow', '#888888', NULL);

INSERT INTO public.user_roles VALUES (1, 1, '2024-03-12 08:00:00');
INSERT INTO public.user_roles VALUES (2, 2, '2024-03-15 09:30:00');
INSERT INTO public.user_roles VALUES (3, 2, '2024-04-02 00:00:00');

INSERT INTO public.users VALUES (1, 'lin', 'lin@example.com', 'pbkdf2:1', true, '2024-03-12 08:00:00');
INSERT INTO public.users VALUES (2, '王小明', 'wang@example.com', 'pbkdf2:2', true, '2024-03-15 09:30:00');
INSERT INTO public.users VALUES (3, 'o''brien', NULL, 'pbkdf2:3', false, '2024-04-01 23:59:59');

SELECT pg_catalog.setval('public.announcements_id_seq', 2, true);

SELECT pg_catalog.setval('public.audit_logs_id_seq', 3, true);

SELECT pg_catalog.setval('public.roles_id_seq', 2, true);

SELECT pg_catalog.setval('public.scripts_id_seq', 3, true);

SELECT pg_catalog.setval('public.tags_id_seq', 2, true);

SELECT pg_catalog.setval('public.users_id_seq', 3, true);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.announcements
    ADD CONSTRAINT pk_announcements PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_logs
    ADD CONSTRAINT pk_audit_logs PRIMARY KEY (id);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT pk_roles PRIMARY KEY (id);

ALTER TABLE ONLY public.script_tags
    ADD CONSTRAINT pk_script_tags PRIMARY KEY (script_id, tag_id);

ALTER TABLE ONLY public.scripts
    ADD CONSTRAINT pk_scripts PRIMARY KEY (id);

ALTER TABLE ONLY public.tags
    ADD CONSTRAINT pk_tags PRIMARY KEY (id);

ALTER TABLE ONLY public.user_roles
    ADD CONSTRAINT pk_user_roles PRIMARY KEY (user_id, role_id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT pk_users PRIMARY KEY (id);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT uq_roles_name UNIQUE (name);

ALTER TABLE ONLY public.tags
    ADD CONSTRAINT uq_tags_name UNIQUE (name);

ALTER TABLE ONLY public.tags
    ADD CONSTRAINT uq_tags_slug UNIQUE (slug);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT uq_users_username UNIQUE (username);

CREATE INDEX idx_script_tags_position ON public.script_tags USING btree (script_id, "position");

CREATE INDEX idx_script_tags_tag ON public.script_tags USING btree (tag_id);

CREATE INDEX idx_scripts_owner ON public.scripts USING btree (owner_id);

CREATE INDEX ix_audit_logs_action ON public.audit_logs USING btree (action);

CREATE INDEX ix_audit_logs_actor_time ON public.audit_logs USING btree (actor_id, happened_at);

CREATE INDEX ix_audit_logs_session_id ON public.audit_logs USING btree (session_id);

CREATE INDEX ix_scripts_name ON public.scripts USING btree (name);

CREATE INDEX ix_users_email ON public.users USING btree (email);

ALTER TABLE ONLY public.audit_logs
    ADD CONSTRAINT fk_audit_logs_actor_id_users FOREIGN KEY (actor_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.script_tags
    ADD CONSTRAINT fk_script_tags_script FOREIGN KEY (script_id) REFERENCES public.scripts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.script_tags
    ADD CONSTRAINT fk_script_tags_tag FOREIGN KEY (tag_id) REFERENCES public.tags(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.scripts
    ADD CONSTRAINT fk_scripts_owner_id_users FOREIGN KEY (owner_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.user_roles
    ADD CONSTRAINT fk_user_roles_role_id_roles FOREIGN KEY (role_id) REFERENCES public.roles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.user_roles
    ADD CONSTRAINT fk_user_roles_user_id_users FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
