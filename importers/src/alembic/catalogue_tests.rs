//! What an inspector lists, used for more than directives can say.

use std::path::Path;
use std::rc::Rc;

use super::{ConvertSource, Converted, Rung, convert};
use crate::alembic::env::EnvSettings;
use crate::modules::Modules;
use crate::{Dialect, Direction, record, script};

/// The rung of a condition on `insp`, and on `pk`, the primary key of `t`.
fn rung(condition: &str) -> Rung {
    converted(condition).rung
}

/// What runs where it holds, if it does.
fn sql(condition: &str) -> String {
    let lowered = record::lower(&converted(condition).steps, Dialect::Sqlite).unwrap();
    let sql = script::write(&lowered, Dialect::Sqlite);
    let statements = sql.lines().filter(|line| !line.starts_with("--"));
    statements.collect::<String>().replace(';', "")
}

fn converted(condition: &str) -> Converted {
    converted_body(&format!(
        "pk = insp.get_pk_constraint('t')\n    if {condition}:\n        op.execute('SELECT 1')"
    ))
}

/// What follows `insp`, an inspector.
fn converted_body(body: &str) -> Converted {
    let text = format!(
        "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql, sqlite\nrevision = 'a'\ndown_revision = None\n\
         def upgrade():\n    insp = sa.inspect(op.get_bind())\n    {body}\n"
    );
    let source = ConvertSource {
        path: Path::new("r.py"),
        text: &text,
    };
    let loader = Rc::new(Modules::new(Vec::new(), Path::new("/")));
    let environment = EnvSettings::default();
    convert(
        &source,
        &environment,
        loader,
        Dialect::Sqlite,
        Direction::Up,
    )
}

#[test]
fn the_text_of_what_the_catalogue_says_is_a_program() {
    for text in [
        "repr(names)",
        "f'{names} {columns[0]}'",
        "', '.join(names)",
        "json.dumps(names)",
        "json.dumps({'names': names})",
    ] {
        let body = format!(
            "import json\n    columns = insp.get_columns('t')\n    names = [column['name'] for column in columns]\n    \
             op.execute({text})\n"
        );
        let converted = converted_body(&body);
        assert_eq!(
            converted.rung,
            Rung::Program,
            "{text}: {:?}",
            converted.diagnostics
        );
    }
}

#[test]
fn what_directives_cannot_say_is_a_program() {
    for condition in [
        "int(insp.has_table('t')) == 1",
        "['a', 'b'][insp.has_table('t')] == 'a'",
        "insp.has_table('t') > 0",
        "max(insp.has_table('t'), False)",
        "range(insp.has_table('t'))",
        "insp.get_indexes('t') == []",
        "[] == insp.get_indexes('t')",
        "insp.get_indexes('t') != []",
        "insp.get_indexes('t') in ([], None)",
        "{} in insp.get_indexes('t')",
        "insp.get_columns('t') + [] == []",
        "insp.get_columns('t') > []",
        "insp.get_table_names() == []",
        "pk == {}",
        "{} != pk",
        "pk in [{}]",
        "'x' in pk",
        "len(pk) == 3",
        "any(pk)",
        "list(pk) == []",
        "pk.get('name') is None",
        "pk['name'] is not None",
        "[f['name'] for f in insp.get_foreign_keys('t') if f['name'] is not None]",
        "{'a': 1}.get(pk['name'])",
        "{'a': 1}[pk['name']]",
        "pk['name'] in {'a': 1}",
        "pk['name'] in {'a'}",
        "{pk['name']} == {'a'}",
        "len(pk['name']) == 2",
        "'x' in pk['name']",
        "pk['name'][0] == 'x'",
        "[1 for c in insp.get_columns('t') if c['name'] == 'x'] == [1]",
        "[c['name'] for c in insp.get_columns('t') if c['name'] == 'x'] == ['x']",
        "len([c for c in insp.get_columns('t') if c['name'] == 'x']) == len(insp.get_columns('t'))",
        "{c['name']: c for c in insp.get_columns('t')}.get('x')",
        "op.drop_constraint(pk['name'], 't', type_='primary')",
        "op.create_index('i', 't', [c['name'] for c in insp.get_columns('t')])",
    ] {
        assert_eq!(rung(condition), Rung::Program, "{condition}");
    }
}

