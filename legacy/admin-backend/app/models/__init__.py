"""The tables of the admin backend, one module per subject."""

from app.models import account, content, operation, script  # noqa: F401
