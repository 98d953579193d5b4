"""Random calls of ``op.*`` with types, defaults, options and names of all kinds."""

from grammar import Grammar

NAMES = ["id", "name", "user_id", "created_at", "amount", "state", "kind", "note", "flag", "parent_id"]
STRANGE = [
    "order", "user", "select", "group", "key", "MixedCase", "camelCase", "ID", "資料", "naïve", "a b", "100%", "a%(x)s", "it's",
    'say "x"', "tick`", ":colon", "a:b", "a.b", "1st", "_x", "a$b", "end", "value", "count", "date", "type", "rank", "a-b", "a?b",
    "x@y", "a\\b", "a_rather_long_name_that_goes_on_until_the_limit_is_nearly_reached",
]  # fmt: skip
TEXTS = [
    "", "x", "0", "it's", "100%", "%(a)s", "資料", ":a", "a:b", "a::b", 'say "x"', "back\\slash", "new\nline", "tab\t", "a;b", "--",
    "?", "{}", "NULL", "now()",
]  # fmt: skip
TABLES = ["t", "users", "orders"]
STRANGE_TABLES = ["Order", "user", "資料表", "a b", "t%"]


def lines(text):
    return [line.strip() for line in text.strip().splitlines()]


RULES = {
    "truth": ["True", "False"],
    "number": ["1", "5", "20", "100"],
    "schema": ["'s'", "'My Schema'", "None", "'order'"],
    "in_schema": ["«15|, schema=<schema>»"],
    "named": ["«60|, name=<given>»"],
    "given": ["<name>", "<name>", "op.f(<name>)", "None"],
    "target": ["users.id", "orders.id", "s.users.id", "users.Name", "user.order"],
    "deferred": ["«10|, deferrable=<truth>»«10|, initially=<initially>»"],
    "initially": ["'DEFERRED'", "'immediate'"],
    "values": ["'a'", "'a', 'b'", "'b', 'C d', 'it\\'s'", "'100%', '資'", "':x', 'a'"],
    "type": ["<base>", "<base>", "<base>", "<dialect_type>", "<variant>"],
    "variant": [
        "<instance>.with_variant(<other>, <dialects>)",
        "<instance>.with_variant(<other>, 'mysql').with_variant(sa.Text(), 'oracle')",
    ],
    "instance": ["sa.String(40)", "sa.Text()", "sa.JSON()", "sa.Integer()", "sa.LargeBinary()", "sa.DateTime()", "sa.Boolean()"],
    "other": lines("""
        sa.Text()
        sa.String(9)
        postgresql.JSONB()
        sa.BigInteger()
        mysql.LONGTEXT()
        sqlite.INTEGER()
        postgresql.ENUM('a', 'b', name='en')
        postgresql.DOMAIN('dom', sa.Integer)
        sa.Boolean(name='bo', create_constraint=True)
    """),
    "dialects": ["'postgresql'", "'sqlite'", "'mysql'", "'mysql', 'mariadb'", "'sqlite', 'postgresql'"],
    "enum": [
        "sa.Enum(<values>, name=<enum_name>«30|, native_enum=<truth>»«30|, create_constraint=<truth>»«15|, length=50»«10|, schema='s'»)",
        "postgresql.ENUM(<values>, name=<enum_name>«40|, create_type=<truth>»)",
    ],
    "enum_name": ["'kind'", "'state'", "'Mood'"],
    "base": lines("""
        sa.Integer()
        sa.BigInteger
        sa.SmallInteger()
        sa.String(<number>)
        sa.String()
        sa.String(<number>, collation='C')
        sa.VARCHAR(length=<number>)
        sa.Unicode(20)
        sa.CHAR(3)
        sa.NVARCHAR(4)
        sa.Text()
        sa.Text(200)
        sa.Text(collation='C')
        sa.CLOB()
        sa.UnicodeText()
        sa.Boolean()
        sa.Boolean(create_constraint=True, name=<name>)
        sa.DateTime()
        sa.DateTime(timezone=<truth>)
        sa.Date()
        sa.Time(timezone=<truth>)
        sa.TIMESTAMP(timezone=<truth>)
        sa.Numeric(12, 2)
        sa.Numeric(precision=10, asdecimal=False)
        sa.DECIMAL()
        sa.Float(<number>)
        sa.Double(53)
        sa.REAL()
        sa.DOUBLE_PRECISION()
        sa.LargeBinary(«50|100»)
        sa.VARBINARY(16)
        sa.PickleType()
        sa.JSON(«30|none_as_null=True»)
        sa.Uuid(«30|as_uuid=False»)
        sa.Uuid(native_uuid=False)
        sa.Interval(«30|native=False»)
        sa.Interval(second_precision=3, day_precision=2)
        <enum>
        <enum>
    """),
    "dialect_type": lines("""
        postgresql.JSONB(«30|astext_type=sa.Text()»)
        postgresql.UUID(«50|as_uuid=True»)
        postgresql.INET()
        postgresql.TSVECTOR()
        postgresql.BYTEA()
        postgresql.HSTORE(«30|text_type=sa.Unicode()»)
        postgresql.CITEXT()
        postgresql.INTERVAL(«30|fields='YEAR TO MONTH'»)
        postgresql.INTERVAL(precision=3)
        postgresql.TIMESTAMP(timezone=<truth>, precision=0)
        postgresql.TIME(True, 2)
        postgresql.BIT(5«50|, varying=True»)
        postgresql.INT4RANGE()
        postgresql.DATERANGE()
        postgresql.TSMULTIRANGE()
        postgresql.ARRAY(<item>«30|, dimensions=2»«10|, zero_indexes=True»)
        sa.ARRAY(<item>«30|, dimensions=1»)
        postgresql.DOMAIN('dom', <item>«30|, not_null=True»«30|, check='VALUE > 0'»«30|, constraint_name='c'»«20|, create_type=False»«10|, quote=<truth>»«10|, inherit_schema=True»)
        mysql.INTEGER(«50|11»«30|, unsigned=True»)
        mysql.BIGINT(unsigned=True, zerofill=True)
        mysql.TINYINT(1)
        mysql.MEDIUMINT(5)
        mysql.DECIMAL(10, 2, unsigned=True)
        mysql.DOUBLE(10, 2)
        mysql.BIT(3)
        mysql.YEAR(4)
        mysql.DATETIME(fsp=6)
        mysql.TIMESTAMP(fsp=3)
        mysql.VARCHAR(20«30|, charset='utf8mb4'»«30|, collation='utf8_bin'»«20|, binary=True»)
        mysql.VARCHAR(20, national=True)
        mysql.TEXT(«30|100, »collation='utf8_bin')
        mysql.MEDIUMTEXT(charset='latin1')
        mysql.LONGTEXT(«30|ascii=True»)
        mysql.LONGBLOB()
        mysql.NCHAR(5)
        mysql.ENUM(<values>«30|, charset='utf8'»)
        mysql.SET(<values>«30|, collation='utf8_bin'»)
        sqlite.DATETIME(«50|truncate_microseconds=True»)
        sqlite.JSON()
    """),
    "item": ["sa.Integer()", "sa.String(5)", "sa.Text", "sa.Numeric(4, 2)"],
    "default": lines("""
        <string>
        <string>
        <sql>
        <identity>
        <computed>
    """),
    "sql": lines("""
        sa.text('now()')
        sa.text('CURRENT_TIMESTAMP')
        sa.text("'x'")
        sa.text("'a:b'")
        sa.text("'{}'::jsonb")
        sa.text("'100%'")
        sa.text('(1 + 2)')
        sa.text("nextval('s'::regclass)")
        sa.func.now()
        sa.func.gen_random_uuid()
        sa.func.lower('X')
        sa.func.coalesce(<string>, 1)
        sa.true()
        sa.false()
        sa.null()
        sa.literal(5)
        sa.literal(<string>)
        sa.literal(True)
        sa.literal_column('5')
        sa.cast('1', sa.Integer)
        sa.cast(1, sa.Text)
        sa.cast('no', sa.Boolean)
        sa.cast(sa.literal('{}'), postgresql.JSONB)
        sa.literal(1) + 2
        sa.func.now() + sa.text("interval '1 day'")
        sa.case((sa.literal(1) == 1, 'x'), else_='y')
        sa.extract('year', sa.func.now())
        sa.collate(sa.literal('x'), 'C')
        sa.DefaultClause(<string>)
        sa.FetchedValue()
        sa.Sequence('s').next_value()
    """),
    "identity": [
        "sa.Identity(«60|start=1, »«20|increment=-5, »«20|minvalue=0, »«20|nomaxvalue=True, »«20|cycle=<truth>, »"
        "«20|cache=10, »«20|on_null=True, »always=<truth>)"
    ],
    "computed": ["sa.Computed(<formula>«50|, persisted=<persisted>»)"],
    "persisted": ["True", "False", "None"],
    "formula": ["'a + 1'", "'lower(name)'", "sa.text('a * 2')", "\"a || ' :x 100%'\"", "sa.column('a') + 1", "sa.func.lower(sa.column('order'))"],
    "action": ["'CASCADE'", "'SET NULL'", "'restrict'", "'NO ACTION'", "'set default'"],
    "key_options": [
        "«20|, ondelete=<action>»«15|, onupdate=<action>»<deferred>«8|, match=<match>»«5|, use_alter=True»«5|, postgresql_not_valid=True»"
    ],
    "match": ["'FULL'", "'simple'"],
    "condition": lines("""
        'a > 0'
        "name LIKE 'x%'"
        "note <> ':x'"
        'a % 2 = 0'
        '資料 > 0'
        "note ~ '^\\\\d+$'"
        sa.text('a > 0')
        sa.column('amount') > 5
        sa.column('order') != <string>
        sa.and_(sa.column('a') > 1, sa.column('b') < 2)
        sa.or_(sa.column('a').is_(None), sa.column('b').in_([1, 2]))
        sa.func.length(sa.column('name')) > 3
        sa.not_(sa.column('a'))
        sa.column('name').like('x%')
        sa.column('MixedCase').between(1, 5)
    """),
    "column": ["<column_without_key>", "<column_without_key>", "<column_with_key>"],
    "column_with_key": ["sa.Column(<column_name>, <type>, sa.ForeignKey('<target>'<named><key_options>)<column_options>)"],
    "column_without_key": ["sa.Column(<column_name>, <type>«4|, <identity>»«4|, <computed>»«4|, <column_check>»«2|, sa.Sequence(<name>)»<column_options>)"],
    "column_check": ["sa.CheckConstraint(<condition>«60|, name=<name>»)"],
    "column_options": [
        "«50|, nullable=<truth>»«30|, server_default=<default>»«10|, comment=<string>»«8|, unique=<truth>»«8|, index=<truth>»"
        "«12|, primary_key=True»«8|, autoincrement=<autoincrement>»«3|, key='k'»«3|, quote=True»"
        "«3|, sqlite_on_conflict_not_null='IGNORE'»"
    ],
    "autoincrement": ["True", "False", "'auto'"],
    "element": lines("""
        sa.UniqueConstraint(<own><named><deferred>«10|, postgresql_nulls_not_distinct=<truth>»«5|, sqlite_on_conflict='IGNORE'»)
        sa.UniqueConstraint(<two_own><named><deferred>)
        sa.CheckConstraint(<condition><named>«10|, postgresql_not_valid=True»)
        sa.CheckConstraint(<condition>, name=<name>)
        sa.PrimaryKeyConstraint(<own><named>)
        sa.PrimaryKeyConstraint(<two_own>, name=<name>)
        sa.ForeignKeyConstraint([<own>], ['<target>']<named><key_options>)
        sa.Index(<given>, <own><index_options>)
        sa.Index(<name>, <two_own><index_options>)
        postgresql.ExcludeConstraint((<own>, '=')<named>«30|, using='gist'»«20|, where=sa.text('a > 0')»)
    """),
    "table_options": [
        "«15|, schema=<schema>»«5|, comment=<string>»«5|, if_not_exists=True»«4|, prefixes=['TEMPORARY']»«5|, mysql_engine='InnoDB'»"
        "«5|, mysql_charset='utf8mb4'»«4|, mysql_collate='utf8_bin'»«3|, mysql_partition_by='KEY(id)'»«3|, mariadb_engine='Aria'»"
        "«4|, postgresql_partition_by='LIST (a)'»«4|, postgresql_tablespace='My Space'»«4|, postgresql_on_commit='DROP'»"
        "«4|, postgresql_inherits=('a', 'B')»«4|, postgresql_with_oids=<truth>»«4|, sqlite_with_rowid=False»«4|, sqlite_strict=True»"
        "«4|, sqlite_autoincrement=True»«3|, quote=True»"
    ],
    "index_options": [
        "«15|, unique=<truth>»«10|, postgresql_where=<condition_of_index>»«7|, postgresql_using='gin'»«7|, postgresql_with={'fillfactor': 50}»"
        "«5|, postgresql_ops={'name': 'text_pattern_ops'}»«5|, postgresql_tablespace='ts'»«5|, postgresql_nulls_not_distinct=<truth>»"
        "«5|, postgresql_concurrently=<truth>»«5|, sqlite_where=sa.column('a') > 5»«5|, mysql_length=10»«5|, mysql_prefix='FULLTEXT'»"
        "«5|, mysql_using='btree'»«5|, quote=<truth>»"
    ],
    "condition_of_index": lines("""
        sa.text('a > 0')
        sa.text("note = ':x'")
        sa.column('flag').is_(True)
        sa.column('kind').in_(['a', 'it\\'s'])
        sa.and_(sa.column('a') == 1, sa.column('MixedCase') != 'x%')
    """),
    "index_item": lines("""
        <name>
        <name>
        <name>
        sa.text('lower(name)')
        sa.text('name DESC')
        sa.text("'x:y'")
        sa.func.lower(sa.column('name'))
        sa.column('a').desc().nullslast()
        sa.column('a') + 1
        sa.column('note').collate('C')
        sa.literal_column('a')
        sa.func.coalesce(sa.column('MixedCase'), 'x')
        sa.cast(sa.column('a'), sa.Text)
        sa.cast(sa.column('a'), sa.String(9, collation='C'))
        (sa.column('a') + 1).nulls_first()
        sa.column('data', postgresql.JSONB)['k'].astext
        sa.func.date_trunc('day', sa.column('created_at'))
    """),
    "alter_options": [
        "«40|, nullable=<truth>»«35|, type_=<type>»«35|, server_default=<default_or_none>»«20|, new_column_name=<name>»"
        "«15|, comment=<string>»«10|, autoincrement=<truth>»«50|, existing_type=<type>»«30|, existing_nullable=<truth>»"
        "«20|, existing_server_default=<default_or_none>»«15|, existing_comment=<string>»«15|, postgresql_using='a::integer'»"
    ],
    "default_or_none": ["<default>", "<default>", "None", "False"],
    "kind": ["'unique'", "'foreignkey'", "'primary'", "'check'"],
    "call": lines("""
        <create_table>
        <create_table>
        <create_table>
        op.add_column(<table>, <column><in_schema>«5|, if_not_exists=True»«5|, inline_references=True»)
        op.add_column(<table>, <column><in_schema>)
        op.alter_column(<table>, <name><alter_options><in_schema>)
        op.alter_column(<table>, <name><alter_options>)
        op.create_index(<name>, <table>, [<index_item>«50|, <index_item>»]<index_options><in_schema>«5|, if_not_exists=True»)
        op.create_unique_constraint(<given>, <table>, [<name>]<deferred><in_schema>)
        op.create_foreign_key(<given>, <table>, <table>, [<name>], [<name>]<key_options>«10|, source_schema='s'»«10|, referent_schema='r'»)
        op.create_check_constraint(<given>, <table>, <condition><in_schema>)
        op.create_primary_key(<given>, <table>, [<name>]<in_schema>)
        op.create_exclude_constraint(<name>, <table>, (<name>, '&&')«50|, using='gist'»«30|, where=sa.text('a > 0')»<in_schema>)
        op.drop_constraint(<name>, <table>«80|, type_=<kind>»<in_schema>«8|, if_exists=True»)
        op.drop_index(<name>«80|, table_name=<table>»<in_schema>«10|, if_exists=True»«5|, quote=<truth>»)
        op.drop_column(<table>, <name><in_schema>«8|, if_exists=True»)
        op.drop_table(<table><in_schema>«20|, if_exists=True»)
        op.rename_table(<table>, <table><in_schema>)
        op.create_table_comment(<table>, <string>«20|, existing_comment='old'»<in_schema>)
        op.drop_table_comment(<table><in_schema>)
        <batch>
    """),
    "in_batch": lines("""
        b.add_column(<column>)
        b.alter_column(<name><alter_options>)
        b.drop_column(<name>)
        b.create_index(b.f(<name>), [<name>]<index_options>)
        b.drop_index(<name>)
        b.create_unique_constraint(<given>, [<name>])
        b.create_foreign_key(<given>, <table>, [<name>], [<name>]<key_options>)
        b.create_check_constraint(<name>, <condition>)
        b.drop_constraint(<name>«80|, type_=<kind>»)
        b.create_table_comment(<string>)
    """),
}


