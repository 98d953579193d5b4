//! `op.add_column`, `drop_column`, `alter_column` and constraints of existing tables.

use super::Case;
use super::build::*;
use crate::operation::types::Enum;
use crate::operation::{
    AlterColumn, Change, Column, Computed, Constraint, ConstraintDefinition, Identity, Name,
    Operation, OptionValue, SequenceOptions, ServerDefault, SqlType, TableName,
};
use crate::script::ConstraintKind;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = columns();
    cases.extend(altered());
    cases.extend(generated());
    cases.extend(constraints());
    cases
}

fn add(column: Column) -> Operation {
    Operation::AddColumn {
        table: TableName::new("t"),
        column,
        constraints: Vec::new(),
        indexes: Vec::new(),
        if_not_exists: false,
        inline_references: false,
        inline_primary_key: false,
    }
}

fn columns() -> Vec<Case> {
    let bringing = |column: Column, constraints: Vec<Constraint>| Operation::AddColumn {
        table: TableName::new("t"),
        column,
        constraints,
        indexes: Vec::new(),
        if_not_exists: false,
        inline_references: false,
        inline_primary_key: false,
    };
    vec![
        (
            "op.add_column('t', sa.Column('c', sa.Integer, nullable=False, server_default='0'), schema='a.B')",
            Operation::AddColumn {
                table: named("a.B", "t"),
                column: Column {
                    nullable: false,
                    ..with_default("c", INT, quoted("0"))
                },
                constraints: Vec::new(),
                indexes: Vec::new(),
                if_not_exists: false,
                inline_references: false,
                inline_primary_key: false,
            },
        ),
        (
            "op.add_column('t', sa.Column('c', sa.Integer, sa.ForeignKey('x.id', name='fk', ondelete='CASCADE')))",
            bringing(
                Column {
                    foreign_key: true,
                    ..column("c", INT)
                },
                vec![constraint(
                    Some("fk"),
                    ConstraintDefinition::ForeignKey {
                        columns: names(&["c"]),
                        references: TableName::new("x"),
                        referred: names(&["id"]),
                        on_delete: Some("CASCADE".to_owned()),
                        on_update: None,
                        match_type: None,
                    },
                )],
            ),
        ),
        (
            "op.add_column('t', sa.Column('c', sa.Integer, unique=True))",
            bringing(column("c", INT), vec![constraint(None, unique(&["c"]))]),
        ),
        (
            "op.add_column('t', sa.Column('c', sa.Integer, index=True, comment='x', primary_key=True))",
            Operation::AddColumn {
                table: TableName::new("t"),
                column: Column {
                    comment: Some("x".to_owned()),
                    ..key("c", INT)
                },
                constraints: Vec::new(),
                indexes: vec![index("ix_t_c", TableName::new("t"), vec![reference("c")])],
                if_not_exists: false,
                inline_references: false,
                inline_primary_key: false,
            },
        ),
        (
            "op.add_column('t', sa.Column('c', sa.Enum('a', name='e')))",
            add(column("c", SqlType::Enum(enumeration(Some("e"), &["a"])))),
        ),
        (
            "op.drop_column('t', 'Order', schema='s')",
            Operation::DropColumn {
                table: named("s", "t"),
                column: Name::from("Order"),
                if_exists: false,
                options: Default::default(),
            },
        ),
    ]
}

