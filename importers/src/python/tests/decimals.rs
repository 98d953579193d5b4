//! The context of decimals, where branches on the catalogue change it.

use insta::assert_snapshot;

use super::record::record;

#[test]
fn the_context_of_decimals_is_that_of_its_side() {
    assert_snapshot!(record("
from decimal import Decimal, getcontext
if has('a'):
    getcontext().prec = 3
    run(str(Decimal(1) / 3))
else:
    run(str(Decimal(1) / 3))
    getcontext().prec = 3
run(str(Decimal(1) / 3))
"), @r"
    if a
      0.333 :6
    else
      0.3333333333333333333333333333 :8
    0.333 :10
    ");
    assert_snapshot!(record("
from decimal import Decimal, getcontext
if has('a'):
    getcontext().prec = 3
run('x')
"), @"program: differs-by-path at 5: The context of decimals is changed on only one side of a branch on the live catalogue.");
    assert_snapshot!(record("
from decimal import Decimal, localcontext
def third(t):
    with localcontext() as context:
        context.prec = 3
        if has(t):
            return 'early'
        run(str(Decimal(1) / 3))
    return 'late'
third('a')
run(str(Decimal(1) / 3))
"), @r"
    if not a
      0.333 :9
    0.3333333333333333333333333333 :12
    ");
    assert_snapshot!(record("
from decimal import Decimal, getcontext
try:
    run('x')
    getcontext().prec = 3
except Exception:
    run(str(Decimal(1) / 3))
"), @"program: differs-by-path at 6: A list or dict is changed inside `try`, after an operation that may fail.");
}
