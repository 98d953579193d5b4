"""新增公告表

Revision ID: b7d41c0f9e22
Revises: 001_scripts
Create Date: 2024-06-17 10:00:00

"""
from alembic import op
import sqlalchemy as sa


# 版本标识
revision = 'b7d41c0f9e22'
down_revision = '001_scripts'
branch_labels = None
depends_on = None

默认级别 = '普通'


def upgrade():
    # 有些服务器启动时已经由 create_all() 建了表，跳过即可
    conn = op.get_bind()
    inspector = sa.inspect(conn)
    tables = inspector.get_table_names()
    if 'announcements' not in tables:
        op.create_table(
            'announcements',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('title', sa.String(length=200), nullable=False, comment='标题'),
            sa.Column('body', sa.Text(), nullable=False, comment='正文：支持“引号”与 100% 的符号'),
            sa.Column('level', sa.String(length=10), server_default=默认级别, nullable=False),
            sa.Column('备注', sa.String(length=200), server_default='无', nullable=True),
            sa.Column('published', sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column('created_at', sa.DateTime(), server_default=sa.func.now(), nullable=False),
            sa.PrimaryKeyConstraint('id'),
            comment='公告',
        )
        op.create_index('idx_announcements_level', 'announcements', ['level', 'published'])
    if '系统设置' not in tables:
        op.create_table(
            '系统设置',
            sa.Column('键', sa.String(length=100), nullable=False),
            sa.Column('值', sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
            sa.Column('更新时间', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
            sa.PrimaryKeyConstraint('键'),
        )
        op.execute(
            "INSERT INTO \"系统设置\" (\"键\", \"值\", \"更新时间\") "
            "VALUES ('站点名称', '\"管理后台\"', '2024-06-17 10:00:00')"
        )


def downgrade():
    op.drop_table('系统设置')
    inspector = sa.inspect(op.get_bind())
    if 'idx_announcements_level' in [i['name'] for i in inspector.get_indexes('announcements')]:
        op.drop_index('idx_announcements_level', table_name='announcements')
    op.drop_table('announcements')
