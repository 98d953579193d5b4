# --- op.create_index({})
'i', 't', ['a']
'i', 't', ['a', 'b'], unique=True
'i', 't', ['a', 'a']
'i', 't', ['a', sa.text('a')]
'i', 't', [sa.text('a'), sa.text('a')]
'i', 't', [sa.text('a'), sa.text('a DESC')]
'i', 't', ['a', sa.func.lower(sa.column('a'))]
'i', 't', ['a', sa.column('a').desc()]
'i', 't', ['a', sa.column('a')]
'i', 't', [sa.column('a'), sa.column('a')]
'i', 't', ['a'], unique=False
'i', 't', ('a', 'b')
'i', 't', 'a'
'i', 't', []
'i', 't', ['a'], schema='s'
'i', 't', ['a'], if_not_exists=True
'i', 't', ['a'], if_not_exists=False
'i', 't', ['a'], unique=True, if_not_exists=True, schema='s'
None, 't', ['a']
op.f('i'), 't', ['a']
index_name='i', table_name='t', columns=['a']
'i', tablename='t', columns=['a']
'I x', 'My T', ['Order', 'b c']
'i', 't', [sa.text('a')]
'i', 't', [sa.text('lower(a)')]
'i', 't', [sa.text('a DESC NULLS LAST')]
'i', 't', [sa.text("(a ->> 'b:c')")]
'i', 't', [sa.text("a COLLATE \"C\"")]
'i', 't', [sa.func.lower(sa.column('a'))]
'i', 't', [sa.func.coalesce(sa.column('a'), 'x'), 'b']
'i', 't', [sa.column('a')]
'i', 't', [sa.column('a').desc()]
'i', 't', [sa.column('a').asc(), sa.column('b').desc().nulls_last()]
'i', 't', [sa.desc('a')]
'i', 't', [sa.desc(sa.column('a'))]
'i', 't', [sa.column('a') + sa.column('b')]
'i', 't', [sa.column('a') * 2]
'i', 't', [sa.column('a').collate('C')]
'i', 't', [sa.cast(sa.column('a'), sa.Date)]
'i', 't', [sa.literal_column('lower(a)')]
'i', 't', [sa.literal_column('a').desc()]
'i', 't', [sa.case((sa.column('a') > 1, 'x'), else_='y')]
'i', 't', [-sa.column('a')]
'i', 't', [sa.extract('year', sa.column('a'))]
'i', 't', [sa.column('a', postgresql.JSONB)['x'].astext]
'i', 't', [sa.column('a', sa.JSON)['x']]
'i', 't', [sa.func.lower(sa.column('a')).label('la')], postgresql_ops={'la': 'text_pattern_ops'}
'i', 't', [sa.func.to_tsvector('english', sa.column('a'))], postgresql_using='gin'
'i', 't', [sa.text("to_tsvector('english', a)")], postgresql_using='gin'
'i', 't', [sa.func.date_trunc('day', sa.column('a')).desc()]
'i', 't', [sa.nulls_first(sa.column('a'))]
'i', 't', [sa.column('a').op('->>')('x')]
'i', 't', [sa.column('a').label('x')]
'i', 't', [sa.true()]
'i', 't', [None]
'i', 't', [5]
'i', 't', ['a'], postgresql_using='gin'
'i', 't', ['a'], postgresql_using='GIST'
'i', 't', ['a'], postgresql_using='bad one'
'i', 't', ['a'], postgresql_where=sa.text('a > 5')
'i', 't', ['a'], postgresql_where='a > 5'
'i', 't', ['a'], postgresql_where=sa.column('a') > 5
'i', 't', ['a'], postgresql_where=sa.column('a').is_(None), sqlite_where=sa.column('a').is_(None)
'i', 't', ['a'], postgresql_where=sa.and_(sa.column('a') == 'x', sa.column('b', sa.Boolean))
'i', 't', ['a'], postgresql_where=sa.column('b', sa.Boolean).is_(True)
'i', 't', ['a'], postgresql_where=sa.column('a').in_(['x', 'y'])
'i', 't', ['a'], postgresql_where=sa.text("a LIKE '%x' AND b <> ':y'")
'i', 't', ['a'], postgresql_where=sa.true()
'i', 't', ['a'], sqlite_where=sa.text('a > 5')
'i', 't', ['a'], sqlite_where='a > 5'
'i', 't', ['a'], sqlite_where=sa.column('a') == 'it\'s'
'i', 't', ['a'], sqlite_where=sa.column('b', sa.Boolean)
'i', 't', ['a', 'b'], postgresql_ops={'a': 'text_pattern_ops'}
'i', 't', ['a', 'b'], postgresql_ops={'a': 'text_pattern_ops', 'b': 'int4_ops'}, postgresql_using='btree'
'i', 't', [sa.text('lower(a)')], postgresql_ops={'a': 'x'}
'i', 't', [sa.column('a').desc()], postgresql_ops={'a': 'text_pattern_ops'}
'i', 't', ['a'], postgresql_include=['b', 'c']
'i', 't', ['a'], postgresql_include=['Order'], unique=True
'i', 't', ['a'], postgresql_include=[]
'i', 't', ['a'], postgresql_concurrently=True
'i', 't', ['a'], postgresql_concurrently=True, if_not_exists=True, unique=True
'i', 't', ['a'], postgresql_concurrently=False
'i', 't', ['a'], postgresql_with={'fillfactor': 50}
'i', 't', ['a'], postgresql_with={'fillfactor': 50, 'deduplicate_items': 'off'}
'i', 't', ['a'], postgresql_with={'buffering': False}
'i', 't', ['a'], postgresql_tablespace='space'
'i', 't', ['a'], postgresql_tablespace='My Space'
'i', 't', ['a'], postgresql_nulls_not_distinct=True, unique=True
'i', 't', ['a'], postgresql_nulls_not_distinct=False, unique=True
'i', 't', ['a'], postgresql_using='gin', postgresql_ops={'a': 'gin_trgm_ops'}, postgresql_where=sa.text('a IS NOT NULL'), postgresql_with={'fastupdate': 'off'}, postgresql_include=['b'], postgresql_tablespace='x', postgresql_nulls_not_distinct=True, postgresql_concurrently=True
'i', 't', ['a'], postgresql_nonsense=True
'i', 't', ['a'], nonsense=True
'i', 't', ['a'], mysql_length=10
'i', 't', ['a', 'b'], mysql_length={'a': 10, 'b': 5}
'i', 't', ['a', 'b'], mysql_length={'a': 10}
'i', 't', ['a'], mysql_using='hash'
'i', 't', ['a'], mysql_using='btree', mysql_length=5
'i', 't', ['a'], mysql_prefix='FULLTEXT'
'i', 't', ['a'], mysql_prefix='SPATIAL'
'i', 't', ['a'], mysql_with_parser='ngram', mysql_prefix='FULLTEXT'
'i', 't', ['a'], mariadb_length=10
'i', 't', ['a'], mssql_include=['b'], mssql_where=sa.text('a > 1'), mssql_clustered=True
'i', 't', ['a'], oracle_bitmap=True
'i', 't', ['a'], info={'x': 1}
'i', 't', ['a'], quote=True
'i', 't', ['a'], expression='x'
'i' * 70, 't', ['a']
op.f('i' * 70), 't', ['a']
# differs sqlite, postgres, mysql: Python takes every value as a truth value; bridge wants True or False
'i', 't', ['a'], unique='yes'
'i', 't', ['a'], unique=None
# a text is a key of its own here, and in sa.Index it is none
'i', 't', [sa.text('lower(a)')], postgresql_ops={'lower(a)': 'gin_trgm_ops'}, postgresql_using='gin'
'i', 't', [sa.text('lower(a) DESC'), 'b'], postgresql_ops={'lower(a) DESC': 'x', 'b': 'y'}
'i', 't', [sa.text('a')], postgresql_ops={'a': 'x'}
'i', 't', [sa.text("(a ->> 'b\\:c')")], postgresql_ops={"(a ->> 'b:c')": 'x'}
'i', 't', [sa.text("(a ->> 'b\\:c')")], postgresql_ops={"(a ->> 'b\\:c')": 'x'}
'i', 't', [sa.literal_column('lower(a)')], postgresql_ops={'lower(a)': 'x'}
None, 't', [sa.text('lower(a)')], postgresql_ops={'lower(a)': 'x'}
None, 't', [sa.text('lower(a)'), 'b']
None, 't', ['b', sa.text('lower(a)')]
# --- op.drop_index({})
'i'
'i', 't'
'i', table_name='t'
'i', tablename='t'
'i', 't', schema='s'
'i', schema='s'
'i', if_exists=True
'i', 't', if_exists=True
'i', 't', if_exists=False
'i', 't', postgresql_concurrently=True
'i', 't', postgresql_concurrently=True, if_exists=True
'i', 't', postgresql_using='gin', postgresql_where=sa.text('x')
'i', 't', mysql_length=5
'i', 't', nonsense=True
'i', 't', postgresql_nonsense=1
op.f('i'), table_name='t'
None
'I x', 'My T', schema='My S'
index_name='i'
'i' * 70
'i', 't', unique=True
'i', 't', ['a']
# --- op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.String(5)), {})
sa.Index('i', 'a', 'b', unique=True)
sa.Index('i', sa.text('lower(b)'), postgresql_using='gin')
sa.Index('i', 'a', postgresql_where=sa.text('a > 5'), sqlite_where=sa.text('a > 5'))
sa.Index('i', sa.column('a').desc())
sa.Index('i', 'b', mysql_length=3)
sa.Index('i', 'a', postgresql_concurrently=True)
sa.Index('i', 'a', _table=None)
sa.Index('i', 'c')
sa.Index('i')
sa.Index('i', sa.text('lower(b)'), postgresql_ops={'lower(b)': 'x'})
sa.Index('i', sa.literal_column('lower(b)'), postgresql_ops={'lower(b)': 'x'})

# --- {}
op.create_index(op.f("i"), "t", [sa.func.lower(sa.column("b")), "a"], unique=True)
op.create_index(None, "t", [sa.func.lower(sa.column("a"))])
op.create_index(None, "t", [sa.column("a")])
op.create_index(None, "t", [sa.Column("a")])
op.create_index(None, "t", [sa.desc("a")])
op.create_index(None, "t", [sa.Column("a").desc()])
op.create_index(None, "t", [sa.literal_column("lower(a)")])
op.create_index(None, "t", [sa.func.now()])
op.create_index(None, "t", [sa.column("a"), "b"])
# --- op.drop_index({})
None, 't'
None, table_name='user', schema='public'
None, schema=sa.sql.quoted_name('S', True), if_exists=True
'ix_a', 't', schema=''
# --- {}
op.create_index('ix_a', 't', ['a'], schema='')
op.add_column('t', sa.Column('a', sa.Integer, index=True), schema='')
op.create_table('t', sa.Column('a', sa.Integer, index=True), schema='')
