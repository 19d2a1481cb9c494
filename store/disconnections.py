"""Workspaces that take nothing from us: the app was removed there, or its token was revoked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.engine import Connection

from store.inserting import insert_new
from store.records import disconnections


def begin(db: Connection, workspace_id: str, *, now: datetime) -> bool:
    """Remember that a workspace is out of reach; tell whether that is new."""
    return insert_new(db, disconnections, {"workspace_id": workspace_id, "since": now})


def end(db: Connection, workspace_id: str) -> bool:
    """Remember that a workspace can be reached; tell whether that is new."""
    gone = delete(disconnections).where(disconnections.c.workspace_id == workspace_id)
    return db.execute(gone).rowcount > 0


def since(db: Connection, workspace_id: str) -> datetime | None:
    """Return since when a workspace is out of reach."""
    query = select(disconnections.c.since).where(disconnections.c.workspace_id == workspace_id)
    return db.execute(query).scalar_one_or_none()


def reachable(workspace_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a row's workspace can be reached."""
    return ~exists().where(disconnections.c.workspace_id == workspace_id)