class Calls(Grammar):
    """One call; four in ten have strange names and texts."""

    RULES = RULES

    def __init__(self, seed):
        super().__init__(seed)
        self.is_strange = self.chance(0.4)
        self.names = []
        self.next_name = None

    def any_name(self):
        return self.one(*STRANGE) if self.is_strange and self.chance(0.5) else self.one(*NAMES)

    def name(self):
        return repr(self.any_name())

    def column_name(self):
        return repr(self.next_name or self.any_name())

    def table(self):
        return repr(self.one(*TABLES, *STRANGE_TABLES) if self.is_strange else self.one(*TABLES))

    def string(self):
        return repr(self.one(*TEXTS) if self.is_strange or self.chance(0.2) else self.one("x", "active", "0"))

    def own(self):
        return repr(self.one(*self.names))

    def two_own(self):
        return ", ".join(map(repr, self.random.sample(self.names, min(2, len(self.names)))))

    def create_table(self):
        self.names = list(dict.fromkeys(self.any_name() for _ in range(self.random.randint(1, 5))))
        items = []
        for self.next_name in self.names:
            items.append(self.of("column"))
        self.next_name = None
        items += [self.of("element") for _ in range(self.one(0, 0, 1, 1, 2, 3))]
        return f"op.create_table({self.table()}, {', '.join(items)}{self.of('table_options')})"

    def batch(self):
        calls = [self.of("in_batch") for _ in range(self.random.randint(1, 3))]
        head = self.text("with op.batch_alter_table(<table><in_schema>, recreate='never') as b:")
        return "\n    ".join([head, *calls])
