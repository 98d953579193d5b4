# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_BLOB(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.DateTime):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_BLOB(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_BOOLEAN(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_BOOLEAN(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_CLOB(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_CLOB(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_DATE(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_DATE(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_DATETIME(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_DOUBLE(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_DOUBLE_PRECISION(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_DOUBLE_PRECISION(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_FLOAT(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_JSON(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_JSON(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_LONGTEXT(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_LONGTEXT(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.DateTime):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_LONGTEXT(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_MEDIUMTEXT(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_MEDIUMTEXT(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_NVARCHAR(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_REAL(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_TEXT(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_TIME(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.DateTime):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_TIME(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_TIMESTAMP(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_TSVECTOR(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_TSVECTOR(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_UUID(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_UUID(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.DateTime):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_UUID(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_VARCHAR(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_boolean(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_boolean(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_datetime(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_double(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.DateTime):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_double(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_large_binary(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_real(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_time(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_unicode(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_INET(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_INET(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.Text):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_JSONB(type_, **kw)
op.add_column("t", sa.Column("a", D(5)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(postgresql.JSONB):
    pass
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_JSONB(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.Unicode
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_unicode(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.Unicode
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_unicode(type_, **kw)
op.add_column("t", sa.Column("a", D(40)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.String(20)
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_VARCHAR(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_TEXT(type_, **kw)
op.add_column("t", sa.Column("a", D(7)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.UnicodeText
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_unicode_text(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.Text
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_string(type_, **kw)
op.add_column("t", sa.Column("a", D(9)))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = postgresql.JSONB
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_JSONB(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.LargeBinary
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_large_binary(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_TIMESTAMP(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.Numeric(5, 2)
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_numeric(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.Integer
    cache_ok = True
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_integer(type_, **kw)
op.add_column("t", sa.Column("a", D()))
# ---
from sqlalchemy.ext.compiler import compiles
class D(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def load_dialect_impl(self, dialect):
        return sa.Text()
@compiles(D)
def write(type_, compiler, **kw):
    return compiler.visit_string(type_, **kw)
op.add_column("t", sa.Column("a", D(8)))
