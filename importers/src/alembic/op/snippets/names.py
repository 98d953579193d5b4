# --- op.create_table('t', sa.Column({}, sa.Integer))
'order'
'user'
'select'
'Table'
'camelCase'
'with space'
'a-b'
'a.b'
'1a'
'$a'
'a$b'
'_a'
'中文'
'é'
'a"b'
'a`b'
"a'b"
'a%b'
'a:b'
'a\\b'
'groups'
'rank'
'system'
'window'
'key'
'index'
'value'
'values'
'name'
'type'
'date'
'time'
'timestamp'
'interval'
'array'
'json'
'lateral'
'column'
'check'
'default'
'primary'
'references'
'limit'
'offset'
'end'
'start'
'binary'
'text'
'position'
'condition'
'desc'
'explain'
'function'
'grouping'
'match'
'partition'
'range'
'row'
'rows'
'signal'
'sql'
'trigger'
'usage'
'when'
'xor'
'analyze'
'concurrently'
'ilike'
'isnull'
'placing'
'returning'
'symmetric'
'verbose'
'autoincrement'
'glob'
'pragma'
'vacuum'
'virtual'
'temp'
sa.sql.quoted_name('plain', True)
sa.sql.quoted_name('Mixed', False)
# --- op.{}
create_table('order', sa.Column('a', sa.Integer), schema='group')
create_table('T', sa.Column('a', sa.Integer, sa.ForeignKey('User.Id')), schema='My')
create_table('a.b', sa.Column('a', sa.Integer))
create_table('t', sa.Column('a', sa.Integer), schema='a.b')
drop_table('Order', schema='select')
rename_table('Order', 'User', schema='Group')
add_column('Order', sa.Column('Select', sa.Integer, unique=True), schema='My.Db')
drop_column('Order', 'Select', schema='My.Db')
alter_column('Order', 'Select', nullable=False, existing_type=sa.Integer, schema='My.Db')
create_index('Ix', 'Order', ['Select', 'b'], schema='My.Db')
create_unique_constraint('Uq', 'Order', ['Select'], schema='My.Db')
create_foreign_key('Fk', 'Order', 'User', ['Select'], ['Id'], source_schema='A.b', referent_schema='C.d')
create_table_comment('Order', 'x', schema='My.Db')
create_index('x' * 63, 't', ['a'])
create_index('x' * 64, 't', ['a'])
create_unique_constraint('x' * 64, 't', ['a'])
create_foreign_key('x' * 65, 't', 'u', ['a'], ['id'])
create_table('x' * 70, sa.Column('y' * 70, sa.Integer))
create_table('x' * 50, sa.Column('y' * 30, sa.Integer, index=True))
add_column('x' * 50, sa.Column('y' * 30, sa.Integer, index=True))

# ---
f = op.f("ix_users_name")
op.execute("SELECT '%s %s %s %s'" % (f[:8], f[-4:], f[3], len(f)))
op.execute("SELECT '%s %s'" % ("users" in f, "b" in f))
op.execute("SELECT '%s'" % "-".join(f))
op.execute("SELECT '%s'" % " ".join(str(n) for n in sorted([f, op.f("a"), "b", op.f("z")])))
op.execute("SELECT '%s %s'" % (f < "j", "j" < f))
op.create_index(f[:8], "users", ["name"])
# ---
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), schema="s")
sa.Table("u", m, sa.Column("a", sa.Integer))
op.execute("SELECT '%s %s %s %s'" % ("t" in m, "s.t" in m, "u" in m, t in m))
# ---
import enum
class T(enum.StrEnum):
    A = "Aa"
class U(str, enum.Enum):
    A = "Aa"
    def __str__(self):
        return self.value
for name in (T.A, U.A, U.A.value):
    op.create_table(name, sa.Column(name, sa.Integer), schema=name)
    op.drop_index(op.f(name), name)
