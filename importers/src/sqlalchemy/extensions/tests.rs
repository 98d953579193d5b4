//! Classes of libraries from which a project's mapped classes derive.

use super::super::missing_tests::{refuses, sql_of};

const CREATE: &str =
    "def upgrade():\n    Base.metadata.create_all(op.get_bind(), checkfirst=False)\n";

#[test]
fn models_of_oslo_db() {
    const MODELS: &str = "import sqlalchemy as sa
from oslo_db.sqlalchemy import models
from sqlalchemy.orm import declarative_base
class Root(models.ModelBase, models.TimestampMixin, models.SoftDeleteMixin):
    __table_args__ = {'mysql_engine': 'InnoDB'}
Base = declarative_base(cls=Root)
class Thing(Base):
    __tablename__ = 'things'
    id = sa.Column(sa.Integer, primary_key=True)
";
    let sql = sql_of("", &format!("{MODELS}{CREATE}"));
    for column in [
        "created_at DATETIME",
        "updated_at DATETIME",
        "deleted_at DATETIME",
        "deleted INTEGER",
    ] {
        assert!(sql.contains(column), "{sql}");
    }
}

#[test]
fn encoded_types_of_oslo_db_have_an_impl() {
    let sql = sql_of(
        "",
        "import sqlalchemy as sa
from oslo_db.sqlalchemy import types
def upgrade():
    op.create_table('t', sa.Column('a', types.JsonEncodedDict(mysql_as_long=True).impl))
",
    );
    assert!(sql.contains("a TEXT"), "{sql}");
}

#[test]
fn models_of_sqlalchemy_utils() {
    const MODELS: &str = "import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base
from sqlalchemy_utils import Timestamp, generic_repr
Base = declarative_base()
@generic_repr
class Thing(Timestamp, Base):
    __tablename__ = 'things'
    id = sa.Column(sa.Integer, primary_key=True)
";
    let sql = sql_of("", &format!("{MODELS}{CREATE}"));
    for column in ["created DATETIME NOT NULL", "updated DATETIME NOT NULL"] {
        assert!(sql.contains(column), "{sql}");
    }
}

#[test]
fn tables_of_flask_are_called_as_their_classes() {
    const MODELS: &str = "from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
Base = db.Model
class UserRole(db.Model):
    id = db.Column(db.Integer, primary_key=True)
class HTTPLog(db.Model):
    id = db.Column(db.Integer, primary_key=True)
class Own(db.Model):
    __tablename__ = 'Own'
    id = db.Column(db.Integer, primary_key=True)
class Mixin:
    pass
";
    let sql = sql_of("", &format!("{MODELS}{CREATE}"));
    for table in ["TABLE user_role", "TABLE http_log", "TABLE \"Own\""] {
        assert!(sql.contains(table), "{sql}");
    }
    refuses(
        MODELS,
        "import models\ndef upgrade():\n    models.Mixin.__table__.create(op.get_bind())\n",
        "__table__",
    );
}

#[test]
fn what_only_prints_is_silent() {
    const MODELS: &str = "import click, rich, structlog, typer
from loguru import logger
from rich import print as show
from tqdm.auto import tqdm
";
    let body = "def upgrade():
    click.echo('x', err=True)
    click.secho(click.style(5, fg='red') + '!', bold=True)
    typer.echo('x')
    show('[b]x[/b]')
    rich.print('x')
    logger.info('{}', 1)
    structlog.get_logger().info('x', n=1)
    for n in tqdm([1, 2], desc='x'):
        op.execute(f'SELECT {n}')
";
    let sql = sql_of("", &format!("{MODELS}{body}"));
    assert!(
        sql.contains("SELECT 1;") && sql.contains("SELECT 2;"),
        "{sql}"
    );
    refuses(
        "",
        "import psycopg2\ndef upgrade():\n    psycopg2.connect('dbname=x')\n",
        "A connection of the file's own",
    );
}

#[test]
fn a_lazy_type_is_what_it_stands_for() {
    let sql = sql_of(
        "",
        "import sqlalchemy as sa
from lazy_object_proxy import Proxy
def _type():
    class Stamp(sa.TIMESTAMP):
        def __init__(self, *args, timezone=True, **kwargs):
            super().__init__(*args, timezone=timezone, **kwargs)
    return Stamp
Stamp = Proxy(_type)
def upgrade():
    op.create_table('t', sa.Column('a', Stamp(), nullable=False), sa.Column('b', Stamp))
",
    );
    assert!(sql.contains("a TIMESTAMP NOT NULL"), "{sql}");
    assert!(sql.contains("b TIMESTAMP"), "{sql}");
}

#[test]
fn what_a_type_converts_values_with_is_made_and_not_used() {
    const TYPE: &str = "import sqlalchemy as sa
from pydantic import TypeAdapter
class Checked(sa.types.TypeDecorator):
    impl = sa.JSON
    def __init__(self, kind):
        super().__init__()
        self.adapter = TypeAdapter(kind)
    def process_bind_param(self, value, dialect):
        return self.adapter.dump_python(value)
";
    let make = "def upgrade():\n    op.create_table('t', sa.Column('a', Checked(list)))\n";
    let sql = sql_of("", &format!("{TYPE}{make}"));
    assert!(sql.contains("a JSON"), "{sql}");
    let write = "def upgrade():\n    op.bulk_insert(sa.table('t', sa.column('a', Checked(list))), [{'a': []}])\n";
    refuses(
        "",
        &format!("{TYPE}{write}"),
        "`pydantic.TypeAdapter().dump_python` is used here",
    );
}
