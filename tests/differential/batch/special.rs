//! What is done to tables of one shape only.

use super::bodies::Body;

/// For the tables that have the names: the table's label, a label, arguments, body.
pub(super) const SPECIAL: &[(&str, Body<'static>)] = &[
    (
        "named unique",
        ("drop", "", "b.drop_constraint('uq_t', type_='unique')"),
    ),
    (
        "named unique",
        (
            "drop inline",
            "",
            "b.drop_constraint('uq_inline', type_='unique')",
        ),
    ),
    (
        "named unique",
        (
            "drop and make",
            "",
            "b.drop_constraint('uq_t', type_='unique')\nb.create_unique_constraint('uq_t', ['amount'])",
        ),
    ),
    (
        "named unique",
        (
            "replace",
            "",
            "b.create_unique_constraint('uq_t', ['amount'])",
        ),
    ),
    (
        "unnamed unique",
        (
            "drop by convention",
            "naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s'}",
            "b.drop_constraint('uq_t_name', type_='unique')",
        ),
    ),
    (
        "unnamed unique",
        (
            "drop by convention of all columns",
            "naming_convention={'uq': 'uq_%(column_0_N_name)s'}",
            "b.drop_constraint('uq_name_amount', type_='unique')",
        ),
    ),
    (
        "named checks",
        ("drop", "", "b.drop_constraint('ck_flag', type_='check')"),
    ),
    (
        "named checks",
        ("drop the flag", "", "b.drop_column('flag')"),
    ),
    (
        "named checks",
        (
            "drop the flag with its type",
            "",
            "b.drop_column('flag', existing_type=sa.Boolean(name='ck_flag', create_constraint=True))",
        ),
    ),
    (
        "named checks",
        (
            "the flag's type",
            "",
            "b.alter_column('flag', existing_type=sa.Boolean(name='ck_flag', create_constraint=True), type_=sa.Integer())",
        ),
    ),
    (
        "named checks",
        (
            "rename the flag",
            "",
            "b.alter_column('flag', new_column_name='mark', existing_type=sa.Boolean(name='ck_flag', create_constraint=True))",
        ),
    ),
    (
        "named checks",
        (
            "rename the flag, no type",
            "",
            "b.alter_column('flag', new_column_name='mark')",
        ),
    ),
    (
        "foreign keys with a name",
        (
            "drop",
            "",
            "b.drop_constraint('fk_amount', type_='foreignkey')",
        ),
    ),
    (
        "foreign keys with a name",
        (
            "drop both and the columns",
            "",
            "b.drop_constraint('fk_amount', type_='foreignkey')\nb.drop_constraint('fk_xy', type_='foreignkey')\nb.drop_column('x')",
        ),
    ),
    (
        "foreign keys with a name",
        ("drop a column of two", "", "b.drop_column('x')"),
    ),
    (
        "foreign keys with a name",
        (
            "rename a column of two",
            "",
            "b.alter_column('x', new_column_name='z')",
        ),
    ),
    (
        "foreign keys with a name",
        (
            "drop and make",
            "",
            "b.drop_constraint('fk_amount', type_='foreignkey')\nb.create_foreign_key('fk_amount', 'p', ['amount'], ['id'], ondelete='RESTRICT')",
        ),
    ),
    (
        "foreign keys without a name",
        (
            "drop by convention",
            "naming_convention={'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s'}",
            "b.drop_constraint('fk_t_amount_p', type_='foreignkey')",
        ),
    ),
    (
        "named primary key",
        ("drop", "", "b.drop_constraint('pk_t', type_='primary')"),
    ),
    (
        "named primary key",
        (
            "another",
            "",
            "b.drop_constraint('pk_t', type_='primary')\nb.create_primary_key('pk_2', ['name', 'id'])",
        ),
    ),
    (
        "composite primary key",
        ("drop one of two", "", "b.drop_column('name')"),
    ),
    (
        "self reference",
        (
            "rename the referred",
            "",
            "b.alter_column('id', new_column_name='key')",
        ),
    ),
    (
        "self reference",
        (
            "drop the reference",
            "",
            "b.drop_constraint('fk_parent', type_='foreignkey')\nb.drop_column('parent')",
        ),
    ),
    (
        "indexes",
        (
            "drop",
            "",
            "b.drop_index('ix_name')\nb.drop_index('ux_both')\nb.drop_index('ix_part')\nb.drop_column('amount')",
        ),
    ),
    (
        "indexes",
        ("drop without rebuild", "", "b.drop_index('ix_name')"),
    ),
    (
        "indexes",
        (
            "rename in all",
            "",
            "b.alter_column('amount', new_column_name='total')",
        ),
    ),
    (
        "indexes",
        (
            "make anew",
            "recreate='always'",
            "b.drop_index('ix_name')\nb.create_index('ix_name', ['amount'])",
        ),
    ),
    (
        "indexes",
        (
            "replace",
            "recreate='always'",
            "b.create_index('ix_name', ['amount'])",
        ),
    ),
    (
        "Chinese names",
        (
            "rename",
            "",
            "b.alter_column('余额', new_column_name='金额')",
        ),
    ),
    (
        "Chinese names",
        (
            "drop",
            "",
            "b.drop_constraint('唯一', type_='unique')\nb.drop_index('索引')\nb.drop_column('余额')",
        ),
    ),
    (
        "Chinese names",
        (
            "add",
            "recreate='always'",
            "b.add_column(sa.Column('备注', sa.String(9)), insert_before='余额')",
        ),
    ),
    (
        "quoted names",
        ("rename", "", "b.alter_column('a b', new_column_name='a-b')"),
    ),
    (
        "keywords",
        (
            "rename",
            "",
            "b.alter_column('select', new_column_name='from')",
        ),
    ),
    (
        "mixed case",
        (
            "rename",
            "",
            "b.alter_column('camelCase', new_column_name='snake_case')",
        ),
    ),
    (
        "mixed case",
        (
            "in other case",
            "",
            "b.alter_column('camelcase', nullable=False)",
        ),
    ),
    (
        "generated columns",
        ("drop the source", "", "b.drop_column('name')"),
    ),
    (
        "generated columns",
        (
            "rename the source",
            "",
            "b.alter_column('name', new_column_name='label')",
        ),
    ),
    (
        "generated columns",
        ("drop the generated", "", "b.drop_column('low')"),
    ),
    (
        "made by create_all",
        (
            "order",
            "recreate='always'",
            "b.add_column(sa.Column('x', sa.Integer()), insert_after='name')",
        ),
    ),
    (
        "defaults",
        (
            "all types",
            "",
            "b.alter_column('c', type_=sa.Integer())\nb.alter_column('e', type_=sa.Text())\nb.alter_column('b', nullable=False)",
        ),
    ),
    (
        "types",
        (
            "to text",
            "",
            "b.alter_column('c', type_=sa.Text())\nb.alter_column('e', type_=sa.Text())\nb.alter_column('g', type_=sa.Integer())\nb.alter_column('b', type_=sa.Text())",
        ),
    ),
    (
        "types",
        (
            "to date",
            "",
            "b.alter_column('name', type_=sa.Date())\nb.alter_column('h', type_=sa.DateTime())\nb.alter_column('n', type_=sa.Time())",
        ),
    ),
    (
        "named checks",
        (
            "naming_convention of checks",
            "naming_convention={'ck': 'ck_%(table_name)s_%(constraint_name)s'}, recreate='always'",
            "pass",
        ),
    ),
    (
        "named unique",
        (
            "naming_convention of names",
            "naming_convention={'uq': 'new_%(constraint_name)s'}, recreate='always'",
            "pass",
        ),
    ),
];
