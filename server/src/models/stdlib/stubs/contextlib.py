"""`contextlib`. A generator is run ahead, and `with` takes what it yields first."""
from shapeline.values import unknown


def contextmanager(func):
    return func


asynccontextmanager = contextmanager


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        return None


class ContextDecorator:
    def __call__(self, func):
        return func


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        pass


class redirect_stdout(AbstractContextManager):
    def __init__(self, new_target):
        self._new_target = new_target

    def __enter__(self):
        return self._new_target


redirect_stderr = redirect_stdout


class ExitStack(AbstractContextManager):
    def enter_context(self, cm):
        with cm as value:
            return value

    def callback(self, callback, *args, **kwargs):
        return callback

    def push(self, exit):
        return exit

    def pop_all(self):
        return self

    def close(self):
        return None
