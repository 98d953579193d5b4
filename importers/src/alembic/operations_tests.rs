use std::fs;
use std::path::Path;
use std::rc::Rc;

use crate::alembic::convert::{ConvertSource, convert};
use crate::alembic::project::Project;
use crate::{Dialect, Direction, record, script};

const OPS: &str = "from alembic.autogenerate import renderers
from alembic.operations import MigrateOperation, Operations
class View:
    def __init__(self, name, sql):
        self.name = name
        self.sql = sql
class Reversible(MigrateOperation):
    def __init__(self, target):
        self.target = target
    @classmethod
    def invoke_for_target(cls, operations, target):
        return operations.invoke(cls(target))
    @classmethod
    def replace(cls, operations, target, replaces):
        version, name = replaces.split('.')
        module = operations.get_context().script.get_revision(version).module
        operations.invoke(cls(getattr(module, name)).reverse())
        operations.invoke(cls(target))
@Operations.register_operation('create_view', 'invoke_for_target')
@Operations.register_operation('replace_view', 'replace')
class CreateView(Reversible):
    def reverse(self):
        return DropView(self.target)
class DropView(Reversible):
    pass
Operations.register_operation('drop_view', 'invoke_for_target')(DropView)
@Operations.implementation_for(CreateView)
def create(operations, operation):
    operations.execute('CREATE VIEW %s AS %s' % (operation.target.name, operation.target.sql))
@Operations.implementation_for(DropView)
def drop(operations, operation):
    operations.execute('DROP VIEW %s' % operation.target.name)
@renderers.dispatch_for(CreateView)
def render(context, operation):
    return 'op.create_view()'
@Operations.register_operation('drop_column')
class Own(MigrateOperation):
    pass
";
const ENV: &str = "from alembic import context
from alembic.operations import Operations, ops
import sqlalchemy as sa
import app.ops
config = context.config
TABLE = 'notes'
@Operations.register_operation('touch')
class Touch(ops.MigrateOperation):
    def __init__(self, column, of=TABLE):
        self.column, self.of = column, of
    @classmethod
    def touch(cls, operations, column, **options):
        return operations.invoke(cls(column, **options))
@Operations.implementation_for(Touch)
def touch(operations, operation):
    operations.add_column(operation.of, sa.Column(operation.column, sa.DateTime))
    operations.get_bind().execute(sa.text('UPDATE notes SET a = 1'))
context.configure(connection=config.attributes['connection'])
context.run_migrations()
";

fn project(revisions: &[(&str, &str)]) -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("db/versions")).unwrap();
    fs::create_dir_all(root.join("app")).unwrap();
    let ini = "[alembic]\nscript_location = db\nprepend_sys_path = .\n";
    fs::write(root.join("alembic.ini"), ini).unwrap();
    fs::write(root.join("db/env.py"), ENV).unwrap();
    fs::write(root.join("app/ops.py"), OPS).unwrap();
    let helper = "from alembic import op\nfrom app.ops import View\ndef view(name):\n    op.create_view(View(name, 'SELECT 3'))\n";
    fs::write(root.join("app/helper.py"), helper).unwrap();
    for (id, body) in revisions {
        let text = format!(
            "from alembic import op\nfrom app.ops import View\nrevision = '{id}'\ndown_revision = None\n{body}"
        );
        fs::write(root.join(format!("db/versions/{id}.py")), text).unwrap();
    }
    let project = Project::load(&root.join("alembic.ini"), None, root).unwrap();
    (folder, project)
}

/// The SQL of one revision, or what refuses it.
fn sql(root: &Path, project: &Project, id: &str) -> String {
    let revision = project.revisions.iter().find(|one| one.id == id).unwrap();
    let source = ConvertSource {
        path: Path::new(&revision.file.shown),
        text: &revision.file.text,
    };
    let loader = Rc::new(project.settings.modules(root));
    let converted = convert(
        &source,
        &project.env,
        loader,
        Dialect::Sqlite,
        Direction::Up,
    );
    let lowered = record::lower(&converted.steps, Dialect::Sqlite).unwrap();
    let text = script::write(&lowered, Dialect::Sqlite);
    let statements = text.lines().filter(|line| !line.starts_with("--"));
    let findings = converted.diagnostics.iter().map(ToString::to_string);
    let all: Vec<String> = statements.map(str::to_owned).chain(findings).collect();
    all.join("\n").trim().to_owned()
}

#[test]
fn operations_of_the_projects_own() {
    let seen = "seen = View('v', 'SELECT 1')\ndef upgrade():\n    op.create_view(seen)\n    op.drop_view(seen)\n";
    let replaced =
        "def upgrade():\n    op.replace_view(View('v', 'SELECT 2'), replaces='a.seen')\n";
    let touched = "def upgrade():\n    op.touch('at')\n    op.touch('at', of='other')\n";
    let unknown = "def upgrade():\n    op.touch_not('at')\n";
    let through = "def upgrade():\n    from app import helper\n    helper.view('w')\n";
    let (root, project) = project(&[
        ("a", seen),
        ("b", replaced),
        ("c", touched),
        ("d", unknown),
        ("e", through),
    ]);
    let warnings: Vec<String> = project
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(
        warnings.join("\n"),
        @"app/ops.py:36:2: An operation of the project takes the place of Alembic's `op.drop_column`. bridge does not call it."
    );
    let all: Vec<String> = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|id| sql(root.path(), &project, id))
        .collect();
    insta::assert_snapshot!(all.join("\n--\n"), @r"
    CREATE VIEW v AS SELECT 1;

    DROP VIEW v;
    --
    DROP VIEW v;

    CREATE VIEW v AS SELECT 2;
    --
    ALTER TABLE notes ADD COLUMN at DATETIME;

    UPDATE notes SET a = 1;

    ALTER TABLE other ADD COLUMN at DATETIME;

    UPDATE notes SET a = 1;
    --
    db/versions/d.py:6:5: bridge does not know the operation `op.touch_not`.
    --
    CREATE VIEW w AS SELECT 3;
    ");
}
