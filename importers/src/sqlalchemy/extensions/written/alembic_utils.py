import enum
import re

import sqlalchemy as sa
from alembic.operations import MigrateOperation, Operations


def _spaced(text):
    return " ".join(text.split())


def _ended(sql):
    return sql.strip().rstrip(";").strip()


def _unquoted(text):
    return text.replace('"', "")


def _bare(text):
    return text.strip().rstrip('"').strip().lstrip('"').strip()


def _quoted(text):
    schema, dot, name = text.partition(".")
    return f'"{_bare(schema)}".{_quoted_name(name)}' if dot else _quoted_name(text)


def _quoted_name(text):
    return f'"{_bare(text)}"'


def _escaped(sql, kept):
    """Colons as `text` takes them, but for those of operators."""
    return re.sub("|".join([*map(re.escape, kept), ":"]), lambda found: "\\:" if found[0] == ":" else found[0], sql)


def _parsed(kind, patterns, sql):
    for pattern in patterns:
        found = re.fullmatch(pattern, sql, re.IGNORECASE | re.DOTALL)
        if found:
            return found
    raise SQLParseFailure(f'Failed to parse SQL into {kind} """{sql}"""')


class AlembicUtilsException(Exception):
    pass


class SQLParseFailure(AlembicUtilsException):
    pass


class BadInputException(AlembicUtilsException):
    pass


class ReplaceableEntity:
    def __init__(self, schema, signature, definition):
        self.schema = _unquoted(_spaced(schema))
        self.signature = _unquoted(_spaced(signature))
        self.definition = _escaped(_ended(definition), ["::"])

    @property
    def literal_schema(self):
        return _quoted(self.schema)

    @property
    def identity(self):
        return f"{type(self).__name__}: {self.schema}.{self.signature}"

    @classmethod
    def from_path(cls, path):
        with path.open() as file:
            return cls.from_sql(file.read())

    def _named(self):
        return f'{self.literal_schema}."{self.signature}"'


class PGFunction(ReplaceableEntity):
    type_ = "function"

    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        if "language plpgsql" in _spaced(definition).lower().replace("'", ""):
            self.definition = _escaped(_ended(definition), ["::", ":=", "\\:"])

    @classmethod
    def from_sql(cls, sql):
        pattern = r"create.+?function\s+(.+?)\.(.+?)\s+returns\s+(.+?)"
        found = _parsed("PGFunction", [pattern], sql.strip())
        signature = found[2]
        if signature.startswith('"'):
            signature = "".join(signature.split('"', 2))
        return cls(found[1], signature, "returns " + found[3])

    @property
    def literal_signature(self):
        name, rest = self.signature.split("(", 1)
        return f'"{name.strip()}"({rest}'

    def _create(self, replace=""):
        return sa.text(f"CREATE {replace}FUNCTION {self.literal_schema}.{self.literal_signature} {self.definition}")

    def to_sql_statement_create(self):
        return self._create()

    def to_sql_statement_create_or_replace(self):
        yield self._create("OR REPLACE ")

    def to_sql_statement_drop(self, cascade=False):
        found = re.fullmatch(r"(.+?)\((.*?)\)", self.signature, re.DOTALL)
        given = [one[: len(one.lower().split("default")[0])].strip() for one in found[2].strip().split(",")]
        cascade = "cascade" if cascade else ""
        return sa.text(f'DROP FUNCTION {self.literal_schema}."{found[1].strip()}"({", ".join(given)}) {cascade}')


class _OnEntity(ReplaceableEntity):
    def __init__(self, schema, signature, definition, on_entity):
        super().__init__(schema, signature, definition)
        self.on_entity = _unquoted(on_entity if "." in on_entity else "public." + on_entity)

    @property
    def identity(self):
        return f"{super().identity} {self.on_entity}"


