"""Version notes and approvals

Revision ID: 004_version_notes
Revises: 003_add_script_versions
Create Date: 2024-05-06 09:31:18.209455

"""
from alembic import op
import sqlalchemy as sa


revision = '004_version_notes'
down_revision = '003_add_script_version_management'
branch_labels = None
depends_on = None


def upgrade():
    inspector = sa.inspect(op.get_bind())
    op.add_column('script_versions', sa.Column('notes', sa.Text(), nullable=True))
    op.add_column(
        'script_versions',
        sa.Column('approved', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    )

    if inspector.has_table('approvals'):
        print('approvals exists already, skipping')
        return

    op.create_table(
        'approvals',
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('verdict', sa.String(length=10), server_default='pending', nullable=False),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint("verdict IN ('pending', 'yes', 'no')", name='verdict_known'),
        sa.ForeignKeyConstraint(['version_id'], ['script_versions.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('version_id', 'user_id'),
    )
    op.create_index('idx_approvals_decided', 'approvals', ['verdict', sa.text('decided_at DESC')])


def downgrade():
    op.drop_table('approvals')
    op.drop_column('script_versions', 'approved')
    op.drop_column('script_versions', 'notes')
