from _bridge import driver_is_asyncpg as _driver_is_asyncpg
from _bridge import awaited as _awaited
from _bridge import enter as _enter
from _bridge import leave as _leave
from _bridge import refuse as _refuse
from sqlalchemy.orm import Session as _Session


class _Started:
    """What is awaited, or entered by `async with`."""

    def __init__(self, start, proxy):
        self._start = start
        self._proxy = proxy
        self._inner = None

    async def _begin(self):
        self._inner = self._start()
        return self._proxy(self._inner)

    def __await__(self):
        return (yield from _nothing(_awaited(self._begin())))

    async def __aenter__(self):
        started = await self._begin()
        _enter(self._inner)
        return started

    async def __aexit__(self, kind, error, trace):
        return _leave(self._inner, error)


def _nothing(value):
    yield from ()
    return value


class AsyncTransaction:
    def __init__(self, sync_transaction):
        self.sync_transaction = sync_transaction

    @property
    def is_active(self):
        return self.sync_transaction.is_active

    async def commit(self):
        self.sync_transaction.commit()

    async def rollback(self):
        self.sync_transaction.rollback()

    async def close(self):
        self.sync_transaction.close()


class AsyncSessionTransaction(AsyncTransaction):
    pass


class _Rows:
    """Rows that are asked for one after the other."""

    def __init__(self, result):
        self._result = result

    async def __aiter__(self):
        for row in self._result:
            yield row

    async def all(self):
        return self._result.all()

    async def fetchall(self):
        return self._result.fetchall()

    async def fetchone(self):
        return self._result.fetchone()

    async def fetchmany(self, size=None):
        return self._result.fetchmany(size)

    async def first(self):
        return self._result.first()

    async def one(self):
        return self._result.one()

    async def one_or_none(self):
        return self._result.one_or_none()

    async def scalar(self):
        return self._result.scalar()

    async def scalar_one(self):
        return self._result.scalar_one()

    async def scalar_one_or_none(self):
        return self._result.scalar_one_or_none()

    async def close(self):
        self._result.close()

    async def partitions(self, size=None):
        for rows in self._result.partitions(size):
            yield rows

    def keys(self):
        return self._result.keys()

    def scalars(self, index=0):
        return AsyncScalarResult(self._result.scalars(index))

    def mappings(self):
        return AsyncMappingResult(self._result.mappings())

    def unique(self, strategy=None):
        return type(self)(self._result.unique() if strategy is None else self._result.unique(strategy))

    def yield_per(self, num):
        return type(self)(self._result.yield_per(num))


class AsyncResult(_Rows):
    pass


class AsyncScalarResult(_Rows):
    pass


class AsyncMappingResult(_Rows):
    pass


def _given(parameters, options):
    named = {}
    if parameters is not None:
        named["params"] = parameters
    if options:
        named["execution_options"] = options
    return named


class AsyncConnection:
    """The run's connection, for who awaits what it gives."""

    def __init__(self, async_engine, sync_connection=None):
        if sync_connection is None:
            _refuse("a connection of its own is not in the run's transaction")
        self.engine = async_engine
        self.sync_connection = sync_connection

    @property
    def dialect(self):
        return self.sync_connection.dialect

    @property
    def closed(self):
        return False

    @property
    def invalidated(self):
        return False

    async def execute(self, statement, parameters=None, *, execution_options=None):
        given = {"execution_options": execution_options} if execution_options else {}
        if parameters is None:
            return self.sync_connection.execute(statement, **given)
        return self.sync_connection.execute(statement, parameters, **given)

    async def scalar(self, statement, parameters=None, *, execution_options=None):
        return (await self.execute(statement, parameters, execution_options=execution_options)).scalar()

    async def scalars(self, statement, parameters=None, *, execution_options=None):
        return (await self.execute(statement, parameters, execution_options=execution_options)).scalars()

    async def exec_driver_sql(self, statement, parameters=None, execution_options=None):
        # Which drivers read a `%` is known of the connection only where `env.py` makes the engine.
        if self.dialect.name != "sqlite" and parameters:
            _refuse("`exec_driver_sql` with parameters is written for another driver")
        if self.dialect.name != "sqlite" and "%" in statement and not _driver_is_asyncpg():
            _refuse("`exec_driver_sql` with a per cent sign is written for another driver")
        return self.sync_connection.exec_driver_sql(statement, parameters)

    def stream(self, statement, parameters=None, *, execution_options=None):
        return _Stream(self.execute(statement, parameters, execution_options=execution_options), AsyncResult)

    def stream_scalars(self, statement, parameters=None, *, execution_options=None):
        return _Stream(self.scalars(statement, parameters, execution_options=execution_options), AsyncScalarResult)

    async def run_sync(self, fn, /, *args, **kwargs):
        return fn(self.sync_connection, *args, **kwargs)

    async def execution_options(self, **options):
        self.sync_connection.execution_options(**options)
        return self

    async def commit(self):
        self.sync_connection.commit()

    async def rollback(self):
        self.sync_connection.rollback()

    async def close(self):
        return None

    def begin(self):
        return _Started(lambda: self.sync_connection.begin(), AsyncTransaction)

    def begin_nested(self):
        return _Started(lambda: self.sync_connection.begin_nested(), AsyncTransaction)

    def in_transaction(self):
        return True

    def in_nested_transaction(self):
        return self.sync_connection.in_nested_transaction()

    def get_transaction(self):
        return AsyncTransaction(self.sync_connection.get_transaction())

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, trace):
        return None

    async def get_raw_connection(self):
        _refuse("the driver's own connection is not there; run what it does by `execute`")


