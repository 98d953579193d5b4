//! `op.create_index` and `drop_index`.

use super::Case;
use super::build::*;
use crate::operation::{Expression, Index, Name, Operation, OptionValue, TableName};

pub(super) fn cases() -> Vec<Case> {
    let create = |index: Index| Operation::CreateIndex {
        index,
        if_not_exists: false,
    };
    let on_t = |expressions: Vec<Expression>| index("i", TableName::new("t"), expressions);
    let text_option = |value: &str| OptionValue::Text(value.to_owned());
    vec![
        (
            "op.create_index('Ix', 't', ['a', 'B'], unique=True, schema='s')",
            create(Index {
                unique: true,
                ..index("Ix", named("s", "t"), vec![reference("a"), reference("B")])
            }),
        ),
        (
            "op.create_index('i', 't', [sa.text('lower(b)'), sa.func.lower(sa.column('c')), sa.column('d').desc(), sa.column('e').desc().nulls_last(), sa.column('f') + 1])",
            create(on_t(vec![
                text("lower(b)"),
                call("lower", vec![reference("c")]),
                Expression::Postfix {
                    operator: " DESC".to_owned(),
                    operand: Box::new(reference("d")),
                },
                Expression::Postfix {
                    operator: " DESC NULLS LAST".to_owned(),
                    operand: Box::new(reference("e")),
                },
                binary(reference("f"), "+", number("1")),
            ])),
        ),
        (
            "op.create_index('i', 't', ['a', 'b'], if_not_exists=True, postgresql_using='GIN', postgresql_ops={'a': 'gin_trgm_ops'}, postgresql_where=sa.text('a > 1'), sqlite_where=sa.text('a > 2'), postgresql_include=['z', 'Y'], postgresql_with={'fillfactor': 50, 'fastupdate': 'off'}, postgresql_concurrently=True, postgresql_tablespace='Ts', postgresql_nulls_not_distinct=True)",
            Operation::CreateIndex {
                index: Index {
                    options: options(vec![
                        ("postgresql", "using", text_option("GIN")),
                        (
                            "postgresql",
                            "ops",
                            OptionValue::Map(vec![("a".to_owned(), text_option("gin_trgm_ops"))]),
                        ),
                        (
                            "postgresql",
                            "where",
                            OptionValue::Expression(text("a > 1")),
                        ),
                        ("sqlite", "where", OptionValue::Expression(text("a > 2"))),
                        (
                            "postgresql",
                            "include",
                            OptionValue::List(vec![text_option("z"), text_option("Y")]),
                        ),
                        (
                            "postgresql",
                            "with",
                            OptionValue::Map(vec![
                                ("fillfactor".to_owned(), OptionValue::Int(50)),
                                ("fastupdate".to_owned(), text_option("off")),
                            ]),
                        ),
                        ("postgresql", "concurrently", OptionValue::Bool(true)),
                        ("postgresql", "tablespace", text_option("Ts")),
                        ("postgresql", "nulls_not_distinct", OptionValue::Bool(true)),
                    ]),
                    ..on_t(vec![reference("a"), reference("b")])
                },
                if_not_exists: true,
            },
        ),
        (
            "op.create_index('i', 't', ['a'], postgresql_where=sa.column('a') == 'x%', sqlite_where=sa.column('a').is_(None))",
            create(Index {
                options: options(vec![
                    (
                        "postgresql",
                        "where",
                        OptionValue::Expression(binary(reference("a"), "=", quoted("x%"))),
                    ),
                    (
                        "sqlite",
                        "where",
                        OptionValue::Expression(Expression::Postfix {
                            operator: " IS NULL".to_owned(),
                            operand: Box::new(reference("a")),
                        }),
                    ),
                ]),
                ..on_t(vec![reference("a")])
            }),
        ),
        (
            "op.create_index('i', 't', ['a'], postgresql_using='gin; DROP')",
            create(Index {
                options: options(vec![("postgresql", "using", text_option("gin; DROP"))]),
                ..on_t(vec![reference("a")])
            }),
        ),
        (
            "op.drop_index('i')",
            Operation::DropIndex {
                name: Name::from("i"),
                table: None,
                schema: None,
                if_exists: false,
                options: Default::default(),
            },
        ),
        (
            "op.drop_index('Ix', 't', schema='s', if_exists=True, postgresql_concurrently=True, postgresql_using='gin')",
            Operation::DropIndex {
                name: Name::from("Ix"),
                table: Some(named("s", "t")),
                schema: Some(Name::from("s")),
                if_exists: true,
                options: options(vec![
                    ("postgresql", "concurrently", OptionValue::Bool(true)),
                    ("postgresql", "using", text_option("gin")),
                ]),
            },
        ),
    ]
}
