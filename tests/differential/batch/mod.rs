//! Tables rebuilt by bridge and by the real Alembic, online, side by side:
//! every shape with every body.
//!
//! Where the two differ, the difference is one of the closed list at the top
//! of `importers/src/rebuild/mod.rs`, and [`permitted`] says which.

mod bodies;
mod permitted;
mod random;
mod shapes;
mod special;

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use bridge::database::sqlite::SqliteConnection;
use bridge::database::{Access, Connection, OpenOptions};
use bridge::plan::{Mode, Work};
use bridge::run::{RehearsalStep, Variables, rehearse};
use bridge_importers::alembic::convert::{ConvertSource, Rung, convert};
use bridge_importers::alembic::env::EnvSettings;
use bridge_importers::modules::Modules;
use bridge_importers::{Dialect, Direction, record};
use serde::Deserialize;
use serde_json::Value;

use self::bodies::{BODIES, Body};
use self::shapes::{SHAPES, Shape};
use self::special::SPECIAL;
use crate::oracle;

/// A table, and what is done to it.
struct Case<'a> {
    shape: &'a Shape<'a>,
    body: &'a Body<'a>,
}

impl Case<'_> {
    fn label(&self) -> String {
        format!("{} / {}", self.shape.label, self.body.0)
    }

    /// The revision file.
    fn text(&self) -> String {
        let (_, arguments, body) = self.body;
        let table = serde_json::json!(self.shape.table);
        let body: String = body
            .lines()
            .map(|line| format!("        {line}\n"))
            .collect();
        format!(
            "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = 'a'\ndown_revision = None\nT = {table}\n\n\
             def upgrade():\n    with op.batch_alter_table(T, {arguments}) as b:\n{body}"
        )
    }

    fn lay_out(&self, file: &Path) {
        let connection = rusqlite::Connection::open(file).expect("the file can be made");
        connection
            .execute_batch(&format!(
                "PRAGMA foreign_keys=OFF; CREATE TABLE p2 (id INTEGER PRIMARY KEY); INSERT INTO p2 VALUES (1), (2); {}",
                self.shape.sql
            ))
            .unwrap_or_else(|error| panic!("{}: {error}", self.shape.label));
    }

    /// Does it as a run would; what stopped it.
    fn run(&self, file: &Path, circumstances: &Circumstances) -> Option<String> {
        let text = self.text();
        let convention = circumstances.convention.iter();
        let environment = EnvSettings {
            naming_convention: Some(
                convention
                    .map(|(kind, template)| ((*kind).to_owned(), (*template).to_owned()))
                    .collect(),
            ),
            ..EnvSettings::default()
        };
        let path = Path::new("revision.py");
        let source = ConvertSource { path, text: &text };
        let converted = convert(
            &source,
            &environment,
            Rc::new(Modules::around(Path::new("."))),
            Dialect::Sqlite,
            Direction::Up,
        );
        if !matches!(converted.rung, Rung::Sql | Rung::Directives) {
            let reasons = converted.diagnostics.iter();
            let reasons: Vec<String> = reasons.map(ToString::to_string).collect();
            return Some(reasons.join("; "));
        }
        let script = match record::lower(&converted.steps, Dialect::Sqlite) {
            Ok(script) => script,
            Err(found) => return Some(found.iter().map(ToString::to_string).collect()),
        };
        // What the executor runs is what the file says.
        let text = bridge_importers::script::write(&script, Dialect::Sqlite);
        let script = bridge_importers::script::read(&text, Dialect::Sqlite)
            .unwrap_or_else(|error| panic!("{}: {error}\n{text}", self.label()));
        let options = OpenOptions {
            access: Access::ReadWrite { create: false },
            foreign_keys: circumstances.foreign_keys,
            ..OpenOptions::default()
        };
        let connection = SqliteConnection::open(file, &options).expect("the file opens");
        let mut connection: Box<dyn Connection> = Box::new(connection);
        let work = Work::Script(Arc::new(script));
        let step = RehearsalStep {
            revision: "a",
            database: "d",
            direction: Direction::Up,
            mode: Mode::Transaction,
            file: "up.sql",
            work: &work,
            variables: &Variables::default(),
        };
        let rehearsal = rehearse(&mut connection, &[step]).expect("a transaction");
        let failure = rehearsal.failure.map(|failure| failure.error.to_string());
        if failure.is_some() {
            let _ = connection.rollback();
        }
        failure
    }
}

/// What a project says of itself.
#[derive(Default)]
struct Circumstances {
    /// Whether its connections enforce foreign keys.
    foreign_keys: bool,
    /// The naming convention of its metadata.
    convention: &'static [(&'static str, &'static str)],
}

/// What both made of a case.
#[derive(Deserialize)]
struct Answer {
    /// What Alembic stopped with.
    error: Option<String>,
    real: Value,
    ours: Value,
}

/// Runs cases on both sides.
fn compared(cases: &[Case<'_>], circumstances: &Circumstances) -> Vec<(Option<String>, Answer)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut outcomes = Vec::new();
    let mut questions = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let (real, ours) = (
            folder.path().join(format!("real{at}.db")),
            folder.path().join(format!("ours{at}.db")),
        );
        case.lay_out(&real);
        case.lay_out(&ours);
        outcomes.push(case.run(&ours, circumstances));
        questions.push(serde_json::json!({
            "file": real, "ours": ours, "body": case.text(),
            "foreign_keys": circumstances.foreign_keys,
            "convention": circumstances.convention.iter().copied().collect::<BTreeMap<_, _>>(),
        }));
    }
    let file = folder.path().join("cases.json");
    std::fs::write(&file, Value::Array(questions).to_string()).expect("the questions");
    let answers: Vec<Answer> = oracle::ask_driver("batch.py", &file);
    outcomes.into_iter().zip(answers).collect()
}

