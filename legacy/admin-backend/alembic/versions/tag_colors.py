"""tag colors

Revision ID: 7c9e6679f1aa
Revises: 002_tags
Create Date: 2024-04-15 16:20:33.871900

"""
import sqlalchemy as sa
from alembic import op


revision = '7c9e6679f1aa'
down_revision = '002_tags'
branch_labels = None
depends_on = None

DEFAULT_COLOR = '#888888'


def upgrade() -> None:
    op.execute(f"UPDATE tags SET color = '{DEFAULT_COLOR}' WHERE color IS NULL")
    with op.batch_alter_table('tags', schema=None) as batch_op:
        batch_op.alter_column(
            'color',
            existing_type=sa.String(length=7),
            type_=sa.String(length=16),
            nullable=False,
            server_default=DEFAULT_COLOR,
        )
        batch_op.add_column(sa.Column('slug', sa.String(length=60), nullable=True))
        batch_op.create_unique_constraint('uq_tags_slug', ['slug'])


def downgrade() -> None:
    with op.batch_alter_table('tags', schema=None) as batch_op:
        batch_op.drop_constraint('uq_tags_slug', type_='unique')
        batch_op.drop_column('slug')
        batch_op.alter_column(
            'color',
            existing_type=sa.String(length=16),
            type_=sa.String(length=7),
            nullable=True,
            server_default=None,
        )
