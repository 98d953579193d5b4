# --- op.alter_column('t', 'a', {})
nullable=True
nullable=False
nullable=None
existing_type=sa.Integer(), nullable=True
existing_type=sa.Integer(), nullable=False
existing_type=sa.Integer(), nullable=False, existing_nullable=True
existing_type=sa.String(50), nullable=False, existing_server_default='x'
existing_type=sa.String(50), nullable=False, existing_server_default=sa.text("'x'::character varying")
existing_type=sa.String(50), nullable=False, existing_comment='c'
existing_type=sa.Integer(), nullable=False, autoincrement=True
existing_type=sa.Integer(), nullable=False, existing_autoincrement=True
existing_type=sa.Integer(), autoincrement=False
existing_type=sa.Integer(), existing_autoincrement=False, nullable=False
type_=sa.BigInteger()
type_=sa.Text
existing_type=sa.Integer(), type_=sa.BigInteger()
existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False
existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=True, existing_server_default='5'
existing_type=sa.VARCHAR(length=50), type_=sa.String(length=100), existing_nullable=False, schema='s'
existing_type=sa.String(50), type_=sa.Integer(), postgresql_using='a::integer'
existing_type=sa.String(50), type_=sa.Integer(), postgresql_using="nullif(a, '')::int"
# differs postgres: Alembic takes a string only; bridge takes sa.text(...), too
existing_type=sa.String(50), type_=sa.Integer(), postgresql_using=sa.text('a::integer')
type_=sa.Text(collation='C')
type_=sa.JSON(), existing_type=sa.Text(), postgresql_using='a::json'
type_=postgresql.JSONB(), existing_type=postgresql.JSON()
type_=postgresql.ARRAY(sa.Text), existing_type=sa.Text
type_=sa.Enum('a', 'b', name='e'), existing_type=sa.String(5)
type_=sa.Enum('a', 'b', name='e'), existing_type=sa.String(5), postgresql_using='a::e'
type_=sa.String(5), existing_type=sa.Enum('a', 'b', name='e')
type_=sa.Enum('a', 'b', native_enum=False, create_constraint=True, name='n'), existing_type=sa.Enum('a', native_enum=False, create_constraint=True, name='o')
type_=sa.Boolean(), existing_type=sa.Integer()
type_=sa.Boolean(create_constraint=True), existing_type=sa.Integer()
type_=sa.Boolean(create_constraint=True, name='b'), existing_type=sa.Integer(), schema='s'
type_=sa.Integer(), existing_type=sa.Boolean()
type_=sa.Integer(), existing_type=sa.Boolean(create_constraint=True)
type_=sa.Integer(), existing_type=sa.Boolean(create_constraint=True, name='b')
type_=sa.Boolean(create_constraint=True, name='b'), existing_type=sa.Boolean(create_constraint=True, name='b')
type_=sa.DateTime(timezone=True), existing_type=sa.DateTime(), existing_nullable=True
type_=sa.Numeric(12, 2), existing_type=sa.Numeric(10, 2)
type_=sa.LargeBinary(), existing_type=sa.Text()
type_=mysql.LONGTEXT(), existing_type=sa.Text()
type_=mysql.INTEGER(unsigned=True), existing_type=sa.Integer(), nullable=False
type_=sa.Text().with_variant(mysql.LONGTEXT(), 'mysql')
type_=sa.String(), existing_type=sa.Text()
type_=sa.UUID(), existing_type=sa.String(36), postgresql_using='a::uuid'
server_default='x'
server_default=None
server_default=False
server_default=''
server_default=sa.text('now()')
server_default=sa.text("'x'"), existing_type=sa.String(5)
server_default=sa.func.now(), existing_type=sa.DateTime()
server_default=sa.true(), existing_type=sa.Boolean()
server_default=sa.false(), existing_type=sa.Boolean(), existing_nullable=False
server_default='5', existing_type=sa.Integer(), existing_nullable=False, existing_server_default=None
server_default=None, existing_type=sa.Integer(), existing_nullable=False, existing_server_default='5'
server_default=None, existing_server_default=sa.text('5')
server_default=sa.text('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP'), existing_type=mysql.TIMESTAMP()
server_default=sa.text("'{}'::jsonb"), existing_type=postgresql.JSONB()
server_default=sa.literal('x')
server_default=sa.null()
server_default=5
server_default=True
server_default=sa.Identity()
server_default=sa.Identity(always=True, start=5)
server_default=sa.Identity(), existing_server_default=None
server_default=sa.Identity(), existing_server_default=False
server_default=sa.Identity(always=True), existing_server_default=sa.Identity()
server_default=sa.Identity(start=9, increment=2), existing_server_default=sa.Identity(always=True, start=5)
server_default=sa.Identity(cycle=True, cache=5, minvalue=2, maxvalue=9), existing_server_default=sa.Identity()
server_default=sa.Identity(), existing_server_default=sa.Identity(start=5)
server_default=sa.Identity(), existing_server_default='5'
server_default=None, existing_server_default=sa.Identity()
server_default='5', existing_server_default=sa.Identity()
server_default=sa.Identity(), existing_type=sa.Integer(), nullable=False
server_default=sa.Computed('b')
server_default=sa.Computed('b'), existing_server_default=sa.Computed('c')
server_default=None, existing_server_default=sa.Computed('b')
server_default='x', existing_server_default=sa.Computed('b')
server_default=sa.Computed('b'), existing_type=sa.Integer()
server_default=sa.FetchedValue()
server_default=sa.Sequence('s').next_value()
new_column_name='b'
new_column_name='order'
new_column_name='My Col'
new_column_name='b', existing_type=sa.Integer()
new_column_name='b', existing_type=sa.String(5), existing_nullable=False, existing_server_default='x', existing_comment='c'
new_column_name='b', existing_type=sa.Integer(), type_=sa.BigInteger(), nullable=False, server_default='5'
new_column_name='b', schema='s'
new_column_name='a'
new_column_name=None
name='b'
comment='hello'
comment="it's 100% \\ :x 中文"
comment=''
comment=None
comment=False
comment='c', existing_type=sa.Integer()
comment='c', existing_type=sa.Integer(), existing_comment='d', existing_nullable=False
comment=None, existing_type=sa.Integer(), existing_comment='d'
comment='c', schema='s', existing_type=sa.String(5)
comment='c', new_column_name='b', existing_type=sa.Integer()
comment='c', type_=sa.Text(), nullable=True, server_default='x', existing_type=sa.String(5)
nullable=False, server_default='x', type_=sa.Text(), new_column_name='b', comment='c', existing_type=sa.String(5), schema='s'
nullable=False, server_default=None, existing_type=sa.Integer
nullable=True, existing_type=mysql.TINYINT(1)
nullable=True, existing_type=sa.TIMESTAMP()
nullable=False, existing_type=mysql.TIMESTAMP(fsp=3), existing_server_default=sa.text('CURRENT_TIMESTAMP')
nullable=False, existing_type=sa.Enum('a', 'b', name='e')
nullable=False, existing_type=sa.Boolean(create_constraint=True, name='b')
nullable=False, existing_type=postgresql.JSONB()
nullable=False, existing_type=sa.String()
existing_type=sa.Integer()
existing_type=sa.Integer(), existing_nullable=True
autoincrement=True
autoincrement=True, existing_type=sa.Integer()
autoincrement=True, existing_type=sa.Integer(), existing_nullable=False
insert_before='x', nullable=False
postgresql_using='x'
postgresql_nonsense=1, nullable=True
mysql_nonsense=1, nullable=True
sqlite_nonsense=1, nullable=True
nonsense=1, nullable=True
type_=sa.Integer(), existing_type=sa.Integer(), postgresql_using='a::int', nullable=False, server_default='0', existing_server_default='1', existing_nullable=True
type_=5
# --- op.{}
alter_column(table_name='t', column_name='order', nullable=False, existing_type=sa.Integer)
alter_column('Order', 'Group', nullable=False, existing_type=sa.Integer, schema='Select')
alter_column('t', 'a', 'b')
rename_table('a', 'b')
rename_table('a', 'b', schema='s')
rename_table('Order', 'group')
rename_table('a', 'b', 's')
rename_table(old_table_name='a', new_table_name='select')
create_table_comment('t', 'hello')
create_table_comment('t', 'hello', existing_comment='x', schema='s')
create_table_comment('t', "it's 100% \\ :x 中文")
create_table_comment('t', '')
create_table_comment('t', None)
create_table_comment('t', comment='x')
drop_table_comment('t')
drop_table_comment('t', existing_comment='x', schema='s')
drop_table_comment('t', schema='my s')
# ---
op.alter_column('t', sa.Column('x', sa.Boolean(), nullable=False))
# ---
# differs mysql: bridge asks for the column's name first
op.alter_column('t', sa.Column('x', sa.Boolean(), nullable=False), nullable=True)
# ---
with op.batch_alter_table('t', recreate='never') as batch:
    batch.alter_column(sa.Column('x', sa.Boolean(), nullable=False))
