# --- op.execute(sa.select({}))
# setup: import sqlalchemy as sa
# setup: from sqlalchemy.dialects import postgresql
# setup: d = sa.column('d', postgresql.JSONB)
d['k'].astext.regexp_match('x')
d['k'].astext.regexp_match('x', flags='i')
d['k'].astext.regexp_match('x', flags='s')
~d['k'].astext.regexp_match('x')
~d['k'].astext.regexp_match('x', flags='i')
~d['k'].astext.regexp_match('x', flags='s')
d['k'].as_string().regexp_match('x')
d['k'].as_string().regexp_match('x', flags='s')
d['k'].as_string().regexp_match(d['z'].as_string(), flags='s')
d['k'].astext.regexp_match(d['z'].astext)
d['k'].astext.regexp_replace('x', 'y')
d['k'].astext.regexp_replace('x', 'y') == 'z'
d['k'].astext.match('x')
d['k'].astext.match(d['k'].astext)
d['k'].astext.like('x')
d['k'].astext.in_(['x'])
d['k'].astext.between('a', 'b')
d['k'].astext.is_(None)
d['k'].astext.collate('C')
d['k'].astext.desc()
sa.func.lower(d['k'].astext).regexp_match('x')
sa.case((d['k'].astext.regexp_match('x'), 1))
d['k'].astext.op('~')('x')
d['k'].astext.op('->')('x').op('~')('y')
d['k'].astext + 'x'
'x' + d['k'].astext
d['k'].astext.startswith('x')
d['k'].astext.icontains('x')
sa.cast(d['k'].astext, sa.Integer) + 1
d.contains({'a': 1}) & d.has_key('x')
~d.contains({'a': 1})
d.has_key('x') == True
d['a']['b'].astext == 'x'
d[('a', 'b')].astext != 'x'
# --- op.execute(sa.select({}))
# setup: import sqlalchemy as sa
# setup: d = sa.column('d', sa.JSON)
# setup: b = sa.column('b', sa.Boolean)
~d['a'].as_boolean()
sa.not_(d['a'].as_boolean())
sa.not_(d[('a', 'b')].as_boolean())
~~d['a'].as_boolean()
sa.literal(1).label('q')).where(~d['a'].as_boolean()
sa.literal(1).label('q')).where(d['a'].as_boolean()
sa.and_(d['a'].as_boolean(), ~d['b'].as_boolean())
sa.or_(~d['a'].as_boolean(), b)
d['a'].as_boolean() == True
d['a'].as_boolean().is_(False)
~d['a'].as_boolean().is_(False)
sa.case((~d['a'].as_boolean(), 1))
sa.func.f(~d['a'].as_boolean())
~(d['a'].as_boolean() == b)
~d['a'].as_integer()
~d['a'].as_string().like('x')
