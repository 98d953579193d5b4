"""What the system did and is about to do: audit log, jobs."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class AuditLog(Base):
    __tablename__ = "audit_logs"

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(sa.String(60))
    detail: Mapped[dict | None] = mapped_column(sa.JSON)
    session_id: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    happened_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())


class Job(Base):
    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    script_id: Mapped[int] = mapped_column(sa.ForeignKey("scripts.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(sa.String(20), server_default="queued")
    payload: Mapped[dict] = mapped_column(sa.JSON)
    run_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
