//! Functions that classes of other modules register count where the revision imports them.

use super::missing_tests::{converted, refuses};
use crate::alembic::convert::Rung;

const CLASS: &str = "import sqlalchemy as sa\nfrom sqlalchemy.sql.functions import GenericFunction\n\
    class by_x(GenericFunction):\n    name = 'BY_X'\n    identifier = 'by_y'\n    inherit_cache = True\n\
    \u{20}   def __init__(self, *given):\n        sa.seen(*given)\nN = 5\n";

#[test]
fn a_class_of_a_module_that_is_imported_counts() {
    const BODY: &str = "def upgrade():\n    op.execute(sa.select(sa.func.by_y(1)))\n";
    refuses(CLASS, &format!("import models\n{BODY}"), "seen");
    refuses(CLASS, &format!("from models import N\n{BODY}"), "seen");
    assert_eq!(converted(CLASS, BODY).0, Rung::Sql);
    const OTHER: &str = "def upgrade():\n    op.execute(sa.select(sa.func.by_x(1)))\n";
    assert_eq!(
        converted(CLASS, &format!("import models\n{OTHER}")).0,
        Rung::Sql
    );
}

#[test]
fn a_class_that_is_not_known_may_be_any_function() {
    const LOST: &str = "from sqlalchemy.sql.functions import GenericFunction\nimport elsewhere\n\
        class by_x(GenericFunction, elsewhere.Mixin):\n    pass\nN = 5\n";
    let body = |what: &str| format!("from models import N\ndef upgrade():\n    {what}\n");
    refuses(
        LOST,
        &body("op.execute(sa.select(sa.func.by_x(1)))"),
        "by_x (derived from elsewhere.Mixin)",
    );
    let (rung, said) = converted(LOST, &body("op.drop_table('t')"));
    assert_eq!(rung, Rung::Sql, "{said}");
    const ORDERED: &str = "from sqlalchemy.sql.functions import OrderedSetAgg, count\n\
        class by_x(OrderedSetAgg):\n    pass\nN = 5\n";
    refuses(
        ORDERED,
        &body("op.execute(sa.select(sa.func.by_x(1)))"),
        "models.by_x",
    );
    const COUNT: &str = "from sqlalchemy.sql.functions import count\n\
        class by_x(count):\n    pass\nN = 5\n";
    refuses(
        COUNT,
        &body("op.execute(sa.select(sa.func.by_x(1)))"),
        "models.by_x",
    );
}
