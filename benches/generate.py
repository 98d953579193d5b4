"""Writes the same history for each tool: COUNT revisions, each a table of five
columns and an index.

    generate.py FOLDER COUNT

    FOLDER/alembic.ini, alembic/    for Alembic, and for `bridge import`
    FOLDER/sqlx/                    for sqlx-cli
    FOLDER/bridge.toml              for bridge
    FOLDER/floor.sql                the same SQL and a version row each, in one
                                    transaction, for sqlite3
"""

import hashlib
import sys
from pathlib import Path

INI = """[alembic]
script_location = alembic
sqlalchemy.url = sqlite:///./bench.db
"""

ENV = '''import os

from alembic import context
from sqlalchemy import create_engine, pool

url = os.environ.get("DATABASE_URL") or context.config.get_main_option("sqlalchemy.url")
with create_engine(url, poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
'''

REVISION = '''"""table {number}

Revision ID: {id}
Revises: {parent}
Create Date: 2024-01-01 00:00:00

"""
from alembic import op
import sqlalchemy as sa

revision = {id!r}
down_revision = {parent_value}
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "{table}",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_{table}_name", "{table}", ["name"])


def downgrade() -> None:
    op.drop_index("ix_{table}_name", table_name="{table}")
    op.drop_table("{table}")
'''

SQL = """CREATE TABLE {table} (
	id INTEGER NOT NULL,
	name VARCHAR(80) NOT NULL,
	amount NUMERIC(10, 2),
	active BOOLEAN DEFAULT 1 NOT NULL,
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
	PRIMARY KEY (id)
);
CREATE INDEX ix_{table}_name ON {table} (name);
"""

BRIDGE = """[databases.bench]
url = ["env:DATABASE_URL", "sqlite:///./bench.db"]

[sources.bench]
kind = "alembic"
path = "alembic.ini"
database = "bench"
dialects = ["sqlite"]
"""

FLOOR_TABLE = """CREATE TABLE version_rows (
	revision TEXT NOT NULL PRIMARY KEY,
	position INTEGER NOT NULL,
	message TEXT NOT NULL,
	checksum TEXT NOT NULL,
	applied_at TEXT NOT NULL
);
"""


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    versions, sqlx = folder / "alembic" / "versions", folder / "sqlx"
    versions.mkdir(parents=True)
    sqlx.mkdir()
    (folder / "alembic.ini").write_text(INI)
    (folder / "alembic" / "env.py").write_text(ENV)
    (folder / "bridge.toml").write_text(BRIDGE)
    floor, parent = ["BEGIN;\n", FLOOR_TABLE], None
    for number in range(1, count + 1):
        table = f"t{number:04}"
        id = hashlib.sha256(table.encode()).hexdigest()[:12]
        (versions / f"{id}_{table}.py").write_text(
            REVISION.format(number=number, id=id, parent=parent or "", parent_value=repr(parent), table=table)
        )
        sql = SQL.format(table=table)
        (sqlx / f"{number:014}_{table}.sql").write_text(sql)
        checksum = hashlib.sha256(sql.encode()).hexdigest()
        floor.append(sql)
        floor.append(
            f"INSERT INTO version_rows VALUES ('{id}', {number}, 'table {number}', '{checksum}', '2024-01-01T00:00:00Z');\n"
        )
        parent = id
    floor.append("COMMIT;\n")
    (folder / "floor.sql").write_text("".join(floor))


if __name__ == "__main__":
    main()
