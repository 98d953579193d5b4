# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
class utcnow(FunctionElement):
    type = sa.DateTime()
    inherit_cache = True
@compiles(utcnow, 'postgresql')
def pg_utcnow(element, compiler, **kw):
    return "TIMEZONE('utc', CURRENT_TIMESTAMP)"
@compiles(utcnow)
def any_utcnow(element, compiler, **kw):
    return 'CURRENT_TIMESTAMP'
op.create_table('t', sa.Column('id', sa.Integer), sa.Column('at', sa.DateTime, server_default=utcnow()))
op.add_column('t', sa.Column('at2', sa.DateTime, server_default=utcnow(), nullable=False))
t = sa.table('t', sa.column('id', sa.Integer), sa.column('at', sa.DateTime))
op.execute(t.update().values(at=utcnow()))
op.execute(t.update().where(t.c.at < utcnow()).values(id=1))
op.execute(t.insert().values(id=1, at=utcnow()))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import DDLElement
class CreateView(DDLElement):
    def __init__(self, name, selectable):
        self.name = name
        self.selectable = selectable
class DropView(DDLElement):
    def __init__(self, name):
        self.name = name
@compiles(CreateView)
def compile_create_view(element, compiler, **kw):
    return 'CREATE VIEW %s AS %s' % (element.name, compiler.sql_compiler.process(element.selectable, literal_binds=True))
@compiles(DropView)
def compile_drop_view(element, compiler, **kw):
    return 'DROP VIEW %s' % element.name
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String))
op.execute(CreateView('v', sa.select(t.c.id, t.c.a).where(t.c.a == 'x')))
op.execute(DropView('v'))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import Executable, ClauseElement
class InsertFromSelect(Executable, ClauseElement):
    inherit_cache = False
    def __init__(self, table, select):
        self.table = table
        self.select = select
@compiles(InsertFromSelect)
def visit_insert_from_select(element, compiler, **kw):
    return 'INSERT INTO %s (%s)' % (compiler.process(element.table, asfrom=True, **kw), compiler.process(element.select, **kw))
t = sa.table('t', sa.column('id', sa.Integer))
u = sa.table('My U', sa.column('id', sa.Integer))
op.execute(InsertFromSelect(u, sa.select(t.c.id).where(t.c.id > 5)))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
class later(FunctionElement):
    name = 'later'
    inherit_cache = True
@compiles(later, 'postgresql')
def pg_later(element, compiler, **kw):
    amount, unit = list(element.clauses)
    return 'now() + %s * interval %s' % (compiler.process(amount, **kw), compiler.process(unit, **kw))
@compiles(later, 'sqlite', 'mysql')
def other_later(element, compiler, **kw):
    return 'later(%s)' % compiler.process(element.clauses, **kw)
t = sa.table('t', sa.column('id', sa.Integer), sa.column('at', sa.DateTime))
op.execute(t.update().values(at=later(3, '1 day')))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType
class Money(UserDefinedType):
    cache_ok = True
@compiles(Money)
def any_money(type_, compiler, **kw):
    return 'NUMERIC(10, 2)'
@compiles(Money, 'postgresql')
def pg_money(type_, compiler, **kw):
    return 'MONEY'
op.create_table('t', sa.Column('m', Money()))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator
class Text2(TypeDecorator):
    impl = sa.Text
    cache_ok = True
@compiles(Text2, 'mysql')
def mysql_text(type_, compiler, **kw):
    return 'LONGTEXT'
op.create_table('t', sa.Column('m', Text2()))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
class only_pg(FunctionElement):
    inherit_cache = True
@compiles(only_pg, 'postgresql')
def pg_only(element, compiler, **kw):
    return 'pg()'
t = sa.table('t', sa.column('id', sa.Integer), sa.column('at', sa.DateTime))
op.execute(t.update().values(at=only_pg()))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import DDLElement
class Grant(DDLElement):
    def __init__(self, table, role):
        self.table, self.role = table, role
@compiles(Grant)
def compile_grant(element, compiler, **kw):
    return f'GRANT SELECT ON {compiler.preparer.format_table(element.table)} TO {compiler.preparer.quote(element.role)} /* {compiler.dialect.name} */'
op.execute(Grant(sa.table('Users', schema='s'), 'the role'))
op.execute(Grant(sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer)), 'admin'))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement
class now_utc(ColumnElement):
    inherit_cache = True
