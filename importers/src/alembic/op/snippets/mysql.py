# convention: {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"}
# ---
op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.Column('name', sa.String(255), nullable=False, comment="it's"), sa.Column('flag', sa.Boolean(), server_default=sa.text('0')), sa.PrimaryKeyConstraint('id'), mysql_engine='InnoDB', mysql_charset='utf8mb4', mysql_collate='utf8mb4_bin', comment='a \\ b')
# ---
op.create_table('t', sa.Column('a', sa.Integer), mysql_collate='utf8_bin', mysql_engine='InnoDB', mysql_default_charset='utf8', mysql_row_format='DYNAMIC', mysql_auto_increment='5', mysql_data_directory='/x', mysql_comment='c')
# ---
op.create_table('t', sa.Column('a', sa.Integer), mysql_partitions='4', mysql_partition_by='HASH(a)', mysql_engine='InnoDB', mysql_collate='utf8_bin')
# ---
op.create_table('t', sa.Column('a', sa.Integer), mysql_subpartitions='4', mysql_subpartition_by='HASH(a)', mysql_partition_by='RANGE(a)', mysql_partitions='2')
# ---
op.create_table('t', sa.Column('a', sa.Integer), mysql_default_character_set='utf8', mysql_tablespace='x', mysql_connection='y', mariadb_engine='Aria', mysql_key_block_size='1024')
# ---
op.create_table('t', sa.Column('a', sa.Integer), mysql_collate='utf8_bin', mysql_engine='InnoDB')
# ---
op.create_table('t', sa.Column('a', sa.Integer), mysql_auto_increment=5)
# ---
op.create_table('t', sa.Column('a', sa.String))
# ---
op.create_table('t', sa.Column('a', sa.Unicode()))
# ---
op.create_table('t', sa.Column('a', sa.NVARCHAR()))
# ---
op.create_table('t', sa.Column('a', sa.NVARCHAR(5)), sa.Column('b', sa.NCHAR(5)), sa.Column('c', sa.NCHAR()), sa.Column('d', sa.CHAR()), sa.Column('e', sa.CLOB()))
# ---
op.create_table('t', sa.Column('a', sa.String(5, collation='utf8_bin')), sa.Column('b', sa.Text(collation='utf8_bin')), sa.Column('c', sa.Text(100)), sa.Column('d', sa.UnicodeText()), sa.Column('e', sa.UnicodeText(7)))
# ---
op.create_table('t', sa.Column('a', sa.LargeBinary()), sa.Column('b', sa.LargeBinary(100)), sa.Column('c', sa.BLOB()), sa.Column('d', sa.BLOB(7)), sa.Column('e', sa.BINARY()), sa.Column('f', sa.BINARY(5)), sa.Column('g', sa.VARBINARY(5)))
# ---
op.create_table('t', sa.Column('a', sa.VARBINARY()))
# ---
op.create_table('t', sa.Column('a', sa.Float()), sa.Column('b', sa.Float(10)), sa.Column('c', sa.Double()), sa.Column('e', sa.REAL()), sa.Column('f', sa.DOUBLE_PRECISION()), sa.Column('g', sa.DOUBLE()), sa.Column('h', sa.FLOAT(5)), sa.Column('i', sa.Float(precision=53, asdecimal=True)))
# ---
op.create_table('t', sa.Column('a', sa.Numeric()), sa.Column('b', sa.Numeric(10)), sa.Column('c', sa.Numeric(10, 2)), sa.Column('d', sa.DECIMAL(10, 2)), sa.Column('e', sa.DECIMAL()), sa.Column('f', sa.Numeric(scale=2)))
# ---
op.create_table('t', sa.Column('a', sa.DateTime()), sa.Column('b', sa.DateTime(timezone=True)), sa.Column('c', sa.TIMESTAMP()), sa.Column('d', sa.TIMESTAMP(timezone=True), nullable=False), sa.Column('e', sa.Time()), sa.Column('f', sa.Date()), sa.Column('g', sa.Interval()), sa.Column('h', sa.DATETIME()))
# ---
op.create_table('t', sa.Column('a', sa.Enum('x', "it's", 'a\\b', '5%', name='e')), sa.Column('b', sa.Enum('x', name='e2', native_enum=False)), sa.Column('c', sa.Enum('x', 'yyy', name='e3', native_enum=False, length=20, create_constraint=True)))
# ---
op.create_table('t', sa.Column('a', postgresql.ENUM('x', 'y', name='e')))
# ---
op.create_table('t', sa.Column('a', mysql.ENUM('x', 'y')), sa.Column('b', mysql.ENUM('x', 'y', charset='utf8', collation='utf8_bin')), sa.Column('c', mysql.ENUM('x', name='n', binary=True)))
# ---
op.create_table('t', sa.Column('a', mysql.SET('x', 'y')), sa.Column('b', mysql.SET('a', "b'", charset='utf8', collation='utf8_bin')))
# ---
op.create_table('t', sa.Column('a', sa.JSON()), sa.Column('b', sa.Uuid()), sa.Column('c', sa.UUID()), sa.Column('d', sa.Uuid(native_uuid=False)), sa.Column('e', mysql.JSON()), sa.Column('f', sa.PickleType()))
# ---
op.create_table('t', sa.Column('a', postgresql.JSONB()))
# ---
op.create_table('t', sa.Column('a', postgresql.UUID()), sa.Column('b', postgresql.TIMESTAMP(precision=3)), sa.Column('c', postgresql.TIME(precision=3)))
# ---
op.create_table('t', sa.Column('a', sa.ARRAY(sa.Integer)))
# ---
op.create_table('t', sa.Column('a', postgresql.INET()))
# ---
op.create_table('t', sa.Column('a', postgresql.BYTEA()))
# ---
op.create_table('t', sa.Column('a', postgresql.INTERVAL()))
# ---
op.create_table('t', sa.Column('a', mysql.TINYINT()), sa.Column('b', mysql.TINYINT(1)), sa.Column('c', mysql.TINYINT(unsigned=True)), sa.Column('d', mysql.INTEGER(11)), sa.Column('e', mysql.INTEGER(unsigned=True, zerofill=True)), sa.Column('f', mysql.BIGINT(20, unsigned=True)), sa.Column('g', mysql.SMALLINT(display_width=5)), sa.Column('h', mysql.MEDIUMINT()), sa.Column('i', mysql.YEAR()), sa.Column('j', mysql.YEAR(4)), sa.Column('k', mysql.BIT()), sa.Column('l', mysql.BIT(8)))
# ---
op.create_table('t', sa.Column('a', mysql.VARCHAR(5, charset='utf8', collation='utf8_bin')), sa.Column('b', mysql.CHAR(5, ascii=True)), sa.Column('c', mysql.TEXT(unicode=True, binary=True)), sa.Column('d', mysql.LONGTEXT()), sa.Column('e', mysql.MEDIUMTEXT(collation='utf8_bin')), sa.Column('f', mysql.TINYTEXT()), sa.Column('g', mysql.TEXT(500)), sa.Column('h', mysql.VARCHAR(5, national=True)))
# ---
op.create_table('t', sa.Column('a', mysql.VARCHAR()))
# ---
op.create_table('t', sa.Column('a', mysql.LONGBLOB()), sa.Column('b', mysql.MEDIUMBLOB()), sa.Column('c', mysql.TINYBLOB()), sa.Column('d', mysql.BLOB()), sa.Column('e', mysql.VARBINARY(5)), sa.Column('f', mysql.BINARY(5)))
# ---
op.create_table('t', sa.Column('a', mysql.NVARCHAR(5)), sa.Column('b', mysql.NCHAR(5, collation='utf8_bin')), sa.Column('c', mysql.NVARCHAR(7, collation='utf8_bin')), sa.Column('d', mysql.NCHAR()))
# ---
op.create_table('t', sa.Column('a', mysql.DECIMAL(10, 2)), sa.Column('b', mysql.NUMERIC(10)), sa.Column('c', mysql.DOUBLE()), sa.Column('d', mysql.DOUBLE(10, 2)), sa.Column('e', mysql.FLOAT()), sa.Column('f', mysql.FLOAT(7, 3)), sa.Column('g', mysql.FLOAT(7)), sa.Column('h', mysql.REAL()), sa.Column('i', mysql.DOUBLE(asdecimal=True, unsigned=True)), sa.Column('j', mysql.DECIMAL(precision=10, unsigned=True)), sa.Column('k', mysql.DECIMAL(scale=2)))
# ---
op.create_table('t', sa.Column('a', mysql.DATETIME()), sa.Column('b', mysql.DATETIME(fsp=6)), sa.Column('c', mysql.TIMESTAMP(fsp=3)), sa.Column('d', mysql.TIME(fsp=3)), sa.Column('e', mysql.TIMESTAMP(), nullable=False), sa.Column('f', mysql.DATE()), sa.Column('g', mysql.TIMESTAMP(), server_default=sa.text('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP')), sa.Column('h', mysql.BOOLEAN()))
# ---
op.create_table('t', sa.Column('a', mysql.DATETIME(fsp=0)))
# ---
op.create_table('t', sa.Column('a', sa.Integer().with_variant(mysql.INTEGER(unsigned=True), 'mysql'), primary_key=True), sa.Column('b', sa.Text().with_variant(mysql.LONGTEXT(), 'mysql', 'mariadb')), sa.Column('c', sa.Text().with_variant(mysql.LONGTEXT(), 'mariadb')), sa.Column('d', sa.DateTime().with_variant(mysql.DATETIME(fsp=6), 'mysql')))
# ---
op.create_table('t', sa.Column('id', mysql.TINYINT(), primary_key=True))
# ---
op.create_table('t', sa.Column('id', mysql.BIGINT(unsigned=True), autoincrement=True, nullable=False), sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint('id', mysql_using='btree'))
# ---
op.create_table('t', sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False), sa.PrimaryKeyConstraint('id'))
# ---
op.create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, primary_key=True))
# ---
op.create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, primary_key=True, autoincrement=True))
# ---
op.create_table('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id'), primary_key=True))
# ---
op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, server_default=sa.text('5')), sa.Column('b', sa.Integer, primary_key=True, default=5))
# ---
op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, default=5))
# ---
op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, autoincrement=True, server_default=sa.text('5')))
# ---
op.create_table('t', sa.Column('a', sa.String(5), primary_key=True, autoincrement=True))
# ---
op.create_table('t', sa.Column('id', sa.Integer, sa.Identity(), primary_key=True), sa.Column('b', sa.Integer, sa.Identity(start=5)))
# ---
op.create_table('t', sa.Column('id', sa.Integer, sa.Sequence('s'), primary_key=True), sa.Column('b', sa.Integer, sa.Computed('id + 1'), nullable=False), sa.Column('c', sa.Integer, sa.Computed('id + 1', persisted=False)), sa.Column('d', sa.Integer, sa.Computed('id + 1', persisted=True), comment='x'))
# ---
op.create_table('t', sa.Column('a', sa.String(9), server_default='it\'s \\ 100%'), sa.Column('b', sa.DateTime, server_default=sa.func.now()), sa.Column('c', sa.DateTime, server_default=sa.func.current_timestamp()), sa.Column('d', sa.Boolean, server_default=sa.false()), sa.Column('e', sa.Boolean, server_default='1'), sa.Column('f', sa.Integer, server_default=sa.text("(1 + 2)")), sa.Column('g', sa.String(36), server_default=sa.text('uuid()')), sa.Column('h', sa.Integer, server_default=''))
# ---
op.create_table('select', sa.Column('Order', sa.Integer), sa.Column('groups', sa.Integer), sa.Column('a`b', sa.Integer), sa.Column('rank', sa.Integer), sa.Column('名前', sa.Integer), sa.Column('system', sa.Integer), sa.Column('1a', sa.Integer), sa.Column('user', sa.Integer), schema='My-Schema')
# ---
op.create_table('t', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['s.u.id'], name='fk', ondelete='SET NULL', onupdate='CASCADE', deferrable=True, initially='DEFERRED'), sa.UniqueConstraint('a', name='uq'), sa.CheckConstraint("a > 0 AND b LIKE '%x\\\\%'", name='ck'))
# ---
op.create_table('t', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], match='FULL'))
# ---
op.create_table('t', sa.Column('a', sa.Integer, comment=''), sa.Index('i', 'a', mysql_length=5), comment='')
# ---
op.add_column('t', sa.Column('a', sa.Integer, nullable=False, server_default='0', comment='x'))
# ---
op.add_column('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id', name='fk'), unique=True, index=True), schema='s')
# ---
op.add_column('t', sa.Column('a', sa.Enum('x', 'y', name='e'), server_default='x', nullable=False))
# ---
op.add_column('t', sa.Column('id', sa.Integer, primary_key=True))
# ---
op.add_column('t', sa.Column('a', sa.Boolean(create_constraint=True, name='b'), server_default=sa.true()))
# ---
op.add_column('t', sa.Column('a', sa.String()))
# ---
op.add_column('t', sa.Column('a', sa.TIMESTAMP()))
# ---
op.drop_column('t', 'select', schema='s')
# ---
op.alter_column('t', 'a', nullable=False)
# ---
op.alter_column('t', 'a', existing_type=sa.String(5), nullable=False)
# ---
op.alter_column('t', 'a', existing_type=sa.String(5), existing_nullable=False, type_=sa.String(10), schema='s')
# ---
op.alter_column('t', 'a', existing_type=sa.String(5), type_=sa.Text(), existing_server_default='x', existing_comment='c', existing_nullable=True)
# ---
op.alter_column('t', 'a', existing_type=sa.String(5), new_column_name='order', existing_server_default=sa.text('5'))
# ---
op.alter_column('t', 'a', new_column_name='b')
# ---
op.alter_column('t', 'a', server_default='x')
# ---
op.alter_column('t', 'a', server_default=None)
# ---
op.alter_column('t', 'a', server_default=sa.text('now()'), existing_type=sa.DateTime())
# ---
op.alter_column('t', 'a', server_default=None, existing_type=sa.DateTime())
# ---
op.alter_column('t', 'a', existing_type=mysql.DATETIME(fsp=6), nullable=True)
# ---
op.alter_column('t', 'a', existing_type=sa.TIMESTAMP(), existing_nullable=False)
# ---
op.alter_column('t', 'a', existing_type=mysql.TIMESTAMP(), server_default=sa.func.now())
# ---
op.alter_column('t', 'a', existing_type=sa.Integer(), autoincrement=True, nullable=False)
# ---
op.alter_column('t', 'a', existing_type=sa.Integer(), existing_autoincrement=True, type_=sa.BigInteger())
# ---
op.alter_column('t', 'a', existing_type=sa.Integer(), autoincrement=False)
# ---
op.alter_column('t', 'a', existing_type=sa.Integer(), comment='a \\ b\'s')
# ---
op.alter_column('t', 'a', existing_type=sa.Integer(), comment=None, existing_comment='x')
# ---
op.alter_column('t', 'a', existing_type=sa.Integer(), type_=sa.Boolean(create_constraint=True, name='b'))
# ---
op.alter_column('t', 'a', existing_type=sa.Enum('a', name='e'), type_=sa.Enum('a', 'b', name='e'), nullable=False, server_default='b')
# ---
op.alter_column('t', 'a', server_default=sa.Computed('a'))
# ---
op.alter_column('t', 'a', server_default=sa.Identity())
# ---
op.alter_column('t', 'a', server_default=sa.Identity(), nullable=True)
# ---
op.alter_column('t', 'a', existing_type=sa.Integer(), mysql_nonsense=True, nullable=True)
# ---
op.alter_column('t', 'a', existing_type=sa.Integer())
# ---
op.alter_column('t', 'a', type_=mysql.VARCHAR(collation='utf8_bin', length=5))
# ---
op.alter_column('t', 'a', type_=sa.String())
# ---
op.create_index('i', 't', ['a', 'b'], mysql_length={'a': 10})
# ---
op.create_index('i', 't', ['a', 'order'], mysql_length=10, unique=True, schema='s')
# ---
op.create_index('i', 't', ['a'], mysql_prefix='FULLTEXT', mysql_with_parser='ngram', mysql_using='btree')
# ---
op.create_index('i', 't', [sa.text('lower(a)'), sa.func.lower(sa.column('a')), sa.column('b').desc(), sa.column('c') + 1, sa.desc('d'), sa.func.lower(sa.column('e')).desc(), -sa.column('f'), sa.cast(sa.column('g'), sa.String(5)), sa.literal_column('h')])
# ---
op.create_index('i', 't', [sa.column('a').collate('utf8_bin')])
# ---
op.create_index('i', 't', ['a'], mysql_where=sa.text('a > 0'))
# ---
op.create_index('i', 't', ['a'], postgresql_where=sa.text('a > 0'), sqlite_where=sa.text('a > 0'), if_not_exists=True)
# ---
op.drop_index('i', 't', if_exists=True)
# ---
op.drop_index('order', table_name='select', schema='s')
# ---
op.drop_index('i', schema='s')
# ---
op.drop_constraint('fk', 't', type_='foreignkey')
# ---
op.drop_constraint('uq', 't', type_='unique', schema='s')
# ---
op.drop_constraint('pk', 't', type_='primary')
# ---
op.drop_constraint(None, 't', type_='primary')
# ---
op.drop_constraint('ck', 't', type_='check')
# ---
op.drop_constraint('Some', 't')
# ---
op.create_unique_constraint('uq', 't', ['a', 'order'])
# ---
op.create_foreign_key('fk', 't', 'u', ['a'], ['b'], source_schema='s', referent_schema='r', ondelete='CASCADE')
# ---
op.create_foreign_key('fk', 't', 'u', ['a'], ['b'], match='SIMPLE')
# ---
op.create_check_constraint('ck', 't', "a LIKE 'x%'")
# ---
op.create_check_constraint('ck', 't', sa.column('a').like('x\\_%'))
# ---
op.rename_table('a', 'order')
# ---
op.rename_table('a', 'b', schema='my.s')
# ---
op.create_table_comment('t', "it's \\", schema='s')
# ---
op.drop_table_comment('t')
# ---
op.drop_table('order', schema='s', if_exists=True)
# ---
with op.batch_alter_table('t', schema='s', recreate='never') as b:
    b.add_column(sa.Column('a', sa.Integer))
    b.alter_column('x', existing_type=sa.String(5), nullable=False)
    b.drop_constraint('fk', type_='foreignkey')
    b.create_unique_constraint('uq', ['a'])
    b.drop_index('i')
