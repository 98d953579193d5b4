"""Daily metrics

Revision ID: 012_metrics
Revises: 011_rename
Create Date: 2024-11-04 08:30:00.123456

"""
from alembic import op
import sqlalchemy as sa


revision = '012_metrics'
down_revision = '011_rename'
branch_labels = None
depends_on = None


def _timestamps():
    return [
        sa.Column('created_at', sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.Column('updated_at', sa.DateTime(), nullable=True),
    ]


def upgrade():
    op.create_table(
        'daily_metrics',
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('metric', sa.String(40), nullable=False),
        sa.Column('value', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
        sa.Column('labels', sa.JSON(), nullable=True),
        *_timestamps(),
        sa.PrimaryKeyConstraint('day', 'metric'),
    )
    if op.get_context().dialect.name == 'postgresql':
        op.create_unique_constraint('uq_users_email', 'users', ['email'])
    else:
        op.create_index('uq_users_email', 'users', ['email'], unique=True)


def downgrade():
    if op.get_context().dialect.name == 'postgresql':
        op.drop_constraint('uq_users_email', 'users', type_='unique')
    else:
        op.drop_index('uq_users_email', table_name='users')
    op.drop_table('daily_metrics')
