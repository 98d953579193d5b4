"""Tags for scripts

Revision ID: 002_tags
Revises: 001_scripts
Create Date: 2024-04-02 10:44:11.002317

"""
from alembic import op
import sqlalchemy as sa


revision = '002_tags'
down_revision = '001_scripts'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'tags',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False, unique=True),
        sa.Column('color', sa.String(7), nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_table(
        'script_tags',
        sa.Column('script_id', sa.Integer(), nullable=False),
        sa.Column('tag_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.SmallInteger(), server_default='0', nullable=False),
        sa.ForeignKeyConstraint(['script_id'], ['scripts.id'], name='fk_script_tags_script', ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['tag_id'], ['tags.id'], name='fk_script_tags_tag', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('script_id', 'tag_id', name='pk_script_tags'),
    )
    op.create_index('idx_script_tags_tag', 'script_tags', ['tag_id'])
    op.create_index('idx_script_tags_position', 'script_tags', ['script_id', 'position'], unique=False)


def downgrade():
    for index, table in [
        ('idx_script_tags_position', 'script_tags'),
        ('idx_script_tags_tag', 'script_tags'),
    ]:
        op.drop_index(index, table_name=table)
    for table in ('script_tags', 'tags'):
        op.drop_table(table)
