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
# differs sqlite, postgres, mysql: the columns in such an element are not seen; bridge refuses
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