/// Every body on some of the shapes, every shape with some of the bodies, and
/// what fits one shape only. `BRIDGE_ALL_BATCHES=1` tries every pair, which takes minutes.
fn cases() -> Vec<Case<'static>> {
    const STRIDE: usize = 8;
    let all = std::env::var_os("BRIDGE_ALL_BATCHES").is_some();
    let general = SHAPES.iter().enumerate().flat_map(move |(row, shape)| {
        let bodies = BODIES.iter().enumerate();
        let chosen = bodies.filter(move |(at, _)| all || (row + at) % STRIDE == 0 || row == 0);
        chosen.map(move |(_, body)| Case { shape, body })
    });
    let special = SPECIAL.iter().map(|(label, body)| Case {
        shape: SHAPES
            .iter()
            .find(|shape| shape.label == *label)
            .expect("a shape of this label"),
        body,
    });
    general.chain(special).collect()
}

/// Panics with all that differs; how many cases arrived on both sides.
fn all_alike(cases: &[Case<'_>], circumstances: &Circumstances) -> usize {
    let mut wrong = Vec::new();
    let mut arrived = 0;
    for (case, (ours, answer)) in cases.iter().zip(compared(cases, circumstances)) {
        wrong.extend(permitted::rest(case, ours.as_deref(), &answer));
        arrived += usize::from(ours.is_none() && answer.error.is_none());
    }
    assert!(
        wrong.is_empty(),
        "{} differences in {} cases\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
    arrived
}

/// A project with a naming convention.
fn named() -> Circumstances {
    Circumstances {
        convention: &[
            ("ix", "ix_%(table_name)s_%(column_0_N_name)s"),
            ("uq", "uq_%(table_name)s_%(column_0_name)s"),
            ("ck", "ck_%(table_name)s_%(constraint_name)s"),
            (
                "fk",
                "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            ),
            ("pk", "pk_%(table_name)s"),
        ],
        ..Circumstances::default()
    }
}

#[test]
fn a_rebuilt_table_is_what_alembic_builds() {
    all_alike(&cases(), &Circumstances::default());
}

/// The convention of the project's metadata names what the batch adds, not
/// what the table is read or made with.
#[test]
fn a_rebuilt_table_has_the_names_that_alembic_gives() {
    all_alike(&cases(), &named());
}

/// Cases of one shape.
fn of_shape(label: &str, bodies: &'static [Body<'static>]) -> Vec<Case<'static>> {
    let shape = SHAPES.iter().find(|shape| shape.label == label);
    let shape = shape.expect("a shape of this label");
    bodies.iter().map(|body| Case { shape, body }).collect()
}

const REBUILT: &[Body<'static>] = &[("recreate always", "recreate='always'", "pass")];

/// With `PRAGMA foreign_keys=ON` Alembic's rebuild of a parent empties its
/// children; bridge refuses on such a connection, and loses nothing on its own.
#[test]
fn no_row_of_a_child_is_lost() {
    let cases = of_shape("children", REBUILT);
    let children = |database: &Value| database["rows"]["tables"]["child"]["rows"].clone();
    let all = serde_json::json!([[1, 1, 2], [2, 2, null]]);

    let enforced = compared(
        &cases,
        &Circumstances {
            foreign_keys: true,
            ..Circumstances::default()
        },
    );
    let (ours, answer) = &enforced[0];
    assert_eq!(answer.error, None);
    assert_eq!(
        children(&answer.real),
        serde_json::json!([]),
        "Alembic loses them"
    );
    let refusal = ours.as_deref().unwrap_or_default();
    assert!(refusal.contains("foreign keys are enforced"), "{refusal}");
    assert_eq!(children(&answer.ours), all);

    let (ours, answer) = &compared(&cases, &Circumstances::default())[0];
    assert_eq!(*ours, None);
    assert_eq!(children(&answer.ours), all);
}

/// A table that `create_all()` made with more columns keeps them, whatever the
/// batch says of the table.
#[test]
fn columns_that_no_revision_made_stay() {
    const MADE: &[Body<'static>] = &[
        (
            "add",
            "recreate='always'",
            "b.add_column(sa.Column('x', sa.Integer()))",
        ),
        ("drop", "", "b.drop_column('amount')"),
        (
            "copy_from",
            "copy_from=sa.Table(T, sa.MetaData(), sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(20)))",
            "b.alter_column('name', nullable=False)",
        ),
        (
            "include_columns",
            "reflect_kwargs={'include_columns': ['id', 'name']}, recreate='always'",
            "pass",
        ),
    ];
    for (case, (ours, answer)) in of_shape("made by create_all", MADE).iter().zip(compared(
        &of_shape("made by create_all", MADE),
        &Circumstances::default(),
    )) {
        assert_eq!(ours, None, "{}", case.label());
        let table = &answer.ours["rows"]["tables"]["t"];
        let columns = table["columns"].as_array().expect("columns");
        for (name, value) in [("extra_first", "f"), ("extra", "g")] {
            let at = columns.iter().position(|column| column == name);
            let at = at.unwrap_or_else(|| panic!("{}: no column {name}", case.label()));
            assert_eq!(table["rows"][0][at], value, "{}", case.label());
        }
    }
}
