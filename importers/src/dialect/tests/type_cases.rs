//! Types, and defaults of columns.

use super::Case;
use super::build::*;
use crate::operation::types::{BinaryKind, Enum, FloatKind, TextKind};
use crate::operation::{Column, Constraint, Expression, Name, SqlType, Table};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = types();
    cases.extend(enumerations());
    cases.extend(defaults());
    cases
}

fn of_text(kind: TextKind, length: Option<u32>, collation: Option<&str>) -> SqlType {
    SqlType::Text {
        kind,
        length,
        collation: collation.map(str::to_owned),
    }
}

fn of_bytes(kind: BinaryKind, length: Option<u32>) -> SqlType {
    SqlType::Binary { kind, length }
}

fn row(types: Vec<SqlType>) -> crate::operation::Operation {
    let columns = types
        .into_iter()
        .enumerate()
        .map(|(index, data_type)| column(&format!("c{index}"), data_type))
        .collect();
    create(table("t", columns))
}

fn types() -> Vec<Case> {
    vec![
        (
            "op.create_table('t', *[sa.Column(f'c{i}', t) for i, t in enumerate([sa.Integer(), sa.SmallInteger(), sa.BigInteger(), sa.Boolean(), sa.Date(), sa.Time(), sa.Time(timezone=True), sa.DateTime(), sa.DateTime(timezone=True), sa.TIMESTAMP(), sa.TIMESTAMP(timezone=True), sa.Interval(), sa.LargeBinary(), sa.JSON(), sa.Uuid(), sa.UUID()])])",
            row(vec![
                INT,
                SMALL,
                BIG,
                BOOL,
                SqlType::Date,
                SqlType::Time {
                    timezone: false,
                    precision: None,
                },
                SqlType::Time {
                    timezone: true,
                    precision: None,
                },
                DATETIME,
                SqlType::DateTime {
                    timestamp: false,
                    timezone: true,
                    precision: None,
                },
                SqlType::DateTime {
                    timestamp: true,
                    timezone: false,
                    precision: None,
                },
                SqlType::DateTime {
                    timestamp: true,
                    timezone: true,
                    precision: None,
                },
                SqlType::Interval {
                    native: false,
                    fields: None,
                    precision: None,
                },
                of_bytes(BinaryKind::Large, None),
                SqlType::Json {
                    binary: false,
                    none_as_null: false,
                    postgres: false,
                },
                SqlType::Uuid {
                    native: false,
                    as_text: false,
                },
                SqlType::Uuid {
                    native: true,
                    as_text: false,
                },
            ]),
        ),
        (
            "op.create_table('t', *[sa.Column(f'c{i}', t) for i, t in enumerate([sa.String(), sa.String(5), sa.String(0), sa.String(5, collation='de_DE'), sa.Unicode(3), sa.VARCHAR(4), sa.NVARCHAR(5), sa.CHAR(2), sa.NCHAR(2), sa.Text(), sa.Text(100), sa.UnicodeText(), sa.CLOB(), sa.String(collation='NOCASE')])])",
            row(vec![
                STRING,
                string(5),
                string(0),
                of_text(TextKind::Varchar, Some(5), Some("de_DE")),
                of_text(TextKind::Unicode, Some(3), None),
                string(4),
                of_text(TextKind::NVarchar, Some(5), None),
                of_text(TextKind::Char, Some(2), None),
                of_text(TextKind::NChar, Some(2), None),
                TEXT,
                of_text(TextKind::Text, Some(100), None),
                of_text(TextKind::UnicodeText, None, None),
                of_text(TextKind::Clob, None, None),
                of_text(TextKind::Varchar, None, Some("NOCASE")),
            ]),
        ),
        (
            "op.create_table('t', *[sa.Column(f'c{i}', t) for i, t in enumerate([sa.Numeric(), sa.Numeric(10), sa.Numeric(10, 2), sa.DECIMAL(10, 0), sa.Float(), sa.Float(24), sa.Double(), sa.DOUBLE_PRECISION(), sa.REAL(), sa.FLOAT(10), sa.BLOB(), sa.BINARY(4), sa.VARBINARY(8)])])",
            row(vec![
                NUMERIC,
                SqlType::Numeric {
                    decimal: false,
                    precision: Some(10),
                    scale: None,
                },
                SqlType::Numeric {
                    decimal: false,
                    precision: Some(10),
                    scale: Some(2),
                },
                SqlType::Numeric {
                    decimal: true,
                    precision: Some(10),
                    scale: Some(0),
                },
                FLOAT,
                SqlType::Float {
                    kind: FloatKind::Float,
                    precision: Some(24),
                },
                SqlType::Float {
                    kind: FloatKind::Double,
                    precision: None,
                },
                SqlType::Float {
                    kind: FloatKind::DoublePrecision,
                    precision: None,
                },
                SqlType::Float {
                    kind: FloatKind::Real,
                    precision: None,
                },
                SqlType::Float {
                    kind: FloatKind::Float,
                    precision: Some(10),
                },
                of_bytes(BinaryKind::Blob, None),
                of_bytes(BinaryKind::Binary, Some(4)),
                of_bytes(BinaryKind::VarBinary, Some(8)),
            ]),
        ),
        (
            "op.create_table('t', sa.Column('c0', postgresql.TIMESTAMP(precision=3)), sa.Column('c1', postgresql.TIME(precision=2, timezone=True)))",
            row(vec![
                SqlType::DateTime {
                    timestamp: true,
                    timezone: false,
                    precision: Some(3),
                },
                SqlType::Time {
                    timezone: true,
                    precision: Some(2),
                },
            ]),
        ),
        (
            "op.create_table('t', sa.Column('a', postgresql.INTERVAL(fields='DAY TO SECOND', precision=3)))",
            one(SqlType::Interval {
                native: true,
                fields: Some("DAY TO SECOND".to_owned()),
                precision: Some(3),
            }),
        ),
        (
            "op.create_table('t', sa.Column('a', postgresql.JSONB))",
            one(SqlType::Json {
                binary: true,
                none_as_null: false,
                postgres: false,
            }),
        ),
        (
            "op.create_table('t', sa.Column('a', postgresql.BYTEA))",
            one(of_bytes(BinaryKind::Bytea, None)),
        ),
        (
            "op.create_table('t', sa.Column('a', postgresql.INET))",
            one(SqlType::Native {
                dialect: "postgresql".to_owned(),
                sql: "INET".to_owned(),
            }),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.ARRAY(sa.String(5, collation='C'), dimensions=2)))",
            one(SqlType::Array {
                item: Box::new(of_text(TextKind::Varchar, Some(5), Some("C"))),
                zero_based: false,
                postgres: false,
                dimensions: Some(2),
            }),
        ),
        ("op.create_table('t', sa.Column('a'))", one(SqlType::Null)),
        (
            "op.create_table('t', sa.Column('a', sa.Integer().with_variant(sa.BigInteger, 'postgresql'), primary_key=True))",
            create(table(
                "t",
                vec![key(
                    "a",
                    SqlType::Variant {
                        base: Box::new(INT),
                        variants: vec![("postgresql".to_owned(), BIG)],
                    },
                )],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')))",
            one(SqlType::Variant {
                base: Box::new(SqlType::Json {
                    binary: false,
                    none_as_null: false,
                    postgres: false,
                }),
                variants: vec![(
                    "postgresql".to_owned(),
                    SqlType::Json {
                        binary: true,
                        none_as_null: false,
                        postgres: false,
                    },
                )],
            }),
        ),
    ]
}

