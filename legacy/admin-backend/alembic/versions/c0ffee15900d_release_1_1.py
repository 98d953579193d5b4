"""release 1.1: one head again

Revision ID: c0ffee15900d
Revises: 012_metrics
Create Date: 2024-12-02 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


revision = 'c0ffee15900d'
down_revision = ['012_metrics', '013_feature_flags']
branch_labels = None
depends_on = None


def upgrade():
    op.create_index('idx_jobs_script_state', 'jobs', ['script_id', 'state'])


def downgrade():
    op.drop_index('idx_jobs_script_state', 'jobs')
