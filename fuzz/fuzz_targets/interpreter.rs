//! Conversion of a revision file: interpretation, lowering, writing.
//! What is written must be read again.
#![no_main]

use std::path::Path;
use std::rc::Rc;

use bridge_importers::alembic::convert::{ConvertSource, convert_within};
use bridge_importers::alembic::env::EnvSettings;
use bridge_importers::python::interpreter::{Limits, NoModules};
use bridge_importers::{Dialect, Direction, record, script};
use libfuzzer_sys::fuzz_target;

const LIMITS: Limits = Limits {
    steps: 50_000,
    depth: 200,
    memory: 8 * 1024 * 1024,
};

fuzz_target!(|text: &str| {
    let source = ConvertSource {
        path: Path::new("r.py"),
        text,
    };
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let converted = convert_within(
            &source,
            &EnvSettings::default(),
            Rc::new(NoModules),
            dialect,
            Direction::Up,
            LIMITS,
        );
        if let Ok(lowered) = record::lower(&converted.steps, dialect) {
            let written = script::write(&lowered, dialect);
            let _ = script::read(&written, dialect);
        }
    }
});
