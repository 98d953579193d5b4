"""Add scripts

Revision ID: 001_scripts
Revises: 000_initial_base
Create Date: 2024-03-19 14:02:40.530021

"""
from alembic import op
import sqlalchemy as sa


revision = '001_scripts'
down_revision = '000_initial_base'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'scripts',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('owner_id', sa.Integer(), sa.ForeignKey('users.id', ondelete='SET NULL'), nullable=True),
        sa.Column('name', sa.String(120), nullable=False, index=True),
        sa.Column('body', sa.Text(), nullable=False, server_default=''),
        sa.Column('category', sa.String(40), nullable=False, server_default='general'),
        sa.Column('size', sa.Integer(), nullable=False, server_default=sa.text('0')),
        sa.Column('created_at', sa.DateTime(), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint('size >= 0', name='size_not_negative'),
    )


def downgrade():
    op.drop_table('scripts')
