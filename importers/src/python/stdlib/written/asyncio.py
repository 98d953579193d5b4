from asyncio import run as _run

TimeoutError = TimeoutError


class AbstractEventLoop:
    """A loop that runs what it is given to its end."""

    def __init__(self):
        self._closed = False

    def run_until_complete(self, future):
        return _run(future)

    def is_closed(self):
        return self._closed

    def close(self):
        self._closed = True


_loop = AbstractEventLoop()


def get_event_loop():
    return _loop


def new_event_loop():
    return AbstractEventLoop()


def set_event_loop(loop):
    return None


async def sleep(delay, result=None):
    return result


async def wait_for(fut, timeout):
    return await fut


async def to_thread(func, /, *args, **kwargs):
    return func(*args, **kwargs)