@compiles(now_utc)
def compile_now(element, compiler, **kw):
    return "(now() at time zone 'utc')"
op.add_column('t', sa.Column('at', sa.DateTime, server_default=now_utc()))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
class base(FunctionElement):
    inherit_cache = True
class derived(base):
    inherit_cache = True
@compiles(base)
def compile_base(element, compiler, **kw):
    return 'base()'
@compiles(derived, 'mysql')
def compile_derived(element, compiler, **kw):
    return 'derived()'
t = sa.table('t', sa.column('id', sa.Integer), sa.column('at', sa.DateTime))
op.execute(t.update().values(at=derived()))
op.execute(t.update().values(at=base()))
# ---
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
class greatest(FunctionElement):
    name = 'greatest'
    inherit_cache = True
@compiles(greatest)
def compile_greatest(element, compiler, **kw):
    return 'GREATEST(%s)' % compiler.process(element.clauses, **kw)
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.Integer))
op.execute(t.update().values(a=greatest(t.c.id, t.c.a)))
# --- op.execute({})
# setup: from sqlalchemy.ext.compiler import compiles
# setup: from sqlalchemy.sql.expression import ColumnElement, FunctionElement
# setup: class greatest(ColumnElement):
# setup:     inherit_cache = True
# setup:     def __init__(self, a, b):
# setup:         self.a = a
# setup:         self.b = b
# setup: @compiles(greatest)
# setup: def _g(element, compiler, **kw):
# setup:     return "G(%s, %s)" % (compiler.process(element.a, **kw), compiler.process(element.b, **kw))
# setup: class coal(FunctionElement):
# setup:     inherit_cache = True
# setup:     name = "coal"
# setup: @compiles(coal)
# setup: def _c(element, compiler, **kw):
# setup:     return "C(%s)" % compiler.process(element.clauses, **kw)
# setup: class bare(FunctionElement):
# setup:     inherit_cache = True
# setup: @compiles(bare)
# setup: def _b(element, compiler, **kw):
# setup:     return "B(%s)" % compiler.process(element.clauses, **kw)
# setup: class named(ColumnElement):
# setup:     inherit_cache = True
# setup:     name = "nm"
# setup: @compiles(named)
# setup: def _n(element, compiler, **kw):
# setup:     return "N()"
# setup: t = sa.table("t", sa.column("id", sa.Integer), sa.column("a", sa.Integer))
# setup: u = sa.table("u", sa.column("id", sa.Integer), sa.column("b", sa.Integer), schema="s")
t.update().values(a=greatest(t.c.id, t.c.a))
sa.select(greatest(t.c.id, sa.literal(5)))
sa.select(greatest(t.c.id, sa.literal(5))).select_from(t)
sa.select(coal(t.c.id, 5))
sa.select(coal(t.c.id, 5), coal(t.c.a))
sa.select(bare(t.c.id, u.c.b))
sa.select(bare())
sa.select(named())
sa.select(named(), greatest(sa.literal(1), sa.literal(2)), greatest(sa.literal(3), sa.text("4")))
sa.select(t.c.id).where(coal(t.c.id) == 5)
sa.select(t.c.id).where(t.c.id == coal(t.c.id))
sa.select(t.c.id).where(t.c.id > greatest(u.c.b, sa.literal(3)))
t.update().values(a=coal(u.c.b)).where(t.c.id == u.c.id)
t.update().values(a=greatest(u.c.b, sa.literal(1)))
t.update().values(a=coal(u.c.b))
sa.select(t.c.id).order_by(greatest(t.c.id, t.c.a))
sa.select(t.c.id).group_by(coal(t.c.id))
sa.select(coal(t.c.id).label("x"))
sa.select(greatest(t.c.id, t.c.a).label("x")).select_from(t)
sa.select(coal(t.alias("k").c.id))
sa.select(sa.func.max(coal(t.c.id)))
sa.select(sa.func.max(greatest(t.c.id, sa.literal(4))))
t.insert().values(a=coal(1, 2))
t.insert().from_select(["a"], sa.select(coal(u.c.b)))
t.delete().where(coal(t.c.id) == 4)
t.delete().where(t.c.id == greatest(t.c.a, sa.literal(4)))
sa.select(sa.case((coal(t.c.a) == 3, t.c.id), else_=greatest(t.c.a, sa.literal(1))))
sa.select(coal(sa.select(u.c.b).scalar_subquery()))
sa.select(coal(coal(t.c.a)))
sa.select(coal(greatest(t.c.a, sa.literal(1))))
sa.select(sa.cast(coal(t.c.a), sa.String))
# --- {}
# setup: from sqlalchemy.ext.compiler import compiles
# setup: from sqlalchemy.sql.expression import ColumnElement, FunctionElement
# setup: class coal(FunctionElement):
# setup:     inherit_cache = True
# setup:     name = "coal"
# setup: @compiles(coal)
# setup: def _c(element, compiler, **kw):
# setup:     return "C(%s)" % compiler.process(element.clauses, **kw)
op.create_table("t", sa.Column("a", sa.Integer, server_default=coal(sa.text("1"))))
op.create_table("t", sa.Column("a", sa.Integer), sa.CheckConstraint(coal(sa.column("a")) > 5, name="c"))
op.create_index("i", "t", [coal(sa.column("a"))])
# differs sqlite, postgres, mysql: what such an element wrote keeps the table of a column; bridge refuses
op.create_index("i", "t", [coal(sa.table("t", sa.column("a")).c.a)])
# --- op.execute({})
# setup: from sqlalchemy.ext.compiler import compiles
# setup: from sqlalchemy.sql.expression import ColumnElement, FunctionElement
# setup: class coal(FunctionElement):
# setup:     inherit_cache = True
# setup:     name = "coal"
# setup:     type = sa.String()
# setup: @compiles(coal)
# setup: def _c(element, compiler, **kw):
# setup:     return "C(%s)" % compiler.process(element.clauses, **kw)
# setup: class two(coal):
# setup:     inherit_cache = True
# setup:     def __eq__(self, other):
# setup:         return sa.text("own")
# setup: t = sa.table("t", sa.column("id", sa.Integer), sa.column("a", sa.Integer))
sa.select(t).where((coal(t.c.a) != "x") | (coal(t.c.id) > 5), 7 < coal(t.c.a))
sa.select(t).where(~(coal(t.c.a) == "x"))
sa.select(t).where(coal(t.c.a).in_(["x", "y"]))
sa.select(t).where(two(t.c.a) == "x")
sa.select(coal(t.c.a) + "x", "y" + coal(t.c.a), -coal(t.c.id), coal(t.c.a) % 3)
sa.select(coal(t.c.a).over(partition_by=t.c.id), coal(t.c.a).filter(t.c.id > 3))
sa.select(t).order_by(coal(t.c.a).desc(), coal(t.c.a).nulls_last())
sa.select(coal(t.c.a).label("x"), coal(t.c.a).op("||")("z"), coal(t.c.a).like("x%"))
sa.select(t).where(coal(t.c.a) == None, coal(t.c.a).is_(None), coal(t.c.a).startswith("q"))
sa.select(t).where(coal(t.c.a) == coal(t.c.id))
sa.select(t).where(sa.and_(coal(t.c.a), coal(t.c.id)))
sa.select(t).where(coal(t.c.a).between(1, 2))
sa.select(t).where(coal(t.c.a) & coal(t.c.id))
sa.select(sa.distinct(coal(t.c.a)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.TIMESTAMP):
    pass
@compiles(D)
def _ts(type_, compiler, **kw):
    return compiler.visit_DATETIME(type_, **kw) + " X " + compiler.visit_TIMESTAMP(type_, **kw)
op.add_column("t", sa.Column("a", D()))
op.add_column("t", sa.Column("a", D(timezone=True)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.DateTime):
    pass
@compiles(D, "postgresql")
def _ts(type_, compiler, **kw):
    return compiler.visit_TIMESTAMP(type_, **kw)
@compiles(D, "mysql")
def _my(type_, compiler, **kw):
    return compiler.visit_datetime(type_, **kw) + "(6)"
op.add_column("t", sa.Column("a", D(timezone=True)))
# ---
from sqlalchemy.ext.compiler import compiles
class Ts(sa.TIMESTAMP):
    pass
@compiles(Ts, "mysql")
def _ts(type_, compiler, **kw):
    return compiler.visit_TIMESTAMP(type_, **kw) + "(6)"
op.add_column("t", sa.Column("a", Ts()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.DateTime):
    pass
@compiles(D)
def _ts(type_, compiler, **kw):
    return compiler.visit_DATETIME(type_, **kw)
op.add_column("t", sa.Column("a", D()))
