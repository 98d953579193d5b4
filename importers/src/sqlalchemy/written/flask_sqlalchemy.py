from sqlalchemy import inspect as _inspect


class Model:
    """What the classes of `db.Model` show of themselves."""

    def __repr__(self):
        state = _inspect(self)
        if state.transient:
            key = f"(transient {id(self)})"
        elif state.pending:
            key = f"(pending {id(self)})"
        else:
            key = ", ".join(map(str, state.identity))
        return f"<{type(self).__name__} {key}>"
