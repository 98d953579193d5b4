# --- {}
sa.Enum('a', 'b', name='e').create(op.get_bind())
sa.Enum('a', 'b', name='e').create(op.get_bind(), checkfirst=False)
sa.Enum('a', 'b', name='e').drop(op.get_bind(), checkfirst=False)
postgresql.ENUM('a', 'b', name='e').create(op.get_bind(), checkfirst=False)
postgresql.ENUM('a', 'b', name='e').drop(op.get_bind(), checkfirst=False)
sa.Enum('a', name='e', schema='s').create(op.get_bind(), False)
sa.Enum(name='e').drop(op.get_bind(), checkfirst=False)
sa.Enum('a', name='e', native_enum=False).create(op.get_bind(), checkfirst=False)
op.execute("CREATE TYPE e AS ENUM ('a', 'b')")
op.execute("ALTER TYPE e ADD VALUE 'c'")
op.execute("ALTER TYPE e ADD VALUE IF NOT EXISTS 'it''s' AFTER 'a'")
op.execute('DROP TYPE IF EXISTS e')
op.execute('ALTER TYPE e RENAME TO f')
op.execute('ALTER TABLE t ALTER COLUMN a TYPE e USING a::text::e')
# ---
e = sa.Enum('a', 'b', name='e')
op.create_table('t', sa.Column('x', e), sa.Column('y', e))
op.create_table('u', sa.Column('x', sa.Enum('a', 'b', name='e')))
# ---
e = postgresql.ENUM('a', 'b', name='e', create_type=False)
op.create_table('t', sa.Column('x', e, nullable=False, server_default='a'))
# ---
op.create_table('t', sa.Column('x', sa.Enum('a', name='one')), sa.Column('y', sa.Enum('b', name='two')))
op.add_column('t', sa.Column('z', sa.Enum('c', name='three')))
op.drop_table('t')
# ---
op.alter_column('t', 'a', type_=sa.Enum('a', 'b', name='e'), existing_type=sa.VARCHAR(), postgresql_using='a::e', existing_nullable=False)
# ---
op.create_table('t', sa.Column('x', sa.ARRAY(sa.Enum('a', name='e'))))
# ---
op.create_table('t', sa.Column('x', sa.Enum('a', name='e')), schema='s')
# ---
op.create_table('t', sa.Column('x', sa.Enum('a', name='e', inherit_schema=True)), schema='s')
