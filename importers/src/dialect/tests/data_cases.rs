//! `op.bulk_insert` and `op.execute`.

use super::Case;
use super::build::*;
use crate::operation::expression::{
    Delete, From, Insert, Literal, Select, Source, TableObjectId, Update,
};
use crate::operation::{Expression, Name, Operation, SqlType, TableName};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = rows();
    cases.extend(statements());
    cases.extend(queries());
    cases
}

fn insert(columns: Vec<(&str, SqlType)>, rows: Vec<Vec<Option<Expression>>>) -> Operation {
    Operation::BulkInsert {
        table: TableName::new("t"),
        columns: columns
            .into_iter()
            .map(|(name, data_type)| (Name::from(name), data_type))
            .collect(),
        rows,
    }
}

fn rows() -> Vec<Case> {
    let zoned = SqlType::DateTime {
        timestamp: false,
        timezone: true,
        precision: None,
    };
    vec![
        (
            "op.bulk_insert(sa.table('t', sa.column('a', sa.String), sa.column('Order', sa.Integer)), [{'a': \"it's 5% \\\\ :x\", 'Order': 1}, {'Order': -2}, {'a': None, 'Order': True}])",
            insert(
                vec![("a", STRING), ("Order", INT)],
                vec![
                    vec![Some(quoted("it's 5% \\ :x")), Some(number("1"))],
                    vec![None, Some(number("-2"))],
                    vec![
                        Some(literal(Literal::Null)),
                        Some(literal(Literal::Bool(true))),
                    ],
                ],
            ),
        ),
        (
            "op.bulk_insert(sa.table('t', sa.column('a', sa.String)), [])",
            insert(vec![("a", STRING)], vec![]),
        ),
        (
            "import datetime as d; op.bulk_insert(sa.table('t', sa.column('a', sa.DateTime), sa.column('b', sa.Date), sa.column('c', sa.Time), sa.column('e', sa.DateTime(timezone=True))), [dict(a=d.datetime(2020, 1, 2, 3, 4, 5), b=d.date(2020, 1, 2), c=d.time(1, 2, 3, 5000), e=d.datetime(2020, 1, 2, 3, 4, 5, 60000, tzinfo=d.timezone.utc))])",
            insert(
                vec![
                    ("a", DATETIME),
                    ("b", SqlType::Date),
                    (
                        "c",
                        SqlType::Time {
                            timezone: false,
                            precision: None,
                        },
                    ),
                    ("e", zoned),
                ],
                vec![vec![
                    Some(literal(Literal::DateTime("2020-01-02 03:04:05".to_owned()))),
                    Some(literal(Literal::Date("2020-01-02".to_owned()))),
                    Some(literal(Literal::Time("01:02:03.005000".to_owned()))),
                    Some(literal(Literal::DateTime(
                        "2020-01-02 03:04:05.060000+00:00".to_owned(),
                    ))),
                ]],
            ),
        ),
        (
            "import decimal; op.bulk_insert(sa.table('t', sa.column('a', sa.Text), sa.column('b', sa.Float), sa.column('c', sa.Numeric), sa.column('d', sa.Boolean), sa.column('e', sa.Enum('x', name='e')), sa.column('f', sa.Text)), [dict(a='x\\'y', b=1.5, c=decimal.Decimal('2.50'), d=1, e='x', f='日本')])",
            insert(
                vec![
                    ("a", TEXT),
                    ("b", FLOAT),
                    ("c", NUMERIC),
                    ("d", BOOL),
                    ("e", SqlType::Enum(enumeration(Some("e"), &["x"]))),
                    ("f", TEXT),
                ],
                vec![vec![
                    Some(quoted("x'y")),
                    Some(literal(Literal::Float("1.5".to_owned()))),
                    Some(literal(Literal::Decimal("2.50".to_owned()))),
                    Some(number("1")),
                    Some(quoted("x")),
                    Some(quoted("日本")),
                ]],
            ),
        ),
        (
            "import uuid; op.bulk_insert(sa.table('t', sa.column('a', sa.Uuid), sa.column('b', sa.UUID)), [dict(a=uuid.UUID(int=5), b=uuid.UUID(int=6))])",
            insert(
                vec![
                    (
                        "a",
                        SqlType::Uuid {
                            native: false,
                            as_text: false,
                        },
                    ),
                    (
                        "b",
                        SqlType::Uuid {
                            native: true,
                            as_text: false,
                        },
                    ),
                ],
                vec![vec![
                    Some(literal(Literal::Uuid(
                        "00000000-0000-0000-0000-000000000005".to_owned(),
                    ))),
                    Some(literal(Literal::Uuid(
                        "00000000-0000-0000-0000-000000000006".to_owned(),
                    ))),
                ]],
            ),
        ),
    ]
}

fn statements() -> Vec<Case> {
    let raw = |sql: &str| execute(Expression::Raw(sql.to_owned()));
    vec![
        (
            "op.execute('UPDATE t SET a = 5 %% 2\\n  WHERE b::text = \\'\\\\:x\\t\\' ')",
            raw("UPDATE t SET a = 5 %% 2\n  WHERE b::text = '\\:x\t' "),
        ),
        (
            "op.execute(sa.text(\"SELECT :a, x::text, '12:30', '\\\\:b', :n, :a\").bindparams(a=\"it's\", n=5))",
            execute(Expression::Text {
                text: "SELECT :a, x::text, '12:30', '\\:b', :n, :a".to_owned(),
                parameters: vec![
                    ("a".to_owned(), quoted("it's")),
                    ("n".to_owned(), number("5")),
                ],
            }),
        ),
    ]
}

