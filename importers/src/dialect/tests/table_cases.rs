//! `op.create_table`, `drop_table`, `rename_table`, comments, sequences.

use super::Case;
use super::build::*;
use crate::operation::{
    Autoincrement, Column, Computed, Constraint, ConstraintDefinition, Expression, Identity, Name,
    Operation, OptionValue, Sequence, SequenceOptions, Table, TableName,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = plain();
    cases.extend(keys());
    cases.extend(constraints());
    cases.extend(options_of_tables());
    cases
}

fn plain() -> Vec<Case> {
    vec![
        ("op.create_table('t')", create(table("t", vec![]))),
        (
            "op.create_table('Users', sa.Column('id', sa.Integer, primary_key=True), sa.Column('order', sa.String(20), nullable=False), sa.Column('名前', sa.Text), sa.Column('a%b\"c', sa.Integer), sa.Column('1st', sa.Integer), sa.Column('$x', sa.Integer), sa.Column('a$', sa.Integer), sa.Column('ſ', sa.Integer))",
            create(table(
                "Users",
                vec![
                    key("id", INT),
                    Column {
                        nullable: false,
                        ..column("order", string(20))
                    },
                    column("名前", TEXT),
                    column("a%b\"c", INT),
                    column("1st", INT),
                    column("$x", INT),
                    column("a$", INT),
                    column("ſ", INT),
                ],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer), schema='My.s', prefixes=['TEMPORARY'], if_not_exists=True)",
            Operation::CreateTable {
                table: Table {
                    name: named("My.s", "t"),
                    prefixes: vec!["TEMPORARY".to_owned()],
                    ..table("t", vec![column("a", INT)])
                },
                if_not_exists: true,
            },
        ),
        (
            "op.create_table('t', sa.Column(sa.sql.quoted_name('a', True), sa.Integer), sa.Column(sa.sql.quoted_name('B', False), sa.Integer))",
            create(table(
                "t",
                vec![
                    Column {
                        name: Name {
                            text: "a".to_owned(),
                            quote: Some(true),
                        },
                        ..column("a", INT)
                    },
                    Column {
                        name: Name {
                            text: "B".to_owned(),
                            quote: Some(false),
                        },
                        ..column("B", INT)
                    },
                ],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, index=True, comment=\"it's 100%\"), sa.Column('b', sa.Integer, comment=''), comment='Té\\\\n', schema='s')",
            create(Table {
                name: named("s", "t"),
                comment: Some("Té\\n".to_owned()),
                indexes: vec![index("ix_s_t_a", named("s", "t"), vec![reference("a")])],
                ..table(
                    "t",
                    vec![
                        Column {
                            comment: Some("it's 100%".to_owned()),
                            ..column("a", INT)
                        },
                        Column {
                            comment: Some(String::new()),
                            ..column("b", INT)
                        },
                    ],
                )
            }),
        ),
        (
            "op.drop_table('t', schema='S', if_exists=True)",
            Operation::DropTable {
                table: named("S", "t"),
                if_exists: true,
            },
        ),
        (
            "op.rename_table('a', 'B', schema='x.y')",
            Operation::RenameTable {
                table: named("x.y", "a"),
                to: Name::from("B"),
            },
        ),
        (
            "op.create_table_comment('t', \"it's\", schema='s')",
            Operation::TableComment {
                table: named("s", "t"),
                comment: Some("it's".to_owned()),
            },
        ),
        (
            "op.drop_table_comment('t')",
            Operation::DropTableComment {
                table: TableName::new("t"),
            },
        ),
        (
            "op.execute(sa.schema.CreateSequence(sa.Sequence('s', start=3, increment=2, schema='Q', cycle=True, data_type=sa.BigInteger), if_not_exists=True))",
            Operation::CreateSequence {
                sequence: Sequence {
                    name: named("Q", "s"),
                    options: SequenceOptions {
                        start: Some(3),
                        increment: Some(2),
                        cycle: Some(true),
                        data_type: Some(Box::new(BIG)),
                        ..SequenceOptions::default()
                    },
                },
                if_not_exists: true,
            },
        ),
        (
            "op.execute(sa.schema.DropSequence(sa.Sequence('s'), if_exists=True))",
            Operation::DropSequence {
                name: TableName::new("s"),
                if_exists: true,
            },
        ),
    ]
}

fn keys() -> Vec<Case> {
    let pair = |first: Column, second: Column| create(table("t", vec![first, second]));
    let on_conflict = |key: &str, value: &str| {
        options(vec![("sqlite", key, OptionValue::Text(value.to_owned()))])
    };
    vec![
        (
            "op.create_table('t', sa.Column('a', sa.BigInteger, primary_key=True))",
            create(table("t", vec![key("a", BIG)])),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.SmallInteger, primary_key=True))",
            create(table("t", vec![key("a", SMALL)])),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.String(5), primary_key=True))",
            create(table("t", vec![key("a", string(5))])),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Numeric, primary_key=True))",
            create(table("t", vec![key("a", NUMERIC)])),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, autoincrement=False))",
            create(table(
                "t",
                vec![Column {
                    autoincrement: Autoincrement::No,
                    ..key("a", INT)
                }],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.String, primary_key=True, autoincrement=True))",
            create(table(
                "t",
                vec![Column {
                    autoincrement: Autoincrement::Yes,
                    ..key("a", STRING)
                }],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, server_default='5'))",
            create(table(
                "t",
                vec![Column {
                    server_default: Some(quoted("5")),
                    ..key("a", INT)
                }],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id'), primary_key=True))",
            create(Table {
                constraints: vec![constraint(
                    None,
                    foreign_key(&["a"], TableName::new("u"), &["id"]),
                )],
                ..table(
                    "t",
                    vec![Column {
                        foreign_key: true,
                        ..key("a", INT)
                    }],
                )
            }),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, primary_key=True))",
            pair(key("a", INT), key("b", INT)),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, primary_key=True, autoincrement=True))",
            pair(
                key("a", INT),
                Column {
                    autoincrement: Autoincrement::Yes,
                    ..key("b", INT)
                },
            ),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, nullable=False), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('a', name='pk'))",
            create(Table {
                constraints: vec![constraint(
                    Some("pk"),
                    ConstraintDefinition::PrimaryKey {
                        columns: names(&["a"]),
                    },
                )],
                ..table("t", vec![key("a", INT), column("b", INT)])
            }),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, sa.Sequence('sq'), primary_key=True))",
            create(table(
                "t",
                vec![Column {
                    sequence: Some(Sequence {
                        name: TableName::new("sq"),
                        options: SequenceOptions::default(),
                    }),
                    ..key("a", INT)
                }],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, sa.Identity(always=True, start=1, increment=2, minvalue=1, maxvalue=9, cache=3, cycle=False), primary_key=True), sa.Column('b', sa.SmallInteger, sa.Identity(nominvalue=True, nomaxvalue=True, cycle=True), nullable=True))",
            pair(
                Column {
                    identity: Some(Identity {
                        always: true,
                        on_null: None,
                        sequence: SequenceOptions {
                            start: Some(1),
                            increment: Some(2),
                            minvalue: Some(1),
                            maxvalue: Some(9),
                            cache: Some(3),
                            cycle: Some(false),
                            ..SequenceOptions::default()
                        },
                    }),
                    ..key("a", INT)
                },
                Column {
                    identity: Some(Identity {
                        sequence: SequenceOptions {
                            nominvalue: true,
                            nomaxvalue: true,
                            cycle: Some(true),
                            ..SequenceOptions::default()
                        },
                        ..Identity::default()
                    }),
                    ..column("b", SMALL)
                },
            ),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, sqlite_on_conflict_primary_key='FAIL'), sqlite_autoincrement=True)",
            create(Table {
                options: options(vec![("sqlite", "autoincrement", OptionValue::Bool(true))]),
                ..table(
                    "t",
                    vec![Column {
                        options: on_conflict("on_conflict_primary_key", "FAIL"),
                        ..key("a", INT)
                    }],
                )
            }),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, sqlite_on_conflict_primary_key='FAIL'), sa.Column('b', sa.Integer, unique=True, nullable=False, sqlite_on_conflict_unique='IGNORE', sqlite_on_conflict_not_null='ABORT'), sa.CheckConstraint('a>1', sqlite_on_conflict='ROLLBACK'))",
            create(Table {
                constraints: vec![
                    Constraint {
                        options: on_conflict("on_conflict", "ROLLBACK"),
                        ..constraint(None, check(text("a>1")))
                    },
                    constraint(None, unique(&["b"])),
                ],
                ..table(
                    "t",
                    vec![
                        Column {
                            options: on_conflict("on_conflict_primary_key", "FAIL"),
                            ..key("a", INT)
                        },
                        Column {
                            nullable: false,
                            options: options(vec![
                                (
                                    "sqlite",
                                    "on_conflict_unique",
                                    OptionValue::Text("IGNORE".to_owned()),
                                ),
                                (
                                    "sqlite",
                                    "on_conflict_not_null",
                                    OptionValue::Text("ABORT".to_owned()),
                                ),
                            ]),
                            ..column("b", INT)
                        },
                    ],
                )
            }),
        ),
    ]
}