# ---
op.execute("UPDATE `t` SET a = 'x\\'y' WHERE b LIKE '%d%'")
# ---
import datetime, decimal, uuid
op.bulk_insert(sa.table('t', sa.column('a', sa.String), sa.column('b', sa.Boolean), sa.column('c', sa.DateTime), sa.column('d', sa.Date), sa.column('e', sa.Time), sa.column('f', sa.JSON), sa.column('g', sa.LargeBinary), sa.column('h', sa.Numeric), sa.column('i', sa.Uuid), sa.column('j', sa.Interval)), [dict(a="it's \\ 100% :x", b=True, c=datetime.datetime(2020, 1, 2, 3, 4, 5, 6), d=datetime.date(2020, 1, 2), e=datetime.time(1, 2), f={'a': 'b\\"c'}, g=b'x\\y', h=decimal.Decimal('1.50'), i=uuid.UUID(int=1), j=datetime.timedelta(hours=5))])
# ---
op.bulk_insert(sa.table('t', sa.column('a', mysql.TINYINT(1)), sa.column('b', mysql.INTEGER()), sa.column('c', mysql.VARCHAR(5)), sa.column('d', mysql.DATETIME(fsp=6)), sa.column('e', sa.Enum('x', name='e'))), [dict(a=True, b=5, c='x', d=None, e='x')])
# ---
op.bulk_insert(sa.table('t', sa.column('a', mysql.SET('a', 'b'))), [dict(a='a')])
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('flag', sa.Boolean))
op.execute(t.update().values(a=t.c.a + 'x' + 'y'))
op.execute(t.update().values(a='x' + t.c.a))
op.execute(t.update().values(a=t.c.a.concat('x')))
op.execute(t.update().values(a=sa.func.concat(t.c.a, 'x'), id=t.c.id / 2))
op.execute(t.update().values(id=t.c.id // 2))
op.execute(t.update().values(id=t.c.id % 2).where(t.c.a.like('%x%')))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('flag', sa.Boolean))
op.execute(t.update().values(a='x').where(t.c.a.startswith('y')).where(t.c.a.contains('%')))
op.execute(t.update().values(a='x').where(t.c.a.endswith('y')))
op.execute(t.update().values(a='x').where(t.c.a.ilike('Y%')).where(~t.c.a.ilike('z')))
op.execute(t.update().values(a='x').where(t.c.a.like('x/%', escape='/')))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('flag', sa.Boolean))
op.execute(t.update().values(flag=True).where(t.c.flag))
op.execute(t.update().values(flag=sa.false()).where(sa.not_(t.c.flag)))
op.execute(t.update().values(flag=sa.true()).where(t.c.flag == sa.true()).where(t.c.flag.is_(True)).where(t.c.flag != False))
op.execute(t.update().values(a=None).where(t.c.a.is_distinct_from(t.c.id)))
op.execute(t.update().values(a=None).where(t.c.a.isnot_distinct_from(t.c.id)))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('d', sa.DateTime))
op.execute(t.update().values(a=sa.cast(t.c.id, sa.String)))
op.execute(t.update().values(a=sa.cast(t.c.id, sa.String(10)), id=sa.cast(t.c.a, sa.Integer)))
op.execute(t.update().values(id=sa.cast(t.c.a, sa.BigInteger)))
op.execute(t.update().values(id=sa.cast(t.c.a, sa.Float)))
op.execute(t.update().values(id=sa.cast(t.c.a, sa.Numeric(10, 2))))
op.execute(t.update().values(id=sa.cast(t.c.a, sa.Boolean)))
op.execute(t.update().values(d=sa.cast(t.c.a, sa.DateTime)))
op.execute(t.update().values(d=sa.cast(t.c.a, sa.Date)))
op.execute(t.update().values(a=sa.cast(t.c.a, sa.Text)))
op.execute(t.update().values(a=sa.cast(t.c.a, sa.JSON)))
op.execute(t.update().values(a=sa.cast(t.c.id + 1, sa.Float)))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(t.update().values(a=sa.cast(t.c.a, mysql.INTEGER(unsigned=True))))
op.execute(t.update().values(a=sa.cast(t.c.a, mysql.CHAR(5, charset='utf8'))))
op.execute(t.update().values(a=sa.cast(t.c.a, mysql.LONGTEXT())))
op.execute(t.update().values(a=sa.cast(t.c.a, mysql.DATETIME(fsp=6))))
op.execute(t.update().values(a=sa.cast(t.c.a, mysql.TINYINT(1))))
op.execute(t.update().values(a=sa.cast(t.c.a, mysql.DECIMAL(10, 2))))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(t.insert().from_select(['id', 'a'], sa.select(u.c.id, u.c.a).limit(5)))
op.execute(t.insert().from_select(['id', 'a'], sa.select(u.c.id, u.c.a).limit(5).offset(10)))
op.execute(t.insert().from_select(['id', 'a'], sa.select(u.c.id, u.c.a).order_by(u.c.id.desc())))
op.execute(t.insert().from_select(['id', 'a'], sa.select(sa.literal(1), sa.literal('x')).where(~sa.exists(sa.select(u.c.id).where(u.c.id == 1)))))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('order', sa.String))
op.execute(t.insert().values(id=1, order='it\'s'))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(t.update().values(a=u.c.a).where(t.c.id == u.c.id))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(t.delete().where(t.c.id == u.c.id))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(t.update().values(a=sa.func.now(), id=sa.func.random()))
op.execute(t.update().values(a=sa.func.current_timestamp()))
op.execute(t.update().values(a=sa.func.sysdate()))
op.execute(t.update().values(a=sa.func.localtimestamp()))
op.execute(t.update().values(a=sa.func.char_length(t.c.a)))
op.execute(t.update().values(a=sa.func.UTC_TIMESTAMP()))
op.execute(t.update().values(a=sa.select(sa.func.aggregate_strings(t.c.a, sa.literal_column("', '"))).scalar_subquery()))
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(t.update().values(a='x').where(t.c.a.regexp_match('^a')))
op.execute(t.update().values(a='x').where(~t.c.a.regexp_match('^a')))
op.execute(t.update().values(a='x').where(t.c.a.match('a b')))
# ---
op.execute(sa.text("UPDATE t SET a = :a WHERE b = '%'").bindparams(a="it's \\ %"))
# ---
op.execute(sa.text("INSERT INTO t VALUES (:a, :b, :c)").bindparams(a=1, b=None, c=True))
# ---
op.execute(sa.schema.CreateSequence(sa.Sequence('s', start=5, cycle=False)))
# ---
op.create_table('t', sa.Column('a', sa.Integer))
op.create_index('ix_' + 'x' * 62, 't', ['a'])
# ---
op.create_index(op.f('ix_' + 'x' * 62), 't', ['a'])
# ---
op.create_index('ix_' + 'x' * 260, 't', ['a'])
# ---
op.create_index(None, 't', ['a' * 70])
# ---
op.create_table('t', sa.Column('a', sa.Integer), mysql_engine='InnoDB', mysql_nonsense='x')
# ---
op.create_table('t', sa.Column('a', sa.Integer, mysql_x=1))
# ---
op.create_index('i', 't', ['a'], mysql_nonsense=1)
# ---
op.create_table('t', sa.Column('a', sa.VARCHAR(5, 'utf8_bin')), sa.Column('b', sa.String(collation='C', length=3)))
# ---
class Big(sa.types.TypeDecorator):
    impl = sa.Text
    def load_dialect_impl(self, dialect):
        if dialect.name == 'mysql':
            return dialect.type_descriptor(mysql.LONGTEXT())
        return dialect.type_descriptor(sa.Text())
