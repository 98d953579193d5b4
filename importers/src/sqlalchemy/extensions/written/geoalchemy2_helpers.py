from alembic.operations import MigrateOperation, Operations

from _bridge import refuse as _refuse


class _Call(MigrateOperation):
    def __init__(self, given, named):
        self.given = given
        self.named = named


def _operation(name):
    """Registers `op.NAME`, and what it does on PostgreSQL; other databases need functions of their own."""

    def registered(does):
        class Called(_Call):
            @classmethod
            def call(cls, operations, *given, **named):
                return operations.invoke(cls(given, named))

        setattr(Called, name, Called.call)
        Operations.register_operation(name)(Called)

        def run(operations, operation):
            if operations.get_bind().dialect.name != "postgresql":
                _refuse(f"bridge knows op.{name}() on PostgreSQL only")
            return does(operations, *operation.given, **operation.named)

        Operations.implementation_for(Called)(run)
        return does

    return registered


@_operation("create_geospatial_table")
def _create_table(
    operations, table_name, *columns, schema=None, if_not_exists=None, comment=None, info=None, prefixes=None, **kw
):
    # What the library loses is lost here, too.
    operations.create_table(table_name, *columns, schema=schema, **kw)


@_operation("drop_geospatial_table")
def _drop_table(operations, table_name, schema=None, **kw):
    operations.drop_table(table_name, schema=schema, **kw)


@_operation("add_geospatial_column")
def _add_column(operations, table_name, column, schema=None):
    # The column alone: no index is made beside it, whatever its type says.
    if getattr(column.type, "spatial_index", False):
        _refuse("write spatial_index=False in the type of op.add_geospatial_column(), which makes no index")
    operations.add_column(table_name, column, schema=schema)


@_operation("drop_geospatial_column")
def _drop_column(operations, table_name, column_name, schema=None, **kw):
    operations.drop_column(table_name, column_name, schema=schema)


@_operation("create_geospatial_index")
def _create_index(operations, index_name, table_name, columns, schema=None, unique=False, **kw):
    operations.create_index(index_name, table_name, columns, schema=schema, unique=unique, **kw)


@_operation("drop_geospatial_index")
def _drop_index(operations, index_name, table_name, column_name, schema=None, unique=False, **kw):
    operations.drop_index(index_name, table_name, schema=schema, **kw)
