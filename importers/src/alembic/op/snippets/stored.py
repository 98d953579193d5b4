# --- op.execute({})
# setup: import datetime as dt
# setup: t = sa.table("t", sa.column("a", sqlite.DATETIME(truncate_microseconds=True)), sa.column("b", sqlite.DATETIME(storage_format="%(year)04d%(month)02d%(day)02d%(hour)02d%(minute)02d%(second)02d", regexp=r"(\d{4})(\d{2})")), sa.column("c", sqlite.DATE(storage_format="%(month)02d/%(day)02d/%(year)04d")), sa.column("e", sqlite.TIME(truncate_microseconds=True)), sa.column("f", sqlite.DATETIME), sa.column("g", sqlite.TIME("%(hour)02d.%(minute)02d")))
t.update().values(a=sa.func.now(), c=sa.text("x"))
# --- op.add_column("t", sa.Column("c", {}))
sqlite.DATETIME(storage_format="%(year)04d", regexp="x")
sqlite.DATETIME("%(year)04d-%(month)02d")
sqlite.DATE(storage_format="%(year)04d%(month)02d%(day)02d")
sqlite.TIME(storage_format="%(hour)02d")
sqlite.TIME(truncate_microseconds=True)
sqlite.DATETIME(truncate_microseconds=True), server_default="2020-01-01"
# --- op.execute({})
# setup: import datetime as dt
# setup: t = sa.table("t", sa.column("a", sqlite.DATETIME(truncate_microseconds=True)), sa.column("b", sqlite.DATE(storage_format="%(month)02d/%(day)02d/%(year)04d")))
# differs postgres, mysql: SQLAlchemy writes SQLite's form elsewhere, too; bridge writes what the database takes
t.insert().values(b=dt.date(2020, 1, 2))
