# --- op.create_table({})
't'
't', sa.Column('a', sa.Integer), if_not_exists=True
't', sa.Column('a', sa.Integer), if_not_exists=False
't', sa.Column('a', sa.Integer), schema='s', if_not_exists=True
't', sa.Column('a', sa.Integer), prefixes=['TEMPORARY']
't', sa.Column('a', sa.Integer), prefixes=['GLOBAL', 'TEMPORARY']
't', sa.Column('a', sa.Integer), prefixes=['UNLOGGED'], if_not_exists=True
't', sa.Column('a', sa.Integer), comment='hello'
't', sa.Column('a', sa.Integer, comment='col'), comment="it's 100% \\ 中文", schema='s'
't', sa.Column('a', sa.Integer), comment=''
't', sa.Column('a', sa.Integer), comment=None
't', sa.Column('a', sa.Integer), info={'a': 1}
't', sa.Column('a', sa.Integer), implicit_returning=False
't', sa.Column('a', sa.Integer), quote=True
'T', sa.Column('a', sa.Integer), quote=False
't', sa.Column('a', sa.Integer), quote_schema=True, schema='s'
't', sa.Column('a', sa.Integer), extend_existing=True
't', sa.Column('a', sa.Integer), keep_existing=True
't', sa.Column('a', sa.Integer), listeners=[]
't', sa.Column('a', sa.Integer), nonsense=1
't', sa.Column('a', sa.Integer), mysql_engine='InnoDB'
't', sa.Column('a', sa.Integer), mysql_engine='InnoDB', mysql_charset='utf8mb4'
't', sa.Column('a', sa.Integer), mysql_DEFAULT_CHARSET='utf8mb4', mysql_COLLATE='utf8mb4_bin'
't', sa.Column('a', sa.Integer), mysql_auto_increment='100', mysql_comment='x'
't', sa.Column('a', sa.Integer), mysql_row_format='COMPRESSED', mysql_key_block_size=8
't', sa.Column('a', sa.Integer), mysql_partition_by='KEY(a)', mysql_partitions='5'
't', sa.Column('a', sa.Integer), mysql_partition_by='RANGE(a)', mysql_subpartition_by='HASH(a)', mysql_subpartitions='2'
't', sa.Column('a', sa.Integer), mysql_stats_persistent='1', mysql_min_rows='5', mysql_pack_keys='1'
't', sa.Column('a', sa.Integer), mysql_union='(a, b)', mysql_insert_method='LAST', mysql_engine='MERGE'
't', sa.Column('a', sa.Integer), mysql_data_directory='/tmp', mysql_index_directory='/x'
't', sa.Column('a', sa.Integer), mysql_encryption='Y', mysql_compression='zlib'
't', sa.Column('a', sa.Integer), mysql_with_system_versioning=True
't', sa.Column('a', sa.Integer), mariadb_engine='InnoDB'
't', sa.Column('id', sa.Integer, primary_key=True), sqlite_autoincrement=True
't', sa.Column('id', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, sa.ForeignKey('t.id')), sqlite_autoincrement=True
't', sa.Column('id', sa.BigInteger, primary_key=True), sqlite_autoincrement=True
't', sa.Column('id', sa.Integer), sa.PrimaryKeyConstraint('id', name='pk'), sqlite_autoincrement=True
't', sa.Column('id', sa.Integer), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('id', 'b'), sqlite_autoincrement=True
't', sa.Column('id', sa.Integer, primary_key=True, autoincrement=False), sqlite_autoincrement=True
't', sa.Column('id', sa.Integer, primary_key=True), sqlite_with_rowid=False
't', sa.Column('id', sa.Integer, primary_key=True), sqlite_with_rowid=True
't', sa.Column('id', sa.Integer, primary_key=True), sqlite_strict=True
't', sa.Column('id', sa.Integer, primary_key=True), sqlite_strict=True, sqlite_with_rowid=False
't', sa.Column('id', sa.Integer), sqlite_nonsense=True
't', sa.Column('id', sa.Integer), postgresql_partition_by='RANGE (id)'
't', sa.Column('id', sa.Integer), postgresql_partition_by='LIST (lower(name))', postgresql_tablespace='space'
't', sa.Column('id', sa.Integer), postgresql_with={'fillfactor': 70}
't', sa.Column('id', sa.Integer), postgresql_with={'fillfactor': 70, 'autovacuum_enabled': False, 'toast_tuple_target': '128'}
't', sa.Column('id', sa.Integer), postgresql_with_oids=True
't', sa.Column('id', sa.Integer), postgresql_with_oids=False
't', sa.Column('id', sa.Integer), postgresql_on_commit='PRESERVE ROWS', prefixes=['TEMPORARY']
't', sa.Column('id', sa.Integer), postgresql_on_commit='drop'
't', sa.Column('id', sa.Integer), postgresql_inherits='parent'
't', sa.Column('id', sa.Integer), postgresql_inherits=('p1', 'p2')
't', sa.Column('id', sa.Integer), postgresql_using='heap'
't', sa.Column('id', sa.Integer), postgresql_tablespace='My Space'
't', sa.Column('id', sa.Integer), postgresql_inherits='p', postgresql_partition_by='RANGE (id)', postgresql_using='heap', postgresql_with={'fillfactor': 10}, postgresql_on_commit='DROP', postgresql_tablespace='x'
't', sa.Column('id', sa.Integer), postgresql_nonsense=1
't', sa.Column('id', sa.Integer), mssql_clustered=True, oracle_compress=True
't', sa.Column('a', sa.Integer), sa.Column('b', sa.String(5), nullable=False), sa.PrimaryKeyConstraint('a', 'b', name='pk')
't', sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint('a')
't', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('b', 'a')
't', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, primary_key=True)
't', sa.Column('a', sa.Integer, primary_key=True), sa.PrimaryKeyConstraint('a', name='pk')
't', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('b', name='pk')
't', sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint()
't', sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint('a', deferrable=True, initially='DEFERRED')
't', sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint('a', postgresql_include=['b'])
't', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('a', postgresql_include=['b'])
't', sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint('a', sqlite_on_conflict='FAIL')
't', sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint('a', mssql_clustered=True)
't', sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint('b')
't', sa.Column('a', sa.Integer), sa.UniqueConstraint('a')
't', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', name='uq')
't', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', name='uq', deferrable=True, initially='IMMEDIATE')
't', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', name='uq', postgresql_nulls_not_distinct=True)
't', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', name='uq', postgresql_nulls_not_distinct=False)
't', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.UniqueConstraint('a', name='uq', postgresql_include=['b'])
't', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', sqlite_on_conflict='REPLACE')
't', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', comment='x', info={})
't', sa.Column('a', sa.Integer), sa.UniqueConstraint()
't', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0')
't', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0', name='ck')
't', sa.Column('a', sa.Integer), sa.CheckConstraint("a LIKE '%x' AND b = ':y'", name='ck')
't', sa.Column('a', sa.Integer), sa.CheckConstraint(sa.text('a > 0'), name='ck')
't', sa.Column('a', sa.Integer), sa.CheckConstraint(sa.column('a') > 5, name='ck')
't', sa.Column('a', sa.Integer), sa.CheckConstraint(sa.column('a').in_([1, 2]), name='ck')
't', sa.Column('a', sa.Integer), sa.CheckConstraint(sqltext='a > 0', name='ck')
't', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0', name='ck', sqlite_on_conflict='FAIL')
't', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0', name='ck', postgresql_not_valid=True)
't', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0', name='ck', deferrable=False)
't', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 0', name='ck', info={'x': 1}, comment='c')
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'])
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(('a',), ('s.u.id',), name='fk')
't', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.ForeignKeyConstraint(['a', 'b'], ['u.x', 'u.y'], name='fk', ondelete='CASCADE', onupdate='CASCADE')
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], deferrable=True, initially='DEFERRED')
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], match='SIMPLE')
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], use_alter=True)
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], use_alter=True, name='fk')
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], link_to_name=True)
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(columns=['a'], refcolumns=['u.id'])
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], ondelete='SET NULL (a)')
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], postgresql_not_valid=True)
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], ondelete="x'; drop")
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id', 'u.x'])
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['x'], ['u.id'])
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint([], [])
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['t.a'])
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['My Table.My Col'])
't', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['Sch.ema.u.id'])
't', sa.Column('a', sa.Integer), sa.Index('ix', 'a')
't', sa.Column('a', sa.Integer), sa.Index('ix', 'a', unique=True), schema='s'
't', sa.Column('a', sa.Integer), sa.Index(None, 'a')
't', sa.Column('a', sa.Integer), sa.Index('ix', sa.text('lower(a)'))
't', sa.Column('a', sa.Integer), sa.Index('ix', sa.func.lower(sa.column('a')), postgresql_using='gin')
't', sa.Column('a', sa.Integer), sa.Index('i1', 'a'), sa.UniqueConstraint('a', name='uq'), sa.CheckConstraint('a > 1', name='ck'), sa.ForeignKeyConstraint(['a'], ['u.id'], name='fk'), sa.PrimaryKeyConstraint('a', name='pk')
't', sa.Column('a', sa.Integer), sa.CheckConstraint('a > 1', name='c1'), sa.UniqueConstraint('a', name='u1'), sa.CheckConstraint('a > 2', name='c2'), sa.UniqueConstraint('a', name='u2')
't', sa.Column('a', sa.Integer, sa.ForeignKey('u.id')), sa.Column('b', sa.Integer, sa.ForeignKey('u.id'), unique=True), sa.UniqueConstraint('b', 'a')
't', sa.Column('a', postgresql.INT4RANGE), postgresql.ExcludeConstraint(('a', '&&'))
't', sa.Column('a', postgresql.INT4RANGE), postgresql.ExcludeConstraint(('a', '&&'), name='ex', using='gist', where='a IS NOT NULL')
't', sa.Column('a', sa.Integer), postgresql.ExcludeConstraint((sa.column('a'), '='), (sa.text('b'), '&&'), name='ex', deferrable=True, initially='DEFERRED', ops={'a': 'x_ops'})
# differs sqlite, postgres, mysql: Alembic drops the list and makes a table without columns; bridge refuses it
't', [sa.Column('a', sa.Integer)]
't', *[sa.Column(n, sa.Integer) for n in 'abc']
't', sa.Column('a', sa.Integer), *(), **{'mysql_engine': 'InnoDB'}
't', None
# differs sqlite, postgres, mysql: Alembic drops the string and makes a table without columns; bridge refuses it
't', 'a'
't', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer, primary_key=True), sa.Column('c', sa.String(5), primary_key=True)
't', sa.Column('a', sa.Integer), schema=None
't', sa.Column('a', sa.Integer), schema=''
table_name='t'
# --- op.{}
drop_table('t')
drop_table('t', schema='s')
drop_table('t', if_exists=True)
drop_table('t', if_exists=False)
drop_table('t', 's')
drop_table('Order', schema='My S', if_exists=True)
drop_table(table_name='t', mysql_engine='x', comment='c', prefixes=['x'])
drop_table('t', info={})
drop_table('t', nonsense=1)
# ---
# differs postgres: SQLAlchemy fetches the new key with RETURNING, and nobody reads it
t = op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(50)), sa.Column('at', sa.DateTime))
op.bulk_insert(t, [{'id': 1, 'name': 'x'}, {'id': 2, 'name': 'y'}])
op.execute(t.update().values(name='z').where(t.c.id == 1))
op.execute(t.insert().values(name='中'))
op.execute(sa.select(t.c.id, t.c.name).where(t.c.name == 'x'))
# ---
meta = sa.MetaData(schema='s')
t = sa.Table('t', meta, sa.Column('id', sa.Integer, primary_key=True))
op.execute(t.insert().values(id=1))
op.execute(sa.schema.CreateTable(t))
# ---
meta = sa.MetaData()
t = sa.Table('t', meta, sa.Column('id', sa.Integer, primary_key=True), sa.Index('ix', 'id'))
op.execute(sa.schema.DropTable(t))
# ---
op.execute(sa.schema.CreateSchema('s'))
op.execute(sa.schema.CreateSchema('s', if_not_exists=True))
op.execute(sa.schema.DropSchema('s', cascade=True))
op.execute(sa.schema.DropSchema('My S', if_exists=True))
# --- op.execute({})
sa.schema.CreateSequence(sa.Sequence('s'))
sa.schema.CreateSequence(sa.Sequence('s', start=1, increment=2, minvalue=3, maxvalue=4, cycle=True, cache=5))
sa.schema.CreateSequence(sa.Sequence('s', schema='x', data_type=sa.BigInteger))
sa.schema.CreateSequence(sa.Sequence('My Seq', nominvalue=True, nomaxvalue=True, order=True))
sa.schema.CreateSequence(sa.Sequence('s'), if_not_exists=True)
sa.schema.DropSequence(sa.Sequence('s', schema='x'))
sa.schema.DropSequence(sa.Sequence('s'), if_exists=True)
sa.DDL("CREATE VIEW v AS SELECT '100%%'")
sa.DDL('DROP VIEW v')
sa.schema.DDL('SELECT 1')
# ---
# differs sqlite, postgres, mysql: offline SQL has NULL for defaults of Python; connected they are values, and so they are here
t = op.create_table('t', sa.Column('id', sa.Integer, primary_key=True, default=7), sa.Column('name', sa.String(50), default='d'))
op.execute(t.insert().values(name='x'))
op.bulk_insert(t, [{'name': 'x'}, {'id': 2}])
# ---
meta = sa.MetaData()
op.create_table('t', meta, sa.Column('a', sa.Integer))
# ---
meta = sa.MetaData()
meta.bind = op.get_bind()
t = sa.Table('t', meta, sa.Column('a', sa.Integer))
op.execute(t.insert().values(a=1))
# --- op.create_table("t", {})
sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("a"), sa.ForeignKeyConstraint(["a"], ["u.id"], use_alter=True)
sa.Column("a", sa.SmallInteger, sa.ForeignKey("u.id", use_alter=True, name="fk"), primary_key=True)
# --- op.drop_table({})
't', postgresql_x=1
't', mysql_engine='InnoDB', if_exists=True
't', sqlite_y=1, schema='s'
't', oracle_z=1
