from _bridge import refuse as _refuse
from alembic import op as _op

_functions = {}
_implementations = {}


class MigrateOperation:
    _mutations = frozenset()

    @property
    def info(self):
        return {}


class _Own(MigrateOperation):
    """One of Alembic's own: the call of the function of `op` that makes it."""

    _internal = ("_reverse", "_namespace_metadata", "_constraints_included")

    def __init__(self, *arguments, **keywords):
        self._arguments = arguments
        self._keywords = {name: value for name, value in keywords.items() if name not in self._internal}

    def __getattr__(self, name):
        _refuse(f"bridge does not know `{name}` of an operation of Alembic's own")

    def _carry_out(self):
        return getattr(_op, self._function)(*self._arguments, **self._keywords)


class AddColumnOp(_Own):
    _function = "add_column"


class AlterColumnOp(_Own):
    _function = "alter_column"
    _modified = {
        "modify_nullable": "nullable",
        "modify_comment": "comment",
        "modify_server_default": "server_default",
        "modify_name": "new_column_name",
        "modify_type": "type_",
    }

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **{self._modified.get(name, name): value for name, value in keywords.items()})


class BulkInsertOp(_Own):
    _function = "bulk_insert"


class CreateCheckConstraintOp(_Own):
    _function = "create_check_constraint"


class CreateForeignKeyOp(_Own):
    _function = "create_foreign_key"


class CreateIndexOp(_Own):
    _function = "create_index"


class CreatePrimaryKeyOp(_Own):
    _function = "create_primary_key"


class CreateTableCommentOp(_Own):
    _function = "create_table_comment"


class CreateTableOp(_Own):
    _function = "create_table"

    def __init__(self, table_name, columns, **keywords):
        super().__init__(table_name, *columns, **keywords)


class CreateUniqueConstraintOp(_Own):
    _function = "create_unique_constraint"


class DropColumnOp(_Own):
    _function = "drop_column"


class DropConstraintOp(_Own):
    _function = "drop_constraint"


class DropIndexOp(_Own):
    _function = "drop_index"


class DropTableCommentOp(_Own):
    _function = "drop_table_comment"


class DropTableOp(_Own):
    _function = "drop_table"


class ExecuteSQLOp(_Own):
    _function = "execute"


class RenameTableOp(_Own):
    _function = "rename_table"


class _Registering:
    @classmethod
    def implementation_for(cls, op_cls, replace=False):
        if issubclass(op_cls, _Own) and op_cls.__module__ == _Own.__module__:
            _refuse(f"bridge carries out {op_cls.__name__} itself, and no other way")

        def register(function):
            _implementations[op_cls] = function
            return function

        return register


class Operations(_Registering):
    def __init__(self, migration_context=None, impl=None):
        # The one of the run needs nothing of its own.
        self._context = migration_context if migration_context and migration_context._is_own else None

    @classmethod
    def context(cls, migration_context):
        _refuse("`Operations.context(...)` leaves nothing of `op` behind it, in Alembic, too")

    @classmethod
    def register_operation(cls, name, sourcename=None):
        def register(op_cls):
            _functions[name] = getattr(op_cls, sourcename or name)
            return op_cls

        return register

    @property
    def migration_context(self):
        return self._context or _op.get_context()

    @property
    def impl(self):
        return self._context.impl if self._context else _op.get_context()

    def invoke(self, operation):
        for known in type(operation).__mro__:
            if known in _implementations:
                return _implementations[known](self, operation)
        if isinstance(operation, _Own):
            return operation._carry_out()
        raise ValueError(f"no dispatch function for object: {operation!r}")

    def __getattr__(self, name):
        found = getattr(_op, name)
        return self._context._bound(found) if self._context else found


class BatchOperations(_Registering):
    @classmethod
    def register_operation(cls, name, sourcename=None):
        return lambda op_cls: op_cls


_operations = Operations()


def invoke(operation):
    return _operations.invoke(operation)


def registered(name):
    function = _functions.get(name)
    if function is None:
        return None
    return lambda *arguments, **keywords: function(_operations, *arguments, **keywords)


class _Autogenerate:
    """What compares and writes revisions has no part in running them."""

    def dispatch_for(self, target, qualifier="default", replace=False):
        return lambda function: function


renderers = _Autogenerate()
comparators = _Autogenerate()
