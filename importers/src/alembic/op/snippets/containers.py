# --- op.execute({})
# setup: t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', postgresql.ARRAY(sa.Integer)), sa.column('z', postgresql.ARRAY(sa.Integer, zero_indexes=True)), sa.column('m', postgresql.ARRAY(sa.String, dimensions=2)), sa.column('r', postgresql.INT4RANGE), sa.column('d', postgresql.TSRANGE), sa.column('n', postgresql.NUMRANGE), sa.column('mr', postgresql.INT4MULTIRANGE), sa.column('s', sa.String), sa.column('b', sa.LargeBinary))
# setup: import datetime, decimal
# setup: from sqlalchemy.dialects.postgresql import Range
sa.select(t.c.a[1])
sa.select(t.c.a[1:3])
sa.select(t.c.a[t.c.id:3])
sa.select(t.c.a[1:])
sa.select(t.c.a[:2])
sa.select(t.c.a[1:3:2])
sa.select(t.c.z[0])
sa.select(t.c.z[0:2])
sa.select(t.c.z[t.c.id])
sa.select(t.c.m[1])
sa.select(t.c.m[1][2])
sa.select(t.c.m[1:2][1:1])
sa.select(t.c.m[1][1:2])
sa.select(t.c.a[1:3][1])
sa.select((t.c.a + t.c.z)[1])
sa.select(sa.cast(t.c.s, postgresql.ARRAY(sa.Text))[1:2])
sa.select(postgresql.array([1, 2, 3])[1:2])
sa.select(sa.func.string_to_array(t.c.s, ',', type_=postgresql.ARRAY(sa.Text))[1:2])
sa.select(t.c.a[1].label('x'))
t.update().values(a=t.c.a[2:3])
t.update().where(t.c.a[1:2] == [1, 2]).values(id=1)
t.update().where(t.c.a[1:2].contains([1])).values(id=1)
# differs postgres: offline SQLAlchemy leaves a parameter without a value; bridge refuses
t.update().values({t.c.a[1]: 5})
# differs postgres: offline SQLAlchemy leaves a parameter without a value; bridge refuses
t.update().values({t.c.a[1:2]: [5, 6]})
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(r=Range(1, 10))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(r=Range(1, 10, bounds='[]'))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(r=Range(None, 10, bounds='()'))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(r=Range(1, None))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(r=Range(empty=True))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(r=Range())
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(n=Range(decimal.Decimal('1.5'), decimal.Decimal('2.5')))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(n=Range(1, 2))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(d=Range(datetime.datetime(2020, 1, 2, 3, 4, 5), None))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(d=Range(datetime.datetime(2020, 1, 2), datetime.datetime(2021, 1, 2), bounds='(]'))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(mr=[Range(1, 3), Range(5, 7)])
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.update().where(t.c.r == Range(1, 2)).values(id=1)
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.update().where(t.c.r.contains(Range(1, 2))).values(id=1)
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.update().where(t.c.r.overlaps(Range(1, 2))).values(id=1)
t.update().where(t.c.r.contains(5)).values(id=1)
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.update().where(t.c.r << Range(1, 2)).values(id=1)
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.update().where(t.c.r.adjacent_to(Range(1, 2))).values(id=1)
# differs sqlite, mysql: no driver takes a range there; bridge refuses
sa.select(sa.literal(Range(1, 2), postgresql.INT4RANGE))
# differs sqlite, postgres, mysql: the type of the range is only guessed; bridge refuses
sa.select(sa.literal(Range(1, 2)))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
sa.select(sa.cast(Range(1, 2), postgresql.INT8RANGE))
# differs sqlite, mysql: no driver takes a range there; bridge refuses
t.insert().values(r=Range(3, 1))
# differs sqlite, mysql: Alembic writes an array that the database has not; bridge refuses
t.insert().values(a={1})
# differs sqlite, mysql: Alembic writes an array that the database has not; bridge refuses
t.insert().values(a=frozenset([1]))
t.update().where(t.c.id.in_({1})).values(s='x')
t.update().where(t.c.id.in_(frozenset([1]))).values(s='x')
t.update().where(t.c.id.in_(range(3))).values(s='x')
t.update().where(t.c.id.in_({1: 2})).values(s='x')
t.update().where(t.c.id.in_(x for x in [1, 2])).values(s='x')
t.update().where(t.c.s.in_({'a': 1}.keys())).values(s='x')
t.update().where(t.c.s.in_({1: 'a'}.values())).values(s='x')
sa.select(sa.try_cast(t.c.s, sa.Integer))
sa.select(sa.func.json_array_elements(t.c.s).column_valued())
sa.select(sa.func.json_array_elements(t.c.s).column_valued('x'))
sa.select(sa.func.unnest(t.c.a).column_valued('x'))
sa.select(sa.func.generate_series(1, 3).column_valued('x'))
sa.select(sa.func.generate_series(1, 3).alias('x').column)
sa.select(sa.func.generate_series(1, 3).table_valued('v').c.v)
sa.select(t.c.id, sa.func.unnest(t.c.a).column_valued('x')).where(t.c.id == 1)
sa.select(sa.values(sa.column('id', sa.Integer), sa.column('s', sa.String), name='v').data([(1, 'a'), (2, 'b')]))
sa.select(sa.values(sa.column('id', sa.Integer), sa.column('s', sa.String), name='v', literal_binds=True).data([(1, 'a'), (2, 'b')]))
sa.select(sa.values(sa.column('id', sa.Integer), name='v').data([(1,)]).data([(2,)]))
sa.select(sa.values(sa.column('id', sa.Integer), sa.column('s', sa.String)).data([(1, 'a')]).alias('w').c.s)
sa.select(sa.values(sa.column('id', sa.Integer), sa.column('s', sa.String)).data([(1, 'a')]))
sa.select(sa.values(sa.column('id', sa.Integer), sa.column('s', sa.String), name='v').data([(1, 'a')]).cte('c'))
sa.select(t.c.id).where(t.c.id.in_(sa.select(sa.values(sa.column('id', sa.Integer), name='v').data([(1,)]).c.id)))
sa.select(t.c.id).where(t.c.id.in_(sa.values(sa.column('id', sa.Integer), name='v').data([(1,)]).scalar_values()))
(lambda v: t.update().where(t.c.id == v.c.id).values(s=v.c.s))(sa.values(sa.column('id', sa.Integer), sa.column('s', sa.String), name='v').data([(1, 'a'), (2, 'b')]))
(lambda v: t.insert().from_select(['id', 's'], sa.select(v.c.id, v.c.s)))(sa.values(sa.column('id', sa.Integer), sa.column('s', sa.String), name='v').data([(1, 'a'), (2, 'b')]))
(lambda v: sa.select(t.c.id, v.c.s).join(v, v.c.id == t.c.id))(sa.values(sa.column('id', sa.Integer), sa.column('s', sa.String), name='v').data([(1, 'a')]))
(lambda v: sa.select(v.c.id).select_from(sa.func.generate_series(1, 2).alias('g')).join(v, sa.true()))(sa.values(sa.column('id', sa.Integer), name='v').data([(1,)]).lateral())
sa.values(sa.column('id', sa.Integer), name='v').data([(1,)])
