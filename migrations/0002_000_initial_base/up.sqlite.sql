-- bridge:let had_users = table("users")

-- bridge:let had_user_roles = table("user_roles")

-- bridge:let had_roles = table("roles")

-- bridge:if not had_roles
-- 000_initial_base.py:26
CREATE TABLE roles (
    id INTEGER NOT NULL,
    name VARCHAR(50) NOT NULL,
    description TEXT,
    CONSTRAINT pk_roles PRIMARY KEY (id),
    CONSTRAINT uq_roles_name UNIQUE (name)
);
-- bridge:end

-- bridge:if not had_users
-- 000_initial_base.py:36
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
-- 000_initial_base.py:47
CREATE INDEX ix_users_email ON users (email);
-- bridge:end

-- bridge:if not had_user_roles
-- 000_initial_base.py:50
CREATE TABLE user_roles (
    user_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL,
    granted_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_user_roles PRIMARY KEY (user_id, role_id),
    CONSTRAINT fk_user_roles_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_user_roles_role_id_roles FOREIGN KEY(role_id) REFERENCES roles (id) ON DELETE CASCADE
);
-- bridge:end

-- bridge:if not had_roles
-- 000_initial_base.py:61
INSERT INTO roles (name, description) VALUES ('admin', '管理员'), ('editor', '编辑');
-- bridge:end
