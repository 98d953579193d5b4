"""merge tag colors and version notes

Revision ID: 5d0c3e8b7f16
Revises: 7c9e6679f1aa, 004_version_notes
Create Date: 2024-05-13 08:55:00.401730

"""


# revision identifiers, used by Alembic.
revision = '5d0c3e8b7f16'
down_revision = ('7c9e6679f1aa', '004_version_notes')
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
