//! Tables to rebuild. Each has the columns `id`, `name` and `amount`, some rows,
//! and one thing more that a rebuild could lose.

/// A table, what stands around it, and its rows.
pub(super) struct Shape<'a> {
    pub(super) label: &'a str,
    /// The table's name.
    pub(super) table: &'a str,
    pub(super) sql: &'a str,
}

const fn shape(label: &'static str, table: &'static str, sql: &'static str) -> Shape<'static> {
    Shape { label, table, sql }
}

pub(super) const SHAPES: &[Shape<'static>] = &[
    shape(
        "plain",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name VARCHAR(20) NOT NULL, amount NUMERIC(10, 2), PRIMARY KEY (id));
         INSERT INTO t VALUES (1, 'a', 1.5), (2, 'b''c', NULL), (7, '名', 3)",
    ),
    shape(
        "no primary key",
        "t",
        "CREATE TABLE t (id INTEGER, name TEXT, amount INT); INSERT INTO t VALUES (1, 'a', 2), (1, NULL, NULL)",
    ),
    shape(
        "named primary key",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, CONSTRAINT pk_t PRIMARY KEY (id)); INSERT INTO t VALUES (3, 'a', 2)",
    ),
    shape(
        "composite primary key",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name VARCHAR(5) NOT NULL, amount INT, PRIMARY KEY (name, id)); INSERT INTO t VALUES (3, 'a', 2), (3, 'b', 2)",
    ),
    shape(
        "inline primary key",
        "t",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, amount INT); INSERT INTO t VALUES (3, 'a', 2)",
    ),
    shape(
        "autoincrement",
        "t",
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, amount INT); INSERT INTO t VALUES (3, 'a', 2), (9, 'x', 0); DELETE FROM t WHERE id = 9",
    ),
    shape(
        "without rowid",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, PRIMARY KEY (id)) WITHOUT ROWID; INSERT INTO t VALUES (3, 'a', 2)",
    ),
    shape(
        "strict",
        "t",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, amount INT) STRICT; INSERT INTO t VALUES (3, 'a', 2)",
    ),
    shape(
        "unnamed unique",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT UNIQUE, amount INT, PRIMARY KEY (id), UNIQUE (name, amount)); INSERT INTO t VALUES (3, 'a', 2)",
    ),
    shape(
        "named unique",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT CONSTRAINT uq_inline UNIQUE, amount INT, PRIMARY KEY (id), CONSTRAINT uq_t UNIQUE (name, amount)); INSERT INTO t VALUES (3, 'a', 2)",
    ),
    shape(
        "unnamed checks",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT CHECK (length(name) > 0), amount INT, PRIMARY KEY (id), CHECK (amount >= id - 100)); INSERT INTO t VALUES (3, 'a', 2)",
    ),
    shape(
        "named checks",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, flag BOOLEAN, PRIMARY KEY (id), CONSTRAINT ck_flag CHECK (flag IN (0, 1)), CONSTRAINT ck_name CHECK (name <> ')')); INSERT INTO t VALUES (3, 'a', 2, 1)",
    ),
    shape(
        "foreign keys without a name",
        "t",
        "CREATE TABLE p (id INTEGER PRIMARY KEY, a INT, b INT, UNIQUE (a, b)); INSERT INTO p VALUES (1, 5, 6);
         CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL, x INT, y INT, PRIMARY KEY (id), FOREIGN KEY(x, y) REFERENCES p (a, b) DEFERRABLE INITIALLY DEFERRED);
         INSERT INTO t VALUES (3, 'a', 1, 5, 6)",
    ),
    shape(
        "foreign keys with a name",
        "t",
        "CREATE TABLE p (id INTEGER PRIMARY KEY, a INT, b INT, UNIQUE (a, b)); INSERT INTO p VALUES (1, 5, 6);
         CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, x INT, y INT, PRIMARY KEY (id), CONSTRAINT fk_amount FOREIGN KEY(amount) REFERENCES p (id) ON DELETE SET NULL, CONSTRAINT fk_xy FOREIGN KEY(x, y) REFERENCES p (a, b) ON UPDATE CASCADE);
         INSERT INTO t VALUES (3, 'a', 1, 5, 6)",
    ),
    shape(
        "foreign key to a missing table",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, CONSTRAINT fk FOREIGN KEY(amount) REFERENCES later (id), PRIMARY KEY (id)); INSERT INTO t VALUES (3, 'a', NULL)",
    ),
    shape(
        "foreign key without columns",
        "t",
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, name TEXT, amount INT REFERENCES p); INSERT INTO t VALUES (3, 'a', NULL)",
    ),
    shape(
        "self reference",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, parent INT, PRIMARY KEY (id), CONSTRAINT fk_parent FOREIGN KEY(parent) REFERENCES t (id) ON DELETE CASCADE, FOREIGN KEY(amount) REFERENCES t (id));
         INSERT INTO t VALUES (1, 'a', NULL, NULL), (2, 'b', 1, 1)",
    ),
    shape(
        "children",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, PRIMARY KEY (id)); INSERT INTO t VALUES (1, 'a', 2), (2, 'b', 3);
         CREATE TABLE child (id INTEGER PRIMARY KEY, t_id INT REFERENCES t (id) ON DELETE CASCADE, other INT CONSTRAINT fk_named REFERENCES \"t\" (id) ON DELETE SET NULL);
         INSERT INTO child VALUES (1, 1, 2), (2, 2, NULL)",
    ),
    shape(
        "collations",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name VARCHAR(20) COLLATE NOCASE NOT NULL, amount INT, PRIMARY KEY (id), UNIQUE (name)); INSERT INTO t VALUES (1, 'a', 2)",
    ),
    shape(
        "generated columns",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, next INTEGER GENERATED ALWAYS AS (id + 1), low TEXT GENERATED ALWAYS AS (lower(name)) STORED, PRIMARY KEY (id)); INSERT INTO t (id, name, amount) VALUES (1, 'A', 2)",
    ),
    shape(
        "defaults",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT DEFAULT 'it''s' NOT NULL, amount INT DEFAULT -1, a DATETIME DEFAULT CURRENT_TIMESTAMP, b TEXT DEFAULT (lower('X') || 'y'), c BOOLEAN DEFAULT 1 NOT NULL, d TEXT DEFAULT '', e REAL DEFAULT 1.5e3, f TEXT DEFAULT NULL, g BLOB DEFAULT x'00', i BOOLEAN DEFAULT (true), j INT DEFAULT '5', PRIMARY KEY (id));
         INSERT INTO t (id, a) VALUES (1, '2024-01-02 03:04:05')",
    ),
    shape(
        "types",
        "t",
        "CREATE TABLE t (id BIGINT NOT NULL, name CHAR(3), amount DOUBLE PRECISION, a JSON, b BLOB, c DATE, d TIME, e TIMESTAMP, f DATETIME, g DECIMAL(5,1), h NVARCHAR(9), i \"MY TYPE\", k SMALLINT, l FLOAT, m UUID, n VARCHAR, o NUMERIC, p TINYINT(1), q MEDIUMTEXT, r DOUBLE_PRECISION, PRIMARY KEY (id));
         INSERT INTO t (id, name, amount, a, c, f) VALUES (1, 'abc', 2.5, '{\"a\": 1}', '2024-01-02', '2024-01-02 03:04:05')",
    ),
    shape(
        "indexes",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, PRIMARY KEY (id)); INSERT INTO t VALUES (1, 'a', 2);
         CREATE INDEX ix_name ON t (name); CREATE UNIQUE INDEX ux_both ON t (name, amount); CREATE INDEX ix_part ON t (name) WHERE amount > 1",
    ),
    shape(
        "index on an expression",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, PRIMARY KEY (id)); INSERT INTO t VALUES (1, 'a', 2);
         CREATE INDEX ix_expr ON t (lower(name)); CREATE INDEX ix_desc ON t (name DESC); CREATE INDEX ix_coll ON t (name COLLATE NOCASE)",
    ),
    shape(
        "triggers",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, PRIMARY KEY (id)); CREATE TABLE log (what TEXT);
         CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.id); END;
         INSERT INTO t VALUES (1, 'a', 2)",
    ),
    shape(
        "views",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, PRIMARY KEY (id)); CREATE TABLE o (id INT);
         CREATE VIEW v AS SELECT name AS n FROM t; CREATE VIEW v2 AS SELECT v.n, o.id AS oid FROM v JOIN o;
         INSERT INTO t VALUES (1, 'a', 2)",
    ),
    shape(
        "trigger on another table",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, PRIMARY KEY (id)); CREATE TABLE o (id INT);
         CREATE TRIGGER tr_other AFTER INSERT ON o BEGIN DELETE FROM t WHERE id = new.id; END;
         INSERT INTO t VALUES (1, 'a', 2)",
    ),
    shape(
        "computed without its keywords",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, next INT GENERATED ALWAYS AS (id + 1) VIRTUAL, low TEXT AS (lower(name)) STORED, PRIMARY KEY (id)); INSERT INTO t (id, name, amount) VALUES (1, 'A', 2)",
    ),
    shape(
        "column without a type",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT DEFAULT \"quoted\", amount INT, j, PRIMARY KEY (id)); INSERT INTO t VALUES (1, 'a', 2, x'00')",
    ),
    shape(
        "Chinese names",
        "用户",
        "CREATE TABLE \"用户\" (id INTEGER NOT NULL, name TEXT, amount INT, \"余额\" NUMERIC(10, 2) DEFAULT 0 NOT NULL, PRIMARY KEY (id), CONSTRAINT \"唯一\" UNIQUE (\"余额\")); INSERT INTO \"用户\" VALUES (1, '王', 2, 3.5);
         CREATE INDEX \"索引\" ON \"用户\" (\"余额\")",
    ),
    shape(
        "quoted names",
        "my \"odd\" table",
        "CREATE TABLE \"my \"\"odd\"\" table\" (id INTEGER NOT NULL, name TEXT, amount INT, \"a b\" INT, [c d] TEXT, `e` TEXT, PRIMARY KEY (id), CONSTRAINT \"u q\" UNIQUE (\"a b\")); INSERT INTO \"my \"\"odd\"\" table\" VALUES (1, 'a', 2, 3, 'x', 'y');
         CREATE INDEX \"i x\" ON \"my \"\"odd\"\" table\" (\"a b\", [c d])",
    ),
    shape(
        "keywords",
        "order",
        "CREATE TABLE \"order\" (id INTEGER NOT NULL, name TEXT, amount INT, \"select\" INT, \"group\" TEXT DEFAULT 'x', PRIMARY KEY (id), CONSTRAINT \"check\" UNIQUE (\"select\")); INSERT INTO \"order\" VALUES (1, 'a', 2, 3, 'g')",
    ),
    shape(
        "mixed case",
        "MyTable",
        "CREATE TABLE \"MyTable\" (id INTEGER NOT NULL, name TEXT, amount INT, \"camelCase\" INT, UPPER TEXT, PRIMARY KEY (id), CONSTRAINT \"UQ_X\" UNIQUE (\"camelCase\")); INSERT INTO \"MyTable\" VALUES (1, 'a', 2, 3, 'g')",
    ),
    shape(
        "conflict clauses",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL ON CONFLICT FAIL, name TEXT UNIQUE ON CONFLICT REPLACE, amount INT, PRIMARY KEY (id) ON CONFLICT IGNORE); INSERT INTO t VALUES (1, 'a', 2)",
    ),
    shape(
        "comments in the text",
        "t",
        "CREATE TABLE t ( -- the table, (with) 'quotes'
            id INTEGER NOT NULL, /* name TEXT, */ name TEXT, -- CHECK (x)
            amount INT, PRIMARY KEY (id)); INSERT INTO t VALUES (1, 'a', 2)",
    ),
    shape(
        "made by create_all",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, extra_first TEXT, name VARCHAR(20), amount NUMERIC, extra VARCHAR(9) DEFAULT 'e' NOT NULL, PRIMARY KEY (id)); INSERT INTO t VALUES (1, 'f', 'a', 2, 'g')",
    ),
    shape(
        "many rows of every class",
        "t",
        "CREATE TABLE t (id INTEGER NOT NULL, name TEXT, amount INT, PRIMARY KEY (id));
         INSERT INTO t VALUES (1, 'a', 'text'), (2, x'0102', 2.5), (3, '', ''), (4, 12, '12'), (5, '1e3', '1e3'), (6, NULL, -9223372036854775808)",
    ),
];
