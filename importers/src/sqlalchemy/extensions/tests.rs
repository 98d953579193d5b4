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
