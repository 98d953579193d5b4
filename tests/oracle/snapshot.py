"""Prints catalogue and rows of several databases at once, as a JSON list.

    snapshot.py URL ... [--without TABLE ...]

Each is ``{"catalogue": ..., "rows": ...}``, as ``catalogue.py`` and ``rows.py``
print them: one start of Python for many questions.
"""

import argparse
import json
import os
import sys

sys.dont_write_bytecode = True

import sqlalchemy as sa

from catalogue import postgres_catalogue, sqlite_catalogue
from rows import postgres_rows, sqlite_rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    snapshots = []
    for text in arguments.urls:
        url = sa.make_url(text)
        if url.get_backend_name() == "sqlite":
            snapshot = {
                "catalogue": sqlite_catalogue(url, arguments.without, False),
                "rows": sqlite_rows(os.path.abspath(url.database), arguments.without),
            }
        else:
            snapshot = {
                "catalogue": postgres_catalogue(url, arguments.without),
                "rows": postgres_rows(url, arguments.without),
            }
        snapshots.append(snapshot)
    print(json.dumps(snapshots, ensure_ascii=False, default=str))


if __name__ == "__main__":
    sys.exit(main())
