"""Slack workspaces and their settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from store.errors import NotFound
from store.inserting import insert_new
from store.schema import workspaces
from store.words import Workspace


def ensure(db: Connection, workspace_id: str, *, name: str = "", now: datetime) -> Workspace:
    """Return the workspace, made if new; a name that is not empty replaces the old one."""
    row = {"id": workspace_id, "name": name, "settings": {}, "created_at": now}
    if not insert_new(db, workspaces, row) and name:
        db.execute(
            workspaces.update()
            .where(workspaces.c.id == workspace_id, workspaces.c.name != name)
            .values(name=name)
        )
    return get(db, workspace_id)


def get(db: Connection, workspace_id: str) -> Workspace:
    """Return the workspace or raise ``NotFound``."""
    row = db.execute(select(workspaces).where(workspaces.c.id == workspace_id)).one_or_none()
    if row is None:
        raise NotFound("workspace", workspace_id)
    return _from_row(row)


def _from_row(row: Row[Any]) -> Workspace:
    return Workspace(id=row.id, name=row.name, settings=row.settings)