#[test]
fn what_they_can_say_is_none() {
    for condition in [
        "insp.has_table('t') == 1.0",
        "insp.has_table('t') is insp.has_table('u')",
        "pk['name'] == 'x'",
        "pk['name'] in ('a', 'b')",
        "'x' in [c['name'] for c in insp.get_columns('t')]",
        "'x' not in insp.get_table_names()",
        "[c for c in insp.get_columns('t') if c['name'] == 'x']",
        "len([c for c in insp.get_columns('t') if c['name'] == 'x']) == 1",
        "any(i['name'] == 'x' for i in insp.get_indexes('t'))",
    ] {
        assert_eq!(rung(condition), Rung::Directives, "{condition}");
    }
    assert_eq!(rung("pk is None"), Rung::Sql);
}

#[test]
fn the_dialect_is_of_its_modules_class() {
    for (test, expected) in [
        (
            "isinstance(op.get_bind().dialect, sqlite.dialect)",
            "SELECT 1",
        ),
        ("isinstance(op.get_bind().dialect, postgresql.dialect)", ""),
        ("str(sa.false().compile(op.get_bind())) == '0'", "SELECT 1"),
        (
            "str(sa.true().compile(dialect=op.get_bind().dialect)) != '1'",
            "",
        ),
    ] {
        assert_eq!(sql(test), expected, "{test}");
    }
}

#[test]
fn what_one_side_of_a_branch_asked_is_used_there_only() {
    const ADDS: &str = "op.execute('CREATE TABLE b (x INTEGER)')";
    for (body, expected) in [
        // Where `a` is missing, the tables are asked for after `b` was made.
        (
            format!(
                "if insp.has_table('a'):\n        insp.get_table_names()\n    {ADDS}\n    \
                 if 'b' in insp.get_table_names():\n        op.drop_table('b')"
            ),
            Rung::Program,
        ),
        (
            format!(
                "try:\n        {ADDS}\n        insp.get_table_names()\n    except Exception:\n        pass\n    \
                 {ADDS}\n    if 'b' in insp.get_table_names():\n        op.drop_table('b')"
            ),
            Rung::Program,
        ),
        // The same on both sides.
        (
            format!(
                "names = insp.get_table_names()\n    if insp.has_table('a'):\n        insp.get_table_names()\n    {ADDS}\n    \
                 if 'b' in insp.get_table_names():\n        op.drop_table('b')"
            ),
            Rung::Directives,
        ),
        // Only asked where it was asked before.
        (
            format!(
                "if insp.has_table('a') and 'x' not in [c['name'] for c in insp.get_columns('a')]:\n        {ADDS}\n    \
                 if insp.has_table('a') and 'y' not in [c['name'] for c in insp.get_columns('a')]:\n        {ADDS}"
            ),
            Rung::Directives,
        ),
        (
            format!(
                "if insp.has_table('a'):\n        if 'x' not in [c['name'] for c in insp.get_columns('a')]:\n            {ADDS}\n    \
                 if insp.has_table('a'):\n        if 'y' not in [c['name'] for c in insp.get_columns('a')]:\n            {ADDS}"
            ),
            Rung::Directives,
        ),
    ] {
        assert_eq!(converted_body(&body).rung, expected, "{body}");
    }
}

/// The script of what follows `insp`, and its rung.
fn script_of(body: &str) -> (Rung, String) {
    let converted = converted_body(body);
    let lowered = record::lower(&converted.steps, Dialect::Sqlite).unwrap();
    let sql = script::write(&lowered, Dialect::Sqlite);
    let lines = sql.lines().filter(|line| !line.starts_with("-- r.py"));
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    (converted.rung, lines.join("\n"))
}