fn altered() -> Vec<Case> {
    let with = |change: fn(&mut AlterColumn)| {
        let mut altered = alter("t", "c");
        change(&mut altered);
        Operation::AlterColumn(altered)
    };
    let check_type = |name: &str, values: &[&str]| {
        SqlType::Enum(Enum {
            native: false,
            create_constraint: true,
            ..enumeration(Some(name), values)
        })
    };
    vec![
        (
            "op.alter_column('t', 'c', existing_type=sa.Integer())",
            with(|a| a.existing_type = Some(INT)),
        ),
        (
            "op.alter_column('t', 'c', nullable=False)",
            with(|a| a.nullable = Some(false)),
        ),
        (
            "op.alter_column('t', 'c', nullable=True)",
            with(|a| a.nullable = Some(true)),
        ),
        (
            "op.alter_column('t', 'c', server_default=None)",
            with(|a| a.server_default = Change::Drop),
        ),
        (
            "op.alter_column('t', 'c', server_default=sa.text('1 + 1'))",
            with(|a| {
                a.server_default = Change::Set(ServerDefault::Expression(text("1 + 1")));
            }),
        ),
        (
            "op.alter_column('t', 'c', server_default=sa.func.now())",
            with(|a| {
                a.server_default = Change::Set(ServerDefault::Expression(call("now", vec![])));
            }),
        ),
        (
            "op.alter_column('t', 'c', new_column_name='D')",
            with(|a| a.new_name = Some(Name::from("D"))),
        ),
        (
            "op.alter_column('t', 'c', type_=sa.String(50), existing_type=sa.String(20))",
            with(|a| {
                a.data_type = Some(string(50));
                a.existing_type = Some(string(20));
            }),
        ),
        (
            "op.alter_column('t', 'c', comment=\"it's\")",
            with(|a| a.comment = Change::Set("it's".to_owned())),
        ),
        (
            "op.alter_column('t', 'c', comment=None)",
            with(|a| a.comment = Change::Drop),
        ),
        (
            "op.alter_column('t', 'c', type_=sa.Text(), nullable=True, server_default='x', new_column_name='D', schema='A.b', postgresql_using='c::text')",
            {
                let mut altered = alter("t", "c");
                altered.table = named("A.b", "t");
                altered.data_type = Some(TEXT);
                altered.nullable = Some(true);
                altered.server_default = Change::Set(ServerDefault::Expression(quoted("x")));
                altered.new_name = Some(Name::from("D"));
                altered.options = options(vec![(
                    "postgresql",
                    "using",
                    OptionValue::Text("c::text".to_owned()),
                )]);
                Operation::AlterColumn(altered)
            },
        ),
        (
            "op.alter_column('t', 'c', nullable=False, postgresql_using='c')",
            {
                let mut altered = alter("t", "c");
                altered.nullable = Some(false);
                altered.options = options(vec![(
                    "postgresql",
                    "using",
                    OptionValue::Text("c".to_owned()),
                )]);
                Operation::AlterColumn(altered)
            },
        ),
        (
            "op.alter_column('t', 'c', type_=sa.Enum('a', 'b', native_enum=False, create_constraint=True, name='ck'), existing_type=sa.Enum('a', native_enum=False, create_constraint=True, name='ck0'))",
            {
                let mut altered = alter("t", "c");
                altered.data_type = Some(check_type("ck", &["a", "b"]));
                altered.existing_type = Some(check_type("ck0", &["a"]));
                Operation::AlterColumn(altered)
            },
        ),
    ]
}

fn generated() -> Vec<Case> {
    let starting = |start: i64, always: bool| Identity {
        always,
        on_null: None,
        sequence: SequenceOptions {
            start: Some(start),
            ..SequenceOptions::default()
        },
    };
    let with = |new: Change<ServerDefault>, old: Change<ServerDefault>| {
        Operation::AlterColumn(AlterColumn {
            server_default: new,
            existing_server_default: old,
            ..alter("t", "c")
        })
    };
    let identity = |start, always| Change::Set(ServerDefault::Identity(starting(start, always)));
    vec![
        (
            "op.alter_column('t', 'c', server_default=sa.Identity(always=True, start=3))",
            with(identity(3, true), Change::Keep),
        ),
        (
            "op.alter_column('t', 'c', server_default=sa.Identity(always=True, start=3), existing_server_default=None)",
            with(identity(3, true), Change::Drop),
        ),
        (
            "op.alter_column('t', 'c', server_default=sa.Identity(start=3), existing_server_default=sa.Identity(always=True, start=2))",
            with(identity(3, false), identity(2, true)),
        ),
        (
            "op.alter_column('t', 'c', server_default=sa.Identity(start=2, increment=4, maxvalue=9, minvalue=1, cache=5, cycle=True), existing_server_default=sa.Identity(start=2))",
            with(
                Change::Set(ServerDefault::Identity(Identity {
                    sequence: SequenceOptions {
                        start: Some(2),
                        increment: Some(4),
                        maxvalue: Some(9),
                        minvalue: Some(1),
                        cache: Some(5),
                        cycle: Some(true),
                        ..SequenceOptions::default()
                    },
                    ..Identity::default()
                })),
                identity(2, false),
            ),
        ),
        (
            "op.alter_column('t', 'c', server_default=None, existing_server_default=sa.Identity(start=2))",
            with(Change::Drop, identity(2, false)),
        ),
        (
            "op.alter_column('t', 'c', server_default=sa.Computed('1'))",
            with(
                Change::Set(ServerDefault::Computed(Computed {
                    expression: text("1"),
                    persisted: None,
                })),
                Change::Keep,
            ),
        ),
    ]
}

