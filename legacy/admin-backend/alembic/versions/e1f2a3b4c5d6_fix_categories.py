"""fix categories of imported scripts

Revision ID: e1f2a3b4c5d6
Revises: d4e5f6a7b8c9
Create Date: 2024-08-05 12:45:10.335577

"""
from alembic import op


revision = 'e1f2a3b4c5d6'
down_revision = 'd4e5f6a7b8c9'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("UPDATE scripts SET category = '测试' WHERE name LIKE '%test%'")
    op.execute(
        """
        UPDATE scripts
        SET category = 'general'
        WHERE category IS NULL OR category = ''
        """
    )


def downgrade():
    op.execute("UPDATE scripts SET category = 'general' WHERE category = '测试'")