fn constraints() -> Vec<Case> {
    let key_to = |references: TableName, on_delete: &str| ConstraintDefinition::ForeignKey {
        columns: names(&["a"]),
        references,
        referred: names(&["id"]),
        on_delete: Some(on_delete.to_owned()),
        on_update: Some("CASCADE".to_owned()),
        match_type: Some("FULL".to_owned()),
    };
    let with = |constraints: Vec<Constraint>| {
        create(Table {
            constraints,
            ..table("t", vec![column("a", INT), column("b", INT)])
        })
    };
    vec![
        (
            "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.UniqueConstraint('a', 'b', name='U q'), sa.CheckConstraint('a > 1 AND b < 5', name='ck'), sa.ForeignKeyConstraint(['a'], ['u.id'], ondelete='SET NULL', onupdate='CASCADE', match='FULL', deferrable=True, initially='DEFERRED'))",
            with(vec![
                constraint(Some("U q"), unique(&["a", "b"])),
                constraint(Some("ck"), check(text("a > 1 AND b < 5"))),
                Constraint {
                    deferrable: Some(true),
                    initially: Some("DEFERRED".to_owned()),
                    ..constraint(None, key_to(TableName::new("u"), "SET NULL"))
                },
            ]),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.ForeignKeyConstraint(['a'], ['S.u.id'], ondelete='CASCADE', onupdate='CASCADE', match='FULL', deferrable=False))",
            with(vec![Constraint {
                deferrable: Some(false),
                ..constraint(None, key_to(named("S", "u"), "CASCADE"))
            }]),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], ondelete='CASCADE; DROP', onupdate='CASCADE', match='FULL'))",
            with(vec![constraint(
                None,
                key_to(TableName::new("u"), "CASCADE; DROP"),
            )]),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer, sa.CheckConstraint('a>1', name='ck')), sa.Column('b', sa.Integer, sa.Computed('a + 1', persisted=True)))",
            create(table(
                "t",
                vec![
                    Column {
                        checks: vec![constraint(Some("ck"), check(text("a>1")))],
                        ..column("a", INT)
                    },
                    Column {
                        computed: Some(Computed {
                            expression: text("a + 1"),
                            persisted: Some(true),
                        }),
                        ..column("b", INT)
                    },
                ],
            )),
        ),
        (
            "op.create_table('t', sa.Column('b', sa.Integer, sa.Computed('a + 1', persisted=False)))",
            create(table(
                "t",
                vec![Column {
                    computed: Some(Computed {
                        expression: text("a + 1"),
                        persisted: Some(false),
                    }),
                    ..column("b", INT)
                }],
            )),
        ),
        (
            "op.create_table('t', sa.Column('b', sa.Integer, sa.Computed('a + 1')))",
            create(table(
                "t",
                vec![Column {
                    computed: Some(Computed {
                        expression: text("a + 1"),
                        persisted: None,
                    }),
                    ..column("b", INT)
                }],
            )),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), postgresql.ExcludeConstraint(('a', '='), (sa.column('b'), '&&'), using='gist', where=sa.text('a > 1'), name='ex', deferrable=True))",
            with(vec![Constraint {
                deferrable: Some(true),
                ..constraint(
                    Some("ex"),
                    ConstraintDefinition::Exclude {
                        elements: vec![
                            (reference("a"), "=".to_owned()),
                            (reference("b"), "&&".to_owned()),
                        ],
                        using: "gist".to_owned(),
                        condition: Some(text("a > 1")),
                    },
                )
            }]),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.UniqueConstraint('a', name='y' * 64))",
            with(vec![constraint(Some(&"y".repeat(64)), unique(&["a"]))]),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.CheckConstraint(sa.column('a').in_(['x%', \"it's\"])))",
            with(vec![constraint(
                None,
                check(binary(
                    reference("a"),
                    "IN",
                    Expression::List(vec![quoted("x%"), quoted("it's")]),
                )),
            )]),
        ),
    ]
}

