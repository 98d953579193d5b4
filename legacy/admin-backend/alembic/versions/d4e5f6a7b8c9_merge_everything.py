"""merge everything before 1.0

Revision ID: d4e5f6a7b8c9
Revises: 005_devices, 9f8e7d6c5b4a, xxxx_add_session_id, b7d41c0f9e22
Create Date: 2024-07-15 09:00:12.700461

"""
from alembic import op
import sqlalchemy as sa


revision = 'd4e5f6a7b8c9'
down_revision = ('005_devices', '9f8e7d6c5b4a', 'xxxx_add_session_id', 'b7d41c0f9e22')
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
