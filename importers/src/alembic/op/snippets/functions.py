# ---
from sqlalchemy.sql.functions import GenericFunction
class as_utc(GenericFunction):
    type = sa.DateTime()
    inherit_cache = True
op.execute(sa.select(sa.func.as_utc(sa.column("x")), sa.func.AS_UTC(1)))
# ---
from sqlalchemy.sql.functions import GenericFunction
class GeoBuffer(GenericFunction):
    type = sa.Integer
    package = "geo"
    name = "ST_Buffer"
    identifier = "buffer"
    inherit_cache = True
op.execute(sa.select(sa.func.geo.buffer(1), sa.func.buffer(2), sa.func.geo.other(2), GeoBuffer(3)))
# ---
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.sql import quoted_name
class GeoBuffer(GenericFunction):
    type = sa.Boolean
    name = quoted_name("ST_Buffer", True)
    identifier = "buffer"
    inherit_cache = True
op.execute(sa.select(sa.func.buffer(2), sa.func.ST_Buffer(3)).where(sa.func.buffer(2)))
# ---
from sqlalchemy.sql.functions import GenericFunction
class coalesce(GenericFunction):
    name = "IFNULL"
    inherit_cache = True
op.execute(sa.select(sa.func.coalesce(2, 3), sa.func.Coalesce(1)))
# ---
from sqlalchemy.sql.functions import GenericFunction
class my(GenericFunction):
    inherit_cache = True
    def __init__(self, a, b=3, **kw):
        super().__init__(a, b, **kw)
op.execute(sa.select(sa.func.my(2)))
# ---
from sqlalchemy.sql.functions import ReturnTypeFromArgs
class my(ReturnTypeFromArgs):
    inherit_cache = True
op.execute(sa.select(sa.func.my(sa.column("x", sa.Boolean))).where(sa.func.my(sa.column("x", sa.Boolean))))
# ---
from sqlalchemy.sql.functions import GenericFunction
class my(GenericFunction):
    inherit_cache = True
    def __init__(self, *args, **kwargs):
        args = [sa.cast(c, sa.Integer) for c in args]
        super().__init__(*args, **kwargs)
op.execute(sa.select(sa.func.my("2", "3")))
# ---
from sqlalchemy.sql.functions import AnsiFunction
class my(AnsiFunction):
    type = sa.Integer()
    inherit_cache = True
op.execute(sa.select(sa.func.my(), sa.func.now(), sa.func.current_date()))
# ---
from sqlalchemy.sql.functions import GenericFunction, register_function
class my(GenericFunction):
    _register = False
    inherit_cache = True
op.execute(sa.select(sa.func.my(1), my(2)))
# ---
from sqlalchemy.sql import functions
class Base(functions.GenericFunction):
    __abstract__ = True
    type = sa.Boolean()
class mine(Base):
    inherit_cache = True
    name = "MINE"
op.execute(sa.select(sa.func.mine(1)).where(sa.func.mine(2)))
# ---
class mine(sa.sql.functions.GenericFunction):
    inherit_cache = True
    type = sa.JSON()
op.execute(sa.select(sa.func.mine(1)["a"]))
# ---
class NextVal(sa.sql.functions.next_value):
    pass
op.execute(sa.select(NextVal(sa.Sequence("x"))))
# ---
import datetime
from sqlalchemy.sql.functions import GenericFunction
class as_utc(GenericFunction[datetime.datetime]):
    type = sa.DateTime(timezone=True)
    inherit_cache = True
op.execute(sa.select(sa.cast(sa.func.as_utc(sa.text("x")), sa.Date)))
# ---
from sqlalchemy.sql.functions import ReturnTypeFromOptionalArgs
class nn(ReturnTypeFromOptionalArgs):
    inherit_cache = True
op.execute(sa.select(sa.func.nn(sa.null(), sa.column("x", sa.Boolean))).where(sa.func.nn(sa.null(), sa.column("x", sa.Boolean))))
# ---
from sqlalchemy.sql.functions import register_function
def made(*args, **kw):
    return sa.cast(args[0], sa.Integer)
register_function("toint", made)
op.execute(sa.select(sa.func.toint(sa.column("x"))))
# ---
from sqlalchemy.sql.functions import GenericFunction
class uuid7(GenericFunction):
    name = "gen_random_uuid"
    type = sa.Uuid()
    inherit_cache = True
op.create_table("t", sa.Column("id", sa.Uuid(), server_default=sa.func.uuid7()), sa.Column("b", sa.Uuid(), server_default=uuid7()))
op.create_index("i", "t", [uuid7()])
op.create_index("i", "t", [sa.func.uuid7(sa.column("x"))])
# ---
from sqlalchemy.sql import functions
class mymax(functions.max):
    pass
op.execute(sa.select(mymax(sa.column("a"))))
# ---
from sqlalchemy.sql import functions
class coalesce(functions.coalesce):
    inherit_cache = True
    name = "nvl"
op.execute(sa.select(coalesce(sa.column("a"), 1)))
# ---
from sqlalchemy.sql import functions
class utcnow(functions.now):
    name = "utc"
op.execute(sa.select(utcnow()))
# ---
from sqlalchemy.sql import functions
class x(functions.ReturnTypeFromArgs):
    pass
op.execute(sa.select(x(sa.column("a", sa.Integer)) + 1))
# ---
from sqlalchemy.sql.functions import coalesce, now, count, concat
op.execute(sa.select(coalesce(sa.column("a"), 1), now(), count(), concat("a", "b") + "c"))
# ---
from sqlalchemy.sql import functions
class mynow(functions.current_timestamp):
    inherit_cache = True
op.execute(sa.select(mynow(), sa.func.mynow(), mynow() - mynow()))
# ---
from sqlalchemy.sql import functions
class glue(functions.concat):
    inherit_cache = True
op.execute(sa.select(glue("a", "b") + "c", glue("a") == "x"))
# ---
from sqlalchemy.sql import functions
class total(functions.sum):
    inherit_cache = True
    _register = False
op.execute(sa.select(total(sa.column("a", sa.Integer)) + 1, total(sa.column("a", sa.String)) + "x", sa.func.total(1)))
# ---
from sqlalchemy.sql import functions
from sqlalchemy.ext.compiler import compiles
class utcnow(functions.now):
    inherit_cache = True
@compiles(utcnow)
def write(element, compiler, **kw):
    return "UTC_NOW()"
op.create_table("t", sa.Column("a", sa.DateTime, server_default=utcnow()))
op.execute(sa.select(utcnow()))
# ---
from sqlalchemy.sql import functions
class day(functions.current_date):
    type = sa.String()
op.execute(sa.select(day() + "x"))