fn constraints() -> Vec<Case> {
    let add =
        |table: TableName, constraint: Constraint| Operation::AddConstraint { table, constraint };
    let drop = |name: Option<&str>| Operation::DropConstraint {
        table: named("s", "t"),
        name: name.map(Name::from),
        kind: ConstraintKind::Check,
        if_exists: false,
    };
    let t = || TableName::new("t");
    vec![
        (
            "op.create_primary_key('pk', 't', ['a', 'b'])",
            add(
                t(),
                constraint(
                    Some("pk"),
                    ConstraintDefinition::PrimaryKey {
                        columns: names(&["a", "b"]),
                    },
                ),
            ),
        ),
        (
            "op.create_unique_constraint(None, 't', ['a', 'B'], postgresql_nulls_not_distinct=True)",
            add(
                t(),
                Constraint {
                    options: options(vec![(
                        "postgresql",
                        "nulls_not_distinct",
                        OptionValue::Bool(true),
                    )]),
                    ..constraint(None, unique(&["a", "B"]))
                },
            ),
        ),
        (
            "op.create_foreign_key('fk', 't', 'u', ['a'], ['b'], ondelete='SET NULL', onupdate='cascade', source_schema='s1', referent_schema='s2', deferrable=True, initially='DEFERRED', match='FULL', postgresql_not_valid=True)",
            add(
                named("s1", "t"),
                Constraint {
                    deferrable: Some(true),
                    initially: Some("DEFERRED".to_owned()),
                    options: options(vec![("postgresql", "not_valid", OptionValue::Bool(true))]),
                    ..constraint(
                        Some("fk"),
                        ConstraintDefinition::ForeignKey {
                            columns: names(&["a"]),
                            references: named("s2", "u"),
                            referred: names(&["b"]),
                            on_delete: Some("SET NULL".to_owned()),
                            on_update: Some("cascade".to_owned()),
                            match_type: Some("FULL".to_owned()),
                        },
                    )
                },
            ),
        ),
        (
            "op.create_check_constraint('ck', 't', sa.column('a') > 5, postgresql_not_valid=True)",
            add(
                t(),
                Constraint {
                    options: options(vec![("postgresql", "not_valid", OptionValue::Bool(true))]),
                    ..constraint(Some("ck"), check(binary(reference("a"), ">", number("5"))))
                },
            ),
        ),
        (
            "op.create_exclude_constraint('ex', 't', ('p', '&&'), ('g', '='), where=\"g != 'x'\", using='gist', deferrable=True)",
            add(
                t(),
                Constraint {
                    deferrable: Some(true),
                    ..constraint(
                        Some("ex"),
                        ConstraintDefinition::Exclude {
                            elements: vec![
                                (reference("p"), "&&".to_owned()),
                                (reference("g"), "=".to_owned()),
                            ],
                            using: "gist".to_owned(),
                            condition: Some(text("g != 'x'")),
                        },
                    )
                },
            ),
        ),
        (
            "op.drop_constraint('x', 't', type_='check', schema='s')",
            drop(Some("x")),
        ),
        (
            "op.drop_constraint(None, 't', type_='check', schema='s')",
            drop(None),
        ),
    ]
}
