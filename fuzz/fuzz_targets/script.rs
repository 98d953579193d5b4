//! The reader of SQL files with directives: what it reads and writes is the same when read again.
#![no_main]

use bridge_importers::Dialect;
use bridge_importers::script;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        let Ok(read) = script::read(text, dialect) else {
            continue;
        };
        let written = script::write(&read, dialect);
        let again = script::read(&written, dialect).expect("what is written is read");
        assert_eq!(written, script::write(&again, dialect));
        assert_eq!(
            script::checksum(&read, dialect),
            script::checksum(&again, dialect)
        );
    }
});