class PGTrigger(_OnEntity):
    type_ = "trigger"

    def __init__(self, schema, signature, definition, on_entity, is_constraint=False):
        super().__init__(schema, signature, definition, on_entity)
        self.is_constraint = is_constraint

    @classmethod
    def from_sql(cls, sql):
        rest = r"trigger\s+(.+?)\s+(.+?)\s+ON\s+(.+?)\s+(.+?)"
        found = _parsed("PGTrigger", [r"(create)\s+constraint\s+" + rest, r"create()\s+" + rest], sql)
        on_entity = found[4] if "." in found[4] else "public." + found[4]
        definition = f" {found[3]} ON {on_entity} {found[5]}"
        return cls(on_entity.split(".")[0], found[2], definition, on_entity, bool(found[1]))

    def to_sql_statement_create(self):
        found = _parsed("PGTrigger.definition", [r"(.+?)\s+ON\s+(.+?)\s+(.+?)"], self.definition)
        on_entity = found[2].partition(".")[2] if "." in found[2] else found[2]
        kind = "CONSTRAINT TRIGGER" if self.is_constraint else "TRIGGER"
        return sa.text(f'CREATE {kind} "{self.signature}" {found[1]} ON {self.schema}.{on_entity} {found[3]}')

    def to_sql_statement_drop(self, cascade=False):
        cascade = "cascade" if cascade else ""
        return sa.text(f'DROP TRIGGER "{self.signature}" ON {self.on_entity} {cascade}')

    def to_sql_statement_create_or_replace(self):
        yield sa.text(f'DROP TRIGGER IF EXISTS "{self.signature}" ON {self.on_entity};')
        yield self.to_sql_statement_create()


class PGPolicy(_OnEntity):
    type_ = "policy"

    @classmethod
    def from_sql(cls, sql):
        found = _parsed("PGPolicy", [r"create policy\s+(.+?)\s+on\s+(.+?)\s+(.+?)"], sql.strip())
        on_entity = found[2] if "." in found[2] else "public." + found[2]
        return cls(on_entity.partition(".")[0], found[1], found[3], on_entity)

    def _create(self):
        return f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition}"

    def to_sql_statement_create(self):
        return sa.text(self._create())

    def to_sql_statement_drop(self, cascade=False):
        return sa.text(f"DROP POLICY {self.signature} on {self.on_entity} {'cascade' if cascade else ''}")

    def to_sql_statement_create_or_replace(self):
        yield sa.text(f"DROP POLICY IF EXISTS {self.signature} on {self.on_entity};")
        yield sa.text(f"{self._create()};")


class PGView(ReplaceableEntity):
    type_ = "view"

    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        self.definition = _ended(definition)

    @classmethod
    def from_sql(cls, sql):
        found = _parsed("PGView", [r"create.+?view\s+(.+?)\.(.+?)\s+as\s+(.+?)"], sql)
        return cls(found[1], _unquoted(found[2].split("(")[0]), found[3])

    def _create(self):
        return f"VIEW {self._named()} AS {self.definition};"

    def to_sql_statement_create(self):
        return sa.text(f"CREATE {self._create()}")

    def to_sql_statement_drop(self, cascade=False):
        return sa.text(f"DROP VIEW {self._named()} {'cascade' if cascade else ''}")

    def to_sql_statement_create_or_replace(self):
        view = self._create()
        yield sa.text(
            f"do $$ begin CREATE OR REPLACE {view} exception when others then "
            f"DROP VIEW IF EXISTS {self._named()}; CREATE {view} end; $$ language 'plpgsql'"
        )


class PGMaterializedView(ReplaceableEntity):
    type_ = "materialized_view"

    def __init__(self, schema, signature, definition, with_data=True):
        super().__init__(schema, signature, definition)
        self.definition = _ended(definition)
        self.with_data = with_data

    def _create(self):
        definition = self.definition.rstrip().rstrip(";")
        data = "DATA" if self.with_data else "NO DATA"
        return sa.text(f"CREATE MATERIALIZED VIEW {self._named()} AS {definition} WITH {data};")

    def to_sql_statement_create(self):
        return self._create()

    def to_sql_statement_drop(self, cascade=False):
        return sa.text(f"DROP MATERIALIZED VIEW {self._named()} {'cascade' if cascade else ''}")

    def to_sql_statement_create_or_replace(self):
        yield sa.text(f"DROP MATERIALIZED VIEW IF EXISTS {self._named()}; ")
        yield self._create()