# --- {}
op.alter_column("t", "a", existing_type=sa.Integer(), nullable=False, comment="")
op.alter_column("t", "a", existing_type=sa.Integer(), nullable=False, existing_comment="")
op.alter_column("t", "a", existing_type=sa.Interval(), nullable=False)
op.alter_column("t", "a", existing_type=sa.Integer(), server_default=sa.Identity(nominvalue=True, nomaxvalue=True), existing_server_default=sa.Identity())
op.alter_column("t", "a", existing_type=sa.Integer(), server_default=sa.Identity(start=2, nomaxvalue=True), existing_server_default=sa.text("1"))
op.add_column("t", sa.Column("a", sa.Integer, system=True))
op.add_column("t", sa.Column("a", sa.Enum("x", name="e", metadata=sa.MetaData(schema="zz"))))
op.create_table("t", sa.Column("a", sa.Enum("x", name="e", metadata=sa.MetaData(schema="zz"), schema="yy")))
op.create_table("t", sa.Column("a", sa.Enum("x", name="e", metadata=sa.MetaData(schema="zz"))))
op.alter_column("t", "a", existing_type=sa.Integer(), existing_server_default=sa.Identity())

# --- {}
op.alter_column("t", "a", type_=sa.Interval(native=False), postgresql_using="x")
op.alter_column("t", "a", type_=sa.Interval(native=False))
op.alter_column("t", "a", existing_type=sa.Interval(native=False), nullable=False)
op.alter_column("t", "a", existing_type=sa.Interval(native=False), server_default="x")
op.alter_column("t", "a", type_=sa.DOUBLE(53))
op.alter_column("t", "a", type_=sa.DOUBLE_PRECISION(53))
op.alter_column("t", "a", existing_type=sa.Double(53), nullable=False)
op.alter_column("t", "a", type_=sa.Double(53))
op.alter_column("t", "a", type_=sa.Double(53), nullable=False)
# --- op.alter_column('t', 'a', server_default=sa.Identity({}))
cycle=False), existing_server_default=sa.Identity(start=3
cycle=False), existing_server_default=sa.Identity(cycle=True
), existing_server_default=sa.Identity(cycle=True
order=True, nominvalue=True, cycle=False, start=1), existing_server_default=sa.Identity(start=3
# --- op.alter_column('t', 'a', existing_type=sa.Integer(), {})
server_default='x', existing_server_default=sa.Identity()
server_default='x', existing_server_default=sa.Identity(always=True)
server_default=sa.text('5'), existing_server_default=sa.Identity()
server_default=sa.func.now(), existing_server_default=sa.Identity(start=5)
server_default=sa.Identity(), existing_server_default='x'
server_default=sa.Identity(), existing_server_default=sa.text('5')
server_default=sa.Identity(always=True), existing_server_default=sa.text('5')
server_default=sa.Identity(start=5), existing_server_default=sa.func.now()
server_default=sa.Identity(start=5), existing_server_default=sa.DefaultClause('x')
