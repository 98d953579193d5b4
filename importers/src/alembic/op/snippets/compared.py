# --- op.execute({})
# setup: import enum, decimal, uuid, datetime
# setup: class C(enum.Enum):
# setup:     red = "r"
# setup:     blue = "b"
# setup: class I(enum.IntEnum):
# setup:     one = 1
# setup:     two = 2
# setup: class S(str, enum.Enum):
# setup:     xx = "x"
# setup:     yy = "y"
# setup: t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("e", sa.Enum("a", "b", name="e")), sa.column("v", sa.Enum("a", "b", name="v", validate_strings=True)), sa.column("c", sa.Enum(C)), sa.column("i", sa.Enum(I)), sa.column("x", sa.Enum(S)), sa.column("w", sa.Enum(C, validate_strings=True)), sa.column("j", sa.JSON), sa.column("u", sa.Uuid), sa.column("ut", sa.Uuid(as_uuid=False)), sa.column("n"), sa.column("k", sa.Integer), sa.column("d", sa.DateTime))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(s=C.red)
t.update().values(s=S.xx)
t.update().values(s=I.one)
t.update().values(k=I.one)
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(k=C.red)
t.update().values(e=C.red)
t.update().values(e="zz")
t.update().values(e=1)
t.update().values(e=S.xx)
t.update().values(v="a")
t.update().values(v="zz")
t.update().values(v=1)
t.update().values(c=C.red)
t.update().values(c="red")
t.update().values(c="r")
t.update().values(c=1)
t.update().values(c=I.one)
t.update().values(i=1)
t.update().values(i=3)
t.update().values(i=I.two)
t.update().values(i="one")
t.update().values(i=True)
t.update().values(i=1.0)
t.update().values(x="x")
t.update().values(x="xx")
t.update().values(x=S.yy)
t.update().values(w="red")
t.update().values(w="zz")
t.update().values(w=C.blue)
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.delete().where(t.c.s == C.red)
t.delete().where(t.c.s == S.xx)
t.delete().where(t.c.e == C.red)
t.delete().where(t.c.e == 1)
t.delete().where(t.c.v == "zz")
t.delete().where(t.c.v != "a")
t.delete().where(t.c.v.in_(["a", "zz"]))
t.delete().where(t.c.v.like("z%"))
t.delete().where(t.c.c == C.red)
t.delete().where(t.c.c == "red")
t.delete().where(t.c.c == 1)
t.delete().where(t.c.i == 1)
t.delete().where(t.c.i == I.one)
t.delete().where(t.c.i.in_([1, I.two]))
t.delete().where(t.c.i > 1)
t.delete().where(t.c.i.between(1, 2))
t.delete().where(t.c.x == "x")
t.delete().where(t.c.x == S.yy)
t.delete().where(t.c.j == "x")
t.delete().where(t.c.j == 5)
t.delete().where(t.c.j == {"a": 1})
t.delete().where(t.c.j == ["a"])
t.delete().where(t.c.j == True)
t.delete().where(t.c.j != None)
# differs sqlite, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.delete().where(t.c.u == "12345678-1234-5678-1234-567812345678")
t.delete().where(t.c.ut == "12345678-1234-5678-1234-567812345678")
t.update().values(ut="12345678-1234-5678-1234-567812345678")
# differs sqlite, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(u="12345678-1234-5678-1234-567812345678")
t.update().values(u=uuid.UUID("12345678-1234-5678-1234-567812345678"))
t.delete().where(t.c.u == uuid.UUID("12345678-1234-5678-1234-567812345678"))
t.delete().where(t.c.k == "5")
t.delete().where(t.c.s == 5)
t.delete().where(t.c.d == "2020-01-01")
t.delete().where(t.c.d > datetime.date(2020, 1, 1))
t.delete().where(t.c.n == decimal.Decimal("1.50"))
t.delete().where(t.c.n == uuid.UUID("12345678-1234-5678-1234-567812345678"))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.delete().where(t.c.n == {"a": 1})
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.delete().where(t.c.n == C.red)
# differs sqlite: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=decimal.Decimal("1.50"))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n={"a": 1})
# differs sqlite, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=[1])
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=C.red)
# differs sqlite: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=uuid.UUID("12345678-1234-5678-1234-567812345678"))
# differs sqlite: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=datetime.timedelta(seconds=1))
sa.text("update t set n = :x").bindparams(x=decimal.Decimal("1.50"))
sa.text("update t set n = :x").bindparams(x=uuid.UUID("12345678-1234-5678-1234-567812345678"))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
sa.text("update t set n = :x").bindparams(x={"a": 1})
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
sa.text("update t set n = :x").bindparams(x=C.red)
# differs sqlite, postgres, mysql: SQLAlchemy writes a bare word; bridge what the driver gives the database, if it gives it
sa.text("update t set n = :x").bindparams(x=float("nan"))
# differs sqlite, postgres, mysql: SQLAlchemy writes a bare word; bridge what the driver gives the database, if it gives it
sa.text("update t set n = :x").bindparams(x=float("-inf"))
# differs mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=float("inf"))
# differs mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(k=float("nan"))
t.update().values(n=sa.literal(C.red, sa.Enum(C)))
t.update().values(n=sa.literal(1, sa.Enum(I)))
t.update().values(n=sa.bindparam("q", C.red, sa.Enum(C)))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=sa.bindparam("q", C.red))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=sa.literal({"a": 1}))
t.update().values(n=sa.cast(C.red, sa.Enum(C)))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=sa.func.f(C.red))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=sa.func.f({"a": 1}))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(n=sa.case((t.c.id == 1, C.red), else_="x"))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(c=sa.case((t.c.id == 1, C.red), else_=C.blue))
# differs sqlite, postgres, mysql: no driver takes the value as it is, with no type that converts it; bridge refuses
t.update().values(c=sa.func.coalesce(t.c.c, C.red))
t.update().values(s=sa.func.coalesce(t.c.c, "x"))
