"""Stands in for modules that are not there, so that a revision file can be loaded.

Such a module gives whatever it is asked for. Its values may be passed around
and called; what would need a real value (its truth, its text, its items) raises
``Needed``, so that no result rests on an invented one.
"""

import importlib
import importlib.abc
import importlib.machinery
import os
import sys
import sysconfig
import types

LIBRARIES = tuple(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))


class Needed(Exception):
    """A value of a module that is not there decides something."""


class Kind(type):
    """Classes that stand in for classes: what they lack stands in, too."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return make(f"{cls.__name__}.{name}")

    def __iter__(cls):
        raise Needed(cls.__name__)

    def __bool__(cls):
        raise Needed(cls.__name__)

    def __str__(cls):
        raise Needed(cls.__name__)

    __len__ = __contains__ = __iter__


class Anything(metaclass=Kind):
    """What a module that is not there gives."""

    def __init__(self, *arguments, **keywords):
        pass

    def __getattr__(self, name):
        if name.startswith("__") or name.startswith("_sa"):
            raise AttributeError(name)
        return make(f"{type(self).__name__}.{name}")

    def __call__(self, *arguments, **keywords):
        # As a decorator it leaves what it decorates.
        if len(arguments) == 1 and isinstance(arguments[0], types.FunctionType):
            return arguments[0]
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def _need(self, *arguments):
        raise Needed(type(self).__name__)

    __bool__ = __iter__ = __len__ = __str__ = __int__ = __float__ = __index__ = _need
    __getitem__ = __contains__ = __add__ = __radd__ = __mod__ = __lt__ = __format__ = _need


def make(name):
    return Kind(name, (Anything,), {})


class Module(types.ModuleType):
    """A module that is not there."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = make(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


class Attempt(importlib.abc.Loader):
    """Loads a module of the project, which may need a whole application; where
    that fails, a stand-in takes its place."""

    def __init__(self, loader):
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        try:
            self.loader.exec_module(module)
        except BaseException:
            stand_in = Module(module.__name__)
            stand_in.__spec__ = module.__spec__
            stand_in.__path__ = getattr(module, "__path__", [])
            sys.modules[module.__name__] = stand_in
            return
        if hasattr(module, "__path__") and "__getattr__" not in vars(module):
            module.__getattr__ = lambda name: submodule(module, name)


def submodule(package, name):
    """``package.name`` where nobody has imported it: the application would have."""
    dotted = f"{package.__name__}.{name}"
    if name.startswith("__") or Project.find_spec(dotted, package.__path__) is None:
        raise AttributeError(f"module {package.__name__!r} has no attribute {name!r}")
    return importlib.import_module(dotted)


class Project(importlib.machinery.PathFinder):
    """The first finder: the modules below one folder."""

    root = None

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        spec = super().find_spec(name, path, target)
        if spec and spec.loader and spec.origin and spec.origin.startswith(cls.root):
            spec.loader = Attempt(spec.loader)
            return spec
        return None


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: whatever none of the others has."""

    def __init__(self, real):
        self.real = real

    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in self.real or asked_by_a_library():
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return Module(spec.name)

    def exec_module(self, module):
        pass


def asked_by_a_library():
    """Whether an installed package imports here: what it lacks it does without."""
    frame = sys._getframe(1)
    while frame and ("importlib" in frame.f_code.co_filename or frame.f_globals.get("__name__") == __name__):
        frame = frame.f_back
    return bool(frame) and frame.f_code.co_filename.startswith(LIBRARIES)


def install(root):
    """From now on every import succeeds, but for what Alembic and SQLAlchemy
    themselves lack. ``root`` is where the project's own modules are."""
    # pbr asks the metadata of an installed package for it, and there is none.
    os.environ.setdefault("PBR_VERSION", "1")
    sys.path.insert(0, str(root))
    Project.root = str(root)
    sys.meta_path.insert(0, Project)
    sys.meta_path.append(Finder({"alembic", "sqlalchemy", "psycopg2", *sys.stdlib_module_names}))
