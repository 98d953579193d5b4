"""Random histories, and databases that Alembic has brought to a random place of them.

    random_histories.py FIRST COUNT

Prints a JSON object a line for the seeds FIRST, FIRST + 1, ...:

    {"seed": 7, "files": {"a00.py": "revision = ..."},
     "before": [["upgrade", "a00"]], "after": [["upgrade", "heads"], ...]}

Alembic alone does what stands in ``before``; then the database is taken over,
and both tools do what stands in ``after``. The graphs are those of order.py.
"""

import json
import sys

from chances import Chances
from order import random_nodes

MOST = 9


class Writer(Chances):
    def __init__(self, seed):
        super().__init__(seed)
        nodes = random_nodes(self.random)
        while len(nodes) > MOST:
            nodes = random_nodes(self.random)
        self.nodes = nodes
        self.ids = [node["id"] for node in nodes]

    def tuple_of(self, ids):
        """A value of the file's header: `None`, a string or a tuple."""
        if len(ids) == 1 and self.chance(0.7):
            return repr(ids[0])
        return repr(tuple(ids) or None)

    def file(self, at, node):
        table = f"表{at}"
        up = [
            f"op.create_table('{table}', sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.String(9)))",
            f"op.execute(\"INSERT INTO {table} VALUES ({at}, 'x'), ({at + 50}, 'y')\")",
        ]
        down = [f"op.drop_table('{table}')"]
        if node["parents"] and self.chance(0.4):
            # Its parent's table is there whenever it runs, up and down.
            parent = f"表{self.ids.index(node['parents'][0])}"
            up.append(f"op.add_column('{parent}', sa.Column('c{at}', sa.Integer, server_default='1'))")
            down.insert(0, f"op.drop_column('{parent}', 'c{at}')")
        if self.chance(0.3):
            up.append(f"op.create_index('ix_{table}', '{table}', ['n'])")
            down.insert(0, f"op.drop_index('ix_{table}', table_name='{table}')")
        lines = [
            "import sqlalchemy as sa",
            "from alembic import op",
            f"revision = {node['id']!r}",
            f"down_revision = {self.tuple_of(node['parents'])}",
            f"depends_on = {self.tuple_of(node['depends_on'])}",
            f"branch_labels = {self.tuple_of(node['labels'])}",
            "def upgrade():",
            *("    " + line for line in up),
            "def downgrade():",
            *("    " + line for line in down),
        ]
        return "\n".join(lines) + "\n"

    def target(self):
        return self.random.choice([*self.ids, "heads"])

    def case(self):
        files = {f"{node['id']}_.py": self.file(at, node) for at, node in enumerate(self.nodes)}
        before = [["upgrade", self.target()] for _ in range(self.random.randint(0, 2))]
        if before and self.chance(0.2):
            before.append(["downgrade", self.random.choice(self.ids)])
        after = [["upgrade", self.target()] for _ in range(self.random.randint(1, 2))]
        if self.chance(0.3):
            after.append(["downgrade", "base"])
        return {"files": files, "before": before, "after": [*after, ["upgrade", "heads"]]}


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first, first + count):
        print(json.dumps({"seed": seed, **Writer(seed).case()}))


if __name__ == "__main__":
    main()
