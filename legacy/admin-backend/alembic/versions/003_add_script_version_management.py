"""Add script version management

Revision ID: 003_add_script_version_management
Revises: 001_scripts
Create Date: 2024-04-22 11:08:57.664102

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '003_add_script_version_management'
down_revision = '001_scripts'
branch_labels = None
depends_on = None


def upgrade():
    conn = op.get_bind()
    inspector = sa.inspect(conn)

    if not inspector.has_table('script_versions'):
        op.create_table(
            'script_versions',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('script_id', sa.Integer(), nullable=False),
            sa.Column('version', sa.Integer(), nullable=False),
            sa.Column('body', sa.Text(), nullable=False),
            sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=True),
            sa.ForeignKeyConstraint(['script_id'], ['scripts.id'], ondelete='CASCADE'),
            sa.PrimaryKeyConstraint('id'),
            sa.UniqueConstraint('script_id', 'version', name='uq_script_versions_script_version'),
        )

    columns = [c['name'] for c in inspector.get_columns('scripts')]
    if 'current_version_id' not in columns:
        op.add_column('scripts', sa.Column('current_version_id', sa.Integer(), nullable=True))

    indexes = [i['name'] for i in inspector.get_indexes('scripts')]
    if 'idx_scripts_category' not in indexes:
        op.create_index('idx_scripts_category', 'scripts', ['category'])
    print('script version management is in place')


def downgrade():
    inspector = sa.inspect(op.get_bind())
    indexes = [i['name'] for i in inspector.get_indexes('scripts')]
    if 'idx_scripts_category' in indexes:
        op.drop_index('idx_scripts_category', table_name='scripts')
    op.drop_column('scripts', 'current_version_id')
    op.drop_table('script_versions')
