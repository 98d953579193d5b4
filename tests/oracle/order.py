"""Random revision graphs, walked by Alembic itself.

Prints one JSON object a line: the nodes in load order, Alembic's heads, bases
and order, and random upgrades and downgrades with the rows of
`alembic_version` after every step. `tests/differential/order.rs` compares.

    python order.py SEED COUNT
"""

import json
import random
import sys
import types
import warnings

from alembic.runtime.migration import HeadMaintainer, RevisionStep
from alembic.script.revision import Revision, RevisionError, RevisionMap

warnings.simplefilter("ignore")


def random_nodes(rng):
    size = rng.randint(1, 24)
    ids = ["%s%02d" % (rng.choice("abcxyz"), n) for n in range(size)]
    shape = rng.random()
    nodes = []
    labels = []
    for n, id_ in enumerate(ids):
        earlier = ids[:n]
        if not earlier or rng.random() < 0.06:
            parents = []
        elif rng.random() < shape:
            parents = [earlier[-1]]
        else:
            parents = rng.sample(earlier, min(len(earlier), rng.choice([1, 1, 1, 2, 2, 3, 4])))
        depends_on = []
        if earlier and rng.random() < 0.25:
            depends_on = rng.sample(earlier, min(len(earlier), rng.choice([1, 1, 2, 3])))
        if labels and rng.random() < 0.1:
            depends_on.append(rng.choice(labels))
        own = []
        if rng.random() < 0.06:
            own = ["label%d" % n]
        labels += own
        nodes.append({"id": id_, "parents": parents, "depends_on": depends_on, "labels": own})
    rng.shuffle(nodes)
    return nodes


def load(nodes):
    def scripts():
        for node in nodes:
            script = Revision(
                node["id"],
                tuple(node["parents"]) or None,
                dependencies=tuple(node["depends_on"]) or None,
                branch_labels=tuple(node["labels"]) or None,
            )
            script.module = types.SimpleNamespace(upgrade=None, downgrade=None)
            yield script

    revisions = RevisionMap(scripts)
    revisions._revision_map
    # Alembic makes this tuple from a set, so that its order depends on the
    # hash seed; the declared order is one of those it may take.
    for revision in set(revisions._revision_map.values()) - {None}:
        kept = set(revision._normalized_resolved_dependencies)
        revision._normalized_resolved_dependencies = tuple(
            d for d in revision._resolved_dependencies if d in kept
        )
    return revisions


class Context:
    as_sql = True

    class impl:
        @staticmethod
        def _exec(statement):
            return None

    class _version:
        class c:
            version_num = ""

        insert = update = delete = classmethod(lambda cls: cls())

        def values(self, **kw):
            return self

        def where(self, condition):
            return self


def walk(rng, revisions, nodes):
    heads = HeadMaintainer(Context, ())
    steps = []
    for _ in range(rng.randint(1, 5)):
        current = tuple(heads.heads)
        up = not current or rng.random() < 0.6
        if up:
            target = "heads" if rng.random() < 0.3 else rng.choice(nodes)["id"]
        else:
            target = "base" if rng.random() < 0.2 else rng.choice(nodes)["id"]
        try:
            if up:
                found = list(revisions.iterate_revisions(target, current, implicit_base=True))[::-1]
            else:
                found = list(revisions.iterate_revisions(current, target, select_for_downgrade=True))
        except (RevisionError, AssertionError):
            continue
        run = {"up": up, "target": target, "steps": []}
        steps.append(run)
        for revision in found:
            try:
                heads.update_to_step(RevisionStep(revisions, revision, up))
            except (KeyError, AssertionError) as error:
                run["fault"] = repr(error)
                run["steps"].append({"revision": revision.revision, "rows": None})
                return steps
            run["steps"].append({"revision": revision.revision, "rows": sorted(heads.heads)})
    return steps


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    for n in range(count):
        rng = random.Random(seed * 1_000_003 + n)
        nodes = random_nodes(rng)
        revisions = load(nodes)
        order = [r.revision for r in revisions.iterate_revisions("heads", (), implicit_base=True)]
        print(
            json.dumps(
                {
                    "nodes": nodes,
                    "heads": revisions.heads,
                    "real_heads": revisions._real_heads,
                    "bases": revisions.bases,
                    "order": order[::-1],
                    "walks": [walk(rng, revisions, nodes) for _ in range(3)],
                }
            )
        )


if __name__ == "__main__":
    main()