class _Stream:
    """What `stream()` gives: awaited, or entered."""

    def __init__(self, rows, kind):
        self._rows = rows
        self._kind = kind

    async def _begin(self):
        return self._kind(await self._rows)

    def __await__(self):
        return (yield from _nothing(_awaited(self._begin())))

    async def __aenter__(self):
        return await self._begin()

    async def __aexit__(self, kind, error, trace):
        return None


def _connection_of(bind):
    if bind is None:
        return None
    if isinstance(bind, AsyncConnection):
        return bind.sync_connection
    if isinstance(bind, AsyncEngine):
        return bind.sync_engine
    from sqlalchemy.exc import ArgumentError

    raise ArgumentError(f"AsyncEngine expected, got {bind!r}")


class AsyncEngine:
    def __init__(self, sync_engine):
        self.sync_engine = sync_engine


class AsyncSession:
    """A session on the run's connection, for who awaits what it gives."""

    sync_session_class = _Session

    def __init__(self, bind=None, *, binds=None, sync_session_class=None, **kw):
        if binds is not None:
            _refuse("`binds` of a session")
        if bind is not None:
            kw["bind"] = _connection_of(bind)
        self.bind = bind
        self.sync_session = (sync_session_class or self.sync_session_class)(**kw)

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, trace):
        self.sync_session.close()

    async def run_sync(self, fn, /, *args, **kwargs):
        return fn(self.sync_session, *args, **kwargs)

    async def connection(self, bind_arguments=None, execution_options=None):
        return AsyncConnection(None, self.sync_session.connection())

    async def execute(self, statement, params=None, *, execution_options=None, bind_arguments=None, **kw):
        return self.sync_session.execute(statement, **_given(params, execution_options))

    async def scalar(self, statement, params=None, *, execution_options=None, bind_arguments=None, **kw):
        return self.sync_session.scalar(statement, **_given(params, execution_options))

    async def scalars(self, statement, params=None, *, execution_options=None, bind_arguments=None, **kw):
        return self.sync_session.scalars(statement, **_given(params, execution_options))

    async def stream(self, statement, params=None, *, execution_options=None, bind_arguments=None, **kw):
        return AsyncResult(self.sync_session.execute(statement, **_given(params, execution_options)))

    async def stream_scalars(self, statement, params=None, *, execution_options=None, bind_arguments=None, **kw):
        return AsyncScalarResult(self.sync_session.scalars(statement, **_given(params, execution_options)))

    async def get(self, entity, ident, **options):
        return self.sync_session.get(entity, ident, **options)

    async def get_one(self, entity, ident, **options):
        return self.sync_session.get_one(entity, ident, **options)

    def add(self, instance, _warn=True):
        self.sync_session.add(instance)

    def add_all(self, instances):
        self.sync_session.add_all(instances)

    async def delete(self, instance):
        self.sync_session.delete(instance)

    async def merge(self, instance, **options):
        return self.sync_session.merge(instance, **options)

    async def refresh(self, instance, attribute_names=None, with_for_update=None):
        if attribute_names is None:
            self.sync_session.refresh(instance)
        else:
            self.sync_session.refresh(instance, attribute_names)

    def expire(self, instance, attribute_names=None):
        if attribute_names is None:
            self.sync_session.expire(instance)
        else:
            self.sync_session.expire(instance, attribute_names)

    def expire_all(self):
        self.sync_session.expire_all()

    def expunge(self, instance):
        self.sync_session.expunge(instance)

    def expunge_all(self):
        self.sync_session.expunge_all()

    async def flush(self, objects=None):
        self.sync_session.flush()

    async def commit(self):
        self.sync_session.commit()

    async def rollback(self):
        self.sync_session.rollback()

    async def close(self):
        self.sync_session.close()

    async def aclose(self):
        self.sync_session.close()

    def begin(self):
        return _Started(lambda: self.sync_session.begin(), AsyncSessionTransaction)

    def begin_nested(self):
        return _Started(lambda: self.sync_session.begin_nested(), AsyncSessionTransaction)

    def get_bind(self, **given):
        return self.sync_session.get_bind()

    def in_transaction(self):
        return self.sync_session.in_transaction()

    def __contains__(self, instance):
        return instance in self.sync_session

    def __iter__(self):
        return iter(self.sync_session)

    @property
    def no_autoflush(self):
        return self.sync_session.no_autoflush

    @property
    def new(self):
        return self.sync_session.new

    @property
    def dirty(self):
        return self.sync_session.dirty

    @property
    def deleted(self):
        return self.sync_session.deleted

    @property
    def is_active(self):
        return self.sync_session.is_active


class _Block:
    """What `async_sessionmaker.begin()` gives."""

    def __init__(self, session):
        self._session = session

    async def __aenter__(self):
        self._block = self._session.begin()
        await self._block.__aenter__()
        return self._session

    async def __aexit__(self, kind, error, trace):
        swallowed = await self._block.__aexit__(kind, error, trace)
        await self._session.close()
        return swallowed


class async_sessionmaker:
    def __init__(self, bind=None, *, class_=AsyncSession, autoflush=True, expire_on_commit=True, info=None, **kw):
        self.class_ = class_
        self.kw = dict(kw, bind=bind, autoflush=autoflush, expire_on_commit=expire_on_commit)

    def __call__(self, **local_kw):
        return self.class_(**{**self.kw, **local_kw})

    def begin(self):
        return _Block(self())

    def configure(self, **new_kw):
        self.kw.update(new_kw)


def create_async_engine(*args, **kwargs):
    _refuse("an engine of its own does not work in the run's transaction; give the work to `op.run_async`")


def async_engine_from_config(*args, **kwargs):
    _refuse("an engine of its own does not work in the run's transaction; give the work to `op.run_async`")
