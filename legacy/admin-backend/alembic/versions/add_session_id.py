"""add session id to the audit log

Revision ID: 3f9b1c77ad20
Revises: a1b2c3d4e5f6
Create Date: 2024-06-03 13:12:45.900112

"""
from alembic import op
import sqlalchemy as sa


revision = 'xxxx_add_session_id'
down_revision = 'a1b2c3d4e5f6'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('audit_logs', sa.Column('session_id', sa.String(length=64), nullable=True))

    # Some servers got these by hand during the incident of May.
    try:
        op.create_index('ix_audit_logs_session_id', 'audit_logs', ['session_id'], if_not_exists=True)
    except Exception:
        pass
    try:
        op.create_index('idx_scripts_owner', 'scripts', ['owner_id'], if_not_exists=True)
    except Exception as e:
        print(f'index on scripts.owner_id not created: {e}')


def downgrade():
    op.drop_index('idx_scripts_owner', table_name='scripts', if_exists=True)
    op.drop_index('ix_audit_logs_session_id', table_name='audit_logs', if_exists=True)
    with op.batch_alter_table('audit_logs') as batch_op:
        batch_op.drop_column('session_id')
