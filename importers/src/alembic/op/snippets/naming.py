# convention: {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"}
# --- op.{}
create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, sa.ForeignKey('u.id'), unique=True), sa.Column('c', sa.Integer, index=True))
create_table('t', sa.Column('a', sa.Integer), sa.UniqueConstraint('a'), schema='s')
create_table('t', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', name='own'))
create_table('t', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', name=op.f('own')))
create_table('t', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0', name='positive'))
create_table('t', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0', name=op.f('positive')))
create_table('t', sa.Column('a', sa.Boolean(create_constraint=True, name='flag')))
create_table('t', sa.Column('a', sa.Enum('x', name='e', native_enum=False, create_constraint=True)))
create_table('t', sa.Column('a', sa.Integer), sa.Index(None, 'a'))
create_table('x' * 60, sa.Column('abcdefghij', sa.Integer, unique=True, index=True))
create_table('x' * 60, sa.Column('abcdefghij', sa.Integer, unique=True))
create_table('x' * 60, sa.Column('abcdefghij', sa.Integer, sa.ForeignKey('u.id')))
create_unique_constraint(None, 't', ['a'])
create_unique_constraint('own', 't', ['a'])
create_foreign_key(None, 't', 'u', ['a'], ['id'], source_schema='s')
create_primary_key(None, 't', ['a'])
create_check_constraint('positive', 't', 'a > 0')
create_check_constraint(op.f('positive'), 't', 'a > 0')
create_index(None, 't', ['a', 'b'])
create_index(None, 't', ['a'], schema='s')
drop_constraint('positive', 't', type_='check')
drop_constraint(op.f('ck_t_positive'), 't', type_='check')
drop_constraint('uq_t_a', 't', type_='unique')
add_column('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id')))
add_column('t', sa.Column('a', sa.Integer, unique=True))
add_column('t', sa.Column('a', sa.Integer, index=True))
# ---
# convention: {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_key)s", "ck": "ck_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0N_name)s_%(referred_table_name)s_%(referred_column_0_name)s", "pk": "pk_%(table_name)s_%(column_0N_label)s"}
# --- op.{}
create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, primary_key=True), sa.UniqueConstraint('a', 'b'))
create_unique_constraint(None, 't', ['a', 'b', 'c'])
create_index(None, 't', ['a', 'b'])
create_index(None, 't', [sa.text('lower(a)'), 'b'])
create_foreign_key(None, 't', 'u', ['a', 'b'], ['x', 'y'])
create_primary_key(None, 't', ['a', 'b'])
create_check_constraint(None, 't', sa.column('a') > 5)
create_unique_constraint(None, 't', ['a' * 30, 'b' * 30])
# ---
# convention: {"ck": "ck_%(table_name)s_%(constraint_name)s"}
# --- op.{}
add_column('t', sa.Column('a', sa.Boolean(create_constraint=True)))
add_column('t', sa.Column('a', sa.Boolean(create_constraint=True, name='own')))
alter_column('t', 'a', existing_type=sa.Boolean(create_constraint=True), nullable=False)
alter_column('t', 'a', existing_type=sa.Boolean(create_constraint=True), type_=sa.Integer())
alter_column('t', 'a', existing_type=sa.Integer(), type_=sa.Boolean(create_constraint=True))
alter_column('t', 'a', existing_type=sa.Boolean(create_constraint=True, name='own'), type_=sa.Integer())
# ---
# convention: {"uq": "uq_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"}
# ---
t = op.create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, unique=True), sa.CheckConstraint('a > 0', name='pos'))
op.execute(sa.schema.CreateTable(t))
with op.batch_alter_table('t', recreate='never') as b:
    b.drop_constraint('uq_t_b', type_='unique')
