//! What is done to the tables: bodies of `with op.batch_alter_table(T, ...) as b:`.

/// A label, the arguments of `batch_alter_table` behind the table, and the body.
pub(super) type Body<'a> = (&'a str, &'a str, &'a str);

/// For every table.
pub(super) const BODIES: &[Body<'static>] = &[
    ("recreate always", "recreate='always'", "pass"),
    (
        "recreate never",
        "recreate='never'",
        "b.add_column(sa.Column('x', sa.Integer()))",
    ),
    (
        "add",
        "",
        "b.add_column(sa.Column('x', sa.String(9), nullable=True))",
    ),
    (
        "add, rebuilt",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.String(9), nullable=True))",
    ),
    (
        "add not null with a text default",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer(), server_default='5', nullable=False))",
    ),
    (
        "add with an expression default",
        "",
        "b.add_column(sa.Column('x', sa.Text(), server_default=sa.text(\"('x' || 'y')\")))",
    ),
    (
        "add boolean",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Boolean(name='ck_x', create_constraint=True), server_default=sa.false(), nullable=False))",
    ),
    (
        "add enum",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Enum('a', 'b', name='ck_x', create_constraint=True)))",
    ),
    (
        "add with a foreign key",
        "",
        "b.add_column(sa.Column('x', sa.Integer(), sa.ForeignKey('p2.id', name='fk_x', ondelete='CASCADE')))",
    ),
    (
        "add with an index",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer(), index=True))",
    ),
    (
        "add computed",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer(), sa.Computed('id * 2')))",
    ),
    (
        "add after",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer()), insert_after='id')",
    ),
    (
        "add before",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer()), insert_before='amount')",
    ),
    (
        "add two after each other",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer()), insert_after='id')\nb.add_column(sa.Column('y', sa.Integer()), insert_after='x')",
    ),
    (
        "add between",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer()), insert_after='id', insert_before='name')",
    ),
    (
        "add several",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer()))\nb.add_column(sa.Column('y', sa.Text()))\nb.add_column(sa.Column('z', sa.Float()), insert_before='name')",
    ),
    (
        "add with a comment",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer(), comment='c'))",
    ),
    (
        "add a column that is there",
        "recreate='always'",
        "b.add_column(sa.Column('name', sa.Integer()))",
    ),
    ("drop", "", "b.drop_column('amount')"),
    (
        "drop and add",
        "",
        "b.drop_column('amount')\nb.add_column(sa.Column('x', sa.Integer()))",
    ),
    (
        "drop and add the same",
        "",
        "b.drop_column('amount')\nb.add_column(sa.Column('amount', sa.Text()))",
    ),
    (
        "drop two",
        "",
        "b.drop_column('amount')\nb.drop_column('name')",
    ),
    ("drop the key", "", "b.drop_column('id')"),
    ("drop what is not there", "", "b.drop_column('nothing')"),
    (
        "rename",
        "",
        "b.alter_column('name', new_column_name='label')",
    ),
    (
        "rename the key",
        "",
        "b.alter_column('id', new_column_name='pk')",
    ),
    (
        "rename with type",
        "",
        "b.alter_column('amount', new_column_name='total', existing_type=sa.Integer(), type_=sa.BigInteger())",
    ),
    (
        "rename two around",
        "",
        "b.alter_column('amount', new_column_name='name2')\nb.alter_column('name', new_column_name='amount2')",
    ),
    (
        "rename and change later",
        "",
        "b.alter_column('name', new_column_name='label')\nb.alter_column('name', nullable=True)",
    ),
    (
        "rename and drop another",
        "",
        "b.alter_column('name', new_column_name='label')\nb.drop_column('amount')",
    ),
    (
        "type to text",
        "",
        "b.alter_column('amount', type_=sa.String(30))",
    ),
    (
        "type to integer",
        "",
        "b.alter_column('name', type_=sa.Integer())",
    ),
    (
        "type to numeric",
        "",
        "b.alter_column('amount', type_=sa.Numeric(12, 4), existing_type=sa.Integer())",
    ),
    (
        "type to boolean",
        "",
        "b.alter_column('amount', type_=sa.Boolean())",
    ),
    (
        "type to json",
        "",
        "b.alter_column('name', type_=sa.JSON())",
    ),
    (
        "type to enum",
        "",
        "b.alter_column('name', type_=sa.Enum('a', 'b', name='en'))",
    ),
    (
        "type to an enum that is checked",
        "",
        "b.alter_column('name', type_=sa.Enum('a', 'b', name='en', create_constraint=True))",
    ),
    (
        "type to binary",
        "",
        "b.alter_column('name', type_=sa.LargeBinary())",
    ),
    (
        "type to unicode",
        "",
        "b.alter_column('name', type_=sa.Unicode(50))",
    ),
    (
        "type with a collation",
        "",
        "b.alter_column('name', type_=sa.String(50, collation='NOCASE'))",
    ),
    ("not null", "", "b.alter_column('id', nullable=False)"),
    (
        "null",
        "",
        "b.alter_column('name', nullable=True, existing_type=sa.Text())",
    ),
    (
        "default text",
        "",
        "b.alter_column('amount', server_default='5')",
    ),
    (
        "default expression",
        "",
        "b.alter_column('name', server_default=sa.text(\"'x' || 'y'\"))",
    ),
    (
        "default quoted expression",
        "",
        "b.alter_column('name', server_default=sa.text(\"('x' || 'y')\"))",
    ),
    (
        "default function",
        "",
        "b.alter_column('name', server_default=sa.func.current_timestamp())",
    ),
    (
        "default true",
        "",
        "b.alter_column('amount', server_default=sa.true())",
    ),
    (
        "default dropped",
        "",
        "b.alter_column('name', server_default=None)",
    ),
    (
        "default left",
        "",
        "b.alter_column('name', server_default=False, nullable=True)",
    ),
    ("comment", "", "b.alter_column('name', comment='hello')"),
    ("table comment", "", "b.create_table_comment('hello')"),
    (
        "autoincrement",
        "",
        "b.alter_column('id', autoincrement=True)",
    ),
    (
        "unique",
        "",
        "b.create_unique_constraint('uq_new', ['name', 'id'])",
    ),
    (
        "unique of a new column",
        "",
        "b.add_column(sa.Column('x', sa.Integer()))\nb.create_unique_constraint('uq_new', ['x'])",
    ),
    (
        "unique without a name",
        "",
        "b.create_unique_constraint(None, ['name'])",
    ),
    ("check", "", "b.create_check_constraint('ck_new', 'id > 0')"),
    (
        "check of an expression",
        "",
        "b.create_check_constraint('ck_new', sa.column('id') > 0)",
    ),
    (
        "foreign key",
        "",
        "b.create_foreign_key('fk_new', 'p2', ['amount'], ['id'], ondelete='CASCADE', onupdate='SET NULL')",
    ),
    (
        "foreign key with options",
        "",
        "b.create_foreign_key('fk_new', 'p2', ['amount'], ['id'], deferrable=True, initially='DEFERRED')",
    ),
    (
        "foreign key to itself",
        "",
        "b.create_foreign_key('fk_new', T, ['amount'], ['id'])",
    ),
    (
        "foreign key of a new column",
        "",
        "b.add_column(sa.Column('x_id', sa.Integer()))\nb.create_foreign_key('fk_new', 'p2', ['x_id'], ['id'])",
    ),
    (
        "primary key",
        "",
        "b.create_primary_key('pk_new', ['id', 'name'])",
    ),
    (
        "drop a constraint that is not there",
        "",
        "b.drop_constraint('nothing', type_='unique')",
    ),
    (
        "drop a constraint without a name",
        "",
        "b.drop_constraint(None, type_='unique')",
    ),
    ("index", "", "b.create_index('ix_new', ['name'])"),
    (
        "index, rebuilt",
        "recreate='always'",
        "b.create_index('ix_new', ['name', 'amount'], unique=True)",
    ),
    (
        "index of a new column",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer()))\nb.create_index(b.f('ix_x'), ['x'])",
    ),
    (
        "index with a condition",
        "recreate='always'",
        "b.create_index('ix_new', ['name'], sqlite_where=sa.text('amount > 1'))",
    ),
    (
        "drop an index that is not there",
        "recreate='always'",
        "b.drop_index('nothing')",
    ),
    (
        "table_args check",
        "table_args=[sa.CheckConstraint('id > 0', name='ck_args')], recreate='always'",
        "pass",
    ),
    (
        "table_args unnamed check",
        "table_args=[sa.CheckConstraint('id > 0')], recreate='always'",
        "pass",
    ),
    (
        "table_args unique",
        "table_args=(sa.UniqueConstraint('id', 'name', name='uq_args'),)",
        "b.add_column(sa.Column('x', sa.Text(), server_default=sa.text('1')))",
    ),
    (
        "table_args unnamed unique",
        "table_args=(sa.UniqueConstraint('id', 'name'),), recreate='always'",
        "pass",
    ),
    (
        "table_args foreign key",
        "table_args=(sa.ForeignKeyConstraint(['amount'], ['p2.id'], name='fk_args'),), recreate='always'",
        "pass",
    ),
    (
        "table_args index",
        "table_args=(sa.Index('ix_args', 'name'),), recreate='always'",
        "pass",
    ),
    (
        "table_kwargs autoincrement",
        "table_kwargs={'sqlite_autoincrement': True}, recreate='always'",
        "pass",
    ),
    (
        "table_kwargs strict",
        "table_kwargs={'sqlite_strict': True}, recreate='always'",
        "pass",
    ),
    (
        "table_kwargs without rowid",
        "table_kwargs={'sqlite_with_rowid': False}, recreate='always'",
        "pass",
    ),
    (
        "table_kwargs of another database",
        "table_kwargs={'mysql_engine': 'InnoDB'}, recreate='always'",
        "pass",
    ),
    (
        "reflect_args boolean",
        "reflect_args=[sa.Column('amount', sa.Boolean(create_constraint=True, name='ck_amount'))], recreate='always'",
        "pass",
    ),
    (
        "reflect_args new type",
        "reflect_args=[sa.Column('amount', sa.BigInteger(), nullable=True, server_default='3')]",
        "b.alter_column('name', nullable=True)",
    ),
    (
        "reflect_args and type",
        "reflect_args=[sa.Column('amount', sa.String(9))]",
        "b.alter_column('amount', type_=sa.Integer())",
    ),
    (
        "reflect_args column that is not there",
        "reflect_args=[sa.Column('more', sa.Integer())], recreate='always'",
        "pass",
    ),
    (
        "reflect_args unique",
        "reflect_args=[sa.UniqueConstraint('name', name='uq_reflected')], recreate='always'",
        "pass",
    ),
    (
        "reflect_args check",
        "reflect_args=[sa.CheckConstraint('id > 0', name='ck_reflected')], recreate='always'",
        "pass",
    ),
    (
        "reflect_kwargs resolve_fks",
        "reflect_kwargs={'resolve_fks': False}, recreate='always'",
        "pass",
    ),
    (
        "reflect_kwargs include_columns",
        "reflect_kwargs={'include_columns': ['id', 'name']}, recreate='always'",
        "pass",
    ),
    (
        "naming_convention",
        "naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s', 'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s', 'pk': 'pk_%(table_name)s', 'ck': 'ck_%(table_name)s_%(constraint_name)s', 'ix': 'ix_%(column_0_label)s'}, recreate='always'",
        "pass",
    ),
    (
        "naming_convention and unique",
        "naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s'}",
        "b.create_unique_constraint('new', ['amount', 'id'])",
    ),
    (
        "naming_convention and boolean",
        "naming_convention={'ck': 'ck_%(table_name)s_%(constraint_name)s'}, recreate='always'",
        "b.add_column(sa.Column('x', sa.Boolean(name='bo', create_constraint=True)))",
    ),
    (
        "partial_reordering",
        "partial_reordering=[('amount', 'id', 'name')], recreate='always'",
        "pass",
    ),
    (
        "partial_reordering and add",
        "partial_reordering=[('amount', 'x', 'id')]",
        "b.add_column(sa.Column('x', sa.Integer(), server_default=sa.text('1')))",
    ),
    (
        "partial_reordering of two",
        "partial_reordering=[('name', 'id'), ('amount', 'name')], recreate='always'",
        "pass",
    ),
    (
        "partial_reordering after a drop",
        "partial_reordering=[('name', 'id')]",
        "b.drop_column('amount')",
    ),
    (
        "copy_from",
        "copy_from=sa.Table(T, sa.MetaData(), sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(20)), sa.Column('amount', sa.Integer()), sa.UniqueConstraint('name', name='uq_copy'), sa.CheckConstraint('id > 0')), recreate='always'",
        "pass",
    ),
    (
        "copy_from and change",
        "copy_from=sa.Table(T, sa.MetaData(), sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(20), index=True), sa.Column('amount', sa.Integer()), sa.UniqueConstraint('name', name='uq_copy'))",
        "b.drop_constraint('uq_copy', type_='unique')\nb.alter_column('amount', type_=sa.Text())",
    ),
    (
        "copy_from with a typed check",
        "copy_from=sa.Table(T, sa.MetaData(), sa.Column('id', sa.Integer(), primary_key=True), sa.Column('amount', sa.Boolean(create_constraint=True, name='ck_b')), sa.Column('name', sa.Enum('a', 'b', name='en', create_constraint=True)))",
        "b.alter_column('amount', nullable=False, existing_type=sa.Boolean())",
    ),
    ("schema main", "schema='main'", "b.drop_column('amount')"),
    (
        "execute inside",
        "",
        "b.execute('UPDATE p2 SET id = 2')\nb.drop_column('amount')",
    ),
    (
        "everything",
        "",
        "b.add_column(sa.Column('x', sa.Integer(), server_default='1', nullable=False), )\nb.drop_column('amount')\nb.alter_column('name', new_column_name='label', type_=sa.String(40), nullable=True, server_default='z')\nb.create_unique_constraint('uq_new', ['x', 'id'])\nb.create_check_constraint('ck_new', 'x >= 0')\nb.create_index('ix_new', ['x'])",
    ),
    (
        "copy_from with indexes of columns",
        "copy_from=sa.Table(T, sa.MetaData(), sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(20), unique=True, index=True), sa.Column('amount', sa.Integer(), index=True))",
        "b.drop_index(f'ix_{T}_amount')\nb.alter_column('amount', type_=sa.Text())",
    ),
    (
        "add with a key",
        "recreate='always'",
        "b.add_column(sa.Column('x', sa.Integer(), primary_key=True))",
    ),
    (
        "add two with a key, the old one dropped",
        "recreate='always'",
        "b.drop_column('id')\nb.add_column(sa.Column('x', sa.Integer(), primary_key=True, server_default='1'))\nb.add_column(sa.Column('y', sa.Integer(), primary_key=True, server_default='2'))",
    ),
];
