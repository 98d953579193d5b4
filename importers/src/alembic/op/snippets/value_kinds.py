# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.s == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.tx == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.i == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.x == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.f == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.uu == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.pu == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.us == "00000000-0000-0000-0000-000000000005"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.pus == "00000000-0000-0000-0000-000000000005"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.nu == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(sa.func.lower(t.c.s) == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(sa.literal("a") == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(sa.literal(uuid.UUID(int=5))))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(sa.literal(uuid.UUID(int=5), sa.String)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.s.in_([uuid.UUID(int=5)])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.uu.in_([uuid.UUID(int=5)])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j["a"] + "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j["a"] + t.c.s))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j + "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb + "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb["a"] + "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j["a"].label("q") + "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j["a"] + 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j["a"]["b"] + "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j[("a", "b")] + "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(sa.func.array_agg(t.c.i) + 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a + 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a2 + "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a == 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a.any(1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.uu == 1.5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.pu == 1.5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.uu == 5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a == 1.5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a == "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.e == 1.5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.e == 5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j == 1.5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.i == "5"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.f == "5"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.s == 5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.s == 5.5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.s == True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.i == True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.f == True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.f == decimal.Decimal("1.5")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.i == decimal.Decimal("1.5")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.i == 1.5))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.s == decimal.Decimal("1.5")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.s == datetime.date(2020, 1, 2)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.i == datetime.date(2020, 1, 2)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.uu == datetime.date(2020, 1, 2)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.uu == True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a == True))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a == datetime.date(2020, 1, 2)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a == uuid.UUID(int=5)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a.contains("x")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb.contains("x")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb.contains({"a": 1})))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb.contains([1])))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb.contained_by({"a": 1})))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb.has_key("a")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb + {"a": 1}))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb - "a"))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb - 1))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.j + t.c.j))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb + t.c.s))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb + t.c.x))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb + t.c.i))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a + t.c.a))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a + t.c.x))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a + sa.text("x")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.jb.concat("a")))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.a.concat(1)))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select("a" + t.c.j))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(1 + t.c.a))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.s + t.c.j))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.x + t.c.j))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("us", sa.Uuid(as_uuid=False)), sa.column("nu", sa.Uuid(native_uuid=False)), sa.column("a2", sa.ARRAY(sa.String)), sa.column("jb", postgresql.JSONB))
op.execute(sa.select(t.c.x + t.c.a))
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"pus": uuid.UUID(int=5)}])
# ---
# differs sqlite, postgres, mysql: a fraction for integers is cut offline; connected the driver gets it as it is
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"i": 1.5}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"i": "1"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"i": "abc"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"i": True}])
# ---
# differs sqlite, postgres, mysql: a fraction for integers is cut offline; connected the driver gets it as it is
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"i": decimal.Decimal("1.5")}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"f": 1}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"f": "1"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"f": True}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"f": decimal.Decimal("1.50")}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"n": 1}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"n": 1.5}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"n": "1.5"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"b": 1}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"b": 0}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"b": 2}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"b": "true"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"b": None}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"b": 1.0}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"s": 1}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"s": 1.5}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"s": True}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"s": uuid.UUID(int=5)}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"s": datetime.date(2020, 1, 2)}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"s": datetime.datetime(2020, 1, 2, 3, 4, 5, 6)}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"s": decimal.Decimal("1.50")}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"s": b"a"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"x": 1}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"x": True}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"x": datetime.date(2020, 1, 2)}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"x": b"a"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"x": 1e20}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"d": datetime.datetime(2020, 1, 2, 3)}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"dt": datetime.date(2020, 1, 2)}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"ti": datetime.time(1, 2, 3, 4)}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"iv": datetime.timedelta(1, 2, 3)}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"iv": 5}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"iv": "1 day"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"la": "abc"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"la": 5}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"e": "a"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"e": "zz"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"e": 1}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"e": 1.5}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"e": None}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"j": {"a": 1}}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"j": "x"}])
# ---
import uuid, decimal, datetime
t = sa.table("t", sa.column("s", sa.String), sa.column("j", sa.JSON), sa.column("x"), sa.column("i", sa.Integer), sa.column("tx", sa.Text), sa.column("a", postgresql.ARRAY(sa.Integer)), sa.column("uu", sa.Uuid), sa.column("f", sa.Float), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("pu", postgresql.UUID), sa.column("pus", postgresql.UUID(as_uuid=False)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime), sa.column("ti", sa.Time), sa.column("n", sa.Numeric(10, 2)), sa.column("la", sa.LargeBinary), sa.column("iv", sa.Interval), sa.column("a2", sa.ARRAY(sa.String)))
op.bulk_insert(t, [{"j": 1.5}])
