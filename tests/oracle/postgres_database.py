"""Makes or drops a PostgreSQL database for one test.

    postgres_database.py create SERVER_URL NAME [--load FILE]
    postgres_database.py drop SERVER_URL NAME

SERVER_URL is of a user who may create databases. ``create`` replaces a database
of that name, loads the SQL text and prints ``{"url": ...}``.
"""

import argparse
import json
import sys

import psycopg2
import sqlalchemy as sa


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["create", "drop"])
    parser.add_argument("server")
    parser.add_argument("name")
    parser.add_argument("--load")
    arguments = parser.parse_args()

    server = psycopg2.connect(arguments.server)
    server.autocommit = True
    quoted = '"' + arguments.name.replace('"', '""') + '"'
    server.cursor().execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
    if arguments.action == "create":
        # From template0, which nobody is ever connected to.
        server.cursor().execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
        url = sa.make_url(arguments.server).set(database=arguments.name)
        text = url.render_as_string(hide_password=False)
        if arguments.load:
            connection = psycopg2.connect(text)
            connection.cursor().execute(open(arguments.load, encoding="utf-8").read())
            connection.commit()
            connection.close()
        print(json.dumps({"url": text}))
    server.close()


if __name__ == "__main__":
    sys.exit(main())
