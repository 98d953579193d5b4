# ---
from alembic.operations import MigrateOperation, Operations
class Seen:
    def __init__(self, name, sql):
        self.name, self.sql = name, sql
@Operations.register_operation("see", "invoke_for")
class See(MigrateOperation):
    def __init__(self, seen):
        self.seen = seen
    @classmethod
    def invoke_for(cls, operations, seen, twice=False):
        for _ in range(1 + twice):
            operations.invoke(cls(seen))
@Operations.implementation_for(See)
def see(operations, operation):
    operations.execute(f"CREATE VIEW {operation.seen.name} AS {operation.seen.sql}")
    if operations.get_context().dialect.name == "postgresql":
        operations.create_table_comment("t", "seen")
    operations.get_bind().execute(sa.text("SELECT 1"))
op.see(Seen("v", "SELECT 1"), twice=True)
op.invoke(See(Seen("w", "SELECT 2")))
# --- op.{}
# setup: from alembic_utils.pg_extension import PGExtension
# setup: from alembic_utils.pg_function import PGFunction
# setup: from alembic_utils.pg_grant_table import PGGrantTable
# setup: from alembic_utils.pg_materialized_view import PGMaterializedView
# setup: from alembic_utils.pg_policy import PGPolicy
# setup: from alembic_utils.pg_trigger import PGTrigger
# setup: from alembic_utils.pg_view import PGView
# differs sqlite, postgres, mysql: the `;` at its end is left out
create_entity(PGExtension(schema='public', signature='citext'))
drop_entity(PGExtension('"public"', ' citext '))
# differs sqlite, mysql: there are no dollar quotes, and the database takes neither
create_entity(PGFunction(schema='public', signature='set_at()', definition="returns trigger language plpgsql as $$ begin new.at := now()::date; if new.a = ':y' then raise notice 'a:b %', 1; end if; return new; end; $$;\n"))
# differs sqlite, mysql: there are no dollar quotes, and the database takes neither
create_entity(PGFunction('s', '"upIt"(a text default \'x\', b integer)', "RETURNS jsonb AS $$ SELECT '{\"a\": 1}'::jsonb; $$ language sql;"))
replace_entity(PGFunction('s', 'up (a text)', "RETURNS int language SQL as $$ select a[1:2] $$"))
drop_entity(PGFunction('s', 'up (a text default 1, "b" integer)', "RETURNS int language SQL as $$ select 1 $$"), cascade=True)
drop_entity(PGFunction('s', 'none()', '# not required for op'))
create_entity(PGFunction.from_sql("CREATE OR REPLACE FUNCTION public.\"addUp\"(a int, b int) RETURNS int AS 'select a + b' LANGUAGE sql;"))
create_entity(PGTrigger(schema='public', signature='tr', on_entity='public.things', definition='before update on public.things for each row execute procedure public.set_at()'))
create_entity(PGTrigger('s', 'tr', 'AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f()', 'things', is_constraint=True))
# differs sqlite, postgres, mysql: the `;` at its end is left out
replace_entity(PGTrigger('public', 'tr', 'BEFORE DELETE ON a.b FOR EACH ROW EXECUTE FUNCTION f()', 'b'))
drop_entity(PGTrigger('public', 'tr', '# not required for op', 'b'))
create_entity(PGTrigger.from_sql('create trigger tt after delete on things for each row execute procedure f()'))
# differs sqlite, postgres, mysql: the `;` at its end is left out
create_entity(PGView('public', 'v_things', "SELECT id, '10\\:30' AS t FROM things WHERE n LIKE 'a%';\n"))
drop_entity(PGView('public', 'v', 'x'), cascade=True)
# differs sqlite, postgres, mysql: the `;` at its end is left out
create_entity(PGView.from_sql('create or replace view public."Vw" (a, b) as select 1, 2'))
# differs sqlite, postgres, mysql: the `;` at its end is left out
create_entity(PGMaterializedView('public', 'm', 'select 1;'))
# differs sqlite, postgres, mysql: the `;` at its end is left out
create_entity(PGMaterializedView('public', 'm', 'select 1', with_data=False))
# differs sqlite, postgres, mysql: the `;` at its end is left out
replace_entity(PGMaterializedView('public', 'm', 'select 1'))
drop_entity(PGMaterializedView('public', 'm', 'select 1'))
create_entity(PGPolicy('public', 'p', "as permissive for select to public using (id = current_setting('app.id')::int)", 'things'))
# differs sqlite, postgres, mysql: the `;` at its end is left out
replace_entity(PGPolicy('public', 'p', 'using (true)', 's.things'))
drop_entity(PGPolicy('public', 'p', '', 'things'))
create_entity(PGGrantTable('public', 'things', 'reader', 'SELECT', ['b', 'a'], with_grant_option=True))
replace_entity(PGGrantTable('public', 'things', 'reader', 'DELETE'))
drop_entity(PGGrantTable('public', 'things', 'reader', 'INSERT', columns=['a']))
# --- op.{}
# setup: from alembic_postgresql_enum import ColumnType, TableReference
# setup: from alembic_postgresql_enum.sql_commands.indexes import TableIndex
add_enum_value(enum_schema='public', enum_name='mood', new_value='z', before_value='a')
add_enum_value('public', 'mood', 'z')
# ---
from alembic_postgresql_enum import TableReference
op.sync_enum_values('public', 'mood', ['a', 'b'], [TableReference('t', 'm', existing_server_default="'a'::mood")])
# ---
from alembic_postgresql_enum import ColumnType, TableReference
op.sync_enum_values(enum_schema='s', enum_name='mood', new_values=['a'], affected_columns=[TableReference(table_schema='o', table_name='t', column_name='m', column_type=ColumnType.ARRAY, existing_server_default="ARRAY['x'::mood]"), TableReference(table_name='u', column_name='m', table_schema=None, existing_server_default="'{x}'::mood[]")], enum_values_to_rename=[('x', 'a'), ('y', 'b')])
# ---
from alembic_postgresql_enum import TableReference
from alembic_postgresql_enum.sql_commands.indexes import TableIndex
op.sync_enum_values('public', 'mood', ['a'], [TableReference('t', 'm')], [('x', 'a')], indexes_to_recreate=[TableIndex('public.ix', "CREATE INDEX ix ON t (m) WHERE m = 'x'::mood OR m = 'x'::public.mood")])
