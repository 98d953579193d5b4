class _Context:
    def __enter__(self):
        return self

    def __exit__(self, *raised):
        return False


def check_warnings(*filters, **options):
    return _Context()


def save_restore_warnings_filters():
    return _Context()


def ignore_warnings(**options):
    return lambda function: function
