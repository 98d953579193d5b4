"""Feature flags

Revision ID: 013_feature_flags
Revises: 011_rename
Create Date: 2024-11-11 11:11:11.111111

"""
from alembic import op
import sqlalchemy as sa


revision = '013_feature_flags'
down_revision = '011_rename'
branch_labels = None
depends_on = None

FLAGS = [
    ('new_editor', '新编辑器'),
    ('dark_mode', '深色模式'),
]


def upgrade():
    from datetime import datetime, timezone  # noqa: F401

    op.create_table(
        'feature_flags',
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('title', sa.String(length=60), nullable=False),
        sa.Column('enabled', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=True),
        sa.Column('valid_until', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name='fk_feature_flags_owner', ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('name'),
    )
    for name, title in FLAGS:
        op.execute(f"INSERT INTO feature_flags (name, title) VALUES ('{name}', '{title}')")


def downgrade():
    op.drop_table('feature_flags')
