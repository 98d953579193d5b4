//! `python-dateutil` 2.9.0: `parser` and `relativedelta`. Its zones are clocks.

use crate::python::native::ModuleTable;
use crate::python::stdlib::written::name_of;

static PARSER: ModuleTable = ModuleTable {
    name: "dateutil.parser",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/dateutil_parser.py");
        name_of(interpreter, "dateutil.parser", text, name)
    }),
};

static RELATIVEDELTA: ModuleTable = ModuleTable {
    name: "dateutil.relativedelta",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/dateutil_relativedelta.py");
        name_of(interpreter, "dateutil.relativedelta", text, name)
    }),
};

/// The modules.
pub(super) static MODULES: &[&ModuleTable] = &[&PARSER, &RELATIVEDELTA];

#[cfg(test)]
mod tests {
    use crate::sqlalchemy::missing_tests::{refuses, sql_of};

    const IMPORTS: &str = "from datetime import date, datetime
from dateutil.parser import isoparse, parse
from dateutil.relativedelta import FR, MO, relativedelta
";

    /// What python-dateutil itself gives stands beside each.
    fn agree(cases: &[(&str, &str)]) {
        for (expression, expected) in cases {
            let body =
                format!("{IMPORTS}def upgrade():\n    op.execute(f'SELECT {{{expression}}}')\n");
            let sql = sql_of("", &body);
            assert!(
                sql.contains(&format!("SELECT {expected};")),
                "{expression}: {sql}"
            );
        }
    }

    #[test]
    fn differences_are_added() {
        agree(&[
            (
                "datetime(2024, 1, 31, 10, 5) + relativedelta(months=1)",
                "2024-02-29 10:05:00",
            ),
            (
                "datetime(2024, 1, 31) - relativedelta(months=2, days=3)",
                "2023-11-27 00:00:00",
            ),
            ("date(2024, 2, 29) + relativedelta(years=1)", "2025-02-28"),
            (
                "date(2024, 1, 1) + relativedelta(hours=5)",
                "2024-01-01 05:00:00",
            ),
            (
                "date(2024, 5, 5) + relativedelta(weekday=MO(2))",
                "2024-05-13",
            ),
            (
                "date(2024, 5, 5) + relativedelta(weekday=FR(-1))",
                "2024-05-03",
            ),
            (
                "relativedelta(years=1, months=-14, hours=30)",
                "relativedelta(months=-2, days=+1, hours=+6)",
            ),
            (
                "relativedelta(datetime(2024, 3, 1, 5), datetime(2020, 2, 29, 7, 30))",
                "relativedelta(years=+4, hours=+21, minutes=+30)",
            ),
            (
                "relativedelta(date(2020, 1, 31), date(2021, 3, 1))",
                "relativedelta(years=-1, months=-1, days=-1)",
            ),
            (
                "relativedelta(days=1.5, hours=2).normalized()",
                "relativedelta(days=+1, hours=+14)",
            ),
            (
                "relativedelta(yearday=60)",
                "relativedelta(leapdays=-1, month=3, day=1)",
            ),
            ("relativedelta(months=1) == relativedelta(months=1)", "True"),
            (
                "-relativedelta(weeks=1, day=3) * 2",
                "relativedelta(days=-14, day=3)",
            ),
            ("bool(relativedelta())", "False"),
        ]);
    }

    #[test]
    fn plain_texts_are_read_and_others_refused() {
        agree(&[
            ("parse(\"2024-1-2 3:04\")", "2024-01-02 03:04:00"),
            (
                "parse(\"2024-01-02 03:04:05.123456789\")",
                "2024-01-02 03:04:05.123456",
            ),
            (
                "parse(\"2024-01-02T03:04:05+05:30\")",
                "2024-01-02 03:04:05+05:30",
            ),
            (
                "isoparse(\"20240102T030405Z\")",
                "2024-01-02 03:04:05+00:00",
            ),
            ("isoparse(\"2024-01\")", "2024-01-01 00:00:00"),
        ]);
        for expression in [
            "parse(\"Jan 2, 2024\")",
            "parse(\"02/03/2024\")",
            "isoparse(\"2024-1-2\")",
        ] {
            let body =
                format!("{IMPORTS}def upgrade():\n    op.execute(f'SELECT {{{expression}}}')\n");
            refuses("", &body, "does not guess");
        }
    }
}
