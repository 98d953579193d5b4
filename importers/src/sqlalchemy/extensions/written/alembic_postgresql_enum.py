import dataclasses
import enum
import re
from typing import NamedTuple

import sqlalchemy as sa
from alembic.operations import MigrateOperation, Operations


class ColumnType(enum.Enum):
    COMMON = "Enum"
    ARRAY = "ARRAY"


_UNSPECIFIED = object()


@dataclasses.dataclass(frozen=True)
class TableReference:
    table_name: str
    column_name: str
    table_schema: object = _UNSPECIFIED
    column_type: ColumnType = ColumnType.COMMON
    existing_server_default: object = None

    @property
    def table_name_with_schema(self):
        prefix = f'"{self.table_schema}".' if self.table_schema else ""
        return f'{prefix}"{self.table_name}"'

    @property
    def escaped_column_name(self):
        return f'"{self.column_name}"'


class TableIndex(NamedTuple):
    name: str
    definition: str


class Config:
    def __init__(self, force_dialect_support=False, **others):
        self.force_dialect_support = force_dialect_support


_configured = [Config()]


def set_configuration(config):
    _configured[0] = config


def _is_left_out(operations):
    return operations.get_context().dialect.name != "postgresql" and not _configured[0].force_dialect_support


class _Change:
    """One type, and its values before and after."""

    def __init__(self, operations, schema, name, renamed):
        self.connection = operations.get_bind()
        self.schema = schema
        self.name = name
        self.type = f'"{schema}"."{name}"'
        self.old = f'"{schema}"."{name}_old"'
        self.renamed = list(renamed)

    def run(self, sql):
        return self.connection.execute(sa.text(sql))

    def reference(self, column):
        if isinstance(column, tuple):
            table, name, *kind = column
            default = self.run(
                "SELECT column_default FROM information_schema.columns "
                f"WHERE table_schema = '{self.schema}' AND table_name = '{table}' AND column_name = '{name}'"
            ).scalar()
            return TableReference(table, name, self.schema, kind[0] if kind else ColumnType.COMMON, default)
        if not isinstance(column, TableReference):
            raise ValueError("Affected columns must contain tuples or TableReferences")
        if column.table_schema is _UNSPECIFIED:
            return dataclasses.replace(column, table_schema=self.schema)
        return column

    def compare(self, operator, function):
        function = f'"{self.schema}".{function}'
        old = "old_enum_val::text"
        if self.renamed:
            cases = " ".join(f"WHEN {old} = '{before}' THEN '{after}'" for before, after in self.renamed)
            old = f"CASE {cases} ELSE {old} END"
        self.run(
            f"CREATE FUNCTION {function}( new_enum_val {self.type}, old_enum_val {self.old} ) RETURNS boolean AS "
            f"$$ SELECT new_enum_val::text {operator} {old}; $$ LANGUAGE SQL IMMUTABLE"
        )
        self.run(
            f'CREATE OPERATOR "{self.schema}".{operator} '
            f"( leftarg = {self.type}, rightarg = {self.old}, procedure = {function} )"
        )

    def compare_no_more(self, operator, function):
        self.run(f'DROP OPERATOR IF EXISTS "{self.schema}".{operator} ( {self.type}, {self.old} )')
        self.run(f'DROP FUNCTION "{self.schema}".{function}( new_enum_val {self.type}, old_enum_val {self.old} )')

    def cast(self, column):
        name = column.escaped_column_name
        kind = self.type
        if column.column_type == ColumnType.ARRAY:
            using = f"{name}::text[]"
            for before, after in self.renamed:
                using = f"array_replace({using}, '{before}', '{after}')"
            kind += "[]"
            using += f"::{kind}"
        elif self.renamed:
            cases = " ".join(f"WHEN {name}::text = '{before}' THEN '{after}'::{kind}" for before, after in self.renamed)
            using = f"CASE {cases} ELSE {name}::text::{kind} END"
        else:
            using = f"{name}::text::{kind}"
        alter = f"ALTER TABLE {column.table_name_with_schema} ALTER COLUMN {name}"
        default = column.existing_server_default
        if default is not None:
            self.run(f"{alter} DROP DEFAULT")
        self.run(f"{alter} TYPE {kind} USING {using}")
        if default is not None:
            self.run(f"{alter} SET DEFAULT {self.default(default)}")

    def default(self, text):
        kind = f"{self.schema}.{self.name}" if self.schema else self.name
        is_array = text.startswith("ARRAY[")
        rest = text if is_array else text[: text.find("::")]
        for before, after in self.renamed:
            rest = rest.replace(f"'{before}'", f"'{after}'").replace(f'"{before}"', f'"{after}"')
        if is_array:
            return re.sub(r"::[.\w]+", f"::{kind}", rest)
        return f"{rest}::{kind}[]" if text.endswith("[]") else f"{rest}::{kind}"

    def drop_index(self, index):
        names = [f'"{part.strip(chr(34))}"' for part in index.name.rsplit(".", 1)]
        self.run(f"DROP INDEX IF EXISTS {'.'.join(names)}")

    def create_index(self, index):
        definition = index.definition
        for before, after in self.renamed:
            for name in (self.name, f"{self.schema}.{self.name}"):
                definition = definition.replace(f"'{before}'::{name}", f"'{after}'::{name}")
        self.run(definition)


_OPERATORS = (("!=", "new_old_not_equals"), ("=", "new_old_equals"))


@Operations.register_operation("sync_enum_values")
class SyncEnumValuesOp(MigrateOperation):
    @classmethod
    def sync_enum_values(
        cls,
        operations,
        enum_schema,
        enum_name,
        new_values,
        affected_columns,
        enum_values_to_rename=(),
        indexes_to_recreate=None,
    ):
        if _is_left_out(operations):
            return
        change = _Change(operations, enum_schema, enum_name, enum_values_to_rename)
        columns = [change.reference(column) for column in affected_columns]
        indexes = indexes_to_recreate or []
        change.run(f'ALTER TYPE {change.type} RENAME TO "{enum_name}_old"')
        values = ", ".join(f"'{value}'" for value in new_values)
        change.run(f"CREATE TYPE {change.type} AS ENUM({values})")
        for operator, function in _OPERATORS:
            change.compare(operator, function)
        for index in indexes:
            change.drop_index(index)
        for column in columns:
            change.cast(column)
        for operator, function in _OPERATORS:
            change.compare_no_more(operator, function)
        change.run(f"DROP TYPE {change.old}")
        for index in indexes:
            change.create_index(index)


@Operations.register_operation("add_enum_value")
class AddEnumValuesOp(MigrateOperation):
    @classmethod
    def add_enum_value(cls, operations, enum_schema, enum_name, new_value, before_value=None):
        if _is_left_out(operations):
            return
        place = f" AFTER '{before_value}'" if before_value else ""
        sql = f"ALTER TYPE \"{enum_schema}\".\"{enum_name}\" ADD VALUE '{new_value}'{place}"
        operations.get_bind().execute(sa.text(sql))
