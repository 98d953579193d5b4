"""job queue

Jobs write to the audit log, so that table must exist first.

Revision ID: 9f8e7d6c5b4a
Revises: 5d0c3e8b7f16
Create Date: 2024-07-09 18:03:59.443120

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


revision: str = '9f8e7d6c5b4a'
down_revision: Union[str, None] = '5d0c3e8b7f16'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = 'a1b2c3d4e5f6'


def upgrade() -> None:
    op.create_table(
        'jobs',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('script_id', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=20), server_default='queued', nullable=False),
        sa.Column('payload', sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column('cost', sa.Numeric(precision=10, scale=2), server_default='0.00', nullable=False),
        sa.Column('run_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('run_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['script_id'], ['scripts.id'], ondelete='CASCADE', onupdate='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(
        'idx_jobs_queued',
        'jobs',
        ['run_at'],
        unique=False,
        sqlite_where=sa.text("state = 'queued'"),
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.add_column('audit_logs', sa.Column('job_id', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('audit_logs', 'job_id')
    op.drop_index('idx_jobs_queued', table_name='jobs')
    op.drop_table('jobs')