#[test]
fn a_look_at_a_table_that_may_be_missing_raises_where_that_is_caught() {
    let alternatives = "-- bridge:if table(\"t\") or view(\"t\")\nSELECT 1;\n-- bridge:else\nSELECT 2;\n-- bridge:end";
    let then = "op.execute('SELECT 1')";
    for look in [
        "insp.get_columns('t')",
        "[c['name'] for c in insp.get_indexes('t')]",
        "insp.get_pk_constraint('t')",
        "insp.get_foreign_keys('t')",
        "insp.get_table_comment('t')",
        "sa.Table('t', sa.MetaData(), autoload_with=op.get_bind())",
    ] {
        for caught in [
            "sa.exc.NoSuchTableError",
            "sa.exc.SQLAlchemyError",
            "(KeyError, Exception)",
        ] {
            let body = format!(
                "try:\n        {look}\n    except {caught}:\n        op.execute('SELECT 2')\n    else:\n        {then}"
            );
            let found = script_of(&body);
            assert_eq!(found, (Rung::Directives, alternatives.to_owned()), "{body}");
        }
        // What catches something else does not stop it, and neither does what is not there.
        for body in [
            format!(
                "try:\n        {look}\n    except KeyError:\n        op.execute('SELECT 2')\n    {then}"
            ),
            format!("{look}\n    {then}"),
        ] {
            assert_eq!(
                script_of(&body),
                (Rung::Sql, "SELECT 1;".to_owned()),
                "{body}"
            );
        }
    }
    // What is known decides.
    let body = format!(
        "if not insp.has_table('t'):\n        return\n    try:\n        insp.get_columns('t')\n    \
         except Exception:\n        op.execute('SELECT 2')\n    {then}"
    );
    let only = "-- bridge:if table(\"t\") or view(\"t\")\nSELECT 1;\n-- bridge:end";
    assert_eq!(script_of(&body), (Rung::Directives, only.to_owned()));
    // An operation before it has run by then.
    for body in [
        "try:\n        op.execute('SELECT 1')\n        insp.get_columns('t')\n    except Exception:\n        pass",
        "import contextlib\n    with contextlib.suppress(Exception):\n        insp.get_columns('t')\n        op.execute('SELECT 1')",
    ] {
        assert_eq!(converted_body(body).rung, Rung::Program, "{body}");
    }
}

#[test]
fn a_table_that_one_side_reflects_is_not_in_the_metadata_of_the_other() {
    let body = "md = sa.MetaData()\n    try:\n        t = sa.Table('t', md, autoload_with=op.get_bind())\n        \
                op.execute(t.delete())\n    except sa.exc.NoSuchTableError:\n        op.execute('SELECT 2')";
    let expected = "-- bridge:if table(\"t\") or view(\"t\")\n-- bridge:try\nDELETE FROM t;\n\
                    -- bridge:except sqlalchemy.exc.NoSuchTableError\nSELECT 2;\n-- bridge:end\n\
                    -- bridge:else\nSELECT 2;\n-- bridge:end";
    assert_eq!(script_of(body), (Rung::Directives, expected.to_owned()));
}

#[test]
fn a_reflected_table_that_the_file_changes_is_copied_by_a_program() {
    let copied = |changes: &str| {
        converted_body(&format!(
            "t = sa.Table('t', sa.MetaData(), autoload_with=op.get_bind())\n    {changes}\n    \
             with op.batch_alter_table('t', copy_from=t, recreate='always') as b:\n        \
             b.add_column(sa.Column('z', sa.Integer))"
        ))
        .rung
    };
    assert_eq!(copied("pass"), Rung::Directives);
    for changes in [
        "t.c.a.nullable = True",
        "t.columns['a'].server_default = sa.text('1')",
        "t.append_constraint(sa.UniqueConstraint('a', name='u'))",
        "sa.UniqueConstraint(t.c.a, name='u')",
    ] {
        assert_eq!(copied(changes), Rung::Program, "{changes}");
    }
}
