import importlib


def import_fresh_module(name, fresh=(), blocked=(), **options):
    return importlib.import_module(name)


def import_module(name, **options):
    return importlib.import_module(name)
