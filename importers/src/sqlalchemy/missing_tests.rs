//! What stands on classes and columns that are not known is refused, and never
//! written without them.

use std::path::Path;
use std::rc::Rc;

use crate::alembic::convert::{ConvertSource, Converted, Rung, convert};
use crate::alembic::env::EnvSettings;
use crate::python::interpreter::{Loaded, Loader};
use crate::python::syntax::Source;
use crate::{Dialect, Direction};

/// The module `models` beside the revision.
struct Models(&'static str);

impl Loader for Models {
    fn load(&self, dotted: &str) -> Option<Loaded> {
        (dotted == "models").then(|| Loaded {
            source: Source::new("models.py", self.0),
        })
    }
}

const HEAD: &str = "
import sqlalchemy as sa
import elsewhere
from alembic import op
from sqlalchemy.orm import declarative_base
";

fn conversion(models: &'static str, body: &str) -> Converted {
    let text = format!("{HEAD}{body}");
    let source = ConvertSource {
        path: Path::new("r.py"),
        text: &text,
    };
    convert(
        &source,
        &EnvSettings::default(),
        Rc::new(Models(models)),
        Dialect::Sqlite,
        Direction::Up,
    )
}

/// The SQL of a revision on SQLite.
#[track_caller]
pub(super) fn sql_of(models: &'static str, body: &str) -> String {
    let converted = conversion(models, body);
    let lowered = crate::record::lower(&converted.steps, Dialect::Sqlite);
    let lowered = lowered.unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!(converted.rung, Rung::Sql, "{:?}", converted.diagnostics);
    crate::script::write(&lowered, Dialect::Sqlite)
}

pub(super) fn converted(models: &'static str, body: &str) -> (Rung, String) {
    let converted = conversion(models, body);
    let said: Vec<_> = converted
        .diagnostics
        .iter()
        .map(|finding| finding.to_string())
        .collect();
    (converted.rung, said.join("\n"))
}

#[track_caller]
pub(super) fn refuses(models: &'static str, body: &str, what: &str) {
    let (rung, said) = converted(models, body);
    assert_eq!(rung, Rung::Refused, "{body}");
    assert!(said.contains(what), "{said}");
}

const DROPS_ALL: &str =
    "def upgrade():\n    for name in Base.metadata.tables:\n        op.drop_table(name)\n";

#[test]
fn a_metadata_lacks_the_tables_of_classes_that_are_not_known() {
    for bases in ["Base, elsewhere.Model", "elsewhere.Model, Base"] {
        let class = format!(
            "Base = declarative_base()\nclass X({bases}):\n    __tablename__ = 'x'\n    \
             id = sa.Column(sa.Integer, primary_key=True)\n"
        );
        refuses("", &format!("{class}{DROPS_ALL}"), "elsewhere.Model");
        let made = "def upgrade():\n    Base.metadata.create_all(op.get_bind())\n";
        refuses("", &format!("{class}{made}"), "");
    }
    let named = "Base = declarative_base()\nclass X(Base):\n    __tablename__ = elsewhere.NAME\n    \
                 id = sa.Column(sa.Integer, primary_key=True)\n";
    refuses("", &format!("{named}{DROPS_ALL}"), "elsewhere.NAME");
    let left_out = "from sqlalchemy.orm import declarative_base\nimport sqlalchemy as sa\nBase = declarative_base()\n\
                    class X(Base):\n    __tablename__ = 'x'\n    __mapper_args__ = 5\n    id = sa.Column(sa.Integer, primary_key=True)\n";
    refuses(
        left_out,
        &format!("from models import Base\n{DROPS_ALL}"),
        "models.X",
    );
}

#[test]
fn a_table_lacks_the_columns_that_are_not_known() {
    for column in ["elsewhere.column()", "sa.Column(elsewhere.type()).copied()"] {
        let models = format!(
            "import elsewhere\nfrom sqlalchemy.orm import declarative_base\nimport sqlalchemy as sa\nBase = declarative_base()\n\
             class X(Base):\n    __tablename__ = 'x'\n    id = sa.Column(sa.Integer, primary_key=True)\n    y = {column}\n"
        );
        let models: &'static str = models.leak();
        for body in [
            "with op.batch_alter_table('x', copy_from=X.__table__) as b:\n        b.drop_column('id')",
            "X.__table__.create(op.get_bind())",
            "op.create_table('z', *[sa.Column(column.name, column.type) for column in X.__table__.columns])",
            "print(X.__table__.c.keys())",
            "if 'y' in X.__table__.c:\n        op.drop_table('x')",
        ] {
            let body = format!("from models import X\ndef upgrade():\n    {body}\n");
            refuses(models, &body, "");
        }
    }
}

#[test]
fn what_does_not_stand_on_them_is_written() {
    let (rung, said) = converted(
        "",
        "Base = declarative_base()\nclass X(Base, elsewhere.Model):\n    __tablename__ = 'x'\n\
         class Y(Base):\n    __tablename__ = 'y'\n    id = sa.Column(sa.Integer, primary_key=True)\n    other = elsewhere.thing()\n\
         def upgrade():\n    op.execute(sa.update(Y).values(id=1))\n    op.drop_table(Y.__tablename__)\n",
    );
    assert_eq!(rung, Rung::Sql, "{said}");
}