fn enumerations() -> Vec<Case> {
    let plain = |name| enumeration(name, &["x", "it's %", "longer"]);
    let shared = || SqlType::Enum(enumeration(Some("e"), &["x"]));
    let mut named = plain(Some("Kind"));
    named.schema = Some(Name::from("s"));
    vec![
        (
            "op.create_table('t', sa.Column('a', sa.Enum('x', \"it's %\", 'longer', name='Kind', schema='s')))",
            one(SqlType::Enum(named)),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Enum('x', \"it's %\", 'longer')))",
            one(SqlType::Enum(plain(None))),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Enum('x', name='e')), sa.Column('b', sa.Enum('x', name='e')))",
            create(table(
                "t",
                vec![column("a", shared()), column("b", shared())],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.ARRAY(sa.Enum('x', name='e'))))",
            one(SqlType::Array {
                item: Box::new(shared()),
                zero_based: false,
                postgres: false,
                dimensions: None,
            }),
        ),
        (
            "op.create_table('t', sa.Column('a', postgresql.ENUM('x', name='e', create_type=False)))",
            one(SqlType::Enum(Enum {
                create_type: false,
                postgres_only: true,
                ..enumeration(Some("e"), &["x"])
            })),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Enum('x', 'yy', native_enum=False)), sa.Column('b', sa.Enum('x', native_enum=False, length=9)))",
            create(table(
                "t",
                vec![
                    column(
                        "a",
                        SqlType::Enum(Enum {
                            native: false,
                            ..enumeration(None, &["x", "yy"])
                        }),
                    ),
                    column(
                        "b",
                        SqlType::Enum(Enum {
                            native: false,
                            length: Some(9),
                            ..enumeration(None, &["x"])
                        }),
                    ),
                ],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Enum('x', \"y'\", native_enum=False, create_constraint=True, name='ck')))",
            create(Table {
                constraints: vec![Constraint {
                    type_bound: true,
                    ..constraint(
                        Some("ck"),
                        check(binary(
                            reference("a"),
                            "IN",
                            Expression::List(vec![quoted("x"), quoted("y'")]),
                        )),
                    )
                }],
                ..table(
                    "t",
                    vec![column(
                        "a",
                        SqlType::Enum(Enum {
                            native: false,
                            create_constraint: true,
                            ..enumeration(Some("ck"), &["x", "y'"])
                        }),
                    )],
                )
            }),
        ),
    ]
}