op.create_table('t', sa.Column('a', Big()))
# ---
op.create_table('t', sa.Column('a', sa.Double(53)))
# ---
op.create_table('t', sa.Column('a', sa.Integer, index=True), mysql_engine='InnoDB')
# ---
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('a', sa.String), schema='s')
op.execute(t.update().values(a=sa.func.coalesce(u.c.a, 'x'), id=5).where(sa.and_(t.c.id == u.c.id, u.c.a.in_(['x', 'y']))))
op.execute(t.update().values(a=sa.select(u.c.a).where(u.c.id == t.c.id).scalar_subquery()))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("b", sa.String))
op.execute(sa.select(t.c.id).where(mysql.match(t.c.b, against="x").in_boolean_mode()).order_by(mysql.match(t.c.b, against="x").in_natural_language_mode().desc()))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("b", sa.String))
op.execute(sa.select(t.c.id).where(mysql.match(t.c.b, against="x").in_boolean_mode().with_query_expansion()))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("b", sa.String))
op.execute(sa.select(t.c.id).where(mysql.match(t.c.b, against="x").in_boolean_mode() > 0.5, ~mysql.match(t.c.b, against="x")))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("b", sa.String))
op.execute(sa.select(mysql.match(t.c.b, against="x").in_boolean_mode()))
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("b", sa.String))
op.execute(sa.select(t.c.id).where(mysql.match(t.c.b, t.c.id, against="x").in_natural_language_mode().with_query_expansion()))
# --- op.add_column("t", sa.Column("a", {}))
mysql.TIMESTAMP(False, 2)
mysql.TIMESTAMP(fsp=3, timezone=True)
mysql.DATETIME(True, 3)
mysql.TIME(timezone=True)
mysql.TIME(True, 3)
mysql.TIME(False, 3)
mysql.VARCHAR(collation='utf8_bin')
mysql.VARCHAR(charset='utf8')
mysql.VARCHAR(national=True, binary=True)
mysql.VARCHAR(9, national=True, binary=True)
mysql.ENUM('a', national=True)
mysql.ENUM('a', national=True, collation='x')
mysql.ENUM('a', retrieve_as_bitwise=True)
mysql.ENUM('a', quoting='quoted')
mysql.SET('a', '')
mysql.SET('a', '', retrieve_as_bitwise=True)
mysql.SET('a', foo=1)
# --- op.alter_column("t", "a", {})
type_=sa.DateTime, existing_type=mysql.DATETIME(fsp=6)
type_=mysql.DATETIME, existing_type=sa.DateTime()
type_=sa.DateTime(), existing_type=sa.DateTime
existing_type=sa.DateTime, nullable=False
existing_type=sa.TIMESTAMP, server_default="x"
existing_type=sa.TIMESTAMP, server_default=None, nullable=False
type_=sa.DateTime, new_column_name="b"
type_=sa.Integer, existing_type=sa.DateTime
