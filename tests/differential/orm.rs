//! Random sequences of operations of SQLAlchemy's ORM under the real Alembic and under bridge:
//! what they log, and the rows that they leave.
//!
//! A failure names the seeds; `tests/oracle/orm_sequences.py SEED NEXT FILE` writes the sequence
//! of one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::oracle;
use crate::programs::{ENV, bridge};

/// As many share a file, and their mappings.
const TOGETHER: u32 = 40;

/// How often SQLAlchemy is asked again where it says something else: sets of objects have the
/// order of addresses there, and what it does can depend on that.
const AGAIN: usize = 8;

/// What a case logs, by its name.
type Logged = BTreeMap<String, String>;

/// One revision in a project.
struct Project<'a> {
    folder: &'a Path,
    text: String,
}

impl<'a> Project<'a> {
    fn of(folder: &'a Path, seeds: &Range<u32>) -> Self {
        let file = folder.join("sequences.py");
        let script = oracle::root().join("tests/oracle/orm_sequences.py");
        let code = format!(
            "import runpy, sys\nsys.argv = ['', '{}', '{}', {:?}]\nrunpy.run_path({:?}, run_name='__main__')",
            seeds.start, seeds.end, file, script
        );
        oracle::run_python(folder, &code);
        let text = std::fs::read_to_string(&file).expect("it was written");
        std::fs::create_dir_all(folder.join("alembic/versions")).expect("a folder");
        std::fs::write(folder.join("alembic/env.py"), ENV).expect("written");
        std::fs::write(
            folder.join("bridge.toml"),
            "[databases.main]\nurl = \"sqlite:///unused.db\"\nhome = true\n\n\
             [sources.main]\nkind = \"alembic\"\npath = \"alembic.ini\"\ndatabase = \"main\"\n\
             dialects = [\"sqlite\", \"postgres\"]\n",
        )
        .expect("written");
        let made = Self { folder, text };
        made.write(None);
        made
    }

    /// Writes the revision, with all cases or with some.
    fn write(&self, only: Option<&[String]>) {
        let mut text = self.text.clone();
        if let Some(only) = only {
            let start = text.rfind("\nCASES = ").expect("the cases are there") + 1;
            let end = start + text[start..].find('\n').expect("a line");
            let cases: Vec<String> = only
                .iter()
                .map(|own| format!("(\"{own}\", {own})"))
                .collect();
            text.replace_range(start..end, &format!("CASES = [{}]", cases.join(", ")));
        }
        let file = self.folder.join("alembic/versions/sequences.py");
        let text = format!("{text}\n\nrevision = 'program'\ndown_revision = None\n");
        std::fs::write(file, text).expect("written");
    }

    /// What the real Alembic logs, in a process of its own.
    fn real(&self, url: &str) -> Logged {
        std::fs::write(
            self.folder.join("alembic.ini"),
            format!(
                "[alembic]\nscript_location = %(here)s/alembic\nsqlalchemy.url = {}\n",
                url.replace('%', "%%")
            ),
        )
        .expect("written");
        let code = "from alembic.config import main\nmain(argv=['upgrade', 'program'])";
        oracle::run_python(self.folder, code);
        logged(url)
    }

    /// The lines of a case.
    fn body(&self, case: &str) -> String {
        let start = self.text.find(&format!("def {case}("));
        let from_there = start.and_then(|at| self.text.get(at..)).unwrap_or_default();
        let lines = from_there.lines().enumerate();
        let own = lines.take_while(|(at, line)| *at == 0 || line.starts_with(' '));
        own.map(|(_, line)| format!("{line}\n")).collect()
    }
}

fn logged(url: &str) -> Logged {
    let rows = oracle::ask(url, "SELECT what, text FROM of_log");
    rows.into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect()
}

/// Runs sequences on databases that `fresh` makes, each of a name, and compares.
fn agrees(all: Range<u32>, fresh: &dyn Fn(&Path, &str) -> String) {
    let mut differences = Vec::new();
    for first in all.clone().step_by(TOGETHER as usize) {
        let seeds = first..all.end.min(first + TOGETHER);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let project = Project::of(folder.path(), &seeds);
        let mut real = project.real(&fresh(folder.path(), "real"));
        let ours = fresh(folder.path(), "ours");
        bridge(folder.path(), &ours, &["import", "--no-rehearsal"]);
        bridge(folder.path(), &ours, &["upgrade", "--no-backup", "program"]);
        let ours = logged(&ours);
        let mut differing: Vec<String> = real.keys().cloned().collect();
        assert_eq!(differing.len(), seeds.len(), "all of {seeds:?} are there");
        differing.retain(|case| real.get(case) != ours.get(case));
        for time in 0..AGAIN {
            if differing.is_empty() {
                break;
            }
            project.write(Some(&differing));
            real = project.real(&fresh(folder.path(), &format!("again{time}")));
            differing.retain(|case| real.get(case) != ours.get(case));
        }
        for case in differing {
            let nothing = String::new();
            differences.push(format!(
                "{}  real: {}\n  ours: {}\n",
                project.body(&case),
                real.get(&case).unwrap_or(&nothing),
                ours.get(&case).unwrap_or(&nothing),
            ));
        }
    }
    assert!(
        differences.is_empty(),
        "{} of the sequences {all:?} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn on_sqlite() {
    agrees(oracle::seeds(0, 120), &|folder, name| {
        oracle::sqlite(&folder.join(format!("{name}.db")), None)
    });
}

#[test]
fn on_postgres() {
    let databases = std::cell::RefCell::new(Vec::new());
    agrees(oracle::seeds(120, 40), &|_, _| {
        let (database, url) = oracle::postgres(None);
        databases.borrow_mut().push(database);
        url
    });
}