class PGExtension(ReplaceableEntity):
    type_ = "extension"

    def __init__(self, schema, signature):
        super().__init__(schema, signature, "")
        self.definition = f"PGExtension: {self.schema} {self.signature}"

    @property
    def identity(self):
        return f"PGExtension: {self.signature}"

    def to_sql_statement_create(self):
        return sa.text(f'CREATE EXTENSION "{self.signature}" WITH SCHEMA {self.literal_schema};')

    def to_sql_statement_drop(self, cascade=False):
        return sa.text(f'DROP EXTENSION "{self.signature}" {"CASCADE" if cascade else ""}')

    def to_sql_statement_create_or_replace(self):
        raise NotImplementedError()


class PGGrantTableChoice(str, enum.Enum):
    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    REFERENCES = "REFERENCES"
    DELETE = "DELETE"
    TRUNCATE = "TRUNCATE"
    TRIGGER = "TRIGGER"

    def __str__(self):
        return self.value


class PGGrantTable(ReplaceableEntity):
    type_ = "grant_table"

    def __init__(self, schema, table, role, grant, columns=None, with_grant_option=False):
        self.schema = _unquoted(schema)
        self.table = _unquoted(table)
        self.columns = sorted(columns) if columns else []
        self.role = _unquoted(role)
        self.grant = PGGrantTableChoice(grant)
        self.with_grant_option = with_grant_option
        self.signature = self.identity
        of_columns = self.grant.value in ("SELECT", "INSERT", "UPDATE", "REFERENCES")
        if of_columns != bool(self.columns):
            needed = "must be provided" if of_columns else "must not be provided"
            raise BadInputException(f"When grant type is {self.grant} a value {needed} for columns")

    @property
    def identity(self):
        return f"PGGrantTable: {self.schema}.{self.table}.{self.role}.{self.grant}"

    def _on(self):
        return f"ON {self.literal_schema}.{_quoted(self.table)}"

    def to_sql_statement_create(self):
        columns = f"( {', '.join(self.columns)} )" if self.columns else ""
        option = "WITH GRANT OPTION" if self.with_grant_option else ""
        return sa.text(f"GRANT {self.grant} {columns} {self._on()} TO {_quoted(self.role)} {option}")

    def to_sql_statement_drop(self, cascade=False):
        return sa.text(f"REVOKE {self.grant} {self._on()} FROM {_quoted(self.role)}")

    def to_sql_statement_create_or_replace(self):
        yield self.to_sql_statement_drop()
        yield self.to_sql_statement_create()


class _Operation(MigrateOperation):
    def __init__(self, target, cascade=False):
        self.target = target
        self.cascade = cascade

    @classmethod
    def invoke_for_target(cls, operations, target):
        return operations.invoke(cls(target))

    @classmethod
    def invoke_for_target_optional_cascade(cls, operations, target, cascade=False):
        return operations.invoke(cls(target, cascade))


@Operations.register_operation("create_entity", "invoke_for_target")
class CreateOp(_Operation):
    def reverse(self):
        return DropOp(self.target)


@Operations.register_operation("drop_entity", "invoke_for_target_optional_cascade")
class DropOp(_Operation):
    def reverse(self):
        return CreateOp(self.target)


@Operations.register_operation("replace_entity", "invoke_for_target")
class ReplaceOp(_Operation):
    def reverse(self):
        return RevertOp(self.target)


class RevertOp(_Operation):
    pass


@Operations.implementation_for(CreateOp)
def create_entity(operations, operation):
    operations.execute(operation.target.to_sql_statement_create())


@Operations.implementation_for(DropOp)
def drop_entity(operations, operation):
    operations.execute(operation.target.to_sql_statement_drop(cascade=operation.cascade))


@Operations.implementation_for(ReplaceOp)
@Operations.implementation_for(RevertOp)
def replace_or_revert_entity(operations, operation):
    for statement in operation.target.to_sql_statement_create_or_replace():
        operations.execute(statement)


def register_entities(entities, schemas=None, exclude_schemas=None, entity_types=None):
    """What is compared with the database when a revision is made."""
