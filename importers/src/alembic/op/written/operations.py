from alembic import op as _op

_functions = {}
_implementations = {}


class MigrateOperation:
    _mutations = frozenset()

    @property
    def info(self):
        return {}


class _Registering:
    @classmethod
    def implementation_for(cls, op_cls, replace=False):
        def register(function):
            _implementations[op_cls] = function
            return function

        return register


class Operations(_Registering):
    @classmethod
    def register_operation(cls, name, sourcename=None):
        def register(op_cls):
            _functions[name] = getattr(op_cls, sourcename or name)
            return op_cls

        return register

    @property
    def migration_context(self):
        return _op.get_context()

    @property
    def impl(self):
        return _op.get_context()

    def invoke(self, operation):
        for known in type(operation).__mro__:
            if known in _implementations:
                return _implementations[known](self, operation)
        raise ValueError(f"no dispatch function for object: {operation!r}")

    def __getattr__(self, name):
        return getattr(_op, name)


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
