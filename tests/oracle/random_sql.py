"""Random calls and statements, and what Alembic emits for them.

    random_sql.py calls|statements FIRST COUNT

writes a JSON object for each seed on a line of its own: ``snippet``, and for
each dialect ``{"statements": [...]}`` or ``{"error": "..."}``.
"""

import json
import sys

import emit
from random_calls import Calls
from random_statements import Statements

SNIPPETS = {"calls": lambda seed: Calls(seed).of("call"), "statements": lambda seed: Statements(seed).snippet()}


def main():
    kind, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for seed in range(first, first + count):
        snippet = SNIPPETS[kind](seed)
        answers = {dialect: emit.answer(snippet, dialect) for dialect in sorted(emit.MODULES)}
        print(json.dumps({"snippet": snippet, **answers}))


if __name__ == "__main__":
    main()
