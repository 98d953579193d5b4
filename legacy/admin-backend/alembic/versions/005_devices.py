"""Trusted devices

Revision ID: 005_devices
Revises: 5d0c3e8b7f16
Create Date: 2024-07-01 15:27:30.110284

"""
from alembic import op
import sqlalchemy as sa


revision = '005_devices'
down_revision = '5d0c3e8b7f16'
branch_labels = ('devices',)
depends_on = None


def upgrade():
    op.create_table(
        'devices',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('fingerprint', sa.String(128), nullable=False),
        sa.Column('label', sa.String(80), server_default="user's device", nullable=True),
        sa.Column('trusted', sa.Boolean(), server_default='0', nullable=False),
        sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('devices_pkey')),
    )
    with op.batch_alter_table('devices') as batch_op:
        batch_op.create_foreign_key('fk_devices_user', 'users', ['user_id'], ['id'], ondelete='CASCADE')
        batch_op.create_unique_constraint('uq_devices_fingerprint', ['fingerprint'])


def downgrade():
    op.drop_table('devices')
