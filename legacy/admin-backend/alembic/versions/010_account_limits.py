"""Longer user names, a phone number

Revision ID: 010_account_limits
Revises: d4e5f6a7b8c9
Create Date: 2024-09-02 10:10:10.101010

"""
from alembic import op
import sqlalchemy as sa


revision = '010_account_limits'
down_revision = 'e1f2a3b4c5d6'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('users') as batch_op:
        batch_op.alter_column('username', existing_type=sa.String(length=64), type_=sa.String(length=150), existing_nullable=False)
        batch_op.add_column(sa.Column('phone', sa.String(length=20), nullable=True))
        batch_op.create_unique_constraint('uq_users_phone', ['phone'])


def downgrade():
    with op.batch_alter_table('users') as batch_op:
        batch_op.drop_constraint('uq_users_phone', type_='unique')
        batch_op.drop_column('phone')
        batch_op.alter_column('username', existing_type=sa.String(length=150), type_=sa.String(length=64), existing_nullable=False)