fn defaults() -> Vec<Case> {
    let with = |defaults: Vec<(SqlType, Expression)>| {
        let columns: Vec<Column> = defaults
            .into_iter()
            .enumerate()
            .map(|(index, (data_type, default))| {
                with_default(&format!("c{index}"), data_type, default)
            })
            .collect();
        create(table("t", columns))
    };
    vec![
        (
            "op.create_table('t', sa.Column('c0', sa.Integer, server_default='0'), sa.Column('c1', sa.String, server_default=\"it's 5% \\\\ \\t\"), sa.Column('c2', sa.Integer, server_default=sa.text('0')), sa.Column('c3', sa.Integer, server_default=sa.text('1 + 1')), sa.Column('c4', sa.String, server_default=sa.text(\"'a'\")), sa.Column('c5', sa.String, server_default=sa.text('\"q\"')), sa.Column('c6', sa.Integer, server_default=sa.text(' (1)')), sa.Column('c7', sa.JSON, server_default='{\"a\": 1}'))",
            with(vec![
                (INT, quoted("0")),
                (STRING, quoted("it's 5% \\ \t")),
                (INT, text("0")),
                (INT, text("1 + 1")),
                (STRING, text("'a'")),
                (STRING, text("\"q\"")),
                (INT, text(" (1)")),
                (
                    SqlType::Json {
                        binary: false,
                        none_as_null: false,
                        postgres: false,
                    },
                    quoted("{\"a\": 1}"),
                ),
            ]),
        ),
        (
            "op.create_table('t', sa.Column('c0', sa.DateTime, server_default=sa.func.now()), sa.Column('c1', sa.DateTime, server_default=sa.text('now()')), sa.Column('c2', sa.DateTime, server_default=sa.func.current_timestamp()), sa.Column('c3', sa.DateTime, server_default=sa.func.localtimestamp()), sa.Column('c4', sa.String, server_default=sa.func.lower('X')), sa.Column('c5', sa.Boolean, server_default=sa.true()), sa.Column('c6', sa.Boolean, server_default=sa.false()), sa.Column('c7', sa.Integer, server_default=sa.null()), sa.Column('c8', sa.DateTime, server_default=sa.func.datetime('now')), sa.Column('c9', sa.DateTime, server_default=sa.text('(CURRENT_TIMESTAMP)')))",
            with(vec![
                (DATETIME, call("now", vec![])),
                (DATETIME, text("now()")),
                (DATETIME, call("current_timestamp", vec![])),
                (DATETIME, call("localtimestamp", vec![])),
                (STRING, call("lower", vec![quoted("X")])),
                (BOOL, Expression::True),
                (BOOL, Expression::False),
                (INT, Expression::Null),
                (DATETIME, call("datetime", vec![quoted("now")])),
                (DATETIME, text("(CURRENT_TIMESTAMP)")),
            ]),
        ),
    ]
}