fn options_of_tables() -> Vec<Case> {
    let with = |entries| {
        create(Table {
            options: options(entries),
            ..table("t", vec![column("a", INT)])
        })
    };
    let text = |value: &str| OptionValue::Text(value.to_owned());
    vec![
        (
            "op.create_table('t', sa.Column('a', sa.Integer), sqlite_with_rowid=False, sqlite_strict=True, postgresql_partition_by='RANGE (a)', postgresql_with_oids=False, postgresql_tablespace='X', postgresql_inherits=('P', 'q'), postgresql_on_commit='PRESERVE ROWS', postgresql_using='heap', mysql_engine='InnoDB')",
            with(vec![
                ("sqlite", "with_rowid", OptionValue::Bool(false)),
                ("sqlite", "strict", OptionValue::Bool(true)),
                ("postgresql", "partition_by", text("RANGE (a)")),
                ("postgresql", "with_oids", OptionValue::Bool(false)),
                ("postgresql", "tablespace", text("X")),
                (
                    "postgresql",
                    "inherits",
                    OptionValue::List(vec![text("P"), text("q")]),
                ),
                ("postgresql", "on_commit", text("PRESERVE ROWS")),
                ("postgresql", "using", text("heap")),
                ("mysql", "engine", text("InnoDB")),
            ]),
        ),
        (
            "op.create_table('t', sa.Column('a', sa.Integer), postgresql_foo=1, sqlite_foo=1)",
            with(vec![
                ("postgresql", "foo", OptionValue::Int(1)),
                ("sqlite", "foo", OptionValue::Int(1)),
            ]),
        ),
    ]
}
