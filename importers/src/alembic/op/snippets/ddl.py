# --- op.execute({})
# setup: from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DropColumnComment, DropConstraint, DropConstraintComment, DropIndex, DropTable, DropTableComment, SetColumnComment, SetConstraintComment, SetTableComment
# setup: meta = sa.MetaData()
# setup: p = sa.Table('p', meta, sa.Column('id', sa.Integer, primary_key=True))
# setup: t = sa.Table('t', meta, sa.Column('id', sa.Integer, primary_key=True, comment='the id'), sa.Column('a', sa.String(10), index=True), sa.Column('b', sa.Integer, sa.ForeignKey('p.id', name='fk_b')), sa.CheckConstraint('id > 0', name='ck'), sa.UniqueConstraint('a', 'b', name='uq'), sa.Index('ix_t_b', 'b'), comment='the table')
# setup: s = sa.Table('t', sa.MetaData(schema='sch'), sa.Column('id', sa.Integer), sa.Column('a', sa.String(10)), comment='x')
CreateTable(t)
CreateTable(t, if_not_exists=True)
CreateTable(s)
CreateTable(p, include_foreign_key_constraints=[])
DropTable(t)
DropTable(t, if_exists=True)
DropTable(s)
CreateIndex(sa.Index('ix', t.c.a))
CreateIndex(sa.Index('ix', t.c.a, t.c.b, unique=True))
CreateIndex(sa.Index('ix', t.c.a), if_not_exists=True)
CreateIndex(sa.Index('ix', sa.func.lower(t.c.a)))
CreateIndex(sa.Index('ix', t.c.a.desc()))
CreateIndex(sa.Index('ix', t.c.a, postgresql_using='gin', postgresql_where=t.c.b > 1, sqlite_where=t.c.b > 1, mysql_length=3))
CreateIndex(sa.Index('ix', t.c.a, postgresql_concurrently=True))
CreateIndex(sa.Index('ix', s.c.a))
CreateIndex(sa.Index('ix', 'a', _table=t))
CreateIndex(sa.Index('ix', 'a'))
CreateIndex(sa.Index(None, t.c.a))
CreateIndex(next(iter(sorted(t.indexes, key=lambda i: i.name))))
CreateIndex(next(i for i in t.indexes if i.name == 'ix_t_b'))
DropIndex(sa.Index('ix', t.c.a))
DropIndex(sa.Index('ix', t.c.a), if_exists=True)
DropIndex(sa.Index('ix', t.c.a, postgresql_concurrently=True))
DropIndex(sa.Index('ix', s.c.a))
DropIndex(sa.Index('ix', 'a'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(sa.UniqueConstraint(t.c.a, name='u'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(sa.UniqueConstraint(t.c.a, t.c.b, name='u', deferrable=True))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(sa.UniqueConstraint(t.c.a))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(sa.PrimaryKeyConstraint(s.c.id, name='pk'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(sa.ForeignKeyConstraint([t.c.b], [p.c.id], name='f'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(sa.ForeignKeyConstraint([t.c.b], ['p.id'], name='f', ondelete='CASCADE'))
AddConstraint(sa.ForeignKeyConstraint(['b'], ['p.id'], name='f'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(sa.CheckConstraint(t.c.id > 5, name='c'))
AddConstraint(sa.CheckConstraint('id > 5', name='c'))
AddConstraint(sa.CheckConstraint(sa.column('id') > 5, name='c'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(sa.UniqueConstraint(s.c.a, name='u'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(next(c for c in t.constraints if c.name == 'uq'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(next(c for c in t.constraints if c.name == 'ck'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(next(c for c in t.constraints if c.name == 'fk_b'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(sa.UniqueConstraint(t.c.a, name='u'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(sa.UniqueConstraint(t.c.a, name='u'), cascade=True)
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(sa.UniqueConstraint(t.c.a, name='u'), if_exists=True)
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(sa.UniqueConstraint(t.c.a))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(sa.ForeignKeyConstraint([t.c.b], [p.c.id], name='f'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(sa.CheckConstraint(t.c.id > 5, name='c'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(sa.PrimaryKeyConstraint(s.c.id, name='pk'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(next(c for c in t.constraints if c.name == 'uq'))
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
DropConstraint(t.primary_key)
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
AddConstraint(t.primary_key)
SetTableComment(t)
SetTableComment(s)
SetTableComment(p)
DropTableComment(t)
DropTableComment(s)
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
# differs mysql: MySQL's statement repeats the column, and is not written
SetColumnComment(t.c.id)
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
# differs mysql: MySQL's statement repeats the column, and is not written
SetColumnComment(t.c.a)
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
# differs mysql: MySQL's statement repeats the column, and is not written
DropColumnComment(t.c.id)
SetConstraintComment(next(c for c in t.constraints if c.name == 'uq'))
DropConstraintComment(next(c for c in t.constraints if c.name == 'uq'))
sa.schema.CreateTable(sa.Table('e', sa.MetaData(), sa.Column('x', sa.Enum('a', 'b', name='en'))))
CreateTable('t')
CreateIndex('ix')
DropConstraint('u')
# ---
from sqlalchemy.schema import CreateIndex, CreateTable
t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer), sa.Column('a', sa.String(10)))
i = sa.Index('ix_late', t.c.a)
op.execute(CreateTable(t))
op.execute(CreateIndex(i))
# ---
# differs sqlite: SQLite has no such statement; Alembic sends it, and it fails
from sqlalchemy.schema import AddConstraint
t = sa.Table('t', sa.MetaData(naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s'}), sa.Column('id', sa.Integer), sa.Column('a', sa.String(10)))
op.execute(AddConstraint(sa.UniqueConstraint(t.c.a)))
# ---
from sqlalchemy.schema import AddConstraint, CreateIndex, DropIndex
bind = op.get_bind()
t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer), sa.Column('a', sa.String(10)))
op.execute(sa.schema.CreateIndex(sa.Index('i1', t.c.a)))
op.execute(sa.schema.DropIndex(sa.Index('i1', t.c.a)))
# ---
t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer), sa.Column('a', sa.String(10), sa.CheckConstraint("a <> ''", name='ck_a')))
op.execute(sa.schema.AddConstraint(next(c for c in t.constraints if c.name == 'ck_a')))
# ---
op.execute(sa.DDL("create index %(name)s on %(t)s (a) where b like '%%x'", {"name": "ix", "t": "tab"}))
# ---
op.execute(sa.DDL("create index %(name)s on %(t)s (a)", context={"name": "ix", "t": "tab"}))
# ---
op.execute(sa.schema.DDL("comment on %(table)s 100%%", context=dict(table="x")))
# ---
m = sa.MetaData()
m.naming_convention = {"pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "fk": "fk_%(column_0_name)s"}
m.schema = "own"
sa.Table("u", m, sa.Column("a", sa.Integer))
t = sa.Table("t", m, sa.Column("a", sa.Integer, sa.ForeignKey("u.a"), primary_key=True), sa.Column("b", sa.Integer, unique=True))
op.execute(sa.schema.CreateTable(t))
# ---
from sqlalchemy.orm import declarative_base
Base = declarative_base()
Base.metadata.naming_convention = dict(Base.metadata.naming_convention, uq="uq_%(table_name)s")
Base.metadata.schema = None
class T(Base):
    __tablename__ = "t"
    a = sa.Column(sa.Integer, primary_key=True)
    b = sa.Column(sa.Integer, unique=True)
op.execute(sa.schema.CreateTable(T.__table__))
# --- op.execute(sa.DDL({}))
"%(table)s"
"CREATE TRIGGER x ON %(table)s"
"DROP TABLE %(fullname)s"
"DROP TABLE %(a)s, %(table)s", context={'a': 'b'}
# differs sqlite, postgres, mysql: what raises an exception becomes a step that fails with it
"SELECT 100%"
"SELECT 100%%"
"SELECT '%s'"
# ---
t = op.create_table('t', sa.Column('a', sa.Integer), comment='c', prefixes=['TEMPORARY'], mysql_engine='InnoDB', postgresql_with_oids=False, sqlite_strict=True)
op.execute(sa.schema.CreateTable(t))
op.execute(sa.schema.DropTable(t))
# ---
t = op.create_table('t', sa.Column('a', sa.Integer), sa.UniqueConstraint('a', name='uq'), schema='s', postgresql_partition_by='RANGE (a)')
op.execute(sa.schema.CreateTable(t, if_not_exists=True))
