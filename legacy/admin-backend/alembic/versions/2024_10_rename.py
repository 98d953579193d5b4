"""announcements: level becomes severity; approvals: longer table name

Revision ID: 011_rename
Revises: 010_account_limits
Create Date: 2024-10-14 11:22:33.000000

"""
from alembic import op
import sqlalchemy as sa


PARENT = '010_account_limits'

revision = '011_rename'
down_revision = PARENT
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('announcements') as batch_op:
        batch_op.alter_column('level', new_column_name='severity', existing_type=sa.String(length=10), existing_nullable=False)
        batch_op.alter_column('title', existing_type=sa.String(length=200), type_=sa.String(length=250), existing_nullable=False)
    op.rename_table('approvals', 'script_approvals')


def downgrade():
    op.rename_table('script_approvals', 'approvals')
    with op.batch_alter_table('announcements') as batch_op:
        batch_op.alter_column('title', existing_type=sa.String(length=250), type_=sa.String(length=200), existing_nullable=False)
        batch_op.alter_column('severity', new_column_name='level', existing_type=sa.String(length=10), existing_nullable=False)