fn queries() -> Vec<Case> {
    let t = || TableName::new("t");
    let values = |columns: &[&str], row: Vec<Expression>| {
        execute(Expression::Insert(Box::new(Insert {
            columns: names(columns),
            rows: vec![row],
            ..Insert::into(t())
        })))
    };
    let select = |columns: Vec<Expression>, conditions: Vec<Expression>| Select {
        columns,
        from: vec![From::Source(Source::Table(t(), TableObjectId::ANY))],
        conditions,
        ..Select::default()
    };
    let delete = |condition: Expression| {
        execute(Expression::Delete(Box::new(Delete {
            conditions: vec![condition],
            ..Delete::of(t())
        })))
    };
    vec![
        (
            "t = sa.table('t', sa.column('a', sa.String), sa.column('b', sa.Boolean)); op.execute(t.insert().values(a='x', b=True))",
            values(&["a", "b"], vec![quoted("x"), literal(Literal::Bool(true))]),
        ),
        (
            "t = sa.table('t', sa.column('a', sa.String), sa.column('b', sa.Integer)); op.execute(t.update().where(t.c.a == 'x').where(sa.or_(t.c.b > 1, t.c.b.is_(None))).values(a=sa.func.lower(t.c.a), b=t.c.b + 1))",
            execute(Expression::Update(Box::new(Update {
                values: vec![
                    (Name::from("a"), call("lower", vec![of("t", "a")])),
                    (
                        Name::from("b"),
                        Expression::Grouping(Box::new(binary(of("t", "b"), "+", number("1")))),
                    ),
                ],
                conditions: vec![
                    binary(of("t", "a"), "=", quoted("x")),
                    Expression::Grouping(Box::new(Expression::Junction {
                        all: false,
                        operands: vec![
                            binary(of("t", "b"), ">", number("1")),
                            Expression::Postfix {
                                operator: " IS NULL".to_owned(),
                                operand: Box::new(of("t", "b")),
                            },
                        ],
                    })),
                ],
                ..Update::of(t())
            }))),
        ),
        (
            "t = sa.table('t', sa.column('a', sa.String)); op.execute(t.delete().where(t.c.a.in_(['x', 'y'])))",
            delete(binary(
                of("t", "a"),
                "IN",
                Expression::List(vec![quoted("x"), quoted("y")]),
            )),
        ),
        (
            "t = sa.table('t', sa.column('a', sa.String)); op.execute(t.delete().where(t.c.a.in_([])))",
            delete(binary(of("t", "a"), "IN", Expression::List(vec![]))),
        ),
        (
            "t = sa.table('t', sa.column('a', sa.String)); op.execute(t.delete().where(t.c.a.notin_([])))",
            delete(binary(of("t", "a"), "NOT IN", Expression::List(vec![]))),
        ),
        (
            "t = sa.table('t', sa.column('a', sa.String)); u = sa.table('u', sa.column('a')); op.execute(u.insert().from_select(['a'], sa.select(sa.func.count(), sa.cast(t.c.a, sa.Integer).label('n')).select_from(t).where(t.c.a.ilike('x%')).group_by(t.c.a).order_by(t.c.a.desc()).limit(3).offset(2)))",
            execute(Expression::Insert(Box::new(Insert {
                columns: names(&["a"]),
                select: Some(Expression::Select(Box::new(Select {
                    group_by: vec![of("t", "a")],
                    order_by: vec![Expression::Postfix {
                        operator: " DESC".to_owned(),
                        operand: Box::new(of("t", "a")),
                    }],
                    limit: Some(number("3")),
                    offset: Some(number("2")),
                    ..select(
                        vec![
                            call("count", vec![]),
                            Expression::Label {
                                expression: Box::new(Expression::Cast {
                                    expression: Box::new(of("t", "a")),
                                    data_type: INT,
                                }),
                                label: Name::from("n"),
                            },
                        ],
                        vec![binary(of("t", "a"), "ILIKE", quoted("x%"))],
                    )
                }))),
                ..Insert::into(TableName::new("u"))
            }))),
        ),
        (
            "t = sa.table('t', sa.column('a', sa.Integer)); op.execute(t.update().values(a=sa.case((t.c.a == 1, 2), else_=3)))",
            execute(Expression::Update(Box::new(Update {
                values: vec![(
                    Name::from("a"),
                    Expression::Case {
                        subject: None,
                        branches: vec![(
                            Expression::Grouping(Box::new(binary(of("t", "a"), "=", number("1")))),
                            number("2"),
                        )],
                        otherwise: Some(Box::new(number("3"))),
                    },
                )],
                conditions: Vec::new(),
                ..Update::of(t())
            }))),
        ),
        (
            "t = sa.table('t', sa.column('a', sa.String)); op.execute(t.delete().where(sa.exists().where(t.c.a == sa.func.Foo(sa.null(), sa.true()))))",
            delete(Expression::Exists(Box::new(Expression::Select(Box::new(
                Select {
                    from: vec![From::Source(Source::Table(t(), TableObjectId::ANY))],
                    columns: vec![Expression::Verbatim("*".to_owned())],
                    conditions: vec![binary(
                        of("t", "a"),
                        "=",
                        call("Foo", vec![Expression::Null, Expression::True]),
                    )],
                    ..Select::default()
                },
            ))))),
        ),
    ]
}
